use db::{Lock, Tx};
use kernel::{Id, MemberId, Yen};
use members::Limits;

use crate::house::{PASSWORD, each, enter};

const TO: [(&str, &str); 9] = [
    ("given", "Zoë"),
    ("family", "Müller"),
    ("latin", ""),
    ("lines", "Hauptstraße 5\r\nHinterhaus <2>"),
    ("city", "Berlin"),
    ("region", ""),
    ("postal_code", "10115"),
    ("country", "DE"),
    ("phone", "+49 30 123456"),
];

fn with(name: &str, value: &'static str) -> Vec<(&'static str, &'static str)> {
    TO.iter().map(|(key, old)| (*key, if *key == name { value } else { *old })).collect()
}

#[test]
fn where_parcels_go_is_kept_shown_and_changed() {
    each(async |house| {
        let mut mika = house.joined("mika").await;
        assert!(mika.get("/account").await.says("You have not said where parcels go."));
        mika.get("/account/delivery").await;
        let page = mika.send("/account/delivery", &TO).await;
        assert_eq!(page.goes_to(), Some("/account"), "{}", page.body);
        let account = mika.get("/account").await;
        for part in [
            "Zoë Müller<br>",
            "Hauptstraße 5<br>",
            "Hinterhaus &lt;2&gt;<br>",
            "Germany",
            "+493012345",
        ] {
            assert!(account.says(part), "{part}: {}", account.body);
        }
        let form = mika.get("/account/delivery").await;
        assert!(form.says("value=\"10115\"") && form.says("<option value=\"DE\" selected>"));
        let moved = with("city", "Bremen");
        assert_eq!(mika.send("/account/delivery", &moved).await.status, 303);
        assert!(mika.get("/account").await.says("Bremen"));
    });
}

#[test]
fn an_address_that_cannot_be_printed_is_refused_beside_its_field() {
    each(async |house| {
        let mut mika = house.joined("mika").await;
        mika.get("/account/delivery").await;
        let table = [
            ("latin", "山田 花子", "latin-wrong\">Carriers print Latin letters"),
            ("postal_code", "10115;", "postal_code-wrong\">A postal code has"),
            ("country", "XX", "country-wrong\">Choose the country"),
            ("country", "", "country-wrong\">Fill this in."),
            ("phone", "ask me", "phone-wrong\">Give the number with +"),
            ("lines", "  ", "lines-wrong\">Fill this in."),
            ("city", "Ber\u{7}lin", "city-wrong\">This holds signs"),
        ];
        for (name, value, sentence) in table {
            let page = mika.send("/account/delivery", &with(name, value)).await;
            assert_eq!(page.status, 422, "{name}");
            assert!(page.says(sentence), "{name}: {}", page.body);
            assert!(page.says("value=\"Müller\""), "the rest stays");
        }
        assert!(mika.get("/account").await.says("You have not said where parcels go."));
    });
}

#[test]
fn the_page_of_one_member_holds_nothing_of_another() {
    each(async |house| {
        let mut mika = house.joined("mika").await;
        mika.get("/account/delivery").await;
        mika.send("/account/delivery", &TO).await;
        let yoko = house.joined("yoko").await.get("/account").await;
        assert!(!yoko.says("Hauptstraße") && !yoko.says("mika"), "{}", yoko.body);
    });
}

#[test]
fn a_changed_password_signs_out_every_other_browser() {
    each(async |house| {
        let mut here = house.joined("mika").await;
        let mut there = house.browser();
        assert_eq!(enter(&mut there, "mika", PASSWORD).await.status, 303);
        here.get("/account").await;
        let new = "four small boats";
        let table = [
            ("not it at all", new, "password-wrong\">That is not your password now."),
            (PASSWORD, "short", "new_password-wrong\">At least 10"),
        ];
        for (old, new, sentence) in table {
            let fields = [("password", old), ("new_password", new)];
            let page = here.send("/account/password", &fields).await;
            assert_eq!(page.status, 422);
            assert!(page.says(sentence), "{}", page.body);
        }
        assert_eq!(there.get("/account").await.status, 200);
        let fields = [("password", PASSWORD), ("new_password", new)];
        assert_eq!(here.send("/account/password", &fields).await.status, 303);
        assert_eq!(here.get("/account").await.status, 200);
        assert_eq!(there.get("/account").await.status, 303);
        assert_eq!(enter(&mut there, "mika", PASSWORD).await.status, 422);
        assert_eq!(enter(&mut there, "mika", new).await.status, 303);
        there.get("/account").await;
        assert_eq!(there.send("/account/sessions/others", &[]).await.status, 303);
        assert_eq!(here.get("/account").await.status, 303);
    });
}

#[test]
fn preferences_are_chosen_from_the_lists() {
    each(async |house| {
        let mut mika = house.joined("mika").await;
        mika.get("/account").await;
        let fine = [("language", "ja"), ("time_zone", "Europe/Berlin")];
        assert_eq!(mika.send("/account/preferences", &fine).await.status, 303);
        let account = mika.get("/account").await;
        assert!(
            account.says("<option value=\"ja\" selected>")
                && account.says("<option value=\"Europe/Berlin\" selected>")
        );
        let table = [
            (("language", "xx"), fine[1], "language-wrong"),
            (fine[0], ("time_zone", "Mars/Base"), "time_zone-wrong"),
        ];
        for (language, zone, wrong) in table {
            let page = mika.send("/account/preferences", &[language, zone]).await;
            assert_eq!(page.status, 422);
            assert!(page.says(wrong), "{}", page.body);
        }
    });
}

#[test]
fn limits_are_the_houses_until_a_member_has_their_own() {
    each(async |house| {
        let mut mika = house.joined("mika").await;
        let body = mika.get("/account").await.body;
        let (_, id) = body.split_once("<code>mbr_").unwrap();
        let id = MemberId::parse(&format!("mbr_{}", &id[..26])).unwrap();
        let ask = move |tx: &mut Tx<'_>| members::limits_of(tx, id);
        assert_eq!(house.db.read("limits", ask).await.unwrap(), Limits::default());
        let own = Limits { live_bids_most: Some(5), highest_bid: Some(Yen::new(30_000)) };
        let set = move |tx: &mut Tx<'_>| members::set_limits(tx, id, own);
        house.db.write("limits", Lock::none(), set).await.unwrap();
        assert_eq!(house.db.read("limits", ask).await.unwrap(), own);
        let account = mika.get("/account").await;
        assert!(account.says("at most 5") && account.says("¥30,000"), "{}", account.body);
    });
}
