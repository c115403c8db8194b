import CivilTime
import Testing

@testable import Campaigns

/// What a walk makes of a SEND that tries several messages (rules.md 6).
@Suite struct TrialTests {
    private static let start = SampleFacts.instant("2027-03-08T16:00Z")
    private static let key = ExperimentKey("000102030405060708090a0b0c0d0e0f")!

    /// A week's test from Monday 10:00 in Chicago, one message, a wait, another.
    private static func terms(
        weights: [Int] = [30, 30], holdout: Int = 0, type: CampaignType = .marketing, wait: String = "for 2 days",
        trigger: Trigger = .event(.patientCreated, rule: nil), endsAt: String = "2027-03-15T10:00"
    ) -> Terms {
        let experiment = Experiment(
            key: key, weight: weights[0],
            challengers: weights.dropFirst().enumerated().map {
                Experiment.Challenger(template: ID(Int64(2 + $0.offset)), weight: $0.element)
            }, holdoutWeight: holdout, goal: .bookings, endsAt: CivilDateTime(endsAt)!)
        let tried = SendStep(channel: .email, template: ID(1), experiment: experiment)
        return Terms(
            type: type, purpose: type.isAlwaysMarketing ? .marketing : .care, trigger: trigger, audience: .everybody,
            workflow: Workflow(steps: [
                Step(id: ID(5), name: "Tried", action: .send(tried)),
                Step(id: ID(6), name: "Later", action: .wait(ReminderStory.wait(wait))),
                Step(id: ID(7), name: "Then", action: .send(SendStep(channel: .email, template: ID(9)))),
            ]))
    }

    private static func itinerary(
        _ trials: Trials, _ terms: Terms = terms(), from startedAt: Instant = start, now: Instant = start
    ) -> Itinerary {
        var facts = SampleFacts(age: 40).facts
        facts.trials = trials
        let enrollment = Enrollment(
            id: ID(1), patientID: ID(1), anchor: Anchor(), event: .patientCreated, emittedStart: nil,
            startedAt: startedAt, receivedAt: startedAt, isTakenUp: false)
        return Itinerary(of: enrollment, by: terms, facts: facts, now: now)
    }

    private static func told(_ itinerary: Itinerary) -> [String] {
        itinerary.sends.map { send in
            let local = SampleFacts.zone().civil(at: send.plannedAt).text
            return "\(send.step.id) \(local) \(send.arm?.rawValue ?? "-") \(send.template.map(\.description) ?? "-")"
        }
    }

    @Test(
        "each arm sends its own message at the same time, as one step",
        arguments: [
            (Arm.a, "5 2027-03-08T10:00 A 1"), (.b, "5 2027-03-08T10:00 B 2"),
            (.holdout, "5 2027-03-08T10:00 HOLDOUT 1"),
        ])
    func arms(arm: Arm, expected: String) {
        let itinerary = Self.itinerary(Trials(arms: [ID(5): arm]))
        #expect(Self.told(itinerary) == [expected, "7 2027-03-10T10:00 - 9"])
    }

    @Test("who is outside of the test has no row before its end, and the way goes on without")
    func rest() {
        let itinerary = Self.itinerary(Trials(arms: [ID(5): .rest]))
        #expect(Self.told(itinerary) == ["7 2027-03-10T10:00 - 9"])
    }

    @Test("once it has ended their message is planned for the end, and moves nothing after it")
    func afterwards() {
        let itinerary = Self.itinerary(
            Trials(arms: [ID(5): .rest], winners: [ID(5): .b]), now: SampleFacts.instant("2027-03-15T15:00Z"))
        #expect(Self.told(itinerary) == ["5 2027-03-15T10:00 - 1", "7 2027-03-10T10:00 - 9"])
        #expect(itinerary.sends[0].dueAt == SampleFacts.instant("2027-03-15T15:00Z"))
    }

