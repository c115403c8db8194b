ALTER TABLE tally_delta
    MODIFY measure ENUM ('recipients', 'planned', 'sent', 'delivered', 'failed', 'skipped', 'opened', 'clicked', 'began',
        'took', 'booked', 'answered') NOT NULL,
    MODIFY reason VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT ''
        COMMENT 'of what was skipped; of a lane that was taken, its key';
