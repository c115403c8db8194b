import Campaigns
import CivilTime
import MariaDB

enum RevisionMoveSQL: String, CaseIterable {
    /// One row per campaign whose people move to a newer revision, longest waiting first.
    case moving = """
        SELECT id, clinic_id, least_revision_id, moving_since FROM campaign FORCE INDEX (moving_since)
        WHERE moving_since IS NOT NULL ORDER BY moving_since LIMIT ?
        """
    /// One row per campaign of a list that people move in, or have.
    case least = """
        SELECT STRAIGHT_JOIN c.id, c.clinic_id, c.least_revision_id, COALESCE(c.moving_since, c.activated_at) AS moving_since
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids JOIN campaign c ON c.id = ids.id
        WHERE c.least_revision_id IS NOT NULL AND c.activated_at IS NOT NULL
        """
    /// People move from now on; those who still had to move to an older one, too.
    case begin = """
        UPDATE campaign SET least_revision_id = ?, moving_since = ? WHERE clinic_id = ? AND id = ?
        """
    /// Nobody is left to move; but for a newer publication.
    case end = """
        UPDATE campaign SET moving_since = NULL WHERE clinic_id = ? AND id = ? AND least_revision_id = ?
        """
}

/// A publication that those inside a campaign follow.
public struct Moving: Sendable, Hashable {
    public let campaign: ID<Campaign>
    public let clinic: ID<Clinic>
    /// Where they move to from any older one.
    public let revision: ID<Revision>
    /// When it was published.
    public let since: Instant

    static func decode(_ row: Row) -> Moving {
        Moving(
            campaign: row.id("id"), clinic: row.id("clinic_id"), revision: row.id("least_revision_id"),
            since: row.instant("moving_since"))
    }

    func holds(_ row: EnrollmentRow) -> Bool {
        row.campaignID == campaign && row.enrollment.status == .running && row.revisionID < revision
    }
}

/// Takes people inside campaigns along to the revision that was published last, in batches: what has moved is a row
/// that says so, and whoever is cut off begins where the rows stand.
public struct RevisionMove {
    let db: Database
    let revisions: RevisionStore

    public init(_ db: Database, revisions: RevisionStore) {
        self.db = db
        self.revisions = revisions
    }

    /// What people still move to, longest waiting first.
    public func moving(limit: Int) throws -> [Moving] {
        try db.rows(RevisionMoveSQL.moving.rawValue, [.number(limit)]).map(Moving.decode)
    }

    /// What those inside these campaigns have moved to, or have to.
    public func moving(in campaigns: some Sequence<ID<Campaign>>) throws -> [ID<Campaign>: Moving] {
        let ids = Set(campaigns)
        guard !ids.isEmpty else { return [:] }
        let rows = try db.rows(RevisionMoveSQL.least.rawValue, [.ids(ids)]).map(Moving.decode)
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.campaign, $0) })
    }

    func begin(_ moving: Moving) throws {
        _ = try db.run(
            RevisionMoveSQL.begin.rawValue,
            [.id(moving.revision), .instant(moving.since), .id(moving.clinic), .id(moving.campaign)])
    }

    /// A place in the order in which people move.
    public struct Place: Sendable, Hashable {
        let revision: ID<Revision>
        let enrollment: ID<Enrollment>

        public static let start = Place(revision: ID(0), enrollment: ID(0))
    }

    public struct Batch: Sendable, Hashable {
        /// How many have moved.
        public let moved: Int
        /// Where the next batch begins; nil at the end.
        public let next: Place?
    }

    /// Moves the next of them, in a transaction of its own. Those that a claimer or another tick holds stay for the
    /// next time.
    public func move(_ moving: Moving, from place: Place = .start, limit: Int, at now: Instant) throws -> Batch {
        try db.transaction {
            let rows = try db.rows(
                EnrollmentSQL.behind.rawValue,
                [
                    .id(moving.clinic), .id(moving.campaign), .id(moving.revision), .id(place.revision),
                    .id(place.revision), .id(place.enrollment), .number(limit),
                ])
            guard let last = rows.last else {
                if place == .start { try end(moving) }
                return Batch(moved: 0, next: nil)
            }
            let moved = try move(rows, moving, at: now)
            let next = Place(revision: last.id("revision_id"), enrollment: last.id("id"))
            return Batch(moved: moved, next: rows.count < limit ? nil : next)
        }
    }

    private func end(_ moving: Moving) throws {
        _ = try db.run(
            RevisionMoveSQL.end.rawValue, [.id(moving.clinic), .id(moving.campaign), .id(moving.revision)])
    }

    private func move(_ found: [Row], _ moving: Moving, at now: Instant) throws -> Int {
        let locks = Locks(db)
        try locks.sharePatients(found.map { $0.id("patient_id") })
        try locks.share(found.map(AnchorRow.decode))
        let ids: [ID<Enrollment>] = found.map { $0.id("id") }
        let rows = try db.rows(EnrollmentSQL.lockBehind.rawValue, [.ids(ids), .id(moving.revision)])
            .map(EnrollmentRow.decode)
        guard !rows.isEmpty, let clinic = try ClinicStore(db).clinic(moving.clinic) else { return 0 }
        let facts = try FactsStore(db).facts(of: Set(rows.map(\.enrollment.patientID)), in: clinic)
        return try rows.count { row in
            guard let patient = facts[row.enrollment.patientID] else { return false }
            return try move(row, moving, facts: patient, at: now)
        }
    }

    /// Moves one, whose row the caller holds locked.
    ///
    /// - Returns: false when a claimer holds one of its sends.
    func move(_ row: EnrollmentRow, _ moving: Moving, facts: Facts, at now: Instant) throws -> Bool {
        try PlanStore(db).move(
            row, to: moving.revision,
            from: try revisions.terms(row.revisionID, of: row.campaignID, in: row.clinicID),
            to: try revisions.terms(moving.revision, of: row.campaignID, in: row.clinicID),
            published: moving.since, facts: facts, at: now)
    }
}

extension RevisionMove {
    /// Minutes after which a tick tries again with an enrollment that a claimer holds.
    static let retryMinutes = 1

    /// Takes along one whose time has come, before anything is planned for it; a tick's own road.
    ///
    /// - Returns: whether the enrollment had to move, so that nothing else is to be done with it now.
    public func takeAlong(
        _ row: EnrollmentRow, _ moving: [ID<Campaign>: Moving], facts: Facts, at now: Instant
    ) throws -> Bool {
        guard let moving = moving[row.campaignID], moving.holds(row) else { return false }
        if try !move(row, moving, facts: facts, at: now) {
            _ = try db.run(
                EnrollmentSQL.postpone.rawValue,
                [
                    .instant(now.adding(minutes: Self.retryMinutes)), .instant(now), .id(row.clinicID),
                    .id(row.enrollment.id),
                ])
        }
        return true
    }
}
