//! `daiko log verify` on a real data folder: whole as it was left, and each kind of tampering found
//! and named.

use std::path::Path;

use daiko::demo::people;
use daiko::house::Blueprint;
use db::{Lock, Tx};
use kernel::{At, Span};
use privacy::disclose::{To, disclose};
use privacy::{OpenViews as _, Opener, ParcelLabel};
use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::common::{Folder, copy, daiko, said, settles};

fn verify(data: &Path, more: &[&str]) -> (bool, String) {
    let data = data.display().to_string();
    let output = daiko(&[&["log", "verify", "--data", &data], more].concat());
    (output.status.success(), said(&output))
}

/// Opens the labels of the demonstration's members, so many times each, and hands one over.
fn label(tx: &mut Tx<'_>, times: usize) -> db::Answer<()> {
    let packer = staff::find(tx, "packer")?.unwrap().staff;
    for n in 0..times {
        for (k, handle) in ["alice", "bruno", "chen"].into_iter().enumerate() {
            let member = members::find(tx, handle)?.unwrap().member;
            let opener = Opener::staff(policy::Role::Warehouse, packer, format!("parcel {n}-{k}"));
            tx.open::<ParcelLabel>(&opener, member)?;
        }
    }
    let alice = members::find(tx, "alice")?.unwrap().member;
    let opener = Opener::staff(policy::Role::Warehouse, packer, "parcel of alice");
    let to = To { recipient: "demo_post".to_owned(), means: policy::Means::Documents };
    disclose::<ParcelLabel>(tx, &opener, alice, &to)?;
    Ok(())
}

/// A house with a log of some twenty leaves, and a head that somebody kept when there were ten.
fn lived_in(folder: &Folder) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let house = Blueprint::new(folder.at("house")).open().unwrap();
    runtime.block_on(people(&house)).unwrap();
    for part in ["kept", "latest"] {
        house.db.write_now("test.open", Lock::none(), |tx| label(tx, 3)).unwrap();
        privacy::start::every_second(&house.db).unwrap();
        let head = house.db.read_now("test.head", privacy::log::latest_checkpoint).unwrap();
        std::fs::write(folder.at(part), head.unwrap()).unwrap();
    }
    drop(house);
    settles(&folder.at("house"));
}

type Damage = fn(&Connection);

fn run(file: &Connection, texts: &[&str]) {
    for text in texts {
        let changed = file.execute(text, []).unwrap();
        assert!(changed > 0, "{text}");
    }
}

