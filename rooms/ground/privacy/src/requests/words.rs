//! The words of requests: sealed, each at the place of its request, and opened on record.

use db::{Answer, Tx};
use kernel::{At, MemberId, RecordId};
use policy::{RetentionClass, Right};

use super::Upstairs;
use super::acts::CLASS;
use super::store::{self, MessageRow, Request};
use crate::card::looks_like_a_card;
use crate::open::{OpenViews as _, Opener};
use crate::refusals::PrivacyRefusal;
use crate::values::{Birthday, Email, Handle, Kept, Name, Phone, Sex, Text, pack, unpack};
use crate::vault::{self, Indexed, Sealed, warm_key};

crate::personal_view! {
    /// What somebody wrote in a request of theirs, and what was answered.
    pub struct RequestWords: Purpose::Rights, by [Member, PrivacyOfficer, System], to [],
        uses [Handle, GivenName, FamilyName, LatinName, AddressLines, Phone, Email], kept Request {}
    /// To whom a letter about a request goes that was made without an account.
    pub struct RequesterMail: Purpose::Rights, by [PrivacyOfficer, System], to [MailSender],
        kept Request { email: Email }
}

/// The most characters of a message.
pub const MOST: usize = 4_000;

kernel::words! {
    /// What can be corrected.
    pub enum Piece {
        /// The given name.
        Given = "given",
        /// The family name.
        Family = "family",
        /// The name in Latin letters.
        Latin = "latin",
        /// The birthday.
        Birthday = "birthday",
        /// The phone number.
        Phone = "phone",
        /// The sex.
        Sex = "sex",
        /// Something else, in words: a person of the staff looks at it.
        Other = "other",
    }
}

impl Piece {
    /// The piece of this word.
    pub fn of(word: &str) -> Option<Piece> {
        <Piece as kernel::Word>::from_word(word)
    }

    /// Whether the vault keeps it as the person says it.
    pub fn is_kept(self) -> bool {
        self != Piece::Other
    }
}

/// A message of a request.
pub struct Message {
    /// Its id.
    pub id: RecordId,
    /// Whoever wrote it.
    pub author: String,
    /// When.
    pub at: At,
    /// What.
    pub words: Text,
}

/// Seals what somebody wrote.
pub(super) fn say(tx: &mut Tx<'_>, request: &Request, author: &str, what: &str) -> Answer<()> {
    let what = what.trim();
    if what.is_empty() {
        return Err(PrivacyRefusal::Empty { item: "message".to_owned() }.into());
    }
    if what.chars().count() > MOST {
        let most = i64::try_from(MOST).unwrap_or(i64::MAX);
        return Err(PrivacyRefusal::TooLong { item: "message".to_owned(), most }.into());
    }
    if looks_like_a_card(what) {
        return Err(PrivacyRefusal::CardNumber.into());
    }
    let id: RecordId = tx.new_id();
    tx.run_one(store::NEW_MESSAGE, (id, request.id, author, tx.now(), 1))?;
    seal(tx, request, &id.to_string(), &[what])
}

fn seal(tx: &mut Tx<'_>, request: &Request, item: &str, parts: &[&str]) -> Answer<()> {
    let place = request.id.to_string();
    vault::keep_packed(tx, request.held_by, CLASS, item, &place, &pack(parts))
}

/// The questions and answers of a request, oldest first. Anyone but the person leaves a row in the
/// log.
pub fn thread(tx: &mut Tx<'_>, who: &Opener, request: &Request) -> Answer<Vec<Message>> {
    let rows: Vec<MessageRow> = tx.all(store::MESSAGES, (request.id,))?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let place = request.id.to_string();
    tx.open_at::<RequestWords>(who, request.held_by, &place)?;
    let pieces = pieces(tx, request)?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let item = row.id.to_string();
        let Some(words) = pieces.iter().find(|piece| piece.0 == item) else { continue };
        let words = Text::new(words.1.first().map_or("", String::as_str));
        all.push(Message { id: row.id, author: row.author, at: row.at, words });
    }
    Ok(all)
}

