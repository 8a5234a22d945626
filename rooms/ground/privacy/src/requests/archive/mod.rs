//! The archive of a person: everything the registry knows of them, as a page that opens without a
//! network, as JSON and as CSV, with purposes, recipients, dates of retention, and the records of
//! provision with their proofs.
//!
//! It is made while it is taken, a file and a table at a time: nothing of it lies anywhere.

mod facts;
mod forms;
mod page;
mod sent;

use std::collections::BTreeSet;
use std::sync::Arc;

use db::{Answer, Db, Held, Holding, Tx, Value};
use kernel::{At, Fault, MemberId};
use policy::{Lang, RetentionClass};

use self::facts::{Facts, facts, parts_of};
use self::forms::{csv, json};
use self::page::{TABLES, page, section};
use super::words::opened;
use super::zip::{TooBig, Zip};
use crate::keyring::Keyring;
use crate::log;
use crate::open::{OpenViews as _, Opener};
use crate::ordered::hushed;
use crate::record::acts_on;
use crate::registry::{Registry, Taken};
use crate::store;
use crate::vault::Sealed;

crate::personal_view! {
    /// Everything that is kept of somebody, when they ask for it.
    pub struct Everything: Purpose::Rights, by [Member, PrivacyOfficer, System], to [],
        uses [
            Handle, AccountId, GivenName, FamilyName, LatinName, AddressLines, City, Region,
            PostalCode, Country, Birthday, Sex, Phone, Email, CardBrand, CardLastFour,
            PaymentToken, Bids, Orders, Parcels, Payments, Points, SocialProvider, SocialSubject,
            SocialHandle,
        ] {}
}

/// How many openings are proved in the archive itself; each other can be proved on its page.
const PROOFS: i64 = 2_000;

/// Where the archive goes, a piece at a time.
pub type To<'t> = &'t mut dyn FnMut(Vec<u8>) -> Answer<()>;

/// Writes the archive of a person into `to`; of several, where the house knows one by more than one
/// id. True when anything is held.
pub fn write(
    db: &Db,
    who: &Opener,
    persons: &[MemberId],
    lang: Lang,
    mut to: impl FnMut(Vec<u8>) -> Answer<()>,
) -> Answer<bool> {
    let (opener, all) = (who.clone(), persons.to_vec());
    // Anyone but the person is on record before a byte is read.
    db.write_now("privacy.archive", crate::choices::lock(), move |tx| {
        all.iter().try_for_each(|person| tx.open::<Everything>(&opener, *person).map(|_| ()))
    })?;
    let mut book = Book { zip: Zip::default(), held: 0, names: Vec::new(), to: &mut to };
    let files = sent::write(db, persons, &mut book)?;
    let source = Source::of(db, persons, files)?;
    source.tables(&mut |taken| book.table(taken))?;
    let all = persons.to_vec();
    let proofs = db.read_now("privacy.archive_proofs", move |tx| proofs(tx, &all))?;
    for (name, text) in &proofs {
        book.put(name, text.as_bytes())?;
    }
    let all = persons.to_vec();
    let facts = db.read_now("privacy.archive_facts", move |tx| facts(tx, &all, lang))?;
    book.put("how-it-is-used.json", facts.json.as_bytes())?;
    book.page(&source, &facts, lang, db.now())?;
    let held = book.held > 0;
    (book.to)(book.zip.end().map_err(too_big)?)?;
    Ok(held)
}

fn too_big(_: TooBig) -> kernel::Refused {
    Fault::new("an archive of four gigabytes and more").into()
}

/// So many bytes go out at a time.
const PART: usize = 64 << 10;

struct Book<'t> {
    zip: Zip,
    held: usize,
    names: Vec<String>,
    to: To<'t>,
}

impl Book<'_> {
    fn begin(&mut self, name: &str) -> Answer<()> {
        self.names.push(name.to_owned());
        (self.to)(self.zip.begin(name).map_err(too_big)?)
    }

    fn part(&mut self, body: &[u8]) -> Answer<()> {
        for some in body.chunks(PART) {
            self.zip.part(some);
            (self.to)(some.to_vec())?;
        }
        Ok(())
    }

    fn finish(&mut self) -> Answer<()> {
        (self.to)(self.zip.finish().map_err(too_big)?)
    }

    fn put(&mut self, name: &str, body: &[u8]) -> Answer<()> {
        self.names.push(name.to_owned());
        (self.to)(self.zip.file(name, body).map_err(too_big)?)?;
        body.chunks(PART).try_for_each(|some| (self.to)(some.to_vec()))
    }

    // A table without a row of theirs is not in it: nothing is held there.
    fn table(&mut self, taken: &Taken) -> Answer<()> {
        if taken.rows.is_empty() {
            return Ok(());
        }
        self.held += taken.rows.len();
        self.put(&format!("json/{}.json", taken.table), json(taken).as_bytes())?;
        self.put(&format!("csv/{}.csv", taken.table), csv(taken).as_bytes())
    }

    // The tables are read once more for the page: all of them at once would be held in memory.
    fn page(&mut self, source: &Source<'_>, facts: &Facts, lang: Lang, now: At) -> Answer<()> {
        let page = page(self, facts, &source.persons, lang, now).into_string();
        let (head, foot) = page.split_once(TABLES).unwrap_or((page.as_str(), ""));
        self.begin("index.html")?;
        self.part(head.as_bytes())?;
        source.tables(&mut |taken| match taken.rows.is_empty() {
            true => Ok(()),
            false => self.part(section(taken).into_string().as_bytes()),
        })?;
        self.part(foot.as_bytes())?;
        self.finish()
    }
}

