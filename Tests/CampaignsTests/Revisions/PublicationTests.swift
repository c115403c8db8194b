import CivilTime
import Testing

@testable import Campaigns

/// What publishing a revision does to the rows of somebody inside (rules.md 5, *Edit while ACTIVE*).
@Suite struct PublicationTests {
    /// SMS 1 at once, SMS 12 after three days, SMS 22 after three more, SMS 32 a day before the visit of 26 March.
    private static let waits = ["for 3 days", "for 3 days", "1 day before appointment"]
    private static let story = ReminderStory(
        visit: "2027-03-26T10:00", booked: "2027-03-01T10:00", waits: waits, type: .followUp)

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        /// When it is published; what was due before has gone.
        var at = "2027-03-05T12:00"
        let new: @Sendable ([Step]) -> [Step]
        let changes: [String]

        var testDescription: String { name }
    }

    static func wait(_ id: Int64, _ text: String, _ ifPast: Wait.IfPast = .skip) -> Step {
        Step(id: ID(id), name: text, action: .wait(ReminderStory.wait(text, ifPast)))
    }

    static func replacing(_ id: Int64, _ step: Step) -> @Sendable ([Step]) -> [Step] {
        { steps in steps.map { $0.id == ID(id) ? step : $0 } }
    }

    static func inserting(_ step: Step, after id: Int64) -> @Sendable ([Step]) -> [Step] {
        { steps in steps.flatMap { $0.id == ID(id) ? [$0, step] : [$0] } }
    }

    static func mail(_ id: Int64) -> Step {
        Step(id: ID(id), name: "Mail \(id)", action: .send(SendStep(channel: .email, template: ID(2))))
    }

    static func ask(_ id: Int64, yes: [Step]) -> Step {
        let rule = Rule.test(FieldTest(field: .tag, op: .contains, value: .text("VIP")))
        return Step(id: ID(id), name: "VIP?", action: .condition(Condition(rule: rule, yes: Lane(steps: yes))))
    }

    static let table: [Case] = [
        Case(name: "nothing changes: nothing happens", new: { $0 }, changes: []),
        Case(
            name: "a step after where it stands is removed", new: { $0.filter { $0.id != ID(22) } },
            changes: ["skip 3 STEP_REMOVED"]),
        Case(name: "a step that went already is removed", new: { $0.filter { $0.id != ID(12) } }, changes: []),
        Case(
            name: "a longer wait ahead moves what follows it", new: replacing(21, wait(21, "for 5 days")),
            changes: ["retime 3 2027-03-09T10:00"]),
        Case(
            name: "a wait that is over takes along what still waits after it",
            new: replacing(11, wait(11, "for 2 days")), changes: ["retime 3 2027-03-06T10:00"]),
        Case(
            name: "a wait made longer after its message went does not send it again",
            new: replacing(11, wait(11, "for 9 days")), changes: ["retime 3 2027-03-13T10:00"]),
        Case(
            name: "a wait so short that its time is over skips what followed it",
            new: replacing(21, wait(21, "for 1 hour")), changes: ["skip 3 PAST_WHEN_PLANNED"]),
        Case(
            name: "unless the step continues at once", new: replacing(21, wait(21, "for 1 hour", .continue)),
            changes: ["retime 3 2027-03-05T12:00"]),
        Case(
            name: "a step inserted ahead reaches it", new: inserting(ReminderStory.sms(99), after: 22),
            changes: ["insert 99 2027-03-07T10:00"]),
        Case(
            name: "a step inserted where it has passed does not", new: inserting(ReminderStory.sms(99), after: 1),
            changes: ["insert 99 PAST_WHEN_PLANNED"]),
        Case(
            name: "nor one directly after the message it got last", new: inserting(ReminderStory.sms(99), after: 12),
            changes: ["insert 99 PAST_WHEN_PLANNED"]),
        Case(
            name: "a wait inserted ahead moves what follows it", new: inserting(wait(98, "for 2 hours"), after: 21),
            changes: ["retime 3 2027-03-07T12:00"]),
        Case(
            name: "a step at the end, after a new wait",
            new: { $0 + [wait(98, "1 day after appointment"), ReminderStory.sms(99)] },
            changes: ["insert 99 2027-03-27T10:00"]),
        Case(
            name: "a message that goes by another channel is planned anew", new: replacing(22, mail(22)),
            changes: ["insert 22 2027-03-07T10:00", "skip 3 STEP_CHANGED"]),
        Case(
            name: "but not where it went already by the old one", new: replacing(12, mail(12)), changes: []),
        Case(
            name: "a wait that hangs on the visit instead",
            new: replacing(21, wait(21, "2 days before appointment")), changes: ["retime 3 2027-03-24T10:00"]),
        Case(
            name: "a message carried ahead of its wait", new: { [$0[0], $0[1], $0[2], $0[4], $0[3], $0[5], $0[6]] },
            changes: ["skip 3 PAST_WHEN_PLANNED"]),
        Case(
            name: "a message that goes into a lane nobody knows yet is withdrawn",
            new: replacing(22, ask(97, yes: [ReminderStory.sms(22)])),
            changes: ["skip 3 STEP_CHANGED", "skip 4 STEP_CHANGED"]),
        Case(
            name: "a step inserted where it stands at that very time does not reach it", at: "2027-03-07T10:00",
            new: inserting(ReminderStory.sms(99), after: 22), changes: ["insert 99 PAST_WHEN_PLANNED"]),
        Case(
            name: "a wait that ends with the publication is over", new: replacing(21, wait(21, "for 26 hours")),
            changes: ["skip 3 PAST_WHEN_PLANNED"]),
        Case(
            name: "a wait that hangs on the visit instead and ends at the same time",
            new: replacing(21, wait(21, "19 days before appointment")), changes: ["retime 3 2027-03-07T10:00"]),
        Case(
            name: "a message that went does not go by another channel later",
            new: { replacing(12, mail(12))(replacing(11, wait(11, "for 9 days"))($0)) },
            changes: ["retime 3 2027-03-13T10:00"]),
        Case(
            name: "nor does one by another channel whose time is over",
            new: { replacing(22, mail(22))(replacing(21, wait(21, "for 1 hour"))($0)) },
            changes: ["insert 22 PAST_WHEN_PLANNED", "skip 3 STEP_CHANGED"]),
        Case(
            name: "a step at the end, without a wait of its own", new: { $0 + [ReminderStory.sms(99)] },
            changes: ["insert 99 2027-03-25T10:00"]),
    ]

    private static func rows(_ itinerary: Itinerary, sentUntil end: Instant) -> [ExistingSend] {
        itinerary.sends.enumerated().map { index, send in
            ExistingSend(
                id: ID(Int64(index + 1)), step: send.step.id, point: send.recipient?.point.id,
                channel: send.action.channel, version: send.version, isOpening: send.wait.isOpening,
                isUntouched: send.skip == nil && send.plannedAt > end, skip: send.skip)
        }
    }

    private static func terms(_ steps: [Step]) -> Terms {
        var terms = story.terms
        terms.workflow = Workflow(steps: steps)
        return terms
    }

    /// The rows as the changes leave them.
    private static func applied(_ changes: [PlanChange], to rows: [ExistingSend]) -> [ExistingSend] {
        var rows = rows
        for change in changes {
            switch change {
            case .insert(let send), .renew(_, let send):
                var retry = 0
                if case .renew(let old, _) = change { retry = old.retry + 1 }
                rows.append(
                    ExistingSend(
                        id: ID(Int64(rows.count + 1)), step: send.step.id, point: send.recipient?.point.id,
                        channel: send.action.channel, version: send.version, isOpening: send.wait.isOpening,
                        isUntouched: send.skip == nil, skip: send.skip, retry: retry))
            case .retime(let id, let send):
                rows = rows.map { row in
                    row.id != id
                        ? row
                        : ExistingSend(
                            id: row.id, step: row.step, point: row.point, channel: row.channel, version: send.version,
                            isOpening: send.wait.isOpening, isUntouched: true, retry: row.retry)
                }
            case .skip(let id, let reason):
                rows = rows.map { row in
                    row.id != id
                        ? row
                        : ExistingSend(
                            id: row.id, step: row.step, point: row.point, channel: row.channel, version: row.version,
                            isOpening: row.isOpening, isUntouched: false, skip: reason, retry: row.retry)
                }
            case .carry: break
            }
        }
        return rows
    }

    private static func publish(
        _ old: Terms, _ new: Terms, over rows: [ExistingSend], at: Instant, _ enrollment: Enrollment = story.enrollment
    ) -> [PlanChange] {
        let publication = Publication(
            of: enrollment, from: old, to: new, facts: story.facts, published: at, at: at)
        return Itinerary(of: enrollment, by: new, facts: story.facts, now: at)
            .changes(from: rows, because: .published(publication))
    }

    @Test("a publication changes for one person what it says, and nothing else", arguments: table)
    func changes(_ row: Case) {
        let at = Self.story.instant(row.at)
        let old = Self.story.terms
        let new = Self.terms(row.new(old.workflow.steps))
        let rows = Self.rows(
            Itinerary(of: Self.story.enrollment, by: old, facts: Self.story.facts, now: at), sentUntil: at)
        let changes = Self.publish(old, new, over: rows, at: at)
        #expect(changes.map(Self.story.describe) == row.changes)
    }

    @Test("after a publication neither the same again nor the next tick changes anything", arguments: table)
    func twice(_ row: Case) {
        let at = Self.story.instant(row.at)
        let old = Self.story.terms
        let new = Self.terms(row.new(old.workflow.steps))
        let rows = Self.rows(
            Itinerary(of: Self.story.enrollment, by: old, facts: Self.story.facts, now: at), sentUntil: at)
        let after = Self.applied(Self.publish(old, new, over: rows, at: at), to: rows)
        #expect(Self.publish(new, new, over: after, at: at.adding(minutes: 1)).isEmpty)
        let later = Itinerary(
            of: Self.story.enrollment, by: new, facts: Self.story.facts, now: at.adding(minutes: 1))
        #expect(later.changes(from: after, because: .onward).isEmpty)
    }

    @Test("a removed step that comes back is planned again while its time has not come")
    func restored() {
        let at = Self.story.instant("2027-03-05T12:00")
        let old = Self.story.terms
        let without = Self.terms(old.workflow.steps.filter { $0.id != ID(22) })
        let first = Self.rows(
            Itinerary(of: Self.story.enrollment, by: old, facts: Self.story.facts, now: at), sentUntil: at)
        let rows = Self.applied(Self.publish(old, without, over: first, at: at), to: first)
        let soon = at.adding(minutes: 5)
        #expect(
            Self.publish(without, old, over: rows, at: soon).map(Self.story.describe) == ["renew 3 2027-03-07T10:00"])
        let late = Self.story.instant("2027-03-08T12:00")
        #expect(Self.publish(without, old, over: rows, at: late).isEmpty)
    }

    @Test("a reminder skipped because its time was over goes when its wait is made to end later")
    func revived() {
        let story = ReminderStory(
            visit: "2027-03-04T10:00", booked: "2027-03-02T10:00", waits: ["3 days before appointment"])
        var later = story.terms
        later.workflow.steps[1] = Self.wait(11, "1 day before appointment")
        let at = story.instant("2027-03-02T12:00")
        let rows = Self.rows(story.itinerary, sentUntil: at)
        #expect(rows.map(\.skip) == [nil, .pastWhenPlanned])
        let publication = Publication(
            of: story.enrollment, from: story.terms, to: later, facts: story.facts, published: at, at: at)
        let changes = Itinerary(of: story.enrollment, by: later, facts: story.facts, now: at)
            .changes(from: rows, because: .published(publication))
        #expect(changes.map(Self.story.describe) == ["renew 2 2027-03-03T10:00"])
    }

    @Test("a reminder that said nothing new goes once the confirmation is taken out")
    func confirmationRemoved() {
        let story = ReminderStory(
            visit: "2027-03-16T15:00", booked: "2027-03-16T06:30", waits: ["morning of appointment"])
        var without = story.terms
        without.workflow.steps.removeFirst()
        let at = story.instant("2027-03-16T06:45")
        let rows = Self.rows(story.itinerary, sentUntil: at)
        #expect(rows.map(\.skip) == [nil, .justTold])
        let publication = Publication(
            of: story.enrollment, from: story.terms, to: without, facts: story.facts, published: at, at: at)
        let changes = Itinerary(of: story.enrollment, by: without, facts: story.facts, now: at)
            .changes(from: rows, because: .published(publication))
        #expect(Set(changes.map(story.describe)) == ["skip 1 STEP_REMOVED", "renew 2 2027-03-16T08:00"])
    }

    @Test(
        "what was skipped stays so where the publication changes nothing of it, and an address that is no more says so")
    func untouched() {
        let at = Self.story.instant("2027-03-05T12:00")
        let old = Self.story.terms
        let new = Self.terms(Self.inserting(ReminderStory.sms(99), after: 32)(old.workflow.steps))
        func changes(point: Int64, isUntouched: Bool, skip: Reason?) -> [String] {
            let rows = Self.rows(
                Itinerary(of: Self.story.enrollment, by: old, facts: Self.story.facts, now: at), sentUntil: at)
            let row = ExistingSend(
                id: ID(9), step: ID(22), point: ID(point), channel: .sms, version: 1, isOpening: true,
                isUntouched: isUntouched, skip: skip, retry: 1)
            return Self.publish(old, new, over: rows + [row], at: at).map(Self.story.describe)
        }
        let added = "insert 99 2027-03-25T10:00"
        #expect(changes(point: 22, isUntouched: false, skip: .pastWhenPlanned) == [added])
        #expect(changes(point: 99, isUntouched: true, skip: nil) == [added, "skip 9 NO_LONGER_RECEIVES"])
    }

    @Test("what a publication withdrew into a lane goes once the lane is taken")
    func laneTaken() {
        let at = Self.story.instant("2027-03-05T12:00")
        let old = Self.story.terms
        let new = Self.terms(Self.replacing(22, Self.ask(97, yes: [ReminderStory.sms(22)]))(old.workflow.steps))
        let first = Self.rows(
            Itinerary(of: Self.story.enrollment, by: old, facts: Self.story.facts, now: at), sentUntil: at)
        let rows = Self.applied(Self.publish(old, new, over: first, at: at), to: first)
        let then = Self.story.instant("2027-03-07T10:00")
        let itinerary = Itinerary(of: Self.story.enrollment, by: new, facts: Self.story.facts, now: then)
        #expect(
            itinerary.changes(from: rows, because: .onward).map(Self.story.describe) == [
                "renew 3 2027-03-07T10:00", "renew 4 2027-03-25T10:00",
            ])
    }

    @Test("a message that left before the visit was moved and now hangs on it does not go a second time")
    func openingStep() {
        let old = Self.story.terms
        var steps = old.workflow.steps
        let first = steps.remove(at: 0)
        steps.append(first)
        let new = Self.terms(steps)
        var enrollment = Self.story.enrollment
        enrollment.reopen(at: Self.story.instant("2027-03-02T12:00"), by: old)
        let at = Self.story.instant("2027-03-05T12:00")
        let rows = Self.rows(
            Itinerary(of: enrollment, by: old, facts: Self.story.facts, now: at), sentUntil: at)
        let changes = Self.publish(old, new, over: rows, at: at, enrollment)
        #expect(changes.map(Self.story.describe) == ["insert 1 PAST_WHEN_PLANNED"])
        let after = Self.applied(changes, to: rows)
        let then = Self.story.instant("2027-03-26T12:00")
        let later = Itinerary(of: enrollment, by: new, facts: Self.story.facts, now: then)
        #expect(later.changes(from: after, because: .onward).isEmpty)
    }
}