    @Test("whoever comes at its end or later is in no test")
    func late() {
        let end = SampleFacts.instant("2027-03-15T15:00Z")
        for (start, arm) in [(end.adding(minutes: -1), Arm.b), (end, nil), (end.adding(minutes: 60), nil)] {
            let first = Self.itinerary(Trials(arms: [ID(5): .b]), from: start, now: start).sends.first
            #expect(first?.step.id == ID(5))
            #expect(first?.arm == arm)
        }
    }

    @Test("a message about a visit never waits for the end of a test")
    func visit() {
        var story = ReminderStory()
        let tried = Experiment(
            key: Self.key, weight: 1, challengers: [.init(template: ID(2), weight: 1)], goal: .confirmations,
            endsAt: CivilDateTime("2028-01-01T10:00")!)
        var terms = story.terms
        terms.workflow.steps = terms.workflow.steps.map { step in
            guard case .send(var send) = step.action else { return step }
            send.experiment = tried
            return Step(id: step.id, name: step.name, action: .send(send))
        }
        story.now = story.booked
        var facts = story.facts
        facts.trials = Trials(
            arms: Dictionary(uniqueKeysWithValues: terms.workflow.experiments.map { ($0.step, .rest) }))
        let itinerary = Itinerary(of: story.enrollment, by: terms, facts: facts, now: story.instant(story.booked))
        #expect(itinerary.sends.map(\.arm) == [.a, .a, .a])
    }

    @Test("whoever has no assignment yet is foreseen by the same draw that will assign it")
    func foreseen() throws {
        guard case .send(let send) = Self.terms().workflow.steps[0].action else { return }
        let drawn = try #require(send.experiment).arm(of: ID(1), at: ID(5))
        #expect(Self.told(Self.itinerary(Trials())) == Self.told(Self.itinerary(Trials(arms: [ID(5): drawn]))))
    }

    @Test("the holdout is kept back last of all, so that it is like those who got the message")
    func holdout() {
        func verdict(_ arm: Arm?, status: CampaignStatus = .active, hasYes: Bool = true) -> Verdict {
            var sample = SampleFacts(age: 40)
            if hasYes { sample.consents = Self.yes }
            let terms = Self.terms()
            let enrollment = Enrollment(
                id: ID(1), patientID: ID(1), anchor: Anchor(), event: .patientCreated, emittedStart: nil,
                startedAt: Self.start, receivedAt: Self.start, isTakenUp: false)
            let send = WaitingSend(
                step: ID(5), channel: .email, contact: ID(1), point: ID(11), version: 1, wait: .atEvent,
                plannedAt: Self.start, dueAt: Self.start, arm: arm)
            return SendQuestion(
                campaignStatus: status, terms: terms, enrollment: enrollment, facts: sample.facts, send: send
            ).verdict(at: Self.start)
        }
        #expect(verdict(nil) == .send)
        #expect(verdict(.a) == .send)
        #expect(verdict(.holdout) == .skip(.holdout))
        #expect(verdict(.holdout, status: .paused) == .park(.campaignPaused))
        #expect(verdict(.holdout, hasYes: false) == .skip(.noConsent))
    }

    private static var yes: Consents {
        var consents = Consents()
        consents.record(
            Consents.Answer(granted: true, at: start, source: .person),
            for: Consents.Key(contact: ID(1), subject: .marketing, channel: .email))
        return consents
    }

