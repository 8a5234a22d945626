//! The member's own account, for machines.

mod addresses;
mod doors;

use db::{Answer, Lock, Tx};
use kernel::{Fault, MemberId};
use web::api::{Call, Done, Operation, Scope, Tag, Term};
use web::{Language, Routes, Show};

use crate::{
    Currency, Delivering, MemberRefusal, currency_of, delivery_of, set_currency, set_delivery,
    set_preferences, store,
};

web::shapes! {
    /// The member whose key it is.
    pub struct Me {
        /// The account's number.
        id: Tag<MemberId>,
        /// The language the member reads.
        language: Term<Language>,
        /// The zone the member lives in.
        time_zone: String,
        /// The currency the member reckons in; every amount here is yen.
        currency: Term<Currency>,
    }
    /// What the member prefers.
    pub struct Preferences {
        /// The language the member reads.
        language: Term<Language>,
        /// The zone the member lives in.
        time_zone: String,
        /// The currency the member reckons in; left out, it stays.
        currency: Option<Term<Currency>>,
    }
    /// Where parcels go.
    pub struct Delivery {
        /// The given name.
        given: String,
        /// The family name.
        family: String,
        /// The whole name in Latin letters.
        latin: String,
        /// The lines below the city.
        lines: String,
        /// The city.
        city: String,
        /// The region.
        region: String,
        /// The postal code.
        postal_code: String,
        /// The country, as two letters.
        country: String,
        /// The telephone.
        phone: String,
    }
    /// Where parcels go, once the member has said so.
    pub struct DeliveryShape {
        /// The address.
        delivery: Option<Delivery>,
    }
}

/// The operations of this room.
pub(crate) fn operations(routes: Routes) -> Routes {
    let me = Operation::get::<Me>(
        "/api/v1/account",
        Scope::Read,
        "show_account",
        "Whose key this is, and how they read.",
    );
    let preferences = Operation::post::<Done>(
        "/api/v1/account/preferences",
        Scope::Account,
        "set_preferences",
        "Sets the language, the time zone and the currency.",
    );
    let delivery = Operation::get::<DeliveryShape>(
        "/api/v1/account/delivery",
        Scope::Account,
        "show_delivery",
        "Where parcels go.",
    );
    let set = Operation::post::<Done>(
        "/api/v1/account/delivery",
        Scope::Account,
        "set_delivery",
        "Writes down anew where parcels go: the default of the address book.",
    );
    let routes = routes
        .api(set.taking::<addresses::NewAddress>(), delivery_set)
        .api(me, account)
        .api(preferences.taking::<Preferences>(), preferred)
        .api(delivery, delivered);
    doors::operations(addresses::operations(routes))
}

/// Keeps the language a member chose at the foot of a page.
pub fn keep_language(tx: &mut Tx<'_>, member: MemberId, language: Language) -> Answer<()> {
    let row = store::member(tx, member)?.ok_or(MemberRefusal::Closed)?;
    set_preferences(tx, member, language, &row.time_zone)
}

async fn account(call: Call) -> Show {
    let me = call.me()?;
    let read = move |tx: &mut Tx<'_>| {
        let gone = || Fault::new(format!("{me} shows a key but is not there"));
        let row = store::member(tx, me)?.ok_or_else(gone)?;
        let currency = Term(currency_of(tx, me)?);
        Ok(Me { id: Tag(me), language: Term(row.language), time_zone: row.time_zone, currency })
    };
    call.say(&call.cx.db().read("members.api_me", read).await?)
}

async fn preferred(call: Call) -> Show {
    let (me, new) = (call.me()?, call.body::<Preferences>()?);
    let act = move |tx: &mut Tx<'_>| {
        set_preferences(tx, me, new.language.0, &new.time_zone)?;
        new.currency.map_or(Ok(()), |currency| set_currency(tx, me, currency.0))
    };
    call.done("members.set_preferences", Lock::none(), act).await
}

async fn delivered(call: Call) -> Show {
    let me = call.me()?;
    let read = move |tx: &mut Tx<'_>| delivery_of(tx, me);
    let delivery = call.cx.db().read("members.api_delivery", read).await?;
    call.say(&DeliveryShape { delivery: delivery.map(Delivery::from) })
}

async fn delivery_set(call: Call) -> Show {
    let me = call.me()?;
    let (to, _) = call.body::<addresses::NewAddress>()?.read();
    let act = move |tx: &mut Tx<'_>| set_delivery(tx, me, &to);
    call.done("members.set_delivery", Lock::on(me), act).await
}

impl From<Delivering> for Delivery {
    fn from(to: Delivering) -> Delivery {
        Delivery {
            given: to.given,
            family: to.family,
            latin: to.latin,
            lines: to.lines,
            city: to.city,
            region: to.region,
            postal_code: to.postal_code,
            country: to.country,
            phone: to.phone,
        }
    }
}
