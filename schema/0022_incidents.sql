-- Breaches of personal data: what happened, as dated facts with their authors; whom it reached, as
-- ids out of the access log and the ledger of provision; what was reported to whom; who was told.

-- steps: how many rows of incident_step there are. Whoever decides says how many they had seen.
-- public_at: since when a notice stands in public, for those whom no letter reaches.
CREATE TABLE incident (
    id TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    steps BIGINT NOT NULL,
    telling_at BIGINT,
    public_at BIGINT,
    closed_at BIGINT,
    forget_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX incident_open ON incident (opened_at, id) WHERE closed_at IS NULL;

-- Each fact and each deed, with its author. What holds is the last of its item; words of ours.
CREATE TABLE incident_step (
    incident TEXT NOT NULL REFERENCES incident (id),
    n BIGINT NOT NULL,
    at BIGINT NOT NULL,
    author TEXT NOT NULL,
    item TEXT NOT NULL,
    worth TEXT NOT NULL,
    PRIMARY KEY (incident, n)
);

-- By which ways personal data was reached. n: the step that said so. whom: an id, a role, a view, a
-- purpose, a recipient's code; '' for a copy of everything.
CREATE TABLE incident_reach (
    incident TEXT NOT NULL REFERENCES incident (id),
    n BIGINT NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('staff', 'role', 'view', 'purpose', 'recipient', 'act',
        'account', 'copy')),
    whom TEXT NOT NULL,
    from_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    dropped_n BIGINT,
    PRIMARY KEY (incident, n)
);

-- Whom it reached. laws: which protect them. is_sealed: only in a copy whose keys lay elsewhere.
-- left_at: the facts changed, and they were not reached. told_at: written to, or told on the site.
CREATE TABLE incident_person (
    incident TEXT NOT NULL REFERENCES incident (id),
    member TEXT NOT NULL,
    laws TEXT NOT NULL,
    is_sealed BIGINT NOT NULL CHECK (is_sealed IN (0, 1)),
    added_at BIGINT NOT NULL,
    left_at BIGINT,
    told_at BIGINT,
    letter TEXT CHECK (letter IN ('waiting', 'sent', 'site', 'none', 'failed')),
    letter_at BIGINT,
    PRIMARY KEY (incident, member)
);
CREATE INDEX incident_person_member ON incident_person (member, incident);
CREATE INDEX incident_person_untold ON incident_person (incident, member)
    WHERE letter IS NULL AND left_at IS NULL;

-- The report to the authority in a language, version by version. Its words lie sealed in the vault.
CREATE TABLE incident_paper (
    incident TEXT NOT NULL REFERENCES incident (id),
    lang TEXT NOT NULL CHECK (lang IN ('ja', 'en')),
    n BIGINT NOT NULL,
    written_at BIGINT NOT NULL,
    author TEXT NOT NULL,
    PRIMARY KEY (incident, lang, n)
);

-- What was handed in to an authority, when and by whom; paper: the version of the report.
CREATE TABLE incident_report (
    incident TEXT NOT NULL REFERENCES incident (id),
    report TEXT NOT NULL CHECK (report IN ('first', 'full', 'europe')),
    lang TEXT NOT NULL,
    paper BIGINT NOT NULL,
    sent_at BIGINT NOT NULL,
    author TEXT NOT NULL,
    PRIMARY KEY (incident, report)
);

-- What the people are told, in each language, for everybody to read: it names nobody.
CREATE TABLE incident_statement (
    incident TEXT NOT NULL REFERENCES incident (id),
    lang TEXT NOT NULL CHECK (lang IN ('en', 'ja', 'zh-Hant')),
    words TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    author TEXT NOT NULL,
    PRIMARY KEY (incident, lang)
);

-- A clock that comes near its end, or has passed it: so many minutes before. It stands on the desk
-- until somebody has seen it.
CREATE TABLE incident_alarm (
    incident TEXT NOT NULL REFERENCES incident (id),
    report TEXT NOT NULL,
    before_minutes BIGINT NOT NULL,
    rung_at BIGINT NOT NULL,
    seen_at BIGINT,
    seen_by TEXT,
    PRIMARY KEY (incident, report, before_minutes)
);
CREATE INDEX incident_alarm_unseen ON incident_alarm (incident) WHERE seen_at IS NULL;
