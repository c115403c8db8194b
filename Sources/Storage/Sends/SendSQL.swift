enum SendSQL: String, CaseIterable {
    /// One row per due send of a channel and lane, first due first, locked; those another tick holds are left to it.
    case due = """
        SELECT id, deaths, clinic_id, campaign_id, revision_id, enrollment_id, patient_id, step_id, contact_id,
               contact_point_id, channel, lane, schedule_version, visit_relation, is_opening, is_at_event, planned_at,
               due_at, held_seconds, wires, refusals, errors, dedupe_key, arm
        FROM send FORCE INDEX (send_claim)
        WHERE phase = 'READY' AND channel = ? AND lane = ? AND next_at <= ?
        ORDER BY next_at, id LIMIT ? FOR UPDATE SKIP LOCKED
        """
    case claim = """
        UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids STRAIGHT_JOIN send s ON s.id = ids.id
        SET s.phase = 'CLAIMED', s.claim_token = ?, s.lease_until = ?, s.updated_at = ? WHERE s.phase = 'READY'
        """
    /// Moves claimed sends to where their verdict puts them.
    case place = """
        UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$[0]', phase VARCHAR(10) PATH '$[1]',
            failure VARCHAR(10) PATH '$[2]', reason VARCHAR(40) PATH '$[3]',
            next_at DATETIME(6) PATH '$[4]', due_at DATETIME(6) PATH '$[5]', held INT PATH '$[6]',
            parked_at DATETIME(6) PATH '$[7]', errors INT PATH '$[8]')) o
        STRAIGHT_JOIN send s ON s.id = o.id
        SET s.phase = o.phase, s.failure = o.failure, s.reason = o.reason, s.next_at = o.next_at, s.due_at = o.due_at,
            s.held_seconds = s.held_seconds + o.held, s.parked_at = o.parked_at, s.errors = s.errors + o.errors,
            s.claim_token = NULL, s.lease_until = NULL, s.updated_at = ?
        WHERE s.phase = 'CLAIMED' AND s.claim_token = ?
        """
    /// Puts claimed sends on the wire: from this commit on they may have left.
    case wire = """
        UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids STRAIGHT_JOIN send s ON s.id = ids.id
        SET s.phase = 'WIRE', s.wires = s.wires + 1, s.reason = NULL, s.lease_until = ?, s.updated_at = ?
        WHERE s.phase = 'CLAIMED' AND s.claim_token = ?
        """
    case addAttempts = """
        INSERT INTO send_attempt (send_id, token, clinic_id, wired_at)
        SELECT ids.id, ?, ?, ? FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        """
    case keepMessages = """
        INSERT INTO message (id, clinic_id, subject, body, sms_parts, created_at)
        SELECT m.id, ?, m.subject, m.body, m.sms_parts, ?
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$[0]', subject VARCHAR(998) PATH '$[1]',
            body MEDIUMTEXT PATH '$[2]', sms_parts INT PATH '$[3]')) m
        ON DUPLICATE KEY UPDATE subject = VALUES(subject), body = VALUES(body), sms_parts = VALUES(sms_parts),
            created_at = VALUES(created_at)
        """
    /// Writes one outcome over the sends of a list that are still on the wire under this token. Only the provider's
    /// references differ between them: each column that JSON_TABLE reads costs as much as the row's own change.
    case settle = """
        UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$[0]', reference VARCHAR(120) PATH '$[1]')) o
        STRAIGHT_JOIN send s ON s.id = o.id
        SET s.phase = ?, s.failure = ?, s.reason = ?, s.next_at = ?, s.held_seconds = s.held_seconds + ?,
            s.wires = s.wires + ?, s.refusals = s.refusals + ?, s.sent_at = ?, s.provider_reference = o.reference,
            s.claim_token = NULL, s.lease_until = NULL, s.updated_at = ?
        WHERE s.phase = 'WIRE' AND s.claim_token = ?
        """
    /// Writes an acceptance that comes after its lease was over: it did leave.
    case settleLate = """
        UPDATE send SET phase = 'SENT', failure = NULL, reason = NULL, next_at = ?, sent_at = ?, parked_at = NULL,
            provider_reference = ?, claim_token = NULL, lease_until = NULL, updated_at = ?
        WHERE id = ? AND (phase = 'UNKNOWN' OR (phase = 'FAILED' AND failure = 'ambiguous')
            OR (phase IN ('READY', 'PARKED') AND wires > 0))
        """
    /// One row: where a send stands.
    case phase = "SELECT phase, failure FROM send WHERE id = ?"
    /// Writes the same over the attempts of this token.
    case endAttempts = """
        UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$[0]', reference VARCHAR(120) PATH '$[1]')) o
        STRAIGHT_JOIN send_attempt a ON a.send_id = o.id AND a.token = ?
        SET a.ended_at = ?, a.outcome = ?, a.code = ?, a.cause = ?, a.detail = ?, a.reference = o.reference
        """
    /// One row: a send's step.
    case step = "SELECT step_id, wires FROM send WHERE id = ?"
    /// Gives back what this token claimed and did not wire.
    case release = """
        UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids STRAIGHT_JOIN send s ON s.id = ids.id
        SET s.phase = 'READY', s.claim_token = NULL, s.lease_until = NULL, s.updated_at = ?
        WHERE s.phase = 'CLAIMED' AND s.claim_token = ?
        """
    /// One row per claimed or wired send whose lease is over, locked.
    case lapsed = """
        SELECT id, clinic_id, campaign_id, step_id, channel, lane, phase, wires, deaths
        FROM send FORCE INDEX (send_claim) WHERE phase = ? AND lease_until < ? LIMIT ? FOR UPDATE SKIP LOCKED
        """
    case recover = """
        UPDATE send SET phase = ?, failure = ?, next_at = ?, deaths = ?, claim_token = NULL, lease_until = NULL,
            updated_at = ?
        WHERE id = ? AND phase = ?
        """
    /// One row per message accepted long enough ago without a bounce.
    case settled = """
        SELECT id, clinic_id, campaign_id, step_id FROM send FORCE INDEX (send_claim)
        WHERE phase = 'SENT' AND channel = ? AND lane = ? AND next_at <= ?
        ORDER BY next_at, id LIMIT ? FOR UPDATE SKIP LOCKED
        """
    case deliver = """
        UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids STRAIGHT_JOIN send s ON s.id = ids.id
        SET s.phase = 'DELIVERED', s.delivered_at = ?, s.next_at = NULL, s.updated_at = ? WHERE s.phase = 'SENT'
        """
    /// One row per send that a campaign's pause parked, locked.
    case parkedByCampaign = """
        SELECT id, parked_at FROM send FORCE INDEX (send_claim)
        WHERE phase = 'PARKED' AND reason = 'CAMPAIGN_PAUSED' AND clinic_id = ? AND campaign_id = ?
        LIMIT ? FOR UPDATE SKIP LOCKED
        """
    /// One row per send that a clinic's hold parked, locked.
    case parkedByClinic = """
        SELECT id, parked_at FROM send FORCE INDEX (send_claim)
        WHERE phase = 'PARKED' AND reason = 'CLINIC_HELD' AND clinic_id = ? LIMIT ? FOR UPDATE SKIP LOCKED
        """
    /// One row per send of a channel that a stopped provider parked, locked.
    case parkedByProvider = """
        SELECT id, parked_at FROM send FORCE INDEX (send_claim)
        WHERE phase = 'PARKED' AND channel = ? AND reason = 'PROVIDER_STOPPED' LIMIT ? FOR UPDATE SKIP LOCKED
        """
    /// A parked row may have been given a later time: it does not leave before that.
    case unpark = """
        UPDATE send SET phase = 'READY', next_at = GREATEST(?, planned_at), held_seconds = held_seconds + ?, parked_at = NULL, reason = NULL,
            updated_at = ?
        WHERE id = ? AND phase = 'PARKED'
        """
    /// One row per marketing message of a patient that counts for the cap.
    case patientMarketing = """
        SELECT STRAIGHT_JOIN s.patient_id AS owner, s.id, s.due_at
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN send s FORCE INDEX (send_patient) ON s.clinic_id = ? AND s.patient_id = ids.id AND s.planned_at >= ?
        WHERE s.lane = 3 AND (s.phase IN ('WIRE', 'UNKNOWN', 'SENT', 'DELIVERED')
            OR (s.phase = 'FAILED' AND s.failure IN ('ambiguous', 'bounced')) OR (s.phase = 'READY' AND s.wires > 0))
        """
    /// One row per marketing message to a contact point that counts for the cap.
    case pointMarketing = """
        SELECT STRAIGHT_JOIN s.contact_point_id AS owner, s.id, s.due_at
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN send s FORCE INDEX (send_point) ON s.clinic_id = ? AND s.contact_point_id = ids.id AND s.planned_at >= ?
        WHERE s.lane = 3 AND (s.phase IN ('WIRE', 'UNKNOWN', 'SENT', 'DELIVERED')
            OR (s.phase = 'FAILED' AND s.failure IN ('ambiguous', 'bounced')) OR (s.phase = 'READY' AND s.wires > 0))
        """
    /// One row per campaign, locked against a change of status and a publication.
    case shareCampaigns = """
        SELECT STRAIGHT_JOIN c.id, c.status, c.least_revision_id, c.moving_since FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN campaign c ON c.id = ids.id ORDER BY c.id LOCK IN SHARE MODE
        """
}
