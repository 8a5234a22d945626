//! Erasure: canaries nowhere in the clear, destroyed keys gone from restored backups too, and the
//! copies a law keeps opening for that duty alone.

use std::sync::Arc;

use db::{Db, Open, Plugs, Tx};
use kernel::Span;
use policy::{Means, RetentionClass, Role};
use privacy::disclose::{To, disclose, given_of, record_of};
use privacy::erase::{carry_out, erase, forget_again};
use privacy::start::start;
use privacy::{
    Address, AddressName, Birthday, Keyring, Name, OpenViews as _, Opener, OwnProfile, ParcelLabel,
    PaymentMeans, RunningPolicy, Sex, SocialAccount, keep, set_piece,
};
use testkit::{LoadedDice, MockClock};

use crate::house::{
    Folder, act, copy, delivery, each, holds, policy, schema, settle, staff, views, warehouse,
};

mod tax {
    privacy::personal_view! {
        /// Whom the books of an order name.
        pub struct TaxLine: Purpose::Tax, by [Accountant, System], to [] {
            name: privacy::Name, address: privacy::Address,
        }
        /// What a partner at home is given.
        pub struct PartnerLine: Purpose::Partners, by [System], to [Partner] {
            handle: privacy::Handle, country: privacy::Country,
        }
    }
}
use tax::{PartnerLine, TaxLine};

const MARK: &str = "cAnArYq7";

fn accountant() -> Opener {
    Opener::staff(Role::Accountant, staff(), "order ord_1")
}

fn fill(db: &Db, n: u128) -> kernel::MemberId {
    let who = settle(db, n, &format!("{MARK}{n}"));
    act(db, move |tx| {
        let text = |word: &str| format!("{word}{MARK}").into();
        set_piece(tx, who, &Birthday { day: text("2001") })?;
        set_piece(tx, who, &Sex { word: text("x") })?;
        set_piece(
            tx,
            who,
            &PaymentMeans { brand: text("v"), last_four: text("4"), token: text("t") },
        )?;
        set_piece(
            tx,
            who,
            &SocialAccount { provider: text("p"), subject: text("s"), handle: text("h") },
        )?;
        let called = AddressName { called: text("home") };
        privacy::book::add(tx, who, &delivery(MARK, "US"), &called)?;
        let to = delivery(MARK, "US");
        keep::<Name>(tx, who, RetentionClass::Tax, "ord_1", &to.name)?;
        keep::<Address>(tx, who, RetentionClass::Tax, "ord_1", &to.address)
    })
    .unwrap();
    who
}

fn opens(db: &Db, who: kernel::MemberId) -> &'static str {
    let opened = act(db, move |tx| tx.open::<ParcelLabel>(&warehouse(), who));
    opened.map_or_else(|no| no.code(), |_| "ok")
}

fn tax_opens(db: &Db, who: kernel::MemberId) -> &'static str {
    let opened = act(db, move |tx| tx.open_at::<TaxLine>(&accountant(), who, "ord_1"));
    opened.map_or_else(|no| no.code(), |_| "ok")
}

// A house on SQLite whose files the test can copy, as a backup would.
struct Standing {
    db: Db,
    clock: Arc<MockClock>,
}

fn stand(folder: &Folder, clock: Arc<MockClock>) -> Standing {
    let plugs = Plugs::new()
        .with(Arc::new(Keyring::open(folder.places()).unwrap()))
        .with(Arc::new(RunningPolicy::start(policy(), &views(tax::VIEWS)).unwrap()));
    let db = Open::at(folder.0.join("data/house.sqlite").display().to_string())
        .clock(clock.clone())
        .dice(Arc::new(LoadedDice::new(clock_seed(&clock))))
        .plugs(plugs)
        .open(&schema())
        .unwrap();
    Standing { db, clock }
}

// Loaded dice start anew with each opening: another seed each time, so that ids do not come twice.
fn clock_seed(clock: &MockClock) -> u64 {
    clock.forward(Span::secs(1));
    kernel::Clock::now(clock).micros().unsigned_abs()
}

fn close(standing: Standing) -> Arc<MockClock> {
    let Standing { db, clock } = standing;
    drop(db);
    // The writer's thread lets the file go when the last door is closed.
    std::thread::sleep(std::time::Duration::from_millis(50));
    clock
}

