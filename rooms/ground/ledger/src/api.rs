//! The purse and its statement, for machines.

use db::{Lock, Tx};
use kernel::{At, EntryId, MemberId, Yen};
use web::api::{Call, Done, Operation, Scope, Tag};
use web::{Routes, Show};

use crate::acts::payout::ask_payout;
use crate::audit::{purse_yen, statement};
use crate::rules::{Account, AskedBy};
use crate::store::Line;

const ROWS: i64 = 40;

web::shapes! {
    /// What a member has paid in and may spend.
    pub struct Purse {
        /// Free to use.
        free_yen: Yen,
        /// Set aside for bids and orders.
        held_yen: Yen,
        /// The account number a transfer names.
        member: Tag<MemberId>,
    }
    /// One line of the statement.
    pub struct PurseLine {
        /// The entry.
        entry: Tag<EntryId>,
        /// When it was written.
        at: At,
        /// Why, as a code.
        reason: String,
        /// What it was about: a bid, an order.
        about: String,
        /// What came in, or went out when negative.
        yen: Yen,
        /// What the purse held after it.
        balance_yen: Option<Yen>,
    }
}

/// The operations of this room.
pub(crate) fn operations(routes: Routes) -> Routes {
    routes
        .api(
            Operation::get::<Purse>(
                "/api/v1/purse",
                Scope::Read,
                "show_purse",
                "What the purse holds, and what of it is set aside.",
            ),
            purse,
        )
        .api(
            Operation::list::<PurseLine>(
                "/api/v1/purse/statement",
                Scope::Read,
                "list_statement",
                "Every movement of the purse, the latest first.",
            ),
            lines,
        )
        .api(
            Operation::post::<Done>(
                "/api/v1/purse/payouts",
                Scope::Account,
                "ask_payout",
                "Asks for what is free in the purse: the house pays it back and books it.",
            ),
            ask_back,
        )
}

async fn purse(call: Call) -> Show {
    let me = call.me()?;
    let read = move |tx: &mut Tx<'_>| {
        let held_yen = crate::store::account_yen(tx, &Account::Held(me).name())?;
        Ok(Purse { free_yen: purse_yen(tx, me)?, held_yen, member: Tag(me) })
    };
    call.say(&call.cx.db().read("ledger.api_purse", read).await?)
}

async fn ask_back(call: Call) -> Show {
    let me = call.me()?;
    let act = move |tx: &mut Tx<'_>| ask_payout(tx, me, AskedBy::Member);
    call.done("ledger.ask_payout", Lock::none(), act).await
}

async fn lines(call: Call) -> Show {
    let (me, before) = (call.me()?, call.after::<EntryId>()?);
    let read = move |tx: &mut Tx<'_>| statement(tx, &Account::Purse(me), before, ROWS);
    let page = call.cx.db().read("ledger.api_statement", read).await?;
    call.page(&page, |line: &Line| PurseLine {
        entry: Tag(line.entry),
        at: line.at,
        reason: line.reason.clone(),
        about: line.about.clone(),
        yen: line.yen,
        balance_yen: line.balance_yen,
    })
}
