//! What a member sees of their own data: who opened it, to whom it went, what they chose.

use kernel::{RecordId, Word as _};
use maud::{Markup, html};
use policy::{ChoiceKind, Lang, Policy, Prose};
use web::parts::{self, Align, Colour, Column};
use web::{Asked, Cx, Form, Notice, PathId, PathWord, Show};

use super::{lang, plain};
use crate::choices::{self, Choosing, ChosenBy, Made, Switch, stop_all, words_shown};
use crate::disclose::{Given, record_of};
use crate::log;
use crate::open::{Opener, short};
use crate::origin::{self, Origin};
use crate::record::{Act, Beside, Record, Told, entry_id, my_record};
use crate::refusals::PrivacyRefusal;
use crate::running::RunningPolicy;

const PAGE: i64 = 50;

/// `/me/privacy`
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Show {
    let (me, lang) = (cx.member()?.id, lang(&cx, asked.shown("lang")));
    let after = Some(asked.shown("after")).filter(|after| !after.is_empty());
    let before = after.map(entry_id).transpose()?;
    let read = move |tx: &mut db::Tx<'_>| {
        Ok((my_record(tx, me, before, PAGE)?, Beside::of(tx, me)?, origin::origin_of(tx, me)?))
    };
    let (record, told, came_with) = cx.db().read("privacy.my_record", read).await?;
    let running = cx.plugged::<RunningPolicy>()?.at(cx.now());
    let policy = running.policy();
    let none = || kernel::Fault::new("the policy has no words in this language");
    let prose = policy.prose.get(&lang).ok_or_else(none)?;
    let last = record.acts.last().map(|act| act.id.to_string());
    let more = last.filter(|_| i64::try_from(record.acts.len()) == Ok(PAGE));
    let body = html! {
        h1 { (cx.t("privacy-mine")) }
        p.lead { (cx.t("privacy-mine-what")) }
        (beside(&cx, &told))
        (came(&cx, came_with.as_ref()))
        (stopped(&cx, &record))
        p { a href="/me/privacy/requests" { (cx.t("privacy-requests-go")) } }
        h2 { (cx.t("privacy-your-choices")) }
        (switches(&cx, &record.switches, prose))
        h2 { (cx.t("privacy-who-opened")) }
        (acts(&cx, &record.acts, prose))
        (parts::next_page("/me/privacy", more.as_deref()))
        h2 { (cx.t("privacy-to-whom-handed")) }
        (handed(&cx, &record.given, policy, prose))
        h2 { (cx.t("privacy-what-chosen")) }
        (made(&cx, &record.made, prose))
        h2 { (cx.t("privacy-when-it-goes")) }
        (clocks(&cx, &record, prose))
        p.small {
            a href="/privacy" { (cx.t("privacy-in-force")) } " " code { (running.hash()) }
        }
    };
    cx.show(cx.t("privacy-mine"), body)
}

fn beside(cx: &Cx, told: &[Told]) -> Markup {
    html! { @for one in told {
        p { a href=(one.path) { strong { (cx.t(one.label)) } } " " (parts::instant(one.at)) }
    } }
}

fn came(cx: &Cx, with: Option<&Origin>) -> Markup {
    html! { @if let Some(origin) = with {
        div.card {
            p { (cx.tv("privacy-came-with", &[("house", origin.house.clone())])) }
            p { a href="/privacy" { (cx.t("privacy-read-ours")) } }
            (cx.form("/me/privacy/policy", web::submit(cx.t("privacy-agree-to-ours"))))
        }
    } }
}

/// `POST /me/privacy/policy`: this house's policy alone binds from here on.
pub(super) async fn agree(cx: Cx) -> Show {
    let (me, lang) = (cx.member()?.id, lang(&cx, ""));
    let words = format!("{}\n{}", cx.t("privacy-read-ours"), cx.t("privacy-agree-to-ours"));
    let act = move |tx: &mut db::Tx<'_>| origin::agree(tx, me, lang, &words).map(|_| ());
    cx.db().write("privacy.agree", choices::lock(), act).await?;
    cx.tell(Notice::good(cx.t("privacy-agreed-to-ours"))).to("/me/privacy")
}

fn stopped(cx: &Cx, record: &Record) -> Markup {
    let button = |stop: &str, label: &str| {
        cx.form(
            "/me/privacy/use",
            html! {
                input type="hidden" name="stop" value=(stop);
                button.quiet type="submit" { (label) }
            },
        )
    };
    html! {
        @if let Some(at) = record.erased_at {
            p { (parts::badge(Colour::Grey, cx.t("privacy-is-erased"))) " " (parts::instant(at)) }
        } @else if let Some(at) = record.stopped_at {
            p { (parts::badge(Colour::Amber, cx.t("privacy-is-stopped"))) " " (cx.t("privacy-since")) " " (parts::instant(at)) }
            (button("no", cx.t("privacy-use-again")))
        } @else {
            (button("yes", cx.t("privacy-stop-use")))
        }
    }
}

