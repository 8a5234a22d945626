use kernel::{At, Span};

use super::signing::{SIGNATURE_LIFE, sign, verify};
use super::{Answered, Core};
use crate::event::{Event, Fields};
use crate::problem::{self, Problem};
use crate::state::{Became, Item, MAX_YEN, PurchaseTaken, Sale};

/// What a purchase asks for. The preview leaves the last two empty.
#[derive(Debug, Clone)]
pub(crate) struct Purchase {
    pub(crate) item: String,
    pub(crate) reference: String,
    pub(crate) quantity: i64,
    pub(crate) expected_yen: i64,
    pub(crate) expires_at: At,
    pub(crate) signature: String,
}

/// What a preview tells.
#[derive(Debug, Clone)]
pub(crate) struct PurchasePreview {
    pub(crate) shipping_yen: Option<i64>,
    pub(crate) total_yen: i64,
    pub(crate) available: i64,
    pub(crate) now_at: At,
    pub(crate) expires_at: At,
    pub(crate) signature: String,
}

impl Purchase {
    fn fields(&self) -> Fields {
        Fields::Purchase {
            item: self.item.clone(),
            quantity: self.quantity,
            expected_yen: self.expected_yen,
        }
    }

    fn signed_text(&self, account: &str) -> String {
        let Purchase { item, reference, quantity, expected_yen, expires_at, .. } = self;
        let expires_at = expires_at.micros();
        format!("buy\n{account}\n{item}\n{reference}\n{quantity}\n{expected_yen}\n{expires_at}")
    }
}

impl Core {
    /// Step 1: what it would cost, and a signature to go on with. Changes nothing.
    pub(crate) fn preview_purchase(
        &self,
        account: usize,
        mut ask: Purchase,
        now: At,
    ) -> Result<PurchasePreview, Problem> {
        if self.state.references.contains_key(&(account, ask.reference.clone())) {
            return Err(problem::reference_reused("This reference was used already; ask for it."));
        }
        let item = self.item(&ask.item)?;
        let available = sellable(item, &ask, now)?;
        let life = SIGNATURE_LIFE.as_micros().saturating_mul(self.speed);
        ask.expires_at = now.plus(Span::micros(life));
        let goods = ask.expected_yen.saturating_mul(ask.quantity);
        Ok(PurchasePreview {
            shipping_yen: item.shipping_yen(),
            total_yen: goods.saturating_add(item.shipping_yen().unwrap_or(0)),
            available,
            now_at: now,
            expires_at: ask.expires_at,
            signature: sign(&self.state, &ask.signed_text(&self.state.accounts[account].id)),
        })
    }

    /// Step 2: the purchase itself. `moved`: the seller changes the price just now, on purpose.
    pub(crate) fn purchase(
        &mut self,
        account: usize,
        ask: Purchase,
        moved: bool,
        now: At,
    ) -> Answered<PurchaseTaken> {
        let fields = ask.fields();
        match self.used_before(account, &ask.reference, &fields) {
            Err(problem) => return Answered { again: false, result: Err(problem) },
            Ok(Some(Became::Purchase(taken))) => {
                return Answered { again: true, result: Ok(taken.clone()) };
            }
            Ok(Some(Became::Refused(problem))) => {
                return Answered { again: true, result: Err(problem.clone()) };
            }
            Ok(_) => {}
        }
        let reference = ask.reference.clone();
        let result = self.purchase_fresh(account, ask, moved, now);
        let result = result.map_err(|p| self.refuse(account, &reference, fields, p, now));
        Answered { again: false, result }
    }

    fn purchase_fresh(
        &mut self,
        account: usize,
        ask: Purchase,
        moved: bool,
        now: At,
    ) -> Result<PurchaseTaken, Problem> {
        let id = self.state.accounts[account].id.clone();
        self.item(&ask.item)?;
        verify(&self.state, &ask.signed_text(&id), &ask.signature, ask.expires_at, now)?;
        if moved {
            self.reprice(&ask.item, now)?;
        }
        sellable(self.item(&ask.item)?, &ask, now)?;
        let bought = Event::Purchased {
            item: ask.item,
            account: id,
            reference: ask.reference.clone(),
            quantity: ask.quantity,
            expected_yen: ask.expected_yen,
        };
        self.record(now, bought)?;
        match self.state.references.get(&(account, ask.reference)).map(|used| &used.became) {
            Some(Became::Purchase(taken)) => Ok(taken.clone()),
            _ => Err(problem::fault("The purchase was taken and then not found.")),
        }
    }

    /// The seller asks a twentieth more.
    fn reprice(&mut self, id: &str, now: At) -> Result<(), Problem> {
        let Sale::Fixed { price_yen, stock, withdrawn_at: None, .. } = self.item(id)?.sale else {
            return Ok(());
        };
        let dearer = (price_yen + price_yen / 20 + 1).min(MAX_YEN);
        self.record(now, Event::Restocked { item: id.to_owned(), price_yen: dearer, stock })
    }
}

/// Whether it can be bought like this; how many there are.
fn sellable(item: &Item, ask: &Purchase, now: At) -> Result<i64, Problem> {
    let Sale::Fixed { price_yen, stock, starts_at, withdrawn_at, .. } = &item.sale else {
        return Err(problem::wrong_kind("This is an auction; bid on it instead."));
    };
    if let Some(at) = withdrawn_at {
        let gone = problem::closed("The seller has withdrawn this offer.");
        return Err(gone.with("ended_at", at.micros()).with("result", "withdrawn"));
    }
    if now < *starts_at {
        let early = problem::closed("This offer has not begun yet.");
        return Err(early.with("ended_at", serde_json::Value::Null).with("result", "not_begun"));
    }
    if *stock == 0 {
        return Err(problem::sold_out("It is sold out."));
    }
    if ask.quantity > *stock {
        let few = problem::only_left(format!("Only {stock} are left."));
        return Err(few.with("available", *stock));
    }
    if *price_yen != ask.expected_yen {
        let moved = problem::price_moved(format!("It costs {price_yen} yen now."));
        return Err(moved.with("price_yen", *price_yen));
    }
    Ok(*stock)
}
