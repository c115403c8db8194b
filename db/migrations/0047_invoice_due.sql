ALTER TABLE invoice ADD KEY IF NOT EXISTS invoice_due (clinic_id, due_on, id);
