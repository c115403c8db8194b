import Campaigns
import CivilTime
import MariaDB

enum AppointmentRecordSQL: String, CaseIterable {
    /// One row per appointment of a span of time, by its start, from a place onwards.
    case page = """
        SELECT STRAIGHT_JOIN a.id, a.external_id, a.patient_id, p.external_id AS patient, t.name AS type, a.starts_at,
               a.ends_at, a.provider, a.location, a.status, a.booked_at, a.confirmed_at, a.patient_confirmed_at,
               a.created_at, a.version,
               a.schedule_version
        FROM appointment a FORCE INDEX (clinic_id_4)
        JOIN patient p FORCE INDEX (PRIMARY) ON p.clinic_id = a.clinic_id AND p.id = a.patient_id
        JOIN appointment_type t FORCE INDEX (PRIMARY) ON t.clinic_id = a.clinic_id AND t.id = a.type_id
        WHERE a.clinic_id = ? AND a.starts_at >= ? AND a.starts_at < ? AND (a.starts_at > ? OR a.id > ?)
            AND (? IS NULL OR a.status = ?)
        ORDER BY a.starts_at, a.id LIMIT ?
        """
    /// The same of one patient.
    case ofPatient = """
        SELECT STRAIGHT_JOIN a.id, a.external_id, a.patient_id, p.external_id AS patient, t.name AS type, a.starts_at,
               a.ends_at, a.provider, a.location, a.status, a.booked_at, a.confirmed_at, a.patient_confirmed_at,
               a.created_at, a.version,
               a.schedule_version
        FROM appointment a FORCE INDEX (clinic_id_3)
        JOIN patient p FORCE INDEX (PRIMARY) ON p.clinic_id = a.clinic_id AND p.id = a.patient_id
        JOIN appointment_type t FORCE INDEX (PRIMARY) ON t.clinic_id = a.clinic_id AND t.id = a.type_id
        WHERE a.clinic_id = ? AND a.patient_id = ? AND a.starts_at >= ? AND a.starts_at < ?
            AND (a.starts_at > ? OR a.id > ?) AND (? IS NULL OR a.status = ?)
        ORDER BY a.starts_at, a.id LIMIT ?
        """
    /// One row: the appointment of a neighbour's id.
    case one = """
        SELECT a.id, a.external_id, a.patient_id, p.external_id AS patient, t.name AS type, a.starts_at, a.ends_at,
               a.provider, a.location, a.status, a.booked_at, a.confirmed_at, a.patient_confirmed_at,
               a.created_at, a.version,
               a.schedule_version
        FROM appointment a
        JOIN patient p FORCE INDEX (PRIMARY) ON p.clinic_id = a.clinic_id AND p.id = a.patient_id
        JOIN appointment_type t FORCE INDEX (PRIMARY) ON t.clinic_id = a.clinic_id AND t.id = a.type_id
        WHERE a.clinic_id = ? AND a.external_id = ?
        """
}

/// Appointments as programs read them, by their start.
public struct AppointmentRecords {
    let db: Database

    public init(_ db: Database) { self.db = db }

    public struct Record: Sendable, Hashable {
        public let appointment: Appointment
        /// The neighbour's id of the patient.
        public let patient: String
        /// The booking system's own.
        public let version: Int64?
    }

    /// Which appointments a list shows.
    public struct Filter: Sendable {
        public var patient: ID<Patient>?
        public var status: AppointmentStatus?
        /// The first start that is shown, and the first that no longer is.
        public var from: Instant?
        public var to: Instant?

        public init(
            patient: ID<Patient>? = nil, status: AppointmentStatus? = nil, from: Instant? = nil, to: Instant? = nil
        ) {
            self.patient = patient
            self.status = status
            self.from = from
            self.to = to
        }
    }

    /// The place after one appointment.
    public struct Cursor: Sendable, Hashable {
        let startsAt: Instant
        let id: ID<Appointment>

        init(startsAt: Instant, id: ID<Appointment>) {
            self.startsAt = startsAt
            self.id = id
        }

        public init(after record: Record) {
            self.init(startsAt: record.appointment.startsAt, id: record.appointment.id)
        }

        /// What `text` wrote; nil for anything else.
        public init?(text: String) {
            let parts = text.split(separator: "_", omittingEmptySubsequences: false)
            guard parts.count == 2, let microseconds = Int64(parts[0]), let id = ID<Appointment>(text: String(parts[1]))
            else { return nil }
            self.init(startsAt: Instant(microseconds: microseconds), id: id)
            guard Self.span.contains(startsAt), self.text == text else { return nil }
        }

        public var text: String { "\(startsAt.microseconds)_\(id)" }

        static let start = Cursor(startsAt: span.lowerBound, id: ID(0))
        /// The years that intake takes.
        static let span = Instant(seconds: -2_208_988_800)..<Instant(seconds: 7_258_118_400)
    }

    public func page(_ filter: Filter, after: Cursor?, in clinic: ID<Clinic>) throws -> RecordPage<Record> {
        let cursor = after ?? .start
        let from = max(cursor.startsAt, filter.from ?? cursor.startsAt)
        let place: [Value] = [
            .instant(from), .instant(filter.to ?? Cursor.span.upperBound), .instant(cursor.startsAt), .id(cursor.id),
            .choice(filter.status), .choice(filter.status), .recordLimit,
        ]
        let rows =
            try filter.patient.map {
                try db.rows(AppointmentRecordSQL.ofPatient.rawValue, [.id(clinic), .id($0)] + place)
            } ?? db.rows(AppointmentRecordSQL.page.rawValue, [.id(clinic)] + place)
        return RecordPage(rows.map(Self.decode))
    }

    public func record(_ externalID: String, in clinic: ID<Clinic>) throws -> Record? {
        try db.row(AppointmentRecordSQL.one.rawValue, [.id(clinic), .text(externalID)]).map(Self.decode)
    }

    private static func decode(_ row: Row) -> Record {
        Record(
            appointment: AppointmentRow.decode(row), patient: row.text("patient"), version: row.optionalInt("version"))
    }
}
