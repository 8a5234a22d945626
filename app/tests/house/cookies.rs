//! What a visitor's browser is made to keep, and to ask of others: what the policy's tables say.

use axum::http::{Method, header};
use daiko::policy_files::Files;
use db::Tx;
use kernel::MemberId;
use privacy::choices;
use web::{Page, Who};

use crate::common::{Scene, link_to, on_each_engine};

fn cookies_of(page: &Page) -> Vec<&str> {
    let lines = page.headers.get_all(header::SET_COOKIE).iter();
    lines.map(|line| line.to_str().unwrap().split('=').next().unwrap()).collect()
}

#[test]
fn reading_sets_no_cookie_and_a_form_its_own_alone() {
    on_each_engine(60, async |scene| {
        let known: Vec<&str> = web::COOKIES.iter().map(|cookie| cookie.0).collect();
        let doors = scene.house().site.doors().to_vec();
        let open = doors.iter().filter(|door| {
            let plain = !door.path.contains('{') && door.path != "/live";
            door.method == Method::GET && door.who == Who::Anyone && plain
        });
        let mut read = 0;
        for door in open {
            let page = scene.browser().get(door.path).await;
            let set = cookies_of(&page);
            let form = page.body.contains("name=\"_form\"");
            let expect: &[&str] = if form { &["daiko-visitor"] } else { &[] };
            assert_eq!(set, expect, "{}", door.path);
            read += usize::from(!form);
        }
        assert!(read >= 6, "{read} pages without a form");
        // Only who chooses a language is remembered by it.
        let chosen = scene.browser().get("/language/ja?then=/").await;
        assert_eq!(cookies_of(&chosen), ["daiko-language"]);
        assert!(known.contains(&"daiko-language") && known.contains(&"daiko-visitor"));
    });
}

#[test]
fn a_page_asks_no_other_house_and_its_pictures_come_through_this_one() {
    on_each_engine(60, async |scene| {
        let lot = scene.auction("A lot with a picture", 1_000, 60).await;
        let mut browser = scene.browser();
        let page = browser.get(&format!("/lots/bazaar/{lot}")).await;
        let told: Vec<String> = Files::BuiltIn
            .versions()
            .unwrap()
            .pop()
            .unwrap()
            .origins
            .iter()
            .map(|origin| format!(" {}", origin.url))
            .collect();
        let policy = page.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains(&format!("img-src 'self'{};", told.concat())), "{policy}");
        for source in page.body.split(" src=\"").skip(1) {
            assert!(source.starts_with('/') && !source.starts_with("//"), "{source:.80}");
        }
        let picture = link_to(&page.body.replace("src=", "href="), "/pictures?by=");
        let picture = picture.replace("&amp;", "&");
        let shown = browser.get(&picture).await;
        assert_eq!(shown.status, 200, "{picture}");
        assert_eq!(shown.headers[header::CONTENT_TYPE], "image/svg+xml");
        let apart = shown.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(apart.ends_with("sandbox") && shown.says("<svg"), "{apart}");
        let inside = picture.replace("images", "imagez");
        assert_ne!(inside, picture);
        assert_eq!(browser.get(&inside).await.status, 404, "what nobody signed");
    });
}

async fn objections(scene: &Scene, handle: &'static str) -> Vec<(String, bool, String)> {
    let read = move |tx: &mut Tx<'_>| {
        let member: MemberId = members::find(tx, handle)?.unwrap().member;
        let made = choices::made_by(tx, member)?;
        Ok(made.into_iter().map(|m| (m.choice, m.on, m.by.to_string())).collect())
    };
    scene.house().db.read("test.choices", read).await.unwrap()
}

#[test]
fn a_browser_that_objects_is_heard_once_and_a_decision_of_ones_own_stands() {
    on_each_engine(60, async |scene| {
        let well_known = scene.browser().get("/.well-known/gpc.json").await;
        assert!(well_known.says("\"gpc\":true,\"lastUpdate\":\"2026-"), "{}", well_known.body);
        let before = objections(scene, "alice").await;
        assert!(!before.iter().any(|made| made.0 == "partners_stop"), "{before:?}");
        let mut alice = scene.member("alice").await.with_header("sec-gpc", "1");
        for _ in 0..3 {
            assert_eq!(alice.get("/bids").await.status, 200);
        }
        let heard = objections(scene, "alice").await;
        let stops: Vec<_> = heard.iter().filter(|made| made.0 == "partners_stop").collect();
        assert_eq!(stops, [&("partners_stop".to_owned(), true, "browser".to_owned())]);
        // Without the signal nothing is noted, and another value is none.
        let mut bruno = scene.member("bruno").await.with_header("sec-gpc", "0");
        bruno.get("/bids").await;
        let none = objections(scene, "bruno").await;
        assert!(!none.iter().any(|made| made.0 == "partners_stop"), "{none:?}");
        // Who takes it back on their own page is not overruled by their browser.
        let page = alice.get("/me/privacy").await;
        assert!(page.says("partners_stop"), "{}", page.body);
        alice.send("/me/privacy/choices", &[("choice", "partners_stop"), ("on", "no")]).await;
        let again = |tx: &mut Tx<'_>| {
            let member = members::find(tx, "alice")?.unwrap().member;
            choices::object_by_browser(tx, member, policy::Lang::En)
        };
        scene.house().db.write("test.again", choices::lock(), again).await.unwrap();
        let after = objections(scene, "alice").await;
        let last = after.iter().rfind(|made| made.0 == "partners_stop").unwrap();
        assert_eq!((last.1, last.2.as_str()), (false, "page"), "{after:?}");
    });
}
