//! A member's own requests: what they may ask, how each goes, and the archive to take.

use db::{Answer, Tx};
use kernel::{MemberId, RequestId, Span, Word as _};
use maud::{Markup, html};
use policy::Right;
use web::parts::{self, Align, Colour, Column};
use web::{Asked, Cx, Field, Form, Notice, PathId, Sessions, Show, Sitter, Stop};

use super::asked::BESIDE;
use super::lang;
use super::taking::{taking, turn};
use crate::choices;
use crate::open::Opener;
use crate::refusals::PrivacyRefusal;
use crate::requests::rules::{Asker, State};
use crate::requests::{self, Asking, Message, Piece, Request, Runs, Step};
use crate::running::RunningPolicy;

const PAGE: i64 = 50;
/// How young a sign-in is that shows who asks for all, or for the end of it.
const FRESH: Span = Span::minutes(15);

/// `/me/privacy/requests`
pub(super) async fn list(cx: Cx, Asked(asked): Asked) -> Show {
    let me = cx.member()?.id;
    let after = kernel::Id::parse(asked.shown("after"));
    let read = move |tx: &mut Tx<'_>| requests::of_member(tx, me, after, PAGE);
    let all = cx.db().read("privacy.my_requests", read).await?;
    let last = all.last().map(|one| one.id.to_string());
    let more = last.filter(|_| i64::try_from(all.len()) == Ok(PAGE));
    let running = cx.plugged::<RunningPolicy>()?.at(cx.now());
    let body = html! {
        h1 { (cx.t("privacy-requests")) }
        p.lead { (cx.t("privacy-requests-what")) }
        ul { @for right in Right::ALL {
            @if let Some(facts) = running.policy().rights.get(right) {
                li { a href=(facts.form) { (right_words(&cx, *right)) } }
            }
        } }
        h2 { (cx.t("privacy-requests-made")) }
        @if all.is_empty() { p { (cx.t("privacy-requests-none")) } }
        @else { (table(&cx, "/me/privacy/requests", &all)) }
        (parts::next_page("/me/privacy/requests", more.as_deref()))
    };
    cx.show(cx.t("privacy-requests"), body)
}

/// What a right is called.
pub(super) fn right_words(cx: &Cx, right: Right) -> String {
    cx.tv("privacy-right", &[("right", right.code())])
}

fn runs_words(cx: &Cx, one: &Runs) -> String {
    let yen = kernel::Yen::new(one.count);
    let told: [(&str, kernel::Arg); 3] =
        [("what", one.what.into()), ("count", one.count.into()), ("yen", yen.into())];
    cx.tv("privacy-runs", &told)
}

/// Where a request stands, in a word.
pub(super) fn state_badge(cx: &Cx, state: State) -> Markup {
    let colour = match state {
        State::Asked | State::Open | State::Grace => Colour::Amber,
        State::Waiting | State::Working => Colour::Blue,
        State::Done => Colour::Green,
        State::Refused => Colour::Red,
        State::Withdrawn | State::Lapsed => Colour::Grey,
    };
    parts::badge(colour, &cx.tv("privacy-request-state", &[("state", state.word())]))
}

pub(super) fn table(cx: &Cx, base: &str, all: &[Request]) -> Markup {
    let names = [
        "privacy-request",
        "privacy-request-stands",
        "privacy-request-asked",
        "privacy-request-due",
    ];
    let columns = names.map(|name| Column(cx.t(name), Align::Left));
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .map(|one| {
            vec![
                html! { a href={ (base) "/" (one.id) } { (right_words(cx, one.right())) } },
                state_badge(cx, one.state),
                parts::instant(one.asked_at),
                html! {
                    @if one.state.is_over() { "–" } @else { (parts::instant(one.decide_by())) }
                },
            ]
        })
        .collect();
    parts::table(cx.t("privacy-requests"), &columns, &rows)
}

pub(super) async fn disclosure(cx: Cx) -> Show {
    draw(&cx, Right::Disclosure, &Form::empty()).await
}

pub(super) async fn inquiry(cx: Cx) -> Show {
    draw(&cx, Right::Inquiry, &Form::empty()).await
}

