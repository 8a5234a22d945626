-- What members are told: ids, words and figures. The words of a letter, and to whom it goes, are
-- made at the moment it leaves and lie nowhere here.

-- about: the id of what it is about. listed_at: since when it is on the member's list; what goes by
-- letter alone is not on it.
CREATE TABLE notice (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    yen BIGINT,
    told_at BIGINT NOT NULL,
    listed_at BIGINT,
    read_at BIGINT,
    letter TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX notice_listed ON notice (member, id) WHERE listed_at IS NOT NULL;
CREATE INDEX notice_unread ON notice (member) WHERE listed_at IS NOT NULL AND read_at IS NULL;
CREATE INDEX notice_letter ON notice (letter) WHERE letter IS NOT NULL;
CREATE INDEX notice_about ON notice (about, kind);

-- gathering: still takes notices. sending: handed to the server, or about to be. withheld: nothing
-- left the house. refused: the server wanted none of it. bounced: the address takes no letters.
CREATE TABLE letter (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'gathering', 'sending', 'sent', 'withheld',
        'refused', 'bounced')),
    put_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    ended_at BIGINT,
    answer TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX letter_member ON letter (member, put_at);

-- What a member chose otherwise than is usual.
CREATE TABLE notice_choice (
    member TEXT NOT NULL,
    kind TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('site', 'letter')),
    turned_on BIGINT NOT NULL CHECK (turned_on IN (0, 1)),
    chosen_at BIGINT NOT NULL,
    PRIMARY KEY (member, kind, channel)
);

-- A member's own address took no letter: none goes there until they have proved one anew.
CREATE TABLE letter_stop (
    member TEXT NOT NULL,
    letter TEXT NOT NULL,
    answer TEXT NOT NULL,
    stopped_at BIGINT NOT NULL,
    PRIMARY KEY (member)
);

-- Where a member's own program hears of things. The place lies sealed in the vault, under this id;
-- the secret is nowhere: it follows from id, generation and a key that lies apart.
CREATE TABLE webhook (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    generation BIGINT NOT NULL,
    rotated_at BIGINT,
    made_at BIGINT NOT NULL,
    failing_at BIGINT,
    stopped_at BIGINT,
    stopped_why TEXT,
    removed_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX webhook_member ON webhook (member, id);

CREATE TABLE webhook_kind (
    webhook TEXT NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (webhook, kind)
);

-- One message; its id is the receiver's key against taking it twice.
CREATE TABLE webhook_delivery (
    id TEXT NOT NULL,
    webhook TEXT NOT NULL,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    yen BIGINT,
    told_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'taken', 'failed', 'dropped')),
    tries BIGINT NOT NULL,
    tried_at BIGINT,
    answer BIGINT,
    why TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX webhook_delivery_webhook ON webhook_delivery (webhook, id);
