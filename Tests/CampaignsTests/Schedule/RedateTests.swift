import CivilTime
import Testing

@testable import Campaigns

/// What dates that were put right do to rows that count from them (rules.md 2.6, 3.3).
@Suite struct RedateTests {
    private let zone = SampleFacts.zone()
    private let first = "3 days after treatment start"

    private func at(_ local: String) -> Instant { zone.instant(of: CivilDateTime(local)!) }

    private func terms(_ waits: [String]) -> Terms {
        let steps = waits.enumerated().flatMap { index, text in
            let base = Int64(10 * (index + 1))
            return [
                Step(id: ID(base), name: text, action: .wait(ReminderStory.wait(text))), ReminderStory.sms(base + 1),
            ]
        }
        return Terms(
            type: .followUp, purpose: .care, trigger: .event(.treatmentStarted, rule: nil), audience: .everybody,
            workflow: Workflow(steps: [ReminderStory.sms(1)] + steps))
    }

    private func facts(start: String?, phase: String? = nil) -> Facts {
        var treatment = SampleFacts.treatment(1, "braces", .active)
        treatment.startedAt = start.map(at)
        treatment.phaseStartedAt = phase.map(at)
        return SampleFacts(treatments: [treatment], anchor: Anchor(treatment: ID(1))).facts
    }

    private var enrollment: Enrollment {
        Enrollment(
            id: ID(1), patientID: ID(1), anchor: Anchor(treatment: ID(1)), event: .treatmentStarted, emittedStart: nil,
            startedAt: at("2027-03-01T10:00"), receivedAt: at("2027-03-01T10:00"), isTakenUp: false)
    }

    /// The rows of a plan at the start, each in a stage; those beyond the stages wait.
    private func rows(_ waits: [String], _ facts: Facts, _ stages: [ExistingSend.Stage]) -> [ExistingSend] {
        Itinerary(of: enrollment, by: terms(waits), facts: facts, now: enrollment.startedAt).sends.enumerated().map {
            index, send in
            let stage = index < stages.count ? stages[index] : .waiting
            return ExistingSend(
                id: ID(Int64(index + 1)), step: send.step.id, point: send.recipient?.point.id,
                channel: send.action.channel, version: send.version, isOpening: send.wait.isOpening,
                isUntouched: stage == .waiting, plannedAt: send.plannedAt, stage: stage)
        }
    }

    private func redated(
        _ waits: [String], from old: Facts, to new: Facts, at change: String, _ stages: [ExistingSend.Stage] = [.left],
        _ alter: ([ExistingSend]) -> [ExistingSend] = { $0 }
    ) -> [String]? {
        var enrollment = enrollment
        let now = at(change)
        guard let redating = enrollment.redate(from: old, to: new, by: terms(waits), at: now) else { return nil }
        #expect(enrollment.scheduleVersion == 2 && enrollment.openingVersion == 2)
        let itinerary = Itinerary(of: enrollment, by: terms(waits), facts: new, now: now)
        return itinerary.changes(from: alter(rows(waits, old, stages)), because: .datesChanged(redating))
            .map(ReminderStory().describe)
    }

