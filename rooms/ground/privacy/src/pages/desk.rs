//! The desk of whoever answers for personal data: requests by their deadline, and one to decide.

use db::Tx;
use kernel::{MemberId, RequestId, StaffId, Word as _};
use maud::{Markup, html};
use policy::Right;
use web::parts::{self, Colour};
use web::{Asked, Cx, Field, Form, Notice, PathId, Show};

use super::asked::address;
use super::requests::{right_words, stands, state_badge, table, talk, walked};
use crate::choices;
use crate::open::Opener;
use crate::refusals::PrivacyRefusal;
use crate::requests::rules::{self, Ground, Seen, State};
use crate::requests::{self, Document, Passing, Request};

const PAGE: i64 = 50;

const BESIDE: [(&str, &str); 4] = [
    ("privacy.empty", "words"),
    ("privacy.too_long", "words"),
    ("privacy.card_number", "words"),
    ("privacy.no_lawful_ground", "ground"),
];

kernel::words! {
    /// What the desk can do with a request.
    enum Deed {
        /// Grants it.
        Grant = "grant",
        /// Refuses it.
        Refuse = "refuse",
        /// Answers.
        Answer = "answer",
        /// Says that it takes longer.
        Extend = "extend",
        /// Notes a document that was seen.
        See = "see",
        /// Notes whom an agent acts for.
        Name = "name",
        /// Notes that a recipient was told.
        Pass = "pass",
        /// Notes that it confirmed.
        Confirm = "confirm",
    }
}

/// `/staff/rights`
pub(super) async fn list(cx: Cx, Asked(asked): Asked) -> Show {
    let after = asked.shown("after");
    let after = after.split_once('.').and_then(|(at, id)| {
        Some((kernel::At::from_micros(at.parse().ok()?), kernel::Id::parse(id)?))
    });
    let read = move |tx: &mut Tx<'_>| requests::by_decision(tx, after, PAGE);
    let all = cx.db().read("privacy.desk", read).await?;
    let more = all.last().map(|one| format!("{}.{}", one.decide_by().micros(), one.id));
    let more = more.filter(|_| i64::try_from(all.len()) == Ok(PAGE));
    let body = html! {
        h1 { (cx.t("privacy-desk")) }
        p.lead { (cx.t("privacy-desk-what")) }
        @if all.is_empty() { p { (cx.t("privacy-desk-empty")) } }
        @else { (table(&cx, "/staff/rights", &all)) }
        (parts::next_page("/staff/rights", more.as_deref()))
    };
    cx.show(cx.t("privacy-desk"), body)
}

/// `/staff/rights/{request}`
pub(super) async fn one(cx: Cx, PathId(id): PathId<RequestId>) -> Show {
    draw(&cx, id, &Form::empty()).await
}

async fn draw(cx: &Cx, id: RequestId, form: &Form) -> Show {
    let me = cx.staff()?.id;
    let who = Opener::staff(policy::Role::PrivacyOfficer, me, format!("request {id}"));
    // Reading what somebody wrote is on record, so it is an act.
    let act = move |tx: &mut Tx<'_>| {
        let request = requests::load(tx, id)?;
        let thread = requests::thread(tx, &who, &request)?;
        let clocks = requests::clocks(tx, &request)?;
        let leads = requests::leads_to(tx, &request)?;
        let beside = (requests::documents(tx, id)?, requests::passings(tx, id)?, clocks, leads);
        Ok((requests::steps(tx, id)?, thread, beside, request))
    };
    let read = cx.db().write("privacy.desk_request", db::Lock::none(), act).await?;
    let (steps, thread, (documents, passings, clocks, leads), request) = read;
    let title = right_words(cx, request.right());
    let body = html! {
        h1 { (title) }
        p { (state_badge(cx, request.state)) " " (parts::instant(request.state_at))
            @if request.alarms > 0 {
                " " (parts::badge(Colour::Red, &cx.tv("privacy-alarms", &[("count", request.alarms)])))
            } }
        (facts(cx, &request))
        ul { @for (law, due) in &clocks {
            li { (cx.tv("privacy-clock-of", &[("law", law.code())])) " " (parts::instant(*due)) }
        } }
        @if request.decide_by() < request.due_at {
            p { (cx.t("privacy-decide-by")) " " (parts::instant(request.decide_by())) }
        }
        (stands(cx, &request))
        (talk(cx, &thread))
        (found(cx, &request, &leads, form))
        (seen(cx, &request, &documents))
        (told(cx, &request, &passings))
        (web::whole(form))
        @if request.state == State::Open { (deciding(cx, &request, form)) }
        h2 { (cx.t("privacy-request-steps")) }
        (walked(cx, &steps))
        p { a href="/staff/rights" { (cx.t("privacy-desk")) } }
    };
    cx.show_form(&title, form, body)
}

