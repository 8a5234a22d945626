use db::Tx;
use members::{Currency, Delivering};
use web::{Browser, Page};

use crate::house::{House, each};

const HAMBURG: [(&str, &str); 10] = [
    ("called", "Home"),
    ("given", "Zoë"),
    ("family", "Müller"),
    ("latin", ""),
    ("lines", "Weg 1"),
    ("city", "Hamburg"),
    ("region", ""),
    ("postal_code", "20095"),
    ("country", "DE"),
    ("phone", "040 123456"),
];

fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let changed = |name: &str| changes.iter().find(|(key, _)| *key == name).map(|(_, v)| *v);
    let mut fields: Vec<(&str, &str)> =
        HAMBURG.iter().map(|(key, old)| (*key, changed(key).unwrap_or(old))).collect();
    let new = changes.iter().filter(|(key, _)| !HAMBURG.iter().any(|(old, _)| old == key));
    fields.extend(new);
    fields
}

/// The ids of a member's addresses, in the order of their page.
fn ids(page: &Page) -> Vec<String> {
    let parts = page.body.split("href=\"/account/addresses/adr_").skip(1);
    let mut all: Vec<String> = parts.map(|part| format!("adr_{}", &part[..26])).collect();
    all.dedup();
    all
}

async fn adds(browser: &mut Browser, changes: &[(&str, &str)]) {
    browser.get("/account/addresses/new").await;
    let page = browser.send("/account/addresses", &with(changes)).await;
    assert_eq!(page.goes_to(), Some("/account/addresses"), "{}", page.body);
}

#[test]
fn a_book_is_filled_changed_and_emptied_and_parcels_go_to_its_default() {
    each(async |house| {
        let mut mika = house.joined("mika").await;
        let empty = mika.get("/account/addresses").await;
        assert!(empty.says("You have not said where parcels go."), "{}", empty.body);
        adds(&mut mika, &[]).await;
        let office = [
            ("called", "Office"),
            ("lines", "1 Elm St"),
            ("city", "Springfield"),
            ("region", "IL"),
            ("postal_code", "627011234"),
            ("country", "US"),
            ("phone", "(217) 555-0123"),
        ];
        adds(&mut mika, &office).await;
        let book = mika.get("/account/addresses").await;
        for part in ["Home", "Office", "20095 Hamburg", "Springfield IL 62701-1234", "+12175550123"]
        {
            assert!(book.says(part), "{part}: {}", book.body);
        }
        let all = ids(&book);
        assert_eq!(all.len(), 2, "{all:?}");
        assert!(mika.get("/account").await.says("+4940123456"));
        let second = format!("/account/addresses/{}", all[1]);
        let page = mika.send(&format!("{second}/default"), &[]).await;
        assert_eq!(page.goes_to(), Some("/account/addresses"));
        assert!(mika.get("/account").await.says("Springfield IL 62701-1234"));
        assert_eq!(ids(&mika.get("/account/addresses").await)[0], all[1], "the default is first");
        // The default goes last, and only after a question.
        let asked = mika.get(&format!("{second}/removal")).await;
        assert!(asked.says("Remove this address?") && asked.says("Springfield"));
        let refused = mika.send(&format!("{second}/removal"), &[]).await;
        assert_eq!(refused.status, 409);
        assert!(refused.says("Parcels go to this address."), "{}", refused.body);
        let form = mika.get(&second).await;
        assert!(form.says("value=\"Office\"") && form.says("value=\"62701-1234\""));
        let moved = with(&[
            office[0],
            office[1],
            office[3],
            office[4],
            office[5],
            ("city", "Peoria"),
            ("phone", ""),
        ]);
        assert_eq!(mika.send(&second, &moved).await.status, 303);
        let account = mika.get("/account").await;
        assert!(account.says("Peoria IL 62701-1234") && !account.says("+1217"), "{}", account.body);
        for id in [&all[0], &all[1]] {
            let page = mika.send(&format!("/account/addresses/{id}/removal"), &[]).await;
            assert_eq!(page.goes_to(), Some("/account/addresses"), "{}", page.body);
        }
        assert!(mika.get("/account").await.says("You have not said where parcels go."));
    });
}

#[test]
fn another_country_is_another_form_and_what_was_typed_stays() {
    each(async |house| {
        let mut mika = house.joined("mika").await;
        mika.get("/account/addresses/new").await;
        let redrawn = with(&[("country", "JP"), ("redraw", "yes"), ("postal_code", "1")]);
        let page = mika.send("/account/addresses", &redrawn).await;
        assert_eq!(page.status, 200, "{}", page.body);
        for part in ["Prefecture", "Such as 154-0023.", "value=\"Hamburg\"", "value=\"Müller\""] {
            assert!(page.says(part), "{part}: {}", page.body);
        }
        let page =
            mika.send("/account/addresses", &with(&[("country", "IE"), ("redraw", "yes")])).await;
        assert!(page.says("Eircode") && page.says("County"), "{}", page.body);
        // Singapore has no place for a city; one that was typed is not thrown away.
        let city = "name=\"city\"";
        let page =
            mika.send("/account/addresses", &with(&[("country", "SG"), ("redraw", "yes")])).await;
        assert!(page.says(city) && page.says("value=\"Hamburg\""));
        let bare = with(&[("country", "SG"), ("redraw", "yes"), ("city", "")]);
        assert!(!mika.send("/account/addresses", &bare).await.says(city));
        assert!(ids(&mika.get("/account/addresses").await).is_empty(), "nothing was kept yet");
        let page =
            mika.send("/account/delivery", &with(&[("country", "US"), ("redraw", "yes")])).await;
        assert!(page.status == 200 && page.says("ZIP code") && page.says("State"));
    });
}

