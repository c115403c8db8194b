-- Numbers for the patients of patients.sql, with a yes to marketing by SMS.
SET SESSION time_zone = '+00:00';
SET @base = 1000000, @phones = 3000000, @now = '2027-02-01 16:00:00';

INSERT INTO contact_point (id, clinic_id, kind, address, created_at)
SELECT @phones + seq, @clinic, 'phone', CONCAT('+1312', 2000000 + seq), @now FROM seq_1_to_1000000 WHERE seq <= @count;

INSERT INTO contact_address (clinic_id, contact_id, kind, contact_point_id)
SELECT @clinic, @base + seq, 'phone', @phones + seq FROM seq_1_to_1000000 WHERE seq <= @count;

INSERT INTO consent (clinic_id, contact_id, purpose, channel, granted, given_at, source, created_at)
SELECT @clinic, @base + seq, 'marketing', 'SMS', 1, @now, 'intake', @now FROM seq_1_to_1000000 WHERE seq <= @count;
