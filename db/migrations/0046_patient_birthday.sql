ALTER TABLE patient
    ADD COLUMN IF NOT EXISTS birthday SMALLINT AS (MONTH(birth_date) * 100 + DAYOFMONTH(birth_date)) STORED AFTER birth_date,
    ADD KEY IF NOT EXISTS patient_birthday (clinic_id, birthday, id);
