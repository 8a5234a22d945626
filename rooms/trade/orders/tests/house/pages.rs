//! The pages: a member pays and sends, the warehouse takes in, packs and hands over, in a browser.

use crate::common::{in_a_house, member_no};
use crate::doors::browsers;

#[test]
fn an_order_goes_through_the_house_in_two_browsers() {
    in_a_house(|house| {
        let (mut member, mut staff) =
            house.block_on(browsers(&house.bench.db, vec![orders::routes()]));
        let won = house.win(1, member_no(1), 1_000, Some(520));
        let (mine, theirs) = (format!("/orders/{}", won.id), format!("/staff/orders/{}", won.id));
        let list = house.block_on(member.get("/orders"));
        assert!(list.says("To be paid") && list.says("¥2,020"), "{}", list.body);
        house.block_on(member.get(&mine));
        let poor = house.block_on(member.send(&format!("{mine}/pay"), &[]));
        assert_eq!(poor.goes_to(), Some(mine.as_str()));
        let told = house.block_on(member.get(&mine));
        assert!(told.says("Your purse holds ¥0; this needs ¥2,020."), "{}", told.body);
        house.give(member_no(1), 2_020);
        house.block_on(member.send(&format!("{mine}/pay"), &[]));
        house.work();
        assert!(house.block_on(member.get(&mine)).says("getting it ready to send"));
        house.market.ship(&won.theirs, "123456789012");
        house.follow();

        let desk = house.block_on(staff.get("/staff/arrivals"));
        assert!(desk.says("123456789012"), "{}", desk.body);
        let bad = house.block_on(staff.send("/staff/arrivals", &[("tracking", "?")]));
        assert!(bad.status == 422 && bad.says("is not a tracking number"), "{}", bad.body);
        let steps = [
            ("/staff/arrivals".to_owned(), vec![("tracking", "1234-5678-9012")]),
            (format!("{theirs}/steps"), vec![("event", "find_ok")]),
            (format!("{theirs}/shelf"), vec![("shelf", "a-1")]),
        ];
        for (path, fields) in steps {
            house.block_on(staff.get(&theirs));
            let page = house.block_on(staff.send(&path, &fields));
            assert_eq!(page.status, 303, "{path}: {}", page.body);
        }
        house.block_on(member.get(&mine));
        house.block_on(member.send(&format!("{mine}/send"), &[]));
        assert!(house.block_on(member.get(&mine)).says("Do not send it yet"));
        assert!(house.block_on(staff.get("/staff/packing")).says("Waiting to be packed"));
        house.block_on(staff.get(&theirs));
        house.block_on(staff.send(&format!("{theirs}/steps"), &[("event", "start_packing")]));
        let sizes =
            [("weight_g", "650"), ("length_mm", "300"), ("width_mm", "200"), ("height_mm", "100")];
        house.block_on(staff.send(&format!("{theirs}/box"), &sizes));
        let fields = [("carrier", "EMS"), ("tracking", "EB123456789JP")];
        let label = house.block_on(staff.send(&format!("{theirs}/hand-over"), &fields));
        assert!(label.status == 200 && label.says("Print this page now"), "{}", label.body);
        assert!(label.says(&member_no(1).to_string()));
        for event in ["move", "deliver", "close"] {
            let path = format!("{theirs}/steps");
            let page = house.block_on(staff.send(&path, &[("event", event)]));
            assert_eq!(page.status, 303, "{event}");
        }
        let page = house.block_on(member.get(&mine));
        assert!(page.says("With the carrier") && page.says("our staff") && page.says("you"));
        assert_eq!(house.state(won.id), "closed");
        house.work();
        house.audit();
    });
}

#[test]
fn the_pages_are_for_whom_they_are_for() {
    in_a_house(|house| {
        let (mut member, mut staff) =
            house.block_on(browsers(&house.bench.db, vec![orders::routes()]));
        let other = house.win(1, member_no(2), 1_000, None);
        let page = house.block_on(member.get(&format!("/orders/{}", other.id)));
        assert_eq!(page.status, 404);
        for path in ["/staff/arrivals", "/staff/packing", &format!("/staff/orders/{}", other.id)] {
            assert_eq!(house.block_on(member.get(path)).status, 403, "{path}");
            assert_eq!(house.block_on(staff.get(path)).status, 200, "{path}");
        }
        let theirs = format!("/staff/orders/{}/steps", other.id);
        for (event, status) in [("refund", 409), ("pay", 409), ("nonsense", 422), ("call_off", 403)]
        {
            house.block_on(staff.get("/staff/arrivals"));
            let page = house.block_on(staff.send(&theirs, &[("event", event)]));
            assert_eq!(page.status, status, "{event}: {}", page.body);
        }
        assert_eq!(house.state(other.id), "charge1_open");
    });
}
