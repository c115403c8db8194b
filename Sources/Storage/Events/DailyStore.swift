import Campaigns
import CivilTime
import MariaDB

/// Finds what is due by the clinic's date (birthdays, payments, recalls, retainers), and tells each once as an event.
public struct DailyStore {
    let db: Database
    let clinic: Clinic

    public init(_ db: Database, clinic: Clinic) {
        self.db = db
        self.clinic = clinic
    }

    /// A running campaign that a daily event starts.
    public struct Asking: Sendable {
        public let campaign: TriggerStore.Running
        public let activatedAt: Instant?
    }

    /// Those of all clinics, a clinic's together.
    public static func asking(_ db: Database) throws -> [Asking] {
        try db.rows(DailySQL.campaigns.rawValue).map {
            Asking(campaign: TriggerStore.Running($0), activatedAt: $0.optionalInstant("activated_at"))
        }
    }

    /// One kind of event, on one of the days when it is told.
    public struct Telling: Sendable, Hashable {
        public let type: EventType
        public let leadDays: Int
        /// The clinic's date on whose morning it happens.
        public let told: CivilDate

        public init(type: EventType, leadDays: Int, told: CivilDate) {
            self.type = type
            self.leadDays = leadDays
            self.told = told
        }

        /// The clinic's date that it is about.
        public var day: CivilDate { told.adding(days: leadDays) }

        /// What the once-only keys of its events begin with; the subject's id follows.
        fileprivate var key: String { "\(DailyEvents.keyPrefix)\(type.rawValue):\(leadDays):\(day.text):" }
    }

    /// Tells one batch of those that have not been told, in a transaction of its own.
    ///
    /// - Returns: how many; fewer than `limit` when that was the last of them.
    public func tell(_ telling: Telling, at now: Instant, limit: Int) throws -> Int {
        try db.transaction {
            let rows = try due(telling, at: now, limit: limit)
            for row in rows { try tell(telling, row, at: now) }
            return rows.count
        }
    }

    private func tell(_ telling: Telling, _ row: Row, at now: Instant) throws {
        let patient: ID<Patient> = row.id("patient_id")
        let anchor = Anchor(treatment: row.optionalID("treatment_id"), invoice: row.optionalID("invoice_id"))
        let subject = anchor.treatment?.rawValue ?? anchor.invoice?.rawValue ?? patient.rawValue
        var arrival = EventStore.Arrival(
            key: telling.key + String(subject), type: telling.type, patient: patient, anchor: anchor,
            occurredAt: DailyEvents(clinic.calendar).morning(of: telling.told),
            data: JSON.object(["day": .string(telling.day.text)]).text)
        arrival.day = telling.day
        arrival.leadDays = telling.leadDays
        try EventStore(db).emit(arrival, in: clinic.id, at: now)
    }

    private func due(_ telling: Telling, at now: Instant, limit: Int) throws -> [Row] {
        let key: [Value] = [.text(telling.key), .number(limit)]
        switch telling.type {
        case .birthday:
            return try telling.day.birthdays.flatMap { birthday in
                try db.rows(
                    DailySQL.birthdays.rawValue,
                    [.id(clinic.id), .number(birthday), .date(telling.day)] + key)
            }
        case .paymentDue:
            return try db.rows(DailySQL.dueInvoices.rawValue, [.id(clinic.id), .date(telling.day)] + key)
        case .recallDue:
            guard let span = span(monthsBefore: clinic.recallMonths, telling.day) else { return [] }
            return try db.rows(DailySQL.recalls.rawValue, [.id(clinic.id)] + span + [.instant(now)] + key)
        case .retainerReorderDue:
            guard let span = span(monthsBefore: DailyEvents.retainerMonths, telling.day) else { return [] }
            return try db.rows(DailySQL.retainers.rawValue, [.id(clinic.id)] + span + key)
        default: return []
        }
    }

    /// From the beginning of the first to the end of the last day that lies so many months before `day`.
    private func span(monthsBefore months: Int, _ day: CivilDate) -> [Value]? {
        guard let days = day.origins(monthsBefore: months) else { return nil }
        let midnight = ClockTime(minutes: 0)
        return [days.lowerBound, days.upperBound.adding(days: 1)].map {
            .instant(clinic.zone.instant(of: $0.at(midnight)))
        }
    }
}
