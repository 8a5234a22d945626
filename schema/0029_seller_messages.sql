-- What staff write to the seller of an order, and what the seller writes: a row for each, with its
-- words. Of ours the id is the reference at the marketplace, and market_message its own id of it.
CREATE TABLE order_message (
    id TEXT NOT NULL,
    order_id TEXT NOT NULL REFERENCES orders (id),
    -- Who of the staff wrote it, from which form; NULL: the seller did.
    author TEXT,
    ask TEXT,
    words TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('sending', 'sent', 'refused', 'heard')),
    state_at BIGINT NOT NULL,
    -- Why it was refused.
    code TEXT,
    market_message TEXT,
    -- Who of the staff has read the seller's, and when.
    read_at BIGINT,
    read_by TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX order_message_order ON order_message (order_id, written_at, id);
CREATE UNIQUE INDEX order_message_ask ON order_message (order_id, ask) WHERE ask IS NOT NULL;
CREATE UNIQUE INDEX order_message_heard ON order_message (order_id, market_message) WHERE state = 'heard';
CREATE INDEX order_message_sending ON order_message (written_at, id) WHERE state = 'sending';
CREATE INDEX order_message_unread ON order_message (state_at, id) WHERE state = 'heard' AND read_at IS NULL;
