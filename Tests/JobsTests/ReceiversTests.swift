import Campaigns
import Foundation
import MariaDB
import Storage
import Testing

/// Who hears of a minor (rules.md 4).
@Suite struct ReceiversTests {
    /// A child whose mother receives care and whose father receives offers, to which both and the child said yes.
    private func withParents(_ body: (Practice) throws -> Void) throws {
        try Practice.open { practice in
            func parent(_ key: String, _ receives: String) -> String {
                #"{"externalId":"\#(key)","relation":"parent","firstName":"\#(key)","lastName":"Lindqvist","email":"\#(key)@parents.example","phone":"+1312555014\#(key.count)","receives":["\#(receives)"]}"#
            }
            func yes(_ contact: String) -> String {
                #"{"contact":\#(contact),"purpose":"marketing","channel":"EMAIL","granted":true,"at":"2027-03-01T15:00Z","how":"form"}"#
            }
            let parents = [parent("Eve", "care"), parent("Adam", "marketing")].joined(separator: ",")
            let consents = [yes("null"), yes(#""Eve""#), yes(#""Adam""#)].joined(separator: ",")
            try practice.tell(
                "patients", "P-1",
                #"{"firstName":"Mia","lastName":"Lindqvist","birthDate":"2015-01-20","email":"mia@patients.example","phone":"+13125550199","contacts":[\#(parents)],"consents":[\#(consents)]}"#,
                at: "2027-03-01T09:05")
            try body(practice)
        }
    }

    /// The addresses of all sends, in order of their making.
    private func addresses(_ practice: Practice) throws -> [String] {
        try practice.db.rows(
            "SELECT p.address FROM send s JOIN contact_point p ON p.id = s.contact_point_id ORDER BY s.id"
        ).map { $0.text("address") }
    }

    @Test("each of a minor's contacts hears only what they receive, and the minor nothing")
    func purposes() throws {
        try withParents { practice in
            try practice.campaign(.reminder, on: .appointmentBooked, ["send"])
            try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T10:00")
            try practice.tick("2027-03-01T10:00")
            #expect(try addresses(practice) == ["+13125550143"])
            _ = try practice.offer(on: "2027-03-04T10:00", body: "Shine!", made: "2027-03-02T10:00")
            try practice.tick("2027-03-04T10:00")
            #expect(try addresses(practice) == ["+13125550143", "Adam@parents.example"])
            #expect(try practice.copies() == 2)
        }
    }

    @Test("an offer that an event begins goes to those who receive offers, and no care to them")
    func purposesByEvent() throws {
        try withParents { practice in
            try practice.campaign(
                by: .event(.appointmentBooked, rule: nil), type: .marketing, made: "2027-03-02T08:00")
            try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-02T10:00")
            try practice.tick("2027-03-02T10:00")
            #expect(try addresses(practice) == ["Adam@parents.example"])
            #expect(try practice.copies() == 1)
        }
    }

    @Test("an address that is suppressed for offers hears none, and again only once that is lifted")
    func lifted() throws {
        try withParents { practice in
            let row = try practice.db.row("SELECT id FROM contact_point WHERE address = 'Adam@parents.example'")
            let point = ID<ContactPoint>(try #require(row).int("id"))
            let store = SuppressionStore(practice.db)
            let now = practice.at("2027-03-01T10:00")
            for cause in [SuppressionStore.Cause.unsubscribe, .staff] {
                try store.suppress(point, in: practice.clinic.id, scope: .marketing, because: cause, at: now)
            }
            try store.suppress(point, in: practice.clinic.id, scope: .all, because: .badAddress, at: now)
            try store.suppress(point, in: practice.clinic.id, scope: .all, because: .optOut, at: now)
            #expect(try practice.count("SELECT COUNT(*) AS n FROM suppression") == 4)
            for cause in [SuppressionStore.Cause.badAddress, .optOut, .unsubscribe] {
                let scope: Consents.SuppressionScope = cause == .unsubscribe ? .marketing : .all
                try store.lift(point, in: practice.clinic.id, scope: scope, because: cause, at: now)
            }
            #expect(try practice.count("SELECT COUNT(*) AS n FROM suppression WHERE lifted_at IS NULL") == 1)
            _ = try practice.offer(on: "2027-03-04T10:00", body: "Shine!", made: "2027-03-02T10:00")
            try practice.tick("2027-03-04T10:00")
            #expect(try practice.sends() == ["EMAIL 2027-03-04T10:00 SKIPPED SUPPRESSED"])
            try store.lift(point, in: practice.clinic.id, scope: .marketing, because: .staff, at: now)
            _ = try practice.offer("Again", on: "2027-03-05T10:00", body: "Shine!", made: "2027-03-04T11:00")
            try practice.tick("2027-03-05T10:00")
            #expect(try practice.sends().last == "EMAIL 2027-03-05T10:00 SENT")
            for _ in 0..<2 {
                try store.suppress(point, in: practice.clinic.id, scope: .marketing, because: .unsubscribe, at: now)
            }
            #expect(try practice.count("SELECT COUNT(*) AS n FROM suppression WHERE lifted_at IS NULL") == 1)
        }
    }

    @Test("a mother's new number, told with one child, gets what is to come of the other too, and the old one nothing")
    func otherChild() throws {
        try Practice.open { practice in
            func tell(_ child: String, _ phone: String, receives: String = #""care""#, at local: String) throws {
                try practice.tell(
                    "patients", child,
                    #"{"firstName":"Mia","lastName":"Lindqvist","birthDate":"2015-01-20","contacts":[{"externalId":"M-1","relation":"parent","firstName":"Helena","lastName":"Lindqvist","phone":"\#(phone)","receives":[\#(receives)]}]}"#,
                    at: local)
            }
            try practice.campaign(.reminder, on: .appointmentBooked, ["48 hours before", "send"])
            try tell("P-1", "+13125550142", at: "2027-03-01T09:00")
            try tell("P-2", "+13125550142", at: "2027-03-01T09:00")
            try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T10:00")
            try practice.tick("2027-03-01T10:00")
            try tell("P-2", "+13125550177", at: "2027-03-02T10:00")
            #expect(
                try practice.sends() == [
                    "SMS 2027-03-08T15:00 SKIPPED NO_LONGER_RECEIVES", "SMS 2027-03-08T15:00 READY",
                ])
            #expect(try addresses(practice) == ["+13125550142", "+13125550177"])
            // The minor has nobody else and no address: nothing is to come.
            try tell("P-1", "+13125550177", receives: "", at: "2027-03-03T10:00")
            #expect(try practice.sends()[1] == "SMS 2027-03-08T15:00 SKIPPED NO_LONGER_RECEIVES")
            try tell("P-1", "+13125550177", at: "2027-03-04T10:00")
            #expect(try practice.count("SELECT COUNT(*) AS n FROM send WHERE phase = 'READY'") == 1)
        }
    }
}
