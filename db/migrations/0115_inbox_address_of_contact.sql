INSERT INTO contact_address (clinic_id, contact_id, kind, contact_point_id)
SELECT c.clinic_id, c.id, 'inbox', p.id FROM contact c
JOIN contact_point p ON p.clinic_id = c.clinic_id AND p.kind = 'inbox' AND p.address = CAST(c.id AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin
ON DUPLICATE KEY UPDATE contact_address.contact_point_id = contact_address.contact_point_id;
