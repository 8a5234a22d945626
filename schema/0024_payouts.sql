-- Whose purse is to be paid out, since when, and whether the member asked or the house, which waits
-- for it to be empty. The payout itself is an entry of the books; with it this row goes.
CREATE TABLE payout_asked (
    member TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    asked_by TEXT NOT NULL CHECK (asked_by IN ('member', 'house')),
    PRIMARY KEY (member)
);
