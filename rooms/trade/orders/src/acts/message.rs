use std::collections::BTreeSet;

use db::{Answer, Tx};
use jobs::{JobFault, Later};
use kernel::{At, MessageId, OrderId, Span};
use markets::{Markets, SellerMessage};

use crate::by::By;
use crate::jobs::{ReadMessages, SendMessage};
use crate::refusals::OrdersRefusal;
use crate::rules::{self, MessageState, Part};
use crate::store::messages::{self as lines, Message};
use crate::store::{self, Order};

use super::seller::Trouble;

/// How long a message is tried: what was to be asked yesterday is asked anew, or not at all.
const PATIENCE: Span = Span::days(1);
/// So long after its last try at the latest, one without a job has one again.
const APART: Span = Span::hours(1);
/// Of one seller's lines about one order no more are kept, and of each line no more.
const MOST_LINES: usize = 500;
const MOST_CHARS: usize = 4_000;

/// Whether these parts write to sellers, and read what they answer.
pub(crate) fn writes(played: &[Part]) -> bool {
    played.iter().any(|part| matches!(part, Part::Buyer | Part::Support))
}

/// Whether this order's marketplace carries messages to its sellers.
pub(crate) fn carries(markets: &Markets, order: &Order) -> bool {
    markets.to(&order.market).is_ok_and(|way| way.can().message)
}

// An order for somebody who writes to its seller.
fn open(tx: &mut Tx<'_>, id: OrderId, by: By) -> Answer<Order> {
    let order = store::order(tx, id)?;
    if !writes(&by.parts(order.member)) {
        return Err(OrdersRefusal::NotAWriter.into());
    }
    Ok(order)
}

fn carried(tx: &mut Tx<'_>, order: &Order) -> Answer<()> {
    let carried = carries(tx.plugged::<Markets>()?, order);
    if carried { Ok(()) } else { Err(OrdersRefusal::NoMessages.into()) }
}

/// Somebody of the staff writes to the seller of an order. The same form sent twice is one message.
pub fn write_to_seller(
    tx: &mut Tx<'_>,
    order: OrderId,
    words: &str,
    ask: &str,
    by: By,
) -> Answer<MessageId> {
    let order = open(tx, order, by)?;
    let words = rules::message_words(words)?;
    let before: Option<(MessageId, String)> = tx.maybe(lines::BY_ASK, (order.id, ask))?;
    match before {
        Some((id, same)) if same == words => return Ok(id),
        Some(_) => return Err(OrdersRefusal::MessageReused.into()),
        None => carried(tx, &order)?,
    }
    let (id, at): (MessageId, At) = (tx.new_id(), tx.now());
    tx.put(lines::WRITE, (id, order.id, by.name(), ask, &words, at))?;
    send_soon(tx, id, &order)?;
    Ok(id)
}

fn send_key(id: MessageId) -> String {
    format!("orders.send_message:{id}")
}

fn send_soon(tx: &mut Tx<'_>, message: MessageId, order: &Order) -> Answer<()> {
    let (at, market) = (tx.now(), order.market.clone());
    let job = SendMessage { message, order: order.id, market };
    tx.later_keyed(&send_key(message), 0, &job, at)?;
    Ok(())
}

/// What is to be sent, and about which order; nothing when it is sent, refused or gone.
pub(crate) fn to_send(tx: &mut Tx<'_>, id: MessageId) -> Answer<Option<(Message, Order)>> {
    let found: Option<Message> = tx.maybe(lines::MESSAGE, (id,))?;
    let Some(message) = found.filter(|message| message.state == MessageState::Sending) else {
        return Ok(None);
    };
    let order = store::order(tx, message.order)?;
    Ok(Some((message, order)))
}

/// The marketplace has it: an answer is looked for from now on.
pub(crate) fn confirm(tx: &mut Tx<'_>, message: &Message, theirs: &SellerMessage) -> Answer<()> {
    let at = tx.now();
    if tx.run(lines::SENT, (at, short_id(&theirs.id), message.id))? == 0 {
        return Ok(());
    }
    let order = store::order(tx, message.order)?;
    plan_look(tx, &order)
}

/// A try has failed: it is refused for good and staff see why, or false leaves the next try to the
/// job's own backoff.
pub(crate) fn failed(tx: &mut Tx<'_>, id: MessageId, trouble: &Trouble) -> Answer<bool> {
    let Some((message, order)) = to_send(tx, id)? else { return Ok(true) };
    let final_no = matches!(trouble.fault, JobFault::GiveUp { .. });
    let over = tx.now() >= message.written_at.plus(PATIENCE);
    if final_no {
        refuse(tx, id, trouble.code)?;
    } else if over {
        give_up(tx, id, &order, trouble.code)?;
    }
    Ok(final_no || over)
}

