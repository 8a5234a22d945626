//! Facts put into the words of a language.

use crate::calendar::{Measure, Unit};
use crate::facts::{Policy, PurposeFacts, Recipient};
use crate::prose::{Prose, told};
use crate::sets::{FieldSet, PurposeSet};
use crate::terms::Terms;
use crate::words::{Category, Lang, Law, Purpose, RetentionClass};

static NONE: std::sync::LazyLock<Prose> = std::sync::LazyLock::new(Prose::default);

/// Says a policy's facts in one language.
pub(crate) struct Speaker<'p> {
    pub(crate) policy: &'p Policy,
    pub(crate) prose: &'p Prose,
}

pub(crate) type Pair = (String, String);

impl<'p> Speaker<'p> {
    pub(crate) fn new(policy: &'p Policy, lang: Lang) -> Speaker<'p> {
        Speaker { policy, prose: policy.prose.get(&lang).unwrap_or(&NONE) }
    }

    pub(crate) fn phrase(&self, key: &'p str) -> String {
        self.prose.say("phrase", key).to_owned()
    }

    pub(crate) fn pair(&self, key: &'p str, value: impl Into<String>) -> Pair {
        (self.phrase(key), value.into())
    }

    pub(crate) fn join(&self, items: impl IntoIterator<Item = impl Into<String>>) -> String {
        let items: Vec<String> = items.into_iter().map(Into::into).collect();
        items.join(self.prose.say("phrase", "separator"))
    }

    /// A set of data: a whole category by its name, a part of one field by field.
    pub(crate) fn data(&self, fields: FieldSet) -> String {
        let mut names: Vec<&str> = Vec::new();
        for category in Category::ALL {
            let here = fields.and(category.fields());
            let collected = self.policy.categories.get(category).copied().unwrap_or_default();
            if here.is_empty() {
                continue;
            }
            if here == collected {
                names.push(self.prose.say("title", category.code()));
            } else {
                names.extend(here.iter().map(|f| self.prose.say("field", f.code())));
            }
        }
        self.join(names)
    }

    pub(crate) fn purposes(&self, purposes: PurposeSet) -> String {
        self.join(purposes.iter().map(|p| self.prose.say("title", p.fact())))
    }

    pub(crate) fn measure(&self, measure: Measure) -> String {
        let unit: Unit = measure.unit;
        self.prose.fill("unit", unit.code(), &[("n", &measure.count.to_string())])
    }

    pub(crate) fn basis(&self, facts: &PurposeFacts) -> String {
        let each = facts.basis.iter().map(|(law, basis)| {
            let law = self.prose.say("law", law.code());
            format!("{law}: {}", self.prose.say("basis", basis.code()))
        });
        self.join(each)
    }

    pub(crate) fn kept(&self, class: RetentionClass) -> String {
        let name = self.prose.say("retention", class.code());
        let Some(facts) = self.policy.retention.get(&class) else { return name.to_owned() };
        let start = self.prose.say("start", facts.starts.code());
        let (period, key) = (self.measure(facts.period), facts.period.count);
        let key = if key == 0 { "kept_nothing" } else { "kept_for" };
        let values = [("what", name), ("period", &period), ("event", start)];
        self.prose.fill("phrase", key, &values)
    }

    pub(crate) fn country(&self, to: &Recipient) -> String {
        to.country.clone().unwrap_or_else(|| self.phrase("destination"))
    }

    /// What a purpose uses, on which basis, who may, how long.
    pub(crate) fn purpose(&self, purpose: Purpose) -> Vec<Pair> {
        let Some(facts) = self.policy.purposes.get(&purpose) else { return Vec::new() };
        let roles = facts.may.iter().map(|(role, fields)| {
            format!("{} ({})", self.prose.say("role", role.code()), self.data(*fields))
        });
        let to = self.policy.recipients.iter().filter(|r| r.purposes.has(purpose));
        let to = self.join(to.map(|r| format!("{} ({})", r.name, self.country(r))));
        let mut pairs = vec![
            self.pair("data", self.data(facts.fields)),
            self.pair("basis", self.basis(facts)),
            self.pair("who_may", self.join(roles)),
            self.pair("kept", self.join(facts.retention.iter().map(|c| self.kept(*c)))),
        ];
        if !to.is_empty() {
            pairs.push(self.pair("recipient", to));
        }
        if facts.stopped {
            pairs.insert(0, self.pair("stopped", ""));
        }
        pairs
    }

    /// Everything about a recipient that a person is to know.
    pub(crate) fn recipient(&self, to: &'p Recipient) -> Vec<Pair> {
        let means = to.means.iter().map(|m| self.prose.say("means", m.code()));
        let mut pairs = vec![
            self.pair("country", self.country(to)),
            self.pair("address", &to.address),
            self.pair("representative", &to.representative),
            self.pair("purpose", self.purposes(to.purposes)),
            self.pair("given", self.data(to.gives)),
            self.pair("means", self.join(means)),
            self.pair("route", self.prose.say("route", to.terms.route().code())),
        ];
        pairs.extend(self.terms(&to.terms));
        for section in told(&to.terms) {
            pairs.push(self.pair(section, self.prose.say(section, &to.code)));
        }
        pairs
    }

    fn terms(&self, terms: &'p Terms) -> Vec<Pair> {
        match terms {
            Terms::Consent { choice } | Terms::ForeignConsent { choice } => {
                vec![self.pair("choice", self.prose.say("choice", choice))]
            }
            Terms::Law { article } => vec![self.pair("article", article)],
            Terms::OptOut { filing, filed, starts, choice } => vec![
                self.pair("filing", filing),
                self.pair("filed", filed.to_string()),
                self.pair("starts", starts.to_string()),
                self.pair("choice", self.prose.say("choice", choice)),
            ],
            Terms::Entrust { contract, reviewed: last, review_due: due }
            | Terms::ForeignEquivalent { contract, checked: last, check_due: due } => vec![
                self.pair("contract", contract),
                self.pair("reviewed", last.to_string()),
                self.pair("due", due.to_string()),
            ],
            Terms::Succession { agreement, starts } => {
                vec![self.pair("contract", agreement), self.pair("starts", starts.to_string())]
            }
            Terms::JointUse { responsible } => vec![self.pair("responsible", responsible)],
            Terms::OnBehalf | Terms::ForeignDesignated => Vec::new(),
        }
    }

    pub(crate) fn law(&self, law: Law) -> String {
        self.prose.say("law", law.code()).to_owned()
    }
}
