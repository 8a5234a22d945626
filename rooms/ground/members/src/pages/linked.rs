//! Sign-ins elsewhere: going there, coming back, one's own.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use db::{Lock, Tx};
use kernel::{CeremonyId, Fault, LinkedId, Refused};
use maud::{Markup, html};
use privacy::Keyring;
use web::{Asked, Cx, Field, Form, Notice, PathId, PathWord, Show, is_ours, parts};

use super::you::Owner;
use super::{BESIDE, second};
use crate::acts::{
    Back, JoiningBy, Opened, begin_ceremony, enter_linked, errand, join_linked, link, linked_of,
    take_back, unlink,
};
use crate::providers::{Providers, Told};
use crate::store::keys::What;
use crate::{MemberRefusal, rules};

fn providers(cx: &Cx) -> Option<&Providers> {
    cx.db().plugs().get::<Providers>()
}

fn set_up(cx: &Cx) -> Result<&Providers, MemberRefusal> {
    providers(cx).ok_or(MemberRefusal::NoProvider)
}

/// The ways in by a sign-in elsewhere, below the form of the door.
pub(super) fn doors(cx: &Cx, form: &Form) -> Markup {
    let then = web::percent_encoded(super::then(form));
    html! {
        @if let Some(providers) = providers(cx) {
            @for (word, name) in providers.all() {
                p.actions {
                    a.button.quiet href={ "/sign-in/with/" (word) "?then=" (then) } {
                        (cx.tv("members-sign-in-with", &[("name", name.to_owned())]))
                    }
                }
            }
        }
    }
}

/// Sends a browser elsewhere; it comes back with what it was sent with.
async fn send_away(cx: &Cx, what: What, word: &str, then: &str) -> Result<String, web::Stop> {
    let providers = set_up(cx)?;
    providers.name_of(word)?;
    let person = cx.member().ok().map(|me| me.id.to_string());
    let (browser, body) = (cx.browser_tag(), format!("{word} {then}"));
    let act = move |tx: &mut Tx<'_>| begin_ceremony(tx, what, browser, person.clone(), &body);
    let ceremony = cx.db().write("members.send_away", Lock::none(), act).await?;
    let errand = errand(cx.plugged::<Keyring>()?, ceremony);
    Ok(providers.way_to(word, &errand, cx.now()).await?)
}

/// `GET /sign-in/with/{provider}`.
pub(super) async fn go(cx: Cx, PathWord(word): PathWord, Asked(asked): Asked) -> Show {
    if let Some(place) = super::already(&cx) {
        return cx.to(place);
    }
    let way = send_away(&cx, What::Enter, &word, super::then(&asked)).await?;
    cx.away(&way)
}

/// `GET /linked/{provider}/callback`: somebody comes back.
pub(super) async fn back(cx: Cx, PathWord(word): PathWord, Asked(mut asked): Asked) -> Show {
    let providers = set_up(&cx)?;
    providers.name_of(&word)?;
    let (state, browser, from) = (asked.shown("state").to_owned(), cx.browser_tag(), word.clone());
    let act = move |tx: &mut Tx<'_>| take_back(tx, &state, browser, &from);
    let back = cx.db().write("members.take_back", Lock::none(), act).await?;
    let back = back.ok_or(MemberRefusal::CeremonyOver)?;
    let Some(code) = asked.text("code", 4_000) else {
        return Err(MemberRefusal::ProviderDeclined.into());
    };
    let errand = errand(cx.plugged::<Keyring>()?, back.ceremony);
    let told = providers.told(&word, code, &errand, cx.now()).await?;
    match back.what {
        What::Link => linked(cx, &back, told).await,
        _ => entered(cx, &back, told).await,
    }
}

