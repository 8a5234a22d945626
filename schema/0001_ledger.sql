-- Double entry in yen. Accounts of members have a row here, with their balance guarded; accounts of
-- the house have none: their balance is the sum of their postings, so that no row of theirs is hot.
CREATE TABLE ledger_account (
    id TEXT NOT NULL,
    yen BIGINT NOT NULL CHECK (yen >= 0),
    PRIMARY KEY (id)
);

CREATE TABLE ledger_entry (
    id TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    reason TEXT NOT NULL,
    about TEXT NOT NULL,
    author TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE ledger_posting (
    entry TEXT NOT NULL REFERENCES ledger_entry (id),
    n BIGINT NOT NULL,
    account TEXT NOT NULL,
    yen BIGINT NOT NULL CHECK (yen <> 0),
    balance_yen BIGINT,
    PRIMARY KEY (entry, n)
);
CREATE INDEX ledger_posting_account ON ledger_posting (account, entry);

-- A hold is money of the member's own that is set aside; it lies on the account held:<member>.
CREATE TABLE ledger_hold (
    key TEXT NOT NULL,
    member TEXT NOT NULL,
    yen BIGINT NOT NULL CHECK (yen >= 0),
    changes BIGINT NOT NULL,
    about TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    closed_at BIGINT,
    PRIMARY KEY (key)
);
CREATE INDEX ledger_hold_open ON ledger_hold (member) WHERE closed_at IS NULL;
