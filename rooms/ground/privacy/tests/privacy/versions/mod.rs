//! Versions of the policy: from a draft over its review and its announcement to its instant; over
//! restarts and crashes; and what may never change.

mod abroad;
mod days;
mod kept;

use std::sync::{Arc, Mutex};

use db::{Answer, Db, Open, Tx};
use kernel::{At, Clock as _, MemberId, Span, StaffId, VersionId};
use policy::Policy;
use privacy::requests::{House, Piece, Runs, Upstairs};
use privacy::start::{every_few_minutes, every_second, start};
use privacy::versions::rules::State;
use privacy::versions::{self, Telling, Typed};
use privacy::{OpenViews as _, Opener, RunningPolicy};
use testkit::Bench;

use crate::house::{
    Folder, act, member, next_version, plugs_of, policy, policy_with, schema, settle, staff, views,
};

mod list {
    privacy::personal_view! {
        /// Whom the marketing people see by name.
        pub struct Named: Purpose::Partners, by [Marketing], to [] { handle: privacy::Handle }
        /// To whom the magazine goes.
        pub struct Reader: Purpose::Magazine, by [System], to [] { handle: privacy::Handle }
        /// What partner companies are given.
        pub struct Partner: Purpose::Partners, by [System], to [Partner] {
            handle: privacy::Handle, country: privacy::Country,
        }
    }
}

/// The rooms above: who else agreed, who was told what, and a crash on demand.
#[derive(Clone, Default)]
pub struct Above {
    agreed: Arc<Mutex<Option<StaffId>>>,
    told: Arc<Mutex<Vec<(MemberId, Telling)>>>,
    fails_at: Arc<Mutex<Option<usize>>>,
}

impl House for Above {
    fn runs(&self, _: &mut Tx<'_>, _: MemberId) -> Answer<Vec<Runs>> {
        Ok(Vec::new())
    }
    fn fits(&self, _: &Tx<'_>, _: Piece, words: &str) -> Answer<String> {
        Ok(words.to_owned())
    }
    fn pay_back(&self, _: &mut Tx<'_>, _: MemberId) -> Answer<()> {
        Ok(())
    }
    fn close(&self, _: &mut Tx<'_>, _: MemberId) -> Answer<()> {
        Ok(())
    }
    fn agreed(&self, _: &mut Tx<'_>, _: MemberId, _: &str, _: StaffId) -> Answer<bool> {
        Ok(false)
    }
    fn agreed_to_version(
        &self,
        _: &mut Tx<'_>,
        _: VersionId,
        _: StaffId,
    ) -> Answer<Option<StaffId>> {
        Ok(*self.agreed.lock().unwrap())
    }
    fn tell_of_version(
        &self,
        tx: &mut Tx<'_>,
        member: MemberId,
        _: VersionId,
        what: Telling,
    ) -> Answer<bool> {
        let mut fails = self.fails_at.lock().unwrap();
        if let Some(left) = fails.as_mut() {
            if *left == 0 {
                *fails = None;
                return Err(kernel::Fault::new("the power is gone").into());
            }
            *left -= 1;
        }
        // Told is who was told in a transaction that stands.
        let told = Arc::clone(&self.told);
        tx.after_commit(move || told.lock().unwrap().push((member, what)));
        Ok(true)
    }
}

impl Above {
    fn told(&self, what: Telling) -> Vec<MemberId> {
        let told = self.told.lock().unwrap();
        let mut all: Vec<_> = told.iter().filter(|row| row.1 == what).map(|row| row.0).collect();
        all.sort();
        all
    }
}

fn open(bench: &Bench, folder: &Folder, files: &[Policy], above: &Above) -> Db {
    let now = bench.clock.now();
    let plugs = plugs_of(folder, files.to_vec(), list::VIEWS, now);
    Open::at(bench.address.clone())
        .clock(bench.clock.clone())
        .plugs(plugs.with(Arc::new(Upstairs::new(above.clone()))))
        .open(&schema())
        .unwrap()
}