/// Where the tables of an archive come from.
struct Source<'d> {
    db: &'d Db,
    persons: Vec<MemberId>,
    registry: Arc<Registry>,
    ids: BTreeSet<String>,
    files: Vec<Vec<Value>>,
}

impl Source<'_> {
    fn of<'d>(db: &'d Db, persons: &[MemberId], files: Vec<Vec<Value>>) -> Answer<Source<'d>> {
        let missing = || Fault::new("the registry is not plugged in");
        let registry = db.plugs().get::<Registry>().ok_or_else(missing)?;
        let registry = Arc::new(registry.clone());
        let (known, all) = (Arc::clone(&registry), persons.to_vec());
        let ids = db.read_now("privacy.archive_ids", move |tx| {
            let mut ids: BTreeSet<String> = all.iter().map(MemberId::to_string).collect();
            for person in &all {
                ids.append(&mut known.ids_of(tx, *person)?);
            }
            Ok(ids)
        })?;
        Ok(Source { db, persons: persons.to_vec(), registry, ids, files })
    }

    // One after the other: what lies sealed, then each table of the registry.
    fn tables(&self, each: &mut dyn FnMut(&Taken) -> Answer<()>) -> Answer<()> {
        let persons = self.persons.clone();
        let mut sealed = self.db.read_now("privacy.archive_sealed", move |tx| {
            let mut rows = Vec::new();
            for person in &persons {
                rows.append(&mut pieces(tx, *person)?);
            }
            Ok(Taken { table: "personal", columns: COLUMNS.to_vec(), rows })
        })?;
        sealed.rows.extend(self.files.iter().cloned());
        each(&sealed)?;
        drop(sealed);
        for holding in self.registry.tables.clone() {
            let (persons, ids) = (self.persons.clone(), self.ids.clone());
            let taken = self.db.read_now("privacy.archive_table", move |tx| {
                taken_of_all(tx, &holding, &persons, &ids)
            })?;
            if let Some(taken) = taken {
                each(&taken)?;
            }
        }
        Ok(())
    }
}

fn taken_of_all(
    tx: &mut Tx<'_>,
    holding: &Holding,
    persons: &[MemberId],
    ids: &BTreeSet<String>,
) -> Answer<Option<Taken>> {
    // What waits is found by all the ids at once.
    let once = matches!(holding.held, Held::Waiting { .. });
    let mut all: Option<Taken> = None;
    for person in persons.iter().take(if once { 1 } else { persons.len() }) {
        let Some(mut taken) = Registry::take(tx, holding, *person, ids)? else { continue };
        match &mut all {
            Some(all) => all.rows.append(&mut taken.rows),
            None => all = Some(taken),
        }
    }
    Ok(all)
}

const COLUMNS: [&str; 5] = ["kept_as", "piece", "place", "part", "value"];

fn row(class: RetentionClass, item: &str, place: &str, part: &str, value: String) -> Vec<Value> {
    let words = [class.code(), item, place, part].map(|word| Value::Text(word.to_owned()));
    words.into_iter().chain([Value::Text(value)]).collect()
}

// Every sealed piece of a person but the files they sent, opened: one row for each part.
fn pieces(tx: &mut Tx<'_>, member: MemberId) -> Answer<Vec<Vec<Value>>> {
    let (mut rows, hushed) = (Vec::new(), hushed(tx, member)?);
    let keys: Vec<(String, i64)> = tx.all(store::KEYS_OF, (member,))?;
    for class in keys.iter().filter_map(|(class, _)| RetentionClass::parse(class)) {
        let sealed: Vec<Sealed> = tx.all(store::PIECES_BUT, (member, class.code(), sent::ITEM))?;
        for piece in sealed.into_iter().filter(|piece| !hushed.contains(&piece.place)) {
            let names = parts_of(&piece.item);
            for (n, part) in opened(tx, &piece, class)?.into_iter().enumerate() {
                let name = names.get(n).map_or_else(|| (n + 1).to_string(), |n| (*n).to_owned());
                rows.push(row(class, &piece.item, &piece.place, &name, part));
            }
        }
    }
    Ok(rows)
}

// The proof of each hand-over and of each opening; one a moment old is not sealed yet.
fn proofs(tx: &mut Tx<'_>, persons: &[MemberId]) -> Answer<Vec<(String, String)>> {
    let mut all = Vec::new();
    for member in persons {
        for act in acts_on(tx, *member, None, PROOFS)? {
            match log::proof(tx, *member, act.id) {
                Ok(proof) => all.push((format!("proofs/{}-{}.txt", act.kind, act.id), proof)),
                Err(no) if no.status() < 500 => {}
                Err(broken) => return Err(broken),
            }
        }
    }
    if let Some(note) = log::latest_checkpoint(tx)? {
        let keyring = tx.plugged::<Keyring>()?;
        let key = log::verifier_key(keyring.origin(), &keyring.log_key());
        all.push(("proofs/checkpoint.txt".to_owned(), format!("{note}\nkey {key}\n")));
    }
    Ok(all)
}
