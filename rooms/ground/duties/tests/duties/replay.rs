//! Attacks with a planted truth: whoever was reached is found, all of them and nobody else.

use std::collections::BTreeSet;

use duties::breach::rules::Cause;
use duties::breach::{self, Way};
use kernel::{At, MemberId, RecordId, Span, StaffId};
use policy::{Field, Means, Role};
use privacy::disclose::{To, disclose};
use privacy::trace::Window;
use privacy::{Destination, OpenViews as _, Opener, OwnProfile, ParcelLabel};

use crate::house::{House, each};

/// What really happened, noted beside the house.
struct Truth {
    at: At,
    staff: Option<StaffId>,
    role: Role,
    view: &'static str,
    recipient: Option<&'static str>,
    people: Vec<MemberId>,
}

/// A life of two hundred acts: by three people, in two roles and by the house itself, of one or of
/// many, some of them handed on.
fn live(house: &House<'_>, people: &[MemberId], workers: &[StaffId; 3]) -> Vec<Truth> {
    let mut dice = 7u64;
    let mut roll = move |sides: usize| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(dice >> 33).unwrap() % sides
    };
    let mut truth = Vec::new();
    for n in 0..200 {
        house.bench.clock.forward(Span::millis(i64::try_from(roll(90_000)).unwrap()));
        let (worker, at) = (workers[roll(3)], house.db.now());
        let one = people[roll(people.len())];
        let who = Opener::staff(Role::Warehouse, worker, format!("parcel {n}"));
        let mut noted = Truth {
            at,
            staff: Some(worker),
            role: Role::Warehouse,
            view: "ParcelLabel",
            recipient: None,
            people: vec![one],
        };
        match roll(5) {
            0 => {
                house.act(move |tx| tx.open::<ParcelLabel>(&who, one).map(|_| ())).unwrap();
            }
            1 => {
                let to = To { recipient: "demo_post".into(), means: Means::Documents };
                let act = move |tx: &mut db::Tx<'_>| {
                    disclose::<ParcelLabel>(tx, &who, one, &to).map(|_| ())
                };
                house.act(act).unwrap();
                noted.recipient = Some("demo_post");
            }
            2 => {
                let some: Vec<MemberId> = (0..6).map(|_| people[roll(people.len())]).collect();
                let (ids, who) = (some.clone(), Opener { role: Role::Support, ..who });
                let act =
                    move |tx: &mut db::Tx<'_>| tx.open_many::<Destination>(&who, &ids).map(|_| ());
                house.act(act).unwrap();
                (noted.role, noted.view, noted.people) = (Role::Support, "Destination", some);
            }
            3 => {
                let who = Opener::system("figures");
                house.act(move |tx| tx.open::<Destination>(&who, one).map(|_| ())).unwrap();
                (noted.staff, noted.role, noted.view) = (None, Role::System, "Destination");
            }
            // A person who looks at what is theirs has reached nobody.
            _ => {
                let who = Opener::member();
                house.act(move |tx| tx.open::<OwnProfile>(&who, one).map(|_| ())).unwrap();
                continue;
            }
        }
        truth.push(noted);
    }
    truth
}

fn of(truth: &[Truth], window: Window, is: impl Fn(&Truth) -> bool) -> BTreeSet<MemberId> {
    let inside = |one: &&Truth| one.at >= window.from && one.at <= window.until && is(one);
    truth.iter().filter(inside).flat_map(|one| one.people.iter().copied()).collect()
}

fn found(house: &House<'_>, by: StaffId, ways: &[(Way, String, Window)]) -> BTreeSet<MemberId> {
    let id = house.incident(Cause::Insider, by);
    for (way, whom, window) in ways {
        house.reach(id, *way, whom, *window, by);
    }
    house.people(id).into_iter().collect()
}

#[test]
fn the_people_of_each_attack_are_exactly_those_who_were_reached() {
    each(|house| {
        let [boss, officer, other] = house.officers();
        let people: Vec<MemberId> =
            (0..40).map(|n| house.member(&format!("member{n}"), "US")).collect();
        let workers = [boss, officer, other];
        let begun = house.db.now();
        let truth = live(house, &people, &workers);
        let length = house.db.now().micros() - begun.micros();
        let at = |share: i64| At::from_micros(begun.micros() + length * share / 100);
        let windows = [(0, 100), (20, 45), (45, 46), (99, 100)];
        let windows = windows.map(|(from, until)| Window { from: at(from), until: at(until) });
        for window in windows {
            for worker in workers {
                let real = of(&truth, window, |one| one.staff == Some(worker));
                let ways = [(Way::Staff, worker.to_string(), window)];
                assert_eq!(found(house, officer, &ways), real, "{worker} {window:?}");
            }
            for role in [Role::Warehouse, Role::Support, Role::System] {
                let real = of(&truth, window, |one| one.role == role);
                let ways = [(Way::Role, role.code().to_owned(), window)];
                assert_eq!(found(house, officer, &ways), real, "{role} {window:?}");
            }
            for view in ["ParcelLabel", "Destination"] {
                let real = of(&truth, window, |one| one.view == view);
                let ways = [(Way::View, view.to_owned(), window)];
                assert_eq!(found(house, officer, &ways), real, "{view} {window:?}");
            }
            let real = of(&truth, window, |one| one.recipient == Some("demo_post"));
            let given = (Way::Recipient, "demo_post".to_owned(), window);
            assert_eq!(found(house, officer, std::slice::from_ref(&given)), real, "{window:?}");
            let real = of(&truth, window, |_| true);
            let shipment = (Way::Purpose, "P3".to_owned(), window);
            assert_eq!(found(house, officer, &[shipment, given]), real, "{window:?}");
        }
        let none = found(house, officer, &[(Way::Recipient, "customs_japan".into(), windows[0])]);
        assert!(none.is_empty(), "{none:?}");
    });
}

