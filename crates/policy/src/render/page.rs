//! The page a visitor reads: plain blocks, so that the web, the terminal and a test show the same.

use kernel::Word as _;

use super::speak::{Pair, Speaker};
use crate::calendar::Day;
use crate::facts::Policy;
use crate::prose::HEADINGS;
use crate::words::{Category, ChoiceKind, Lang, Provision, Purpose};

/// A policy as a page in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The language.
    pub lang: Lang,
    /// The title.
    pub title: String,
    /// The version.
    pub version: Day,
    /// From when it binds.
    pub effective: Day,
    /// The hash of what is shown, and obeyed.
    pub hash: String,
    /// The sections, in order.
    pub sections: Vec<Section>,
}

/// One section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its anchor.
    pub id: &'static str,
    /// Its heading.
    pub heading: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// One block of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Text(String),
    /// Names with what they mean.
    Pairs(Vec<(String, String)>),
    /// A numbered fact, or a thing with a code: its anchor, its name, a sentence, its particulars.
    Item {
        /// The anchor: `P3`, `demo_post`.
        id: String,
        /// The name.
        title: String,
        /// The sentence.
        text: String,
        /// The particulars.
        pairs: Vec<(String, String)>,
    },
    /// A table.
    Table {
        /// The heads of its columns.
        head: Vec<String>,
        /// Its rows.
        rows: Vec<Vec<String>>,
    },
    /// A list.
    List(Vec<String>),
}

/// The page of a policy.
pub fn page(policy: &Policy, lang: Lang) -> Page {
    let speaker = Speaker::new(policy, lang);
    let sections = HEADINGS.iter().map(|id| Section {
        id,
        heading: speaker.prose.say("heading", id).to_owned(),
        blocks: blocks(&speaker, id),
    });
    Page {
        lang,
        title: speaker.phrase("policy"),
        version: policy.version,
        effective: policy.effective,
        hash: policy.hash().to_owned(),
        sections: sections.collect(),
    }
}

fn blocks(s: &Speaker<'_>, id: &str) -> Vec<Block> {
    match id {
        "operator" => operator(s),
        "categories" => categories(s),
        "purposes" => purposes(s, false),
        "duties" => purposes(s, true),
        "compatible" => judgements(s),
        "recipients" => recipients(s),
        "outside" => outside(s),
        "cookies" => cookies(s),
        "retention" => retention(s),
        "choices" => choices(s),
        "rights" => rights(s),
        "clocks" => clocks(s),
        "measures" => {
            let each = s.policy.measures.iter().map(|m| s.prose.say("measure", m).to_owned());
            vec![Block::List(each.collect())]
        }
        "contact" => contact(s),
        "changes" => changes(s),
        "law" => law(s),
        _ => Vec::new(),
    }
}

fn item(s: &Speaker<'_>, fact: &str, pairs: Vec<Pair>) -> Block {
    Block::Item {
        id: fact.to_owned(),
        title: s.prose.say("title", fact).to_owned(),
        text: s.prose.say("text", fact).to_owned(),
        pairs,
    }
}

