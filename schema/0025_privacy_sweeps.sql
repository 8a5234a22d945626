-- So that letting go reads what is to go, and not all that stays.
CREATE INDEX log_entry_kind ON log_entry (kind, id);
CREATE INDEX log_checkpoint_signed ON log_checkpoint (signed_at);

-- Since when a choice is no longer the one that counts: another took its place, or its person was
-- erased. Nothing else of a row is ever changed.
ALTER TABLE choice_made ADD COLUMN superseded_at BIGINT;
UPDATE choice_made SET superseded_at = (
    SELECT MIN(n.made_at) FROM choice_made n
    WHERE n.member = choice_made.member AND n.choice = choice_made.choice AND n.id > choice_made.id);
UPDATE choice_made SET superseded_at = (
    SELECT p.erased_at FROM person p WHERE p.member = choice_made.member)
    WHERE superseded_at IS NULL;
CREATE INDEX choice_made_superseded ON choice_made (superseded_at, id)
    WHERE superseded_at IS NOT NULL;

-- A leaf whose entry was let go keeps no name to try people out with.
UPDATE log_leaf SET entry = 'gone_' || CAST(place AS TEXT)
    WHERE NOT EXISTS (SELECT 1 FROM log_entry e WHERE e.id = log_leaf.entry);

-- What the operator has stopped between two versions of the policy: a purpose, or handing anything
-- to a recipient. Nothing could stop a purpose before, so there is nothing to take over.
DROP TABLE purpose_stop;
CREATE TABLE privacy_stop (
    kind TEXT NOT NULL CHECK (kind IN ('purpose', 'recipient')),
    code TEXT NOT NULL,
    stopped_at BIGINT NOT NULL,
    staff TEXT NOT NULL,
    lifted_at BIGINT,
    lifted_by TEXT,
    PRIMARY KEY (kind, code, stopped_at)
);
CREATE UNIQUE INDEX privacy_stop_stands ON privacy_stop (kind, code) WHERE lifted_at IS NULL;

-- What whoever answers for personal data asked the running house to do: to check its log, to turn
-- the epoch of its keys, to give everybody new ones.
CREATE TABLE privacy_task (
    id TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('verify', 'turn', 'rotate')),
    asked_at BIGINT NOT NULL,
    staff TEXT NOT NULL,
    after_slot BIGINT NOT NULL,
    until_slot BIGINT NOT NULL,
    done BIGINT NOT NULL,
    ended_at BIGINT,
    found TEXT,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX privacy_task_runs ON privacy_task (what) WHERE ended_at IS NULL;
CREATE INDEX privacy_task_asked ON privacy_task (asked_at, id);
