use db::{Answer, Tx};
use kernel::{At, Day, MemberId, Span, StaffId, Word as _};
use web::{Reckoning, Sessions, Sitter};

use crate::{Currency, MemberRefusal, Noted, note_staff_act, rules, store};

/// How old a rate may be that amounts are shown by.
pub const STALE: Span = Span::days(14);

/// In which currency a member reckons; yen until they say otherwise.
pub fn currency_of(tx: &mut Tx<'_>, member: MemberId) -> Answer<Currency> {
    Ok(store::currency(tx, member)?.unwrap_or(Currency::Jpy))
}

/// Notes in which currency a member reckons. No amount of the house changes by it.
pub fn set_currency(tx: &mut Tx<'_>, member: MemberId, currency: Currency) -> Answer<()> {
    store::set_currency(tx, member, currency)?;
    Sessions::changed(tx, Sitter::Member(member))
}

/// What one unit of a currency is worth, as somebody of the staff read it somewhere.
#[derive(Debug, Clone)]
pub struct NewRate {
    /// The currency.
    pub currency: Currency,
    /// In yen, as it was typed: `149.5`.
    pub yen: String,
    /// The day it was worth that.
    pub dated: Day,
    /// Who says so: a bank, a central bank.
    pub source: String,
}

/// Enters a rate; the same day again corrects it. From then on members see amounts by it.
pub fn enter_rate(tx: &mut Tx<'_>, new: &NewRate, by: StaffId) -> Answer<()> {
    let micro = rules::micro(&new.yen).filter(|_| new.currency != Currency::Jpy);
    let micro = micro.ok_or(MemberRefusal::BadRate)?;
    let (now, dated) = (tx.now(), new.dated.begins());
    if dated > now || now.since(dated) >= STALE {
        return Err(MemberRefusal::BadRateDay { days: STALE.as_secs() / 86_400 }.into());
    }
    store::enter_rate(tx, new.currency, dated, micro, &new.source, by)?;
    let (about, said) =
        (format!("{} {}", new.currency, new.dated), format!("{}, {}", new.yen, new.source));
    note_staff_act(tx, by, Noted::Rate, &about, &said)
}

/// The latest rate of each currency that has one.
pub fn latest_rates(tx: &mut Tx<'_>) -> Answer<Vec<Reckoning>> {
    let rows = store::latest_rates(tx)?;
    Ok(rows.into_iter().map(reckoning).collect())
}

/// How a member reckons; `None` in yen, and while there is no rate or only an old one.
pub(crate) fn reckoning_of(tx: &mut Tx<'_>, member: MemberId) -> Answer<Option<Reckoning>> {
    let since = tx.now().minus(STALE);
    Ok(store::rate_for(tx, member, since)?.map(reckoning))
}

fn reckoning((currency, dated, micro_yen, source): (Currency, At, i64, String)) -> Reckoning {
    let (code, digits) = (currency.word(), currency.digits());
    Reckoning { code, digits, micro_yen, dated: Day::of(dated), source }
}
