-- The contact desk: cases, what was written in them and when, by whom. The words, the files and
-- how somebody without an account is reached lie sealed in the vault, at the id of each.

-- way: member, by their account; link, by a secret link that a letter brought. due_at: what comes
-- first of an answer that is waited for and the end of it all. officer_at: since when it is with
-- who answers for personal data. forget_at: when nothing of a closed case is left.
CREATE TABLE inquiry (
    id TEXT NOT NULL,
    person TEXT NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('member', 'link')),
    language TEXT NOT NULL,
    topic TEXT NOT NULL,
    order_id TEXT,
    opened_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    waits_since BIGINT,
    first_due_at BIGINT NOT NULL,
    first_answered_at BIGINT,
    resolve_due_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    assigned_to TEXT,
    assigned_at BIGINT,
    officer_at BIGINT,
    closed_at BIGINT,
    forget_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX inquiry_person ON inquiry (person, id);
CREATE INDEX inquiry_due ON inquiry (due_at, id) WHERE closed_at IS NULL;
CREATE INDEX inquiry_way ON inquiry (way, opened_at);
CREATE INDEX inquiry_forget ON inquiry (forget_at) WHERE forget_at IS NOT NULL;

-- author: the person; the desk; a note of the desk to itself, which the person never sees.
CREATE TABLE inquiry_message (
    id TEXT NOT NULL,
    inquiry TEXT NOT NULL,
    author TEXT NOT NULL CHECK (author IN ('person', 'desk', 'note')),
    staff TEXT,
    written_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX inquiry_message_of ON inquiry_message (inquiry, id);

-- kind: what the bytes are, by looking at them.
CREATE TABLE inquiry_file (
    id TEXT NOT NULL,
    inquiry TEXT NOT NULL,
    message TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('jpeg', 'png', 'webp', 'pdf', 'text')),
    size_bytes BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX inquiry_file_of ON inquiry_file (inquiry, id);

-- What was done with a case. author: person, or the id of who works here.
CREATE TABLE inquiry_step (
    inquiry TEXT NOT NULL,
    n BIGINT NOT NULL,
    at BIGINT NOT NULL,
    event TEXT NOT NULL,
    author TEXT NOT NULL,
    PRIMARY KEY (inquiry, n)
);

-- Letters to people without an account; members are told by notices. Each holds a link, no words.
CREATE TABLE inquiry_letter (
    id TEXT NOT NULL,
    inquiry TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('opened', 'answered', 'closed')),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'withheld', 'refused',
        'bounced')),
    put_at BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    ended_at BIGINT,
    answer TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX inquiry_letter_of ON inquiry_letter (inquiry, id);