async fn linked(cx: Cx, back: &Back, told: Told) -> Show {
    let me = cx.member()?.id;
    if back.member != Some(me) {
        return Err(MemberRefusal::CeremonyOver.into());
    }
    let act = move |tx: &mut Tx<'_>| link(tx, me, &told);
    cx.db().write("members.link", Lock::none(), act).await?;
    cx.tell(Notice::good(cx.t("members-linked-done"))).to("/account/linked")
}

async fn entered(cx: Cx, back: &Back, told: Told) -> Show {
    let (known, old, hint) = (told.clone(), cx.session(), cx.hint());
    let act = move |tx: &mut Tx<'_>| enter_linked(tx, &known, old, hint);
    let next = Form::empty().with("then", &back.then);
    match cx.db().write("members.enter_linked", Lock::none(), act).await? {
        Opened::In(ticket) => cx.hand_over(&ticket).to(super::then(&next)),
        Opened::Half(half) => second::code_page(&cx, &next, &half, "/sign-in/code"),
        Opened::Nobody => {
            let browser = cx.browser_tag();
            let act = move |tx: &mut Tx<'_>| begin_ceremony(tx, What::Join, browser, None, "");
            let ceremony = cx.db().write("members.begin_join", Lock::none(), act).await?;
            let sealed = seal(cx.plugged::<Keyring>()?, ceremony, &told)?;
            draw_join(&cx, &next, ceremony, &sealed, &told)
        }
    }
}

// Why in the page: nobody is a member yet in whose part of the vault it could lie. It is sealed
// under a key of this one sign-in, which is used once.
fn key_of(keyring: &Keyring, ceremony: CeremonyId) -> Result<LessSafeKey, Fault> {
    let secret = keyring.secret_of("joining", &ceremony.to_string());
    let no = |_| Fault::new("a key for joining");
    Ok(LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &*secret).map_err(no)?))
}

fn seal(keyring: &Keyring, ceremony: CeremonyId, told: &Told) -> Result<String, Fault> {
    let no = |_| Fault::new("what a provider told cannot be sealed");
    let mut bytes = serde_json::to_vec(told).map_err(|e| Fault::new(e.to_string()))?;
    let nonce = Nonce::assume_unique_for_key([0; 12]);
    let key = key_of(keyring, ceremony)?;
    key.seal_in_place_append_tag(nonce, Aad::empty(), &mut bytes).map_err(no)?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(bytes))
}

fn unseal(keyring: &Keyring, ceremony: CeremonyId, sealed: &str) -> Result<Option<Told>, Fault> {
    let Ok(mut bytes) = BASE64_URL_SAFE_NO_PAD.decode(sealed) else { return Ok(None) };
    let nonce = Nonce::assume_unique_for_key([0; 12]);
    let key = key_of(keyring, ceremony)?;
    let Ok(plain) = key.open_in_place(nonce, Aad::empty(), &mut bytes) else { return Ok(None) };
    Ok(serde_json::from_slice(plain).ok())
}

fn draw_join(cx: &Cx, form: &Form, ceremony: CeremonyId, sealed: &str, told: &Told) -> Show {
    let name = set_up(cx)?.called(&told.issuer).to_owned();
    let next = form.shown("then");
    let fields = html! {
        input type="hidden" name="ceremony" value=(ceremony);
        input type="hidden" name="told" value=(sealed);
        @if is_ours(next) { input type="hidden" name="then" value=(next); }
        (Field::text("handle", cx.t("members-handle")).most(20).complete("username")
            .help(cx.t("members-handle-help")).show(form))
        @match &told.mail {
            Some(mail) => p { (cx.t("members-join-mail")) " " strong { (mail) } },
            None => (Field::text("mail", cx.t("members-mail")).most(254).complete("email")
                .help(cx.t("members-mail-help")).show(form)),
        }
        p.small { a href="/privacy" { (cx.t("members-join-policy")) } }
        (web::submit(cx.t("members-join")))
    };
    cx.show_form(
        cx.t("members-join"),
        form,
        html! {
            h1 { (cx.t("members-join")) }
            p { (cx.tv("members-join-by", &[("name", name)])) }
            (web::whole(form))
            (cx.form("/sign-up/linked", fields))
            p.small { a href="/sign-in" { (cx.t("members-join-instead")) } }
        },
    )
}

