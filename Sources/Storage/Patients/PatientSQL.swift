enum PatientSQL: String, CaseIterable {
    /// One row: the patient, not locked yet.
    case find = "SELECT id, contact_id FROM patient WHERE clinic_id = ? AND external_id = ?"
    /// One row: the patient, locked.
    case lock = """
        SELECT id, external_id, contact_id, first_name, last_name, birth_date, sex, status, registered_at, intake_form,
               preferred_channel
        FROM patient WHERE clinic_id = ? AND id = ? FOR UPDATE
        """
    case insert = """
        INSERT INTO patient (clinic_id, external_id, contact_id, first_name, last_name, birth_date, sex, status,
            registered_at, intake_form, preferred_channel, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    case update = """
        UPDATE patient SET first_name = ?, last_name = ?, birth_date = ?, sex = ?, status = ?, registered_at = ?,
            intake_form = ?, preferred_channel = ?, updated_at = ?
        WHERE clinic_id = ? AND id = ?
        """
    /// One row per tag.
    case tags = "SELECT tag FROM patient_tag WHERE clinic_id = ? AND patient_id = ? ORDER BY tag"
    case removeTags = "DELETE FROM patient_tag WHERE clinic_id = ? AND patient_id = ?"
    case addTag = """
        INSERT INTO patient_tag (clinic_id, patient_id, tag) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE tag = VALUES(tag)
        """
    /// One row: the patient.
    case byID = """
        SELECT id, external_id, contact_id, first_name, last_name, birth_date, sex, status, registered_at, intake_form,
               preferred_channel
        FROM patient WHERE clinic_id = ? AND id = ?
        """
    /// One row per patient after an id, in order of ids: a clinic read in pages.
    case page = "SELECT id FROM patient WHERE clinic_id = ? AND id > ? ORDER BY id LIMIT ?"
}

enum ContactSQL: String, CaseIterable {
    /// Makes the address known, or finds it: its id either way.
    case point = """
        INSERT INTO contact_point (clinic_id, kind, address, created_at) VALUES (?, ?, ?, ?)
        ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id)
        """
    /// One row: the known address.
    case findPoint = "SELECT id FROM contact_point WHERE clinic_id = ? AND kind = ? AND address = ?"
    /// One row: the contact, locked.
    case lock =
        "SELECT id, first_name, last_name, language, zone FROM contact WHERE clinic_id = ? AND id = ? FOR UPDATE"
    /// One row: the contact of a neighbour's id, locked.
    case lockByKey = """
        SELECT id, first_name, last_name, language, zone FROM contact WHERE clinic_id = ? AND external_id = ? FOR UPDATE
        """
    case insert = """
        INSERT INTO contact (clinic_id, external_id, first_name, last_name, language, zone, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    case update = """
        UPDATE contact SET first_name = ?, last_name = ?, language = ?, zone = ?, updated_at = ?
        WHERE clinic_id = ? AND id = ?
        """
    /// One row: which address of a kind the contact has, and what the booking system had told where staff corrected it.
    case address = """
        SELECT contact_point_id, told_point_id, corrected_at IS NOT NULL AS is_corrected
        FROM contact_address WHERE clinic_id = ? AND contact_id = ? AND kind = ?
        """
    case setAddress = """
        INSERT INTO contact_address (clinic_id, contact_id, kind, contact_point_id) VALUES (?, ?, ?, ?)
        ON DUPLICATE KEY UPDATE contact_point_id = VALUES(contact_point_id), told_point_id = NULL, corrected_at = NULL,
            corrected_by = NULL
        """
    /// What was told last stays known, however often staff correct it.
    case correctAddress = """
        INSERT INTO contact_address (clinic_id, contact_id, kind, contact_point_id, corrected_at, corrected_by)
        VALUES (?, ?, ?, ?, ?, ?)
        ON DUPLICATE KEY UPDATE told_point_id = IF(corrected_at IS NULL, contact_point_id, told_point_id),
            contact_point_id = VALUES(contact_point_id), corrected_at = VALUES(corrected_at),
            corrected_by = VALUES(corrected_by)
        """
    case removeAddress = "DELETE FROM contact_address WHERE clinic_id = ? AND contact_id = ? AND kind = ?"
    /// One row per person linked to a patient.
    case links = """
        SELECT contact_id, relation, receives_care, receives_marketing FROM patient_contact
        WHERE clinic_id = ? AND patient_id = ? ORDER BY contact_id
        """
    case removeLinks = "DELETE FROM patient_contact WHERE clinic_id = ? AND patient_id = ?"
    case link = """
        INSERT INTO patient_contact (clinic_id, patient_id, contact_id, relation, receives_care, receives_marketing)
        VALUES (?, ?, ?, ?, ?, ?)
        """
    /// One row per patient for whom one of the people receives.
    case patients = """
        SELECT STRAIGHT_JOIN DISTINCT pc.patient_id
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN patient_contact pc FORCE INDEX (clinic_id)
            ON pc.clinic_id = ? AND pc.contact_id = ids.id ORDER BY pc.patient_id
        """
    /// One row per patient for whom the contact may receive, in the order of ids.
    case circles = """
        SELECT id FROM patient WHERE clinic_id = ? AND contact_id = ?
        UNION SELECT patient_id FROM patient_contact WHERE clinic_id = ? AND contact_id = ? ORDER BY id
        """
    case addConsent = """
        INSERT INTO consent (clinic_id, contact_id, purpose, channel, granted, given_at, source, how, wording, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON DUPLICATE KEY UPDATE id = id
        """
}
