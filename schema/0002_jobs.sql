-- Work to be done later and news to be handed out: the queue and the outbox are one table, so that
-- both are written in the transaction of the act that caused them.
CREATE TABLE job (
    -- A keyed row that is moved gets a new id: whoever still holds the old one holds nothing.
    id TEXT NOT NULL,
    lane TEXT NOT NULL CHECK (lane IN ('news', 'inside', 'outside', 'timer')),
    kind TEXT NOT NULL,
    key TEXT,
    body TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    -- Among those due at one instant the smaller goes first.
    rank BIGINT NOT NULL,
    leased_by TEXT,
    attempts BIGINT NOT NULL CHECK (attempts >= 0),
    last_error TEXT,
    dead_at BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX job_key ON job (key) WHERE key IS NOT NULL;
CREATE INDEX job_free ON job (lane, due_at, rank, id) WHERE leased_by IS NULL AND dead_at IS NULL;
CREATE INDEX job_leased ON job (leased_by) WHERE leased_by IS NOT NULL;
CREATE INDEX job_dead ON job (dead_at, id) WHERE dead_at IS NOT NULL;

-- A process that runs jobs. Its leases hold as long as it is alive: one row is kept fresh instead
-- of one lease for each job in hand.
CREATE TABLE job_worker (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    alive_until BIGINT NOT NULL,
    PRIMARY KEY (id)
);
