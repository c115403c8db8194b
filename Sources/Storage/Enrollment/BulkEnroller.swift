import Campaigns
import CivilTime
import MariaDB

enum BulkEnrollmentSQL: String, CaseIterable {
    /// One row per enrollment of these patients for one anchor.
    case ofAnchor = """
        SELECT STRAIGHT_JOIN e.id, e.patient_id FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN enrollment e ON e.clinic_id = ? AND e.campaign_id = ? AND e.patient_id = ids.id AND e.anchor_key = ?
        """
    /// One row per patient of a list, as the way leaves it; answers the new id of each.
    case insert = """
        INSERT INTO enrollment (clinic_id, campaign_id, revision_id, anchor_key, started_at, opens_at, received_at,
            follows_visits, created_at, updated_at, patient_id, status, step_id, reached_at, due_at, decisions)
        SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, o.patient, o.status, o.step, o.reached, o.due, o.decisions
        FROM JSON_TABLE(?, '$[*]' COLUMNS (patient BIGINT PATH '$[0]', status VARCHAR(10) PATH '$[1]',
            step BIGINT PATH '$[2]', reached DATETIME(6) PATH '$[3]', due DATETIME(6) PATH '$[4]',
            decisions TEXT PATH '$[5]')) o
        RETURNING id, patient_id
        """
    /// One row per patient of a list whom the campaign had not reached before.
    case addRecipients = """
        INSERT INTO campaign_recipient (clinic_id, campaign_id, patient_id)
        SELECT ?, ?, ids.id FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        ON DUPLICATE KEY UPDATE patient_id = campaign_recipient.patient_id
        """
    /// One row per planned send of a list.
    case insertSends = """
        INSERT INTO send (clinic_id, campaign_id, revision_id, lane, created_at, updated_at, enrollment_id, patient_id,
            step_id, contact_id, contact_point_id, channel, schedule_version, dedupe_key, phase, reason, visit_relation,
            is_opening, is_at_event, planned_at, due_at, next_at)
        SELECT ?, ?, ?, ?, ?, ?, o.enrollment, o.patient, o.step, o.contact, o.point, o.channel, o.version, o.dedupe,
            o.phase, o.reason, o.relation, o.opening, o.at_event, o.planned, o.due, o.next
        FROM JSON_TABLE(?, '$[*]' COLUMNS (enrollment BIGINT PATH '$[0]', patient BIGINT PATH '$[1]',
            step BIGINT PATH '$[2]', contact BIGINT PATH '$[3]', point BIGINT PATH '$[4]',
            channel VARCHAR(10) PATH '$[5]', version INT PATH '$[6]', dedupe VARCHAR(100) PATH '$[7]',
            phase VARCHAR(10) PATH '$[8]', reason VARCHAR(40) PATH '$[9]', relation VARCHAR(10) PATH '$[10]',
            opening TINYINT PATH '$[11]', at_event TINYINT PATH '$[12]', planned DATETIME(6) PATH '$[13]',
            due DATETIME(6) PATH '$[14]', next DATETIME(6) PATH '$[15]')) o
        """
}

/// Enrolls many patients at once and plans their first sends, inside the caller's transaction: a handful of statements
/// for any number. What `Enroller` and `PlanStore` write for one, it writes for all.
///
/// Only for terms that deal out no households, which is done one by one.
public struct BulkEnroller {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// What all of them are enrolled for.
    public struct Launch: Sendable {
        public let clinic: ID<Clinic>
        public let campaign: ID<Campaign>
        public let revision: ID<Revision>
        public let anchorKey: String
        public let startsAt: Instant
        public let terms: Terms

        public init(
            clinic: ID<Clinic>, campaign: ID<Campaign>, revision: ID<Revision>, anchorKey: String, startsAt: Instant,
            terms: Terms
        ) {
            precondition(!terms.workflow.dealsHouseholds, "households are dealt out one by one")
            precondition(terms.workflow.awaitedEvents.isEmpty, "what happened is asked of one patient at a time")
            self.clinic = clinic
            self.campaign = campaign
            self.revision = revision
            self.anchorKey = anchorKey
            self.startsAt = startsAt
            self.terms = terms
        }
    }

    /// - Parameter facts: of the patients, held still, without an anchor, in the order of their ids.
    /// - Returns: how many were enrolled; the same anchor again starts nothing.
    public func enroll(_ facts: [Facts], by launch: Launch, at now: Instant) throws -> Int {
        let before = try enrollments(of: facts.map(\.patient.id), launch)
        let ways = facts.filter { before[$0.patient.id] == nil }.map { Way($0, launch, now) }
        guard !ways.isEmpty else { return 0 }
        let enrolled = try db.rows(
            BulkEnrollmentSQL.insert.rawValue,
            [
                .id(launch.clinic), .id(launch.campaign), .id(launch.revision), .text(launch.anchorKey),
                .instant(launch.startsAt), .instant(launch.startsAt), .instant(launch.startsAt),
                .bool(launch.terms.workflow.followsVisits), .instant(now), .instant(now),
                .text(JSONCell.table(ways.map(\.row))),
            ])
        let patients = ways.map(\.patient)
        let recipients = try db.run(
            BulkEnrollmentSQL.addRecipients.rawValue, [.id(launch.clinic), .id(launch.campaign), .ids(patients)]
        ).rows
        try plan(ways, as: Self.enrollments(enrolled), launch, at: now)
        try TallyStore(db).note(
            [delta(.recipients, nil, recipients, launch, now), delta(.began, nil, ways.count, launch, now)]
                + ways.flatMap { deltas(of: $0, launch, now) })
        return ways.count
    }