fn each(test: impl Fn(&Bench, &Folder, &Above)) {
    testkit::on_each_engine_with(&schema(), &db::Plugs::new(), |bench| {
        test(bench, &Folder::fresh(), &Above::default());
    });
}

fn running(db: &Db) -> &RunningPolicy {
    db.plugs().get::<RunningPolicy>().unwrap()
}

fn chooses(db: &Db, who: MemberId, choice: &str, on: bool) {
    let ask = privacy::choices::Choosing {
        member: who,
        choice: choice.into(),
        on,
        lang: policy::Lang::En,
        words: "words".into(),
        by: privacy::choices::ChosenBy::Page,
    };
    act(db, move |tx| privacy::choices::choose(tx, &ask)).unwrap();
}

fn now_binds(db: &Db) -> String {
    running(db).at(db.now()).hash().to_owned()
}

fn other() -> StaffId {
    kernel::Id::from_bits((9 << 80) | 1)
}

fn drafted(db: &Db, policy: &Policy) -> VersionId {
    let policy = policy.clone();
    act(db, move |tx| versions::draft(tx, &policy, Some(staff()))).unwrap()
}

fn put_up(db: &Db, id: VersionId) -> Answer<()> {
    act(db, move |tx| versions::put_up(tx, id, staff()))
}

fn announce(db: &Db, id: VersionId) -> Answer<State> {
    act(db, move |tx| versions::announce(tx, id, staff()))
}

/// Drafted, reviewed and announced; by two, where it widens.
pub fn publish(db: &Db, above: &Above, policy: &Policy) -> VersionId {
    *above.agreed.lock().unwrap() = Some(other());
    let id = drafted(db, policy);
    put_up(db, id).unwrap();
    assert_eq!(announce(db, id).unwrap(), State::Announced);
    id
}

fn tell_everybody(db: &Db) {
    while versions::work(db).unwrap() > 0 {}
}

fn state(db: &Db, id: VersionId) -> State {
    act(db, move |tx| versions::load(tx, id)).unwrap().state()
}

const MARKETING: &str = "marketing = [\"D1.handle\", ";

fn wider(before: &Policy, day: &str) -> Policy {
    next_version(before, day, |text| {
        text.replace(MARKETING, "marketing = [\"D1.handle\", \"D7\", ")
    })
}

fn narrower(before: &Policy, day: &str) -> Policy {
    next_version(before, day, |text| {
        text.replace("representative = \"Hanako Mihon\"", "representative = \"Hana Mihon\"")
            .replace("period = \"7 years\"", "period = \"80 months\"")
    })
}

