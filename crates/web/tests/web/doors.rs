//! The door over the network: floods, proxies, the end of a house; and what is typed to break
//! pages.

use std::time::Duration;

use crate::house::{House, each, room};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use web::{Browser, Rate, Settings, Site};

/// Sends these bytes and reads until the house closes the line.
async fn tell(port: u16, text: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

fn post(path: &str, more: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n{more}Content-Type: \
         application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na=b"
    )
}

fn get(path: &str, more: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n{more}\r\n")
}

fn status(answer: &str) -> u16 {
    answer.get(9..12).and_then(|s| s.parse().ok()).unwrap_or(0)
}

/// A house that is served, with these settings, until the test is over.
async fn served(
    house: &House<'_>,
    settings: impl FnOnce(&mut Settings),
    test: impl AsyncFnOnce(u16),
) {
    let mut told = Settings::new("Served");
    settings(&mut told);
    let site = Site::open(house.db.clone(), told, vec![room()]).unwrap();
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = site.serve(listener, async { drop(stopped.await) });
    let testing = async {
        test(port).await;
        stop.send(()).unwrap();
    };
    let (served, ()) = tokio::join!(serving, testing);
    served.unwrap();
}

const FEW: Rate = Rate { burst: 3, every: Duration::from_secs(60) };

#[test]
fn who_tries_the_door_too_often_is_told_how_long_to_wait_and_pages_still_open() {
    each(async |house| {
        served(
            house,
            |told| told.rates.entering = FEW,
            async |port| {
                for _ in 0..3 {
                    assert_eq!(status(&tell(port, &post("/enter", "")).await), 403, "no token");
                }
                let refused = tell(port, &post("/enter", "")).await;
                assert_eq!(status(&refused), 429, "{refused}");
                assert!(refused.contains("retry-after: 6") && refused.contains("Not just now"));
                let problem = tell(port, &post("/enter", "Accept: application/json\r\n")).await;
                assert!(problem.contains("application/problem+json"), "{problem}");
                assert!(problem.contains("\"code\":\"web.too_often\""), "{problem}");
                assert_eq!(status(&tell(port, &get("/give", "")).await), 200);
                assert_eq!(status(&tell(port, &get("/away", "")).await), 429, "it leads in");
                // Nobody but our own proxy may say where a visitor comes from.
                let told = post("/enter", "X-Forwarded-For: 203.0.113.5\r\n");
                assert_eq!(status(&tell(port, &told).await), 429);
            },
        )
        .await;
        for line in house.log.lock().unwrap().iter() {
            assert!(!line.contains("127.0.0.1"), "{line}");
        }
    });
}

#[test]
fn behind_our_own_proxy_each_visitor_is_counted_apart() {
    each(async |house| {
        let settings = |told: &mut Settings| {
            told.rates.entering = FEW;
            told.proxies = vec!["127.0.0.1".parse().unwrap()];
        };
        served(house, settings, async |port| {
            let from = |ip: &str| post("/enter", &format!("X-Forwarded-For: {ip}\r\n"));
            for _ in 0..3 {
                assert_eq!(status(&tell(port, &from("2001:db8::1")).await), 403);
            }
            // One household of IPv6 is one visitor, whatever it writes before our proxy's word.
            assert_eq!(status(&tell(port, &from("1.2.3.4, 2001:db8::2")).await), 429);
            assert_eq!(status(&tell(port, &from("2001:db8:0:1::1")).await), 403);
        })
        .await;
    });
}

#[test]
fn pages_have_an_end_for_one_address_and_programs_without_a_key_as_well() {
    each(async |house| {
        let settings = |told: &mut Settings| {
            told.rates.pages = Some(FEW);
            told.rates.entering = FEW;
        };
        served(house, settings, async |port| {
            for _ in 0..3 {
                assert_eq!(status(&tell(port, &get("/give", "")).await), 200);
            }
            assert_eq!(status(&tell(port, &get("/give", "")).await), 429);
        })
        .await;
    });
}

#[test]
fn forms_have_an_end_for_one_person_in_however_many_browsers() {
    each(async |house| {
        let mut told = Settings::new("Acts");
        told.rates.acting = FEW;
        let site = Site::open(house.db.clone(), told, vec![room()]).unwrap();
        let mut seen = Vec::new();
        for _ in 0..4 {
            let mut browser = Browser::new(site.router());
            browser.get("/enter").await;
            assert_eq!(browser.send("/enter", &[]).await.status, 303, "nobody yet");
            browser.get("/give").await;
            seen.push(browser.send("/give", &[]).await.status.as_u16());
        }
        assert_eq!(seen, [422, 422, 422, 429]);
    });
}

