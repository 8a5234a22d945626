//! Asking, showing who asks, deciding, taking back.

use db::{Answer, Tx};
use kernel::{At, Id as _, MemberId, RecordId, RequestId, StaffId};
use policy::{ChoiceKind, Lang, LawSet, LegalClock, RetentionClass, Right};

use super::guests::{is_about_nobody, nobody, shown};
use super::rules::{self, Agent, Asker, By, Event, Ground, Numbers, Seen, State};
use super::store::{self, Request, take};
use super::{Upstairs, passing, words};
use crate::choices::{self, Choosing, ChosenBy};
use crate::erase::{erase, held_by_law};
use crate::person::Person;
use crate::refusals::PrivacyRefusal;
use crate::running::RunningPolicy;

/// A request that is about to be made.
#[derive(Debug, Clone)]
pub struct Asking {
    /// Whose data, as far as is known: their account, or nobody yet.
    pub member: Option<MemberId>,
    /// How whoever asks came to the house.
    pub asker: Asker,
    /// As what an agent acts.
    pub agent: Option<Agent>,
    /// The right.
    pub right: Right,
    /// Which part of it: a piece to be corrected, a choice to be made, `use`, `close`; or nothing.
    pub subject: String,
    /// What they write.
    pub words: String,
    /// The language they read.
    pub lang: Lang,
}

/// Makes a request. Somebody without an account becomes a person of the vault here, with nothing
/// but what the request itself says.
pub fn ask(tx: &mut Tx<'_>, asking: &Asking) -> Answer<RequestId> {
    let id: RequestId = tx.new_id();
    let member = match asking.member {
        Some(member) => member,
        None => {
            let person = MemberId::from_bits(id.bits());
            crate::person::register(tx, person)?;
            person
        }
    };
    let person = Person::load(tx, member)?;
    if person.erased_at.is_some() {
        return Err(PrivacyRefusal::Erased.into());
    }
    refuse_twice(tx, asking, member)?;
    subject_fits(tx, asking)?;
    let piece = words::Piece::of(&asking.subject).filter(|_| asking.right == Right::Revision);
    let words = match piece {
        Some(piece) => Upstairs::of(tx).fits(tx, piece, &asking.words)?,
        None => asking.words.clone(),
    };
    let laws = match person.laws.as_deref() {
        Some(laws) => store::laws_of(laws),
        None => LawSet::all(),
    };
    let due = rules::due(laws, numbers(tx)?, tx.now(), false);
    let (about, subject) = (asking.right.code(), asking.subject.as_str());
    let (laws, lang) = (store::law_words(laws), asking.lang.code());
    let now = tx.now();
    tx.run_one(
        store::NEW_REQUEST,
        (id, member, member, asking.asker, asking.agent, about, subject, laws, lang, now, due),
    )?;
    tx.put(store::NEW_STEP, (id, 0, now, Event::Ask, State::Asked, By::Asker, None::<Ground>))?;
    if !words.trim().is_empty() {
        let request = load(tx, id)?;
        words::say(tx, &request, "asker", &words)?;
    }
    Ok(id)
}

// The same once more would only begin the same clock anew.
fn refuse_twice(tx: &mut Tx<'_>, asking: &Asking, member: MemberId) -> Answer<()> {
    if asking.member.is_none() || asking.right == Right::Inquiry {
        return Ok(());
    }
    let alive: Vec<Request> = tx.all(store::ALIVE_OF, (member,))?;
    let same = |one: &Request| one.right() == asking.right && one.subject == asking.subject;
    if alive.iter().any(same) { Err(PrivacyRefusal::AskedAlready.into()) } else { Ok(()) }
}

fn subject_fits(tx: &Tx<'_>, asking: &Asking) -> Answer<()> {
    let fits = match asking.right {
        Right::Disclosure | Right::Inquiry | Right::Deletion => asking.subject.is_empty(),
        Right::Revision => words::Piece::of(&asking.subject).is_some(),
        Right::Cancellation => {
            let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
            let choice = asking.subject.strip_prefix("choice:");
            matches!(asking.subject.as_str(), "use" | "close")
                || choice.is_some_and(|code| running.policy().choice(code).is_some())
        }
    };
    let wordless =
        matches!(asking.right, Right::Inquiry | Right::Revision) && asking.words.trim().is_empty();
    match (fits, wordless) {
        (false, _) => Err(PrivacyRefusal::NoSuchSubject.into()),
        (_, true) => Err(PrivacyRefusal::Empty { item: "question".to_owned() }.into()),
        _ => Ok(()),
    }
}

/// The numbers of the clocks, as the policy in force has them.
pub(crate) fn numbers(tx: &Tx<'_>) -> Answer<Numbers> {
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    let clock = |clock| {
        let none = || kernel::Fault::new("the policy lacks a clock of requests");
        running.policy().clock(clock).ok_or_else(none)
    };
    Ok(Numbers {
        jp: clock(LegalClock::Request)?,
        eu: clock(LegalClock::RequestEu)?,
        longer: clock(LegalClock::RequestEuLonger)?,
    })
}

