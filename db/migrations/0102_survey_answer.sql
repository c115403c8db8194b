CREATE TABLE IF NOT EXISTS survey_answer (
    clinic_id   BIGINT NOT NULL,
    response_id BIGINT NOT NULL,
    position    TINYINT NOT NULL COMMENT 'of the question; a score stands in the response itself',
    number      TINYINT DEFAULT NULL COMMENT 'of a rating, or the choice counted from 1',
    words       VARCHAR(2000) DEFAULT NULL,
    PRIMARY KEY (clinic_id, response_id, position),
    CHECK ((number IS NULL) <> (words IS NULL)),
    FOREIGN KEY (clinic_id, response_id) REFERENCES survey_response (clinic_id, id)
);
