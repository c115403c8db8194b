ALTER TABLE contact_point
    MODIFY kind ENUM('email','phone','inbox','push') NOT NULL,
    MODIFY address VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL
        COMMENT 'normalised: lower-case mail domain, E.164; of an inbox and of devices the contact''s id';
