//! The order of an authority: two persons, just the named, once, and told as soon as it may be.

use duties::DutiesRefusal;
use duties::warrant::rules::{Asks, FILE, State};
use duties::warrant::{self, Proposal};
use kernel::{At, Day, MemberId, Span, StaffId, WarrantId};
use privacy::ordered::Piece;
use staff::{Reply, Wanted};

use crate::house::{House, code, each};

fn order(people: &[MemberId]) -> Proposal {
    Proposal {
        recipient: "police".into(),
        article: "Code of Criminal Procedure Art 197(2)".into(),
        document: "Sample 1234".into(),
        dated: Day::parse("2026-11-20").unwrap(),
        asks: Asks::Hand,
        pieces: vec![Piece::Name],
        people: people.to_vec(),
        keep_until: None,
        tell_at: None,
    }
}

fn proposes(house: &House<'_>, order: &Proposal, by: StaffId) -> WarrantId {
    let order = order.clone();
    house.act(move |tx| warrant::propose(tx, &order, by)).unwrap()
}

fn agrees(house: &House<'_>, by: StaffId) -> &'static str {
    let wish = house
        .ask(move |tx| staff::approvals(tx, by))
        .into_iter()
        .find(|one| one.what == Wanted::Order && one.answer.is_none());
    let wish = wish.unwrap().id;
    code(&house.act(move |tx| staff::answer_approval(tx, wish, Reply::Agreed, by)))
}

fn does(house: &House<'_>, id: WarrantId, by: StaffId) -> bool {
    house.act(move |tx| warrant::carry_out(tx, id, by)).unwrap()
}

/// What a person sees of hand-overs, of openings, and of clocks.
fn sees(house: &House<'_>, member: MemberId) -> (usize, usize, usize) {
    let record = house.ask(move |tx| privacy::record::my_record(tx, member, None, 50));
    (record.given.len(), record.acts.len(), record.clocks.len())
}

#[test]
fn two_persons_and_only_then_once_and_just_what_is_named_of_whom_it_names() {
    each(|house| {
        let [_, one, other] = house.officers();
        let (mika, beside) = (house.member("mika", "US"), house.member("beside", "US"));
        let id = proposes(house, &order(&[mika]), one);
        assert!(!does(house, id, one), "nobody has agreed");
        assert_eq!(agrees(house, one), "staff.own_wish");
        assert_eq!(agrees(house, other), "ok");
        assert!(does(house, id, one));
        let again = house.act(move |tx| warrant::carry_out(tx, id, one));
        assert_eq!(code(&again), "duties.order_ended");
        let given = |who: MemberId| house.ask(move |tx| privacy::disclose::given_of(tx, who, 9));
        assert_eq!(given(beside).len(), 0);
        let text = house.act(move |tx| warrant::hand_out(tx, id, one)).unwrap();
        let text = text.as_str();
        assert!(text.contains("Mika") && text.contains(&mika.to_string()), "{text}");
        assert!(!text.contains("Kotonoha Lane") && !text.contains(&beside.to_string()), "{text}");
        let twice = house.act(move |tx| warrant::hand_out(tx, id, other).map(|_| ()));
        assert_eq!(code(&twice), "duties.no_file");
        let person = house.ask(move |tx| warrant::persons(tx, id)).pop().unwrap();
        assert_eq!(person.held.as_deref(), Some("name"));
    });
}

#[test]
fn while_the_law_forbids_it_the_person_sees_nothing_and_afterwards_all_of_it() {
    each(|house| {
        let [_, one, other] = house.officers();
        let mika = house.member("mika", "US");
        let before = sees(house, mika);
        let ends = house.db.now().plus(Span::days(30));
        let silent = Proposal { tell_at: Some(ends), ..order(&[mika]) };
        let id = proposes(house, &silent, one);
        agrees(house, other);
        assert!(does(house, id, one));
        while house.act(|tx| privacy::log::sequence(tx, 100)).unwrap() > 0 {}
        let path = format!("/me/privacy/orders/{id}");
        for at in [house.db.now(), ends.minus(Span::micros(1))] {
            house.bench.clock.set(at);
            house.work();
            let mut hers = house.as_member(mika);
            assert_eq!(sees(house, mika), before, "{at}");
            assert_eq!(house.block_on(hers.get(&path)).status, 404);
            let page = house.block_on(hers.get("/me/privacy")).body;
            assert!(!page.contains("police") && !page.contains(&id.to_string()), "{page}");
            let home = house.archive(mika);
            assert!(!home.contains("DealerName") && !home.contains(&id.to_string()));
            assert!(house.told().is_empty());
        }
        house.bench.clock.set(ends);
        house.work();
        assert_eq!(house.told(), [mika]);
        let (given, acts, _) = sees(house, mika);
        assert_eq!((given, acts), (before.0 + 1, before.1 + 1));
        let mut hers = house.as_member(mika);
        let page = house.block_on(hers.get(&path));
        assert!(page.body.contains("Sample 1234"), "{}", page.body);
        assert!(house.block_on(hers.get("/me/privacy")).body.contains(&path));
        let home = house.archive(mika);
        assert!(home.contains("DealerName") && home.contains(&id.to_string()));
        house.work();
        assert_eq!(house.told().len(), 1);
    });
}

#[test]
fn what_is_kept_for_an_order_outlives_an_erasure_alone_and_not_its_end() {
    each(|house| {
        let [_, one, other] = house.officers();
        let mika = house.member("mika", "US");
        let until = house.db.now().plus(Span::days(90));
        let pieces = vec![Piece::Address];
        let keep = Proposal { asks: Asks::Keep, keep_until: Some(until), pieces, ..order(&[mika]) };
        let id = proposes(house, &keep, one);
        agrees(house, other);
        assert!(does(house, id, one));
        let no = house.act(move |tx| warrant::hand_out(tx, id, one).map(|_| ()));
        assert_eq!(code(&no), "duties.no_file");
        let alone = house.act(move |tx| staff::erase_member(tx, mika, "asked", one));
        assert_eq!(code(&alone), "staff.needs_second", "a law keeps something of them");
        let erased = house.act(move |tx| privacy::erase::erase(tx, mika, "asked")).unwrap();
        assert_eq!(erased.kept, [policy::RetentionClass::Dealer]);
        let kept = |house: &House<'_>| {
            let class = policy::RetentionClass::Dealer;
            let keys = house.act(move |tx| privacy::rotate(tx, mika, class)).unwrap();
            house.act(|tx| privacy::log::sequence(tx, 100)).unwrap();
            keys
        };
        assert_eq!(kept(house), 1, "the address, and nothing else");
        // What was kept can still be handed over, for its duty.
        let later = Proposal { pieces: vec![Piece::Address], ..order(&[mika]) };
        let hand = proposes(house, &later, one);
        agrees(house, other);
        assert!(does(house, hand, one));
        let person = house.ask(move |tx| warrant::persons(tx, hand)).pop().unwrap();
        assert_eq!((person.held.as_deref(), person.given_at), (Some(""), None), "another's copy");
        house.bench.clock.set(until.minus(Span::secs(1)));
        house.sweep();
        assert_eq!(kept(house), 1);
        house.bench.clock.set(until);
        house.sweep();
        assert_eq!(kept(house), 0);
    });
}

