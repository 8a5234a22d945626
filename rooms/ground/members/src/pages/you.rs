//! Whether whoever asks is the one: a browser left open is not enough to add or remove a way into
//! an account.

use db::{Answer, Tx};
use kernel::{Refused, Span};
use maud::{Markup, html};
use web::{Cx, Field, Form, Sessions, Sitter, Stop};

use super::knows;
use crate::{MemberRefusal, store};

/// How young a sign-in is that stands for the password an account does not have.
const FRESH: Span = Span::minutes(15);

const BESIDE: [(&str, &str); 2] =
    [("members.wrong_password", "password"), ("members.try_later", "password")];

/// Whose ways into an account these are, and what is kept of their password.
pub struct Owner {
    /// Whose.
    pub who: Sitter,
    /// What they are called.
    pub called: String,
    /// Where their passkeys stand.
    pub base: &'static str,
    /// What is kept of their password; `None` when they have none.
    pub kept: Option<String>,
}

/// What a program does that asks for the password is counted by itself: whoever has a key of the
/// account alone shuts no page of its owner's.
const BY_PROGRAM: &str = " by a program";

impl Owner {
    pub(crate) async fn member(cx: &Cx) -> Result<Owner, Stop> {
        let me = cx.member()?.clone();
        let look = move |tx: &mut Tx<'_>| store::password(tx, me.id);
        let kept = cx.db().read("members.password", look).await?;
        let who = Sitter::Member(me.id);
        Ok(Owner { who, called: me.handle, base: "/account/passkeys", kept })
    }

    /// The field that asks for the password, where there is one.
    pub(super) fn field(&self, cx: &Cx, form: &Form) -> Markup {
        html! {
            @if self.kept.is_some() {
                (Field::secret("password", cx.t("members-your-password"))
                    .complete("current-password").show(form))
            }
        }
    }

    /// Why it is not shown that it is them; `None` when it is.
    pub(super) async fn doubt(&self, cx: &Cx, form: &Form) -> Answer<Option<MemberRefusal>> {
        self.doubt_typed(cx, form.clone().secret("password").unwrap_or_default()).await
    }

    /// The same for a password that came another way.
    pub(crate) async fn doubt_typed(
        &self,
        cx: &Cx,
        typed: String,
    ) -> Answer<Option<MemberRefusal>> {
        let Some(kept) = &self.kept else { return self.doubt_session(cx).await };
        let mut whose = store::columns(self.who).1;
        if cx.session().is_none() {
            whose.push_str(BY_PROGRAM);
        }
        let knows = knows(cx, whose, typed, Some(kept.clone())).await?;
        Ok((!knows).then_some(MemberRefusal::WrongPassword))
    }

    async fn doubt_session(&self, cx: &Cx) -> Answer<Option<MemberRefusal>> {
        let (who, here) = (self.who, cx.session());
        let look = move |tx: &mut Tx<'_>| Sessions::of(tx, who);
        let open = cx.db().read("members.sessions", look).await?;
        let made = open.iter().find(|row| Some(row.id) == here).map(|row| row.made_at);
        let fresh = made.is_some_and(|made| cx.now().since(made) <= FRESH);
        Ok((!fresh).then_some(MemberRefusal::SignInAnew))
    }

    /// The same for a form: what is wrong stands where it belongs. Whether nothing is.
    pub(super) async fn is_shown(&self, cx: &Cx, form: &mut Form) -> Result<bool, Stop> {
        if self.kept.is_some() && form.secret("password").is_none() {
            return Ok(false);
        }
        let no: Refused = match self.doubt(cx, form).await {
            Ok(None) => return Ok(true),
            Ok(Some(no)) => no.into(),
            Err(refused) => refused,
        };
        form.refused(no, &BESIDE)?;
        Ok(false)
    }
}
