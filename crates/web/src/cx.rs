use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use axum::extract::{FromRequestParts, MatchedPath};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use db::Db;
use kernel::{Arg, At, Fault, SessionId};
use maud::{Markup, html};

use crate::flash::Notice;
use crate::rate::Place;
use crate::session::{BROWSER, Seat, Ticket, csrf_of, token};
use crate::stop::Show;
use crate::{
    Board, Common, Entry, Fill, Form, Hint, Language, Member, Person, Role, Speech, Staff, Stop,
    Web, WebRefusal, layout,
};

/// What a handler gets: the database, who asks, in which language, and the means to answer.
#[derive(Clone)]
pub struct Cx(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) web: Web,
    pub(crate) seat: Option<Arc<Seat>>,
    // Who showed a key instead of a session.
    pub(crate) caller: Option<Person>,
    pub(crate) request_id: String,
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    // What the browser says it is; only a session that begins looks into it.
    pub(crate) agent: Option<HeaderValue>,
    pub(crate) json: bool,
    pub(crate) route: Option<MatchedPath>,
    pub(crate) place: Option<Place>,
    pub(crate) browser_key: Option<String>,
    pub(crate) flash: Option<Notice>,
    pub(crate) speech: Speech,
    // The language a program asks sentences in; without one it gets its member's.
    pub(crate) wished: Option<Language>,
    // A visitor's token: the browser's own, or one made when the first form is shown.
    pub(crate) visitor: OnceLock<String>,
    pub(crate) jar: Mutex<Vec<HeaderValue>>,
}

static NOBODY: Person = Person::Nobody;

impl Cx {
    /// The door to the database.
    pub fn db(&self) -> &Db {
        &self.0.web.0.db
    }

    pub(crate) fn web(&self) -> &Web {
        &self.0.web
    }

    /// This instant, by the house's clock.
    pub fn now(&self) -> At {
        self.db().now()
    }

    /// Who asks.
    pub fn person(&self) -> &Person {
        let caller = self.0.caller.as_ref();
        self.0.seat.as_ref().map(|seat| &seat.person).or(caller).unwrap_or(&NOBODY)
    }

    /// The member who asks. Behind a [`crate::Who::Member`] door there always is one.
    pub fn member(&self) -> Result<&Member, Stop> {
        match self.person() {
            Person::Member(member) => Ok(member),
            Person::Staff(_) => Err(WebRefusal::MembersOnly.into()),
            Person::Nobody => Err(WebRefusal::SignInFirst.into()),
        }
    }

    /// The person who works here. Behind a staff door there always is one.
    pub fn staff(&self) -> Result<&Staff, Stop> {
        match self.person() {
            Person::Staff(staff) => Ok(staff),
            Person::Member(_) => Err(WebRefusal::StaffOnly.into()),
            Person::Nobody => Err(WebRefusal::SignInFirst.into()),
        }
    }

    /// Whether the person works here and holds this role.
    pub fn has(&self, role: Role) -> bool {
        matches!(self.person(), Person::Staff(staff) if staff.roles.has(role))
    }

    /// The session this page was asked in.
    pub fn session(&self) -> Option<SessionId> {
        self.0.seat.as_ref().map(|seat| seat.session)
    }

    /// From which site this was asked; `None` where the connection does not say.
    pub fn place(&self) -> Option<Place> {
        self.0.place
    }

    /// The key of a browser in which somebody has signed in before, if it shows one.
    pub fn browser_key(&self) -> Option<&str> {
        self.0.browser_key.as_deref()
    }

    /// The language the person reads.
    pub fn language(&self) -> Language {
        self.0.speech.language()
    }

    /// The house's texts in the language the person reads.
    pub fn speech(&self) -> &Speech {
        &self.0.speech
    }

    /// The texts for sentences to a program: in the language its request accepts, else as the
    /// person reads.
    pub(crate) fn speech_to_programs(&self) -> Speech {
        match self.0.wished {
            Some(language) => Speech::new(Arc::clone(&self.0.web.0.book), language),
            None => self.0.speech.clone(),
        }
    }

    /// A text of a room: `cx.t("members-sign-in")`.
    pub fn t(&self, key: &str) -> &str {
        self.0.speech.t(key)
    }

