INSERT INTO contact_point (clinic_id, kind, address, created_at)
SELECT clinic_id, 'inbox', id, created_at FROM contact
ON DUPLICATE KEY UPDATE contact_point.id = contact_point.id;
