import CivilTime
import Testing

@testable import Campaigns

@Suite("Campaign preview")
struct CampaignPreviewTests {
    private static let reminder = MessageTemplate(
        id: ID(7), name: "Reminder", channel: .email, number: 1, language: "en", subject: "Your visit",
        body: "{{patient.first_name}} on {{appointment.date}} at {{appointment.time}}, {{appointment.location}}.")

    private func terms(_ wait: String, type: CampaignType = .reminder, body: MessageTemplate = reminder) throws -> Terms
    {
        let steps = [
            Step(id: ID(1), name: "At once", action: .send(SendStep(channel: .email, template: body.id))),
            Step(id: ID(2), name: "Wait", action: .wait(Wait(expression: try .parse(wait)))),
            Step(id: ID(3), name: "Reminder", action: .send(SendStep(channel: .email, template: body.id))),
        ]
        return Terms(
            type: type, purpose: type.isAlwaysMarketing ? .marketing : .care,
            trigger: .event(.appointmentBooked, rule: nil), audience: .everybody, workflow: Workflow(steps: steps))
    }

    private func facts(_ change: (inout SampleFacts) -> Void = { _ in }) -> Facts {
        var sample = SampleFacts()
        sample.appointments = [SampleFacts.visit()]
        sample.anchor = Anchor(appointment: ID(1))
        change(&sample)
        return sample.facts
    }

    private func preview(
        _ terms: Terms, _ facts: Facts, templates: [MessageTemplate] = [reminder]
    ) -> CampaignPreview {
        CampaignPreview(
            answering: PreviewQuestion(
                terms: terms, templates: templates, facts: facts, startsAt: SampleFacts.now, now: SampleFacts.now,
                links: MessageLinks(unsubscribe: "https://example.org/p/u/sample")))
    }

    @Test("each message stands at the minute at which the planner puts it, rendered for who receives it")
    func times() throws {
        let terms = try terms("48 hours before appointment")
        let preview = preview(terms, facts())
        #expect(preview.messages.map(\.leavesAt) == [SampleFacts.now, SampleFacts.instant("2027-03-14T20:30Z")])
        #expect(preview.messages.map(\.verdict) == [.send, .send])
        #expect(preview.messages.map(\.planned.recipient?.relation) == [.parent, .parent])
        #expect(preview.messages[1].message?.text == "Mia on Tue, Mar 16 at 3:30 PM, .")
    }

    @Test("a message whose time has passed is shown with its reason and still with its text")
    func past() throws {
        let preview = preview(try terms("5 days before appointment"), facts())
        #expect(preview.messages[1].verdict == .skip(.pastWhenPlanned))
        #expect(preview.messages[1].leavesAt == nil)
        #expect(preview.messages[1].message != nil)
    }

    @Test("marketing without a recorded yes is skipped, and the second of two in a week is over the cap")
    func marketing() throws {
        let terms = try terms("for 1 hour", type: .marketing)
        #expect(preview(terms, facts()).messages.map(\.verdict) == [.skip(.noConsent), .skip(.noConsent)])

        var consents = Consents()
        consents.record(
            Consents.Answer(granted: true, at: SampleFacts.now, source: .person),
            for: Consents.Key(contact: ID(2), subject: .marketing, channel: .email))
        let messages = preview(terms, facts { $0.consents = consents }).messages
        #expect(messages[0].verdict == .send)
        #expect(messages[1].reason == .overCap)
        #expect(messages[0].message?.linkTargets == ["https://example.org/p/u/sample"])
    }

    @Test("every message of a test is shown, whoever is looked at, and one of them counts for the cap")
    func tests() throws {
        let other = MessageTemplate(
            id: ID(8), name: "Other", channel: .email, number: 1, language: "en", subject: "Soon",
            body: "Soon, {{patient.first_name}}.")
        let experiment = Experiment(
            key: try #require(ExperimentKey("000102030405060708090a0b0c0d0e0f")), weight: 1,
            challengers: [.init(template: other.id, weight: 1)], holdoutWeight: 1, goal: .clicks,
            endsAt: try #require(CivilDateTime("2027-12-31T09:00")))
        var terms = try terms("for 1 hour", type: .marketing)
        terms.trigger = .event(.patientCreated, rule: nil)
        terms.workflow.steps[0].action = .send(
            SendStep(channel: .email, template: Self.reminder.id, experiment: experiment))
        var consents = Consents()
        consents.record(
            Consents.Answer(granted: true, at: SampleFacts.now, source: .person),
            for: Consents.Key(contact: ID(2), subject: .marketing, channel: .email))
        let messages = preview(terms, facts { $0.consents = consents }, templates: [Self.reminder, other]).messages
        #expect(messages.map(\.planned.arm) == [.a, .b, nil])
        #expect(messages.prefix(2).map(\.verdict) == [.send, .send])
        #expect(messages[1].message?.subject == "Soon")
        #expect(messages[2].reason == .overCap)
    }

    @Test("a required field without a value skips the message")
    func missing() throws {
        var text = Self.reminder
        text.body = "{{treatment.type}}"
        let messages = preview(try terms("for 1 hour", body: text), facts(), templates: [text]).messages
        #expect(messages[0].verdict == .skip(.missingField))
        #expect(messages[0].rendering == .missing(.treatmentType))
    }

    @Test("a patient outside the audience is told as such, and a step without a text has none")
    func outside() throws {
        var terms = try terms("for 1 hour")
        terms.audience = .test(FieldTest(field: .age, op: .greater, value: .number(40)))
        let preview = preview(terms, facts(), templates: [])
        #expect(!preview.isInAudience)
        #expect(preview.messages.map(\.rendering) == [nil, nil])
    }

    @Test("a booking is previewed from its own time, anything else from now")
    func start() throws {
        let terms = try terms("for 1 hour")
        #expect(PreviewQuestion.start(by: terms, facts: facts(), now: SampleFacts.now) == SampleFacts.now)
        let visit = SampleFacts.visit()
        let booked = Appointment(
            id: visit.id, externalID: visit.externalID, patientID: visit.patientID, type: visit.type,
            startsAt: visit.startsAt, endsAt: nil, provider: "", location: "", status: .booked,
            bookedAt: SampleFacts.now.adding(hours: -24), confirmedAt: nil)
        let start = PreviewQuestion.start(
            by: terms, facts: facts { $0.appointments = [booked] }, now: SampleFacts.now)
        #expect(start == SampleFacts.now.adding(hours: -24))
    }
}
