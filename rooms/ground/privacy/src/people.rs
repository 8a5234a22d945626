//! The profile of a member: what other rooms store and find without ever holding it.

use db::{Answer, Tx};
use kernel::MemberId;
use policy::RetentionClass;

use crate::open::{OpenViews as _, Opener};
use crate::person::{Person, set_country};
use crate::refusals::PrivacyRefusal;
use crate::running::RunningPolicy;
use crate::store;
use crate::values::{
    Address, AddressName, Birthday, Email, Handle, Kept, Name, Opened, Phone, Sex, SocialAccount,
    Text,
};
use crate::vault::{self, Indexed};
use crate::view::Maybe;

crate::personal_view! {
    /// What a member sees of their own name on their own pages.
    pub struct OwnHandle: Purpose::Members, by [Member], to [] { handle: Handle }
    /// What a member sees of their own profile.
    pub struct OwnProfile: Purpose::Members, by [Member], to [] {
        handle: Maybe<Handle>, name: Maybe<Name>, address: Maybe<Address>, phone: Maybe<Phone>,
        email: Maybe<Email>, birthday: Maybe<Birthday>, sex: Maybe<Sex>,
    }
    /// What a member sees of one address of their book.
    pub struct OwnAddress: Purpose::Members, by [Member], to [] {
        called: Maybe<AddressName>, name: Maybe<Name>, address: Maybe<Address>,
        phone: Maybe<Phone>,
    }
    /// What the label of a parcel prints.
    pub struct ParcelLabel: Purpose::Shipment, by [Warehouse, Support, System], to [Carrier] {
        name: Name, address: Address, phone: Maybe<Phone>,
    }
    /// Whom the customs declaration of a parcel names.
    pub struct CustomsForm: Purpose::Shipment, by [Warehouse, System], to [Customs] {
        name: Name, address: Address,
    }
    /// Where a parcel goes, as far as its postage depends on it.
    pub struct Destination: Purpose::Shipment, by [Member, Warehouse, Support, System], to [] {
        place: crate::values::Place,
    }
    /// To whom a letter goes about what a member bids on, buys, pays and has sent: it names the
    /// thing and the amount.
    pub struct LetterHead: Purpose::Members, by [System], to [MailSender],
        uses [Bids, Orders, Parcels, Payments] {
        handle: Handle, email: Email,
    }
}

pub(crate) mod laws {
    crate::personal_view! {
        /// The country a member lives in: it says which laws protect them.
        pub struct CountryOfLaw: Purpose::Members, by [System], to [] {
            country: crate::values::Country,
        }
    }
}

/// Puts everybody under every law, until their country has been asked again.
pub(crate) fn under_every_law(tx: &mut Tx<'_>) -> Answer<()> {
    tx.run(store::UNDER_EVERY_LAW, ()).map(|_| ())
}

/// Asks a page of people's countries again; the last of them, and how many told it. Whoever cannot
/// be asked stays under every law.
pub(crate) fn laws_again(
    tx: &mut Tx<'_>,
    after: Option<MemberId>,
    most: i64,
) -> Answer<(Option<MemberId>, usize)> {
    use kernel::Id as _;
    let from = after.unwrap_or(MemberId::from_bits(0));
    let rows: Vec<(MemberId,)> = tx.all(store::PEOPLE_AFTER, (from, most))?;
    let ids: Vec<MemberId> = rows.iter().map(|row| row.0).collect();
    let asked = ask_country(tx, &ids, "a policy came into force")?;
    Ok((ids.last().copied(), asked))
}

/// Asks these people's countries; how many told it.
pub(crate) fn ask_country(tx: &mut Tx<'_>, ids: &[MemberId], why: &str) -> Answer<usize> {
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    let known = tx.open_many::<laws::CountryOfLaw>(&Opener::system(why), ids)?;
    for (member, view) in &known {
        let country = view.country.show().country.as_str().to_uppercase();
        set_country(tx, running.compiled(), *member, &country)?;
    }
    Ok(known.len())
}

/// Where a member wants parcels sent.
pub struct Delivery {
    /// The person's name; the Latin form is what carriers print.
    pub name: Name,
    /// The address.
    pub address: Address,
    /// The phone number; empty when there is none.
    pub phone: Phone,
}

