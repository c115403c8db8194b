-- What rules ask about @count patients that patients.sql made for the clinic @clinic: guardians, answers, visits, treatments
-- and invoices. Ids begin at 1,000,000.
SET SESSION time_zone = '+00:00';
SET @base = 1000000, @now = '2027-02-01 16:00:00';

UPDATE patient SET birth_date = DATE_ADD('1960-01-01', INTERVAL (id * 7919) % 23000 DAY), status = IF(id % 20 = 0, 'inactive', 'active'),
    registered_at = DATE_ADD('2020-01-01', INTERVAL (id * 31) % 2500 DAY)
WHERE clinic_id = @clinic AND id > @base;

INSERT INTO contact (id, clinic_id, first_name, last_name, created_at, updated_at)
SELECT 2 * @base + seq, @clinic, 'First', 'Last', @now, @now FROM seq_1_to_1000000 WHERE seq <= @count / 2;

INSERT INTO contact_point (id, clinic_id, kind, address, created_at)
SELECT 2 * @base + seq, @clinic, 'email', CONCAT('guardian', seq, '@campanile.example'), @now FROM seq_1_to_1000000 WHERE seq <= @count / 2;

INSERT INTO contact_address (clinic_id, contact_id, kind, contact_point_id)
SELECT @clinic, 2 * @base + seq, 'email', 2 * @base + seq FROM seq_1_to_1000000 WHERE seq <= @count / 2;

INSERT INTO patient_contact (clinic_id, patient_id, contact_id, relation, receives_care, receives_marketing)
SELECT @clinic, @base + seq, 2 * @base + 1 + seq % (@count DIV 2), 'parent', 1, 1 FROM seq_1_to_1000000 WHERE seq <= @count AND seq % 2;

INSERT INTO consent (clinic_id, contact_id, purpose, channel, granted, given_at, source, created_at)
SELECT @clinic, 2 * @base + seq, 'marketing', 'EMAIL', seq % 4 <> 0, @now, 'intake', @now FROM seq_1_to_1000000 WHERE seq <= @count / 2;

INSERT INTO patient_tag (clinic_id, patient_id, tag)
SELECT @clinic, @base + seq, ELT(1 + seq % 5, 'VIP', 'recall', 'ortho', 'school', 'whitening') FROM seq_1_to_1000000 WHERE seq <= @count AND seq % 3;

INSERT INTO appointment_type (clinic_id, name) VALUES (@clinic, 'Adjustment'), (@clinic, 'Recall');

INSERT INTO appointment (clinic_id, external_id, patient_id, type_id, starts_at, status, emitted_start, created_at, updated_at)
SELECT @clinic, CONCAT('audience-', seq), @base + 1 + seq % @count, (SELECT MIN(id) + seq % 2 FROM appointment_type WHERE clinic_id = @clinic),
    DATE_ADD('2025-01-01', INTERVAL (seq * 977) % 1000 DAY),
    IF((seq * 977) % 1000 < 760, ELT(1 + (seq DIV @count) % 5, 'completed', 'completed', 'completed', 'no-show', 'cancelled'), 'booked'),
    @now, @now, @now
FROM seq_1_to_5000000 WHERE seq <= 5 * @count;

INSERT INTO treatment (clinic_id, external_id, patient_id, type, status, phase, started_at, created_at, updated_at)
SELECT @clinic, CONCAT('audience-', seq), @base + seq, ELT(1 + seq % 3, 'braces', 'aligners', 'retainer'),
    ELT(1 + seq % 4, 'active', 'completed', 'active', 'planned'), 'bonding', '2026-01-01', @now, @now
FROM seq_1_to_1000000 WHERE seq <= @count * 0.8;

INSERT INTO invoice (clinic_id, external_id, patient_id, amount_cents, currency, due_on, paid_cents, status, created_at, updated_at)
SELECT @clinic, CONCAT('audience-', seq), @base + 1 + seq % @count, 10000, 'USD', '2027-01-15', 0, ELT(1 + seq % 3, 'paid', 'paid', 'open'), @now, @now
FROM seq_1_to_2000000 WHERE seq <= 1.5 * @count;