    @Test(
        "what stands against a test is said",
        arguments: [
            ([50, 50], 0, "for 2 days", nil),
            ([30, 30], 10, "for 2 days", nil),
            ([60, 50], 0, "for 2 days", "take 110 percent together"),
            ([0, 50], 0, "for 2 days", "from 1 to 99 percent"),
            ([50], 0, "for 2 days", "from two to 4 messages"),
            ([50, 50], -1, "for 2 days", "from 1 to 99 percent"),
            ([99, 1], 0, "for 2 days", nil),
            ([100, 1], 0, "for 2 days", "from 1 to 99 percent"),
            ([50, 51], 0, "for 2 days", "take 101 percent together"),
            ([1, 1], 98, "for 2 days", nil),
            ([1, 1], 99, "for 2 days", "from 1 to 99 percent"),
        ] as [([Int], Int, String, String?)])
    func problems(weights: [Int], holdout: Int, wait: String, expected: String?) {
        let problems = Self.problems(Self.terms(weights: weights, holdout: holdout, wait: wait))
        #expect(problems.count == (expected == nil ? 0 : 1), "\(problems)")
        if let expected { #expect(problems.first?.contains(expected) == true, "\(problems)") }
    }

    @Test("a test of a message about a visit leaves nobody out, and care counts no clicks")
    func visitProblems() {
        let booked = Trigger.event(.appointmentBooked, rule: nil)
        let left = Self.problems(Self.terms(type: .reminder, trigger: booked))
        #expect(left.contains { $0.contains("must take all 100") })
        #expect(Self.problems(Self.terms(weights: [60, 39], type: .reminder, trigger: booked)).count == 1)
        #expect(Self.problems(Self.terms(weights: [60, 40], type: .reminder, trigger: booked)).isEmpty)
        let experiment = Experiment(
            key: Self.key, weight: 50, challengers: [.init(template: ID(2), weight: 50)], goal: .clicks,
            endsAt: CivilDateTime("2027-03-15T10:00")!)
        #expect(experiment.problems(purpose: .care, isAboutVisit: false).count == 1)
        #expect(experiment.problems(purpose: .marketing, isAboutVisit: false).isEmpty)
    }

    @Test(
        "an audience must give each arm a hundred recipients",
        arguments: [
            (333, [30, 30], 1), (334, [30, 30], 0), (200, [50, 50], 0), (199, [50, 50], 1), (1_000, [90, 9], 1),
        ])
    func audience(count: Int, weights: [Int], problems: Int) {
        #expect(Self.terms(weights: weights).problems(audience: count).count == problems)
    }

    @Test("of people who come one by one it is said how many the test takes")
    func warnings() {
        #expect(Self.terms(weights: [60, 30]).warnings.map(\.message).first?.contains("about 334 patients") == true)
        let scheduled = Trigger.scheduled(CivilDateTime("2027-03-09T10:00")!)
        #expect(Self.terms(weights: [60, 30], trigger: scheduled).warnings.isEmpty)
    }

    private static func problems(_ terms: Terms) -> [String] {
        let templates = [1, 2, 3, 4, 5, 9].map { (number: Int64) in
            MessageTemplate(
                id: ID(number), name: "M\(number)", channel: .email, number: 1, language: "en", subject: "Hello",
                body: "Hello.")
        }
        let means = ActivationMeans(
            templates: Dictionary(uniqueKeysWithValues: templates.map { ($0.id, $0) }), couriers: [.email, .sms],
            smsPartLimit: 3)
        return terms.problems(with: means).map(\.message)
    }

    @Test("a missing or doubled message of an arm is named")
    func templates() {
        func terms(_ other: ID<MessageTemplate>?) -> Terms {
            var terms = Self.terms(weights: [50, 50])
            guard case .send(var send) = terms.workflow.steps[0].action else { return terms }
            send.experiment?.challengers[0].template = other
            terms.workflow.steps[0].action = .send(send)
            return terms
        }
        #expect(Self.problems(terms(nil)) == ["Message B: No message template is chosen yet."])
        #expect(Self.problems(terms(ID(77))) == ["Message B: Its message template was removed: choose another."])
        #expect(Self.problems(terms(ID(1))) == ["Two messages of the test are the same."])
    }

    @Test("an experiment reads back from its column and from a revision")
    func coding() throws {
        guard case .send(let send) = Self.terms(weights: [30, 20, 10], holdout: 5).workflow.steps[0].action else {
            return
        }
        let experiment = try #require(send.experiment)
        #expect(Experiment(storedText: experiment.storedText) == experiment)
        for text in ["", "{}", "[]", #"{"key":"0"}"#] { #expect(Experiment(storedText: text) == nil) }
    }
}
