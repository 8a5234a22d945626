-- What people ask of their own data: disclosure, inquiry, revision, cancellation, deletion. Every
-- word that somebody writes lies sealed in the vault, under the class "request".

-- member: whose data it is about; the id of the request itself (as a person's) where the house
-- found nobody. asker: how they came. subject: which part of the right.
CREATE TABLE rights_request (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    held_by TEXT NOT NULL,
    asker TEXT NOT NULL CHECK (asker IN ('member', 'inquirer', 'applicant', 'addressee', 'other')),
    agent TEXT CHECK (agent IN ('parent', 'guardian', 'attorney', 'lawyer')),
    about TEXT NOT NULL CHECK (about IN ('R1', 'R2', 'R3', 'R4', 'R5')),
    subject TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('asked', 'open', 'grace', 'waiting', 'working', 'done',
        'refused', 'withdrawn', 'lapsed')),
    laws TEXT NOT NULL,
    lang TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    proved_at BIGINT,
    proved_by TEXT,
    due_at BIGINT NOT NULL,
    longer_at BIGINT,
    alarms BIGINT NOT NULL,
    state_at BIGINT NOT NULL,
    steps BIGINT NOT NULL,
    grace_until BIGINT,
    ground TEXT,
    receipt TEXT,
    ended_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX rights_request_member ON rights_request (member, id);
CREATE INDEX rights_request_open ON rights_request (due_at, id) WHERE ended_at IS NULL;
CREATE INDEX rights_request_work ON rights_request (state, state_at, id) WHERE ended_at IS NULL;

-- Each step, with its author: the last of them is what the row above says.
CREATE TABLE rights_step (
    request TEXT NOT NULL REFERENCES rights_request (id),
    n BIGINT NOT NULL,
    at BIGINT NOT NULL,
    event TEXT NOT NULL,
    state TEXT NOT NULL,
    author TEXT NOT NULL,
    ground TEXT,
    PRIMARY KEY (request, n)
);

-- A document that somebody of the staff saw, of which kind and when. No copy is kept, nor anything
-- that stood in it.
CREATE TABLE rights_seen (
    request TEXT NOT NULL REFERENCES rights_request (id),
    kind TEXT NOT NULL CHECK (kind IN ('passport', 'licence', 'residence', 'insurance', 'mandate',
        'register')),
    seen_at BIGINT NOT NULL,
    staff TEXT NOT NULL,
    PRIMARY KEY (request, kind)
);

-- Questions and answers. The words lie in the vault at the place of this id.
CREATE TABLE rights_message (
    id TEXT NOT NULL,
    request TEXT NOT NULL REFERENCES rights_request (id),
    author TEXT NOT NULL,
    at BIGINT NOT NULL,
    parts BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX rights_message_request ON rights_message (request, id);

-- A correction that a recipient of the last months is told: intended with the correction, handed
-- over, confirmed.
CREATE TABLE rights_passing (
    request TEXT NOT NULL REFERENCES rights_request (id),
    party TEXT NOT NULL,
    intended_at BIGINT NOT NULL,
    given_at BIGINT,
    given_by TEXT,
    confirmed_at BIGINT,
    confirmed_by TEXT,
    PRIMARY KEY (request, party)
);
CREATE INDEX rights_passing_open ON rights_passing (intended_at) WHERE confirmed_at IS NULL;