pub(super) async fn revision(cx: Cx) -> Show {
    draw(&cx, Right::Revision, &Form::empty()).await
}

pub(super) async fn cancellation(cx: Cx) -> Show {
    draw(&cx, Right::Cancellation, &Form::empty()).await
}

pub(super) async fn deletion(cx: Cx) -> Show {
    draw(&cx, Right::Deletion, &Form::empty()).await
}

async fn draw(cx: &Cx, right: Right, form: &Form) -> Show {
    let me = cx.member()?.id;
    let runs = cx.db().read("privacy.still_runs", move |tx| requests::still_runs(tx, me)).await?;
    let ends = matches!(right, Right::Deletion | Right::Cancellation);
    let title = right_words(cx, right);
    let body = html! {
        h1 { (title) }
        p.lead { (cx.tv("privacy-right-what", &[("right", right.code())])) }
        @if ends && !runs.is_empty() {
            p { (cx.t("privacy-first-ends")) }
            ul { @for one in &runs { li { a href=(one.page) { (runs_words(cx, one)) } } } }
        }
        (cx.form("/me/privacy/requests", html! {
            (web::whole(form))
            input type="hidden" name="right" value=(right.code());
            (subjects(cx, right, form)?)
            (words_field(cx, right, form))
            @if right == Right::Deletion {
                (Field::tick("sure", cx.t("privacy-deletion-sure")).show(form))
                p.actions { button.danger type="submit" { (cx.t("privacy-ask-deletion")) } }
            } @else { (web::submit(cx.t("privacy-ask"))) }
        }))
    };
    cx.show_form(&title, form, body)
}

fn words_field(cx: &Cx, right: Right, form: &Form) -> Markup {
    html! { @match right {
        Right::Inquiry => (Field::lines("words", cx.t("privacy-your-question")).most(requests::MOST).show(form)),
        Right::Revision => (Field::lines("words", cx.t("privacy-right-value")).most(requests::MOST)
            .help(cx.t("privacy-right-value-help")).show(form)),
        Right::Disclosure | Right::Cancellation | Right::Deletion => "",
    } }
}

fn subjects(cx: &Cx, right: Right, form: &Form) -> Result<Markup, Stop> {
    let all = subject_list(cx, right)?;
    Ok(match right {
        Right::Disclosure | Right::Inquiry | Right::Deletion => html! {},
        Right::Revision => web::choose(form, "subject", cx.t("privacy-what-is-wrong"), &all),
        Right::Cancellation => web::choose(form, "subject", cx.t("privacy-what-to-stop"), &all),
    })
}

/// The parts of a right that can be asked for, each with its words.
pub(super) fn subject_list(cx: &Cx, right: Right) -> Result<Vec<(String, String)>, Stop> {
    Ok(match right {
        Right::Disclosure | Right::Inquiry | Right::Deletion => Vec::new(),
        Right::Revision => {
            let words = |piece: Piece| cx.tv("privacy-piece", &[("piece", piece.word())]);
            Piece::ALL.iter().map(|piece| (piece.word().to_owned(), words(*piece))).collect()
        }
        Right::Cancellation => {
            let running = cx.plugged::<RunningPolicy>()?.at(cx.now());
            let prose = running.policy().prose.get(&lang(cx, ""));
            let mut all = vec![("use".to_owned(), cx.t("privacy-stop-everything").to_owned())];
            for choice in &running.policy().choices {
                let words = prose.map_or(choice.code.as_str(), |p| p.say("choice", &choice.code));
                all.push((
                    format!("choice:{}", choice.code),
                    cx.tv("privacy-stop-this", &[("what", words.to_owned())]),
                ));
            }
            all.push(("close".to_owned(), cx.t("privacy-stop-close").to_owned()));
            all
        }
    })
}

