//! A small house with one room, for the tests of the web door.

use std::sync::{Arc, Mutex};

use db::{Answer, Db, Lock, Open, Plugs, Tx};
use kernel::{Fault, Id, LotId, MemberId, StaffId, Yen};
use maud::html;
use testkit::{Bench, on_each_engine_with};
use web::{
    Asked, Board, Browser, Cx, Field, Form, Language, Member, Notice, PathId, Role, Roles, Routes,
    Sessions, Settings, Show, Site, Sitter, Staff, Who,
};

db::sql! {
    HIRE = "INSERT INTO staff (id, password, hired_at) VALUES ($1, $2, $3)";
    GIVE = "INSERT INTO staff_role (staff, role, given_at) VALUES ($1, $2, $3)";
    TAKE = "UPDATE staff_role SET taken_at = $1 WHERE staff = $2 AND role = $3";
    HELD = "SELECT role FROM staff_role WHERE staff = $1 AND taken_at IS NULL";
}

kernel::refusals! {
    /// Why the room refuses.
    pub enum No {
        /// Too little.
        "room.too_little" 422 TooLittle { least: Yen } = "The least is {least}.";
        /// Closed.
        "room.closed" 409 Closed = "This room is closed.";
    }
}

pub struct House<'b> {
    pub bench: &'b Bench,
    pub db: Db,
    pub site: Site,
    pub log: Arc<Mutex<Vec<String>>>,
    runtime: tokio::runtime::Runtime,
}

pub fn member() -> MemberId {
    MemberId::from_bits(7)
}

pub fn worker() -> StaffId {
    StaffId::from_bits(9)
}

/// Runs a test in the house on each engine.
pub fn each(test: impl AsyncFn(&House<'_>)) {
    // The door needs no other room's tables.
    let needed = |m: &db::Migration| {
        matches!(m.name, "people" | "accounts" | "api" | "exports_browsers_rates")
    };
    let people: Vec<_> = testkit::migrations().into_iter().filter(needed).collect();
    on_each_engine_with(&people, &Plugs::new(), |bench| {
        // Opened anew, so that no engine finds what another one left in memory.
        let sessions = Sessions::new(greet_member, greet_staff);
        let plugs = Plugs::new().with(Arc::new(sessions)).with(Arc::new(Board::new()));
        let open = Open::at(bench.address.clone()).clock(bench.clock.clone()).plugs(plugs);
        let db = open.open(&people).unwrap();
        let log = Arc::new(Mutex::new(Vec::new()));
        let mut settings = Settings::new("Test <house>");
        settings.policy = Arc::new(|| "0123456789abcdef".to_owned());
        settings.picture_hosts = Arc::new(|| vec!["https://pictures.example".to_owned()]);
        let lines = Arc::clone(&log);
        settings.log = Arc::new(move |line| lines.lock().unwrap().push(line.to_owned()));
        let site = Site::open(db.clone(), settings, vec![room()]).unwrap();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let house = House { bench, db, site, log, runtime };
        house.runtime.block_on(test(&house));
    });
}

impl House<'_> {
    pub fn browser(&self) -> Browser {
        Browser::new(self.site.router())
    }

    /// A browser in which the member has signed in.
    pub async fn member(&self) -> Browser {
        self.signed_in("/enter").await
    }

    /// A browser in which a person with these roles has signed in.
    pub async fn staff(&self, roles: &'static [Role]) -> Browser {
        let hire = move |tx: &mut Tx<'_>| {
            let now = tx.now();
            tx.put(HIRE, (worker(), "", now))?;
            roles.iter().try_for_each(|role| tx.put(GIVE, (worker(), *role, now)))
        };
        self.db.write("hire", Lock::none(), hire).await.unwrap();
        self.signed_in("/enter/staff").await
    }

    /// What is remembered of the member is forgotten, and read again when it is needed.
    pub async fn forget(&self) {
        let act = |tx: &mut Tx<'_>| Sessions::changed(tx, Sitter::Member(member()));
        self.db.write("forget", Lock::none(), act).await.unwrap();
    }

    async fn signed_in(&self, path: &str) -> Browser {
        let mut browser = self.browser();
        browser.get("/enter").await;
        assert_eq!(browser.send(path, &[]).await.status, 303);
        browser
    }

    /// Gives or takes a role, as the staff room does.
    pub async fn role(&self, role: Role, held: bool) {
        let act = move |tx: &mut Tx<'_>| {
            let now = tx.now();
            if held {
                tx.put(GIVE, (worker(), role, now))?;
            } else {
                tx.put(TAKE, (now, worker(), role))?;
            }
            Sessions::changed(tx, Sitter::Staff(worker()))
        };
        self.db.write("role", Lock::none(), act).await.unwrap();
    }
}

fn greet_member(_: &mut Tx<'_>, id: MemberId) -> Answer<Option<Member>> {
    Ok(Some(Member { id, handle: "mika".to_owned(), language: Language::English, reckons: None }))
}

