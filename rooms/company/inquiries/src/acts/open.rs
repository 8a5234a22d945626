use db::{Answer, Tx};
use kernel::{At, InquiryId, MemberId, OrderId, Refused, Span};
use policy::RetentionClass;
use privacy::{Email, Text};
use web::Language;

use crate::acts::{hours, letter, write};
use crate::files::{self, Given};
use crate::rules::{self, Author, Event, Tells, Topic, Way};
use crate::store;
use crate::views::Called;
use crate::{InquiriesRefusal, Post, Promise};

/// Who asks.
#[derive(Debug, Clone)]
pub enum Asker {
    /// A member.
    Member(MemberId),
    /// Somebody without an account.
    Outside {
        /// What to call them.
        name: Text,
        /// How they are reached.
        email: Text,
    },
}

/// A case to be opened.
#[derive(Debug, Clone)]
pub struct NewCase {
    /// Who asks.
    pub asker: Asker,
    /// The language they read.
    pub language: Language,
    /// What it is about.
    pub topic: Topic,
    /// The order it is about, or whose parcel.
    pub order: Option<OrderId>,
    /// What they ask.
    pub words: Text,
    /// What they send with it.
    pub files: Vec<Given>,
}

/// Opens a case. Both clocks start; somebody without an account is sent the link by which they
/// come back.
pub fn open(tx: &mut Tx<'_>, new: &NewCase) -> Answer<InquiryId> {
    let words = write::fitting(&new.words)?;
    let files = files::look(&new.files)?;
    let (person, way) = who(tx, &new.asker)?;
    let (open,): (i64,) = tx.one(store::OPEN_OF, (person,))?;
    if open >= rules::MOST_OPEN {
        return Err(InquiriesRefusal::TooMany { most: rules::MOST_OPEN }.into());
    }
    let bytes: usize = files.iter().map(|file| file.bytes.len()).sum();
    if way == Way::Link && bytes > files::MOST_UNPROVED_BYTES {
        // Whoever has a link has proved the address; anybody can type one.
        let most_mb = i64::try_from(files::MOST_UNPROVED_BYTES >> 20).unwrap_or(i64::MAX);
        return Err(InquiriesRefusal::FilesByLink { most_mb }.into());
    }
    write::may_write(tx, person, &files)?;
    if let Some(order) = new.order {
        is_theirs(tx, order, person)?;
    }
    let (id, now): (InquiryId, At) = (tx.new_id(), tx.now());
    let (hours, promise) = (hours(tx)?, Promise::built_in()?);
    let first = rules::due(&hours, now, promise.first_answer);
    let resolve = rules::due(&hours, now, promise.resolution);
    let row = (id, person, way, new.language, new.topic, new.order, now, first, resolve);
    tx.run_one(store::OPEN, row)?;
    if let Asker::Outside { name, email } = &new.asker {
        let (class, place) = (RetentionClass::Inquiry, id.to_string());
        privacy::keep(tx, person, class, &place, &Called { name: name.clone() })?;
        privacy::keep(tx, person, class, &place, &Email { address: email.clone() })?;
    }
    let case = store::case(tx, id)?;
    write::put(tx, &case, Author::Person, None, &words, &files)?;
    store::step(tx, id, Event::Opened, "person")?;
    if way == Way::Link {
        letter::put(tx, id, Tells::Opened)?;
    }
    Ok(id)
}

fn who(tx: &mut Tx<'_>, asker: &Asker) -> Answer<(MemberId, Way)> {
    let (name, email) = match asker {
        Asker::Member(member) => return Ok((*member, Way::Member)),
        Asker::Outside { name, email } => (name, email),
    };
    if !(1..=100).contains(&name.as_str().chars().count()) {
        return Err(InquiriesRefusal::NoName.into());
    }
    mail::Address::parse(email.as_str())?;
    if tx.plugged::<Post>()?.mailer.is_none() {
        return Err(InquiriesRefusal::NoLetters.into());
    }
    let since = tx.now().minus(Span::hours(1));
    let (lately,): (i64,) = tx.one(store::OUTSIDE_SINCE, (since,))?;
    if lately >= rules::MOST_OUTSIDE_AN_HOUR {
        return Err(InquiriesRefusal::Busy.into());
    }
    Ok((privacy::asker(tx, email.as_str())?, Way::Link))
}

fn is_theirs(tx: &mut Tx<'_>, order: OrderId, person: MemberId) -> Answer<()> {
    match orders::one(tx, order) {
        Ok(order) if order.member == person => Ok(()),
        Ok(_) => Err(InquiriesRefusal::UnknownOrder.into()),
        Err(Refused::No(no)) if no.status == 404 => Err(InquiriesRefusal::UnknownOrder.into()),
        Err(refused) => Err(refused),
    }
}
