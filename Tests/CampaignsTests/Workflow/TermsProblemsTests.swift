import Campaigns
import CivilTime
import Testing

@Suite("What stands against activating a campaign")
struct TermsProblemsTests {
    private static let reminder = MessageTemplate(
        id: ID(1), name: "Reminder", channel: .sms, number: 1, language: "en", subject: "",
        body: "{{patient.first_name}}: {{appointment.date}}")

    @Test("a whole campaign has no problem")
    func none() throws {
        #expect(try problems([Self.wait("48 hours before"), Self.send()]).isEmpty)
    }

    @Test("an empty draft lacks a trigger and steps")
    func empty() {
        let terms = Terms(
            type: .survey, purpose: .care, trigger: nil, audience: .everybody, workflow: Workflow(steps: []))
        #expect(terms.problems(with: Self.means()).map(\.place) == [.trigger, .workflow])
    }

    @Test("a workflow without a message is none")
    func silent() throws {
        #expect(try problems([Self.wait("for 1 day")]).map(\.place) == [.workflow])
    }

    @Test(
        "a wait needs an anchor that the trigger brings, or one that everybody has",
        arguments: [
            ("2 days before appointment", EventType.appointmentBooked, 0),
            ("2 days before due date", .appointmentBooked, 1),
            ("2 days before appointment", .patientCreated, 1), ("3 days before first appointment", .patientCreated, 0),
            ("2 days before", .paymentDue, 0), ("48 hours before", .paymentDue, 1),
            ("48 hours before", .treatmentStarted, 1),
            ("2 days after event", .birthday, 0), ("morning of next appointment", .birthday, 0),
        ])
    func anchors(_ text: String, _ event: EventType, _ count: Int) throws {
        let plain = MessageTemplate(
            id: ID(1), name: "Plain", channel: .sms, number: 1, language: "en", subject: "", body: "Hello.")
        let problems = try problems(
            [Self.wait(text), Self.send()], trigger: .event(event, rule: nil), means: Self.means(plain))
        #expect(problems.count == count)
        #expect(problems.allSatisfy { $0.step == ID(1) })
    }