#[test]
fn a_wider_version_takes_two_persons_is_told_to_everybody_and_binds_at_its_instant() {
    each(|bench, folder, above| {
        let first = policy();
        let db = open(bench, folder, std::slice::from_ref(&first), above);
        assert!(start(&db).unwrap().new_policy);
        let all: Vec<MemberId> = (1..=3).map(|n| settle(&db, n, &format!("_{n}"))).collect();

        // Its day leaves the two weeks of notice no room, then it does.
        let soon = drafted(&db, &wider(&first, "2026-11-25"));
        assert_eq!(put_up(&db, soon).unwrap_err().code(), "privacy.version_too_soon");
        let second = wider(&first, "2027-01-20");
        let id = drafted(&db, &second);
        let again = second.clone();
        let twice = act(&db, move |tx| versions::draft(tx, &again, None));
        assert_eq!(twice.unwrap_err().code(), "privacy.version_known");
        assert_eq!(announce(&db, id).unwrap_err().code(), "privacy.version_moved");
        put_up(&db, id).unwrap();
        assert_eq!(put_up(&db, id).unwrap_err().code(), "privacy.version_moved");
        assert_eq!(announce(&db, id).unwrap(), State::Review, "nobody else has agreed");
        *above.agreed.lock().unwrap() = Some(other());
        assert_eq!(announce(&db, id).unwrap(), State::Announced);
        assert_eq!(announce(&db, id).unwrap_err().code(), "privacy.version_moved");
        let row = act(&db, move |tx| versions::load(tx, id)).unwrap();
        assert_eq!((row.announced_by, row.second_by), (Some(staff()), Some(other())));

        tell_everybody(&db);
        assert_eq!(above.told(Telling::Coming), all);
        let told = act(&db, move |tx| versions::load(tx, id)).unwrap().told_at.unwrap();
        assert_eq!(told, db.now());
        // Who joins meanwhile is told, too, and nobody twice.
        bench.clock.forward(Span::days(3));
        let late = settle(&db, 4, "_4");
        while every_few_minutes(&db).unwrap() {}
        tell_everybody(&db);
        assert_eq!(above.told(Telling::Coming), [all.clone(), vec![late]].concat());

        let from = second.effective.begins();
        assert_eq!(running(&db).waiting()[0].from, Some(from));
        bench.clock.set(from.minus(Span::micros(1)));
        every_second(&db).unwrap();
        assert_eq!((now_binds(&db), state(&db, id)), (first.hash().to_owned(), State::Announced));
        bench.clock.set(from);
        assert_eq!(now_binds(&db), second.hash(), "at its instant, without a restart");
        // Whoever asks for an instant before it is answered by what bound then.
        assert_eq!(running(&db).at(from.minus(Span::micros(1))).hash(), first.hash());
        every_second(&db).unwrap();
        assert_eq!(state(&db, id), State::InForce);
        let gone = act(&db, move |tx| versions::end(tx, id, staff()));
        assert_eq!(gone.unwrap_err().code(), "privacy.version_binds");
        assert!(privacy::cli::log_verify(&db, Vec::new()).unwrap().well);
        drop(db);
        is_there_after_a_restart(bench, folder, above, &first, &second);
    });
}

// The database has it: the files a house began with are enough.
fn is_there_after_a_restart(
    bench: &Bench,
    folder: &Folder,
    above: &Above,
    first: &Policy,
    second: &Policy,
) {
    let db = open(bench, folder, std::slice::from_ref(first), above);
    assert!(!start(&db).unwrap().new_policy);
    assert_eq!(now_binds(&db), second.hash());
    let known: Vec<_> = running(&db).versions().iter().map(|v| v.version).collect();
    assert_eq!(known, [first.version, second.version]);
    let texts = running(&db).versions().pop().unwrap();
    assert_eq!(Typed::of(&texts), Typed::of(second), "as it was typed");
}

#[test]
fn a_crash_while_members_are_told_tells_nobody_twice_and_forgets_nobody() {
    each(|bench, folder, above| {
        let first = policy();
        let db = open(bench, folder, std::slice::from_ref(&first), above);
        start(&db).unwrap();
        let people = usize::try_from(versions::AT_ONCE).unwrap() * 2 + 7;
        let all: Vec<MemberId> = (1..=people as u128).map(member).collect();
        let ids = all.clone();
        act(&db, move |tx| ids.iter().try_for_each(|who| privacy::register(tx, *who))).unwrap();
        let second = wider(&first, "2027-01-20");
        let id = publish(&db, above, &second);
        let mut db = db;
        for fails_at in [0, 3, 150, 199, 205, 6] {
            *above.fails_at.lock().unwrap() = Some(fails_at);
            if versions::work(&db).is_ok() {
                continue;
            }
            assert!(act(&db, move |tx| versions::load(tx, id)).unwrap().told_at.is_none());
            drop(db);
            db = open(bench, folder, std::slice::from_ref(&first), above);
            start(&db).unwrap();
            assert_eq!(running(&db).waiting().len(), 1, "what was announced survived");
            assert_eq!(running(&db).waiting()[0].from, None, "its notice has not begun");
        }
        *above.fails_at.lock().unwrap() = None;
        bench.clock.forward(Span::days(50));
        tell_everybody(&db);
        assert_eq!(above.told(Telling::Coming), all);
        // Told late: the notice runs from the last one, whatever the day says.
        let told = db.now();
        bench.clock.set(second.effective.begins());
        let from = told.plus(Span::days(14)).max(second.effective.begins());
        assert_eq!(running(&db).waiting()[0].from, Some(from));
        bench.clock.set(from.minus(Span::micros(1)));
        assert_eq!(now_binds(&db), first.hash());
        bench.clock.set(from);
        assert_eq!(now_binds(&db), second.hash());
    });
}

