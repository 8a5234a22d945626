-- A lot at a marketplace, as the house last saw it. ends_at is on the marketplace's clock.
CREATE TABLE lot (
    id TEXT NOT NULL,
    market TEXT NOT NULL,
    item TEXT NOT NULL,
    title TEXT NOT NULL,
    price_yen BIGINT NOT NULL,
    next_yen BIGINT NOT NULL,
    shipping_yen BIGINT,
    ends_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    is_leading BIGINT NOT NULL CHECK (is_leading IN (0, 1)),
    seen_at BIGINT NOT NULL,
    acted_at BIGINT NOT NULL,
    watch_at BIGINT,
    closed_at BIGINT,
    result TEXT,
    relisted_as TEXT,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX lot_item ON lot (market, item);
CREATE INDEX lot_watch ON lot (watch_at) WHERE watch_at IS NOT NULL;

-- "Win so many of these": one cover for all, slots instead of bids.
CREATE TABLE bid_group (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    name TEXT NOT NULL,
    wanted BIGINT NOT NULL CHECK (wanted > 0),
    hold_key TEXT,
    holds BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    closed_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX bid_group_member ON bid_group (member, id);

CREATE TABLE bid (
    id TEXT NOT NULL,
    lot TEXT NOT NULL REFERENCES lot (id),
    member TEXT NOT NULL,
    ask TEXT NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('now', 'last_moment')),
    ceiling_yen BIGINT NOT NULL CHECK (ceiling_yen > 0),
    lead_us BIGINT NOT NULL,
    bid_group TEXT REFERENCES bid_group (id),
    state TEXT NOT NULL CHECK (state IN ('scheduled', 'armed', 'waiting', 'sending', 'leading',
        'outbid', 'displaced', 'won', 'lost', 'ended_early', 'cancelled_by_seller',
        'reserve_not_met', 'failed', 'withdrawn')),
    reason TEXT NOT NULL,
    planned_at BIGINT,
    hold_key TEXT,
    holds BIGINT NOT NULL,
    sent_yen BIGINT NOT NULL,
    warned_yen BIGINT,
    events BIGINT NOT NULL,
    placed_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX bid_ask ON bid (member, ask);
CREATE INDEX bid_lot ON bid (lot, id);
CREATE INDEX bid_of_group ON bid (bid_group) WHERE bid_group IS NOT NULL;

CREATE TABLE bid_event (
    bid TEXT NOT NULL REFERENCES bid (id),
    n BIGINT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    actor TEXT NOT NULL,
    yen BIGINT,
    at BIGINT NOT NULL,
    PRIMARY KEY (bid, n)
);

-- The receipt of one attempt; its id is the reference at the marketplace.
CREATE TABLE bid_attempt (
    id TEXT NOT NULL,
    bid TEXT NOT NULL REFERENCES bid (id),
    lot TEXT NOT NULL,
    account TEXT NOT NULL,
    amount_yen BIGINT NOT NULL,
    mode TEXT NOT NULL,
    planned_at BIGINT NOT NULL,
    intended_at BIGINT NOT NULL,
    sent_at BIGINT,
    answered_at BIGINT,
    price_seen_yen BIGINT,
    outcome TEXT NOT NULL CHECK (outcome IN ('sending', 'placed', 'refused', 'not_sent')),
    code TEXT,
    sentence TEXT,
    market_bid TEXT,
    is_leading BIGINT,
    tries BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX bid_attempt_bid ON bid_attempt (bid, id);
CREATE INDEX bid_attempt_sending ON bid_attempt (intended_at) WHERE outcome = 'sending';
CREATE INDEX bid_attempt_lot ON bid_attempt (lot) WHERE outcome = 'sending';
