//! People without an account, and those who act for somebody: how their requests are made, whom
//! they are about, and when nothing is held.

use db::{Answer, Tx};
use kernel::{RequestId, Span};
use policy::{LawSet, Right};

use super::acts::{Asking, ask, ask_proof, load, numbers};
use super::rules::{self, Asker, By, Event, Seen, State};
use super::store::{self, Request, take};
use super::words;
use crate::person::Person;
use crate::refusals::PrivacyRefusal;

/// So many requests without an account are taken within an hour.
const MOST_OUTSIDE_AN_HOUR: i64 = 60;
/// So many of one address and right are alive at a time.
const MOST_ALIVE: usize = 3;

/// Makes a request of somebody who is reached at an address alone, for themselves or for whom they
/// name, and asks that address for its proof. As many as may be alive: no further one is made, nor
/// a letter sent, and nobody who only typed an address learns which it was.
pub fn ask_by_letter(
    tx: &mut Tx<'_>,
    asking: &Asking,
    mail: &str,
    acted_for: Option<&str>,
) -> Answer<()> {
    let since = tx.now().minus(Span::hours(1));
    let (lately,): (i64,) = tx.one(store::OUTSIDE_SINCE, (since,))?;
    if lately >= MOST_OUTSIDE_AN_HOUR {
        return Err(PrivacyRefusal::Busy.into());
    }
    if words::is_unreachable(tx, mail)? {
        return Err(PrivacyRefusal::MailBounces.into());
    }
    let Some(place) = words::free_place(tx, asking.right, mail, acted_for, MOST_ALIVE)? else {
        return Ok(());
    };
    let id = ask(tx, asking)?;
    let request = load(tx, id)?;
    words::set_mail(tx, &request, mail)?;
    if let Some(acted_for) = acted_for {
        words::set_acted_for(tx, &request, acted_for)?;
    }
    words::take_place(tx, &request, &place)?;
    ask_proof(tx, id)
}

/// A letter of a request found no mailbox: until the request is over, none is asked for there.
pub fn unreachable(tx: &mut Tx<'_>, id: RequestId) -> Answer<()> {
    let request = load(tx, id)?;
    if request.is_own() || request.state.is_over() { Ok(()) } else { words::bounced(tx, &request) }
}

// Somebody without an account who only wrote to us: where their address leads nowhere, that is the
// answer. Whoever came in another way, or says more, may be known by something else than it.
pub(super) fn nobody(tx: &mut Tx<'_>, request: &Request) -> Answer<State> {
    let plain = request.asker == Asker::Inquirer && request.agent.is_none();
    if plain
        && is_about_nobody(request)
        && words::is_wordless(tx, request)?
        && words::leads_to(tx, request)?.is_empty()
    {
        return take(tx, request, Event::Answer, By::House, "house", None);
    }
    Ok(State::Open)
}

/// Whether nobody was found whom a request is about: nothing is held then. A question needs nobody.
pub fn is_about_nobody(request: &Request) -> bool {
    let found = request.is_own() || request.member != request.held_by;
    !found && request.right() != Right::Inquiry
}

// Whose data it is, once a document was seen: the person the proved address leads to, or the one an
// agent named.
pub(super) fn shown(tx: &mut Tx<'_>, request: Request) -> Answer<Request> {
    let seen: Vec<store::Document> = tx.all(store::ALL_SEEN, (request.id,))?;
    let is_mandate = |kind: Seen| matches!(kind, Seen::Mandate | Seen::Register);
    if !seen.iter().any(|one| !is_mandate(one.kind)) {
        return Err(PrivacyRefusal::NothingSeen.into());
    }
    if request.agent.is_some() && !seen.iter().any(|one| is_mandate(one.kind)) {
        return Err(PrivacyRefusal::NoMandateSeen.into());
    }
    if request.member != request.held_by {
        return Ok(request);
    }
    if request.agent.is_some() && words::address_of(tx, &request)?.is_none() {
        return Err(PrivacyRefusal::NobodyNamed.into());
    }
    if let Some(member) = words::leads_to(tx, &request)?.into_iter().next() {
        let laws = Person::load(tx, member)?.laws;
        let laws = laws.as_deref().map_or_else(LawSet::all, store::laws_of);
        let due = rules::due(laws, numbers(tx)?, request.asked_at, request.longer_at.is_some());
        tx.run_one(store::FOR_WHOM, (member, store::law_words(laws), due, request.id))?;
    }
    load(tx, request.id)
}

/// Whoever is at the desk notes the address of the person an agent acts for, as the agent gave it.
pub fn name(tx: &mut Tx<'_>, id: RequestId, address: &str) -> Answer<()> {
    let request = load(tx, id)?;
    if request.state != State::Open || request.agent.is_none() {
        return Err(PrivacyRefusal::NoSuchStep.into());
    }
    if request.member != request.held_by {
        // Whom the address before led to is not the one any more.
        let (laws, longer) = (LawSet::all(), request.longer_at.is_some());
        let due = rules::due(laws, numbers(tx)?, request.asked_at, longer);
        tx.run_one(store::FOR_WHOM, (request.held_by, store::law_words(laws), due, id))?;
    }
    words::set_acted_for(tx, &request, address)
}
