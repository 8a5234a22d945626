-- How accounts are proved and protected. No personal field:
-- e-mail addresses lie sealed in the vault.

-- Since when letters are known to reach the member; who gave them limits of their own, when and
-- why.
ALTER TABLE member ADD COLUMN proved_at BIGINT;
ALTER TABLE member ADD COLUMN limits_by TEXT;
ALTER TABLE member ADD COLUMN limits_at BIGINT;
ALTER TABLE member ADD COLUMN limits_why TEXT;

-- A secret link in a letter. The secret itself is nowhere: it follows from the id and a key that
-- lies apart. member: may be nobody's id, for a wish about an address that is nobody's.
CREATE TABLE proof (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('letters', 'reset')),
    made_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    ended_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX proof_member ON proof (member, what);
CREATE INDEX proof_ends ON proof (ends_at);

-- Wrong sign-ins by what was typed, as a keyed hash: the same for names nobody has.
CREATE TABLE sign_in_try (
    tag BYTEA NOT NULL,
    wrong BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (tag)
);
CREATE INDEX sign_in_try_last ON sign_in_try (last_at);

-- The app that shows codes. Its secret follows from the id and a key that lies apart. last_step:
-- the youngest step whose code was taken, for a code is taken once.
CREATE TABLE second_factor (
    person TEXT NOT NULL,
    id TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    last_step BIGINT NOT NULL,
    wrong BIGINT NOT NULL,
    wrong_at BIGINT NOT NULL,
    PRIMARY KEY (person)
);

-- Codes for the day the app is lost, as keyed hashes.
CREATE TABLE recovery_code (
    person TEXT NOT NULL,
    hash BYTEA NOT NULL,
    made_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (person, hash)
);

-- The password was right and the second factor is still to come: opens nothing, and not for long.
CREATE TABLE half_session (
    token_hash BYTEA NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('member', 'staff')),
    person TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    PRIMARY KEY (token_hash)
);
CREATE INDEX half_session_person ON half_session (kind, person);
CREATE INDEX half_session_ends ON half_session (ends_at);

-- What kind of browser a session is used in: its family and the system, and no more.
ALTER TABLE session ADD COLUMN browser TEXT;
ALTER TABLE session ADD COLUMN system TEXT;

-- What one of the staff wants done and another has to agree to, with both on record.
CREATE TABLE approval (
    id TEXT NOT NULL,
    what TEXT NOT NULL,
    subject TEXT NOT NULL,
    why TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    answer TEXT CHECK (answer IN ('agreed', 'declined', 'taken_back')),
    answered_by TEXT,
    answered_at BIGINT,
    done_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX approval_open ON approval (ends_at) WHERE answer IS NULL;
CREATE INDEX approval_about ON approval (what, subject);
