ALTER TABLE send ADD COLUMN IF NOT EXISTS arm ENUM('A', 'B', 'C', 'D', 'HOLDOUT') NULL COMMENT 'of the experiment in its step; NULL outside of one';
