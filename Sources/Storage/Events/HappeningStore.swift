import Campaigns
import CivilTime
import MariaDB

enum HappeningSQL: String, CaseIterable {
    /// One row per event that a question of a list asks for, with the question's place from 1: of its patient, of one of its
    /// types, received since its time.
    case asked = """
        SELECT STRAIGHT_JOIN asked.place, e.id, e.type, e.appointment_id, e.treatment_id, e.invoice_id, e.occurred_at,
               e.received_at
        FROM JSON_TABLE(?, '$[*]' COLUMNS (place FOR ORDINALITY, patient BIGINT PATH '$[0]', types TEXT PATH '$[1]',
            since DATETIME(6) PATH '$[2]')) asked
        JOIN event e FORCE INDEX (clinic_id_3) ON e.clinic_id = ? AND e.patient_id = asked.patient
        WHERE FIND_IN_SET(e.type, asked.types) AND e.received_at >= asked.since
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

    /// What is asked about one patient.
    struct Asked {
        let types: Set<EventType>
        let patient: ID<Patient>
        let since: Instant
    }

    /// What happened of all that each question's types name, in the order of the questions; no statement where none of them
    /// names anything.
    func happenings(_ asked: [Asked], in clinic: ID<Clinic>) throws -> [[Happening]] {
        var happenings = Array(repeating: [Happening](), count: asked.count)
        guard asked.contains(where: { !$0.types.isEmpty }) else { return happenings }
        let cells = asked.map {
            let names = $0.types.map(\.rawValue).sorted().joined(separator: ",")
            return JSONCell.row([.number($0.patient.rawValue), .word(names), .instant($0.since)])
        }
        for row in try db.rows(HappeningSQL.asked.rawValue, [.text(JSONCell.table(cells)), .id(clinic)]) {
            happenings[row.int("place") - 1].append(Self.decode(row))
        }
        return happenings
    }

    private static func decode(_ row: Row) -> Happening {
        guard let type = EventType(rawValue: row.text("type")) else {
            preconditionFailure("an event that has no name")
        }
        return Happening(
            id: row.id("id"), type: type, anchor: AnchorRow.decode(row), occurredAt: row.instant("occurred_at"),
            receivedAt: row.instant("received_at"))
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

extension HappeningStore.Asked {
    /// What happened to the patient since the enrollment began.
    init(_ types: Set<EventType>, since row: EnrollmentRow) {
        self.init(types: types, patient: row.enrollment.patientID, since: row.enrollment.startedAt)
    }
}