#[test]
fn a_draft_is_dropped_and_an_announced_version_withdrawn_before_its_day_and_everybody_knows() {
    each(|bench, folder, above| {
        let first = policy();
        let db = open(bench, folder, std::slice::from_ref(&first), above);
        start(&db).unwrap();
        let all: Vec<MemberId> = (1..=3).map(|n| settle(&db, n, &format!("_{n}"))).collect();
        let dropped = drafted(&db, &wider(&first, "2027-01-21"));
        let ended = act(&db, move |tx| versions::end(tx, dropped, staff())).unwrap();
        assert_eq!(
            (ended, put_up(&db, dropped).unwrap_err().code()),
            (State::Discarded, "privacy.version_moved",)
        );

        let second = wider(&first, "2027-01-20");
        let id = publish(&db, above, &second);
        let rival = drafted(&db, &narrower(&first, "2027-01-22"));
        put_up(&db, rival).unwrap();
        assert_eq!(announce(&db, rival).unwrap_err().code(), "privacy.version_on_its_way");
        // The telling broke off once, and nobody is told twice for that.
        *above.fails_at.lock().unwrap() = Some(0);
        versions::work(&db).unwrap_err();
        tell_everybody(&db);
        bench.clock.set(second.effective.begins().minus(Span::micros(1)));
        let ended = act(&db, move |tx| versions::end(tx, id, staff())).unwrap();
        assert_eq!(ended, State::Withdrawn);
        bench.clock.set(second.effective.begins());
        assert_eq!(now_binds(&db), first.hash(), "a microsecond too late to come in");
        assert!(running(&db).waiting().is_empty());
        tell_everybody(&db);
        assert_eq!(above.told(Telling::Withdrawn), all);
        let again = act(&db, move |tx| versions::end(tx, id, staff()));
        assert_eq!(again.unwrap_err().code(), "privacy.version_moved");
        drop(db);
        let db = open(bench, folder, std::slice::from_ref(&first), above);
        start(&db).unwrap();
        tell_everybody(&db);
        assert_eq!((now_binds(&db), above.told(Telling::Withdrawn)), (first.hash().into(), all));
        assert_eq!(put_up(&db, id).unwrap_err().code(), "privacy.version_moved");
    });
}

#[test]
fn of_two_who_decide_at_once_one_does() {
    each(|bench, folder, above| {
        let first = policy();
        let db = open(bench, folder, std::slice::from_ref(&first), above);
        start(&db).unwrap();
        *above.agreed.lock().unwrap() = Some(other());
        let id = drafted(&db, &wider(&first, "2027-01-20"));
        put_up(&db, id).unwrap();
        // One announces while the other drops it, many times at once.
        let outcomes: Vec<Answer<State>> = std::thread::scope(|scope| {
            let hands: Vec<_> = (0..8)
                .map(|n| {
                    let db = db.clone();
                    scope.spawn(move || {
                        db.write_now("both", privacy::choices::lock(), move |tx| {
                            if n % 2 == 0 {
                                versions::announce(tx, id, staff())
                            } else {
                                versions::end(tx, id, other())
                            }
                        })
                    })
                })
                .collect();
            hands.into_iter().map(|hand| hand.join().unwrap()).collect()
        });
        let done: Vec<State> = outcomes.into_iter().flatten().collect();
        let announced = done.iter().filter(|state| **state == State::Announced).count();
        let ended = done.len() - announced;
        assert!(announced <= 1 && ended == 1, "{done:?}");
        let expect = if announced == 1 { State::Withdrawn } else { State::Discarded };
        assert_eq!(state(&db, id), expect);
        versions::work(&db).unwrap();
        assert!(running(&db).waiting().is_empty());
    });
}
