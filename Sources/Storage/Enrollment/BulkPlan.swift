import Campaigns
import CivilTime
import MariaDB

enum BulkPlanSQL: String, CaseIterable {
    /// One row per send of the enrollments of a list, in no order.
    case existing = """
        SELECT STRAIGHT_JOIN s.enrollment_id, s.id, s.step_id, s.contact_point_id, s.channel, s.schedule_version,
               s.is_opening, s.retry_number, s.phase, s.failure, s.reason, s.planned_at
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN send s FORCE INDEX (clinic_id) ON s.clinic_id = ? AND s.enrollment_id = ids.id
        """
    /// One row per planned send of a list; none for a key that stood before.
    case insert = """
        INSERT INTO send (clinic_id, created_at, updated_at, campaign_id, revision_id, lane, enrollment_id, patient_id,
            step_id, contact_id, contact_point_id, channel, schedule_version, dedupe_key, phase, reason, visit_relation,
            is_opening, is_at_event, planned_at, due_at, next_at, arm)
        SELECT ?, ?, ?, o.campaign, o.revision, o.lane, o.enrollment, o.patient, o.step, o.contact, o.point, o.channel,
            o.version, o.dedupe, o.phase, o.reason, o.relation, o.opening, o.at_event, o.planned, o.due, o.next, o.arm
        FROM JSON_TABLE(?, '$[*]' COLUMNS (campaign BIGINT PATH '$[0]', revision BIGINT PATH '$[1]',
            lane TINYINT PATH '$[2]', enrollment BIGINT PATH '$[3]', patient BIGINT PATH '$[4]',
            step BIGINT PATH '$[5]', contact BIGINT PATH '$[6]', point BIGINT PATH '$[7]',
            channel VARCHAR(10) PATH '$[8]', version INT PATH '$[9]', dedupe VARCHAR(100) PATH '$[10]',
            phase VARCHAR(10) PATH '$[11]', reason VARCHAR(40) PATH '$[12]', relation VARCHAR(10) PATH '$[13]',
            opening TINYINT PATH '$[14]', at_event TINYINT PATH '$[15]', planned DATETIME(6) PATH '$[16]',
            due DATETIME(6) PATH '$[17]', next DATETIME(6) PATH '$[18]', arm VARCHAR(10) PATH '$[19]')) o
        ON DUPLICATE KEY UPDATE send.id = send.id
        """
    /// Writes where the ways of a list have got to.
    case update = """
        UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$[0]', status VARCHAR(10) PATH '$[1]',
            step BIGINT PATH '$[2]', reached DATETIME(6) PATH '$[3]', due DATETIME(6) PATH '$[4]',
            decisions TEXT PATH '$[5]', awaited VARCHAR(64) PATH '$[6]')) o
        STRAIGHT_JOIN enrollment e ON e.id = o.id
        SET e.status = o.status, e.step_id = o.step, e.reached_at = o.reached, e.due_at = o.due,
            e.decisions = o.decisions, e.awaited_event = o.awaited, e.updated_at = ?
        WHERE e.clinic_id = ?
        """
}

/// Takes many enrollments onward at once, inside the caller's transaction: a handful of statements for any number. What
/// `PlanStore` writes for one, it writes for all.
public struct BulkPlan {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// One enrollment whose time has come, its row locked by the caller.
    public struct Turn: Sendable {
        public let row: EnrollmentRow
        public let terms: Terms
        /// Of the patient, fresh, without an anchor.
        public let facts: Facts

        public init(row: EnrollmentRow, terms: Terms, facts: Facts) {
            self.row = row
            self.terms = terms
            self.facts = facts
        }
    }

