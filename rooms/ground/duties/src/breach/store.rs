//! Incidents in their tables.

use db::{Answer, Tx};
use kernel::{At, IncidentId, MemberId};

use super::acts::{Item, LetterEnd, Way};
use super::rules::Report;

db::stored!(Item, LetterEnd, Way, Report);

db::sql! {
    OPEN = "INSERT INTO incident (id, opened_at, steps) VALUES ($1, $2, 0)";
    INCIDENT = "SELECT id, opened_at, steps, telling_at, public_at, closed_at, forget_at FROM incident WHERE id = $1";
    INCIDENTS = "SELECT id, opened_at, steps, telling_at, public_at, closed_at, forget_at FROM incident
        WHERE id < $1 ORDER BY CASE WHEN closed_at IS NULL THEN 0 ELSE 1 END, id DESC LIMIT $2";
    RUNNING = "SELECT id, opened_at, steps, telling_at, public_at, closed_at, forget_at FROM incident
        WHERE closed_at IS NULL ORDER BY id";
    PUBLIC = "SELECT id, opened_at, steps, telling_at, public_at, closed_at, forget_at FROM incident
        WHERE public_at IS NOT NULL ORDER BY public_at DESC, id DESC LIMIT 50";
    ALL_IDS = "SELECT id FROM incident ORDER BY id";
    TELLING = "UPDATE incident SET telling_at = $1 WHERE id = $2 AND telling_at IS NULL";
    PUBLISHED = "UPDATE incident SET public_at = $1 WHERE id = $2 AND public_at IS NULL";
    CLOSED = "UPDATE incident SET closed_at = $1, forget_at = $2 WHERE id = $3 AND closed_at IS NULL";
    DUE = "SELECT id FROM incident WHERE forget_at <= $1 ORDER BY forget_at, id LIMIT 20";

    STEP = "INSERT INTO incident_step (incident, n, at, author, item, worth) VALUES ($1, $2, $3, $4, $5, $6)";
    COUNTED = "UPDATE incident SET steps = $1 WHERE id = $2 AND steps = $3";
    STEPS = "SELECT n, at, author, item, worth FROM incident_step WHERE incident = $1 ORDER BY n";

    REACH = "INSERT INTO incident_reach (incident, n, way, whom, from_at, until_at) VALUES ($1, $2, $3, $4, $5, $6)";
    REACHES = "SELECT n, way, whom, from_at, until_at FROM incident_reach
        WHERE incident = $1 AND dropped_n IS NULL ORDER BY n";
    DROP_REACH = "UPDATE incident_reach SET dropped_n = $1 WHERE incident = $2 AND n = $3 AND dropped_n IS NULL";

    PEOPLE = "SELECT member, laws, is_sealed, left_at FROM incident_person WHERE incident = $1 ORDER BY member";
    ADD_PERSON = "INSERT INTO incident_person (incident, member, laws, is_sealed, added_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (incident, member) DO UPDATE
        SET laws = excluded.laws, is_sealed = excluded.is_sealed, left_at = NULL";
    PERSON_LEFT = "UPDATE incident_person SET left_at = $1 WHERE incident = $2 AND member = $3";
    COUNTS = "SELECT laws, is_sealed, CAST(COUNT(*) AS BIGINT) FROM incident_person
        WHERE incident = $1 AND left_at IS NULL GROUP BY laws, is_sealed ORDER BY laws, is_sealed";
    UNTOLD = "SELECT member, laws, is_sealed FROM incident_person
        WHERE incident = $1 AND member > $2 AND letter IS NULL AND left_at IS NULL ORDER BY member LIMIT $3";
    TOLD = "UPDATE incident_person SET told_at = $1, letter = $2, letter_at = $1
        WHERE incident = $3 AND member = $4 AND letter IS NULL";
    LETTER = "UPDATE incident_person SET letter = $1, letter_at = $2
        WHERE incident = $3 AND member = $4 AND letter IN ('waiting', 'sent')";
    NOT_BY_LETTER = "UPDATE incident_person SET letter = $1, letter_at = $2
        WHERE incident = $3 AND member = $4 AND letter IS NULL";
    LETTERS = "SELECT letter, laws, is_sealed, CAST(COUNT(*) AS BIGINT) FROM incident_person
        WHERE incident = $1 AND left_at IS NULL GROUP BY letter, laws, is_sealed ORDER BY letter, laws, is_sealed";
    TOLD_TO = "SELECT i.id, p.told_at FROM incident_person p JOIN incident i ON i.id = p.incident
        WHERE p.member = $1 AND p.told_at IS NOT NULL ORDER BY i.id DESC";

    PAPER = "INSERT INTO incident_paper (incident, lang, n, written_at, author) VALUES ($1, $2, $3, $4, $5)";
    PAPERS = "SELECT lang, n, written_at, author FROM incident_paper WHERE incident = $1 ORDER BY lang, n";
    REPORT = "INSERT INTO incident_report (incident, report, lang, paper, sent_at, author)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (incident, report) DO NOTHING RETURNING paper";
    REPORTS = "SELECT report, lang, paper, sent_at, author FROM incident_report WHERE incident = $1 ORDER BY sent_at, report";
    STATE = "INSERT INTO incident_statement (incident, lang, words, written_at, author) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (incident, lang) DO UPDATE
        SET words = excluded.words, written_at = excluded.written_at, author = excluded.author";
    STATEMENTS = "SELECT lang, words FROM incident_statement WHERE incident = $1 ORDER BY lang";

    RING = "INSERT INTO incident_alarm (incident, report, before_minutes, rung_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (incident, report, before_minutes) DO NOTHING RETURNING before_minutes";
    ALARMS = "SELECT report, before_minutes, rung_at FROM incident_alarm
        WHERE incident = $1 AND seen_at IS NULL ORDER BY rung_at, report, before_minutes";
    SEEN = "UPDATE incident_alarm SET seen_at = $1, seen_by = $2 WHERE incident = $3 AND seen_at IS NULL";

    DROP_STEPS = "DELETE FROM incident_step WHERE incident = $1";
    DROP_REACHES = "DELETE FROM incident_reach WHERE incident = $1";
    DROP_PEOPLE = "DELETE FROM incident_person WHERE incident = $1";
    DROP_PAPERS = "DELETE FROM incident_paper WHERE incident = $1";
    DROP_REPORTS = "DELETE FROM incident_report WHERE incident = $1";
    DROP_STATEMENTS = "DELETE FROM incident_statement WHERE incident = $1";
    DROP_ALARMS = "DELETE FROM incident_alarm WHERE incident = $1";
    DROP = "DELETE FROM incident WHERE id = $1";
}

