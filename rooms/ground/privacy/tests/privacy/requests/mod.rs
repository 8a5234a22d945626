//! Requests R1 to R5: who decides, by when, what is carried out, and that a crash anywhere only has
//! it done once more.

mod crashes;
mod erasing;
mod guests;
mod stuck;
mod takings;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use db::{Answer, Db, Open, Plugs, Tx};
use kernel::{At, MemberId, RequestId, Span, StaffId, Word as _};
use policy::{Lang, Law, Means, RetentionClass, Right};
use privacy::disclose::{To, disclose};
use privacy::registry::Registry;
use privacy::requests::rules::{Agent, Asker, Event, Ground, Seen, State};
use privacy::requests::work::Stage;
use privacy::requests::{self, Asking, House, Piece, Runs, Upstairs, work};
use privacy::{Name, OpenViews as _, Opener, OwnProfile, ParcelLabel, keep};
use testkit::{Bench, LoadedDice, MockClock};

use crate::house::{
    Folder, act, delivery, holds, member, plugs, policy, schema, settle, staff, warehouse,
};

/// What runs upstairs, and how often somebody agreed there.
static RUNNING: AtomicI64 = AtomicI64::new(0);
static AGREED: AtomicI64 = AtomicI64::new(0);
static PAID_BACK: AtomicI64 = AtomicI64::new(0);
/// So much is money, and nothing else runs.
const MONEY: i64 = 4_711;
/// Whose account does not close.
const BROKEN: u128 = 66;

struct Above;

