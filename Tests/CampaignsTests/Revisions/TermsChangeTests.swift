import CivilTime
import Testing

@testable import Campaigns

/// What a draft changes of what runs, and how staff read it.
@Suite struct TermsChangeTests {
    private static let names = TermsNames(
        step: { step in
            if case .wait(let wait) = step.action { return wait.expression.phrase }
            return step.name
        }, message: { "Text \($0)" })

    private static let sms = ReminderStory.sms

    private static func wait(_ id: Int64, _ text: String, _ ifPast: Wait.IfPast = .skip) -> Step {
        Step(id: ID(id), name: "", action: .wait(ReminderStory.wait(text, ifPast)))
    }

    private static func ask(_ id: Int64, yes: [Step] = [], no: [Step] = [], exits: Bool = false) -> Step {
        Step(
            id: ID(id), name: "Braces?",
            action: .condition(
                Condition(rule: .everybody, yes: Lane(steps: yes, exits: exits), no: Lane(steps: no))))
    }

    private static func terms(_ steps: [Step], trigger: EventType = .appointmentBooked) -> Terms {
        Terms(
            type: .followUp, purpose: .care, trigger: .event(trigger, rule: nil), audience: .everybody,
            workflow: Workflow(steps: steps), templateVersions: [TemplateVersion(template: ID(1), number: 3)])
    }

    private static func said(_ new: Terms, since old: Terms) -> [String] {
        new.changes(since: old).flatMap { $0.sentences(names) }
    }

    @Test("the same terms change nothing, in whatever order their texts stand")
    func nothing() {
        var old = Self.terms([Self.sms(1), Self.wait(2, "for 3 days"), Self.ask(4, yes: [Self.sms(5)])])
        var new = old
        old.templateVersions = [
            TemplateVersion(template: ID(1), number: 3), TemplateVersion(template: ID(2), number: 1),
        ]
        new.templateVersions = old.templateVersions.reversed()
        #expect(new.changes(since: old).isEmpty)
    }

    @Test("added, removed, moved and changed steps are told each for itself")
    func steps() {
        let old = Self.terms([Self.sms(1), Self.wait(2, "for 3 days"), Self.sms(3), Self.sms(4)])
        let table: [(steps: [Step], said: [String])] = [
            ([Self.sms(1), Self.wait(2, "for 3 days"), Self.sms(3), Self.sms(4), Self.sms(9)], ["New: SMS 9."]),
            ([Self.sms(1), Self.wait(2, "for 3 days"), Self.sms(4)], ["Removed: SMS 3."]),
            (
                [Self.sms(4), Self.sms(1), Self.wait(2, "for 3 days"), Self.sms(3)],
                ["SMS 4 stands at another place."]
            ),
            (
                [Self.sms(1), Self.wait(2, "for 1 day"), Self.sms(3), Self.sms(4)],
                ["The wait “for 3 days, to the same time of day” becomes “for 1 day, to the same time of day”."]
            ),
            (
                [Self.sms(1), Self.wait(2, "for 3 days", .continue), Self.sms(3), Self.sms(4)],
                ["If the wait “for 3 days, to the same time of day” is past, the way goes on at once."]
            ),
        ]
        for row in table { #expect(Self.said(Self.terms(row.steps), since: old) == row.said) }
    }

    @Test("what changes inside a lane is told of itself, not of the condition around it")
    func insideLane() {
        func terms(_ text: String) -> Terms {
            Self.terms([Self.ask(4, yes: [Self.wait(3, text)], no: [Self.wait(5, text)])])
        }
        let change = "The wait “for 3 days, to the same time of day” becomes “for 1 day, to the same time of day”."
        #expect(Self.said(terms("for 1 day"), since: terms("for 3 days")) == [change, change])
        #expect(terms("for 1 day").changes(since: terms("for 3 days")).count == 2)
    }

    @Test("exclusions and the question about the audience are told, and texts in the order of their templates")
    func exclusionsAndTexts() {
        func terms(_ exclusions: Rule?, asks: Bool, _ number: Int) -> Terms {
            Terms(
                type: .followUp, purpose: .care, trigger: nil, audience: .everybody, exclusions: exclusions,
                asksAudienceAgain: asks, workflow: Workflow(steps: []),
                templateVersions: [
                    TemplateVersion(template: ID(2), number: number), TemplateVersion(template: ID(1), number: number),
                ])
        }
        let old = terms(nil, asks: false, 1)
        #expect(terms(nil, asks: false, 1).changes(since: old) == [])
        #expect(
            terms(.everybody, asks: true, 2).changes(since: old) == [
                .exclusions(from: nil, to: .everybody), .asksAudienceAgain(true), .text(ID(1), from: 1, to: 2),
                .text(ID(2), from: 1, to: 2),
            ])
    }

