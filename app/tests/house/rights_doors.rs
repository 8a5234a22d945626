//! The doors of a person's rights: whoever is known by a case alone, an agent, a stale session, and
//! money that has to go back first.

use db::Db;
use kernel::{MemberId, RequestId};
use policy::{Lang, Right};
use privacy::requests::rules::{Asker, Event, State};
use privacy::requests::{self, Asking};
use web::{Browser, Role};

use crate::common::{Scene, main_of, on_each_engine, until, work};
use crate::rights::{act, asks, link_in_a_letter, sql, works};

fn alice(db: &Db) -> MemberId {
    act(db, |tx| Ok(members::find(tx, "alice")?.unwrap().member)).unwrap()
}

fn state(db: &Db, id: RequestId) -> State {
    act(db, move |tx| requests::load(tx, id)).unwrap().state
}

fn outbox(scene: &Scene) -> Vec<String> {
    let post = scene.house().db.plugs().get::<notices::Post>().unwrap();
    let all = post.mailer.as_ref().unwrap().outbox().unwrap().letters();
    all.into_iter().map(|posted| posted.letter.id.clone()).collect()
}

// Asked, proved, seen and granted; its days of grace are over.
fn erases_by_letter(db: &Db) -> RequestId {
    act(db, move |tx| {
        let asking = Asking {
            member: None,
            asker: Asker::Inquirer,
            agent: None,
            right: Right::Deletion,
            subject: String::new(),
            words: String::new(),
            lang: Lang::En,
        };
        requests::ask_by_letter(tx, &asking, "quoll@guest.example", None)?;
        let all = requests::by_decision(tx, None, 10)?;
        let id = all.iter().find(|one| one.right() == Right::Deletion).unwrap().id;
        requests::prove(tx, id, "letter")?;
        let staff = staff::find(tx, "boss")?.unwrap().staff;
        requests::see(tx, id, privacy::requests::rules::Seen::Passport, staff)?;
        requests::grant(tx, id, staff)?;
        tx.run(sql("UPDATE rights_request SET state_at = 0 WHERE state = 'grace'"), ())?;
        Ok(id)
    })
    .unwrap()
}

async fn asks_by_letter(guest: &mut Browser, fields: &[(&str, &str)]) {
    guest.get("/privacy/requests").await;
    let asked = guest.send("/privacy/requests", fields).await;
    assert_eq!(asked.status, 303, "{}", main_of(&asked.body));
}

#[test]
fn whoever_wrote_to_the_desk_is_no_stranger() {
    on_each_engine(60, async |scene| {
        let working = work(scene).await;
        let mut guest = scene.browser();
        guest.get("/contact").await;
        let case = [
            ("topic", "other"),
            ("name", "Quoll Outside"),
            ("email", "quoll@guest.example"),
            ("words", "A question of Numbat7."),
        ];
        let sent = guest.send("/contact", &case).await;
        assert_eq!(sent.status, 303, "{}", main_of(&sent.body));
        let fields = [
            ("right", "R1"),
            ("asker", "inquirer"),
            ("agent", ""),
            ("mail", "Quoll@guest.example"),
        ];
        asks_by_letter(&mut guest, &fields).await;
        let link = link_in_a_letter(scene, "Quoll@guest.example").await;
        guest.get(&link).await;
        guest.send(&format!("{link}/proof"), &[]).await;
        let page = guest.get(&link).await;
        assert!(!page.says("Nothing is held of you"), "{}", main_of(&page.body));
        let mut officer = scene.hire(Role::PrivacyOfficer).await;
        let desk = officer.get("/staff/rights").await;
        let path = crate::common::link_to(&desk.body, "/staff/rights/req_");
        let page = officer.get(&path).await;
        assert!(page.says("Whom the address leads to"), "{}", main_of(&page.body));
        officer.send(&format!("{path}/steps"), &[("deed", "see"), ("kind", "passport")]).await;
        officer.get(&path).await;
        let grant = [("deed", "grant"), ("sure", "yes")];
        let done = officer.send(&format!("{path}/steps"), &grant).await;
        assert_eq!(done.status, 303, "{}", main_of(&done.body));
        let archive = guest.get(&format!("{link}/archive")).await;
        assert!(archive.says("A question of Numbat7.") && archive.says("Quoll Outside"));
        until("the answer's letter", async || match outbox(scene).len() {
            3.. => Ok(()),
            found => Err(format!("{found} letters")),
        })
        .await;
        working.stop().await.unwrap();
        let db = scene.house().db.clone();
        let id = erases_by_letter(&db);
        works(&db);
        assert_eq!(state(&db, id), State::Done);
        assert_eq!(
            outbox(scene),
            Vec::<String>::new(),
            "memory lets go of what was written to them"
        );
        let rows = scene.dump();
        assert!(!rows.iter().any(|row| row.contains("Numbat7")), "{}", scene.engine);
    });
}

