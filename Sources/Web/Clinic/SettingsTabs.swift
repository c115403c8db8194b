import Campaigns
import Markup
import Storage

/// The pages of the clinic's settings, as tabs.
enum SettingsTab: String, CaseIterable {
    case rules = "Rules"
    case hours = "Hours and closed days"
    case providers = "Providers"
    case staff = "Staff and roles"
    case keys = "API keys"
    case audit = "Audit log"

    var path: String {
        switch self {
        case .rules: Path.clinic
        case .hours: Path.hours
        case .providers: Path.providers
        case .staff: Path.staff
        case .keys: Path.keys
        case .audit: Path.audit
        }
    }
}

extension Visit {
    /// A page of the settings under its tabs.
    func respond(_ content: Page, tab: SettingsTab, status: Int = 200) throws -> Response {
        let head = page("clinic/head.html")
        head.text("lead", "For everything of \(clinicName)")
        head.each("tab", SettingsTab.allCases) { row, one in
            row.text("tab", one.rawValue)
            row.attribute("tab", "href", one.path)
            row.attribute("tab", "aria-current", one == tab ? "page" : nil)
        }
        content.insert("head", head)
        let title = tab == .rules ? Noun.clinic.name : "\(tab.rawValue) · \(Noun.clinic.name)"
        return try respond(content, in: Frame(title: title, noun: .clinic, status: status))
    }
}

extension Path {
    static let hours = "/settings/hours"
    static let closedDays = "/settings/closed-days"
    static let openDay = "/settings/closed-days/open"
    static let providers = "/settings/providers"
    static let providerStart = "/settings/providers/start"
    static let providerTest = "/settings/providers/test"
    static let staff = "/settings/staff"
    static func staff(_ id: ID<Staff>) -> String { "\(staff)/\(id)" }
    static func staffPassword(_ id: ID<Staff>) -> String { "\(staff(id))/password" }
    static func staffRemoval(_ id: ID<Staff>) -> String { "\(staff(id))/remove" }
    static func staffRestoring(_ id: ID<Staff>) -> String { "\(staff(id))/restore" }
    static let keys = "/settings/keys"
    static func keyRevocation(_ id: ID<APIKey>) -> String { "\(keys)/\(id)/revoke" }
    static let audit = "/settings/audit"
}
