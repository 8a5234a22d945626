use db::{Answer, Tx};
use kernel::{AddressId, At, MemberId};
use privacy::{AddressName, OpenViews as _, Opener, OwnAddress, Text, book};

use super::delivery::kept;
use crate::address::label_of_book;
use crate::{AddressRefusal, Delivering};

/// The most addresses of one member.
pub(crate) const MOST: usize = 20;

/// One address of a member's book, opened for their own page.
pub struct Addressed {
    /// The address.
    pub id: AddressId,
    /// What the member calls it; may be empty.
    pub called: String,
    /// Since when parcels go there.
    pub default_at: Option<At>,
    /// What it says.
    pub to: Delivering,
}

// Why: an address in a log is a leak.
impl std::fmt::Debug for Addressed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Addressed({})", self.id)
    }
}

/// The address book of a member: the default first, then the oldest.
pub fn addresses_of(tx: &mut Tx<'_>, member: MemberId) -> Answer<Vec<Addressed>> {
    let mut entries = book::all(tx, member)?;
    entries.sort_by_key(|entry| (entry.default_at.is_none(), entry.id));
    entries.iter().map(|entry| opened(tx, member, entry)).collect()
}

/// One address of a member's book. Another's is refused like one that is not there.
pub fn address_of(tx: &mut Tx<'_>, member: MemberId, id: AddressId) -> Answer<Addressed> {
    let entry = known(tx, member, id)?;
    opened(tx, member, &entry)
}

fn known(tx: &mut Tx<'_>, member: MemberId, id: AddressId) -> Answer<book::Entry> {
    book::one(tx, member, id)?.ok_or_else(|| AddressRefusal::NoAddress.into())
}

fn opened(tx: &mut Tx<'_>, member: MemberId, entry: &book::Entry) -> Answer<Addressed> {
    let view = tx.open_at::<OwnAddress>(&Opener::member(), member, &entry.place())?;
    let (Some(name), Some(address)) = (view.name, view.address) else {
        return Err(AddressRefusal::NoAddress.into());
    };
    let phone = view.phone.as_ref().map(|phone| phone.show());
    Ok(Addressed {
        id: entry.id,
        called: view.called.map(|c| c.show().called.as_str().to_owned()).unwrap_or_default(),
        default_at: entry.default_at,
        to: Delivering::opened(name.show(), address.show(), phone),
    })
}

/// Writes an address down. The first one is where parcels go.
pub fn add_address(
    tx: &mut Tx<'_>,
    member: MemberId,
    to: &Delivering,
    called: &str,
) -> Answer<AddressId> {
    let (to, called) = (kept(to)?, named(called)?);
    if book::all(tx, member)?.len() >= MOST {
        let most = i64::try_from(MOST).unwrap_or(i64::MAX);
        return Err(AddressRefusal::TooManyAddresses { most }.into());
    }
    book::add(tx, member, &to.sealed(), &called)
}

/// Writes an address anew.
pub fn change_address(
    tx: &mut Tx<'_>,
    member: MemberId,
    id: AddressId,
    to: &Delivering,
    called: &str,
) -> Answer<()> {
    known(tx, member, id)?;
    let (to, called) = (kept(to)?, named(called)?);
    book::change(tx, member, id, &to.sealed(), Some(&called))
}

fn named(called: &str) -> Answer<AddressName> {
    Ok(AddressName { called: Text::new(&label_of_book(called)?) })
}

/// Takes an address out of the book. The default goes last, so that parcels never lose their way
/// unnoticed.
pub fn remove_address(tx: &mut Tx<'_>, member: MemberId, id: AddressId) -> Answer<()> {
    let entry = known(tx, member, id)?;
    if entry.default_at.is_some() && book::all(tx, member)?.len() > 1 {
        return Err(AddressRefusal::DefaultAddress.into());
    }
    book::remove(tx, member, id)
}

/// Parcels go there from now on.
pub fn make_default(tx: &mut Tx<'_>, member: MemberId, id: AddressId) -> Answer<()> {
    known(tx, member, id)?;
    book::make_default(tx, member, id)
}
