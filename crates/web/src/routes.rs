use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, MethodRouter, on};

use crate::api::Operation;
use crate::{Texts, Web, Who};

/// The most bytes a form's body may have unless its route says otherwise.
pub const FORM_BYTES: usize = 64 << 10;

/// One way into the house, as a list can show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    /// The room behind it.
    pub room: &'static str,
    /// GET or POST.
    pub method: Method,
    /// The path with `{names}` in it.
    pub path: &'static str,
    /// Who may.
    pub who: Who,
}

/// An entry of the navigation, or of the staff home page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// What it is called: a text of the room, or English.
    pub label: &'static str,
    /// One sentence on what is done there; empty in the members' navigation.
    pub what: &'static str,
    /// Where it leads.
    pub path: &'static str,
    /// Who sees it: who may open it.
    pub who: Who,
}

/// All the ways into one room: method, path, who may, handler. Who may is enforced by the web door
/// itself, before the handler is called.
pub struct Routes {
    room: &'static str,
    pub(crate) listed: Vec<Listed>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) texts: Option<Texts>,
    pub(crate) operations: Vec<(Operation, MethodRouter<Web>)>,
}

pub(crate) struct Listed {
    pub(crate) door: Door,
    pub(crate) most_bytes: usize,
    pub(crate) takes_files: bool,
    pub(crate) enters: bool,
    pub(crate) methods: MethodRouter<Web>,
}

impl Routes {
    /// A room without doors yet.
    pub fn new(room: &'static str) -> Routes {
        Routes {
            room,
            listed: Vec::new(),
            entries: Vec::new(),
            texts: None,
            operations: Vec::new(),
        }
    }

    /// The room speaks the reader's language: labels of its entries are names of its texts.
    #[must_use]
    pub fn speaking(mut self, texts: Texts) -> Routes {
        self.texts = Some(texts);
        self
    }

    /// A page: changes nothing.
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, who: Who, handler: H) -> Routes
    where
        H: Handler<T, Web>,
        T: 'static,
    {
        self.route(Method::GET, path, who, on(MethodFilter::GET, handler))
    }

    /// An act: the body is one of our own forms.
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, who: Who, handler: H) -> Routes
    where
        H: Handler<T, Web>,
        T: 'static,
    {
        self.route(Method::POST, path, who, on(MethodFilter::POST, handler))
    }

    /// An operation of the API, behind a key with its scope: no cookie opens it.
    #[must_use]
    pub fn api<H, T>(mut self, operation: Operation, handler: H) -> Routes
    where
        H: Handler<T, Web>,
        T: 'static,
    {
        let change = operation.is_change();
        let filter = if change { MethodFilter::POST } else { MethodFilter::GET };
        self.operations.push((operation, on(filter, handler)));
        self
    }

    fn route(
        mut self,
        method: Method,
        path: &'static str,
        who: Who,
        methods: MethodRouter<Web>,
    ) -> Routes {
        let enters = who == Who::Anyone && method == Method::POST;
        let door = Door { room: self.room, method, path, who };
        let takes_files = false;
        self.listed.push(Listed { door, most_bytes: FORM_BYTES, takes_files, enters, methods });
        self
    }

    /// The last route takes bodies up to this size.
    #[must_use]
    pub fn up_to(mut self, bytes: usize) -> Routes {
        if let Some(last) = self.listed.last_mut() {
            last.most_bytes = bytes;
        }
        self
    }

    /// The last route takes forms with files, up to this size together.
    #[must_use]
    pub fn with_files(mut self, bytes: usize) -> Routes {
        if let Some(last) = self.listed.last_mut() {
            last.takes_files = true;
        }
        self.up_to(bytes)
    }

    /// The last route is a step of coming in though it is a page: it is counted like the forms of
    /// people who are not signed in.
    #[must_use]
    pub fn enters(mut self) -> Routes {
        if let Some(last) = self.listed.last_mut() {
            last.enters = true;
        }
        self
    }

    /// The last route is an entry of the navigation, for those who may open it.
    #[must_use]
    pub fn menu(self, label: &'static str) -> Routes {
        self.desk(label, "")
    }

    /// The last route is a desk: an entry of the staff home page and of the staff's navigation.
    #[must_use]
    pub fn desk(mut self, label: &'static str, what: &'static str) -> Routes {
        if let Some(last) = self.listed.last() {
            let (path, who) = (last.door.path, last.door.who);
            self.entries.push(Entry { label, what, path, who });
        }
        self
    }

    /// The doors of this room.
    pub fn doors(&self) -> impl Iterator<Item = &Door> {
        self.listed.iter().map(|listed| &listed.door)
    }
}
