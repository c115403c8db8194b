CREATE TABLE IF NOT EXISTS visit_link (
    token_hash     BINARY(32) NOT NULL PRIMARY KEY,
    clinic_id      BIGINT NOT NULL,
    appointment_id BIGINT NOT NULL,
    starts_at      DATETIME(6) NOT NULL COMMENT 'of the visit as the message told it; the link ends then',
    KEY visit_link_over (starts_at),
    FOREIGN KEY (clinic_id, appointment_id) REFERENCES appointment (clinic_id, id)
);