#[test]
fn what_is_wrong_for_its_country_is_told_beside_its_field() {
    each(async |house| {
        let mut mika = house.joined("mika").await;
        mika.get("/account/addresses/new").await;
        let table: [(&[(&str, &str)], &str); 9] = [
            (
                &[("postal_code", "2009")],
                "postal_code-wrong\">This is no postal code of that country. There they look like 26133.",
            ),
            (
                &[("postal_code", "")],
                "postal_code-wrong\">An address in this country needs its postal code, such as 26133.",
            ),
            (&[("city", "")], "city-wrong\">An address in this country needs its city"),
            (
                &[("country", "US"), ("postal_code", "62701")],
                "region-wrong\">An address in this country needs its state",
            ),
            (&[("city", "東京")], "city-wrong\">Carriers print Latin letters only."),
            (&[("lines", "本町1")], "lines-wrong\">Carriers print Latin letters only."),
            (&[("phone", "040")], "phone-wrong\">A number of +49 has 5 to 13 digits"),
            (&[("phone", "+999 123456")], "phone-wrong\">No country has this calling code."),
            (&[("called", "x\u{7}")], "called-wrong\">This holds signs"),
        ];
        for (changes, sentence) in table {
            let page = mika.send("/account/addresses", &with(changes)).await;
            assert_eq!(page.status, 422, "{changes:?}");
            assert!(page.says(sentence), "{changes:?}: {}", page.body);
            assert!(page.says("value=\"Müller\""), "the rest stays");
        }
        let two = with(&[("postal_code", "1"), ("phone", "040")]);
        let page = mika.send("/account/addresses", &two).await;
        assert!(page.says("postal_code-wrong") && page.says("phone-wrong"), "both at once");
        mika.get("/language/ja").await;
        assert!(ids(&mika.get("/account/addresses").await).is_empty());
    });
}

#[test]
fn twenty_addresses_are_enough() {
    each(async |house| {
        let mut mika = house.joined("mika").await;
        for _ in 0..20 {
            adds(&mut mika, &[]).await;
        }
        assert!(!mika.get("/account/addresses").await.says("/account/addresses/new"));
        mika.get("/account/addresses/new").await;
        let page = mika.send("/account/addresses", &with(&[])).await;
        assert_eq!(page.status, 409);
        assert!(page.says("You may keep 20 addresses.") && page.says("value=\"Hamburg\""));
    });
}

#[test]
fn the_addresses_of_one_member_are_nobody_elses() {
    each(async |house| {
        let mut mika = house.joined("mika").await;
        adds(&mut mika, &[]).await;
        adds(&mut mika, &[("called", "Office"), ("city", "Bremen")]).await;
        let all = ids(&mika.get("/account/addresses").await);
        let mut yoko = house.joined("yoko").await;
        yoko.get("/account/addresses/new").await;
        for id in &all {
            let path = format!("/account/addresses/{id}");
            for way in [path.clone(), format!("{path}/removal")] {
                let page = yoko.get(&way).await;
                assert!(page.status == 404 && !page.says("Hamburg") && !page.says("Bremen"));
            }
            yoko.get("/account/addresses/new").await;
            for (way, fields) in [
                (path.clone(), with(&[("city", "Köln")])),
                (path.clone(), Vec::new()),
                (path.clone(), with(&[("redraw", "yes")])),
                (format!("{path}/removal"), Vec::new()),
                (format!("{path}/default"), Vec::new()),
            ] {
                assert_eq!(yoko.send(&way, &fields).await.status, 404, "{way}");
            }
        }
        let book = mika.get("/account/addresses").await;
        assert!(book.says("20095 Hamburg") && book.says("20095 Bremen") && ids(&book) == all);
    });
}

#[test]
fn a_currency_is_noted_and_changes_no_amount() {
    each(async |house| {
        let mut mika = house.joined("mika").await;
        assert!(mika.get("/account").await.says("<option value=\"JPY\" selected>"));
        assert_eq!(mika.send("/account/currency", &[("currency", "TWD")]).await.status, 303);
        let account = mika.get("/account").await;
        assert!(account.says("<option value=\"TWD\" selected>"), "{}", account.body);
        assert_eq!(mika.send("/account/currency", &[("currency", "XYZ")]).await.status, 422);
        assert_eq!(currency(house).await, Currency::Twd);
    });
}

async fn currency(house: &House<'_>) -> Currency {
    let ask = |tx: &mut Tx<'_>| {
        let mika = members::find(tx, "mika")?.unwrap().member;
        members::currency_of(tx, mika)
    };
    house.act(ask).await.unwrap()
}

#[test]
fn an_act_refuses_what_the_page_would() {
    each(async |house| {
        house.joined("mika").await;
        let to = |code: &str, country: &str| Delivering {
            given: "Ada".into(),
            family: "Rei".into(),
            lines: "Weg 1".into(),
            city: "Ort".into(),
            postal_code: code.into(),
            country: country.into(),
            ..Delivering::default()
        };
        let table = [
            (to("20095", "DE"), "", None),
            (to("1", "DE"), "", Some("members.postal_code_of_country")),
            (to("", "QQ"), "", Some("members.no_country")),
            (
                to("20095", "DE"),
                "a name of more than forty signs, which nobody reads",
                Some("members.long_label"),
            ),
        ];
        for (to, called, expect) in table {
            let act = move |tx: &mut Tx<'_>| {
                let mika = members::find(tx, "mika")?.unwrap().member;
                members::add_address(tx, mika, &to, called).map(|_| ())
            };
            let found = house.act(act).await.err().map(|no| no.code());
            assert_eq!(found, expect, "{called}");
        }
    });
}
