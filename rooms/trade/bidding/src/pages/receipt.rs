use db::{Answer, Tx};
use kernel::{At, BidId, Yen};
use maud::{Markup, html};
use web::parts::{self, Align, Colour, Column};
use web::{Cx, Field, Form, Notice, PathId, Show, Stop};

use super::fallen::Fallen;
use super::lot::path_of;
use super::words::{reason, state_badge, when};
use super::{ahead, shelf, stop};
use crate::acts::{answer, observe::live_key, raise, vanish, withdraw};
use crate::rules::{BidRefusal, BidState, IfOffered, OfferState, Outcome};
use crate::store::{self, Attempt, Bid, BidEvent, Lot};

struct Seen {
    bid: Bid,
    lot: Lot,
    attempts: Vec<Attempt>,
    events: Vec<BidEvent>,
    fallen: Vec<Fallen>,
    if_offered: IfOffered,
    /// The marketplace does not show the lot: since when, and when it is known what became of it.
    gone: Option<(At, At)>,
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
        let if_offered = store::offer::if_offered(tx, id)?;
        let gone = lot.gone_at.filter(|_| lot.closed_at.is_none());
        let gone = gone.map(|since| (since, vanish::known_at(tx, &lot, since)));
        let fallen = fallen(tx, id)?;
        Ok(Seen { bid, lot, attempts, events, fallen, if_offered, gone })
    };
    Ok(cx.db().read("bidding.receipt", ask).await?)
}

fn fallen(tx: &mut Tx<'_>, id: BidId) -> Answer<Vec<Fallen>> {
    let offers = store::offer::offers_of(tx, id)?;
    let with_most = |offer| answer::cover_of(tx, &offer).map(|most| (offer, most));
    offers.into_iter().map(with_most).collect()
}

async fn page(cx: &Cx, id: BidId, form: &Form) -> Show {
    let seen = look(cx, id).await?;
    let Seen { bid, lot, .. } = &seen;
    let ahead = ahead(cx, &lot.market);
    let ends_at = lot.ends_at.minus(ahead);
    let asked = seen.fallen.iter().filter(|(offer, _)| offer.state == OfferState::Open);
    let may_fall =
        !bid.state.is_over() || (bid.sent_yen > Yen::ZERO && bid.state == BidState::Lost);
    let can_raise = !bid.state.is_over() && lot.closed_at.is_none();
    let sent = matches!(bid.state, BidState::Sending | BidState::Leading);
    let can_withdraw = !bid.state.is_over() && !sent && bid.sent_yen == Yen::ZERO;
    let body = html! {
        h1 { (lot.title) }
        p { (state_badge(cx.speech(), bid.state)) " " a href=(path_of(lot)) { (cx.t("bidding-the-lot")) } }
        @for one in asked { (super::fallen::asked(cx, one, ahead)) }
        @if let Some((since, known)) = seen.gone {
            p.notice { (cx.tv("bidding-gone", &[("since", since), ("known", known)])) }
        }
        div.columns {
            (parts::card(cx.t("bidding-your-bid-card"), parts::facts(&[
                (cx.t("bidding-ceiling-fact"), parts::money(bid.ceiling_yen)),
                (cx.t("bidding-sent"), html! { (when(cx.speech(), bid)) }),
                (cx.t("bidding-planned-for"), maybe(bid.planned_at.map(parts::exact))),
                (cx.t("bidding-why"), html! { (reason(cx.speech(), &bid.reason)) }),
                (cx.t("bidding-group"), in_group(cx, bid)),
            ])))
            (parts::card(cx.t("bidding-lot-card"), parts::live(&live_key(&lot.market, &lot.item), parts::facts(&[
                (cx.t("bidding-price"), parts::live_money("price", lot.price_yen)),
                (cx.t("bidding-least-next"), parts::live_money("next", lot.next_yen)),
                (cx.t("bidding-ends-in"), parts::countdown("ends_at", ends_at, cx.now())),
                (cx.t("bidding-ends-at"), parts::exact(ends_at)),
                (cx.t("bidding-seen"), parts::instant(lot.seen_at)),
            ]))))
        }
        @if can_raise {
            div.card { (cx.form(&format!("/bids/{id}/ceiling"), html! {
                h2 { (cx.t("bidding-raise")) }
                (web::whole(form))
                (Field::yen("ceiling", cx.t("bidding-new-ceiling")).show(form))
                (web::submit(cx.t("bidding-raise-it")))
            })) }
        }
        @if can_withdraw { p.actions { (cx.button(&format!("/bids/{id}/withdrawal"), cx.t("bidding-withdraw"))) } }
        @if may_fall && seen.fallen.is_empty() {
            (super::fallen::beforehand(cx, bid.id, seen.if_offered))
        }
        h2 { (cx.t("bidding-receipts")) }
        @if seen.attempts.is_empty() {
            p { (cx.t("bidding-receipts-none")) }
        }
        @for one in &seen.fallen { (super::fallen::receipt(cx, one)) }
        @for attempt in &seen.attempts { (receipt(cx, attempt)) }
        h2 { (cx.t("bidding-history")) }
        (history(cx, &seen.events))
    };
    if form.is_right() { cx.show(&lot.title, body) } else { cx.show_form(&lot.title, form, body) }
}