/// What is done to the file behind the program's back, and what the check says of it.
const DAMAGES: &[(&str, Damage, &str)] = &[
    ("one bit of an entry", flip_a_bit, "leaf 7: "),
    (
        "the member an entry is about",
        |file| {
            run(
                file,
                &["UPDATE log_entry SET member =
                    (SELECT MAX(e.member) FROM log_entry e WHERE e.member <> log_entry.member)
                    WHERE id = (SELECT entry FROM log_leaf WHERE place = 7)"],
            );
        },
        "leaf 7: ",
    ),
    (
        "an entry dropped",
        |file| {
            run(
                file,
                &["DELETE FROM log_entry
                WHERE id = (SELECT entry FROM log_leaf WHERE place = 7)"],
            );
        },
        "leaf 7: ",
    ),
    (
        "a leaf dropped with its entry",
        |file| {
            run(
                file,
                &[
                    "DELETE FROM log_entry WHERE id = (SELECT entry FROM log_leaf WHERE place = 7)",
                    "DELETE FROM log_leaf WHERE place = 7",
                ],
            );
        },
        "leaf 7",
    ),
    (
        "two leaves swapped",
        |file| {
            run(
                file,
                &[
                    "UPDATE log_leaf SET place = 9000 WHERE place = 7",
                    "UPDATE log_leaf SET place = 7 WHERE place = 8",
                    "UPDATE log_leaf SET place = 8 WHERE place = 9000",
                ],
            );
        },
        "size",
    ),
    (
        "the ledger emptied",
        |file| run(file, &["DELETE FROM disclosure"]),
        "the ledger's own rows differ",
    ),
    (
        "a consent that nobody gave",
        |file| {
            run(
                file,
                &["INSERT INTO choice_made
                    (id, member, choice, kind, turned_on, made_at, shown, policy, means)
                    SELECT 'rec_00000000000000000000000009', MIN(member), 'magazine', 'consent', 1,
                        0, '', '', 'page' FROM person"],
            );
        },
        "is a choice that no entry tells of",
    ),
    (
        "a consent that decides and that nobody gave",
        |file| run(file, &["UPDATE person SET choices = 'consent:magazine'"]),
        "the choices that stand",
    ),
    (
        "a stop that nobody asked for",
        |file| run(file, &["UPDATE person SET stopped_at = 1"]),
        "their stop is not the one",
    ),
    (
        "a signed head",
        |file| run(file, &["UPDATE log_checkpoint SET signed_at = signed_at - 1"]),
        "not as it was signed",
    ),
];

fn flip_a_bit(file: &Connection) {
    let wanted = "SELECT e.id, e.body FROM log_entry e JOIN log_leaf l ON l.entry = e.id
                  WHERE l.place = 7";
    let (id, body): (String, String) =
        file.query_row(wanted, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let mut bytes = body.into_bytes();
    let at = bytes.len() / 2;
    bytes[at] ^= 1;
    let body = String::from_utf8(bytes).unwrap();
    let set = "UPDATE log_entry SET body = ?1 WHERE id = ?2";
    assert_eq!(file.execute(set, [&body, &id]).unwrap(), 1);
}

#[test]
fn a_log_that_was_tampered_with_is_found_out_and_one_that_was_not_is_whole() {
    let folder = Folder::fresh();
    lived_in(&folder);
    let (kept, latest) = (folder.at("kept"), folder.at("latest"));
    let (kept, latest) = (kept.to_str().unwrap(), latest.to_str().unwrap());
    let (whole, told) = verify(&folder.at("house"), &[kept, latest]);
    assert!(whole && told.contains("4 signed heads, 0 waiting"), "{told}");
    for (n, (what, damage, named)) in DAMAGES.iter().enumerate() {
        let copied = folder.at(&format!("damaged-{n}"));
        copy(&folder.at("house"), &copied);
        let file = Connection::open(copied.join("daiko.sqlite")).unwrap();
        damage(&file);
        drop(file);
        let (whole, told) = verify(&copied, &[]);
        assert!(!whole && told.contains(named), "{what}: {told}");
    }
}

#[test]
fn an_act_written_afterwards_with_an_earlier_date_is_found_out() {
    let folder = Folder::fresh();
    lived_in(&folder);
    let data = folder.at("house");
    let house = Blueprint::new(&data).open().unwrap();
    house.db.write_now("test.open", Lock::none(), |tx| label(tx, 1)).unwrap();
    drop(house);
    settles(&data);

    // The entry waits for its place; now it says that it happened yesterday, in itself as well.
    let file = Connection::open(data.join("daiko.sqlite")).unwrap();
    let wanted = "SELECT e.id, e.body, e.noted_at FROM log_entry e
                  JOIN log_pending p ON p.entry = e.id ORDER BY e.id LIMIT 1";
    let (id, body, at): (String, String, i64) =
        file.query_row(wanted, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    let (now, then) = (At::from_micros(at), At::from_micros(at).minus(Span::days(1)));
    let earlier = body.replace(&format!("\nat {now}\n"), &format!("\nat {then}\n"));
    assert_ne!(earlier, body);
    let leaf = Sha256::digest([&[0u8], earlier.as_bytes()].concat()).to_vec();
    file.execute(
        "UPDATE log_entry SET body = ?1, noted_at = ?2 WHERE id = ?3",
        rusqlite::params![earlier, then.micros(), id],
    )
    .unwrap();
    file.execute("UPDATE log_pending SET leaf = ?1 WHERE entry = ?2", rusqlite::params![leaf, id])
        .unwrap();
    drop(file);
    let house = Blueprint::new(&data).open().unwrap();
    privacy::start::every_second(&house.db).unwrap();
    drop(house);
    settles(&data);
    let (whole, told) = verify(&data, &[]);
    assert!(!whole && told.contains(&id), "{told}");
}

#[test]
fn a_log_cut_short_and_signed_anew_is_betrayed_by_a_head_that_somebody_kept() {
    let folder = Folder::fresh();
    lived_in(&folder);
    let data = folder.at("house");
    let kept: u64 = {
        let text = std::fs::read_to_string(folder.at("kept")).unwrap();
        text.lines().nth(1).unwrap().parse().unwrap()
    };
    let file = Connection::open(data.join("daiko.sqlite")).unwrap();
    let from = kept - 2;
    for text in [
        format!(
            "DELETE FROM log_entry WHERE id IN
                 (SELECT entry FROM log_leaf WHERE place >= {from})"
        ),
        format!("DELETE FROM log_pointer WHERE place >= {from}"),
        format!("DELETE FROM log_leaf WHERE place >= {from}"),
        format!("DELETE FROM log_node WHERE ((place + 1) << level) > {from}"),
        "DELETE FROM log_checkpoint".to_owned(),
    ] {
        file.execute(&text, []).unwrap();
    }
    drop(file);
    // Whoever holds the signing key goes on as if nothing had been.
    let house = Blueprint::new(&data).open().unwrap();
    house.db.write_now("test.open", Lock::none(), |tx| label(tx, 1)).unwrap();
    privacy::start::every_second(&house.db).unwrap();
    drop(house);
    settles(&data);
    let (whole, told) = verify(&data, &[]);
    assert!(whole, "a past that is whole in itself: {told}");
    let (whole, told) = verify(&data, &[folder.at("kept").to_str().unwrap()]);
    assert!(!whole && told.contains(&format!("{kept}")), "{told}");
}
