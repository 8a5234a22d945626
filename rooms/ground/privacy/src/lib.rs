//! The privacy room: the only room with a person in it. Everyone else holds a `MemberId`.
//!
//! # What other rooms need
//! * **Storing and finding** (`people`): [`register`] a new member, then [`set_handle`] (unique in
//!   any case and width; refuses `privacy.handle_taken`), [`find_by_handle`], [`set_email`],
//!   [`find_by_email`], [`set_delivery`] with a [`Delivery`], [`book`] for several of them;
//!   [`own_handle`] for the member's page.
//! * **Opening**: declare a view with [`personal_view!`], add its module's `VIEWS` to the house's
//!   list, and open it in an act:
//!   `tx.open::<ParcelLabel>(&Opener::staff(Role::Warehouse, staff, "parcel pcl_…"), member)?`
//!   ([`OpenViews`]). The fields are [`Opened`] values: a maud template writes them down by naming
//!   them, code reads them by `label.address.show().city.as_str()`. `open_many` leaves out whoever
//!   may not be opened. [`ParcelLabel`], [`CustomsForm`], [`Destination`], [`OwnProfile`] are here.
//! * **Handing over** to a third party: [`disclose::disclose`], or [`batch::export`] for many.
//! * **Plugs**: `Plugs::new().with(Arc::new(Keyring::open(Places::in_folders(data, keys))?))
//!   .with(Arc::new(RunningPolicy::open(versions, &views, now)?))`, where `views` is [`VIEWS`] and
//!   the lists of all rooms.
//! * **Running**: [`start::start`] before the first request, [`start::every_second`] and
//!   [`start::every_few_minutes`] on the schedule; [`pages::routes`]; [`cli`] for the terminal;
//!   [`bench::measure`] with [`bench::VIEWS`] on the list.
//! * **When things end**: [`retention::starts`] at the event from which a class counts,
//!   [`keep_for_books`] and [`vault::keep`](keep) for the copy a law wants,
//!   [`erase::erase`] under [`choices::lock`].
//!
//! # How it holds together
//! A person's data lies sealed in `vault_field` under one data key per person and retention class;
//! the keys lie wrapped in the keystore, a file apart; the database says which slot is whose. A
//! decision is read from the compiled policy and from one row about the person. What happens is
//! written down in the act's own transaction and takes its place in a Merkle log a moment later.
//! Destroying is destroying the key: first a row (`key_doom`), then the disk, then a receipt.
//!
//! Whoever came with the business of a predecessor is bound by its policy until they agree to this
//! house's ([`origin`], [`handover`]).
//!
//! Anyone but the person leaves a row in the log, in the same transaction as the opening.

pub mod adopt;
mod api;
pub mod batch;
pub mod bench;
pub mod book;
mod books;
mod card;
pub mod choices;
pub mod cli;
pub mod controls;
pub mod disclose;
pub mod erase;
pub mod files;
pub mod handover;
mod holdings;
mod keyring;
#[cfg(doctest)]
mod leaks;
pub mod log;
mod many;
mod open;
pub mod ordered;
pub mod origin;
pub mod pages;
mod people;
mod person;
pub mod record;
mod refusals;
pub mod registry;
pub mod requests;
pub mod retention;
mod running;
pub mod start;
mod store;
pub mod trace;
mod values;
mod vault;
pub mod versions;
pub mod view;

#[doc(hidden)]
pub use policy;

pub use books::keep_for_books;
pub use card::looks_like_a_card;
pub use holdings::{ALL as HOLDINGS_SQL, HOLDINGS};
pub use keyring::{Keyring, Places};
pub use open::{OpenViews, Opener};
pub use people::{
    CustomsForm, Delivery, Destination, LetterHead, OwnAddress, OwnHandle, OwnProfile, ParcelLabel,
    adopt_email, asker, drop_email_at, find_by_email, find_by_handle, find_by_social, forget_asker,
    link_social, own_handle, set_delivery, set_email, set_email_at, set_handle, set_piece,
    unlink_social,
};
pub use person::register;
pub use refusals::PrivacyRefusal;
pub use running::{RunningPolicy, Waiting};
pub use store::ALL as SQL;
pub use values::{
    Address, AddressName, Birthday, Country, Email, Handle, Kept, LatinName, Name, Opened,
    PaymentMeans, Phone, Place, Sex, Shown, SocialAccount, Text,
};
pub use vault::{discard, folded_text, keep, rotate};
pub use view::{Maybe, View};

/// The texts of this room.
pub const TEXTS: web::Texts = web::texts!("privacy");

/// Every view of this room.
pub const VIEWS: &[policy::ViewFacts] = &ALL_VIEWS;

const LISTS: [&[policy::ViewFacts]; 5] = [
    people::VIEWS,
    people::laws::VIEWS,
    disclose::VIEWS,
    requests::VIEWS,
    requests::archive::VIEWS,
];
const COUNT: usize =
    LISTS[0].len() + LISTS[1].len() + LISTS[2].len() + LISTS[3].len() + LISTS[4].len();
const ALL_VIEWS: [policy::ViewFacts; COUNT] = {
    let (mut all, mut at, mut list) = ([LISTS[0][0]; COUNT], 0, 0);
    while list < LISTS.len() {
        let mut view = 0;
        while view < LISTS[list].len() {
            all[at] = LISTS[list][view];
            at += 1;
            view += 1;
        }
        list += 1;
    }
    all
};
