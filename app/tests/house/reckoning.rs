//! Amounts in a member's own currency stand beside yen where they decide, never instead of it.

use crate::common::{bid, on_each_engine};

#[test]
fn a_member_sees_about_what_it_is_in_their_own_currency_beside_yen() {
    on_each_engine(1, async |scene| {
        let mut alice = scene.member("alice").await;
        let lot = scene.auction("A lot to reckon with", 15_000, 600).await;
        let path = format!("/lots/bazaar/{lot}");
        alice.get("/account").await;
        alice.send("/account/currency", &[("currency", "USD")]).await;
        for page in ["/purse", path.as_str(), "/bids"] {
            assert!(!alice.get(page).await.says("≈"), "{page}: there is no rate");
        }
        let mut books = scene.hire(web::Role::Accountant).await;
        let page = books.get("/staff/rates").await;
        assert!(page.says("No rate was entered yet"), "{}", page.body);
        let dated = kernel::Day::of(scene.house().db.now()).to_string();
        let mut fields = [
            ("currency", "USD"),
            ("yen", "no figure"),
            ("dated", dated.as_str()),
            ("source", "a <bank>"),
        ];
        let page = books.send("/staff/rates", &fields).await;
        assert!(page.status == 422 && page.says("such as 149.5"), "{}", page.body);
        fields[1].1 = "150";
        assert_eq!(books.send("/staff/rates", &fields).await.goes_to(), Some("/staff/rates"));
        assert!(books.get("/staff/rates").await.says("a &lt;bank&gt;"));
        // Signing in anew: what a session knows is kept for half a minute.
        let mut alice = scene.member("alice").await;
        let purse = alice.get("/purse").await;
        assert!(purse.says("¥300,000") && purse.says("≈\u{a0}USD 2,000.00"), "{}", purse.body);
        assert!(purse.says("Everything is charged in yen."), "{}", purse.body);
        let page = alice.get(&path).await;
        assert!(page.says("≈\u{a0}USD 10"), "the least bid: {}", page.body);
        assert!(page.says("150 yen for 1 USD") && page.says("a &lt;bank&gt;"), "{}", page.body);
        let placed = bid(&mut alice, &path, "30,000", "last_moment", &[]).await;
        assert_eq!(placed.status, 303, "{}", placed.body);
        let bids = alice.get("/bids").await;
        assert!(bids.says("¥30,000") && bids.says("≈\u{a0}USD 200.00"), "{}", bids.body);
        assert!(alice.get(&path).await.says("≈\u{a0}USD 200.00"));
        // Whoever reckons in yen sees yen alone, on the same common page.
        let mut bruno = scene.member("bruno").await;
        for page in ["/purse", path.as_str(), "/bids"] {
            assert!(!bruno.get(page).await.says("≈"), "{page}");
        }
    });
}
