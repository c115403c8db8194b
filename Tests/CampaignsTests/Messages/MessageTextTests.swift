import CivilTime
import Testing

@testable import Campaigns

@Suite struct MessageTextTests {
    @Test("a text is read as its words and fields")
    func pieces() throws {
        let text = try MessageText(parsing: "Dear {{ contact.first_name | family }},\r\n{{patient.first_name}} {one}")
        #expect(
            text.pieces == [
                .text("Dear "), .field(.contactFirstName, default: "family"), .text(",\n"),
                .field(.patientFirstName, default: nil), .text(" {one}"),
            ])
    }

    @Test(
        "what cannot be read is refused with its place",
        arguments: [
            ("Hi {{patient.frist_name}}", 4), ("Hi {{", 4), ("Hi {{patient.first_name", 4), ("Hi {{}}", 4),
            ("Hi {{patient\n.first_name}}", 4), ("Hi }}", 4), ("{{a{{patient.first_name}}", 1),
            ("See https://example.org/?n={{patient.first_name}}", 28),
        ])
    func refused(source: String, position: Int) {
        #expect(MessageText.problems(in: source).first?.position == position)
    }

    @Test(
        "links are found without the punctuation around them",
        arguments: [
            ("See https://example.org/a?b=c.", ["https://example.org/a?b=c"]),
            (
                "(http://example.org/x_(y)), https://example.org/2!",
                ["http://example.org/x_(y)", "https://example.org/2"]
            ),
            ("HTTPS://Example.org", ["HTTPS://Example.org"]), ("https:// xhttp://no.org", []),
            ("https://a.org https://a.org", ["https://a.org"]),
        ])
    func links(source: String, expected: [String]) throws {
        #expect(try MessageText(parsing: source).links == expected)
    }

    @Test("a template is checked for its subject, its length and the fields that its trigger cannot fill")
    func problems() {
        let template = MessageTemplate(
            id: ID(1), name: "Hello", channel: .email, number: 1, language: "en", subject: " ",
            body: "{{appointment.date}} {{appointment.provider|us}} {{invoice.amount}}")
        #expect(template.problems.map(\.place) == [.subject])
        #expect(template.problems(trigger: .event(.appointmentBooked, rule: nil)).count == 1)
        #expect(template.problems(trigger: .event(.patientCreated, rule: nil)).count == 2)
        #expect(template.problems(trigger: .event(.patientCreated, rule: nil), visitsAreAwaited: true).count == 1)
    }

    @Test(
        "a link about a visit is refused where no visit is to come",
        arguments: [
            (.event(.appointmentBooked, rule: nil), false, 0), (.event(.appointmentMoved, rule: nil), false, 0),
            (.event(.appointmentConfirmed, rule: nil), false, 0), (.event(.rescheduleRequested, rule: nil), false, 0),
            (.event(.appointmentCancelled, rule: nil), false, 2), (.event(.appointmentNoShow, rule: nil), false, 2),
            (.event(.appointmentCompleted, rule: nil), false, 2), (.event(.appointmentCompleted, rule: nil), true, 0),
            (.event(.patientCreated, rule: nil), false, 2), (.event(.patientCreated, rule: nil), true, 0),
            (.event(.treatmentStarted, rule: nil), false, 2),
            (.scheduled(CivilDateTime("2027-03-08T10:00")!), false, 2),
        ] as [(Trigger, Bool, Int)])
    func visitLinks(trigger: Trigger, visitsAreAwaited: Bool, count: Int) {
        let template = MessageTemplate(
            id: ID(1), name: "Confirm", channel: .sms, number: 1, language: "en", subject: "",
            body: "Yes: {{link.confirm}} No: {{link.reschedule}} {{link.confirm|call us}}")
        #expect(template.problems.isEmpty)
        #expect(template.problems(trigger: trigger, visitsAreAwaited: visitsAreAwaited).count == count)
    }

    @Test("a subject is one line")
    func subjectLine() {
        let template = MessageTemplate(
            id: ID(1), name: "Hello", channel: .email, number: 1, language: "en", subject: "a\r\nBcc: b@example.org",
            body: "x")
        #expect(template.problems.map(\.place) == [.subject])
    }
}
