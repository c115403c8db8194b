CREATE TABLE IF NOT EXISTS receipt (
    id BIGINT NOT NULL AUTO_INCREMENT,
    clinic_id BIGINT NOT NULL,
    send_id BIGINT NOT NULL COMMENT 'our own id, which came back with it; checked when it is joined: answers wait for no lock',
    wire TINYINT NULL COMMENT 'which copy of the send it is about, from 1; NULL where that was not told',
    provider VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    key_hash BINARY(32) NOT NULL COMMENT 'once-only: of the provider''s own id of what happened',
    kind ENUM('accepted', 'delivered', 'bounced_now', 'bounced_for_ever', 'opted_out', 'complaint') NOT NULL,
    code VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the provider''s own',
    reference VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the provider''s own id of the message',
    occurred_at DATETIME(6) NOT NULL,
    received_at DATETIME(6) NOT NULL,
    state ENUM('pending', 'joined', 'moot') NOT NULL DEFAULT 'pending' COMMENT 'moot: it changed nothing',
    PRIMARY KEY (id),
    UNIQUE KEY receipt_once (provider, key_hash),
    KEY receipt_pending (state, id),
    KEY receipt_send (clinic_id, send_id),
    KEY receipt_over (received_at)
) COMMENT 'what providers say became of messages: delivery reports and bounces, kept as they come, joined by a tick';
