import Markup

/// What the sign-in page shows.
struct SignInPage {
    let next: Continuation
    var isExpired = false
    var email = ""
    var problems: [FormProblem] = []

    func fill(_ page: Page, _ fields: FieldPages) {
        fields.fillErrors(page)
        page.keep("expired", if: isExpired)
        page.attribute("form", "action", Path.signIn)
        page.each("kept", next.hiddenFields) { row, field in
            row.attribute("kept", "name", field.name)
            row.attribute("kept", "value", field.value)
        }
        page.insert(
            "fields",
            fields.input(
                "email", "E-mail", value: email, type: "email",
                attributes: ["autocomplete": "username", "autofocus": "autofocus"]))
        page.insert(
            "fields",
            fields.input(
                "password", "Password", value: "", type: "password", attributes: ["autocomplete": "current-password"]))
    }
}
