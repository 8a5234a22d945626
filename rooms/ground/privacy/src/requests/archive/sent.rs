//! The files somebody sent, as files: one after the other, as they came.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use db::{Answer, Db, Tx, Value};
use kernel::{Fault, MemberId};
use policy::RetentionClass;

use super::{Book, row};
use crate::ordered::hushed;
use crate::refusals::PrivacyRefusal;
use crate::store;
use crate::values::unpack;
use crate::vault::{Sealed, warm_key};

/// What the vault calls a file: its name, and its bytes in base 64.
pub(super) const ITEM: &str = "inquiry_file";

/// Writes them; the rows of the table that say which they are.
pub(super) fn write(db: &Db, persons: &[MemberId], book: &mut Book<'_>) -> Answer<Vec<Vec<Value>>> {
    let mut rows = Vec::new();
    for person in persons.iter().copied() {
        let all = db.read_now("privacy.archive_files", move |tx| places(tx, person))?;
        for (class, place) in all {
            let Some(class) = RetentionClass::parse(&class) else { continue };
            let at = place.clone();
            let found =
                db.read_now("privacy.archive_file", move |tx| one(tx, person, class, &at))?;
            let Some((name, bytes)) = found else { continue };
            let path = format!("files/{place}-{}", plain(&name));
            book.put(&path, &bytes)?;
            rows.push(row(class, ITEM, &place, "name", name));
            rows.push(row(class, ITEM, &place, "file", path));
        }
    }
    Ok(rows)
}

// Where they lie, but those that a law forbids to tell of.
fn places(tx: &mut Tx<'_>, person: MemberId) -> Answer<Vec<(String, String)>> {
    let hushed = hushed(tx, person)?;
    let all: Vec<(String, String)> = tx.all(store::PLACES, (person, ITEM))?;
    Ok(all.into_iter().filter(|(_, place)| !hushed.contains(place)).collect())
}

// Each step lets go of what the one before it needed: a file is in memory twice at most.
fn one(
    tx: &mut Tx<'_>,
    member: MemberId,
    class: RetentionClass,
    place: &str,
) -> Answer<Option<(String, Vec<u8>)>> {
    let sealed: Vec<Sealed> = tx.all(store::PIECE_AT, (member, class.code(), ITEM, place))?;
    let Some(sealed) = sealed.into_iter().next() else { return Ok(None) };
    let key = warm_key(tx, sealed.slot)?.ok_or(PrivacyRefusal::Erased)?;
    let packed = sealed.open(&key, class)?;
    drop(sealed);
    let broken = || Fault::new("a sealed file is not what it was kept as");
    let parts = unpack(&packed).ok_or_else(broken)?;
    let (Some(name), Some(bytes)) = (parts.first(), parts.get(1)) else {
        return Err(broken().into());
    };
    let bytes = STANDARD.decode(bytes).map_err(|_| broken())?;
    Ok(Some(((*name).to_owned(), bytes)))
}

// A name that leads out of no folder, whatever it was once called.
fn plain(name: &str) -> String {
    let fits = |c: char| !c.is_control() && !matches!(c, '/' | '\\' | ':');
    name.chars().map(|c| if fits(c) { c } else { '_' }).collect()
}
