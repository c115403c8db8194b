CREATE TABLE IF NOT EXISTS tracking_event (
    id         BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    clinic_id  BIGINT NOT NULL,
    send_id    BIGINT NOT NULL,
    kind       ENUM('open','click') NOT NULL,
    link_id    BIGINT NULL,
    is_machine BOOL NOT NULL DEFAULT FALSE,
    state      ENUM('pending','counted') NOT NULL DEFAULT 'pending',
    happened_at DATETIME(6) NOT NULL,
    KEY tracking_pending (state, id),
    KEY (send_id),
    FOREIGN KEY (send_id) REFERENCES send (id)
);
