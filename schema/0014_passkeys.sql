-- Passkeys, sign-ins linked elsewhere, and what waits for the answer of a browser. No personal
-- field: who somebody is elsewhere lies sealed in the vault.

-- A passkey of a member or of somebody who works here. body: its public key and counter, as the
-- library writes them. label: what its owner calls it. doubted_at: since when its counter says that
-- there is a copy of it; it opens nothing from then on.
CREATE TABLE passkey (
    id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('member', 'staff')),
    person TEXT NOT NULL,
    credential BYTEA NOT NULL,
    body TEXT NOT NULL,
    label TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    used_at BIGINT,
    doubted_at BIGINT,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX passkey_credential ON passkey (credential);
CREATE INDEX passkey_person ON passkey (kind, person, made_at);

-- A question this house asked a browser: answered once, by the same browser, and not for long.
-- browser: a hash of its own secret. person: whose passkey or link it is about, when that is known.
CREATE TABLE ceremony (
    id TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('add_passkey', 'use_passkey', 'link', 'enter', 'join')),
    browser BYTEA NOT NULL,
    person TEXT,
    body TEXT NOT NULL,
    ends_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ceremony_ends ON ceremony (ends_at);

-- A sign-in elsewhere that opens an account here. With whom, and as whom, lies in the vault under
-- this id.
CREATE TABLE linked_sign_in (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX linked_sign_in_member ON linked_sign_in (member, made_at);
