-- What a replay of @clinic reads, in pages of 300 patients as it reads them, each kind at once: the yardstick of its reading.
SET SESSION time_zone = '+00:00';
SELECT e.* FROM event e WHERE e.clinic_id = @clinic ORDER BY e.patient_id, e.received_at, e.id;
SELECT p.*, c.* FROM patient p JOIN contact c ON c.clinic_id = p.clinic_id AND c.id = p.contact_id WHERE p.clinic_id = @clinic;
SELECT a.*, p.* FROM contact_address a JOIN contact_point p ON p.clinic_id = a.clinic_id AND p.id = a.contact_point_id
WHERE a.clinic_id = @clinic;
SELECT a.*, t.name FROM appointment a JOIN appointment_type t ON t.clinic_id = a.clinic_id AND t.id = a.type_id
WHERE a.clinic_id = @clinic ORDER BY a.starts_at, a.id;
