//! Both clocks count hours of work, over weekends, holidays and Golden Week.

use inquiries::{Topic, answer, claim, close, write};
use kernel::Span;
use privacy::Text;

use crate::house::{each, jst};

#[test]
fn a_first_answer_is_due_after_nine_hours_of_work_and_the_end_after_a_week_of_it() {
    each(|house| {
        let mika = house.member("mika");
        let table = [
            // A Tuesday at ten.
            (("2026-11-24", 10), ("2026-11-25", 10), ("2026-12-01", 10)),
            // A Friday evening before a Monday that is a holiday.
            (("2026-11-20", 20), ("2026-11-24", 18), ("2026-11-30", 18)),
            // Before Golden Week: the 29th is a Thursday, and the 3rd to the 5th are holidays.
            (("2027-04-28", 17), ("2027-04-30", 17), ("2027-05-11", 17)),
            (("2027-05-02", 12), ("2027-05-06", 18), ("2027-05-12", 18)),
        ];
        for ((day, hour), first, end) in table {
            house.bench.clock.set(jst(day, hour).minus(Span::millis(2)));
            let case = house.asks(mika, Topic::Other, "When do you answer?");
            let case = house.case(case);
            assert_eq!(case.opened_at, jst(day, hour));
            assert_eq!(case.first_due_at, jst(first.0, first.1), "{day}");
            assert_eq!(case.resolve_due_at, jst(end.0, end.1), "{day}");
            assert_eq!((case.due_at, case.waits_since), (case.first_due_at, Some(case.opened_at)));
        }
    });
}

#[test]
fn an_answer_stops_the_first_clock_for_good_and_another_question_starts_the_next() {
    each(|house| {
        let (mika, [suzuki, ..]) = (house.member("mika"), house.desk());
        house.bench.clock.set(jst("2027-04-28", 17));
        let id = house.asks(mika, Topic::Order, "Where is it?");
        house.act(move |tx| claim(tx, id, suzuki)).unwrap();
        house.bench.clock.set(jst("2027-04-30", 9));
        house.act(move |tx| answer(tx, id, suzuki, &Text::from("On its way."))).unwrap();
        let answered = house.case(id);
        assert_eq!(answered.waits_since, None);
        assert_eq!(answered.due_at, answered.resolve_due_at);
        // The reader writes again in the evening: the desk is back after the three holidays.
        house.bench.clock.set(jst("2027-04-30", 20));
        let again = |house: &crate::house::House<'_>| {
            house
                .act(move |tx| {
                    let case = inquiries::case(tx, id)?;
                    write(tx, &case, &Text::from("And now?"), &[])
                })
                .unwrap();
            house.case(id)
        };
        let waits = again(house);
        assert_eq!(waits.due_at, jst("2027-05-06", 18));
        assert_eq!(waits.first_answered_at, answered.first_answered_at);
        // Who writes twice is not put off by it.
        house.bench.clock.set(jst("2027-05-06", 12));
        let twice = again(house);
        assert_eq!((twice.waits_since, twice.due_at), (waits.waits_since, waits.due_at));
    });
}

#[test]
fn a_case_that_opens_again_has_a_new_end_and_is_not_forgotten() {
    each(|house| {
        let (mika, [suzuki, ..]) = (house.member("mika"), house.desk());
        let id = house.asks(mika, Topic::Money, "What was this for?");
        house.act(move |tx| claim(tx, id, suzuki)).unwrap();
        house.act(move |tx| close(tx, id, suzuki)).unwrap();
        let closed = house.case(id);
        let so_far = closed.closed_at.unwrap().since(jst("2026-11-24", 10));
        assert_eq!(closed.forget_at, Some(jst("2027-11-24", 10).plus(so_far)));
        house.bench.clock.set(jst("2026-12-28", 9).minus(Span::millis(2)));
        house
            .act(move |tx| {
                let case = inquiries::case(tx, id)?;
                write(tx, &case, &Text::from("It came again."), &[])
            })
            .unwrap();
        let open = house.case(id);
        assert_eq!((open.closed_at, open.forget_at), (None, None));
        // Four days of work, New Year's Day, a weekend, and the fifth.
        assert_eq!(open.resolve_due_at, jst("2027-01-04", 18));
        assert_eq!(open.due_at, jst("2026-12-28", 18));
        let clocks = house.ask(move |tx| privacy::retention::clocks_of(tx, mika));
        assert!(clocks.iter().all(|clock| clock.class != "inquiry"), "{clocks:?}");
    });
}
