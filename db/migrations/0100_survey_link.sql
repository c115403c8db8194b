CREATE TABLE IF NOT EXISTS survey_link (
    token_hash BINARY(32) NOT NULL PRIMARY KEY,
    clinic_id  BIGINT NOT NULL,
    send_id    BIGINT NOT NULL,
    ends_at    DATETIME(6) NOT NULL,
    KEY survey_link_over (ends_at),
    FOREIGN KEY (send_id) REFERENCES send (id)
);
