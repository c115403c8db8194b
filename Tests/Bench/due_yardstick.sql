-- The second half of what advancing came to, beside the copy of its sends: the same enrollments, written again by a statement that
-- already knows all of it.
SET SESSION time_zone = '+00:00';

UPDATE yardstick_enrollment SET status = 'finished', due_at = NULL, reached_at = '2027-02-01 16:30:00', updated_at = '2027-02-01 16:30:00';