/// Gives a member their handle. Handles differ by more than case and width; the old one is free
/// from now on.
pub fn set_handle(tx: &mut Tx<'_>, member: MemberId, handle: &str) -> Answer<()> {
    let handle = Handle { handle: Text::new(handle) };
    refuse_empty("handle", &handle.handle)?;
    usable(tx, member)?;
    vault::keep(tx, member, RetentionClass::Account, "", &handle)?;
    if !vault::index(tx, Indexed::Handle, &handle.handle, member)? {
        return Err(PrivacyRefusal::HandleTaken.into());
    }
    Ok(())
}

/// Whose handle it is, in any case and width.
pub fn find_by_handle(tx: &mut Tx<'_>, handle: &str) -> Answer<Option<MemberId>> {
    vault::find(tx, Indexed::Handle, &Text::new(handle))
}

/// A member's own handle, for their own page.
pub fn own_handle(tx: &mut Tx<'_>, member: MemberId) -> Answer<Opened<Handle>> {
    tx.open::<OwnHandle>(&Opener::member(), member).map(|view| view.handle)
}

/// Gives a member their verified e-mail address.
pub fn set_email(tx: &mut Tx<'_>, member: MemberId, address: &str) -> Answer<()> {
    let email = Email { address: Text::new(address) };
    refuse_empty("e-mail address", &email.address)?;
    usable(tx, member)?;
    vault::keep(tx, member, RetentionClass::Account, "", &email)?;
    if !vault::index(tx, Indexed::Email, &email.address, member)? {
        return Err(PrivacyRefusal::EmailTaken.into());
    }
    Ok(())
}

/// Whose e-mail address it is.
pub fn find_by_email(tx: &mut Tx<'_>, address: &str) -> Answer<Option<MemberId>> {
    vault::find(tx, Indexed::Email, &Text::new(address))
}

/// Somebody without an account who is reached at this address: the one the house knows already, or
/// one it gets to know now. The address itself is kept by whoever was given it.
pub fn asker(tx: &mut Tx<'_>, address: &str) -> Answer<MemberId> {
    let address = Text::new(address);
    refuse_empty("e-mail address", &address)?;
    if let Some(known) = vault::find(tx, Indexed::Asker, &address)? {
        return Ok(known);
    }
    let person: MemberId = tx.new_id();
    crate::person::register(tx, person)?;
    vault::index(tx, Indexed::Asker, &address, person)?;
    Ok(person)
}

/// Nothing of them is left that their address should lead to.
pub fn forget_asker(tx: &mut Tx<'_>, person: MemberId) -> Answer<()> {
    vault::unindex(tx, Indexed::Asker, person)
}

/// Keeps an e-mail address beside the member's own, at a place of its name: one that is still to be
/// proved, or one that was theirs. Nobody is found by it.
pub fn set_email_at(tx: &mut Tx<'_>, member: MemberId, place: &str, address: &str) -> Answer<()> {
    let email = Email { address: Text::new(address) };
    refuse_empty("e-mail address", &email.address)?;
    usable(tx, member)?;
    vault::keep(tx, member, RetentionClass::Account, place, &email)
}

/// The address at `from` becomes the member's own, and the one before it moves to `former`; whether
/// there was one. Refuses `privacy.email_taken`, and `privacy.nothing_kept` where nothing lies.
pub fn adopt_email(tx: &mut Tx<'_>, member: MemberId, from: &str, former: &str) -> Answer<bool> {
    usable(tx, member)?;
    let class = RetentionClass::Account;
    let none = || PrivacyRefusal::NothingKept { item: <Email as Kept>::ITEM.to_owned() };
    let new = vault::piece::<Email>(tx, member, class, from)?.ok_or_else(none)?;
    let old = vault::piece::<Email>(tx, member, class, "")?;
    if !vault::index(tx, Indexed::Email, &new.address, member)? {
        return Err(PrivacyRefusal::EmailTaken.into());
    }
    if let Some(old) = &old {
        vault::keep(tx, member, class, former, old)?;
    }
    vault::keep(tx, member, class, "", &new)?;
    vault::discard::<Email>(tx, member, class, from)?;
    Ok(old.is_some())
}

/// Lets go of an address that was kept beside the member's own; whether there was one.
pub fn drop_email_at(tx: &mut Tx<'_>, member: MemberId, place: &str) -> Answer<bool> {
    vault::discard::<Email>(tx, member, RetentionClass::Account, place)
}

