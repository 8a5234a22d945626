use db::{Answer, Tx};
use kernel::{MemberId, Span, Yen};
use members::{Limits, News, Running, Unfinished};
use web::Sitter;

use crate::house::{House, PASSWORD, each, enter};

async fn id(house: &House<'_>) -> MemberId {
    house.act(|tx| members::find(tx, "mika")).await.unwrap().unwrap().member
}

async fn bids(
    house: &House<'_>,
    member: MemberId,
    yen: i64,
    live: i64,
) -> Result<(), &'static str> {
    let act = move |tx: &mut Tx<'_>| members::may_bid(tx, member, Yen::new(yen), live);
    house.act(act).await.map_err(|no| no.code())
}

#[test]
fn nobody_bids_before_their_address_is_proved_and_the_new_bid_little() {
    each(async |house| {
        let mut mika = house.joined("mika").await;
        let me = id(house).await;
        assert_eq!(bids(house, me, 1_000, 0).await, Err("members.prove_first"));
        assert!(mika.get("/account").await.says("Nothing can be bid before"));
        let link = house.link().await;
        mika.get(&link).await;
        mika.send(&link, &[]).await;
        let table = [
            (1_000, 0, Ok(())),
            (50_000, 4, Ok(())),
            (50_001, 0, Err("members.bid_too_high")),
            (1_000, 5, Err("members.too_many_bids")),
        ];
        for (yen, live, expect) in table {
            assert_eq!(bids(house, me, yen, live).await, expect, "{yen} beside {live}");
        }
        let account = mika.get("/account").await;
        for part in ["at most 5", "¥50,000", "14 more days here", "1 more orders", "¥200,000"] {
            assert!(account.says(part), "{part}: {}", account.body);
        }
        let own = Limits { live_bids_most: Some(50), highest_bid: None };
        house.act(move |tx| members::set_limits(tx, me, own)).await.unwrap();
        assert_eq!(bids(house, me, 9_000_000, 49).await, Ok(()));
        assert_eq!(bids(house, me, 9_000_000, 50).await, Err("members.too_many_bids"));
        assert!(mika.get("/account").await.says("These limits were given to you by us."));
    });
}

#[test]
fn time_orders_and_a_second_factor_raise_the_limits() {
    each(async |house| {
        house.proved("mika").await;
        let me = id(house).await;
        house.bench.clock.forward(Span::days(20));
        assert_eq!(bids(house, me, 60_000, 0).await, Err("members.bid_too_high"));
        house.elsewhere(Vec::new(), 1);
        assert_eq!(bids(house, me, 200_000, 19).await, Ok(()));
        assert_eq!(bids(house, me, 200_001, 0).await, Err("members.bid_too_high"));
        house.act(move |tx| members::set_up_factor(tx, Sitter::Member(me))).await.unwrap();
        assert_eq!(bids(house, me, 500_000, 39).await, Ok(()));
        house.elsewhere(Vec::new(), 0);
    });
}

#[test]
fn an_account_is_closed_by_its_member_once_nothing_runs_any_more() {
    each(async |house| {
        let mut mika = house.proved("mika").await;
        let me = id(house).await;
        let bid = Running { what: Unfinished::Bids(2), page: "/mine" };
        house.elsewhere(vec![bid.clone()], 0);
        let page = mika.get("/account/closing").await;
        assert!(page.says("<a href=\"/mine\">2 live bids</a>") && !page.says("name=\"sure\""));
        mika.get("/account").await;
        let fields = [("password", PASSWORD), ("sure", "yes")];
        let page = mika.send("/account/closing", &fields).await;
        assert_eq!(page.status, 409);
        assert!(page.says("finished first: live bids (2), open orders (0)"), "{}", page.body);
        house.elsewhere(Vec::new(), 0);
        mika.get("/account/closing").await;
        let unsure = mika.send("/account/closing", &fields[..1]).await;
        assert!(unsure.says("sure-wrong"), "{}", unsure.body);
        let wrong = [("password", "not it at all"), fields[1]];
        assert!(mika.send("/account/closing", &wrong).await.says("password-wrong"));
        let other = enter(&mut house.browser(), "mika", PASSWORD).await;
        assert_eq!(other.status, 303);
        house.news().await;
        assert_eq!(mika.send("/account/closing", &fields).await.goes_to(), Some("/"));
        assert_eq!(house.news().await, [News::Closed { member: me }]);
        assert_eq!(mika.get("/account").await.status, 303);
        assert_eq!(enter(&mut house.browser(), "mika", PASSWORD).await.status, 422);
        let clocks = move |tx: &mut Tx<'_>| -> Answer<usize> {
            Ok(privacy::retention::clocks_of(tx, me)?.len())
        };
        assert_eq!(house.act(clocks).await.unwrap(), 1, "the policy's time begins");
        let again = house.act(move |tx| members::close_own(tx, me)).await.unwrap_err();
        assert_eq!(again.code(), "members.closed");
    });
}
