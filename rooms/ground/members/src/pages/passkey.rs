//! Passkeys: one's own, and signing in with them. The staff's pages are the same ones.

use db::{Lock, Tx};
use kernel::{CeremonyId, PasskeyId};
use maud::{Markup, html};
use serde_json::json;
use web::{Cx, Field, Form, Notice, PathId, Show, Sitter, Stop, parts};

use super::carry_then;
use super::you::Owner;
use crate::acts::{
    Adding, add_passkey, begin_ceremony, remove_passkey, rename_passkey, the_member,
};
use crate::passkeys::{Answered, Passkeys};
use crate::store::keys::{self, PasskeyRow, What};
use crate::{MemberRefusal, sign_in, use_passkey};

/// The most characters of what somebody calls a passkey.
const LABEL: usize = 40;

fn offered(cx: &Cx) -> Option<&Passkeys> {
    cx.db().plugs().get::<Passkeys>()
}

/// The part of a form that our script shows and fills in. `does` is what it asks a browser for.
fn part(cx: &Cx, does: &str, challenge: &str, inside: Markup) -> Markup {
    html! {
        input type="hidden" name="ceremony";
        input type="hidden" name="credential";
        div hidden data-passkey=(does) data-challenge=(challenge)
            data-declined=(cx.t("members-passkey-declined"))
            data-known=(cx.t("members-passkey-there")) data-failed=(cx.t("members-passkey-failed")) {
            (inside)
            p role="alert" {}
        }
    }
}

fn needs(cx: &Cx) -> Markup {
    html! { p.small data-without-passkeys { (cx.t("members-passkeys-need")) } }
}

impl Owner {
    async fn rows(&self, cx: &Cx) -> Result<Vec<PasskeyRow>, Stop> {
        let who = self.who;
        Ok(cx.db().read("members.passkeys", move |tx| keys::passkeys(tx, who)).await?)
    }

    async fn row(&self, cx: &Cx, id: PasskeyId) -> Result<PasskeyRow, Stop> {
        let rows = self.rows(cx).await?;
        Ok(rows.into_iter().find(|row| row.id == id).ok_or(web::WebRefusal::NotFound)?)
    }

    /// Their passkeys, and the way to another.
    pub async fn passkeys(&self, cx: &Cx, form: &Form) -> Show {
        let rows = self.rows(cx).await?;
        let base = self.base;
        let fields = html! {
            (Field::text("label", cx.t("members-passkey-label")).most(LABEL)
                .help(cx.t("members-passkey-label-help")).show(form))
            (self.field(cx, form))
            (web::submit(cx.t("members-passkey-add")))
        };
        cx.show_form(
            cx.t("members-passkeys"),
            form,
            html! {
                h1 { (cx.t("members-passkeys")) }
                p { (cx.t("members-passkeys-what")) }
                (web::whole(form))
                @if rows.is_empty() { p { (cx.t("members-passkeys-none")) } }
                ul.sessions { @for row in &rows { li { (self.line(cx, row)) } } }
                @if offered(cx).is_some() {
                    (needs(cx))
                    (parts::card(cx.t("members-passkey-another"), cx.form(base,
                        part(cx, "create", &format!("{base}/challenge"), fields))))
                    (cx.passkey_script())
                } @else {
                    p { (cx.t("members-passkeys-not-here")) }
                }
            },
        )
    }

    fn line(&self, cx: &Cx, row: &PasskeyRow) -> Markup {
        html! {
            strong { (row.label) }
            @if row.doubted_at.is_some() {
                " " (parts::badge(parts::Colour::Red, cx.t("members-passkey-doubted")))
            }
            br;
            (cx.t("members-made")) " " (parts::instant(row.made_at)) " · "
            @match row.used_at {
                Some(at) => { (cx.t("members-used")) " " (parts::instant(at)) },
                None => { (cx.t("members-never-used")) },
            }
            p.actions { a.button.quiet href={ (self.base) "/" (row.id) } { (cx.t("members-change")) } }
        }
    }

