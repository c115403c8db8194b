INSERT INTO visit_day_stale (clinic_id, starts_at) SELECT DISTINCT clinic_id, starts_at FROM appointment;
