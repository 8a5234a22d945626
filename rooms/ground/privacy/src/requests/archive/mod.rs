//! The archive of a person: everything the registry knows of them, as a page that opens without a
//! network, as JSON and as CSV, with purposes, recipients, dates of retention, and the records of
//! provision with their proofs.
//!
//! It is made while it is taken, a table at a time: nothing of it lies anywhere.

mod facts;
mod forms;
mod page;

use std::collections::BTreeSet;

use db::{Answer, Db, Tx, Value};
use kernel::{Fault, MemberId};
use policy::{Lang, RetentionClass};

use self::facts::{facts, parts_of};
use self::forms::{csv, json};
use self::page::{page, section};
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

/// Writes the archive of a person, a piece at a time, into `to`. True when anything is held.
pub fn write(
    db: &Db,
    who: &Opener,
    member: MemberId,
    lang: Lang,
    mut to: impl FnMut(Vec<u8>) -> Answer<()>,
) -> Answer<bool> {
    let opener = who.clone();
    // Anyone but the person is on record before a byte is read.
    db.write_now("privacy.archive", crate::choices::lock(), move |tx| {
        tx.open::<Everything>(&opener, member).map(|_| ())
    })?;
    let mut book =
        Book { zip: Zip::default(), sections: String::new(), held: 0, names: Vec::new() };
    let missing = || Fault::new("the registry is not plugged in");
    let registry = db.plugs().get::<Registry>().ok_or_else(missing)?;
    let sealed = db.read_now("privacy.archive_sealed", move |tx| pieces(tx, member))?;
    book.table(&sealed, &mut to)?;
    let all = registry.clone();
    let ids = db.read_now("privacy.archive_ids", move |tx| all.ids_of(tx, member))?;
    for holding in registry.tables.clone() {
        let ids: BTreeSet<String> = ids.clone();
        let taken = db.read_now("privacy.archive_table", move |tx| {
            Registry::take(tx, &holding, member, &ids)
        })?;
        if let Some(taken) = taken {
            book.table(&taken, &mut to)?;
        }
    }
    let proofs = db.read_now("privacy.archive_proofs", move |tx| proofs(tx, member))?;
    for (name, text) in &proofs {
        book.put(name, text.as_bytes(), &mut to)?;
    }
    let facts = db.read_now("privacy.archive_facts", move |tx| facts(tx, member, lang))?;
    book.put("how-it-is-used.json", facts.json.as_bytes(), &mut to)?;
    let held = book.held > 0;
    let page = page(&book, &facts, member, lang, db.now());
    book.put("index.html", page.into_string().as_bytes(), &mut to)?;
    to(book.zip.end().map_err(too_big)?)?;
    Ok(held)
}

fn too_big(_: TooBig) -> kernel::Refused {
    Fault::new("an archive of four gigabytes and more").into()
}

struct Book {
    zip: Zip,
    sections: String,
    held: usize,
    names: Vec<String>,
}

impl Book {
    fn put(
        &mut self,
        name: &str,
        body: &[u8],
        to: &mut impl FnMut(Vec<u8>) -> Answer<()>,
    ) -> Answer<()> {
        self.names.push(name.to_owned());
        to(self.zip.file(name, body).map_err(too_big)?)
    }

    // A table without a row of theirs is not in it: nothing is held there.
    fn table(&mut self, taken: &Taken, to: &mut impl FnMut(Vec<u8>) -> Answer<()>) -> Answer<()> {
        if taken.rows.is_empty() {
            return Ok(());
        }
        self.held += taken.rows.len();
        self.sections.push_str(&section(taken).into_string());
        self.put(&format!("json/{}.json", taken.table), json(taken).as_bytes(), to)?;
        self.put(&format!("csv/{}.csv", taken.table), csv(taken).as_bytes(), to)
    }
}

// Every sealed piece of a person, opened: one row for each part.
fn pieces(tx: &mut Tx<'_>, member: MemberId) -> Answer<Taken> {
    let (mut rows, hushed) = (Vec::new(), hushed(tx, member)?);
    let keys: Vec<(String, i64)> = tx.all(store::KEYS_OF, (member,))?;
    for class in keys.iter().filter_map(|(class, _)| RetentionClass::parse(class)) {
        let sealed: Vec<Sealed> = tx.all(store::PIECES, (member, class.code()))?;
        for piece in sealed.into_iter().filter(|piece| !hushed.contains(&piece.place)) {
            let names = parts_of(&piece.item);
            for (n, part) in opened(tx, &piece, class)?.into_iter().enumerate() {
                let name = names.get(n).map_or_else(|| (n + 1).to_string(), |n| (*n).to_owned());
                let row = [class.code().to_owned(), piece.item.clone(), piece.place.clone()];
                let mut row: Vec<Value> = row.into_iter().map(Value::Text).collect();
                row.extend([Value::Text(name), Value::Text(part)]);
                rows.push(row);
            }
        }
    }
    let columns = vec!["kept_as", "piece", "place", "part", "value"];
    Ok(Taken { table: "personal", columns, rows })
}

// The proof of each hand-over and of each opening; one a moment old is not sealed yet.
fn proofs(tx: &mut Tx<'_>, member: MemberId) -> Answer<Vec<(String, String)>> {
    let mut all = Vec::new();
    let acts = acts_on(tx, member, None, PROOFS)?;
    for act in acts {
        match log::proof(tx, member, act.id) {
            Ok(proof) => all.push((format!("proofs/{}-{}.txt", act.kind, act.id), proof)),
            Err(no) if no.status() < 500 => {}
            Err(broken) => return Err(broken),
        }
    }
    if let Some(note) = log::latest_checkpoint(tx)? {
        let keyring = tx.plugged::<Keyring>()?;
        let key = log::verifier_key(keyring.origin(), &keyring.log_key());
        all.push(("proofs/checkpoint.txt".to_owned(), format!("{note}\nkey {key}\n")));
    }
    Ok(all)
}