#[test]
fn an_agent_says_for_whom() {
    on_each_engine(60, async |scene| {
        let mut guest = scene.browser();
        guest.get("/privacy/requests").await;
        let mut fields = vec![
            ("right", "R5"),
            ("asker", "other"),
            ("agent", "lawyer"),
            ("mail", "alice@member.example"),
        ];
        let bad = guest.send("/privacy/requests", &fields).await;
        assert!(bad.status == 422 && bad.says("acted_for-wrong"), "{}", main_of(&bad.body));
        fields.push(("acted_for", "nowhere"));
        let bad = guest.send("/privacy/requests", &fields).await;
        assert!(bad.says("This is no e-mail address"), "{}", main_of(&bad.body));
        fields.pop();
        fields.push(("acted_for", "bruno@member.example"));
        asks_by_letter(&mut guest, &fields).await;
        let db = scene.house().db.clone();
        let all = act(&db, |tx| requests::by_decision(tx, None, 10)).unwrap();
        let id = all[0].id;
        act(&db, move |tx| requests::prove(tx, id, "letter")).unwrap();
        let leads = act(&db, move |tx| {
            let request = requests::load(tx, id)?;
            let bruno = members::find(tx, "bruno")?.unwrap().member;
            Ok((requests::leads_to(tx, &request)?, bruno))
        });
        let (leads, bruno) = leads.unwrap();
        assert_eq!(leads, [bruno]);
        let mut officer = scene.hire(Role::PrivacyOfficer).await;
        let page = officer.get(&format!("/staff/rights/{id}")).await;
        assert!(page.says(&bruno.to_string()), "{}", main_of(&page.body));
    });
}

#[test]
fn an_archive_is_taken_with_a_fresh_sign_in_and_each_taking_is_told() {
    on_each_engine(60, async |scene| {
        let mut hers = scene.member("alice").await;
        let db = scene.house().db.clone();
        let id = asks(&db, alice(&db), Right::Disclosure, "", "");
        let path = format!("/me/privacy/requests/{id}");
        let whole = hers.get(&format!("{path}/archive")).await;
        assert!(whole.status == 200 && whole.says("Alice Example"));
        let page = hers.get(&path).await;
        assert!(page.says("the archive was taken"), "{}", main_of(&page.body));
        let older = "UPDATE session SET made_at = made_at - 960000000";
        act(&db, move |tx| tx.run(sql(older), ())).unwrap();
        let stale = hers.get(&format!("{path}/archive")).await;
        assert_eq!(stale.status, 403);
        assert!(stale.says("older than a quarter of an hour"), "{}", main_of(&stale.body));
        assert!(!stale.says("Alice Example"), "nothing of it");
        let steps = act(&db, move |tx| requests::steps(tx, id)).unwrap();
        assert_eq!(steps.iter().filter(|step| step.event == Event::Take).count(), 1);
    });
}

#[test]
fn a_correction_is_held_to_the_rules_of_the_profile() {
    on_each_engine(60, async |scene| {
        let mut hers = scene.member("alice").await;
        let table = [
            ("birthday", "not a date\nsecond line", "Write the day like 1990-05-31"),
            ("phone", "12", "Give the number with +"),
            ("latin", "アリス", "Carriers print Latin letters only"),
            ("sex", "perhaps", "Write female, male or other"),
        ];
        for (subject, words, says) in table {
            hers.get("/me/privacy/requests/revision").await;
            let fields = [("right", "R3"), ("subject", subject), ("words", words)];
            let page = hers.send("/me/privacy/requests", &fields).await;
            assert_eq!(page.status, 422, "{subject}");
            assert!(page.says(says) && page.says("words-wrong"), "{}", main_of(&page.body));
        }
        let fields = [("right", "R3"), ("subject", "birthday"), ("words", "1990-05-31")];
        assert_eq!(hers.send("/me/privacy/requests", &fields).await.status, 303);
    });
}

