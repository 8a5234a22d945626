-- Keys of members' own programs, and what the house answered to their changes.

CREATE TABLE api_token (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    token_hash BYTEA NOT NULL,
    label TEXT NOT NULL,
    scopes TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX api_token_hash ON api_token (token_hash);
CREATE INDEX api_token_member ON api_token (member, id);

-- A change that is sent again under the same key gets the answer it got the first time. The key
-- itself is not kept, nor is anything personal: an answer to a change is made of ids and states.
CREATE TABLE api_answer (
    member TEXT NOT NULL,
    key_hash BYTEA NOT NULL,
    asked_hash BYTEA NOT NULL,
    body TEXT NOT NULL,
    ends_at BIGINT NOT NULL,
    PRIMARY KEY (member, key_hash)
);
CREATE INDEX api_answer_ends ON api_answer (ends_at);