/// `POST /sign-up/linked`: the handle of a new account.
pub(super) async fn join(cx: Cx, mut form: Form) -> Show {
    set_up(&cx)?;
    let over = || web::Stop::from(MemberRefusal::CeremonyOver);
    let ceremony = form.id::<CeremonyId>("ceremony").ok_or_else(over)?;
    let sealed = form.shown("told").to_owned();
    let told = unseal(cx.plugged::<Keyring>()?, ceremony, &sealed)?.ok_or_else(over)?;
    let checked =
        |form: &mut Form, name, most, check: fn(&str) -> Result<String, MemberRefusal>| {
            let typed = form.text(name, most)?;
            check(&typed).map_err(|no| form.wrong(name, no)).ok()
        };
    let handle = checked(&mut form, "handle", 40, rules::handle);
    let mail = match &told.mail {
        Some(_) => Some(None),
        None => checked(&mut form, "mail", 254, rules::mail).map(Some),
    };
    let (Some(handle), Some(mail)) = (handle, mail) else {
        return draw_join(&cx, &form, ceremony, &sealed, &told);
    };
    let (browser, language) = (cx.browser_tag(), cx.language());
    let joining = JoiningBy { ceremony, browser, told: told.clone(), handle, mail, language };
    let (old, hint) = (cx.session(), cx.hint());
    let act = move |tx: &mut Tx<'_>| join_linked(tx, &joining, old, hint);
    match cx.db().write("members.join_linked", Lock::none(), act).await {
        Ok(ticket) => {
            let welcome = Notice::good(cx.t("members-welcome"));
            cx.hand_over(&ticket).tell(welcome).to(super::then(&form))
        }
        Err(Refused::No(no)) if no.code == "members.ceremony_over" => Err(Refused::No(no).into()),
        Err(refused) => {
            form.refused(refused, &BESIDE)?;
            draw_join(&cx, &form, ceremony, &sealed, &told)
        }
    }
}

/// `GET /account/linked`.
pub(super) async fn list(cx: Cx) -> Show {
    draw(&cx, &Form::empty()).await
}

async fn draw(cx: &Cx, form: &Form) -> Show {
    let me = cx.member()?.id;
    let owner = Owner::member(cx).await?;
    let rows = cx.db().read("members.linked", move |tx| linked_of(tx, me)).await?;
    let all: Vec<(&str, &str)> = providers(cx).map(|p| p.all().collect()).unwrap_or_default();
    let called = |issuer: &str| providers(cx).map_or(issuer, |p| p.called(issuer)).to_owned();
    cx.show_form(cx.t("members-linked"), form, html! {
        h1 { (cx.t("members-linked")) }
        p { (cx.t("members-linked-what")) }
        (web::whole(form))
        @if rows.is_empty() { p { (cx.t("members-linked-none")) } }
        ul.sessions {
            @for (row, view) in &rows {
                @let account = view.account.show();
                li {
                    strong { (called(account.provider.as_str())) }
                    @if !account.handle.is_empty() { " · " (account.handle.as_str()) }
                    br;
                    (cx.t("members-made")) " " (parts::instant(row.made_at)) " · "
                    @match row.used_at {
                        Some(at) => { (cx.t("members-used")) " " (parts::instant(at)) },
                        None => { (cx.t("members-never-used")) },
                    }
                    p.actions { a.button.quiet href={ "/account/linked/" (row.id) } { (cx.t("members-unlink")) } }
                }
            }
        }
        @if all.is_empty() {
            p { (cx.t("members-linked-not-here")) }
        } @else {
            (parts::card(cx.t("members-link-another"), cx.form("/account/linked", html! {
                (web::choose(form, "provider", cx.t("members-link-with"), &all))
                (owner.field(cx, form))
                (web::submit(cx.t("members-link")))
            })))
        }
    })
}

