use std::sync::Arc;

use axum::extract::Path;
use db::Tx;
use kernel::{BidGroupId, Id, LotId, MemberId, Span, Yen};
use markets::Item;
use maud::{Markup, html};
use web::parts::{self, Colour};
use web::{Cx, Fill, Form, Notice, Same, Show, Stop};

use super::offer::{Reader, bid_form, fresh, path, takes_bids};
use super::sheet::{ASK, LEFT, PURSE, Sheet, WRONG, title};
use super::words::{result, state_badge};
use super::{ahead, shelf, stop};
use crate::acts::place::{self, PlaceBid};
use crate::rules::{BidRefusal, Mode};
use crate::store::{self, Bid, Group};

/// What the page knows of a member beside the lot.
struct Mine {
    bid: Option<Bid>,
    groups: Vec<Group>,
    purse_yen: Yen,
    fee_yen: Yen,
}

/// A lot, or an item of a shop.
pub(super) async fn show(cx: Cx, Path((market, item)): Path<(String, String)>) -> Show {
    let item = shelf(&cx)?.item(&market, &item).await.map_err(stop)?;
    page(&cx, &market, item, None).await
}

/// Says which wish a form is, so that sending it twice places one bid.
fn fresh_ask(cx: &Cx) -> String {
    format!("{:032x}", cx.db().dice().roll())
}

/// The page, with the form as it was sent when something was wrong with it.
async fn page(cx: &Cx, market: &str, item: Arc<Item>, sent: Option<&Form>) -> Show {
    let mine = mine(cx, market, &item.id).await?;
    let title = title(cx.speech(), &item).to_owned();
    let open = takes_bids(&item);
    let reader = match &mine {
        None => Reader::Visitor,
        Some(mine) if mine.bid.is_some() || open && (sent.is_some() || !mine.groups.is_empty()) => {
            Reader::Own
        }
        Some(mine) => Reader::Member { fee_yen: mine.fee_yen },
    };
    let offers_form = open && mine.as_ref().is_some_and(|mine| mine.bid.is_none());
    let own = |mine: &Mine| own(cx, market, &item, mine, sent);
    let now = cx.now();
    let ahead = ahead(cx, market);
    let fill = |number: usize, out: &mut Fill<'_>| match number {
        // What was sent was refused because there is nothing to send any more.
        WRONG if !offers_form => sent.iter().for_each(|form| out.markup(&web::whole(form))),
        WRONG => {}
        LEFT => {
            let ends = item.ends_at.map(|ends| ends.minus(ahead));
            ends.iter().for_each(|ends| out.text(parts::remaining(*ends, now)));
        }
        ASK => out.text(fresh_ask(cx)),
        PURSE => mine.iter().for_each(|mine| out.text(purse(cx, &item, mine))),
        _ => mine.iter().for_each(|mine| out.markup(&own(mine))),
    };
    let sheet = Sheet { market: market.into(), item: Same(Arc::clone(&item)), ahead, reader };
    let body = cx.kept(&sheet, fill);
    match sent {
        None => cx.show(&title, body),
        Some(form) => cx.show_form(&title, form, body),
    }
}

async fn mine(cx: &Cx, market: &str, item: &str) -> Result<Option<Mine>, Stop> {
    let Ok(member) = cx.member().map(|m| m.id) else { return Ok(None) };
    let (market, item) = (market.to_owned(), item.to_owned());
    let ask = move |tx: &mut Tx<'_>| {
        let bid = store::live_at(tx, &market, &item, member)?;
        let groups: Vec<Group> = tx.all(store::GROUPS_OF, (member,))?;
        let groups = groups.into_iter().filter(|g| g.closed_at.is_none()).collect();
        let purse_yen = ledger::purse_yen(tx, member)?;
        Ok(Mine { bid, groups, purse_yen, fee_yen: orders::house_fee(tx)? })
    };
    Ok(Some(cx.db().read("bidding.mine", ask).await?))
}

/// What the purse holds; and for whoever reckons in another currency, what the least bid is in it.
fn purse(cx: &Cx, item: &Item, mine: &Mine) -> String {
    let holds = cx.tv("bidding-purse", &[("purse", mine.purse_yen)]);
    let (Some(reckoning), Some(how)) = (cx.reckoning(), cx.about_what()) else { return holds };
    let least = item.next_yen.unwrap_or(item.price_yen);
    let (yen, own) = (cx.language().yen(least), reckoning.of(least));
    format!("{holds} {yen} ≈\u{a0}{own}. {how}")
}

