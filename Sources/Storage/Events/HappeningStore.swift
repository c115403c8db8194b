import Campaigns
import CivilTime
import MariaDB

enum HappeningSQL: String, CaseIterable {
    /// One row per event of one patient of the types of a list, received since a time.
    case ofPatient = """
        SELECT id, type, appointment_id, treatment_id, invoice_id, occurred_at, received_at
        FROM event FORCE INDEX (clinic_id_3)
        WHERE clinic_id = ? AND patient_id = ? AND FIND_IN_SET(type, ?) AND received_at >= ?
        """
    /// Lets a tick look at the enrollments of patients that wait for what has happened to them.
    case wake = """
        UPDATE JSON_TABLE(?, '$[*]' COLUMNS (clinic BIGINT PATH '$[0]', patient BIGINT PATH '$[1]',
            type VARCHAR(64) PATH '$[2]')) told
        STRAIGHT_JOIN enrollment e FORCE INDEX (clinic_id_3)
            ON e.clinic_id = told.clinic AND e.patient_id = told.patient AND e.status = 'running'
        SET e.due_at = ?, e.updated_at = ? WHERE e.awaited_event = told.type AND e.due_at > ?
        """
}

/// The events that waits wait for.
public struct HappeningStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// What happened to the patient of all that these types name; no statement where they name nothing.
    public func happenings(of types: Set<EventType>, to patient: ID<Patient>, since: Instant, in clinic: ID<Clinic>)
        throws -> [Happening]
    {
        guard !types.isEmpty else { return [] }
        let names = types.map(\.rawValue).sorted().joined(separator: ",")
        return try db.rows(
            HappeningSQL.ofPatient.rawValue, [.id(clinic), .id(patient), .text(names), .instant(since)]
        ).map { row in
            guard let type = EventType(rawValue: row.text("type")) else {
                preconditionFailure("an event that has no name")
            }
            return Happening(
                id: row.id("id"), type: type, anchor: AnchorRow.decode(row), occurredAt: row.instant("occurred_at"),
                receivedAt: row.instant("received_at"))
        }
    }

    /// Wakes who waits for these, in the transaction that works them off.
    public func wake(by events: [Event], at now: Instant) throws {
        guard !events.isEmpty else { return }
        let told = events.map {
            JSONCell.row([.number($0.clinicID.rawValue), .number($0.patientID.rawValue), .word($0.type.rawValue)])
        }
        _ = try db.run(
            HappeningSQL.wake.rawValue,
            [.text(JSONCell.table(told)), .instant(now), .instant(now), .instant(now)])
    }
}

extension PlanStore {
    /// What happened to the patient since the enrollment began.
    func happenings(_ row: EnrollmentRow, _ types: Set<EventType>) throws -> [Happening] {
        try HappeningStore(db).happenings(
            of: types, to: row.enrollment.patientID, since: row.enrollment.startedAt, in: row.clinicID)
    }
}
