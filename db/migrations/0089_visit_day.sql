CREATE TABLE visit_day (
    clinic_id BIGINT NOT NULL,
    day DATE NOT NULL COMMENT 'the clinic''s, on which the visits begin',
    campaign_id BIGINT NOT NULL COMMENT 'what told of them; 0 for every visit of the clinic',
    visits INT NOT NULL,
    confirmed INT NOT NULL,
    kept INT NOT NULL,
    missed INT NOT NULL,
    reminded INT NOT NULL COMMENT 'of the visits: those of which the campaign reminded',
    reminded_confirmed INT NOT NULL,
    reminded_kept INT NOT NULL,
    reminded_missed INT NOT NULL,
    counted_at DATETIME(6) NOT NULL,
    PRIMARY KEY (clinic_id, day, campaign_id),
    FOREIGN KEY (clinic_id) REFERENCES clinic (id)
) COMMENT = 'what became of visits, counted anew for a day whenever one of its visits has changed';