fn pieces(tx: &mut Tx<'_>, request: &Request) -> Answer<Vec<(String, Vec<String>)>> {
    let place = request.id.to_string();
    let sealed: Vec<Sealed> =
        tx.all(crate::store::PIECES_AT, (request.held_by, CLASS.code(), place.as_str()))?;
    let mut all = Vec::with_capacity(sealed.len());
    for piece in sealed {
        all.push((piece.item.clone(), opened(tx, &piece, CLASS)?));
    }
    Ok(all)
}

/// The parts of a sealed piece.
pub(super) fn opened(tx: &Tx<'_>, piece: &Sealed, class: RetentionClass) -> Answer<Vec<String>> {
    let key = warm_key(tx, piece.slot)?.ok_or(PrivacyRefusal::Erased)?;
    let bytes = piece.open(&key, class)?;
    let broken = || kernel::Fault::new("a sealed piece is not what it was kept as");
    let parts = unpack(&bytes).ok_or_else(broken)?;
    Ok(parts.into_iter().map(str::to_owned).collect())
}

/// Keeps the address that a request's letters go to, for the request alone.
pub fn set_mail(tx: &mut Tx<'_>, request: &Request, address: &str) -> Answer<()> {
    let email = Email { address: Text::new(address) };
    vault::keep(tx, request.held_by, CLASS, &request.id.to_string(), &email)
}

/// Keeps the member's own address for the request, too: it outlives the account by the answer.
pub(super) fn keep_own_mail(tx: &mut Tx<'_>, request: &Request) -> Answer<()> {
    let own = vault::piece::<Email>(tx, request.member, RetentionClass::Account, "")?;
    match own {
        Some(email) => set_mail(tx, request, email.address.as_str()),
        None => Ok(()),
    }
}

/// What the address of the person an agent acts for is kept as.
const ACTED_FOR: &str = "acted_for";

/// Keeps the address of the person that an agent acts for, sealed with the request.
pub fn set_acted_for(tx: &mut Tx<'_>, request: &Request, address: &str) -> Answer<()> {
    seal(tx, request, ACTED_FOR, &[address])
}

/// The address that leads to whom a request is about. An agent's own leads to the agent: theirs is
/// the one they named.
pub(super) fn address_of(tx: &mut Tx<'_>, request: &Request) -> Answer<Option<Text>> {
    if request.agent.is_some() {
        let named = pieces(tx, request)?.into_iter().find(|piece| piece.0 == ACTED_FOR);
        return Ok(named.and_then(|piece| piece.1.first().map(|address| Text::new(address))));
    }
    let email = if request.is_own() {
        vault::piece::<Email>(tx, request.member, RetentionClass::Account, "")?
    } else {
        vault::piece::<Email>(tx, request.held_by, CLASS, &request.id.to_string())?
    };
    Ok(email.map(|email| email.address))
}

/// Whom that address leads to, where its owner is known to the house: by an account, and as
/// somebody who wrote to the desk without one.
pub fn leads_to(tx: &mut Tx<'_>, request: &Request) -> Answer<Vec<MemberId>> {
    let Some(address) = address_of(tx, request)? else { return Ok(Vec::new()) };
    let account = vault::find(tx, Indexed::Email, &address)?;
    let asker = vault::find(tx, Indexed::Asker, &address)?;
    Ok(account.into_iter().chain(asker).collect())
}

/// Everybody in the house whom a request is about: the person it was decided for, and the one the
/// same address led to when they wrote to the desk without their account.
pub fn persons_of(tx: &mut Tx<'_>, request: &Request) -> Answer<Vec<MemberId>> {
    let mut all = vec![request.member];
    if let Some(address) = address_of(tx, request)? {
        let asker = vault::find(tx, Indexed::Asker, &address)?;
        all.extend(asker.filter(|asker| *asker != request.member));
    }
    Ok(all)
}

/// The first place that is free among those which requests of one address and right may take;
/// `None` when all are taken by requests that are alive.
pub(super) fn free_place(
    tx: &mut Tx<'_>,
    right: Right,
    mail: &str,
    acted_for: Option<&str>,
    most: usize,
) -> Answer<Option<Text>> {
    for n in 0..most {
        let place = Text::new(&format!("{n}\n{mail}\n{}", acted_for.unwrap_or_default()));
        if vault::find(tx, Indexed::Request(right), &place)?.is_none() {
            return Ok(Some(place));
        }
    }
    Ok(None)
}

