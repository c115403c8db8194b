import Campaigns
import Markup

/// Draws a rule as lines to choose and type in, and groups of them in each other; buttons add, copy and remove them
/// without a script.
struct RulesEditor {
    let fields: FieldPages
    let form: RuleForm
    let legend: String
    let hint: String?

    func page() -> Page {
        let page = fields.templates.page("rules/editor.html")
        page.attribute("rules", "id", form.prefix)
        page.text("legend", legend)
        page.keep("hint", if: hint != nil)
        page.text("hint", hint ?? "")
        page.keep("long", if: form.isLong)
        let problem = fields.problem(form.name("add")) ?? fields.problem(form.name("match"))
        page.keep("error", if: problem != nil)
        page.text("error", problem ?? "")
        fillMatch(page)
        page.keep("visit-types", if: form.visitTypesID != nil)
        page.attribute("visit-types", "id", form.visitTypesID)
        page.attribute("visit-types", "data-offers", RuleOffers.visitFields.map(\.key).joined(separator: " "))
        page.each("visit-type", form.offers.visitTypes) { option, name in option.attribute("visit-type", "value", name)
        }
        if form.entries.isEmpty { page.text("parts", "") }
        insertParts(form.entries.indices, into: page)
        page.attribute("add-rule", "name", form.name("add"))
        page.attribute("add-rule", "id", form.name("add"))
        page.attribute("add-group", "name", form.name("add"))
        return page
    }

    /// One entry needs no word for how it is joined, unless that turns it round.
    private var showsMatch: Bool {
        if form.entries.isEmpty { return false }
        let tops = form.entries.count { $0.depth == 0 }
        return tops > 1 || ![.all, .wrapped, .any].contains(form.joint)
    }

    private func fillMatch(_ page: Page) {
        page.keep("match", if: showsMatch)
        page.keep("match-kept", if: !showsMatch)
        page.attribute("match-kept", "name", form.name("match"))
        page.attribute("match-kept", "value", form.joint.rawValue)
        page.attribute("match-label", "for", form.name("match"))
        page.attribute("match", "id", form.name("match"))
        page.attribute("match", "name", form.name("match"))
        fill(page, "match-option", form.joint)
    }

    /// - Parameter chosen: one that is not offered stands in the place of what it reads as.
    private func fill(_ page: Page, _ slot: String, _ chosen: RuleForm.Joint) {
        var joints = RuleForm.Joint.offered
        if chosen == .wrapped { joints[0] = .wrapped }
        if chosen == .not { joints.append(.not) }
        page.each(slot, joints) { row, joint in
            row.text(slot, joint.phrase)
            row.attribute(slot, "value", joint.rawValue)
            row.attribute(slot, "selected", joint == chosen ? "selected" : nil)
        }
    }

    /// The entries of one depth, each with what stands in it.
    private func insertParts(_ range: Range<Int>, into page: Page) {
        var index = range.lowerBound
        while index < range.upperBound {
            let block = form.block(index)
            switch form.entries[index].content {
            case .line(let line, let kept): page.insert("parts", self.page(index, line, kept))
            case .group(let joint): page.insert("parts", self.page(of: block, joint))
            }
            index = block.upperBound
        }
    }

    private func page(of block: Range<Int>, _ joint: RuleForm.Joint) -> Page {
        let page = fields.templates.page("rules/group.html")
        let (index, number) = (block.lowerBound, block.lowerBound + 1)
        let depth = form.entries[index].depth
        page.text("group-legend", "Group \(number)")
        page.attribute("place", "name", form.name("place"))
        page.attribute("place", "value", String(depth))
        page.attribute("group-field", "name", form.name("field"))
        page.attribute("group-field", "value", RuleForm.groupField)
        page.attribute("group-value", "name", form.name("value"))
        page.text("op-label", index == 0 ? "Where" : "and where")
        page.attribute("op-label", "for", form.id(index, "op"))
        page.attribute("op", "id", form.id(index, "op"))
        page.attribute("op", "name", form.name("op"))
        page.attribute("op", "autofocus", form.newest == index ? "autofocus" : nil)
        fill(page, "op-option", joint)
        if block.count == 1 { page.text("parts", "") }
        insertParts(block.dropFirst(), into: page)
        fillButton(page, "add-rule", "add", "line:\(number)", "Add a line to group \(number)")
        page.keep("may-nest", if: depth + 1 < RuleForm.deepest)
        fillButton(page, "add-group", "add", "group:\(number)", "Add a group to group \(number)")
        fillButton(page, "copy-rule", "copy", String(number), "Copy group \(number)")
        fillButton(page, "remove-rule", "remove", String(number), "Remove group \(number)")
        return page
    }

    private func fillButton(_ page: Page, _ slot: String, _ name: String, _ value: String, _ label: String) {
        page.attribute(slot, "name", form.name(name))
        page.attribute(slot, "value", value)
        page.attribute(slot, "aria-label", label)
    }

    private func page(_ index: Int, _ line: RuleForm.Line, _ kept: Rule?) -> Page {
        let page = fields.templates.page("rules/line.html")
        let problem = ["field", "op", "value"].lazy.compactMap { fields.problem(form.id(index, $0)) }.first
        page.attribute("rule", "data-problem", problem == nil ? nil : "")
        page.attribute("place", "name", form.name("place"))
        page.attribute(
            "place", "value", "\(form.entries[index].depth)\(kept.map { " \($0.json.text)" } ?? "")")
        for part in ["field", "op", "value"] {
            page.attribute("\(part)-label", "for", form.id(index, part))
            page.attribute(part, "id", form.id(index, part))
            page.attribute(part, "name", form.name(part))
            let isWrong = fields.problem(form.id(index, part)) != nil
            page.attribute(part, "aria-invalid", isWrong ? "true" : nil)
            page.attribute(part, "aria-describedby", isWrong ? form.id(index, "error") : nil)
        }
        page.attribute("field", "autofocus", form.newest == index ? "autofocus" : nil)
        RuleLine(form: form, index: index, line: line).fill(page)
        fillButton(page, "copy-rule", "copy", String(index + 1), "Copy line \(index + 1)")
        fillButton(page, "remove-rule", "remove", String(index + 1), "Remove line \(index + 1)")
        page.keep("rule-error", if: problem != nil)
        page.text("rule-error", problem ?? "")
        page.attribute("rule-error", "id", form.id(index, "error"))
        return page
    }
}
