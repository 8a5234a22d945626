-- The life of a thing bought. A state is a dated fact with an author: each step is a row of
-- order_event; the row here is the last of them and what is known by now.
CREATE TABLE orders (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    market TEXT NOT NULL,
    item TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('win', 'buy_now', 'purchase', 'desk')),
    reference TEXT NOT NULL,
    market_order TEXT,
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    price_yen BIGINT NOT NULL CHECK (price_yen > 0),
    shipping_yen BIGINT CHECK (shipping_yen >= 0),
    fee_yen BIGINT NOT NULL CHECK (fee_yen >= 0),
    -- Taken from the member for the seller; NULL while nothing is paid.
    goods_yen BIGINT CHECK (goods_yen >= 0),
    -- Paid to the seller.
    seller_yen BIGINT CHECK (seller_yen >= 0),
    -- Given back to the member.
    refund_yen BIGINT CHECK (refund_yen >= 0),
    state TEXT NOT NULL,
    held_from TEXT,
    reason TEXT,
    state_at BIGINT NOT NULL,
    steps BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    pay_by_at BIGINT,
    in_carrier TEXT,
    in_tracking TEXT,
    shelf TEXT,
    weight_g BIGINT,
    length_mm BIGINT,
    width_mm BIGINT,
    height_mm BIGINT,
    out_carrier TEXT,
    out_tracking TEXT,
    PRIMARY KEY (id),
    UNIQUE (market, reference)
);
CREATE INDEX orders_member ON orders (member, id);
CREATE INDEX orders_state ON orders (state, state_at, id);
CREATE INDEX orders_market ON orders (market, market_order);
CREATE INDEX orders_item ON orders (market, item);
CREATE INDEX orders_tracking ON orders (in_tracking) WHERE in_tracking IS NOT NULL;

CREATE TABLE order_event (
    order_id TEXT NOT NULL REFERENCES orders (id),
    n BIGINT NOT NULL,
    at BIGINT NOT NULL,
    event TEXT NOT NULL,
    state TEXT NOT NULL,
    author TEXT NOT NULL,
    reason TEXT,
    note TEXT,
    PRIMARY KEY (order_id, n)
);

-- A few words beside a step.
CREATE TABLE order_note (
    id TEXT NOT NULL,
    order_id TEXT NOT NULL REFERENCES orders (id),
    author TEXT NOT NULL,
    at BIGINT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (id)
);

-- A parcel nobody expected: the number does not belong to an order, yet.
CREATE TABLE unknown_arrival (
    id TEXT NOT NULL,
    tracking TEXT NOT NULL,
    words TEXT NOT NULL,
    arrived_at BIGINT NOT NULL,
    author TEXT NOT NULL,
    order_id TEXT,
    matched_at BIGINT,
    matched_by TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX unknown_arrival_open ON unknown_arrival (arrived_at, id) WHERE matched_at IS NULL;

-- How far the changes of a marketplace's orders were heard.
CREATE TABLE market_heard (
    market TEXT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (market)
);
