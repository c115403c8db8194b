import Campaigns
import CivilTime
import MariaDB

enum ClockSQL: String, CaseIterable {
    case setZone = "UPDATE clinic SET zone = ?, replan_after = 0 WHERE id = ?"
    /// One row: the version of tzdata that the last tick worked by.
    case lastVersion = "SELECT tzdata FROM job_run WHERE tzdata <> '' ORDER BY id DESC LIMIT 1"
    case replanAll = "UPDATE clinic SET replan_after = 0"
    /// One row per clinic whose plans follow its clocks, with how far that has got.
    case replanning = "SELECT id, replan_after FROM clinic WHERE replan_after IS NOT NULL ORDER BY id"
    case progress = "UPDATE clinic SET replan_after = ? WHERE id = ? AND replan_after = ?"
    /// One row per living enrollment of a clinic, from an id on.
    case living = """
        SELECT id, patient_id, appointment_id, treatment_id, invoice_id
        FROM enrollment FORCE INDEX (clinic_id) WHERE clinic_id = ? AND id > ? AND status = 'running' ORDER BY id LIMIT ?
        """
    /// One row per time that a campaign still waits for, as its clinic's clocks say it.
    case waitingTimes = """
        SELECT o.id, DATE_FORMAT(c.trigger_local, '%Y-%m-%dT%H:%i:%s') AS trigger_local
        FROM campaign c JOIN occurrence o FORCE INDEX (clinic_id) ON o.clinic_id = c.clinic_id AND o.campaign_id = c.id
        WHERE c.clinic_id = ? AND c.trigger_type = 'SCHEDULED' AND c.status IN ('ACTIVE', 'PAUSED')
            AND o.state = 'waiting' AND c.trigger_local IS NOT NULL
        """
    /// One row per turn that a recurring campaign still waits for.
    case waitingTurns = """
        SELECT o.id, o.due_at, c.trigger_recurrence
        FROM campaign c JOIN occurrence o FORCE INDEX (clinic_id) ON o.clinic_id = c.clinic_id AND o.campaign_id = c.id
        WHERE c.clinic_id = ? AND c.trigger_type = 'RECURRING' AND c.status IN ('ACTIVE', 'PAUSED')
            AND o.state = 'waiting' AND c.trigger_recurrence IS NOT NULL
        """
    /// Where another stands at the new time already, the old one stays.
    case moveOccurrence = """
        UPDATE occurrence o
        LEFT JOIN occurrence t ON t.clinic_id = o.clinic_id AND t.campaign_id = o.campaign_id AND t.due_at = ?
        SET o.due_at = ? WHERE o.clinic_id = ? AND o.id = ? AND o.state = 'waiting' AND t.id IS NULL
        """
}

/// Plans what waits anew when clocks change: a clinic's zone, or the rules of zones (rules.md 2.5).
public struct ClockStore {
    let db: Database
    let revisions: RevisionStore

    public init(_ db: Database, revisions: RevisionStore) {
        self.db = db
        self.revisions = revisions
    }

    /// Sets the clinic's clocks; ticks plan by them what nobody has claimed.
    public func set(_ zone: Zone, of clinic: ID<Clinic>, by author: Author, at now: Instant) throws {
        try db.joiningTransaction {
            try ClinicStore(db).lock(clinic)
            _ = try db.run(ClockSQL.setZone.rawValue, [.text(zone.name), .id(clinic)])
            try AuditStore(db).note(Deed(.change, .clinic, clinic), by: author, in: clinic, at: now)
        }
    }

    /// Whether the zones' rules are newer than those the last tick worked by: then every clinic is planned anew.
    public func noteVersion(_ version: String) throws -> Bool {
        guard let last = try db.row(ClockSQL.lastVersion.rawValue)?.text("tzdata"), last < version else { return false }
        _ = try db.run(ClockSQL.replanAll.rawValue)
        return true
    }

    /// Plans the next of each clinic whose clocks changed, a batch for each.
    ///
    /// - Returns: how many enrollments were looked at.
    public func replan(limit: Int, at now: Instant) throws -> Int {
        try db.rows(ClockSQL.replanning.rawValue).reduce(0) { count, row in
            try count + replan(row.id("id"), after: row.id("replan_after"), limit: limit, at: now)
        }
    }

    private func replan(_ id: ID<Clinic>, after: ID<Enrollment>, limit: Int, at now: Instant) throws -> Int {
        guard let clinic = try ClinicStore(db).clinic(id) else { return 0 }
        if after.rawValue == 0 { try moveOccurrences(of: clinic) }
        let found = try db.transaction {
            let found = try db.rows(ClockSQL.living.rawValue, [.id(id), .id(after), .number(limit)])
            try replan(found, of: clinic, at: now)
            return found
        }
        let next: ID<Enrollment>? = found.count < limit ? nil : found.last?.id("id")
        _ = try db.run(ClockSQL.progress.rawValue, [.id(next), .id(id), .id(after)])
        return found.count
    }

    private func replan(_ found: [Row], of clinic: Clinic, at now: Instant) throws {
        guard !found.isEmpty else { return }
        let locks = Locks(db)
        try locks.sharePatients(found.map { $0.id("patient_id") })
        try locks.share(found.map(AnchorRow.decode))
        let rows = try EnrollmentStore(db).lock(found.map { $0.id("id") })
        let facts = try FactsStore(db).facts(of: Set(rows.map(\.enrollment.patientID)), in: clinic)
        for row in rows where row.enrollment.status == .running {
            guard let patient = facts[row.enrollment.patientID] else { continue }
            let terms = try revisions.terms(row.revisionID, of: row.campaignID, in: clinic.id)
            // What a claimer holds leaves now: only what is not yet claimed follows the clocks.
            _ = try PlanStore(db).retime(row, by: terms, facts: patient, at: now)
        }
    }

    private func moveOccurrences(of clinic: Clinic) throws {
        for row in try db.rows(ClockSQL.waitingTimes.rawValue, [.id(clinic.id)]) {
            guard let local = CivilDateTime(row.text("trigger_local")) else { continue }
            try move(row.id("id"), to: clinic.zone.instant(of: local), in: clinic.id)
        }
        for row in try db.rows(ClockSQL.waitingTurns.rawValue, [.id(clinic.id)]) {
            let recurrence = try Recurrence(json: JSON.parse(Array(row.text("trigger_recurrence").utf8)))
            guard let turn = recurrence.turn(nearest: row.instant("due_at"), in: clinic.zone) else { continue }
            try move(row.id("id"), to: turn, in: clinic.id)
        }
    }

    private func move(_ occurrence: ID<TriggerStore.Occurrence>, to time: Instant, in clinic: ID<Clinic>) throws {
        _ = try db.run(
            ClockSQL.moveOccurrence.rawValue, [.instant(time), .instant(time), .id(clinic), .id(occurrence)])
    }
}
