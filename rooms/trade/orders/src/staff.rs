//! The desks of the warehouse, and one page for everybody who has a hand in an order.

pub(crate) mod lists;
pub(crate) mod messages;

use db::{Answer, Lock, Tx};
use kernel::{NoteId, OrderId, Word};
use maud::{Markup, html};
use web::parts::{self, Align, Column};
use web::{Asked, Cx, Field, Form, Notice, PathId, Show, submit, whole};

use crate::acts::send::Parcel;
use crate::acts::take::{is_plain, take};
use crate::acts::walk::Why;
use crate::acts::warehouse::Arrived;
use crate::by::{By, Doorsteps, Label, Printing};
use crate::rules::{self, Arrow, Event, Part, Reason, State};
use crate::store::{self, Order, Step, Stray};
use crate::{acts, show};

fn table(cx: &Cx, caption: &str, orders: &[Order], number: fn(&Order) -> Option<&str>) -> Markup {
    let columns = [
        Column(cx.t("orders-thing"), Align::Left),
        Column(cx.t("orders-stands-at"), Align::Left),
        Column(cx.t("orders-since"), Align::Left),
        Column(cx.t("orders-tracking"), Align::Left),
    ];
    let row = |order: &Order| {
        vec![
            html! { a href={ "/staff/orders/" (order.id) } { (order.title) } },
            show::badge(cx, order.state),
            show::since(order.state_at),
            html! { (number(order).unwrap_or("—")) },
        ]
    };
    let rows: Vec<Vec<Markup>> = orders.iter().map(row).collect();
    html! {
        @if rows.is_empty() { p { (cx.t("orders-nothing-waits")) } }
        @else { (parts::table(caption, &columns, &rows)) }
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
        (Field::text("tracking", cx.t("orders-tracking-number")).help(cx.t("orders-tracking-help")).show(form))
        (Field::text("words", cx.t("orders-looks-like")).optional().most(500).show(form))
        (submit(cx.t("orders-take-in")))
    });
    let body = html! {
        h1 { (cx.t("orders-arrivals")) }
        (parts::card(cx.t("orders-parcel-came"), take_in))
        (parts::card(cx.t("orders-to-look-at"), table(cx, cx.t("orders-to-look-at"), &here, incoming)))
        (parts::card(cx.t("orders-odd"), table(cx, cx.t("orders-odd"), &odd, incoming)))
        (parts::card(cx.t("orders-strays"), strays_list(cx, &strays)))
        (parts::card(cx.t("orders-coming"), table(cx, cx.t("orders-coming"), &coming, incoming)))
    };
    cx.show_form(cx.t("orders-arrivals"), form, body)
}

