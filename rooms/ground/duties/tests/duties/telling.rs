//! Everybody who has to be told is told once; nobody is forgotten; closing waits for it.

use duties::breach::rules::{Cause, Report, Risk};
use duties::breach::{self, Fact, LetterEnd, Way};
use kernel::{IncidentId, MemberId, Span, StaffId};
use policy::Role;
use privacy::{Destination, OpenViews as _, Opener};

use crate::house::{House, code, each};

fn opens(house: &House<'_>, by: StaffId, people: &[MemberId]) {
    let (who, ids) = (Opener::staff(Role::Warehouse, by, "a list"), people.to_vec());
    house.act(move |tx| tx.open_many::<Destination>(&who, &ids).map(|_| ())).unwrap();
}

fn hands_in(house: &House<'_>, id: IncidentId, report: Report, by: StaffId) {
    let papers = house.ask(move |tx| breach::papers(tx, id));
    let after = papers.iter().filter(|paper| paper.lang == "ja").map(|p| p.n).max().unwrap_or(0);
    house
        .act(move |tx| {
            let nine = breach::draft(tx, id, "ja")?;
            breach::write_paper(tx, id, "ja", after, &nine, by)
        })
        .unwrap();
    let seen = house.load(id).steps;
    house.act(move |tx| breach::sent(tx, id, seen, report, ("ja", after + 1), by)).unwrap();
}

#[test]
fn everybody_is_told_once_and_whoever_the_facts_add_is_told_too() {
    each(|house| {
        let [boss, officer, _] = house.officers();
        let mut all: Vec<MemberId> =
            (0..130).map(|n| house.member(&format!("member{n}"), "US")).collect();
        let guest = house.crowd(1)[0];
        opens(house, boss, &all[..125]);
        opens(house, boss, &[guest]);
        let id = house.incident(Cause::Insider, officer);
        house.reach(id, Way::Staff, &boss.to_string(), house.always(), officer);
        let seen = house.load(id).steps;
        let no = house.act(move |tx| breach::tell_all(tx, id, seen, officer));
        assert_eq!(code(&no), "duties.no_statement");
        house.write_statement(id, officer);
        let seen = house.load(id).steps;
        house.act(move |tx| breach::tell_all(tx, id, seen, officer)).unwrap();
        assert!(house.told().is_empty(), "nothing is told within the act");
        house.work();
        let mut expect = all[..125].to_vec();
        expect.sort_unstable();
        assert_eq!(house.told(), expect);
        // Five more were opened by the same hands; the facts find them, and those alone are told.
        house.bench.clock.forward(Span::minutes(1));
        opens(house, boss, &all[120..]);
        house.reach(id, Way::Staff, &boss.to_string(), house.always(), officer);
        house.work();
        all.sort_unstable();
        assert_eq!(house.told(), all);
        house.work();
        let seen = house.load(id).steps;
        let no = house.act(move |tx| breach::tell_all(tx, id, seen, officer));
        assert_eq!((code(&no), house.told().len()), ("duties.tells_already", 130));
        closes_only_when_done(house, id, officer, &all);
    });
}

fn closes_only_when_done(house: &House<'_>, id: IncidentId, by: StaffId, all: &[MemberId]) {
    let close = || {
        let seen = house.load(id).steps;
        house.act(move |tx| breach::close(tx, id, seen, by))
    };
    assert_eq!(code(&close()), "duties.report_missing");
    hands_in(house, id, Report::First, by);
    assert_eq!(code(&close()), "duties.report_missing");
    hands_in(house, id, Report::Full, by);
    // Letters are on their way; one comes back in the end, and one person has no account.
    assert_eq!(code(&close()), "duties.people_missing");
    for member in all.iter().copied() {
        house.act(move |tx| breach::letter_ended(tx, id, member, LetterEnd::Sent)).unwrap();
    }
    let back = all[3];
    house.act(move |tx| breach::letter_ended(tx, id, back, LetterEnd::Failed)).unwrap();
    assert_eq!(code(&close()), "duties.public_missing");
    let so_far = house.ask(move |tx| {
        let incident = breach::load(tx, id)?;
        let stands = breach::standing(tx, &incident)?;
        breach::progress(tx, &incident, &stands)
    });
    assert_eq!((so_far.sent, so_far.unreached, so_far.untold), (129, 2, 0));
    let seen = house.load(id).steps;
    house.act(move |tx| breach::publish(tx, id, seen, by)).unwrap();
    close().unwrap();
    assert_eq!(code(&close()), "duties.closed");
    forgets_in_its_time(house, id);
}

