import Campaigns
import CivilTime
import Foundation
import MariaDB
import Storage
import TestSupport
import Testing

/// While a group is being put on the wire, what would forbid a message of it waits for the commit (delivery.md 1, 2).
@Suite struct WireLockTests {
    /// Two pairs of hands on one clinic; the second does not wait for locks.
    private func withHands(_ body: (Practice, Practice) throws -> Void) throws {
        try withTwoConnections { one, two in
            let practice = try Practice(one)
            defer { try? FileManager.default.removeItem(at: practice.outbox) }  // a folder left behind harms nobody
            let hands = try Practice(beside: practice, two)
            _ = try two.run("SET SESSION innodb_lock_wait_timeout = 0")
            try body(practice, hands)
        }
    }

    /// Puts the one due SMS on the wire, and does something else meanwhile: that must find a lock.
    private func wire(_ practice: Practice, _ lane: SendLane, at local: String, meanwhile: () throws -> Void) throws {
        let now = practice.at(local)
        let token = try practice.workplace(at: now).claimToken()
        let claimed = try SendStore(practice.db).claim(.sms, lane, at: now, limit: 10, token: token)
        #expect(claimed.count == 1)
        let result = try WireStore(practice.db, revisions: RevisionStore(practice.db)).wire(
            claimed, of: practice.clinic.id, token: token, settling: [], at: now
        ) { _ in
            expectLocked(meanwhile)
            return WireTests.letter
        }
        #expect(result.wired.count == 1)
    }

    private func expectLocked(_ change: () throws -> Void) {
        let error = #expect(throws: DatabaseError.self) { try change() }
        #expect(error?.code == .lockWaitTimeout)
    }

    @Test(
        "what would forbid a message waits until that is on the wire",
        arguments: WireTests.Meanwhile.allCases.filter { $0 != .nothing })
    func waits(meanwhile: WireTests.Meanwhile) throws {
        try withHands { practice, hands in
            let campaign = try WireTests.reminder(practice)
            try wire(practice, .reminder, at: WireTests.now) { try WireTests.happen(meanwhile, hands, campaign) }
        }
    }

    @Test("a guardian's no that comes with another child waits too")
    func otherChild() throws {
        try withHands { practice, hands in
            try practice.campaign(.reminder, on: .appointmentBooked, ["48 hours before", "send"])
            let mother =
                #"{"externalId":"M-1","relation":"parent","firstName":"Helena","lastName":"Lindqvist","phone":"+13125550142","receives":["care"]}"#
            for child in 1...2 {
                try practice.tell(
                    "patients", "P-\(child)",
                    #"{"firstName":"Mia","lastName":"Lindqvist","birthDate":"2015-01-2\#(child)","contacts":[\#(mother)]}"#,
                    at: "2027-03-01T09:00")
            }
            try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T09:30")
            try practice.tick("2027-03-01T10:00")
            try wire(practice, .reminder, at: WireTests.now) {
                try hands.tell(
                    "patients", "P-2",
                    #"{"consents":[{"contact":"M-1","purpose":"reminder","channel":"SMS","granted":false,"at":"2027-03-08T14:59Z","how":"form"}]}"#,
                    at: WireTests.now)
            }
        }
    }