#[test]
fn no_personal_word_lies_in_the_clear_in_any_file() {
    let folder = Folder::fresh();
    let house = stand(&folder, Arc::default());
    let who = fill(&house.db, 1);
    assert_eq!(opens(&house.db, who), "ok");
    let partner = To { recipient: "demo_partner".to_owned(), means: Means::Electronic };
    act(&house.db, move |tx| disclose::<PartnerLine>(tx, &Opener::system("list"), who, &partner))
        .unwrap();
    act(&house.db, move |tx| {
        tx.open::<OwnProfile>(&Opener::member(), who)?;
        privacy::log::sequence(tx, 100)
    })
    .unwrap();
    // Database, write-ahead log, keystore, master, and copies of them.
    copy(&folder.0.join("data"), &folder.0.join("backup"));
    assert!(holds(&folder.0, b"vault_field").is_some(), "the search reads the database");
    assert_eq!(holds(&folder.0, MARK.as_bytes()), None);
    assert_eq!(holds(&folder.0, MARK.to_lowercase().as_bytes()), None);
    let clock = close(house);
    assert_eq!(holds(&folder.0, MARK.as_bytes()), None, "nor once the log is folded in");
    let again = stand(&folder, clock);
    assert_eq!(opens(&again.db, who), "ok");
}

#[test]
fn no_personal_word_lies_in_the_clear_in_any_table_of_a_server() {
    each(tax::VIEWS, |bench, _| {
        if bench.db.engine() != db::Engine::Postgres {
            return;
        }
        let who = fill(&bench.db, 1);
        let partner = To { recipient: "demo_partner".to_owned(), means: Means::Electronic };
        act(&bench.db, move |tx| {
            disclose::<PartnerLine>(tx, &Opener::system("list"), who, &partner)?;
            tx.open::<ParcelLabel>(&warehouse(), who)?;
            privacy::log::sequence(tx, 100)
        })
        .unwrap();
        let tables = bench.db.catalogue().unwrap();
        let tables: Vec<&str> = tables
            .lines()
            .filter_map(|line| line.strip_prefix("CREATE TABLE ")?.strip_suffix(" ("))
            .collect();
        let hex: String = MARK.bytes().map(|b| format!("{b:02x}")).collect();
        let mut rows = 0;
        for table in tables {
            // The whole row as text; bytes come as hex.
            let text: &'static str = format!("SELECT CAST(t.* AS TEXT) FROM {table} t").leak();
            let every = db::Sql { name: "EVERY_ROW", text };
            let found: Vec<(String,)> = act(&bench.db, move |tx| tx.all(every, ())).unwrap();
            rows += found.len();
            for (row,) in found {
                let row = row.to_lowercase();
                let clear = [MARK.to_lowercase(), hex.clone()].iter().any(|m| row.contains(m));
                assert!(!clear, "{table}: {row}");
            }
        }
        assert!(rows > 20, "{rows}");
    });
}

