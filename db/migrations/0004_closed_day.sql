CREATE TABLE IF NOT EXISTS closed_day (
    clinic_id BIGINT NOT NULL,
    day       DATE NOT NULL,
    name      VARCHAR(120) NOT NULL DEFAULT '',
    PRIMARY KEY (clinic_id, day),
    FOREIGN KEY (clinic_id) REFERENCES clinic (id)
);