db::row! {
    /// A breach.
    pub struct Incident {
        /// The incident.
        pub id: IncidentId,
        /// When it was opened.
        pub opened_at: At,
        /// How many steps were taken.
        pub steps: i64,
        /// Since when the people are told.
        pub telling_at: Option<At>,
        /// Since when a notice stands in public.
        pub public_at: Option<At>,
        /// When it was closed.
        pub closed_at: Option<At>,
        /// When nothing of it is left.
        pub forget_at: Option<At>,
    }
    /// A fact or a deed.
    pub struct Step {
        /// Which.
        pub n: i64,
        /// When.
        pub at: At,
        /// By whom: the id of somebody who works here, or `house`.
        pub author: String,
        /// What it is about.
        pub item: Item,
        /// What it says.
        pub worth: String,
    }
    /// A way by which data was reached.
    pub struct ReachRow {
        /// The step that said so.
        pub n: i64,
        /// Which way.
        pub way: Way,
        /// By whom, to whom, by what.
        pub whom: String,
        /// From.
        pub from_at: At,
        /// Until.
        pub until_at: At,
    }
    pub(crate) struct PersonRow {
        pub(crate) member: MemberId,
        pub(crate) laws: String,
        pub(crate) is_sealed: bool,
        pub(crate) left_at: Option<At>,
    }
    /// A version of the report.
    pub struct Paper {
        /// In which language.
        pub lang: String,
        /// Which version.
        pub n: i64,
        /// When.
        pub written_at: At,
        /// By whom.
        pub author: String,
    }
    /// A report that was handed in.
    pub struct Sent {
        /// Which.
        pub report: Report,
        /// In which language.
        pub lang: String,
        /// Which version of the paper.
        pub paper: i64,
        /// When.
        pub sent_at: At,
        /// By whom.
        pub author: String,
    }
    /// A clock that rang and that nobody has seen.
    pub struct Alarm {
        /// Which clock.
        pub report: Report,
        /// So long before its end.
        pub before_minutes: i64,
        /// When.
        pub rung_at: At,
    }
}

/// Notes a step; the number it got.
pub(crate) fn step(
    tx: &mut Tx<'_>,
    incident: &mut Incident,
    author: &str,
    item: Item,
    worth: &str,
) -> Answer<i64> {
    let n = incident.steps;
    tx.put(STEP, (incident.id, n, tx.now(), author, item, worth))?;
    tx.run_one(COUNTED, (n + 1, incident.id, n))?;
    incident.steps += 1;
    Ok(n)
}
