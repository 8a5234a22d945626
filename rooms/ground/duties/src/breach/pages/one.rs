use db::Tx;
use kernel::{At, IncidentId, Word as _};
use maud::{Markup, html};
use policy::Lang;
use privacy::RunningPolicy;
use web::parts::{self, Align, Colour, Column};
use web::{Cx, Field, Form, PathId, Show, submit, whole};

use super::super::rules::{Cause, EXEMPTION_SOURCE, Keys, Report, Risk};
use super::super::telling::LANGUAGES;
use super::super::{
    self as breach, Alarm, Incident, Paper, Progress, ReachRow, Sent, Standing, Step,
};
use super::super::{Way, store};
use crate::pages::written;

/// What the page of an incident shows.
pub(super) struct Whole {
    pub(super) incident: Incident,
    stands: Standing,
    ways: Vec<ReachRow>,
    so_far: Progress,
    papers: Vec<Paper>,
    sent: Vec<Sent>,
    statements: Vec<(String, String)>,
    alarms: Vec<Alarm>,
    steps: Vec<Step>,
}

fn read(tx: &mut Tx<'_>, id: IncidentId) -> db::Answer<Whole> {
    let incident = breach::load(tx, id)?;
    let stands = breach::standing(tx, &incident)?;
    Ok(Whole {
        ways: breach::ways(tx, id)?,
        so_far: breach::progress(tx, &incident, &stands)?,
        papers: breach::papers(tx, id)?,
        sent: tx.all(store::REPORTS, (id,))?,
        statements: breach::statements(tx, id)?,
        alarms: breach::alarms(tx, id)?,
        steps: breach::steps(tx, id)?,
        incident,
        stands,
    })
}

/// `/staff/incidents/{incident}`
pub(crate) async fn page(cx: Cx, PathId(id): PathId<IncidentId>) -> Show {
    draw(&cx, id, &Form::empty()).await
}

pub(super) async fn draw(cx: &Cx, id: IncidentId, form: &Form) -> Show {
    let all = cx.db().read("duties.incident", move |tx| read(tx, id)).await?;
    let open = all.incident.closed_at.is_none();
    let title = cx.t("duties-incident");
    let body = html! {
        p { a href="/staff/incidents" { (cx.t("duties-incidents")) } }
        h1 { (title) }
        (whole(form))
        (ringing(cx, &all))
        (class(cx, &all))
        (clocks(cx, &all))
        (ways(cx, &all, form)?)
        @if open { (facts(cx, &all, form)) }
        (papers(cx, &all))
        (telling(cx, &all, form))
        @if open { (closing(cx, &all)) }
        (past(cx, &all.steps))
    };
    cx.show_form(title, form, body)
}

/// A form of this incident that says how much of it was seen.
fn deed(cx: &Cx, all: &Whole, path: &str, body: Markup) -> Markup {
    cx.form(
        &format!("/staff/incidents/{}/{path}", all.incident.id),
        html! { input type="hidden" name="seen" value=(all.incident.steps); (body) },
    )
}

fn step(cx: &Cx, all: &Whole, what: &str, label: &str) -> Markup {
    deed(
        cx,
        all,
        "steps",
        html! {
            input type="hidden" name="deed" value=(what);
            p.actions { button.quiet type="submit" { (label) } }
        },
    )
}

fn ringing(cx: &Cx, all: &Whole) -> Markup {
    html! { @if !all.alarms.is_empty() {
        (parts::card(cx.t("duties-ringing"), html! {
            ul { @for alarm in &all.alarms { li {
                (parts::badge(Colour::Red, &ring_words(cx, alarm))) " "
                (parts::instant(alarm.rung_at))
            } } }
            (step(cx, all, "saw", cx.t("duties-saw")))
        }))
    } }
}