fn facts(cx: &Cx, request: &Request) -> Markup {
    let mut rows = vec![
        (cx.t("privacy-about-whom"), html! { code { (request.member) } }),
        (
            cx.t("privacy-who-asks"),
            html! {
                (cx.tv("privacy-asker", &[("asker", request.asker.word())]))
                @if let Some(agent) = request.agent {
                    " · " (cx.tv("privacy-agent", &[("agent", agent.word())]))
                }
            },
        ),
    ];
    if !request.subject.is_empty() {
        rows.push((cx.t("privacy-what"), html! { code { (request.subject) } }));
    }
    parts::facts(&rows)
}

fn deed(cx: &Cx, request: &Request, deed: Deed, body: Markup) -> Markup {
    cx.form(
        &format!("/staff/rights/{}/steps", request.id),
        html! { input type="hidden" name="deed" value=(deed.word()); (body) },
    )
}

// Whom the address leads to; of an agent's request, the address they gave for somebody else.
fn found(cx: &Cx, request: &Request, leads: &[MemberId], form: &Form) -> Markup {
    if request.is_own() || request.state != State::Open {
        return html! {};
    }
    let body = html! {
        @if leads.is_empty() { p { (cx.t("privacy-leads-nowhere")) } }
        ul { @for member in leads { li { code { (member) } } } }
        @if request.agent.is_some() {
            (deed(cx, request, Deed::Name, html! {
                (Field::text("acted_for", cx.t("privacy-acted-for")).most(200).show(form))
                (web::submit(cx.t("privacy-to-name")))
            }))
        }
    };
    parts::card(cx.t("privacy-leads-to"), body)
}

fn seen(cx: &Cx, request: &Request, documents: &[Document]) -> Markup {
    if request.is_own() {
        return html! {};
    }
    let kinds: Vec<(&str, String)> = Seen::ALL
        .iter()
        .map(|kind| (kind.word(), cx.tv("privacy-document", &[("kind", kind.word())])))
        .collect();
    let body = html! {
        @if documents.is_empty() { p { (cx.t("privacy-no-document")) } }
        ul { @for one in documents { li {
            (cx.tv("privacy-document", &[("kind", one.kind.word())])) " · " (parts::instant(one.seen_at))
            " · " code { (one.staff) }
        } } }
        @if !request.state.is_over() {
            (deed(cx, request, Deed::See, html! {
                (web::choose(&Form::empty(), "kind", cx.t("privacy-document-kind"), &kinds))
                (web::submit(cx.t("privacy-document-seen")))
            }))
        }
    };
    parts::card(cx.t("privacy-documents"), body)
}

fn told(cx: &Cx, request: &Request, passings: &[Passing]) -> Markup {
    if passings.is_empty() {
        return html! {};
    }
    let body = html! { ul { @for one in passings { li {
        code { (one.party) } " · "
        @if let Some(at) = one.confirmed_at { (cx.t("privacy-has-confirmed")) " " (parts::instant(at)) }
        @else {
            @if let Some(at) = one.sent_at { (cx.t("privacy-by-wire")) " " (parts::instant(at)) " " }
            @if let Some(answer) = &one.answer {
                (parts::badge(Colour::Red, cx.t("privacy-not-taken"))) " " code { (answer) } " "
            }
            (cx.form(&format!("/staff/rights/{}/letters", request.id), html! {
                input type="hidden" name="party" value=(one.party);
                button.quiet type="submit" { (cx.t("privacy-print-letter")) }
            }))
            @let (what, label) = match one.given_at {
                Some(_) => (Deed::Confirm, "privacy-note-confirmed"),
                None => (Deed::Pass, "privacy-note-passed"),
            };
            (deed(cx, request, what, html! {
                input type="hidden" name="party" value=(one.party);
                button.quiet type="submit" { (cx.t(label)) }
            }))
        }
    } } } };
    parts::card(cx.t("privacy-passed-on"), body)
}

fn deciding(cx: &Cx, request: &Request, form: &Form) -> Markup {
    let grounds: Vec<(&str, String)> = rules::grounds(request.right(), request.laws())
        .into_iter()
        .map(|ground| (ground.word(), cx.tv("privacy-lawful-ground", &[("ground", ground.word())])))
        .collect();
    html! {
        (parts::card(cx.t("privacy-to-answer"), deed(cx, request, Deed::Answer, html! {
            (Field::lines("words", cx.t("privacy-answer-words")).most(requests::MOST).show(form))
            (web::submit(cx.t("privacy-send")))
        })))
        @if request.right() != Right::Inquiry {
            (parts::card(cx.t("privacy-to-grant"), deed(cx, request, Deed::Grant, html! {
                p { (cx.t("privacy-to-grant-what")) }
                (Field::tick("sure", cx.t("privacy-grant-sure")).show(form))
                (web::submit(cx.t("privacy-to-grant")))
            })))
        }
        (parts::card(cx.t("privacy-to-refuse"), deed(cx, request, Deed::Refuse, html! {
            (web::choose(form, "ground", cx.t("privacy-on-ground"), &grounds))
            (Field::lines("words", cx.t("privacy-why-words")).most(requests::MOST).show(&Form::empty()))
            p.actions { button.danger type="submit" { (cx.t("privacy-to-refuse")) } }
        })))
        @if request.laws().has(policy::Law::Eu) && request.longer_at.is_none() {
            (parts::card(cx.t("privacy-to-extend"), deed(cx, request, Deed::Extend, html! {
                (Field::lines("words", cx.t("privacy-why-words")).most(requests::MOST).show(&Form::empty()))
                (web::submit(cx.t("privacy-to-extend")))
            })))
        }
    }
}