    @Test("an offer to one parent waits while that of the same patient to the other is put on the wire")
    func otherParent() throws {
        try withHands { practice, hands in
            let parents = ["Eve", "Adam"].map {
                #"{"externalId":"\#($0)","relation":"parent","firstName":"\#($0)","lastName":"Lindqvist","email":"\#($0)@parents.example","receives":["marketing"]}"#
            }
            let yes = ["Eve", "Adam"].map {
                #"{"contact":"\#($0)","purpose":"marketing","channel":"EMAIL","granted":true,"at":"2027-03-01T15:00Z","how":"form"}"#
            }
            try practice.campaign(by: .event(.appointmentBooked, rule: nil), type: .marketing, made: "2027-03-01T08:00")
            try practice.tell(
                "patients", "P-1",
                #"{"firstName":"Mia","lastName":"Lindqvist","birthDate":"2015-01-20","contacts":[\#(parents.joined(separator: ","))],"consents":[\#(yes.joined(separator: ","))]}"#,
                at: "2027-03-01T09:05")
            try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T10:00")
            try practice.tick("2027-03-01T10:00", [.events])
            let now = practice.at("2027-03-01T10:00")
            func claim(_ practice: Practice) throws -> ([ClaimedSend], ClaimToken) {
                let token = try practice.workplace(at: now).claimToken()
                return (try SendStore(practice.db).claim(.email, .marketing, at: now, limit: 1, token: token), token)
            }
            func wire(_ practice: Practice, _ claim: ([ClaimedSend], ClaimToken), meanwhile: () -> Void) throws {
                _ = try WireStore(practice.db, revisions: RevisionStore(practice.db)).wire(
                    claim.0, of: practice.clinic.id, token: claim.1, settling: [], at: now
                ) { _ in
                    meanwhile()
                    return WireTests.letter
                }
            }
            let (first, second) = (try claim(practice), try claim(hands))
            #expect(first.0.count == 1 && second.0.count == 1)
            try wire(practice, first) { expectLocked { try wire(hands, second) {} } }
            try wire(hands, second) {}
            #expect(try practice.count("SELECT COUNT(*) AS n FROM send WHERE phase = 'WIRE'") == 1)
        }
    }

    @Test("the end of what a message is about waits, be it a treatment or an invoice")
    func anchors() throws {
        for (event, kind, begin, end) in [
            (
                EventType.treatmentStarted, "treatments",
                #"{"patient":"P-1","type":"braces","status":"active","startedAt":"2027-03-01T16:00:00Z"}"#,
                #"{"status":"stopped"}"#
            ),
            (
                .paymentReceived, "invoices",
                #"{"patient":"P-1","amountCents":100,"currency":"USD","dueOn":"2027-03-20","paidCents":50,"status":"open"}"#,
                #"{"status":"void"}"#
            ),
        ] {
            try withHands { practice, hands in
                try practice.campaign(on: event, ["for 1 day", "send"])
                try practice.patient("P-1", age: 40, at: "2027-03-01T09:00")
                try practice.tell(kind, "X-1", begin, at: "2027-03-01T10:00")
                try practice.tick("2027-03-01T10:00")
                try wire(practice, .followUp, at: "2027-03-02T10:00") {
                    try hands.tell(kind, "X-1", end, at: "2027-03-02T10:00")
                }
            }
        }
    }

    @Test("two campaigns activated at once do not both become the last that the clinic may run")
    func activeLimit() throws {
        try withHands { practice, hands in
            _ = try practice.db.run("UPDATE clinic SET active_limit = 1")
            let first = try Self.draft(.postBondingCare, practice)
            let second = try Self.draft(.newPatientWelcome, practice)
            try activateAtOnce(first, practice, second, hands)
            #expect(try practice.count("SELECT COUNT(*) AS n FROM campaign WHERE status = 'ACTIVE'") == 1)
        }
    }

    private static func draft(_ workflow: GalleryWorkflow, _ practice: Practice) throws -> ID<Campaign> {
        try GalleryStore(practice.db).use(
            workflow, in: practice.clinic.id, by: .program, at: practice.at("2027-03-01T08:00"))
    }

    private func activateAtOnce(
        _ first: ID<Campaign>, _ practice: Practice, _ second: ID<Campaign>, _ hands: Practice
    ) throws {
        try practice.db.transaction {
            try practice.activate(first, at: "2027-03-01T09:00")
            expectLocked { try hands.activate(second, at: "2027-03-01T09:00") }
        }
        #expect(throws: Practice.NotActivated.self) { try hands.activate(second, at: "2027-03-01T09:00") }
    }
}