fn table<const N: usize>(
    s: &Speaker<'_>,
    head: [&'static str; N],
    rows: Vec<[String; N]>,
) -> Block {
    Block::Table {
        head: head.iter().map(|key| s.prose.say("phrase", key).to_owned()).collect(),
        rows: rows.into_iter().map(Vec::from).collect(),
    }
}

fn operator(s: &Speaker<'_>) -> Vec<Block> {
    let operator = &s.policy.operator;
    vec![Block::Pairs(vec![
        s.pair("name", &operator.name),
        s.pair("address", &operator.address),
        s.pair("representative", &operator.representative),
        s.pair("privacy_officer", &operator.privacy_officer),
        s.pair("eu_representative", &operator.eu_representative),
        s.pair("dealer_licence", &operator.dealer_licence),
    ])]
}

fn categories(s: &Speaker<'_>) -> Vec<Block> {
    let each = Category::ALL.iter().map(|category| {
        let fields = s.policy.categories.get(category).copied().unwrap_or_default();
        let names = fields.iter().map(|f| s.prose.say("field", f.code()));
        let used = s.policy.purposes.iter().filter(|(_, f)| f.fields.touches(fields));
        let used = s.purposes(used.map(|(p, _)| *p).collect());
        let pairs = vec![s.pair("data", s.join(names)), s.pair("purpose", used)];
        item(s, category.code(), pairs)
    });
    each.collect()
}

fn purposes(s: &Speaker<'_>, duties: bool) -> Vec<Block> {
    let these = Purpose::ALL.iter().filter(|p| p.is_duty() == duties);
    these.map(|p| item(s, p.fact(), s.purpose(*p))).collect()
}

fn judgements(s: &Speaker<'_>) -> Vec<Block> {
    let each = s.policy.judgements.iter().map(|judgement| Block::Item {
        id: judgement.code.clone(),
        title: judgement.code.clone(),
        text: s.prose.say("judgement", &judgement.code).to_owned(),
        pairs: vec![
            s.pair("decided", judgement.decided.to_string()),
            s.pair("by", &judgement.by),
            s.pair("near", s.prose.say("title", judgement.near.fact())),
            s.pair("data", s.data(judgement.fields)),
        ],
    });
    each.collect()
}

fn recipients(s: &Speaker<'_>) -> Vec<Block> {
    let mut out = Vec::new();
    for case in Provision::ALL {
        out.push(item(s, case.code(), Vec::new()));
        let under = s.policy.recipients.iter().filter(|r| r.provision == *case);
        let before = out.len();
        out.extend(under.map(|to| {
            Block::Item {
                id: to.code.clone(),
                title: to.name.clone(),
                text: s.prose.say("recipient", &to.code).to_owned(),
                pairs: std::iter::once(s.pair("kind", s.prose.say("kind", to.kind.code())))
                    .chain(s.recipient(to))
                    .collect(),
            }
        }));
        if out.len() == before {
            out.push(Block::Text(s.phrase("none_yet")));
        }
    }
    out
}

fn outside(s: &Speaker<'_>) -> Vec<Block> {
    if s.policy.origins.is_empty() {
        return vec![Block::Text(s.phrase("origins_none"))];
    }
    let rows = s.policy.origins.iter().map(|o| {
        let purpose = s.prose.say("title", o.purpose.fact()).to_owned();
        [o.url.clone(), o.sends.clone(), o.to.clone(), purpose]
    });
    vec![table(s, ["origin", "sends", "recipient", "purpose"], rows.collect())]
}

fn cookies(s: &Speaker<'_>) -> Vec<Block> {
    let rows = s.policy.cookies.iter().map(|c| {
        let lasts = c.lasts.map_or_else(|| s.phrase("session"), |m| s.measure(m));
        let need = s.phrase(if c.essential { "essential" } else { "optional" });
        let (what, refused) = (s.prose.say("cookie", &c.name), s.prose.say("refused", &c.name));
        [c.name.clone(), what.to_owned(), lasts, need, refused.to_owned()]
    });
    let head = ["cookie", "purpose", "lasts", "need", "refusing"];
    vec![item(s, "C1", Vec::new()), item(s, "C2", Vec::new()), table(s, head, rows.collect())]
}

fn retention(s: &Speaker<'_>) -> Vec<Block> {
    let rows = s.policy.retention.iter().map(|(class, facts)| {
        let start = s.prose.say("start", facts.starts.code()).to_owned();
        let name = s.prose.say("retention", class.code()).to_owned();
        [name, s.measure(facts.period), start, facts.article.clone(), facts.source.clone()]
    });
    vec![table(s, ["kept", "period", "event", "article", "source"], rows.collect())]
}

fn choices(s: &Speaker<'_>) -> Vec<Block> {
    let each = s.policy.choices.iter().map(|choice| {
        let starts = match choice.kind {
            ChoiceKind::Consent => "starts_off",
            ChoiceKind::Objection => "starts_on",
        };
        let to = choice.recipients.iter().filter_map(|code| s.policy.recipient(code));
        let to = s.join(to.map(|r| format!("{} ({})", r.name, s.country(r))));
        let mut pairs = vec![
            s.pair("choice", s.phrase(starts)),
            s.pair("purpose", s.purposes(choice.purposes)),
        ];
        if !to.is_empty() {
            pairs.push(s.pair("recipient", to));
        }
        Block::Item {
            id: choice.code.clone(),
            title: s.prose.say("choice", &choice.code).to_owned(),
            text: s.prose.say("agree", &choice.code).to_owned(),
            pairs,
        }
    });
    each.collect()
}

fn rights(s: &Speaker<'_>) -> Vec<Block> {
    let each = s.policy.rights.iter().map(|(right, facts)| {
        let deadline = facts.clocks.iter().filter_map(|(law, clock)| {
            let value = s.policy.clock(*clock)?;
            Some(format!("{}: {}", s.law(*law), s.measure(value)))
        });
        let fee = match facts.fee_yen {
            0 => s.phrase("free"),
            yen => kernel::Yen::new(yen).to_string(),
        };
        let deadline = s.join(deadline);
        let pairs =
            vec![s.pair("form", &facts.form), s.pair("deadline", deadline), s.pair("fee", fee)];
        item(s, right.code(), pairs)
    });
    each.collect()
}

fn clocks(s: &Speaker<'_>) -> Vec<Block> {
    let rows = s.policy.clocks.iter().map(|(clock, facts)| {
        let name = s.prose.say("clock", clock.code()).to_owned();
        let (article, source) = (facts.article.clone(), facts.source.clone());
        [name, s.measure(facts.value), s.law(facts.law), article, source]
    });
    vec![table(s, ["clock", "value", "law", "article", "source"], rows.collect())]
}

fn contact(s: &Speaker<'_>) -> Vec<Block> {
    let contact = &s.policy.contact;
    let time = |m: i64| format!("{:02}:{:02}", m / 60, m % 60);
    let open = &contact.hours;
    let hours = format!("{}–{} JST", time(open.opens_minute), time(open.closes_minute));
    let days = open.closed_on.iter().map(|d| s.prose.say("weekday", d.word()).to_owned());
    let closed = s.join(days.chain(open.closed_on_holidays.then(|| s.phrase("holidays"))));
    vec![item(
        s,
        "S1",
        vec![
            s.pair("phone_domestic", &contact.phone_domestic),
            s.pair("phone_abroad", &contact.phone_abroad),
            s.pair("email", &contact.email),
            s.pair("form", &contact.form),
            s.pair("hours", hours),
            s.pair("closed_on", closed),
        ],
    )]
}

fn changes(s: &Speaker<'_>) -> Vec<Block> {
    let previous = s.policy.previous.clone().unwrap_or_else(|| s.phrase("first_version"));
    vec![item(
        s,
        "V1",
        vec![
            s.pair("version", s.policy.version.to_string()),
            s.pair("effective", s.policy.effective.to_string()),
            s.pair("hash", s.policy.hash()),
            s.pair("previous", previous),
        ],
    )]
}

fn law(s: &Speaker<'_>) -> Vec<Block> {
    let each = s.policy.laws.iter().map(|(law, profile)| Block::Item {
        id: format!("law-{law}"),
        title: s.law(*law),
        text: s.prose.say("protects", law.code()).to_owned(),
        pairs: vec![
            s.pair("authority", &profile.authority),
            s.pair("countries", s.join(profile.countries.iter().map(String::as_str))),
        ],
    });
    std::iter::once(item(s, "L1", Vec::new())).chain(each).collect()
}
