//! What an authority is given: each set of pieces is a view of its own, so that what an order does
//! not name is not opened.

use db::{Answer, Tx};
use kernel::MemberId;
use policy::{Field, FieldSet, Purpose};
use privacy::disclose::To;
use privacy::ordered::{Ordered, Piece, hand_over};
use privacy::{Address, Birthday, Kept, Name, Opener, Shown, Text};

use crate::DutiesRefusal as No;

/// What is handed out for an order: one text.
pub struct Sheet {
    /// All of it.
    pub text: Text,
}

impl Kept for Sheet {
    const ITEM: &'static str = "warrant_sheet";
    const HOLDS: FieldSet = FieldSet::of(&[
        Field::GivenName,
        Field::FamilyName,
        Field::LatinName,
        Field::AddressLines,
        Field::Birthday,
    ]);
    const MOST: usize = 100_000;
    const IS_WRITTEN: bool = false;
    fn parts(&self) -> Vec<&str> {
        vec![self.text.as_str()]
    }
}

impl Shown for Sheet {
    const ITEM: &'static str = <Sheet as Kept>::ITEM;
    const FIELDS: FieldSet = <Sheet as Kept>::HOLDS;
    fn from_parts(parts: &[&str]) -> Option<Sheet> {
        match parts {
            [text] => Some(Sheet { text: Text::new(text) }),
            _ => None,
        }
    }
    fn words(&self) -> Vec<&str> {
        self.parts()
    }
}

privacy::personal_view! {
    /// What is handed out to an authority that ordered it, once.
    pub struct WarrantSheet: Purpose::Rights, by [PrivacyOfficer], to [], kept Request {
        sheet: Sheet,
    }
    /// The name that a tax authority ordered.
    pub struct TaxName: Purpose::Tax, by [System], to [Authority] { name: Name }
    /// The address that a tax authority ordered.
    pub struct TaxAddress: Purpose::Tax, by [System], to [Authority] { address: Address }
    /// The name and address that a tax authority ordered.
    pub struct TaxDoor: Purpose::Tax, by [System], to [Authority] { name: Name, address: Address }
    /// The name that the police ordered.
    pub struct DealerName: Purpose::DealerLedger, by [System], to [Authority] { name: Name }
    /// The address that the police ordered.
    pub struct DealerAddress: Purpose::DealerLedger, by [System], to [Authority] {
        address: Address,
    }
    /// The birthday that the police ordered.
    pub struct DealerBirthday: Purpose::DealerLedger, by [System], to [Authority] {
        birthday: Birthday,
    }
    /// The name and address that the police ordered.
    pub struct DealerDoor: Purpose::DealerLedger, by [System], to [Authority] {
        name: Name, address: Address,
    }
    /// The name and birthday that the police ordered.
    pub struct DealerPerson: Purpose::DealerLedger, by [System], to [Authority] {
        name: Name, birthday: Birthday,
    }
    /// The address and birthday that the police ordered.
    pub struct DealerPlace: Purpose::DealerLedger, by [System], to [Authority] {
        address: Address, birthday: Birthday,
    }
    /// The name, address and birthday that the police ordered.
    pub struct DealerAll: Purpose::DealerLedger, by [System], to [Authority] {
        name: Name, address: Address, birthday: Birthday,
    }
}

/// For whom, to whom, for which order.
pub(super) struct Giving<'g> {
    pub(super) who: &'g Opener,
    pub(super) member: MemberId,
    pub(super) to: &'g To,
    pub(super) ordered: &'g Ordered,
}

macro_rules! given {
    ($tx:ident, $giving:ident, $view:ident { $($field:ident),* }) => {{
        let Giving { who, member, to, ordered } = $giving;
        let view = hand_over::<$view>($tx, who, *member, to, ordered)?;
        let mut words: Vec<String> = Vec::new();
        $( words.push(format!(
            "{}: {}",
            stringify!($field),
            Shown::words(view.$field.show()).join(" / ")
        )); )*
        Ok(Text::from(words.join("\n")))
    }};
}

/// Hands over what an order names of one person, by the view of just that; what its sheet says.
pub(super) fn give(
    tx: &mut Tx<'_>,
    duty: Purpose,
    pieces: &[Piece],
    giving: &Giving<'_>,
) -> Answer<Text> {
    let has = |piece| pieces.contains(&piece);
    let set = (has(Piece::Name), has(Piece::Address), has(Piece::Birthday));
    match (duty, set) {
        (Purpose::Tax, (true, true, false)) => given!(tx, giving, TaxDoor { name, address }),
        (Purpose::Tax, (true, false, false)) => given!(tx, giving, TaxName { name }),
        (Purpose::Tax, (false, true, false)) => given!(tx, giving, TaxAddress { address }),
        (Purpose::DealerLedger, (true, true, true)) => {
            given!(tx, giving, DealerAll { name, address, birthday })
        }
        (Purpose::DealerLedger, (true, true, false)) => {
            given!(tx, giving, DealerDoor { name, address })
        }
        (Purpose::DealerLedger, (true, false, true)) => {
            given!(tx, giving, DealerPerson { name, birthday })
        }
        (Purpose::DealerLedger, (false, true, true)) => {
            given!(tx, giving, DealerPlace { address, birthday })
        }
        (Purpose::DealerLedger, (true, false, false)) => given!(tx, giving, DealerName { name }),
        (Purpose::DealerLedger, (false, true, false)) => {
            given!(tx, giving, DealerAddress { address })
        }
        (Purpose::DealerLedger, (false, false, true)) => {
            given!(tx, giving, DealerBirthday { birthday })
        }
        _ => Err(No::NoPieces.into()),
    }
}
