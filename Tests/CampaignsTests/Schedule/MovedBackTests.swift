import CivilTime
import Testing

@testable import Campaigns

/// What goes again of what had gone when a visit is moved away and back (rules.md 3.3, 7).
@Suite struct MovedBackTests {
    /// Due at 06:00 and sent at 20:45 the evening before, because the window opens at 07:00.
    private let early = ReminderStory(
        visit: "2027-03-16T08:00", booked: "2027-03-09T10:00", waits: ["2 hours before appointment"])

    private func row(
        _ id: Int64, _ story: ReminderStory, version: Int, at planned: String, isUntouched: Bool = false,
        skip: Reason? = nil
    ) -> ExistingSend {
        ExistingSend(
            id: ID(id), step: ID(12), point: ID(22), channel: .sms, version: version, isOpening: false,
            isUntouched: isUntouched, skip: skip, plannedAt: story.instant(planned))
    }

    /// What becomes of the rows by the last of as many moves, which brings the visit to the story's start.
    private func changes(
        _ story: ReminderStory, moves: Int, at change: String, _ rows: [ExistingSend], isTick: Bool = false
    ) -> [String] {
        var enrollment = story.enrollment
        for _ in 0..<moves { enrollment.reopen(at: story.instant(change), by: story.terms) }
        let confirmation = ExistingSend(
            id: ID(1), step: ID(1), point: ID(22), channel: .sms, version: 1, isOpening: true, isUntouched: false)
        return Itinerary(of: enrollment, by: story.terms, facts: story.facts, now: story.instant(change))
            .changes(from: [confirmation] + rows, because: isTick ? .onward : .visitChanged(at: story.instant(change)))
            .map(story.describe)
    }

    @Test("what a window let leave the evening before does not go again when it opens")
    func evening() {
        #expect(early.plan.last == "2027-03-15T20:45")
        let sent = row(2, early, version: 1, at: "2027-03-15T20:45")
        let waiting = row(3, early, version: 2, at: "2027-03-22T20:45", isUntouched: true)
        let skipped = row(3, early, version: 2, at: "2027-03-22T20:45", skip: .pastWhenPlanned)
        let back = "2027-03-15T22:00"
        #expect(changes(early, moves: 2, at: back, [sent, waiting]) == ["skip 3 PAST_WHEN_PLANNED", "carry 2"])
        #expect(changes(early, moves: 2, at: back, [waiting, sent]) == ["skip 3 PAST_WHEN_PLANNED", "carry 2"])
        #expect(changes(early, moves: 2, at: back, [sent, skipped]) == ["carry 2"])
        #expect(changes(early, moves: 2, at: back, [sent]) == ["carry 2"])
        #expect(changes(early, moves: 3, at: back, [sent]) == ["carry 2"])
    }

    @Test("who has not heard of it yet, or of another start since, hears when the window opens")
    func unheard() {
        let back = "2027-03-15T22:00"
        let sent = row(2, early, version: 1, at: "2027-03-15T20:45")
        let opening = "2027-03-16T07:00"
        #expect(changes(early, moves: 2, at: back, []) == ["insert 12 \(opening)"])
        #expect(changes(early, moves: 1, at: back, [sent]) == ["insert 12 \(opening)"])
        let waiting = row(3, early, version: 2, at: "2027-03-22T20:45", isUntouched: true)
        #expect(changes(early, moves: 2, at: back, [waiting]) == ["retime 3 \(opening)"])
        let skipped = row(2, early, version: 1, at: "2027-03-15T20:45", skip: .tooLate)
        #expect(changes(early, moves: 2, at: back, [skipped]) == ["insert 12 \(opening)"])
        let other = row(2, early, version: 1, at: "2027-03-15T20:30")
        #expect(changes(early, moves: 2, at: back, [other]) == ["insert 12 \(opening)"])
        let later = row(3, early, version: 2, at: "2027-03-15T21:00")
        #expect(changes(early, moves: 3, at: back, [sent, later]) == ["insert 12 \(opening)"])
    }

    @Test("what continues at once when past does not go again at the next opening")
    func continued() {
        let story = ReminderStory(
            visit: "2027-03-25T10:00", booked: "2027-03-09T10:00", waits: ["9 days before appointment"],
            ifPast: .continue, type: .followUp)
        let sent = row(2, story, version: 1, at: "2027-03-16T10:00")
        #expect(changes(story, moves: 2, at: "2027-03-16T22:00", [sent]) == ["carry 2"])
    }

    @Test("what waits for a time after the wait for the visit counts from the change, but does not go again either")
    func chain() {
        let story = ReminderStory(
            visit: "2027-03-25T10:00", booked: "2027-03-09T10:00",
            waits: ["9 days before appointment", "for 2 days"], type: .followUp)
        func sent(_ id: Int64, step: Int64, at planned: String) -> ExistingSend {
            ExistingSend(
                id: ID(id), step: ID(step), point: ID(22), channel: .sms, version: 1, isOpening: false,
                isUntouched: false, plannedAt: story.instant(planned))
        }
        let first = sent(2, step: 12, at: "2027-03-16T10:00")
        let second = sent(3, step: 22, at: "2027-03-18T10:00")
        #expect(
            changes(story, moves: 2, at: "2027-03-17T12:00", [first]) == ["carry 2", "insert 22 2027-03-19T12:00"])
        #expect(changes(story, moves: 2, at: "2027-03-18T12:00", [first, second]) == ["carry 2", "carry 3"])
    }

    @Test("what a tick comes to only later, because a question is asked anew, does not go again either")
    func onward() {
        let sent = row(2, early, version: 1, at: "2027-03-15T20:45")
        let back = "2027-03-15T22:00"
        #expect(changes(early, moves: 2, at: back, [sent], isTick: true) == ["carry 2"])
        #expect(changes(early, moves: 1, at: back, [sent], isTick: true) == ["insert 12 2027-03-16T07:00"])
    }
}
