use db::{Answer, Db, Tx};
use kernel::{AddressId, At, HandoverId, Id as _, MemberId, RecordId};
use policy::{ChoiceKind, RetentionClass};

use super::{Adopt, Chain, FIRST, HANDED, TransferKey, bound, unhex_all, unword};
use crate::keyring::{Key, mac};
use crate::log::{Kind, Note};
use crate::origin::{self, Origin, Use};
use crate::person::register;
use crate::refusals::PrivacyRefusal;
use crate::running::RunningPolicy;
use crate::values::{Email, Handle, Kept, SocialAccount, Text, unpack};
use crate::vault::{self, Indexed};
use crate::{choices, store};

/// A handover from a predecessor: who gives it and how they came by it is on record before anything
/// is taken (APPI Art 30).
pub struct Receiving<'r> {
    /// Which.
    pub id: HandoverId,
    /// Who gives it: name, address, representative.
    pub giver: &'r str,
    /// How they came by it, and on which agreement it is given.
    pub how: &'r str,
    /// What it is sealed with.
    pub key: &'r TransferKey,
    /// Gives each their account.
    pub adopt: Adopt,
}

/// What became of the people in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Received {
    /// The policy that binds them until they agree to this house's.
    pub policy: String,
    /// Taken over now.
    pub taken: usize,
    /// Here already, from this file.
    pub before: usize,
    /// Left out: somebody with their e-mail address is a member here already. Their ids there.
    pub known: Vec<String>,
}

struct File<'f> {
    origin: Origin,
    lines: String,
    uses: Vec<Use>,
    people: Vec<(MemberId, Vec<&'f str>)>,
}

fn broken(what: impl Into<String>) -> PrivacyRefusal {
    PrivacyRefusal::HandoverBroken { what: what.into() }
}

/// Takes the people of a file over, one by one: after a crash it goes on where it was. What was
/// changed on the way, or is not whole, is refused before anybody is taken.
pub fn read(db: &Db, receiving: &Receiving<'_>, text: &str) -> Answer<Received> {
    if receiving.giver.trim().is_empty() || receiving.how.trim().is_empty() {
        return Err(PrivacyRefusal::NoProvenance.into());
    }
    let file = parsed(text, receiving.key)?;
    let (origin, lines, uses) = (file.origin.clone(), file.lines, file.uses);
    db.write_now("privacy.origin", db::Lock::none(), move |tx| {
        origin::note(tx, &origin, &lines, &uses)
    })?;
    let mut received = Received { policy: file.origin.hash.clone(), ..Received::default() };
    for (member, lines) in file.people {
        let owned: Vec<String> = lines.into_iter().map(str::to_owned).collect();
        let (id, giver, how) = (receiving.id, receiving.giver.to_owned(), receiving.how.to_owned());
        let (hash, adopt) = (file.origin.hash.clone(), receiving.adopt);
        let cipher = std::sync::Arc::new(receiving.key.cipher()?);
        let act = move |tx: &mut Tx<'_>| {
            let from = Source { id, giver: &giver, how: &how, origin: &hash };
            one(tx, &from, member, &owned, &cipher, adopt)
        };
        match db.write_now("privacy.take_over", choices::lock(), act)? {
            Became::Taken => received.taken += 1,
            Became::Before => received.before += 1,
            Became::Known => received.known.push(member.to_string()),
        }
    }
    Ok(received)
}

fn parsed<'f>(text: &'f str, key: &TransferKey) -> Result<File<'f>, PrivacyRefusal> {
    let (mut chain, mut count, mut signed) = (Chain::new(), None, false);
    let mut origin = Origin { hash: String::new(), house: String::new(), version: String::new() };
    let mut file =
        File { origin: origin.clone(), lines: String::new(), uses: vec![], people: vec![] };
    for (n, line) in text.lines().enumerate() {
        let at = || broken(format!("line {}", n + 1));
        if signed || (n == 0 && line != FIRST) {
            return Err(at());
        }
        let (what, rest) = line.split_once(' ').ok_or_else(at)?;
        if what == "sign" {
            let right = mac(&key.part("daiko handover sign"), &[&chain.0]);
            signed = unhex_all(rest).is_some_and(|given| given == right);
            if !signed {
                return Err(broken("its signature: it was changed, or the key is another"));
            }
            continue;
        }
        chain.add(line);
        let words: Vec<&str> = rest.split(' ').collect();
        match (what, &words[..]) {
            ("operator", _) => rest.clone_into(&mut origin.house),
            ("policy", [hash, version]) => {
                (*hash).clone_into(&mut origin.hash);
                (*version).clone_into(&mut origin.version);
            }
            ("line", _) => file.lines.push_str(&format!("{rest}\n")),
            ("use", [purpose, party, fields]) => file.uses.push(Use {
                purpose: (*purpose).to_owned(),
                party: unword(party).to_owned(),
                fields: unword(fields).to_owned(),
            }),
            ("end", [people]) => count = people.parse().ok(),
            ("person", [id, ..]) => {
                file.people.push((MemberId::parse(id).ok_or_else(at)?, vec![line]));
            }
            ("daiko" | "house" | "at" | "checkpoint", _) => {}
            _ => file.people.last_mut().ok_or_else(at)?.1.push(line),
        }
    }
    file.origin = origin;
    let whole = signed && count == Some(file.people.len()) && !file.origin.hash.is_empty();
    if whole { Ok(file) } else { Err(broken("its end: it is cut short")) }
}

