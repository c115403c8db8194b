CREATE TABLE IF NOT EXISTS send_attempt (
    send_id   BIGINT NOT NULL,
    token     BINARY(16) NOT NULL,
    clinic_id BIGINT NOT NULL,
    wired_at  DATETIME(6) NOT NULL,
    ended_at  DATETIME(6) NULL,
    outcome   ENUM('accepted','refused_now','refused_for_ever','provider_trouble','unauthorised','unknown','not_begun') NULL,
    code      INT NULL,
    reference VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NULL,
    PRIMARY KEY (send_id, token),
    FOREIGN KEY (send_id) REFERENCES send (id)
);
