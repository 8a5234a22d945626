//! Decisions: what is asked, held against the memory, becomes events or a refusal by name.

mod advance;
mod bids;
mod orders;
mod purchases;
mod seller;
mod signing;

use kernel::At;

pub(crate) use bids::{BidPreview, PlaceBid, leads, own_max, standing_bids};
pub(crate) use orders::OfferAnswer;
pub(crate) use purchases::{Purchase, PurchasePreview};
pub(crate) use seller::Posting;
pub(crate) use signing::SIGNATURE_LIFE;

use crate::event::{Event, Fields};
pub(crate) use crate::market::Core;
use crate::problem::{self, Problem};
use crate::state::{Became, Item, Used};

/// What a request with a reference came to, and whether it had been answered before.
pub(crate) struct Answered<T> {
    pub(crate) again: bool,
    pub(crate) result: Result<T, Problem>,
}

impl Core {
    /// The item, or the protocol's word for its absence.
    pub(crate) fn item(&self, id: &str) -> Result<&Item, Problem> {
        let unknown = || problem::unknown_item("There is no such item.");
        self.state.items.get(id).ok_or_else(unknown)
    }

    /// What became of this reference, if it was used for just this; refused if for anything else.
    fn used_before(
        &self,
        account: usize,
        reference: &str,
        fields: &Fields,
    ) -> Result<Option<&Became>, Problem> {
        match self.state.references.get(&(account, reference.to_owned())) {
            None => Ok(None),
            Some(Used { fields: before, became }) if before == fields => Ok(Some(became)),
            Some(_) => {
                Err(problem::reference_reused("This reference was used for something else."))
            }
        }
    }

    /// Passes a refusal on; if it is final, the reference is used up by it.
    fn refuse(
        &mut self,
        account: usize,
        reference: &str,
        fields: Fields,
        problem: Problem,
        now: At,
    ) -> Problem {
        if problem.is_final {
            let refused = Event::Refused {
                account: self.state.accounts[account].id.clone(),
                reference: reference.to_owned(),
                fields,
                problem: problem.clone(),
            };
            if let Err(fault) = self.record(now, refused) {
                return fault;
            }
        }
        problem
    }
}