/// Keeps a sign-in elsewhere at a place of its name; its provider and subject lead to the member
/// from now on. False when they lead to somebody already: nothing is kept then.
pub fn link_social(
    tx: &mut Tx<'_>,
    member: MemberId,
    place: &str,
    account: &SocialAccount,
) -> Answer<bool> {
    refuse_empty("sign-in code", &account.subject)?;
    usable(tx, member)?;
    if !vault::index_social(tx, &account.provider, &account.subject, member)? {
        return Ok(false);
    }
    vault::keep(tx, member, RetentionClass::Account, place, account)?;
    Ok(true)
}

/// Whose sign-in elsewhere it is.
pub fn find_by_social(tx: &mut Tx<'_>, provider: &str, subject: &str) -> Answer<Option<MemberId>> {
    vault::find_social(tx, &Text::new(provider), &Text::new(subject))
}

/// Lets go of a sign-in elsewhere; whether there was one.
pub fn unlink_social(tx: &mut Tx<'_>, member: MemberId, place: &str) -> Answer<bool> {
    let class = RetentionClass::Account;
    let Some(kept) = vault::piece::<SocialAccount>(tx, member, class, place)? else {
        return Ok(false);
    };
    vault::unindex_social(tx, &kept.provider, &kept.subject, member)?;
    vault::discard::<SocialAccount>(tx, member, class, place)
}

/// Notes where a member wants parcels sent, and by the country which laws protect them: the default
/// of their address book, or the first of it.
pub fn set_delivery(tx: &mut Tx<'_>, member: MemberId, delivery: &Delivery) -> Answer<()> {
    match crate::book::default_of(tx, member)? {
        Some(entry) => crate::book::change(tx, member, entry.id, delivery, None),
        None => crate::book::add(tx, member, delivery, &AddressName { called: Text::new("") })
            .map(|_| ()),
    }
}

/// Keeps an address at a place of the person's; at the profile's own it says which laws protect
/// them.
pub(crate) fn keep_delivery(
    tx: &mut Tx<'_>,
    member: MemberId,
    place: &str,
    delivery: &Delivery,
) -> Answer<()> {
    let Delivery { name, address, phone } = delivery;
    refuse_empty("name", if name.latin.is_empty() { &name.family } else { &name.latin })?;
    refuse_empty("address", &address.lines)?;
    refuse_empty("country", &address.country)?;
    usable(tx, member)?;
    let class = RetentionClass::Account;
    vault::keep(tx, member, class, place, name)?;
    vault::keep(tx, member, class, place, address)?;
    if phone.number.is_empty() {
        vault::discard::<Phone>(tx, member, class, place)?;
    } else {
        vault::keep(tx, member, class, place, phone)?;
    }
    if place.is_empty() { laws_of(tx, member, address) } else { Ok(()) }
}

/// Notes which laws protect a person who lives at an address.
pub(crate) fn laws_of(tx: &mut Tx<'_>, member: MemberId, address: &Address) -> Answer<()> {
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    set_country(tx, running.compiled(), member, &address.country.as_str().to_uppercase())
}

/// Keeps a birthday, a sex or another single piece of the profile.
pub fn set_piece<K: crate::values::Kept>(
    tx: &mut Tx<'_>,
    member: MemberId,
    piece: &K,
) -> Answer<()> {
    usable(tx, member)?;
    vault::keep(tx, member, RetentionClass::Account, "", piece)
}

/// A member with an address and nothing else, for measurements.
pub(crate) fn register_with_address(
    tx: &mut Tx<'_>,
    member: MemberId,
    address: &Address,
) -> Answer<()> {
    crate::person::register(tx, member)?;
    vault::keep(tx, member, RetentionClass::Account, "", address)
}

// What is erased is not begun anew under the same id.
fn usable(tx: &mut Tx<'_>, member: MemberId) -> Answer<()> {
    match Person::load(tx, member)?.erased_at {
        Some(_) => Err(PrivacyRefusal::Erased.into()),
        None => Ok(()),
    }
}

fn refuse_empty(item: &str, text: &Text) -> Result<(), PrivacyRefusal> {
    if text.is_empty() { Err(PrivacyRefusal::Empty { item: item.to_owned() }) } else { Ok(()) }
}
