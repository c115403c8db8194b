import Campaigns
import CivilTime
import Jobs
import MariaDB
import Storage
import Testing

/// What waits follows the clinic's clocks (rules.md 2.5).
@Suite struct ClockTickTests {
    private func withReminders(_ body: (Practice) throws -> Void) throws {
        try Practice.open { practice in
            try practice.start(.appointmentReminders, at: "2027-03-01T08:00")
            try practice.patient("P-1")
            try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T10:00")
            try practice.tick("2027-03-01T10:00")
            try body(practice)
        }
    }

    @Test("in another zone the day-of reminder leaves at that zone's morning, and elapsed hours stay")
    func zone() throws {
        try withReminders { practice in
            let clocks = ClockStore(practice.db, revisions: RevisionStore(practice.db))
            let zone = try #require(Zone("America/Denver"))
            try clocks.set(zone, of: practice.clinic.id, by: .program, at: practice.at("2027-03-02T10:00"))
            try practice.tick("2027-03-02T10:01")
            // As Chicago's clocks say it.
            #expect(
                try practice.sends() == [
                    "EMAIL 2027-03-01T10:00 DELIVERED", "SMS 2027-03-01T10:00 DELIVERED", "SMS 2027-03-08T15:00 READY",
                    "SMS 2027-03-10T09:00 READY",
                ])
            #expect(try practice.count("SELECT COUNT(*) AS n FROM clinic WHERE replan_after IS NOT NULL") == 0)
            #expect(try practice.tick("2027-03-02T10:02").isEmpty)
        }
    }

    @Test(
        "a campaign that waits for a local time waits for it by the new clocks, paused or not",
        arguments: [false, true])
    func occurrence(isPaused: Bool) throws {
        try Practice.open { practice in
            let id = try practice.offer(on: "2027-03-08T10:00", body: "Come in.", made: "2027-03-01T08:00")
            if isPaused {
                _ = try CampaignLife(practice.db, revisions: RevisionStore(practice.db)).pause(
                    id, in: practice.clinic.id, by: .program, at: practice.at("2027-03-02T09:00"))
            }
            let clocks = ClockStore(practice.db, revisions: RevisionStore(practice.db))
            try clocks.set(
                try #require(Zone("America/Denver")), of: practice.clinic.id, by: .program,
                at: practice.at("2027-03-02T10:00"))
            try practice.tick("2027-03-02T10:01")
            #expect(
                try practice.count("SELECT COUNT(*) AS n FROM occurrence WHERE due_at = '2027-03-08 17:00'") == 1)
        }
    }

    @Test(
        "a recurring campaign's next turn is on the same day by the new clocks, and so are those after it",
        arguments: [
            ("America/Denver", "2027-03-08 16:00", "2027-03-15 15:00"),
            ("America/New_York", "2027-03-08 14:00", "2027-03-15 13:00"),
            ("Pacific/Auckland", "2027-03-07 20:00", "2027-03-14 20:00"),
        ])
    func turns(zone: String, next: String, after: String) throws {
        try Practice.open { practice in
            try practice.patient("P-1", age: 40)
            let mondays = Recurrence(.weekly([.monday]), at: ClockTime("09:00")!, start: CivilDate("2027-03-01")!)
            try practice.campaign(by: .recurring(mondays), made: "2027-03-02T10:00")
            let clocks = ClockStore(practice.db, revisions: RevisionStore(practice.db))
            try clocks.set(
                try #require(Zone(zone)), of: practice.clinic.id, by: .program, at: practice.at("2027-03-02T10:00"))
            for _ in 0..<2 { try practice.tick("2027-03-02T10:01") }
            #expect(try practice.count("SELECT COUNT(*) AS n FROM occurrence WHERE due_at = '\(next)'") == 1)
            try practice.tick("2027-03-08T10:00")
            #expect(try practice.count("SELECT COUNT(*) AS n FROM enrollment") == 1)
            #expect(
                try practice.count(
                    "SELECT COUNT(*) AS n FROM occurrence WHERE due_at = '\(after)' AND state = 'waiting'") == 1)
        }
    }

    @Test("newer zone rules than the last tick's plan everything anew, once; the same or older ones do not")
    func newerRules() throws {
        try withReminders { practice in
            try practice.db.run(
                "UPDATE send SET planned_at = '2027-03-10 15:00', next_at = '2027-03-10 15:00' WHERE planned_at = '2027-03-10 14:00'"
            )
            try practice.tick("2027-03-02T10:00")
            #expect(try practice.sends().last == "SMS 2027-03-10T09:00 READY")
            try practice.db.run("UPDATE job_run SET tzdata = '1999z'")
            #expect(try practice.tick("2027-03-02T10:01").map(\.job) == [.clocks])
            #expect(try practice.sends().last == "SMS 2027-03-10T08:00 READY")
            #expect(try practice.tick("2027-03-02T10:02").isEmpty)
            try practice.db.run("UPDATE job_run SET tzdata = '9999a'")
            #expect(try practice.tick("2027-03-02T10:03").isEmpty)
        }
    }

    @Test("a message that a claimer holds is left alone")
    func claimed() throws {
        try withReminders { practice in
            let token = try practice.workplace(at: practice.at("2027-03-10T08:00")).claimToken()
            _ = try SendStore(practice.db).claim(
                .sms, .reminder, at: practice.at("2027-03-10T08:00"), limit: 10, token: token)
            let clocks = ClockStore(practice.db, revisions: RevisionStore(practice.db))
            try clocks.set(
                try #require(Zone("America/Denver")), of: practice.clinic.id, by: .program,
                at: practice.at("2027-03-10T08:00"))
            try practice.tick("2027-03-10T08:00", [.clocks])
            #expect(try practice.sends().last == "SMS 2027-03-10T08:00 CLAIMED")
        }
    }
}
