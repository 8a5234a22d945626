-- A version of the policy on its way from a draft into force. The database is the truth; the files
-- of a folder only begin a house. Each fact has its day and its author; no author: from the
-- terminal, or from the files a house began with.
CREATE TABLE policy_version (
    id TEXT NOT NULL,
    hash TEXT NOT NULL,
    version TEXT NOT NULL,
    effective_at BIGINT NOT NULL,
    drafted_at BIGINT NOT NULL,
    drafted_by TEXT,
    review_at BIGINT,
    review_by TEXT,
    announced_at BIGINT,
    announced_by TEXT,
    second_by TEXT,
    told_at BIGINT,
    ended_at BIGINT,
    ended_by TEXT,
    ended_told_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX policy_version_hash ON policy_version (hash);

-- The texts of a version as they were typed: the facts, and the words of each language.
CREATE TABLE policy_source (
    id TEXT NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('facts', 'en', 'ja', 'zh-Hant')),
    words TEXT NOT NULL,
    PRIMARY KEY (id, part)
);

-- Whom the house has told of a version that is to come, or that will not come after all.
CREATE TABLE policy_notice (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('coming', 'withdrawn')),
    told_at BIGINT NOT NULL,
    PRIMARY KEY (id, member, what)
);
CREATE INDEX policy_notice_member ON policy_notice (member);

-- Since when members know of a version is a fact of the version now.
DROP TABLE policy_told;

-- A correction that goes by electronic means: since when it is on its way, and what the last try
-- came to.
ALTER TABLE rights_passing ADD COLUMN sent_at BIGINT;
ALTER TABLE rights_passing ADD COLUMN answer TEXT;
