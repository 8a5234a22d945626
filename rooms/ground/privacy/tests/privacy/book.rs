//! The address book: each address sealed at its own place, the default where labels are read from,
//! and all of it gone with its person.

use db::{Answer, Db};
use kernel::{AddressId, MemberId};
use policy::RetentionClass;
use privacy::book::{self, add, change, make_default, remove};
use privacy::erase::{carry_out, erase};
use privacy::{AddressName, OpenViews as _, Opener, OwnAddress, ParcelLabel, Text, rotate};

use crate::house::{act, delivery, each, member, schema, settle, warehouse};

fn named(called: &str) -> AddressName {
    AddressName { called: Text::new(called) }
}

fn adds(db: &Db, who: MemberId, mark: &'static str, country: &'static str) -> AddressId {
    act(db, move |tx| add(tx, who, &delivery(mark, country), &named(mark))).unwrap()
}

/// What the owner sees: what it is called, its city, its phone.
fn sees(db: &Db, who: MemberId, id: AddressId) -> Answer<[String; 3]> {
    act(db, move |tx| {
        let place = book::one(tx, who, id)?.map(|entry| entry.place()).unwrap_or_default();
        let view = tx.open_at::<OwnAddress>(&Opener::member(), who, &place)?;
        Ok([
            view.called.map_or(String::new(), |c| c.show().called.as_str().to_owned()),
            view.address.map_or(String::new(), |a| a.show().city.as_str().to_owned()),
            view.phone.map_or(String::new(), |p| p.show().number.as_str().to_owned()),
        ])
    })
}

fn label(db: &Db, who: MemberId) -> Answer<String> {
    act(db, move |tx| {
        let label = tx.open::<ParcelLabel>(&warehouse(), who)?;
        Ok(label.address.show().city.as_str().to_owned())
    })
}

fn seen(called: &str, mark: &str) -> [String; 3] {
    [called.to_owned(), format!("City{mark}"), format!("+81{mark}")]
}

fn laws(db: &Db, who: MemberId) -> String {
    const LAWS: db::Sql =
        db::Sql { name: "TEST_LAWS", text: "SELECT laws FROM person WHERE member = $1" };
    act(db, move |tx| tx.one::<(String,)>(LAWS, (who,))).unwrap().0
}

#[test]
fn parcels_go_to_the_default_and_the_others_wait_at_their_places() {
    each(&[], |bench, _| {
        let db = &bench.db;
        let who = settle(db, 1, "_one");
        let first = act(db, move |tx| book::all(tx, who)).unwrap()[0].id;
        let office = adds(db, who, "_office", "DE");
        let aunt = adds(db, who, "_aunt", "US");
        assert_eq!(label(db, who).unwrap(), "City_one");
        let before = laws(db, who);
        act(db, move |tx| make_default(tx, who, office)).unwrap();
        assert_eq!(label(db, who).unwrap(), "City_office");
        assert_ne!(laws(db, who), before, "another country has other laws");
        assert_eq!(sees(db, who, first).unwrap(), seen("", "_one"));
        assert_eq!(sees(db, who, office).unwrap(), seen("_office", "_office"));
        assert_eq!(sees(db, who, aunt).unwrap(), seen("_aunt", "_aunt"));
        // Changing one leaves the others, and keeps what it is called unless that is changed too.
        act(db, move |tx| change(tx, who, aunt, &delivery("_new", "US"), None)).unwrap();
        assert_eq!(sees(db, who, aunt).unwrap(), seen("_aunt", "_new"));
        let new = named("Work");
        let again = move |tx: &mut db::Tx<'_>| {
            change(tx, who, office, &delivery("_o", "DE"), Some(&named(new.called.as_str())))
        };
        act(db, again).unwrap();
        assert_eq!(label(db, who).unwrap(), "City_o");
        act(db, move |tx| make_default(tx, who, first)).unwrap();
        assert_eq!(laws(db, who), before);
        assert_eq!(sees(db, who, office).unwrap(), seen("Work", "_o"));
        act(db, move |tx| remove(tx, who, office)).unwrap();
        assert!(act(db, move |tx| book::one(tx, who, office)).unwrap().is_none());
        let places = act(db, move |tx| {
            let left = tx.open_at::<OwnAddress>(&Opener::member(), who, &office.to_string())?;
            Ok(left.address.is_none() && left.called.is_none() && left.name.is_none())
        });
        assert!(places.unwrap(), "what was removed is not there any more");
        let defaults = act(db, move |tx| book::all(tx, who)).unwrap();
        assert_eq!(defaults.iter().filter(|entry| entry.default_at.is_some()).count(), 1);
    });
}