fn strays_list(cx: &Cx, strays: &[Stray]) -> Markup {
    html! {
        @if strays.is_empty() { p { (cx.t("orders-no-strays")) } }
        @for stray in strays {
            p { code { (stray.tracking) } " " (parts::instant(stray.arrived_at)) " " (stray.words) }
            (cx.form(&format!("/staff/arrivals/{}/match", stray.id), html! {
                label for={ "order-" (stray.id) } { (cx.t("orders-belongs-to")) }
                input id={ "order-" (stray.id) } name="order" required placeholder="ord_…";
                (submit(cx.t("orders-match")))
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
            let orders = i64::try_from(orders.len()).unwrap_or(i64::MAX);
            let told = cx.tv("orders-taken-in", &[("orders", orders)]);
            cx.tell(Notice::good(told)).to("/staff/arrivals")
        }
        Ok(Arrived::Unknown(_)) => {
            cx.tell(Notice::plain(cx.t("orders-nobody-expects"))).to("/staff/arrivals")
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
    cx.tell(Notice::good(cx.t("orders-is-matched"))).to(&format!("/staff/orders/{order}"))
}

pub(crate) async fn packing(cx: Cx) -> Show {
    let to_pack = standing(&[State::Packing, State::Instructed]);
    let packed = standing(&[State::Packed, State::Charge2Paid]);
    let away = standing(&[State::HandedOver, State::InTransit, State::Delivered]);
    let read = move |tx: &mut Tx<'_>| -> Answer<_> { Ok((to_pack(tx)?, packed(tx)?, away(tx)?)) };
    let (to_pack, packed, away) = cx.db().read("orders.packing", read).await?;
    let body = html! {
        h1 { (cx.t("orders-packing")) }
        (parts::card(cx.t("orders-to-pack"), table(&cx, cx.t("orders-to-pack"), &to_pack, |o| o.shelf.as_deref())))
        (parts::card(cx.t("orders-to-hand-over"), table(&cx, cx.t("orders-to-hand-over"), &packed, outgoing)))
        (parts::card(cx.t("orders-away"), table(&cx, cx.t("orders-away"), &away, outgoing)))
    };
    cx.show(cx.t("orders-packing"), body)
}

pub(crate) async fn one(cx: Cx, PathId(id): PathId<OrderId>, Asked(asked): Asked) -> Show {
    // The words of a message to the seller that did not get through may be written again.
    page(&cx, id, &Form::empty().with("again", asked.shown("again"))).await
}

async fn page(cx: &Cx, id: OrderId, form: &Form) -> Show {
    let by = By::from(cx.staff()?);
    let read = move |tx: &mut Tx<'_>| {
        let carriers = tx.plugged::<Doorsteps>()?.way().carriers(tx)?;
        let order = store::order(tx, id)?;
        let talk = messages::talk(tx, &order, by)?;
        Ok((order, store::history(tx, id)?, carriers, talk))
    };
    let found: (Order, Vec<Step>, Vec<String>, _) = cx.db().read("orders.one", read).await?;
    let (order, steps, carriers, talk) = found;
    let parts_played = by.parts(order.member);
    let turn = rules::whose_turn(order.state).iter().any(|part| parts_played.contains(part));
    let body = html! {
        p { a href="/staff/orders" { (cx.t("orders-all")) } }
        h1 { (order.title) }
        p { (show::badge(cx, order.state)) @if turn { " " (lists::todo(cx, &order)) } }
        (whole(form))
        (forms(cx, &order, &parts_played, &carriers, form))
        (parts::card(cx.t("orders-known"), show::staff_facts(cx, &order, &parts_played)))
        @if let Some(talk) = &talk { (messages::card(cx, &order, talk, form)) }
        (parts::card(cx.t("orders-happened"), show::timeline(cx, &steps, true)))
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
            (Field::text("carrier", cx.t("orders-sent-with")).show(form))
            (Field::text("tracking", cx.t("orders-tracking-number")).show(form))
            (submit(cx.t("orders-seller-sent")))
        })) }
        @if can(Event::Store) { (cx.form(&at("shelf"), html! {
            (Field::text("shelf", cx.t("orders-shelf")).show(form)) (submit(cx.t("orders-put-there")))
        })) }
        @if can(Event::Pack) { (cx.form(&at("box"), html! {
            (Field::number("weight_g", cx.t("orders-weight-g")).show(form))
            (Field::number("length_mm", cx.t("orders-length-mm")).show(form))
            (Field::number("width_mm", cx.t("orders-width-mm")).show(form))
            (Field::number("height_mm", cx.t("orders-height-mm")).show(form))
            (submit(cx.t("orders-is-packed")))
        })) }
        @if can(Event::HandOver) { (cx.form(&at("hand-over"), html! {
            @if carriers.is_empty() { (Field::text("carrier", cx.t("orders-carrier")).show(form)) }
            @else {
                @let named: Vec<_> = carriers.iter().map(|name| (name, name)).collect();
                (web::choose(form, "carrier", cx.t("orders-carrier"), &named))
            }
            (Field::text("tracking", cx.t("orders-out-tracking")).show(form))
            (submit(cx.t("orders-hand-over")))
        })) }
        @if order.state == State::HandedOver && played.contains(&Part::Warehouse) {
            (cx.form(&at("label"), html! {
                (web::choose(form, "printing", cx.t("orders-why-again"), &reprints(cx)))
                (submit(cx.t("orders-print-again")))
            }))
        }
        @for arrow in all.iter().filter(|arrow| is_plain(arrow.event)) {
            @let event = show::event_words(cx, arrow.event);
            @let step = plain(cx, &at("steps"), arrow, &event);
            @if lists::is_final(arrow.event) { (parts::sure(&event, step)) } @else { (step) }
        }
    }
}

fn reprints(cx: &Cx) -> Vec<(&'static str, String)> {
    let again = Printing::ALL.iter().filter(|why| **why != Printing::First);
    again.map(|why| (why.word(), show::printing(cx, *why))).collect()
}

