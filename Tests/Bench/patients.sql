-- Patients of the clinic @clinic, from the @first (1 unless set) to the @count-th, each with an e-mail address and a yes to
-- marketing. Ids begin at 1,000,000, clear of what the clinic has.
SET SESSION time_zone = '+00:00';
SET @first = COALESCE(@first, 1), @base = 1000000, @now = '2027-02-01 16:00:00';

INSERT INTO contact (id, clinic_id, first_name, last_name, created_at, updated_at)
SELECT @base + seq, @clinic, CONCAT('First', seq), CONCAT('Last', seq), @now, @now FROM seq_1_to_1000000 WHERE seq BETWEEN @first AND @count;

INSERT INTO contact_point (id, clinic_id, kind, address, created_at)
SELECT @base + seq, @clinic, 'email', CONCAT('visitor', seq, '@campanile.example'), @now FROM seq_1_to_1000000 WHERE seq BETWEEN @first AND @count;

INSERT INTO contact_address (clinic_id, contact_id, kind, contact_point_id)
SELECT @clinic, @base + seq, 'email', @base + seq FROM seq_1_to_1000000 WHERE seq BETWEEN @first AND @count;

INSERT INTO patient (id, clinic_id, external_id, contact_id, first_name, last_name, birth_date, created_at, updated_at)
SELECT @base + seq, @clinic, CONCAT('visitor-', seq), @base + seq, CONCAT('First', seq), CONCAT('Last', seq), '1980-06-15', @now, @now
FROM seq_1_to_1000000 WHERE seq BETWEEN @first AND @count;

INSERT INTO consent (clinic_id, contact_id, purpose, channel, granted, given_at, source, created_at)
SELECT @clinic, @base + seq, 'marketing', 'EMAIL', 1, @now, 'intake', @now FROM seq_1_to_1000000 WHERE seq BETWEEN @first AND @count;
