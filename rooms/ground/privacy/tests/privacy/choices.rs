//! Consents, objections, stops: what they open and close, and what leaves while they change.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use db::Db;
use kernel::{MemberId, Span};
use policy::{Lang, Means, Purpose, Role};
use privacy::adopt::Control;
use privacy::choices::{Choosing, ChosenBy, choose, made_by, stop_all, switches, words_shown};
use privacy::disclose::{To, disclose, given_of, record_of};
use privacy::record::acts_on;
use privacy::{OpenViews as _, Opener, ParcelLabel, RunningPolicy};

use crate::house::{act, each, policy_with, settle, staff, warehouse};

mod views {
    privacy::personal_view! {
        /// To whom the magazine goes.
        pub struct MagazineLine: Purpose::Magazine, by [System], to [MailSender] {
            email: privacy::Email,
        }
        /// What a partner at home is given.
        pub struct PartnerLine: Purpose::Partners, by [System], to [Partner] {
            handle: privacy::Handle, country: privacy::Country,
        }
    }
}
use views::{MagazineLine, PartnerLine};

db::sql! {
    LAWS = "SELECT laws FROM person WHERE member = $1";
}

fn chosen(db: &Db, member: MemberId, choice: &str, on: bool) -> Result<(), &'static str> {
    let ask = Choosing {
        member,
        choice: choice.to_owned(),
        on,
        lang: Lang::En,
        words: format!("The words beside {choice}"),
        by: ChosenBy::Page,
    };
    let done = db.write_now("choose", privacy::choices::lock(), move |tx| choose(tx, &ask));
    done.map(|_| ()).map_err(|no| no.code())
}

fn opens<V: privacy::View + Send + 'static>(db: &Db, who: MemberId) -> &'static str {
    let opened = act(db, move |tx| tx.open::<V>(&Opener::system("issue 1"), who));
    opened.map_or_else(|no| no.code(), |_| "ok")
}

#[test]
fn a_consent_opens_from_its_instant_and_closes_when_it_is_taken_back() {
    each(views::VIEWS, |bench, _| {
        let (db, who) = (&bench.db, settle(&bench.db, 1, "_one"));
        assert_eq!(opens::<MagazineLine>(db, who), "privacy.no_consent");
        bench.clock.forward(Span::secs(1));
        chosen(db, who, "magazine", true).unwrap();
        assert_eq!(opens::<MagazineLine>(db, who), "ok");
        bench.clock.forward(Span::secs(1));
        chosen(db, who, "magazine", false).unwrap();
        assert_eq!(opens::<MagazineLine>(db, who), "privacy.no_consent");
        assert_eq!(chosen(db, who, "no_such", true), Err("privacy.no_such_choice"));

        let made = act(db, move |tx| made_by(tx, who)).unwrap();
        assert_eq!(made.iter().map(|m| m.on).collect::<Vec<_>>(), [true, false]);
        let shown = made[0].shown.clone();
        let words = act(db, move |tx| words_shown(tx, &shown)).unwrap();
        assert_eq!(words, Some(("en".to_owned(), "The words beside magazine".to_owned())));
        let on: Vec<String> = act(db, move |tx| switches(tx, who))
            .unwrap()
            .into_iter()
            .filter(|s| s.on)
            .map(|s| s.choice)
            .collect();
        assert_eq!(on, Vec::<String>::new());
    });
}

#[test]
fn an_objection_a_stop_and_the_operator_close_what_was_open() {
    each(views::VIEWS, |bench, _| {
        let (db, who) = (&bench.db, settle(&bench.db, 1, "_one"));
        assert_eq!(opens::<PartnerLine>(db, who), "ok", "filed opt-out, at home");
        chosen(db, who, "partners_stop", true).unwrap();
        assert_eq!(opens::<PartnerLine>(db, who), "privacy.objected");
        chosen(db, who, "partners_stop", false).unwrap();
        assert_eq!(opens::<PartnerLine>(db, who), "ok");
        act(db, move |tx| stop_all(tx, who, true)).unwrap();
        assert_eq!(opens::<PartnerLine>(db, who), "privacy.stopped");
        act(db, move |tx| stop_all(tx, who, false)).unwrap();
        assert_eq!(opens::<PartnerLine>(db, who), "ok");
    });
}

