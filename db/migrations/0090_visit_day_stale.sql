CREATE TABLE visit_day_stale (
    id BIGINT NOT NULL AUTO_INCREMENT,
    clinic_id BIGINT NOT NULL,
    starts_at DATETIME(6) NOT NULL COMMENT 'of a visit that changed: its day is to be counted anew',
    PRIMARY KEY (id)
);
