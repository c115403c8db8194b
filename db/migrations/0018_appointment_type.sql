CREATE TABLE IF NOT EXISTS appointment_type (
    id         BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    clinic_id  BIGINT NOT NULL,
    name       VARCHAR(80) NOT NULL,
    UNIQUE (clinic_id, id),
    UNIQUE (clinic_id, name),
    FOREIGN KEY (clinic_id) REFERENCES clinic (id)
);
