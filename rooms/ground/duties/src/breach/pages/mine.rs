use db::{Answer, Tx};
use kernel::{IncidentId, Word as _};
use maud::{Markup, html};
use privacy::record::Notice;
use web::parts;
use web::{Cx, PathId, Show};

use super::super::{self as breach, Incident, store};
use crate::DutiesRefusal as No;

/// What everybody may read of a breach, in the reader's language.
struct Public {
    subject: String,
    text: String,
    statement: String,
}

fn statement_in(tx: &mut Tx<'_>, incident: IncidentId, lang: &str) -> Answer<String> {
    let all = breach::statements(tx, incident)?;
    let statement = all.into_iter().find(|(written_in, _)| written_in == lang);
    Ok(statement.map(|(_, words)| words).unwrap_or_default())
}

fn public_of(tx: &mut Tx<'_>, incident: IncidentId, lang: &str) -> Answer<Public> {
    let (subject, text) = breach::letter_words(tx, incident, lang)?;
    let statement = statement_in(tx, incident, lang)?;
    Ok(Public { subject, text, statement })
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
        Ok((public_of(tx, id, lang)?, at))
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

/// The notices that stand in public, for those whom no letter reaches: on the page of the policy.
pub(crate) fn public(tx: &mut Tx<'_>, lang: &str) -> Answer<Vec<Notice>> {
    let mut all = Vec::new();
    for one in tx.all::<Incident>(store::PUBLIC, ())? {
        let words = statement_in(tx, one.id, lang)?;
        all.extend(one.public_at.map(|at| Notice { at, label: "duties-public", words }));
    }
    Ok(all)
}