    private func enrollments(of patients: some Sequence<ID<Patient>>, _ launch: Launch) throws
        -> [ID<Patient>: ID<Enrollment>]
    {
        let rows = try db.rows(
            BulkEnrollmentSQL.ofAnchor.rawValue,
            [.ids(patients), .id(launch.clinic), .id(launch.campaign), .text(launch.anchorKey)])
        return Self.enrollments(rows)
    }

    private static func enrollments(_ rows: [Row]) -> [ID<Patient>: ID<Enrollment>] {
        Dictionary(rows.map { ($0.id("patient_id"), $0.id("id")) }, uniquingKeysWith: { first, _ in first })
    }

    private func plan(_ ways: [Way], as enrollments: [ID<Patient>: ID<Enrollment>], _ launch: Launch, at now: Instant)
        throws
    {
        let rows = ways.flatMap { way -> [String] in
            guard let enrollment = enrollments[way.patient] else {
                preconditionFailure("patient \(way.patient) was enrolled, but is not there")
            }
            return way.sends.map { Self.cells($0, of: enrollment, way.patient) }
        }
        guard !rows.isEmpty else { return }
        _ = try db.run(
            BulkEnrollmentSQL.insertSends.rawValue,
            [
                .id(launch.clinic), .id(launch.campaign), .id(launch.revision), .number(launch.terms.lane.rawValue),
                .instant(now), .instant(now), .text(JSONCell.table(rows)),
            ])
    }

    private static func cells(_ send: PlannedSend, of enrollment: ID<Enrollment>, _ patient: ID<Patient>) -> String {
        let phase: SendPhase = send.skip == nil ? .ready : .skipped
        return JSONCell.row([
            .number(enrollment.rawValue), .number(patient.rawValue), .number(send.step.id.rawValue),
            .number(send.recipient?.contact.id.rawValue), .number(send.recipient?.point.id.rawValue),
            .word(send.action.channel.rawValue), .number(Int64(send.version)),
            .word(DedupeKey(enrollment, send).text), .word(phase.rawValue), .word(send.skip?.rawValue),
            .word(send.wait.visitRelation.rawValue), .number(send.wait.isOpening ? 1 : 0),
            .number(send.wait.isAtEvent ? 1 : 0), .instant(send.plannedAt), .instant(send.dueAt),
            .instant(send.skip == nil ? send.plannedAt : nil),
        ])
    }

    private func deltas(of way: Way, _ launch: Launch, _ now: Instant) -> [Tally.Delta] {
        way.sends.flatMap { send in
            [delta(.planned, send.step.id, 1, launch, now)]
                + (send.skip.map { [delta(.skipped, send.step.id, 1, launch, now, $0)] } ?? [])
        } + LanesTaken(way.decisions, instead: [:]).deltas(of: launch.campaign, in: launch.clinic, at: now)
    }

    private func delta(
        _ measure: Tally.Measure, _ step: ID<Step>?, _ amount: Int, _ launch: Launch, _ now: Instant,
        _ reason: Reason? = nil
    ) -> Tally.Delta {
        Tally.Delta(
            clinic: launch.clinic, campaign: launch.campaign, step: step, measure: measure, reason: reason, at: now,
            amount: amount)
    }
}

/// The way of one patient, before there is a row.
private struct Way {
    let patient: ID<Patient>
    let sends: [PlannedSend]
    private let place: EnrollmentPlace
    let decisions: [ID<Step>: LaneKey]

    init(_ facts: Facts, _ launch: BulkEnroller.Launch, _ now: Instant) {
        patient = facts.patient.id
        let enrollment = Enrollment(
            id: ID(0), patientID: patient, anchor: Anchor(), event: nil, emittedStart: nil,
            startedAt: launch.startsAt, receivedAt: launch.startsAt, isTakenUp: false)
        let itinerary = Itinerary(
            of: enrollment, by: launch.terms, facts: facts.about(Anchor(), eventAt: launch.startsAt), now: now)
        sends = itinerary.changes(from: [], because: .onward).compactMap { change in
            if case .insert(let send) = change { send } else { nil }
        }
        place = EnrollmentPlace(itinerary, now: now)
        decisions = itinerary.decisions
    }

    var row: String {
        JSONCell.row([
            .number(patient.rawValue), .word(place.status.rawValue), .number(place.step?.rawValue),
            .instant(place.reached), .instant(place.dueAt),
            Decisions.encode(decisions).map(JSONCell.text) ?? .word(nil),
        ])
    }
}