impl House for Above {
    fn runs(&self, _: &mut Tx<'_>, _: MemberId) -> Answer<Vec<Runs>> {
        let count = RUNNING.load(Ordering::SeqCst);
        let (what, page) = if count == MONEY { ("money", "/purse") } else { ("orders", "/orders") };
        Ok(if count > 0 { vec![Runs { what, count, page }] } else { Vec::new() })
    }
    fn fits(&self, _: &Tx<'_>, piece: Piece, words: &str) -> Answer<String> {
        match (piece, words) {
            (Piece::Birthday, "no day") => Err(privacy::PrivacyRefusal::NoSuchSubject.into()),
            _ => Ok(words.trim().to_owned()),
        }
    }
    fn pay_back(&self, _: &mut Tx<'_>, _: MemberId) -> Answer<()> {
        PAID_BACK.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
    fn close(&self, _: &mut Tx<'_>, member: MemberId) -> Answer<()> {
        if member == crate::house::member(BROKEN) {
            Err(kernel::Fault::new("it does not close").into())
        } else {
            Ok(())
        }
    }
    fn agreed(&self, _: &mut Tx<'_>, _: MemberId, _: &str, _: StaffId) -> Answer<bool> {
        Ok(AGREED.load(Ordering::SeqCst) > 0)
    }
}

// The figures above are one house's: a test at a time.
static TURN: std::sync::Mutex<()> = std::sync::Mutex::new(());

fn each(test: impl Fn(&Bench)) {
    let _turn = TURN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let folder = Folder::fresh();
    let registry = Registry { tables: privacy::HOLDINGS.to_vec(), ..Registry::default() };
    let plugs: Plugs =
        plugs(&folder, policy(), &[]).with(Arc::new(registry)).with(Arc::new(Upstairs::new(Above)));
    testkit::on_each_engine_with(&schema(), &plugs, |bench| {
        RUNNING.store(0, Ordering::SeqCst);
        AGREED.store(0, Ordering::SeqCst);
        PAID_BACK.store(0, Ordering::SeqCst);
        test(bench);
    });
}

fn asking(member: MemberId, right: Right, subject: &str, words: &str) -> Asking {
    Asking {
        member: Some(member),
        asker: Asker::Member,
        agent: None,
        right,
        subject: subject.to_owned(),
        words: words.to_owned(),
        lang: Lang::En,
    }
}

fn asks(db: &Db, who: MemberId, right: Right, subject: &str, words: &str) -> RequestId {
    let asking = asking(who, right, subject, words);
    act(db, move |tx| {
        let id = requests::ask(tx, &asking)?;
        requests::prove(tx, id, "session")?;
        Ok(id)
    })
    .unwrap()
}

fn state(db: &Db, id: RequestId) -> State {
    act(db, move |tx| requests::load(tx, id)).unwrap().state
}

fn works(db: &Db) {
    let rounds = (0..20).take_while(|_| work::work(db).unwrap() > 0).count();
    assert!(rounds < 20, "work without an end");
}

fn european(db: &Db, n: u128) -> MemberId {
    let who = member(n);
    act(db, move |tx| {
        privacy::register(tx, who)?;
        privacy::set_handle(tx, who, &format!("European{n}"))?;
        privacy::set_email(tx, who, &format!("eu{n}@example.test"))?;
        privacy::set_delivery(tx, who, &delivery("_eu", "DE"))
    })
    .unwrap();
    who
}

#[test]
fn each_right_goes_as_far_as_nobody_need_decide() {
    let table = [
        (Right::Disclosure, "", "", State::Done),
        (Right::Inquiry, "", "What for?", State::Open),
        (Right::Revision, "birthday", "2001-02-03", State::Done),
        (Right::Revision, "other", "The note on my order is wrong.", State::Open),
        (Right::Cancellation, "use", "", State::Done),
        (Right::Cancellation, "choice:statistics", "", State::Done),
        (Right::Cancellation, "close", "", State::Waiting),
        (Right::Deletion, "", "", State::Grace),
    ];
    for (right, subject, words, expect) in table {
        each(|bench| {
            let who = settle(&bench.db, 1, "_one");
            let id = asks(&bench.db, who, right, subject, words);
            assert_eq!(state(&bench.db, id), expect, "{right:?} {subject}");
            let steps = act(&bench.db, move |tx| requests::steps(tx, id)).unwrap();
            assert_eq!(steps[0].event, Event::Ask);
            assert_eq!(steps.last().unwrap().state, expect);
            let numbered = steps.iter().enumerate().all(|(n, step)| step.n as usize == n);
            assert!(numbered, "{steps:?}");
        });
    }
}

#[test]
fn what_does_not_fit_is_refused_by_name() {
    each(|bench| {
        let (db, who) = (&bench.db, settle(&bench.db, 1, "_one"));
        let table = [
            (Right::Disclosure, "use", "", "privacy.no_such_subject"),
            (Right::Cancellation, "choice:nothing", "", "privacy.no_such_subject"),
            (Right::Revision, "shoe_size", "44", "privacy.no_such_subject"),
            (Right::Inquiry, "", "  ", "privacy.empty"),
            (Right::Inquiry, "", "4111 1111 1111 1111", "privacy.card_number"),
        ];
        for (right, subject, words, code) in table {
            let asking = asking(who, right, subject, words);
            let no = act(db, move |tx| requests::ask(tx, &asking)).unwrap_err();
            assert_eq!(no.code(), code, "{right:?} {subject} {words}");
        }
        asks(db, who, Right::Deletion, "", "");
        let again = asking(who, Right::Deletion, "", "");
        let no = act(db, move |tx| requests::ask(tx, &again)).unwrap_err();
        assert_eq!(no.code(), "privacy.asked_already");
    });
}

#[test]
fn clocks_run_by_law_and_alarms_ring_once_each() {
    each(|bench| {
        let db = &bench.db;
        let (jp, eu) = (settle(db, 1, "_one"), european(db, 2));
        let begins = db.now();
        let ours = asks(db, jp, Right::Inquiry, "", "What for?");
        let theirs = asks(db, eu, Right::Inquiry, "", "What for?");
        let clocks = |id: RequestId| {
            act(db, move |tx| {
                let request = requests::load(tx, id)?;
                requests::clocks(tx, &request)
            })
            .unwrap()
        };
        let fortnight = begins.plus(Span::days(14));
        assert_eq!(clocks(ours), [(Law::Jp, fortnight)]);
        let month = At::parse("2026-12-22T12:00:00Z").unwrap();
        assert_eq!(clocks(theirs), [(Law::Jp, fortnight), (Law::Eu, month)]);
        let alarms = |id: RequestId| act(db, move |tx| requests::load(tx, id)).unwrap().alarms;
        for (day, rung) in [(6, 0), (7, 1), (9, 1), (10, 2), (13, 3), (20, 3)] {
            bench.clock.set(begins.plus(Span::days(day)));
            work::alarms(db).unwrap();
            work::alarms(db).unwrap();
            assert_eq!(alarms(ours), rung, "day {day}");
        }
        let no = act(db, move |tx| requests::extend(tx, ours, "many orders", staff()));
        assert_eq!(no.unwrap_err().code(), "privacy.not_longer");
        act(db, move |tx| requests::extend(tx, theirs, "many orders", staff())).unwrap();
        let longer = At::parse("2027-02-22T12:00:00Z").unwrap();
        assert_eq!(clocks(theirs), [(Law::Jp, fortnight), (Law::Eu, longer)]);
        let no = act(db, move |tx| requests::extend(tx, theirs, "once more", staff()));
        assert_eq!(no.unwrap_err().code(), "privacy.not_longer");
        let told = act(db, move |tx| {
            let request = requests::load(tx, theirs)?;
            requests::thread(tx, &Opener::member(), &request)
        });
        assert_eq!(told.unwrap().last().unwrap().words.as_str(), "many orders");
    });
}

#[test]
fn whoever_does_not_show_who_they_are_lapses_on_the_fourteenth_day() {
    each(|bench| {
        let (db, who) = (&bench.db, settle(&bench.db, 1, "_one"));
        let ask = asking(who, Right::Disclosure, "", "");
        let id = act(db, move |tx| requests::ask(tx, &ask)).unwrap();
        bench.clock.forward(Span::secs(14 * 86_400 - 1));
        works(db);
        assert_eq!(state(db, id), State::Asked);
        bench.clock.forward(Span::secs(1));
        works(db);
        assert_eq!(state(db, id), State::Lapsed);
        let late = act(db, move |tx| requests::prove(tx, id, "session")).unwrap_err();
        let stranger = Asking {
            member: None,
            asker: Asker::Other,
            ..asking(who, Right::Inquiry, "", "Mine?")
        };
        let held_by = act(db, move |tx| {
            let id = requests::ask(tx, &stranger)?;
            let request = requests::load(tx, id)?;
            requests::set_mail(tx, &request, "typed@example.test")?;
            Ok(request.held_by)
        })
        .unwrap();
        assert!(archive(db, held_by).contains("typed@example.test"));
        bench.clock.forward(Span::days(14));
        works(db);
        assert!(!archive(db, held_by).contains("typed@example.test"), "it may be anybody's");
        assert_eq!(late.code(), "privacy.no_such_step");
    });
}

#[test]
fn two_of_the_staff_who_decide_at_once_decide_once() {
    each(|bench| {
        let (db, who) = (&bench.db, settle(&bench.db, 1, "_one"));
        let id = asks(db, who, Right::Revision, "other", "The note on my order is wrong.");
        let deciding: Vec<_> = (0..8)
            .map(|n| {
                let db = db.clone();
                std::thread::spawn(move || {
                    act(&db, move |tx| match n % 2 {
                        0 => requests::grant(tx, id, staff()).map(|_| ()),
                        _ => requests::refuse(tx, id, Ground::Accurate, "It is right.", staff()),
                    })
                })
            })
            .collect();
        let answers: Vec<_> = deciding.into_iter().map(|one| one.join().unwrap()).collect();
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
        for answer in answers.into_iter().filter_map(Result::err) {
            assert_eq!(answer.code(), "privacy.no_such_step");
        }
        assert!(state(db, id).is_over());
        let steps = act(db, move |tx| requests::steps(tx, id)).unwrap();
        assert_eq!(steps.iter().filter(|step| step.state.is_over()).count(), 1);
    });
}

#[test]
fn a_refusal_needs_a_ground_of_every_law_and_says_why() {
    each(|bench| {
        let (db, who) = (&bench.db, european(&bench.db, 1));
        let id = asks(db, who, Right::Revision, "other", "The note on my order is wrong.");
        let no = act(db, move |tx| requests::refuse(tx, id, Ground::Hindrance, "no", staff()));
        assert_eq!(no.unwrap_err().code(), "privacy.no_lawful_ground");
        let no = act(db, move |tx| requests::refuse(tx, id, Ground::Accurate, " ", staff()));
        assert_eq!(no.unwrap_err().code(), "privacy.empty");
        assert_eq!(state(db, id), State::Open, "nothing of it was kept");
        act(db, move |tx| requests::refuse(tx, id, Ground::Accurate, "It is.", staff())).unwrap();
        assert_eq!(
            act(db, move |tx| requests::load(tx, id)).unwrap().ground,
            Some(Ground::Accurate)
        );
    });
}

#[test]
fn a_correction_keeps_the_old_value_sealed_and_reaches_whoever_was_given_it() {
    each(|bench| {
        let (db, who) = (&bench.db, settle(&bench.db, 1, "_one"));
        let give = |code: &'static str| {
            let to = To { recipient: code.to_owned(), means: Means::Documents };
            act(db, move |tx| disclose::<ParcelLabel>(tx, &warehouse(), who, &to).map(|_| ()))
        };
        give("demo_express").unwrap();
        bench.clock.forward(Span::days(91));
        give("demo_post").unwrap();
        let id = asks(db, who, Right::Revision, "family", "Rightname");
        assert_eq!(state(db, id), State::Working, "until the carrier confirmed");
        let profile = act(db, move |tx| tx.open::<OwnProfile>(&Opener::member(), who)).unwrap();
        let name = profile.name.unwrap();
        assert_eq!(name.show().family.as_str(), "Rightname");
        assert_eq!(name.show().given.as_str(), "Given_one");
        let passings = move |tx: &mut Tx<'_>| requests::passings(tx, id);
        let parties: Vec<String> =
            act(db, passings).unwrap().into_iter().map(|one| one.party).collect();
        assert_eq!(parties, ["demo_post"], "the other was given it before");
        let early = act(db, move |tx| requests::confirmed(tx, id, "demo_post", staff()));
        assert_eq!(early.unwrap_err().code(), "privacy.no_such_step");
        act(db, move |tx| requests::passed(tx, id, "demo_post", staff())).unwrap();
        assert_eq!(state(db, id), State::Working);
        act(db, move |tx| requests::confirmed(tx, id, "demo_post", staff())).unwrap();
        assert_eq!(state(db, id), State::Done);
        let archive = archive(db, who);
        assert!(archive.contains("Family_one"), "the old value is there for its person");
    });
}

