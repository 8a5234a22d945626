//! The address book of a member.

use db::{Answer, Lock, Tx};
use kernel::{AddressId, MemberId};
use maud::{Markup, html};
use web::parts::{self, Colour};
use web::{Cx, Form, Notice, PathId, Show};

use super::BESIDE;
use super::address_form::{Sheet, draw, filled, is_redrawn, read};
use crate::acts::MOST_ADDRESSES;
use crate::address::label_of_book;
use crate::{
    Addressed, add_address, address_of, addresses_of, change_address, make_default, remove_address,
    shown,
};

const BOOK: &str = "/account/addresses";

/// `GET /account/addresses`.
pub(super) async fn list(cx: Cx) -> Show {
    let me = cx.member()?.id;
    let ask = move |tx: &mut Tx<'_>| addresses_of(tx, me);
    let book = cx.db().read("members.addresses", ask).await?;
    let title = cx.t("members-addresses");
    let none = || {
        parts::empty(
            cx.t("members-no-delivery"),
            cx.t("members-say-delivery"),
            "/account/addresses/new",
        )
    };
    cx.show(
        title,
        html! {
            p { a href="/account" { (cx.t("members-account")) } }
            h1 { (title) }
            @if book.is_empty() { (none()) } @else {
                p { (cx.t("members-addresses-what")) }
                ul.cards { @for one in &book { li.card { (entry(&cx, one)) } } }
                @if book.len() < MOST_ADDRESSES {
                    p.actions { a.button href="/account/addresses/new" { (cx.t("members-address-add")) } }
                }
            }
        },
    )
}

fn called(cx: &Cx, one: &Addressed) -> String {
    if one.called.is_empty() {
        cx.t("members-address-unnamed").to_owned()
    } else {
        one.called.clone()
    }
}

/// The lines of an address, for its member.
pub(super) fn written(to: &crate::Delivering) -> Markup {
    html! {
        address {
            @for line in shown(to) { (line) br; }
            @if !to.phone.is_empty() { (to.phone) }
        }
    }
}

fn entry(cx: &Cx, one: &Addressed) -> Markup {
    let path = format!("{BOOK}/{}", one.id);
    html! {
        h2 { (called(cx, one)) }
        @if one.default_at.is_some() {
            p { (parts::badge(Colour::Green, cx.t("members-address-default"))) }
        }
        (written(&one.to))
        div.actions {
            a.button.quiet href=(path) { (cx.t("members-change")) }
            @if one.default_at.is_none() {
                (cx.button(&format!("{path}/default"), cx.t("members-address-make-default")))
            }
            a href={ (path) "/removal" } { (cx.t("members-remove")) }
        }
    }
}

/// `GET /account/addresses/new`.
pub(super) async fn new(cx: Cx) -> Show {
    draw_new(&cx, &Form::empty())
}

fn draw_new(cx: &Cx, form: &Form) -> Show {
    draw(cx, form, &Sheet { action: BOOK, title: cx.t("members-address-new"), in_book: true })
}

/// `POST /account/addresses`.
pub(super) async fn add(cx: Cx, mut form: Form) -> Show {
    let me = cx.member()?.id;
    if is_redrawn(&form) {
        return draw_new(&cx, &form);
    }
    let (to, named) = (read(&mut form)?, named(&mut form));
    let (Some(to), Some(named)) = (to, named) else { return draw_new(&cx, &form) };
    let act = move |tx: &mut Tx<'_>| add_address(tx, me, &to, &named).map(|_| ());
    match cx.db().write("members.add_address", Lock::on(me), act).await {
        Ok(()) => cx.tell(Notice::good(cx.t("members-saved"))).to(BOOK),
        Err(refused) => {
            form.refused(refused, &BESIDE)?;
            draw_new(&cx, &form)
        }
    }
}

fn named(form: &mut Form) -> Option<String> {
    let typed = form.maybe_text("called", 40)?.unwrap_or_default();
    label_of_book(&typed).map_err(|no| form.wrong("called", no)).ok()
}

