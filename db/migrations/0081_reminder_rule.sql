CREATE TABLE reminder_rule (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    clinic_id BIGINT NOT NULL,
    campaign_id BIGINT NOT NULL,
    type_id BIGINT NULL COMMENT 'NULL holds for every appointment type that has no line of its own in its place',
    lead_kind ENUM('booking', 'hours', 'days', 'morning') CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    amount SMALLINT NULL COMMENT 'hours or days before the visit',
    channel ENUM('EMAIL', 'SMS', 'IN_APP', 'PUSH') CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    template_id BIGINT NULL COMMENT 'NULL sends nothing',
    only_until_confirmed BOOLEAN NOT NULL,
    KEY reminder_rule_campaign (clinic_id, campaign_id),
    FOREIGN KEY (clinic_id, campaign_id) REFERENCES campaign (clinic_id, id),
    FOREIGN KEY (clinic_id, type_id) REFERENCES appointment_type (clinic_id, id),
    FOREIGN KEY (clinic_id, template_id) REFERENCES message_template (clinic_id, id)
);
