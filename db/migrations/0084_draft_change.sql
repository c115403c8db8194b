CREATE TABLE IF NOT EXISTS draft_change (
    clinic_id BIGINT NOT NULL,
    campaign_id BIGINT NOT NULL,
    number INT NOT NULL COMMENT 'rises by one with each change that stands; those that were undone follow them',
    verb VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    step_id BIGINT NULL COMMENT 'the step that was changed',
    staff_id BIGINT NULL,
    is_undone BOOLEAN NOT NULL DEFAULT FALSE,
    before_state MEDIUMTEXT NOT NULL COMMENT 'the draft before it; JSON',
    after_state MEDIUMTEXT NULL COMMENT 'the draft after it, once it was undone; JSON',
    changed_at DATETIME(6) NOT NULL,
    PRIMARY KEY (clinic_id, campaign_id, number),
    FOREIGN KEY (clinic_id, campaign_id) REFERENCES campaign (clinic_id, id) ON DELETE CASCADE
) ENGINE = InnoDB COMMENT 'the last changes of each draft, newest last: what undo and redo go back to';
