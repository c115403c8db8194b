CREATE TABLE IF NOT EXISTS assignment (
    clinic_id BIGINT NOT NULL,
    campaign_id BIGINT NOT NULL,
    step_id BIGINT NOT NULL COMMENT 'the SEND that tries arms, or the BRANCH that parts by chance',
    patient_id BIGINT NOT NULL,
    household_id BIGINT NOT NULL COMMENT 'the patient whose assignment fixed that of the household',
    part VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'an arm, HOLDOUT, REST, or a lane',
    assigned_at DATETIME(6) NOT NULL,
    PRIMARY KEY (clinic_id, campaign_id, step_id, patient_id),
    KEY assignment_part (clinic_id, campaign_id, step_id, part, patient_id),
    FOREIGN KEY (clinic_id, campaign_id, step_id) REFERENCES step (clinic_id, campaign_id, id),
    FOREIGN KEY (clinic_id, patient_id) REFERENCES patient (clinic_id, id)
) ENGINE = InnoDB;
