enum FactsSQL: String, CaseIterable {
    /// One row per patient.
    case patients = """
        SELECT STRAIGHT_JOIN p.id, p.external_id, p.contact_id, p.first_name, p.last_name, p.birth_date, p.sex,
               p.status, p.registered_at, p.intake_form, p.preferred_channel
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids JOIN patient p ON p.clinic_id = ? AND p.id = ids.id
        """
    /// One row per tag of a patient.
    case tags = """
        SELECT STRAIGHT_JOIN t.patient_id, t.tag
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN patient_tag t FORCE INDEX (PRIMARY) ON t.clinic_id = ? AND t.patient_id = ids.id
        """
    /// One row per patient and person who may receive (the patient too), with the addresses.
    case contacts = """
        SELECT STRAIGHT_JOIN p.id AS patient_id, 'own' AS relation, TRUE AS receives_care, TRUE AS receives_marketing,
               c.id, c.external_id, c.first_name, c.last_name, c.language, c.zone,
               e.id AS email_id, e.address AS email, f.id AS phone_id, f.address AS phone,
               ia.contact_point_id AS inbox_id, pa.contact_point_id AS push_id
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN patient p FORCE INDEX (PRIMARY) ON p.clinic_id = ? AND p.id = ids.id
        JOIN contact c ON c.clinic_id = p.clinic_id AND c.id = p.contact_id
        LEFT JOIN contact_address ea FORCE INDEX (PRIMARY)
            ON ea.clinic_id = c.clinic_id AND ea.contact_id = c.id AND ea.kind = 'email'
        LEFT JOIN contact_point e ON e.clinic_id = ea.clinic_id AND e.id = ea.contact_point_id
        LEFT JOIN contact_address fa FORCE INDEX (PRIMARY)
            ON fa.clinic_id = c.clinic_id AND fa.contact_id = c.id AND fa.kind = 'phone'
        LEFT JOIN contact_point f ON f.clinic_id = fa.clinic_id AND f.id = fa.contact_point_id
        LEFT JOIN contact_address ia FORCE INDEX (PRIMARY)
            ON ia.clinic_id = c.clinic_id AND ia.contact_id = c.id AND ia.kind = 'inbox'
        LEFT JOIN contact_address pa FORCE INDEX (PRIMARY)
            ON pa.clinic_id = c.clinic_id AND pa.contact_id = c.id AND pa.kind = 'push'
        UNION ALL
        SELECT STRAIGHT_JOIN pc.patient_id, pc.relation, pc.receives_care, pc.receives_marketing,
               c.id, c.external_id, c.first_name, c.last_name, c.language, c.zone,
               e.id, e.address, f.id, f.address, ia.contact_point_id, pa.contact_point_id
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN patient_contact pc ON pc.clinic_id = ? AND pc.patient_id = ids.id
        JOIN contact c ON c.clinic_id = pc.clinic_id AND c.id = pc.contact_id
        LEFT JOIN contact_address ea FORCE INDEX (PRIMARY)
            ON ea.clinic_id = c.clinic_id AND ea.contact_id = c.id AND ea.kind = 'email'
        LEFT JOIN contact_point e ON e.clinic_id = ea.clinic_id AND e.id = ea.contact_point_id
        LEFT JOIN contact_address fa FORCE INDEX (PRIMARY)
            ON fa.clinic_id = c.clinic_id AND fa.contact_id = c.id AND fa.kind = 'phone'
        LEFT JOIN contact_point f ON f.clinic_id = fa.clinic_id AND f.id = fa.contact_point_id
        LEFT JOIN contact_address ia FORCE INDEX (PRIMARY)
            ON ia.clinic_id = c.clinic_id AND ia.contact_id = c.id AND ia.kind = 'inbox'
        LEFT JOIN contact_address pa FORCE INDEX (PRIMARY)
            ON pa.clinic_id = c.clinic_id AND pa.contact_id = c.id AND pa.kind = 'push'
        """
    /// One row per visit, earliest first.
    case appointments = """
        SELECT STRAIGHT_JOIN a.id, a.external_id, a.patient_id, t.name AS type, a.starts_at, a.ends_at, a.provider,
               a.location, a.status, a.booked_at, a.confirmed_at, a.patient_confirmed_at, a.created_at, a.schedule_version
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN appointment a FORCE INDEX (clinic_id_3) ON a.clinic_id = ? AND a.patient_id = ids.id
        JOIN appointment_type t FORCE INDEX (PRIMARY) ON t.clinic_id = a.clinic_id AND t.id = a.type_id
        ORDER BY a.starts_at, a.id
        """
    /// One row per treatment.
    case treatments = """
        SELECT STRAIGHT_JOIN t.id, t.external_id, t.patient_id, t.type, t.status, t.phase, t.phase_started_at,
               t.started_at, t.ended_at
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN treatment t FORCE INDEX (clinic_id_3) ON t.clinic_id = ? AND t.patient_id = ids.id
        """
    /// One row per invoice.
    case invoices = """
        SELECT STRAIGHT_JOIN i.id, i.external_id, i.patient_id, i.amount_cents, i.currency, i.due_on, i.paid_cents,
               i.status
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN invoice i FORCE INDEX (clinic_id_3) ON i.clinic_id = ? AND i.patient_id = ids.id
        """
    /// One row per patient for whom a message left: when the last one did.
    case lastMessages = """
        SELECT STRAIGHT_JOIN s.patient_id, MAX(s.sent_at) AS sent_at
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN send s FORCE INDEX (send_patient) ON s.clinic_id = ? AND s.patient_id = ids.id
        WHERE s.sent_at IS NOT NULL GROUP BY s.patient_id
        """
    /// One row per survey that a patient answered, the latest last.
    case surveys = """
        SELECT STRAIGHT_JOIN e.patient_id, e.data, e.occurred_at
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN event e FORCE INDEX (event_of_patient)
            ON e.clinic_id = ? AND e.type = 'SURVEY_ANSWERED' AND e.patient_id = ids.id
        ORDER BY e.occurred_at, e.id
        """
    /// One row per contact whom a survey's invitation went to, or may have: when the last one did.
    case invitations = """
        SELECT STRAIGHT_JOIN i.contact_id, MAX(i.invited_at) AS invited_at
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN survey_invitation i FORCE INDEX (survey_invitation_contact) ON i.clinic_id = ? AND i.contact_id = ids.id
        JOIN send s ON s.id = i.send_id AND s.phase IN ('WIRE', 'UNKNOWN', 'SENT', 'DELIVERED')
        GROUP BY i.contact_id
        """
    /// One row per recorded answer of a contact.
    case consents = """
        SELECT STRAIGHT_JOIN c.contact_id, c.purpose, c.channel, c.granted, c.given_at, c.source
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN consent c FORCE INDEX (clinic_id) ON c.clinic_id = ? AND c.contact_id = ids.id
        """
    /// One row per suppression in force of a contact point.
    case suppressions = """
        SELECT STRAIGHT_JOIN s.contact_point_id, s.scope
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN suppression s ON s.clinic_id = ? AND s.contact_point_id = ids.id
        WHERE s.lifted_at IS NULL
        """
}
