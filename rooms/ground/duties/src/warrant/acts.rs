use db::{Answer, Tx};
use jobs::Later as _;
use kernel::{At, Day, Id as _, MemberId, Span, StaffId, WarrantId, Word as _};
use policy::{Recipient, RetentionClass, Role};
use privacy::disclose::To;
use privacy::ordered::{self, Ordered, Piece};
use privacy::{OpenViews as _, Opener, RunningPolicy, Text};
use staff::Wanted;

use super::rules::{self, Asks, State};
use super::store::{self, Person, Warrant};
use super::views::{Giving, Sheet, WarrantSheet, give};
use crate::DutiesRefusal as No;
use crate::jobs::TellOrdered;
use crate::news::News;
use crate::plain::names_nobody;

/// What an order's own papers lie under.
const CLASS: RetentionClass = RetentionClass::Request;
/// The most characters of an article, a number or a ground.
const MOST: usize = 300;

/// An order, as somebody writes it down from its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Which authority, by its code in the policy.
    pub recipient: String,
    /// On which article it rests.
    pub article: String,
    /// The number of its document.
    pub document: String,
    /// The day of the document.
    pub dated: Day,
    /// What it asks for.
    pub asks: Asks,
    /// Which pieces, and no others.
    pub pieces: Vec<Piece>,
    /// About whom, and nobody else.
    pub people: Vec<MemberId>,
    /// Until when data is to be kept, if it says so.
    pub keep_until: Option<At>,
    /// When the people may be told; `None`: not before the silence is lifted.
    pub tell_at: Option<At>,
}

/// An order keeps its papers in the vault under its own bits, like a person.
fn shelf(id: WarrantId) -> MemberId {
    MemberId::from_bits(id.bits())
}

/// The shelves of all orders.
pub(crate) fn shelves(tx: &mut Tx<'_>) -> Answer<Vec<MemberId>> {
    let all: Vec<(WarrantId,)> = tx.all(store::ALL_IDS, ())?;
    Ok(all.into_iter().map(|row| shelf(row.0)).collect())
}

fn authority(tx: &Tx<'_>, code: &str) -> Answer<Recipient> {
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    let none = || No::NoAuthority { whom: code.to_owned() };
    Ok(running.policy().recipient(code).ok_or_else(none)?.clone())
}

/// Writes an order down, and asks for the second person's agreement.
pub fn propose(tx: &mut Tx<'_>, order: &Proposal, by: StaffId) -> Answer<WarrantId> {
    let to = authority(tx, &order.recipient)?;
    rules::duty(&to)?;
    rules::may_ask(&to, &order.pieces)?;
    for text in [&order.article, &order.document] {
        if text.trim().is_empty() {
            return Err(No::NoDocument.into());
        }
    }
    // The number of a document may have as many digits as a phone number.
    names_nobody(&order.article, MOST)?;
    if order.people.is_empty() || order.people.len() > rules::MOST_PEOPLE {
        let most = i64::try_from(rules::MOST_PEOPLE).unwrap_or(i64::MAX);
        return Err(No::NoPeople { most }.into());
    }
    let keep_until = rules::keeps_until(order.asks, order.keep_until, tx.now())?;
    let id: WarrantId = tx.new_id();
    let pieces: Vec<&str> = order.pieces.iter().map(|piece| piece.word()).collect();
    let document: String = order.document.trim().chars().take(MOST).collect();
    tx.put(
        store::PROPOSE,
        (
            id,
            &to.code,
            order.article.trim(),
            document,
            order.dated.to_string(),
            order.asks,
            pieces.join(" "),
            keep_until,
            order.tell_at,
            tx.now(),
            by.to_string(),
        ),
    )?;
    let mut people = order.people.clone();
    people.sort_unstable();
    people.dedup();
    for member in people {
        if !members::ever_joined(tx, member)? {
            return Err(No::NoSuchPerson { whom: member.to_string() }.into());
        }
        tx.put(store::NAME_PERSON, (id, member))?;
    }
    privacy::register(tx, shelf(id))?;
    staff::ask_approval(tx, Wanted::Order, shelf(id), &format!("order {id}"), by)?;
    Ok(id)
}