fn plain(cx: &Cx, action: &str, arrow: &Arrow, event: &str) -> Markup {
    let body = html! {
        input type="hidden" name="event" value=(arrow.event.word());
        @if !arrow.reasons.is_empty() {
            @let (why, words) = (format!("why-{}", arrow.event), format!("words-{}", arrow.event));
            div.field {
                label for=(why) { (cx.t("orders-why")) }
                select id=(why) name="reason" {
                    @for (word, told) in show::reasons(cx, arrow.reasons) {
                        option value=(word) { (told) }
                    }
                }
            }
            div.field {
                label for=(words) { (cx.t("orders-few-words")) }
                input id=(words) name="words" maxlength="1000";
            }
        }
        (submit(event))
    };
    cx.form(action, body)
}

// After an act: on to the order, or its page again with what was wrong.
async fn after(cx: &Cx, id: OrderId, done: Answer<()>, mut form: Form, told: &'static str) -> Show {
    match done {
        Ok(()) => cx.tell(Notice::good(cx.t(told))).to(&format!("/staff/orders/{id}")),
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
    after(&cx, id, done, form, "orders-noted").await
}

pub(crate) async fn shipped(cx: Cx, PathId(id): PathId<OrderId>, mut form: Form) -> Show {
    let by = By::from(cx.staff()?);
    let typed = (form.text("carrier", 40), form.text("tracking", 60));
    let (Some(carrier), Some(number)) = typed else { return page(&cx, id, &form).await };
    let act = move |tx: &mut Tx<'_>| acts::market::ship(tx, id, &carrier, &number, by);
    let done = cx.db().write("orders.ship", Lock::on(id), act).await;
    after(&cx, id, done, form, "orders-expected").await
}

pub(crate) async fn shelve(cx: Cx, PathId(id): PathId<OrderId>, mut form: Form) -> Show {
    let by = By::from(cx.staff()?);
    let Some(shelf) = form.text("shelf", 40) else { return page(&cx, id, &form).await };
    let act = move |tx: &mut Tx<'_>| acts::warehouse::store(tx, id, &shelf, by);
    let done = cx.db().write("orders.store", Lock::on(id), act).await;
    after(&cx, id, done, form, "orders-on-shelf").await
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
    after(&cx, id, done, form, "orders-packed").await
}

pub(crate) async fn hand_over(cx: Cx, PathId(id): PathId<OrderId>, mut form: Form) -> Show {
    let by = By::from(cx.staff()?);
    let typed = (form.text("carrier", 40), form.text("tracking", 60));
    let (Some(carrier), Some(number)) = typed else { return page(&cx, id, &form).await };
    let act = move |tx: &mut Tx<'_>| acts::send::hand_over(tx, id, &carrier, &number, by);
    match cx.db().write("orders.hand_over", Lock::on(id), act).await {
        // Shown once, where it was opened: showing it again is opening it again.
        Ok(label) => show_label(&cx, id, &label),
        Err(refused) => {
            let refused: Answer<()> = Err(refused);
            after(&cx, id, refused, form, "orders-noted").await
        }
    }
}

pub(crate) async fn label(cx: Cx, PathId(id): PathId<OrderId>, mut form: Form) -> Show {
    let by = By::from(cx.staff()?);
    let why = Printing::from_word(form.shown("printing")).unwrap_or(Printing::First);
    let act = move |tx: &mut Tx<'_>| acts::send::label_again(tx, id, why, by);
    match cx.db().write("orders.label", Lock::on(id), act).await {
        Ok(label) => show_label(&cx, id, &label),
        Err(refused) => {
            form.refused(refused, &[("orders.no_label_reason", "printing")])?;
            page(&cx, id, &form).await
        }
    }
}

fn show_label(cx: &Cx, id: OrderId, label: &Label) -> Show {
    let lines = html! { @for line in &label.lines { (line) br; } };
    let body = html! {
        h1 { (cx.t("orders-label")) }
        p { (cx.t("orders-print-now")) }
        (parts::card(cx.t("orders-label-to"), html! { address.label { (lines) } }))
        p { a.button href={ "/staff/orders/" (id) } { (cx.t("orders-to-order")) } }
    };
    cx.show(cx.t("orders-label"), body)
}