fn refuse(tx: &mut Tx<'_>, id: MessageId, code: &str) -> Answer<()> {
    let at = tx.now();
    tx.run(lines::REFUSED, (at, code, id))?;
    Ok(())
}

// One of the answers may have been lost: what the marketplace has of ours says whether it was.
fn give_up(tx: &mut Tx<'_>, id: MessageId, order: &Order, code: &str) -> Answer<()> {
    refuse(tx, id, code)?;
    tx.cancel(&send_key(id))?;
    look_at(tx, order, tx.now())
}

/// No message is on its way for ever: what waits without a job, or with one that was given up, has
/// one again, and what not even its tries have said anything of is refused.
pub(crate) fn keep_sending(tx: &mut Tx<'_>) -> Answer<()> {
    let before = tx.now().minus(APART);
    for waiting in lines::sending(tx, before)? {
        let order = store::order(tx, waiting.order)?;
        if waiting.written_at < before.minus(PATIENCE) {
            give_up(tx, waiting.id, &order, "fault")?;
        } else if !jobs::is_alive(tx, &send_key(waiting.id))? {
            send_soon(tx, waiting.id, &order)?;
        }
    }
    Ok(())
}

/// Under which key an answer is looked for: once for each order, however much is written.
pub(crate) fn look_key(order: OrderId) -> String {
    format!("orders.read_messages:{order}")
}

fn look_at(tx: &mut Tx<'_>, order: &Order, at: At) -> Answer<()> {
    let job = ReadMessages::of(order.id, &order.market);
    tx.later_keyed(&look_key(order.id), 0, &job, at)?;
    Ok(())
}

// While the order lives, ever more rarely after the last of ours.
fn plan_look(tx: &mut Tx<'_>, order: &Order) -> Answer<()> {
    let last: Option<(At,)> = tx.maybe(lines::LAST_SENT, (order.id,))?;
    let next = last.and_then(|(sent_at,)| rules::next_look(sent_at, tx.now()));
    match next.filter(|_| !order.state.is_over()) {
        Some(at) => look_at(tx, order, at),
        None => Ok(()),
    }
}

/// Somebody wants to know now whether the seller has answered.
pub fn look_for_answer(tx: &mut Tx<'_>, order: OrderId, by: By) -> Answer<()> {
    let order = open(tx, order, by)?;
    carried(tx, &order)?;
    look_at(tx, &order, tx.now())
}

/// Takes in what the marketplace has: the seller's lines not seen yet, and that ours are there.
pub(crate) fn take_in(tx: &mut Tx<'_>, id: OrderId, seen: &[SellerMessage]) -> Answer<()> {
    let order = store::order(tx, id)?;
    let unsure: Vec<(MessageId,)> = tx.all(lines::NOT_SENT, (id,))?;
    let now = tx.now();
    for (ours,) in unsure {
        let reference = ours.to_string();
        if let Some(there) = seen.iter().find(|line| line.reference.as_ref() == Some(&reference)) {
            tx.run(lines::SENT, (now, short_id(&there.id), ours))?;
        }
    }
    let heard: Vec<(String,)> = tx.all(lines::HEARD, (id,))?;
    let heard: BTreeSet<String> = heard.into_iter().map(|(theirs,)| theirs).collect();
    for line in seen.iter().filter(|line| line.from_seller).take(MOST_LINES) {
        let theirs = short_id(&line.id);
        if heard.contains(&theirs) {
            continue;
        }
        let words = plain(&line.text, MOST_CHARS);
        // Why: a clock that is wrong there must not put a line where nobody finds it.
        let written_at = line.sent_at.min(now).max(order.opened_at);
        let line: MessageId = tx.new_id();
        tx.put(lines::HEAR, (line, id, words, written_at, now, theirs))?;
    }
    plan_look(tx, &order)
}

fn short_id(theirs: &str) -> String {
    plain(theirs, 200)
}

// What a stranger wrote, as it can be kept and shown: PostgreSQL takes no NUL in a text.
fn plain(text: &str, most: usize) -> String {
    let seen = |c: char| if c.is_control() && c != '\n' { ' ' } else { c };
    text.replace("\r\n", "\n").chars().map(seen).take(most).collect()
}

/// Somebody has read these lines of the seller's: whoever presses first is on record.
pub fn mark_read(tx: &mut Tx<'_>, order: OrderId, read: &[MessageId], by: By) -> Answer<()> {
    let order = open(tx, order, by)?;
    let (at, who) = (tx.now(), by.name());
    for line in read {
        tx.run(lines::READ, (at, &who, *line, order.id))?;
    }
    Ok(())
}
