CREATE TABLE provider_tally (
    clinic_id BIGINT NOT NULL,
    provider VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    since DATETIME NOT NULL COMMENT 'the start of ten minutes',
    outcome ENUM('accepted', 'refused_now', 'refused_for_ever', 'provider_trouble', 'unauthorised', 'unknown', 'not_begun') NOT NULL,
    amount INT NOT NULL,
    last_at DATETIME(6) NOT NULL,
    PRIMARY KEY (clinic_id, provider, since, outcome),
    KEY since (since),
    FOREIGN KEY (clinic_id) REFERENCES clinic (id)
) COMMENT = 'what a provider answered of late, written when a tick ends: a sign of health and no account';
