import Campaigns
import CivilTime
import MariaDB
import Storage
import TestSupport
import Testing

/// STOP and START by text message (rules.md 4).
@Suite struct OptOutTests {
    @Test(
        "STOP takes what waits for the number out of the queue in the transaction that stores it, and nothing follows")
    func stop() throws {
        try Practice.open { practice in
            try Self.reminders(practice)
            #expect(try practice.sends() == ["SMS 2027-03-08T15:00 READY", "SMS 2027-03-10T13:00 READY"])
            #expect(try practice.hear("Stop texting me", at: "2027-03-02T10:00") == .kept)
            let skipped = ["SMS 2027-03-08T15:00 SKIPPED SUPPRESSED", "SMS 2027-03-10T13:00 SKIPPED SUPPRESSED"]
            #expect(try practice.sends() == skipped)
            try #expect(
                practice.count("SELECT COUNT(*) AS n FROM suppression WHERE cause = 'opt_out' AND scope = 'all'") == 1)
            try #expect(practice.count("SELECT SUM(amount) AS n FROM tally_delta WHERE reason = 'SUPPRESSED'") == 2)
            // What is planned after it does not leave either.
            try practice.visit("A-2", of: "P-1", "2027-03-17T15:00", at: "2027-03-03T09:30")
            for time in [
                "2027-03-03T10:00", "2027-03-08T15:00", "2027-03-10T13:00", "2027-03-15T15:00", "2027-03-17T13:00",
            ] {
                try practice.tick(time)
            }
            #expect(try practice.copies() == 0)
            #expect(try practice.sends().allSatisfy { $0.hasSuffix("SKIPPED SUPPRESSED") })
        }
    }

    @Test("an opt-out that cannot be carried out is not stored either, so that the provider's next try carries it out")
    func whole() throws {
        try Practice.open { practice in
            try Self.reminders(practice)
            _ = try practice.db.run("RENAME TABLE tally_delta TO elsewhere")
            #expect(throws: DatabaseError.self) { try practice.hear("STOP", key: "SM1", at: "2027-03-02T10:00") }
            _ = try practice.db.run("RENAME TABLE elsewhere TO tally_delta")
            for table in ["inbound_message", "suppression"] {
                #expect(try practice.count("SELECT COUNT(*) AS n FROM \(table)") == 0, "\(table)")
            }
            #expect(try practice.sends().allSatisfy { $0.hasSuffix("READY") })
            #expect(try practice.hear("STOP", key: "SM1", at: "2027-03-02T10:01") == .kept)
            #expect(try practice.sends().allSatisfy { $0.hasSuffix("SKIPPED SUPPRESSED") })
        }
    }

    @Test("START, or a yes, lets texts go out again, and only what the person stopped")
    func start() throws {
        try Practice.open { practice in
            try Self.reminders(practice)
            for (word, day) in [("START", "03"), ("yes", "04")] {
                try practice.hear("STOP", at: "2027-03-\(day)T10:00")
                try practice.hear(word, at: "2027-03-\(day)T11:00")
                try #expect(Self.standing(practice) == 0)
            }
            try practice.visit("A-2", of: "P-1", "2027-03-17T15:00", at: "2027-03-05T09:30")
            try practice.tick("2027-03-05T10:00")
            try practice.tick("2027-03-15T15:00")
            #expect(try practice.sends().last { $0.contains("SENT") } == "SMS 2027-03-15T15:00 SENT")
            let point = try #require(try practice.db.row("SELECT id FROM contact_point WHERE kind = 'phone'"))
            try SuppressionStore(practice.db).suppress(
                ID(point.int("id")), in: practice.clinic.id, scope: .all, because: .badAddress,
                at: practice.at("2027-03-16T10:00"))
            try practice.hear("START", at: "2027-03-16T11:00")
            try #expect(Self.standing(practice) == 1)
        }
    }

    @Test("after START goes out what is still to come, and nothing of what fell due meanwhile")
    func goesOn() throws {
        try Practice.open { practice in
            try Self.reminders(practice)
            try practice.hear("STOP", at: "2027-03-02T10:00")
            try practice.hear("START", at: "2027-03-02T11:00")
            try practice.hear("STOP", at: "2027-03-02T12:00")
            try practice.tick("2027-03-08T15:00")
            #expect(try practice.copies() == 0)
            for minute in 0..<2 { try practice.hear("START", at: "2027-03-08T16:0\(minute)") }
            for time in ["2027-03-08T16:05", "2027-03-10T13:00", "2027-03-10T13:01"] { try practice.tick(time) }
            #expect(try practice.copies() == 1)
            #expect(try practice.sends().filter { !$0.contains("SUPPRESSED") } == ["SMS 2027-03-10T13:00 SENT"])
            #expect(try practice.sends().count == 5)
        }
    }

    @Test("a neighbour system's yes does not lift it")
    func neighbour() throws {
        try Practice.open { practice in
            try Self.reminders(practice)
            try practice.hear("STOP", at: "2027-03-02T10:00")
            let yes =
                #"[{"contact":"M-P-1","purpose":"care","channel":"SMS","granted":true,"at":"2027-03-02T18:00Z","how":"form"}]"#
            try practice.tell("patients", "P-1", #"{"consents":\#(yes)}"#, at: "2027-03-02T12:01")
            try practice.visit("A-2", of: "P-1", "2027-03-17T15:00", at: "2027-03-03T09:30")
            try practice.tick("2027-03-03T10:00")
            try practice.tick("2027-03-15T15:00")
            #expect(try practice.copies() == 0)
            try #expect(Self.standing(practice) == 1)
        }
    }

    @Test("what is told again changes nothing, also when it comes after what contradicts it")
    func replayed() throws {
        try Practice.open { practice in
            try Self.reminders(practice)
            try practice.hear("STOP", key: "SM1", at: "2027-03-02T10:00")
            try practice.hear("START", key: "SM2", at: "2027-03-02T11:00")
            try practice.hear("STOP", key: "SM3", at: "2027-03-02T12:00")
            for key in ["SM1", "SM2", "SM2"] {
                #expect(try practice.hear("START", key: key, at: "2027-03-02T13:00") == .known)
            }
            try #expect(Self.standing(practice) == 1)
            try #expect(practice.count("SELECT COUNT(*) AS n FROM inbound_message") == 3)
        }
    }

    @Test("it stops the number for everybody who has it, and no other number")
    func shared() throws {
        try Practice.open { practice in
            try Self.reminders(practice)
            for (key, phone) in [("P-2", "+13125550142"), ("P-3", "+13125550143")] {
                try practice.patient(key, phone: phone, at: "2027-03-01T09:00")
                try practice.visit("V-\(key)", of: key, "2027-03-10T16:00", at: "2027-03-01T09:30")
            }
            try practice.tick("2027-03-01T10:05")
            try practice.hear("UNSUBSCRIBE", at: "2027-03-02T10:00")
            let ready = "SELECT COUNT(*) AS n FROM send s JOIN patient p ON p.id = s.patient_id WHERE s.phase = 'READY'"
            try #expect(practice.count(ready) == 2)
            try #expect(practice.count(ready + " AND p.external_id = 'P-3'") == 2)
        }
    }

    /// A child's mother is reminded by SMS, two days and two hours before the visit.
    static func reminders(_ practice: Practice) throws {
        try practice.campaign(.reminder, on: .appointmentBooked, ["48 hours before", "send", "2 hours before", "send"])
        try practice.patient("P-1", at: "2027-03-01T09:00")
        try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T09:30")
        try practice.tick("2027-03-01T10:00")
    }

    private static func standing(_ practice: Practice) throws -> Int {
        try practice.count("SELECT COUNT(*) AS n FROM suppression WHERE lifted_at IS NULL")
    }
}
