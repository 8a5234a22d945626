use std::sync::{Arc, Mutex};

use axum::Router;
use axum::http::HeaderValue;
use axum::routing::get;
use db::Db;
use kernel::Fault;

use crate::api::{self, ApiPass, Operation};
use crate::gate::{Pass, gate};
use crate::kept::Keeper;
use crate::person::Kind;
use crate::rate::Counters;
use crate::routes::{Entry, FORM_BYTES};
use crate::session::Cookies;
use crate::{
    Board, Book, Door, Language, Routes, Sessions, Settings, TEXTS, Texts, Who, assets, choice,
    headers, live, stop,
};

/// The web door itself: what every request shares. Cheap to clone.
#[derive(Clone)]
pub struct Web(pub(crate) Arc<House>);

pub(crate) struct House {
    pub(crate) db: Db,
    pub(crate) name: Arc<str>,
    pub(crate) settings: Settings,
    pub(crate) sessions: Sessions,
    pub(crate) cookies: Cookies,
    pub(crate) board: Board,
    pub(crate) entries: Arc<[Entry]>,
    // What pages may load, and under which policy that was put together.
    pub(crate) content_policy: Mutex<(String, HeaderValue)>,
    pub(crate) book: Arc<Book>,
    pub(crate) operations: Vec<Operation>,
    pub(crate) counters: Counters,
    pub(crate) keeper: Keeper,
    pub(crate) heard: crate::signal::Heard,
}

/// The whole site: every room's routes behind one door.
pub struct Site {
    router: Router,
    doors: Vec<Door>,
    web: Web,
}

impl Web {
    pub(crate) fn rates(&self) -> &Counters {
        &self.0.counters
    }

    pub(crate) fn entries_for(&self, kind: Kind) -> impl Iterator<Item = &Entry> {
        entries_for(&self.0.entries, kind)
    }
}

/// The entries a person of this kind may open.
pub(crate) fn entries_for(all: &[Entry], kind: Kind) -> impl Iterator<Item = &Entry> {
    // Why: a member has no use for the way to the staff's door, nor staff for the members'.
    let staff = matches!(kind, Kind::Staff(_));
    all.iter().filter(move |e| e.who.lets(kind) && (!staff || e.who.is_staff()))
}

impl Site {
    /// Opens the rooms. The database must have a [`Sessions`] and a [`Board`] plugged in.
    pub fn open(db: Db, settings: Settings, mut rooms: Vec<Routes>) -> Result<Site, Fault> {
        rooms.push(live::routes());
        rooms.push(choice::routes());
        rooms.push(api::routes());
        let book = Arc::new(Book::open(&texts(&rooms))?);
        let entries: Arc<[Entry]> =
            rooms.iter().flat_map(|room| room.entries.iter().copied()).collect();
        named(&book, &rooms)?;
        let missing = |what: &str| Fault::new(format!("no web::{what} is plugged in"));
        let sessions = db.plugs().get::<Sessions>().ok_or_else(|| missing("Sessions"))?.clone();
        let board = db.plugs().get::<Board>().ok_or_else(|| missing("Board"))?.clone();
        let content_policy = headers::content_policy(&(settings.picture_hosts)())?;
        let content_policy = Mutex::new(((settings.policy)(), content_policy));
        let web = Web(Arc::new(House {
            cookies: Cookies::new(settings.secure),
            entries,
            book,
            operations: rooms
                .iter()
                .flat_map(|room| room.operations.iter())
                .map(|o| o.0.clone())
                .collect(),
            counters: Counters::new(settings.rates, settings.proxies.clone()),
            keeper: Keeper::default(),
            heard: crate::signal::Heard::default(),
            db,
            name: settings.name.as_str().into(),
            settings,
            sessions,
            board,
            content_policy,
        }));
        let doors: Vec<Door> = rooms.iter().flat_map(|room| room.doors().cloned()).collect();
        unambiguous(&doors)?;
        unambiguous(&operations_as_doors(&web))?;
        let router = router(&web, rooms);
        Ok(Site { router, doors, web })
    }

    /// What a server calls.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// Every way in, room by room: what the strangers test walks.
    pub fn doors(&self) -> &[Door] {
        &self.doors
    }

    /// Every operation of the API.
    pub fn operations(&self) -> &[Operation] {
        &self.web.0.operations
    }

    /// The API as OpenAPI 3.1.
    pub fn openapi(&self) -> api::Value {
        api::document(&self.web.0.operations)
    }