#[test]
fn a_question_is_answered_on_record() {
    each(|bench| {
        let (db, who) = (&bench.db, settle(&bench.db, 1, "_one"));
        let id = asks(db, who, Right::Inquiry, "", "What for, exactly?");
        let officer = Opener::staff(policy::Role::PrivacyOfficer, staff(), format!("request {id}"));
        let read = act(db, move |tx| {
            let request = requests::load(tx, id)?;
            requests::thread(tx, &officer, &request)
        });
        assert_eq!(read.unwrap()[0].words.as_str(), "What for, exactly?");
        act(db, |tx| privacy::log::sequence(tx, 100)).unwrap();
        let acts = act(db, move |tx| privacy::record::acts_on(tx, who, None, 10)).unwrap();
        let view = acts[0].view.as_deref().unwrap();
        assert!(view.ends_with("RequestWords"), "{view}");
        act(db, move |tx| requests::answer(tx, id, "For shipping.", staff())).unwrap();
        assert_eq!(state(db, id), State::Done);
        let other = settle(db, 2, "_two");
        let no = act(db, move |tx| requests::load_own(tx, other, id)).unwrap_err();
        assert_eq!(no.code(), "privacy.no_such_request");
    });
}

fn archive(db: &Db, who: MemberId) -> String {
    archive_of(db, &[who])
}

