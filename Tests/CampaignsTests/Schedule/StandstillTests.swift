import CivilTime
import Testing

@testable import Campaigns

/// How waits last longer by a pause (rules.md 5, *Resume*).
@Suite struct StandstillTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let wait: String
        var from = "2027-03-01T10:00"
        let pauses: [[String]]
        let due: String

        var testDescription: String { "\(wait) over \(pauses)" }
    }

    static let table = [
        Case(wait: "for 3 days", pauses: [], due: "2027-03-04T10:00"),
        Case(wait: "for 3 days", pauses: [["2027-03-02T12:00", "2027-03-05T12:00"]], due: "2027-03-07T10:00"),
        Case(wait: "for 3 hours", pauses: [["2027-03-01T11:00", "2027-03-01T11:30"]], due: "2027-03-01T13:30"),
        // It was over when the pause began, or begins when that is over.
        Case(wait: "for 3 days", pauses: [["2027-03-04T10:01", "2027-03-05T12:00"]], due: "2027-03-04T10:00"),
        Case(wait: "for 3 days", pauses: [["2027-02-01T10:00", "2027-03-01T10:00"]], due: "2027-03-04T10:00"),
        // It ended in the very minute, and so in the pause.
        Case(wait: "for 3 days", pauses: [["2027-03-04T10:00", "2027-03-05T10:00"]], due: "2027-03-05T10:00"),
        // It began during the pause: only the rest of that counts.
        Case(wait: "for 1 day", pauses: [["2027-02-27T10:00", "2027-03-03T10:00"]], due: "2027-03-04T10:00"),
        Case(
            wait: "for 3 days",
            pauses: [["2027-03-02T12:00", "2027-03-03T12:00"], ["2027-03-04T08:00", "2027-03-04T20:00"]],
            due: "2027-03-05T22:00"),
        Case(wait: "until 18:00", pauses: [["2027-03-01T12:00", "2027-03-03T12:00"]], due: "2027-03-03T18:00"),
        Case(
            wait: "next Thursday at 09:00", pauses: [["2027-03-02T12:00", "2027-03-06T12:00"]], due: "2027-03-11T09:00"),
        // What hangs on a visit or a date stays.
        Case(
            wait: "1 day before appointment", pauses: [["2027-03-02T12:00", "2027-03-20T12:00"]],
            due: "2027-03-15T15:00"),
        Case(
            wait: "until 2027-03-04 10:00", pauses: [["2027-03-02T12:00", "2027-03-05T12:00"]],
            due: "2027-03-04T10:00"),
    ]

    @Test("a wait without a visit or date lasts longer by what a pause took of it", arguments: table)
    func due(_ row: Case) throws {
        let story = ReminderStory()
        let expression = try WaitExpression.parse(row.wait)
        let pauses = row.pauses.map { Standstill(from: story.instant($0[0]), to: story.instant($0[1])) }
        let due = expression.due(
            from: story.instant(row.from), over: pauses, anchor: .instant(story.instant("2027-03-16T15:00")),
            calendar: story.facts.clinic.calendar)
        #expect(story.local(due) == row.due)
    }

    @Test("the same pause told twice counts once, as it was told last")
    func again() {
        let story = ReminderStory()
        var enrollment = story.enrollment
        let from = story.instant("2027-03-09T12:00")
        enrollment.shift(by: Standstill(from: from, to: story.instant("2027-03-09T13:00")))
        enrollment.shift(by: Standstill(from: from, to: story.instant("2027-03-09T14:00")))
        #expect(enrollment.pauses == [Standstill(from: from, to: story.instant("2027-03-09T14:00"))])
    }

    @Test("only what nobody has claimed and is still to come takes another time")
    func rows() {
        let story = ReminderStory(
            visit: "2027-03-26T10:00", booked: "2027-03-01T10:00",
            waits: ["for 3 days", "for 3 days", "1 day before appointment"], type: .followUp)
        let now = story.instant("2027-03-05T12:00")
        var enrollment = story.enrollment
        enrollment.shift(by: Standstill(from: story.instant("2027-03-03T12:00"), to: now))
        let rows = story.itinerary.sends.enumerated().map { index, send in
            ExistingSend(
                id: ID(Int64(index + 1)), step: send.step.id, point: send.recipient?.point.id,
                channel: send.action.channel, version: send.version, isOpening: send.wait.isOpening,
                isUntouched: index > 0, plannedAt: send.plannedAt)
        }
        let itinerary = Itinerary(of: enrollment, by: story.terms, facts: story.facts, now: now)
        let changes = itinerary.changes(from: rows, because: .timesChanged(at: now))
        let told = changes.map { change -> String in
            guard case .retime(let id, let send) = change else { return "\(change)" }
            return "\(id) \(story.local(send.plannedAt))"
        }
        #expect(told == ["2 2027-03-06T10:00", "3 2027-03-09T10:00"])
    }
}