    /// What a browser is asked for, once it is shown that it is them.
    pub async fn challenge(&self, cx: &Cx, form: &Form) -> Show {
        let passkeys = offered(cx).ok_or(MemberRefusal::NoPasskeys)?;
        if let Some(no) = self.doubt(cx, form).await? {
            return Err(no.into());
        }
        let known = self.rows(cx).await?.into_iter().map(|row| row.credential).collect();
        let asked = passkeys.ask_new(self.who, &self.called, known)?;
        let (browser, person) = (cx.browser_tag(), Some(crate::store::columns(self.who).1));
        let act = move |tx: &mut Tx<'_>| {
            begin_ceremony(tx, What::AddPasskey, browser, person.clone(), &asked.kept)
        };
        let ceremony = cx.db().write("members.ask_passkey", Lock::none(), act).await?;
        cx.json(json!({ "ceremony": ceremony.to_string(), "publicKey": asked.public }).to_string())
    }

    /// Adds the passkey that a browser made.
    pub async fn add(&self, cx: &Cx, mut form: Form) -> Show {
        offered(cx).ok_or(MemberRefusal::NoPasskeys)?;
        let label = form.text("label", LABEL);
        let ceremony = form.id::<CeremonyId>("ceremony");
        let (Some(label), Some(ceremony)) = (label, ceremony) else {
            return self.passkeys(cx, &form).await;
        };
        let answer = form.shown("credential").to_owned();
        let adding = Adding { who: self.who, ceremony, browser: cx.browser_tag(), answer, label };
        let act = move |tx: &mut Tx<'_>| add_passkey(tx, &adding);
        match cx.db().write("members.add_passkey", Lock::none(), act).await? {
            Ok(_) => cx.tell(Notice::good(cx.t("members-passkey-added"))).to(self.base),
            Err(no) => {
                form.refused(no.into(), &[])?;
                self.passkeys(cx, &form).await
            }
        }
    }

    /// One of their passkeys: its name, and whether it is to go.
    pub async fn passkey(&self, cx: &Cx, id: PasskeyId, form: &Form) -> Show {
        let row = self.row(cx, id).await?;
        let path = format!("{}/{id}", self.base);
        let named =
            if form.is_right() { form.clone().with("label", &row.label) } else { form.clone() };
        cx.show_form(
            cx.t("members-passkey"),
            form,
            html! {
                h1 { (cx.t("members-passkey")) }
                (web::whole(form))
                (self.line(cx, &row))
                (parts::card(cx.t("members-rename"), cx.form(&format!("{path}/label"), html! {
                    (Field::text("label", cx.t("members-passkey-label")).most(LABEL).show(&named))
                    (web::submit(cx.t("members-rename")))
                })))
                (parts::card(cx.t("members-remove"), cx.form(&format!("{path}/removal"), html! {
                    p { (cx.t("members-passkey-removing")) }
                    (self.field(cx, form))
                    p.actions { button.danger type="submit" { (cx.t("members-remove")) } }
                })))
                p { a href=(self.base) { (cx.t("members-passkeys")) } }
            },
        )
    }

    /// Gives one of them another name.
    pub async fn rename(&self, cx: &Cx, id: PasskeyId, mut form: Form) -> Show {
        self.row(cx, id).await?;
        let Some(label) = form.text("label", LABEL) else {
            return self.passkey(cx, id, &form).await;
        };
        let who = self.who;
        let act = move |tx: &mut Tx<'_>| rename_passkey(tx, who, id, &label);
        cx.db().write("members.rename_passkey", Lock::none(), act).await?;
        cx.tell(Notice::good(cx.t("members-renamed"))).to(self.base)
    }

    /// Removes one of them, once it is shown that it is them.
    pub async fn remove(&self, cx: &Cx, id: PasskeyId, mut form: Form) -> Show {
        self.row(cx, id).await?;
        if !self.is_shown(cx, &mut form).await? {
            return self.passkey(cx, id, &form).await;
        }
        let who = self.who;
        let act = move |tx: &mut Tx<'_>| remove_passkey(tx, who, id);
        match cx.db().write("members.remove_passkey", Lock::none(), act).await {
            Ok(()) => cx.tell(Notice::good(cx.t("members-passkey-removed"))).to(self.base),
            Err(refused) => {
                form.refused(refused, &[])?;
                self.passkey(cx, id, &form).await
            }
        }
    }
}