fn archive_of(db: &Db, persons: &[MemberId]) -> String {
    let mut bytes = Vec::new();
    requests::archive::write(db, &Opener::member(), persons, Lang::En, |some| {
        bytes.extend(some);
        Ok(())
    })
    .unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn an_archive_holds_all_of_theirs_and_nothing_of_anothers() {
    each(|bench| {
        let db = &bench.db;
        let (who, other) = (settle(db, 1, "_qqONE"), settle(db, 2, "_qqTWO"));
        let to = To { recipient: "demo_post".to_owned(), means: Means::Documents };
        act(db, move |tx| disclose::<ParcelLabel>(tx, &warehouse(), who, &to).map(|_| ())).unwrap();
        for (n, mark) in [(who, "qqONE"), (other, "qqTWO")] {
            asks(db, n, Right::Inquiry, "", &format!("Asked by {mark}x"));
        }
        act(db, |tx| privacy::log::sequence(tx, 100)).unwrap();
        let whole = archive(db, who);
        for word in ["Given_qqONE", "Lines_qqONE", "+81_qqONE", "mail_qqONE@", "Asked by qqONEx"] {
            assert!(whole.contains(word), "{word}");
        }
        assert!(whole.contains("index.html") && whole.contains("json/disclosure.json"));
        assert!(whole.contains("proofs/disclosed-rec_") && whole.contains("daiko proof 1"));
        assert!(whole.contains("Demo Post") && whole.contains("csv/personal.csv"));
        assert!(!whole.contains("qqTWO"), "another's");
        let nobody = member(9);
        act(db, move |tx| privacy::register(tx, nobody)).unwrap();
        assert!(!archive(db, nobody).contains("json/personal.json"));
    });
}