    @Test("what waits on a changed start, and what comes after it, takes its new time")
    func later() {
        #expect(
            redated(
                [first, "for 2 days"], from: facts(start: "2027-03-01T10:00"), to: facts(start: "2027-03-08T12:00"),
                at: "2027-03-02T09:00") == ["carry 1", "retime 2 2027-03-11T12:00", "retime 3 2027-03-13T12:00"])
    }

    @Test("what is past by the new date is skipped, and what comes after it keeps its distance from the date")
    func earlier() {
        #expect(
            redated(
                [first, "for 5 days"], from: facts(start: "2027-03-09T10:00"), to: facts(start: "2027-03-02T10:00"),
                at: "2027-03-08T09:00") == [
                    "carry 1", "skip 2 PAST_WHEN_PLANNED", "carry 2", "retime 3 2027-03-10T10:00",
                ])
    }

    @Test("what has left stays as it was, however far the date moves")
    func sent() {
        #expect(
            redated(
                [first, "for 60 days"], from: facts(start: "2027-03-01T10:00"), to: facts(start: "2027-03-31T10:00"),
                at: "2027-03-20T09:00", [.left, .left])
                == ["carry 1", "carry 2", "retime 3 2027-06-02T10:00"])
    }

    @Test("what was skipped or failed goes once its new time is to come, and only then")
    func over() {
        let old = facts(start: "2027-03-01T10:00")
        #expect(
            redated([first], from: old, to: facts(start: "2027-03-08T10:00"), at: "2027-03-05T09:00", [.left, .over])
                == ["carry 1", "insert 11 2027-03-11T10:00"])
        #expect(
            redated([first], from: old, to: facts(start: "2027-03-01T12:00"), at: "2027-03-05T09:00", [.left, .over])
                == ["carry 1", "carry 2"])
    }

    @Test(
        "what a claimer holds is planned anew, past or to come, so that it neither leaves by the old date nor is lost")
    func claimed() {
        let old = facts(start: "2027-03-01T10:00")
        let stages: [ExistingSend.Stage] = [.claimed, .claimed]
        #expect(
            redated([first], from: old, to: facts(start: "2027-03-08T10:00"), at: "2027-03-04T10:00", stages)
                == ["insert 1 2027-03-01T10:00", "insert 11 2027-03-11T10:00"])
        #expect(
            redated([first], from: old, to: facts(start: "2027-02-20T10:00"), at: "2027-03-04T10:00", stages)
                == ["insert 1 2027-03-01T10:00", "insert 11 PAST_WHEN_PLANNED"])
    }

    @Test("a date that no wait counts from, or that stays what it was, changes nothing")
    func unrelated() {
        let old = facts(start: "2027-03-01T10:00", phase: "2027-03-01T10:00")
        let other = facts(start: "2027-03-01T10:00", phase: "2027-03-05T10:00")
        #expect(redated([first, "for 2 days"], from: old, to: other, at: "2027-03-02T09:00") == nil)
        #expect(redated(["for 2 days"], from: old, to: facts(start: "2027-03-09T10:00"), at: "2027-03-02T09:00") == nil)
    }

    @Test("a wait behind which stood nothing begins once its date is told, and stands again when it is taken back")
    func toldAtLast() {
        let (known, unknown) = (
            facts(start: "2027-03-01T10:00", phase: "2027-03-10T10:00"), facts(start: "2027-03-01T10:00")
        )
        let waits = [first, "1 day after phase start"]
        #expect(
            redated(waits, from: unknown, to: known, at: "2027-03-10T12:00")
                == ["carry 1", "carry 2", "insert 21 2027-03-11T10:00"])
        #expect(
            redated(waits, from: known, to: unknown, at: "2027-03-10T12:00")
                == ["carry 1", "carry 2", "skip 3 DATE_MOVED"])
    }

    @Test("what was answered ahead of its new time is asked again, and what comes before the date is not")
    func decisions() {
        let condition = Condition(
            rule: .everybody, yes: Lane(steps: [ReminderStory.sms(31)]), no: Lane(steps: [ReminderStory.sms(32)]))
        var terms = terms([first])
        terms.workflow = Workflow(
            steps: [Step(id: ID(5), name: "", action: .condition(condition))] + terms.workflow.steps
                + [Step(id: ID(30), name: "", action: .condition(condition))])
        var enrollment = enrollment
        enrollment.decisions = [ID(5): .yes, ID(30): .no]
        let redating = enrollment.redate(
            from: facts(start: "2027-03-01T10:00"), to: facts(start: "2027-03-08T10:00"), by: terms,
            at: at("2027-03-05T09:00"))
        #expect(redating != nil && enrollment.decisions == [ID(5): .yes])
        // By the new date it is asked on 11 March at 10:00.
        for (now, stays) in [("2027-03-11T09:59", false), ("2027-03-11T10:00", true)] {
            var asked = self.enrollment
            asked.decisions = [ID(5): .yes, ID(30): .no]
            asked.status = .finished
            _ = asked.redate(
                from: facts(start: "2027-03-01T10:00"), to: facts(start: "2027-03-08T10:00"), by: terms, at: at(now))
            #expect(asked.decisions[ID(30)] == (stays ? .no : nil) && asked.status == .running)
        }
    }

    @Test(
        "a new time is to come only when it is later than the change, and what was not to come anyway stays so",
        arguments: [
            ("2027-03-05T09:59", "skip 2 PAST_WHEN_PLANNED", "insert 11 PAST_WHEN_PLANNED"),
            ("2027-03-05T10:00", "skip 2 PAST_WHEN_PLANNED", "insert 11 PAST_WHEN_PLANNED"),
            ("2027-03-05T10:01", "retime 2 2027-03-05T10:01", "insert 11 2027-03-05T10:01"),
        ])
    func atTheChange(time: String, waiting: String, claimed: String) {
        let start = String(time.replacing("03-05", with: "03-02"))
        func changes(_ stage: ExistingSend.Stage) -> [String]? {
            redated(
                [first], from: facts(start: "2027-03-09T10:00"), to: facts(start: start), at: "2027-03-05T10:00",
                [.left, stage])
        }
        #expect(changes(.waiting) == ["carry 1", waiting] + (waiting.hasPrefix("skip") ? ["carry 2"] : []))
        #expect(changes(.claimed) == ["carry 1", claimed])
    }

    @Test("what the new date puts before its turn is skipped, though its time is to come")
    func beforeItsTurn() {
        let waits = [first, "for 10 days", "2 days after phase start"]
        #expect(
            redated(
                waits, from: facts(start: "2027-03-01T10:00", phase: "2027-03-22T10:00"),
                to: facts(start: "2027-03-20T10:00", phase: "2027-03-21T10:00"), at: "2027-03-02T09:00")
                == [
                    "carry 1", "retime 2 2027-03-23T10:00", "retime 3 2027-04-02T10:00", "skip 4 PAST_WHEN_PLANNED",
                    "carry 4",
                ])
    }

    @Test("what comes after the date and keeps its time is carried on, waiting or over")
    func sameTime() {
        for stage in [ExistingSend.Stage.waiting, .over, .left] {
            #expect(
                redated(
                    [first, "until 2027-05-01 10:00"], from: facts(start: "2027-03-01T10:00"),
                    to: facts(start: "2027-03-08T12:00"), at: "2027-03-02T09:00", [.left, .waiting, stage])
                    == ["carry 1", "retime 2 2027-03-11T12:00", "carry 3"])
        }
    }

    @Test("what comes before the date stays as it is: in its time, without a row, and at an address that is no more")
    func before() {
        func changes(_ alter: ([ExistingSend]) -> [ExistingSend]) -> [String]? {
            redated(
                [first], from: facts(start: "2027-03-01T10:00"), to: facts(start: "2027-03-08T12:00"),
                at: "2027-03-02T09:00", [.waiting, .left], alter)
        }
        func other(_ point: Int64, _ planned: String) -> ([ExistingSend]) -> [ExistingSend] {
            { rows in
                let row = ExistingSend(
                    id: ID(1), step: ID(1), point: ID(point), channel: .sms, version: 1, isOpening: true,
                    isUntouched: true, plannedAt: at(planned))
                return [row] + rows.dropFirst()
            }
        }
        #expect(changes(other(22, "2027-03-04T10:00")) == ["carry 1", "carry 2"])
        #expect(changes { Array($0.dropFirst()) } == ["carry 2"])
        #expect(changes(other(99, "2027-03-04T10:00")) == ["carry 2", "carry 1"])
    }

    @Test("what has left or is over stays so when its wait stands again; what begins too late says so")
    func standsAgain() {
        let (known, unknown) = (
            facts(start: "2027-03-01T10:00", phase: "2027-03-05T10:00"), facts(start: "2027-03-01T10:00")
        )
        let waits = [first, "1 day after phase start"]
        for stage in [ExistingSend.Stage.left, .over] {
            #expect(
                redated(waits, from: known, to: unknown, at: "2027-03-10T12:00", [.left, .left, stage])
                    == ["carry 1", "carry 2"])
        }
        #expect(
            redated(waits, from: unknown, to: known, at: "2027-03-10T12:00")
                == ["carry 1", "carry 2", "insert 21 PAST_WHEN_PLANNED"])
    }
}
