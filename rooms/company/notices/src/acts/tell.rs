use db::{Answer, Tx};
use duties::breach::{self, LetterEnd};
use jobs::Later;
use kernel::{At, DeliveryId, LetterId, MemberId, NoticeId, Span, WebhookId};

use crate::Post;
use crate::jobs::{Deliver, SendLetter};
use crate::news::Fact;
use crate::rules::{self, Channel, Kind};
use crate::store::{self, DeliveryState, LetterState};

/// Tells a member of something, by the channels they chose.
pub fn tell(tx: &mut Tx<'_>, fact: &Fact) -> Answer<()> {
    tell_by(tx, fact).map(|_| ())
}

/// Tells somebody whose data was reached by others, or ordered by an authority.
pub fn tell_of_duty(tx: &mut Tx<'_>, news: &duties::News) -> Answer<()> {
    match *news {
        duties::News::Ordered { warrant, member } => {
            tell(tx, &Fact::new(member, Kind::Ordered, warrant))
        }
        duties::News::Reached { incident, member } => {
            match tell_by(tx, &Fact::new(member, Kind::Breach, incident))? {
                Some(_) => Ok(()),
                // Whoever is told on the site alone is known to be.
                None => breach::letter_ended(tx, incident, member, LetterEnd::Site),
            }
        }
    }
}

/// The same; the letter it goes with, if there is one.
fn tell_by(tx: &mut Tx<'_>, fact: &Fact) -> Answer<Option<LetterId>> {
    let Fact { member, kind, .. } = *fact;
    if matches!(kind, Kind::AddressChanged | Kind::PasswordReset) {
        // They have used the link of a letter since: what came back before is no reason now.
        tx.put(store::LIFT, (member,))?;
    }
    let on_site = goes(tx, member, kind, Channel::Site)?;
    let letter = if goes(tx, member, kind, Channel::Letter)? && may_be_written_to(tx, fact)? {
        Some(put_letter(tx, member, kind)?)
    } else {
        None
    };
    if on_site || letter.is_some() {
        let (id, now): (NoticeId, At) = (tx.new_id(), tx.now());
        let listed_at = on_site.then_some(now);
        let row = (id, member, kind, &fact.about, fact.yen, now, listed_at, letter);
        tx.put(store::TELL, row)?;
    }
    if kind.is_for_webhooks() {
        let wanting: Vec<(WebhookId,)> = tx.all(store::WANTING, (member, kind))?;
        for (webhook,) in wanting {
            put_delivery(tx, webhook, kernel::Word::word(kind), fact)?;
        }
    }
    Ok(letter)
}

fn goes(tx: &mut Tx<'_>, member: MemberId, kind: Kind, channel: Channel) -> Answer<bool> {
    let chosen: Option<(bool,)> = match kind.uses(channel) {
        rules::Use::Usually | rules::Use::IfChosen => {
            tx.maybe(store::CHOICE, (member, kind, channel))?
        }
        rules::Use::Always | rules::Use::Never => None,
    };
    Ok(kind.goes(channel, chosen.map(|row| row.0)))
}

/// Whether a letter can reach them: the house sends letters, they have proved an address, and it
/// has not sent one back. A letter that goes to another address of theirs is not held up by that.
fn may_be_written_to(tx: &mut Tx<'_>, fact: &Fact) -> Answer<bool> {
    if tx.plugged::<Post>()?.mailer.is_none() {
        return Ok(false);
    }
    if matches!(fact.kind, Kind::ProveAddress | Kind::AddressChanged) {
        return Ok(true);
    }
    let reader = members::reader(tx, fact.member)?;
    let proved = reader.is_some_and(|reader| reader.proved_at.is_some());
    Ok(proved && (passes_a_stop(fact.kind) || store::stopped(tx, fact.member)?.is_none()))
}

/// A letter somebody asked for who may have no other way in: it is tried whatever came back before.
pub(super) fn passes_a_stop(kind: Kind) -> bool {
    kind == Kind::Reset
}

/// The letter a notice goes with: one of its own, or the one that gathers.
fn put_letter(tx: &mut Tx<'_>, member: MemberId, kind: Kind) -> Answer<LetterId> {
    let now = tx.now();
    if !kind.is_urgent() {
        let gathering: Option<(LetterId,)> = tx.maybe(store::GATHERING, (member,))?;
        if let Some((gathering,)) = gathering {
            return Ok(gathering);
        }
    }
    let since = now.minus(Span::hours(1));
    let (put,) = tx.one::<(i64,)>(store::PUT_SINCE, (member, since))?;
    let due = if kind.is_urgent() { now } else { rules::leaves_at(now, put) };
    let state = if due > now { LetterState::Gathering } else { LetterState::Waiting };
    let letter: LetterId = tx.new_id();
    tx.put(store::PUT_LETTER, (letter, member, state, now, due))?;
    tx.later(&SendLetter { letter }, due)?;
    Ok(letter)
}

/// Whether as many messages of a webhook wait as may.
pub(super) fn is_full(tx: &mut Tx<'_>, webhook: WebhookId) -> Answer<bool> {
    let (waiting,) = tx.one::<(i64,)>(store::WAITING, (webhook,))?;
    Ok(waiting >= rules::MOST_WAITING)
}

/// One message to a program. Where too many wait it is put away at once, and its member sees it.
pub(crate) fn put_delivery(
    tx: &mut Tx<'_>,
    webhook: WebhookId,
    kind: &str,
    fact: &Fact,
) -> Answer<DeliveryId> {
    let (delivery, now): (DeliveryId, At) = (tx.new_id(), tx.now());
    let full = is_full(tx, webhook)?;
    tx.put(store::DELIVER, (delivery, webhook, kind, &fact.about, fact.yen, now))?;
    if full {
        let dropped = (DeliveryState::Dropped, now, None::<i64>, "too_many_wait", delivery);
        tx.put(store::TRIED, dropped)?;
    } else {
        tx.later(&Deliver { delivery }, now)?;
    }
    Ok(delivery)
}