#[test]
fn whose_session_it_is_is_not_looked_up_for_who_comes_too_often() {
    each(async |house| {
        let mine = house.member().await.cookies().clone();
        let mut told = Settings::new("Floods");
        told.rates.pages = Some(FEW);
        let site = Site::open(house.db.clone(), told, vec![room()]).unwrap();
        let here = || Browser::new(site.router()).from([203, 0, 113, 9].into());
        for _ in 0..3 {
            assert_eq!(here().get("/give").await.status, 200);
        }
        for forms in [false, true] {
            house.forget().await;
            let mut member = here();
            *member.cookies() = mine.clone();
            let page =
                if forms { member.send("/give", &[]).await } else { member.get("/mine").await };
            assert_eq!(page.status, 429);
            assert!(!page.body.contains("mika"), "looked up all the same: {}", page.body);
        }
        assert!(house.member().await.get("/mine").await.says("mika"), "a page names who reads it");
    });
}

#[test]
fn a_house_that_closes_finishes_what_it_has_begun() {
    each(async |house| {
        let site = Site::open(house.db.clone(), Settings::new("Ends"), vec![room()]).unwrap();
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let serving = site.serve(listener, async { drop(stopped.await) });
        let reading = async {
            let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
            let form = post("/give", "");
            let (head, rest) = form.split_at(form.len() - 3);
            stream.write_all(head.as_bytes()).await.unwrap();
            tokio::time::sleep(Duration::from_millis(100)).await;
            // The house is told to close while this request is still arriving.
            stop.send(()).unwrap();
            tokio::time::sleep(Duration::from_millis(100)).await;
            let refused = TcpStream::connect(("127.0.0.1", port)).await;
            assert!(refused.is_err(), "a new line was taken");
            stream.write_all(rest.as_bytes()).await.unwrap();
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).await.unwrap();
            String::from_utf8_lossy(&answer).into_owned()
        };
        let (served, answer) = tokio::join!(serving, reading);
        served.unwrap();
        assert_eq!(status(&answer), 403, "answered, if with a refusal: {answer}");
    });
}

#[test]
fn what_is_typed_stays_text_in_pages_and_in_headers() {
    each(async |house| {
        let mut nobody = house.browser();
        nobody.get("/give").await;
        let evil = "\"><script>{{123*457}}${123*457}";
        let page = nobody.send("/give", &[("yen", evil), ("name", ""), ("word", "w")]).await;
        assert_eq!(page.status, 422);
        assert!(
            page.says("&quot;&gt;&lt;script&gt;{{123*457}}${123*457}") && !page.says("><script>{{")
        );
        assert!(!page.says("56211"), "a template was run");
        let name = "a\r\nSet-Cookie: evil=1";
        let page = nobody.send("/give", &[("yen", "2000"), ("name", name), ("word", "w")]).await;
        assert_eq!(page.status, 422, "signs that cannot be printed");
        for header in page.headers.get_all("set-cookie") {
            assert!(!header.to_str().unwrap().contains("evil"));
        }
        let page = nobody.get("/language/ja?then=/a%0d%0aSet-Cookie:%20evil=1").await;
        assert_eq!(page.goes_to(), Some("/"));
        for then in ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example"] {
            let page = nobody.get(&format!("/language/ja?then={then}")).await;
            assert_eq!(page.goes_to(), Some("/"), "{then}");
        }
    });
}

#[test]
fn a_field_nobody_asked_for_changes_nothing() {
    each(async |house| {
        let mut nobody = house.browser();
        nobody.get("/give").await;
        let more = [
            ("yen", "2000"),
            ("name", "Ann"),
            ("word", "w"),
            ("member", "mbr_1"),
            ("roles", "administrator"),
        ];
        assert_eq!(nobody.send("/give", &more).await.status, 303);
        let page = nobody.get("/").await;
        assert!(page.says("¥2,000 given to Ann.") && !page.says("administrator"));
        assert_eq!(nobody.get("/mine").await.status, 303, "still nobody");
    });
}
