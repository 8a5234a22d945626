//! A page comes in the reader's language: chosen at its foot, else as the browser asks.

use crate::house::{each, room};
use web::{Routes, Settings, Site, Texts, Who};

#[test]
fn a_visitor_chooses_by_a_link_and_the_browser_keeps_it() {
    each(async |house| {
        let mut nobody = house.browser();
        let page = nobody.get("/lots/nothing?page=2").await;
        assert!(page.says("<html lang=\"en\"") && page.says("Nothing here"), "{}", page.body);
        assert_eq!(page.headers["content-language"], "en");
        assert!(page.headers["vary"].to_str().unwrap().contains("accept-language"));
        let way = "href=\"/language/ja?then=/lots/nothing%3Fpage%3D2\"";
        assert!(page.says(way), "{}", page.body);
        let chosen = nobody.get("/language/ja?then=/lots/nothing%3Fpage%3D2").await;
        assert_eq!(chosen.goes_to(), Some("/lots/nothing?page=2"));
        let page = nobody.get("/lots/nothing?page=2").await;
        assert!(page.says("<html lang=\"ja\"") && page.says("見つかりません"), "{}", page.body);
        assert!(page.says("このアドレスには何もありません。"), "{}", page.body);
        assert_eq!(page.headers["content-language"], "ja");
        // Nobody without a form needs a token for it.
        assert!(!nobody.cookies().contains_key("daiko-visitor"));
        assert_eq!(nobody.get("/language/tlh").await.status, 404);
        let out = nobody.get("/language/en?then=//elsewhere.example").await;
        assert_eq!(out.goes_to(), Some("/"), "a way out of the house");
    });
}

#[test]
fn a_browser_that_says_what_its_reader_reads_is_believed() {
    each(async |house| {
        let mut nobody =
            house.browser().with_header("accept-language", "fr, zh-TW;q=0.8, en;q=0.5");
        let page = nobody.get("/give").await;
        assert!(page.says("<html lang=\"zh-Hant\"") && page.says(">登入<"), "{}", page.body);
        let page = nobody.send("/give", &[]).await;
        assert_eq!(page.status, 422);
        assert!(page.says("請填寫此欄。"), "{}", page.body);
    });
}

#[test]
fn a_members_choice_is_a_form_of_our_own() {
    each(async |house| {
        let mut member = house.member().await;
        let page = member.get("/mine").await;
        assert!(page.says("action=\"/account/language\""), "{}", page.body);
        let token = member.token().take();
        let fields = [("language", "ja"), ("then", "/mine")];
        assert_eq!(member.send("/account/language", &fields).await.status, 403);
        *member.token() = token;
        assert_eq!(member.send("/account/language", &fields).await.goes_to(), Some("/mine"));
        let wrong = [("language", "tlh"), ("then", "/mine")];
        assert_eq!(member.send("/account/language", &wrong).await.status, 422);
    });
}

#[test]
fn a_house_with_a_text_missing_does_not_open() {
    const HALF: Texts = Texts { room: "half", all: ["half-a = A\n", "half-a = あ\n", ""] };
    const WHOLE: Texts = Texts { room: "whole", all: ["", "", ""] };
    each(async |house| {
        let open = |routes: Routes| {
            let opened = Site::open(house.db.clone(), Settings::new("H"), vec![room(), routes]);
            opened.err().map(|fault| fault.to_string()).unwrap_or_default()
        };
        let no = open(Routes::new("half").speaking(HALF));
        assert!(no.contains("half-a of half is missing in zh-Hant"), "{no}");
        let entry = Routes::new("whole").speaking(WHOLE);
        let no = open(entry.get("/whole", Who::Anyone, empty).menu("whole-menu"));
        assert!(no.contains("the entry /whole has no text whole-menu"), "{no}");
    });
}

async fn empty(cx: web::Cx) -> web::Show {
    cx.show("Empty", maud::html! {})
}

#[test]
fn whoever_reads_another_language_is_told_that_the_reference_is_english() {
    each(async |house| {
        let table = [
            ("en", "", "The reference below is in English."),
            ("ja", "以下の操作の説明は英語です。", ""),
            ("zh-TW", "以下各項操作的說明為英文。", ""),
        ];
        for (language, said, unsaid) in table {
            let browser = web::Browser::new(house.site.router());
            let mut browser = browser.with_header("accept-language", language);
            let page = browser.get("/api").await;
            assert!(page.says(said), "{language}: {}", page.body);
            assert!(unsaid.is_empty() || !page.says(unsaid), "{language}: {}", page.body);
        }
    });
}
