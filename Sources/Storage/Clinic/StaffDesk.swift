import Campaigns
import CivilTime
import MariaDB

enum StaffDeskSQL: String, CaseIterable {
    /// One row per member of staff, removed ones last, by name.
    case all = """
        SELECT s.id, s.clinic_id, s.name, s.email, s.role, s.removed_at,
               (SELECT MAX(v.seen_at) FROM session v WHERE v.clinic_id = s.clinic_id AND v.staff_id = s.id) AS seen_at
        FROM staff s WHERE s.clinic_id = ? ORDER BY s.removed_at IS NOT NULL, s.name, s.id LIMIT ?
        """
    /// One row: the member of staff, removed or not.
    case one = "SELECT id, clinic_id, name, email, role, removed_at FROM staff WHERE clinic_id = ? AND id = ?"
    /// One row per administrator who can sign in, locked.
    case lockAdmins = """
        SELECT id FROM staff WHERE clinic_id = ? AND role = 'admin' AND removed_at IS NULL ORDER BY id FOR UPDATE
        """
    case update = "UPDATE staff SET name = ?, role = ? WHERE clinic_id = ? AND id = ?"
    case restore = "UPDATE staff SET removed_at = NULL WHERE clinic_id = ? AND id = ? AND removed_at IS NOT NULL"
    case endSessions = "DELETE FROM session WHERE clinic_id = ? AND staff_id = ?"
}

/// What an administrator does about the staff of a clinic. The last administrator can neither be removed nor made less.
public struct StaffDesk {
    let db: Database
    let clinic: ID<Clinic>

    public init(_ db: Database, in clinic: ID<Clinic>) {
        self.db = db
        self.clinic = clinic
    }

    public struct Member: Sendable, Hashable {
        public let staff: Staff
        /// nil for one who can sign in.
        public let removedAt: Instant?
        /// When a session of theirs was used last; nil where none is kept.
        public let seenAt: Instant?
    }

    public enum Outcome: Sendable, Hashable {
        case done
        /// The clinic would be left without an administrator.
        case lastAdmin
        case gone
        /// It is so already.
        case same
    }

    static let most = 500

    public func all() throws -> [Member] {
        try db.rows(StaffDeskSQL.all.rawValue, [.id(clinic), .number(Self.most)]).map { row in
            Member(
                staff: StaffRow.decode(row), removedAt: row.optionalInstant("removed_at"),
                seenAt: row.optionalInstant("seen_at"))
        }
    }

    /// nil when the clinic has none of this id.
    public func member(_ id: ID<Staff>) throws -> Member? {
        try db.row(StaffDeskSQL.one.rawValue, [.id(clinic), .id(id)]).map {
            Member(staff: StaffRow.decode($0), removedAt: $0.optionalInstant("removed_at"), seenAt: nil)
        }
    }

    /// - Returns: nil when somebody signs in by this address already, here or in another clinic.
    public func add(
        name: String, email: String, passwordHash: String, role: Role, by author: Author, at now: Instant
    ) throws -> ID<Staff>? {
        try db.transaction { () -> ID<Staff>? in
            let id = try StaffStore(db).add(
                name: name, email: email, passwordHash: passwordHash, role: role, in: clinic, at: now)
            guard let id else { return nil }
            try note(.add, id, role, by: author, at: now)
            return id
        }
    }

    public func change(_ id: ID<Staff>, name: String, role: Role, by author: Author, at now: Instant) throws -> Outcome
    {
        try changing(id) { member, admins in
            guard member.removedAt == nil else { return .gone }
            if member.staff.name == name && member.staff.role == role { return .same }
            if admins == [id] && role != .admin { return .lastAdmin }
            _ = try db.run(StaffDeskSQL.update.rawValue, [.text(name), .choice(role), .id(clinic), .id(id)])
            try note(.change, id, role, by: author, at: now)
            return .done
        }
    }

    /// Ends the sessions of the one removed, too.
    public func remove(_ id: ID<Staff>, by author: Author, at now: Instant) throws -> Outcome {
        try changing(id) { member, admins in
            guard member.removedAt == nil else { return .same }
            if admins == [id] { return .lastAdmin }
            _ = try StaffStore(db).remove(id, in: clinic, at: now)
            _ = try db.run(StaffDeskSQL.endSessions.rawValue, [.id(clinic), .id(id)])
            try note(.remove, id, nil, by: author, at: now)
            return .done
        }
    }

    /// Lets one who was removed sign in again, with the old password and role.
    public func restore(_ id: ID<Staff>, by author: Author, at now: Instant) throws -> Outcome {
        try changing(id) { member, _ in
            guard member.removedAt != nil else { return .same }
            _ = try db.run(StaffDeskSQL.restore.rawValue, [.id(clinic), .id(id)])
            try note(.start, id, member.staff.role, by: author, at: now)
            return .done
        }
    }

    /// Whoever had the old password is signed out.
    public func setPassword(_ hash: String, of id: ID<Staff>, by author: Author, at now: Instant) throws -> Outcome {
        try changing(id) { member, _ in
            guard member.removedAt == nil else { return .gone }
            try StaffStore(db).setPassword(hash, of: id, in: clinic)
            _ = try db.run(StaffDeskSQL.endSessions.rawValue, [.id(clinic), .id(id)])
            let data = JSON.object(["password": .bool(true)])
            try AuditStore(db).note(Deed(.change, .staff, id, data: data), by: author, in: clinic, at: now)
            return .done
        }
    }

    /// Under a lock on all administrators, so that two who remove each other leave one.
    private func changing(_ id: ID<Staff>, _ body: (Member, [ID<Staff>]) throws -> Outcome) throws -> Outcome {
        try db.transaction {
            try ClinicStore(db).lock(clinic)
            let admins: [ID<Staff>] = try db.rows(StaffDeskSQL.lockAdmins.rawValue, [.id(clinic)]).map { $0.id("id") }
            guard let member = try member(id) else { return .gone }
            return try body(member, admins)
        }
    }

    private func note(_ verb: Deed.Verb, _ id: ID<Staff>, _ role: Role?, by author: Author, at now: Instant) throws {
        let data = role.map { JSON.object(["role": .string($0.rawValue)]) }
        try AuditStore(db).note(Deed(verb, .staff, id, data: data), by: author, in: clinic, at: now)
    }
}
