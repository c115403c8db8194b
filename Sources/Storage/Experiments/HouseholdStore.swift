import Campaigns
import MariaDB

enum HouseholdSQL: String, CaseIterable {
    /// One row per contact point at which any of the patients, or somebody of theirs, is reached.
    case points = """
        SELECT STRAIGHT_JOIN DISTINCT a.contact_point_id AS id
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN patient p FORCE INDEX (PRIMARY) ON p.clinic_id = ? AND p.id = ids.id
        JOIN contact_address a FORCE INDEX (PRIMARY) ON a.clinic_id = p.clinic_id AND a.contact_id = p.contact_id
        UNION
        SELECT STRAIGHT_JOIN a.contact_point_id
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN patient_contact pc FORCE INDEX (PRIMARY) ON pc.clinic_id = ? AND pc.patient_id = ids.id
        JOIN contact_address a FORCE INDEX (PRIMARY) ON a.clinic_id = pc.clinic_id AND a.contact_id = pc.contact_id
        """
    /// One row per patient who, or somebody of theirs, is reached at any of the points.
    case patients = """
        SELECT STRAIGHT_JOIN DISTINCT p.id
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN contact_address a FORCE INDEX (clinic_id) ON a.clinic_id = ? AND a.contact_point_id = ids.id
        JOIN patient p FORCE INDEX (clinic_id_5) ON p.clinic_id = a.clinic_id AND p.contact_id = a.contact_id
        UNION
        SELECT STRAIGHT_JOIN pc.patient_id
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN contact_address a FORCE INDEX (clinic_id) ON a.clinic_id = ? AND a.contact_point_id = ids.id
        JOIN patient_contact pc FORCE INDEX (clinic_id) ON pc.clinic_id = a.clinic_id AND pc.contact_id = a.contact_id
        """
}

/// Who belongs together for an experiment.
struct HouseholdStore {
    let db: Database

    init(_ db: Database) { self.db = db }

    /// Everybody who is linked to the patient.
    func household(of patient: ID<Patient>, in clinic: ID<Clinic>) throws -> Household {
        Household(of: patient, members: try members(linkedTo: [patient], in: clinic))
    }

    /// Follows shared contact points from these patients until they lead to nobody new.
    func members(linkedTo patients: Set<ID<Patient>>, in clinic: ID<Clinic>) throws -> Set<ID<Patient>> {
        var members = patients
        var points: Set<ID<ContactPoint>> = []
        var fresh = members
        while !fresh.isEmpty {
            let led: Set<ID<ContactPoint>> = try ask(.points, about: fresh, in: clinic)
            let freshPoints = led.subtracting(points)
            points.formUnion(freshPoints)
            fresh = freshPoints.isEmpty ? [] : try ask(.patients, about: freshPoints, in: clinic).subtracting(members)
            members.formUnion(fresh)
        }
        return members
    }

    private func ask<From, To>(_ statement: HouseholdSQL, about ids: Set<ID<From>>, in clinic: ID<Clinic>) throws
        -> Set<ID<To>>
    {
        let values: [Value] = [.ids(ids.sorted()), .id(clinic)]
        return Set(try db.rows(statement.rawValue, values + values).map { $0.id("id") })
    }
}
