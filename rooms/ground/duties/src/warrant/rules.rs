//! What may be ordered and how it may end. Pure.

use kernel::{At, Span};
use policy::{Field, Purpose, Recipient, RecipientKind, RetentionClass, Route};
use privacy::ordered::Piece;

use crate::DutiesRefusal as No;

kernel::words! {
    /// What an order asks for.
    pub enum Asks {
        /// Keep it, and hand nothing over yet.
        Keep = "keep",
        /// Hand it over.
        Hand = "hand",
    }

    /// Where an order stands.
    pub enum State {
        /// It waits for its second person, or to be done.
        Open = "open",
        /// It was done.
        Done = "done",
        /// The house refused it.
        Refused = "refused",
        /// The authority took it back.
        Withdrawn = "withdrawn",
    }
}

/// How long a file waits to be handed out.
pub const FILE: Span = Span::days(7);
/// The most people one order names here; a longer list is asked for again, part by part.
pub const MOST_PEOPLE: usize = 50;
/// The longest that data is kept for an order; a longer one is renewed.
pub const MOST_KEPT: Span = Span::days(366);

/// Under which duty, and as what, an authority is given data: by the policy, and by law alone.
pub fn duty(to: &Recipient) -> Result<(Purpose, RetentionClass), No> {
    let none = || No::NoAuthority { whom: to.code.clone() };
    if to.kind != RecipientKind::Authority || to.terms.route() != Route::Law {
        return Err(none());
    }
    let duties =
        [(Purpose::Tax, RetentionClass::Tax), (Purpose::DealerLedger, RetentionClass::Dealer)];
    duties.into_iter().find(|(purpose, _)| to.purposes.has(*purpose)).ok_or_else(none)
}

/// Whether the policy gives this authority such a piece at all.
pub fn may_ask(to: &Recipient, pieces: &[Piece]) -> Result<(), No> {
    if pieces.is_empty() {
        return Err(No::NoPieces);
    }
    let fields = |piece: &Piece| -> &[Field] {
        match piece {
            Piece::Name => &[Field::GivenName, Field::FamilyName, Field::LatinName],
            Piece::Address => &[Field::AddressLines, Field::City, Field::PostalCode],
            Piece::Birthday => &[Field::Birthday],
        }
    };
    let too_wide = pieces.iter().find(|piece| fields(piece).iter().any(|f| !to.gives.has(*f)));
    too_wide.map_or(Ok(()), |piece| Err(No::TooWide { piece: piece.to_string() }))
}

/// Until when data is kept: a date ahead, and not for ever.
pub fn keeps_until(asks: Asks, until: Option<At>, now: At) -> Result<At, No> {
    match (asks, until) {
        (Asks::Hand, None) => Ok(now.plus(FILE)),
        (Asks::Keep, None) => Err(No::NoEnd),
        (_, Some(until)) if until <= now || until > now.plus(MOST_KEPT) => Err(No::NoEnd),
        (_, Some(until)) => Ok(until),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_for_an_order_ends() {
        let now = At::from_secs(1_795_348_800);
        let day = Span::days(1);
        let table = [
            (Asks::Hand, None, Some(now.plus(FILE))),
            (Asks::Keep, None, None),
            (Asks::Keep, Some(now), None),
            (Asks::Keep, Some(now.plus(day)), Some(now.plus(day))),
            (Asks::Hand, Some(now.plus(day)), Some(now.plus(day))),
            (Asks::Keep, Some(now.plus(MOST_KEPT)), Some(now.plus(MOST_KEPT))),
            (Asks::Keep, Some(now.plus(MOST_KEPT).plus(day)), None),
        ];
        for (asks, until, expect) in table {
            assert_eq!(keeps_until(asks, until, now).ok(), expect, "{asks} {until:?}");
        }
    }
}