fn greet_staff(tx: &mut Tx<'_>, id: StaffId) -> Answer<Option<Staff>> {
    let held: Vec<(Role,)> = tx.all(HELD, (id,))?;
    let roles: Roles = held.into_iter().map(|r| r.0).collect();
    Ok(Some(Staff { id, handle: "sato".to_owned(), roles }))
}

pub fn room() -> Routes {
    Routes::new("room")
        .get("/", Who::Anyone, front)
        .get("/enter", Who::Anyone, enter_page)
        .post("/enter", Who::Anyone, enter)
        .post("/enter/staff", Who::Anyone, enter_staff)
        .post("/sign-out", Who::Anyone, leave)
        .post("/staff/sign-out", Who::Anyone, leave)
        .get("/mine", Who::Member, mine)
        .menu("Mine")
        .get("/desk", Who::Staff(Role::Buyer), desk)
        .desk("Desk", "Buy by hand.")
        .get("/packing", Who::StaffOf(&[Role::Warehouse, Role::Support]), desk)
        .desk("Packing", "Pack.")
        .get("/give", Who::Anyone, give_page)
        .post("/give", Who::Anyone, give)
        .post("/small", Who::Anyone, give)
        .up_to(200)
        .get("/lots/{lot}", Who::Anyone, lot)
        .get("/broken", Who::Anyone, broken)
        .get("/panics", Who::Anyone, panics)
        .get("/proofs/{word}", Who::Anyone, broken)
        .get("/closed", Who::Anyone, closed)
        .get("/onward", Who::Anyone, onward)
        .get("/away", Who::Anyone, front)
        .enters()
}

async fn front(cx: Cx) -> Show {
    cx.show("Front <page>", html! { h1 { "Front" } })
}

async fn enter_page(cx: Cx) -> Show {
    cx.show("Enter", cx.form("/enter", web::submit("Enter")))
}

async fn enter(cx: Cx) -> Show {
    begin(cx, Sitter::Member(member())).await
}

async fn enter_staff(cx: Cx) -> Show {
    begin(cx, Sitter::Staff(worker())).await
}

async fn begin(cx: Cx, sitter: Sitter) -> Show {
    let act = move |tx: &mut Tx<'_>| Sessions::begin(tx, sitter);
    let ticket = cx.db().write("begin", Lock::none(), act).await?;
    cx.hand_over(&ticket).tell(Notice::good("Welcome, ¥ and <all>.")).to("/")
}

async fn leave(cx: Cx) -> Show {
    if let Some(session) = cx.session() {
        let act = move |tx: &mut Tx<'_>| Sessions::end(tx, session);
        cx.db().write("end", Lock::none(), act).await?;
    }
    cx.take_back().to("/")
}

async fn mine(cx: Cx) -> Show {
    let id = cx.member()?.id;
    cx.show("Mine", html! { h1 { "Mine" } p { (id) } })
}

async fn desk(cx: Cx) -> Show {
    let id = cx.staff()?.id;
    cx.show("Desk", html! { h1 { "Desk" } p { (id) } })
}

fn give_form(cx: &Cx, form: &Form) -> Show {
    let body = html! {
        (web::whole(form))
        (Field::yen("yen", "How much").show(form))
        (Field::text("name", "For whom").most(20).show(form))
        (Field::secret("word", "Pass word").show(form))
        (web::submit("Give"))
    };
    cx.show_form("Give", form, cx.form("/give", body))
}

async fn give_page(cx: Cx) -> Show {
    give_form(&cx, &Form::empty().with("yen", "1,200"))
}

async fn give(cx: Cx, mut form: Form) -> Show {
    let asked = (form.yen("yen"), form.text("name", 20), form.secret("word"));
    let (Some(yen), Some(name), Some(_)) = asked else { return give_form(&cx, &form) };
    let least = Yen::new(1_000);
    let answer: Answer<()> = match name.as_str() {
        "closed" => Err(No::Closed.into()),
        "fault" => Err(Fault::new("the till is stuck").into()),
        _ if yen < least => Err(No::TooLittle { least }.into()),
        _ => Ok(()),
    };
    match answer {
        Ok(()) => cx.tell(Notice::plain(format!("{yen} given to {name}."))).to("/"),
        Err(refused) => {
            form.refused(refused, &[("room.too_little", "yen")])?;
            give_form(&cx, &form)
        }
    }
}

async fn lot(cx: Cx, PathId(lot): PathId<LotId>) -> Show {
    cx.show("Lot", html! { h1 { (lot) } })
}

async fn broken(_: Cx) -> Show {
    Err(Fault::new("secret words\nforged line").into())
}

#[expect(clippy::panic, reason = "the gate must survive a handler that panics")]
async fn panics(_: Cx) -> Show {
    panic!("secret panic")
}

async fn closed(_: Cx) -> Show {
    Err(No::TooLittle { least: Yen::new(5) }.into())
}

async fn onward(cx: Cx, Asked(asked): Asked) -> Show {
    cx.to(asked.shown("then"))
}
