use db::{Answer, Tx};
use kernel::{
    At, Id, InquiryFileId, InquiryId, InquiryMessageId, LetterId, MemberId, OrderId, Page, StaffId,
};
use web::Language;

use crate::InquiriesRefusal;
use crate::files::FileKind;
use crate::rules::{Author, Event, Tells, Topic, Way};

db::stored!(Author, Event, FileKind, LetterState, Tells, Topic, Way);

kernel::words! {
    /// What became of a letter.
    pub(crate) enum LetterState {
        /// It is to go.
        Waiting = "waiting",
        /// It was handed to the server, or is about to be.
        Sending = "sending",
        /// The server has it.
        Sent = "sent",
        /// Nothing left the house.
        Withheld = "withheld",
        /// The server wanted none of it.
        Refused = "refused",
        /// The address takes no letters.
        Bounced = "bounced",
    }
}

db::sql! {
    OPEN = "INSERT INTO inquiry (id, person, way, language, topic, order_id, opened_at, last_at, waits_since,
                                 first_due_at, resolve_due_at, due_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $7, $8, $9, $8)";
    CASE = "SELECT id, person, way, language, topic, order_id, opened_at, last_at, waits_since, first_due_at,
                   first_answered_at, resolve_due_at, due_at, assigned_to, assigned_at, officer_at, closed_at,
                   forget_at
              FROM inquiry WHERE id = $1";
    CASES = "SELECT id, person, way, language, topic, order_id, opened_at, last_at, waits_since, first_due_at,
                    first_answered_at, resolve_due_at, due_at, assigned_to, assigned_at, officer_at, closed_at,
                    forget_at
               FROM inquiry WHERE person = $1 AND way = 'member' AND id < $2 ORDER BY id DESC LIMIT $3";
    /// What the desk has to do, the most urgent first.
    DESK = "SELECT id, person, way, language, topic, order_id, opened_at, last_at, waits_since, first_due_at,
                   first_answered_at, resolve_due_at, due_at, assigned_to, assigned_at, officer_at, closed_at,
                   forget_at
              FROM inquiry WHERE closed_at IS NULL AND officer_at IS NULL ORDER BY due_at, id LIMIT 200";
    OFFICERS = "SELECT id, person, way, language, topic, order_id, opened_at, last_at, waits_since, first_due_at,
                       first_answered_at, resolve_due_at, due_at, assigned_to, assigned_at, officer_at, closed_at,
                       forget_at
                  FROM inquiry WHERE closed_at IS NULL AND officer_at IS NOT NULL ORDER BY due_at, id LIMIT 200";
    CLOSED = "SELECT id, person, way, language, topic, order_id, opened_at, last_at, waits_since, first_due_at,
                     first_answered_at, resolve_due_at, due_at, assigned_to, assigned_at, officer_at, closed_at,
                     forget_at
                FROM inquiry WHERE closed_at IS NOT NULL AND officer_at IS NULL
                ORDER BY closed_at DESC, id LIMIT 20";
    OPEN_OF = "SELECT CAST(COUNT(*) AS BIGINT) FROM inquiry WHERE person = $1 AND closed_at IS NULL";
    OUTSIDE_SINCE = "SELECT CAST(COUNT(*) AS BIGINT) FROM inquiry WHERE way = 'link' AND opened_at > $1";
    /// The person waits for an answer; who waits already goes on waiting since then.
    WAITS = "UPDATE inquiry SET last_at = $1, waits_since = COALESCE(waits_since, $1), due_at = $2 WHERE id = $3";
    ANSWERED = "UPDATE inquiry SET last_at = $1, waits_since = NULL, due_at = resolve_due_at,
                       first_answered_at = COALESCE(first_answered_at, $1)
                 WHERE id = $2";
    /// One of the desk's, unless another's.
    CLAIM = "UPDATE inquiry SET assigned_to = $1, assigned_at = $2
              WHERE id = $3 AND closed_at IS NULL AND (assigned_to IS NULL OR assigned_to = $1)";
    ASSIGN = "UPDATE inquiry SET assigned_to = $1, assigned_at = $2 WHERE id = $3 AND closed_at IS NULL";
    HAND_BACK = "UPDATE inquiry SET assigned_to = NULL, assigned_at = NULL WHERE id = $1 AND assigned_to = $2";
    HAND_OVER = "UPDATE inquiry SET officer_at = $1, assigned_to = NULL, assigned_at = NULL
                  WHERE id = $2 AND officer_at IS NULL AND closed_at IS NULL";
    CLOSE = "UPDATE inquiry SET closed_at = $1, forget_at = $2, waits_since = NULL WHERE id = $3 AND closed_at IS NULL";
    REOPEN = "UPDATE inquiry SET closed_at = NULL, forget_at = NULL, resolve_due_at = $1, due_at = $1
               WHERE id = $2 AND closed_at IS NOT NULL";

    WRITE = "INSERT INTO inquiry_message (id, inquiry, author, staff, written_at) VALUES ($1, $2, $3, $4, $5)";
    MESSAGES = "SELECT id, author, staff, written_at FROM inquiry_message WHERE inquiry = $1 ORDER BY id";
    WRITTEN_SINCE = "SELECT CAST(COUNT(*) AS BIGINT) FROM inquiry_message m JOIN inquiry i ON i.id = m.inquiry
                      WHERE i.person = $1 AND m.author = 'person' AND m.written_at > $2";
    BYTES_OF = "SELECT CAST(COALESCE(SUM(f.size_bytes), 0) AS BIGINT) FROM inquiry_file f JOIN inquiry i ON i.id = f.inquiry
                 WHERE i.person = $1";
    ATTACH = "INSERT INTO inquiry_file (id, inquiry, message, kind, size_bytes) VALUES ($1, $2, $3, $4, $5)";
    FILES = "SELECT id, message, kind, size_bytes FROM inquiry_file WHERE inquiry = $1 ORDER BY id";
    FILE = "SELECT inquiry, kind FROM inquiry_file WHERE id = $1";

    STEPS = "SELECT CAST(COUNT(*) AS BIGINT) FROM inquiry_step WHERE inquiry = $1";
    STEP = "INSERT INTO inquiry_step (inquiry, n, at, event, author) VALUES ($1, $2, $3, $4, $5)";
    HISTORY = "SELECT at, event, author FROM inquiry_step WHERE inquiry = $1 ORDER BY n";

    PUT_LETTER = "INSERT INTO inquiry_letter (id, inquiry, what, state, put_at, tries)
                  VALUES ($1, $2, $3, 'waiting', $4, 0)";
    LETTER = "SELECT inquiry, what, state, put_at, tries FROM inquiry_letter WHERE id = $1";
    SENDING = "UPDATE inquiry_letter SET state = 'sending', tries = tries + 1 WHERE id = $1";
    LETTERS_OF = "SELECT id FROM inquiry_letter WHERE inquiry IN (SELECT id FROM inquiry WHERE person = $1) ORDER BY id";
    END_LETTER = "UPDATE inquiry_letter SET state = $1, ended_at = $2, answer = $3 WHERE id = $4";
    BOUNCED = "SELECT CAST(COUNT(*) AS BIGINT) FROM inquiry_letter WHERE inquiry = $1 AND state = 'bounced'";

    FORGOTTEN = "SELECT id, person, way FROM inquiry WHERE forget_at <= $1 ORDER BY forget_at, id LIMIT 100";
    DROP_MESSAGES = "DELETE FROM inquiry_message WHERE inquiry = $1";
    DROP_FILES = "DELETE FROM inquiry_file WHERE inquiry = $1";
    DROP_STEPS = "DELETE FROM inquiry_step WHERE inquiry = $1";
    DROP_LETTERS = "DELETE FROM inquiry_letter WHERE inquiry = $1";
    DROP = "DELETE FROM inquiry WHERE id = $1";
    BY_LINK_OF = "SELECT id FROM inquiry WHERE person = $1 AND way = 'link' ORDER BY id";
    LEFT_OF = "SELECT CAST(COUNT(*) AS BIGINT) FROM inquiry WHERE person = $1";
}

