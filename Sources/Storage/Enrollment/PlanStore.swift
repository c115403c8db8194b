import Campaigns
import CivilTime
import MariaDB

/// Writes what itineraries say into send rows: the one road by which sends come to be.
public struct PlanStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// Plans one enrollment, whose row the caller holds locked or has just made, inside the caller's transaction.
    ///
    /// - Parameter facts: of the patient, fresh, without an anchor.
    /// - Returns: how many rows were made.
    @discardableResult
    public func plan(
        _ row: EnrollmentRow, by terms: Terms, facts: Facts, because cause: PlanCause, isNew: Bool = false,
        at now: Instant
    ) throws -> Int {
        let enrollment = row.enrollment
        let about = try self.facts(AskedWay(row: row, facts: facts, terms: terms), at: now)
        let itinerary = Itinerary(of: enrollment, by: terms, facts: about, now: now)
        let existing = isNew ? [] : try self.existing(of: row, because: cause)
        let changes = itinerary.changes(from: existing, because: cause)
        let made = try apply(changes, over: existing, to: row, terms, at: now)
        try EnrollmentStore(db).update(row, along: itinerary, by: terms, at: now)
        return made
    }

    /// Lets one enrollment, whose row the caller holds locked, run another revision of its campaign (rules.md 5).
    ///
    /// - Parameters:
    ///   - terms: of the revision that it ran, and of `revision`.
    ///   - published: when that was published: what was due before has been passed.
    /// - Returns: false when a claimer holds one of its rows. Nothing is changed then; the sender gives the row back.
    func move(
        _ row: EnrollmentRow, to revision: ID<Revision>, from old: Terms, to new: Terms, published: Instant,
        facts: Facts, at now: Instant
    ) throws -> Bool {
        guard let existing = try unclaimed(of: row) else { return false }
        var row = row
        row.revisionID = revision
        let about = try self.facts(AskedWay(row: row, facts: facts, terms: new, others: old), at: now)
        let itinerary = Itinerary(of: row.enrollment, by: new, facts: about, now: now)
        let publication = Publication(
            of: row.enrollment, from: old, to: new, facts: about, published: published, at: now)
        let changes = itinerary.changes(from: existing, because: .published(publication))
        _ = try apply(changes, over: existing, to: row, new, at: now)
        _ = try db.run(PlanSQL.adopt.rawValue, [.id(revision), .id(row.clinicID), .id(row.enrollment.id)])
        try EnrollmentStore(db).update(row, along: itinerary, by: new, at: now)
        return true
    }

    /// Gives what nobody has claimed of one enrollment, whose row the caller holds locked, the times that count now.
    ///
    /// - Returns: false when a claimer holds one of its rows; nothing is changed then.
    func retime(_ row: EnrollmentRow, by terms: Terms, facts: Facts, at now: Instant) throws -> Bool {
        guard let rows = try unclaimed(of: row) else { return false }
        let about = try self.facts(AskedWay(row: row, facts: facts, terms: terms), at: now)
        let itinerary = Itinerary(of: row.enrollment, by: terms, facts: about, now: now)
        let changes = itinerary.changes(from: rows, because: .timesChanged(at: now))
        _ = try apply(changes, over: rows, to: row, terms, at: now)
        try EnrollmentStore(db).update(row, along: itinerary, by: terms, at: now)
        return true
    }

    /// Its rows, locked against a claim until the transaction ends; nil when a claimer holds one.
    private func unclaimed(of row: EnrollmentRow) throws -> [ExistingSend]? {
        let rows = try db.rows(PlanSQL.existingLocked.rawValue, [.id(row.clinicID), .id(row.enrollment.id)])
        guard !rows.contains(where: { $0.choice("phase") == SendPhase.claimed }) else { return nil }
        return rows.map(ExistingSendRow.decode)
    }

    /// A claim between the reading and the writing of a re-plan would leave a row that belongs to neither.
    private func existing(of row: EnrollmentRow, because cause: PlanCause) throws -> [ExistingSend] {
        switch cause {
        case .visitChanged, .datesChanged:
            try db.rows(PlanSQL.existingLocked.rawValue, [.id(row.clinicID), .id(row.enrollment.id)]).map(
                ExistingSendRow.decode)
        default: try existing(of: row.enrollment.id, in: row.clinicID)
        }
    }

    func existing(of enrollment: ID<Enrollment>, in clinic: ID<Clinic>) throws -> [ExistingSend] {
        try db.rows(PlanSQL.existing.rawValue, [.id(clinic), .id(enrollment)]).map(ExistingSendRow.decode)
    }

    /// The same of many, by enrollment; none for one without rows.
    func existing(ofMany enrollments: [ID<Enrollment>], in clinic: ID<Clinic>) throws
        -> [ID<Enrollment>: [ExistingSend]]
    {
        let rows = try db.rows(PlanSQL.existingOfMany.rawValue, [.ids(enrollments), .id(clinic)])
        return Dictionary(grouping: rows) { $0.id("enrollment_id") as ID<Enrollment> }
            .mapValues { $0.map(ExistingSendRow.decode).sorted { $0.id < $1.id } }
    }

    func apply(
        _ changes: [PlanChange], over existing: [ExistingSend], to row: EnrollmentRow, _ terms: Terms, at now: Instant
    ) throws -> Int {
        var made = 0
        var deltas: [Tally.Delta] = []
        for change in changes {
            switch change {
            case .insert(let send):
                guard try insert(send, of: row, terms, at: now) else { continue }
                made += 1
                deltas += self.deltas(of: send, row, now)
            case .renew(let old, let send):
                guard try insert(send, of: row, terms, renewing: old, at: now) else { continue }
                made += 1
                deltas += self.deltas(of: send, row, now)
            case .retime(let id, let send):
                try retime(id, send, of: row, existing.first { $0.id == id }?.retry ?? 0, at: now)
            case .carry(let id):
                _ = try db.run(
                    PlanSQL.carry.rawValue,
                    [.number(row.enrollment.scheduleVersion), .id(row.clinicID), .id(id)])
            case .skip(let id, let reason):
                guard try skip(id, reason, in: row.clinicID, at: now) else { continue }
                let (step, wires) = try SendStore(db).step(of: id)
                deltas.append(
                    .taken(wires, of: row.campaignID, step, in: row.clinicID, because: reason, at: now))
                if wires > 0 { try AttentionStore(db).note([id], at: now) }
            }
        }
        try TallyStore(db).note(deltas)
        return made
    }

    func deltas(of send: PlannedSend, _ row: EnrollmentRow, _ now: Instant) -> [Tally.Delta] {
        [delta(.planned, send.step.id, row, now)]
            + (send.skip.map { [delta(.skipped, send.step.id, row, now, $0)] } ?? [])
    }

    private func delta(
        _ measure: Tally.Measure, _ step: ID<Step>?, _ row: EnrollmentRow, _ now: Instant, _ reason: Reason? = nil
    ) -> Tally.Delta {
        Tally.Delta(
            clinic: row.clinicID, campaign: row.campaignID, step: step, measure: measure, reason: reason, at: now)
    }

    private func insert(
        _ send: PlannedSend, of row: EnrollmentRow, _ terms: Terms, renewing old: ExistingSend? = nil, at now: Instant
    ) throws -> Bool {
        let retry = old.map { $0.retry + 1 } ?? 0
        let phase: SendPhase = send.skip == nil ? .ready : .skipped
        let change = try db.run(
            PlanSQL.insert.rawValue,
            [
                .id(row.clinicID), .id(row.campaignID), .id(row.revisionID), .id(row.enrollment.id),
                .id(row.enrollment.patientID), .id(send.step.id), .id(send.recipient?.contact.id),
                .id(send.recipient?.point.id), .choice(send.action.channel), .number(terms.lane.rawValue),
                .number(send.version), .number(retry), .id(old?.id),
                .text(DedupeKey(row.enrollment.id, send, retry: retry).text), .choice(phase),
                .choice(send.skip), .choice(send.wait.visitRelation), .bool(send.wait.isOpening),
                .bool(send.wait.isAtEvent), .instant(send.plannedAt), .instant(send.dueAt),
                .instant(send.skip == nil ? send.plannedAt : nil), .choice(send.arm), .instant(now), .instant(now),
            ])
        return change.rows == 1
    }

    private func retime(_ id: ID<Send>, _ send: PlannedSend, of row: EnrollmentRow, _ retry: Int, at now: Instant)
        throws
    {
        _ = try db.run(
            PlanSQL.retime.rawValue,
            [
                .instant(send.plannedAt), .instant(send.dueAt), .number(send.version),
                .text(DedupeKey(row.enrollment.id, send, retry: retry).text), .choice(send.wait.visitRelation),
                .bool(send.wait.isOpening), .bool(send.wait.isAtEvent), .instant(now), .instant(send.plannedAt),
                .id(row.clinicID), .id(id),
            ])
    }

    private func skip(_ id: ID<Send>, _ reason: Reason, in clinic: ID<Clinic>, at now: Instant) throws -> Bool {
        try db.run(PlanSQL.skip.rawValue, [.choice(reason), .instant(now), .id(clinic), .id(id)]).rows == 1
    }
}
