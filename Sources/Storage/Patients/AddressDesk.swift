import Campaigns
import CivilTime
import MariaDB

enum AddressDeskSQL: String, CaseIterable {
    /// One row per e-mail address and number of some people: what is in force, and what was told where staff corrected it.
    case standing = """
        SELECT STRAIGHT_JOIN a.contact_id, a.kind, a.contact_point_id, p.address, a.told_point_id, t.address AS told,
               a.corrected_at, s.name AS corrected_by
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN contact_address a FORCE INDEX (PRIMARY) ON a.clinic_id = ? AND a.contact_id = ids.id
        JOIN contact_point p FORCE INDEX (PRIMARY) ON p.clinic_id = a.clinic_id AND p.id = a.contact_point_id
        LEFT JOIN contact_point t FORCE INDEX (PRIMARY) ON t.clinic_id = a.clinic_id AND t.id = a.told_point_id
        LEFT JOIN staff s FORCE INDEX (PRIMARY) ON s.clinic_id = a.clinic_id AND s.id = a.corrected_by
        WHERE a.kind IN ('email', 'phone') ORDER BY a.contact_id, a.kind
        """
    /// One row: the contact, when it belongs to a patient, as the patient or as family.
    case person = """
        SELECT c.id FROM contact c
        WHERE c.clinic_id = ? AND c.id = ? AND (
            EXISTS (SELECT 1 FROM patient p WHERE p.clinic_id = c.clinic_id AND p.id = ? AND p.contact_id = c.id)
            OR EXISTS (SELECT 1 FROM patient_contact l
                WHERE l.clinic_id = c.clinic_id AND l.patient_id = ? AND l.contact_id = c.id))
        """
}

/// Where a person is written to by one kind of address, and by whose word.
public struct StandingAddress: Sendable, Hashable {
    public let contact: ID<Contact>
    public let point: ContactPoint
    /// nil for one as the booking system told it.
    public let correction: Correction?

    /// The word of staff, which stands until the booking system tells something else than it had.
    public struct Correction: Sendable, Hashable {
        public let at: Instant
        public let by: String
        /// What the booking system had told; nil where it had told none.
        public let told: String?
    }
}

/// Corrects e-mail addresses and mobile numbers by the word of staff. The booking system owns them: a correction stands
/// until it tells another one than it had.
public struct AddressDesk {
    let db: Database
    let clinic: ID<Clinic>

    public init(_ db: Database, in clinic: ID<Clinic>) {
        self.db = db
        self.clinic = clinic
    }

    /// One address of a person as it is to become.
    public struct Wish: Sendable, Hashable {
        public let kind: ContactPoint.Kind
        /// Normalised.
        public let address: String
        /// The one in force when the wish was made; nil for none.
        public let seen: ID<ContactPoint>?
        /// Whether an address that takes no messages is wanted all the same.
        public let isSure: Bool

        public init(_ kind: ContactPoint.Kind, _ address: String, seen: ID<ContactPoint>?, isSure: Bool) {
            self.kind = kind
            self.address = address
            self.seen = seen
            self.isSure = isSure
        }
    }

    /// Why a wish is not granted.
    public enum Obstacle: Sendable, Hashable {
        /// It takes no messages.
        case closed(ConsentProof.Closure)
        /// Another one is in force than was seen.
        case stale
    }

    public enum Outcome: Sendable, Hashable {
        /// The kinds that are others than before; empty when each was so already.
        case corrected([ContactPoint.Kind])
        /// Nothing was changed.
        case refused([ContactPoint.Kind: Obstacle])
        /// The person is none of the patient's.
        case gone
    }

    /// Of some people, each kind once.
    public func addresses(of people: some Collection<ID<Contact>>) throws -> [StandingAddress] {
        guard !people.isEmpty else { return [] }
        return try db.rows(AddressDeskSQL.standing.rawValue, [.ids(people), .id(clinic)]).map { row in
            StandingAddress(
                contact: row.id("contact_id"),
                point: ContactPoint(
                    id: row.id("contact_point_id"), kind: row.choice("kind"), address: row.text("address")),
                correction: row.optionalInstant("corrected_at").map {
                    StandingAddress.Correction(
                        at: $0, by: row.optionalText("corrected_by") ?? "", told: row.optionalText("told"))
                })
        }
    }

