import CivilTime
import Testing

@testable import Campaigns

/// A minor with no contact that receives gets messages at an address of their own, and staff are warned (rules.md 4).
@Suite struct MinorAloneTests {
    private func sentence(age: Int, hasGuardian: Bool, receives: Bool = true) -> String {
        var sample = SampleFacts(age: age)
        sample.hasGuardian = hasGuardian
        var facts = sample.facts
        for index in facts.circle.members.indices { facts.circle.members[index].receivesCare = receives }
        let step = Step(id: ID(1), name: "", action: .send(SendStep(channel: .email, template: ID(1))))
        let terms = Terms(
            type: .followUp, purpose: .care, trigger: .event(.patientCreated, rule: nil), audience: .everybody,
            workflow: Workflow(steps: [step]))
        let enrollment = Enrollment(
            id: ID(1), patientID: ID(1), anchor: Anchor(), event: .patientCreated, emittedStart: nil,
            startedAt: SampleFacts.now, receivedAt: SampleFacts.now, isTakenUp: false)
        let planned = Itinerary(of: enrollment, by: terms, facts: facts, now: SampleFacts.now).sends[0]
        let question = SendQuestion(
            campaignStatus: .active, terms: terms, enrollment: enrollment, facts: facts, send: WaitingSend(planned))
        return Explanation(
            outcome: .timed, type: .followUp, purpose: .care, channel: .email, trigger: terms.trigger, wait: nil,
            visit: nil, plannedAt: planned.plannedAt,
            facts: ExplanationFacts(about: question, counted: CountedMarketing(), at: SampleFacts.now)
        ).sentence(Times(zone: SampleFacts.zone(), now: SampleFacts.now))
    }

    @Test(
        "only a minor's own address is warned of",
        arguments: [
            (14, false, true, true), (14, true, false, true), (14, true, true, false), (18, false, true, false),
            (17, false, true, true), (40, true, true, false),
        ])
    func warned(age: Int, hasGuardian: Bool, receives: Bool, isWarned: Bool) {
        let text = sentence(age: age, hasGuardian: hasGuardian, receives: receives)
        #expect(text.hasSuffix(Explanation.minorAlone) == isWarned, "\(text)")
    }

    @Test("what goes to nobody warns of nothing")
    func skipped() {
        var facts = ExplanationFacts()
        facts.isToMinorAlone = true
        let explanation = Explanation(
            outcome: .skipped(.noConsent), type: .followUp, purpose: .care, channel: .email, trigger: nil, wait: nil,
            visit: nil, plannedAt: SampleFacts.now, facts: facts)
        let times = Times(zone: SampleFacts.zone(), now: SampleFacts.now)
        #expect(!explanation.sentence(times).contains(Explanation.minorAlone))
    }
}
