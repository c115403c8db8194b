import Campaigns
import CivilTime
import Foundation
import Jobs
import MariaDB
import Storage
import Testing

/// A set time, an audience, consent, cap and opening hours.
@Suite struct MarketingTickTests {
    private func practice(_ body: (Practice) throws -> Void) throws {
        try Practice.open { practice in
            try practice.patient("P-1", age: 40)
            try practice.consents("P-1", true, at: "2027-03-01T09:05")
            try body(practice)
        }
    }

    @Test("an offer due on Friday at closing time goes on Monday morning")
    func overTheWeekend() throws {
        try practice { practice in
            _ = try practice.offer(on: "2027-03-05T17:00", body: "Shine!", made: "2027-03-02T10:00")
            try practice.tick("2027-03-05T17:00")
            try #expect(practice.sends() == ["EMAIL 2027-03-08T09:00 READY"])
            try practice.tick("2027-03-08T08:59")
            #expect(try practice.copies() == 0)
            try practice.tick("2027-03-08T09:00")
            #expect(try practice.copies() == 1)
        }
    }

    @Test("who has not said yes gets nothing, and the row says why")
    func withoutConsent() throws {
        try practice { practice in
            try practice.patient("P-2", age: 41, phone: "+13125550143")
            _ = try practice.offer(on: "2027-03-04T10:00", body: "Shine!", made: "2027-03-02T10:00")
            try practice.tick("2027-03-04T10:00")
            try #expect(
                practice.sends() == ["EMAIL 2027-03-04T10:00 SENT", "EMAIL 2027-03-04T10:00 SKIPPED NO_CONSENT"])
        }
    }

    @Test("a no that comes before the wire keeps the message back")
    func withdrawn() throws {
        try practice { practice in
            _ = try practice.offer(on: "2027-03-04T10:00", body: "Shine!", made: "2027-03-02T10:00")
            try practice.tick("2027-03-04T10:00", [.schedule])
            try practice.consents("P-1", false, at: "2027-03-04T10:00")
            try practice.tick("2027-03-04T10:00", [.delivery])
            try #expect(practice.sends() == ["EMAIL 2027-03-04T10:00 SKIPPED NO_CONSENT"])
        }
    }

    @Test("a second offer within the week is held while the cap frees within 72 hours, and else skipped")
    func cap() throws {
        try practice { practice in
            _ = try practice.offer("One", on: "2027-03-02T11:00", body: "Shine!", made: "2027-03-02T10:00")
            _ = try practice.offer("Two", on: "2027-03-04T11:00", body: "Shine!", made: "2027-03-02T10:00")
            _ = try practice.offer("Three", on: "2027-03-08T11:00", body: "Shine!", made: "2027-03-02T10:00")
            for local in ["2027-03-02T11:00", "2027-03-04T11:00", "2027-03-08T11:00"] { try practice.tick(local) }
            try #expect(
                practice.sends() == [
                    "EMAIL 2027-03-02T11:00 DELIVERED", "EMAIL 2027-03-04T11:00 SKIPPED OVER_CAP",
                    "EMAIL 2027-03-08T11:00 READY OVER_CAP",
                ])
            try practice.tick("2027-03-09T09:00")
            try #expect(practice.sends().last == "EMAIL 2027-03-08T11:00 SENT")
        }
    }

    @Test("what the cap held counts from the day until which it was held")
    func capAfterHold() throws {
        try practice { practice in
            _ = try practice.offer("One", on: "2027-03-02T11:00", body: "Shine!", made: "2027-03-02T10:00")
            _ = try practice.offer("Two", on: "2027-03-08T11:00", body: "Shine!", made: "2027-03-02T10:00")
            _ = try practice.offer("Three", on: "2027-03-15T11:00", body: "Shine!", made: "2027-03-02T10:00")
            for local in ["2027-03-02T11:00", "2027-03-08T11:00", "2027-03-09T09:00", "2027-03-15T11:00"] {
                try practice.tick(local)
            }
            try #expect(
                practice.sends() == [
                    "EMAIL 2027-03-02T11:00 DELIVERED", "EMAIL 2027-03-08T11:00 DELIVERED",
                    "EMAIL 2027-03-15T11:00 READY OVER_CAP",
                ])
        }
    }

    @Test("three children on one parent's address get one offer")
    func family() throws {
        try Practice.open { practice in
            let mother =
                #"{"externalId":"M-1","relation":"parent","firstName":"Helena","lastName":"Lindqvist","email":"helena@parents.example","receives":["marketing"]}"#
            let yes =
                #"{"contact":"M-1","purpose":"marketing","channel":"EMAIL","granted":true,"at":"2027-03-01T15:00Z","how":"form"}"#
            for child in 1...3 {
                try practice.tell(
                    "patients", "P-\(child)",
                    #"{"firstName":"Mia","lastName":"Lindqvist","birthDate":"201\#(child)-01-20","contacts":[\#(mother)],"consents":[\#(yes)]}"#,
                    at: "2027-03-01T09:00")
            }
            _ = try practice.offer(on: "2027-03-04T10:00", body: "Shine!", made: "2027-03-02T10:00")
            try practice.tick("2027-03-04T10:00")
            #expect(try practice.copies() == 1)
            try #expect(
                practice.sends().sorted() == [
                    "EMAIL 2027-03-04T10:00 SENT", "EMAIL 2027-03-04T10:00 SKIPPED OVER_CAP",
                    "EMAIL 2027-03-04T10:00 SKIPPED OVER_CAP",
                ])
        }
    }

    @Test("weekly offers on Mondays go each week, across a clock change too")
    func weekly() throws {
        try practice { practice in
            _ = try practice.offer("One", on: "2027-03-08T09:00", body: "Shine!", made: "2027-03-02T10:00")
            _ = try practice.offer("Two", on: "2027-03-15T09:00", body: "Shine!", made: "2027-03-02T10:00")
            // The first is a little late, the second to the minute.
            for local in ["2027-03-08T09:07", "2027-03-15T09:00"] { try practice.tick(local) }
            #expect(try practice.copies() == 2)
        }
    }

    @Test("an occurrence fires once, and its campaign completes when nothing of it is open")
    func completes() throws {
        try practice { practice in
            let id = try practice.offer(on: "2027-03-04T10:00", body: "Shine!", made: "2027-03-02T10:00")
            for minute in 0...2 { try practice.tick("2027-03-04T10:0\(minute)") }
            #expect(try practice.copies() == 1)
            let campaign = try CampaignStore(practice.db).campaign(id, in: practice.clinic.id)
            #expect(campaign?.status == .completed)
        }
    }

    @Test("an occurrence missed by more than a day does not fire")
    func missed() throws {
        try practice { practice in
            _ = try practice.offer(on: "2027-03-04T10:00", body: "Shine!", made: "2027-03-02T10:00")
            try practice.tick("2027-03-05T10:01")
            #expect(try practice.count("SELECT COUNT(*) AS n FROM enrollment") == 0)
        }
    }

    @Test("a paused campaign parks its messages, and gives them back when it is resumed")
    func paused() throws {
        try practice { practice in
            let id = try practice.offer(on: "2027-03-04T10:00", body: "Shine!", made: "2027-03-02T10:00")
            try practice.tick("2027-03-04T10:00", [.schedule])
            let life = CampaignLife(practice.db, revisions: RevisionStore(practice.db))
            _ = try life.pause(id, in: practice.clinic.id, by: .program, at: practice.at("2027-03-04T10:00"))
            try practice.tick("2027-03-04T10:01")
            try #expect(practice.sends() == ["EMAIL 2027-03-04T10:00 PARKED CAMPAIGN_PAUSED"])
            _ = try life.resume(id, .send, in: practice.clinic.id, by: .program, at: practice.at("2027-03-04T11:00"))
            try practice.tick("2027-03-04T11:00")
            try #expect(practice.sends() == ["EMAIL 2027-03-04T10:00 SENT"])
        }
    }

    @Test("an offer says how to end it, and its links lead through us")
    func links() throws {
        try practice { practice in
            _ = try practice.offer(
                on: "2027-03-04T10:00", body: "Look: https://lakeside.example/white", made: "2027-03-02T10:00")
            try practice.tick("2027-03-04T10:00")
            let names = try FileManager.default.contentsOfDirectory(atPath: practice.outbox.path)
            let name = try #require(names.first)
            let mail = try String(contentsOf: practice.outbox.appending(path: name), encoding: .utf8)
            #expect(mail.contains("List-Unsubscribe: <https://go.lakeside.example/p/u/"))
            #expect(mail.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"))
            let body = try #require(try practice.db.row("SELECT body FROM message")).text("body")
            #expect(body.contains("https://go.lakeside.example/p/c/"))
            #expect(!body.contains("https://lakeside.example/white"))
            #expect(body.contains("1 Shore Road, Chicago"))
        }
    }

    @Test("an archived campaign's messages are skipped, those that were parked too")
    func archived() throws {
        try practice { practice in
            let id = try practice.offer(on: "2027-03-04T10:00", body: "Shine!", made: "2027-03-02T10:00")
            try practice.tick("2027-03-04T10:00", [.schedule])
            let life = CampaignLife(practice.db, revisions: RevisionStore(practice.db))
            _ = try life.archive(id, in: practice.clinic.id, by: .program, at: practice.at("2027-03-04T10:00"))
            try practice.tick("2027-03-04T10:01")
            try #expect(practice.sends() == ["EMAIL 2027-03-04T10:00 SKIPPED CAMPAIGN_ENDED"])
            #expect(try practice.tick("2027-03-04T10:02").isEmpty)
        }
    }
}