/// An order; refused as unknown when there is none.
pub fn load(tx: &mut Tx<'_>, id: WarrantId) -> Answer<Warrant> {
    tx.maybe(store::WARRANT, (id,))?.ok_or_else(|| No::NoSuchOrder.into())
}

/// Whom it names.
pub fn persons(tx: &mut Tx<'_>, id: WarrantId) -> Answer<Vec<Person>> {
    tx.all(store::PERSONS, (id,))
}

fn open(tx: &mut Tx<'_>, id: WarrantId) -> Answer<Warrant> {
    let warrant = load(tx, id)?;
    if warrant.state == State::Open { Ok(warrant) } else { Err(No::OrderEnded.into()) }
}

impl Warrant {
    fn pieces(&self) -> Vec<Piece> {
        self.pieces.split(' ').filter_map(Piece::from_word).collect()
    }
    // Whether the people may not know of it at this instant.
    fn is_silent(&self, now: At) -> bool {
        self.told_at.is_none() && self.tell_at.is_none_or(|at| at > now)
    }
}

/// Does what an order asks, once, when another agreed to it. False: the other was asked again. Run
/// it under the choices' lock, as erasures are.
pub fn carry_out(tx: &mut Tx<'_>, id: WarrantId, by: StaffId) -> Answer<bool> {
    let warrant = open(tx, id)?;
    if !staff::use_agreement(tx, Wanted::Order, shelf(id), &format!("order {id}"), by)? {
        return Ok(false);
    }
    let to = authority(tx, &warrant.authority)?;
    let (duty, class) = rules::duty(&to)?;
    rules::may_ask(&to, &warrant.pieces())?;
    let means = to.means.first().copied().ok_or(No::NoDocument)?;
    let to = To { recipient: to.code, means };
    let ordered = Ordered { place: id.to_string(), silent: warrant.is_silent(tx.now()) };
    let who = Opener { staff: Some(by), ..Opener::system(format!("order {id}")) };
    let mut sheet = format!("{} {} {}\n", warrant.document, warrant.dated, warrant.article);
    for person in persons(tx, id)? {
        let (member, pieces) = (person.member, warrant.pieces());
        let until = warrant.keep_until.max(tx.now());
        let held = ordered::hold(tx, member, class, &pieces, until, &ordered)?;
        let mut given_at = None;
        if warrant.asks == Asks::Hand && !held.is_empty() {
            let giving = Giving { who: &who, member, to: &to, ordered: &ordered };
            let said = give(tx, duty, &held, &giving)?;
            sheet.push_str(&format!("\n{member}\n{}\n", said.as_str()));
            given_at = Some(tx.now());
        }
        let words: Vec<&str> = held.iter().map(|piece| piece.word()).collect();
        tx.run_one(store::HELD, (words.join(" "), given_at, id, member))?;
    }
    let mut file_until = None;
    if warrant.asks == Asks::Hand {
        file_until = Some(tx.now().plus(rules::FILE));
        let sheet = Sheet { text: Text::from(sheet) };
        privacy::keep(tx, shelf(id), CLASS, "", &sheet)?;
    }
    end(tx, id, State::Done, by, None, file_until)?;
    if let Some(at) = warrant.tell_at {
        plan(tx, id, at)?;
    }
    Ok(true)
}

fn end(
    tx: &mut Tx<'_>,
    id: WarrantId,
    state: State,
    by: StaffId,
    ground: Option<&str>,
    file_until: Option<At>,
) -> Answer<()> {
    let now = tx.now();
    let running = tx.plugged::<RunningPolicy>()?.at(now);
    let kept = running.policy().retention.get(&CLASS).map_or(now, |kept| kept.period.after(now));
    let row = (state, now, by.to_string(), ground, file_until, kept, id);
    match tx.run(store::END, row)? {
        0 => Err(No::OrderEnded.into()),
        _ => Ok(()),
    }
}

fn plan(tx: &mut Tx<'_>, id: WarrantId, at: At) -> Answer<()> {
    let at = at.max(tx.now());
    tx.later_keyed(&format!("order.{id}"), 0, &TellOrdered { warrant: id }, at).map(|_| ())
}

/// Refuses an order, with the ground.
pub fn refuse(tx: &mut Tx<'_>, id: WarrantId, ground: &str, by: StaffId) -> Answer<()> {
    stop(tx, id, State::Refused, ground, by)
}

