import Campaigns
import CivilTime
import Foundation
import MariaDB

/// Writes the rows of an invented clinic in Chicago, for tests of what reads them.
public struct SampleRows {
    public let db: Database
    /// When all of it was made.
    public static let made = instant("2027-01-01T00:00Z")

    public init(_ db: Database) { self.db = db }

    public static func instant(_ text: String) -> Instant {
        guard let instant = Instant(text) else { preconditionFailure("no instant: \(text)") }
        return instant
    }

    private var now: Value { .timestamp(Self.made.microseconds) }

    /// Open Monday to Friday from 9 to 17.
    public func clinic(_ name: String = "Lakeside Orthodontics") throws -> ID<Clinic> {
        let clinic = try db.run(
            """
            INSERT INTO clinic (name, zone, postal_address, phone, created_at)
            VALUES (?, 'America/Chicago', '1 Shore Road, Chicago', '+13125550100', ?)
            """, [.text(name), now]
        ).lastID
        for weekday in 1...5 {
            _ = try db.run(
                "INSERT INTO clinic_hours (clinic_id, weekday, opens, closes) VALUES (?, ?, '09:00', '17:00')",
                [.int(clinic), .int(Int64(weekday))])
        }
        return ID(clinic)
    }

    /// An adult with an e-mail address.
    public func patient(_ key: String, in clinic: ID<Clinic>, email: String = "robin@patients.example") throws
        -> ID<Patient>
    {
        let contact = try db.run(
            """
            INSERT INTO contact (clinic_id, first_name, last_name, created_at, updated_at)
            VALUES (?, 'Robin', 'Winter', ?, ?)
            """, [.int(clinic.rawValue), now, now]
        ).lastID
        let point = try point(email, in: clinic)
        _ = try db.run(
            "INSERT INTO contact_address (clinic_id, contact_id, kind, contact_point_id) VALUES (?, ?, 'email', ?)",
            [.int(clinic.rawValue), .int(contact), .int(point.rawValue)])
        return ID(
            try db.run(
                """
                INSERT INTO patient (clinic_id, external_id, contact_id, first_name, last_name, birth_date,
                    created_at, updated_at)
                VALUES (?, ?, ?, 'Robin', 'Winter', '1990-05-04', ?, ?)
                """, [.int(clinic.rawValue), .text(key), .int(contact), now, now]
            ).lastID)
    }

    private func point(_ email: String, in clinic: ID<Clinic>) throws -> ID<ContactPoint> {
        ID(
            try db.run(
                """
                INSERT INTO contact_point (clinic_id, kind, address, created_at) VALUES (?, 'email', ?, ?)
                ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id)
                """, [.int(clinic.rawValue), .text(email), now]
            ).lastID)
    }

    /// A marketing campaign with one e-mail step.
    public func campaign(_ name: String = "Whitening", in clinic: ID<Clinic>, status: CampaignStatus = .active) throws
        -> ID<Campaign>
    {
        let campaign = try db.run(
            """
            INSERT INTO campaign (clinic_id, name, type, is_marketing, trigger_type, trigger_local, audience, status,
                created_at, updated_at)
            VALUES (?, ?, 'MARKETING', TRUE, 'SCHEDULED', '2027-03-08 10:00:00', '{"all":[]}', ?, ?, ?)
            """, [.int(clinic.rawValue), .text(name), .text(status.rawValue), now, now]
        ).lastID
        _ = try db.run(
            """
            INSERT INTO step (clinic_id, campaign_id, position, name, type, channel, created_at, updated_at)
            VALUES (?, ?, 1, 'Offer', 'SEND', 'EMAIL', ?, ?)
            """, [.int(clinic.rawValue), .int(campaign), now, now])
        return ID(campaign)
    }