/// `POST /me/privacy/requests`
pub(super) async fn ask(cx: Cx, mut form: Form) -> Show {
    let me = cx.member()?.id;
    let right = form.text("right", 2).and_then(|word| Right::parse(&word));
    let Some(right) = right else { return Err(PrivacyRefusal::NoSuchSubject.into()) };
    if right == Right::Deletion && !form.ticked("sure") {
        form.wrong("sure", web::WebRefusal::Missing);
        return draw(&cx, right, &form).await;
    }
    let (subject, words) = (form.shown("subject").to_owned(), form.shown("words").to_owned());
    let asking = Asking {
        member: Some(me),
        asker: Asker::Member,
        agent: None,
        right,
        subject,
        words,
        lang: lang(&cx, ""),
    };
    let session = cx.session();
    let act = move |tx: &mut Tx<'_>| {
        let ends = right == Right::Deletion || asking.subject == "close";
        if ends || right == Right::Disclosure {
            is_fresh(tx, me, session)?;
        }
        let id = requests::ask(tx, &asking)?;
        requests::prove(tx, id, "session")?;
        Ok(id)
    };
    match cx.db().write("privacy.request", choices::lock(), act).await {
        Ok(id) => cx
            .tell(Notice::good(cx.t("privacy-request-is-made")))
            .to(&format!("/me/privacy/requests/{id}")),
        Err(refused) => {
            form.refused(refused, &BESIDE)?;
            draw(&cx, right, &form).await
        }
    }
}

// A browser left open is not enough to take everything, or to end it. Whoever signs in shows their
// second factor, where they have one.
fn is_fresh(tx: &mut Tx<'_>, me: MemberId, here: Option<kernel::SessionId>) -> Answer<()> {
    let now = tx.now();
    let open = Sessions::of(tx, Sitter::Member(me))?;
    let made = open.iter().find(|row| Some(row.id) == here).map(|row| row.made_at);
    match made {
        Some(made) if now.since(made) <= FRESH => Ok(()),
        _ => Err(PrivacyRefusal::SignInAnew.into()),
    }
}

/// `/me/privacy/requests/{request}`
pub(super) async fn one(cx: Cx, PathId(id): PathId<RequestId>) -> Show {
    draw_one(&cx, id, &Form::empty()).await
}

async fn draw_one(cx: &Cx, id: RequestId, form: &Form) -> Show {
    let me = cx.member()?.id;
    let read = move |tx: &mut Tx<'_>| {
        let request = requests::load_own(tx, me, id)?;
        let thread = requests::thread(tx, &Opener::member(), &request)?;
        let runs = requests::still_runs(tx, me)?;
        Ok((requests::link(tx, id)?, requests::steps(tx, id)?, thread, runs, request))
    };
    let (link, steps, thread, runs, request) = cx.db().read("privacy.my_request", read).await?;
    let base = format!("/me/privacy/requests/{id}");
    let title = right_words(cx, request.right());
    let body = html! {
        h1 { (title) }
        p { (state_badge(cx, request.state)) " " (parts::instant(request.state_at)) }
        @if request.state.is_over() { (web::whole(form)) }
        (stands(cx, &request))
        @if request.state == State::Waiting && !runs.is_empty() {
            ul { @for one in &runs { li { a href=(one.page) { (runs_words(cx, one)) } } } }
        }
        @if let Some(until) = requests::archive_until(&request) {
            @if cx.now() < until {
                p { a.button href={ (base) "/archive" } { (cx.t("privacy-take-archive")) } " "
                    (cx.t("privacy-until")) " " (parts::instant(until)) }
            }
        }
        @if request.right() == Right::Deletion {
            p { (cx.t("privacy-keep-link")) " " a href=(link) { (cx.t("privacy-the-link")) } }
        }
        (talk(cx, &thread))
        @if !request.state.is_over() { (more(cx, &base, form)) }
        @if request.state.can_be_withdrawn() {
            (cx.form(&format!("{base}/withdrawal"), html! {
                button.quiet type="submit" { (cx.t("privacy-withdraw")) }
            }))
        }
        h2 { (cx.t("privacy-request-steps")) }
        (walked(cx, &steps))
        p { a href="/me/privacy/requests" { (cx.t("privacy-all-requests")) } }
    };
    cx.show_form(&title, form, body)
}

