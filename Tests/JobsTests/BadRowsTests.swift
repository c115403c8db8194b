import Campaigns
import CivilTime
import Jobs
import MariaDB
import Storage
import Testing

/// What cannot be worked off harms itself alone, and is left to staff after five errors (rules.md 4).
@Suite struct BadRowsTests {
    private static let event = EventType(rawValue: "LOST_RETAINER")!

    private func tell(_ practice: Practice, _ key: String, at local: String) throws {
        try practice.tell(
            "events", key, #"{"id":"\#(key)","patient":"P-1","type":"LOST_RETAINER"}"#, at: local)
    }

    /// Two campaigns on one event, the first of whose published documents cannot be read any more once `spoil` is called.
    private func withTwo(_ body: (Practice, _ spoil: () throws -> Practice) throws -> Void) throws {
        try Practice.open { practice in
            try practice.patient("P-1", age: 40)
            let bad = try practice.campaign(on: Self.event, ["for 1 day", "send"])
            try practice.campaign(on: Self.event, ["for 1 day", "send"])
            try body(practice) {
                _ = try practice.db.run(
                    "UPDATE revision SET document = '{}' WHERE campaign_id = ?", [.int(bad.rawValue)])
                return try Practice(beside: practice, practice.db)
            }
        }
    }

    @Test("an enrollment that cannot be planned is left alone after five errors, and the others go on")
    func enrollment() throws {
        try withTwo { practice, spoil in
            try tell(practice, "E-1", at: "2027-03-02T10:00")
            try practice.tick("2027-03-02T10:00")
            let hands = try spoil()
            _ = try practice.db.run(
                "UPDATE enrollment SET status = 'running', due_at = '2027-03-03 16:00'")
            for minute in 0...2 { try hands.tick("2027-03-03T10:0\(minute)", [.workflow]) }
            let states = try practice.db.rows("SELECT status, errors FROM enrollment ORDER BY campaign_id").map {
                "\($0.text("status")) \($0.int("errors") as Int)"
            }
            #expect(states == ["running 5", "finished 0"])
        }
    }

    @Test("an event that cannot be worked off has failed after five errors, and the next one starts what it starts")
    func event() throws {
        try withTwo { practice, spoil in
            let hands = try spoil()
            try tell(practice, "E-1", at: "2027-03-02T10:00")
            try practice.tell(
                "appointments", "A-1",
                #"{"patient":"P-1","type":"Adjustment","startsAt":"2027-03-10T15:00","status":"booked"}"#,
                at: "2027-03-02T10:00")
            try hands.tick("2027-03-02T10:00", [.events])
            let states = try practice.db.rows(
                "SELECT state, errors FROM event WHERE type IN ('LOST_RETAINER', 'APPOINTMENT_BOOKED') ORDER BY id"
            ).map {
                "\($0.text("state")) \($0.int("errors") as Int)"
            }
            #expect(states == ["failed 5", "done 0"])
        }
    }

    @Test("a message that cannot be written backs off like a refused one, and is poison after five errors")
    func message() throws {
        try Practice.open { practice in
            try practice.campaign(on: .patientCreated, ["for 1 day", "send"])
            try practice.patient("P-1", age: 40, at: "2027-03-01T10:00")
            try practice.tick("2027-03-01T10:00")
            _ = try practice.db.run("DELETE FROM message_template_version")
            let times = ["10:00", "10:00", "10:02", "10:09", "10:28"]
            for (index, time) in times.enumerated() {
                try practice.tick("2027-03-02T\(time)")
                try #expect(practice.sends() == ["SMS 2027-03-02T10:00 READY BACK_OFF"], "after \(time)")
                // The second tick of the same minute comes before the next try.
                let tries = [1, 1, 2, 3, 4][index]
                #expect(try practice.count("SELECT errors AS n FROM send") == tries, "after \(time)")
            }
            try practice.tick("2027-03-02T11:45")
            #expect(try practice.count("SELECT COUNT(*) AS n FROM send WHERE failure = 'poison'") == 1)
            #expect(try practice.copies() == 0)
        }
    }
}
