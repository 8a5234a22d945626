//! The privacy room: the only room with a person in it. Everyone else holds a `MemberId`.
//!
//! # What other rooms need
//! * **Storing and finding** (`people`): [`register`] a new member, then [`set_handle`] (unique in
//!   any case and width; refuses `privacy.handle_taken`), [`find_by_handle`], [`set_email`],
//!   [`find_by_email`], [`set_delivery`] with a [`Delivery`]; [`own_handle`] for the member's page.
//! * **Opening**: declare a view with [`personal_view!`], add its module's `VIEWS` to the house's
//!   list, and open it in an act:
//!   `tx.open::<ParcelLabel>(&Opener::staff(Role::Warehouse, staff, "parcel pcl_…"), member)?`
//!   ([`OpenViews`]). The fields are [`Opened`] values: a maud template writes them down by naming
//!   them, code reads them by `label.address.show().city.as_str()`. `open_many` leaves out whoever
//!   may not be opened. [`ParcelLabel`], [`CustomsForm`], [`Destination`], [`OwnProfile`] are here.
//! * **Plugs**: `Plugs::new().with(Arc::new(Keyring::open(Places::in_folders(data, keys))?))
//!   .with(Arc::new(RunningPolicy::start(policy, &views)?))`.
//!
//! Anyone but the person leaves a row in the log, in the same transaction as the opening.

pub mod adopt;
pub mod batch;
pub mod bench;
mod card;
pub mod choices;
pub mod cli;
pub mod disclose;
pub mod erase;
pub mod files;
mod keyring;
#[cfg(doctest)]
mod leaks;
pub mod log;
mod many;
mod open;
pub mod pages;
mod people;
mod person;
pub mod record;
mod refusals;
pub mod retention;
mod running;
mod store;
mod values;
mod vault;
pub mod view;

#[doc(hidden)]
pub use policy;

pub use card::looks_like_a_card;
pub use keyring::{Keyring, Places};
pub use open::{OpenViews, Opener};
pub use people::{
    CustomsForm, Delivery, Destination, LetterHead, OwnHandle, OwnProfile, ParcelLabel, VIEWS,
    find_by_email, find_by_handle, own_handle, set_delivery, set_email, set_handle, set_piece,
};
pub use person::register;
pub use refusals::PrivacyRefusal;
pub use running::RunningPolicy;
pub use store::ALL as SQL;
pub use values::{
    Address, Birthday, Country, Email, Handle, Kept, LatinName, Name, Opened, PaymentMeans, Phone,
    Place, Sex, Shown, SocialAccount, Text,
};
pub use vault::{discard, keep, rotate};
pub use view::{Maybe, View};
