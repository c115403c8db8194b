CREATE TABLE IF NOT EXISTS schema_migration (
    version    INT NOT NULL PRIMARY KEY,
    name       VARCHAR(80) NOT NULL,
    applied_at DATETIME(6) NOT NULL
);
