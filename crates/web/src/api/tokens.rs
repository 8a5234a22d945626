use db::{Answer, Lock, Tx};
use kernel::{ApiTokenId, MemberId, Span, Word};
use maud::{Markup, html};

use super::store::{self, TokenRow};
use super::{ApiRefusal, Scope};
use crate::hex::sha256;
use crate::session::{is_token, token};
use crate::stop::Show;
use crate::{Cx, Field, Form, Notice, PathId, Routes, Who, choose, parts};

/// What a key begins with, so that one that leaked is recognised.
const MARK: &str = "daiko_";
const MOST: usize = 20;
const MOST_DAYS: i64 = 365;

/// The keys of a member, and what the API is.
pub(crate) fn routes() -> Routes {
    Routes::new("web")
        .get("/account/tokens", Who::Member, list)
        .post("/account/tokens", Who::Member, made)
        .post("/account/tokens/{token}/removal", Who::Member, gone)
        .get("/api", Who::Anyone, super::page::show)
        .get("/api/v1/openapi.json", Who::Anyone, super::openapi::show)
}

/// The hash of a key, if it has the shape of one.
pub(crate) fn token_hash(text: &str) -> Option<[u8; 32]> {
    let rest = text.strip_prefix(MARK).filter(|rest| is_token(rest))?;
    Some(sha256(&[b"daiko token\0", rest.as_bytes()]))
}

/// Makes a key; what it is is told this once.
pub fn make(
    tx: &mut Tx<'_>,
    member: MemberId,
    label: &str,
    scopes: &[Scope],
    days: i64,
) -> Answer<(ApiTokenId, String)> {
    if scopes.is_empty() {
        return Err(ApiRefusal::NoScopes.into());
    }
    if !(1..=MOST_DAYS).contains(&days) {
        return Err(ApiRefusal::BadDays { most: MOST_DAYS }.into());
    }
    store::forget_over(tx, member)?;
    if store::tokens_of(tx, member)?.len() >= MOST {
        let most = i64::try_from(MOST).unwrap_or(i64::MAX);
        return Err(ApiRefusal::TooManyTokens { most }.into());
    }
    let key = format!("{MARK}{}", token(tx.roll(), tx.roll()));
    let hash = token_hash(&key).ok_or(ApiRefusal::UnknownToken)?;
    let words: Vec<&str> =
        Scope::ALL.iter().filter(|scope| scopes.contains(scope)).map(|s| s.word()).collect();
    let row = TokenRow {
        id: tx.new_id(),
        member,
        label: label.to_owned(),
        scopes: words.join(" "),
        made_at: tx.now(),
        ends_at: tx.now().plus(Span::days(days)),
        used_at: None,
    };
    store::new_token(tx, &row, &hash)?;
    Ok((row.id, key))
}

/// Takes a key back: it opens nothing from now on.
pub fn revoke(tx: &mut Tx<'_>, member: MemberId, id: ApiTokenId) -> Answer<()> {
    if store::revoke(tx, member, id)? { Ok(()) } else { Err(ApiRefusal::NoSuchToken.into()) }
}

/// A member's keys, the youngest first.
pub fn tokens_of(tx: &mut Tx<'_>, member: MemberId) -> Answer<Vec<TokenRow>> {
    store::tokens_of(tx, member)
}

async fn list(cx: Cx) -> Show {
    draw(&cx, &Form::empty(), None).await
}

async fn draw(cx: &Cx, form: &Form, key: Option<&str>) -> Show {
    let me = cx.member()?.id;
    let rows = cx.db().read("web.tokens", move |tx| tokens_of(tx, me)).await?;
    let now = cx.now();
    cx.show_form(
        cx.t("web-tokens"),
        form,
        html! {
            h1 { (cx.t("web-tokens")) }
            p { (cx.t("web-tokens-what")) " " a href="/api" { (cx.t("web-tokens-api")) } }
            @if let Some(key) = key {
                div.card {
                    p { strong { (cx.t("web-tokens-once")) } }
                    p { code { (key) } }
                }
            }
            @for row in &rows { (one(cx, row, row.ends_at <= now)) }
            (parts::card(cx.t("web-tokens-new"), cx.form("/account/tokens", asked(cx, form))))
        },
    )
}

fn one(cx: &Cx, row: &TokenRow, over: bool) -> Markup {
    let used = row.used_at.map_or_else(|| html! { (cx.t("web-tokens-never")) }, parts::instant);
    html! {
        section.card {
            h2 { (row.label) }
            (parts::facts(&[
                (cx.t("web-tokens-may"), html! { code { (row.scopes) } }),
                (cx.t("web-tokens-since"), parts::instant(row.made_at)),
                (cx.t("web-tokens-until"), html! {
                    (parts::instant(row.ends_at)) @if over { " " (cx.t("web-ended")) }
                }),
                (cx.t("web-tokens-used"), used),
            ]))
            (cx.button(&format!("/account/tokens/{}/removal", row.id), cx.t("web-tokens-revoke")))
        }
    }
}

fn asked(cx: &Cx, form: &Form) -> Markup {
    let days = ["30", "90", "365"].map(|days| (days, cx.tv("web-tokens-days", &[("days", days)])));
    html! {
        (crate::whole(form))
        (Field::text("label", cx.t("web-tokens-label")).most(80).show(form))
        @for scope in Scope::ALL {
            (Field::tick(scope.word(), cx.t(scope.label())).show(form))
        }
        (choose(form, "days", cx.t("web-tokens-lives"), &days))
        (crate::submit(cx.t("web-tokens-make")))
    }
}

async fn made(cx: Cx, mut form: Form) -> Show {
    let me = cx.member()?.id;
    let scopes: Vec<Scope> =
        Scope::ALL.iter().copied().filter(|scope| form.ticked(scope.word())).collect();
    let (Some(label), Some(days)) = (form.text("label", 80), form.number("days")) else {
        return draw(&cx, &form, None).await;
    };
    let act = move |tx: &mut Tx<'_>| make(tx, me, &label, &scopes, days);
    match cx.db().write("web.make_token", Lock::on(me), act).await {
        Ok((_, key)) => draw(&cx, &Form::empty(), Some(&key)).await,
        Err(refused) => {
            form.refused(refused, &[("api.bad_days", "days")])?;
            draw(&cx, &form, None).await
        }
    }
}

async fn gone(cx: Cx, PathId(id): PathId<ApiTokenId>) -> Show {
    let me = cx.member()?.id;
    let act = move |tx: &mut Tx<'_>| revoke(tx, me, id);
    cx.db().write("web.revoke_token", Lock::on(me), act).await?;
    cx.tell(Notice::good(cx.t("web-tokens-revoked"))).to("/account/tokens")
}
