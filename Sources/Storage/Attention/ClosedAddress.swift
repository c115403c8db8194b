import Campaigns
import CivilTime
import MariaDB

enum ClosedAddressSQL: String, CaseIterable {
    /// One row: where a send went, whose that is, and since when it is closed because it was refused or returned.
    case ofSend = """
        SELECT s.id, s.patient_id, s.contact_id, p.first_name AS patient_first, p.last_name AS patient_last,
               c.first_name AS contact_first, c.last_name AS contact_last, o.id AS point_id, o.address, s.channel,
               (SELECT MIN(u.created_at) FROM suppression u
                WHERE u.clinic_id = o.clinic_id AND u.contact_point_id = o.id AND u.cause = 'bad_address'
                    AND u.lifted_at IS NULL) AS closed_at
        FROM send s
        JOIN patient p FORCE INDEX (PRIMARY) ON p.clinic_id = s.clinic_id AND p.id = s.patient_id
        JOIN contact_point o FORCE INDEX (PRIMARY) ON o.clinic_id = s.clinic_id AND o.id = s.contact_point_id
        LEFT JOIN contact c FORCE INDEX (PRIMARY) ON c.clinic_id = s.clinic_id AND c.id = s.contact_id
        WHERE s.clinic_id = ? AND s.id = ?
        """
}

/// The address or number of a failed message, as whoever mends it needs to know it.
public struct ClosedAddress: Sendable, Hashable {
    public let send: ID<Send>
    public let patient: ID<Patient>
    public let patientName: String
    public let contact: ID<Contact>?
    public let contactName: String
    public let point: ID<ContactPoint>
    public let address: String
    public let channel: Channel
    /// Since when nothing goes there; nil while it is open.
    public let closedAt: Instant?

    /// Why staff open an address again that was refused.
    public enum Opening: String, Sendable, CaseIterable {
        /// The person says that it works.
        case confirmed
        /// It was full or switched off for a while.
        case passing
        /// The provider refused it by mistake.
        case mistaken
    }
}

/// Opens addresses again that were closed because a provider refused them for good.
public struct ClosedAddressStore {
    let db: Database
    let clinic: ID<Clinic>

    public init(_ db: Database, in clinic: ID<Clinic>) {
        self.db = db
        self.clinic = clinic
    }

    /// nil when the clinic has no send of this id, or it found nobody.
    public func address(of send: ID<Send>) throws -> ClosedAddress? {
        try db.row(ClosedAddressSQL.ofSend.rawValue, [.id(clinic), .id(send)]).map { row in
            func name(_ who: String) -> String {
                [row.optionalText("\(who)_first"), row.optionalText("\(who)_last")].compactMap(\.self)
                    .filter { !$0.isEmpty }.joined(separator: " ")
            }
            return ClosedAddress(
                send: row.id("id"), patient: row.id("patient_id"), patientName: name("patient"),
                contact: row.optionalID("contact_id"), contactName: name("contact"), point: row.id("point_id"),
                address: row.text("address"),
                channel: row.choice("channel"), closedAt: row.optionalInstant("closed_at"))
        }
    }

    /// Opens the address again, which is kept with the name and the reason.
    ///
    /// - Returns: false when it was open.
    public func open(
        _ address: ClosedAddress, because opening: ClosedAddress.Opening, by author: Author, at now: Instant
    ) throws -> Bool {
        try db.transaction {
            let suppressions = SuppressionStore(db)
            guard try suppressions.isStanding(address.point, in: clinic, scope: .all, because: .badAddress) else {
                return false
            }
            try suppressions.lift(address.point, in: clinic, scope: .all, because: .badAddress, at: now)
            let data = JSON.object(["reason": .string(opening.rawValue), "send": .integer(address.send.rawValue)])
            try AuditStore(db).note(
                Deed(.open, .contactPoint, address.point, data: data), by: author, in: clinic, at: now)
            return true
        }
    }
}
