import Campaigns
import CivilTime
import MariaDB

/// Visits as the booking system tells them. What a change means for events and planned messages is written in the same
/// transaction.
public struct AppointmentStore {
    let db: Database
    let revisions: RevisionStore

    public init(_ db: Database, revisions: RevisionStore) {
        self.db = db
        self.revisions = revisions
    }

    /// Stores one visit, in the transaction at hand or one of its own.
    public func save(_ intake: AppointmentIntake, in clinic: Clinic, isBulk: Bool = false, at now: Instant) throws
        -> Saved
    {
        try db.joiningTransaction {
            guard let row = try db.row(AppointmentSQL.lock.rawValue, [.id(clinic.id), .text(intake.externalID)])
            else { return try insert(intake, in: clinic, isBulk: isBulk, at: now) }
            return try update(row, by: intake, in: clinic, isBulk: isBulk, at: now)
        }
    }

    private func insert(_ intake: AppointmentIntake, in clinic: Clinic, isBulk: Bool, at now: Instant) throws
        -> Saved
    {
        guard let type = intake.type.value, let startsAt = intake.startsAt.value, let status = intake.status.value,
            let patientKey = intake.patient.value
        else { return .refused(intake.problemsIfNew) }
        guard let patient = try patient(patientKey, in: clinic.id) else { return .refused([Self.unknownPatient]) }
        var visit = Appointment(
            id: ID(0), externalID: intake.externalID, patientID: patient, type: type, startsAt: startsAt,
            endsAt: intake.endsAt.value, provider: intake.provider.value ?? "",
            location: intake.location.value ?? "", status: status, bookedAt: intake.bookedAt.value,
            confirmedAt: status == .confirmed ? now : nil)
        let change = try db.run(
            AppointmentSQL.insert.rawValue,
            [
                .id(clinic.id), .text(visit.externalID), .id(patient), .id(try typeID(type, in: clinic.id)),
                .instant(visit.startsAt), .instant(visit.endsAt), .text(visit.provider), .text(visit.location),
                .choice(visit.status), .instant(visit.bookedAt), .instant(visit.confirmedAt),
                .int(intake.version.value), .instant(visit.startsAt), .instant(now), .instant(now),
            ])
        visit = visit.with(id: ID(change.lastID))
        try VisitDayStore(db).mark([visit.startsAt], in: clinic.id)
        let told = AppointmentChange(new: visit)
        try emit(told, version: 1, in: clinic.id, isBulk: isBulk, at: now)
        if told.isNewlyBooked { try VisitReplan(self, clinic, now).followers(of: told) }
        return .made
    }

    private func update(
        _ row: Row, by intake: AppointmentIntake, in clinic: Clinic, isBulk: Bool, at now: Instant
    ) throws -> Saved {
        let stored: Int64? = row.optionalInt("version")
        if let stored, let told = intake.version.value, told < stored { return .kept }
        let old = AppointmentRow.decode(row)
        if let key = intake.patient.value, try patient(key, in: clinic.id) != old.patientID {
            return .refused([Self.otherPatient])
        }
        let change = AppointmentChange(of: intake, to: old, at: now)
        guard change.new != old || intake.version.value != stored else { return .kept }
        let isRescheduled = change.isMoved || change.isRevived
        let version = row.int("schedule_version") + (isRescheduled ? 1 : 0)
        let visit = change.new
        _ = try db.run(
            AppointmentSQL.update.rawValue,
            [
                .id(try typeID(visit.type, in: clinic.id)), .instant(visit.startsAt), .instant(visit.endsAt),
                .text(visit.provider), .text(visit.location), .choice(visit.status), .instant(visit.bookedAt),
                .instant(visit.confirmedAt), .instant(visit.patientConfirmedAt),
                .int(intake.version.replacing(stored)), .number(version),
                .instant(change.isMoved ? now : nil), .instant(now), .id(clinic.id), .id(visit.id),
            ])
        try VisitDayStore(db).mark([old.startsAt, visit.startsAt], in: clinic.id)
        try emit(change, version: version, in: clinic.id, isBulk: isBulk, at: now)
        try VisitReplan(self, clinic, now).replan(after: change)
        return .kept
    }

    private static let unknownPatient = FieldProblem(
        field: "patient", message: "There is no patient with this id. Send the patient first.")
    private static let otherPatient = FieldProblem(
        field: "patient", message: "This appointment belongs to another patient.")

    private func patient(_ key: String, in clinic: ID<Clinic>) throws -> ID<Patient>? {
        try db.row(AppointmentSQL.patient.rawValue, [.id(clinic), .text(key)])?.optionalID("id")
    }

