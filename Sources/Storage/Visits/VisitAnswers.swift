import Campaigns
import CivilTime
import MariaDB
import Tokens

enum VisitAnswerSQL: String, CaseIterable {
    /// One row: a visit as the page behind its link shows it, with the request for another time that waits.
    case asked = """
        SELECT a.status, a.starts_at, a.confirmed_at, p.first_name, p.birth_date, c.name, c.postal_address, c.phone,
               c.zone, c.region, c.age_of_majority, r.id AS request_id, COALESCE(k.language, c.language) AS language, (
                   SELECT COALESCE(g.language, c.language) FROM patient_contact l FORCE INDEX (PRIMARY)
                   JOIN contact g FORCE INDEX (PRIMARY) ON g.clinic_id = l.clinic_id AND g.id = l.contact_id
                   WHERE l.clinic_id = a.clinic_id AND l.patient_id = a.patient_id AND l.receives_care
                   ORDER BY l.contact_id LIMIT 1) AS family_language
        FROM appointment a JOIN clinic c ON c.id = a.clinic_id
        JOIN patient p ON p.clinic_id = a.clinic_id AND p.id = a.patient_id
        JOIN contact k FORCE INDEX (PRIMARY) ON k.clinic_id = p.clinic_id AND k.id = p.contact_id
        LEFT JOIN reschedule_request r ON r.clinic_id = a.clinic_id AND r.appointment_id = a.id
            AND r.starts_at = a.starts_at AND r.done_at IS NULL
        WHERE a.clinic_id = ? AND a.id = ?
        """
    /// One row: the visit, locked.
    case lock = """
        SELECT a.id, a.external_id, a.patient_id, t.name AS type, a.starts_at, a.ends_at, a.provider, a.location,
               a.status, a.booked_at, a.confirmed_at, a.patient_confirmed_at, a.created_at, a.schedule_version
        FROM appointment a JOIN appointment_type t ON t.clinic_id = a.clinic_id AND t.id = a.type_id
        WHERE a.clinic_id = ? AND a.id = ? FOR UPDATE
        """
    case confirm = """
        UPDATE appointment SET status = 'confirmed', confirmed_at = COALESCE(confirmed_at, ?),
            patient_confirmed_at = ?, updated_at = ?
        WHERE clinic_id = ? AND id = ?
        """
    /// One row: the request about the visit at this start that waits, locked.
    case waiting = """
        SELECT id, wish FROM reschedule_request FORCE INDEX (clinic_id_2)
        WHERE clinic_id = ? AND appointment_id = ? AND starts_at = ? AND done_at IS NULL FOR UPDATE
        """
    case request = """
        INSERT INTO reschedule_request (clinic_id, appointment_id, starts_at, wish, requested_at)
        VALUES (?, ?, ?, ?, ?)
        """
    case reword = "UPDATE reschedule_request SET wish = ?, requested_at = ? WHERE clinic_id = ? AND id = ?"
}

/// What patients answer about their visits by the links in our messages.
public struct VisitAnswers {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// A visit as the page behind its link shows it.
    public struct Asked: Sendable, Hashable {
        public let standing: LinkedVisit
        public let isConfirmed: Bool
        /// Another time was asked for, and staff have not seen to it yet.
        public let isChangeWished: Bool
        public let startsAt: Instant
        public let firstName: String
        public let clinicName: String
        /// May have several lines, or be empty.
        public let clinicAddress: String
        public let clinicPhone: String
        public let zone: Zone
        public let region: String
        /// Tag of the language in which whoever receives for the patient reads: of a minor's family the first.
        public let language: String
    }