    /// A text that is told something: `cx.tv("bidding-least", &[("least", yen)])`.
    pub fn tv<A: Clone + Into<Arg>>(&self, key: &str, args: &[(&str, A)]) -> String {
        self.0.speech.tv(key, args)
    }

    /// The hash of the privacy policy in force.
    pub fn policy(&self) -> String {
        (self.0.web.0.settings.policy)()
    }

    /// What the operator calls this house.
    pub fn house_name(&self) -> &str {
        &self.0.web.0.name
    }

    /// What kind of browser asks.
    pub fn hint(&self) -> Hint {
        self.0.agent.as_ref().map_or(Hint::UNKNOWN, Hint::of)
    }

    /// The browser of a session, as the reader says it.
    pub fn browser_of(&self, row: &crate::SessionRow) -> String {
        let told = |kept: &Option<String>, unknown: &str, otherwise: &str| {
            let known = kept.as_deref().filter(|kept| *kept != unknown);
            known.unwrap_or_else(|| self.t(otherwise)).to_owned()
        };
        let browser = told(&row.browser, Hint::UNKNOWN.browser, "web-browser-unknown");
        let system = told(&row.system, Hint::UNKNOWN.system, "web-system-unknown");
        self.tv("web-browser", &[("browser", browser), ("system", system)])
    }

    /// The number of this request: in the answer's `X-Request-Id`, and on a Fault page.
    pub fn request_id(&self) -> &str {
        &self.0.request_id
    }

    /// The path that was asked for.
    pub fn path(&self) -> &str {
        self.0.uri.path()
    }

    /// The board of live figures.
    pub fn board(&self) -> &Board {
        &self.0.web.0.board
    }