#[test]
fn the_law_of_europe_asks_before_partners_are_given_anything() {
    each(views::VIEWS, |bench, _| {
        let (db, who) = (&bench.db, settle(&bench.db, 1, "_one"));
        act(db, move |tx| privacy::set_delivery(tx, who, &crate::house::delivery("_one", "de")))
            .unwrap();
        assert_eq!(opens::<PartnerLine>(db, who), "privacy.no_consent");
        chosen(db, who, "partners", true).unwrap();
        assert_eq!(opens::<PartnerLine>(db, who), "ok");
    });
}

#[test]
fn a_policy_that_counts_a_country_in_asks_its_people_again() {
    testkit::on_each_engine_with(&crate::house::schema(), &db::Plugs::new(), |bench| {
        let folder = crate::house::Folder::fresh();
        let open = |versions| {
            let now = kernel::Clock::now(&*bench.clock);
            db::Open::at(bench.address.clone())
                .clock(bench.clock.clone())
                .plugs(crate::house::plugs_of(&folder, versions, views::VIEWS, now))
                .open(&crate::house::schema())
                .unwrap()
        };
        let first = crate::house::policy();
        let db = open(vec![first.clone()]);
        let all: Vec<_> = (1..=3).map(|n| settle(&db, n, &format!("_{n}"))).collect();
        let started = privacy::start::start(&db).unwrap();
        assert_eq!((started.new_policy, started.countries_asked), (true, 3));
        assert_eq!(opens::<PartnerLine>(&db, all[1]), "ok");
        let stopped = all[2];
        act(&db, move |tx| stop_all(tx, stopped, true)).unwrap();
        bench.clock.forward(Span::days(1));
        let next = crate::house::next_version(&first, "2026-11-23", |text| {
            match text.split_once("[law.eu]") {
                Some((before, after)) => {
                    format!("{before}[law.eu]{}", after.replacen("\"AT\"", "\"US\", \"AT\"", 1))
                }
                None => text.to_owned(),
            }
        });
        act(&db, move |tx| {
            let id = privacy::versions::draft(tx, &next, Some(staff()))?;
            privacy::versions::put_up(tx, id, staff())?;
            privacy::versions::announce(tx, id, staff())
        })
        .unwrap();
        drop(db);
        let db = open(vec![first]);
        let started = privacy::start::start(&db).unwrap();
        assert_eq!((started.new_policy, started.countries_asked), (true, 2));
        assert_eq!(opens::<PartnerLine>(&db, all[1]), "privacy.no_consent");
        // Whoever had stopped could not be asked: every law is theirs, until they can be.
        act(&db, move |tx| stop_all(tx, stopped, false)).unwrap();
        assert_eq!(opens::<PartnerLine>(&db, stopped), "privacy.no_consent");
        let laws = act(&db, move |tx| tx.one::<(Option<String>,)>(LAWS, (stopped,))).unwrap();
        assert!(laws.0.is_some_and(|laws| laws.contains("eu")), "asked when they could be again");
    });
}

#[test]
fn a_purpose_the_operator_stops_is_closed_at_once_and_a_narrower_version_at_its_instant() {
    let folder = crate::house::Folder::fresh();
    let plugs = crate::house::plugs(&folder, crate::house::policy(), views::VIEWS);
    testkit::on_each_engine_with(&crate::house::schema(), &plugs, |bench| {
        let who = settle(&bench.db, 1, "_one");
        let running = bench.db.plugs().get::<RunningPolicy>().unwrap();
        let label = || {
            let opened = act(&bench.db, move |tx| tx.open::<ParcelLabel>(&warehouse(), who));
            opened.map_or_else(|no| no.code(), |_| "ok")
        };
        // The second engine meets the house after its policy has changed.
        if running.versions().len() == 1 {
            assert_eq!(label(), "ok");
            let next = policy_with(|text| {
                text.replace("version = \"2026-11-22\"", "version = \"2026-11-23\"")
                    .replace("effective = \"2026-11-22\"", "effective = \"2026-11-24\"")
                    .replace(
                        "previous = \"none\"",
                        &format!("previous = \"{}\"", running.current().hash()),
                    )
                    .replace(
                        "warehouse = [\"D2\", \"D3\", \"D6\", \"D9.orders\", \"D9.parcels\"]",
                        "warehouse = [\"D2\", \"D3\", \"D9.orders\", \"D9.parcels\"]",
                    )
            });
            let begins = next.effective.begins();
            running.adopt(next, None, bench.db.now()).unwrap();
            bench.clock.set(begins.minus(Span::micros(1)));
            assert_eq!(label(), "ok", "its day has not come");
            bench.clock.set(begins);
        } else {
            bench.clock.forward(Span::days(2));
        }
        assert_eq!(label(), "privacy.policy_narrowed");
        assert_eq!(running.versions().len(), 2);

        let rewards = |tx: &mut db::Tx<'_>| {
            privacy::adopt::stop(tx, &Control::Purpose(Purpose::Partners), staff())
        };
        act(&bench.db, rewards).unwrap();
        assert_eq!(opens::<PartnerLine>(&bench.db, who), "privacy.policy_narrowed");
        assert_eq!(act(&bench.db, privacy::adopt::read_stops).unwrap(), 1);
    });
}