/// What is to be known of where a request stands.
pub(super) fn stands(cx: &Cx, request: &Request) -> Markup {
    html! {
        @if !request.state.is_over() {
            p { (cx.t("privacy-request-due")) " " (parts::instant(request.due_at)) }
        }
        @if let (State::Grace, Some(until)) = (request.state, request.grace_until) {
            p { (cx.t("privacy-grace")) " " (parts::instant(until)) }
        }
        @if request.state == State::Waiting { p { (cx.t("privacy-first-ends")) } }
        @if let Some(ground) = request.ground {
            @let articles = crate::requests::rules::lawful(ground, request.right(), request.laws());
            p { (cx.tv("privacy-ground-of", &[("ground", ground.word())])) " "
                (articles.unwrap_or_default()) }
        }
    }
}

/// Questions and answers.
pub(super) fn talk(cx: &Cx, thread: &[Message]) -> Markup {
    html! {
        @for message in thread {
            div.card {
                p.small {
                    @if message.author == "asker" { (cx.t("privacy-said-asker")) }
                    @else { (cx.t("privacy-said-house")) }
                    " · " (parts::instant(message.at))
                }
                @for line in message.words.as_str().lines() { p { (line) } }
            }
        }
    }
}

/// The form to write once more.
pub(super) fn more(cx: &Cx, base: &str, form: &Form) -> Markup {
    cx.form(
        &format!("{base}/messages"),
        html! {
            (web::whole(form))
            (Field::lines("words", cx.t("privacy-write-more")).most(requests::MOST).show(form))
            (web::submit(cx.t("privacy-send")))
        },
    )
}

/// The steps a request took.
pub(super) fn walked(cx: &Cx, steps: &[Step]) -> Markup {
    html! { ol { @for step in steps { li {
        (parts::instant(step.at)) " · " (cx.tv("privacy-request-event", &[("event", step.event.word())]))
    } } } }
}

/// `POST /me/privacy/requests/{request}/messages`
pub(super) async fn say(cx: Cx, PathId(id): PathId<RequestId>, mut form: Form) -> Show {
    let me = cx.member()?.id;
    let words = form.shown("words").to_owned();
    let act = move |tx: &mut Tx<'_>| {
        requests::load_own(tx, me, id)?;
        requests::write(tx, id, &words)
    };
    match cx.db().write("privacy.request_words", db::Lock::on(id), act).await {
        Ok(()) => cx.to(&format!("/me/privacy/requests/{id}")),
        Err(refused) => {
            if refused.status() == 404 {
                return Err(refused.into());
            }
            form.refused(refused, &BESIDE)?;
            draw_one(&cx, id, &form).await
        }
    }
}

/// `POST /me/privacy/requests/{request}/withdrawal`
pub(super) async fn withdraw(cx: Cx, PathId(id): PathId<RequestId>) -> Show {
    let me = cx.member()?.id;
    let act = move |tx: &mut Tx<'_>| {
        requests::load_own(tx, me, id)?;
        requests::withdraw(tx, id)
    };
    cx.db().write("privacy.request_withdrawn", choices::lock(), act).await?;
    cx.tell(Notice::good(cx.t("privacy-is-withdrawn"))).to(&format!("/me/privacy/requests/{id}"))
}

/// `/me/privacy/requests/{request}/archive`
pub(super) async fn archive(cx: Cx, PathId(id): PathId<RequestId>) -> Show {
    let me = cx.member()?.id;
    let read = move |tx: &mut Tx<'_>| requests::load_own(tx, me, id);
    let request = cx.db().read("privacy.my_archive", read).await?;
    let (turn, session) = (turn(request.member).await?, cx.session());
    let act = move |tx: &mut Tx<'_>| {
        let request = requests::load_own(tx, me, id)?;
        is_fresh(tx, me, session)?;
        requests::taken(tx, &request)?;
        requests::persons_of(tx, &request)
    };
    match cx.db().write("privacy.taken", choices::lock(), act).await {
        Ok(persons) => taking(&cx, &request, persons, Opener::member(), turn),
        Err(refused) if refused.code() == "privacy.sign_in_anew" => {
            let mut form = Form::empty();
            form.refused(refused, &[])?;
            draw_one(&cx, id, &form).await
        }
        Err(refused) => Err(refused.into()),
    }
}
