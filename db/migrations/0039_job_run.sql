CREATE TABLE IF NOT EXISTS job_run (
    id          BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    job         VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    minute      DATETIME NOT NULL,
    started_at  DATETIME(6) NOT NULL,
    ended_at    DATETIME(6) NULL,
    tzdata      VARCHAR(20) NOT NULL DEFAULT '',
    counts      TEXT NULL,
    KEY (job, minute)
);
