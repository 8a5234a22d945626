//! Everything of this house that can hold something of a person.

use db::{Answer, Tx};
use kernel::MemberId;
use privacy::registry::{Beside, Registry};

/// What lies beside the tables. A file of the data folder that is not here fails a test.
const BESIDE: &[Beside] = &[
    Beside {
        place: "daiko.sqlite",
        holds: "the tables",
        ends: "as each table ends; what is freed is overwritten",
    },
    Beside {
        place: "daiko.sqlite-wal",
        holds: "the latest pages of the tables",
        ends: "folded in and cut off after an erasure",
    },
    Beside { place: "daiko.sqlite-shm", holds: "where those pages lie", ends: "with them" },
    Beside {
        place: "keystore/keystore",
        holds: "data keys, wrapped",
        ends: "a key at a time, overwritten",
    },
    Beside {
        place: "master/master",
        holds: "the key they are wrapped with",
        ends: "when the epoch turns",
    },
    Beside {
        place: "master/master.graves",
        holds: "numbers of destroyed keys",
        ends: "when the epoch turns",
    },
    Beside {
        place: "master/graves",
        holds: "numbers of destroyed keys",
        ends: "when the epoch turns",
    },
    Beside { place: "lock", holds: "nothing", ends: "it is empty" },
    Beside { place: "worker", holds: "nothing: a drawn number", ends: "never" },
    Beside {
        place: "reports/*",
        holds: "the id of a letter, as a name of an empty file",
        ends: "within seconds, when it is heard",
    },
    Beside {
        place: "memory sessions",
        holds: "who is signed in, and as whom",
        ends: "with the erasure",
    },
    Beside {
        place: "memory keys",
        holds: "data keys in use, for half a minute",
        ends: "with the key",
    },
    Beside {
        place: "memory outbox",
        holds: "letters of a demonstration",
        ends: "with the erasure",
    },
    Beside {
        place: "memory rates",
        holds: "from which network address how often, for minutes",
        ends: "within minutes",
    },
    Beside {
        place: "memory kept pages",
        holds: "nothing: what all readers see alike",
        ends: "with the program",
    },
    Beside {
        place: "elsewhere marketplaces",
        holds: "bids and orders of the house’s own account, by our reference",
        ends: "a reference leads to nobody after the erasure",
    },
    Beside {
        place: "elsewhere recipients",
        holds: "what the ledger of provision says was given",
        ends: "each is named in the record that the person takes home",
    },
    Beside {
        place: "elsewhere standard error",
        holds: "ids, never a word of a person",
        ends: "with the operator’s own log",
    },
];

/// The registry of this house.
pub fn registry() -> Registry {
    let tables = [
        MIGRATIONS,
        jobs::HOLDINGS,
        web::HOLDINGS,
        privacy::HOLDINGS,
        members::HOLDINGS,
        staff::HOLDINGS,
        duties::HOLDINGS,
        ledger::HOLDINGS,
        orders::HOLDINGS,
        bidding::HOLDINGS,
        shopping::HOLDINGS,
        notices::HOLDINGS,
        inquiries::HOLDINGS,
        exports::HOLDINGS,
    ];
    Registry { tables: tables.concat(), beside: BESIDE.to_vec(), forget: vec![forget_letters] }
}

const MIGRATIONS: &[db::Holding] =
    &[db::Holding::nothing("migration", "the numbers of the schema’s steps")];

/// More letters than an outbox holds.
const LETTERS: i64 = 1_000;

/// An outbox in memory holds whole letters.
fn forget_letters(tx: &mut Tx<'_>, member: MemberId) -> Answer<()> {
    let Ok(post) = tx.plugged::<notices::Post>() else { return Ok(()) };
    let Some(outbox) = post.mailer.as_ref().and_then(|mailer| mailer.outbox()).cloned() else {
        return Ok(());
    };
    let letters = notices::letters_of(tx, member, LETTERS)?;
    let mut ids: Vec<String> = letters.iter().map(|letter| letter.id.to_string()).collect();
    let requests = privacy::requests::of_member(tx, member, None, LETTERS)?;
    ids.extend(requests.iter().map(|request| request.id.to_string()));
    ids.extend(inquiries::letters_of(tx, member)?.iter().map(ToString::to_string));
    tx.after_commit(move || outbox.forget(&ids));
    Ok(())
}