fn switches(cx: &Cx, all: &[Switch], prose: &Prose) -> Markup {
    html! {
        @for switch in all {
            div.card {
                h3 { (prose.say("choice", &switch.choice)) }
                p { (prose.say("agree", &switch.choice)) }
                p {
                    @match (switch.kind, switch.on) {
                        (ChoiceKind::Consent, true) => (parts::badge(Colour::Green, cx.t("privacy-agreed"))),
                        (ChoiceKind::Consent, false) => (parts::badge(Colour::Grey, cx.t("privacy-not-given"))),
                        (ChoiceKind::Objection, true) => (parts::badge(Colour::Amber, cx.t("privacy-is-objected"))),
                        (ChoiceKind::Objection, false) => (parts::badge(Colour::Grey, cx.t("privacy-no-objection"))),
                    }
                    @if let Some(since) = switch.since { " " (parts::instant(since)) }
                }
                (cx.form("/me/privacy/choices", html! {
                    input type="hidden" name="choice" value=(switch.choice);
                    input type="hidden" name="on" value=(if switch.on { "no" } else { "yes" });
                    button.quiet type="submit" { (cx.t(switch_words(switch))) }
                }))
            }
        }
    }
}

fn switch_words(switch: &Switch) -> &'static str {
    match (switch.kind, switch.on) {
        (ChoiceKind::Consent, false) => "privacy-i-agree",
        (ChoiceKind::Objection, false) => "privacy-i-object",
        (_, true) => "privacy-take-back",
    }
}

fn acts(cx: &Cx, all: &[Act], prose: &Prose) -> Markup {
    if all.is_empty() {
        return html! { p { (cx.t("privacy-nobody-opened")) } };
    }
    let columns = [
        "privacy-when",
        "privacy-who",
        "privacy-what-for",
        "privacy-what",
        "privacy-why",
        "privacy-proof",
    ];
    let columns = columns.map(|name| Column(cx.t(name), Align::Left));
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .map(|act| {
            let fields: Vec<&str> =
                act.fields.iter().map(|field| prose.say("field", field.code())).collect();
            vec![
                parts::instant(act.at),
                html! {
                    @if let Some(role) = act.role { (prose.say("role", role.code())) }
                    @else { (cx.tv("privacy-kind", &[("kind", act.kind.word())])) }
                    @if let Some(to) = &act.recipient { " → " (to) }
                },
                html! { @if let Some(purpose) = act.purpose {
                    (prose.say("title", purpose.fact()))
                } },
                html! {
                    @if let Some(view) = &act.view { span title=[act.about] { (short(view)) } ": " }
                    (fields.join(", "))
                },
                html! { @if let Some(why) = &act.why { (why) } },
                html! { a href={ "/me/privacy/proofs/" (act.id) } { (cx.t("privacy-take-proof")) } },
            ]
        })
        .collect();
    parts::table(cx.t("privacy-opened-caption"), &columns, &rows)
}

fn handed(cx: &Cx, all: &[Given], policy: &Policy, prose: &Prose) -> Markup {
    if all.is_empty() {
        return html! { p { (cx.t("privacy-nobody-given")) } };
    }
    let columns = ["privacy-when", "privacy-to-whom", "privacy-route", "privacy-record"];
    let columns = columns.map(|name| Column(cx.t(name), Align::Left));
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .map(|given| {
            let to = policy.recipient(&given.recipient);
            let recorded = to.is_some_and(|to| to.terms.route().is_recorded(to.is_abroad()));
            vec![
                parts::instant(given.given_at),
                html! { (to.map_or(given.recipient.as_str(), |to| to.name.as_str())) },
                html! { (prose.say("route", &given.route)) },
                html! {
                    @if recorded { a href={ "/me/privacy/given/" (given.id) } { (cx.t("privacy-open")) } }
                    @else { (cx.t("privacy-this-line")) }
                },
            ]
        })
        .collect();
    parts::table(cx.t("privacy-handed-caption"), &columns, &rows)
}

fn made(cx: &Cx, all: &[Made], prose: &Prose) -> Markup {
    html! {
        @if all.is_empty() { p { (cx.t("privacy-nothing-chosen")) } }
        ul { @for made in all {
            li {
                (parts::instant(made.at)) " " (prose.say("choice", &made.choice)) ": "
                @if made.on { (cx.t("privacy-yes")) } @else { (cx.t("privacy-taken-back")) }
                " · " a href={ "/me/privacy/words/" (made.shown) } { (cx.t("privacy-the-words")) }
                " · " a href={ "/me/privacy/proofs/" (made.id) } { (cx.t("privacy-the-proof")) }
            }
        } }
    }
}

