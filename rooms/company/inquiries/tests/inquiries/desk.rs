//! The desk: who takes a case, who sees it, what the person sees of it.

use std::sync::atomic::{AtomicUsize, Ordering};

use inquiries::{
    Author, Topic, answer, assign, claim, close, hand_back, hand_over, messages_of, note, reopen,
};
use kernel::{At, OrderId};
use privacy::Text;

use crate::house::{code, each};

#[test]
fn of_two_who_take_a_case_at_once_one_has_it_and_the_other_is_told() {
    each(|house| {
        let (mika, [suzuki, tanaka, _]) = (house.member("mika"), house.desk());
        let id = house.asks(mika, Topic::Order, "Where is it?");
        let (taken, told) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for by in [suzuki, tanaka] {
                let (taken, told) = (&taken, &told);
                scope.spawn(move || {
                    let act = move |tx: &mut db::Tx<'_>| claim(tx, id, by);
                    let done = house.db.write_now("test.claim", db::Lock::on(id), act);
                    match code(&done) {
                        "ok" => taken.fetch_add(1, Ordering::SeqCst),
                        "inquiries.claimed" => told.fetch_add(1, Ordering::SeqCst),
                        other => panic!("{other}"),
                    };
                });
            }
        });
        assert_eq!((taken.into_inner(), told.into_inner()), (1, 1));
        let has = house.case(id).assigned_to.unwrap();
        let (has, other) = if has == suzuki.staff { (suzuki, tanaka) } else { (tanaka, suzuki) };
        let answers = |by| house.act(move |tx| answer(tx, id, by, &Text::from("Here.")));
        assert_eq!(code(&answers(other)), "inquiries.claimed");
        assert_eq!(code(&answers(has)), "ok");
        house.act(move |tx| hand_back(tx, id, has)).unwrap();
        assert_eq!(code(&answers(other)), "inquiries.not_claimed");
        let gives = |to: &'static str| house.act(move |tx| assign(tx, id, other, to));
        assert_eq!(code(&gives("rei")), "inquiries.no_colleague");
        assert_eq!(code(&gives("mika")), "inquiries.no_colleague");
        assert_eq!(code(&gives("tanaka")), "ok");
        assert_eq!(house.case(id).assigned_to, Some(tanaka.staff));
    });
}

#[test]
fn a_member_reads_the_answers_and_never_the_notes() {
    each(|house| {
        let (mika, [suzuki, tanaka, _]) = (house.member("mika"), house.desk());
        let id = house.asks(mika, Topic::Order, "Where is my camera?");
        let mut desk = house.as_staff(suzuki);
        let path = format!("/staff/inquiries/{id}");
        let queue = house.block_on(desk.get("/staff/inquiries"));
        assert!(queue.says(&path), "{}", queue.body);
        let page = house.block_on(desk.get(&path));
        assert!(page.says("Where is my camera?") && page.says("mika"), "{}", page.body);
        assert_eq!((house.openings("CaseWords"), house.openings("CaseMember")), (1, 1));
        let sends = |desk: &mut web::Browser, step: &str, fields: &[(&str, &str)]| {
            house.block_on(desk.send(&format!("{path}/{step}"), fields))
        };
        assert_eq!(sends(&mut desk, "claim", &[]).status, 303);
        let noted = sends(&mut desk, "notes", &[("note", "A difficult seller.")]);
        assert_eq!(noted.status, 303, "{}", noted.body);
        let canned = house.block_on(desk.get(&format!("{path}?canned=seller")));
        assert!(canned.says("We have asked the seller and will write"), "{}", canned.body);
        assert_eq!(sends(&mut desk, "answers", &[("words", "We have <asked> them.")]).status, 303);
        let own = format!("/me/inquiries/{id}");
        let mut browser = house.as_member(mika);
        let seen = house.block_on(browser.get(&own));
        assert!(seen.says("We have &lt;asked&gt; them.") && seen.says("answered"), "{}", seen.body);
        assert!(!seen.says("difficult") && !seen.says("Note of the desk"), "{}", seen.body);
        // The question once, then the question and the note; the person's own reading is none.
        assert_eq!(house.openings("CaseWords"), 3);
        let other = house.member("bruno");
        let mut stranger = house.as_member(other);
        assert_eq!(house.block_on(stranger.get(&own)).status, 404);
        let second = house.block_on(house.as_staff(tanaka).get(&path));
        assert!(second.says("a colleague") && second.says("difficult"), "{}", second.body);
    });
}

const ORDER: db::Sql = db::Sql {
    name: "TEST_ORDER",
    text:
        "INSERT INTO orders (id, member, market, item, title, kind, reference, quantity, price_yen,
                               fee_yen, state, state_at, steps, opened_at)
           VALUES ($1, $2, 'test', 'x1', 'Tea bowl', 'win', 'r1', 1, 900, 500, 'stored', $3, 9, $3)",
};

