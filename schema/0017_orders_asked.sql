-- What a seller asks for an order when it is more than the order is for: the member says yes or no.
ALTER TABLE orders ADD COLUMN asked_yen BIGINT CHECK (asked_yen > 0);

-- What a marketplace said of an order and could not be taken in: staff look at it, the rest goes on.
CREATE TABLE market_set_aside (
    id TEXT NOT NULL,
    market TEXT NOT NULL,
    market_order TEXT NOT NULL,
    order_id TEXT,
    code TEXT NOT NULL,
    at BIGINT NOT NULL,
    done_at BIGINT,
    done_by TEXT,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX market_set_aside_open ON market_set_aside (market, market_order) WHERE done_at IS NULL;
CREATE INDEX market_set_aside_at ON market_set_aside (at, id) WHERE done_at IS NULL;