    @Test("a step that goes into a lane has moved, and the condition it went into is new")
    func lanes() {
        let old = Self.terms([Self.sms(1), Self.sms(3)])
        let new = Self.terms([Self.sms(1), Self.ask(4, yes: [Self.sms(3)])])
        #expect(Self.said(new, since: old) == ["New: Braces?.", "SMS 3 stands at another place."])
        let exits = Self.terms([Self.sms(1), Self.ask(4, yes: [Self.sms(3)], exits: true)])
        #expect(Self.said(exits, since: new) == ["After “yes” of Braces? the way ends."])
    }

    @Test("what a message says, how it goes and what it is called")
    func messages() {
        let old = Self.terms([Self.sms(1)])
        var new = old
        new.templateVersions = [TemplateVersion(template: ID(1), number: 4)]
        #expect(
            Self.said(new, since: old) == ["The text of “Text 1” is the newer version 4; until now version 3."])
        new = Self.terms([
            Step(
                id: ID(1), name: "Hello",
                action: .send(SendStep(channel: .email, template: ID(2), isOnlyUntilConfirmed: true)))
        ])
        #expect(
            Self.said(new, since: old) == [
                "“SMS 1” is called “Hello”.", "Hello goes as e-mail, no longer as SMS.",
                "Hello sends “Text 2”, no longer “Text 1”.", "Hello is sent only until the visit is confirmed.",
            ])
    }

    @Test("what a message is tried against")
    func tests() throws {
        let experiment = Experiment(
            key: try #require(ExperimentKey("000102030405060708090a0b0c0d0e0f")), weight: 50,
            challengers: [.init(template: ID(2), weight: 50)], goal: .bookings,
            endsAt: try #require(CivilDateTime("2027-03-15T10:00")))
        let tried = SendStep(channel: .sms, template: ID(1), experiment: experiment)
        let old = Self.terms([Self.sms(1)])
        let new = Self.terms([Step(id: ID(1), name: "SMS 1", action: .send(tried))])
        #expect(Self.said(new, since: old) == ["SMS 1 tries 2 messages, for whoever comes to it from now on."])
        #expect(Self.said(old, since: new) == ["SMS 1 tries one message alone."])
    }

    @Test("trigger, audience and settings come first")
    func head() throws {
        let old = Self.terms([Self.sms(1)])
        var new = Self.terms([Self.sms(1)], trigger: .appointmentCompleted)
        new.audience = .test(try FieldTest.parsed(#"{"field":"patient.age","op":"<","value":18}"#))
        new.reentryDays = 90
        new.asksAudienceAgain = true
        #expect(
            Self.said(new, since: old) == [
                "It begins: When an appointment is completed; until now: When an appointment is booked.",
                "The audience is age is under 18; until now it was everybody.",
                "The same visit, treatment or invoice may begin it again after 90 days.",
                "Only who is still in the audience, and not excluded, gets the next message.",
            ])
    }
}

extension FieldTest {
    fileprivate static func parsed(_ text: String) throws -> FieldTest {
        guard case .test(let test) = try Rule(json: JSON.parse(Array(text.utf8))) else {
            preconditionFailure("no test: \(text)")
        }
        return test
    }
}
