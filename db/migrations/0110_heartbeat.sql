CREATE TABLE heartbeat (
    id TINYINT NOT NULL PRIMARY KEY COMMENT 'always 1',
    ticks BIGINT NOT NULL,
    began_at DATETIME(6) NOT NULL COMMENT 'the last tick that came to its end',
    ended_at DATETIME(6) NOT NULL,
    milliseconds BIGINT NOT NULL COMMENT 'how long it took',
    milliseconds_in_all BIGINT NOT NULL
) COMMENT = 'the last tick: one row, written anew by each';
