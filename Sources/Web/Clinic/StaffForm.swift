import Campaigns

/// A member of staff as they are typed in.
struct StaffForm {
    var name = ""
    var email = ""
    var roleText = Role.frontDesk.rawValue
    /// Typed for somebody new; never drawn again.
    var password = ""
    var problems: [FormProblem] = []

    var role: Role? { Role(rawValue: roleText) }

    /// As short as `campanile-admin` takes one.
    static let passwordLengths = 10...1_000

    init() {}

    init(_ staff: Staff) {
        name = staff.name
        email = staff.email
        roleText = staff.role.rawValue
    }

    static func read(_ request: Request, isNew: Bool) throws -> StaffForm {
        var form = try Form(request, names: isNew ? ["name", "email", "role", "password"] : ["name", "role"])
        var filled = StaffForm()
        filled.name = form.line("name", limit: 120, missing: "Give the name that others see.")
        filled.roleText = form["role"]
        if filled.role == nil { form.add("role", "Choose a role.") }
        if isNew {
            let typed = form.line("email", limit: 254)
            filled.email = EmailAddress.normalised(typed) ?? typed
            if EmailAddress.normalised(typed) == nil {
                form.add("email", "Give an e-mail address, such as ana@clinic.example.")
            }
            filled.password = password(&form)
        }
        filled.problems = form.problems
        return filled
    }

    static func password(_ form: inout Form) -> String {
        let password = form["password"]
        if !passwordLengths.contains(password.count) {
            form.add("password", "A password has at least \(passwordLengths.lowerBound) characters.")
        }
        return password
    }
}

extension Role {
    /// What it may, in a sentence.
    var hint: String {
        switch self {
        case .viewer: "Sees campaigns, messages and statistics, and changes nothing."
        case .frontDesk: "Sees patients too, explains messages, sends failed ones again, and writes down consents."
        case .manager: "Makes, changes, activates and pauses campaigns and messages too."
        case .admin: "Sees to these settings too: times, limits, staff, keys."
        }
    }
}
