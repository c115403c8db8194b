import Campaigns
import CivilTime
import MariaDB

enum StaffSQL: String, CaseIterable {
    /// One row: who signs in by this address.
    case byEmail = """
        SELECT id, clinic_id, name, email, role, password_hash FROM staff WHERE email = ? AND removed_at IS NULL
        """
    /// One row: the member of staff.
    case byID = """
        SELECT id, clinic_id, name, email, role FROM staff WHERE clinic_id = ? AND id = ? AND removed_at IS NULL
        """
    /// One row per member of staff, by name.
    case list = """
        SELECT id, clinic_id, name, email, role FROM staff WHERE clinic_id = ? AND removed_at IS NULL ORDER BY name, id
        """
    /// One row, unless somebody signs in by this address already.
    case insert = """
        INSERT INTO staff (clinic_id, name, email, password_hash, role, created_at) VALUES (?, ?, ?, ?, ?, ?)
        ON DUPLICATE KEY UPDATE id = id
        """
    /// One row: where test messages by SMS go.
    case phone = "SELECT phone FROM staff WHERE clinic_id = ? AND id = ? AND removed_at IS NULL"
    case setPhone = "UPDATE staff SET phone = ? WHERE clinic_id = ? AND id = ?"
    case setPassword = "UPDATE staff SET password_hash = ? WHERE clinic_id = ? AND id = ?"
    case remove = "UPDATE staff SET removed_at = ? WHERE clinic_id = ? AND id = ? AND removed_at IS NULL"
}

/// Who signs in.
public struct StaffStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// What signing in asks for.
    public struct Account: Sendable, Hashable {
        public let staff: Staff
        /// As `PasswordHash` writes it.
        public let passwordHash: String
    }

    /// Whose address this is, in whatever clinic; capitals do not matter.
    public func account(email: String) throws -> Account? {
        try db.row(StaffSQL.byEmail.rawValue, [.text(email)]).map {
            Account(staff: StaffRow.decode($0), passwordHash: $0.text("password_hash"))
        }
    }

    public func staff(_ id: ID<Staff>, in clinic: ID<Clinic>) throws -> Staff? {
        try db.row(StaffSQL.byID.rawValue, [.id(clinic), .id(id)]).map(StaffRow.decode)
    }

    /// By name.
    public func all(in clinic: ID<Clinic>) throws -> [Staff] {
        try db.rows(StaffSQL.list.rawValue, [.id(clinic)]).map(StaffRow.decode)
    }

    /// - Returns: nil when somebody signs in by this address already, here or in another clinic.
    public func add(
        name: String, email: String, passwordHash: String, role: Role, in clinic: ID<Clinic>, at now: Instant
    ) throws -> ID<Staff>? {
        let change = try db.run(
            StaffSQL.insert.rawValue,
            [.id(clinic), .text(name), .text(email), .text(passwordHash), .choice(role), .instant(now)])
        return change.rows == 1 ? ID(change.lastID) : nil
    }

    public func setPassword(_ hash: String, of id: ID<Staff>, in clinic: ID<Clinic>) throws {
        _ = try db.run(StaffSQL.setPassword.rawValue, [.text(hash), .id(clinic), .id(id)])
    }

    /// The number that test messages go to, in E.164; nil while none is known.
    public func phone(of id: ID<Staff>, in clinic: ID<Clinic>) throws -> String? {
        try db.row(StaffSQL.phone.rawValue, [.id(clinic), .id(id)])?.optionalText("phone")
    }

    public func setPhone(_ phone: String?, of id: ID<Staff>, in clinic: ID<Clinic>) throws {
        _ = try db.run(StaffSQL.setPhone.rawValue, [.text(phone), .id(clinic), .id(id)])
    }

    /// The sessions of the removed one end with the next page.
    ///
    /// - Returns: false when there is none of this id.
    public func remove(_ id: ID<Staff>, in clinic: ID<Clinic>, at now: Instant) throws -> Bool {
        try db.run(StaffSQL.remove.rawValue, [.instant(now), .id(clinic), .id(id)]).rows == 1
    }
}

enum StaffRow {
    static func decode(_ row: Row) -> Staff {
        Staff(
            id: row.id("id"), clinicID: row.id("clinic_id"), name: row.text("name"), email: row.text("email"),
            role: row.choice("role"))
    }
}
