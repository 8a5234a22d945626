//! Passing a correction on (R3): whoever was given what was wrong in the last months is given it
//! anew. By letter from machine to machine where the policy names an address for that; on paper
//! otherwise, which a person of the staff prints and sends. Each is a row of the ledger.

use db::{Answer, Tx};
use jobs::Later as _;
use kernel::{At, RequestId, StaffId};
use policy::{Field, Means, Recipient, RecipientKind};
use serde::{Deserialize, Serialize};

use super::acts::{finish, load};
use super::rules;
use super::store::{self, Passing, Request};
use super::words::Piece;
use crate::disclose::{To, disclose, disclose_until_it_succeeds};
use crate::open::Opener;
use crate::people::{CustomsForm, ParcelLabel};
use crate::refusals::PrivacyRefusal;
use crate::running::RunningPolicy;
use crate::values::{Opened, Shown};

/// A correction is to be passed on by electronic means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassOn {
    /// Of which request.
    #[serde(with = "jobs::body::id")]
    pub request: RequestId,
    /// To whom: the recipient's code in the policy.
    pub party: String,
}

impl jobs::News for PassOn {
    const TOPIC: &'static str = "privacy.pass_on";
}

/// What a recipient is told: the letter's head and what is right now.
pub struct Corrected {
    /// The request it follows from.
    pub request: RequestId,
    /// Who is told, as the policy names it.
    pub to: Recipient,
    /// What is right now, part by part, as it was handed over before.
    pub lines: Vec<String>,
}

/// Intends it for everybody who was given what was corrected; how many.
pub(super) fn intend(tx: &mut Tx<'_>, request: &Request) -> Answer<usize> {
    let since = tx.now().minus(rules::PASSED_ON);
    let given: Vec<(String,)> = tx.all(store::GIVEN_SINCE, (request.member, since))?;
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    let field = Piece::of(&request.subject).and_then(field);
    let mut all = 0;
    for (party,) in given {
        let to = running.policy().recipient(&party);
        // One that is never given this has nothing wrong of it; one the policy names no more is
        // for a person to find.
        if to.is_some_and(|to| field.is_some_and(|field| !to.gives.has(field))) {
            continue;
        }
        tx.put(store::NEW_PASSING, (request.id, &party, tx.now()))?;
        all += 1;
        if to.is_some_and(goes_by_wire) {
            tx.tell(&PassOn { request: request.id, party })?;
        }
    }
    Ok(all)
}

fn field(piece: Piece) -> Option<Field> {
    match piece {
        Piece::Given => Some(Field::GivenName),
        Piece::Family => Some(Field::FamilyName),
        Piece::Latin => Some(Field::LatinName),
        Piece::Birthday => Some(Field::Birthday),
        Piece::Phone => Some(Field::Phone),
        Piece::Sex => Some(Field::Sex),
        Piece::Other => None,
    }
}

fn goes_by_wire(to: &Recipient) -> bool {
    let has_view = matches!(to.kind, RecipientKind::Carrier | RecipientKind::Customs);
    has_view && to.corrections.is_some() && to.means.contains(&Means::Electronic)
}

/// Hands the correction over, to be sent: by electronic means the row of the ledger is written with
/// the first try, on paper with each print. Nothing, where it is over or the policy names the
/// recipient no more.
pub fn hand_over(
    tx: &mut Tx<'_>,
    id: RequestId,
    party: &str,
    means: Means,
) -> Answer<Option<Corrected>> {
    let request = load(tx, id)?;
    let all: Vec<Passing> = tx.all(store::PASSINGS, (id,))?;
    let Some(passing) = all.into_iter().find(|one| one.party == party) else {
        return Err(PrivacyRefusal::NoSuchStep.into());
    };
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    let Some(to) = running.policy().recipient(party).cloned() else { return Ok(None) };
    let by_wire = means == Means::Electronic;
    if passing.confirmed_at.is_some() || (by_wire && passing.given_at.is_some()) {
        return Ok(None);
    }
    let since = passing.sent_at.filter(|_| by_wire);
    let who = Opener::system(format!("correction of request {id}"));
    let lines = match to.kind {
        RecipientKind::Carrier => {
            let view: ParcelLabel = given(tx, &who, &request, &to, means, since)?;
            let phone = view.phone.as_ref().map(words).unwrap_or_default();
            [words(&view.name), words(&view.address), phone].concat()
        }
        RecipientKind::Customs => {
            let view: CustomsForm = given(tx, &who, &request, &to, means, since)?;
            [words(&view.name), words(&view.address)].concat()
        }
        _ => return Ok(None),
    };
    if by_wire && since.is_none() {
        tx.run_one(store::PASSING_SENT, (tx.now(), id, party))?;
    }
    Ok(Some(Corrected { request: id, to, lines }))
}

fn given<V: crate::View>(
    tx: &mut Tx<'_>,
    who: &Opener,
    request: &Request,
    to: &Recipient,
    means: Means,
    since: Option<At>,
) -> Answer<V> {
    let to = To { recipient: to.code.clone(), means };
    match since {
        Some(since) => disclose_until_it_succeeds(tx, who, (request.member, ""), &to, since),
        None => disclose(tx, who, request.member, &to),
    }
}

fn words<T: Shown>(value: &Opened<T>) -> Vec<String> {
    let all = value.show().words().into_iter();
    all.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The recipient's server took it; with the last of them the correction is done.
pub fn was_taken(tx: &mut Tx<'_>, id: RequestId, party: &str) -> Answer<()> {
    if tx.run(store::PASSING_TAKEN, (tx.now(), id, party))? == 0 {
        return Ok(());
    }
    done_with_the_last(tx, id)
}

/// A try that came to nothing: the desk sees it.
pub fn was_not_taken(tx: &mut Tx<'_>, id: RequestId, party: &str, answer: &str) -> Answer<()> {
    tx.run(store::PASSING_ANSWER, (answer, id, party)).map(|_| ())
}

/// What a server had taken came back from behind it: nobody has it, and the desk sends it on paper,
/// also where the request was closed meanwhile.
pub fn came_back(tx: &mut Tx<'_>, id: RequestId, party: &str, status: &str) -> Answer<()> {
    tx.run(store::PASSING_CAME_BACK, (status, id, party)).map(|_| ())
}

/// Somebody of the staff sent it on paper.
pub fn passed(tx: &mut Tx<'_>, id: RequestId, party: &str, staff: StaffId) -> Answer<()> {
    match tx.run(store::PASSED, (tx.now(), staff, id, party))? {
        0 => Err(PrivacyRefusal::NoSuchStep.into()),
        _ => Ok(()),
    }
}

/// It confirmed; with the last of them the correction is done.
pub fn confirmed(tx: &mut Tx<'_>, id: RequestId, party: &str, staff: StaffId) -> Answer<()> {
    if tx.run(store::CONFIRMED, (tx.now(), staff, id, party))? == 0 {
        return Err(PrivacyRefusal::NoSuchStep.into());
    }
    done_with_the_last(tx, id)
}

fn done_with_the_last(tx: &mut Tx<'_>, id: RequestId) -> Answer<()> {
    let (left,): (i64,) = tx.one(store::PASSING_LEFT, (id,))?;
    // What came back late is sent again for a request that was done already.
    let is_over = load(tx, id)?.state.is_over();
    if left == 0 && !is_over { finish(tx, id).map(|_| ()) } else { Ok(()) }
}
