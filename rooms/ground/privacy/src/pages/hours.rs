use kernel::{Day, Fault, Word as _};
use maud::{Markup, html};
use policy::Lang;
use web::Cx;
use web::parts::{self, Colour};

use crate::running::RunningPolicy;

/// Whether the operator can be reached now, when that changes, and by which ways (S1): for every
/// page that says so.
pub fn desk(cx: &Cx, lang: Lang) -> Result<Markup, Fault> {
    let running = cx.plugged::<RunningPolicy>()?.at(cx.now());
    let contact = &running.policy().contact;
    let desk = contact.hours.desk(cx.now());
    let (colour, words, until) = match lang {
        Lang::En if desk.open => (Colour::Green, "Open now", "closes"),
        Lang::En => (Colour::Grey, "Closed now", "opens"),
        Lang::Ja if desk.open => (Colour::Green, "受付中", "受付終了"),
        Lang::Ja => (Colour::Grey, "受付時間外", "受付開始"),
        Lang::ZhHant if desk.open => (Colour::Green, "服務中", "結束"),
        Lang::ZhHant => (Colour::Grey, "非服務時間", "開始"),
    };
    let day = |at| {
        let prose = running.policy().prose.get(&lang);
        let weekday = Day::of(at).weekday().word();
        prose.map_or(weekday, |prose| prose.say("weekday", weekday)).to_owned()
    };
    Ok(html! {
        p {
            (parts::badge(colour, words)) " "
            @if let Some(next) = desk.next {
                (until) " " (day(next)) " " (parts::instant_and_yours(next))
            }
            " · " (contact.phone_domestic) " · " (contact.phone_abroad)
            " · " a href={ "mailto:" (contact.email) } { (contact.email) }
        }
    })
}