fn ring_words(cx: &Cx, alarm: &Alarm) -> String {
    let clock = clock_words(cx, alarm.report);
    match alarm.before_minutes {
        0 => cx.tv("duties-has-passed", &[("clock", clock)]),
        minutes => {
            let left = parts::length(kernel::Span::minutes(minutes));
            cx.tv("duties-comes-near", &[("clock", clock), ("left", left)])
        }
    }
}

pub(super) fn clock_words(cx: &Cx, report: Report) -> String {
    cx.tv("duties-clock", &[("clock", report.word())])
}

/// A count as the texts take it.
pub(super) fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn class(cx: &Cx, all: &Whole) -> Markup {
    let Standing { class, reached, .. } = &all.stands;
    let grounds = html! {
        @if class.grounds.is_empty() { (parts::badge(Colour::Green, cx.t("duties-not-reported"))) }
        @for ground in &class.grounds {
            (parts::badge(Colour::Red, &cx.tv("duties-ground", &[("ground", ground.word())]))) " "
        }
    };
    let told = if class.tell_all {
        "duties-tells-all"
    } else if class.tell_europe {
        "duties-tells-europe"
    } else {
        "duties-tells-nobody"
    };
    let exemption = html! {
        (cx.tv("duties-exemption-is", &[("exemption", class.exemption.word())]))
        br; small { (EXEMPTION_SOURCE) }
    };
    parts::card(
        cx.t("duties-class"),
        parts::facts(&[
            (cx.t("duties-persons"), html! { strong { (class.persons) } }),
            (cx.t("duties-persons-all"), html! { (reached.persons) }),
            (cx.t("duties-persons-sealed"), html! { (reached.sealed) }),
            (cx.t("duties-persons-europe"), html! { (class.europe) }),
            (cx.t("duties-fields"), fields(cx, all)),
            (cx.t("duties-grounds"), grounds),
            (cx.t("duties-exemption"), exemption),
            (cx.t("duties-to-tell"), html! { (cx.t(told)) }),
        ]),
    )
}

fn fields(cx: &Cx, all: &Whole) -> Markup {
    let running = cx.plugged::<RunningPolicy>().map(|policy| policy.at(cx.now()));
    let lang = Lang::parse(cx.language().word()).unwrap_or(Lang::En);
    let words: Vec<String> = all
        .stands
        .fields
        .iter()
        .map(|field| {
            let prose = running.as_ref().ok().and_then(|r| r.policy().prose.get(&lang));
            prose.map_or(field.code(), |prose| prose.say("field", field.code())).to_owned()
        })
        .collect();
    html! { @if words.is_empty() { "—" } @else { (words.join(", ")) } }
}

fn clocks(cx: &Cx, all: &Whole) -> Markup {
    let sent = |report: Report| all.sent.iter().find(|one| one.report == report);
    parts::card(
        cx.t("duties-clocks"),
        html! {
            @if all.stands.clocks.is_empty() { p { (cx.t("duties-no-clock")) } }
            ul { @for (report, due) in &all.stands.clocks { li {
                (clock_words(cx, *report)) ": " (parts::instant(*due)) " "
                @match sent(*report) {
                    Some(one) => {
                        (parts::badge(Colour::Green, cx.t("duties-handed-in"))) " " (parts::instant(one.sent_at))
                        " · " code { (one.author) } " · " (one.lang) " " (one.paper)
                    }
                    None if *due < cx.now() => { (parts::badge(Colour::Red, cx.t("duties-late"))) }
                    None => { (parts::badge(Colour::Amber, &parts::remaining(*due, cx.now()))) }
                }
            } } }
            @if all.incident.closed_at.is_none() && !all.papers.is_empty() { (handing_in(cx, all)) }
        },
    )
}

