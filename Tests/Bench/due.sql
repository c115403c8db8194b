-- @count enrollments of the campaign @campaign of the clinic @clinic, each of a patient of its own with an e-mail address and a
-- yes to marketing, and all due at @now. Ids begin at 20,000,000, clear of what the clinic has.
SET SESSION time_zone = '+00:00';
SET @base = 20000000, @made = '2027-01-15 16:00:00';

INSERT INTO contact (id, clinic_id, first_name, last_name, created_at, updated_at)
SELECT @base + seq, @clinic, CONCAT('First', seq), CONCAT('Last', seq), @made, @made FROM seq_1_to_1000000 WHERE seq <= @count;

INSERT INTO contact_point (id, clinic_id, kind, address, created_at)
SELECT @base + seq, @clinic, 'email', CONCAT('due', seq, '@campanile.example'), @made FROM seq_1_to_1000000 WHERE seq <= @count;

INSERT INTO contact_address (clinic_id, contact_id, kind, contact_point_id)
SELECT @clinic, @base + seq, 'email', @base + seq FROM seq_1_to_1000000 WHERE seq <= @count;

INSERT INTO patient (id, clinic_id, external_id, contact_id, first_name, last_name, birth_date, created_at, updated_at)
SELECT @base + seq, @clinic, CONCAT('due-', seq), @base + seq, CONCAT('First', seq), CONCAT('Last', seq), '1980-06-15', @made, @made
FROM seq_1_to_1000000 WHERE seq <= @count;

INSERT INTO consent (clinic_id, contact_id, purpose, channel, granted, given_at, source, created_at)
SELECT @clinic, @base + seq, 'marketing', 'EMAIL', 1, @made, 'intake', @made FROM seq_1_to_1000000 WHERE seq <= @count;

INSERT INTO enrollment (id, clinic_id, campaign_id, revision_id, patient_id, anchor_key, started_at, opens_at, received_at, reached_at,
    due_at, created_at, updated_at)
SELECT @base + seq, @clinic, @campaign, (SELECT revision_id FROM campaign WHERE id = @campaign), @base + seq, 'bench', @now, @now, @now,
    @now, @now, @made, @made
FROM seq_1_to_1000000 WHERE seq <= @count;

ANALYZE TABLE enrollment, patient, contact, send;
