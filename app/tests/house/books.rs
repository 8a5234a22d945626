//! What the books keep of a real sale: made when it is paid, kept beyond an erasure to which two
//! persons agreed, and gone at the law's date.

use db::Db;
use kernel::{At, Clock as _, Day, Id as _, MemberId, OrderId, Span};
use policy::{RetentionClass, Right};
use privacy::requests::rules::State;
use privacy::{Name, OpenViews as _, Opener, OwnProfile, requests, retention};
use web::Role;

use crate::common::{Scene, last_of, main_of, on_each_engine, work};
use crate::rights::{act, archive, asks, sql, two_agree, works};
use crate::seeds::ENDS;
use crate::to_the_door::buys;

const KEPT_AT: &str = "SELECT set_at FROM vault_field WHERE member = $1 AND class = 'tax' AND place = $2 ORDER BY item";
const PAID_AT: &str = "SELECT at FROM order_event WHERE order_id = $1 AND event = 'pay'";

fn alice(db: &Db) -> MemberId {
    act(db, |tx| Ok(members::find(tx, "alice")?.unwrap().member)).unwrap()
}

async fn pays(scene: &Scene) -> OrderId {
    let working = work(scene).await;
    let mut alice = scene.member("alice").await;
    let order = buys(scene, &mut alice).await;
    working.stop().await.unwrap();
    OrderId::parse(&last_of(&order)).unwrap()
}

fn kept_at(db: &Db, who: MemberId, order: OrderId) -> Vec<At> {
    let rows: Vec<(At,)> = act(db, move |tx| tx.all(sql(KEPT_AT), (who, order))).unwrap();
    rows.into_iter().map(|row| row.0).collect()
}

fn tax_clocks(db: &Db, who: MemberId) -> Vec<retention::Running> {
    let mut all = act(db, move |tx| retention::clocks_of(tx, who)).unwrap();
    all.retain(|clock| clock.class == "tax");
    all
}

/// The list of sales of a day, asked for by the accountant and agreed to by the boss.
fn sales(db: &Db, day: Day) -> String {
    let export = act(db, move |tx| {
        let by = staff::find(tx, "only-accountant")?.unwrap().staff;
        let boss = staff::find(tx, "boss")?.unwrap().staff;
        let (kind, why) = (exports::Kind::Sales, "the books".to_owned());
        let id = exports::ask(tx, &exports::NewExport { kind, days: Some((day, day)), why }, by)?;
        exports::answer(tx, id, staff::Reply::Agreed, boss)?;
        exports::begin_taking(tx, id, by).map(|taking| taking.0)
    })
    .unwrap();
    std::thread::scope(|scope| {
        let drawn = scope.spawn(|| {
            let mut whole = String::new();
            let mut send = |lines: String| {
                whole.push_str(&lines);
                Ok(())
            };
            exports::draw(db, &export, &mut send).unwrap();
            whole
        });
        drawn.join().unwrap()
    })
}

#[test]
fn a_paid_order_names_its_buyer_in_the_books_beyond_an_erasure_and_until_the_laws_date() {
    on_each_engine(60, async |scene| {
        let order = pays(scene).await;
        let db = scene.house().db.clone();
        let who = alice(&db);
        let paid: Vec<(At,)> = act(&db, move |tx| tx.all(sql(PAID_AT), (order,))).unwrap();
        let paid = paid[0].0;
        // One instant for each transaction: the copies were made in that of the payment.
        assert_eq!(kept_at(&db, who, order), [paid, paid], "{}", scene.engine);
        let clock = tax_clocks(&db, who).remove(0);
        assert_eq!(clock.place, order.to_string());
        // What is kept of her, and until when, she sees and is handed out.
        let mut hers = scene.member("alice").await;
        let page = hers.get("/me/privacy").await;
        assert!(page.says("tax books and papers"), "{}", main_of(&page.body));
        let whole = archive(&db, who);
        let family = format!("\"place\":\"{order}\",\"part\":\"family\",\"value\":\"Example\"");
        assert!(whole.contains(&format!("\"tax\",\"piece\":\"name\",{family}")), "{order}");

        let id = asks(&db, who, Right::Deletion, "", "");
        let state = |db: &Db| act(db, move |tx| requests::load(tx, id)).unwrap().state;
        assert_eq!(state(&db), State::Open, "a law keeps something: a person decides");
        two_agree(scene, who, id).await;
        for text in ENDS {
            act(&db, move |tx| tx.run(sql(text), (who,))).unwrap();
        }
        works(&db);
        assert_eq!(state(&db), State::Done, "{}", scene.engine);
        let opened = act(&db, move |tx| tx.open::<OwnProfile>(&Opener::member(), who).map(|_| ()));
        assert_eq!(opened.unwrap_err().code(), "privacy.erased");
        scene.hire(Role::Accountant).await;
        let list = sales(&db, Day::of(paid));
        assert!(list.contains("Example,1 Sample Street,Wellington"), "{list}");
        drop((db, hers));
        ends_at_its_date(scene, who, order, clock.due_at, Day::of(paid));
    });
}

// The house of a day before the date, and of a moment after it.
fn ends_at_its_date(scene: &mut Scene, who: MemberId, order: OrderId, due: At, sold: Day) {
    for (at, left) in [(due.minus(Span::days(1)), 2), (due.plus(Span::secs(1)), 0)] {
        scene.reopen(|plan| {
            let wall = db::SystemClock::default().now();
            let ahead = at.micros() - wall.micros();
            plan.epoch = wall.minus(Span::micros(ahead / (plan.speed - 1)));
        });
        let db = scene.house().db.clone();
        act(&db, |tx| retention::sweep(tx, 1_000).map(|_| ())).unwrap();
        assert_eq!(kept_at(&db, who, order).len(), left, "{}: {}", scene.engine, db.now());
        let names = sales(&db, sold).contains("Example,1 Sample Street");
        assert_eq!(names, left > 0, "{}: {}", scene.engine, db.now());
    }
}

#[test]
fn a_member_without_a_name_pays_all_the_same() {
    on_each_engine(60, async |scene| {
        let db = scene.house().db.clone();
        let who = alice(&db);
        act(&db, move |tx| privacy::discard::<Name>(tx, who, RetentionClass::Account, "")).unwrap();
        let order = pays(scene).await;
        let paid: Vec<(At,)> = act(&db, move |tx| tx.all(sql(PAID_AT), (order,))).unwrap();
        assert_eq!(paid.len(), 1, "{}", scene.engine);
        assert!(kept_at(&db, who, order).is_empty() && tax_clocks(&db, who).is_empty());
    });
}