    @Test("a scheduled campaign brings nothing to wait for")
    func scheduled() throws {
        let trigger = Trigger.scheduled(try #require(CivilDateTime("2027-06-07T09:00")))
        let problems = try problems([Self.wait("2 days after"), Self.send()], trigger: trigger)
        #expect(problems.map(\.step) == [ID(1), ID(2)])
    }

    @Test("what an event said is asked only where an event starts the campaign, and never of an audience")
    func events() throws {
        let asks = Rule.test(FieldTest(field: .eventData("score"), op: .less, value: .number(7)))
        let condition = Step(
            id: ID(7), name: "", action: .condition(Condition(rule: asks, yes: Lane(steps: []), no: Lane(steps: []))))
        let template = MessageTemplate(
            id: ID(1), name: "Plain", channel: .sms, number: 1, language: "en", subject: "", body: "Hello.")
        let event = Trigger.event(.surveyAnswered, rule: asks)
        let scheduled = Trigger.scheduled(try #require(CivilDateTime("2027-06-07T09:00")))
        func places(_ trigger: Trigger, _ audience: Rule = .everybody) -> [Problem.Place] {
            Terms(
                type: .survey, purpose: .care, trigger: trigger, audience: audience,
                workflow: Workflow(steps: [condition, Step(id: ID(8), name: "", action: Self.send())])
            ).problems(with: Self.means(template)).map(\.place)
        }
        #expect(places(event).isEmpty)
        #expect(places(scheduled) == [.step(ID(7))])
        #expect(places(event, .not(asks)) == [.audience])
    }

    @Test("a message needs a template of its channel that is still there")
    func templates() throws {
        for send in [Self.send(template: nil), Self.send(template: 9), Self.send(by: .email)] {
            #expect(try problems([send]).count == 1)
        }
    }

    @Test("a message needs a courier")
    func couriers() throws {
        let problems = try problems([Self.send()], means: Self.means(couriers: [.email]))
        #expect(problems.map(\.message) == ["No way to send an SMS is set up."])
    }

    @Test("a text may ask only for what the trigger brings")
    func fields() throws {
        #expect(try problems([Self.send()], trigger: .event(.birthday, rule: nil)).map(\.step) == [ID(1)])
    }

    @Test("a text that names unknown fields is told")
    func unknownField() throws {
        let text = MessageTemplate(
            id: ID(1), name: "Odd", channel: .sms, number: 1, language: "en", subject: "", body: "{{patient.shoe_size}}"
        )
        #expect(try problems([Self.send()], means: Self.means(text)).map(\.step) == [ID(1)])
    }

    @Test("an SMS stays within its parts", arguments: [(160, 0), (161, 1)])
    func parts(_ length: Int, _ count: Int) throws {
        let text = MessageTemplate(
            id: ID(1), name: "Long", channel: .sms, number: 1, language: "en", subject: "",
            body: String(repeating: "a", count: length))
        #expect(try problems([Self.send()], means: Self.means(text, smsPartLimit: 1)).count == count)
    }

    @Test("a rule that makes no sense is told where it stands")
    func rules() throws {
        let odd = Rule.test(FieldTest(field: .age, op: .contains, value: .text("x")))
        let condition = Step(id: ID(5), name: "", action: .condition(Condition(rule: odd)))
        let terms = Terms(
            type: .reminder, purpose: .care, trigger: .event(.appointmentBooked, rule: odd), audience: odd,
            workflow: Workflow(steps: [condition, Step(id: ID(6), name: "", action: Self.send())]))
        #expect(terms.problems(with: Self.means()).map(\.place) == [.trigger, .audience, .step(ID(5))])
    }

    @Test(
        "only an event with a day begins days before or after it, at most sixty",
        arguments: [
            (EventType.birthday, 0, 0), (.birthday, 60, 0), (.birthday, 61, 1), (.birthday, -60, 0),
            (.birthday, -61, 1),
            (.patientCreated, 0, 0), (.patientCreated, 1, 1), (.patientCreated, 61, 2),
        ])
    func leadDays(event: EventType, days: Int, count: Int) throws {
        let plain = MessageTemplate(
            id: ID(1), name: "Plain", channel: .sms, number: 1, language: "en", subject: "", body: "Hello.")
        let trigger = Trigger.event(event, rule: nil, leadDays: days)
        let problems = try problems([Self.send()], trigger: trigger, means: Self.means(plain))
        #expect(problems.map(\.place) == Array(repeating: .trigger, count: count))
    }

    @Test("exclusions are looked at like the audience")
    func exclusions() {
        func places(_ exclusions: Rule) -> [Problem.Place] {
            Terms(
                type: .reminder, purpose: .care, trigger: .event(.appointmentBooked, rule: nil), audience: .everybody,
                exclusions: exclusions, workflow: Workflow(steps: [Step(id: ID(6), name: "", action: Self.send())])
            ).problems(with: Self.means()).map(\.place)
        }
        #expect(places(.test(FieldTest(field: .age, op: .contains, value: .text("x")))) == [.audience])
        #expect(places(.test(FieldTest(field: .eventData("score"), op: .less, value: .number(7)))) == [.audience])
        #expect(places(.test(FieldTest(field: .age, op: .less, value: .number(7)))) == [])
    }

    @Test("a wait that counts from the step before it needs nothing of the trigger")
    func plainWait() throws {
        let plain = MessageTemplate(
            id: ID(1), name: "Plain", channel: .sms, number: 1, language: "en", subject: "", body: "Hello.")
        let scheduled = Trigger.scheduled(try #require(CivilDateTime("2027-06-07T09:00")))
        let condition = Step.Action.condition(
            Condition(rule: .test(FieldTest(field: .age, op: .less, value: .number(7)))))
        let actions = [try Self.wait("for 2 days"), condition, Self.send()]
        #expect(try problems(actions, trigger: scheduled, means: Self.means(plain)).isEmpty)
    }

    @Test("a branch needs a lane that asks something, and otherwise; each is told by its lane")
    func branches() throws {
        let odd = Rule.test(FieldTest(field: .age, op: .contains, value: .text("x")))
        let good = Rule.test(FieldTest(field: .age, op: .less, value: .number(18)))
        func told(_ lanes: [(String, Rule)], otherwise: Lane? = Lane()) throws -> [String] {
            let lanes = lanes.enumerated().map { BranchLane(key: .added($0 + 1), name: $1.0, rule: $1.1) }
            return try problems([.branch(Branch(lanes: lanes, otherwise: otherwise)), Self.send()]).map(\.message)
        }
        #expect(try told([("Children", good)]).isEmpty)
        #expect(try told([]) == ["It has no lane yet besides “otherwise”."])
        #expect(try told([("", .everybody), ("Odd", odd)]).map { $0.prefix(8) } == ["Lane 1 a", "“Odd”: C"])
        #expect(
            try told([("Children", good)], otherwise: nil)
                == ["It has no “otherwise” lane, for everybody for whom no rule holds."])
        #expect(try told(Array(repeating: ("", good), count: Branch.maximumLanes)).isEmpty)
        #expect(try told(Array(repeating: ("", good), count: Branch.maximumLanes + 1)).count == 1)
    }

    private func problems(
        _ actions: [Step.Action], trigger: Trigger = .event(.appointmentBooked, rule: nil),
        means: ActivationMeans = Self.means()
    ) throws -> [Problem] {
        let steps = actions.enumerated().map { Step(id: ID(Int64($0 + 1)), name: "", action: $1) }
        let terms = Terms(
            type: .reminder, purpose: .care, trigger: trigger, audience: .everybody, workflow: Workflow(steps: steps))
        return terms.problems(with: means)
    }

    private static func send(template: Int64? = 1, by channel: Channel = .sms) -> Step.Action {
        .send(SendStep(channel: channel, template: template.map { ID($0) }))
    }

    private static func wait(_ text: String) throws -> Step.Action {
        .wait(Wait(expression: try WaitExpression.parse(text)))
    }

    private static func means(
        _ template: MessageTemplate = Self.reminder, couriers: Set<Channel> = [.email, .sms], smsPartLimit: Int = 3
    ) -> ActivationMeans {
        ActivationMeans(templates: [template.id: template], couriers: couriers, smsPartLimit: smsPartLimit)
    }
}
