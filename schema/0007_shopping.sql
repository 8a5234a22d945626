-- Buying at a fixed price: carts, purchases, orders by URL, the human buyers' desk.
CREATE TABLE cart_line (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    market TEXT NOT NULL,
    item TEXT NOT NULL,
    title TEXT NOT NULL,
    each_yen BIGINT NOT NULL CHECK (each_yen > 0),
    shipping_yen BIGINT CHECK (shipping_yen >= 0),
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    put_at BIGINT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (member, market, item)
);

-- One attempt to buy. Its id is our reference at the marketplace; it has exactly one outcome.
CREATE TABLE purchase (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    market TEXT NOT NULL,
    item TEXT NOT NULL,
    title TEXT NOT NULL,
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    each_yen BIGINT NOT NULL CHECK (each_yen > 0),
    shipping_yen BIGINT CHECK (shipping_yen >= 0),
    fee_yen BIGINT NOT NULL CHECK (fee_yen >= 0),
    quote TEXT,
    state TEXT NOT NULL CHECK (state IN ('wanted', 'sent', 'waiting', 'bought', 'price_moved',
        'sold_out', 'only_left', 'refused')),
    made_at BIGINT NOT NULL,
    sent_at BIGINT,
    -- Until when a request whose answer was lost may still be taken, by the marketplace's clock.
    lapses_at BIGINT,
    ended_at BIGINT,
    code TEXT,
    sentence TEXT,
    now_each_yen BIGINT,
    now_shipping_yen BIGINT,
    available BIGINT,
    order_id TEXT,
    -- What the member did about an outcome that was no purchase.
    followed_by TEXT,
    put_away_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX purchase_member ON purchase (member, id);
CREATE INDEX purchase_open ON purchase (made_at, id) WHERE ended_at IS NULL;

-- What a member asked the desk to find out, and its answer.
CREATE TABLE quote (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    shop TEXT NOT NULL,
    shop_item TEXT,
    url TEXT NOT NULL,
    words TEXT NOT NULL,
    options TEXT NOT NULL,
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    state TEXT NOT NULL,
    state_at BIGINT NOT NULL,
    steps BIGINT NOT NULL,
    asked_at BIGINT NOT NULL,
    title TEXT,
    each_yen BIGINT CHECK (each_yen > 0),
    shipping_yen BIGINT CHECK (shipping_yen >= 0),
    expires_at BIGINT,
    reason TEXT,
    purchase TEXT,
    order_id TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX quote_member ON quote (member, id);

CREATE TABLE quote_event (
    quote TEXT NOT NULL REFERENCES quote (id),
    n BIGINT NOT NULL,
    at BIGINT NOT NULL,
    event TEXT NOT NULL,
    state TEXT NOT NULL,
    author TEXT NOT NULL,
    reason TEXT,
    PRIMARY KEY (quote, n)
);

-- Work for a human buyer. An outcome has an author and a time, and there is one.
CREATE TABLE desk_task (
    id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('quote', 'buy')),
    quote TEXT NOT NULL REFERENCES quote (id),
    purchase TEXT UNIQUE,
    due_at BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    claimed_by TEXT,
    claimed_until BIGINT,
    outcome TEXT CHECK (outcome IN ('quoted', 'declined', 'placed', 'refused', 'price_changed',
        'sold_out', 'withdrawn')),
    done_by TEXT,
    done_at BIGINT,
    reason TEXT,
    each_yen BIGINT,
    shipping_yen BIGINT,
    shop_order TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX desk_task_open ON desk_task (due_at, id) WHERE outcome IS NULL;
CREATE INDEX desk_task_quote ON desk_task (quote);
CREATE INDEX desk_task_done ON desk_task (done_at) WHERE done_at IS NOT NULL;
