ALTER TABLE send
    ADD COLUMN awaits_at DATETIME(6) GENERATED ALWAYS AS
        (CASE WHEN phase IN ('READY', 'PARKED', 'CLAIMED') THEN due_at END) VIRTUAL
        COMMENT 'when it is due; NULL once it is on its way or ended',
    ADD INDEX send_waiting (clinic_id, awaits_at, campaign_id);
