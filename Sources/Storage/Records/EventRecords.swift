import Campaigns
import CivilTime
import MariaDB

enum EventRecordSQL: String, CaseIterable {
    /// One row per event, newest first, from an id downwards.
    case page = """
        SELECT STRAIGHT_JOIN e.id, e.source_key, e.type, p.external_id AS patient, a.external_id AS appointment,
               t.external_id AS treatment, i.external_id AS invoice, e.occurred_at, e.received_at, e.data, e.state
        FROM event e FORCE INDEX (clinic_id)
        JOIN patient p FORCE INDEX (PRIMARY) ON p.clinic_id = e.clinic_id AND p.id = e.patient_id
        LEFT JOIN appointment a FORCE INDEX (PRIMARY) ON a.clinic_id = e.clinic_id AND a.id = e.appointment_id
        LEFT JOIN treatment t FORCE INDEX (PRIMARY) ON t.clinic_id = e.clinic_id AND t.id = e.treatment_id
        LEFT JOIN invoice i FORCE INDEX (PRIMARY) ON i.clinic_id = e.clinic_id AND i.id = e.invoice_id
        WHERE e.clinic_id = ? AND e.id < ? AND (? IS NULL OR e.type = ?) ORDER BY e.id DESC LIMIT ?
        """
    /// The same of one patient.
    case ofPatient = """
        SELECT STRAIGHT_JOIN e.id, e.source_key, e.type, p.external_id AS patient, a.external_id AS appointment,
               t.external_id AS treatment, i.external_id AS invoice, e.occurred_at, e.received_at, e.data, e.state
        FROM event e FORCE INDEX (clinic_id_3)
        JOIN patient p FORCE INDEX (PRIMARY) ON p.clinic_id = e.clinic_id AND p.id = e.patient_id
        LEFT JOIN appointment a FORCE INDEX (PRIMARY) ON a.clinic_id = e.clinic_id AND a.id = e.appointment_id
        LEFT JOIN treatment t FORCE INDEX (PRIMARY) ON t.clinic_id = e.clinic_id AND t.id = e.treatment_id
        LEFT JOIN invoice i FORCE INDEX (PRIMARY) ON i.clinic_id = e.clinic_id AND i.id = e.invoice_id
        WHERE e.clinic_id = ? AND e.patient_id = ? AND e.id < ? AND (? IS NULL OR e.type = ?)
        ORDER BY e.id DESC LIMIT ?
        """
}

/// What happened, as programs read it.
public struct EventRecords {
    let db: Database

    public init(_ db: Database) { self.db = db }

    public struct Record: Sendable, Hashable {
        public enum State: String, Sendable, CaseIterable {
            /// No tick has looked at it.
            case pending
            case done
            /// Looking at it failed five times.
            case failed
        }

        /// What it is about, by the neighbour's id.
        public struct Subject: Sendable, Hashable {
            public let kind: AnchorKind
            public let externalID: String
        }

        public let id: ID<Event>
        /// The sender's once-only key; nil for events of ours.
        public let key: String?
        public let type: EventType
        /// The neighbour's id of the patient.
        public let patient: String
        public let subject: Subject?
        public let occurredAt: Instant
        public let receivedAt: Instant
        /// JSON, as it came.
        public let data: String?
        public let state: State
    }

    public func page(of patient: ID<Patient>?, type: EventType?, before: ID<Event>?, in clinic: ID<Clinic>) throws
        -> RecordPage<Record>
    {
        RecordPage(try records(of: patient, type: type, before: before ?? ID(.max), .recordLimit, in: clinic))
    }

    /// nil when the clinic has none of this id.
    public func record(_ id: ID<Event>, in clinic: ID<Clinic>) throws -> Record? {
        guard id.rawValue < .max else { return nil }
        return try records(of: nil, type: nil, before: ID(id.rawValue + 1), 1, in: clinic).first { $0.id == id }
    }

    private func records(
        of patient: ID<Patient>?, type: EventType?, before: ID<Event>, _ limit: Value, in clinic: ID<Clinic>
    ) throws -> [Record] {
        let place: [Value] = [.id(before), .choice(type), .choice(type), limit]
        let rows =
            try patient.map { try db.rows(EventRecordSQL.ofPatient.rawValue, [.id(clinic), .id($0)] + place) }
            ?? db.rows(EventRecordSQL.page.rawValue, [.id(clinic)] + place)
        return rows.map(Self.decode)
    }

    private static func decode(_ row: Row) -> Record {
        let subjects: [(AnchorKind, String)] = [
            (.appointment, "appointment"), (.treatment, "treatment"), (.invoice, "invoice"),
        ]
        let subject = subjects.compactMap { kind, column in
            row.optionalText(column).map { Record.Subject(kind: kind, externalID: $0) }
        }.first
        let key = row.text("source_key")
        return Record(
            id: row.id("id"),
            key: key.hasPrefix(Self.sendersPrefix) ? String(key.dropFirst(Self.sendersPrefix.count)) : nil,
            type: row.choice("type"), patient: row.text("patient"), subject: subject,
            occurredAt: row.instant("occurred_at"), receivedAt: row.instant("received_at"),
            data: row.optionalText("data"), state: row.choice("state"))
    }

    /// What `EventIntakeStore` puts before a sender's key.
    private static let sendersPrefix = "intake:"
}
