//! The one life of a thing bought, as a table: which step can be taken from where, by whom, and
//! whether it needs a reason.

mod messages;
mod table;
mod turns;
mod words;

use kernel::{Word, Yen, YenOverflow};

pub use messages::MessageState;
pub(crate) use messages::{MOST_CHARS, message_words, next_look};
pub use table::{Arrow, TABLE, To};
pub(crate) use turns::turns_of;
pub use turns::whose_turn;
pub use words::{Bearer, Event, OrderKind, Part, Reason, State};

use crate::OrdersRefusal;

impl State {
    /// The states a life begins in.
    pub const ENTRANCES: &'static [State] = &[State::QuoteRequested, State::Won];

    /// Whether nothing can happen any more.
    pub fn is_over(self) -> bool {
        !TABLE.iter().any(|arrow| arrow.from == self)
    }
}

impl OrderKind {
    /// The state an order of this kind is opened from.
    pub fn entrance(self) -> State {
        match self {
            OrderKind::Win | OrderKind::BuyNow => State::Won,
            // A price was shown, and the member took it.
            OrderKind::Purchase | OrderKind::Desk => State::Accepted,
        }
    }
}

/// Where this event leads from this state. `before` is where a stopped thing was stopped; `parts`
/// is every part the one who takes the step may play.
pub fn step(
    from: State,
    before: Option<State>,
    event: Event,
    parts: &[Part],
    reason: Option<Reason>,
) -> Result<State, OrdersRefusal> {
    let impossible = || OrdersRefusal::Impossible { state: said(from), event: said(event) };
    let arrow = TABLE.iter().find(|a| a.from == from && a.event == event).ok_or_else(impossible)?;
    if !arrow.parts.iter().any(|part| parts.contains(part)) {
        return Err(OrdersRefusal::NotYours { event: said(event) });
    }
    match reason {
        None if !arrow.reasons.is_empty() => Err(OrdersRefusal::NoReason { event: said(event) }),
        Some(reason) if !arrow.reasons.contains(&reason) => {
            Err(OrdersRefusal::UnfitReason { event: said(event), reason: said(reason) })
        }
        _ => match arrow.to {
            To::State(to) => Ok(to),
            To::Same => Ok(from),
            To::Before => before.ok_or_else(impossible),
        },
    }
}

/// The steps somebody can take from a state.
pub fn steps_from<'p>(from: State, parts: &'p [Part]) -> impl Iterator<Item = &'static Arrow> + 'p {
    TABLE.iter().filter(move |a| a.from == from && a.parts.iter().any(|part| parts.contains(part)))
}

/// A word of ours in a sentence.
pub(crate) fn said(word: impl Word) -> String {
    word.word().replace('_', " ")
}

/// What the first charge comes to: the price, domestic shipping as far as it is known, the fee.
pub fn charge_yen(price: Yen, shipping: Option<Yen>, fee: Yen) -> Result<Yen, YenOverflow> {
    goods_yen(price, shipping)?.plus(fee)
}

/// What the seller gets of it, as far as it is known.
pub fn goods_yen(price: Yen, shipping: Option<Yen>) -> Result<Yen, YenOverflow> {
    Yen::sum([price].into_iter().chain(shipping))
}

/// A tracking number as everybody writes it: letters and digits, nothing else.
pub fn tracking_number(typed: &str) -> Result<String, OrdersRefusal> {
    let wide = |c: char| match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
        }
        _ => c,
    };
    let number: String = typed
        .chars()
        .map(wide)
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '‐' | '－' | 'ー'))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let fits =
        (6..=40).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_alphanumeric());
    if fits { Ok(number) } else { Err(OrdersRefusal::BadTracking { typed: typed.trim().into() }) }
}

#[cfg(test)]
mod tests;
