use db::{Lock, Tx};
use kernel::{Arg, At, Fault, SessionId, Word};
use maud::{Markup, html};
use web::{
    Cx, Field, Form, Language, Notice, PathId, SessionRow, Sessions, Show, Sitter, choose, parts,
};

use super::{
    BESIDE, PASSWORD_HELP, addresses, chosen_password, currency, knows, linked, mail, passkey,
    passwords, second,
};
use crate::store::keys;
use crate::zones::ZONES;
use crate::{
    Allowance, Currency, Delivering, MemberRefusal, Next, allowance_of, change_password,
    currency_of, delivery_of, end_session, has_factor, set_preferences, store,
};

const WRONG: MemberRefusal = MemberRefusal::WrongPassword;

struct Account {
    language: Language,
    time_zone: String,
    since: At,
    delivery: Option<Delivering>,
    currency: Currency,
    allowance: Allowance,
    sessions: Vec<SessionRow>,
    mail: mail::Known,
    has_factor: bool,
    has_password: bool,
    passkeys: usize,
    linked: usize,
}

pub(super) async fn page(cx: Cx) -> Show {
    draw(&cx, None, None).await
}

async fn draw(cx: &Cx, preferences: Option<&Form>, password: Option<&Form>) -> Show {
    let account = load(cx).await?;
    let known = Form::empty()
        .with("language", account.language.word())
        .with("time_zone", &account.time_zone);
    let empty = Form::empty();
    let form = preferences.or(password).unwrap_or(&empty);
    cx.show_form(
        cx.t("members-account"),
        form,
        html! {
            h1 { (cx.t("members-your-account")) }
            div.columns {
                div {
                    (delivery_card(cx, account.delivery.as_ref()))
                    (parts::card(
                        cx.t("members-language-and-time"),
                        preferences_form(cx, preferences.unwrap_or(&known)),
                    ))
                    (currency::card(cx, account.currency))
                    (parts::card(
                        cx.t("members-password"),
                        password_part(cx, password.unwrap_or(&empty), account.has_password),
                    ))
                }
                div {
                    (mail::card(cx, &account.mail))
                    (second::card(cx, account.has_factor))
                    (passkey::card(cx, account.passkeys))
                    (linked::card(cx, account.linked))
                    (parts::card(cx.t("members-membership"), membership(cx, &account)?))
                    (sessions_card(cx, &account.sessions))
                }
            }
        },
    )
}

async fn load(cx: &Cx) -> Result<Account, web::Stop> {
    let me = cx.member()?.id;
    let ask = move |tx: &mut Tx<'_>| {
        let gone = || Fault::new(format!("{me} is signed in but not there"));
        let row = store::member(tx, me)?.ok_or_else(gone)?;
        Ok(Account {
            language: row.language,
            time_zone: row.time_zone,
            since: row.created_at,
            delivery: delivery_of(tx, me)?,
            currency: currency_of(tx, me)?,
            allowance: allowance_of(tx, me)?,
            sessions: Sessions::of(tx, Sitter::Member(me))?,
            mail: mail::known(tx, me)?,
            has_factor: has_factor(tx, Sitter::Member(me))?,
            has_password: store::password(tx, me)?.is_some(),
            passkeys: keys::passkeys(tx, Sitter::Member(me))?.len(),
            linked: keys::linked(tx, me)?.len(),
        })
    };
    Ok(cx.db().read("members.account", ask).await?)
}

fn delivery_card(cx: &Cx, delivery: Option<&Delivering>) -> Markup {
    let body = match delivery {
        None => parts::empty(
            cx.t("members-no-delivery"),
            cx.t("members-say-delivery"),
            "/account/delivery",
        ),
        Some(to) => html! {
            (addresses::written(to))
            p.actions {
                a.button.quiet href="/account/delivery" { (cx.t("members-change")) }
                a href="/account/addresses" { (cx.t("members-addresses-all")) }
            }
        },
    };
    parts::card(cx.t("members-delivery"), body)
}

fn membership(cx: &Cx, account: &Account) -> Result<Markup, web::Stop> {
    let me = cx.member()?;
    let mut pairs = vec![
        (cx.t("members-handle"), html! { (me.handle) }),
        (cx.t("members-number"), html! { code { (me.id) } }),
        (cx.t("members-member-since"), parts::instant(account.since)),
    ];
    let limits = account.allowance.limits;
    if let Some(most) = limits.live_bids_most {
        pairs.push((
            cx.t("members-bids-alive"),
            html! { (cx.tv("members-at-most", &[("most", most)])) },
        ));
    }
    if let Some(highest) = limits.highest_bid {
        pairs.push((cx.t("members-highest-bid"), parts::money(highest)));
    }
    Ok(html! {
        (parts::facts(&pairs))
        @if !account.allowance.is_proved {
            p { (cx.t("members-not-proved")) }
        }
        @if account.allowance.is_own { p.small { (cx.t("members-own-limits")) } }
        @if let Some(next) = &account.allowance.next { (raises(cx, next)) }
        p.small { a href="/account/closing" { (cx.t("members-close-link")) } }
    })
}

