ALTER TABLE contact_address
    ADD COLUMN IF NOT EXISTS told_point_id BIGINT NULL COMMENT 'of a corrected one: what the booking system had told; NULL where it had told none',
    ADD COLUMN IF NOT EXISTS corrected_at DATETIME(6) NULL COMMENT 'since when the word of staff stands; NULL for one as it was told',
    ADD COLUMN IF NOT EXISTS corrected_by BIGINT NULL,
    ADD CONSTRAINT FOREIGN KEY IF NOT EXISTS contact_address_told (clinic_id, told_point_id) REFERENCES contact_point (clinic_id, id),
    ADD CONSTRAINT FOREIGN KEY IF NOT EXISTS contact_address_by (clinic_id, corrected_by) REFERENCES staff (clinic_id, id);
