import Campaigns
import CivilTime
import MariaDB

/// The ways of patients through campaigns.
public struct EnrollmentStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// Enrolls, unless the same anchor was enrolled before and may not be again.
    ///
    /// - Returns: the new enrollment; nil when it stood before (rules.md 1.1).
    public func enroll(_ beginning: Beginning, reentry: Reentry = .never, in zone: Zone, at now: Instant) throws
        -> EnrollmentRow?
    {
        if let row = try insert(beginning, round: 1, at: now) { return row }
        guard reentry != .never, let last = try lastRound(beginning),
            let round = reentry.round(after: last, startingAt: beginning.startedAt, in: zone)
        else { return nil }
        return try insert(beginning, round: round, at: now)
    }

    private func lastRound(_ beginning: Beginning) throws -> Reentry.Last? {
        try db.row(
            EnrollmentSQL.lastRound.rawValue,
            [
                .id(beginning.clinic), .id(beginning.campaign), .id(beginning.patient), .text(beginning.anchorKey),
            ]
        ).map { Reentry.Last(round: $0.int("round"), startedAt: $0.instant("started_at")) }
    }

    private func insert(_ beginning: Beginning, round: Int, at now: Instant) throws -> EnrollmentRow? {
        let change = try db.run(
            EnrollmentSQL.insert.rawValue,
            [
                .id(beginning.clinic), .id(beginning.campaign), .id(beginning.revision), .id(beginning.patient),
                .text(beginning.anchorKey), .number(round), .id(beginning.anchor.appointment),
                .id(beginning.anchor.treatment),
                .id(beginning.anchor.invoice), .id(beginning.event), .text(beginning.eventType?.rawValue),
                .instant(beginning.emittedStart), .instant(beginning.startedAt), .instant(beginning.startedAt),
                .instant(beginning.receivedAt), .bool(beginning.isTakenUp), .instant(beginning.startedAt),
                .bool(beginning.followsVisits), .instant(now), .instant(now), .instant(now),
            ])
        guard change.rows == 1 else { return nil }
        let enrollment = Enrollment(
            id: ID(change.lastID), patientID: beginning.patient, anchor: beginning.anchor,
            event: beginning.eventType, anchorKey: beginning.anchorKey, emittedStart: beginning.emittedStart,
            startedAt: beginning.startedAt,
            receivedAt: beginning.receivedAt, isTakenUp: beginning.isTakenUp)
        try count(beginning, at: now)
        return EnrollmentRow(
            enrollment: enrollment, clinicID: beginning.clinic, campaignID: beginning.campaign,
            revisionID: beginning.revision, eventID: beginning.event)
    }

    private func count(_ beginning: Beginning, at now: Instant) throws {
        let added = try db.run(
            EnrollmentSQL.addRecipient.rawValue,
            [.id(beginning.clinic), .id(beginning.campaign), .id(beginning.patient)])
        let measures: [Tally.Measure] = added.rows == 1 ? [.began, .recipients] : [.began]
        try TallyStore(db).note(
            measures.map {
                Tally.Delta(clinic: beginning.clinic, campaign: beginning.campaign, step: nil, measure: $0, at: now)
            })
    }

    /// Claims enrollments whose time has come, oldest first, with the people and anchors they hang on held still until
    /// the transaction ends.
    ///
    /// - Returns: at most `limit`; empty when nothing is due or another tick holds it all.
    public func claimDue(at now: Instant, limit: Int) throws -> [EnrollmentRow] {
        let due = try db.rows(EnrollmentSQL.due.rawValue, [.instant(now), .number(limit)])
        guard !due.isEmpty else { return [] }
        let locks = Locks(db)
        try locks.sharePatients(due.map { $0.id("patient_id") })
        try locks.share(due.map(AnchorRow.decode))
        let ids: [ID<Enrollment>] = due.map { $0.id("id") }
        return try db.rows(EnrollmentSQL.lockDue.rawValue, [.ids(ids), .instant(now)]).map(EnrollmentRow.decode)
    }

    /// Those of these ids that were not ended, locked.
    func lock(_ ids: [ID<Enrollment>]) throws -> [EnrollmentRow] {
        try db.rows(EnrollmentSQL.lock.rawValue, [.ids(ids)]).map(EnrollmentRow.decode)
    }

    /// Those about one visit, ended ones left out, locked.
    public func lock(about appointment: ID<Appointment>, in clinic: ID<Clinic>) throws -> [EnrollmentRow] {
        try db.rows(EnrollmentSQL.ofAppointment.rawValue, [.id(clinic), .id(appointment)])
            .map(EnrollmentRow.decode)
    }

    /// Living ones of one patient, locked.
    public func lock(of patient: ID<Patient>, in clinic: ID<Clinic>) throws -> [EnrollmentRow] {
        try db.rows(EnrollmentSQL.ofPatient.rawValue, [.id(clinic), .id(patient)]).map(EnrollmentRow.decode)
    }

    /// Living ones of one patient that wait for a first or next visit, locked.
    public func lockFollowingVisits(of patient: ID<Patient>, in clinic: ID<Clinic>) throws -> [EnrollmentRow] {
        try db.rows(EnrollmentSQL.followingVisits.rawValue, [.id(clinic), .id(patient)]).map(EnrollmentRow.decode)
    }

    /// Those of these ids, in no order.
    public func rows(_ ids: some Sequence<ID<Enrollment>>) throws -> [EnrollmentRow] {
        try db.rows(EnrollmentSQL.byID.rawValue, [.ids(ids)]).map(EnrollmentRow.decode)
    }

    /// What those of these ids are about, where it is anything.
    func anchors(of ids: some Sequence<ID<Enrollment>>) throws -> [Anchor] {
        try db.rows(EnrollmentSQL.anchors.rawValue, [.ids(ids)]).map { row in
            Anchor(
                appointment: row.optionalID("appointment_id"), treatment: row.optionalID("treatment_id"),
                invoice: row.optionalID("invoice_id"))
        }
    }

    /// The rows of `rows`, with a shared lock until the transaction ends.
    public func rowsUnderShare(_ ids: some Sequence<ID<Enrollment>>) throws -> [EnrollmentRow] {
        try db.rows(EnrollmentSQL.shared.rawValue, [.ids(ids)]).map(EnrollmentRow.decode)
    }

    /// Writes the enrollment as its itinerary leaves it.
    func update(_ row: EnrollmentRow, along itinerary: Itinerary, by terms: Terms, at now: Instant) throws {
        let enrollment = row.enrollment
        let place = EnrollmentPlace(itinerary, now: now)
        _ = try db.run(
            EnrollmentSQL.update.rawValue,
            [
                .id(row.revisionID), .bool(terms.workflow.followsVisits), .text(place.awaitedEvent?.rawValue),
                .instant(enrollment.opensAt),
                .number(enrollment.openingVersion), .instant(enrollment.reopenedAt),
                .number(enrollment.scheduleVersion), .text(Decisions.encode(itinerary.decisions)),
                .choice(place.status), .id(place.step), .instant(place.reached), .instant(place.dueAt),
                .instant(now), .id(row.clinicID), .id(enrollment.id),
            ])
        try TallyStore(db).note(row.lanesTaken(by: itinerary, at: now))
    }

    /// Counts an error while planning; after five a tick leaves the enrollment to staff.
    public func noteError(_ id: ID<Enrollment>, at now: Instant) throws {
        _ = try db.run(EnrollmentSQL.noteError.rawValue, [.instant(now), .id(id)])
    }

    /// Ends every living enrollment of a campaign.
    func endAll(of campaign: ID<Campaign>, in clinic: ID<Clinic>, because reason: Reason, at now: Instant) throws {
        _ = try db.run(
            EnrollmentSQL.endAll.rawValue, [.choice(reason), .instant(now), .id(clinic), .id(campaign)])
    }

    public func countRunning(of campaign: ID<Campaign>, in clinic: ID<Clinic>) throws -> Int {
        try db.row(EnrollmentSQL.countRunning.rawValue, [.id(clinic), .id(campaign)])?.int("running") ?? 0
    }
}

/// Where an enrollment stands in its row.
struct EnrollmentPlace {
    let status: EnrollmentStatus
    let step: ID<Step>?
    let reached: Instant
    /// When a tick looks again; nil once finished.
    let dueAt: Instant?
    /// Its coming wakes the enrollment before that.
    var awaitedEvent: EventType?

    init(_ itinerary: Itinerary, now: Instant) {
        switch itinerary.stand {
        case .finished(let at):
            status = at <= now ? .finished : .running
            step = nil
            reached = at
            dueAt = at <= now ? nil : at
        case .awaitingVisit(let id, let since):
            status = .running
            step = id
            reached = since
            dueAt = itinerary.looksAgainAt
        case .awaitingEvent(let type, let id, let since, let until):
            status = .running
            step = id
            reached = since
            dueAt = until
            awaitedEvent = type
        case .undecided(let id, let at):
            status = .running
            step = id
            reached = at
            dueAt = at
        }
    }
}
