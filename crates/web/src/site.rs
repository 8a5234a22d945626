use std::sync::Arc;

use axum::Router;
use axum::http::HeaderValue;
use axum::routing::get;
use db::Db;
use kernel::Fault;

use crate::gate::{Pass, gate};
use crate::routes::{Entry, FORM_BYTES};
use crate::session::Cookies;
use crate::{Board, Door, Person, Routes, Sessions, Settings, Who, assets, headers, live, stop};

/// The web door itself: what every request shares. Cheap to clone.
#[derive(Clone)]
pub struct Web(pub(crate) Arc<House>);

pub(crate) struct House {
    pub(crate) db: Db,
    pub(crate) settings: Settings,
    pub(crate) sessions: Sessions,
    pub(crate) cookies: Cookies,
    pub(crate) board: Board,
    pub(crate) entries: Vec<Entry>,
    pub(crate) content_policy: HeaderValue,
}

/// The whole site: every room's routes behind one door.
pub struct Site {
    router: Router,
    doors: Vec<Door>,
    web: Web,
}

impl Web {
    pub(crate) fn entries_for(&self, person: &Person) -> impl Iterator<Item = &Entry> {
        // Why: a member has no use for the way to the staff's door, nor staff for the members'.
        let staff = matches!(person, Person::Staff(_));
        self.0.entries.iter().filter(move |e| e.who.admits(person) && (!staff || e.who.is_staff()))
    }
}

impl Site {
    /// Opens the rooms. The database must have a [`Sessions`] and a [`Board`] plugged in.
    pub fn open(db: Db, settings: Settings, mut rooms: Vec<Routes>) -> Result<Site, Fault> {
        rooms.push(live::routes());
        let missing = |what: &str| Fault::new(format!("no web::{what} is plugged in"));
        let sessions = db.plugs().get::<Sessions>().ok_or_else(|| missing("Sessions"))?.clone();
        let board = db.plugs().get::<Board>().ok_or_else(|| missing("Board"))?.clone();
        let content_policy = headers::content_policy(&settings.picture_hosts)?;
        let web = Web(Arc::new(House {
            cookies: Cookies::new(settings.secure),
            entries: rooms.iter().flat_map(|room| room.entries.iter().copied()).collect(),
            db,
            settings,
            sessions,
            board,
            content_policy,
        }));
        let doors: Vec<Door> = rooms.iter().flat_map(|room| room.doors().cloned()).collect();
        unambiguous(&doors)?;
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

    /// The board of live figures.
    pub fn board(&self) -> &Board {
        &self.web.0.board
    }
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

fn router(web: &Web, rooms: Vec<Routes>) -> Router {
    let mut router: Router<Web> = Router::new();
    for listed in rooms.into_iter().flat_map(|room| room.listed) {
        let pass = Pass { web: web.clone(), who: listed.door.who, most_bytes: listed.most_bytes };
        let guarded = listed.methods.route_layer(axum::middleware::from_fn_with_state(pass, gate));
        router = router.route(listed.door.path, guarded);
    }
    let pass = Pass { web: web.clone(), who: Who::Anyone, most_bytes: FORM_BYTES };
    let outside = axum::middleware::from_fn_with_state(pass, gate);
    let nowhere =
        Router::new().fallback(stop::nowhere).layer(outside.clone()).with_state(web.clone());
    let wrong = axum::handler::Handler::layer(stop::wrong_method, outside);
    router
        .route(assets::STYLE.path(), get(|| async { assets::STYLE.response() }))
        .route(assets::SCRIPT.path(), get(|| async { assets::SCRIPT.response() }))
        .route(assets::ICON.path(), get(|| async { assets::ICON.response() }))
        .method_not_allowed_fallback(wrong)
        .fallback_service(nowhere)
        .with_state(web.clone())
}
