import Campaigns
import CivilTime
import MariaDB

/// Lets the waits of people inside a paused campaign last longer by the pause, in batches: who is shifted is marked in
/// the row, and whoever is cut off begins with those who are not.
struct PauseShift {
    private let db: Database
    private let revisions: RevisionStore

    init(_ db: Database, revisions: RevisionStore) {
        self.db = db
        self.revisions = revisions
    }

    static let batch = 100

    /// - Returns: how many enrollments were shifted, and whether none is left.
    func run(of id: ID<Campaign>, in clinicID: ID<Clinic>, batches: Int, at now: Instant) throws
        -> (count: Int, isAll: Bool)
    {
        guard let campaign = try CampaignStore(db).campaign(id, in: clinicID), let from = campaign.pausedAt,
            let to = campaign.shiftUntil, let clinic = try ClinicStore(db).clinic(clinicID)
        else { return (0, false) }
        let shift = Shift(
            campaign: id, clinic: clinic, pause: Standstill(from: from, to: to), newest: try newest(id), now: now)
        var count = 0
        // Those whom a claimer or another tick holds.
        var left = 0
        var place: RevisionMove.Place? = .start
        for _ in 0..<batches {
            let batch = try db.transaction { try run(shift, from: place) }
            count += batch.count
            left += batch.found - batch.count
            if place == nil, batch.count == 0 { return (count, left == 0) }
            place = batch.next
        }
        return (count, false)
    }

    /// How many messages a shift of a campaign would let leave later.
    ///
    /// - Returns: of at most `limit` people of each kind; whether there are more.
    func forecast(of id: ID<Campaign>, in clinic: Clinic, _ pause: Standstill, limit: Int, at now: Instant) throws
        -> (messages: Int, isCut: Bool)
    {
        let shift = Shift(campaign: id, clinic: clinic, pause: pause, newest: try newest(id), now: now)
        let found = try rows(shift, .start, limit: limit) + rows(shift, nil, limit: limit)
        let rows = try EnrollmentStore(db).rows(found.map { $0.id("id") as ID<Enrollment> })
        let ways = try ways(of: rows, shiftedBy: pause, in: clinic)
        let plans = PlanStore(db)
        let existing = try plans.existing(ofMany: ways.map(\.row.enrollment.id), in: clinic.id)
        let counts = zip(ways, try plans.foreseen(ways, in: clinic.id)).map { way, about in
            Itinerary(of: way.row.enrollment, by: way.terms, facts: about, now: now)
                .changes(from: existing[way.row.enrollment.id] ?? [], because: .timesChanged(at: now))
                .count { if case .retime = $0 { true } else { false } }
        }
        return (counts.reduce(0, +), found.count >= limit)
    }

    private func ways(of rows: [EnrollmentRow], shiftedBy pause: Standstill, in clinic: Clinic) throws -> [AskedWay] {
        let facts = try FactsStore(db).facts(of: Set(rows.map(\.enrollment.patientID)), in: clinic)
        try revisions.read(Set(rows.map(\.revisionID)), in: clinic.id)
        return try rows.compactMap { row in
            var row = row
            row.enrollment.shift(by: pause)
            let terms = try revisions.terms(row.revisionID, of: row.campaignID, in: row.clinicID)
            return facts[row.enrollment.patientID].map { AskedWay(row: row, facts: $0, terms: terms) }
        }
    }

    private func newest(_ campaign: ID<Campaign>) throws -> ID<Revision>? {
        try RevisionMove(db, revisions: revisions).moving(in: [campaign])[campaign]?.revision
    }

    private struct Shift {
        let campaign: ID<Campaign>
        let clinic: Clinic
        let pause: Standstill
        /// The revision that people inside have moved to.
        let newest: ID<Revision>?
        let now: Instant
    }

    private struct Batch {
        let found: Int
        let count: Int
        let next: RevisionMove.Place?
    }

    /// - Parameter place: among the living; nil for those who came through during the pause.
    private func run(_ shift: Shift, from place: RevisionMove.Place?) throws -> Batch {
        let found = try rows(shift, place, limit: Self.batch)
        let count = try self.shift(found, shift)
        guard let last = found.last, place != nil, found.count == Self.batch else {
            return Batch(found: found.count, count: count, next: nil)
        }
        let next = RevisionMove.Place(revision: last.id("revision_id"), enrollment: last.id("id"))
        return Batch(found: found.count, count: count, next: next)
    }

    private func rows(_ shift: Shift, _ place: RevisionMove.Place?, limit: Int) throws -> [Row] {
        let key: [Value] = [.id(shift.clinic.id), .id(shift.campaign)]
        let (from, limit) = (Value.instant(shift.pause.from), Value.number(limit))
        guard let place else {
            return try db.rows(EnrollmentSQL.shiftableThrough.rawValue, key + [from, from, limit])
        }
        return try db.rows(
            EnrollmentSQL.shiftable.rawValue,
            key + [.id(place.revision), .id(place.revision), .id(place.enrollment), from, limit])
    }

    private func shift(_ found: [Row], _ shift: Shift) throws -> Int {
        guard !found.isEmpty else { return 0 }
        let locks = Locks(db)
        try locks.sharePatients(found.map { $0.id("patient_id") })
        try locks.share(found.map(AnchorRow.decode))
        let ids: [ID<Enrollment>] = found.map { $0.id("id") }
        let rows = try db.rows(EnrollmentSQL.lockShiftable.rawValue, [.ids(ids), .instant(shift.pause.from)])
            .map(EnrollmentRow.decode)
        let facts = try FactsStore(db).facts(of: Set(rows.map(\.enrollment.patientID)), in: shift.clinic)
        return try rows.count { row in
            guard let patient = facts[row.enrollment.patientID] else { return false }
            return try self.shift(row, shift, facts: patient)
        }
    }

    private func shift(_ row: EnrollmentRow, _ shift: Shift, facts: Facts) throws -> Bool {
        var row = row
        // Through before a publication that the others followed: what begins anew goes by that.
        if row.enrollment.status != .running, let newest = shift.newest { row.revisionID = max(row.revisionID, newest) }
        row.enrollment.shift(by: shift.pause)
        let terms = try revisions.terms(row.revisionID, of: row.campaignID, in: row.clinicID)
        guard try PlanStore(db).retime(row, by: terms, facts: facts, at: shift.now) else { return false }
        _ = try db.run(
            EnrollmentSQL.keepPauses.rawValue,
            [
                .text(Pauses.encode(row.enrollment.pauses)), .instant(shift.pause.from), .id(row.clinicID),
                .id(row.enrollment.id),
            ])
        return true
    }
}