/// `POST /account/linked`: on to the provider, once it is shown that it is them.
pub(super) async fn begin(cx: Cx, mut form: Form) -> Show {
    let providers = set_up(&cx)?;
    let word = form.text("provider", 100);
    let is_them = Owner::member(&cx).await?.is_shown(&cx, &mut form).await?;
    let Some(word) = word.filter(|_| is_them) else { return draw(&cx, &form).await };
    let name = providers.name_of(&word)?.to_owned();
    let way = send_away(&cx, What::Link, &word, "").await?;
    // Why a page between: a form may lead to nobody but the house.
    cx.show(
        cx.t("members-link"),
        html! {
            h1 { (cx.t("members-link")) }
            p { (cx.tv("members-link-goes", &[("name", name.clone())])) }
            p.actions { a.button href=(way) { (cx.tv("members-link-go", &[("name", name)])) } }
            p { a href="/account/linked" { (cx.t("members-linked")) } }
        },
    )
}

/// `GET /account/linked/{linked}`: asks before it goes.
pub(super) async fn one(cx: Cx, PathId(id): PathId<LinkedId>) -> Show {
    draw_one(&cx, &Form::empty(), id).await
}

async fn draw_one(cx: &Cx, form: &Form, id: LinkedId) -> Show {
    let me = cx.member()?.id;
    let rows = cx.db().read("members.linked", move |tx| linked_of(tx, me)).await?;
    let (_, view) =
        rows.into_iter().find(|(row, _)| row.id == id).ok_or(web::WebRefusal::NotFound)?;
    let issuer = view.account.show().provider.as_str().to_owned();
    let name = providers(cx).map_or(issuer.as_str(), |p| p.called(&issuer)).to_owned();
    let owner = Owner::member(cx).await?;
    cx.show_form(
        cx.t("members-unlink"),
        form,
        html! {
            h1 { (cx.t("members-unlink")) }
            (web::whole(form))
            p { (cx.tv("members-unlinking", &[("name", name)])) }
            (cx.form(&format!("/account/linked/{id}/removal"), html! {
                (owner.field(cx, form))
                p.actions { button.danger type="submit" { (cx.t("members-unlink")) } }
            }))
            p { a href="/account/linked" { (cx.t("members-linked")) } }
        },
    )
}

/// `POST /account/linked/{linked}/removal`.
pub(super) async fn remove(cx: Cx, PathId(id): PathId<LinkedId>, mut form: Form) -> Show {
    let me = cx.member()?.id;
    let own = cx.db().read("members.linked", move |tx| linked_of(tx, me)).await?;
    if !own.iter().any(|(row, _)| row.id == id) {
        return Err(web::WebRefusal::NotFound.into());
    }
    if !Owner::member(&cx).await?.is_shown(&cx, &mut form).await? {
        return draw_one(&cx, &form, id).await;
    }
    let act = move |tx: &mut Tx<'_>| unlink(tx, me, id);
    match cx.db().write("members.unlink", Lock::none(), act).await {
        Ok(()) => cx.tell(Notice::good(cx.t("members-unlinked"))).to("/account/linked"),
        Err(refused) => {
            form.refused(refused, &[])?;
            draw_one(&cx, &form, id).await
        }
    }
}

/// What the account page says of them.
pub(super) fn card(cx: &Cx, count: usize) -> Markup {
    if count == 0 && providers(cx).is_none_or(|p| p.all().next().is_none()) {
        return html! {};
    }
    parts::card(
        cx.t("members-linked"),
        html! {
            p {
                @if count == 0 { (cx.t("members-linked-none")) }
                @else { (cx.tv("members-linked-count", &[("count", i64::try_from(count).unwrap_or(i64::MAX))])) }
            }
            p.actions { a.button.quiet href="/account/linked" { (cx.t("members-linked-see")) } }
        },
    )
}
