//! What a program is promised: its change happens once in a day, and its key ends when it was to.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use crate::house::{House, each, member, room};
use db::{Lock, Tx};
use kernel::{Id, Span};
use web::api::{Call, Operation, Scope};
use web::{Program, Rate, Routes, Settings, Show, Site};

web::shapes! {
    /// How often it was done.
    @kept pub struct Counted {
        /// So often.
        times: i64,
    }
    /// What to count.
    pub struct Count {
        /// How much at once.
        by: i64,
    }
}

static TIMES: AtomicI64 = AtomicI64::new(0);

fn counting() -> Routes {
    let count = Operation::post::<Counted>("/api/v1/count", Scope::Read, "count", "Counts.");
    let read = Operation::get::<Counted>("/api/v1/read", Scope::Read, "read", "Reads.");
    Routes::new("counting").api(count.taking::<Count>(), count_it).api(read, read_it)
}

async fn read_it(call: Call) -> Show {
    call.say(&Counted { times: 7 })
}

async fn count_it(call: Call) -> Show {
    let Count { by } = call.body()?;
    let act =
        move |_: &mut Tx<'_>| Ok(Counted { times: TIMES.fetch_add(by, Ordering::SeqCst) + by });
    call.change("count", Lock::none(), act).await
}

async fn program(house: &House<'_>) -> Program {
    let site = Site::open(house.db.clone(), Settings::new("API"), vec![room(), counting()]);
    let act = |tx: &mut Tx<'_>| web::api::make(tx, member(), "test", &[Scope::Read], 30);
    let (_, key) = house.db.write("token", Lock::none(), act).await.unwrap();
    Program::new(site.unwrap().router(), Some(key))
}

#[test]
fn a_member_s_programs_are_counted_together_under_however_many_keys() {
    each(async |house| {
        let mut settings = Settings::new("API");
        settings.rates.api = Rate { burst: 3, every: Duration::from_secs(60) };
        let site = Site::open(house.db.clone(), settings, vec![room(), counting()]).unwrap();
        let mut seen = Vec::new();
        for _ in 0..4 {
            let act = |tx: &mut Tx<'_>| web::api::make(tx, member(), "test", &[Scope::Read], 30);
            let (_, key) = house.db.write("token", Lock::none(), act).await.unwrap();
            let mine = Program::new(site.router(), Some(key));
            seen.push(mine.get("/api/v1/read").await.status.as_u16());
        }
        assert_eq!(seen, [200, 200, 200, 429]);
    });
}

#[test]
fn a_program_that_asks_too_often_is_not_held_against_others_of_its_network() {
    each(async |house| {
        let mut settings = Settings::new("API");
        let few = Rate { burst: 3, every: Duration::from_secs(60) };
        (settings.rates.api, settings.rates.entering) = (few, few);
        let site = Site::open(house.db.clone(), settings, vec![room(), counting()]).unwrap();
        let program = async |member: kernel::MemberId| {
            let act = move |tx: &mut Tx<'_>| web::api::make(tx, member, "test", &[Scope::Read], 30);
            let (_, key) = house.db.write("token", Lock::none(), act).await.unwrap();
            Program::new(site.router(), Some(key)).from([203, 0, 113, 9].into())
        };
        let (often, other) = (program(member()).await, program(Id::from_bits(8)).await);
        let mut seen = Vec::new();
        for _ in 0..9 {
            seen.push(often.get("/api/v1/read").await.status.as_u16());
        }
        assert_eq!(seen, [200, 200, 200, 429, 429, 429, 429, 429, 429]);
        assert_eq!(other.get("/api/v1/read").await.status, 200);
    });
}

#[test]
fn an_answer_is_kept_for_a_day_and_a_key_until_its_last() {
    each(async |house| {
        TIMES.store(0, Ordering::SeqCst);
        let clock = Arc::clone(&house.bench.clock);
        let mine = program(house).await;
        let send = async |key: &str| mine.post("/api/v1/count", key, "{\"by\": 1}").await;
        assert_eq!(send("one").await.body, "{\"times\":1}");
        clock.forward(Span::hours(23));
        assert_eq!(send("one").await.body, "{\"times\":1}");
        clock.forward(Span::hours(2));
        assert_eq!(send("one").await.body, "{\"times\":2}", "the day is over");
        assert_eq!(send("two").await.body, "{\"times\":3}");
        clock.forward(Span::days(30));
        let page = send("three").await;
        assert_eq!(page.status, 401, "{}", page.body);
        assert_eq!(TIMES.load(Ordering::SeqCst), 3);
    });
}

#[test]
fn a_head_is_answered_like_a_get_and_other_methods_by_what_there_is() {
    each(async |house| {
        let mine = program(house).await;
        let send = async |method: &str, path: &str| {
            mine.send(method.parse().unwrap(), path, &[], String::new()).await
        };
        assert_eq!(send("GET", "/api/v1/read").await.body, "{\"times\":7}");
        let head = send("HEAD", "/api/v1/read").await;
        assert_eq!((head.status.as_u16(), head.body.as_str()), (200, ""));
        for (method, path) in [
            ("DELETE", "/api/v1/count"),
            ("PUT", "/api/v1/count"),
            ("PATCH", "/api/v1/read"),
            ("POST", "/api/v1/read"),
        ] {
            let page = send(method, path).await;
            assert_eq!(page.status, 405, "{method} {path}: {}", page.body);
            assert_eq!(page.headers["content-type"], "application/problem+json");
        }
        let none = Program::new(house.site.router(), None);
        assert_eq!(none.send("DELETE".parse().unwrap(), "/", &[], String::new()).await.status, 405);
    });
}

#[test]
fn what_is_sent_wrongly_is_refused_by_the_name_of_the_field() {
    each(async |house| {
        let mine = program(house).await;
        let table = [
            ("", 400, "api.bad_json"),
            ("{", 400, "api.bad_json"),
            ("[1]", 400, "api.bad_json"),
            ("{}", 422, "“by” must be a whole number"),
            ("{\"by\": \"1\"}", 422, "“by” must be a whole number"),
            ("{\"by\": 1, \"times\": 9}", 422, "“times” is no field"),
        ];
        for (n, (body, status, told)) in table.into_iter().enumerate() {
            let page = mine.post("/api/v1/count", &format!("key-{n}"), body).await;
            assert_eq!(page.status, status, "{body}: {}", page.body);
            assert!(page.says(told), "{body}: {}", page.body);
        }
    });
}
