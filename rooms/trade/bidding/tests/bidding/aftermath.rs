//! What comes after the end in a random play: winners are removed, members answer what falls to
//! them.

use kernel::Span;

use crate::house::member;
use crate::play::Run;

impl Run<'_, '_> {
    pub(crate) fn answer(&self, who: usize, lot: usize, take: bool) {
        let Some(bid) = self.bid_of(who, lot) else { return };
        let member = member(self.who(who));
        let _ = self.house.act(move |tx| {
            let Some(offer) = bidding::offers_of(tx, bid)?.into_iter().next() else {
                return Ok(());
            };
            let most = bidding::most_of(tx, &offer)?;
            if take {
                bidding::take_offer(tx, member, bid, most)
            } else {
                bidding::leave_offer(tx, member, bid)
            }
        });
    }

    pub(crate) fn hear(&self) {
        self.house.market.lapse();
        self.house.hear().unwrap();
    }

    /// Sellers remove winners, as the number of the play has it, and members answer what falls to
    /// them.
    pub(crate) fn removals(&self) {
        let wants = |n: usize| (self.salt >> n) & 1 == 1;
        for lot in (0..3).filter(|lot| wants(*lot)) {
            self.house.market.remove_winner(&self.item(lot));
        }
        self.hear();
        for (who, lot) in (0..3).flat_map(|who| (0..3).map(move |lot| (who, lot))) {
            self.answer(who, lot, wants(3));
        }
        self.house.pass(Span::minutes(1));
    }

    /// Everything that happened to the bids on a lot, for whoever has to find out why.
    pub(crate) fn story(&self, lot: usize) -> String {
        let of = self.bids.iter().filter(|(_, told)| told.lot == lot);
        let told = of.map(|(id, told)| {
            let steps = self.house.events(*id).into_iter();
            let steps = steps.map(|e| format!("{} {} at {}", e.state, e.reason, e.at));
            format!("{} of {}: {:?}", id, told.who, steps.collect::<Vec<_>>())
        });
        let now = self.house.at();
        format!("at {now}, {:#?}", told.collect::<Vec<_>>())
    }
}