    private func typeID(_ name: String, in clinic: ID<Clinic>) throws -> ID<Appointment> {
        if let row = try db.row(AppointmentSQL.findType.rawValue, [.id(clinic), .text(name)]) { return row.id("id") }
        return ID(try db.run(AppointmentSQL.type.rawValue, [.id(clinic), .text(name)]).lastID)
    }

    /// By bulk intake only a coming visit emits, and for a reminder to take up even without its own time
    /// (rules.md 1.5).
    func emit(
        _ change: AppointmentChange, version: Int, in clinic: ID<Clinic>, isBulk: Bool, at now: Instant
    ) throws {
        let visit = change.new
        for type in change.events {
            let isBooking = type == .appointmentBooked
            if isBulk, change.old == nil, !isBooking || visit.startsAt <= now { continue }
            let ownTime = isBooking && change.old == nil ? visit.bookedAt : nil
            let arrival = EventStore.Arrival(
                key: "appointment:\(visit.id):\(type.rawValue):\(version):\(visit.status.rawValue)", type: type,
                patient: visit.patientID, anchor: Anchor(appointment: visit.id),
                occurredAt: ownTime.map { min($0, now) } ?? (isBulk && change.old == nil ? nil : now),
                isBulk: isBulk, data: Self.data(startsAt: visit.startsAt))
            try EventStore(db).emit(arrival, in: clinic, at: now)
        }
    }

    /// What an event about a visit keeps of it, so that a replay knows the start of then, and a move which it was.
    private static func data(startsAt: Instant, scheduleVersion: Int64? = nil) -> String {
        var members = [JSON.Member(key: "startsAt", value: .string(startsAt.rfc3339))]
        if let scheduleVersion {
            members.append(JSON.Member(key: "scheduleVersion", value: .integer(scheduleVersion)))
        }
        return JSON.object(members).text
    }

    /// How long a change of start must stand before it is told (rules.md 3.3).
    static let quietMinutes = 10

    /// Emits *moved* for visits whose start has stood and differs from the one told last, in a transaction of its own.
    ///
    /// - Returns: how many changes were looked at.
    public func tellMoves(at now: Instant, limit: Int) throws -> Int {
        try db.transaction {
            let rows = try db.rows(
                AppointmentSQL.moved.rawValue,
                [.instant(now.adding(minutes: -Self.quietMinutes)), .number(limit)])
            for row in rows { try tellMove(row, at: now) }
            return rows.count
        }
    }

    private func tellMove(_ row: Row, at now: Instant) throws {
        let clinic: ID<Clinic> = row.id("clinic_id")
        let visit: ID<Appointment> = row.id("id")
        let status: AppointmentStatus = row.choice("status")
        let isExpected = status == .booked || status == .confirmed
        if isExpected, row.instant("starts_at") != row.instant("emitted_start") {
            let arrival = EventStore.Arrival(
                key: "appointment:\(visit):moved:\(row.int("schedule_version") as Int)", type: .appointmentMoved,
                patient: row.id("patient_id"), anchor: Anchor(appointment: visit),
                // Not the tick's clock: an outage changes nothing (rules.md 1.4).
                occurredAt: row.instant("moved_at").adding(minutes: Self.quietMinutes),
                data: Self.data(startsAt: row.instant("starts_at"), scheduleVersion: row.int("schedule_version")))
            try EventStore(db).emit(arrival, in: clinic, at: now)
        }
        _ = try db.run(AppointmentSQL.told.rawValue, [.id(clinic), .id(visit)])
    }

    /// A coming visit that a campaign may take up.
    public struct ToCome: Sendable {
        public let id: ID<Appointment>
        public let patientID: ID<Patient>
        public let bookedAt: Instant?
    }

    /// Expected visits to come with an id above `after`, in order of their ids.
    public func toCome(in clinic: ID<Clinic>, after: ID<Appointment>, now: Instant, limit: Int) throws -> [ToCome] {
        try db.rows(AppointmentSQL.toCome.rawValue, [.id(clinic), .id(after), .instant(now), .number(limit)]).map {
            ToCome(id: $0.id("id"), patientID: $0.id("patient_id"), bookedAt: $0.optionalInstant("booked_at"))
        }
    }

    public func countToCome(in clinic: ID<Clinic>, now: Instant) throws -> Int {
        try db.row(AppointmentSQL.countToCome.rawValue, [.id(clinic), .instant(now)])?.int("visits") ?? 0
    }
}
