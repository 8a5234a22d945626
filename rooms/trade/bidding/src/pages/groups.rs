use db::Tx;
use maud::{Markup, html};
use web::parts;
use web::{Cx, Field, Form, Notice, Show};

use super::lot::by_id;
use super::words::state_badge;
use crate::acts::group::{MOST_WANTED, open_group};
use crate::rules::BidState;
use crate::store::{self, Bid, Group, Lot};

type Seen = (Group, Vec<(Bid, Lot)>);

/// A member's groups, and a form for a new one.
pub(super) async fn list(cx: Cx) -> Show {
    page(&cx, &Form::empty().with("wanted", 1)).await
}

async fn page(cx: &Cx, form: &Form) -> Show {
    let me = cx.member()?.id;
    let ask = move |tx: &mut Tx<'_>| {
        let groups: Vec<Group> = tx.all(store::GROUPS_OF, (me,))?;
        let mut seen: Vec<Seen> = Vec::new();
        for group in groups {
            let mut rows = Vec::new();
            for bid in tx.all::<Bid>(store::BIDS_IN_GROUP, (group.id,))? {
                let lot = by_id(tx, bid.lot)?;
                rows.push((bid, lot));
            }
            seen.push((group, rows));
        }
        Ok(seen)
    };
    let groups = cx.db().read("bidding.groups", ask).await?;
    let body = html! {
        h1 { (cx.t("bidding-groups")) }
        p { (cx.t("bidding-groups-what")) }
        @for (group, bids) in &groups { (one(cx, group, bids)) }
        div.card { (cx.form("/bid-groups", html! {
            h2 { (cx.t("bidding-groups-new")) }
            (web::whole(form))
            (Field::text("name", cx.t("bidding-groups-name")).most(80).help(cx.t("bidding-groups-name-help")).show(form))
            (Field::number("wanted", cx.t("bidding-groups-wanted")).help(cx.tv("bidding-groups-wanted-help", &[("most", MOST_WANTED)])).show(form))
            (web::submit(cx.t("bidding-groups-open")))
        })) }
    };
    if form.is_right() {
        cx.show(cx.t("bidding-groups"), body)
    } else {
        cx.show_form(cx.t("bidding-groups"), form, body)
    }
}

fn one(cx: &Cx, group: &Group, bids: &[(Bid, Lot)]) -> Markup {
    let won = bids.iter().filter(|(b, _)| b.state == BidState::Won).count();
    let won = i64::try_from(won).unwrap_or(i64::MAX);
    html! {
        section.card {
            h2 { (group.name) }
            p { (cx.tv("bidding-groups-so-far", &[("wanted", group.wanted), ("won", won)])) }
            @if bids.is_empty() {
                (parts::empty(cx.t("bidding-groups-empty"), cx.t("bidding-groups-find"), "/search"))
            }
            ul {
                @for (bid, lot) in bids {
                    li {
                        a href={ "/bids/" (bid.id) } { (lot.title) } " "
                        (state_badge(cx.speech(), bid.state)) " " (parts::money(bid.ceiling_yen))
                    }
                }
            }
        }
    }
}

/// Opens a group.
pub(super) async fn open(cx: Cx, mut form: Form) -> Show {
    let me = cx.member()?.id;
    let (Some(name), Some(wanted)) = (form.text("name", 80), form.number("wanted")) else {
        return page(&cx, &form).await;
    };
    let act = move |tx: &mut Tx<'_>| open_group(tx, me, &name, wanted);
    match cx.db().write("bidding.open_group", db::Lock::none(), act).await {
        Ok(_) => cx.tell(Notice::good(cx.t("bidding-groups-opened"))).to("/bid-groups"),
        Err(refused) => {
            form.refused(refused, &[("bidding.bad_wanted", "wanted")])?;
            page(&cx, &form).await
        }
    }
}
