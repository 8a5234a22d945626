-- Privacy: persons, the vault, the log, choices, hand-overs, retention. No other room's table
-- holds personal data; here it lies sealed.

-- Someone whose data the house keeps, as far as decisions need to know: which laws protect them
-- (NULL: not known, so all), which choices are on, what the law still keeps after erasure.
CREATE TABLE person (
    member TEXT NOT NULL,
    laws TEXT,
    choices TEXT NOT NULL,
    duties TEXT NOT NULL,
    since BIGINT NOT NULL,
    stopped_at BIGINT,
    erased_at BIGINT,
    PRIMARY KEY (member)
);

-- Which slot of the keystore holds a person's data key of a class.
CREATE TABLE vault_key (
    member TEXT NOT NULL,
    class TEXT NOT NULL,
    slot BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (member, class),
    UNIQUE (slot)
);

-- One sealed piece. place: '' for the profile, an order or another id for a copy kept with it.
CREATE TABLE vault_field (
    member TEXT NOT NULL,
    class TEXT NOT NULL,
    item TEXT NOT NULL,
    place TEXT NOT NULL,
    slot BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    set_at BIGINT NOT NULL,
    PRIMARY KEY (member, class, item, place)
);

-- The blind index: a keyed hash of a folded text leads to its person.
CREATE TABLE vault_index (
    kind TEXT NOT NULL,
    tag BYTEA NOT NULL,
    member TEXT NOT NULL,
    PRIMARY KEY (kind, tag)
);
CREATE INDEX vault_index_member ON vault_index (member);

-- Keys that are to be destroyed: written with the act, carried out after it.
CREATE TABLE key_doom (
    slot BIGINT NOT NULL,
    class TEXT NOT NULL,
    doomed_at BIGINT NOT NULL,
    PRIMARY KEY (slot)
);

-- What happened to personal data, one row an act. body is the exact text the leaf is the hash of.
-- member: the one person it is about; persons: 16 bytes each, sorted, when it is about several.
CREATE TABLE log_entry (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    noted_at BIGINT NOT NULL,
    member TEXT,
    persons BYTEA,
    body TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX log_entry_member ON log_entry (member, id);
CREATE INDEX log_entry_noted ON log_entry (kind, noted_at);

-- So that each of several persons finds the act.
CREATE TABLE log_person (
    member TEXT NOT NULL,
    entry TEXT NOT NULL,
    PRIMARY KEY (member, entry)
);

-- Acts that have no leaf yet. Filled with the act, emptied by the sequencer.
CREATE TABLE log_pending (
    entry TEXT NOT NULL,
    leaf BYTEA NOT NULL,
    PRIMARY KEY (entry)
);

-- The leaves of the one Merkle log (RFC 6962), in their order; and its inner nodes.
CREATE TABLE log_leaf (
    place BIGINT NOT NULL,
    entry TEXT NOT NULL,
    leaf BYTEA NOT NULL,
    PRIMARY KEY (place),
    UNIQUE (entry)
);
CREATE TABLE log_node (
    level BIGINT NOT NULL,
    place BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (level, place)
);

-- Signed heads of the log.
CREATE TABLE log_checkpoint (
    size BIGINT NOT NULL,
    signed_at BIGINT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (size)
);

-- Every consent and objection ever made or taken back. Rows are never changed.
CREATE TABLE choice_made (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    choice TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('consent', 'objection')),
    turned_on BIGINT NOT NULL CHECK (turned_on IN (0, 1)),
    made_at BIGINT NOT NULL,
    shown TEXT NOT NULL,
    policy TEXT NOT NULL,
    means TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX choice_made_member ON choice_made (member, id);

-- The exact words a person saw when they chose.
CREATE TABLE choice_text (
    hash TEXT NOT NULL,
    lang TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (hash)
);

-- Who was given what of a person (APPI Art 29). The person's own part is sealed under the key of
-- the records of provision, which outlives the profile.
CREATE TABLE disclosure (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    entry TEXT NOT NULL,
    recipient TEXT NOT NULL,
    route TEXT NOT NULL,
    given_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX disclosure_member ON disclosure (member, id);
CREATE INDEX disclosure_entry ON disclosure (entry);

-- When a person's data of a class, or one copy of it, is to be destroyed at the earliest.
CREATE TABLE retention_clock (
    member TEXT NOT NULL,
    class TEXT NOT NULL,
    place TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    PRIMARY KEY (member, class, place)
);
CREATE INDEX retention_clock_due ON retention_clock (due_at);

-- Every policy that was ever in force here.
CREATE TABLE policy_adopted (
    hash TEXT NOT NULL,
    version TEXT NOT NULL,
    effective_at BIGINT NOT NULL,
    adopted_at BIGINT NOT NULL,
    PRIMARY KEY (hash)
);

-- A purpose the operator has stopped between two versions of the policy.
CREATE TABLE purpose_stop (
    purpose TEXT NOT NULL,
    stopped_at BIGINT NOT NULL,
    lifted_at BIGINT,
    staff TEXT,
    PRIMARY KEY (purpose, stopped_at)
);