fn handing_in(cx: &Cx, all: &Whole) -> Markup {
    let open: Vec<(&str, String)> = Report::ALL
        .iter()
        .filter(|report| all.sent.iter().all(|one| one.report != **report))
        .map(|report| (report.word(), clock_words(cx, *report)))
        .collect();
    let versions: Vec<(String, String)> = all
        .papers
        .iter()
        .rev()
        .map(|paper| {
            let code = format!("{} {}", paper.lang, paper.n);
            (code.clone(), code)
        })
        .collect();
    html! { @if !open.is_empty() {
        (deed(cx, all, "reports", html! {
            p { (cx.t("duties-hand-in-what")) }
            (web::choose(&Form::empty(), "report", cx.t("duties-which-report"), &open))
            (web::choose(&Form::empty(), "paper", cx.t("duties-which-paper"), &versions))
            (submit(cx.t("duties-note-handed-in")))
        }))
    } }
}

fn ways(cx: &Cx, all: &Whole, form: &Form) -> Result<Markup, web::Stop> {
    let columns = [
        Column(cx.t("duties-way"), Align::Left),
        Column(cx.t("duties-whom"), Align::Left),
        Column(cx.t("duties-from"), Align::Left),
        Column(cx.t("duties-until"), Align::Left),
    ];
    let open = all.incident.closed_at.is_none();
    let row = |one: &ReachRow| {
        vec![
            html! { (way_words(cx, one.way)) },
            html! { code { (one.whom) } },
            parts::instant(one.from_at),
            html! { (parts::instant(one.until_at))
            @if open { (deed(cx, all, "removals", html! {
                input type="hidden" name="n" value=(one.n);
                button.quiet type="submit" { (cx.t("duties-was-none")) }
            })) } },
        ]
    };
    let rows: Vec<Vec<Markup>> = all.ways.iter().map(row).collect();
    let choices: Vec<(&str, String)> =
        Way::ALL.iter().map(|way| (way.word(), way_words(cx, *way))).collect();
    let running = cx.plugged::<RunningPolicy>()?.at(cx.now());
    let recipients: Vec<&str> =
        running.policy().recipients.iter().map(|to| to.code.as_str()).collect();
    Ok(parts::card(
        cx.t("duties-ways"),
        html! {
            @if rows.is_empty() { p { (cx.t("duties-no-way")) } }
            @else { (parts::table(cx.t("duties-ways"), &columns, &rows)) }
            @if open { (deed(cx, all, "ways", html! {
                p { (cx.t("duties-ways-what")) }
                (web::choose(form, "way", cx.t("duties-way"), &choices))
                (Field::text("whom", cx.t("duties-whom")).most(120).optional()
                    .help(cx.tv("duties-whom-help", &[("recipients", recipients.join(", "))])).show(form))
                (Field::text("from", cx.t("duties-from")).most(20).help(cx.t("duties-instant-help")).show(form))
                (Field::text("until", cx.t("duties-until")).most(20).show(form))
                (submit(cx.t("duties-add-way")))
            })) }
        },
    ))
}

fn way_words(cx: &Cx, way: Way) -> String {
    cx.tv("duties-way-is", &[("way", way.word())])
}

fn facts(cx: &Cx, all: &Whole, form: &Form) -> Markup {
    let known = &all.stands.facts;
    let shown = form
        .clone()
        .with("known", written(known.known_at))
        .with("cause", known.cause)
        .with("keys", known.keys)
        .with("sensitive", if known.sensitive { "yes" } else { "no" })
        .with("money", if known.money { "yes" } else { "no" })
        .with("risk", known.risk);
    let list = |key: &str, arg: &str, words: Vec<&'static str>| -> Vec<(&'static str, String)> {
        words.into_iter().map(|word| (word, cx.tv(key, &[(arg, word)]))).collect()
    };
    let causes = list("duties-cause-is", "cause", Cause::ALL.iter().map(|c| c.word()).collect());
    let keys = list("duties-keys-are", "keys", Keys::ALL.iter().map(|k| k.word()).collect());
    let risks = list("duties-risk-is", "risk", Risk::ALL.iter().map(|r| r.word()).collect());
    let yes = [("no", cx.t("duties-no")), ("yes", cx.t("duties-yes"))];
    parts::card(
        cx.t("duties-facts"),
        deed(
            cx,
            all,
            "facts",
            html! {
                p { (cx.t("duties-facts-what")) }
                (Field::text("known", cx.t("duties-known")).most(20).help(cx.t("duties-instant-help")).show(&shown))
                (web::choose(&shown, "cause", cx.t("duties-cause"), &causes))
                (web::choose(&shown, "keys", cx.t("duties-keys"), &keys))
                (web::choose(&shown, "sensitive", cx.t("duties-sensitive"), &yes))
                (web::choose(&shown, "money", cx.t("duties-money"), &yes))
                (web::choose(&shown, "risk", cx.t("duties-risk"), &risks))
                (submit(cx.t("duties-state")))
            },
        ),
    )
}

