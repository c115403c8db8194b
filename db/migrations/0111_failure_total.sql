CREATE TABLE failure_total (
    kind ENUM('address', 'opted_out', 'sender', 'content', 'refused', 'exhausted', 'ambiguous', 'poison', 'bounced') NOT NULL PRIMARY KEY,
    amount BIGINT NOT NULL
) COMMENT = 'how many messages ever failed, of all clinics';
