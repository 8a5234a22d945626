//! One asks, another answers, and only whoever asked takes it, for three days.

use exports::{Kind, rules};
use kernel::Span;
use staff::Reply;

use crate::house::{code, each};

#[test]
fn nobody_gets_a_list_alone_and_nobody_anothers() {
    each(|house| {
        let people = house.people();
        let (boss, accountant, officer) = (people.boss, people.accountant, people.officer);
        let table = [
            (Kind::Journal, boss, "staff.role_missing"),
            (Kind::Sales, people.buyer, "staff.role_missing"),
            (Kind::Contacts, accountant, "staff.role_missing"),
            (Kind::Contacts, officer, "staff.role_missing"),
        ];
        for (kind, by, no) in table {
            assert_eq!(code(&house.asks(kind, by)), no, "{kind}");
        }
        let id = house.asks(Kind::Journal, accountant).unwrap();
        assert_eq!(code(&house.takes(id, accountant)), "exports.not_now", "nobody agreed");
        let table = [
            (Reply::Agreed, accountant, "staff.role_missing"),
            (Reply::Agreed, people.buyer, "staff.role_missing"),
            (Reply::TakenBack, officer, "staff.own_wish"),
            (Reply::Agreed, officer, "ok"),
            (Reply::Declined, boss, "exports.answered"),
            (Reply::TakenBack, accountant, "exports.answered"),
        ];
        for (reply, by, answer) in table {
            assert_eq!(house.answers(id, reply, by), answer, "{reply} by {by}");
        }
        for other in [boss, officer, people.buyer] {
            assert_eq!(code(&house.takes(id, other)), "exports.unknown");
        }
        assert_eq!(code(&house.takes(id, accountant)), "ok");
        let own = house.asks(Kind::Contacts, boss).unwrap();
        assert_eq!(house.answers(own, Reply::Agreed, boss), "staff.own_wish");
        assert_eq!(house.answers(own, Reply::TakenBack, boss), "ok");
        assert_eq!(house.answers(own, Reply::Agreed, officer), "exports.answered");
    });
}

#[test]
fn whoever_was_brought_in_lately_and_who_did_it_are_not_two() {
    each(|house| {
        let people = house.people();
        house.bench.clock.forward(Span::days(30));
        let give = move |tx: &mut db::Tx<'_>| {
            staff::give_password(tx, people.accountant, "no hash", "lost", people.boss)
        };
        house.act(give).unwrap();
        let id = house.asks(Kind::Journal, people.accountant).unwrap();
        assert_eq!(house.answers(id, Reply::Agreed, people.boss), "staff.one_hand");
        assert_eq!(house.answers(id, Reply::Agreed, people.officer), "ok");
    });
}

#[test]
fn a_wish_lapses_and_so_does_the_agreement_and_a_role_that_is_gone_takes_nothing() {
    each(|house| {
        let people = house.people();
        let (boss, accountant, officer) = (people.boss, people.accountant, people.officer);
        let late = house.asks(Kind::Journal, accountant).unwrap();
        house.bench.clock.forward(rules::WAITS);
        assert_eq!(house.answers(late, Reply::Agreed, officer), "exports.answered");
        let id = house.agreed(Kind::Journal, accountant, officer);
        house.bench.clock.forward(Span::days(2));
        assert_eq!(code(&house.takes(id, accountant)), "ok");
        house.bench.clock.forward(Span::days(1));
        assert_eq!(code(&house.takes(id, accountant)), "exports.not_now");
        let id = house.agreed(Kind::Journal, accountant, officer);
        house.act(move |tx| staff::revoke(tx, accountant, web::Role::Accountant, boss)).unwrap();
        assert_eq!(code(&house.takes(id, accountant)), "staff.role_missing");
        for _ in 0..rules::MOST_WAITING {
            house.asks(Kind::Contacts, boss).unwrap();
        }
        assert_eq!(code(&house.asks(Kind::Contacts, boss)), "exports.too_many");
    });
}

#[test]
fn the_desk_is_walked_by_two_browsers() {
    each(|house| {
        let people = house.people();
        house.member("mika", 7_000);
        let (mut asker, mut officer) =
            (house.as_staff(people.accountant), house.as_staff(people.officer));
        house.block_on(async {
            let page = asker.get("/staff/exports").await;
            assert!(page.says("value=\"journal\"") && !page.says("value=\"contacts\""));
            let mut fields =
                vec![("kind", "journal"), ("why", "the books"), ("last", "2026-11-30")];
            for first in ["", "november", "2026-12-01", "2020-01-01"] {
                fields.truncate(3);
                fields.push(("first", first));
                let page = asker.send("/staff/exports", &fields).await;
                assert_eq!(page.status, 422, "{first}: {}", page.body);
                assert!(page.says("value=\"the books\""), "what was typed is kept");
            }
            fields.truncate(3);
            fields.push(("first", "2026-11-01"));
            let asked = asker.send("/staff/exports", &fields).await;
            assert_eq!(asked.goes_to(), Some("/staff/exports"), "{}", asked.body);
            let page = asker.get("/staff/exports").await;
            assert!(page.says("Take back") && !page.says(">Agree<") && !page.says("/file\""));
            let page = officer.get("/staff/exports").await;
            assert!(page.says(">Agree<") && page.says("2026-11-01 – 2026-11-30"), "{}", page.body);
            let (_, rest) = page.body.split_once("/staff/exports/exp_").unwrap();
            let way = format!("/staff/exports/exp_{}", rest.split('/').next().unwrap());
            let (answer, file) = (format!("{way}/answer"), format!("{way}/file"));
            assert_eq!(asker.get(&file).await.status, 409);
            assert_eq!(officer.send(&answer, &[("reply", "agreed")]).await.status, 303);
            let taken = asker.get(&file).await;
            assert_eq!(taken.headers["content-type"], "text/csv; charset=utf-8");
            assert_eq!(taken.headers["cache-control"], "no-store");
            let kept = taken.headers["content-disposition"].to_str().unwrap();
            assert!(kept.starts_with("attachment; filename=\"exp_"), "{kept}");
            assert!(taken.body.starts_with("entry,line,at,") && taken.says(",7000\r\n"));
            let page = officer.get("/staff/exports").await;
            assert!(page.says("2 rows; 0 people left out"), "{}", page.body);
            assert_eq!(officer.get(&file).await.status, 403, "an officer takes nothing");
        });
        for (language, said) in [("ja", "一覧の持ち出し"), ("zh-Hant", "匯出清單")] {
            let mut browser =
                house.as_staff(people.officer).with_header("accept-language", language);
            let page = house.block_on(browser.get("/staff/exports"));
            assert!(page.says(said) && !page.says("Asked by"), "{language}: {}", page.body);
        }
    });
}
