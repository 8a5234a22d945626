//! The form of an address, as the chosen country writes them.

use maud::{Markup, html};
use web::{Cx, Field, Form, Show, choose};

use crate::address::{CityKind, Format, PostalKind, RegionKind, Slot, checked, formats};
use crate::{COUNTRIES, Delivering};

/// One page with this form.
pub(super) struct Sheet<'a> {
    /// Where it is sent to.
    pub(super) action: &'a str,
    /// What the page is called.
    pub(super) title: &'a str,
    /// Whether the address has a name of its own in a book.
    pub(super) in_book: bool,
}

/// The fields filled with an address.
pub(super) fn filled(to: &Delivering) -> Form {
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

/// Whether only the form of another country is wished for, and nothing is to be kept yet.
pub(super) fn is_redrawn(form: &Form) -> bool {
    !form.shown("redraw").is_empty()
}

pub(super) fn draw(cx: &Cx, form: &Form, sheet: &Sheet<'_>) -> Show {
    let body = html! {
        h1 { (sheet.title) }
        p { (cx.t("members-address-sealed")) }
        (cx.form(sheet.action, fields(cx, form, sheet.in_book)?))
    };
    cx.show_form(sheet.title, form, body)
}

fn fields(cx: &Cx, form: &Form, in_book: bool) -> Result<Markup, kernel::Fault> {
    let country = form.shown("country").to_ascii_uppercase();
    let format = formats()?.of(&country);
    let mut countries = vec![("", cx.t("members-address-choose"))];
    countries.extend(COUNTRIES.iter().copied());
    Ok(html! {
        (web::whole(form))
        // Why first and unseen: the enter key presses a form's first button, and that is to save.
        button.unseen type="submit" tabindex="-1" aria-hidden="true" { (cx.t("members-save")) }
        @if in_book {
            (Field::text("called", cx.t("members-address-called")).most(40).optional()
                .help(cx.t("members-address-called-help")).show(form))
        }
        (choose(form, "country", cx.t("members-address-country"), &countries))
        div.field {
            button.quiet type="submit" name="redraw" value="yes" formnovalidate {
                (cx.t("members-address-redraw"))
            }
        }
        (Field::text("given", cx.t("members-address-given")).most(60).complete("given-name").show(form))
        (Field::text("family", cx.t("members-address-family")).most(60).complete("family-name").show(form))
        (Field::text("latin", cx.t("members-address-latin")).most(80).optional()
            .help(cx.t("members-address-latin-help")).show(form))
        @for slot in format.order() { (part(cx, form, format, slot, country.is_empty())) }
        (Field::text("phone", cx.t("members-address-phone")).most(30).optional().complete("tel")
            .help(cx.t("members-address-phone-help")).show(form))
        (web::submit(cx.t("members-save")))
    })
}

// A part that the country has no place for is shown as long as something stands in it: nothing
// that was typed is lost on the way from one country to another.
fn part(cx: &Cx, form: &Form, format: &Format, slot: Slot, is_anywhere: bool) -> Markup {
    let needed = format.needs(slot) && !is_anywhere;
    let (name, field) = match slot {
        Slot::Lines => {
            let field = Field::lines("lines", cx.t("members-address-lines")).most(200);
            ("lines", field.complete("street-address").help(cx.t("members-address-lines-help")))
        }
        Slot::City => {
            let field = Field::text("city", city_label(cx, format.city_called)).most(80);
            ("city", field.complete("address-level2"))
        }
        Slot::Region => {
            let field = Field::text("region", region_label(cx, format, is_anywhere)).most(80);
            ("region", field.complete("address-level1"))
        }
        _ => {
            let field = Field::text("postal_code", postal_label(cx, format.postal_called)).most(12);
            let help = format.example().map(|example| {
                cx.tv("members-address-postal-help", &[("example", example.to_owned())])
            });
            ("postal_code", field.complete("postal-code").help(help.unwrap_or_default()))
        }
    };
    let stands = !form.shown(name).is_empty() || form.wrong_with(name).is_some();
    if !(is_anywhere || format.asks(slot) || stands) {
        return html! {};
    }
    let field = if needed || slot == Slot::Lines { field } else { field.optional() };
    field.show(form)
}

fn city_label(cx: &Cx, kind: CityKind) -> &str {
    cx.t(match kind {
        CityKind::City => "members-city",
        CityKind::PostTown => "members-city-post-town",
        CityKind::Suburb => "members-city-suburb",
    })
}

fn postal_label(cx: &Cx, kind: PostalKind) -> &str {
    cx.t(match kind {
        PostalKind::Postal => "members-postal",
        PostalKind::Postcode => "members-postal-postcode",
        PostalKind::Zip => "members-postal-zip",
        PostalKind::Pin => "members-postal-pin",
        PostalKind::Eircode => "members-postal-eircode",
    })
}

fn region_label<'c>(cx: &'c Cx, format: &Format, is_anywhere: bool) -> &'c str {
    if is_anywhere {
        return cx.t("members-region");
    }
    cx.t(match format.region_called {
        RegionKind::Province => "members-region-province",
        RegionKind::State => "members-region-state",
        RegionKind::County => "members-region-county",
        RegionKind::Prefecture => "members-region-prefecture",
        RegionKind::Island => "members-region-island",
        RegionKind::Parish => "members-region-parish",
        RegionKind::District => "members-region-district",
        RegionKind::Department => "members-region-department",
        RegionKind::Area => "members-region-area",
        RegionKind::DoSi => "members-region-do-si",
    })
}

/// Reads the fields; what is wrong stands beside each.
pub(super) fn read(form: &mut Form) -> Result<Option<Delivering>, kernel::Fault> {
    let Some(typed) = typed(form) else { return Ok(None) };
    match checked(&typed)? {
        Ok(_) => Ok(Some(typed)),
        Err(wrong) => {
            for (field, no) in wrong {
                form.wrong(field, no);
            }
            Ok(None)
        }
    }
}

fn typed(form: &mut Form) -> Option<Delivering> {
    let (given, family) = (form.text("given", 60), form.text("family", 60));
    let latin = form.maybe_text("latin", 80);
    let (lines, city) = (form.lines("lines", 200), form.maybe_text("city", 80));
    let (region, code) = (form.maybe_text("region", 80), form.maybe_text("postal_code", 12));
    let (country, phone) = (form.text("country", 2), form.maybe_text("phone", 30));
    Some(Delivering {
        given: given?,
        family: family?,
        latin: latin?.unwrap_or_default(),
        lines: lines?,
        city: city?.unwrap_or_default(),
        region: region?.unwrap_or_default(),
        postal_code: code?.unwrap_or_default(),
        country: country?,
        phone: phone?.unwrap_or_default(),
    })
}
