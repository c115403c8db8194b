CREATE TABLE IF NOT EXISTS survey_invitation (
    clinic_id  BIGINT NOT NULL,
    send_id    BIGINT NOT NULL PRIMARY KEY COMMENT 'the message that invites; that it left is told by the send',
    survey_id  BIGINT NOT NULL,
    contact_id BIGINT NOT NULL,
    invited_at DATETIME(6) NOT NULL COMMENT 'when it was last put on the wire',
    KEY survey_invitation_contact (clinic_id, contact_id, invited_at),
    KEY survey_invitation_survey (clinic_id, survey_id, invited_at),
    FOREIGN KEY (send_id) REFERENCES send (id),
    FOREIGN KEY (clinic_id, survey_id) REFERENCES survey (clinic_id, id),
    FOREIGN KEY (clinic_id, contact_id) REFERENCES contact (clinic_id, id)
);
