use kernel::At;

use super::{Answered, Core};
use crate::event::{Event, Fields};
use crate::problem::{self, Problem};
use crate::state::{Became, Message, Order, OrderState};

/// What the runner-up says to an offer.
#[derive(Debug, Clone, Copy)]
pub(crate) enum OfferAnswer {
    /// They take it at this sum.
    Take { total_yen: i64 },
    /// They let it go.
    Leave,
}

impl Core {
    /// The order, whoever it belongs to.
    pub(crate) fn order(&self, id: &str) -> Result<&Order, Problem> {
        let unknown = || problem::unknown_order("There is no such order.");
        self.state.orders.get(id).ok_or_else(unknown)
    }

    /// The account's own order.
    pub(crate) fn own_order(&self, account: usize, id: &str) -> Result<&Order, Problem> {
        let order = self.order(id)?;
        let foreign = || problem::not_yours("This order belongs to another account.");
        if order.account == Some(account) { Ok(order) } else { Err(foreign()) }
    }

    /// The account pays. The same reference pays once.
    pub(crate) fn pay(
        &mut self,
        account: usize,
        id: &str,
        reference: &str,
        total_yen: i64,
        now: At,
    ) -> Answered<String> {
        let fields = Fields::Payment { order: id.to_owned(), total_yen };
        let again = match self.used_before(account, reference, &fields) {
            Err(problem) => return Answered { again: false, result: Err(problem) },
            Ok(became) => became.is_some(),
        };
        if again {
            return Answered { again, result: Ok(id.to_owned()) };
        }
        let result = self.pay_fresh(account, id, reference, total_yen, now);
        Answered { again, result: result.map(|()| id.to_owned()) }
    }

    fn pay_fresh(
        &mut self,
        account: usize,
        id: &str,
        reference: &str,
        total_yen: i64,
        now: At,
    ) -> Result<(), Problem> {
        let order = self.own_order(account, id)?;
        in_state(order, &[OrderState::AwaitingPayment])?;
        self.check_total(id, total_yen)?;
        let (order, reference) = (id.to_owned(), reference.to_owned());
        self.record(now, Event::Paid { order, reference, total_yen })
    }

    /// The account has the goods.
    pub(crate) fn receive(&mut self, account: usize, id: &str, now: At) -> Result<(), Problem> {
        let order = self.own_order(account, id)?;
        if order.state() == OrderState::Received {
            return Ok(());
        }
        in_state(order, &[OrderState::Shipped])?;
        self.record(now, Event::Received { order: id.to_owned() })
    }

    /// The runner-up takes the offer, or does not. The same reference answers once.
    pub(crate) fn answer_offer(
        &mut self,
        account: usize,
        id: &str,
        reference: &str,
        answer: OfferAnswer,
        now: At,
    ) -> Answered<String> {
        let order = id.to_owned();
        let fields = match answer {
            OfferAnswer::Take { total_yen } => Fields::Acceptance { order, total_yen },
            OfferAnswer::Leave => Fields::Refusal { order },
        };
        match self.used_before(account, reference, &fields) {
            Err(problem) => return Answered { again: false, result: Err(problem) },
            Ok(Some(Became::Refused(problem))) => {
                return Answered { again: true, result: Err(problem.clone()) };
            }
            Ok(Some(_)) => return Answered { again: true, result: Ok(id.to_owned()) },
            Ok(None) => {}
        }
        let result = self.answer_fresh(account, id, reference, answer, now);
        let result = result.map_err(|p| self.refuse(account, reference, fields, p, now));
        Answered { again: false, result: result.map(|()| id.to_owned()) }
    }

    fn answer_fresh(
        &mut self,
        account: usize,
        id: &str,
        reference: &str,
        answer: OfferAnswer,
        now: At,
    ) -> Result<(), Problem> {
        let order = self.own_order(account, id)?;
        undecided(order)?;
        let (order, reference) = (id.to_owned(), Some(reference.to_owned()));
        match answer {
            OfferAnswer::Take { total_yen } => {
                self.check_total(id, total_yen)?;
                self.record(now, Event::Accepted { order, reference })
            }
            OfferAnswer::Leave => {
                let promote = true;
                self.record(now, Event::Declined { order, lapsed: false, reference, promote })
            }
        }
    }

