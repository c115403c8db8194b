-- Fills the clinic @clinic with campaigns, patients, enrollments and sends, numbers @from to @to of them (from 1 on).
-- Each number is one enrollment with one finished send and one that waits until 2035. Campaigns (1,000, nine of them running) and
-- patients (10,000) are made with the first number. Ids begin at 10,000,000, clear of what the clinic has.
SET SESSION unique_checks = 0, foreign_key_checks = 0, time_zone = '+00:00';
SET @base = 10000000, @made = '2026-01-05 15:00:00';

INSERT INTO campaign (id, clinic_id, name, type, is_marketing, trigger_type, trigger_event, audience, status,
                      revision_id, activated_at, completed_at, created_at, updated_at)
SELECT @base + seq, @clinic, CONCAT('Campaign ', LPAD(seq, 4, '0')), ELT(1 + seq % 5, 'MARKETING', 'REMINDER', 'FOLLOW_UP', 'SURVEY', 'REACTIVATION'),
       seq % 5 IN (0, 4), 'EVENT', 'TREATMENT_STARTED', '{"all":[]}', IF(seq <= 9, 'ACTIVE', ELT(1 + seq % 3, 'COMPLETED', 'ARCHIVED', 'PAUSED')),
       @base + seq, @made, @made, @made + INTERVAL seq MINUTE, @made + INTERVAL seq MINUTE
FROM seq_1_to_1000 WHERE @from = 1;

INSERT INTO revision (id, clinic_id, campaign_id, number, document, published_at)
SELECT @base + seq, @clinic, @base + seq, 1, '{}', @made FROM seq_1_to_1000 WHERE @from = 1;

INSERT INTO step (id, clinic_id, campaign_id, position, name, type, channel, created_at, updated_at)
SELECT @base + seq, @clinic, @base + seq, 1, 'Send', 'SEND', ELT(1 + seq % 2, 'EMAIL', 'SMS'), @made, @made
FROM seq_1_to_1000 WHERE @from = 1;

INSERT INTO contact (id, clinic_id, first_name, last_name, created_at, updated_at)
SELECT @base + seq, @clinic, CONCAT('First', seq), CONCAT('Last', seq), @made, @made FROM seq_1_to_10000 WHERE @from = 1;

INSERT INTO patient (id, clinic_id, external_id, contact_id, first_name, last_name, birth_date, created_at, updated_at)
SELECT @base + seq, @clinic, CONCAT('bench-', seq), @base + seq, CONCAT('First', seq), CONCAT('Last', seq),
       '1980-06-15', @made, @made
FROM seq_1_to_10000 WHERE @from = 1;

INSERT INTO contact_point (id, clinic_id, kind, address, created_at)
SELECT @base + seq, @clinic, 'email', CONCAT('patient', seq, '@campanile.example'), @made FROM seq_1_to_10000 WHERE @from = 1;

INSERT INTO contact_address (clinic_id, contact_id, kind, contact_point_id)
SELECT @clinic, @base + seq, 'email', @base + seq FROM seq_1_to_10000 WHERE @from = 1;

INSERT INTO enrollment (id, clinic_id, campaign_id, revision_id, patient_id, anchor_key, started_at, opens_at,
                        received_at, reached_at, status, due_at, created_at, updated_at)
SELECT @base + seq, @clinic, @base + 1 + seq % 1000, @base + 1 + seq % 1000, @base + 1 + seq % 10000, CONCAT('bench:', seq),
       @made, @made, @made, @made, 'running', '2035-01-01' + INTERVAL seq SECOND, @made, @made
FROM seq_1_to_1000000 WHERE seq BETWEEN @from AND @to;

INSERT INTO send (id, clinic_id, campaign_id, revision_id, enrollment_id, patient_id, step_id, contact_id, contact_point_id,
                  channel, lane, schedule_version, dedupe_key, phase, reason, planned_at, due_at, next_at, sent_at,
                  delivered_at, created_at, updated_at)
SELECT @base + 2 * seq, @clinic, @base + 1 + seq % 1000, @base + 1 + seq % 1000, @base + seq, @base + 1 + seq % 10000,
       @base + 1 + seq % 1000, @base + 1 + seq % 10000, @base + 1 + seq % 10000, ELT(1 + seq % 2, 'SMS', 'EMAIL'), seq % 4, 1,
       CONCAT('bench:', seq, ':finished'), ELT(1 + seq % 4, 'SENT', 'DELIVERED', 'DELIVERED', 'SKIPPED'),
       IF(seq % 4 = 3, 'NO_CONSENT', NULL), @made + INTERVAL seq SECOND, @made + INTERVAL seq SECOND, NULL,
       IF(seq % 4 = 3, NULL, @made + INTERVAL seq SECOND), IF(seq % 4 IN (1, 2), @made + INTERVAL seq SECOND, NULL), @made, @made
FROM seq_1_to_1000000 WHERE seq BETWEEN @from AND @to;

INSERT INTO send (id, clinic_id, campaign_id, revision_id, enrollment_id, patient_id, step_id, contact_id, contact_point_id,
                  channel, lane, schedule_version, dedupe_key, phase, planned_at, due_at, next_at, created_at, updated_at)
SELECT @base + 2 * seq + 1, @clinic, @base + 1 + seq % 1000, @base + 1 + seq % 1000, @base + seq, @base + 1 + seq % 10000,
       @base + 1 + seq % 1000, @base + 1 + seq % 10000, @base + 1 + seq % 10000, ELT(1 + seq % 2, 'SMS', 'EMAIL'), seq % 4, 1,
       CONCAT('bench:', seq, ':waiting'), 'READY', '2035-01-01' + INTERVAL seq SECOND, '2035-01-01' + INTERVAL seq SECOND,
       '2035-01-01' + INTERVAL seq SECOND, @made, @made
FROM seq_1_to_1000000 WHERE seq BETWEEN @from AND @to;

REPLACE INTO tally (clinic_id, campaign_id, recipients, planned, sent, delivered, skipped)
SELECT @clinic, campaign_id, COUNT(DISTINCT patient_id), COUNT(*), SUM(phase IN ('SENT', 'DELIVERED')), SUM(phase = 'DELIVERED'),
       SUM(phase = 'SKIPPED')
FROM send WHERE clinic_id = @clinic AND campaign_id > @base GROUP BY campaign_id;

REPLACE INTO tally_day (clinic_id, campaign_id, step_id, day, measure, amount)
SELECT clinic_id, campaign_id, step_id, DATE(planned_at), m.measure, COUNT(*)
FROM send JOIN (SELECT 'planned' AS measure UNION SELECT 'sent' UNION SELECT 'delivered') m
    ON m.measure = 'planned' OR (m.measure = 'sent' AND phase IN ('SENT', 'DELIVERED'))
        OR (m.measure = 'delivered' AND phase = 'DELIVERED')
WHERE clinic_id = @clinic AND campaign_id > @base GROUP BY campaign_id, step_id, DATE(planned_at), m.measure;

SET SESSION unique_checks = 1, foreign_key_checks = 1;
