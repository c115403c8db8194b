CREATE TABLE IF NOT EXISTS survey_question (
    clinic_id BIGINT NOT NULL,
    survey_id BIGINT NOT NULL,
    position  TINYINT NOT NULL COMMENT 'counted from 1; answers name the question by it',
    kind      ENUM('score', 'rating', 'choice', 'text') NOT NULL,
    wording   TEXT NOT NULL COMMENT 'JSON by language',
    PRIMARY KEY (clinic_id, survey_id, position),
    FOREIGN KEY (clinic_id, survey_id) REFERENCES survey (clinic_id, id)
);