db::row! {
    /// A case.
    pub struct Case {
        /// The case.
        pub id: InquiryId,
        /// Who asks.
        pub person: MemberId,
        /// How they come back to it.
        pub way: Way,
        /// The language they read.
        pub language: Language,
        /// What it is about.
        pub topic: Topic,
        /// The order it is about.
        pub order: Option<OrderId>,
        /// When it was opened.
        pub opened_at: At,
        /// When something was last written.
        pub last_at: At,
        /// Since when the person waits for an answer.
        pub waits_since: Option<At>,
        /// When the first answer is due.
        pub first_due_at: At,
        /// When it was given.
        pub first_answered_at: Option<At>,
        /// When the case is to be closed.
        pub resolve_due_at: At,
        /// What comes first of that and an answer.
        pub due_at: At,
        /// Who of the desk has it.
        pub assigned_to: Option<StaffId>,
        /// Since when.
        pub assigned_at: Option<At>,
        /// Since when it is with the privacy officer.
        pub officer_at: Option<At>,
        /// When it was closed.
        pub closed_at: Option<At>,
        /// When nothing of it is left.
        pub forget_at: Option<At>,
    }
    /// That something was written; the words lie in the vault.
    pub struct Message {
        /// The message.
        pub id: InquiryMessageId,
        /// By whom.
        pub author: Author,
        /// By whom of the desk.
        pub staff: Option<StaffId>,
        /// When.
        pub written_at: At,
    }
    /// That a file was sent; it lies in the vault.
    pub struct File {
        /// The file.
        pub id: InquiryFileId,
        /// With which message.
        pub message: InquiryMessageId,
        /// What it is.
        pub kind: FileKind,
        /// How large.
        pub size_bytes: i64,
    }
    /// Something that was done with a case.
    pub struct Step {
        /// When.
        pub at: At,
        /// What.
        pub event: Event,
        /// By whom: `person`, or the id of who works here.
        pub author: String,
    }
    /// A letter to somebody without an account.
    pub(crate) struct LetterRow {
        pub(crate) inquiry: InquiryId,
        pub(crate) what: Tells,
        pub(crate) state: LetterState,
        pub(crate) put_at: At,
        pub(crate) tries: i64,
    }
}

