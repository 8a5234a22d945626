//! What stands in the way of one request stands in no other's; who waits is helped in time.

use super::*;

#[test]
fn a_request_that_cannot_go_on_holds_up_no_other() {
    each(|bench| {
        let db = &bench.db;
        let (broken, who) = (settle(db, BROKEN, "_broken"), settle(db, 1, "_one"));
        let third = settle(db, 2, "_two");
        let stays = asks(db, broken, Right::Cancellation, "close", "");
        let goes = asks(db, who, Right::Cancellation, "close", "");
        let erased = asks(db, third, Right::Deletion, "", "");
        bench.clock.forward(Span::days(7));
        works(db);
        assert_eq!(state(db, stays), State::Waiting);
        assert_eq!(state(db, goes), State::Done);
        assert_eq!(state(db, erased), State::Done, "its keys are destroyed all the same");
    });
}

#[test]
fn when_only_money_is_in_the_way_somebody_is_asked_to_pay_it_back() {
    each(|bench| {
        let (db, who) = (&bench.db, settle(&bench.db, 1, "_one"));
        let id = asks(db, who, Right::Cancellation, "close", "");
        RUNNING.store(2, Ordering::SeqCst);
        works(db);
        assert_eq!(PAID_BACK.load(Ordering::SeqCst), 0, "orders are on their way");
        RUNNING.store(MONEY, Ordering::SeqCst);
        works(db);
        assert!(PAID_BACK.load(Ordering::SeqCst) > 0);
        assert_eq!(state(db, id), State::Waiting);
        RUNNING.store(0, Ordering::SeqCst);
        works(db);
        assert_eq!(state(db, id), State::Done);
    });
}

#[test]
fn an_erasure_is_decided_a_week_before_it_is_due() {
    each(|bench| {
        let (db, who) = (&bench.db, settle(&bench.db, 1, "_one"));
        let other = settle(db, 2, "_two");
        let begins = db.now();
        act(db, move |tx| {
            let name = delivery("_tax", "US").name;
            keep::<Name>(tx, who, RetentionClass::Tax, "ord_1", &name)
        })
        .unwrap();
        let question = asks(db, other, Right::Inquiry, "", "What for?");
        bench.clock.forward(Span::days(1));
        let erasure = asks(db, who, Right::Deletion, "", "");
        let desk = act(db, |tx| requests::by_decision(tx, None, 10)).unwrap();
        let order: Vec<RequestId> = desk.iter().map(|one| one.id).collect();
        assert_eq!(order, [erasure, question], "though it came later");
        let after = act(db, {
            let last = (desk[0].decide_by(), desk[0].id);
            move |tx| requests::by_decision(tx, Some(last), 10)
        });
        assert_eq!(after.unwrap()[0].id, question);
        let alarms = |id| act(db, move |tx| requests::load(tx, id)).unwrap().alarms;
        for (day, rung) in [(1, 0), (3, 0), (4, 1), (7, 2), (8, 2)] {
            bench.clock.set(begins.plus(Span::days(day)));
            work::alarms(db).unwrap();
            assert_eq!(alarms(erasure), rung, "day {day}");
        }
        // Decided on the last day, it is done by the day it was due.
        AGREED.store(1, Ordering::SeqCst);
        act(db, move |tx| requests::grant(tx, erasure, staff())).unwrap();
        bench.clock.set(begins.plus(Span::days(15)));
        works(db);
        let done = act(db, move |tx| requests::load(tx, erasure)).unwrap();
        assert_eq!(done.state, State::Done);
        assert!(done.ended_at.unwrap() <= done.due_at);
    });
}

#[test]
fn a_correction_that_can_be_no_such_piece_is_refused_and_nothing_is_overwritten() {
    each(|bench| {
        let (db, who) = (&bench.db, settle(&bench.db, 1, "_one"));
        let bad = asking(who, Right::Revision, "birthday", "no day");
        let no = act(db, move |tx| requests::ask(tx, &bad)).unwrap_err();
        assert_eq!(no.code(), "privacy.no_such_subject");
        asks(db, who, Right::Revision, "birthday", " 2001-02-03 ");
        let profile = act(db, move |tx| tx.open::<OwnProfile>(&Opener::member(), who)).unwrap();
        assert_eq!(profile.birthday.unwrap().show().day.as_str(), "2001-02-03");
    });
}
