//! A member's keys for their own programs.

use db::{Lock, Tx};
use kernel::{ApiTokenId, Word};
use maud::{Markup, html};
use web::api::{Scope, TokenRow, revoke, tokens_of};
use web::{Cx, Field, Form, Notice, PathId, Show, choose, parts};

use super::Owner;
use crate::make_key;

pub(super) async fn list(cx: Cx) -> Show {
    draw(&cx, &Form::empty(), None).await
}

async fn draw(cx: &Cx, form: &Form, key: Option<&str>) -> Show {
    let (me, owner) = (cx.member()?.id, Owner::member(cx).await?);
    let rows = cx.db().read("members.tokens", move |tx| tokens_of(tx, me)).await?;
    let now = cx.now();
    cx.show_form(
        cx.t("members-keys"),
        form,
        html! {
            h1 { (cx.t("members-keys")) }
            p { (cx.t("members-keys-what")) " " a href="/api" { (cx.t("members-keys-api")) } }
            p { (cx.t("members-keys-password")) }
            @if let Some(key) = key {
                div.card {
                    p { strong { (cx.t("members-keys-once")) } }
                    p { code { (key) } }
                }
            }
            @for row in &rows { (one(cx, row, row.ends_at <= now)) }
            (parts::card(cx.t("members-keys-new"), cx.form("/account/tokens", asked(cx, &owner, form))))
        },
    )
}

fn one(cx: &Cx, row: &TokenRow, over: bool) -> Markup {
    let used = row.used_at.map_or_else(|| html! { (cx.t("members-keys-never")) }, parts::instant);
    html! {
        section.card {
            h2 { (row.label) }
            (parts::facts(&[
                (cx.t("members-keys-may"), html! { code { (row.scopes) } }),
                (cx.t("members-keys-since"), parts::instant(row.made_at)),
                (cx.t("members-keys-until"), html! {
                    (parts::instant(row.ends_at)) @if over { " " (cx.t("members-keys-ended")) }
                }),
                (cx.t("members-keys-used"), used),
            ]))
            (cx.button(&format!("/account/tokens/{}/removal", row.id), cx.t("members-keys-revoke")))
        }
    }
}

fn asked(cx: &Cx, owner: &Owner, form: &Form) -> Markup {
    let days =
        ["30", "90", "365"].map(|days| (days, cx.tv("members-keys-days", &[("days", days)])));
    html! {
        (web::whole(form))
        (Field::text("label", cx.t("members-keys-label")).most(80).show(form))
        @for scope in Scope::ALL {
            (Field::tick(scope.word(), cx.t(scope.label())).show(form))
        }
        (choose(form, "days", cx.t("members-keys-lives"), &days))
        (owner.field(cx, form))
        (web::submit(cx.t("members-keys-make")))
    }
}

pub(super) async fn make(cx: Cx, mut form: Form) -> Show {
    let me = cx.member()?.id;
    let scopes: Vec<Scope> =
        Scope::ALL.iter().copied().filter(|scope| form.ticked(scope.word())).collect();
    let (label, days) = (form.text("label", 80), form.number("days"));
    let is_them = Owner::member(&cx).await?.is_shown(&cx, &mut form).await?;
    let (Some(label), Some(days), true) = (label, days, is_them) else {
        return draw(&cx, &form, None).await;
    };
    let act = move |tx: &mut Tx<'_>| make_key(tx, me, &label, &scopes, days);
    match cx.db().write("members.make_token", Lock::on(me), act).await {
        Ok(key) => draw(&cx, &Form::empty(), Some(&key)).await,
        Err(refused) => {
            form.refused(refused, &[("api.bad_days", "days")])?;
            draw(&cx, &form, None).await
        }
    }
}

pub(super) async fn gone(cx: Cx, PathId(id): PathId<ApiTokenId>) -> Show {
    let me = cx.member()?.id;
    let act = move |tx: &mut Tx<'_>| revoke(tx, me, id);
    cx.db().write("members.revoke_token", Lock::on(me), act).await?;
    cx.tell(Notice::good(cx.t("members-keys-revoked"))).to("/account/tokens")
}
