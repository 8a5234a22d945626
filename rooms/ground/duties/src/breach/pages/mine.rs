use db::{Answer, Tx};
use kernel::{IncidentId, Word as _};
use maud::{Markup, html};
use web::parts;
use web::{Cx, PathId, Show};

use super::super::{self as breach, Incident, store};
use crate::DutiesRefusal as No;

/// What everybody may read of a breach, in the reader's language.
struct Public {
    incident: Incident,
    subject: String,
    text: String,
    statement: String,
}

fn public_of(tx: &mut Tx<'_>, incident: Incident, lang: &str) -> Answer<Public> {
    let (subject, text) = breach::letter_words(tx, incident.id, lang)?;
    let all = breach::statements(tx, incident.id)?;
    let statement = all.into_iter().find(|(written_in, _)| written_in == lang);
    let statement = statement.map(|(_, words)| words).unwrap_or_default();
    Ok(Public { incident, subject, text, statement })
}

fn words(statement: &str) -> Markup {
    html! { @for line in statement.lines() { p { (line) } } }
}

/// `/me/privacy/incidents/{incident}`: only whoever was told of it.
pub(crate) async fn one(cx: Cx, PathId(id): PathId<IncidentId>) -> Show {
    let (me, lang) = (cx.member()?.id, cx.language().word());
    let read = move |tx: &mut Tx<'_>| {
        let told = breach::told_to(tx, me)?.into_iter().find(|(of, _)| *of == id);
        let (_, at) = told.ok_or(No::NoSuchIncident)?;
        let incident = breach::load(tx, id)?;
        Ok((public_of(tx, incident, lang)?, at))
    };
    let (public, told_at) = cx.db().read("duties.my_incident", read).await?;
    let body = html! {
        p { a href="/me/privacy" { (cx.t("duties-my-data")) } }
        h1 { (public.subject) }
        p.lead { (public.text) }
        (words(&public.statement))
        p { (cx.t("duties-you-were-told")) " " (parts::instant(told_at)) }
        p { a href="/me/privacy/requests" { (cx.t("duties-what-you-can-do")) } }
    };
    cx.show(&public.subject, body)
}

/// `/privacy/incidents`: the notices that stand in public.
pub(crate) async fn public(cx: Cx) -> Show {
    let lang = cx.language().word();
    let read = move |tx: &mut Tx<'_>| {
        let all: Vec<Incident> = tx.all(store::PUBLIC, ())?;
        all.into_iter().map(|one| public_of(tx, one, lang)).collect::<Answer<Vec<Public>>>()
    };
    let all = cx.db().read("duties.public", read).await?;
    let body = html! {
        h1 { (cx.t("duties-public")) }
        p.lead { (cx.t("duties-public-what")) }
        @if all.is_empty() { p { (cx.t("duties-public-none")) } }
        @for one in &all { section.card {
            h2 { @if let Some(at) = one.incident.public_at { (parts::instant(at)) } }
            (words(&one.statement))
        } }
        p { a href="/privacy/requests" { (cx.t("duties-what-you-can-do")) } }
    };
    cx.show(cx.t("duties-public"), body)
}