    /// Grants all wishes or none, in a transaction of its own. What is planned for the person follows as when the booking
    /// system tells another address (rules.md 4).
    public func correct(
        _ wishes: [Wish], of contact: ID<Contact>, about patient: ID<Patient>, by staff: ID<Staff>, at now: Instant
    ) throws -> Outcome {
        do {
            return try db.transaction {
                guard try isPerson(contact, of: patient) else { return .gone }
                let store = ContactStore(db: db, clinic: clinic, now: now)
                // Contact points are locked before contacts (delivery.md 3).
                let points = try wishes.map { try point($0, store) }
                try Locks(db).take(points: points, contacts: [contact], patients: [])
                try refuse(wishes, points, of: contact)
                var changed: [ContactPoint.Kind] = []
                for (wish, point) in zip(wishes, points) {
                    guard try store.correctAddress(wish.kind, point, of: contact, by: staff) else { continue }
                    changed.append(wish.kind)
                    try note(.correct, wish.kind, wish.seen, point, of: contact, about: patient, staff, now)
                }
                if !changed.isEmpty { try RecipientsReplan.replan(all: contact, in: clinic, at: now, db) }
                return .corrected(changed)
            }
        } catch let refusal as Refusal {
            return .refused(refusal.obstacles)
        }
    }

    /// Gives a correction up for what the booking system told last, in a transaction of its own.
    ///
    /// - Returns: false when nothing was corrected, or the person is none of the patient's.
    public func takeBack(
        _ kind: ContactPoint.Kind, of contact: ID<Contact>, about patient: ID<Patient>, by staff: ID<Staff>,
        at now: Instant
    ) throws -> Bool {
        try db.transaction {
            guard try isPerson(contact, of: patient) else { return false }
            try Locks(db).take(points: [], contacts: [contact], patients: [])
            guard try ContactStore(db: db, clinic: clinic, now: now).takeBackAddress(kind, of: contact) else {
                return false
            }
            try note(.takeBack, kind, nil, nil, of: contact, about: patient, staff, now)
            try RecipientsReplan.replan(all: contact, in: clinic, at: now, db)
            return true
        }
    }

    /// Rolls back what was begun.
    private struct Refusal: Error { let obstacles: [ContactPoint.Kind: Obstacle] }

    /// Whether the person receives for the patient, or is the patient.
    public func isPerson(_ contact: ID<Contact>, of patient: ID<Patient>) throws -> Bool {
        try db.row(AddressDeskSQL.person.rawValue, [.id(clinic), .id(contact), .id(patient), .id(patient)]) != nil
    }

    private func point(_ wish: Wish, _ store: ContactStore) throws -> ID<ContactPoint> {
        guard let point = try store.point(wish.kind, .value(wish.address)).value else {
            preconditionFailure("an address that is given has a point")
        }
        return point
    }

    private func refuse(_ wishes: [Wish], _ points: [ID<ContactPoint>], of contact: ID<Contact>) throws {
        let standing = try addresses(of: [contact])
        let closures = try ConsentProof(db).closures(of: points, in: clinic)
        var obstacles: [ContactPoint.Kind: Obstacle] = [:]
        for (wish, point) in zip(wishes, points) {
            let current = standing.first { $0.point.kind == wish.kind }?.point.id
            // Who sends a form twice wants what is so already.
            if current == point { continue }
            if current != wish.seen {
                obstacles[wish.kind] = .stale
            } else if !wish.isSure, let closure = closures.first(where: { $0.point == point }) {
                obstacles[wish.kind] = .closed(closure)
            }
        }
        if !obstacles.isEmpty { throw Refusal(obstacles: obstacles) }
    }

    private func note(
        _ verb: Deed.Verb, _ kind: ContactPoint.Kind, _ old: ID<ContactPoint>?, _ new: ID<ContactPoint>?,
        of contact: ID<Contact>, about patient: ID<Patient>, _ staff: ID<Staff>, _ now: Instant
    ) throws {
        var data: [JSON.Member] = [
            JSON.Member(key: "contact", value: .integer(contact.rawValue)),
            JSON.Member(key: "kind", value: .string(kind.rawValue)),
        ]
        if let old { data.append(JSON.Member(key: "from", value: .integer(old.rawValue))) }
        if let new { data.append(JSON.Member(key: "to", value: .integer(new.rawValue))) }
        try AuditStore(db).note(
            Deed(verb, .patient, patient, data: .object(data)), by: .staff(staff), in: clinic, at: now)
    }
}
