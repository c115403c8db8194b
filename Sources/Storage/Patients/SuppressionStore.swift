import Campaigns
import CivilTime
import MariaDB

enum SuppressionSQL: String, CaseIterable {
    /// One row: the contact point, locked; whoever changes what may be sent to it holds this lock.
    case lockPoint = "SELECT id FROM contact_point WHERE clinic_id = ? AND id = ? FOR UPDATE"
    /// One row when such a suppression is in force for that cause.
    case standing = """
        SELECT id FROM suppression
        WHERE clinic_id = ? AND contact_point_id = ? AND scope = ? AND cause = ? AND lifted_at IS NULL LIMIT 1
        """
    case insert = """
        INSERT INTO suppression (clinic_id, contact_point_id, scope, cause, created_at) VALUES (?, ?, ?, ?, ?)
        """
    case lift = """
        UPDATE suppression SET lifted_at = ?
        WHERE clinic_id = ? AND contact_point_id = ? AND scope = ? AND cause = ? AND lifted_at IS NULL
        """
}

/// Addresses that must not be written to.
public struct SuppressionStore {
    let db: Database

    public enum Cause: String, Sendable {
        case optOut = "opt_out"
        case unsubscribe
        case badAddress = "bad_address"
        case staff
    }

    public init(_ db: Database) { self.db = db }

    /// Suppresses the address, once for each cause; inside the caller's transaction.
    public func suppress(
        _ point: ID<ContactPoint>, in clinic: ID<Clinic>, scope: Consents.SuppressionScope, because cause: Cause,
        at now: Instant
    ) throws {
        try lock(point, in: clinic)
        guard try !isStanding(point, in: clinic, scope: scope, because: cause) else { return }
        _ = try db.run(
            SuppressionSQL.insert.rawValue,
            [.id(clinic), .id(point), .choice(scope), .choice(cause), .instant(now)])
    }

    /// Lifts what was suppressed for this cause, inside the caller's transaction: who writes START has not mended an
    /// address that is no good.
    public func lift(
        _ point: ID<ContactPoint>, in clinic: ID<Clinic>, scope: Consents.SuppressionScope, because cause: Cause,
        at now: Instant
    ) throws {
        try lock(point, in: clinic)
        _ = try db.run(
            SuppressionSQL.lift.rawValue, [.instant(now), .id(clinic), .id(point), .choice(scope), .choice(cause)])
    }

    /// Whether such a suppression is in force.
    func isStanding(
        _ point: ID<ContactPoint>, in clinic: ID<Clinic>, scope: Consents.SuppressionScope, because cause: Cause
    ) throws -> Bool {
        let values: [Value] = [.id(clinic), .id(point), .choice(scope), .choice(cause)]
        return try db.row(SuppressionSQL.standing.rawValue, values) != nil
    }

    /// Holds the address still until the caller's transaction ends.
    private func lock(_ point: ID<ContactPoint>, in clinic: ID<Clinic>) throws {
        _ = try db.row(SuppressionSQL.lockPoint.rawValue, [.id(clinic), .id(point)])
    }
}
