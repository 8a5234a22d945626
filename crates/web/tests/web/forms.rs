//! Forms: from our own page only, kept as typed, refused beside the field; on each engine.

use crate::house::each;

const GOOD: [(&str, &str); 3] = [("yen", "2,000"), ("name", "Yoko"), ("word", "pw")];

#[test]
fn a_form_without_the_token_of_this_browser_changes_nothing() {
    each(async |house| {
        let mut mika = house.member().await;
        mika.get("/give").await;
        let own = mika.token().clone().unwrap();
        let mut visitor = house.browser();
        visitor.get("/give").await;
        let visitors = visitor.token().clone().unwrap();
        let forged = [
            None,
            Some(String::new()),
            Some("0".repeat(64)),
            Some(visitors),
            Some(own[1..].into()),
        ];
        for token in forged {
            mika.token().clone_from(&token);
            let page = mika.send("/give", &GOOD).await;
            assert_eq!(page.status, 403, "{token:?}");
            assert!(page.says("web.foreign_form"));
        }
        *mika.token() = Some(own);
        assert_eq!(mika.send("/give", &GOOD).await.status, 303);
    });
}

#[test]
fn a_visitor_gets_a_token_with_the_first_form_and_not_before() {
    each(async |house| {
        let mut visitor = house.browser();
        visitor.get("/").await;
        assert!(visitor.cookies().is_empty(), "no cookie without a form");
        visitor.get("/give").await;
        let cookie = visitor.cookies()["daiko-visitor"].clone();
        let token = visitor.token().clone().unwrap();
        assert_ne!(cookie, token, "the page does not hold the cookie's own token");
        visitor.get("/give").await;
        assert_eq!(visitor.token().as_ref(), Some(&token), "two open pages send the same token");
        assert_eq!(visitor.send("/give", &GOOD).await.status, 303);
        visitor.cookies().clear();
        assert_eq!(visitor.send("/give", &GOOD).await.status, 403, "the token alone is not enough");
    });
}

#[test]
fn a_token_from_before_signing_in_is_of_no_use_afterwards() {
    each(async |house| {
        let mut mika = house.browser();
        mika.get("/enter").await;
        let before = mika.token().clone();
        mika.send("/enter", &[]).await;
        *mika.token() = before;
        assert_eq!(mika.send("/give", &GOOD).await.status, 403);
    });
}

#[test]
fn what_was_typed_stays_and_the_refusal_stands_beside_its_field() {
    each(async |house| {
        let mut mika = house.member().await;
        assert!(mika.get("/give").await.says("value=\"1,200\""), "prefilled");
        let typed = [("yen", "12.5"), ("name", "<b>Yoko"), ("word", "pass secret")];
        let page = mika.send("/give", &typed).await;
        assert_eq!(page.status, 422);
        assert!(page.says("value=\"12.5\"") && page.says("value=\"&lt;b&gt;Yoko\""));
        assert!(page.says("id=\"yen-wrong\">Give a whole number of yen"), "{}", page.body);
        assert!(page.says("aria-describedby=\"yen-wrong\"") && page.says("aria-invalid=\"true\""));
        assert!(!page.says("pass secret"), "a password is never sent back");
        assert!(!page.says("name-wrong"));
        let page = mika.send("/give", &[("yen", "2000"), ("name", &"x".repeat(21))]).await;
        assert!(
            page.says("At most 20 characters.") && page.says("id=\"word-wrong\">Fill this in.")
        );
    });
}

#[test]
fn what_the_act_refuses_is_told_beside_the_field_or_above_the_form() {
    each(async |house| {
        let mut mika = house.member().await;
        mika.get("/give").await;
        let page = mika.send("/give", &[("yen", "999"), GOOD[1], GOOD[2]]).await;
        assert_eq!(page.status, 422);
        assert!(page.says("id=\"yen-wrong\">The least is ¥1,000."), "{}", page.body);
        let page = mika.send("/give", &[GOOD[0], ("name", "closed"), GOOD[2]]).await;
        assert_eq!(page.status, 409);
        assert!(page.says("role=\"alert\">This room is closed."), "{}", page.body);
        assert!(page.says("value=\"2,000\""));
        let page = mika.send("/give", &[GOOD[0], ("name", "fault"), GOOD[2]]).await;
        assert_eq!(page.status, 500);
        assert!(!page.says("till"), "a fault keeps its details to itself");
    });
}

#[test]
fn a_notice_is_shown_on_the_next_page_and_only_there() {
    each(async |house| {
        let mut mika = house.member().await;
        let page = mika.get("/").await;
        assert!(page.says("Welcome, ¥ and &lt;all&gt;."), "{}", page.body);
        assert!(!mika.get("/").await.says("Welcome"));
        mika.get("/give").await;
        assert_eq!(mika.send("/give", &GOOD).await.goes_to(), Some("/"));
        assert!(mika.get("/").await.says("¥2,000 given to Yoko."));
    });
}

#[test]
fn a_body_larger_than_the_door_is_refused() {
    each(async |house| {
        let mut mika = house.member().await;
        mika.get("/give").await;
        let page = mika.send("/small", &GOOD).await;
        assert_eq!(page.status, 303, "{}", page.body);
        let page = mika.send("/small", &[GOOD[0], ("name", &"x".repeat(200)), GOOD[2]]).await;
        assert_eq!(page.status, 413);
        assert!(page.says("web.too_large") && page.says("200 bytes"));
        let page = mika.send("/give", &[GOOD[0], ("name", &"x".repeat(web::FORM_BYTES))]).await;
        assert_eq!(page.status, 413);
    });
}

#[test]
fn nothing_but_a_form_is_taken() {
    use axum::body::Body;
    use axum::http::{Request, StatusCode};
    use tower::ServiceExt;
    each(async |house| {
        let ask = |kind: &str, site: &str| {
            let request = Request::post("/give").header("content-type", kind);
            request.header("sec-fetch-site", site).body(Body::from("yen=1")).unwrap()
        };
        let form = "application/x-www-form-urlencoded";
        let table = [
            (ask("application/json", "same-origin"), 415),
            (ask("text/plain", "same-origin"), 415),
            (ask("multipart/form-data; boundary=x", "same-origin"), 415),
            (ask(form, "cross-site"), 403),
            (ask(form, "same-origin"), 403),
        ];
        for (request, status) in table {
            let what = format!("{:?}", request.headers());
            let response = house.site.router().oneshot(request).await.unwrap();
            assert_eq!(response.status(), StatusCode::from_u16(status).unwrap(), "{what}");
        }
    });
}
