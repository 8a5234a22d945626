//! A letter to somebody without an account: intended here, handed over outside, confirmed here. It
//! brings the link by which they come back, and no word of the case.

use db::{Answer, Tx};
use jobs::Later as _;
use kernel::{Id as _, InquiryId, LetterId, Refused};
use mail::{Address, Bounce, Letter};
use policy::{Means, Purpose, RecipientKind};
use privacy::disclose::{To, disclose_until_it_succeeds};
use privacy::{Keyring, OpenViews as _, Opener, PrivacyRefusal, RunningPolicy};

use crate::jobs::SendLetter;
use crate::rules::{Tells, Way};
use crate::store::{self, Case, LetterRow, LetterState};
use crate::views::CaseLetter;
use crate::{Post, letters};

/// What the keyring calls the secrets of these links.
const SECRET: &str = "inquiry";

/// The path of a case's secret link: made when a letter is, so that it lies in no row, no job and
/// no log. It is good as long as the case is kept.
pub fn case_path(tx: &Tx<'_>, case: InquiryId) -> Answer<String> {
    let secret = tx.plugged::<Keyring>()?.secret_of(SECRET, &case.to_string());
    let secret: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("/contact/cases/{case}.{secret}"))
}

/// The case that the last part of a link's path opens; `None` for whatever is not a good one.
pub(crate) fn case_of(tx: &mut Tx<'_>, word: &str) -> Answer<Option<Case>> {
    let Some((case, secret)) = word.split_once('.') else { return Ok(None) };
    let Some(case) = InquiryId::parse(case) else { return Ok(None) };
    let Some(secret) = unhex(secret) else { return Ok(None) };
    if !tx.plugged::<Keyring>()?.is_secret_of(SECRET, &case.to_string(), &secret) {
        return Ok(None);
    }
    let found: Option<Case> = tx.maybe(store::CASE, (case,))?;
    Ok(found.filter(|case| case.way == Way::Link))
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
    let byte = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    if digits { (0..64).step_by(2).map(byte).collect() } else { None }
}

/// Has a letter sent.
pub(crate) fn put(tx: &mut Tx<'_>, inquiry: InquiryId, what: Tells) -> Answer<()> {
    // An address that sent one letter back is written to no more about this case.
    let (bounced,): (i64,) = tx.one(store::BOUNCED, (inquiry,))?;
    if bounced > 0 {
        return Ok(());
    }
    let letter: LetterId = tx.new_id();
    let now = tx.now();
    tx.put(store::PUT_LETTER, (letter, inquiry, what, now))?;
    tx.later(&SendLetter { letter }, now).map(|_| ())
}

/// Commits to handing a letter over, and makes it: only now is the address opened and the link
/// formed. `None` when it is over.
pub(crate) fn intend(tx: &mut Tx<'_>, id: LetterId) -> Answer<Option<Letter>> {
    let Some(row) = tx.maybe::<LetterRow>(store::LETTER, (id,))? else { return Ok(None) };
    if !matches!(row.state, LetterState::Waiting | LetterState::Sending) {
        return Ok(None);
    }
    match written(tx, id, &row) {
        Ok(letter) => {
            tx.run_one(store::SENDING, (id,))?;
            Ok(Some(letter))
        }
        // What may not be opened any more, or is gone, is not sent.
        Err(Refused::No(no)) if no.status < 500 => {
            end(tx, id, LetterState::Withheld, no.code)?;
            Ok(None)
        }
        Err(refused) => Err(refused),
    }
}

fn written(tx: &mut Tx<'_>, id: LetterId, row: &LetterRow) -> Answer<Letter> {
    let case = store::case(tx, row.inquiry)?;
    let post = tx.plugged::<Post>()?;
    let keeps = post.mailer.as_ref().is_some_and(|mailer| mailer.outbox().is_some());
    let who = Opener::system(format!("letter {id}"));
    let place = case.id.to_string();
    // The party that carries letters is given the address once for each letter, however often it
    // is tried; whether it may be is asked each time.
    let view: CaseLetter = if keeps {
        tx.open_at(&who, case.person, &place)?
    } else {
        let to = sender(tx)?;
        disclose_until_it_succeeds(tx, &who, (case.person, &place), &to, row.put_at)?
    };
    let to = Address::parse(view.email.show().address.as_str())?;
    let link = tx.plugged::<Post>()?.link(&case_path(tx, case.id)?);
    let words = letters::words(case.language, row.what, &tx.plugged::<Post>()?.house, &link);
    Ok(Letter {
        id: id.to_string(),
        to,
        subject: words.subject,
        text: words.text,
        html: words.html,
        unsubscribe: None,
        at: row.put_at,
    })
}

fn sender(tx: &Tx<'_>) -> Answer<To> {
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    let carries = |to: &&policy::Recipient| {
        to.kind == RecipientKind::MailSender && to.purposes.has(Purpose::Inquiries)
    };
    let carrier = running.policy().recipients.iter().find(carries);
    let none = || PrivacyRefusal::NoRoute { recipient: "mail_sender".into() };
    let carrier = carrier.ok_or_else(none)?;
    Ok(To { recipient: carrier.code.clone(), means: Means::Electronic })
}

/// The server has it.
pub(crate) fn sent(tx: &mut Tx<'_>, id: LetterId) -> Answer<()> {
    end(tx, id, LetterState::Sent, "250")
}

/// The server refused it for good.
pub(crate) fn refused(tx: &mut Tx<'_>, id: LetterId, code: u16, bounced: bool) -> Answer<()> {
    let state = if bounced { LetterState::Bounced } else { LetterState::Refused };
    end(tx, id, state, &code.to_string())
}

fn end(tx: &mut Tx<'_>, id: LetterId, state: LetterState, answer: &str) -> Answer<()> {
    let now = tx.now();
    tx.run(store::END_LETTER, (state, now, answer, id)).map(|_| ())
}

/// Hears a mail server's report about a letter of this room; whether it was one. No further letter
/// about that case goes there.
pub fn take_bounce(tx: &mut Tx<'_>, report: &Bounce) -> Answer<bool> {
    let Some(letter) = LetterId::parse(&report.letter) else { return Ok(false) };
    let Some(row) = tx.maybe::<LetterRow>(store::LETTER, (letter,))? else { return Ok(false) };
    let left = matches!(row.state, LetterState::Sending | LetterState::Sent);
    if report.is_lost && left {
        let state = if report.is_final { LetterState::Bounced } else { LetterState::Refused };
        end(tx, letter, state, &report.status)?;
    }
    Ok(true)
}
