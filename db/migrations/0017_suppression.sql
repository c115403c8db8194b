CREATE TABLE IF NOT EXISTS suppression (
    id               BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    clinic_id        BIGINT NOT NULL,
    contact_point_id BIGINT NOT NULL,
    scope            ENUM('all','marketing') NOT NULL,
    cause            ENUM('opt_out','unsubscribe','bad_address','staff') NOT NULL,
    created_at       DATETIME(6) NOT NULL,
    lifted_at        DATETIME(6) NULL,
    KEY (clinic_id, contact_point_id),
    FOREIGN KEY (clinic_id, contact_point_id) REFERENCES contact_point (clinic_id, id)
);
