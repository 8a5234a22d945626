//! A letter's way: intended here, handed over outside, confirmed here.

use db::{Answer, Tx};
use duties::DutyLetter;
use duties::breach::{self, LetterEnd};
use kernel::{Id, IncidentId, LetterId, ProofId, Refused, VersionId, Word as _};
use mail::{Address, Letter};
use members::{LetterTo, Mailbox};
use policy::{Lang, Means, Purpose, RecipientKind};
use privacy::disclose::{To, disclose_until_it_succeeds};
use privacy::{LetterHead, OpenViews as _, Opener, PrivacyRefusal, RunningPolicy};
use web::Language;

use super::tell::passes_a_stop;
use crate::Post;
use crate::facts;
use crate::letters::{self, Bare, Item, Shown};
use crate::rules::{Kind, Subject};
use crate::store::{self, LetterRow, LetterState, Notice};

/// What is to be done about a letter.
#[derive(Debug)]
pub(crate) enum Intent {
    /// Hand this over.
    Send(Letter),
    /// Nothing: it is over.
    Over,
}

/// Commits to handing a letter over, and makes it: only now is its address opened, its words put
/// together, a secret link formed. What may not be opened, or would say nothing any more, is over.
pub(crate) fn intend(tx: &mut Tx<'_>, id: LetterId) -> Answer<Intent> {
    let Some(row) = tx.maybe::<LetterRow>(store::LETTER, (id,))? else { return Ok(Intent::Over) };
    if !matches!(row.state, LetterState::Waiting | LetterState::Gathering | LetterState::Sending) {
        return Ok(Intent::Over);
    }
    let notices: Vec<Notice> = tx.all(store::IN_LETTER, (id,))?;
    match write(tx, &row, &notices) {
        Ok(Some(letter)) => {
            tx.put(store::SENDING, (id,))?;
            Ok(Intent::Send(letter))
        }
        Ok(None) => withhold(tx, id, "lapsed"),
        Err(Refused::No(no)) if no.status < 500 => withhold(tx, id, no.code),
        Err(refused) => Err(refused),
    }
}

fn withhold(tx: &mut Tx<'_>, id: LetterId, why: &str) -> Answer<Intent> {
    let now = tx.now();
    tx.run_one(store::END_LETTER, (LetterState::Withheld, now, why, id))?;
    let notices: Vec<Notice> = tx.all(store::IN_LETTER, (id,))?;
    tell_below(tx, &notices, LetterEnd::Failed)?;
    Ok(Intent::Over)
}

/// Rooms below that wait for a letter hear what became of it.
pub(super) fn tell_below(tx: &mut Tx<'_>, notices: &[Notice], how: LetterEnd) -> Answer<()> {
    for notice in notices.iter().filter(|notice| notice.kind == Kind::Breach) {
        if let Some(incident) = IncidentId::parse(&notice.about) {
            breach::letter_ended(tx, incident, notice.member, how)?;
        }
    }
    Ok(())
}

/// Which of the member's addresses a notice's letter goes to.
pub(crate) fn mailbox(notice: &Notice) -> Mailbox {
    match (notice.kind, ProofId::parse(&notice.about)) {
        (Kind::ProveAddress, _) => Mailbox::ToProve,
        (Kind::AddressChanged, Some(proof)) => Mailbox::Former(proof),
        _ => Mailbox::Own,
    }
}

fn write(tx: &mut Tx<'_>, row: &LetterRow, notices: &[Notice]) -> Answer<Option<Letter>> {
    let Some(first) = notices.first() else { return Ok(None) };
    let post = tx.plugged::<Post>()?;
    let Some(reader) = members::reader(tx, row.member)? else { return Ok(None) };
    let is_own = mailbox(first) == Mailbox::Own;
    let passes = passes_a_stop(first.kind);
    if is_own && !passes && store::stopped(tx, row.member)?.is_some() {
        return Ok(None);
    }
    let mut items = Vec::with_capacity(notices.len());
    for notice in notices {
        let Some(item) = item(tx, post, reader.language, notice)? else { continue };
        items.push(item);
    }
    if items.is_empty() {
        return Ok(None);
    }
    let about_account = first.kind.subject() == Subject::Account;
    let (handle, to) = open(tx, row, first, about_account)?;
    let made = letters::letter(reader.language, &post.house, handle.as_deref(), &items)?;
    let choices = (!about_account).then(|| post.link("/notices/choices"));
    let at = row.put_at.max(row.due_at);
    let bare = Bare { id: row.id.to_string(), to, choices, at };
    Ok(Some(letters::whole(reader.language, &post.house, bare, made)?))
}

