//! A house that dies in the middle of telling people, or of a business that comes over: it goes on
//! where it was, does nothing twice, and forgets nobody.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;

use db::{Answer, Db, Open, Tx};
use duties::News;
use duties::breach::rules::Cause;
use duties::breach::{self, Way};
use duties::cli::{export, import};
use jobs::{Handlers, run_until_idle};
use kernel::{IncidentId, MemberId, NoticeId, Span};
use policy::Role;
use privacy::handover::TransferKey;
use privacy::{Destination, OpenViews as _, Opener};

use crate::house::{House, code, each};
use crate::succession::{adopt, beside, given_away, handed_over};

db::sql! {
    HEARD = "INSERT INTO notice (id, member, kind, about, told_at) VALUES ($1, $2, 'reset', $3, $4)";
    ALL_HEARD = "SELECT member FROM notice ORDER BY member";
    TAKEN_OVER = "SELECT handover, member FROM handover_person ORDER BY member";
    RECEIVED = "SELECT id FROM log_entry WHERE kind = 'received'";
    HANDOVERS = "SELECT people, done_at FROM handover WHERE way = 'in'";
}

/// The house opened anew on the same data.
fn opened_again(house: &House<'_>) -> Db {
    let open = Open::at(house.bench.address.clone()).clock(house.bench.clock.clone());
    open.plugs(house.db.plugs().clone()).open(&testkit::migrations()).unwrap()
}

/// What hears of whom was reached writes it down, in the transaction in which it hears.
fn hearing() -> Arc<Handlers> {
    Arc::new(duties::handlers(Handlers::new()).news::<News>(|tx, news| {
        let (News::Reached { member, .. } | News::Ordered { member, .. }) = news;
        let id: NoticeId = tx.new_id();
        tx.put(HEARD, (id, *member, "breach", tx.now()))?;
        Ok(())
    }))
}

/// Works until so many answers of the database have come, then is no more; whether it was done.
fn dies_after(house: &House<'_>, answers: usize) -> bool {
    let db = opened_again(house);
    let handlers = hearing();
    let done = house.block_on(async {
        let mut work = pin!(run_until_idle(&db, &handlers));
        let mut polls = 0;
        std::future::poll_fn(|cx| {
            polls += 1;
            match work.as_mut().poll(cx) {
                Poll::Ready(done) => Poll::Ready(Some(done)),
                Poll::Pending if polls >= answers => Poll::Ready(None),
                Poll::Pending => Poll::Pending,
            }
        })
        .await
    });
    // What was asked of the database last may still be carried out, as when only the program dies.
    std::thread::sleep(std::time::Duration::from_millis(20));
    done.map(Result::unwrap).is_some()
}

fn tells(house: &House<'_>, reached: &[MemberId]) -> IncidentId {
    let [boss, officer, _] = house.officers();
    let ids = reached.to_vec();
    house
        .act(move |tx| {
            let who = Opener::staff(Role::Warehouse, boss, "a list");
            tx.open_many::<Destination>(&who, &ids).map(|_| ())
        })
        .unwrap();
    let id = house.incident(Cause::Insider, officer);
    house.reach(id, Way::Staff, &boss.to_string(), house.always(), officer);
    house.write_statement(id, officer);
    let seen = house.load(id).steps;
    house.act(move |tx| breach::tell_all(tx, id, seen, officer)).unwrap();
    id
}

#[test]
fn a_house_that_dies_again_and_again_while_it_tells_people_tells_each_once() {
    each(|house| {
        let mut all: Vec<MemberId> =
            (0..120).map(|n| house.member(&format!("member{n}"), "US")).collect();
        all.sort_unstable();
        let id = tells(house, &all);
        let heard = || -> Vec<MemberId> {
            let rows: Vec<(MemberId,)> = house.ask(|tx| tx.all(ALL_HEARD, ()));
            rows.into_iter().map(|row| row.0).collect()
        };
        let (mut deaths, mut halves) = (0, 0);
        // Each time it lives a little longer, so that it dies at every place of its round.
        while !dies_after(house, 2 + deaths / 3) {
            deaths += 1;
            let so_far = heard();
            let mut once = so_far.clone();
            once.dedup();
            assert_eq!(once, so_far, "nobody twice, after {deaths} deaths");
            halves += usize::from(!so_far.is_empty() && so_far.len() < all.len());
            assert!(deaths < 200, "it never ends");
        }
        assert!(deaths >= 8 && halves >= 4, "it died {deaths} times, {halves} in the middle");
        assert_eq!(heard(), all, "nobody is forgotten");
        let so_far = house.ask(move |tx| {
            let incident = breach::load(tx, id)?;
            let stands = breach::standing(tx, &incident)?;
            breach::progress(tx, &incident, &stands)
        });
        assert_eq!((so_far.untold, so_far.waiting), (0, 120), "their letters are on their way");
    });
}

