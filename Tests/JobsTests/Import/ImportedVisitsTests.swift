import Campaigns
import CivilTime
import Storage
import Testing

/// What a clinic's past means to its reminders (rules.md 1.5).
@Suite struct ImportedVisitsTests {
    /// Imports visits on these days at 15:00, as a calendar keeps them: those of the past are over, or still stand as booked.
    private func take(_ days: [CivilDate], status: String?, _ prefix: String, in practice: Practice, at local: String)
        throws
    {
        let context = IntakeContext(zone: practice.clinic.zone, now: practice.at(local), normalisePhone: { $0 })
        let lines = try days.enumerated().map { number, day in
            let status = status ?? (number.isMultiple(of: 2) ? "completed" : "booked")
            let json =
                #"{"kind":"appointment","externalId":"\#(prefix)-\#(number)","patient":"P-1","type":"Adjustment","startsAt":"\#(day.text)T15:00","status":"\#(status)"}"#
            return try IntakeLine(json: JSON.parse(Array(json.utf8)), context: context)
        }
        let saved = try BulkIntake(practice.db, revisions: RevisionStore(practice.db)).save(
            lines, in: practice.clinic, at: practice.at(local))
        #expect(saved.allSatisfy { $0 == .made })
    }

    @Test(
        "two years of visits, forty to come: forty are reminded of, none is confirmed, and nothing is said of the past")
    func twoYears() throws {
        try Practice.open { practice in
            try practice.start(.appointmentReminders, at: "2027-03-01T08:00")
            try practice.patient("P-1", age: 40)
            let today = try #require(CivilDate("2027-03-01"))
            try take(
                (1...104).map { today.adding(days: -7 * $0) }, status: nil, "past", in: practice, at: "2027-03-01T10:00"
            )
            try take(
                (1...40).map { today.adding(days: 7 * $0) }, status: "booked", "coming", in: practice,
                at: "2027-03-01T10:00")
            for _ in 0..<2 { try practice.tick("2027-03-01T10:00") }
            #expect(try practice.count("SELECT COUNT(*) AS n FROM enrollment") == 40)
            #expect(try practice.copies() == 0)
            #expect(
                try practice.count(
                    "SELECT COUNT(*) AS n FROM send WHERE phase = 'SKIPPED' AND reason = 'BEFORE_RECEIPT'") == 80)
            #expect(try practice.count("SELECT COUNT(*) AS n FROM send WHERE phase = 'READY'") == 80)
            try practice.tick("2027-03-06T15:00")
            #expect(try practice.copies() == 1)
        }
    }
}
