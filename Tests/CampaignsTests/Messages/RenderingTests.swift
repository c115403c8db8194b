import CivilTime
import Testing

@testable import Campaigns

@Suite struct RenderingTests {
    private func template(_ body: String, subject: String = "", channel: Channel = .email, language: String = "en")
        -> MessageTemplate
    {
        MessageTemplate(
            id: ID(1), name: "Test", channel: channel, number: 1, language: language, subject: subject, body: body)
    }

    private func rendered(
        _ template: MessageTemplate, _ sample: SampleFacts = SampleFacts(), to relation: Relation = .own,
        visit: Appointment? = SampleFacts.visit()
    ) throws -> RenderedMessage {
        let values = MergeValues.make(
            facts: sample.facts, recipient: SampleFacts.recipient(relation), visit: visit, language: template.language,
            links: MessageLinks(unsubscribe: "https://example.org/p/u/1"))
        guard case .message(let message) = template.rendered(with: values) else {
            throw RenderingFailure(rendering: template.rendered(with: values))
        }
        return message
    }

    private struct RenderingFailure: Error { let rendering: Rendering }

    @Test("dates and times are the clinic's, as its country writes them")
    func clinicTime() throws {
        let text = template("{{appointment.date}} {{appointment.time}}")
        #expect(try rendered(text).text == "Tue, Mar 16 3:30 PM")
        #expect(try rendered(text, SampleFacts(region: "SE")).text == "Tue 16 Mar 15:30")
        #expect(try rendered(template(text.body, language: "es-MX")).text == "mar 16 mar 3:30 p.m.")
    }

    @Test("a field without value stops the message, unless it is optional or has a default")
    func missing() throws {
        let values = MergeValues([.appointmentProvider: "  "])
        #expect(template("{{appointment.date}}").rendered(with: values) == .missing(.appointmentDate))
        #expect(try text(template("{{appointment.date|soon}}"), values) == "soon")
        #expect(try text(template("with {{appointment.provider}}"), values) == "with")
    }

    private func text(_ template: MessageTemplate, _ values: MergeValues) throws -> String {
        guard case .message(let message) = template.rendered(with: values) else { return "" }
        return message.text
    }

    @Test("a message to a guardian carries the child's first name, once")
    func childName() throws {
        #expect(try rendered(template("See you soon."), to: .parent).text == "For Mia: See you soon.")
        #expect(try rendered(template("See you soon.", language: "es"), to: .parent).text == "Para Mia: See you soon.")
        #expect(try rendered(template("See {{patient.first_name}} soon."), to: .parent).text == "See Mia soon.")
        #expect(try rendered(template("Hi", subject: "About {{patient.first_name}}"), to: .parent).text == "Hi")
        #expect(try rendered(template("See you soon.")).text == "See you soon.")
    }

    @Test("a hostile name stays one line of plain words")
    func hostileName() throws {
        let name = "Mia\r\nBcc: x@example.org {{clinic.phone}}\u{202E}\u{0} https://evil.example"
        let message = try rendered(
            template("Dear {{patient.first_name}}!", subject: "For {{patient.first_name}}"),
            SampleFacts(firstName: name))
        #expect(message.subject == "For Mia Bcc: x@example.org {{clinic.phone}} https://evil.example")
        #expect(message.paragraphs.count == 1)
        #expect(
            message.paragraphs.first?.runs == [
                .text("Dear Mia Bcc: x@example.org {{clinic.phone}} https://evil.example!")
            ])
    }

    @Test("blank lines make paragraphs, single ones line breaks")
    func paragraphs() throws {
        let message = try rendered(template("\n a \r\nb \n \n\n c https://example.org/x.\n"))
        #expect(
            message.paragraphs == [
                Paragraph(runs: [.text("a"), .lineBreak, .text("b")]),
                Paragraph(runs: [.text("c "), .link(.init(target: "https://example.org/x")), .text(".")]),
            ])
        #expect(message.text == "a\nb\n\nc https://example.org/x.")
    }

    @Test("tracked links lead elsewhere and read as before")
    func tracked() throws {
        let message = try rendered(template("See https://example.org/x or {{link.unsubscribe}}"))
            .replacingLinks { $0.hasPrefix("https://example.org/x") ? "https://t.example/1" : nil }
        #expect(message.linkTargets == ["https://example.org/x", "https://example.org/p/u/1"])
        #expect(message.links.map(\.url) == ["https://t.example/1", "https://example.org/p/u/1"])
        #expect(message.links.first?.shown == "https://example.org/x")
        #expect(message.text == "See https://t.example/1 or https://example.org/p/u/1")
    }

    @Test("a typographic apostrophe in a name does not change an SMS's encoding")
    func tidied() throws {
        let message = try rendered(
            template("Hi {{patient.first_name}}", channel: .sms), SampleFacts(firstName: "D\u{2019}Arcy"))
        #expect(message.text == "Hi D'Arcy")
    }

    @Test("what is owed is the part not yet paid")
    func amount() throws {
        var sample = SampleFacts()
        sample.invoices = [
            Invoice(
                id: ID(1), externalID: "I-1", patientID: ID(1), amountCents: 12_000, currency: "USD",
                dueOn: CivilDate(year: 2027, month: 4, day: 1) ?? SampleFacts.now.utcDate, paidCents: 1_995,
                status: .open)
        ]
        sample.anchor.invoice = ID(1)
        #expect(
            try rendered(template("{{invoice.amount}} by {{invoice.due_date}}"), sample).text == "$100.05 by Thu, Apr 1"
        )
    }
}

extension Instant {
    fileprivate var utcDate: CivilDate { SampleFacts.zone().civil(at: self).date }
}
