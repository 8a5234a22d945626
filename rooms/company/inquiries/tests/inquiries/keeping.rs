//! How long: a year after a case was closed nothing is left of it, and with the person all of it
//! goes.

use inquiries::{Sweep, Topic, claim, close};
use jobs::Later as _;
use kernel::{InquiryId, Span};
use privacy::{choices, erase, retention};

use crate::house::{House, each, outside};

fn closes(house: &House<'_>, id: InquiryId, by: inquiries::By) {
    house.act(move |tx| claim(tx, id, by)).unwrap();
    house.act(move |tx| close(tx, id, by)).unwrap();
}

fn sweeps(house: &House<'_>) {
    let act = |tx: &mut db::Tx<'_>| retention::sweep(tx, 100);
    while house.db.write_now("test.sweep", choices::lock(), act).unwrap().clocks > 0 {}
    house.act(|tx| tx.later(&Sweep {}, tx.now()).map(|_| ())).unwrap();
    house.work();
}

fn rows(house: &House<'_>, begins: &str) -> usize {
    house.dump().lines().filter(|line| line.starts_with(begins)).count()
}

#[test]
fn a_year_after_its_end_nothing_of_a_case_is_left() {
    each(|house| {
        let (mika, [suzuki, ..]) = (house.member("mika"), house.desk());
        let one = house.asks(mika, Topic::Order, "The first question.");
        let two = house.asks(mika, Topic::Order, "One that stays open.");
        let three = house
            .act(|tx| inquiries::open(tx, &outside("A", "a@canary-mail.example", "From outside.")))
            .unwrap();
        house.work();
        closes(house, one, suzuki);
        closes(house, three, suzuki);
        house.work();
        let kept = rows(house, "vault_field");
        house.bench.clock.forward(Span::days(364));
        sweeps(house);
        assert_eq!(rows(house, "vault_field"), kept, "a day too early");
        assert_eq!(rows(house, "inquiry:"), 3);
        house.bench.clock.forward(Span::days(2));
        sweeps(house);
        let dump = house.dump();
        for gone in [one, three] {
            let named = |line: &&str| line.contains(&gone.to_string()) && !line.starts_with("log_");
            let left: Vec<&str> = dump.lines().filter(named).collect();
            // Jobs that were done are deleted by their own keeper.
            let left: Vec<&&str> = left.iter().filter(|line| !line.starts_with("job")).collect();
            assert!(left.is_empty(), "{left:?}");
        }
        assert_eq!(rows(house, "inquiry:"), 1);
        assert!(
            dump.lines()
                .any(|line| line.starts_with("vault_field") && line.contains("inquiry_words"))
        );
        assert!(
            !dump.lines().any(|line| line.starts_with("vault_index") && line.contains("asker"))
        );
        // The one that is open is read as before.
        let own = house.block_on(house.as_member(mika).get(&format!("/me/inquiries/{two}")));
        assert!(own.says("One that stays open."), "{}", own.body);
    });
}

#[test]
fn with_the_person_goes_what_they_wrote_and_the_desk_sees_that_it_is_gone() {
    each(|house| {
        let (mika, [suzuki, ..]) = (house.member("mika"), house.desk());
        let id = house.asks(mika, Topic::Account, "Erase me, please. CANARY");
        let act = move |tx: &mut db::Tx<'_>| erase::erase(tx, mika, "asked");
        house.db.write_now("test.erase", choices::lock(), act).unwrap();
        erase::carry_out(&house.db).unwrap();
        let dump = house.dump();
        assert!(!dump.lines().any(|l| l.starts_with("vault_field") && l.contains("inquiry")));
        let page = house.block_on(house.as_staff(suzuki).get(&format!("/staff/inquiries/{id}")));
        assert_eq!(page.status, 200);
        assert!(page.says("This was destroyed") && !page.says("CANARY"), "{}", page.body);
        closes(house, id, suzuki);
        house.bench.clock.forward(Span::days(366));
        sweeps(house);
        assert_eq!(rows(house, "inquiry"), 0);
    });
}