#[test]
fn a_hand_over_is_on_record_with_what_its_route_demands() {
    each(views::VIEWS, |bench, _| {
        let (db, who) = (&bench.db, settle(&bench.db, 1, "_one"));
        let to = |recipient: &str, means| To { recipient: recipient.to_owned(), means };
        let partner = to("demo_partner", Means::Electronic);
        act(db, move |tx| disclose::<PartnerLine>(tx, &Opener::system("list 1"), who, &partner))
            .unwrap();
        let post = to("demo_post", Means::Documents);
        act(db, move |tx| disclose::<ParcelLabel>(tx, &warehouse(), who, &post)).unwrap();
        for (wrong, means, code) in [
            ("demo_post", Means::Electronic, "privacy.no_route"),
            ("demo_partner", Means::Documents, "ok"),
            ("demo_partner_abroad", Means::Documents, "privacy.no_route"),
            ("demo_partner_abroad", Means::Electronic, "privacy.no_consent"),
            ("nobody", Means::Electronic, "privacy.no_route"),
        ] {
            let to = to(wrong, means);
            let answer = act(db, move |tx| {
                disclose::<PartnerLine>(tx, &Opener::system("1"), who, &to).map(|_| ())
            });
            assert_eq!(answer.map_or_else(|no| no.code(), |()| "ok"), code, "{wrong}");
        }

        chosen(db, who, "partners_abroad", true).unwrap();
        let abroad = to("demo_partner_abroad", Means::Electronic);
        act(db, move |tx| disclose::<PartnerLine>(tx, &Opener::system("1"), who, &abroad)).unwrap();

        let mut given = act(db, move |tx| given_of(tx, who, 10)).unwrap();
        given.sort_by(|a, b| a.recipient.cmp(&b.recipient));
        let routes: Vec<_> = given.iter().map(|g| (&*g.recipient, &*g.route)).collect();
        let want = [
            ("demo_partner", "opt-out"),
            ("demo_partner", "opt-out"),
            ("demo_partner_abroad", "foreign-consent"),
            ("demo_post", "on-behalf"),
        ];
        assert_eq!(routes, want);
        let id = given[2].id;
        let record = act(db, move |tx| record_of(tx, &Opener::member(), who, id)).unwrap();
        let ground = record.show().ground.as_str();
        assert!(ground.starts_with("consent partners_abroad rec_"), "{ground}");
        let id = given[0].id;
        let record = act(db, move |tx| record_of(tx, &Opener::member(), who, id)).unwrap();
        let r = record.show();
        assert_eq!(r.person.as_str(), "Latin_one");
        assert_eq!(r.recipient.as_str(), "Demo Partner K.K.");
        assert_eq!(r.representative.as_str(), "Saburo Mihon");
        assert_eq!(r.items.as_str(), "handle,country");
        assert_eq!(r.ground.as_str(), "filing PPC-DEMO-000000, stopped by partners_stop");
        assert_eq!(r.given_at.as_str(), db.now().to_string());
        // What is done on the person's own behalf needs no record under the law.
        let id = given[3].id;
        let none = act(db, move |tx| record_of(tx, &Opener::member(), who, id));
        assert_eq!(none.map(|_| ()).unwrap_err().code(), "privacy.nothing_kept");
        let acts = act(db, move |tx| acts_on(tx, who, None, 10)).unwrap();
        let mut to: Vec<_> = acts.iter().filter_map(|a| a.recipient.clone()).collect();
        to.sort();
        assert_eq!(to, ["demo_partner", "demo_partner", "demo_partner_abroad", "demo_post"]);
        assert!(acts.iter().any(|a| a.role == Some(Role::Warehouse)));
    });
}