fn papers(cx: &Cx, all: &Whole) -> Markup {
    let id = all.incident.id;
    parts::card(
        cx.t("duties-papers"),
        html! {
            p { (cx.t("duties-papers-what")) }
            ul { @for paper in &all.papers { li {
                a href={ "/staff/incidents/" (id) "/papers/" (paper.lang) "/" (paper.n) } {
                    (paper.lang) " " (paper.n)
                } " · " (parts::instant(paper.written_at)) " · " code { (paper.author) }
            } } }
            @if all.incident.closed_at.is_none() { p {
                @for lang in breach::PAPER_LANGUAGES {
                    a href={ "/staff/incidents/" (id) "/papers/" (lang) } {
                        (cx.tv("duties-write-paper", &[("lang", lang)]))
                    } " "
                }
            } }
        },
    )
}

fn telling(cx: &Cx, all: &Whole, form: &Form) -> Markup {
    let so_far = &all.so_far;
    let mut shown = form.clone();
    for (lang, words) in &all.statements {
        if let Some(name) = LANGUAGES.into_iter().find(|known| known == lang) {
            shown = shown.with(name, words);
        }
    }
    let since = |at: Option<At>| {
        html! { @match at {
            Some(at) => { (parts::instant(at)) }
            None => { "—" }
        } }
    };
    let open = all.incident.closed_at.is_none();
    parts::card(
        cx.t("duties-telling"),
        html! {
            (parts::facts(&[
                (cx.t("duties-telling-since"), since(all.incident.telling_at)),
                (cx.t("duties-untold"), html! { (so_far.untold) }),
                (cx.t("duties-waiting"), html! { (so_far.waiting) }),
                (cx.t("duties-left"), html! { (so_far.sent) }),
                (cx.t("duties-on-site"), html! { (so_far.site) }),
                (cx.t("duties-unreached"), html! { (so_far.unreached) }),
                (cx.t("duties-public-since"), since(all.incident.public_at)),
            ]))
            @if open {
                (deed(cx, all, "statement", html! {
                    p { (cx.t("duties-statement-what")) }
                    @for lang in LANGUAGES {
                        (Field::lines(lang, cx.tv("duties-statement-in", &[("lang", lang)]))
                            .most(super::super::telling::MOST).show(&shown))
                    }
                    (submit(cx.t("duties-statement-keep")))
                }))
                @if all.incident.telling_at.is_none() && all.stands.class.tells() {
                    (step(cx, all, "tell", cx.t("duties-tell-all")))
                }
                @if all.incident.public_at.is_none() {
                    (step(cx, all, "publish", cx.t("duties-publish")))
                }
            }
        },
    )
}

fn closing(cx: &Cx, all: &Whole) -> Markup {
    parts::card(
        cx.t("duties-to-close"),
        html! {
            p { (cx.t("duties-to-close-what")) }
            (step(cx, all, "close", cx.t("duties-to-close")))
        },
    )
}

fn past(cx: &Cx, steps: &[Step]) -> Markup {
    parts::card(
        cx.t("duties-history"),
        html! { ul { @for step in steps { li {
            (parts::instant(step.at)) " · " (cx.tv("duties-item", &[("item", step.item.word())]))
            @if !step.worth.is_empty() { ": " code { (step.worth) } }
            " · " code { (step.author) }
        } } } },
    )
}
