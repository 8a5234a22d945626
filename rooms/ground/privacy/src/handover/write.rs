use std::io::Write;

use db::{Answer, Db, Tx};
use kernel::{At, Fault, HandoverId, Id as _, MemberId, RecordId};
use policy::{RetentionClass, Route};

use super::{Beside, Chain, FIRST, HANDED, TransferKey, bound, word};
use crate::choices::made_by;
use crate::disclose::given_of;
use crate::keyring::{Keyring, hex};
use crate::log::{Kind, Note, latest_checkpoint};
use crate::ordered::hushed;
use crate::person::Person;
use crate::running::RunningPolicy;
use crate::vault::{Sealed, warm_key};
use crate::{choices, origin, retention, store};

/// A handover to a successor, agreed to by two.
pub struct Sending<'s> {
    /// Which.
    pub id: HandoverId,
    /// To whom.
    pub to: &'s str,
    /// What seals it.
    pub key: &'s TransferKey,
    /// What the rooms above know of each.
    pub beside: Beside,
}

/// Writes everybody of this business into a file; how many. Written again after a crash, it is the
/// same handover, and nobody's record says it twice.
pub fn write(db: &Db, sending: &Sending<'_>, out: &mut impl Write) -> Answer<usize> {
    let mut book = Book { chain: Chain::new(), out };
    let head = db.read_now("privacy.handover_head", head)?;
    book.put(&head)?;
    let (mut after, mut people) = (MemberId::from_bits(0), 0);
    loop {
        let from = after;
        let some: Vec<(MemberId,)> = db.read_now("privacy.handover_people", move |tx| {
            tx.all(store::PEOPLE_AFTER, (from, 200))
        })?;
        let Some(last) = some.last() else { break };
        after = last.0;
        for (member,) in some {
            let (id, to, beside) = (sending.id, sending.to.to_owned(), sending.beside);
            let cipher = std::sync::Arc::new(sending.key.cipher()?);
            let act = move |tx: &mut Tx<'_>| one(tx, id, &to, member, &cipher, beside);
            if let Some(lines) = db.write_now("privacy.hand_over", choices::lock(), act)? {
                book.put(&lines)?;
                people += 1;
            }
        }
    }
    let end = format!("end {people}");
    book.put(std::slice::from_ref(&end))?;
    let sign = format!("sign {}\n", sending.key.sign(&book.chain.0));
    book.out.write_all(sign.as_bytes()).map_err(unwritten)?;
    book.out.flush().map_err(unwritten)?;
    Ok(people)
}

fn unwritten(error: std::io::Error) -> Fault {
    Fault::new(format!("the handover cannot be written: {error}"))
}

struct Book<'o, W: Write> {
    chain: Chain,
    out: &'o mut W,
}

impl<W: Write> Book<'_, W> {
    fn put(&mut self, lines: &[String]) -> Answer<()> {
        for line in lines {
            self.chain.add(line);
            self.out.write_all(line.as_bytes()).map_err(unwritten)?;
            self.out.write_all(b"\n").map_err(unwritten)?;
        }
        Ok(())
    }
}

fn head(tx: &mut Tx<'_>) -> Answer<Vec<String>> {
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    let policy = running.policy();
    let house = tx.plugged::<Keyring>()?.origin().to_owned();
    let mut lines = vec![
        FIRST.to_owned(),
        format!("house {house}"),
        format!("operator {}", policy.operator.name),
        format!("policy {} {}", running.hash(), policy.version),
        format!("at {}", tx.now()),
    ];
    lines.extend(policy.canonical().lines().map(|line| format!("line {line}")));
    lines.extend(
        origin::uses(policy)
            .into_iter()
            .map(|one| format!("use {} {} {}", one.purpose, word(&one.party), word(&one.fields))),
    );
    if let Some(note) = latest_checkpoint(tx)? {
        lines.push(format!("checkpoint {}", hex(note.as_bytes())));
    }
    Ok(lines)
}