    /// - Returns: how many rows were made.
    public func onward(_ turns: [Turn], in clinic: ID<Clinic>, at now: Instant) throws -> Int {
        let existing = try existing(of: turns.map(\.row.enrollment.id), in: clinic)
        let facts = try PlanStore(db).facts(
            turns.map { AskedWay(row: $0.row, facts: $0.facts, terms: $0.terms) }, in: clinic, at: now)
        var made = 0
        var fresh: [(turn: Turn, sends: [PlannedSend])] = []
        var places: [String] = []
        var lanes: [Tally.Delta] = []
        for (turn, about) in zip(turns, facts) {
            let itinerary = Itinerary(of: turn.row.enrollment, by: turn.terms, facts: about, now: now)
            let rows = existing[turn.row.enrollment.id] ?? []
            let changes = itinerary.changes(from: rows, because: .onward)
            let sends = changes.compactMap(\.fresh)
            if sends.count == changes.count {
                fresh.append((turn, sends))
            } else {
                // What a publication withdrew comes back: rare, and not worth a second road.
                made += try PlanStore(db).apply(changes, over: rows, to: turn.row, turn.terms, at: now)
            }
            places.append(Self.place(turn.row.enrollment.id, itinerary, now))
            lanes += turn.row.lanesTaken(by: itinerary, at: now)
        }
        made += try insert(fresh, in: clinic, at: now)
        try TallyStore(db).note(lanes)
        if !places.isEmpty {
            _ = try db.run(
                BulkPlanSQL.update.rawValue, [.text(JSONCell.table(places)), .instant(now), .id(clinic)])
        }
        return made
    }

    private func existing(of enrollments: [ID<Enrollment>], in clinic: ID<Clinic>) throws
        -> [ID<Enrollment>: [ExistingSend]]
    {
        let rows = try db.rows(BulkPlanSQL.existing.rawValue, [.ids(enrollments), .id(clinic)])
        return Dictionary(grouping: rows) { $0.id("enrollment_id") as ID<Enrollment> }
            .mapValues { $0.map(ExistingSendRow.decode) }
    }

    private func insert(_ fresh: [(turn: Turn, sends: [PlannedSend])], in clinic: ID<Clinic>, at now: Instant) throws
        -> Int
    {
        let rows = fresh.flatMap { turn, sends in sends.map { Self.cells($0, of: turn.row, turn.terms) } }
        guard !rows.isEmpty else { return 0 }
        let change = try db.run(
            BulkPlanSQL.insert.rawValue,
            [.id(clinic), .instant(now), .instant(now), .text(JSONCell.table(rows))])
        let plans = PlanStore(db)
        try TallyStore(db).note(
            fresh.flatMap { turn, sends in sends.flatMap { plans.deltas(of: $0, turn.row, now) } })
        return change.rows
    }

    private static func cells(_ send: PlannedSend, of row: EnrollmentRow, _ terms: Terms) -> String {
        let phase: SendPhase = send.skip == nil ? .ready : .skipped
        return JSONCell.row([
            .number(row.campaignID.rawValue), .number(row.revisionID.rawValue), .number(Int64(terms.lane.rawValue)),
            .number(row.enrollment.id.rawValue), .number(row.enrollment.patientID.rawValue),
            .number(send.step.id.rawValue), .number(send.recipient?.contact.id.rawValue),
            .number(send.recipient?.point.id.rawValue), .word(send.action.channel.rawValue),
            .number(Int64(send.version)), .word(DedupeKey(row.enrollment.id, send).text), .word(phase.rawValue),
            .word(send.skip?.rawValue), .word(send.wait.visitRelation.rawValue),
            .number(send.wait.isOpening ? 1 : 0), .number(send.wait.isAtEvent ? 1 : 0), .instant(send.plannedAt),
            .instant(send.dueAt), .instant(send.skip == nil ? send.plannedAt : nil), .word(send.arm?.rawValue),
        ])
    }

    private static func place(_ id: ID<Enrollment>, _ itinerary: Itinerary, _ now: Instant) -> String {
        let place = EnrollmentPlace(itinerary, now: now)
        return JSONCell.row([
            .number(id.rawValue), .word(place.status.rawValue), .number(place.step?.rawValue),
            .instant(place.reached), .instant(place.dueAt),
            Decisions.encode(itinerary.decisions).map(JSONCell.text) ?? .word(nil),
            .word(place.awaitedEvent?.rawValue),
        ])
    }
}

extension PlanChange {
    /// What an insertion inserts.
    fileprivate var fresh: PlannedSend? {
        if case .insert(let send) = self { send } else { nil }
    }
}
