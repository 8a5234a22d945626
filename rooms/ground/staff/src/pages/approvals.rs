use db::{Lock, Tx};
use kernel::{ApprovalId, Id as _, MemberId};
use maud::{Markup, html};
use web::parts::{self, Colour};
use web::{Cx, Field, Form, Notice, PathId, Role, Show};

use crate::store::Approval;
use crate::{Reply, StaffRefusal, Wanted, answer_approval, approvals, ask_approval, erase_member};

const BESIDE: [(&str, &str); 3] = [
    ("staff.asked_already", "member"),
    ("privacy.no_person", "member"),
    ("privacy.already_erased", "member"),
];

pub(super) async fn page(cx: Cx) -> Show {
    draw(&cx, &Form::empty()).await
}

async fn draw(cx: &Cx, form: &Form) -> Show {
    let me = cx.staff()?.id;
    let list = cx.db().read("staff.approvals", move |tx| approvals(tx, me)).await?;
    cx.show_form("Approvals", form, html! {
        h1 { "Approvals" }
        p { "What one person alone may not do: one asks, another agrees, and both are on record." }
        @if list.is_empty() { p { "Nothing was asked lately." } }
        @for wish in &list { (one(cx, wish)?) }
        @if cx.has(Role::PrivacyOfficer) {
            (parts::card("Erase a member", erase_form(cx, form)))
        }
    })
}

fn one(cx: &Cx, wish: &Approval) -> Result<Markup, web::Stop> {
    let (me, now) = (cx.staff()?.id, cx.now());
    let (colour, words) = match wish.answer {
        Some(_) if wish.done_at.is_some() => (Colour::Grey, "done"),
        Some(Reply::Agreed) if wish.is_agreed(now) => (Colour::Green, "agreed"),
        Some(Reply::Declined) => (Colour::Red, "declined"),
        Some(Reply::TakenBack) => (Colour::Grey, "taken back"),
        None if wish.is_alive(now) => (Colour::Amber, "waits"),
        _ => (Colour::Grey, "lapsed"),
    };
    let own = wish.asked_by == me;
    Ok(parts::card(
        wish.what.label(),
        html! {
            (parts::badge(colour, words))
            (parts::facts(&[
                ("About", html! { code { (wish.subject) } }),
                ("Why", html! { (wish.why) }),
                ("Asked by", html! { code { (wish.asked_by) } ", " (parts::instant(wish.asked_at)) }),
                ("Until", parts::instant(wish.ends_at)),
            ]))
            @if wish.answer.is_none() && wish.is_alive(now) {
                @if own { (reply(cx, wish, Reply::TakenBack, "Take it back")) }
                @else {
                    (reply(cx, wish, Reply::Agreed, "Agree"))
                    (reply(cx, wish, Reply::Declined, "Decline"))
                }
            }
        },
    ))
}

fn reply(cx: &Cx, wish: &Approval, reply: Reply, label: &str) -> Markup {
    cx.form(
        &format!("/staff/approvals/{}/answer", wish.id),
        html! {
            input type="hidden" name="reply" value=(kernel::Word::word(reply));
            button.quiet type="submit" { (label) }
        },
    )
}

fn erase_form(cx: &Cx, form: &Form) -> Markup {
    cx.form("/staff/approvals", html! {
        (web::whole(form))
        (Field::text("member", "Member").most(30).help("Their number, mbr_….").show(form))
        (Field::text("why", "Why").most(150)
            .help("The request, by its number. No names: this stays on record.").show(form))
        (Field::tick("sure", "The person asked for it, and it was checked that it was them.").show(form))
        (web::submit("Erase, or ask for agreement"))
    })
}

/// `POST /staff/approvals`: erases at once where no law keeps anything, or where another agreed;
/// asks for agreement otherwise.
pub(super) async fn erase(cx: Cx, mut form: Form) -> Show {
    let me = cx.staff()?.id;
    let (member, why) = (form.text("member", 30), form.text("why", 150));
    let member = member.and_then(|typed| {
        let id = MemberId::parse(&typed);
        if id.is_none() {
            form.wrong("member", web::WebRefusal::NotAChoice);
        }
        id
    });
    if !form.ticked("sure") {
        form.wrong("sure", web::WebRefusal::Missing);
    }
    let (Some(member), Some(why), true) = (member, why, form.is_right()) else {
        return draw(&cx, &form).await;
    };
    let act = move |tx: &mut Tx<'_>| match erase_member(tx, member, &why, me) {
        Ok(_) => Ok(true),
        Err(no) if no.code() == "staff.needs_second" => {
            ask_approval(tx, Wanted::Erasure, member, &why, me).map(|_| false)
        }
        Err(no) => Err(no),
    };
    match cx.db().write("staff.erase_member", privacy::choices::lock(), act).await {
        Ok(done) => {
            let told = if done {
                "Erased. The keys are destroyed within seconds."
            } else {
                "A law still keeps something of this member: another person is asked to agree."
            };
            cx.tell(Notice::good(told)).to("/staff/approvals")
        }
        Err(refused) => {
            form.refused(refused, &BESIDE)?;
            draw(&cx, &form).await
        }
    }
}

/// `POST /staff/approvals/{approval}/answer`.
pub(super) async fn answer(cx: Cx, PathId(id): PathId<ApprovalId>, mut form: Form) -> Show {
    let me = cx.staff()?.id;
    let Some(reply) = form.word::<Reply>("reply") else {
        return Err(StaffRefusal::NoSuchWish.into());
    };
    let act = move |tx: &mut Tx<'_>| answer_approval(tx, id, reply, me);
    cx.db().write("staff.answer_approval", Lock::none(), act).await?;
    cx.tell(Notice::good("That is on record.")).to("/staff/approvals")
}