    /// What its one step is, as a revision keeps it.
    private func document(of campaign: ID<Campaign>) throws -> String {
        let row = try db.row(
            "SELECT id, name FROM step WHERE campaign_id = ? ORDER BY id LIMIT 1", [.int(campaign.rawValue)])
        let step = row.map {
            Step(id: ID($0.int("id")), name: $0.text("name"), action: .send(SendStep(channel: .email, template: nil)))
        }
        let terms = Terms(
            type: .marketing, purpose: .marketing, trigger: nil, audience: .everybody,
            workflow: Workflow(steps: step.map { [$0] } ?? []))
        return String(decoding: try JSONEncoder().encode(terms), as: UTF8.self)
    }

    /// The send has failed, and waits for a person.
    ///
    /// - Parameters:
    ///   - failure: such as `permanent`.
    ///   - kind: such as `address`.
    public func fail(_ send: ID<Send>, _ failure: String = "permanent", kind: String = "address", at: Instant) throws {
        _ = try db.run(
            "UPDATE send SET phase = 'FAILED', failure = ?, next_at = NULL, updated_at = ? WHERE id = ?",
            [.text(failure), .timestamp(at.microseconds), .int(send.rawValue)])
        _ = try db.run(
            """
            INSERT INTO attention (send_id, clinic_id, campaign_id, kind, failed_at)
            SELECT id, clinic_id, campaign_id, ?, ? FROM send WHERE id = ?
            """, [.text(kind), .timestamp(at.microseconds), .int(send.rawValue)])
    }

