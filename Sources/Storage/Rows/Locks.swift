import Campaigns
import MariaDB

/// Holds still what a decision hangs on, in the order of delivery.md 3 and by id within a table, until the
/// transaction ends.
struct Locks {
    let db: Database

    init(_ db: Database) { self.db = db }

    /// Against every other writer and reader of the wire: contact points, contacts, patients.
    func take(
        points: some Sequence<ID<ContactPoint>>, contacts: some Sequence<ID<Contact>>,
        patients: some Sequence<ID<Patient>>
    ) throws {
        try ask(.points, points)
        try ask(.contacts, contacts)
        try ask(.patients, patients)
    }

    /// Against changes only.
    func sharePatients(_ patients: some Sequence<ID<Patient>>) throws { try ask(.sharedPatients, patients) }

    /// Against changes of the appointments, treatments and invoices.
    func share(_ anchors: [Anchor]) throws {
        try ask(.sharedAppointments, anchors.compactMap(\.appointment))
        try ask(.sharedTreatments, anchors.compactMap(\.treatment))
        try ask(.sharedInvoices, anchors.compactMap(\.invoice))
    }

    private func ask<Entity>(_ statement: LockSQL, _ ids: some Sequence<ID<Entity>>) throws {
        let ids = Set(ids)
        if !ids.isEmpty { _ = try db.row(statement.rawValue, [.ids(ids)]) }
    }
}

/// Each locks the rows of a list of ids one by one in the list's order (`Value.ids`), and counts them.
enum LockSQL: String, CaseIterable {
    case points = """
        SELECT STRAIGHT_JOIN COUNT(p.id) FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN contact_point p ON p.id = ids.id FOR UPDATE
        """
    case contacts = """
        SELECT STRAIGHT_JOIN COUNT(c.id) FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN contact c ON c.id = ids.id FOR UPDATE
        """
    case patients = """
        SELECT STRAIGHT_JOIN COUNT(p.id) FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN patient p ON p.id = ids.id FOR UPDATE
        """
    case sharedPatients = """
        SELECT STRAIGHT_JOIN COUNT(p.id) FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN patient p ON p.id = ids.id LOCK IN SHARE MODE
        """
    case sharedAppointments = """
        SELECT STRAIGHT_JOIN COUNT(a.id) FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN appointment a ON a.id = ids.id LOCK IN SHARE MODE
        """
    case sharedTreatments = """
        SELECT STRAIGHT_JOIN COUNT(t.id) FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN treatment t ON t.id = ids.id LOCK IN SHARE MODE
        """
    case sharedInvoices = """
        SELECT STRAIGHT_JOIN COUNT(i.id) FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN invoice i ON i.id = ids.id LOCK IN SHARE MODE
        """
}