fn forgets_in_its_time(house: &House<'_>, id: IncidentId) {
    let until = house.load(id).forget_at.unwrap();
    house.bench.clock.set(until.minus(Span::secs(1)));
    house.sweep();
    assert!(house.load(id).closed_at.is_some(), "three years are not over");
    house.bench.clock.set(until);
    house.sweep();
    let gone = house.act(move |tx| breach::load(tx, id).map(|_| ()));
    assert_eq!(code(&gone), "duties.no_such_incident");
    assert!(house.people(id).is_empty());
}

#[test]
fn in_europe_people_are_told_where_the_danger_is_high_and_others_are_not() {
    each(|house| {
        let [boss, officer, _] = house.officers();
        let (bruno, alice) = (house.member("bruno", "DE"), house.member("alice", "NZ"));
        opens(house, boss, &[bruno, alice]);
        let id = house.incident(Cause::Mistake, officer);
        house.reach(id, Way::Staff, &boss.to_string(), house.always(), officer);
        house.write_statement(id, officer);
        let tell = || {
            let seen = house.load(id).steps;
            house.act(move |tx| breach::tell_all(tx, id, seen, officer))
        };
        assert_eq!(code(&tell()), "duties.nobody_to_tell");
        house.state(id, Fact::Risk(Risk::High), officer);
        tell().unwrap();
        house.work();
        assert_eq!(house.told(), [bruno]);
        // It turns out to be graver: the other is told then, and nobody twice.
        house.state(id, Fact::Sensitive(true), officer);
        house.work();
        let mut both = vec![bruno, alice];
        both.sort_unstable();
        assert_eq!(house.told(), both);
    });
}

#[test]
fn of_two_who_decide_at_once_the_second_is_told_to_look_again() {
    each(|house| {
        let [_, one, other] = house.officers();
        let mika = house.member("mika", "US");
        let id = house.incident(Cause::Mistake, one);
        house.reach(id, Way::Account, &mika.to_string(), house.always(), one);
        let seen = house.load(id).steps;
        let says =
            |fact: Fact, by: StaffId| house.act(move |tx| breach::state(tx, id, seen, &[fact], by));
        says(Fact::Sensitive(true), one).unwrap();
        assert_eq!(code(&says(Fact::Money(true), other)), "duties.moved_on");
        assert!(!house.stands(id).facts.money);
        // The same version of the report, written on by both: the second loses nothing of the
        // first.
        let nine = house.act(move |tx| breach::draft(tx, id, "en")).unwrap();
        let writes = |by: StaffId| {
            let nine = nine.clone();
            house.act(move |tx| breach::write_paper(tx, id, "en", 0, &nine, by))
        };
        assert_eq!((code(&writes(one)), code(&writes(other))), ("ok", "duties.moved_on"));
        let hands = |by: StaffId| {
            let seen = house.load(id).steps;
            house.act(move |tx| breach::sent(tx, id, seen, Report::First, ("en", 1), by))
        };
        assert_eq!((code(&hands(one)), code(&hands(other))), ("ok", "duties.sent_already"));
    });
}

#[test]
fn what_names_somebody_is_kept_out_of_every_text() {
    each(|house| {
        let [_, officer, _] = house.officers();
        let id = house.incident(Cause::Mistake, officer);
        let seen = house.load(id).steps;
        let words = ["It went to mika@example.test.", "経緯", "經過"].map(str::to_owned);
        let no = house.act(move |tx| breach::write_statement(tx, id, seen, &words, officer));
        assert_eq!(code(&no), "duties.names_somebody");
        let mut nine = house.act(move |tx| breach::draft(tx, id, "en")).unwrap();
        nine[4] = "Call +81 90 1234 5678".into();
        let no = house.act(move |tx| breach::write_paper(tx, id, "en", 0, &nine, officer));
        assert_eq!(code(&no), "duties.names_somebody");
        assert!(house.ask(move |tx| breach::papers(tx, id)).is_empty());
    });
}
