import CivilTime
import Testing

@testable import Campaigns

/// Which rows a plan touches, and which it leaves as they are (rules.md 3.3, 3.4, 4).
@Suite struct ReplannedRowsTests {
    private let story = ReminderStory(
        visit: "2027-03-16T10:00", booked: "2027-03-01T10:00",
        waits: ["48 hours before appointment", "24 hours before appointment", "morning of appointment"])
    private let change = ReminderStory().instant("2027-03-14T12:00")

    private func row(
        _ id: Int64, _ step: Int64, to point: Int64 = 22, version: Int = 1, isOpening: Bool = false,
        isUntouched: Bool = true, skip: Reason? = nil, at planned: String? = nil
    ) -> ExistingSend {
        ExistingSend(
            id: ID(id), step: ID(step), point: ID(point), channel: .sms, version: version, isOpening: isOpening,
            isUntouched: isUntouched, skip: skip, plannedAt: planned.map(story.instant))
    }

    /// What becomes of rows when the visit was moved to 23 March.
    private func moved(_ rows: [ExistingSend], because cause: PlanCause) -> [String] {
        var moved = story
        moved.visit = "2027-03-23T10:00"
        var enrollment = story.enrollment
        enrollment.reopen(at: change, by: story.terms)
        return Itinerary(of: enrollment, by: story.terms, facts: moved.facts, now: change)
            .changes(from: rows, because: cause).map(story.describe)
    }

    private var planned: [ExistingSend] {
        [
            row(1, 1, isOpening: true, isUntouched: false), row(2, 12, version: 2), row(3, 22, version: 2),
            row(4, 32, version: 2),
        ]
    }

    @Test(
        "what waits for nobody's turn any more lapses with the visit's end or move, but for what comes before its waits",
        arguments: [
            (nil, false, true, ["skip 9 VISIT_MOVED"]), (.visitCancelled, false, true, ["skip 9 VISIT_CANCELLED"]),
            (nil, true, true, []), (nil, false, false, []), (nil, true, false, []),
        ] as [(Reason?, Bool, Bool, [String])])
    func lapses(ended: Reason?, isOpening: Bool, isUntouched: Bool, changes: [String]) {
        let other = row(9, 12, to: 99, isOpening: isOpening, isUntouched: isUntouched)
        #expect(moved(planned + [other], because: .visitChanged(at: change, ended: ended)) == changes)
    }

    @Test("a row that has the new version already is left alone by the same move")
    func twice() {
        #expect(moved(planned, because: .visitChanged(at: change)) == [])
        #expect(moved(planned, because: .onward) == [])
    }

    @Test("a move that leaves no window before the visit says so, and plans nothing")
    func noWindow() {
        let story = ReminderStory(
            visit: "2027-03-18T08:00", booked: "2027-03-09T10:00", waits: ["2 hours before appointment"],
            careFrom: 9, careTo: 19)
        var moved = story
        moved.visit = "2027-03-16T08:00"
        let change = story.instant("2027-03-15T20:00")
        var enrollment = story.enrollment
        enrollment.reopen(at: change, by: story.terms)
        let itinerary = Itinerary(of: enrollment, by: story.terms, facts: moved.facts, now: change)
        let first = row(1, 1, isOpening: true, isUntouched: false)
        func changes(isUntouched: Bool) -> [String] {
            itinerary.changes(
                from: [first, row(2, 12, isUntouched: isUntouched)], because: .visitChanged(at: change)
            ).map(story.describe)
        }
        #expect(changes(isUntouched: true) == ["skip 2 NO_WINDOW_BEFORE_VISIT"])
        #expect(changes(isUntouched: false) == [])
    }

    @Test("after a move a tick plans what is later than the move, and of the rest what nobody got by an older version")
    func onward() {
        let sent = row(1, 1, isOpening: true, isUntouched: false)
        let later = ["insert 12 2027-03-21T10:00", "insert 22 2027-03-22T10:00", "insert 32 2027-03-23T08:00"]
        #expect(moved([sent], because: .onward) == later)
        #expect(moved([sent, row(2, 12), row(3, 22), row(4, 32)], because: .onward) == later)
        #expect(moved([], because: .onward) == ["insert 1 2027-03-01T10:00"] + later)
    }

    @Test("what was withdrawn comes back as its own row again, under another version as a new one")
    func withdrawn() {
        let sent = row(1, 1, isOpening: true, isUntouched: false)
        for reason in [Reason.stepRemoved, .stepChanged] {
            let rows = [
                sent, row(2, 12, version: 2, isUntouched: false, skip: reason),
                row(3, 22, version: 1, isUntouched: false, skip: reason), row(4, 32, version: 2),
            ]
            #expect(
                moved(rows, because: .onward) == ["renew 2 2027-03-21T10:00", "insert 22 2027-03-22T10:00"])
        }
    }

    @Test("other times that leave no window before the visit skip what waits")
    func timesChanged() {
        var story = ReminderStory(
            visit: "2027-03-16T08:00", booked: "2027-03-15T19:30", waits: ["2 hours before appointment"],
            type: .followUp)
        #expect(story.plan == ["2027-03-15T19:30", "2027-03-15T20:45"])
        (story.careFrom, story.careTo) = (9, 19)
        let rows = [
            row(1, 1, isOpening: true, isUntouched: false, at: "2027-03-15T19:30"),
            row(2, 12, at: "2027-03-15T20:45"),
        ]
        let changes = story.itinerary.changes(
            from: rows, because: .timesChanged(at: story.instant("2027-03-15T20:00")))
        #expect(changes.map(story.describe) == ["skip 2 NO_WINDOW_BEFORE_VISIT"])
    }

    @Test("who still receives keeps what waits, and a new address gets only what is later than the change and will go")
    func readdressed() {
        let itinerary = story.itinerary
        func changes(_ rows: [ExistingSend], at change: String) -> [String] {
            itinerary.changes(from: rows, because: .recipientsChanged(at: story.instant(change))).map(story.describe)
        }
        let waiting = [row(1, 1, isUntouched: false), row(2, 12), row(3, 22), row(4, 32)]
        #expect(changes(waiting, at: "2027-03-01T12:00") == [])
        #expect(changes([], at: "2027-03-15T09:59") == ["insert 22 2027-03-15T10:00", "insert 32 2027-03-16T08:00"])
        #expect(changes([], at: "2027-03-15T10:00") == ["insert 32 2027-03-16T08:00"])
        let night = ReminderStory(
            visit: "2027-03-16T08:00", booked: "2027-03-15T20:00", waits: ["2 hours before appointment"],
            careFrom: 9, careTo: 19)
        #expect(night.itinerary.changes(from: [], because: .recipientsChanged(at: change)).map(night.describe) == [])
    }
}