    /// An e-mail of the campaign's step to the patient's own address.
    ///
    /// - Parameter sentAt: nil for one that still waits.
    public func send(
        of campaign: ID<Campaign>, to patient: ID<Patient>, in clinic: ID<Clinic>, plannedAt: Instant,
        sentAt: Instant? = nil
    ) throws -> ID<Send> {
        let revision = try db.run(
            """
            INSERT INTO revision (clinic_id, campaign_id, number, document, published_at)
            SELECT ?, ?, COUNT(*) + 1, ?, ? FROM revision WHERE campaign_id = ?
            """,
            [
                .int(clinic.rawValue), .int(campaign.rawValue), .text(try document(of: campaign)), now,
                .int(campaign.rawValue),
            ]
        ).lastID
        let key = "send:\(revision)"
        let enrollment = try db.run(
            """
            INSERT INTO enrollment (clinic_id, campaign_id, revision_id, patient_id, anchor_key, started_at, opens_at,
                received_at, reached_at, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .int(clinic.rawValue), .int(campaign.rawValue), .int(revision), .int(patient.rawValue), .text(key),
                now, now, now, now, now, now,
            ]
        ).lastID
        return ID(
            try db.run(
                """
                INSERT INTO send (clinic_id, campaign_id, revision_id, enrollment_id, patient_id, step_id, contact_id,
                    contact_point_id, channel, lane, schedule_version, dedupe_key, phase, planned_at, due_at, next_at,
                    sent_at, created_at, updated_at)
                SELECT p.clinic_id, ?, ?, ?, p.id, (SELECT MIN(id) FROM step WHERE campaign_id = ?), p.contact_id,
                    a.contact_point_id, 'EMAIL', 3, 1, ?, ?, ?, ?, ?, ?, ?, ?
                FROM patient p
                JOIN contact_address a ON a.clinic_id = p.clinic_id AND a.contact_id = p.contact_id AND a.kind = 'email'
                WHERE p.clinic_id = ? AND p.id = ?
                """,
                [
                    .int(campaign.rawValue), .int(revision), .int(enrollment), .int(campaign.rawValue), .text(key),
                    .text(sentAt == nil ? "READY" : "SENT"), .timestamp(plannedAt.microseconds),
                    .timestamp(plannedAt.microseconds),
                    .timestamp(sentAt == nil ? plannedAt.microseconds : nil), .timestamp(sentAt?.microseconds), now,
                    now, .int(clinic.rawValue), .int(patient.rawValue),
                ]
            ).lastID)
    }

    /// A booked visit of the patient.
    @discardableResult
    public func visit(
        _ key: String, of patient: ID<Patient>, in clinic: ID<Clinic>, startsAt: Instant
    ) throws -> ID<Appointment> {
        let type = try db.run(
            """
            INSERT INTO appointment_type (clinic_id, name) VALUES (?, 'Adjustment')
            ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id)
            """, [.int(clinic.rawValue)]
        ).lastID
        let start = Value.timestamp(startsAt.microseconds)
        return ID(
            try db.run(
                """
                INSERT INTO appointment (clinic_id, external_id, patient_id, type_id, starts_at, status, emitted_start,
                    created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, 'booked', ?, ?, ?)
                """,
                [
                    .int(clinic.rawValue), .text(key), .int(patient.rawValue), .int(type), start, start, now, now,
                ]
            ).lastID)
    }

    /// A patient's request for another time that waits for staff.
    public func rescheduleRequest(_ wish: String = "", about visit: ID<Appointment>, in clinic: ID<Clinic>) throws
        -> ID<RescheduleRequest>
    {
        ID(
            try db.run(
                """
                INSERT INTO reschedule_request (clinic_id, appointment_id, starts_at, wish, requested_at)
                SELECT clinic_id, id, starts_at, ?, ? FROM appointment WHERE clinic_id = ? AND id = ?
                """, [.text(wish), now, .int(clinic.rawValue), .int(visit.rawValue)]
            ).lastID)
    }

    /// A text from a number that staff have to read.
    public func reply(
        _ text: String, from number: String = "+13125550142", in clinic: ID<Clinic>, at time: Instant = made
    ) throws -> ID<InboundMessage> {
        let point = try phone(number, in: clinic)
        let key = try count("inbound_message")
        return ID(
            try db.run(
                """
                INSERT INTO inbound_message (clinic_id, provider, provider_key, contact_point_id, text, state, received_at)
                VALUES (?, 'twilio', ?, ?, ?, 'shown', ?)
                """,
                [
                    .int(clinic.rawValue), .text("SM\(key)"), .int(point.rawValue), .text(text),
                    .timestamp(time.microseconds),
                ]
            ).lastID)
    }

    /// A number as the clinic knows it.
    public func phone(_ number: String, in clinic: ID<Clinic>) throws -> ID<ContactPoint> {
        ID(
            try db.run(
                """
                INSERT INTO contact_point (clinic_id, kind, address, created_at) VALUES (?, 'phone', ?, ?)
                ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id)
                """, [.int(clinic.rawValue), .text(number), now]
            ).lastID)
    }

    /// Gives the patient's own contact a number.
    public func give(_ number: String, to patient: ID<Patient>, in clinic: ID<Clinic>) throws {
        _ = try db.run(
            """
            INSERT INTO contact_address (clinic_id, contact_id, kind, contact_point_id)
            SELECT clinic_id, contact_id, 'phone', ? FROM patient WHERE clinic_id = ? AND id = ?
            """,
            [
                .int(try phone(number, in: clinic).rawValue), .int(clinic.rawValue), .int(patient.rawValue),
            ])
    }

    /// Opens the inbox of the patient's own contact, as everybody has one whom a neighbour system told.
    public func openInbox(of patient: ID<Patient>, in clinic: ID<Clinic>) throws {
        let point = try db.run(
            """
            INSERT INTO contact_point (clinic_id, kind, address, created_at)
            SELECT clinic_id, 'inbox', contact_id, ? FROM patient WHERE clinic_id = ? AND id = ?
            """, [now, .int(clinic.rawValue), .int(patient.rawValue)]
        ).lastID
        _ = try db.run(
            """
            INSERT INTO contact_address (clinic_id, contact_id, kind, contact_point_id)
            SELECT clinic_id, contact_id, 'inbox', ? FROM patient WHERE clinic_id = ? AND id = ?
            """, [.int(point), .int(clinic.rawValue), .int(patient.rawValue)])
    }

    /// How many rows a table holds.
    public func count(_ table: String, where condition: String = "TRUE") throws -> Int {
        try db.row("SELECT COUNT(*) AS n FROM `\(table)` WHERE \(condition)")?.int("n") ?? 0
    }
}
