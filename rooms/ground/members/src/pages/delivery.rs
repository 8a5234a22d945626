use db::{Lock, Tx};
use maud::html;
use web::{Cx, Field, Form, Notice, Show, choose};

use super::BESIDE;
use crate::{COUNTRIES, Delivering, delivery_of, set_delivery};

pub(super) async fn page(cx: Cx) -> Show {
    let me = cx.member()?.id;
    let ask = move |tx: &mut Tx<'_>| delivery_of(tx, me);
    let known = cx.db().read("members.delivery", ask).await?;
    draw(&cx, &known.map_or_else(Form::empty, |to| filled(&to)))
}

fn filled(to: &Delivering) -> Form {
    Form::empty()
        .with("given", &to.given)
        .with("family", &to.family)
        .with("latin", &to.latin)
        .with("lines", &to.lines)
        .with("city", &to.city)
        .with("region", &to.region)
        .with("postal_code", &to.postal_code)
        .with("country", &to.country)
        .with("phone", &to.phone)
}

fn draw(cx: &Cx, form: &Form) -> Show {
    let mut countries = vec![("", "Choose …")];
    countries.extend(COUNTRIES.iter().copied());
    let fields = html! {
        (web::whole(form))
        (Field::text("given", "Given name").most(60).complete("given-name").show(form))
        (Field::text("family", "Family name").most(60).complete("family-name").show(form))
        (Field::text("latin", "Name on the label").most(80).optional()
            .help("In Latin letters, as in a passport. Leave it empty if the two above are that already.")
            .show(form))
        (Field::lines("lines", "Address").most(200).complete("street-address")
            .help("Street, number, flat; one or two lines.").show(form))
        (Field::text("city", "City").most(80).complete("address-level2").show(form))
        (Field::text("region", "State, province or prefecture").most(80).optional()
            .complete("address-level1").show(form))
        (Field::text("postal_code", "Postal code").most(12).optional()
            .complete("postal-code").show(form))
        (choose(form, "country", "Country", &countries))
        (Field::text("phone", "Phone").most(30).optional().complete("tel")
            .help("With + and the country code. Only the carrier gets it, for the delivery.").show(form))
        (web::submit("Save"))
    };
    cx.show_form("Where parcels go", form, html! {
        h1 { "Where parcels go" }
        p { "Kept sealed. It is opened for the label and the customs form of your parcels, and each opening is on record." }
        (cx.form("/account/delivery", fields))
    })
}

pub(super) async fn send(cx: Cx, mut form: Form) -> Show {
    let me = cx.member()?.id;
    let Some(to) = read(&mut form) else { return draw(&cx, &form) };
    let act = move |tx: &mut Tx<'_>| set_delivery(tx, me, &to);
    match cx.db().write("members.set_delivery", Lock::none(), act).await {
        Ok(()) => cx.tell(Notice::good("Parcels will go there from now on.")).to("/account"),
        Err(refused) => {
            form.refused(refused, &BESIDE)?;
            draw(&cx, &form)
        }
    }
}

fn read(form: &mut Form) -> Option<Delivering> {
    let (given, family) = (form.text("given", 60), form.text("family", 60));
    let latin = form.maybe_text("latin", 80);
    let (lines, city) = (form.lines("lines", 200), form.text("city", 80));
    let (region, code) = (form.maybe_text("region", 80), form.maybe_text("postal_code", 12));
    let (country, phone) = (form.text("country", 2), form.maybe_text("phone", 30));
    Some(Delivering {
        given: given?,
        family: family?,
        latin: latin?.unwrap_or_default(),
        lines: lines?,
        city: city?,
        region: region?.unwrap_or_default(),
        postal_code: code?.unwrap_or_default(),
        country: country?,
        phone: phone?.unwrap_or_default(),
    })
}