/// The way in with a passkey, below the form of a door. `action` takes its answer.
pub fn passkey_door(cx: &Cx, form: &Form, action: &str) -> Markup {
    if offered(cx).is_none() {
        return html! {};
    }
    let button = html! { button.quiet type="submit" { (cx.t("members-passkey-use")) } };
    let inside = html! {
        (carry_then(form))
        (part(cx, "get", &format!("{action}/challenge"), button))
    };
    html! {
        (cx.form(action, inside))
        (needs(cx))
        (cx.passkey_script())
    }
}

/// What a browser is asked for at a door.
pub async fn passkey_challenge(cx: Cx) -> Show {
    let asked = offered(&cx).ok_or(MemberRefusal::NoPasskeys)?.ask()?;
    let browser = cx.browser_tag();
    let kept = asked.kept;
    let act = move |tx: &mut Tx<'_>| begin_ceremony(tx, What::UsePasskey, browser, None, &kept);
    let ceremony = cx.db().write("members.ask_passkey", Lock::none(), act).await?;
    cx.json(json!({ "ceremony": ceremony.to_string(), "publicKey": asked.public }).to_string())
}

/// What a browser answered at a door. `None` for what is no answer.
pub fn passkey_answer(form: &mut Form) -> Option<(CeremonyId, Answered)> {
    let ceremony = form.id::<CeremonyId>("ceremony");
    let answer = Answered::read(form.shown("credential"));
    ceremony.zip(answer)
}

/// `POST /sign-in/passkey`.
pub(super) async fn send(cx: Cx, mut form: Form) -> Show {
    offered(&cx).ok_or(MemberRefusal::NoPasskeys)?;
    let Some((ceremony, answer)) = passkey_answer(&mut form) else {
        return refused(&cx, form, MemberRefusal::PasskeyWrong);
    };
    let (browser, old, hint) = (cx.browser_tag(), cx.session(), cx.hint());
    let act = move |tx: &mut Tx<'_>| match use_passkey(tx, ceremony, browser, &answer)? {
        Ok(who @ Sitter::Member(_)) => sign_in(tx, the_member(who)?, old, hint).map(Ok),
        Ok(Sitter::Staff(_)) => Ok(Err(MemberRefusal::PasskeyUnknown)),
        Err(no) => Ok(Err(no)),
    };
    match cx.db().write("members.use_passkey", Lock::none(), act).await? {
        Ok(ticket) => cx.hand_over(&ticket).to(super::then(&form)),
        Err(no) => refused(&cx, form, no),
    }
}

fn refused(cx: &Cx, mut form: Form, no: MemberRefusal) -> Show {
    form.refused(no.into(), &[])?;
    super::enter::draw(cx, &form)
}

/// Whether the account page says that passkeys open the account.
pub(super) fn card(cx: &Cx, count: usize) -> Markup {
    parts::card(
        cx.t("members-passkeys"),
        html! {
            p {
                @if count == 0 { (cx.t("members-passkeys-none")) }
                @else { (cx.tv("members-passkeys-count", &[("count", i64::try_from(count).unwrap_or(i64::MAX))])) }
            }
            p.actions { a.button.quiet href="/account/passkeys" { (cx.t("members-passkeys-see")) } }
        },
    )
}

pub(super) async fn list(cx: Cx) -> Show {
    Owner::member(&cx).await?.passkeys(&cx, &Form::empty()).await
}
pub(super) async fn challenge(cx: Cx, form: Form) -> Show {
    Owner::member(&cx).await?.challenge(&cx, &form).await
}
pub(super) async fn add(cx: Cx, form: Form) -> Show {
    Owner::member(&cx).await?.add(&cx, form).await
}
pub(super) async fn one(cx: Cx, PathId(id): PathId<PasskeyId>) -> Show {
    Owner::member(&cx).await?.passkey(&cx, id, &Form::empty()).await
}
pub(super) async fn rename(cx: Cx, PathId(id): PathId<PasskeyId>, form: Form) -> Show {
    Owner::member(&cx).await?.rename(&cx, id, form).await
}
pub(super) async fn remove(cx: Cx, PathId(id): PathId<PasskeyId>, form: Form) -> Show {
    Owner::member(&cx).await?.remove(&cx, id, form).await
}