/// A request takes a place.
pub(super) fn take_place(tx: &mut Tx<'_>, request: &Request, place: &Text) -> Answer<()> {
    vault::index(tx, Indexed::Request(request.right()), place, request.held_by).map(|_| ())
}

/// A letter to a request's address came back.
pub(super) fn bounced(tx: &mut Tx<'_>, request: &Request) -> Answer<()> {
    match vault::piece::<Email>(tx, request.held_by, CLASS, &request.id.to_string())? {
        Some(email) => {
            vault::index(tx, Indexed::Bounced, &email.address, request.held_by).map(|_| ())
        }
        None => Ok(()),
    }
}

/// Whether a letter to this address came back, of a request that is still alive.
pub(super) fn is_unreachable(tx: &mut Tx<'_>, mail: &str) -> Answer<bool> {
    Ok(vault::find(tx, Indexed::Bounced, &Text::new(mail))?.is_some())
}

/// A request is over: its address is counted no longer.
pub(super) fn leads_nowhere(tx: &mut Tx<'_>, request: &Request) -> Answer<()> {
    if request.is_own() {
        return Ok(());
    }
    vault::unindex(tx, Indexed::Request(request.right()), request.held_by)?;
    vault::unindex(tx, Indexed::Bounced, request.held_by)
}

/// Whether nothing was written with it.
pub(super) fn is_wordless(tx: &mut Tx<'_>, request: &Request) -> Answer<bool> {
    let rows: Vec<MessageRow> = tx.all(store::MESSAGES, (request.id,))?;
    Ok(rows.is_empty())
}

/// Takes a correction over: the old value is sealed for the record, the new one takes its place.
/// False where nothing of the kind is kept of somebody without an account.
pub(super) fn correct(tx: &mut Tx<'_>, request: &Request, piece: Piece) -> Answer<bool> {
    let rows: Vec<MessageRow> = tx.all(store::MESSAGES, (request.id,))?;
    let first = rows.first().map(|row| row.id.to_string()).unwrap_or_default();
    let said = pieces(tx, request)?.into_iter().find(|one| one.0 == first);
    let new = said.and_then(|one| one.1.into_iter().next()).unwrap_or_default();
    let account = RetentionClass::Account;
    if vault::piece::<Handle>(tx, request.member, account, "")?.is_none() {
        let is_name = matches!(piece, Piece::Given | Piece::Family | Piece::Latin);
        let old = match is_name {
            true => Upstairs::of(tx).rename(tx, request.member, &request.id.to_string(), &new)?,
            false => None,
        };
        let Some(old) = old else { return Ok(false) };
        return seal(tx, request, "old", &[old.as_str()]).map(|()| true);
    }
    let put = match piece {
        Piece::Given | Piece::Family | Piece::Latin => correct_name(tx, request, piece, &new),
        Piece::Birthday => put(tx, request, &Birthday { day: Text::new(&new) }),
        Piece::Phone => put(tx, request, &Phone { number: Text::new(&new) }),
        Piece::Sex => put(tx, request, &Sex { word: Text::new(&new) }),
        Piece::Other => Ok(()),
    };
    put.map(|()| true)
}

fn correct_name(tx: &mut Tx<'_>, request: &Request, piece: Piece, new: &str) -> Answer<()> {
    let kept = vault::piece::<Name>(tx, request.member, RetentionClass::Account, "")?;
    let empty = || Name { given: Text::new(""), family: Text::new(""), latin: Text::new("") };
    let old = kept.unwrap_or_else(empty);
    let part = |which: Piece, was: &Text| {
        if which == piece { Text::new(new) } else { Text::new(was.as_str()) }
    };
    let name = Name {
        given: part(Piece::Given, &old.given),
        family: part(Piece::Family, &old.family),
        latin: part(Piece::Latin, &old.latin),
    };
    put(tx, request, &name)
}

fn put<K: Kept + crate::values::Shown>(tx: &mut Tx<'_>, request: &Request, new: &K) -> Answer<()> {
    let account = RetentionClass::Account;
    if let Some(old) = vault::piece::<K>(tx, request.member, account, "")? {
        seal(tx, request, "old", &old.parts())?;
    }
    vault::keep(tx, request.member, account, "", new)
}