#[test]
fn a_case_is_bound_to_an_order_of_ones_own() {
    each(|house| {
        let (mika, bruno) = (house.member("mika"), house.member("bruno"));
        let order = house
            .act(move |tx| {
                let (order, now): (OrderId, At) = (tx.new_id(), tx.now());
                tx.run_one(ORDER, (order, mika, now))?;
                Ok(order)
            })
            .unwrap();
        let named = order.to_string();
        let asked = [("topic", "parcel"), ("order", named.as_str()), ("words", "Where is it?")];
        let mut other = house.as_member(bruno);
        house.block_on(other.get("/contact"));
        let refused = house.block_on(other.send("/contact", &asked));
        assert!(
            refused.status == 422 && refused.says("You have no such order"),
            "{}",
            refused.body
        );
        assert!(refused.says("Where is it?"), "what was typed stays");
        let mut own = house.as_member(mika);
        let form = house.block_on(own.get(&format!("/contact?topic=parcel&order={order}")));
        assert!(form.says(&format!("value=\"{order}\" selected")), "{}", form.body);
        let sent = house.block_on(own.send("/contact", &asked));
        let case = house.block_on(own.get(sent.goes_to().unwrap()));
        assert!(case.says(&format!("/orders/{order}")), "{}", case.body);
        let [suzuki, ..] = house.desk();
        let id = sent.goes_to().unwrap().rsplit('/').next().unwrap().to_owned();
        let mut desk = house.as_staff(suzuki);
        let page = house.block_on(desk.get(&format!("/staff/inquiries/{id}")));
        assert!(page.says(&format!("/staff/orders/{order}")), "{}", page.body);
        // A door that takes no files reads none.
        let path = format!("/staff/inquiries/{id}/notes");
        let with = [("files", "a.txt", b"a".as_slice())];
        let odd = house.block_on(desk.send_files(&path, &[("note", "A note")], &with));
        assert_eq!(odd.status, 415);
    });
}

#[test]
fn a_closed_case_takes_no_answer_until_it_is_open_again() {
    each(|house| {
        let (mika, [suzuki, tanaka, _]) = (house.member("mika"), house.desk());
        let id = house.asks(mika, Topic::Account, "How do I change my name?");
        house.act(move |tx| claim(tx, id, suzuki)).unwrap();
        assert_eq!(code(&house.act(move |tx| close(tx, id, tanaka))), "inquiries.claimed");
        house.act(move |tx| close(tx, id, suzuki)).unwrap();
        let answers = || house.act(move |tx| answer(tx, id, suzuki, &Text::from("Still?")));
        assert_eq!(code(&answers()), "inquiries.already_closed");
        assert_eq!(code(&house.act(move |tx| claim(tx, id, suzuki))), "inquiries.already_closed");
        house.act(move |tx| reopen(tx, id, tanaka)).unwrap();
        assert_eq!(code(&house.act(move |tx| reopen(tx, id, tanaka))), "inquiries.not_closed");
        assert_eq!(code(&answers()), "ok");
        let authors: Vec<Author> = house
            .ask(move |tx| messages_of(tx, id))
            .into_iter()
            .map(|message| message.author)
            .collect();
        assert_eq!(authors, [Author::Person, Author::Desk]);
    });
}

#[test]
fn a_case_about_personal_data_goes_to_the_privacy_officer_and_is_theirs_alone() {
    each(|house| {
        let (mika, [suzuki, _, rei]) = (house.member("mika"), house.desk());
        let id = house.asks(mika, Topic::Privacy, "What do you keep of me?");
        let path = format!("/staff/inquiries/{id}");
        let mut officer = house.as_staff(rei);
        assert_eq!(house.block_on(officer.get(&path)).status, 404, "not theirs yet");
        let mut desk = house.as_staff(suzuki);
        house.block_on(desk.get(&path));
        let unsure = house.block_on(desk.send(&format!("{path}/hand-over"), &[]));
        assert_eq!(unsure.status, 422, "it asks first");
        let sure = house.block_on(desk.send(&format!("{path}/hand-over"), &[("sure", "yes")]));
        assert_eq!(sure.goes_to(), Some("/staff/inquiries"), "{}", sure.body);
        assert_eq!(house.block_on(desk.get(&path)).status, 403);
        let notes = house.act(move |tx| note(tx, id, suzuki, &Text::from("Mine?")));
        assert_eq!(code(&notes), "inquiries.with_officer");
        let again = house.act(move |tx| hand_over(tx, id, rei));
        assert_eq!(code(&again), "inquiries.with_officer");
        let seen = house.block_on(officer.get(&path));
        assert!(seen.says("What do you keep of me?") && seen.says("mika"), "{}", seen.body);
        assert_eq!(house.openings("OfficerWords"), 1);
        house.act(move |tx| claim(tx, id, rei)).unwrap();
        house.act(move |tx| answer(tx, id, rei, &Text::from("All of this."))).unwrap();
        let own = house.block_on(house.as_member(mika).get(&format!("/me/inquiries/{id}")));
        assert!(own.says("All of this."), "{}", own.body);
    });
}
