import Campaigns
import Markup

extension WorkflowDrawing {
    /// What became of a card, by colour, shape and word.
    func fill(_ page: Page, _ card: String = "card", marks: [ChangedWorkflow.Mark]) {
        page.attribute(card, "data-change", marks.first?.rawValue)
        page.keep("changes", if: !marks.isEmpty)
        page.each("change", marks) { row, mark in
            row.attribute("change", "data-change", mark.rawValue)
            row.attribute("change-icon", "href", "/assets/icons.svg#\(mark.icon)")
            row.text("change-word", mark.word)
        }
    }
}

extension ChangedWorkflow.Mark {
    var word: String {
        switch self {
        case .added: "New"
        case .changed: "Changed"
        case .moved: "Moved"
        case .removed: "Removed"
        }
    }

    fileprivate var icon: String {
        switch self {
        case .added: "plus"
        case .changed: "pen"
        case .moved: "carry"
        case .removed: "minus"
        }
    }
}

extension ChangedWorkflow {
    /// "2 new · 1 moved · 1 removed".
    var summary: String {
        let parts = counts.map { "\(Numbers.grouped($0.count)) \($0.mark.word.lowercased())" }
        return parts.isEmpty ? "No step differs." : "Steps: \(parts.joined(separator: " · "))."
    }

    /// As a drawing, with what is gone where it stood.
    func drawing(_ templates: Templates, of terms: Terms, naming messages: [ID<MessageTemplate>: String]) -> Page {
        WorkflowDrawing(
            templates: templates, trigger: terms.trigger, audience: terms.audience, exclusions: terms.exclusions,
            workflow: workflow, messages: messages, changed: self
        ).page()
    }
}