#[test]
fn nobody_reaches_the_address_of_another() {
    each(&[], |bench, _| {
        let db = &bench.db;
        let (who, other) = (settle(db, 1, "_one"), settle(db, 2, "_two"));
        let hers = adds(db, who, "_hers", "US");
        let tries: [Answer<()>; 3] = [
            act(db, move |tx| make_default(tx, other, hers)),
            act(db, move |tx| remove(tx, other, hers)),
            act(db, move |tx| change(tx, other, hers, &delivery("_x", "US"), None)),
        ];
        for tried in tries {
            assert_eq!(tried.unwrap_err().code(), "privacy.nothing_kept");
        }
        assert!(act(db, move |tx| book::one(tx, other, hers)).unwrap().is_none());
        assert_eq!(sees(db, who, hers).unwrap(), seen("_hers", "_hers"));
        assert_eq!(label(db, other).unwrap(), "City_two");
    });
}

#[test]
fn every_address_goes_with_its_person_and_stays_under_a_new_key() {
    each(&[], |bench, _| {
        let db = &bench.db;
        let (who, stays) = (settle(db, 1, "_one"), settle(db, 2, "_two"));
        let (hers, theirs) = (adds(db, who, "_hers", "US"), adds(db, stays, "_theirs", "US"));
        let class = RetentionClass::Account;
        act(db, move |tx| rotate(tx, who, class)).unwrap();
        assert_eq!(sees(db, who, hers).unwrap(), seen("_hers", "_hers"));
        act(db, move |tx| erase(tx, who, "asked")).unwrap();
        carry_out(db).unwrap();
        assert!(act(db, move |tx| book::all(tx, who)).unwrap().is_empty());
        assert!(sees(db, who, hers).is_err() && label(db, who).is_err());
        let left = db::Sql {
            name: "TEST_LEFT",
            text: "SELECT CAST(COUNT(*) AS BIGINT) FROM vault_field WHERE member = $1",
        };
        assert_eq!(act(db, move |tx| tx.one::<(i64,)>(left, (who,))).unwrap().0, 0);
        assert_eq!(sees(db, stays, theirs).unwrap(), seen("_theirs", "_theirs"));
        let again = act(db, move |tx| add(tx, who, &delivery("_x", "US"), &named("")));
        assert!(again.is_err(), "what is erased is not begun anew");
    });
}

#[test]
fn the_first_address_is_the_default_and_none_is_left_when_it_goes() {
    each(&[], |bench, _| {
        let db = &bench.db;
        let who = member(7);
        act(db, move |tx| privacy::register(tx, who)).unwrap();
        let first = adds(db, who, "_a", "US");
        assert_eq!(label(db, who).unwrap(), "City_a");
        act(db, move |tx| remove(tx, who, first)).unwrap();
        assert_eq!(label(db, who).unwrap_err().code(), "privacy.nothing_kept");
        adds(db, who, "_b", "US");
        assert_eq!(label(db, who).unwrap(), "City_b");
    });
}

#[test]
fn the_one_address_of_before_begins_the_book() {
    let before: Vec<_> = schema().into_iter().filter(|step| step.name != "addresses").collect();
    testkit::on_each_engine_with(&before, &db::Plugs::new(), |bench| {
        let (who, other) = (member(1), member(2));
        let kept = db::Sql {
            name: "TEST_KEPT",
            text: "INSERT INTO vault_field (member, class, item, place, slot, sealed, set_at)
                   VALUES ($1, 'account', $2, $3, 0, $4, 77)",
        };
        let rows = [
            (who, "address", ""),
            (who, "name", ""),
            (other, "email", ""),
            (other, "address", "ord_1"),
        ];
        for (member, item, place) in rows {
            act(&bench.db, move |tx| tx.put(kept, (member, item, place, vec![1_u8]))).unwrap();
        }
        let db = db::Open::at(bench.address.clone()).open(&schema()).unwrap();
        let books =
            [act(&db, move |tx| book::all(tx, who)), act(&db, move |tx| book::all(tx, other))];
        let [hers, theirs] = books.map(Answer::unwrap);
        let at = Some(kernel::At::from_micros(77));
        assert_eq!(
            hers.iter().map(|entry| (entry.default_at, entry.place())).collect::<Vec<_>>(),
            [(at, String::new())]
        );
        assert!(theirs.is_empty());
    });
}