#[test]
fn a_file_that_nobody_took_is_gone_after_its_days() {
    each(|house| {
        let [_, one, other] = house.officers();
        let mika = house.member("mika", "US");
        let id = proposes(house, &order(&[mika]), one);
        agrees(house, other);
        assert!(does(house, id, one));
        house.bench.clock.forward(FILE);
        house.sweep();
        let no = house.act(move |tx| warrant::hand_out(tx, id, one).map(|_| ()));
        assert_eq!(code(&no), "duties.no_file");
    });
}

#[test]
fn what_is_too_wide_or_nameless_is_not_even_written_down() {
    each(|house| {
        let [_, one, _] = house.officers();
        let mika = house.member("mika", "US");
        let stranger = <MemberId as kernel::Id>::from_bits(5);
        let good = order(&[mika]);
        let past = Some(house.db.now());
        let tax = || Proposal { recipient: "tax_office".into(), ..good.clone() };
        let table: [(Proposal, &str); 9] = [
            (Proposal { people: vec![], ..good.clone() }, "duties.no_people"),
            (Proposal { people: vec![stranger], ..good.clone() }, "duties.no_such_person"),
            (Proposal { pieces: vec![], ..good.clone() }, "duties.no_pieces"),
            (Proposal { pieces: vec![Piece::Birthday], ..tax() }, "duties.too_wide"),
            (Proposal { recipient: "demo_post".into(), ..good.clone() }, "duties.no_authority"),
            (Proposal { recipient: "nobody".into(), ..good.clone() }, "duties.no_authority"),
            (Proposal { document: " ".into(), ..good.clone() }, "duties.no_document"),
            (Proposal { asks: Asks::Keep, ..good.clone() }, "duties.no_end"),
            (Proposal { asks: Asks::Keep, keep_until: past, ..good.clone() }, "duties.no_end"),
        ];
        for (order, expect) in table {
            let asked = order.clone();
            let no = house.act(move |tx| warrant::propose(tx, &asked, one));
            assert_eq!(code(&no), expect, "{order:?}");
        }
        assert!(house.ask(move |tx| staff::approvals(tx, one)).is_empty());
    });
}

