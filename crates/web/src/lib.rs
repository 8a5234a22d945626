//! The web door: who is asking, may they, and one look for every page.
//!
//! A room exposes its pages as [`Routes`]; the app opens them all with [`Site::open`]. Every
//! request passes one gate, which finds the session, enforces who may, checks that a form came from
//! our own page, and turns what the handler answers into a page, a refusal or a fault with a
//! number.
//!
//! A complete small room:
//!
//! ```
//! use db::{Answer, Lock, Tx};
//! use kernel::{LotId, Yen};
//! use maud::html;
//! use web::parts::{self, Align, Column};
//! use web::{Asked, Cx, Field, Form, Notice, PathId, Role, Routes, Show, Who};
//!
//! kernel::refusals! {
//!     /// Why a bid is not taken.
//!     pub enum No {
//!         /// The amount is too small.
//!         "bidding.below_least" 422 BelowLeast { least: Yen } = "The least next bid is {least}.";
//!     }
//! }
//!
//! // The act: plain, synchronous, over a transaction.
//! fn place(_tx: &mut Tx<'_>, _lot: LotId, ceiling: Yen) -> Answer<()> {
//!     let least = Yen::new(1_000);
//!     if ceiling < least { Err(No::BelowLeast { least }.into()) } else { Ok(()) }
//! }
//!
//! /// Every way into this room: who may is enforced before the handler is called.
//! pub fn routes() -> Routes {
//!     Routes::new("bidding")
//!         .get("/bids", Who::Member, list).menu("My bids")
//!         .get("/lots/{lot}/bid", Who::Member, form)
//!         .post("/lots/{lot}/bids", Who::Member, send)
//!         .get("/staff/desk", Who::Staff(Role::Buyer), desk).desk("Buyers’ desk", "Buy by hand.")
//! }
//!
//! async fn list(cx: Cx, Asked(asked): Asked) -> Show {
//!     let me = cx.member()?.id;
//!     let _after = asked.shown("after");
//!     let ask = move |_tx: &mut Tx<'_>| { let _ = me; Ok(Yen::new(1_200)) };
//!     let price: Yen = cx.db().read("bidding.list", ask).await?;
//!     let rows = vec![vec![html! { "Camera" }, parts::money(price)]];
//!     let columns = [Column("Lot", Align::Left), Column("Price", Align::Right)];
//!     cx.show("My bids", html! {
//!         h1 { "My bids" }
//!         (parts::table("My bids", &columns, &rows))
//!         (parts::next_page("/bids", Some("bid_cursor")))
//!     })
//! }
//!
//! async fn form(cx: Cx, PathId(lot): PathId<LotId>) -> Show {
//!     page(&cx, lot, &Form::empty().with("ceiling", "1,200"))
//! }
//!
//! // One function draws the form, for the first showing and for every later one.
//! fn page(cx: &Cx, lot: LotId, form: &Form) -> Show {
//!     cx.show_form("Place a bid", form, html! {
//!         h1 { "Place a bid" }
//!         (cx.form(&format!("/lots/{lot}/bids"), html! {
//!             (web::whole(form))
//!             (Field::yen("ceiling", "Your ceiling").help("Nobody sees it.").show(form))
//!             (web::submit("Place the bid"))
//!         }))
//!     })
//! }
//!
//! async fn send(cx: Cx, PathId(lot): PathId<LotId>, mut form: Form) -> Show {
//!     // What cannot be read is noted beside its field, and the form is shown again as typed.
//!     let Some(ceiling) = form.yen("ceiling") else { return page(&cx, lot, &form) };
//!     let act = move |tx: &mut Tx<'_>| place(tx, lot, ceiling);
//!     match cx.db().write("bidding.place", Lock::on(lot), act).await {
//!         Ok(()) => cx.tell(Notice::good("Your bid is placed.")).to("/bids"),
//!         Err(refused) => {
//!             form.refused(refused, &[("bidding.below_least", "ceiling")])?;
//!             page(&cx, lot, &form)
//!         }
//!     }
//! }
//!
//! async fn desk(cx: Cx) -> Show {
//!     cx.show("Buyers’ desk", parts::empty("Nothing waits.", "To the desks", "/staff"))
//! }
//!
//! assert_eq!(routes().doors().count(), 4);
//! ```
//!
//! A refusal nobody catches (`?`) becomes the Refusal page; a fault becomes the Fault page, one log
//! line and nothing else. Both become RFC 9457 problems when the request prefers JSON.
//!
//! Live figures: an act publishes a line after its commit, a page marks what follows it.
//!
//! ```
//! # use db::{Answer, Tx};
//! fn tell_price(tx: &mut Tx<'_>, lot: kernel::LotId, price: kernel::Yen) -> Answer<()> {
//!     let board = tx.plugged::<web::Board>()?.clone();
//!     tx.after_commit(move || board.publish(&lot.to_string(), &[("price", price.to_string())]));
//!     Ok(())
//! }
//! let lot = <kernel::LotId as kernel::Id>::from_bits(1);
//! let price = web::parts::live_money("price", kernel::Yen::new(5));
//! let page = web::parts::live(&lot.to_string(), price);
//! assert!(page.0.contains("data-live"));
//! ```

pub mod api;
mod assets;
mod browser;
mod choice;
mod cx;
mod field;
mod flash;
mod form;
mod gate;
mod headers;
mod hex;
mod hint;
mod holdings;
mod kept;
mod language;
mod layout;
mod live;
pub mod parts;
mod path;
mod person;
mod rate;
mod reckon;
mod refusals;
mod role;
mod routes;
mod serve;
mod session;
mod settings;
mod signal;
mod site;
mod speech;
mod stop;
mod taking;
mod texts;
mod upload;

pub use browser::{Browser, Page, Program};
pub use cx::{Cx, is_ours};
pub use field::{Field, choose, pick, submit, whole};
pub use flash::{Notice, Tone};
pub use form::{Asked, Form, percent_encoded};
pub use hint::Hint;
pub use holdings::{ALL as HOLDINGS_SQL, HOLDINGS};
pub use kept::{Common, Fill, Same, form_to, hole};
pub use language::Language;
pub use live::{Board, LiveRefusal, events};
pub use path::{PathId, PathWord};
pub use person::{Member, Person, Sitter, Staff, Who};
pub use rate::{Place, Rate, Rates};
pub use reckon::Reckoning;
pub use refusals::WebRefusal;
pub use role::{Role, Roles};
pub use routes::{Door, Entry, FORM_BYTES, Routes};
pub use session::{COOKIES, GreetMember, GreetStaff, Life, SQL, SessionRow, Sessions, Ticket};
pub use settings::{HearSignal, KeepLanguage, Log, PictureHosts, PolicyHash, Settings};
pub use site::{Site, Web};
pub use speech::Speech;
pub use stop::{Show, Stop};
pub use taking::file;
pub use texts::{Book, Texts};
pub use upload::Upload;

/// The door's own texts, and the refusals of what lies below every room.
pub const TEXTS: Texts = texts!("web");
