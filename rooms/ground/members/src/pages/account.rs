use db::{Lock, Tx};
use kernel::{At, Fault, Refusal, SessionId, Word};
use maud::{Markup, html};
use web::{
    Cx, Field, Form, Hint, Language, Notice, PathId, SessionRow, Sessions, Show, Sitter, choose,
    parts,
};

use super::{BESIDE, PASSWORD_HELP, chosen_password, mail, passwords, second};
use crate::zones::ZONES;
use crate::{
    Allowance, Delivering, MemberRefusal, Next, allowance_of, change_password, country_name,
    delivery_of, end_session, has_factor, set_preferences, store,
};

struct Account {
    language: Language,
    time_zone: String,
    since: At,
    delivery: Option<Delivering>,
    allowance: Allowance,
    sessions: Vec<SessionRow>,
    mail: mail::Known,
    has_factor: bool,
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
    cx.show_form("Account", form, html! {
        h1 { "Your account" }
        div.columns {
            div {
                (delivery_card(account.delivery.as_ref()))
                (parts::card("Language and time", preferences_form(cx, preferences.unwrap_or(&known))))
                (parts::card("Password", password_form(cx, password.unwrap_or(&empty))))
            }
            div {
                (mail::card(cx, &account.mail))
                (second::card(account.has_factor))
                (parts::card("Membership", membership(cx, &account)?))
                (sessions_card(cx, &account.sessions))
            }
        }
    })
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
            allowance: allowance_of(tx, me)?,
            sessions: Sessions::of(tx, Sitter::Member(me))?,
            mail: mail::known(tx, me)?,
            has_factor: has_factor(tx, Sitter::Member(me))?,
        })
    };
    Ok(cx.db().read("members.account", ask).await?)
}

fn delivery_card(delivery: Option<&Delivering>) -> Markup {
    let body = match delivery {
        None => parts::empty(
            "You have not said where parcels go.",
            "Say where parcels go",
            "/account/delivery",
        ),
        Some(to) => html! {
            address {
                (to.latin) br;
                @for line in to.lines.lines() { (line) br; }
                (to.city) @if !to.region.is_empty() { ", " (to.region) } " " (to.postal_code) br;
                (country_name(&to.country).unwrap_or(&to.country))
                @if !to.phone.is_empty() { br; (to.phone) }
            }
            p.actions { a.button.quiet href="/account/delivery" { "Change" } }
        },
    };
    parts::card("Where parcels go", body)
}

fn membership(cx: &Cx, account: &Account) -> Result<Markup, web::Stop> {
    let me = cx.member()?;
    let mut pairs = vec![
        ("Handle", html! { (me.handle) }),
        ("Number", html! { code { (me.id) } }),
        ("Member since", parts::instant(account.since)),
    ];
    let limits = account.allowance.limits;
    if let Some(most) = limits.live_bids_most {
        pairs.push(("Bids alive at once", html! { "at most " (most) }));
    }
    if let Some(highest) = limits.highest_bid {
        pairs.push(("Highest single bid", parts::money(highest)));
    }
    Ok(html! {
        (parts::facts(&pairs))
        @if !account.allowance.is_proved {
            p { "Nothing can be bid before your e-mail address is proved." }
        }
        @if account.allowance.is_own { p.small { "These limits were given to you by us." } }
        @if let Some(next) = &account.allowance.next { (raises(next)) }
        p.small { a href="/account/closing" { "Close your account" } }
    })
}

fn raises(next: &Next) -> Markup {
    html! {
        p.small {
            "Your limits rise to "
            @match next.limits.live_bids_most { Some(most) => (most), None => "any number of" }
            " live bids and "
            @match next.limits.highest_bid { Some(most) => (parts::money(most)), None => "any amount" }
            " with:"
        }
        ul.small {
            @if next.days > 0 { li { (next.days) " more days here" } }
            @if next.delivered > 0 { li { (next.delivered) " more orders that reached you" } }
            @if next.second_factor { li { a href="/account/second-factor" { "a second factor" } } }
        }
    }
}

fn sessions_card(cx: &Cx, sessions: &[SessionRow]) -> Markup {
    parts::card(
        "Signed in",
        html! {
            ul.sessions { @for row in sessions { li { (session(cx, row)) } } }
            @if sessions.len() > 1 {
                (cx.button("/account/sessions/others", "Sign out everywhere else"))
            }
        },
    )
}

fn session(cx: &Cx, row: &SessionRow) -> Markup {
    let here = Some(row.id) == cx.session();
    let browser = row.browser.as_deref().unwrap_or(Hint::UNKNOWN.browser);
    let system = row.system.as_deref().unwrap_or(Hint::UNKNOWN.system);
    html! {
        strong { (browser) " on " (system) } @if here { " · this browser" }
        br;
        "since " (parts::instant(row.made_at)) ", last used about " (parts::instant(row.seen_at))
        @if !here {
            (cx.button(&format!("/account/sessions/{}/end", row.id), "Sign it out"))
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
            (choose(form, "language", "Language of letters", &languages))
            (choose(form, "time_zone", "Time zone", &zones))
            (web::submit("Save"))
        },
    )
}

fn password_form(cx: &Cx, form: &Form) -> Markup {
    cx.form(
        "/account/password",
        html! {
            (web::whole(form))
            (Field::secret("password", "Password now").complete("current-password").show(form))
            (Field::secret("new_password", "New password").complete("new-password")
                .help(PASSWORD_HELP).show(form))
            (web::submit("Change the password"))
        },
    )
}

pub(super) async fn preferences(cx: Cx, mut form: Form) -> Show {
    let me = cx.member()?.id;
    let asked = (form.word::<Language>("language"), form.text("time_zone", 60));
    let (Some(language), Some(zone)) = asked else { return draw(&cx, Some(&form), None).await };
    let act = move |tx: &mut Tx<'_>| set_preferences(tx, me, language, &zone);
    match cx.db().write("members.set_preferences", Lock::none(), act).await {
        Ok(()) => cx.tell(Notice::good("Saved.")).to("/account"),
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
    let pool = passwords(&cx)?;
    if !pool.fits(old, kept).await? {
        form.wrong("password", Refusal::from(MemberRefusal::WrongPassword));
        return draw(&cx, None, Some(&form)).await;
    }
    let new = pool.hash(new).await?;
    let act = move |tx: &mut Tx<'_>| change_password(tx, id, &new, here);
    cx.db().write("members.change_password", Lock::none(), act).await?;
    let told = "Your password is changed. Other browsers were signed out.";
    cx.tell(Notice::good(told)).to("/account")
}

pub(super) async fn end_others(cx: Cx) -> Show {
    let (me, here) = (cx.member()?.id, cx.session());
    let act = move |tx: &mut Tx<'_>| Sessions::end_all(tx, Sitter::Member(me), here);
    cx.db().write("members.end_others", Lock::none(), act).await?;
    cx.tell(Notice::good("Only this browser is signed in now.")).to("/account")
}

pub(super) async fn end_one(cx: Cx, PathId(session): PathId<SessionId>) -> Show {
    let me = cx.member()?.id;
    let act = move |tx: &mut Tx<'_>| end_session(tx, me, session);
    cx.db().write("members.end_session", Lock::none(), act).await?;
    cx.tell(Notice::good("That browser is signed out.")).to("/account")
}