fn receipt(cx: &Cx, attempt: &Attempt) -> Markup {
    let (colour, words) = match attempt.outcome {
        _ if attempt.is_missed() => (Colour::Red, "bidding-receipt-missed"),
        _ if attempt.is_postponed() => (Colour::Blue, "bidding-receipt-postponed"),
        Outcome::Placed if attempt.leading == Some(true) => {
            (Colour::Green, "bidding-receipt-leading")
        }
        Outcome::Placed => (Colour::Amber, "bidding-receipt-beaten"),
        Outcome::Refused => (Colour::Red, "bidding-receipt-refused"),
        Outcome::NotSent => (Colour::Red, "bidding-receipt-not-sent"),
        Outcome::Sending => (Colour::Blue, "bidding-receipt-asking"),
    };
    let at = |at: Option<kernel::At>| maybe(at.map(parts::exact));
    let late = attempt.sent_at.map(|sent| sent.since(attempt.planned_at).as_millis().max(0));
    html! {
        article.card.receipt {
            p { (parts::badge(colour, cx.t(words))) " " code { (attempt.id) } }
            (parts::facts(&[
                (cx.t("bidding-receipt-amount"), parts::money(attempt.amount_yen)),
                (cx.t("bidding-receipt-price"), parts::maybe_money(attempt.price_seen_yen)),
                (cx.t("bidding-receipt-planned"), parts::exact(attempt.planned_at)),
                (cx.t("bidding-receipt-left"), at(attempt.sent_at)),
                (cx.t("bidding-receipt-late"), html! { @match late { Some(ms) => { (ms) " ms" }, None => "—" } }),
                (cx.t("bidding-receipt-answered"), at(attempt.answered_at)),
                (cx.t("bidding-receipt-market-bid"), maybe(attempt.market_bid.as_ref().map(|id| html! { code { (id) } }))),
                (cx.t("bidding-receipt-answer"), maybe(attempt.code.as_ref().map(|code| answer(cx, code, attempt)))),
                (cx.t("bidding-receipt-account"), html! { code { (attempt.account) } }),
            ]))
        }
    }
}

/// The marketplace's no in the reader's words, and its own sentence below.
fn answer(cx: &Cx, code: &str, attempt: &Attempt) -> Markup {
    html! {
        (reason(cx.speech(), code))
        @if let Some(sentence) = &attempt.sentence { br; span.small lang="en" { (sentence) } }
    }
}

fn in_group(cx: &Cx, bid: &Bid) -> Markup {
    html! {
        @if bid.group.is_some() {
            a href="/bid-groups" { (cx.t("bidding-yes")) }
        } @else {
            (cx.t("bidding-no"))
        }
    }
}

pub(super) fn maybe(known: Option<Markup>) -> Markup {
    known.unwrap_or_else(|| html! { "—" })
}

/// Who took a step: the house, the marketplace, or the reader.
pub(super) fn by<'c>(cx: &'c Cx, actor: &str) -> &'c str {
    match actor {
        "house" => cx.t("bidding-by-house"),
        "market" => cx.t("bidding-by-market"),
        _ => cx.t("bidding-by-you"),
    }
}

fn history(cx: &Cx, events: &[BidEvent]) -> Markup {
    let columns = [
        Column(cx.t("bidding-history-when"), Align::Left),
        Column(cx.t("bidding-history-what"), Align::Left),
        Column(cx.t("bidding-history-why"), Align::Left),
        Column(cx.t("bidding-history-amount"), Align::Right),
        Column(cx.t("bidding-history-by"), Align::Left),
    ];
    let rows: Vec<Vec<Markup>> = events
        .iter()
        .map(|e| {
            vec![
                parts::exact(e.at),
                state_badge(cx.speech(), e.state),
                html! { (reason(cx.speech(), &e.reason)) },
                html! { @if let Some(yen) = e.yen { (parts::money(yen)) } },
                html! { (by(cx, &e.actor)) },
            ]
        })
        .collect();
    parts::table(cx.t("bidding-history"), &columns, &rows)
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
        Ok(()) => cx.tell(Notice::good(cx.t("bidding-raised"))).to(&format!("/bids/{id}")),
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
    let notice = Notice::plain(cx.t("bidding-withdrawn"));
    cx.tell(notice).to(&format!("/bids/{id}"))
}
