//! The pages of this room.

use db::{Answer, Tx};
use kernel::{At, MemberId, Span};
use privacy::record::{Beside, Told};
use web::{Form, Role, Routes, Who};

use crate::breach::{self, pages as breaches};
use crate::handover::pages as handovers;
use crate::refusals::DutiesRefusal as No;
use crate::warrant::{self, pages as orders};

/// Every way into this room.
pub fn routes() -> Routes {
    let officer = Who::Staff(Role::PrivacyOfficer);
    Routes::new("duties")
        .speaking(crate::TEXTS)
        .get("/me/privacy/incidents/{incident}", Who::Member, breaches::mine::one)
        .get("/staff/incidents", officer, breaches::list::page)
        .desk("duties-incidents", "duties-incidents-what")
        .post("/staff/incidents", officer, breaches::list::open)
        .get("/staff/incidents/{incident}", officer, breaches::one::page)
        .post("/staff/incidents/{incident}/facts", officer, breaches::deeds::facts)
        .post("/staff/incidents/{incident}/ways", officer, breaches::deeds::ways)
        .post("/staff/incidents/{incident}/removals", officer, breaches::deeds::removals)
        .post("/staff/incidents/{incident}/statement", officer, breaches::deeds::statement)
        .post("/staff/incidents/{incident}/steps", officer, breaches::deeds::steps)
        .post("/staff/incidents/{incident}/reports", officer, breaches::deeds::reports)
        .get("/staff/incidents/{incident}/papers/{lang}", officer, breaches::paper::edit)
        .post("/staff/incidents/{incident}/papers/{lang}", officer, breaches::paper::keep)
        .get("/staff/incidents/{incident}/papers/{lang}/{n}", officer, breaches::paper::show)
        .get("/staff/incidents/{incident}/papers/{lang}/{n}/text", officer, breaches::paper::text)
        .get("/me/privacy/orders/{warrant}", Who::Member, orders::mine)
        .get("/staff/legal-orders", officer, orders::list)
        .desk("duties-orders", "duties-orders-what")
        .post("/staff/legal-orders", officer, orders::propose)
        .get("/staff/legal-orders/{warrant}", officer, orders::one)
        .post("/staff/legal-orders/{warrant}/steps", officer, orders::step)
        .post("/staff/legal-orders/{warrant}/file", officer, orders::file)
        .get("/staff/handovers", officer, handovers::page)
        .desk("duties-handovers", "duties-handovers-what")
        .post("/staff/handovers", officer, handovers::propose)
}

/// What the pages of personal data show of this room: a member each breach and each order of an
/// authority that they were told of; everybody the breaches that are told in public.
pub fn beside() -> Beside {
    Beside { each: vec![told], all: vec![breaches::mine::public] }
}

fn told(tx: &mut Tx<'_>, member: MemberId) -> Answer<Vec<Told>> {
    let told = breach::told_to(tx, member)?.into_iter().map(|(id, at)| Told {
        at,
        path: format!("/me/privacy/incidents/{id}"),
        label: "duties-you-were-reached",
    });
    let ordered = warrant::told_to(tx, member)?.into_iter().map(|(id, at)| Told {
        at,
        path: format!("/me/privacy/orders/{id}"),
        label: "duties-was-ordered",
    });
    Ok(told.chain(ordered).collect())
}

/// An instant as somebody in Japan writes it: `2026-11-22 10:05`.
pub(crate) fn instant(form: &mut Form, name: &'static str) -> Option<At> {
    let text = form.text(name, 20)?;
    let read = text.split_once([' ', 'T']).and_then(|(day, time)| {
        let whole = time.matches(':').count() == 1;
        let at = At::parse(&format!("{day}T{time}:00Z"))?;
        whole.then(|| at.minus(Span::hours(9)))
    });
    if read.is_none() {
        form.wrong(name, No::NoInstant);
    }
    read
}

/// The same, to be shown in a field.
pub(crate) fn written(at: At) -> String {
    at.jst().chars().take(16).collect()
}
