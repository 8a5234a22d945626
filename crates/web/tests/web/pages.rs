//! One look for every answer: headers, refusals, faults, what is not there; on each engine.

use crate::house::{each, room};
use web::{Routes, Settings, Site, Who};

#[test]
fn every_answer_carries_the_houses_headers() {
    each(async |house| {
        let mut nobody = house.browser();
        for path in ["/", "/closed", "/broken", "/no-such-page", "/mine"] {
            let page = nobody.get(path).await;
            let policy = page.headers["content-security-policy"].to_str().unwrap();
            assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
            assert!(policy.contains("img-src 'self' https://pictures.example;"), "{policy}");
            assert!(!policy.contains("unsafe"), "{policy}");
            assert_eq!(page.headers["x-content-type-options"], "nosniff", "{path}");
            assert_eq!(page.headers["x-frame-options"], "DENY", "{path}");
            assert_eq!(page.headers["referrer-policy"], "same-origin", "{path}");
            assert_eq!(page.headers["x-privacy-policy"], "0123456789abcdef", "{path}");
            assert_eq!(page.headers["x-request-id"].len(), 12, "{path}");
            assert_eq!(page.headers["cache-control"], "private, no-cache", "{path}");
            assert!(!page.headers.contains_key("strict-transport-security"), "plain HTTP: {path}");
            for inline in ["<style", " style=", " onclick=", "<script>"] {
                assert!(!page.says(inline), "{path} holds {inline}");
            }
        }
        let mine = house.member().await.get("/mine").await;
        assert_eq!(mine.headers["cache-control"], "no-store");
    });
}

#[test]
fn a_house_reached_by_https_says_so_and_binds_its_cookies() {
    each(async |house| {
        let mut settings = Settings::new("Secure");
        settings.secure = true;
        let site = Site::open(house.db.clone(), settings, vec![room()]).unwrap();
        let page = web::Browser::new(site.router()).get("/give").await;
        assert!(page.headers.contains_key("strict-transport-security"));
        let cookie = page.headers["set-cookie"].to_str().unwrap();
        assert!(
            cookie.starts_with("__Host-daiko-visitor=") && cookie.contains("; Secure"),
            "{cookie}"
        );
    });
}

#[test]
fn a_page_names_itself_its_house_and_its_policy_and_escapes_them() {
    each(async |house| {
        let page = house.browser().get("/").await;
        assert!(
            page.says("<title>Front &lt;page&gt; · Test &lt;house&gt;</title>"),
            "{}",
            page.body
        );
        assert!(page.says("<html lang=\"en\"") && page.says("href=\"#main\""));
        assert!(page.says("policy <code>0123456789ab</code>"));
    });
}

#[test]
fn style_and_module_are_served_for_ever_under_the_hash_of_their_bytes() {
    each(async |house| {
        let mut nobody = house.browser();
        let page = nobody.get("/").await.body;
        let link = |mark: &str| -> String {
            let (_, rest) = page.split_once(mark).unwrap();
            rest.split('"').next().unwrap().to_owned()
        };
        let icon = link("type=\"image/svg+xml\" href=\"");
        let (style, script) = (link("rel=\"stylesheet\" href=\""), link("src=\""));
        for (path, kind) in [
            (icon, "image/svg+xml"),
            (style, "text/css; charset=utf-8"),
            (script, "text/javascript; charset=utf-8"),
        ] {
            let file = nobody.get(&path).await;
            assert_eq!(file.status, 200, "{path}");
            assert_eq!(file.headers["content-type"], kind);
            assert_eq!(file.headers["cache-control"], "public, max-age=31536000, immutable");
            assert!(!file.headers.contains_key("set-cookie"));
        }
    });
}

#[test]
fn what_is_not_there_and_what_is_used_wrongly_is_told_in_the_houses_words() {
    each(async |house| {
        let mut nobody = house.browser();
        for path in ["/no-such-page", "/lots/ord_1", "/lots/%ff", "/lots/../x"] {
            let page = nobody.get(path).await;
            assert_eq!(page.status, 404, "{path}");
            assert!(page.says("web.not_found") && page.says("<nav"), "{path}: {}", page.body);
        }
        let page = nobody.send("/", &[]).await;
        assert_eq!(page.status, 405, "whatever is sent");
        nobody.get("/give").await;
        let page = nobody.send("/", &[]).await;
        assert_eq!(page.status, 405);
        assert!(page.says("web.wrong_method"), "{}", page.body);
    });
}

