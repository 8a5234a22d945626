//! The address book, for machines.

use db::{Lock, Tx};
use kernel::AddressId;
use web::api::{Call, Done, Made, Operation, Scope, Tag};
use web::{Routes, Show};

use super::Delivery;
use crate::{
    Addressed, Delivering, add_address, address_of, addresses_of, change_address, label,
    make_default, remove_address,
};

web::shapes! {
    /// One address of a member's book.
    pub struct Address {
        /// The address.
        id: Tag<AddressId>,
        /// What the member calls it; may be empty.
        called: String,
        /// Whether parcels go there.
        is_default: bool,
        /// What it says.
        delivery: Delivery,
        /// The lines of a label, in the order of its country.
        label: Vec<String>,
    }
    /// A member's address book.
    pub struct AddressBook {
        /// The addresses, the default first.
        addresses: Vec<Address>,
    }
    /// An address to be written down.
    pub struct NewAddress {
        /// What the member calls it.
        called: Option<String>,
        /// The given name.
        given: String,
        /// The family name.
        family: String,
        /// The whole name in Latin letters, unless given and family name are that already.
        latin: Option<String>,
        /// The lines below the city, one to a line.
        lines: String,
        /// The city, where the country has one.
        city: Option<String>,
        /// The region, where the country has one.
        region: Option<String>,
        /// The postal code, where the country has one.
        postal_code: Option<String>,
        /// The country, as two letters.
        country: String,
        /// The telephone, with + or as it is dialled in that country.
        phone: Option<String>,
    }
}

const BOOK: &str = "/api/v1/account/addresses";
const ONE: &str = "/api/v1/account/addresses/{address}";

/// The operations of the address book.
pub(crate) fn operations(routes: Routes) -> Routes {
    let scope = Scope::Account;
    let list = Operation::get::<AddressBook>(BOOK, scope, "list_addresses", "The address book.");
    let show = Operation::get::<Address>(ONE, scope, "show_address", "One address of the book.");
    let add = Operation::post::<Made>(
        BOOK,
        scope,
        "add_address",
        "Writes an address down; the first one is where parcels go.",
    );
    let change =
        Operation::post::<Done>(ONE, scope, "change_address", "Writes an address anew, all of it.");
    let remove = Operation::post::<Done>(
        "/api/v1/account/addresses/{address}/removal",
        scope,
        "remove_address",
        "Takes an address out of the book; the default goes last.",
    );
    let default = Operation::post::<Done>(
        "/api/v1/account/addresses/{address}/default",
        scope,
        "make_default_address",
        "Has parcels go to this address from now on.",
    );
    routes
        .api(list, all)
        .api(show, one)
        .api(add.taking::<NewAddress>(), added)
        .api(change.taking::<NewAddress>(), changed)
        .api(remove, removed)
        .api(default, defaulted)
}

fn shape(one: Addressed) -> Address {
    Address {
        id: Tag(one.id),
        called: one.called,
        is_default: one.default_at.is_some(),
        label: label(&one.to),
        delivery: one.to.into(),
    }
}

impl NewAddress {
    pub(super) fn read(self) -> (Delivering, String) {
        let to = Delivering {
            given: self.given,
            family: self.family,
            latin: self.latin.unwrap_or_default(),
            lines: self.lines,
            city: self.city.unwrap_or_default(),
            region: self.region.unwrap_or_default(),
            postal_code: self.postal_code.unwrap_or_default(),
            country: self.country,
            phone: self.phone.unwrap_or_default(),
        };
        (to, self.called.unwrap_or_default())
    }
}

async fn all(call: Call) -> Show {
    let me = call.me()?;
    let read = move |tx: &mut Tx<'_>| addresses_of(tx, me);
    let book = call.cx.db().read("members.api_addresses", read).await?;
    call.say(&AddressBook { addresses: book.into_iter().map(shape).collect() })
}

async fn one(call: Call) -> Show {
    let (me, id) = (call.me()?, call.id::<AddressId>()?);
    let read = move |tx: &mut Tx<'_>| address_of(tx, me, id);
    call.say(&shape(call.cx.db().read("members.api_address", read).await?))
}

async fn added(call: Call) -> Show {
    let me = call.me()?;
    let (to, called) = call.body::<NewAddress>()?.read();
    let act = move |tx: &mut Tx<'_>| add_address(tx, me, &to, &called);
    call.make("members.add_address", Lock::on(me), act).await
}

async fn changed(call: Call) -> Show {
    let (me, id) = (call.me()?, call.id::<AddressId>()?);
    let (to, called) = call.body::<NewAddress>()?.read();
    let act = move |tx: &mut Tx<'_>| change_address(tx, me, id, &to, &called);
    call.done("members.change_address", Lock::on(me), act).await
}

async fn removed(call: Call) -> Show {
    let (me, id) = (call.me()?, call.id::<AddressId>()?);
    let act = move |tx: &mut Tx<'_>| remove_address(tx, me, id);
    call.done("members.remove_address", Lock::on(me), act).await
}

async fn defaulted(call: Call) -> Show {
    let (me, id) = (call.me()?, call.id::<AddressId>()?);
    let act = move |tx: &mut Tx<'_>| make_default(tx, me, id);
    call.done("members.make_default", Lock::on(me), act).await
}