/// A request; refused as unknown when there is none.
pub fn load(tx: &mut Tx<'_>, id: RequestId) -> Answer<Request> {
    tx.maybe(store::REQUEST, (id,))?.ok_or_else(|| PrivacyRefusal::NoSuchRequest.into())
}

/// A request of this person's own.
pub fn load_own(tx: &mut Tx<'_>, me: MemberId, id: RequestId) -> Answer<Request> {
    let request = load(tx, id)?;
    let is_own = request.member == me && request.held_by == me;
    if is_own { Ok(request) } else { Err(PrivacyRefusal::NoSuchRequest.into()) }
}

/// It was shown who asks. What needs nobody's decision goes on at once. Run it under
/// [`choices::lock`].
pub fn prove(tx: &mut Tx<'_>, id: RequestId, by: &str) -> Answer<State> {
    let request = load(tx, id)?;
    take(tx, &request, Event::Prove, By::Asker, "asker", None)?;
    tx.run_one(store::PROVED, (tx.now(), by, id))?;
    let request = load(tx, id)?;
    if request.is_own() && request.right() == Right::Deletion {
        // Once the account is gone, the answer goes to the address they had.
        words::keep_own_mail(tx, &request)?;
    }
    if request.is_own() { go_on(tx, &request, By::House, "house") } else { nobody(tx, &request) }
}

