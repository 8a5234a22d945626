//! A lot that fell to a bid because its winner was removed: what is asked, what was answered; and
//! what the member says beforehand.

use db::Tx;
use kernel::{BidId, Word, Yen};
use maud::{Markup, html};
use web::parts::{self, Colour};
use web::{Cx, Form, Notice, PathId, Show, choose};

use super::receipt::{by, maybe};
use super::words::reason;
use crate::acts::answer;
use crate::rules::{BidRefusal, IfOffered, OfferState};
use crate::store::offer::Offer;

/// An offer, and the most it may cost.
pub(super) type Fallen = (Offer, Yen);

/// How an offer stands, in words a member understands.
pub(super) fn badge(cx: &Cx, state: OfferState) -> Markup {
    let (colour, words) = match state {
        OfferState::Open => (Colour::Amber, "bidding-offer-open"),
        OfferState::Taking => (Colour::Blue, "bidding-offer-taking"),
        OfferState::Leaving => (Colour::Blue, "bidding-offer-leaving"),
        OfferState::Taken => (Colour::Green, "bidding-offer-taken"),
        OfferState::Left => (Colour::Grey, "bidding-offer-left"),
        OfferState::Lapsed => (Colour::Grey, "bidding-offer-lapsed"),
        OfferState::Failed => (Colour::Red, "bidding-offer-failed"),
    };
    parts::badge(colour, cx.t(words))
}

/// What is asked of the member, with its sum and its time.
pub(super) fn asked(cx: &Cx, (offer, most): &Fallen, ahead: kernel::Span) -> Markup {
    let take = format!("/bids/{}/offer-acceptance", offer.bid);
    let leave = format!("/bids/{}/offer-refusal", offer.bid);
    let by = offer.answer_by.map(|by| by.minus(ahead));
    let body = html! {
        p { (cx.t("bidding-offer-what")) }
        (parts::facts(&[
            (cx.t("bidding-offer-price"), parts::money(offer.price_yen)),
            (cx.t("bidding-shipping"), parts::maybe_money(offer.shipping_yen)),
            (cx.t("bidding-offer-most"), parts::money(*most)),
            (cx.t("bidding-offer-until"), maybe(by.map(parts::exact))),
            (cx.t("bidding-ends-in"), maybe(by.map(|by| parts::countdown("answer_by", by, cx.now())))),
        ]))
        div.actions {
            (cx.form(&take, html! {
                input type="hidden" name="most" value=(most.get());
                (web::submit(cx.t("bidding-offer-take")))
            }))
            (cx.button(&leave, cx.t("bidding-offer-leave")))
        }
    };
    parts::card(cx.t("bidding-offer"), body)
}

/// The receipt of an offer: when it came, what was decided by whom, what the marketplace said.
pub(super) fn receipt(cx: &Cx, (offer, _): &Fallen) -> Markup {
    let at = |at: Option<kernel::At>| maybe(at.map(parts::exact));
    let decided = offer.decided_by.as_deref();
    let said = offer.code.as_ref().map(|code| html! { (reason(cx.speech(), code)) });
    html! {
        article.card.receipt {
            p { (badge(cx, offer.state)) " " code { (offer.id) } }
            (parts::facts(&[
                (cx.t("bidding-offer-price"), parts::money(offer.price_yen)),
                (cx.t("bidding-offer-heard"), parts::exact(offer.offered_at)),
                (cx.t("bidding-offer-decided"), at(offer.decided_at)),
                (cx.t("bidding-history-by"), maybe(decided.map(|who| html! { (by(cx, who)) }))),
                (cx.t("bidding-receipt-left"), at(offer.sent_at)),
                (cx.t("bidding-receipt-answered"), at(offer.answered_at)),
                (cx.t("bidding-offer-tries"), html! { (offer.tries) }),
                (cx.t("bidding-offer-order"), html! { code { (offer.market_order) } }),
                (cx.t("bidding-receipt-answer"), maybe(said)),
                (cx.t("bidding-receipt-account"), html! { code { (offer.account) } }),
            ]))
        }
    }
}

/// What the member says beforehand.
pub(super) fn beforehand(cx: &Cx, bid: BidId, now: IfOffered) -> Markup {
    let form = Form::empty().with("if_offered", now.word());
    let choices = [
        (IfOffered::Ask.word(), cx.t("bidding-if-offered-ask")),
        (IfOffered::Take.word(), cx.t("bidding-if-offered-take")),
        (IfOffered::Leave.word(), cx.t("bidding-if-offered-leave")),
    ];
    let body = html! {
        p.small { (cx.t("bidding-if-offered-what")) }
        (cx.form(&format!("/bids/{bid}/if-offered"), html! {
            (choose(&form, "if_offered", cx.t("bidding-if-offered"), &choices))
            (web::submit(cx.t("bidding-if-offered-keep")))
        }))
    };
    parts::card(cx.t("bidding-if-offered"), body)
}

/// `POST /bids/{bid}/offer-acceptance`.
pub(super) async fn take(cx: Cx, PathId(id): PathId<BidId>, form: Form) -> Show {
    let me = cx.member()?.id;
    let typed = form.shown("most").to_owned();
    let shown = Yen::parse(&typed);
    let act = move |tx: &mut Tx<'_>| {
        let most = shown.ok_or(BidRefusal::NotWholeYen { typed: typed.clone() });
        // Another member's bid is none, whatever was sent.
        crate::store::bid_of(tx, me, id)?;
        answer::take_offer(tx, me, id, most?)
    };
    cx.db().write("bidding.take_offer", db::Lock::none(), act).await?;
    cx.tell(Notice::good(cx.t("bidding-offer-said-yes"))).to(&format!("/bids/{id}"))
}

/// `POST /bids/{bid}/offer-refusal`.
pub(super) async fn leave(cx: Cx, PathId(id): PathId<BidId>) -> Show {
    let me = cx.member()?.id;
    let act = move |tx: &mut Tx<'_>| answer::leave_offer(tx, me, id);
    cx.db().write("bidding.leave_offer", db::Lock::none(), act).await?;
    cx.tell(Notice::plain(cx.t("bidding-offer-said-no"))).to(&format!("/bids/{id}"))
}

/// `POST /bids/{bid}/if-offered`.
pub(super) async fn keep(cx: Cx, PathId(id): PathId<BidId>, mut form: Form) -> Show {
    let me = cx.member()?.id;
    let what = form.word::<IfOffered>("if_offered").unwrap_or(IfOffered::Ask);
    let act = move |tx: &mut Tx<'_>| answer::set_if_offered(tx, me, id, what);
    cx.db().write("bidding.set_if_offered", db::Lock::none(), act).await?;
    cx.tell(Notice::good(cx.t("bidding-if-offered-kept"))).to(&format!("/bids/{id}"))
}
