//! Requests of people without an account, and the secret links they follow them by.

use db::Tx;
use kernel::Word as _;
use maud::html;
use policy::Right;
use web::parts;
use web::{Cx, Field, Form, Notice, PathWord, Show};

use super::lang;
use super::requests::{more, right_words, stands, state_badge, subject_list, talk, walked};
use super::taking::{taking, turn};
use crate::choices;
use crate::log;
use crate::open::Opener;
use crate::refusals::PrivacyRefusal;
use crate::requests::rules::{Agent, Asker, State};
use crate::requests::{self, Asking};

/// Beside which field a refusal of a request is said.
pub(super) const BESIDE: [(&str, &str); 11] = [
    ("privacy.empty", "words"),
    ("privacy.too_long", "words"),
    ("privacy.card_number", "words"),
    ("privacy.mail_bounces", "mail"),
    ("privacy.no_such_subject", "subject"),
    ("members.not_latin", "words"),
    ("members.bad_phone", "words"),
    ("members.no_calling_code", "words"),
    ("members.phone_length", "words"),
    ("members.bad_birthday", "words"),
    ("members.bad_sex", "words"),
];

/// `/privacy/requests`
pub(super) async fn page(cx: Cx) -> Show {
    draw(&cx, &Form::empty())
}

fn draw(cx: &Cx, form: &Form) -> Show {
    let rights: Vec<(&str, String)> =
        Right::ALL.iter().map(|right| (right.code(), right_words(cx, *right))).collect();
    let mut subjects = vec![(String::new(), cx.t("privacy-no-part").to_owned())];
    for right in [Right::Revision, Right::Cancellation] {
        let of = |what: String| format!("{}: {what}", right_words(cx, right));
        let some = subject_list(cx, right)?;
        subjects.extend(some.into_iter().map(|(code, words)| (code, of(words))));
    }
    let askers: Vec<(&str, String)> = Asker::ALL
        .iter()
        .filter(|asker| **asker != Asker::Member)
        .map(|asker| (asker.word(), cx.tv("privacy-asker", &[("asker", asker.word())])))
        .collect();
    let mut agents = vec![("", cx.t("privacy-for-myself").to_owned())];
    agents.extend(
        Agent::ALL
            .iter()
            .map(|agent| (agent.word(), cx.tv("privacy-agent", &[("agent", agent.word())]))),
    );
    let body = html! {
        h1 { (cx.t("privacy-ask-house")) }
        p.lead { (cx.t("privacy-ask-house-what")) }
        p { a href="/me/privacy/requests" { (cx.t("privacy-with-account")) } }
        (cx.form("/privacy/requests", html! {
            (web::whole(form))
            (web::choose(form, "right", cx.t("privacy-which-right"), &rights))
            (web::choose(form, "subject", cx.t("privacy-which-part"), &subjects))
            (web::choose(form, "asker", cx.t("privacy-who-you-are"), &askers))
            (web::choose(form, "agent", cx.t("privacy-for-whom"), &agents))
            (Field::text("acted_for", cx.t("privacy-acted-for")).optional().most(200)
                .help(cx.t("privacy-acted-for-help")).show(form))
            (Field::text("mail", cx.t("privacy-your-mail")).most(200).complete("email")
                .help(cx.t("privacy-your-mail-help")).show(form))
            (Field::lines("words", cx.t("privacy-your-words")).optional().most(requests::MOST)
                .help(cx.t("privacy-your-words-help")).show(form))
            (web::submit(cx.t("privacy-ask")))
        }))
    };
    cx.show_form(cx.t("privacy-ask-house"), form, body)
}

/// `POST /privacy/requests`
pub(super) async fn ask(cx: Cx, mut form: Form) -> Show {
    let right = Right::parse(form.shown("right"));
    if right.is_none() {
        form.wrong("right", web::WebRefusal::NotAChoice);
    }
    let asker = form.word::<Asker>("asker").filter(|asker| *asker != Asker::Member);
    let agent = Some(form.shown("agent")).filter(|word| !word.is_empty());
    let agent = agent.map(str::to_owned);
    let agent = agent.and_then(|_| form.word::<Agent>("agent"));
    let mail = address(&mut form, "mail");
    // Whoever acts for somebody says for whom: their own address leads to themselves.
    let acted_for = agent.and_then(|_| address(&mut form, "acted_for"));
    let (Some(right), Some(asker), Some(mail), true) = (right, asker, mail, form.is_right()) else {
        return draw(&cx, &form);
    };
    let words = form.shown("words").to_owned();
    let has_parts = matches!(right, Right::Revision | Right::Cancellation);
    let subject = if has_parts { form.shown("subject").to_owned() } else { String::new() };
    let asking = Asking { member: None, asker, agent, right, subject, words, lang: lang(&cx, "") };
    let act =
        move |tx: &mut Tx<'_>| requests::ask_by_letter(tx, &asking, &mail, acted_for.as_deref());
    match cx.db().write("privacy.asked", choices::lock(), act).await {
        Ok(()) => cx.tell(Notice::good(cx.t("privacy-look-in-mail"))).to("/privacy/requests"),
        Err(refused) => {
            form.refused(refused, &BESIDE)?;
            draw(&cx, &form)
        }
    }
}

/// An address from a form; said beside its field when it is none.
pub(super) fn address(form: &mut Form, name: &'static str) -> Option<String> {
    let typed = form.text(name, 200)?;
    if is_address(&typed) {
        return Some(typed);
    }
    form.wrong(name, PrivacyRefusal::BadMail);
    None
}

// Whether letters arrive there, the letter itself shows.
fn is_address(text: &str) -> bool {
    let plain = text.chars().all(|c| c.is_ascii_graphic() && !"<>,;\"()[]\\:".contains(c));
    let parts = text.split_once('@');
    plain
        && parts.is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !host.contains('@') && !host.starts_with('.')
        })
}

