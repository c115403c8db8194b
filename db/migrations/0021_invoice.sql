CREATE TABLE IF NOT EXISTS invoice (
    id           BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    clinic_id    BIGINT NOT NULL,
    external_id  VARCHAR(80) COLLATE utf8mb4_bin NOT NULL,
    patient_id   BIGINT NOT NULL,
    amount_cents BIGINT NOT NULL,
    currency     CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    due_on       DATE NOT NULL,
    paid_cents   BIGINT NOT NULL DEFAULT 0,
    paid_at      DATETIME(6) NULL,
    status       ENUM('open','paid','void') NOT NULL,
    created_at   DATETIME(6) NOT NULL,
    updated_at   DATETIME(6) NOT NULL,
    UNIQUE (clinic_id, id),
    UNIQUE (clinic_id, external_id),
    KEY (clinic_id, patient_id),
    FOREIGN KEY (clinic_id, patient_id) REFERENCES patient (clinic_id, id)
);
