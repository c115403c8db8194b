CREATE TABLE IF NOT EXISTS clinic_hours (
    clinic_id BIGINT NOT NULL,
    weekday   TINYINT NOT NULL COMMENT '0 is Sunday',
    opens     TIME NOT NULL,
    closes    TIME NOT NULL,
    PRIMARY KEY (clinic_id, weekday),
    FOREIGN KEY (clinic_id) REFERENCES clinic (id),
    CHECK (weekday BETWEEN 0 AND 6),
    CHECK (opens <> closes)
);
