import Campaigns
import CivilTime
import MariaDB

enum PatientSearchSQL: String, CaseIterable {
    /// One row per patient whose last and first name begin so, by name.
    case byLast = """
        SELECT id FROM patient FORCE INDEX (clinic_id_3)
        WHERE clinic_id = ? AND last_name LIKE ? AND first_name LIKE ? ORDER BY last_name, first_name, id LIMIT ?
        """
    /// One row per patient whose first and last name begin so, by first name.
    case byFirst = """
        SELECT id FROM patient FORCE INDEX (patient_first)
        WHERE clinic_id = ? AND first_name LIKE ? AND last_name LIKE ? ORDER BY first_name, last_name, id LIMIT ?
        """
    /// One row: the patient of a neighbour's id.
    case byKey = "SELECT id FROM patient WHERE clinic_id = ? AND external_id = ?"
    /// One row per patient whom an address reaches, as the patient's own or as that of somebody who receives.
    case byAddress = """
        SELECT STRAIGHT_JOIN p.id FROM contact_point e
        JOIN contact_address a FORCE INDEX (clinic_id) ON a.clinic_id = e.clinic_id AND a.contact_point_id = e.id
        JOIN patient p FORCE INDEX (clinic_id_5) ON p.clinic_id = a.clinic_id AND p.contact_id = a.contact_id
        WHERE e.clinic_id = ? AND e.kind = ? AND e.address = ?
        UNION
        SELECT STRAIGHT_JOIN l.patient_id FROM contact_point e
        JOIN contact_address a FORCE INDEX (clinic_id) ON a.clinic_id = e.clinic_id AND a.contact_point_id = e.id
        JOIN patient_contact l FORCE INDEX (clinic_id) ON l.clinic_id = a.clinic_id AND l.contact_id = a.contact_id
        WHERE e.clinic_id = ? AND e.kind = ? AND e.address = ?
        ORDER BY id LIMIT ?
        """
    /// One row per patient, the newest first.
    case newest = "SELECT id FROM patient FORCE INDEX (clinic_id) WHERE clinic_id = ? ORDER BY id DESC LIMIT ?"
}

/// Patients as staff look for them: by the beginnings of their names in either order, by a neighbour's id, or by an
/// address of the family.
public struct PatientSearch {
    let db: Database
    let clinic: ID<Clinic>
    let limit: Int

    public init(_ db: Database, in clinic: ID<Clinic>, limit: Int) {
        self.db = db
        self.clinic = clinic
        self.limit = limit
    }

    /// Each patient once; those of the last name first.
    public func patients(named text: String) throws -> [ID<Patient>] {
        let words = text.split { $0 == " " || $0 == "," }
        guard !words.isEmpty else { return [] }
        let whole = words.joined(separator: " ")
        var found = try named(.byLast, whole, "") + named(.byFirst, whole, "")
        // Either name may have more words than one: "Anne Marie Okafor", "Mia Torres Brandt".
        for place in Set([1, words.count - 1]).subtracting([0, words.count]).sorted() {
            let (one, other) = (words[..<place].joined(separator: " "), words[place...].joined(separator: " "))
            found += try named(.byFirst, one, other) + named(.byLast, one, other)
        }
        found += try db.rows(PatientSearchSQL.byKey.rawValue, [.id(clinic), .text(text)]).map { $0.id("id") }
        return unique(found)
    }

    /// Those whom an address reaches, as it is stored: a number in E.164, an e-mail address.
    public func patients(reachedAt address: String, _ kind: ContactPoint.Kind) throws -> [ID<Patient>] {
        let place: [Value] = [.id(clinic), .choice(kind), .text(address)]
        return try db.rows(PatientSearchSQL.byAddress.rawValue, place + place + [.number(limit)]).map { $0.id("id") }
    }

    /// The newest first.
    public func newest() throws -> [ID<Patient>] {
        try db.rows(PatientSearchSQL.newest.rawValue, [.id(clinic), .number(limit)]).map { $0.id("id") }
    }

    private func named(_ statement: PatientSearchSQL, _ first: String, _ second: String) throws -> [ID<Patient>] {
        let names: [Value] = [first, second].map { .text(LikePattern.beginning(with: $0)) }
        return try db.rows(statement.rawValue, [.id(clinic)] + names + [.number(limit)]).map { $0.id("id") }
    }

    private func unique(_ found: [ID<Patient>]) -> [ID<Patient>] {
        var seen: Set<ID<Patient>> = []
        return Array(found.filter { seen.insert($0).inserted }.prefix(limit))
    }
}
