//! The desks of the warehouse, and one page for everybody who has a hand in an order.

use db::{Answer, Lock, Tx};
use kernel::{NoteId, OrderId, Word};
use maud::{Markup, html};
use web::parts::{self, Align, Column};
use web::{Cx, Field, Form, Notice, PathId, Show, submit, whole};

use crate::acts::send::Parcel;
use crate::acts::take::{is_plain, take};
use crate::acts::walk::Why;
use crate::acts::warehouse::Arrived;
use crate::by::{By, Doorsteps};
use crate::rules::{self, Arrow, Event, Part, Reason, State};
use crate::store::{self, Order, Step, Stray};
use crate::{acts, show};

const COLUMNS: [Column; 4] = [
    Column("Thing", Align::Left),
    Column("Stands at", Align::Left),
    Column("Since", Align::Left),
    Column("Tracking", Align::Left),
];

fn table(caption: &str, orders: &[Order], number: fn(&Order) -> Option<&str>) -> Markup {
    let row = |order: &Order| {
        vec![
            html! { a href={ "/staff/orders/" (order.id) } { (order.title) } },
            show::badge(order.state),
            show::since(order.state_at),
            html! { (number(order).unwrap_or("—")) },
        ]
    };
    let rows: Vec<Vec<Markup>> = orders.iter().map(row).collect();
    html! {
        @if rows.is_empty() { p { "Nothing waits." } }
        @else { (parts::table(caption, &COLUMNS, &rows)) }
    }
}

fn incoming(order: &Order) -> Option<&str> {
    order.in_tracking.as_deref()
}

fn outgoing(order: &Order) -> Option<&str> {
    order.out_tracking.as_deref()
}

fn standing(states: &'static [State]) -> impl Fn(&mut Tx<'_>) -> Answer<Vec<Order>> {
    move |tx| {
        let mut all = Vec::new();
        for state in states {
            all.extend(store::in_state(tx, *state, 50)?);
        }
        Ok(all)
    }
}

pub(crate) async fn arrivals(cx: Cx) -> Show {
    arrivals_page(&cx, &Form::empty()).await
}

async fn arrivals_page(cx: &Cx, form: &Form) -> Show {
    let here = standing(&[State::Arrived, State::Ok, State::Returned]);
    let odd = standing(&[State::Mismatch, State::Damaged, State::Prohibited]);
    let coming = standing(&[State::SellerShipped]);
    let read = move |tx: &mut Tx<'_>| -> Answer<_> {
        Ok((here(tx)?, odd(tx)?, coming(tx)?, acts::warehouse::strays(tx)?))
    };
    let (here, odd, coming, strays) = cx.db().read("orders.arrivals", read).await?;
    let take_in = cx.form("/staff/arrivals", html! {
        (whole(form))
        (Field::text("tracking", "Tracking number").help("As it stands on the parcel.").show(form))
        (Field::text("words", "What it looks like").optional().most(500).show(form))
        (submit("Take it in"))
    });
    let body = html! {
        h1 { "Arrivals" }
        (parts::card("A parcel has come", take_in))
        (parts::card("To be looked at or shelved", table("Arrived", &here, incoming)))
        (parts::card("Not as it should be", table("Odd", &odd, incoming)))
        (parts::card("Unknown arrivals", strays_list(cx, &strays)))
        (parts::card("On their way here", table("Coming", &coming, incoming)))
    };
    cx.show_form("Arrivals", form, body)
}

fn strays_list(cx: &Cx, strays: &[Stray]) -> Markup {
    html! {
        @if strays.is_empty() { p { "None." } }
        @for stray in strays {
            p { code { (stray.tracking) } " " (parts::instant(stray.arrived_at)) " " (stray.words) }
            (cx.form(&format!("/staff/arrivals/{}/match", stray.id), html! {
                label for={ "order-" (stray.id) } { "It belongs to order" }
                input id={ "order-" (stray.id) } name="order" required placeholder="ord_…";
                (submit("Match"))
            }))
        }
    }
}

pub(crate) async fn arrive(cx: Cx, mut form: Form) -> Show {
    let by = By::from(cx.staff()?);
    let (Some(tracking), Some(words)) = (form.text("tracking", 60), form.maybe_text("words", 500))
    else {
        return arrivals_page(&cx, &form).await;
    };
    let words = words.unwrap_or_default();
    let act = move |tx: &mut Tx<'_>| acts::warehouse::arrive(tx, &tracking, &words, by);
    match cx.db().write("orders.arrive", Lock::none(), act).await {
        Ok(Arrived::Orders(orders)) => {
            let told = match orders.len() {
                1 => "Taken in. Look at it next.".to_owned(),
                n => format!("Taken in: {n} orders in one parcel. Look at each."),
            };
            cx.tell(Notice::good(told)).to("/staff/arrivals")
        }
        Ok(Arrived::Unknown(_)) => {
            let told = "Nobody expects this number. It is on the list of unknown arrivals.";
            cx.tell(Notice::plain(told)).to("/staff/arrivals")
        }
        Err(refused) => {
            form.refused(refused, &[("orders.bad_tracking", "tracking")])?;
            arrivals_page(&cx, &form).await
        }
    }
}