/// What a member finds who has a bid here, who has groups, or whose form was refused.
fn own(cx: &Cx, market: &str, item: &Item, mine: &Mine, sent: Option<&Form>) -> Markup {
    let first = || fresh(item, &fresh_ask(cx));
    html! {
        div.card {
            @if let Some(bid) = &mine.bid {
                p {
                    (cx.t("bidding-your-bid")) " " (state_badge(cx.speech(), bid.state)) " "
                    (cx.t("bidding-ceiling")) " " (parts::money(bid.ceiling_yen))
                    (cx.about(bid.ceiling_yen))
                }
                @if let Some(how) = cx.about_what() { p.small { (how) } }
                p.actions { a.button href={ "/bids/" (bid.id) } { (cx.t("bidding-see-bid")) } }
            } @else {
                @let (form, purse) = (sent.cloned().unwrap_or_else(first), purse(cx, item, mine));
                (cx.form(
                    &format!("{}/bids", path(market, item)),
                    bid_form(cx.speech(), &form, item, mine.fee_yen, &mine.groups, &purse),
                ))
            }
        }
    }
}

/// Places a bid. The marketplace is asked afresh: nobody bids on what was true a moment ago.
pub(super) async fn place(
    cx: Cx,
    Path((market, item)): Path<(String, String)>,
    mut form: Form,
) -> Show {
    let member = cx.member()?.id;
    let item = Arc::new(shelf(&cx)?.afresh(&market, &item).await.map_err(stop)?);
    let Some(ask) = read(&mut form, member, &market, &item)? else {
        return page(&cx, &market, item, Some(&form)).await;
    };
    let act = move |tx: &mut Tx<'_>| place::place(tx, &ask);
    match cx.db().write("bidding.place", db::Lock::none(), act).await {
        Ok(bid) => cx.tell(Notice::good(cx.t("bidding-placed"))).to(&format!("/bids/{bid}")),
        Err(refused) => {
            let beside = [
                ("bidding.below_least", "ceiling"),
                ("bidding.too_high", "ceiling"),
                ("bidding.house_higher", "ceiling"),
                ("bidding.bad_lead", "lead"),
                ("ledger.not_enough", "ceiling"),
            ];
            form.refused(refused, &beside)?;
            page(&cx, &market, item, Some(&form)).await
        }
    }
}

/// The group chosen in the form. One that is none is refused: a bid that was to be one of several
/// must not go alone.
fn group(form: &mut Form) -> Result<Option<BidGroupId>, Stop> {
    let typed = form.shown("group").trim();
    let group = BidGroupId::parse(typed);
    if group.is_none() && !typed.is_empty() {
        form.refused(BidRefusal::NoSuchGroup.into(), &[])?;
    }
    Ok(group)
}

fn read(
    form: &mut Form,
    member: MemberId,
    market: &str,
    item: &Item,
) -> Result<Option<PlaceBid>, Stop> {
    let typed = form.shown("ceiling").to_owned();
    let ceiling_yen = Yen::parse(&typed);
    if ceiling_yen.is_none() {
        form.wrong("ceiling", BidRefusal::NotWholeYen { typed });
    }
    let mode: Option<Mode> = form.word("mode");
    let lead = if mode == Some(Mode::Now) { Some(0) } else { form.number("lead") };
    let group = group(form)?;
    let ask = form.text("ask", 64);
    let (true, Some(ceiling_yen), Some(mode), Some(lead), Some(ask)) =
        (form.is_right(), ceiling_yen, mode, lead, ask)
    else {
        return Ok(None);
    };
    Ok(Some(PlaceBid {
        member,
        market: market.to_owned(),
        item: item.clone(),
        ceiling_yen,
        mode,
        lead: Span::secs(lead),
        group,
        ask,
    }))
}

/// Where a lot is shown.
pub(super) fn path_of(lot: &store::Lot) -> String {
    format!("/lots/{}/{}", lot.market, lot.item)
}

/// A lot by our own id, for pages that only know that.
pub(super) fn by_id(tx: &mut Tx<'_>, id: LotId) -> db::Answer<store::Lot> {
    store::lot(tx, id)
}

/// Whether a badge for a lot that is over is wanted.
pub(super) fn over_badge(cx: &Cx, lot: &store::Lot) -> Markup {
    match &lot.result {
        Some(word) => parts::badge(Colour::Grey, &result(cx.speech(), word)),
        None => html! {},
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_that_is_none_is_refused_by_name_and_not_dropped() {
        let read = |query: &str| {
            let mut form = Form::of_query(query);
            let found = group(&mut form).unwrap_or_default();
            (found, form.wrong_whole().map(str::to_owned))
        };
        let id = BidGroupId::from_bits(7);
        assert_eq!(read(&format!("group={id}")), (Some(id), None));
        assert_eq!(read("group=&ceiling=1"), (None, None));
        let refusal = kernel::Refusal::from(BidRefusal::NoSuchGroup);
        for wrong in ["group=nonsense", "group=bid_00000000000000000000000000"] {
            assert_eq!(read(wrong), (None, Some(refusal.english.clone())), "{wrong}");
        }
    }
}