    /// nil when the clinic has no such visit.
    public func asked(_ link: VisitLink, at now: Instant) throws -> Asked? {
        guard let row = try db.row(VisitAnswerSQL.asked.rawValue, [.int(link.clinic), .int(link.appointment)]),
            let zone = row.optionalZone("zone")
        else { return nil }
        let status: AppointmentStatus = row.choice("status")
        return Asked(
            standing: LinkedVisit(status, startsAt: row.instant("starts_at"), told: link.told, now: now),
            isConfirmed: !row.isNull("confirmed_at"), isChangeWished: !row.isNull("request_id"),
            startsAt: row.instant("starts_at"), firstName: row.text("first_name"), clinicName: row.text("name"),
            clinicAddress: row.text("postal_address"), clinicPhone: row.text("phone"), zone: zone,
            region: row.text("region"), language: Self.language(row, on: zone.civil(at: now).date))
    }

    private static func language(_ row: Row, on day: CivilDate) -> String {
        let isMinor = row.optionalDate("birth_date").map { $0.adding(months: 12 * row.int("age_of_majority")) > day }
        return (isMinor == true ? row.optionalText("family_language") : nil) ?? row.text("language")
    }

    /// The most that is kept of the patient's own words.
    public static let wishLimit = 500

    /// The patient comes: stored with its event, in the transaction at hand or one of its own. Twice is as once, and a
    /// visit that is not to come as the link tells it stays as it is.
    ///
    /// - Returns: false for such a visit.
    @discardableResult
    public func confirm(_ link: VisitLink, at now: Instant) throws -> Bool {
        try db.joiningTransaction {
            guard let old = try lock(link, at: now) else { return false }
            guard old.patientConfirmedAt == nil else { return true }
            _ = try db.run(
                VisitAnswerSQL.confirm.rawValue,
                [.instant(now), .instant(now), .instant(now), .int(link.clinic), .id(old.id)])
            try VisitDayStore(db).mark([old.startsAt], in: ID(link.clinic))
            var new = old
            new.status = .confirmed
            new.patientConfirmedAt = now
            try AppointmentStore(db, revisions: RevisionStore(db)).emit(
                AppointmentChange(from: old, to: new), version: old.scheduleVersion, in: ID(link.clinic),
                isBulk: false, at: now)
            return true
        }
    }

    /// The patient asks for another time, in the transaction at hand or one of its own: staff find the request, and an
    /// event tells it. While it waits, other words take the place of the first, and the same ones change nothing.
    ///
    /// - Parameter wish: the patient's own words, or empty.
    /// - Returns: false for a visit that is not to come as the link tells it.
    @discardableResult
    public func askForAnotherTime(_ link: VisitLink, wish: String, at now: Instant) throws -> Bool {
        try db.joiningTransaction {
            guard let visit = try lock(link, at: now) else { return false }
            let about: [Value] = [.int(link.clinic), .id(visit.id), .instant(visit.startsAt)]
            if let waiting = try db.row(VisitAnswerSQL.waiting.rawValue, about) {
                guard !wish.isEmpty, wish != waiting.text("wish") else { return true }
                let id: ID<RescheduleRequest> = waiting.id("id")
                _ = try db.run(
                    VisitAnswerSQL.reword.rawValue, [.text(wish), .instant(now), .int(link.clinic), .id(id)])
                return true
            }
            let made = try db.run(VisitAnswerSQL.request.rawValue, about + [.text(wish), .instant(now)])
            let arrival = EventStore.Arrival(
                key: "reschedule:\(made.lastID)", type: .rescheduleRequested, patient: visit.patientID,
                anchor: Anchor(appointment: visit.id), occurredAt: now,
                data: JSON.object(["startsAt": .string(visit.startsAt.rfc3339), "wish": .string(wish)]).text)
            try EventStore(db).emit(arrival, in: ID(link.clinic), at: now)
            return true
        }
    }

    /// The visit, if it is still to come as the link tells it; locked until the transaction ends.
    private func lock(_ link: VisitLink, at now: Instant) throws -> Appointment? {
        let row = try db.row(VisitAnswerSQL.lock.rawValue, [.int(link.clinic), .int(link.appointment)])
        guard let visit = row.map(AppointmentRow.decode),
            LinkedVisit(visit.status, startsAt: visit.startsAt, told: link.told, now: now) == .toCome
        else { return nil }
        return visit
    }
}

extension VisitLink {
    fileprivate var told: Instant { Instant(microseconds: startsAt) }
}
