import Testing

@testable import Campaigns

@Suite struct GalleryWorkflowTests {
    /// The longest values that a clinic should have to reckon with.
    private let longValues = MergeValues([
        .patientFirstName: "Maximiliano-Alexander", .contactFirstName: "Konstantina-Maria",
        .appointmentDate: "Wed, Sep 30",
        .appointmentTime: "12:30 PM", .appointmentType: "Comprehensive Exam",
        .clinicName: "Lakeside Family Orthodontics",
        .clinicPhone: "(312) 555-0142", .treatmentPhase: "alignment", .invoiceAmount: "$1,240.00",
        .invoiceDueDate: "Wed, Sep 30",
        .surveyLink: MergeField.surveyLink.sample, .surveyScores: MergeField.surveyScores.sample,
        .confirmLink: MergeField.confirmLink.sample, .rescheduleLink: MergeField.rescheduleLink.sample,
    ])

    @Test("what advertises is declared marketing, and nothing else is")
    func purposes() {
        let marketing = GalleryWorkflow.all.filter { $0.purpose == .marketing }.map(\.name)
        let advertising: [GalleryWorkflow] = [.retainerReorder, .recall, .reEngagement, .birthday]
        #expect(marketing == advertising.map(\.name))
    }

    @Test("every message can be read, saved and filled, in English and in Spanish", arguments: GalleryWorkflow.all)
    func messages(gallery: GalleryWorkflow) throws {
        for message in gallery.messages {
            #expect(message.texts.map(\.language) == ["en", "es"])
            for text in message.texts {
                let template = MessageTemplate(
                    id: ID(1), name: message.name, channel: message.channel, number: 1, language: text.language,
                    subject: text.words.subject, body: text.words.body)
                #expect(template.problems.isEmpty)
                #expect(
                    template.problems(trigger: gallery.trigger, visitsAreAwaited: gallery.workflow.followsVisits)
                        .isEmpty)
                #expect(!text.words.body.contains("Reply"))
                guard case .message(let rendered) = template.rendered(with: longValues) else {
                    Issue.record("\(message.key) in \(text.language) lacks a value")
                    continue
                }
                if message.channel == .sms {
                    #expect(SMSLength(of: rendered.text).parts == 1, "\(text.language): \(rendered.text)")
                }
            }
        }
    }

    @Test(
        "both languages of a message say the same about the patient, the visit and the clinic",
        arguments: GalleryWorkflow.all)
    func sameFields(gallery: GalleryWorkflow) {
        for message in gallery.messages {
            let fields = message.texts.map { text in
                Set((text.words.subject + text.words.body).matches(of: /\{\{([a-z._]+)/).map(\.1))
            }
            #expect(Set(fields).count == 1, "\(message.key)")
        }
    }

    @Test("every message is sent by a step, and every step draws", arguments: GalleryWorkflow.all)
    func steps(gallery: GalleryWorkflow) {
        let steps = gallery.workflow.allSteps
        #expect(steps.map(\.id.rawValue) == (1...Int64(steps.count)).map { $0 })
        let sent = steps.count { step in
            if case .send = step.action { true } else { false }
        }
        #expect(sent == gallery.messages.count)
        #expect(GalleryWorkflow.named(gallery.key) == gallery)
    }

    @Test("rules of triggers and conditions make sense", arguments: GalleryWorkflow.all)
    func rules(gallery: GalleryWorkflow) {
        #expect(gallery.audience.problems.isEmpty)
        #expect(gallery.exclusions?.problems.isEmpty ?? true)
        if case .event(_, let rule?, _) = gallery.trigger { #expect(rule.problems.isEmpty) }
        for step in gallery.workflow.allSteps {
            if case .condition(let condition) = step.action { #expect(condition.rule.problems.isEmpty) }
        }
    }
}