enum Became {
    Taken,
    Before,
    Known,
}

struct Source<'f> {
    id: HandoverId,
    giver: &'f str,
    how: &'f str,
    origin: &'f str,
}

fn one(
    tx: &mut Tx<'_>,
    from: &Source<'_>,
    member: MemberId,
    lines: &[String],
    cipher: &Key,
    adopt: Adopt,
) -> Answer<Became> {
    let here: Option<crate::person::Person> = tx.maybe(store::PERSON, (member,))?;
    if here.is_some() {
        return Ok(Became::Before);
    }
    let opened = open_all(member, lines, cipher)?;
    let mail = opened.iter().find(|piece| piece.is_own(<Email as Kept>::ITEM));
    if let Some(mail) = mail {
        let address = Text::new(mail.first());
        if vault::find(tx, Indexed::Email, &address)?.is_some() {
            return Ok(Became::Known);
        }
    }
    register(tx, member)?;
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    let entry = Note::new(Kind::Received)
        .line("policy", running.hash())
        .line("origin", from.origin)
        .line("handover", from.id)
        .line("giver", from.giver)
        .line("how", from.how)
        .of(member)
        .write(tx)?;
    let _: Option<(MemberId,)> = tx.maybe(HANDED, (from.id, member, tx.now()))?;
    for piece in &opened {
        vault::keep_packed(tx, member, piece.class, &piece.item, &piece.place, &piece.plain)?;
    }
    found_by(tx, member, &opened)?;
    let beside = rows(tx, member, lines, entry)?;
    origin::bind(tx, member, Some(from.origin))?;
    adopt(tx, member, &beside)?;
    Ok(Became::Taken)
}

struct Piece {
    class: RetentionClass,
    item: String,
    place: String,
    plain: zeroize::Zeroizing<Vec<u8>>,
}

impl Piece {
    fn is_own(&self, item: &str) -> bool {
        self.class == RetentionClass::Account && self.place.is_empty() && self.item == item
    }
    fn first(&self) -> &str {
        unpack(&self.plain).and_then(|parts| parts.first().copied()).unwrap_or("")
    }
}

fn open_all(
    member: MemberId,
    lines: &[String],
    cipher: &Key,
) -> Result<Vec<Piece>, PrivacyRefusal> {
    let mut all = Vec::new();
    for line in lines {
        let words: Vec<&str> = line.split(' ').collect();
        let ["piece", class, item, place, sealed] = words[..] else { continue };
        let no = || broken(format!("a piece of {member}"));
        let class = RetentionClass::parse(class).ok_or_else(no)?;
        let place = unword(place);
        let sealed = unhex_all(sealed).ok_or_else(no)?;
        let plain = cipher.open(&bound(member, class, item, place), &sealed).ok_or_else(no)?;
        let (item, place) = (item.to_owned(), place.to_owned());
        all.push(Piece { class, item, place, plain });
    }
    Ok(all)
}

// What they are found by. A handle that somebody has here already gets the end of their id behind
// it.
fn found_by(tx: &mut Tx<'_>, member: MemberId, opened: &[Piece]) -> Answer<()> {
    for piece in opened.iter().filter(|piece| piece.class == RetentionClass::Account) {
        if piece.is_own(<Email as Kept>::ITEM) {
            vault::index(tx, Indexed::Email, &Text::new(piece.first()), member)?;
        } else if piece.is_own(<Handle as Kept>::ITEM) {
            let handle = Text::new(piece.first());
            if !vault::index(tx, Indexed::Handle, &handle, member)? {
                let id = member.to_string();
                let end = id.get(id.len().saturating_sub(6)..).unwrap_or("");
                let other = Handle { handle: Text::new(&format!("{}-{end}", handle.as_str())) };
                vault::keep(tx, member, RetentionClass::Account, "", &other)?;
                vault::index(tx, Indexed::Handle, &other.handle, member)?;
            }
        } else if piece.item == <SocialAccount as Kept>::ITEM {
            let parts = unpack(&piece.plain).unwrap_or_default();
            if let [provider, subject, ..] = parts[..] {
                vault::index_social(tx, &Text::new(provider), &Text::new(subject), member)?;
            }
        }
    }
    Ok(())
}