pub(crate) async fn match_stray(cx: Cx, PathId(stray): PathId<NoteId>, mut form: Form) -> Show {
    let by = By::from(cx.staff()?);
    let order = form.id::<OrderId>("order").ok_or(crate::OrdersRefusal::Unknown)?;
    let act = move |tx: &mut Tx<'_>| acts::warehouse::match_stray(tx, stray, order, by);
    cx.db().write("orders.match_stray", Lock::on(order), act).await?;
    cx.tell(Notice::good("Matched. Look at it next.")).to(&format!("/staff/orders/{order}"))
}

pub(crate) async fn packing(cx: Cx) -> Show {
    let to_pack = standing(&[State::Packing, State::Instructed]);
    let packed = standing(&[State::Packed, State::Charge2Paid]);
    let away = standing(&[State::HandedOver, State::InTransit, State::Delivered]);
    let read = move |tx: &mut Tx<'_>| -> Answer<_> { Ok((to_pack(tx)?, packed(tx)?, away(tx)?)) };
    let (to_pack, packed, away) = cx.db().read("orders.packing", read).await?;
    let body = html! {
        h1 { "Packing" }
        (parts::card("To be packed", table("To be packed", &to_pack, |o| o.shelf.as_deref())))
        (parts::card("To be handed over", table("Packed", &packed, outgoing)))
        (parts::card("With the carriers", table("Away", &away, outgoing)))
    };
    cx.show("Packing", body)
}

pub(crate) async fn one(cx: Cx, PathId(id): PathId<OrderId>) -> Show {
    page(&cx, id, &Form::empty()).await
}

async fn page(cx: &Cx, id: OrderId, form: &Form) -> Show {
    let by = By::from(cx.staff()?);
    let read = move |tx: &mut Tx<'_>| {
        let carriers = tx.plugged::<Doorsteps>()?.way().carriers(tx)?;
        Ok((store::order(tx, id)?, store::history(tx, id)?, carriers))
    };
    let found: (Order, Vec<Step>, Vec<String>) = cx.db().read("orders.one", read).await?;
    let (order, steps, carriers) = found;
    let parts_played = by.parts(order.member);
    let body = html! {
        h1 { (order.title) }
        p { (show::badge(order.state)) }
        (whole(form))
        (forms(cx, &order, &parts_played, &carriers, form))
        (parts::card("What is known", show::facts(&order, true)))
        (parts::card("What happened", show::timeline(&steps, true)))
    };
    cx.show_form(&order.title, form, body)
}

// What the one who looks can do from here, each with what it needs.
fn forms(cx: &Cx, order: &Order, played: &[Part], carriers: &[String], form: &Form) -> Markup {
    let all: Vec<&Arrow> = rules::steps_from(order.state, played).collect();
    let can = |event: Event| all.iter().any(|arrow| arrow.event == event);
    let at = |path: &str| format!("/staff/orders/{}/{path}", order.id);
    html! {
        @if can(Event::Ship) { (cx.form(&at("shipped"), html! {
            (Field::text("carrier", "The seller sent it with").show(form))
            (Field::text("tracking", "Tracking number").show(form))
            (submit("The seller has sent it"))
        })) }
        @if can(Event::Store) { (cx.form(&at("shelf"), html! {
            (Field::text("shelf", "Shelf").show(form)) (submit("Put it there"))
        })) }
        @if can(Event::Pack) { (cx.form(&at("box"), html! {
            (Field::number("weight_g", "Weight in grams").show(form))
            (Field::number("length_mm", "Length in millimetres").show(form))
            (Field::number("width_mm", "Width in millimetres").show(form))
            (Field::number("height_mm", "Height in millimetres").show(form))
            (submit("It is packed"))
        })) }
        @if can(Event::HandOver) { (cx.form(&at("hand-over"), html! {
            @if carriers.is_empty() { (Field::text("carrier", "Carrier").show(form)) }
            @else {
                @let named: Vec<_> = carriers.iter().map(|name| (name, name)).collect();
                (web::choose(form, "carrier", "Carrier", &named))
            }
            (Field::text("tracking", "International tracking number").show(form))
            (submit("Hand it over and print the label"))
        })) }
        @for arrow in all.iter().filter(|arrow| is_plain(arrow.event)) {
            (cx.form(&at("steps"), html! {
                input type="hidden" name="event" value=(arrow.event.word());
                @if !arrow.reasons.is_empty() {
                    label { "Why" select name="reason" {
                        @for (word, told) in show::reasons(arrow.reasons) {
                            option value=(word) { (told) }
                        }
                    } }
                    label { "A few words (if you like)" input name="words" maxlength="1000"; }
                }
                (submit(&rules::said(arrow.event)))
            }))
        }
    }
}