#[test]
fn what_is_under_way_is_finished_before_an_erasure_begins() {
    const PURCHASE: &str = "INSERT INTO purchase (id, member, market, item, title, quantity, each_yen,
            fee_yen, state, made_at)
        VALUES ('pur_00000000000000000000000007', $1, 'bazaar', 'i', 'A kettle', 1, 900, 0, 'sent', 1)";
    const QUOTE: &str = "INSERT INTO quote (id, member, shop, url, words, options, quantity, state,
            state_at, steps, asked_at)
        VALUES ('quo_00000000000000000000000007', $1, 's', 'https://s', '', '', 1, 'quoted', 1, 0, 1)";
    on_each_engine(60, async |scene| {
        let db = scene.house().db.clone();
        let who = alice(&db);
        let id = asks(&db, who, Right::Deletion, "", "");
        act(&db, move |tx| {
            let free = ledger::purse_yen(tx, who)?;
            ledger::hold(tx, who, "test:kettle", free, "pur_00000000000000000000000007")?;
            tx.run(sql(PURCHASE), (who,))?;
            tx.run(sql(QUOTE), (who,))?;
            tx.run(sql("UPDATE rights_request SET state_at = 0, grace_until = 0"), ())
        })
        .unwrap();
        works(&db);
        assert_eq!(state(&db, id), State::Waiting);
        let runs = act(&db, move |tx| requests::still_runs(tx, who)).unwrap();
        let words: Vec<&str> = runs.iter().map(|one| one.what).collect();
        assert_eq!(words, ["purchases", "quotes", "held"]);
        let mut hers = scene.member("alice").await;
        let page = hers.get(&format!("/me/privacy/requests/{id}")).await;
        assert!(page.says("1 purchases under way") && page.says("set aside"), "{}", page.body);
        let closing = act(&db, move |tx| members::close_own(tx, who)).unwrap_err();
        assert_eq!(closing.code(), "members.still_runs");
    });
}

#[test]
fn money_in_the_purse_is_paid_back_and_then_the_request_goes_on() {
    on_each_engine(60, async |scene| {
        let db = scene.house().db.clone();
        let who = alice(&db);
        let mut hers = scene.member("alice").await;
        let purse = hers.get("/purse").await;
        assert!(purse.says("Have ¥300,000 paid back"), "{}", main_of(&purse.body));
        let id = asks(&db, who, Right::Cancellation, "close", "");
        works(&db);
        assert_eq!(state(&db, id), State::Waiting);
        let mut boss = scene.staff("boss").await;
        let books = boss.get("/staff/books").await;
        let way = crate::common::link_to(&books.body, "/staff/books?member=mbr_");
        assert!(books.says("a request waits for an empty purse"), "{}", main_of(&books.body));
        let form = boss.get(&way.replace("&amp;", "&")).await;
        assert!(form.says(&format!("value=\"{who}\"")), "{}", main_of(&form.body));
        let member = who.to_string();
        let pays = |yen: &'static str, reference: &'static str| {
            [
                ("member", member.clone()),
                ("yen", yen.to_owned()),
                ("reference", reference.to_owned()),
            ]
        };
        let table = [
            ("300,001", "OUT-1", 409, "Only ¥300,000 is free in that purse"),
            ("0", "OUT-1", 422, "more than zero"),
            ("100,000", "OUT-1", 303, ""),
            ("100,000", "OUT-1", 303, ""),
            ("90,000", "OUT-1", 409, "already written with other amounts"),
            ("200,000", "OUT-2", 303, ""),
        ];
        for (yen, reference, status, says) in table {
            let fields = pays(yen, reference);
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let page = boss.send("/staff/payouts", &fields).await;
            assert_eq!(page.status, status, "{yen} {reference}: {}", main_of(&page.body));
            assert!(page.says(says), "{yen} {reference}: {}", main_of(&page.body));
            boss.get("/staff/books").await;
        }
        let (left, wrong) =
            act(&db, move |tx| Ok((ledger::purse_yen(tx, who)?, ledger::audit(tx)?))).unwrap();
        assert_eq!((left, wrong), (kernel::Yen::ZERO, Vec::new()));
        assert!(boss.get("/staff/books").await.says("Nobody waits for money"));
        works(&db);
        assert_eq!(state(&db, id), State::Done);
    });
}

#[test]
fn a_member_asks_for_their_money_by_themselves() {
    on_each_engine(60, async |scene| {
        let mut hers = scene.member("alice").await;
        hers.get("/purse").await;
        assert_eq!(hers.send("/purse/payouts", &[]).await.status, 303);
        let purse = hers.get("/purse").await;
        assert!(purse.says("the accountant sends it"), "{}", main_of(&purse.body));
        let mut boss = scene.staff("boss").await;
        assert!(boss.get("/staff/books").await.says("The member"));
        let db = scene.house().db.clone();
        let who = alice(&db);
        act(&db, move |tx| {
            let free = ledger::purse_yen(tx, who)?;
            ledger::hold(tx, who, "test:all", free, "bid")
        })
        .unwrap();
        hers.get("/purse").await;
        let none = hers.send("/purse/payouts", &[]).await;
        assert!(none.status == 409 && none.says("Nothing in your purse is free"), "{}", none.body);
    });
}
