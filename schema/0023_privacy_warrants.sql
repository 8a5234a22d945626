-- Orders of authorities to keep or to hand over personal data: narrow, agreed to by two, told to
-- the person as soon as the law lets it be told.

-- What a person is not shown of their own record as long as a law forbids it: an entry of the log,
-- the place of a copy, a class of keys. held_for: the order.
CREATE TABLE hush (
    member TEXT NOT NULL,
    thing TEXT NOT NULL,
    held_for TEXT NOT NULL,
    PRIMARY KEY (member, thing, held_for)
);
CREATE INDEX hush_held_for ON hush (held_for);

-- asks: whether data is to be kept, or handed over. pieces: which, by their words. tell_at: when
-- the people may be told; NULL: not before somebody lifts the silence. The file lies sealed in the
-- vault until it was handed out, or until file_until.
CREATE TABLE warrant (
    id TEXT NOT NULL,
    authority TEXT NOT NULL,
    article TEXT NOT NULL,
    document TEXT NOT NULL,
    dated TEXT NOT NULL,
    asks TEXT NOT NULL CHECK (asks IN ('keep', 'hand')),
    pieces TEXT NOT NULL,
    keep_until BIGINT NOT NULL,
    tell_at BIGINT,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'refused', 'withdrawn')),
    opened_at BIGINT NOT NULL,
    opened_by TEXT NOT NULL,
    ended_at BIGINT,
    ended_by TEXT,
    ground TEXT,
    file_until BIGINT,
    handed_at BIGINT,
    handed_by TEXT,
    told_at BIGINT,
    forget_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX warrant_file ON warrant (file_until)
    WHERE file_until IS NOT NULL AND handed_at IS NULL;

-- Whom it names. held: which of the pieces there were.
CREATE TABLE warrant_person (
    warrant TEXT NOT NULL REFERENCES warrant (id),
    member TEXT NOT NULL,
    held TEXT,
    given_at BIGINT,
    told_at BIGINT,
    PRIMARY KEY (warrant, member)
);
CREATE INDEX warrant_person_member ON warrant_person (member, warrant);

-- Whoever came with the business of a predecessor is bound by its policy until they agree to ours.
ALTER TABLE person ADD COLUMN origin TEXT;

-- A predecessor's policy: what it said, value by value; and what it let be used, for which purpose,
-- by the house itself (party '') or by a kind of party.
CREATE TABLE origin (
    hash TEXT NOT NULL,
    house TEXT NOT NULL,
    version TEXT NOT NULL,
    noted_at BIGINT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (hash)
);
CREATE TABLE origin_use (
    hash TEXT NOT NULL,
    purpose TEXT NOT NULL,
    party TEXT NOT NULL,
    fields TEXT NOT NULL,
    PRIMARY KEY (hash, purpose, party)
);

-- Who went or came with which handover: each once.
CREATE TABLE handover_person (
    handover TEXT NOT NULL,
    member TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (handover, member)
);
CREATE INDEX handover_person_member ON handover_person (member);

-- A business given to a successor, or taken over from a predecessor. ground: the agreement, or how
-- the predecessor came by the data. sign: the last line of the file that was taken, so that the
-- same file is the same handover.
CREATE TABLE handover (
    id TEXT NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('out', 'in')),
    party TEXT NOT NULL,
    ground TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    opened_by TEXT,
    begun_at BIGINT,
    done_at BIGINT,
    people BIGINT,
    policy TEXT,
    sign TEXT,
    PRIMARY KEY (id)
);