async fn load(cx: &Cx, id: AddressId) -> Result<Addressed, web::Stop> {
    let me = cx.member()?.id;
    let ask = move |tx: &mut Tx<'_>| address_of(tx, me, id);
    Ok(cx.db().read("members.address", ask).await?)
}

/// `GET /account/addresses/{address}`.
pub(super) async fn one(cx: Cx, PathId(id): PathId<AddressId>) -> Show {
    let found = load(&cx, id).await?;
    draw_one(&cx, &filled(&found.to).with("called", &found.called), id)
}

fn draw_one(cx: &Cx, form: &Form, id: AddressId) -> Show {
    let (action, title) = (format!("{BOOK}/{id}"), cx.t("members-address-one"));
    draw(cx, form, &Sheet { action: &action, title, in_book: true })
}

/// `POST /account/addresses/{address}`.
pub(super) async fn change(cx: Cx, PathId(id): PathId<AddressId>, mut form: Form) -> Show {
    let me = cx.member()?.id;
    // Why before the fields: nobody is told what is wrong with an address that is not theirs.
    load(&cx, id).await?;
    if is_redrawn(&form) {
        return draw_one(&cx, &form, id);
    }
    let (to, named) = (read(&mut form)?, named(&mut form));
    let (Some(to), Some(named)) = (to, named) else { return draw_one(&cx, &form, id) };
    let act = move |tx: &mut Tx<'_>| change_address(tx, me, id, &to, &named);
    match cx.db().write("members.change_address", Lock::on(me), act).await {
        Ok(()) => cx.tell(Notice::good(cx.t("members-saved"))).to(BOOK),
        Err(refused) => {
            form.refused(refused, &BESIDE)?;
            draw_one(&cx, &form, id)
        }
    }
}

/// `GET /account/addresses/{address}/removal`.
pub(super) async fn removal(cx: Cx, PathId(id): PathId<AddressId>) -> Show {
    let found = load(&cx, id).await?;
    draw_removal(&cx, &Form::empty(), &found)
}

fn draw_removal(cx: &Cx, form: &Form, one: &Addressed) -> Show {
    let title = cx.t("members-address-removal");
    let sure = cx.form(
        &format!("{BOOK}/{}/removal", one.id),
        html! {
            p.actions {
                button.danger type="submit" { (cx.t("members-remove")) }
                a href=(BOOK) { (cx.t("members-address-keep")) }
            }
        },
    );
    cx.show_form(
        title,
        form,
        html! {
            h1 { (title) }
            (web::whole(form))
            (parts::card(&called(cx, one), written(&one.to)))
            p { (cx.t("members-address-removal-what")) }
            (sure)
        },
    )
}

/// `POST /account/addresses/{address}/removal`.
pub(super) async fn remove(cx: Cx, PathId(id): PathId<AddressId>) -> Show {
    let found = load(&cx, id).await?;
    match book_act(&cx, "members.remove_address", id, remove_address).await {
        Ok(()) => cx.tell(Notice::good(cx.t("members-address-removed"))).to(BOOK),
        Err(refused) => {
            let mut form = Form::empty();
            form.refused(refused, &[])?;
            draw_removal(&cx, &form, &found)
        }
    }
}

/// `POST /account/addresses/{address}/default`.
pub(super) async fn default(cx: Cx, PathId(id): PathId<AddressId>) -> Show {
    load(&cx, id).await?;
    book_act(&cx, "members.make_default", id, make_default).await?;
    cx.tell(Notice::good(cx.t("members-address-goes-there"))).to(BOOK)
}

type Verb = fn(&mut Tx<'_>, MemberId, AddressId) -> Answer<()>;

async fn book_act(cx: &Cx, name: &'static str, id: AddressId, verb: Verb) -> Answer<()> {
    let web::Person::Member(me) = cx.person() else {
        return Err(web::WebRefusal::MembersOnly.into());
    };
    let me = me.id;
    cx.db().write(name, Lock::on(me), move |tx: &mut Tx<'_>| verb(tx, me, id)).await
}