#[test]
fn a_wider_version_waits_until_the_members_were_told_long_enough() {
    let started =
        || RunningPolicy::start(crate::house::policy(), &crate::house::views(&[])).unwrap();
    let wider = |before: &str| {
        let before = before.to_owned();
        policy_with(move |text| {
            text.replace("version = \"2026-11-22\"", "version = \"2026-11-23\"")
                .replace("effective = \"2026-11-22\"", "effective = \"2026-11-25\"")
                .replace("previous = \"none\"", &format!("previous = \"{before}\""))
                .replace("marketing = [\"D1.handle\"]", "marketing = [\"D1.handle\", \"D7\"]")
        })
    };
    let now = testkit::MockClock::START;
    let running = started();
    let first = running.current().hash().to_owned();
    let untold = running.adopt(wider(&first), None, now).unwrap_err();
    assert!(matches!(untold, policy::NotYet::NotTold { from: None, .. }), "{untold}");
    assert!(running.adopt(wider(&"0".repeat(64)), Some(now), now).is_err());

    let from = running.adopt(wider(&first), Some(now), now).unwrap();
    assert_eq!(from, now.plus(Span::days(14)), "not on its day, but two weeks after the letter");
    assert_eq!(running.waiting().len(), 1);
    assert_eq!(running.at(from.minus(Span::micros(1))).hash(), first);
    assert_ne!(running.at(from).hash(), first);
    assert!(running.waiting().is_empty());
    assert_eq!(running.versions().len(), 2);

    let early = started();
    let long_ago = now.minus(Span::days(60));
    let from = early.adopt(wider(&first), Some(long_ago), now).unwrap();
    assert_eq!(from, policy::Day::parse("2026-11-25").unwrap().begins());
}

#[test]
fn no_row_of_a_person_leaves_after_their_stop_was_answered() {
    each(views::VIEWS, |bench, _| {
        let all: Vec<MemberId> =
            (0..2_000).map(|n| settle(&bench.db, n, &format!("_{n}"))).collect();
        let (step, done) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
        let left: Arc<Mutex<Vec<(MemberId, u64)>>> = Arc::default();
        let stops: Mutex<Vec<(MemberId, u64)>> = Mutex::default();
        std::thread::scope(|threads| {
            let (db, all) = (bench.db.clone(), &all);
            let (step, done, stops) = (&step, &done, &stops);
            threads.spawn(move || {
                for n in (0..all.len()).rev().step_by(7) {
                    if done.load(Ordering::SeqCst) {
                        break;
                    }
                    chosen(&db, all[n], "partners_stop", true).unwrap();
                    let answered = step.fetch_add(1, Ordering::SeqCst);
                    stops.lock().unwrap().push((all[n], answered));
                }
            });
            let (left, step) = (Arc::clone(&left), Arc::clone(step));
            let sink = move |rows: &[(MemberId, PartnerLine)]| {
                for (member, _) in rows {
                    let at = step.fetch_add(1, Ordering::SeqCst);
                    left.lock().unwrap().push((*member, at));
                }
                Ok(())
            };
            let to = To { recipient: "demo_partner".to_owned(), means: Means::Electronic };
            let who = Opener::system("list 1");
            let exported =
                privacy::batch::export::<PartnerLine, _>(&bench.db, &who, all, &to, sink).unwrap();
            done.store(true, Ordering::SeqCst);
            assert_eq!(exported.given + exported.left_out + exported.held_back, all.len());
        });
        let (left, stops) = (left.lock().unwrap(), stops.lock().unwrap());
        let late: Vec<_> = left
            .iter()
            .filter(|(member, at)| {
                stops.iter().any(|(who, answered)| who == member && answered < at)
            })
            .collect();
        assert!(late.is_empty(), "{late:?}");
        let stopped: BTreeSet<_> = stops.iter().map(|(who, _)| *who).collect();
        let gone: BTreeSet<_> = left.iter().map(|(who, _)| *who).collect();
        assert!(stopped.len() > 3 && gone.len() > 1_000, "{} {}", stopped.len(), gone.len());
        assert!(all.iter().all(|m| gone.contains(m) || stopped.contains(m)));
    });
}
