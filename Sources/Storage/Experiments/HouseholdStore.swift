import Campaigns
import MariaDB

enum HouseholdSQL: String, CaseIterable {
    /// One row per patient to whom shared contact points lead from the patients of a list, themselves included. Patients and
    /// points are found in turn, each once: a point that half the clinic shares costs no more than its people.
    case linked = """
        WITH RECURSIVE linked (patient_id, point_id) AS (
            SELECT ids.id, CAST(NULL AS SIGNED) FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
            UNION
            SELECT STRAIGHT_JOIN NULL, a.contact_point_id FROM linked l
            JOIN patient p FORCE INDEX (PRIMARY) ON p.clinic_id = ? AND p.id = l.patient_id
            JOIN contact_address a FORCE INDEX (PRIMARY)
                ON a.clinic_id = p.clinic_id AND a.contact_id = p.contact_id
            UNION
            SELECT STRAIGHT_JOIN NULL, a.contact_point_id FROM linked l
            JOIN patient_contact pc FORCE INDEX (PRIMARY) ON pc.clinic_id = ? AND pc.patient_id = l.patient_id
            JOIN contact_address a FORCE INDEX (PRIMARY)
                ON a.clinic_id = pc.clinic_id AND a.contact_id = pc.contact_id
            UNION
            SELECT STRAIGHT_JOIN p.id, NULL FROM linked l
            JOIN contact_address a FORCE INDEX (clinic_id) ON a.clinic_id = ? AND a.contact_point_id = l.point_id
            JOIN patient p FORCE INDEX (clinic_id_5) ON p.clinic_id = a.clinic_id AND p.contact_id = a.contact_id
            UNION
            SELECT STRAIGHT_JOIN pc.patient_id, NULL FROM linked l
            JOIN contact_address a FORCE INDEX (clinic_id) ON a.clinic_id = ? AND a.contact_point_id = l.point_id
            JOIN patient_contact pc FORCE INDEX (clinic_id)
                ON pc.clinic_id = a.clinic_id AND pc.contact_id = a.contact_id
        )
        SELECT patient_id FROM linked WHERE patient_id IS NOT NULL
        """
    /// One row per patient of a list and contact point at which they, or somebody of theirs, are reached.
    case points = """
        SELECT STRAIGHT_JOIN p.id AS patient_id, a.contact_point_id
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN patient p FORCE INDEX (PRIMARY) ON p.clinic_id = ? AND p.id = ids.id
        JOIN contact_address a FORCE INDEX (PRIMARY) ON a.clinic_id = p.clinic_id AND a.contact_id = p.contact_id
        UNION
        SELECT STRAIGHT_JOIN pc.patient_id, a.contact_point_id
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN patient_contact pc FORCE INDEX (PRIMARY) ON pc.clinic_id = ? AND pc.patient_id = ids.id
        JOIN contact_address a FORCE INDEX (PRIMARY) ON a.clinic_id = pc.clinic_id AND a.contact_id = pc.contact_id
        """
}

/// Who belongs together for an experiment: two statements for any number of patients.
struct HouseholdStore {
    let db: Database

    init(_ db: Database) { self.db = db }

    /// The household of each of these patients, with everybody who is linked to them.
    func households(of patients: Set<ID<Patient>>, in clinic: ID<Clinic>) throws -> [ID<Patient>: Household] {
        let members = try members(linkedTo: patients, in: clinic)
        var points: [ID<Patient>: [ID<ContactPoint>]] = Dictionary(
            uniqueKeysWithValues: members.map { ($0, []) })
        let values: [Value] = [.ids(members), .id(clinic)]
        for row in try db.rows(HouseholdSQL.points.rawValue, values + values) {
            points[row.id("patient_id"), default: []].append(row.id("contact_point_id"))
        }
        let homes = Household.all(reachedAt: points).flatMap { home in home.members.map { ($0, home) } }
        return Dictionary(uniqueKeysWithValues: homes)
    }

    /// These patients with everybody to whom shared contact points lead from them.
    func members(linkedTo patients: Set<ID<Patient>>, in clinic: ID<Clinic>) throws -> Set<ID<Patient>> {
        let clinics = Array(repeating: Value.id(clinic), count: 4)
        return Set(try db.rows(HouseholdSQL.linked.rawValue, [.ids(patients)] + clinics).map { $0.id("patient_id") })
    }
}