fn clocks(cx: &Cx, record: &Record, prose: &Prose) -> Markup {
    html! {
        @if record.clocks.is_empty() {
            p { (cx.t("privacy-no-clock")) }
        } @else {
            ul { @for clock in &record.clocks {
                li { (prose.say("retention", &clock.class)) ": " (parts::instant(clock.due_at)) }
            } }
        }
    }
}

/// One switch. The words kept with the choice are the ones this page shows beside it.
pub(super) async fn choose(cx: Cx, mut form: Form) -> Show {
    let me = cx.member()?.id;
    let (Some(choice), Some(on)) = (form.text("choice", 60), form.text("on", 3)) else {
        return Err(PrivacyRefusal::NoSuchChoice { choice: String::new() }.into());
    };
    let lang = lang(&cx, "");
    let words = words_of(&cx, &choice, lang)?;
    let on = on == "yes";
    let ask = Choosing { member: me, choice, on, lang, words, by: ChosenBy::Page };
    let act = move |tx: &mut db::Tx<'_>| choices::choose(tx, &ask);
    cx.db().write("privacy.choose", choices::lock(), act).await?;
    cx.tell(Notice::good(cx.t("privacy-chosen"))).to("/me/privacy")
}

pub(crate) fn words_of(cx: &Cx, choice: &str, lang: Lang) -> Result<String, kernel::Refused> {
    let running = cx.plugged::<RunningPolicy>()?.at(cx.now());
    let prose = running.policy().prose.get(&lang);
    let words = prose.map(|p| format!("{}\n{}", p.say("choice", choice), p.say("agree", choice)));
    Ok(words.unwrap_or_else(|| choice.to_owned()))
}

/// Stops all use, or takes that back.
pub(super) async fn stop_use(cx: Cx, mut form: Form) -> Show {
    let me = cx.member()?.id;
    let stop = form.text("stop", 3).is_some_and(|stop| stop == "yes");
    let act = move |tx: &mut db::Tx<'_>| stop_all(tx, me, stop).map(|_| ());
    cx.db().write("privacy.stop_all", choices::lock(), act).await?;
    let words = if stop { "privacy-use-stopped" } else { "privacy-use-resumed" };
    cx.tell(Notice::good(cx.t(words))).to("/me/privacy")
}

/// The very words that stood beside a choice.
pub(super) async fn words(cx: Cx, PathWord(hash): PathWord) -> Show {
    let me = cx.member()?.id;
    let read = move |tx: &mut db::Tx<'_>| {
        let mine = choices::made_by(tx, me)?.iter().any(|made| made.shown == hash);
        if mine { words_shown(tx, &hash) } else { Ok(None) }
    };
    let found = cx.db().read("privacy.words", read).await?;
    let (lang, words) = found.ok_or(PrivacyRefusal::NoSuchRecord)?;
    cx.show(
        cx.t("privacy-shown"),
        html! { h1 { (cx.t("privacy-shown")) } p lang=(lang) { (words) } },
    )
}

/// What is on record of one hand-over.
pub(super) async fn given(cx: Cx, PathId(id): PathId<RecordId>) -> Show {
    let me = cx.member()?.id;
    let open = move |tx: &mut db::Tx<'_>| record_of(tx, &Opener::member(), me, id);
    let record = cx.db().read("privacy.given", open).await?;
    let record = record.show();
    let line = |text: &crate::Text| html! { (text.as_str()) };
    let body = html! {
        h1 { (cx.t("privacy-third-party")) }
        (parts::facts(&[
            (cx.t("privacy-named-as"), line(&record.person)),
            (cx.t("privacy-to-whom"), line(&record.recipient)),
            (cx.t("privacy-their-address"), line(&record.address)),
            (cx.t("privacy-represented"), line(&record.representative)),
            (cx.t("privacy-country"), line(&record.country)),
            (cx.t("privacy-items"), line(&record.items)),
            (cx.t("privacy-ground"), line(&record.ground)),
            (cx.t("privacy-means"), line(&record.means)),
            (cx.t("privacy-when"), line(&record.given_at)),
        ]))
        p { a href="/me/privacy" { (cx.t("privacy-back")) } }
    };
    cx.show(cx.t("privacy-third-party"), body)
}

/// The proof of one act, as a text to keep.
pub(super) async fn proof(cx: Cx, PathId(id): PathId<RecordId>) -> Show {
    let me = cx.member()?.id;
    let read = move |tx: &mut db::Tx<'_>| log::proof(tx, me, id);
    let proof = cx.db().read("privacy.proof", read).await?;
    plain(&format!("{id}.txt"), proof)
}