#[test]
fn a_refusal_is_a_page_for_people_and_a_problem_for_machines() {
    each(async |house| {
        let page = house.browser().get("/closed").await;
        assert_eq!(page.status, 422);
        assert!(page.says("The least is ¥5.") && page.says("room.too_little"));
        let page = house.browser().for_json().get("/closed").await;
        assert_eq!(page.status, 422);
        assert_eq!(page.headers["content-type"], "application/problem+json");
        for part in [
            "\"type\":\"urn:daiko:refusal:room.too_little\"",
            "\"title\":\"That did not work\"",
            "\"detail\":\"The least is ¥5.\"",
            "\"status\":422",
            "\"args\":{\"least\":5}",
        ] {
            assert!(page.says(part), "{part} in {}", page.body);
        }
    });
}

#[test]
fn a_fault_is_one_log_line_with_the_number_that_the_page_shows() {
    each(async |house| {
        for (path, secret) in [("/broken", "secret words forged line"), ("/panics", "secret panic")]
        {
            house.log.lock().unwrap().clear();
            let page = house.browser().get(path).await;
            assert_eq!(page.status, 500);
            assert!(!page.says("secret"), "{}", page.body);
            let log = house.log.lock().unwrap().clone();
            assert_eq!(log.len(), 1, "{log:?}");
            assert!(log[0].contains(secret) && !log[0].contains('\n'), "{log:?}");
            let number = page.headers["x-request-id"].to_str().unwrap();
            assert!(log[0].starts_with(number) && page.says(number), "{log:?}");
            let page = house.browser().for_json().get(path).await;
            assert!(page.says("\"status\":500") && !page.says("secret"), "{}", page.body);
        }
    });
}

#[test]
fn what_stands_in_a_path_stands_in_no_log() {
    each(async |house| {
        assert_eq!(house.browser().get("/proofs/prf_1.5ec2e7?then=/a5ec2e7").await.status, 500);
        let log = house.log.lock().unwrap().clone();
        assert!(log[0].contains("GET /proofs/{word} "), "{log:?}");
        assert!(!log[0].contains("5ec2e7"), "{log:?}");
    });
}

#[test]
fn a_way_on_that_leads_out_of_the_house_leads_to_the_front_page() {
    each(async |house| {
        let table = [
            ("/mine", "/mine"),
            ("//elsewhere.example", "/"),
            ("https%3A//elsewhere.example", "/"),
            ("/%0d%0aSet-Cookie%3a%20x%3d1", "/"),
            ("", "/"),
        ];
        for (then, expect) in table {
            let page = house.browser().get(&format!("/onward?then={then}")).await;
            assert_eq!(page.goes_to(), Some(expect), "{then}");
            assert!(!page.headers.contains_key("set-cookie"));
        }
    });
}

#[test]
fn two_rooms_that_want_the_same_way_in_are_found_at_the_start() {
    each(async |house| {
        async fn page(cx: web::Cx) -> web::Show {
            cx.show("", maud::html! {})
        }
        let clashes = [
            Routes::new("other").get("/", Who::Anyone, page),
            Routes::new("other").get("/lots/{id}", Who::Anyone, page),
            Routes::new("other").get("lots", Who::Anyone, page),
        ];
        for other in clashes {
            let settings = Settings::new("Clash");
            let opened = Site::open(house.db.clone(), settings, vec![room(), other]);
            assert!(opened.is_err_and(|fault| fault.to_string().contains("other")));
        }
        let mut settings = Settings::new("Pictures");
        settings.picture_hosts = std::sync::Arc::new(|| vec!["https://x; script-src *".to_owned()]);
        assert!(Site::open(house.db.clone(), settings, vec![room()]).is_err());
    });
}
