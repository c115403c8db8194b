import Campaigns
import Markup

/// Fills the wait's part of a step's form: each kind of wait as a sentence with places to fill.
struct WaitPanel {
    let fields: FieldPages
    let form: StepForm
    /// What may be counted from.
    let anchors: [WaitAnchor]

    private var wait: WaitForm { form.wait }

    func fill(_ page: Page) {
        page.insert(
            "fields",
            fields.input("name", "Name", value: form.name, hint: "For yourselves; the card shows the wait itself."))
        fillKinds(page)
        fillUnits(page, "for-unit")
        fillUnits(page, "offset-unit")
        fillUnits(page, "event-unit")
        page.each("event-offer", EventType.known) { row, known in
            row.attribute("event-offer", "value", known.type.rawValue)
            row.attribute("event-offer", "label", known.phrase)
        }
        let directions = ["before", "after"].map { ($0, $0) }
        fillOptions(page, "offset-direction", directions)
        let anchors = anchors.map { ($0.rawValue, $0.rawValue) }
        fillOptions(page, "offset-anchor", anchors)
        fillOptions(page, "day-anchor", anchors)
        for name in ["for-amount", "offset-amount", "offset-at", "day-at", "event-type", "event-amount", "words"] {
            page.attribute(name, "value", wait[name])
            page.attribute(name, "aria-invalid", fields.problem(name) == nil ? nil : "true")
        }
        page.text("day-hint", "Without a time: the clinic’s morning time, or an hour before a visit that is earlier.")
        fillError(page, "for-error", of: "for-amount")
        fillError(page, "offset-error", of: "offset-amount")
        fillError(page, "day-error", of: "day-at")
        fillError(page, "event-error", of: "event-amount")
        fillError(page, "words-error", of: "words")
        page.insert(
            "more-fields",
            fields.select(
                "if-past", "If that time has passed",
                [.init("skip", "Skip the messages that follow it"), .init("continue", "Send them at once")],
                value: wait["if-past"].isEmpty ? "skip" : wait["if-past"],
                hint: "For example when a visit is booked the day before"))
        page.keep("example", if: false)
    }

    private func fillKinds(_ page: Page) {
        page.attribute("kind-field", "aria-describedby", fields.problem("kind") == nil ? nil : "kind-error")
        fillError(page, "kind-error", of: "kind")
        for kind in WaitForm.Kind.allCases {
            page.attribute("\(kind.rawValue)-chosen", "checked", kind == wait.kind ? "checked" : nil)
        }
    }

    private func fillError(_ page: Page, _ mark: String, of field: String) {
        let problem = fields.problem(field)
        page.keep(mark, if: problem != nil)
        page.text(mark, problem ?? "")
    }

    private func fillUnits(_ page: Page, _ name: String) {
        let chosen = wait[name].isEmpty ? "days" : wait[name]
        fillOptions(page, name, WaitSpan.Unit.allCases.map { (WaitForm.word(for: $0), WaitForm.word(for: $0)) }, chosen)
    }

    private func fillOptions(
        _ page: Page, _ name: String, _ options: [(value: String, label: String)], _ chosen: String? = nil
    ) {
        page.each(name, options) { row, option in
            row.text(name, option.label)
            row.attribute(name, "value", option.value)
            row.attribute(name, "selected", option.value == (chosen ?? wait[name]) ? "selected" : nil)
        }
    }
}