    /// A thing that was plugged into the database at opening.
    pub fn plugged<T: Send + Sync + 'static>(&self) -> Result<&T, Fault> {
        let missing = || Fault::new(format!("{} is not plugged in", std::any::type_name::<T>()));
        self.db().plugs().get::<T>().ok_or_else(missing)
    }

    /// The entries of the navigation this person may open.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.0.web.entries_for(self.person().kind())
    }

    /// The label of an entry: a text of its room, or as it stands where a room has none.
    pub fn label<'c>(&'c self, label: &'c str) -> &'c str {
        self.0.speech.label(label)
    }

    /// The token each form carries.
    pub fn csrf(&self) -> String {
        match &self.0.seat {
            Some(seat) => seat.csrf.clone(),
            None => csrf_of(self.visitor()),
        }
    }

    fn visitor(&self) -> &str {
        self.0.visitor.get_or_init(|| {
            let dice = self.db().dice();
            let fresh = token(dice.roll(), dice.roll());
            let cookies = &self.0.web.0.cookies;
            self.give(cookies.set(cookies.visitor, &fresh, None));
            fresh
        })
    }

    /// A form of our own: method, address, the token, and what is in it.
    pub fn form(&self, action: &str, body: Markup) -> Markup {
        crate::kept::form_with(action, &self.csrf(), body)
    }

    /// The same for a form with files.
    pub fn form_with_files(&self, action: &str, body: Markup) -> Markup {
        crate::kept::form_of(action, &self.csrf(), Some("multipart/form-data"), body)
    }

    /// A part that is the same for every reader, drawn once and kept; `fill` writes what is the
    /// reader's own into its holes, by their numbers.
    pub fn kept<C: Common>(&self, part: &C, fill: impl FnMut(usize, &mut Fill<'_>)) -> Markup {
        self.kept_in(String::new(), part, fill)
    }

    pub(crate) fn kept_in<C: Common>(
        &self,
        room: String,
        part: &C,
        fill: impl FnMut(usize, &mut Fill<'_>),
    ) -> Markup {
        let drawn = self.0.web.0.keeper.drawn(part, self.speech());
        drawn.filled(room, || self.csrf(), fill)
    }

    /// A form that is one button.
    pub fn button(&self, action: &str, label: &str) -> Markup {
        self.form(action, html! { button.quiet type="submit" { (label) } })
    }

    /// A page.
    pub fn show(&self, title: &str, body: Markup) -> Show {
        Ok(self.page(StatusCode::OK, title, &body))
    }

    /// A page with a form: 422 when something typed is refused, else 200.
    pub fn show_form(&self, title: &str, form: &Form, body: Markup) -> Show {
        Ok(self.page(form.status(), title, &body))
    }

    pub(crate) fn page(&self, status: StatusCode, title: &str, body: &Markup) -> Response {
        let page = layout::page(self, title, body);
        let kind = HeaderValue::from_static("text/html; charset=utf-8");
        (status, [(header::CONTENT_TYPE, kind)], page).into_response()
    }

    /// On to another page of the house, which is asked for anew.
    pub fn to(&self, path: &str) -> Show {
        let target = if is_ours(path) { path } else { "/" };
        let value = HeaderValue::from_str(target)
            .map_err(|_| Fault::new(format!("{target} is not a place to go on to")))?;
        Ok((StatusCode::SEE_OTHER, [(header::LOCATION, value)]).into_response())
    }

    /// On to a page elsewhere, whose address the operator's own settings led to.
    pub fn away(&self, url: &str) -> Show {
        let no = || Fault::new(format!("{url} is not a place to go on to"));
        let web = url.starts_with("https://") || url.starts_with("http://");
        let value = HeaderValue::from_str(url).ok().filter(|_| web).ok_or_else(no)?;
        Ok((StatusCode::SEE_OTHER, [(header::LOCATION, value)]).into_response())
    }

    /// JSON for a script of our own.
    pub fn json(&self, text: String) -> Show {
        let kind = HeaderValue::from_static("application/json");
        let fresh = HeaderValue::from_static("no-store");
        Ok(([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, fresh)], text).into_response())
    }

    /// The script that lets a browser use passkeys; for the pages that offer them.
    pub fn passkey_script(&self) -> Markup {
        html! { script type="module" src=(crate::assets::PASSKEYS.path()) {} }
    }

    /// What stands for this browser in what it is asked: as secret as its forms, and of no use for
    /// making them.
    pub fn browser_tag(&self) -> [u8; 32] {
        crate::hex::sha256(&[b"daiko browser\0", self.csrf().as_bytes()])
    }

    /// A sentence for the next page this browser opens.
    pub fn tell(&self, notice: Notice) -> &Cx {
        let cookies = &self.0.web.0.cookies;
        self.give(cookies.set(cookies.flash, &notice.packed(), Some(crate::session::FLASH)));
        self
    }

    /// Hands the browser the key of a session that has just begun.
    pub fn hand_over(&self, ticket: &Ticket) -> &Cx {
        let cookies = &self.0.web.0.cookies;
        self.give(cookies.set(cookies.session, &ticket.token, Some(ticket.whole)));
        self.give(cookies.set(cookies.browser, &ticket.browser, Some(BROWSER)));
        self.give(cookies.clear(cookies.visitor));
        self
    }

    /// Takes the key of its session from the browser.
    pub fn take_back(&self) -> &Cx {
        let cookies = &self.0.web.0.cookies;
        self.give(cookies.clear(cookies.session));
        self
    }

    pub(crate) fn give(&self, cookie: Option<HeaderValue>) {
        self.0.jar.lock().unwrap_or_else(PoisonError::into_inner).extend(cookie);
    }
}

/// Whether a path leads to a page of this house and not, by some trick of spelling, elsewhere.
pub fn is_ours(path: &str) -> bool {
    let mut signs = path.bytes();
    signs.next() == Some(b'/')
        && !matches!(signs.next(), Some(b'/' | b'\\'))
        && path.bytes().all(|b| b.is_ascii_graphic() && b != b'\\')
}

impl<S: Send + Sync> FromRequestParts<S> for Cx {
    type Rejection = Stop;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Cx, Stop> {
        let none = || Fault::new("a handler was reached without the gate");
        Ok(parts.extensions.get::<Cx>().cloned().ok_or_else(none)?)
    }
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn only_a_path_of_our_own_is_a_place_to_go_on_to() {
        let table = [
            ("/", true),
            ("/lots/lot_1?page=2", true),
            ("", false),
            ("//elsewhere.example", false),
            ("/\\elsewhere.example", false),
            ("/a\\b", false),
            ("https://elsewhere.example", false),
            ("/a\r\nSet-Cookie: x", false),
        ];
        for (path, ours) in table {
            assert_eq!(is_ours(path), ours, "{path:?}");
        }
    }
}
