import Campaigns
import Markup

/// Fills what one line of a rule offers: fields in groups, comparisons, and values to choose.
struct RuleLine {
    let form: RuleForm
    let index: Int
    let line: RuleForm.Line

    private var isSegment: Bool { line.field == RuleForm.segmentField }

    /// Whether the line offers only what is like its own: the whole catalogue in each of two hundred lines weighs a megabyte.
    private var isLean: Bool { form.isLong && !line.field.isEmpty }

    func fill(_ page: Page) {
        fillFields(page)
        fillOps(page)
        fillValue(page)
    }

    private func fillFields(_ page: Page) {
        page.attribute("field-none", "selected", line.field.isEmpty ? "selected" : nil)
        var groups = Field.Group.allCases.map { group in
            (group.rawValue, offered(in: group).map { ($0.key, $0.phrase.capitalisedStart) })
        }.filter { !$0.1.isEmpty }
        if !form.segments.all.isEmpty || isSegment { groups.append(("Saved", [(RuleForm.segmentField, "Segment")])) }
        if line.field == RuleForm.everybodyField || line.field == RuleForm.nobodyField {
            let all = [(RuleForm.everybodyField, "Everybody"), (RuleForm.nobodyField, "Nobody")]
            groups.append(("Always", all))
        }
        if isLean { groups = groups.filter { group in group.1.contains { $0.0 == line.field } } }
        page.each("field-group", groups) { group, item in
            group.attribute("field-group", "label", item.0)
            group.each("field-option", item.1) { option, choice in
                option.text("field-option", choice.1)
                option.attribute("field-option", "value", choice.0)
                option.attribute("field-option", "selected", choice.0 == line.field ? "selected" : nil)
            }
        }
    }

    /// Of an event's data the names that are known, and the one that the line has.
    private func offered(in group: Field.Group) -> [Field] {
        let fields = Field.allCases.filter { $0.group == group }
        guard group == .event else { return fields }
        let chosen = Field(key: line.field).flatMap { $0.asksEvent ? $0 : nil }
        guard let names = form.offers.eventData else { return [chosen].compactMap(\.self) }
        let known = fields + names.compactMap(Field.init(eventData:))
        return known + [chosen].compactMap(\.self).filter { !known.contains($0) }
    }

    /// All comparisons, those that fit the field first: without a script the list cannot follow the field.
    private func fillOps(_ page: Page) {
        let fitting = isSegment ? [.equal, .unequal] : Field(key: line.field)?.operators ?? []
        let others = FieldTest.Operator.allCases.filter { op in
            !fitting.contains(op) && (!isLean || fitting.isEmpty || op.rawValue == line.op)
        }
        page.each("op-option", fitting + others) { option, op in
            option.text("op-option", op.phrase)
            option.attribute("op-option", "value", op.rawValue)
            option.attribute("op-option", "selected", op.rawValue == line.op ? "selected" : nil)
        }
    }

    private func fillValue(_ page: Page) {
        if let field = Field(key: line.field), RuleOffers.visitFields.contains(field), form.visitTypesID != nil {
            page.attribute("value", "value", line.value)
            page.attribute("value", "list", form.visitTypesID)
            return page.keep("offers", if: false)
        }
        let offers = isSegment ? form.segments.all.map(\.name) : Field(key: line.field).map(RuleValueText.offers) ?? []
        page.attribute("value", "value", line.value)
        page.attribute("value", "list", offers.isEmpty ? nil : form.id(index, "offers"))
        page.keep("offers", if: !offers.isEmpty)
        page.attribute("offers", "id", form.id(index, "offers"))
        page.each("offer", offers) { option, offer in option.attribute("offer", "value", offer) }
    }
}
