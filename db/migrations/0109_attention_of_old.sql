INSERT INTO attention (send_id, clinic_id, campaign_id, kind, failed_at)
SELECT id, clinic_id, campaign_id, IF(failure = 'permanent', 'refused', failure), updated_at
FROM send FORCE INDEX (send_claim) WHERE phase = 'FAILED' AND failure IS NOT NULL;
