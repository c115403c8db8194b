import Campaigns
import Markup
import Storage

/// What a campaign's file would make here, and what has to be asked: a name that the clinic has too, and a type of visit
/// that it has not.
struct ImportReview {
    let portable: PortableCampaign
    private let visit: Visit
    private let questions: [Question]
    private let visitTypes: [String]

    /// One thing to be chosen, by a field of the form.
    private struct Question {
        let field: String
        let label: String
        let hint: String
        let choices: [FieldPages.Choice]
        let usual: String
    }

    private static let make = "make"
    private static let mostTypes = 100

    /// Every field that a review may have.
    static let names: Set<String> = Set(
        (1...50).map { "segment-\($0)" } + (1...200).map { "message-\($0)" } + (1...mostTypes).map { "type-\($0)" })

    init(_ visit: Visit, _ portable: PortableCampaign) throws {
        self.visit = visit
        self.portable = portable
        let types = try CampaignImport.visitTypes(in: visit.clinicID, visit.db)
        let known = Set(types.map { $0.lowercased() })
        visitTypes = portable.visitTypes.filter { !known.contains($0.lowercased()) }
        let segments = try SegmentStore(visit.db).all(in: visit.clinicID)
        let templates = try MessageTemplateStore(visit.db).all(language: "en", in: visit.clinicID)
        questions =
            Self.typeQuestions(visitTypes, types) + Self.segmentQuestions(portable, segments)
            + Self.messageQuestions(portable, Array(templates.values))
    }

    private static func typeQuestions(_ unknown: [String], _ own: [String]) -> [Question] {
        guard !own.isEmpty else { return [] }
        return unknown.prefix(mostTypes).enumerated().map { index, type in
            Question(
                field: "type-\(index + 1)", label: "The type of visit “\(type)”",
                hint: "You have no such type. Which of yours is meant?",
                choices: [FieldPages.Choice("", "Keep “\(type)” as it is written")]
                    + own.sorted().map { FieldPages.Choice($0, $0) }, usual: "")
        }
    }

    private static func segmentQuestions(_ portable: PortableCampaign, _ segments: Segments) -> [Question] {
        portable.segments.enumerated().compactMap { index, named in
            guard let own = segments.all.first(where: { $0.name.lowercased() == named.name.lowercased() }) else {
                return nil
            }
            let isSame = own.rule == named.rule && named.rule.segments.isEmpty
            return Question(
                field: "segment-\(index + 1)", label: "The segment “\(named.name)”",
                hint: isSame ? "You have the same." : "You have one of this name, which asks something else.",
                choices: [.init(own.id.description, "Use ours"), .init(make, "Make the file's, under another name")],
                usual: isSame ? own.id.description : make)
        }
    }

    private static func messageQuestions(_ portable: PortableCampaign, _ templates: [MessageTemplate]) -> [Question] {
        portable.messages.enumerated().compactMap { index, message in
            let own = templates.filter {
                $0.name.lowercased() == message.name.lowercased() && $0.channel == message.channel
            }.sorted { $0.id < $1.id }
            guard let first = own.first else { return nil }
            let isSame = message.texts.contains {
                $0.language == first.language && $0.subject == first.subject && $0.body == first.body
            }
            let ours = own.prefix(10).map { one in
                FieldPages.Choice(one.id.description, own.count == 1 ? "Use ours" : "Use ours, number \(one.id)")
            }
            return Question(
                field: "message-\(index + 1)", label: "The message “\(message.name)”",
                hint: isSame ? "You have the same text." : "You have one of this name with another text.",
                choices: ours + [.init(make, "Make a copy with the file's text")],
                usual: isSame ? first.id.description : make)
        }
    }

    /// Sentences about what is made, before anything is chosen.
    var makes: [String] {
        let messages = Numbers.count(portable.messages.count, "message template", "message templates")
        let languages = Set(portable.messages.flatMap(\.texts).map(\.language)).sorted().map(LanguageWords.name)
        let steps = Numbers.count(portable.steps.count, "step", "steps")
        let lines: [String?] = [
            "A draft with \(steps). Nothing is sent before you activate it.",
            portable.messages.isEmpty
                ? "No message template."
                : "\(messages) in \(languages.joined(separator: " and ")), unless you use your own.",
            portable.segments.isEmpty
                ? nil : Numbers.count(portable.segments.count, "segment", "segments") + ", unless you use your own.",
        ]
        return lines.compactMap(\.self)
    }

    func fill(_ page: Page, _ form: Form) {
        page.keep("questions", if: !questions.isEmpty)
        page.keep("no-questions", if: questions.isEmpty)
        let fields = visit.fields()
        for question in questions {
            let typed = form.isTicked(question.field) ? form[question.field] : question.usual
            page.insert(
                "fields",
                fields.select(question.field, question.label, question.choices, value: typed, hint: question.hint))
        }
    }

    /// What was chosen; a word that the page did not offer chooses nothing, so that the file's own is made.
    func choices(_ form: Form) -> PortableCampaign.Choices {
        var choices = PortableCampaign.Choices()
        for index in portable.segments.indices {
            let number = index + 1
            if let own = ID<Segment>(text: chosen("segment-\(number)", form)) {
                choices.segments[ID(Int64(number))] = own
            }
        }
        for index in portable.messages.indices {
            let number = index + 1
            if let own = ID<MessageTemplate>(text: chosen("message-\(number)", form)) {
                choices.messages[ID(Int64(number))] = own
            }
        }
        for (index, type) in visitTypes.prefix(Self.mostTypes).enumerated() {
            let own = chosen("type-\(index + 1)", form)
            if !own.isEmpty { choices.visitTypes[type] = own }
        }
        return choices
    }

    private func chosen(_ field: String, _ form: Form) -> String {
        guard let question = questions.first(where: { $0.field == field }) else { return "" }
        let typed = form.isTicked(field) ? form[field] : question.usual
        return question.choices.contains { $0.value == typed } ? typed : ""
    }

    var drawing: WorkflowDrawing {
        let draft = portable.outline.draft
        let names = portable.messages.enumerated().map { (ID<MessageTemplate>(Int64($0.offset + 1)), $0.element.name) }
        let segments = portable.segments.enumerated().map { index, named in
            Segment(id: ID(Int64(index + 1)), name: named.name, rule: named.rule, version: 1)
        }
        return WorkflowDrawing(
            templates: visit.call.templates, trigger: draft.trigger, audience: draft.audience,
            exclusions: draft.exclusions, workflow: Workflow(draft: portable.steps),
            messages: Dictionary(uniqueKeysWithValues: names), segments: Segments(segments))
    }
}