/// What a letter says of one notice; `None` when its link is good no longer.
fn item(tx: &mut Tx<'_>, post: &Post, language: Language, notice: &Notice) -> Answer<Option<Item>> {
    let path = match (notice.kind, ProofId::parse(&notice.about)) {
        (Kind::ProveAddress | Kind::Reset, Some(proof)) => members::proof_path(tx, proof)?,
        (Kind::ProveAddress | Kind::Reset, None) => None,
        _ => Some(facts::path(notice)),
    };
    let Some(path) = path else { return Ok(None) };
    if let (Kind::Breach, Some(incident)) = (notice.kind, IncidentId::parse(&notice.about)) {
        let (subject, text) = breach::letter_words(tx, incident, language.word())?;
        let words = Shown { subject, text };
        return Ok(Some(Item { words, link: post.link(&path) }));
    }
    let title = facts::title(tx, notice)?;
    let mut words = letters::words(language, notice.kind, title.as_deref(), notice.yen)?;
    if notice.kind == Kind::PolicyChanges {
        let Some(changes) = changes(tx, language, notice)? else { return Ok(None) };
        words.text.push_str(&format!("\n\n{changes}"));
    }
    Ok(Some(Item { words, link: post.link(&path) }))
}

/// What a version of the policy changes, line by line; `None` once it was withdrawn.
fn changes(tx: &mut Tx<'_>, language: Language, notice: &Notice) -> Answer<Option<String>> {
    let Some(id) = VersionId::parse(&notice.about) else { return Ok(None) };
    let lang = Lang::parse(language.word()).unwrap_or(Lang::En);
    if privacy::versions::load(tx, id)?.ended_at.is_some() {
        return Ok(None);
    }
    Ok(privacy::versions::changes(tx, id, lang)?.map(|lines| lines.join("\n")))
}

/// The address, for the letter and on record. The party that carries letters is given it, and that
/// is a row of the ledger, once for each letter, and asked anew at each try; a house that keeps its
/// letters gives it to nobody.
fn open(
    tx: &mut Tx<'_>,
    row: &LetterRow,
    first: &Notice,
    about_account: bool,
) -> Answer<(Option<String>, Address)> {
    let who = Opener::system(format!("letter {}", row.id));
    let keeps = tx.plugged::<Post>()?.mailer.as_ref().is_some_and(|m| m.outbox().is_some());
    let to = if keeps { None } else { Some(sender(tx)?) };
    let place = mailbox(first).place();
    let (whose, since) = ((row.member, place.as_str()), row.put_at);
    if matches!(first.kind, Kind::Breach | Kind::Ordered) {
        // A law has it written, whatever its reader stopped.
        let view = match &to {
            Some(to) => disclose_until_it_succeeds::<DutyLetter>(tx, &who, whose, to, since)?,
            None => tx.open_at::<DutyLetter>(&who, row.member, &place)?,
        };
        return Ok((None, Address::parse(view.email.show().address.as_str())?));
    }
    if about_account {
        let view = match &to {
            Some(to) => disclose_until_it_succeeds::<LetterTo>(tx, &who, whose, to, since)?,
            None => tx.open_at::<LetterTo>(&who, row.member, &place)?,
        };
        return Ok((None, Address::parse(view.email.show().address.as_str())?));
    }
    let view = match &to {
        Some(to) => disclose_until_it_succeeds::<LetterHead>(tx, &who, whose, to, since)?,
        None => tx.open_at::<LetterHead>(&who, row.member, &place)?,
    };
    let handle = view.handle.show().handle.as_str().to_owned();
    Ok((Some(handle), Address::parse(view.email.show().address.as_str())?))
}

/// The party that carries letters, as the policy names it.
pub(super) fn sender(tx: &mut Tx<'_>) -> Answer<To> {
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    let all = running.policy().recipients.iter();
    let mut carriers =
        all.filter(|to| to.kind == RecipientKind::MailSender && to.purposes.has(Purpose::Members));
    let none = || PrivacyRefusal::NoRoute { recipient: "mail_sender".into() };
    let carrier = carriers.next().ok_or_else(none)?;
    Ok(To { recipient: carrier.code.clone(), means: Means::Electronic })
}

/// The server has it.
pub(crate) fn sent(tx: &mut Tx<'_>, id: LetterId) -> Answer<()> {
    let now = tx.now();
    tx.run_one(store::END_LETTER, (LetterState::Sent, now, "250", id))?;
    let notices: Vec<Notice> = tx.all(store::IN_LETTER, (id,))?;
    tell_below(tx, &notices, LetterEnd::Sent)?;
    for notice in notices {
        // The address that was theirs was kept for this letter alone.
        if let Mailbox::Former(proof) = mailbox(&notice) {
            members::forget_former(tx, notice.member, proof)?;
        }
    }
    Ok(())
}

/// The server refused it for good.
pub(crate) fn refused(tx: &mut Tx<'_>, id: LetterId, code: u16, bounced: bool) -> Answer<()> {
    if bounced {
        return super::bounce::bounced(tx, id, &code.to_string());
    }
    lost(tx, id, &code.to_string())
}

/// This letter did not arrive; others to the same address may.
pub(super) fn lost(tx: &mut Tx<'_>, id: LetterId, answer: &str) -> Answer<()> {
    let now = tx.now();
    tx.run_one(store::END_LETTER, (LetterState::Refused, now, answer, id))?;
    let notices: Vec<Notice> = tx.all(store::IN_LETTER, (id,))?;
    tell_below(tx, &notices, LetterEnd::Failed)
}

/// Whose letter it is; for those who look at dead jobs.
pub fn letter(tx: &mut Tx<'_>, id: LetterId) -> Answer<Option<LetterRow>> {
    tx.maybe(store::LETTER, (id,))
}
