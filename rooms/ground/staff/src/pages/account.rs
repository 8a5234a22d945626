//! What is one's own of those who work here: open sessions and passkeys.

use db::{Lock, Tx};
use kernel::{PasskeyId, SessionId};
use maud::{Markup, html};
use members::{MemberRefusal, Owner, end_session_of, passkey_answer};
use web::{Cx, Form, Notice, PathId, SessionRow, Sessions, Show, Sitter, Stop, parts};

use super::{door, then};
use crate::{enter_by_passkey, store};

async fn owner(cx: &Cx) -> Result<Owner, Stop> {
    let me = cx.staff()?.clone();
    let look = move |tx: &mut Tx<'_>| store::password(tx, me.id);
    let kept = cx.db().read("staff.password", look).await?;
    let who = Sitter::Staff(me.id);
    Ok(Owner { who, called: me.handle, base: "/staff/account/passkeys", kept })
}

/// `GET /staff/account`.
pub(super) async fn page(cx: Cx) -> Show {
    let who = Sitter::Staff(cx.staff()?.id);
    let sessions = cx.db().read("staff.sessions", move |tx| Sessions::of(tx, who)).await?;
    cx.show(
        cx.t("staff-account"),
        html! {
            h1 { (cx.t("staff-account")) }
            (parts::card(cx.t("staff-account-sessions"), html! {
                ul.sessions { @for row in &sessions { li { (session(&cx, row)) } } }
                @if sessions.len() > 1 {
                    (cx.button("/staff/account/sessions/others", cx.t("staff-account-end-others")))
                }
            }))
            p.actions {
                a.button.quiet href="/staff/account/passkeys" { (cx.t("staff-account-passkeys")) }
                a.button.quiet href="/staff/password" { (cx.t("staff-account-password")) }
            }
        },
    )
}

fn session(cx: &Cx, row: &SessionRow) -> Markup {
    let here = Some(row.id) == cx.session();
    html! {
        strong { (cx.browser_of(row)) }
        @if here { " · " (cx.t("staff-account-here")) }
        br;
        (cx.t("staff-account-since")) " " (parts::instant(row.made_at)) " · "
        (cx.t("staff-account-seen")) " " (parts::instant(row.seen_at))
        @if !here {
            (cx.button(&format!("/staff/account/sessions/{}/end", row.id), cx.t("staff-account-end")))
        }
    }
}

/// `POST /staff/account/sessions/others`.
pub(super) async fn end_others(cx: Cx) -> Show {
    let (who, here) = (Sitter::Staff(cx.staff()?.id), cx.session());
    let act = move |tx: &mut Tx<'_>| Sessions::end_all(tx, who, here);
    cx.db().write("staff.end_others", Lock::none(), act).await?;
    cx.tell(Notice::good(cx.t("staff-account-others-ended"))).to("/staff/account")
}

/// `POST /staff/account/sessions/{session}/end`.
pub(super) async fn end_one(cx: Cx, PathId(session): PathId<SessionId>) -> Show {
    let who = Sitter::Staff(cx.staff()?.id);
    let act = move |tx: &mut Tx<'_>| end_session_of(tx, who, session);
    cx.db().write("staff.end_session", Lock::none(), act).await?;
    cx.tell(Notice::good(cx.t("staff-account-ended"))).to("/staff/account")
}

pub(super) async fn passkeys(cx: Cx) -> Show {
    owner(&cx).await?.passkeys(&cx, &Form::empty()).await
}
pub(super) async fn challenge(cx: Cx, form: Form) -> Show {
    owner(&cx).await?.challenge(&cx, &form).await
}
pub(super) async fn add(cx: Cx, form: Form) -> Show {
    owner(&cx).await?.add(&cx, form).await
}
pub(super) async fn passkey(cx: Cx, PathId(id): PathId<PasskeyId>) -> Show {
    owner(&cx).await?.passkey(&cx, id, &Form::empty()).await
}
pub(super) async fn rename(cx: Cx, PathId(id): PathId<PasskeyId>, form: Form) -> Show {
    owner(&cx).await?.rename(&cx, id, form).await
}
pub(super) async fn remove(cx: Cx, PathId(id): PathId<PasskeyId>, form: Form) -> Show {
    owner(&cx).await?.remove(&cx, id, form).await
}

/// `POST /staff/sign-in/passkey`: a passkey is both factors, for the device asked who it is.
pub(super) async fn enter(cx: Cx, mut form: Form) -> Show {
    let Some((ceremony, answer)) = passkey_answer(&mut form) else {
        return refused(&cx, MemberRefusal::PasskeyWrong);
    };
    let (browser, old, hint) = (cx.browser_tag(), cx.session(), cx.hint());
    let act = move |tx: &mut Tx<'_>| enter_by_passkey(tx, ceremony, browser, &answer, old, hint);
    match cx.db().write("staff.use_passkey", Lock::none(), act).await? {
        Ok(ticket) => cx.hand_over(&ticket).to(then(&form)),
        Err(no) => refused(&cx, no),
    }
}

fn refused(cx: &Cx, no: MemberRefusal) -> Show {
    let mut form = Form::empty();
    form.refused(no.into(), &[])?;
    door::draw(cx, &form)
}
