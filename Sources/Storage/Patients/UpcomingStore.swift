import Campaigns
import CivilTime
import MariaDB

enum UpcomingSQL: String, CaseIterable {
    /// One row per expected visit, soonest first.
    case visits = """
        SELECT patient_id FROM appointment FORCE INDEX (clinic_id_4)
        WHERE clinic_id = ? AND starts_at >= ? AND status IN ('booked', 'confirmed') ORDER BY starts_at LIMIT ?
        """
}

/// Who comes next: the patients that a preview offers before anybody has searched.
public struct UpcomingStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// Each patient once, the soonest visit first; among the next `visits` visits.
    public func patients(in clinic: ID<Clinic>, from now: Instant, visits: Int) throws -> [ID<Patient>] {
        let rows = try db.rows(UpcomingSQL.visits.rawValue, [.id(clinic), .instant(now), .number(visits)])
        var seen: Set<ID<Patient>> = []
        return rows.map { $0.id("patient_id") }.filter { seen.insert($0).inserted }
    }
}
