use db::Tx;
use maud::{Markup, html};
use web::parts;
use web::{Cx, Field, Form, Notice, Show};

use super::bids::state_badge;
use super::lot::by_id;
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
        h1 { "Groups" }
        p { "Bid on several lots and win only so many of them: while one leads, the others wait; when one is outbid, the next goes. Only the dearest you may win is set aside." }
        @for (group, bids) in &groups { (one(group, bids)) }
        div.card { (cx.form("/bid-groups", html! {
            h2 { "A new group" }
            (web::whole(form))
            (Field::text("name", "What is it for?").most(80).help("For you alone: “a working M515”.").show(form))
            (Field::number("wanted", "How many to win").help(format!("1 to {MOST_WANTED}.")).show(form))
            (web::submit("Open the group"))
        })) }
    };
    if form.is_right() { cx.show("Groups", body) } else { cx.show_form("Groups", form, body) }
}

fn one(group: &Group, bids: &[(Bid, Lot)]) -> Markup {
    let won = bids.iter().filter(|(b, _)| b.state == BidState::Won).count();
    html! {
        section.card {
            h2 { (group.name) }
            p { "Win " (group.wanted) ", won " (won) " so far." }
            @if bids.is_empty() {
                (parts::empty("No lot is in it yet. Choose the group when you bid.", "Find a lot", "/search"))
            }
            ul {
                @for (bid, lot) in bids {
                    li {
                        a href={ "/bids/" (bid.id) } { (lot.title) } " "
                        (state_badge(bid.state)) " " (parts::money(bid.ceiling_yen))
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
        Ok(_) => {
            cx.tell(Notice::good("The group is open: choose it when you bid.")).to("/bid-groups")
        }
        Err(refused) => {
            form.refused(refused, &[("bidding.bad_wanted", "wanted")])?;
            page(&cx, &form).await
        }
    }
}