/// `/privacy/requests/links/{link}`
pub(super) async fn one(cx: Cx, PathWord(link): PathWord) -> Show {
    draw_one(&cx, &link, &Form::empty()).await
}

async fn draw_one(cx: &Cx, link: &str, form: &Form) -> Show {
    let word = link.to_owned();
    let read = move |tx: &mut Tx<'_>| {
        let request = requests::read_link(tx, &word)?;
        let thread = requests::thread(tx, &Opener::member(), &request)?;
        let proof = match request.receipt {
            Some(receipt) => log::proof(tx, request.member, receipt).ok(),
            None => None,
        };
        Ok((requests::steps(tx, request.id)?, thread, proof, request))
    };
    let (steps, thread, proof, request) = cx.db().read("privacy.by_link", read).await?;
    let base = format!("/privacy/requests/links/{link}");
    let title = right_words(cx, request.right());
    let nothing = request.state == State::Done && requests::is_about_nobody(&request);
    let body = html! {
        h1 { (title) }
        p { (state_badge(cx, request.state)) " " (parts::instant(request.state_at)) }
        @if request.state == State::Asked {
            p { (cx.t("privacy-prove-what")) }
            (cx.form(&format!("{base}/proof"), web::submit(cx.t("privacy-prove"))))
        }
        (stands(cx, &request))
        @if nothing { p { strong { (cx.t("privacy-nothing-held")) } } }
        @if let (Some(until), false) = (requests::archive_until(&request), nothing) {
            @if cx.now() < until {
                p { a.button href={ (base) "/archive" } { (cx.t("privacy-take-archive")) } " "
                    (cx.t("privacy-until")) " " (parts::instant(until)) }
            }
        }
        @if let Some(proof) = proof {
            h2 { (cx.t("privacy-receipt")) }
            p { (cx.t("privacy-receipt-what")) }
            pre { (proof) }
        }
        (talk(cx, &thread))
        @if !request.state.is_over() && request.state != State::Asked { (more(cx, &base, form)) }
        @if request.state.can_be_withdrawn() {
            (cx.form(&format!("{base}/withdrawal"), html! {
                button.quiet type="submit" { (cx.t("privacy-withdraw")) }
            }))
        }
        h2 { (cx.t("privacy-request-steps")) }
        (walked(cx, &steps))
    };
    cx.show_form(&title, form, body)
}

/// `POST /privacy/requests/links/{link}/proof`: whoever follows the link reads the address.
pub(super) async fn prove(cx: Cx, PathWord(link): PathWord) -> Show {
    let word = link.clone();
    let act = move |tx: &mut Tx<'_>| {
        let request = requests::read_link(tx, &word)?;
        requests::prove(tx, request.id, "letter").map(|_| ())
    };
    cx.db().write("privacy.proved", choices::lock(), act).await?;
    cx.to(&format!("/privacy/requests/links/{link}"))
}

/// `POST /privacy/requests/links/{link}/messages`
pub(super) async fn say(cx: Cx, PathWord(link): PathWord, mut form: Form) -> Show {
    let (word, words) = (link.clone(), form.shown("words").to_owned());
    let act = move |tx: &mut Tx<'_>| {
        let request = requests::read_link(tx, &word)?;
        requests::write(tx, request.id, &words)
    };
    match cx.db().write("privacy.said_by_link", db::Lock::none(), act).await {
        Ok(()) => cx.to(&format!("/privacy/requests/links/{link}")),
        Err(refused) => {
            if refused.status() == 404 {
                return Err(refused.into());
            }
            form.refused(refused, &BESIDE)?;
            draw_one(&cx, &link, &form).await
        }
    }
}

/// `POST /privacy/requests/links/{link}/withdrawal`
pub(super) async fn withdraw(cx: Cx, PathWord(link): PathWord) -> Show {
    let word = link.clone();
    let act = move |tx: &mut Tx<'_>| {
        let request = requests::read_link(tx, &word)?;
        requests::withdraw(tx, request.id)
    };
    cx.db().write("privacy.withdrawn_by_link", choices::lock(), act).await?;
    cx.tell(Notice::good(cx.t("privacy-is-withdrawn")))
        .to(&format!("/privacy/requests/links/{link}"))
}

/// `/privacy/requests/links/{link}/archive`
pub(super) async fn archive(cx: Cx, PathWord(link): PathWord) -> Show {
    let word = link.clone();
    let read = move |tx: &mut Tx<'_>| requests::read_link(tx, &word);
    let request = cx.db().read("privacy.archive_by_link", read).await?;
    if request.is_own() {
        // Theirs is behind their own door.
        return cx.to(&format!("/me/privacy/requests/{}/archive", request.id));
    }
    let turn = turn(request.member).await?;
    let act = move |tx: &mut Tx<'_>| {
        let request = requests::read_link(tx, &link)?;
        requests::taken(tx, &request)?;
        requests::persons_of(tx, &request)
    };
    let persons = cx.db().write("privacy.taken_by_link", choices::lock(), act).await?;
    let why = format!("request {}, by its secret link", request.id);
    taking(&cx, &request, persons, Opener::system(why), turn)
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn an_address_has_a_name_and_a_host() {
        let table = [
            ("a@example.org", true),
            ("a.b+c@mail.example.org", true),
            ("", false),
            ("a@", false),
            ("@example.org", false),
            ("a@localhost", false),
            ("a@b@example.org", false),
            ("a <b@example.org>", false),
            ("a@example.org\nBcc: x@example.org", false),
        ];
        for (text, is) in table {
            assert_eq!(is_address(text), is, "{text:?}");
        }
    }
}
