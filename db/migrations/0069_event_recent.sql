ALTER TABLE event ADD KEY IF NOT EXISTS event_recent (clinic_id, type, received_at);
