ALTER TABLE invoice
    ADD KEY IF NOT EXISTS invoice_open (clinic_id, status, patient_id, due_on, amount_cents, paid_cents);