fn raises(cx: &Cx, next: &Next) -> Markup {
    let live = match next.limits.live_bids_most {
        Some(most) => Arg::Number(most),
        None => Arg::Text(cx.t("members-any-number").to_owned()),
    };
    let highest = match next.limits.highest_bid {
        Some(most) => Arg::Yen(most),
        None => Arg::Text(cx.t("members-any-amount").to_owned()),
    };
    html! {
        p.small { (cx.tv("members-limits-rise", &[("live", live), ("highest", highest)])) }
        ul.small {
            @if next.days > 0 { li { (cx.tv("members-more-days", &[("days", next.days)])) } }
            @if next.delivered > 0 { li { (cx.tv("members-more-orders", &[("orders", next.delivered)])) } }
            @if next.second_factor { li { a href="/account/second-factor" { (cx.t("members-a-second-factor")) } } }
        }
    }
}

fn sessions_card(cx: &Cx, sessions: &[SessionRow]) -> Markup {
    parts::card(
        cx.t("members-signed-in"),
        html! {
            ul.sessions { @for row in sessions { li { (session(cx, row)) } } }
            @if sessions.len() > 1 {
                (cx.button("/account/sessions/others", cx.t("members-sign-out-others")))
            }
        },
    )
}

fn session(cx: &Cx, row: &SessionRow) -> Markup {
    let here = Some(row.id) == cx.session();
    html! {
        strong { (cx.browser_of(row)) }
        @if here { " · " (cx.t("members-this-browser")) }
        br;
        (cx.t("members-since")) " " (parts::instant(row.made_at)) " · "
        (cx.t("members-last-used")) " " (parts::instant(row.seen_at))
        @if !here {
            (cx.button(&format!("/account/sessions/{}/end", row.id), cx.t("members-sign-it-out")))
        }
    }
}

fn preferences_form(cx: &Cx, form: &Form) -> Markup {
    let languages: Vec<(&str, &str)> =
        Language::ALL.iter().map(|language| (language.word(), language.label())).collect();
    let zones: Vec<(&str, String)> =
        ZONES.iter().map(|zone| (*zone, zone.replace('_', " "))).collect();
    cx.form(
        "/account/preferences",
        html! {
            (web::whole(form))
            (choose(form, "language", cx.t("members-language"), &languages))
            (choose(form, "time_zone", cx.t("members-time-zone"), &zones))
            (web::submit(cx.t("members-save")))
        },
    )
}

fn password_part(cx: &Cx, form: &Form, has_one: bool) -> Markup {
    if has_one {
        return password_form(cx, form);
    }
    html! {
        p { (cx.t("members-no-password")) }
        p.actions { a.button.quiet href="/forgotten" { (cx.t("members-set-password")) } }
    }
}

fn password_form(cx: &Cx, form: &Form) -> Markup {
    cx.form(
        "/account/password",
        html! {
            (web::whole(form))
            (Field::secret("password", cx.t("members-password-now")).complete("current-password").show(form))
            (Field::secret("new_password", cx.t("members-new-password")).complete("new-password")
                .help(cx.t(PASSWORD_HELP)).show(form))
            (web::submit(cx.t("members-change-password")))
        },
    )
}

pub(super) async fn preferences(cx: Cx, mut form: Form) -> Show {
    let me = cx.member()?.id;
    let asked = (form.word::<Language>("language"), form.text("time_zone", 60));
    let (Some(language), Some(zone)) = asked else { return draw(&cx, Some(&form), None).await };
    let act = move |tx: &mut Tx<'_>| set_preferences(tx, me, language, &zone);
    match cx.db().write("members.set_preferences", Lock::none(), act).await {
        Ok(()) => cx.tell(Notice::good(cx.t("members-saved"))).to("/account"),
        Err(refused) => {
            form.refused(refused, &BESIDE)?;
            draw(&cx, Some(&form), None).await
        }
    }
}

pub(super) async fn password(cx: Cx, mut form: Form) -> Show {
    let me = cx.member()?.clone();
    let old = form.secret("password");
    let new = chosen_password(&mut form, "new_password", &me.handle);
    let (Some(old), Some(new)) = (old, new) else { return draw(&cx, None, Some(&form)).await };
    let (id, here) = (me.id, cx.session());
    let look = move |tx: &mut Tx<'_>| store::password(tx, id);
    let kept = cx.db().read("members.password", look).await?;
    let known = knows(&cx, id.to_string(), old, kept).await;
    if let Err(no) = known.and_then(|knows| Ok(knows.then_some(()).ok_or(WRONG)?)) {
        form.refused(
            no,
            &[("members.wrong_password", "password"), ("members.try_later", "password")],
        )?;
        return draw(&cx, None, Some(&form)).await;
    }
    let new = passwords(&cx)?.hash(new).await?;
    let act = move |tx: &mut Tx<'_>| change_password(tx, id, &new, here);
    cx.db().write("members.change_password", Lock::none(), act).await?;
    cx.tell(Notice::good(cx.t("members-password-changed"))).to("/account")
}

pub(super) async fn end_others(cx: Cx) -> Show {
    let (me, here) = (cx.member()?.id, cx.session());
    let act = move |tx: &mut Tx<'_>| Sessions::end_all(tx, Sitter::Member(me), here);
    cx.db().write("members.end_others", Lock::none(), act).await?;
    cx.tell(Notice::good(cx.t("members-only-this"))).to("/account")
}

pub(super) async fn end_one(cx: Cx, PathId(session): PathId<SessionId>) -> Show {
    let me = cx.member()?.id;
    let act = move |tx: &mut Tx<'_>| end_session(tx, me, session);
    cx.db().write("members.end_session", Lock::none(), act).await?;
    cx.tell(Notice::good(cx.t("members-signed-out"))).to("/account")
}