/// How many more are given their account before the house dies.
static UNTIL: AtomicUsize = AtomicUsize::new(usize::MAX);

fn adopt_until(tx: &mut Tx<'_>, member: MemberId, beside: &[(String, String)]) -> Answer<()> {
    adopt(tx, member, beside)?;
    match UNTIL.fetch_sub(1, Ordering::SeqCst) {
        0 => panic!("the house dies here"),
        _ => Ok(()),
    }
}

#[test]
fn a_house_that_dies_while_a_business_comes_over_goes_on_with_whom_it_was_at() {
    handed_over(|file, key, [mika, ken]| {
        for until in 0..=2 {
            each(|house| {
                let from = ("Predecessor Co", "merger agreement of 2026");
                UNTIL.store(until, Ordering::SeqCst);
                let died = import(&house.db, from, key, file, adopt_until);
                assert_eq!(died.is_err(), until < 2, "{until}");
                let here = |db: &Db| {
                    let ask = move |tx: &mut Tx<'_>| {
                        Ok([members::is_member(tx, mika)?, members::is_member(tx, ken)?])
                    };
                    db.read_now("test", ask).unwrap().into_iter().filter(|here| *here).count()
                };
                assert_eq!(here(&house.db), until, "nobody by half");
                UNTIL.store(usize::MAX, Ordering::SeqCst);
                let db = opened_again(house);
                let told = import(&db, from, key, file, adopt_until).unwrap();
                let expect = format!("{} taken over, {until} here before", 2 - until);
                assert!(told.contains(&expect), "{told}");
                assert_eq!(here(&db), 2);
                let rows: Vec<(String, MemberId)> = house.ask(|tx| tx.all(TAKEN_OVER, ()));
                assert_eq!(rows.len(), 2, "each on record once");
                let entries: Vec<(String,)> = house.ask(|tx| tx.all(RECEIVED, ()));
                assert_eq!(entries.len(), 2);
                let all: Vec<(Option<i64>, Option<kernel::At>)> =
                    house.ask(|tx| tx.all(HANDOVERS, ()));
                assert!(matches!(all[..], [(Some(2), Some(_))]), "one handover: {all:?}");
                while house.act(|tx| privacy::log::sequence(tx, 1_000)).unwrap() > 0 {}
                let told = privacy::cli::log_verify(&house.db, Vec::new()).unwrap();
                assert!(told.well, "{}", told.text);
            });
        }
    });
}

/// A disk that is full after so many bytes.
struct Torn(usize);

impl std::io::Write for Torn {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(std::io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_file_torn_anywhere_is_written_anew_under_the_one_agreement_and_no_record_says_it_twice() {
    each(|house| {
        let (id, _) = given_away(house);
        let who: Vec<MemberId> = ["mika", "ken"].map(|name| house.member(name, "US")).to_vec();
        let key = TransferKey::fresh().unwrap();
        for room in [0, 100, 20_000, 26_000, 30_000] {
            let torn = export(&house.db, id, beside, &key, &mut Torn(room));
            assert!(torn.is_err(), "{room} bytes were enough");
            house.bench.clock.forward(Span::minutes(1));
        }
        let mut whole = Vec::new();
        assert_eq!(export(&house.db, id, beside, &key, &mut whole).unwrap(), 2);
        assert!(whole.len() > 30_000, "{}", whole.len());
        for member in who {
            let given = house.ask(move |tx| privacy::disclose::given_of(tx, member, 9));
            assert_eq!(given.len(), 1, "{member}");
        }
        let over = export(&house.db, id, beside, &key, &mut Vec::new());
        assert_eq!(code(&over), "duties.handover_over");
    });
}