// One person, in one transaction: what is kept of them, and that it was handed over.
fn one(
    tx: &mut Tx<'_>,
    id: HandoverId,
    to: &str,
    member: MemberId,
    cipher: &crate::keyring::Key,
    beside: Beside,
) -> Answer<Option<Vec<String>>> {
    let person = Person::load(tx, member)?;
    if person.erased_at.is_some() {
        return Ok(None);
    }
    let Some(beside) = beside(tx, member)? else { return Ok(None) };
    let laws = person.laws.as_deref().unwrap_or("").replace(' ', ",");
    let stopped = person.stopped_at.map_or_else(|| "-".to_owned(), |at| at.to_string());
    let mut lines = vec![format!("person {member} {} {stopped}", word(&laws))];
    lines.extend(beside.iter().map(|(name, value)| format!("beside {name} {value}")));
    addresses(tx, member, &mut lines)?;
    chosen(tx, member, &mut lines)?;
    pieces(tx, member, cipher, &mut lines)?;
    for given in given_of(tx, member, i64::MAX)? {
        let at = given.given_at;
        lines.push(format!("given {} {} {} {at}", given.id, given.recipient, given.route));
    }
    for clock in retention::clocks_of(tx, member)? {
        let (place, since, due) = (word(&clock.place), clock.started_at, clock.due_at);
        lines.push(format!("clock {} {place} {since} {due}", clock.class));
    }
    let new: Option<(MemberId,)> = tx.maybe(HANDED, (id, member, tx.now()))?;
    if new.is_some() {
        on_record(tx, id, to, member)?;
    }
    Ok(Some(lines))
}

fn addresses(tx: &mut Tx<'_>, member: MemberId, lines: &mut Vec<String>) -> Answer<()> {
    type Row = (kernel::AddressId, At, Option<At>);
    for (id, made_at, default_at) in tx.all::<Row>(store::ADDRESSES, (member,))? {
        let default = default_at.map_or_else(|| "-".to_owned(), |at| at.to_string());
        lines.push(format!("address {id} {made_at} {default}"));
    }
    Ok(())
}

fn chosen(tx: &mut Tx<'_>, member: MemberId, lines: &mut Vec<String>) -> Answer<()> {
    for made in made_by(tx, member)? {
        let on = if made.on { "on" } else { "off" };
        lines.push(format!(
            "choice {} {} {on} {} {} {} {}",
            made.choice, made.kind, made.at, made.policy, made.by, made.shown
        ));
        let text: Option<(String, String)> = tx.maybe(store::CHOICE_TEXT, (&made.shown,))?;
        if let Some((lang, words)) = text {
            lines.push(format!("text {} {lang} {}", made.shown, hex(words.as_bytes())));
        }
    }
    Ok(())
}

fn pieces(
    tx: &mut Tx<'_>,
    member: MemberId,
    cipher: &crate::keyring::Key,
    lines: &mut Vec<String>,
) -> Answer<()> {
    let hushed = hushed(tx, member)?;
    let keys: Vec<(String, i64)> = tx.all(store::KEYS_OF, (member,))?;
    for class in keys.iter().filter_map(|(class, _)| RetentionClass::parse(class)) {
        let sealed: Vec<Sealed> = tx.all(store::PIECES, (member, class.code()))?;
        for piece in sealed.iter().filter(|piece| !hushed.contains(&piece.place)) {
            let Some(key) = warm_key(tx, piece.slot)? else { continue };
            let plain = piece.open(&key, class)?;
            let bound = bound(member, class, &piece.item, &piece.place);
            let anew = hex(&cipher.seal(&bound, &plain)?);
            lines.push(format!(
                "piece {} {} {} {anew}",
                class.code(),
                piece.item,
                word(&piece.place)
            ));
        }
    }
    Ok(())
}

// At home the successor is no third party (APPI Art 27(5)(ii)): a line of the ledger, and no
// record.
fn on_record(tx: &mut Tx<'_>, id: HandoverId, to: &str, member: MemberId) -> Answer<()> {
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    let entry = Note::new(Kind::Disclosed)
        .line("policy", running.hash())
        .line("recipient", "successor")
        .line("case", policy::Provision::Succession)
        .line("route", Route::Succession)
        .line("handover", id)
        .line("why", to)
        .of(member)
        .write(tx)?;
    let given: RecordId = tx.new_id();
    let route = Route::Succession.code();
    tx.put(store::NEW_DISCLOSURE, (given, member, entry, "successor", route, tx.now()))?;
    let (class, place) = (RetentionClass::Provision, given.to_string());
    retention::starts(tx, member, class, &place, tx.now()).map(|_| ())
}
