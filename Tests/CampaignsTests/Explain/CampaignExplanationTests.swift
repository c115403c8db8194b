import CivilTime
import Testing

@testable import Campaigns

@Suite("What a campaign did and will do for one patient")
struct CampaignExplanationTests {
    @Test("a way tells what was sent, what it waits for, and what is to come")
    func way() {
        var sample = ExplainSample()
        sample.events = [KnownEvent(event: sample.event(), isPending: false)]
        sample.enrollments = [sample.known([sample.row(0, .sent), sample.row(1, .ready), sample.row(2, .ready)])]
        #expect(
            sample.sentences == [
                "Sent Tue 9 Mar, 10:00 by SMS to Helena Lindqvist, and accepted by the provider. At once when an appointment is booked: the adjustment on Tue 16 Mar, 15:00.",
                "Waits until Sun 14 Mar, 15:00: 48 hours before the adjustment on Tue 16 Mar, 15:00.",
                "To be sent Sun 14 Mar, 15:00 by SMS to Helena Lindqvist: 48 hours before the adjustment on Tue 16 Mar, 15:00.",
                "Waits until Tue 16 Mar, 08:00: on the morning of the adjustment on Tue 16 Mar, 15:00.",
                "To be sent Tue 16 Mar, 08:00 by SMS to Helena Lindqvist: on the morning of the adjustment on Tue 16 Mar, 15:00.",
            ])
        let explanation = sample.explanation
        #expect(explanation.beginnings.map(\.outcome) == [.enrolled(ID(1))])
        #expect(
            explanation.beginnings[0].sentence(sample.times)
                == "Began on Tue 9 Mar, 10:00, by “An appointment is booked”: the adjustment on Tue 16 Mar, 15:00.")
        #expect(explanation.ways[0].sentence(sample.times) == "Next: Sun 14 Mar, 15:00.")
        #expect(explanation.ways[0].litSteps == Set(sample.builtTerms.workflow.allSteps.map(\.id)))
    }

    @Test("who is outside of a test is told when the message comes")
    func outsideOfTest() throws {
        var sample = Self.marketing()
        let experiment = Experiment(
            key: try #require(ExperimentKey("000102030405060708090a0b0c0d0e0f")), weight: 10,
            challengers: [.init(template: ID(2), weight: 10)], goal: .clicks,
            endsAt: try #require(CivilDateTime("2027-04-05T09:00")))
        sample.terms = { terms in
            terms.workflow.steps = terms.workflow.steps.map { step in
                guard case .send(var send) = step.action else { return step }
                send.experiment = experiment
                return Step(id: step.id, name: step.name, action: .send(send))
            }
        }
        let steps = sample.builtTerms.workflow.experiments.map(\.step)
        let last = try #require(steps.last)
        sample.sample = {
            $0.trials = Trials(arms: Dictionary(uniqueKeysWithValues: steps.map { ($0, $0 == last ? .rest : .a) }))
        }
        sample.enrollments = [sample.known([sample.row(0, .sent)])]
        #expect(
            sample.sentences.last
                == "The household is outside of this step's test. It gets the message that goes on when the test has ended, on Mon 5 Apr, 09:00."
        )
    }

    @Test("a lane that chance gave says so")
    func chance() throws {
        var sample = Self.marketing()
        let key = try #require(ExperimentKey("000102030405060708090a0b0c0d0e0f"))
        sample.terms = { terms in
            let lane = BranchLane(key: .added(1), name: "Short", rule: .everybody, weight: 100)
            terms.workflow.steps.append(
                Step(id: ID(77), name: "", action: .branch(Branch(lanes: [lane], drawKey: key))))
        }
        sample.enrollments = [sample.known([sample.row(0, .sent)])]
        #expect(sample.sentences.last == "Chance gave the patient's household “Short”, for good.")
    }

    @Test("a way of before tells of messages whose step it no longer comes through")
    func movedAway() {
        var sample = ExplainSample()
        let old = sample.row(1, .skipped, reason: .visitMoved) { $0.step = ID(99) }
        sample.enrollments = [sample.known([sample.row(0, .sent), old])]
        let way = sample.explanation.ways[0]
        #expect(way.steps.last?.isOnWay == false)
        #expect(
            way.steps.last?.sends.map { $0.sentence(sample.times) } == [
                "Not sent: the visit was moved to Tue 16 Mar, 15:00; a message for the new time was planned in its place."
            ])
    }

    @Test("over the cap it says what filled it, and when one more may leave")
    func cap() {
        var sample = Self.marketing()
        sample.counted = CountedMarketing(ofPatient: [
            .init(send: ID(1), day: CivilDate(year: 2027, month: 3, day: 4)!, campaign: "Whitening")
        ])
        sample.enrollments = [sample.known([sample.row(0, .skipped, reason: .overCap)])]
        #expect(
            sample.sentences.first
                == "Not sent: reached 1 of 1 marketing messages this week (Thu 4 Mar, ‘Whitening’). Next possible: Thu 11 Mar, 08:00."
        )
    }

    @Test("a second message of the way counts the first, which is foreseen")
    func foreseen() {
        var sample = Self.marketing()
        sample.enrollments = [sample.known([sample.row(0, .ready), sample.row(1, .ready)])]
        #expect(sample.explanation.ways[0].steps.flatMap(\.sends).map(\.reason) == [nil, .overCap])
        #expect(
            sample.sentences.last
                == "As things are, not to be sent: reached 1 of 1 marketing messages this week (Tue 9 Mar, ‘Reminders’). Next possible: Tue 16 Mar, 08:00."
        )
    }

    private static func marketing() -> ExplainSample {
        var sample = ExplainSample()
        sample.story.type = .marketing
        sample.story.waits = ["for 2 days"]
        sample.sample = { facts in
            facts.consents.record(
                Consents.Answer(granted: true, at: SampleFacts.now, source: .person),
                for: Consents.Key(contact: SampleFacts.mother.id, subject: .marketing, channel: .sms))
        }
        return sample
    }

    @Test(
        "an event that started nothing says which question failed",
        arguments: [
            (
                CampaignStatus.active, "2027-03-09T10:00", 99,
                "the patient is not in the audience: age is under 12 (it is 14)"
            ),
            (.active, "2027-03-09T10:00", 0, "the patient is excluded: tag includes VIP (it is VIP)"),
            (.active, "2027-03-16T16:00", 1, "the visit had begun already when the event came in"),
            (.draft, "2027-03-09T10:00", 1, "the campaign is a draft, which begins for nobody"),
            (.archived, "2027-03-09T10:00", 1, "the campaign is archived, and begins for nobody any more"),
        ])
    func refused(status: CampaignStatus, at: String, kind: Int, why: String) {
        var sample = ExplainSample()
        sample.status = status
        if kind == 99 {
            sample.terms = { $0.audience = .test(FieldTest(field: .age, op: .less, value: .number(12))) }
        }
        if kind == 0 {
            sample.terms = { $0.exclusions = .test(FieldTest(field: .tag, op: .contains, value: .text("VIP"))) }
        }
        sample.events = [KnownEvent(event: sample.event(at: at), isPending: false)]
        let sentence = sample.explanation.beginnings[0].sentence(sample.times)
        #expect(sentence.contains("started nothing: \(why)."), "\(sentence)")
        #expect(sample.explanation.ways.map(\.isExpected) == [true])
    }

    @Test("an old event of a follow-up starts nothing, and one of before the activation neither")
    func old() {
        var sample = ExplainSample()
        sample.story.type = .followUp
        sample.events = [
            KnownEvent(event: sample.event(at: "2027-03-07T10:00", received: "2027-03-09T10:00"), isPending: false)
        ]
        #expect(sample.explanation.beginnings.map(\.outcome) == [.refused(.eventOld)])

        sample.events = [KnownEvent(event: sample.event(at: "2027-02-28T10:00"), isPending: false)]
        #expect(sample.explanation.beginnings.map(\.outcome) == [.beforeActivation])
        sample.events = [KnownEvent(event: sample.event(), isPending: true)]
        #expect(sample.explanation.beginnings.map(\.outcome) == [.awaited])
        sample.events = []
        #expect(sample.explanation.beginnings.map(\.outcome) == [.never])
    }

    @Test("a date that passed names the rule that left the patient out; one to come says what it will do")
    func occurrence() {
        var sample = ExplainSample()
        sample.terms = {
            $0.trigger = .scheduled(CivilDateTime("2027-03-08T09:00")!)
            $0.audience = .test(FieldTest(field: .age, op: .less, value: .number(12)))
        }
        let fired = KnownOccurrence(
            dueAt: sample.story.instant("2027-03-08T09:00"), state: .fired, anchorKey: "occ:1")
        let coming = KnownOccurrence(
            dueAt: sample.story.instant("2027-03-15T09:00"), state: .waiting, anchorKey: "occ:2")
        sample.occurrences = [coming, fired]
        let sentences = sample.explanation.beginnings.map { $0.sentence(sample.times) }
        #expect(
            sentences == [
                "As things are, the campaign's time, Mon 15 Mar, 09:00, will not begin it for the patient: the patient is not in the audience: age is under 12 (it is 14).",
                "The campaign's time, Mon 8 Mar, 09:00, started nothing: the patient is not in the audience: age is under 12 (it is 14).",
            ])
        sample.terms = { $0.trigger = .scheduled(CivilDateTime("2027-03-08T09:00")!) }
        #expect(sample.explanation.beginnings.map(\.outcome) == [.awaited, .changedSince])
    }

    @Test("without a way, the expected one says the same as the preview")
    func expected() {
        var sample = ExplainSample()
        sample.status = .draft
        let way = sample.explanation.ways[0]
        #expect(way.isExpected)
        let facts = sample.facts
        let anchor = PreviewQuestion.anchor(by: sample.builtTerms, facts: facts, visit: nil, now: sample.question.now)
        let startsAt = PreviewQuestion.start(
            by: sample.builtTerms, facts: facts.about(anchor, eventAt: nil), now: sample.question.now)
        let preview = CampaignPreview(
            answering: PreviewQuestion(
                terms: sample.builtTerms, templates: sample.question.templates,
                facts: facts.about(anchor, eventAt: startsAt), startsAt: startsAt, now: sample.question.now,
                links: .placeholders))
        #expect(way.steps.flatMap(\.sends).map(\.leavesAt) == preview.messages.map(\.leavesAt))
        #expect(way.steps.flatMap(\.sends).map(\.reason) == preview.messages.map(\.reason))
        #expect(way.sentence(sample.times) == "Nothing has begun. If it began on Tue 9 Mar, 10:00, this would come:")
    }

    @Test("a condition says which lane is expected, and after it was asked which was taken and why")
    func condition() {
        var sample = ExplainSample()
        sample.story.waits = ["48 hours before appointment"]
        let rule = Rule.test(FieldTest(field: .appointmentConfirmed, op: .equal, value: .yesNo(true)))
        sample.terms = { terms in
            let no = Lane(steps: [ReminderStory.sms(31)])
            terms.workflow.steps.append(
                Step(id: ID(30), name: "Confirmed?", action: .condition(Condition(rule: rule, no: no))))
        }
        sample.enrollments = [sample.known([sample.row(0, .sent), sample.row(1, .ready)])]
        let expected = sample.explanation.ways[0]
        #expect(expected.lanes == [ID(30): .no])
        #expect(
            sample.sentences.suffix(2) == [
                "Asked on Sun 14 Mar, 15:00. As things are, the way takes “No”: appointment confirmed is yes (it is no).",
                "To be sent Sun 14 Mar, 15:00 by SMS to Helena Lindqvist: 48 hours before the adjustment on Tue 16 Mar, 15:00.",
            ])

        sample.now = "2027-03-14T16:00"
        var known = sample.known([sample.row(0, .sent), sample.row(1, .sent)])
        var enrollment = known.enrollment
        enrollment.decisions = [ID(30): .yes]
        known = KnownEnrollment(
            enrollment: enrollment, terms: known.terms, anchorKey: known.anchorKey, event: known.event, endReason: nil,
            sends: known.sends)
        sample.enrollments = [known]
        #expect(
            sample.sentences.last
                == "Took “Yes” on Sun 14 Mar, 15:00. The records have changed since: now appointment confirmed is yes (it is no)."
        )
    }

    @Test("a way that waits for a visit which is not there says so, and until when")
    func standing() {
        var sample = ExplainSample()
        sample.story.event = .patientCreated
        sample.story.type = .followUp
        sample.story.waits = ["3 days before first appointment"]
        sample.sample = { $0.appointments = [] }
        sample.enrollments = [sample.known([])]
        #expect(
            sample.sentences.last
                == "Stands here since Tue 9 Mar, 10:00, waiting for the first appointment, which is not there. Without it the way goes on after Sun 5 Sep, 11:00, without the messages of this wait."
        )
        #expect(sample.explanation.ways[0].end == .running(next: nil))
    }

    @Test("an ended way says why, and only what it came to")
    func ended() {
        var sample = ExplainSample()
        sample.status = .archived
        sample.enrollments = [
            sample.known(
                [sample.row(0, .sent), sample.row(1, .skipped, reason: .campaignEnded)], status: .ended,
                endReason: .campaignEnded)
        ]
        let way = sample.explanation.ways[0]
        #expect(way.sentence(sample.times) == "Ended: the campaign had ended. Nothing more comes.")
        #expect(way.steps.map(\.step.id) == [ID(1), ID(11), ID(12)])
    }

    @Test("a held, a parked and a refused message say until when and why")
    func waiting() {
        var sample = ExplainSample()
        sample.now = "2027-03-14T22:00"
        sample.enrollments = [
            sample.known([
                sample.row(0, .parked, reason: .clinicHeld),
                sample.row(1, .ready, reason: .outsideWindow, at: "2027-03-15T07:00"),
            ])
        ]
        let sentences = sample.explanation.ways[0].steps.flatMap(\.sends).map { $0.sentence(sample.times) }
        #expect(sentences[0] == "Waiting: the clinic holds all its messages; it waits until they are released.")
        #expect(sentences[1] == "Held outside the hours in which messages may arrive; it leaves on Mon 15 Mar, 07:00.")
    }
}
