//! Telling a marketplace whether a lot that fell to the house is taken: intended before, told here,
//! confirmed after. Told again under the same reference as long as nobody answers.

use db::{Lock, Tx};
use jobs::{Due, JobFault};
use kernel::OfferId;
use markets::No;

use super::{Firing, id};
use crate::acts::answer::{again, answered, leaves};
use crate::acts::offer::lapse;
use crate::news::{AnswerOffer, LapseOffer};

/// Tells one answer.
pub(super) async fn answer(firing: Firing, due: Due<AnswerOffer>) -> Result<(), JobFault> {
    let offer = id::<OfferId>(&due.job.offer)?;
    let begin = move |tx: &mut Tx<'_>| leaves(tx, offer);
    let going = firing.db.write("bidding.offer_leaves", Lock::none(), begin).await?;
    let Some(going) = going else { return Ok(()) };
    let word = match firing.markets.to(&going.market) {
        Ok(market) => {
            let reference = offer.to_string();
            match market.answer_offer(&going.order, &reference, going.answer).await {
                // How the order stands says who has decided, or what it costs by now.
                Err(No::AlreadyDecided { .. } | No::PriceMoved { .. }) => {
                    market.order(&going.order).await
                }
                word => word,
            }
        }
        Err(no) => Err(no),
    };
    // A lost answer too: the reference is answered once.
    if word.as_ref().is_err_and(No::may_be_sent_again) {
        let act = move |tx: &mut Tx<'_>| again(tx, offer);
        return Ok(firing.db.write("bidding.offer_again", Lock::none(), act).await?);
    }
    let act = move |tx: &mut Tx<'_>| answered(tx, offer, &word);
    Ok(firing.db.write("bidding.offer_answered", Lock::none(), act).await?)
}

/// Ends an offer that nobody has answered.
pub(super) fn lapses(tx: &mut Tx<'_>, job: &LapseOffer) -> Result<(), JobFault> {
    Ok(lapse(tx, id::<OfferId>(&job.offer)?)?)
}
