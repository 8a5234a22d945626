-- A lot whose winner was removed falls to the next bidder: what the house was offered, what its
-- member said, what became of it. The id is our reference for the answer; answer_by is on the
-- marketplace's clock.
CREATE TABLE bid_offer (
    id TEXT NOT NULL,
    bid TEXT NOT NULL REFERENCES bid (id),
    lot TEXT NOT NULL REFERENCES lot (id),
    member TEXT NOT NULL,
    market_order TEXT NOT NULL,
    account TEXT NOT NULL,
    price_yen BIGINT NOT NULL CHECK (price_yen > 0),
    shipping_yen BIGINT,
    total_yen BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'taking', 'leaving', 'taken', 'left', 'lapsed',
        'failed')),
    offered_at BIGINT NOT NULL,
    answer_by BIGINT,
    decided_at BIGINT,
    decided_by TEXT,
    sent_at BIGINT,
    answered_at BIGINT,
    tries BIGINT NOT NULL,
    code TEXT,
    sentence TEXT,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX bid_offer_order ON bid_offer (lot, market_order);
CREATE INDEX bid_offer_bid ON bid_offer (bid, id);
CREATE INDEX bid_offer_member ON bid_offer (member, id);

-- What the member said beforehand: nothing is to be asked.
ALTER TABLE bid ADD COLUMN if_offered TEXT CHECK (if_offered IN ('ask', 'take', 'leave'));

-- Since when the marketplace does not show the lot any more.
ALTER TABLE lot ADD COLUMN gone_at BIGINT;
