import Campaigns
import Markup

/// Draws a rule as lines to choose and type in; buttons add and remove lines without a script.
struct RulesEditor {
    let fields: FieldPages
    let form: RuleForm
    let legend: String
    let hint: String?

    func page() -> Page {
        let page = fields.templates.page("rules/editor.html")
        page.attribute("rules", "id", form.prefix)
        page.text("legend", legend)
        let hints = [
            hint,
            form.nested.map { "It now says: \($0.sentence(naming: form.segments)). A line below takes its place." },
        ].compactMap(\.self)
        page.keep("hint", if: !hints.isEmpty)
        page.text("hint", hints.joined(separator: " "))
        let problem = fields.problem(form.name("add")) ?? fields.problem(form.name("match"))
        page.keep("error", if: problem != nil)
        page.text("error", problem ?? "")
        fillMatch(page)
        page.each("rule", Array(form.lines.enumerated())) { row, item in fill(row, item.offset, item.element) }
        page.attribute("add-rule", "name", form.name("add"))
        page.attribute("add-rule", "id", form.name("add"))
        return page
    }

    private func fillMatch(_ page: Page) {
        page.keep("match", if: form.lines.count > 1)
        page.attribute("match-label", "for", form.name("match"))
        page.attribute("match", "id", form.name("match"))
        page.attribute("match", "name", form.name("match"))
        page.each("match-option", RuleForm.Joint.allCases) { row, joint in
            row.text("match-option", joint.phrase)
            row.attribute("match-option", "value", joint.rawValue)
            row.attribute("match-option", "selected", joint == form.joint ? "selected" : nil)
        }
    }

    private func fill(_ row: Page, _ index: Int, _ line: RuleForm.Line) {
        let problem = ["field", "op", "value"].lazy.compactMap { fields.problem(form.id(index, $0)) }.first
        row.attribute("rule", "data-problem", problem == nil ? nil : "")
        for part in ["field", "op", "value"] {
            row.attribute("\(part)-label", "for", form.id(index, part))
            row.attribute(part, "id", form.id(index, part))
            row.attribute(part, "name", form.name(part))
            let isWrong = fields.problem(form.id(index, part)) != nil
            row.attribute(part, "aria-invalid", isWrong ? "true" : nil)
            row.attribute(part, "aria-describedby", isWrong ? form.id(index, "error") : nil)
        }
        fillFields(row, line)
        fillOps(row, line)
        fillValue(row, index, line)
        row.attribute("remove-rule", "name", form.name("remove"))
        row.attribute("remove-rule", "value", String(index + 1))
        row.attribute("remove-rule", "aria-label", "Remove line \(index + 1)")
        row.keep("rule-error", if: problem != nil)
        row.text("rule-error", problem ?? "")
        row.attribute("rule-error", "id", form.id(index, "error"))
    }

    private func fillFields(_ row: Page, _ line: RuleForm.Line) {
        row.attribute("field-none", "selected", line.field.isEmpty ? "selected" : nil)
        var groups = Field.Group.allCases.map { group in
            (group.rawValue, offered(in: group, line).map { ($0.key, $0.phrase.capitalisedStart) })
        }.filter { !$0.1.isEmpty }
        if !form.segments.all.isEmpty { groups.append(("Saved", [(RuleForm.segmentField, "Segment")])) }
        row.each("field-group", groups) { group, item in
            group.attribute("field-group", "label", item.0)
            group.each("field-option", item.1) { option, choice in
                option.text("field-option", choice.1)
                option.attribute("field-option", "value", choice.0)
                option.attribute("field-option", "selected", choice.0 == line.field ? "selected" : nil)
            }
        }
    }

    /// Of an event's data the names that are known, and the one that the line has.
    private func offered(in group: Field.Group, _ line: RuleForm.Line) -> [Field] {
        let fields = Field.allCases.filter { $0.group == group }
        guard group == .event else { return fields }
        let chosen = Field(key: line.field).flatMap { $0.asksEvent ? $0 : nil }
        guard let names = form.offers.eventData else { return [chosen].compactMap(\.self) }
        let known = fields + names.compactMap(Field.init(eventData:))
        return known + [chosen].compactMap(\.self).filter { !known.contains($0) }
    }

    /// All comparisons, those that fit the field first: without a script the list cannot follow the field.
    private func fillOps(_ row: Page, _ line: RuleForm.Line) {
        let isSegment = line.field == RuleForm.segmentField
        let fitting = isSegment ? [.equal, .unequal] : Field(key: line.field)?.operators ?? []
        let others = FieldTest.Operator.allCases.filter { !fitting.contains($0) }
        row.each("op-option", fitting + others) { option, op in
            option.text("op-option", op.phrase)
            option.attribute("op-option", "value", op.rawValue)
            option.attribute("op-option", "selected", op.rawValue == line.op ? "selected" : nil)
        }
    }

    private func fillValue(_ row: Page, _ index: Int, _ line: RuleForm.Line) {
        let isSegment = line.field == RuleForm.segmentField
        let offers = isSegment ? form.segments.all.map(\.name) : Field(key: line.field).map(RuleValueText.offers) ?? []
        row.attribute("value", "value", line.value)
        row.attribute("value", "list", offers.isEmpty ? nil : form.id(index, "offers"))
        row.keep("offers", if: !offers.isEmpty)
        row.attribute("offers", "id", form.id(index, "offers"))
        row.each("offer", offers) { option, offer in option.attribute("offer", "value", offer) }
    }
}