/// The authority takes it back.
pub fn withdraw(tx: &mut Tx<'_>, id: WarrantId, ground: &str, by: StaffId) -> Answer<()> {
    stop(tx, id, State::Withdrawn, ground, by)
}

fn stop(tx: &mut Tx<'_>, id: WarrantId, to: State, ground: &str, by: StaffId) -> Answer<()> {
    staff::require(tx, by, staff::Role::PrivacyOfficer)?;
    open(tx, id)?;
    let ground = ground.trim();
    if ground.is_empty() {
        return Err(No::NoGround.into());
    }
    names_nobody(ground, MOST)?;
    end(tx, id, to, by, Some(ground), None)
}

/// Hands the file out, once: what lay sealed is gone with it.
pub fn hand_out(tx: &mut Tx<'_>, id: WarrantId, by: StaffId) -> Answer<Text> {
    let warrant = load(tx, id)?;
    let who = Opener::staff(Role::PrivacyOfficer, by, format!("order {id}"));
    if tx.run(store::HANDED, (tx.now(), by.to_string(), warrant.id))? == 0 {
        return Err(No::NoFile.into());
    }
    let view: WarrantSheet = tx.open_at(&who, shelf(id), "")?;
    privacy::discard::<Sheet>(tx, shelf(id), CLASS, "")?;
    Ok(Text::from(view.sheet.show().text.as_str()))
}

/// Files that nobody took in their time are destroyed. How many.
pub(crate) fn lapse(tx: &mut Tx<'_>) -> Answer<usize> {
    let due: Vec<(WarrantId,)> = tx.all(store::LAPSED, (tx.now(),))?;
    for (id,) in &due {
        privacy::discard::<Sheet>(tx, shelf(*id), CLASS, "")?;
        tx.run_one(store::NO_FILE, (*id,))?;
    }
    Ok(due.len())
}

/// When the people may be told, by what the authority says now.
pub fn lift(tx: &mut Tx<'_>, id: WarrantId, tell_at: At, by: StaffId) -> Answer<()> {
    staff::require(tx, by, staff::Role::PrivacyOfficer)?;
    let warrant = load(tx, id)?;
    if tx.run(store::TELL_AT, (tell_at, id))? == 0 {
        return Err(No::ToldAlready.into());
    }
    if warrant.state == State::Done { plan(tx, id, tell_at) } else { Ok(()) }
}

/// Tells the people, when the day has come: from here on they see all of it.
pub(crate) fn tell_due(tx: &mut Tx<'_>, id: WarrantId) -> Answer<()> {
    let warrant = load(tx, id)?;
    if warrant.state != State::Done || warrant.is_silent(tx.now()) {
        return Ok(());
    }
    if tx.run(store::TOLD, (tx.now(), id))? == 0 {
        return Ok(());
    }
    ordered::speak(tx, &id.to_string())?;
    for person in persons(tx, id)?.into_iter().filter(Person::is_concerned) {
        tx.run_one(store::TOLD_PERSON, (tx.now(), id, person.member))?;
        if members::is_member(tx, person.member)? {
            tx.tell(&News::Ordered { warrant: id, member: person.member })?;
        }
    }
    Ok(())
}

impl Person {
    // Of whom nothing was there, nothing was done.
    fn is_concerned(&self) -> bool {
        self.held.as_ref().is_some_and(|held| !held.is_empty())
    }
}

/// The orders that somebody was told of.
pub fn told_to(tx: &mut Tx<'_>, member: MemberId) -> Answer<Vec<(WarrantId, At)>> {
    tx.all(store::TOLD_TO, (member,))
}

/// Lets go of orders that were kept long enough; one that nobody may know of yet waits. How many.
pub(crate) fn forget(tx: &mut Tx<'_>) -> Answer<usize> {
    let due: Vec<(WarrantId,)> = tx.all(store::DUE, (tx.now(),))?;
    for (id,) in &due {
        tx.put(store::DROP_PERSONS, (*id,))?;
        tx.put(store::DROP, (*id,))?;
        // What lay sealed went when it was handed out; its key goes now.
        privacy::retention::starts(tx, shelf(*id), CLASS, "", long_ago(tx.now()))?;
    }
    Ok(due.len())
}

fn long_ago(now: At) -> At {
    now.minus(Span::days(4_000))
}