/// A case, whoever's it is.
pub fn case(tx: &mut Tx<'_>, id: InquiryId) -> Answer<Case> {
    tx.maybe(CASE, (id,))?.ok_or_else(|| InquiriesRefusal::Unknown.into())
}

/// A member's own case.
pub(crate) fn own(tx: &mut Tx<'_>, member: MemberId, id: InquiryId) -> Answer<Case> {
    let case = case(tx, id)?;
    let theirs = case.person == member && case.way == Way::Member;
    if theirs { Ok(case) } else { Err(InquiriesRefusal::Unknown.into()) }
}

/// A page of a member's cases, the latest first.
pub(crate) fn cases(
    tx: &mut Tx<'_>,
    member: MemberId,
    before: Option<InquiryId>,
    limit: usize,
) -> Answer<Page<Case>> {
    let before = before.unwrap_or(InquiryId::from_bits(u128::MAX));
    let more = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let rows = tx.all(CASES, (member, before, more))?;
    Ok(Page::cut(rows, limit, |case: &Case| case.id.to_string()))
}

/// What was written in a case, in order.
pub fn messages_of(tx: &mut Tx<'_>, id: InquiryId) -> Answer<Vec<Message>> {
    tx.all(MESSAGES, (id,))
}

/// What was sent with a case.
pub fn files_of(tx: &mut Tx<'_>, id: InquiryId) -> Answer<Vec<File>> {
    tx.all(FILES, (id,))
}

/// What was done with a case.
pub fn history(tx: &mut Tx<'_>, id: InquiryId) -> Answer<Vec<Step>> {
    tx.all(HISTORY, (id,))
}

/// The letters that were written to somebody without an account.
pub fn letters_of(tx: &mut Tx<'_>, person: MemberId) -> Answer<Vec<LetterId>> {
    let all: Vec<(LetterId,)> = tx.all(LETTERS_OF, (person,))?;
    Ok(all.into_iter().map(|row| row.0).collect())
}

/// Notes a step.
pub(crate) fn step(tx: &mut Tx<'_>, id: InquiryId, event: Event, author: &str) -> Answer<()> {
    let (n,): (i64,) = tx.one(STEPS, (id,))?;
    let now = tx.now();
    tx.put(STEP, (id, n, now, event, author))
}
