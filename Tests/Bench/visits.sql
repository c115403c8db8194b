-- @count visits of half as many patients of the clinic @clinic, booked over the 30 days before @until and starting 1 to 20 days
-- after, with the events that told of them. Ids begin at 3,000,000, clear of what the clinic has.
SET SESSION time_zone = '+00:00';
SET @base = 3000000, @half = @count DIV 2;

INSERT INTO contact (id, clinic_id, first_name, last_name, created_at, updated_at)
SELECT @base + seq, @clinic, CONCAT('First', seq), CONCAT('Last', seq), @until, @until FROM seq_1_to_1000000 WHERE seq <= @half;

INSERT INTO contact_point (id, clinic_id, kind, address, created_at)
SELECT @base + seq, @clinic, 'phone', CONCAT('+1312', 5000000 + seq), @until FROM seq_1_to_1000000 WHERE seq <= @half
UNION ALL SELECT @base + @half + seq, @clinic, 'email', CONCAT('replayed', seq, '@campanile.example'), @until
FROM seq_1_to_1000000 WHERE seq <= @half;

INSERT INTO contact_address (clinic_id, contact_id, kind, contact_point_id)
SELECT @clinic, @base + seq, 'phone', @base + seq FROM seq_1_to_1000000 WHERE seq <= @half
UNION ALL SELECT @clinic, @base + seq, 'email', @base + @half + seq FROM seq_1_to_1000000 WHERE seq <= @half;

INSERT INTO patient (id, clinic_id, external_id, contact_id, first_name, last_name, birth_date, created_at, updated_at)
SELECT @base + seq, @clinic, CONCAT('replayed-', seq), @base + seq, CONCAT('First', seq), CONCAT('Last', seq), '1980-06-15', @until, @until
FROM seq_1_to_1000000 WHERE seq <= @half;

INSERT INTO appointment_type (id, clinic_id, name) VALUES (@base, @clinic, 'Replayed adjustment');

-- A booking every few minutes, a start on a quarter hour of the clinic's day.
INSERT INTO appointment (id, clinic_id, external_id, patient_id, type_id, starts_at, status, booked_at, emitted_start,
                         created_at, updated_at)
SELECT @base + seq, @clinic, CONCAT('replayed-', seq), @base + 1 + (seq - 1) % @half, @base,
       @start := DATE(@until - INTERVAL 30 DAY + INTERVAL seq * 43200 DIV @count MINUTE) + INTERVAL 1 + seq % 20 DAY
           + INTERVAL 15 + seq % 8 HOUR + INTERVAL 15 * (seq % 4) MINUTE,
       IF(@start < @until, 'completed', 'booked'), @until - INTERVAL 30 DAY + INTERVAL seq * 43200 DIV @count MINUTE, @start,
       @until, @until
FROM seq_1_to_1000000 WHERE seq <= @count;

INSERT INTO event (clinic_id, source_key, type, patient_id, appointment_id, occurred_at, received_at, state, data)
SELECT clinic_id, CONCAT('replayed:', id, ':booked'), 'APPOINTMENT_BOOKED', patient_id, id, booked_at, booked_at, 'done',
       CONCAT('{"startsAt":"', DATE_FORMAT(starts_at, '%Y-%m-%dT%H:%i:%sZ'), '"}')
FROM appointment WHERE clinic_id = @clinic AND id > @base
UNION ALL SELECT clinic_id, CONCAT('replayed:', id, ':completed'), 'APPOINTMENT_COMPLETED', patient_id, id, starts_at, starts_at,
       'done', NULL
FROM appointment WHERE clinic_id = @clinic AND id > @base AND status = 'completed';
