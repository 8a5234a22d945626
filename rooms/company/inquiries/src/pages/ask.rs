//! The form for everybody, signed in or not.

use db::{Answer, Lock, Tx};
use kernel::{Id as _, MemberId, OrderId, Word as _};
use maud::{Markup, html};
use policy::Lang;
use privacy::Text;
use web::{Asked, Cx, Field, Form, Notice, Person, Show, choose, submit, whole};

use super::show;
use crate::acts::open::{Asker, NewCase, open};
use crate::rules::Topic;

/// `GET /contact?topic=order&order=ord_…`
pub(super) async fn form(cx: Cx, Asked(asked): Asked) -> Show {
    let mut form = Form::empty();
    for name in ["topic", "order"] {
        let said = asked.shown(name);
        if Topic::from_word(said).is_some() || OrderId::parse(said).is_some() {
            form = form.with(name, said);
        }
    }
    page(&cx, &form).await
}

fn me(cx: &Cx) -> Option<MemberId> {
    match cx.person() {
        Person::Member(member) => Some(member.id),
        Person::Staff(_) | Person::Nobody => None,
    }
}

async fn page(cx: &Cx, form: &Form) -> Show {
    let orders = match me(cx) {
        Some(me) => orders_of(cx, me).await?,
        None => Vec::new(),
    };
    let lang = Lang::parse(cx.language().word()).unwrap_or(Lang::En);
    let topics: Vec<(&str, &str)> =
        Topic::ALL.iter().map(|topic| (topic.word(), show::topic(cx, *topic))).collect();
    let fields = html! {
        (whole(form))
        (choose(form, "topic", cx.t("inquiries-topic"), &topics))
        @if me(cx).is_some() {
            (about(cx, form, &orders))
        } @else {
            (Field::text("name", cx.t("inquiries-name")).most(100).complete("name").show(form))
            (Field::text("email", cx.t("inquiries-email")).most(200).complete("email")
                .help(cx.t("inquiries-email-help")).show(form))
        }
        (show::words_and_files(cx, form))
        (submit(cx.t("inquiries-send")))
    };
    let body = html! {
        h1 { (cx.t("inquiries-contact")) }
        (privacy::pages::desk(cx, lang)?)
        p { (cx.t("inquiries-what")) }
        (cx.form_with_files("/contact", fields))
        p.help { (cx.t("inquiries-kept")) " " a href="/privacy" { (cx.t("inquiries-policy")) } }
        @if me(cx).is_some() { p { a href="/me/inquiries" { (cx.t("inquiries-mine")) } } }
    };
    cx.show_form(cx.t("inquiries-contact"), form, body)
}

async fn orders_of(cx: &Cx, me: MemberId) -> Answer<Vec<(String, String)>> {
    let read = move |tx: &mut Tx<'_>| orders::of_member(tx, me, None, 50);
    let page = cx.db().read("inquiries.orders", read).await?;
    Ok(page.rows.into_iter().map(|order| (order.id.to_string(), order.title)).collect())
}

fn about(cx: &Cx, form: &Form, orders: &[(String, String)]) -> Markup {
    let none = (String::new(), cx.t("inquiries-no-order").to_owned());
    let mut choices = vec![none];
    choices.extend_from_slice(orders);
    choose(form, "order", cx.t("inquiries-order"), &choices)
}

/// `POST /contact`
pub(super) async fn send(cx: Cx, mut form: Form) -> Show {
    let asker = asker(&cx, &mut form);
    let order = match form.shown("order") {
        "" => Some(None),
        _ => form.id::<OrderId>("order").map(Some),
    };
    let typed = (form.word::<Topic>("topic"), asker, order, show::typed(&mut form));
    let (Some(topic), Some(asker), Some(order), Some((words, files))) = typed else {
        return page(&cx, &form).await;
    };
    let lock = match &asker {
        Asker::Member(me) => Lock::on(*me),
        // Their number is counted, and who they are is looked up.
        Asker::Outside { .. } => Lock::named("inquiries.outside"),
    };
    let is_member = matches!(asker, Asker::Member(_));
    let new = NewCase { asker, language: cx.language(), topic, order, words, files };
    let act = move |tx: &mut Tx<'_>| open(tx, &new);
    match cx.db().write("inquiries.open", lock, act).await {
        Ok(case) if is_member => {
            let told = Notice::good(cx.t("inquiries-sent"));
            cx.tell(told).to(&format!("/me/inquiries/{case}"))
        }
        Ok(_) => cx.tell(Notice::good(cx.t("inquiries-sent-link"))).to("/contact"),
        Err(refused) => {
            form.refused(refused, show::BESIDE)?;
            page(&cx, &form).await
        }
    }
}

fn asker(cx: &Cx, form: &mut Form) -> Option<Asker> {
    if let Some(me) = me(cx) {
        return Some(Asker::Member(me));
    }
    let typed = (form.text("name", 100), form.text("email", 200));
    let (Some(name), Some(email)) = typed else { return None };
    Some(Asker::Outside { name: Text::from(name), email: Text::from(email) })
}
