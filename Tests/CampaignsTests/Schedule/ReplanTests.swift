import CivilTime
import Testing

@testable import Campaigns

/// What a moved or revived visit does to rows (rules.md 3.3, 3.4 and the cases of section 7).
@Suite struct ReplanTests {
    private let waits = ["48 hours before appointment", "24 hours before appointment", "morning of appointment"]

    /// The rows of a first plan, those due by `sentUntil` gone out.
    private func rows(_ story: ReminderStory, sentUntil: String) -> [ExistingSend] {
        let end = story.instant(sentUntil)
        return story.itinerary.sends.enumerated().map { index, send in
            ExistingSend(
                id: ID(Int64(index + 1)), step: send.step.id, point: send.recipient?.point.id,
                channel: send.action.channel, version: send.version, isOpening: send.wait.isOpening,
                isUntouched: send.skip == nil && send.plannedAt > end)
        }
    }

    private func replan(_ story: ReminderStory, to visit: String, at change: String, sentUntil: String? = nil)
        -> [String]
    {
        let rows = rows(story, sentUntil: sentUntil ?? change)
        var moved = story
        moved.visit = visit
        var enrollment = story.enrollment
        enrollment.reopen(at: story.instant(change), by: story.terms)
        let itinerary = Itinerary(
            of: enrollment, by: story.terms, facts: moved.facts, now: story.instant(change))
        return itinerary.changes(from: rows, because: .visitChanged(at: story.instant(change)))
            .map(story.describe)
    }

