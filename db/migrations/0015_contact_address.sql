CREATE TABLE IF NOT EXISTS contact_address (
    clinic_id        BIGINT NOT NULL,
    contact_id       BIGINT NOT NULL,
    kind             ENUM('email','phone') NOT NULL,
    contact_point_id BIGINT NOT NULL,
    PRIMARY KEY (clinic_id, contact_id, kind),
    KEY (clinic_id, contact_point_id),
    FOREIGN KEY (clinic_id, contact_id) REFERENCES contact (clinic_id, id),
    FOREIGN KEY (clinic_id, contact_point_id) REFERENCES contact_point (clinic_id, id)
);