// After an act: on to the order, or its page again with what was wrong.
async fn after(cx: &Cx, id: OrderId, done: Answer<()>, mut form: Form, told: &str) -> Show {
    match done {
        Ok(()) => cx.tell(Notice::good(told)).to(&format!("/staff/orders/{id}")),
        Err(refused) => {
            let beside = [
                ("orders.bad_shelf", "shelf"),
                ("orders.bad_weight", "weight_g"),
                ("orders.bad_size", "length_mm"),
                ("orders.bad_tracking", "tracking"),
                ("orders.bad_carrier", "carrier"),
                ("privacy.no_route", "carrier"),
            ];
            form.refused(refused, &beside)?;
            page(cx, id, &form).await
        }
    }
}

pub(crate) async fn step(cx: Cx, PathId(id): PathId<OrderId>, mut form: Form) -> Show {
    let by = By::from(cx.staff()?);
    let (event, words) = (form.word::<Event>("event"), form.maybe_text("words", 1_000));
    let (Some(event), Some(words)) = (event, words) else { return page(&cx, id, &form).await };
    let reason = Reason::from_word(form.shown("reason"));
    let act =
        move |tx: &mut Tx<'_>| take(tx, id, event, Why { reason, words: words.as_deref() }, by);
    let done = cx.db().write("orders.step", Lock::on(id), act).await;
    after(&cx, id, done, form, "Noted.").await
}

pub(crate) async fn shipped(cx: Cx, PathId(id): PathId<OrderId>, mut form: Form) -> Show {
    let by = By::from(cx.staff()?);
    let typed = (form.text("carrier", 40), form.text("tracking", 60));
    let (Some(carrier), Some(number)) = typed else { return page(&cx, id, &form).await };
    let act = move |tx: &mut Tx<'_>| acts::market::ship(tx, id, &carrier, &number, by);
    let done = cx.db().write("orders.ship", Lock::on(id), act).await;
    after(&cx, id, done, form, "The warehouse expects it now.").await
}

pub(crate) async fn shelve(cx: Cx, PathId(id): PathId<OrderId>, mut form: Form) -> Show {
    let by = By::from(cx.staff()?);
    let Some(shelf) = form.text("shelf", 40) else { return page(&cx, id, &form).await };
    let act = move |tx: &mut Tx<'_>| acts::warehouse::store(tx, id, &shelf, by);
    let done = cx.db().write("orders.store", Lock::on(id), act).await;
    after(&cx, id, done, form, "It is on its shelf.").await
}

pub(crate) async fn pack(cx: Cx, PathId(id): PathId<OrderId>, mut form: Form) -> Show {
    let by = By::from(cx.staff()?);
    let typed = (
        form.number("weight_g"),
        form.number("length_mm"),
        form.number("width_mm"),
        form.number("height_mm"),
    );
    let (Some(weight_g), Some(length_mm), Some(width_mm), Some(height_mm)) = typed else {
        return page(&cx, id, &form).await;
    };
    let parcel = Parcel { weight_g, length_mm, width_mm, height_mm };
    let act = move |tx: &mut Tx<'_>| acts::send::pack(tx, id, parcel, by);
    let done = cx.db().write("orders.pack", Lock::on(id), act).await;
    after(&cx, id, done, form, "Packed. Hand it over next.").await
}

pub(crate) async fn hand_over(cx: Cx, PathId(id): PathId<OrderId>, mut form: Form) -> Show {
    let by = By::from(cx.staff()?);
    let typed = (form.text("carrier", 40), form.text("tracking", 60));
    let (Some(carrier), Some(number)) = typed else { return page(&cx, id, &form).await };
    let act = move |tx: &mut Tx<'_>| acts::send::hand_over(tx, id, &carrier, &number, by);
    match cx.db().write("orders.hand_over", Lock::on(id), act).await {
        // Shown once, where it was opened: showing it again is opening it again.
        Ok(label) => {
            let lines = html! { @for line in &label.lines { (line) br; } };
            let body = html! {
                h1 { "Label" }
                p { "Print this page now. It is not kept." }
                (parts::card("To", html! { address.label { (lines) } }))
                p { a.button href={ "/staff/orders/" (id) } { "To the order" } }
            };
            cx.show("Label", body)
        }
        Err(refused) => {
            let refused: Answer<()> = Err(refused);
            after(&cx, id, refused, form, "").await
        }
    }
}