#[test]
fn restored_backups_open_nothing_of_the_erased_and_nothing_at_all_after_the_epoch_turned() {
    let folder = Folder::fresh();
    let house = stand(&folder, Arc::default());
    let (gone, stays) = (fill(&house.db, 1), fill(&house.db, 2));
    let clock = close(house);
    copy(&folder.0.join("data"), &folder.0.join("yesterday"));

    let house = stand(&folder, clock);
    let done = house
        .db
        .write_now("erase", privacy::choices::lock(), move |tx| erase(tx, gone, "wish"))
        .unwrap();
    assert_eq!(done.destroyed, [RetentionClass::Account]);
    assert_eq!(done.kept, [RetentionClass::Tax]);
    assert_eq!(opens(&house.db, gone), "privacy.erased", "at once, before the key is gone");
    assert_eq!(carry_out(&house.db).unwrap(), 1);
    assert_eq!(carry_out(&house.db).unwrap(), 0);
    let clock = close(house);

    // Yesterday's database and yesterday's keystore, under today's master.
    std::fs::remove_dir_all(folder.0.join("data")).unwrap();
    copy(&folder.0.join("yesterday"), &folder.0.join("data"));
    let house = stand(&folder, clock);
    assert_eq!(opens(&house.db, gone), "privacy.erased", "its key was destroyed once more");
    assert_eq!(opens(&house.db, stays), "ok");
    assert_eq!(tax_opens(&house.db, gone), "ok", "the books are older than the wish");
    let found =
        act(&house.db, |tx| privacy::find_by_email(tx, &format!("mail{MARK}1@example.test")));
    assert_eq!(found.unwrap(), Some(gone), "the restored index still knows them");
    assert_eq!(start(&house.db).unwrap().forgotten_again, 1);
    assert_eq!(forget_again(&house.db).unwrap(), 0);
    let found =
        act(&house.db, |tx| privacy::find_by_email(tx, &format!("mail{MARK}1@example.test")));
    assert_eq!(found.unwrap(), None);
    assert_eq!(tax_opens(&house.db, gone), "ok");

    // The epoch turns: what is kept goes on opening, yesterday's keystore is a closed book.
    let keyring = house.db.plugs().get::<Keyring>().unwrap();
    assert_eq!((keyring.epoch(), keyring.turn().unwrap(), keyring.epoch()), (1, 2, 2));
    assert_eq!(opens(&house.db, stays), "ok");
    let clock = close(house);
    let house = stand(&folder, clock);
    assert_eq!(opens(&house.db, stays), "ok");
    assert_eq!(opens(&house.db, gone), "privacy.erased");
    close(house);
    std::fs::remove_dir_all(folder.0.join("data")).unwrap();
    copy(&folder.0.join("yesterday"), &folder.0.join("data"));
    let closed = Keyring::open(folder.places()).unwrap_err().to_string();
    assert!(closed.contains("old backup"), "{closed}");
}

#[test]
fn the_books_open_for_their_duty_alone_and_only_until_their_date() {
    each(tax::VIEWS, |bench, _| {
        let (db, who) = (&bench.db, fill(&bench.db, 1));
        act(db, move |tx| {
            privacy::retention::starts(tx, who, RetentionClass::Tax, "ord_1", tx.now())
        })
        .unwrap();
        act(db, move |tx| erase(tx, who, "wish")).unwrap();
        carry_out(db).unwrap();
        assert_eq!(opens(db, who), "privacy.erased");
        assert_eq!(tax_opens(db, who), "ok");
        let others = act(db, move |tx| tx.open_at::<TaxLine>(&warehouse(), who, "ord_1"));
        assert_eq!(others.map(|_| ()).unwrap_err().code(), "privacy.not_allowed");
        let anew = act(db, move |tx| privacy::set_handle(tx, who, "again"));
        assert_eq!(anew.unwrap_err().code(), "privacy.erased");

        let due = policy::Measure::parse("7 years").unwrap().after(db.now());
        bench.clock.set(due.minus(Span::secs(1)));
        assert_eq!(sweep(db).clocks, 0);
        assert_eq!(tax_opens(db, who), "ok");
        bench.clock.set(due);
        let swept = sweep(db);
        assert_eq!((swept.clocks, swept.keys), (1, 1));
        assert_eq!(tax_opens(db, who), "privacy.erased");
        assert_eq!(carry_out(db).unwrap(), 1);
    });
}

fn sweep(db: &Db) -> privacy::retention::Swept {
    db.write_now("sweep", privacy::choices::lock(), |tx| privacy::retention::sweep(tx, 100))
        .unwrap()
}

#[test]
fn the_record_of_a_hand_over_outlives_the_profile_and_dies_at_its_own_date() {
    each(tax::VIEWS, |bench, _| {
        let (db, who) = (&bench.db, fill(&bench.db, 1));
        let partner = To { recipient: "demo_partner".to_owned(), means: Means::Electronic };
        act(db, move |tx| disclose::<PartnerLine>(tx, &Opener::system("list"), who, &partner))
            .unwrap();
        act(db, |tx| privacy::log::sequence(tx, 100)).unwrap();
        act(db, move |tx| erase(tx, who, "wish")).unwrap();
        carry_out(db).unwrap();
        let given = act(db, move |tx| given_of(tx, who, 10)).unwrap()[0].id;
        let officer = || Opener::staff(Role::PrivacyOfficer, staff(), "request 1");
        let read = move || act(db, move |tx| record_of(tx, &officer(), who, given)).map(|_| ());
        read().unwrap();
        bench.clock.set(policy::Measure::parse("3 years").unwrap().after(db.now()));
        assert_eq!(sweep(db).keys, 1);
        assert_eq!(read().unwrap_err().code(), "privacy.erased");
        assert!(act(db, move |tx| given_of(tx, who, 10)).unwrap().is_empty());
    });
}