    @Test("moved a week later after the 48 h reminder went, it is planned again and the others move")
    func movedLater() {
        let story = ReminderStory(visit: "2027-03-16T10:00", booked: "2027-03-01T10:00", waits: waits)
        #expect(
            replan(story, to: "2027-03-23T10:00", at: "2027-03-14T12:00") == [
                "insert 12 2027-03-21T10:00", "retime 3 2027-03-22T10:00", "retime 4 2027-03-23T08:00",
            ])
    }

    @Test("moved to half an hour earlier after the 24 h reminder went, no second one goes")
    func movedEarlier() {
        let story = ReminderStory(visit: "2027-03-16T10:00", booked: "2027-03-01T10:00", waits: waits)
        #expect(
            replan(story, to: "2027-03-16T09:30", at: "2027-03-15T10:30") == ["retime 4 2027-03-16T08:00"])
    }

    @Test("a reminder whose new time is past when the visit moves is skipped")
    func movedNear() {
        let story = ReminderStory(visit: "2027-03-26T10:00", booked: "2027-03-01T10:00", waits: waits)
        #expect(
            replan(story, to: "2027-03-16T10:00", at: "2027-03-15T12:00") == [
                "skip 2 PAST_WHEN_PLANNED", "skip 3 PAST_WHEN_PLANNED", "retime 4 2027-03-16T08:00",
            ])
    }

    @Test("cancelled and booked again in time, confirmation and reminders go again")
    func revived() {
        let story = ReminderStory(visit: "2027-03-16T10:00", booked: "2027-03-01T10:00", waits: waits)
        let change = story.instant("2027-03-10T12:00")
        let rows = rows(story, sentUntil: "2027-03-20T10:00")
        var enrollment = story.enrollment
        enrollment.reopen(at: change, by: story.terms)
        enrollment.restart(at: change)
        let itinerary = Itinerary(of: enrollment, by: story.terms, facts: story.facts, now: change)
        #expect(
            itinerary.changes(from: rows, because: .visitChanged(at: change)).map(story.describe) == [
                "insert 1 2027-03-10T12:00", "insert 12 2027-03-14T10:00", "insert 22 2027-03-15T10:00",
                "insert 32 2027-03-16T08:00",
            ])
    }

    @Test(
        "a reminder that went and continues at once when past does not go again after a small move",
        arguments: [0, 20])
    func movedWithContinue(second: Int) {
        let story = ReminderStory(
            visit: "2027-03-16T10:00", booked: "2027-03-01T10:00",
            waits: ["24 hours before appointment", "2 hours before appointment"], ifPast: .continue)
        let change = story.instant("2027-03-15T10:30").adding(seconds: second)
        let rows = rows(story, sentUntil: "2027-03-15T10:30")
        var moved = story
        moved.visit = "2027-03-16T09:30"
        var enrollment = story.enrollment
        enrollment.reopen(at: change, by: story.terms)
        let itinerary = Itinerary(of: enrollment, by: story.terms, facts: moved.facts, now: change)
        #expect(
            itinerary.changes(from: rows, because: .visitChanged(at: change)).map(story.describe) == [
                "retime 3 2027-03-16T07:30"
            ])
        let replanned = rows.map { row in
            row.id != ID(3)
                ? row
                : ExistingSend(
                    id: row.id, step: row.step, point: row.point, channel: row.channel, version: 2,
                    isOpening: false, isUntouched: true)
        }
        #expect(itinerary.changes(from: replanned, because: .onward).isEmpty)
    }

    @Test("the same plan again changes nothing")
    func idempotent() {
        let story = ReminderStory(visit: "2027-03-16T10:00", booked: "2027-03-01T10:00", waits: waits)
        let rows = rows(story, sentUntil: "2027-03-01T11:00")
        #expect(story.itinerary.changes(from: rows, because: .onward).isEmpty)
    }

    @Test("what comes after the eighteenth birthday is planned for the patient, what comes before for the mother")
    func comingOfAge() {
        // Born on 15 March: the reminders of 14 and 15 March lie on either side of it.
        let story = ReminderStory(visit: "2027-03-16T10:00", booked: "2027-03-01T10:00", waits: waits)
        var facts = story.facts
        facts.patient.birthDate = CivilDate("2009-03-15")
        facts.circle.own.phone = ContactPoint(id: ID(77), kind: .phone, address: "+13125550177")
        let itinerary = Itinerary(
            of: story.enrollment, by: story.terms, facts: facts, now: story.instant("2027-03-01T10:00"))
        #expect(itinerary.sends.map(\.recipient?.point.id) == [ID(22), ID(22), ID(77), ID(77)])
    }

    @Test(
        "what nobody has claimed takes its new time, but for what was due before the change and stays so",
        arguments: [
            ("2027-03-04T10:00", "2027-03-03T10:00", true), ("2027-03-04T10:00", "2027-03-04T10:00", true),
            ("2027-03-04T10:00", "2027-03-05T10:00", true), ("2027-03-04T10:00", "2027-03-05T10:01", false),
            ("2027-03-07T10:00", "2027-03-07T10:00", true), ("2027-03-07T10:00", "2027-03-07T10:01", false),
            ("2027-03-05T10:00", "2027-03-03T10:00", false),
        ])
    func otherTimes(old: String, change: String, moves: Bool) {
        let story = ReminderStory(
            visit: "2027-03-30T10:00", booked: "2027-03-01T10:00", waits: ["for 3 days"], type: .followUp)
        var enrollment = story.enrollment
        enrollment.shift(
            by: Standstill(from: story.instant("2027-03-02T10:00"), to: story.instant("2027-03-03T10:00")))
        let itinerary = Itinerary(
            of: enrollment, by: story.terms, facts: story.facts, now: story.instant("2027-03-03T10:00"))
        func changes(version: Int = 1, isUntouched: Bool = true) -> [String] {
            let row = ExistingSend(
                id: ID(2), step: ID(12), point: ID(22), channel: .sms, version: version, isOpening: true,
                isUntouched: isUntouched, plannedAt: story.instant(old))
            return itinerary.changes(from: [row], because: .timesChanged(at: story.instant(change)))
                .map(story.describe)
        }
        #expect(changes() == (moves ? ["retime 2 2027-03-05T10:00"] : []))
        #expect(changes(version: 2) == [])
        #expect(changes(isUntouched: false) == [])
    }

    @Test("who receives again gets a new row for what that had skipped last, and for nothing else")
    func receivesAgain() {
        let story = ReminderStory(visit: "2027-03-16T10:00", booked: "2027-03-01T10:00", waits: waits)
        let change = story.instant("2027-03-14T12:00")
        func row(_ id: Int64, _ step: Int64, _ skip: Reason?, retry: Int = 0) -> ExistingSend {
            ExistingSend(
                id: ID(id), step: ID(step), point: ID(22), channel: .sms, version: 1, isOpening: false,
                isUntouched: false, skip: skip, retry: retry)
        }
        let rows = [
            row(2, 12, .noLongerReceives), row(3, 22, .noLongerReceives), row(5, 22, .noLongerReceives, retry: 1),
            row(4, 32, .visitCancelled),
        ]
        func changes(of enrollment: Enrollment, _ rows: [ExistingSend]) -> [String] {
            Itinerary(of: enrollment, by: story.terms, facts: story.facts, now: change)
                .changes(from: rows, because: .recipientsChanged(at: change)).map(story.describe)
                .filter { !$0.hasPrefix("insert 1 ") }
        }
        #expect(changes(of: story.enrollment, rows) == ["renew 5 2027-03-15T10:00"])
        #expect(changes(of: story.enrollment, rows.reversed()) == ["renew 5 2027-03-15T10:00"])
        var moved = story.enrollment
        moved.reopen(at: change, by: story.terms)
        #expect(changes(of: moved, rows) == ["insert 22 2027-03-15T10:00"])
    }

    @Test("a new number gets what is still to come, and the old one nothing more")
    func otherNumber() {
        let story = ReminderStory(visit: "2027-03-16T10:00", booked: "2027-03-01T10:00", waits: waits)
        let change = story.instant("2027-03-14T12:00")
        let rows = rows(story, sentUntil: "2027-03-14T12:00")
        var facts = story.facts
        facts.circle.members[0].contact.phone = ContactPoint(id: ID(99), kind: .phone, address: "+13125550199")
        let itinerary = Itinerary(of: story.enrollment, by: story.terms, facts: facts, now: change)
        #expect(
            itinerary.changes(from: rows, because: .recipientsChanged(at: change)).map(story.describe) == [
                "skip 3 NO_LONGER_RECEIVES", "skip 4 NO_LONGER_RECEIVES", "insert 22 2027-03-15T10:00",
                "insert 32 2027-03-16T08:00",
            ])
    }
}
