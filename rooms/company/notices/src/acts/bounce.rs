use db::{Answer, Tx};
use duties::breach::LetterEnd;
use kernel::{Id, LetterId, MemberId, RequestId};
use mail::{Bounce, MailRefusal};
use members::Mailbox;
use privacy::requests;

use super::letter::{lost, mailbox, tell_below};
use super::tell::tell;
use crate::news::Fact;
use crate::rules::Kind;
use crate::store::{self, LetterRow, LetterState, Notice};

/// Hears a mail server's report. One that is not for good changes nothing; the same one twice is
/// one. Whose letters stop by it; nobody's when they go on. It is to be heard under
/// [`privacy::choices::lock`]: it may be about somebody's request.
pub fn take_bounce(tx: &mut Tx<'_>, report: &Bounce) -> Answer<Option<MemberId>> {
    if let Some((request, which)) = report.letter.split_once('.') {
        let request = RequestId::parse(request).ok_or(MailRefusal::NotOurs)?;
        return of_a_request(tx, request, which, report).map(|()| None);
    }
    let letter = LetterId::parse(&report.letter).ok_or(MailRefusal::NotOurs)?;
    let row: Option<LetterRow> = tx.maybe(store::LETTER, (letter,))?;
    let row = row.ok_or(MailRefusal::NotOurs)?;
    if !report.is_lost || matches!(row.state, LetterState::Bounced | LetterState::Refused) {
        return Ok(None);
    }
    // What never left us cannot come back: somebody made this report up.
    if !matches!(row.state, LetterState::Sending | LetterState::Sent) {
        return Err(MailRefusal::NotOurs.into());
    }
    if !report.is_final {
        return lost(tx, letter, &report.status).map(|()| None);
    }
    bounced(tx, letter, &report.status)?;
    Ok(Some(row.member))
}

/// A letter about a request came back: one to whoever asked, which has a number, or one by which a
/// correction was passed on, which names the party.
fn of_a_request(tx: &mut Tx<'_>, id: RequestId, which: &str, report: &Bounce) -> Answer<()> {
    let request = requests::load(tx, id).map_err(|_| MailRefusal::NotOurs)?;
    match which.parse::<i64>() {
        Ok(n) if !(0..=request.steps).contains(&n) => Err(MailRefusal::NotOurs.into()),
        Ok(_) if report.is_final => requests::unreachable(tx, id),
        Err(_) if report.is_lost => requests::came_back(tx, id, which, &report.status),
        _ => Ok(()),
    }
}

/// An address takes no letters. If it is the member's own, none goes there any more, and they are
/// told on the site.
pub(crate) fn bounced(tx: &mut Tx<'_>, letter: LetterId, code: &str) -> Answer<()> {
    let row: LetterRow = tx.one(store::LETTER, (letter,))?;
    let now = tx.now();
    tx.run_one(store::END_LETTER, (LetterState::Bounced, now, code, letter))?;
    let notices: Vec<Notice> = tx.all(store::IN_LETTER, (letter,))?;
    tell_below(tx, &notices, LetterEnd::Failed)?;
    let own = notices.iter().all(|notice| mailbox(notice) == Mailbox::Own);
    // They have proved an address since this letter was written: it is not that one's fault.
    let reader = members::reader(tx, row.member)?;
    let proved_since = reader.and_then(|r| r.proved_at).is_some_and(|at| at > row.put_at);
    if own && proved_since {
        return Ok(());
    }
    if own {
        tx.put(store::STOP, (row.member, letter, code, now))?;
    }
    let former = notices.iter().any(|notice| matches!(mailbox(notice), Mailbox::Former(_)));
    if former {
        return Ok(());
    }
    tell(tx, &Fact::new(row.member, Kind::LettersStopped, letter))
}
