-- Who is signed in, who the members are, who works here. Not one personal field: names, handles and
-- addresses lie in the vault.

-- A signed-in browser. The token itself is nowhere: only its SHA-256.
CREATE TABLE session (
    id TEXT NOT NULL,
    token_hash BYTEA NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('member', 'staff')),
    person TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX session_token ON session (token_hash);
CREATE INDEX session_person ON session (kind, person, made_at);
CREATE INDEX session_ends ON session (ends_at);

-- A member. A limit that is NULL is the house's own limit for everybody.
CREATE TABLE member (
    id TEXT NOT NULL,
    password TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('en', 'ja', 'zh-Hant')),
    time_zone TEXT NOT NULL,
    live_bids_most BIGINT CHECK (live_bids_most >= 0),
    highest_bid_yen BIGINT CHECK (highest_bid_yen >= 0),
    created_at BIGINT NOT NULL,
    closed_at BIGINT,
    PRIMARY KEY (id)
);

-- A person who works for the operator.
CREATE TABLE staff (
    id TEXT NOT NULL,
    password TEXT NOT NULL,
    hired_at BIGINT NOT NULL,
    hired_by TEXT,
    left_at BIGINT,
    left_by TEXT,
    PRIMARY KEY (id)
);

-- A role, from the day it was given to the day it was taken. hired_by and given_by are NULL only
-- for the first administrator, whom the program itself lets in.
CREATE TABLE staff_role (
    staff TEXT NOT NULL REFERENCES staff (id),
    role TEXT NOT NULL CHECK (role IN ('buyer', 'warehouse', 'support', 'accountant', 'marketing',
        'privacy_officer', 'recruiter', 'administrator')),
    given_at BIGINT NOT NULL,
    given_by TEXT,
    taken_at BIGINT,
    taken_by TEXT,
    PRIMARY KEY (staff, role, given_at)
);
CREATE UNIQUE INDEX staff_role_held ON staff_role (staff, role) WHERE taken_at IS NULL;