#[test]
fn an_instant_of_a_window_belongs_to_it_and_the_one_beside_does_not() {
    each(|house| {
        let [boss, officer, _] = house.officers();
        let mika = house.member("mika", "US");
        house.bench.clock.forward(Span::minutes(10));
        let at = house.db.now();
        let who = Opener::staff(Role::Warehouse, boss, "parcel 1");
        house.act(move |tx| tx.open::<ParcelLabel>(&who, mika).map(|_| ())).unwrap();
        house.bench.clock.forward(Span::minutes(10));
        let tick = Span::micros(1);
        let table = [
            (at, at, 1),
            (at.minus(tick), at, 1),
            (at, at.plus(tick), 1),
            (at.minus(Span::minutes(1)), at.minus(tick), 0),
            (at.plus(tick), at.plus(Span::minutes(1)), 0),
        ];
        for (from, until, expect) in table {
            let ways = [(Way::Staff, boss.to_string(), Window { from, until })];
            assert_eq!(found(house, officer, &ways).len(), expect, "{from} {until}");
        }
    });
}

#[test]
fn a_copy_holds_whoever_lay_sealed_in_it_then_erased_since_or_not() {
    each(|house| {
        let [_, officer, _] = house.officers();
        let (early, erased) = (house.member("early", "US"), house.member("erased", "DE"));
        let before = house.member("before", "US");
        let gone = before;
        house.act(move |tx| privacy::erase::erase(tx, gone, "test").map(|_| ())).unwrap();
        // An incident of its own keeps papers like a person, and is nobody.
        let id = house.incident(Cause::Loss, officer);
        house.bench.clock.forward(Span::hours(1));
        let copied = house.db.now();
        house.bench.clock.forward(Span::hours(1));
        house.act(move |tx| privacy::erase::erase(tx, erased, "test").map(|_| ())).unwrap();
        let late = house.member("late", "US");
        house.reach(id, Way::Copy, "", Window { from: copied, until: copied }, officer);
        let people = house.people(id);
        assert!(people.contains(&early) && people.contains(&erased));
        assert!(!people.contains(&late) && !people.contains(&before), "{people:?}");
        // The three who work here lie in the same vault, and are people too.
        assert_eq!(people.len(), 2 + 3, "{people:?}");
        let reached = house.stands(id).reached;
        assert_eq!((reached.persons, reached.sealed), (5, 5));
        assert!(!reached.payment, "the house keeps no means of payment");
    });
}

#[test]
fn one_act_of_the_log_and_one_account_lead_to_their_people_and_a_way_that_was_none_is_left() {
    each(|house| {
        let [boss, officer, _] = house.officers();
        let all = ["aiko", "botan", "chie"].map(|handle| house.member(handle, "US"));
        let ids = all.to_vec();
        let who = Opener::staff(Role::Warehouse, boss, "a list");
        let act = move |tx: &mut db::Tx<'_>| tx.open_many::<Destination>(&who, &ids).map(|_| ());
        house.act(act).unwrap();
        let aiko = all[0];
        let acts = house.ask(move |tx| privacy::record::acts_on(tx, aiko, None, 10));
        let entry: RecordId = acts.iter().find(|act| act.people == 3).unwrap().id;
        let window = house.always();
        let id = house.incident(Cause::Mistake, officer);
        house.reach(id, Way::Account, &all[2].to_string(), window, officer);
        house.reach(id, Way::Act, &entry.to_string(), window, officer);
        assert_eq!(house.people(id), {
            let mut all = all.to_vec();
            all.sort_unstable();
            all
        });
        let fields = house.stands(id).fields;
        assert!(fields.has(Field::Country));
        let named = breach::Named { way: Way::Act, whom: entry.to_string(), window };
        let keys = breach::rules::Keys::Unknown;
        let drill = duties::cli::drill(&house.db, named, Cause::Insider, keys).unwrap();
        assert!(drill.starts_with("persons 3 (") && drill.contains("improper"), "{drill}");
        let way = house.ask(move |tx| breach::ways(tx, id)).pop().unwrap().n;
        let seen = house.load(id).steps;
        house.act(move |tx| breach::unreach(tx, id, seen, way, officer)).unwrap();
        assert_eq!(house.people(id), [all[2]]);
    });
}
