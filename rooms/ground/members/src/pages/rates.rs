//! The desk where what currencies are worth is entered, with day and source.

use db::{Lock, Tx};
use kernel::{Day, Word as _};
use maud::{Markup, html};
use web::parts::{self, Align, Colour, Column};
use web::{Cx, Field, Form, Notice, Reckoning, Show, choose};

use crate::{Currency, MemberRefusal, NewRate, STALE, enter_rate, latest_rates};

const BESIDE: [(&str, &str); 2] = [("members.bad_rate", "yen"), ("members.bad_rate_day", "dated")];

pub(super) async fn page(cx: Cx) -> Show {
    let form = Form::empty().with("dated", Day::of(cx.now()));
    draw(&cx, &form).await
}

async fn draw(cx: &Cx, form: &Form) -> Show {
    let rates = cx.db().read("members.rates", latest_rates).await?;
    let offered: Vec<(&str, &str)> = Currency::ALL
        .iter()
        .filter(|currency| **currency != Currency::Jpy)
        .map(|currency| (currency.word(), currency.word()))
        .collect();
    cx.show_form(
        cx.t("members-rates"),
        form,
        html! {
            h1 { (cx.t("members-rates")) }
            p { (cx.tv("members-rates-how", &[("days", days())])) }
            @if rates.is_empty() { p { (cx.t("members-rates-none")) } }
            @else { (table(cx, &rates)) }
            (parts::card(cx.t("members-rates-enter"), cx.form("/staff/rates", html! {
                (web::whole(form))
                (choose(form, "currency", cx.t("members-currency"), &offered))
                (Field::text("yen", cx.t("members-rates-yen")).most(16)
                    .help(cx.t("members-rates-yen-help")).show(form))
                (Field::text("dated", cx.t("members-rates-day")).most(10).show(form))
                (Field::text("source", cx.t("members-rates-source")).most(80)
                    .help(cx.t("members-rates-source-help")).show(form))
                (web::submit(cx.t("members-save")))
            })))
        },
    )
}

fn days() -> i64 {
    STALE.as_secs() / 86_400
}

fn table(cx: &Cx, rates: &[Reckoning]) -> Markup {
    let columns = [
        Column(cx.t("members-currency"), Align::Left),
        Column(cx.t("members-rates-yen"), Align::Right),
        Column(cx.t("members-rates-day"), Align::Left),
        Column(cx.t("members-rates-source"), Align::Left),
    ];
    let now = cx.now();
    let row = |rate: &Reckoning| {
        let old = now.since(rate.dated.begins()) >= STALE;
        vec![
            html! { (rate.code) },
            html! { (rate.rate()) },
            html! {
                (rate.dated)
                @if old { " " (parts::badge(Colour::Amber, cx.t("members-rates-old"))) }
            },
            html! { (rate.source) },
        ]
    };
    let rows: Vec<Vec<Markup>> = rates.iter().map(row).collect();
    parts::table(cx.t("members-rates"), &columns, &rows)
}

pub(super) async fn send(cx: Cx, mut form: Form) -> Show {
    let me = cx.staff()?.id;
    let (currency, yen) = (form.word::<Currency>("currency"), form.text("yen", 16));
    let (dated, source) = (form.text("dated", 10), form.text("source", 80));
    let day = dated.as_deref().and_then(Day::parse);
    if dated.is_some() && day.is_none() {
        form.wrong("dated", MemberRefusal::BadRateDay { days: days() });
    }
    let (Some(currency), Some(yen), Some(dated), Some(source)) = (currency, yen, day, source)
    else {
        return draw(&cx, &form).await;
    };
    let new = NewRate { currency, yen, dated, source };
    let act = move |tx: &mut Tx<'_>| enter_rate(tx, &new, me);
    match cx.db().write("members.enter_rate", Lock::none(), act).await {
        Ok(()) => cx.tell(Notice::good(cx.t("members-saved"))).to("/staff/rates"),
        Err(refused) => {
            form.refused(refused, &BESIDE)?;
            draw(&cx, &form).await
        }
    }
}