#[test]
fn a_refusal_or_a_withdrawal_has_its_ground_on_record_and_hands_over_nothing() {
    each(|house| {
        let [_, one, other] = house.officers();
        let mika = house.member("mika", "US");
        for (state, ends) in [
            (State::Refused, warrant::refuse as fn(&mut db::Tx<'_>, WarrantId, &str, StaffId) -> _),
            (State::Withdrawn, warrant::withdraw),
        ] {
            let id = proposes(house, &order(&[mika]), one);
            agrees(house, other);
            let no = house.act(move |tx| ends(tx, id, " ", one));
            assert_eq!(code(&no), kernel::Refusal::from(DutiesRefusal::NoGround).code);
            house.act(move |tx| ends(tx, id, "No judge has signed it.", one)).unwrap();
            let order = house.ask(move |tx| warrant::load(tx, id));
            assert_eq!((order.state, order.told_at), (state, None::<At>));
            assert_eq!(order.ground.as_deref(), Some("No judge has signed it."));
            let no = house.act(move |tx| warrant::carry_out(tx, id, one));
            assert_eq!(code(&no), "duties.order_ended");
        }
        assert!(house.ask(move |tx| privacy::disclose::given_of(tx, mika, 9)).is_empty());
    });
}

#[test]
fn an_officer_goes_through_an_order_by_its_pages() {
    each(|house| {
        let [_, one, other] = house.officers();
        let mika = house.member("mika", "US").to_string();
        let mut desk = house.as_staff(one);
        assert_eq!(house.block_on(desk.get("/staff/legal-orders")).status, 200);
        let form = [
            ("recipient", "police"),
            ("article", "Art 197(2)"),
            ("document", "Sample 7"),
            ("dated", "2026-11-20"),
            ("asks", "hand"),
            ("name", "on"),
            ("people", &mika),
        ];
        let wrong: Vec<(&str, &str)> = form
            .iter()
            .map(|(k, v)| if *k == "people" { (*k, "mbr_x") } else { (*k, *v) })
            .collect();
        let no = house.block_on(desk.send("/staff/legal-orders", &wrong));
        assert!(no.status == 422 && no.body.contains("Sample 7"), "{}", no.body);
        let made = house.block_on(desk.send("/staff/legal-orders", &form));
        assert_eq!(made.status, 303, "{}", made.body);
        agrees(house, other);
        let id = house
            .ask(move |tx| staff::approvals(tx, one))
            .first()
            .and_then(|wish| kernel::Id::parse(wish.why.strip_prefix("order ")?))
            .map(|id: WarrantId| id)
            .unwrap();
        let page = format!("/staff/legal-orders/{id}");
        assert!(house.block_on(desk.get(&page)).body.contains(&mika));
        let done = house.block_on(desk.send(&format!("{page}/steps"), &[("deed", "do")]));
        assert_eq!(done.status, 303, "{}", done.body);
        let file = house.block_on(desk.send(&format!("{page}/file"), &[]));
        assert!(file.body.contains("Mika"), "{}", file.body);
        let again = house.block_on(desk.send(&format!("{page}/file"), &[]));
        assert_eq!(again.status, 409);
        house.work();
        assert_eq!(house.told().len(), 1, "it may be told at once");
    });
}