fn instant(text: &str) -> Result<At, PrivacyRefusal> {
    At::parse(text).ok_or_else(|| broken("an instant"))
}

struct Chosen<'l> {
    code: &'l str,
    is_on: bool,
    at: &'l str,
    policy: &'l str,
    by: &'l str,
    shown: &'l str,
}

// What they once chose, with the instant and the policy of then.
fn chose(tx: &mut Tx<'_>, member: MemberId, kind: &str, it: &Chosen<'_>) -> Answer<ChoiceKind> {
    let kind = ChoiceKind::parse(kind).ok_or_else(|| broken("a choice"))?;
    let entry = Note::new(Kind::Chosen)
        .line("policy", it.policy)
        .line("choice", it.code)
        .line("as", kind)
        .line("on", if it.is_on { "yes" } else { "no" })
        .line("shown", it.shown)
        .line("by", it.by)
        .line("made", it.at)
        .of(member)
        .write(tx)?;
    let (on, at) = (i64::from(it.is_on), instant(it.at)?);
    let made = (entry, member, it.code, kind.code(), on, at, it.shown, it.policy, it.by);
    tx.put(store::NEW_CHOICE, made)?;
    Ok(kind)
}

// Who had stopped all use there has stopped it here, from now on, by an entry of this house's log.
fn stopped_there(tx: &mut Tx<'_>, member: MemberId, since: At) -> Answer<()> {
    tx.run_one(store::SET_STOPPED, (Some(tx.now()), member))?;
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    Note::new(Kind::Stopped)
        .line("policy", running.hash())
        .line("use", "stopped")
        .line("made", since)
        .of(member)
        .write(tx)
        .map(|_| ())
}

// The rows beside the pieces; what the rooms above had said is the answer.
fn rows(
    tx: &mut Tx<'_>,
    member: MemberId,
    lines: &[String],
    entry: RecordId,
) -> Answer<Vec<(String, String)>> {
    let (mut beside, mut on) = (Vec::new(), std::collections::BTreeMap::new());
    for line in lines {
        let words: Vec<&str> = line.split(' ').collect();
        match words[..] {
            ["person", _, laws, stopped] => {
                if laws != "-" {
                    tx.run_one(store::SET_LAWS, (laws.replace(',', " "), member))?;
                }
                if stopped != "-" {
                    stopped_there(tx, member, instant(stopped)?)?;
                }
            }
            ["beside", name, value] => beside.push((name.to_owned(), value.to_owned())),
            ["address", id, made, default] => {
                let id = AddressId::parse(id).ok_or_else(|| broken("an address"))?;
                let default = if default == "-" { None } else { Some(instant(default)?) };
                tx.put(store::NEW_ADDRESS, (id, member, instant(made)?, default))?;
            }
            ["text", shown, lang, words] => {
                let words = unhex_all(words).and_then(|bytes| String::from_utf8(bytes).ok());
                let words = words.ok_or_else(|| broken("the words of a choice"))?;
                tx.put(store::NEW_CHOICE_TEXT, (shown, lang, words))?;
            }
            ["choice", code, kind, is_on, at, policy, by, shown] => {
                let chosen = Chosen { code, is_on: is_on == "on", at, policy, by, shown };
                let kind = chose(tx, member, kind, &chosen)?;
                on.insert(format!("{kind}:{code}"), chosen.is_on);
            }
            ["given", id, recipient, route, at] => {
                let id = RecordId::parse(id).ok_or_else(|| broken("a record"))?;
                let row = (id, member, entry, recipient, route, instant(at)?);
                tx.put(store::NEW_DISCLOSURE, row)?;
            }
            ["clock", class, place, since, due] => {
                let row = (member, class, unword(place), instant(since)?, instant(due)?);
                tx.run_one(store::START_CLOCK, row)?;
            }
            _ => {}
        }
    }
    let chosen: Vec<String> = on.into_iter().filter(|(_, on)| *on).map(|(word, _)| word).collect();
    tx.run_one(store::SET_CHOICES, (chosen.join(" "), member))?;
    Ok(beside)
}
