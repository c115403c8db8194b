import CivilTime
import Testing

@testable import Campaigns

/// What a daily event of 16 March 2027 tells of one patient (rules.md 1.6).
@Suite struct DailyDueTests {
    private static func isDue(_ type: EventType, _ facts: Facts) throws -> Bool {
        let day = try #require(CivilDate("2027-03-16"))
        return !facts.due(type, on: day, at: SampleFacts.instant("2027-03-16T13:00Z")).isEmpty
    }

    @Test(
        "a recall is due the clinic's months after the last visit that took place, if none is booked to come",
        arguments: [
            ([("2026-09-16T15:00Z", AppointmentStatus.completed)], 6, true),
            ([("2026-09-16T15:00Z", .completed)], 7, false), ([("2026-08-16T15:00Z", .completed)], 7, true),
            ([("2026-09-16T15:00Z", .noShow)], 6, false),
            ([("2026-09-16T15:00Z", .completed), ("2026-10-01T15:00Z", .noShow)], 6, true),
            ([("2026-09-16T15:00Z", .completed), ("2026-10-01T15:00Z", .booked)], 6, true),
            ([("2026-09-16T15:00Z", .completed), ("2026-12-01T15:00Z", .completed)], 6, false),
            ([("2026-09-16T15:00Z", .completed), ("2027-04-01T15:00Z", .booked)], 6, false),
            ([("2026-09-16T15:00Z", .completed), ("2027-04-01T15:00Z", .cancelled)], 6, true),
        ] as [([(String, AppointmentStatus)], Int, Bool)])
    func recalls(visits: [(String, AppointmentStatus)], months: Int, isDue: Bool) throws {
        let appointments = visits.enumerated().map { number, visit in
            SampleFacts.visit(Int64(number + 1), at: visit.0, status: visit.1)
        }
        var facts = SampleFacts(appointments: appointments).facts
        facts.clinic.recallMonths = months
        #expect(try Self.isDue(.recallDue, facts) == isDue)
    }

    @Test(
        "a retainer is to be re-ordered twelve months after its start, unless it was stopped",
        arguments: [
            ("retainer", TreatmentStatus.active, "2026-03-16T15:00Z", true),
            ("Retainer", .completed, "2026-03-16T15:00Z", true), ("retainer", .stopped, "2026-03-16T15:00Z", false),
            ("braces", .active, "2026-03-16T15:00Z", false), ("retainer", .active, "2026-04-16T15:00Z", false),
        ])
    func retainers(type: String, status: TreatmentStatus, start: String, isDue: Bool) throws {
        var treatment = SampleFacts.treatment(1, type, status)
        treatment.startedAt = SampleFacts.instant(start)
        #expect(try Self.isDue(.retainerReorderDue, SampleFacts(treatments: [treatment]).facts) == isDue)
    }
}
