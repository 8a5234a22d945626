-- Lists that leave the house as a file: asked for by one of the staff, agreed to by another, drawn
-- while they are taken. Who is on a list is not here.
CREATE TABLE export (
    id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('journal', 'sales', 'contacts')),
    from_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    why TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    answer TEXT CHECK (answer IN ('agreed', 'declined', 'taken_back')),
    answered_by TEXT,
    answered_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX export_asked ON export (asked_at);

CREATE TABLE export_taking (
    export TEXT NOT NULL REFERENCES export (id),
    begun_at BIGINT NOT NULL,
    ended_at BIGINT,
    given BIGINT,
    left_out BIGINT,
    PRIMARY KEY (export, begun_at)
);

-- Browsers in which somebody has signed in before: at the door they are counted by themselves, so
-- that a stranger's wrong tries shut it to nobody whom it knows. The key lies in the browser.
CREATE TABLE known_browser (
    token_hash BYTEA NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('member', 'staff')),
    person TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    PRIMARY KEY (token_hash)
);
CREATE INDEX known_browser_person ON known_browser (kind, person, made_at);
CREATE INDEX known_browser_ends ON known_browser (ends_at);

-- A name is tried from several places: a keyed hash of the name finds the counters of all of them.
ALTER TABLE sign_in_try ADD COLUMN typed BYTEA;
CREATE INDEX sign_in_try_typed ON sign_in_try (typed);

-- What one unit of a currency was worth on a day, entered by one of the staff with its source. Shown
-- beside yen; nothing is charged by it.
CREATE TABLE exchange_rate (
    currency TEXT NOT NULL,
    dated BIGINT NOT NULL,
    micro_yen BIGINT NOT NULL CHECK (micro_yen > 0),
    source TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    entered_at BIGINT NOT NULL,
    PRIMARY KEY (currency, dated)
);
