CREATE TABLE IF NOT EXISTS provider_state (
    provider   VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    state      ENUM('working','open','stopped') NOT NULL DEFAULT 'working',
    open_until DATETIME(6) NULL,
    failures   INT NOT NULL DEFAULT 0,
    unpark_at  DATETIME(6) NULL,
    updated_at DATETIME(6) NOT NULL
);