#[test]
fn an_erasure_that_is_rolled_back_destroys_nothing() {
    each(tax::VIEWS, |bench, _| {
        let (db, who) = (&bench.db, fill(&bench.db, 1));
        let refused = act(db, move |tx| {
            erase(tx, who, "wish")?;
            Err::<(), _>(privacy::PrivacyRefusal::NoReason.into())
        });
        assert_eq!(refused.unwrap_err().code(), "privacy.no_reason");
        assert_eq!(carry_out(db).unwrap(), 0);
        assert_eq!(opens(db, who), "ok");
    });
}

#[test]
fn a_database_from_before_the_epoch_turned_forgets_when_it_is_told_that_it_was_restored() {
    let folder = Folder::fresh();
    let house = stand(&folder, Arc::default());
    let (gone, stays) = (fill(&house.db, 1), fill(&house.db, 2));
    let clock = close(house);
    copy(&folder.0.join("data"), &folder.0.join("yesterday"));
    let house = stand(&folder, clock);
    house
        .db
        .write_now("erase", privacy::choices::lock(), move |tx| erase(tx, gone, "wish"))
        .unwrap();
    assert!(privacy::cli::turn_epoch(&house.db).unwrap().well);
    let clock = close(house);
    let keystore = std::fs::read(folder.0.join("data/keystore")).unwrap();
    std::fs::remove_dir_all(folder.0.join("data")).unwrap();
    copy(&folder.0.join("yesterday"), &folder.0.join("data"));
    std::fs::write(folder.0.join("data/keystore"), keystore).unwrap();
    let house = stand(&folder, clock);
    assert_eq!(opens(&house.db, gone), "privacy.erased", "no key, whatever the rows say");
    assert_eq!(opens(&house.db, stays), "ok");
    let told = privacy::cli::restored(&house.db).unwrap().text;
    assert!(told.starts_with("1 keys"), "{told}");
    assert_eq!(forget_again(&house.db).unwrap(), 0);
}

#[test]
fn a_house_does_not_start_with_the_keystore_of_another() {
    let folder = Folder::fresh();
    let house = stand(&folder, Arc::default());
    fill(&house.db, 1);
    let started = start(&house.db).unwrap();
    assert!(started.new_policy && !start(&house.db).unwrap().new_policy);
    let clock = close(house);
    for file in ["data/keystore", "keys/master", "keys/master.graves"] {
        std::fs::remove_file(folder.0.join(file)).unwrap();
    }
    let house = stand(&folder, clock);
    assert_eq!(start(&house.db).unwrap_err().code(), "privacy.other_keystore");
}

#[test]
fn older_graves_beside_a_whole_keystore_start_and_bring_nobody_back() {
    let folder = Folder::fresh();
    let house = stand(&folder, Arc::default());
    fill(&house.db, 1);
    let sunday = std::fs::read(folder.0.join("keys/master.graves")).unwrap();
    // By Wednesday somebody was erased, and more keys are in use than one flush makes.
    let gone = fill(&house.db, 2);
    let erased = move |tx: &mut Tx<'_>| erase(tx, gone, "wish");
    house.db.write_now("erase", privacy::choices::lock(), erased).unwrap();
    assert_eq!(carry_out(&house.db).unwrap(), 1);
    let mut last = gone;
    for n in 3..=520 {
        last = settle(&house.db, n, &format!("_{n}"));
    }
    let clock = close(house);
    std::fs::write(folder.0.join("keys/master.graves"), sunday).unwrap();
    let house = stand(&folder, clock);
    start(&house.db).unwrap();
    assert_eq!(opens(&house.db, gone), "privacy.erased");
    let label = act(&house.db, move |tx| tx.open::<ParcelLabel>(&warehouse(), last));
    label.unwrap();
    assert!(privacy::cli::restored(&house.db).unwrap().text.starts_with("0 keys"));
}
