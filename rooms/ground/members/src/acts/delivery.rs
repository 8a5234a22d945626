use db::{Answer, Tx};
use kernel::{Fault, MemberId, Refused};
use privacy::{Address, Delivery, Name, OpenViews as _, Opener, OwnProfile, Phone, Text};

use crate::address::checked;

/// Where parcels go, as a form gives it and shows it again. Never kept outside the vault.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Delivering {
    /// The given name.
    pub given: String,
    /// The family name.
    pub family: String,
    /// The whole name in Latin letters; empty: given and family name as they are.
    pub latin: String,
    /// The lines below the city.
    pub lines: String,
    /// The city.
    pub city: String,
    /// State, province or prefecture; may be empty.
    pub region: String,
    /// The postal code; may be empty.
    pub postal_code: String,
    /// The country's two letters.
    pub country: String,
    /// The phone number; may be empty.
    pub phone: String,
}

// Why: an address in a log is a leak.
impl std::fmt::Debug for Delivering {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Delivering(…)")
    }
}

impl Delivering {
    /// As the vault keeps it.
    pub(crate) fn sealed(&self) -> Delivery {
        let text = |text: &str| Text::new(text);
        Delivery {
            name: Name {
                given: text(&self.given),
                family: text(&self.family),
                latin: text(&self.latin),
            },
            address: Address {
                lines: text(&self.lines),
                city: text(&self.city),
                region: text(&self.region),
                postal_code: text(&self.postal_code),
                country: text(&self.country),
            },
            phone: Phone { number: text(&self.phone) },
        }
    }

    /// Out of what a view opened.
    pub fn opened(name: &Name, address: &Address, phone: Option<&Phone>) -> Delivering {
        let text = |text: &Text| text.as_str().to_owned();
        Delivering {
            given: text(&name.given),
            family: text(&name.family),
            latin: text(&name.latin),
            lines: text(&address.lines),
            city: text(&address.city),
            region: text(&address.region),
            postal_code: text(&address.postal_code),
            country: text(&address.country),
            phone: phone.map(|phone| text(&phone.number)).unwrap_or_default(),
        }
    }
}

/// An address as it is kept; the first thing that is wrong with it otherwise.
pub(crate) fn kept(to: &Delivering) -> Answer<Delivering> {
    checked(to)?.map_err(|wrong| match wrong.into_iter().next() {
        Some((_, no)) => Refused::No(Box::new(no)),
        None => Fault::new("an address is refused without a reason").into(),
    })
}

/// Notes where a member's parcels go: the default of their address book. What cannot be printed on
/// a label is refused.
pub fn set_delivery(tx: &mut Tx<'_>, member: MemberId, to: &Delivering) -> Answer<()> {
    privacy::set_delivery(tx, member, &kept(to)?.sealed())
}

/// Where a member's parcels go, for their own page; `None` when they have not said.
pub fn delivery_of(tx: &mut Tx<'_>, member: MemberId) -> Answer<Option<Delivering>> {
    let profile = tx.open::<OwnProfile>(&Opener::member(), member)?;
    let (Some(name), Some(address)) = (profile.name, profile.address) else { return Ok(None) };
    let phone = profile.phone.as_ref().map(|phone| phone.show());
    Ok(Some(Delivering::opened(name.show(), address.show(), phone)))
}