    fn check_total(&self, id: &str, total_yen: i64) -> Result<(), Problem> {
        let total = self.order(id)?.total_yen();
        if total == total_yen {
            return Ok(());
        }
        let moved = problem::price_moved(format!("The sum is {total} yen."));
        Err(moved.with("price_yen", total))
    }

    /// The seller removes the winner of a lot before payment; the runner-up may be asked.
    pub(crate) fn remove_winner(
        &mut self,
        item: &str,
        by_seller: bool,
        promote: bool,
        now: At,
    ) -> Result<String, Problem> {
        self.lot(item)?;
        let nobody = || problem::wrong_state("Nobody has won it.").with("state", "open");
        let order = self.state.item_orders.get(item).and_then(|all| all.last());
        let order = order.ok_or_else(nobody)?.clone();
        in_state(self.order(&order)?, &[OrderState::AwaitingPayment])?;
        let removed = Event::WinnerRemoved { order: order.clone(), by_seller, promote };
        self.record(now, removed).map(|()| order)
    }

    /// The seller cancels an order.
    pub(crate) fn cancel_order(&mut self, id: &str, now: At) -> Result<(), Problem> {
        in_state(self.order(id)?, &[OrderState::AwaitingPayment, OrderState::Paid])?;
        self.record(now, Event::OrderCancelled { order: id.to_owned(), unpaid: false })
    }

    /// The seller sends the goods now.
    pub(crate) fn ship(&mut self, id: &str, now: At) -> Result<(), Problem> {
        in_state(self.order(id)?, &[OrderState::Paid])?;
        let tracking_number = crate::seed::tracking_number(self.state.seed, id);
        self.record(now, Event::Shipped { order: id.to_owned(), tracking_number })
    }

    /// The account writes to the seller. The same reference writes once.
    pub(crate) fn ask_seller(
        &mut self,
        account: usize,
        item: &str,
        reference: &str,
        text: &str,
        now: At,
    ) -> Answered<Message> {
        let fields = Fields::Message { item: item.to_owned(), text: text.to_owned() };
        let again = match self.used_before(account, reference, &fields) {
            Err(problem) => return Answered { again: false, result: Err(problem) },
            Ok(became) => became.is_some(),
        };
        let mut sent = Ok(());
        if !again {
            let asked = Event::Asked {
                account: self.state.accounts[account].id.clone(),
                item: item.to_owned(),
                text: text.to_owned(),
                reference: reference.to_owned(),
            };
            sent = self.item(item).map(|_| ()).and_then(|()| self.record(now, asked));
        }
        let result = sent.and_then(|()| self.message(account, item, reference));
        Answered { again, result }
    }

    fn message(&self, account: usize, item: &str, reference: &str) -> Result<Message, Problem> {
        let lost = || problem::fault("The message was taken and then not found.");
        let used = self.state.references.get(&(account, reference.to_owned())).ok_or_else(lost)?;
        let Became::Message { number } = used.became else { return Err(lost()) };
        let lines = self.state.messages.get(&(account, item.to_owned()));
        lines.and_then(|lines| lines.get(number)).cloned().ok_or_else(lost)
    }
}

fn in_state(order: &Order, states: &[OrderState]) -> Result<(), Problem> {
    if states.contains(&order.state()) {
        return Ok(());
    }
    let state = kernel::Word::word(order.state());
    Err(problem::wrong_state(format!("The order is {state}.")).with("state", state))
}

/// Whether an offer still waits for its answer.
fn undecided(order: &Order) -> Result<(), Problem> {
    let state = kernel::Word::word(order.state());
    let last = order.steps.last().and_then(|step| step.reason);
    match order.state() {
        OrderState::Offered => Ok(()),
        OrderState::Declined if last == Some("lapsed") => {
            let lapsed = problem::offer_lapsed("The offer has lapsed.");
            Err(lapsed.with("lapsed_at", order.pay_by.micros()))
        }
        _ if order.steps.first().is_some_and(|step| step.state == OrderState::Offered) => {
            Err(problem::already_decided(format!("The offer is {state}.")).with("state", state))
        }
        _ => in_state(order, &[OrderState::Offered]),
    }
}