// What a law keeps of anybody whom the request is about.
fn is_held(tx: &mut Tx<'_>, request: &Request) -> Answer<bool> {
    for person in words::persons_of(tx, request)? {
        if !held_by_law(tx, person)?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What the right asks for, begun: by the house where nobody need decide, by the staff otherwise.
fn go_on(tx: &mut Tx<'_>, request: &Request, by: By, author: &str) -> Answer<State> {
    match request.right() {
        Right::Disclosure => take(tx, request, Event::Answer, by, author, None),
        Right::Inquiry => Ok(request.state),
        Right::Revision => correct(tx, request, by, author),
        Right::Cancellation if request.subject == "close" => {
            take(tx, request, Event::Ripen, By::House, author, None)
        }
        Right::Cancellation => {
            take(tx, request, Event::Begin, by, author, None)?;
            stop(tx, request)?;
            finish(tx, request.id)
        }
        Right::Deletion if by == By::House && is_held(tx, request)? => Ok(request.state),
        Right::Deletion => {
            let to = take(tx, request, Event::Announce, by, author, None)?;
            tx.run_one(store::SET_GRACE, (tx.now().plus(rules::GRACE), request.id))?;
            Ok(to)
        }
    }
}

// What a person says of themselves is taken as they say it; what somebody else wrote is looked at.
fn correct(tx: &mut Tx<'_>, request: &Request, by: By, author: &str) -> Answer<State> {
    let Some(piece) = words::Piece::of(&request.subject).filter(|piece| piece.is_kept()) else {
        return match by {
            By::Staff => take(tx, request, Event::Answer, by, author, None),
            By::Asker | By::House => Ok(request.state),
        };
    };
    take(tx, request, Event::Begin, by, author, None)?;
    if !words::correct(tx, request, piece)? {
        // Nothing of the kind is kept of them: who looked at it answers.
        let request = load(tx, request.id)?;
        return take(tx, &request, Event::Finish, By::House, author, None);
    }
    match passing::intend(tx, request)? {
        0 => finish(tx, request.id),
        _ => Ok(State::Working),
    }
}

fn stop(tx: &mut Tx<'_>, request: &Request) -> Answer<()> {
    let Some(code) = request.subject.strip_prefix("choice:") else {
        return choices::stop_all(tx, request.member, true).map(|_| ());
    };
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    let lang = Lang::parse(&request.lang).unwrap_or(Lang::En);
    let prose = running.policy().prose.get(&lang);
    let shown = prose.map(|p| format!("{}\n{}", p.say("choice", code), p.say("agree", code)));
    let kind = running.policy().choice(code).map(|choice| choice.kind);
    let ask = Choosing {
        member: request.member,
        choice: code.to_owned(),
        // To stop is to object, or to take a consent back.
        on: kind == Some(ChoiceKind::Objection),
        lang,
        words: shown.unwrap_or_else(|| code.to_owned()),
        by: ChosenBy::Page,
    };
    choices::choose(tx, &ask).map(|_| ())
}

pub(super) fn finish(tx: &mut Tx<'_>, id: RequestId) -> Answer<State> {
    let request = load(tx, id)?;
    take(tx, &request, Event::Finish, By::House, "house", None)
}

/// Asks for the proof of a request's address: its letter has a secret link.
pub fn ask_proof(tx: &mut Tx<'_>, id: RequestId) -> Answer<()> {
    let request = load(tx, id)?;
    super::news::tell(tx, &request, true)
}

/// Whoever asked writes once more.
pub fn write(tx: &mut Tx<'_>, id: RequestId, what: &str) -> Answer<()> {
    let request = load(tx, id)?;
    if request.state.is_over() {
        return Err(PrivacyRefusal::NoSuchStep.into());
    }
    words::say(tx, &request, "asker", what)
}

/// Whoever asked takes it back.
pub fn withdraw(tx: &mut Tx<'_>, id: RequestId) -> Answer<()> {
    let request = load(tx, id)?;
    take(tx, &request, Event::Withdraw, By::Asker, "asker", None).map(|_| ())
}

/// Somebody of the staff grants it. For somebody without an account, or with an agent, a document
/// was seen before. An erasure that a law is in the way of needs a second person. Run it under
/// [`choices::lock`].
pub fn grant(tx: &mut Tx<'_>, id: RequestId, staff: StaffId) -> Answer<State> {
    let request = load(tx, id)?;
    rules::step(request.state, Event::Answer, By::Staff)?;
    let request = if request.is_own() { request } else { shown(tx, request)? };
    if is_about_nobody(&request) {
        // Nothing was found of them to be handed out, corrected, stopped or destroyed.
        return take(tx, &request, Event::Answer, By::Staff, &staff.to_string(), None);
    }
    if request.right() == Right::Deletion && is_held(tx, &request)? {
        let why = format!("request {id}");
        if !Upstairs::of(tx).agreed(tx, request.member, &why, staff)? {
            return Ok(request.state);
        }
    }
    go_on(tx, &request, By::Staff, &staff.to_string())
}

/// Somebody of the staff refuses it, on a ground that the law has, and says why.
pub fn refuse(
    tx: &mut Tx<'_>,
    id: RequestId,
    ground: Ground,
    why: &str,
    staff: StaffId,
) -> Answer<()> {
    let request = load(tx, id)?;
    rules::lawful(ground, request.right(), request.laws())?;
    take(tx, &request, Event::Refuse, By::Staff, &staff.to_string(), Some(ground))?;
    tx.run_one(store::SET_GROUND, (ground, id))?;
    words::say(tx, &request, &staff.to_string(), why)
}

/// It takes longer: only where the law of Europe lets it, and whoever asked is told why.
pub fn extend(tx: &mut Tx<'_>, id: RequestId, why: &str, staff: StaffId) -> Answer<()> {
    let request = load(tx, id)?;
    let (laws, numbers) = (request.laws(), numbers(tx)?);
    rules::may_extend(laws, numbers, request.asked_at, request.longer_at.is_some(), tx.now())?;
    take(tx, &request, Event::Extend, By::Staff, &staff.to_string(), None)?;
    let due = rules::due(laws, numbers, request.asked_at, true);
    tx.run_one(store::SET_LONGER, (tx.now(), due, id))?;
    words::say(tx, &request, &staff.to_string(), why)
}

/// Somebody of the staff answers: a question is answered with it.
pub fn answer(tx: &mut Tx<'_>, id: RequestId, what: &str, staff: StaffId) -> Answer<()> {
    let request = load(tx, id)?;
    if request.state != State::Open {
        return Err(PrivacyRefusal::NoSuchStep.into());
    }
    words::say(tx, &request, &staff.to_string(), what)?;
    if request.right() == Right::Inquiry {
        take(tx, &request, Event::Answer, By::Staff, &staff.to_string(), None)?;
    }
    Ok(())
}

/// Notes that a document was seen: its kind and when, and nothing that stood in it.
pub fn see(tx: &mut Tx<'_>, id: RequestId, kind: Seen, staff: StaffId) -> Answer<()> {
    let request = load(tx, id)?;
    if request.state.is_over() {
        return Err(PrivacyRefusal::NoSuchStep.into());
    }
    tx.put(store::NEW_SEEN, (id, kind, tx.now(), staff))
}

/// The erasure itself, in one transaction: the account is closed, every row is ended as its room
/// says, and the keys are doomed. The disk follows.
pub(super) fn begin_erasure(tx: &mut Tx<'_>, id: RequestId) -> Answer<()> {
    let request = load(tx, id)?;
    take(tx, &request, Event::Begin, By::House, "house", None)?;
    Upstairs::of(tx).close(tx, request.member)?;
    // Looked up while the address is still there to lead anywhere.
    for person in words::persons_of(tx, &request)? {
        if Person::load(tx, person)?.erased_at.is_some() {
            continue;
        }
        let receipt: RecordId = erase(tx, person, &format!("request {id}"))?.receipt;
        if person == request.member {
            tx.run_one(store::SET_RECEIPT, (receipt, id))?;
        }
    }
    Ok(())
}

/// Somebody takes the archive of a request: each taking is a step of it.
pub fn taken(tx: &mut Tx<'_>, request: &Request) -> Answer<()> {
    let until = archive_until(request).ok_or(PrivacyRefusal::NoSuchRequest)?;
    if tx.now() >= until {
        return Err(PrivacyRefusal::ArchiveOver.into());
    }
    take(tx, request, Event::Take, By::Asker, "asker", None).map(|_| ())
}

/// When an archive can no longer be taken.
pub fn archive_until(request: &Request) -> Option<At> {
    let granted = request.state == State::Done && request.right() == Right::Disclosure;
    request.ended_at.filter(|_| granted).map(|at| at.plus(rules::ARCHIVE))
}

/// What a request's words are kept under.
pub(crate) const CLASS: RetentionClass = RetentionClass::Request;
