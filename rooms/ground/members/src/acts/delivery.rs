use db::{Answer, Tx};
use kernel::MemberId;
use privacy::{Address, Delivery, Name, OpenViews as _, Opener, OwnProfile, Phone, Text};

use crate::rules;

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

/// Notes where a member's parcels go. What cannot be printed on a label is refused.
pub fn set_delivery(tx: &mut Tx<'_>, member: MemberId, to: &Delivering) -> Answer<()> {
    let both = format!("{} {}", to.given, to.family);
    let latin = rules::latin_name(if to.latin.is_empty() { &both } else { &to.latin })?;
    let delivery = Delivery {
        name: Name {
            given: Text::new(&to.given),
            family: Text::new(&to.family),
            latin: Text::new(&latin),
        },
        address: Address {
            lines: Text::new(&to.lines),
            city: Text::new(&to.city),
            region: Text::new(&to.region),
            postal_code: Text::new(&rules::postal_code(&to.postal_code)?),
            country: Text::new(&rules::country(&to.country)?),
        },
        phone: Phone { number: Text::new(&rules::phone(&to.phone)?) },
    };
    privacy::set_delivery(tx, member, &delivery)
}

/// Where a member's parcels go, for their own page; `None` when they have not said.
pub fn delivery_of(tx: &mut Tx<'_>, member: MemberId) -> Answer<Option<Delivering>> {
    let profile = tx.open::<OwnProfile>(&Opener::member(), member)?;
    let (Some(name), Some(address)) = (profile.name, profile.address) else { return Ok(None) };
    let (name, address) = (name.show(), address.show());
    let text = |text: &Text| text.as_str().to_owned();
    Ok(Some(Delivering {
        given: text(&name.given),
        family: text(&name.family),
        latin: text(&name.latin),
        lines: text(&address.lines),
        city: text(&address.city),
        region: text(&address.region),
        postal_code: text(&address.postal_code),
        country: text(&address.country),
        phone: profile.phone.map(|phone| text(&phone.show().number)).unwrap_or_default(),
    }))
}
