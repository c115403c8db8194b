import Campaigns
import CivilTime
import MariaDB

/// Invitations to the survey in use, for tests of what is answered to them.
extension SampleRows {
    /// A message that has left and invites the patient's own contact.
    @discardableResult
    public func invite(_ patient: ID<Patient>, in clinic: ID<Clinic>, at time: Instant) throws -> ID<Send> {
        let send = try send(of: campaign(in: clinic), to: patient, in: clinic, plannedAt: time, sentAt: time)
        _ = try db.run(
            """
            INSERT INTO survey_invitation (clinic_id, send_id, survey_id, contact_id, invited_at)
            SELECT p.clinic_id, ?, s.id, p.contact_id, ?
            FROM patient p JOIN survey s ON s.clinic_id = p.clinic_id AND s.in_use WHERE p.clinic_id = ? AND p.id = ?
            """,
            [
                .int(send.rawValue), .timestamp(time.microseconds), .int(clinic.rawValue), .int(patient.rawValue),
            ])
        return send
    }

    /// A message of some phase without a recipient, which no field but that of invitations asks about.
    public func bareSend(
        of campaign: ID<Campaign>, to patient: ID<Patient>, in clinic: ID<Clinic>, _ phase: String, at time: Instant
    ) throws -> ID<Send> {
        let (clinic, campaign, patient) = (clinic.rawValue, campaign.rawValue, patient.rawValue)
        let made = Value.timestamp(Self.made.microseconds)
        let revision = try db.run(
            "INSERT INTO revision (clinic_id, campaign_id, number, document, published_at) VALUES (?, ?, 1, '{}', ?)",
            [.int(clinic), .int(campaign), made]
        ).lastID
        let enrollment = try db.run(
            """
            INSERT INTO enrollment (clinic_id, campaign_id, revision_id, patient_id, anchor_key, started_at, opens_at,
                received_at, reached_at, created_at, updated_at)
            VALUES (?, ?, ?, ?, 'none', ?, ?, ?, ?, ?, ?)
            """, [.int(clinic), .int(campaign), .int(revision), .int(patient), made, made, made, made, made, made]
        ).lastID
        let at = Value.timestamp(time.microseconds)
        return ID(
            try db.run(
                """
                INSERT INTO send (clinic_id, campaign_id, revision_id, enrollment_id, patient_id, step_id, channel, lane,
                    schedule_version, dedupe_key, phase, planned_at, due_at, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, (SELECT MIN(id) FROM step WHERE campaign_id = ?), 'EMAIL', 2, 1, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .int(clinic), .int(campaign), .int(revision), .int(enrollment), .int(patient), .int(campaign),
                    .text("bare:\(enrollment)"), .text(phase), at, at, made, made,
                ]
            ).lastID)
    }
}
