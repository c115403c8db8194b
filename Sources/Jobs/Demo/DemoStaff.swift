import Campaigns
import CivilTime
import Storage
import Tokens

/// Who comes in to the demo clinic: a member of staff for each role, and a program.
struct DemoStaff {
    private static let password = "smile every day"
    private static let people: [(name: String, email: String, role: Role)] = [
        ("Vera Viewer", "viewer@lakeview.example", .viewer), ("Dario Desk", "desk@lakeview.example", .frontDesk),
        ("Mina Manager", "manager@lakeview.example", .manager), ("Ada Admin", "admin@lakeview.example", .admin),
    ]

    let db: Database

    init(_ db: Database) { self.db = db }

    /// - Returns: the manager, who looks after the campaigns.
    func add(to clinic: ID<Clinic>, at now: Instant) throws -> ID<Staff> {
        var manager: ID<Staff>?
        var random = SystemRandomNumberGenerator()
        for person in Self.people {
            let hash = PasswordHash.make(Self.password, using: &random).text
            let id = try StaffStore(db).add(
                name: person.name, email: person.email, passwordHash: hash, role: person.role, in: clinic, at: now)
            precondition(id != nil, "the demo clinic's staff sign in to another clinic")
            if person.role == .manager { manager = id }
        }
        // Nobody has this key: it shows what the list of them looks like.
        _ = try APIKeyStore(db).add(
            SecretToken(using: &random), name: "Booking system", scopes: [.intake, .read], in: clinic, at: now)
        guard let manager else { preconditionFailure("the demo clinic has no manager") }
        return manager
    }

    static func lines(clinic: String) -> [String] {
        ["\(clinic), a demo clinic. Sign in with the password \"\(password)\" as"]
            + people.reversed().map { "  \($0.email) (\($0.role.rawValue))" }
    }
}