/// `POST /staff/rights/{request}/steps`
pub(super) async fn step(cx: Cx, PathId(id): PathId<RequestId>, mut form: Form) -> Show {
    let me = cx.staff()?.id;
    let Some(what) = form.word::<Deed>("deed") else {
        return Err(PrivacyRefusal::NoSuchStep.into());
    };
    if what == Deed::Grant && !form.ticked("sure") {
        form.wrong("sure", web::WebRefusal::Missing);
        return draw(&cx, id, &form).await;
    }
    let acted_for = match what {
        Deed::Name => address(&mut form, "acted_for"),
        _ => None,
    };
    if !form.is_right() {
        return draw(&cx, id, &form).await;
    }
    let given = Given {
        acted_for,
        words: form.shown("words").to_owned(),
        ground: Ground::from_word(form.shown("ground")),
        kind: Seen::from_word(form.shown("kind")),
        party: form.shown("party").to_owned(),
    };
    let act = move |tx: &mut Tx<'_>| given.does(tx, what, id, me);
    match cx.db().write("privacy.decide", choices::lock(), act).await {
        Ok(told) => cx.tell(Notice::good(cx.t(told))).to(&format!("/staff/rights/{id}")),
        Err(refused) => {
            if refused.status() == 404 {
                return Err(refused.into());
            }
            form.refused(refused, &BESIDE)?;
            draw(&cx, id, &form).await
        }
    }
}

/// `POST /staff/rights/{request}/letters`: the letter that passes a correction on, to be
/// printed and sent. It is handed over with the print: a row of the ledger.
pub(super) async fn letter(cx: Cx, PathId(id): PathId<RequestId>, form: Form) -> Show {
    let me = cx.staff()?.id;
    let party = form.shown("party").to_owned();
    let act = move |tx: &mut Tx<'_>| {
        let made = requests::hand_over(tx, id, &party, policy::Means::Documents)?;
        let is_first = requests::passings(tx, id)?
            .iter()
            .any(|one| one.party == party && one.given_at.is_none());
        if made.is_some() && is_first {
            requests::passed(tx, id, &party, me)?;
        }
        Ok(made)
    };
    let made = cx.db().write("privacy.correction_letter", choices::lock(), act).await?;
    let base = format!("/staff/rights/{id}");
    let Some(made) = made else {
        return cx.tell(Notice::bad(cx.t("privacy-no-letter"))).to(&base);
    };
    let body = html! {
        p { (made.to.name) br; (made.to.address) br; (made.to.representative) }
        h1 { (cx.t("privacy-correction")) }
        p { (cx.t("privacy-correction-what")) }
        ul { @for line in &made.lines { li { (line) } } }
        p { (cx.t("privacy-correction-ask")) " " code { (made.request) } }
        p { a href=(base) { (cx.t("privacy-desk")) } }
    };
    cx.show(cx.t("privacy-correction"), body)
}

struct Given {
    acted_for: Option<String>,
    words: String,
    ground: Option<Ground>,
    kind: Option<Seen>,
    party: String,
}

impl Given {
    /// Does it; what the desk is told then.
    fn does(
        &self,
        tx: &mut Tx<'_>,
        what: Deed,
        id: RequestId,
        me: StaffId,
    ) -> db::Answer<&'static str> {
        let no = || PrivacyRefusal::NoSuchStep;
        match what {
            Deed::Grant => {
                let before = requests::load(tx, id)?.state;
                let after = requests::grant(tx, id, me)?;
                return Ok(if before == after {
                    "privacy-second-asked"
                } else {
                    "privacy-is-granted"
                });
            }
            Deed::Refuse => {
                let none = || PrivacyRefusal::NoLawfulGround { ground: String::new() };
                requests::refuse(tx, id, self.ground.ok_or_else(none)?, &self.words, me)?;
            }
            Deed::Answer => requests::answer(tx, id, &self.words, me)?,
            Deed::Extend => requests::extend(tx, id, &self.words, me)?,
            Deed::See => requests::see(tx, id, self.kind.ok_or_else(no)?, me)?,
            Deed::Name => {
                requests::name(tx, id, self.acted_for.as_deref().ok_or_else(no)?)?;
            }
            Deed::Pass => requests::passed(tx, id, &self.party, me)?,
            Deed::Confirm => requests::confirmed(tx, id, &self.party, me)?,
        }
        Ok("privacy-on-record")
    }
}
