-- What a version of the policy said, value by value, when it was first noted here. An edited file
-- is refused entry by entry.
CREATE TABLE policy_text (
    hash TEXT NOT NULL,
    version TEXT NOT NULL,
    noted_at BIGINT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (hash)
);

-- Since when all members know of a version that is to come: the notice runs from here.
CREATE TABLE policy_told (
    hash TEXT NOT NULL,
    version TEXT NOT NULL,
    told_at BIGINT NOT NULL,
    noted_at BIGINT NOT NULL,
    PRIMARY KEY (hash)
);