    /// The texts of all rooms.
    pub fn book(&self) -> &Arc<Book> {
        &self.web.0.book
    }

    /// The board of live figures.
    pub fn board(&self) -> &Board {
        &self.web.0.board
    }
}

// Every room's texts once, however many lists of routes it has.
fn texts(rooms: &[Routes]) -> Vec<Texts> {
    let mut all = vec![TEXTS];
    for texts in rooms.iter().filter_map(|room| room.texts) {
        if !all.iter().any(|known| known.room == texts.room) {
            all.push(texts);
        }
    }
    all
}

// An entry of the navigation is a text of its room; rooms without texts name theirs in English.
fn named(book: &Book, rooms: &[Routes]) -> Result<(), Fault> {
    for (room, entry) in rooms.iter().flat_map(|r| r.entries.iter().map(move |e| (r, e))) {
        let is_key = |label: &&&str| {
            room.texts
                .is_some_and(|t| label.strip_prefix(t.room).is_some_and(|r| r.starts_with('-')))
        };
        for label in [entry.label, entry.what].iter().filter(is_key) {
            if book.plain(Language::English, label).is_none() {
                return Err(Fault::new(format!("the entry {} has no text {label}", entry.path)));
            }
        }
    }
    Ok(())
}

// Why: the router itself panics on these, in the middle of starting up and without the room's name.
fn unambiguous(doors: &[Door]) -> Result<(), Fault> {
    let shape = |path: &str| -> String {
        let blank = |part: &str| if part.starts_with('{') { "{}" } else { part }.to_owned();
        path.split('/').map(blank).collect::<Vec<_>>().join("/")
    };
    for (n, door) in doors.iter().enumerate() {
        let clash = doors.iter().take(n).find(|other| {
            shape(other.path) == shape(door.path)
                && (other.path != door.path || other.method == door.method)
        });
        if let Some(other) = clash {
            return Err(Fault::new(format!(
                "{} {} of {} and {} {} of {} are the same way in",
                other.method, other.path, other.room, door.method, door.path, door.room
            )));
        }
        if !door.path.starts_with('/') {
            return Err(Fault::new(format!("{} of {} is not a path", door.path, door.room)));
        }
    }
    Ok(())
}

fn operations_as_doors(web: &Web) -> Vec<Door> {
    let door = |o: &Operation| Door {
        room: "api",
        method: o.method.clone(),
        path: o.path,
        who: Who::Member,
    };
    web.0.operations.iter().map(door).collect()
}

fn router(web: &Web, rooms: Vec<Routes>) -> Router {
    let mut router: Router<Web> = Router::new();
    let (mut listed, mut operations) = (Vec::new(), Vec::new());
    for room in rooms {
        listed.extend(room.listed);
        operations.extend(room.operations);
    }
    for (operation, methods) in operations {
        let pass =
            ApiPass { web: web.clone(), scope: operation.scope, changes: operation.is_change() };
        let guarded = methods.route_layer(axum::middleware::from_fn_with_state(pass, api::gate));
        router = router.route(operation.path, guarded);
    }
    for listed in listed {
        let pass = Pass {
            web: web.clone(),
            who: listed.door.who,
            most_bytes: listed.most_bytes,
            takes_files: listed.takes_files,
            enters: listed.enters,
            takes_form: true,
        };
        let guarded = listed.methods.route_layer(axum::middleware::from_fn_with_state(pass, gate));
        router = router.route(listed.door.path, guarded);
    }
    let pass = Pass {
        web: web.clone(),
        who: Who::Anyone,
        most_bytes: FORM_BYTES,
        takes_files: false,
        enters: false,
        takes_form: false,
    };
    let outside = axum::middleware::from_fn_with_state(pass, gate);
    let nowhere =
        Router::new().fallback(stop::nowhere).layer(outside.clone()).with_state(web.clone());
    let wrong = axum::handler::Handler::layer(stop::wrong_method, outside);
    router
        .route(assets::STYLE.path(), get(|| async { assets::STYLE.response() }))
        .route(assets::SCRIPT.path(), get(|| async { assets::SCRIPT.response() }))
        .route(assets::PASSKEYS.path(), get(|| async { assets::PASSKEYS.response() }))
        .route(assets::ICON.path(), get(|| async { assets::ICON.response() }))
        .method_not_allowed_fallback(wrong)
        .fallback_service(nowhere)
        .with_state(web.clone())
}
