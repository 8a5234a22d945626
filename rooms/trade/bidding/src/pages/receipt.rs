use db::Tx;
use kernel::{BidId, Word, Yen};
use maud::{Markup, html};
use web::parts::{self, Align, Colour, Column};
use web::{Cx, Field, Form, Notice, PathId, Show, Stop};

use super::bids::{state_badge, when};
use super::lot::path_of;
use super::{shelf, stop};
use crate::acts::{observe::live_key, raise, withdraw};
use crate::rules::{BidRefusal, BidState, Outcome};
use crate::store::{self, Attempt, Bid, BidEvent, Lot};

struct Seen {
    bid: Bid,
    lot: Lot,
    attempts: Vec<Attempt>,
    events: Vec<BidEvent>,
}

/// One bid: where it stands, each attempt with its receipt, each step.
pub(super) async fn show(cx: Cx, PathId(bid): PathId<BidId>) -> Show {
    let lot = look(&cx, bid).await?;
    let least = lot.lot.next_yen.max(lot.bid.ceiling_yen);
    page(&cx, bid, &Form::empty().with("ceiling", least.get())).await
}

async fn look(cx: &Cx, id: BidId) -> Result<Seen, Stop> {
    let me = cx.member()?.id;
    let ask = move |tx: &mut Tx<'_>| {
        let bid = store::bid_of(tx, me, id)?;
        let lot = store::lot(tx, bid.lot)?;
        let attempts = tx.all(store::ATTEMPTS_OF, (id,))?;
        let events = tx.all(store::EVENTS_OF, (id,))?;
        Ok(Seen { bid, lot, attempts, events })
    };
    Ok(cx.db().read("bidding.receipt", ask).await?)
}

async fn page(cx: &Cx, id: BidId, form: &Form) -> Show {
    let seen = look(cx, id).await?;
    let Seen { bid, lot, .. } = &seen;
    let can_raise = !bid.state.is_over() && lot.closed_at.is_none();
    let sent = matches!(bid.state, BidState::Sending | BidState::Leading);
    let can_withdraw = !bid.state.is_over() && !sent && bid.sent_yen == Yen::ZERO;
    let body = html! {
        h1 { (lot.title) }
        p { (state_badge(bid.state)) " " a href=(path_of(lot)) { "the lot" } }
        div.columns {
            (parts::card("Your bid", parts::facts(&[
                ("Ceiling", parts::money(bid.ceiling_yen)),
                ("Sent", html! { (when(bid)) }),
                ("Planned for", maybe(bid.planned_at.map(parts::exact))),
                ("Why it stands so", html! { (reason(&bid.reason)) }),
                ("Group", html! { @if bid.group.is_some() { a href="/bid-groups" { "yes" } } @else { "no" } }),
            ])))
            (parts::card("The lot", parts::live(&live_key(&lot.market, &lot.item), parts::facts(&[
                ("Price", parts::live_money("price", lot.price_yen)),
                ("Least next bid", parts::live_money("next", lot.next_yen)),
                ("Ends in", parts::countdown("ends_at", lot.ends_at, cx.now())),
                ("Ends at", parts::exact(lot.ends_at)),
                ("Seen", parts::instant(lot.seen_at)),
            ]))))
        }
        @if can_raise {
            div.card { (cx.form(&format!("/bids/{id}/ceiling"), html! {
                h2 { "Raise your ceiling" }
                (web::whole(form))
                (Field::yen("ceiling", "New ceiling").show(form))
                (web::submit("Raise it"))
            })) }
        }
        @if can_withdraw { p.actions { (cx.button(&format!("/bids/{id}/withdrawal"), "Withdraw this bid")) } }
        h2 { "Receipts" }
        @if seen.attempts.is_empty() {
            p { "Nothing was sent to the marketplace yet. Each attempt will have its receipt here." }
        }
        @for attempt in &seen.attempts { (receipt(attempt)) }
        h2 { "Everything that happened" }
        (history(&seen.events))
    };
    if form.is_right() { cx.show(&lot.title, body) } else { cx.show_form(&lot.title, form, body) }
}

