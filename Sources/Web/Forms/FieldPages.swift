import Markup

/// Draws the fields of a form from `templates/forms`: label, hint, what is wrong, and the field with what was typed.
struct FieldPages {
    let templates: Templates
    let problems: [FormProblem]

    /// One choice of a select, of radio buttons or of check boxes.
    struct Choice {
        let value: String
        let label: String
        var hint: String?

        init(_ value: String, _ label: String, hint: String? = nil) {
            self.value = value
            self.label = label
            self.hint = hint
        }
    }

    /// A line to type in.
    ///
    /// - Parameter attributes: further ones of the `input`, such as `autocomplete`.
    func input(
        _ name: String, _ label: String, value: String, hint: String? = nil, type: String = "text",
        attributes: [String: String] = [:]
    ) -> Page {
        let page = field("forms/input.html", name, label, hint)
        fillControl(page, name, hint)
        page.attribute("input", "type", type)
        page.attribute("input", "value", value)
        for (name, value) in attributes { page.attribute("input", name, value) }
        return page
    }

    func textarea(
        _ name: String, _ label: String, value: String, hint: String? = nil, rows: Int = 4,
        attributes: [String: String] = [:]
    ) -> Page {
        let page = field("forms/textarea.html", name, label, hint)
        fillControl(page, name, hint)
        page.attribute("input", "rows", String(rows))
        for (name, value) in attributes { page.attribute("input", name, value) }
        page.text("input", value)
        return page
    }

    func select(
        _ name: String, _ label: String, _ choices: [Choice], value: String, hint: String? = nil
    ) -> Page {
        let page = field("forms/select.html", name, label, hint)
        fillControl(page, name, hint)
        page.each("option", choices) { row, choice in
            row.text("option", choice.label)
            row.attribute("option", "value", choice.value)
            row.attribute("option", "selected", choice.value == value ? "selected" : nil)
        }
        return page
    }

    func radios(_ name: String, _ label: String, _ choices: [Choice], value: String, hint: String? = nil) -> Page {
        group("forms/radios.html", name, label, choices, values: [value], hint)
    }

    func checkboxes(
        _ name: String, _ label: String, _ choices: [Choice], values: Set<String>, hint: String? = nil
    ) -> Page {
        group("forms/checkboxes.html", name, label, choices, values: values, hint)
    }

    func problem(_ name: String) -> String? { problems.first { $0.field == name }?.message }

    private func field(_ template: String, _ name: String, _ label: String, _ hint: String?) -> Page {
        let page = templates.page(template)
        let problem = problem(name)
        page.text("label", label)
        page.keep("hint", if: hint != nil)
        page.text("hint", hint ?? "")
        page.attribute("hint", "id", "\(name)-hint")
        page.keep("error", if: problem != nil)
        page.text("error", problem ?? "")
        page.attribute("error", "id", "\(name)-error")
        page.attribute("field", "data-problem", problem == nil ? nil : "")
        return page
    }

    private func fillControl(_ page: Page, _ name: String, _ hint: String?) {
        page.attribute("label", "for", name)
        page.attribute("input", "id", name)
        page.attribute("input", "name", name)
        page.attribute("input", "aria-describedby", description(name, hint))
        page.attribute("input", "aria-invalid", problem(name) == nil ? nil : "true")
    }

    private func group(
        _ template: String, _ name: String, _ label: String, _ choices: [Choice], values: Set<String>, _ hint: String?
    ) -> Page {
        let page = field(template, name, label, hint)
        page.attribute("field", "id", name)
        page.attribute("field", "aria-describedby", description(name, hint))
        page.each("choice", choices) { row, choice in
            let id = "\(name)-\(choice.value.isEmpty ? "none" : choice.value)"
            row.attribute("choice", "id", id)
            row.attribute("choice", "name", name)
            row.attribute("choice", "value", choice.value)
            row.attribute("choice", "checked", values.contains(choice.value) ? "checked" : nil)
            row.attribute("choice", "aria-describedby", choice.hint == nil ? nil : "\(id)-hint")
            row.text("choice-label", choice.label)
            row.attribute("choice-label", "for", id)
            row.keep("choice-hint", if: choice.hint != nil)
            row.text("choice-hint", choice.hint ?? "")
            row.attribute("choice-hint", "id", "\(id)-hint")
        }
        return page
    }

    private func description(_ name: String, _ hint: String?) -> String? {
        let ids = [hint == nil ? nil : "\(name)-hint", problem(name) == nil ? nil : "\(name)-error"].compactMap(\.self)
        return ids.isEmpty ? nil : ids.joined(separator: " ")
    }
}
