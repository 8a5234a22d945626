//! A database from before there were chunks goes on as if there always had been.

use std::sync::Arc;

use db::{Answer, Db, Migration, Open, Tx};
use kernel::{Id as _, RecordId};
use privacy::record::acts_on;
use testkit::{LoadedDice, MockClock};

use crate::house::{Folder, act, member, plugs, policy, schema};

db::sql! {
    OLD_ENTRY = "INSERT INTO log_entry (id, kind, noted_at, body) VALUES ($1, 'opened', $2, 'daiko entry 1')";
    OLD_LEAF = "INSERT INTO log_leaf (place, entry, leaf) VALUES ($1, $2, $3)";
    OLD_POINTER = "INSERT INTO log_person (member, entry) VALUES ($1, $2)";
    CHUNKS = "SELECT chunk, pointers FROM log_chunk ORDER BY chunk";
}

/// The first places of three chunks, and one beside the first.
const PLACES: [i64; 4] = [0, 1, 32_768, 70_000];

fn entry(place: i64) -> RecordId {
    RecordId::from_bits((1 << 80) + u128::from(place.unsigned_abs()))
}

fn old(tx: &mut Tx<'_>) -> Answer<()> {
    for place in PLACES {
        tx.put(OLD_ENTRY, (entry(place), place))?;
        tx.put(OLD_LEAF, (place, entry(place), [0u8; 32]))?;
        tx.put(OLD_POINTER, (member(1), entry(place)))?;
    }
    tx.put(OLD_POINTER, (member(2), entry(32_768)))
}

fn open(address: &str, folder: &Folder, steps: &[Migration]) -> Db {
    let plugs = plugs(folder, policy(), &[]);
    let (clock, dice) = (Arc::new(MockClock::default()), Arc::new(LoadedDice::new(7)));
    Open::at(address).clock(clock).dice(dice).plugs(plugs).open(steps).unwrap()
}

fn goes_on(address: &str) {
    let folder = Folder::fresh();
    let all = schema();
    let before: Vec<Migration> =
        all.iter().filter(|s| s.name != "privacy_chunks").copied().collect();
    assert_eq!(before.len() + 1, all.len());
    let db = open(address, &folder, &before);
    act(&db, old).unwrap();
    drop(db);
    // The writer's thread lets the file go when the last door is closed.
    std::thread::sleep(std::time::Duration::from_millis(50));

    let db = open(address, &folder, &all);
    let found = |n| {
        let acts = act(&db, move |tx| acts_on(tx, member(n), None, 10)).unwrap();
        acts.iter().map(|act| act.id).collect::<Vec<_>>()
    };
    let mut latest_first = PLACES.map(entry).to_vec();
    latest_first.reverse();
    assert_eq!(found(1), latest_first);
    assert_eq!(found(2), [entry(32_768)]);
    let chunks: Vec<(i64, i64)> = act(&db, |tx| tx.all(CHUNKS, ())).unwrap();
    assert_eq!(chunks, [(0, 2), (32_768, 2), (65_536, 1)]);
}

#[test]
fn what_led_people_to_acts_before_there_were_chunks_leads_them_still() {
    let folder = Folder::fresh();
    goes_on(&folder.0.join("data/house.sqlite").display().to_string());
    if let Some(server) = testkit::postgres_address() {
        let join = if server.contains('?') { '&' } else { '?' };
        let address = format!("{server}{join}schema=daiko_chunks_{}", std::process::id());
        db::drop_schema(&address).unwrap();
        goes_on(&address);
        db::drop_schema(&address).unwrap();
    }
}