fn receipt(attempt: &Attempt) -> Markup {
    let (colour, words) = match attempt.outcome {
        Outcome::Placed if attempt.leading == Some(true) => (Colour::Green, "taken: leading"),
        Outcome::Placed => (Colour::Amber, "taken: somebody has a higher maximum"),
        Outcome::Refused => (Colour::Red, "refused"),
        Outcome::NotSent => (Colour::Red, "not sent"),
        Outcome::Sending => (Colour::Blue, "no answer yet; we are asking"),
    };
    let at = |at: Option<kernel::At>| maybe(at.map(parts::exact));
    let late = attempt.sent_at.map(|sent| sent.since(attempt.planned_at).as_millis().max(0));
    html! {
        article.card.receipt {
            p { (parts::badge(colour, words)) " " code { (attempt.id) } }
            (parts::facts(&[
                ("Amount sent", parts::money(attempt.amount_yen)),
                ("Price seen right before", parts::maybe_money(attempt.price_seen_yen)),
                ("Planned", parts::exact(attempt.planned_at)),
                ("Left us", at(attempt.sent_at)),
                ("Late by", html! { @match late { Some(ms) => { (ms) " ms" }, None => "—" } }),
                ("Answered", at(attempt.answered_at)),
                ("The marketplace’s bid", maybe(attempt.market_bid.as_ref().map(|id| html! { code { (id) } }))),
                ("Its answer", html! { @match &attempt.sentence { Some(text) => (text), None => "—" } }),
                ("Sent from the house’s account", html! { code { (attempt.account) } }),
            ]))
        }
    }
}

fn maybe(known: Option<Markup>) -> Markup {
    known.unwrap_or_else(|| html! { "—" })
}

fn history(events: &[BidEvent]) -> Markup {
    let columns = [
        Column("When", Align::Left),
        Column("What", Align::Left),
        Column("Why", Align::Left),
        Column("Amount", Align::Right),
        Column("By", Align::Left),
    ];
    let by = |actor: &str| match actor {
        "house" => "the house",
        "market" => "the marketplace",
        _ => "you",
    };
    let rows: Vec<Vec<Markup>> = events
        .iter()
        .map(|e| {
            vec![
                parts::exact(e.at),
                html! { (e.state.word().replace('_', " ")) },
                html! { (reason(&e.reason)) },
                html! { @if let Some(yen) = e.yen { (parts::money(yen)) } },
                html! { (by(&e.actor)) },
            ]
        })
        .collect();
    parts::table("Everything that happened", &columns, &rows)
}

/// A reason code in words.
fn reason(code: &str) -> String {
    let words = match code {
        "below_least" => "the price has passed your ceiling",
        "house_higher" => "another member of this house has a higher ceiling",
        "slot_taken" => "another bid of the group has the place",
        "checked" => "the marketplace says it can enter",
        "due" => "its moment has come",
        "not_covered" => "your purse did not cover it",
        "back_in_front" => "the bid above it was removed by the seller",
        "won_by_another_member" => "won by another member of this house",
        other => return other.replace(['_', '.'], " "),
    };
    words.to_owned()
}

/// Raises a ceiling.
pub(super) async fn raise(cx: Cx, PathId(id): PathId<BidId>, mut form: Form) -> Show {
    let me = cx.member()?.id;
    let typed = form.shown("ceiling").to_owned();
    let Some(ceiling) = Yen::parse(&typed) else {
        form.wrong("ceiling", BidRefusal::NotWholeYen { typed });
        return page(&cx, id, &form).await;
    };
    let lot = look(&cx, id).await?.lot;
    let market = std::sync::Arc::clone(shelf(&cx)?.markets().to(&lot.market).map_err(stop)?);
    let item = market.item(&lot.item).await.map_err(stop)?;
    let act = move |tx: &mut Tx<'_>| raise::raise(tx, me, id, ceiling, &item);
    match cx.db().write("bidding.raise", db::Lock::on(lot.id), act).await {
        Ok(()) => cx.tell(Notice::good("Your ceiling is raised.")).to(&format!("/bids/{id}")),
        Err(refused) => {
            let beside = [
                "bidding.not_higher",
                "bidding.below_least",
                "bidding.house_higher",
                "ledger.not_enough",
            ];
            form.refused(refused, &beside.map(|code| (code, "ceiling")))?;
            page(&cx, id, &form).await
        }
    }
}

/// Withdraws a bid that was not sent.
pub(super) async fn withdraw(cx: Cx, PathId(id): PathId<BidId>) -> Show {
    let me = cx.member()?.id;
    let act = move |tx: &mut Tx<'_>| withdraw::withdraw(tx, me, id);
    cx.db().write("bidding.withdraw", db::Lock::none(), act).await?;
    let notice = Notice::plain("The bid is withdrawn; what was set aside is back in your purse.");
    cx.tell(notice).to(&format!("/bids/{id}"))
}
