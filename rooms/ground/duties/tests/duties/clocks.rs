//! The class at a thousand people and one more, and the clocks minute by minute.

use duties::breach::rules::{Cause, Ground, Keys, RINGS, Report, Risk};
use duties::breach::{self, Fact, Way};
use kernel::{IncidentId, Span};
use policy::Role;
use privacy::{Destination, OpenViews as _, Opener};

use crate::house::{House, code, each};

fn rung(house: &House<'_>, id: IncidentId, report: Report) -> usize {
    house.ring();
    let alarms = house.ask(move |tx| breach::alarms(tx, id));
    alarms.iter().filter(|alarm| alarm.report == report).count()
}

#[test]
fn a_thousand_people_are_no_mass_and_one_more_is() {
    each(|house| {
        let [boss, officer, _] = house.officers();
        let crowd = house.crowd(1_001);
        let opens = |people: &[kernel::MemberId]| {
            let (who, people) = (Opener::staff(Role::Warehouse, boss, "a list"), people.to_vec());
            house.act(move |tx| tx.open_many::<Destination>(&who, &people).map(|_| ())).unwrap();
        };
        opens(&crowd[..1_000]);
        let id = house.incident(Cause::Mistake, officer);
        let way = boss.to_string();
        house.reach(id, Way::Staff, &way, house.always(), officer);
        let stands = house.stands(id);
        assert_eq!((stands.class.persons, stands.class.is_reported()), (1_000, false));
        assert!(stands.clocks.is_empty());
        house.bench.clock.forward(Span::minutes(1));
        opens(&crowd[1_000..]);
        house.reach(id, Way::Staff, &way, house.always(), officer);
        let stands = house.stands(id);
        assert_eq!((stands.class.persons, &stands.class.grounds[..]), (1_001, &[Ground::Mass][..]));
        assert_eq!(stands.clocks.len(), 2);
        assert_eq!(stands.clocks[0].1, stands.facts.known_at.plus(Span::days(5)));
        assert_eq!(stands.clocks[1].1, stands.facts.known_at.plus(Span::days(30)));
    });
}

#[test]
fn each_clock_rings_at_its_minutes_and_stops_when_the_report_is_handed_in() {
    each(|house| {
        let [_, officer, _] = house.officers();
        let bruno = house.member("bruno", "DE");
        let table = [
            (Report::Europe, Span::hours(72)),
            (Report::First, Span::days(5)),
            (Report::Full, Span::days(60)),
        ];
        for (report, after) in table {
            let id = house.incident(Cause::Attack, officer);
            house.reach(id, Way::Account, &bruno.to_string(), house.always(), officer);
            let due = house.stands(id).facts.known_at.plus(after);
            assert!(house.stands(id).clocks.contains(&(report, due)), "{report}");
            for (n, minutes) in RINGS.into_iter().enumerate() {
                let at = due.minus(Span::minutes(minutes));
                house.bench.clock.set(at.minus(Span::minutes(1)));
                assert_eq!(rung(house, id, report), n, "{report}: a minute before {minutes}");
                house.bench.clock.set(at);
                assert_eq!(rung(house, id, report), n + 1, "{report}: at {minutes}");
                house.bench.clock.set(at.plus(Span::minutes(1)));
                assert_eq!(rung(house, id, report), n + 1, "{report}: a minute after {minutes}");
            }
            house.act(move |tx| breach::saw(tx, id, officer)).unwrap();
            assert_eq!(rung(house, id, report), 0, "seen is seen");
        }
    });
}

#[test]
fn a_report_that_was_handed_in_does_not_ring() {
    each(|house| {
        let [_, officer, _] = house.officers();
        let mika = house.member("mika", "US");
        let id = house.incident(Cause::Attack, officer);
        house.reach(id, Way::Account, &mika.to_string(), house.always(), officer);
        house
            .act(move |tx| {
                let nine = breach::draft(tx, id, "en")?;
                breach::write_paper(tx, id, "en", 0, &nine, officer)
            })
            .unwrap();
        let seen = house.load(id).steps;
        let sent = move |tx: &mut db::Tx<'_>| {
            breach::sent(tx, id, seen, Report::First, ("en", 1), officer)
        };
        house.act(sent).unwrap();
        house.bench.clock.forward(Span::days(100));
        assert_eq!(rung(house, id, Report::First), 0);
        assert_eq!(rung(house, id, Report::Full), RINGS.len());
    });
}

#[test]
fn keys_and_risk_change_what_follows_and_when_it_was_known_moves_the_clocks() {
    each(|house| {
        let [_, officer, _] = house.officers();
        house.member("bruno", "DE");
        let id = house.incident(Cause::Attack, officer);
        house.bench.clock.forward(Span::hours(1));
        house.reach(id, Way::Copy, "", house.always(), officer);
        // Those who work here have no country on record, so every law protects them.
        assert_eq!(house.stands(id).class.persons, 4);
        assert_eq!(house.stands(id).clocks.len(), 3);
        house.state(id, Fact::Keys(Keys::Away), officer);
        let stands = house.stands(id);
        assert_eq!((stands.class.persons, stands.clocks.len()), (0, 0), "{stands:?}");
        house.state(id, Fact::Keys(Keys::Near), officer);
        assert_eq!(house.stands(id).class.persons, 4);
        house.state(id, Fact::Risk(Risk::Unlikely), officer);
        assert_eq!(house.stands(id).clocks.len(), 2, "no report in Europe");
        let earlier = house.db.now().minus(Span::days(2));
        house.state(id, Fact::Known(earlier), officer);
        let stands = house.stands(id);
        assert_eq!(stands.clocks[0].1, earlier.plus(Span::days(5)));
        let ahead = Fact::Known(house.db.now().plus(Span::minutes(1)));
        let seen = house.load(id).steps;
        let no = house.act(move |tx| breach::state(tx, id, seen, &[ahead], officer));
        assert_eq!(code(&no), "duties.not_yet");
        let steps = house.ask(move |tx| breach::steps(tx, id));
        let keys: Vec<&str> = steps
            .iter()
            .filter(|step| step.item == breach::Item::Keys)
            .map(|step| step.worth.as_str())
            .collect();
        assert_eq!(keys, ["away", "near"], "each change stays");
        assert!(
            steps
                .iter()
                .all(|step| { step.author == officer.to_string() || step.author == "house" })
        );
    });
}
