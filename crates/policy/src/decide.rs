//! The compiled policy: one table of bits, and the decision read from it.
//!
//! Unknown is withheld: a purpose, field, role or recipient that the policy does not name has no
//! bit anywhere, so no rule can permit it by being silent about it.

use kernel::At;

use crate::sets::{ChoiceId, ChoiceSet, FieldSet, LawSet, PurposeSet, RecipientId, RecipientSet};
use crate::words::{ChoiceKind, Law, Purpose, RecipientKind, Role, Route};

/// What someone wants to open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    /// What for.
    pub purpose: Purpose,
    /// Which fields.
    pub fields: FieldSet,
    /// Who opens.
    pub role: Role,
    /// To whom it is handed, if it leaves the house.
    pub recipient: Option<RecipientId>,
    /// When: routes start and lapse.
    pub at: At,
}

/// How one person stands: what they chose, which laws protect them, what became of their data.
///
/// The default is a stranger: no consent, every law. Built by [`Compiled::standing`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The consents given and not withdrawn.
    pub consents: ChoiceSet,
    /// The objections made and not withdrawn.
    pub objections: ChoiceSet,
    /// An objection is on record that this policy does not know: nothing but duties may go on.
    pub unknown_objection: bool,
    /// The laws the person is under; each must permit.
    pub laws: LawSet,
    /// The person asked to stop all use (R4), or use is suspended while something is contested.
    pub stopped: bool,
    /// The person's free keys are destroyed (R5).
    pub erased: bool,
    /// After erasure: the duties whose period still runs (a legal hold). Ignored before.
    pub duties: PurposeSet,
}

impl Default for Standing {
    fn default() -> Standing {
        Standing {
            consents: ChoiceSet::EMPTY,
            objections: ChoiceSet::EMPTY,
            unknown_objection: false,
            laws: LawSet::all(),
            stopped: false,
            erased: false,
            duties: PurposeSet::EMPTY,
        }
    }
}

/// Why something stays closed. The order is the order in which a decision looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Withheld {
    /// The policy does not declare these fields for this purpose.
    NotDeclared,
    /// The policy does not let this role.
    NotAllowed,
    /// An earlier version let it; the running one, or a stop by the operator, does not.
    PolicyNarrowed,
    /// The person's data is erased, and no duty still keeps it.
    Erased,
    /// The person asked to stop all use.
    Stopped,
    /// The policy names no route that carries these fields to this recipient for this purpose.
    NoRoute,
    /// There is a route, but it has not started, or its contract or check is overdue.
    RouteLapsed,
    /// The person objected.
    Objected,
    /// A consent is needed and not given.
    NoConsent,
}

impl Withheld {
    /// Every reason.
    pub const ALL: &'static [Withheld] = &[
        Withheld::NotDeclared,
        Withheld::NotAllowed,
        Withheld::PolicyNarrowed,
        Withheld::Erased,
        Withheld::Stopped,
        Withheld::NoRoute,
        Withheld::RouteLapsed,
        Withheld::Objected,
        Withheld::NoConsent,
    ];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Withheld::NotDeclared => "not_declared",
            Withheld::NotAllowed => "not_allowed",
            Withheld::PolicyNarrowed => "policy_narrowed",
            Withheld::Erased => "erased",
            Withheld::Stopped => "stopped",
            Withheld::NoRoute => "no_route",
            Withheld::RouteLapsed => "route_lapsed",
            Withheld::Objected => "objected",
            Withheld::NoConsent => "no_consent",
        }
    }
}

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Decision {
    /// It may be opened.
    Allowed,
    /// It stays closed.
    Withheld(Withheld),
}

impl Decision {
    /// Whether it may be opened.
    pub const fn is_allowed(self) -> bool {
        matches!(self, Decision::Allowed)
    }
}

pub(crate) const PURPOSES: usize = Purpose::ALL.len();
pub(crate) const ROLES: usize = Role::ALL.len();
pub(crate) const LAWS: usize = Law::ALL.len();

/// One recipient, compiled.
#[derive(Debug, Clone)]
pub(crate) struct Handover {
    pub(crate) code: String,
    pub(crate) kind: RecipientKind,
    pub(crate) route: Route,
    pub(crate) abroad: bool,
    pub(crate) purposes: PurposeSet,
    pub(crate) gives: FieldSet,
    pub(crate) needs: ChoiceSet,
    pub(crate) stops: [ChoiceSet; PURPOSES],
    pub(crate) from: At,
    pub(crate) until: At,
}

/// One choice, compiled.
#[derive(Debug, Clone)]
pub(crate) struct Switch {
    pub(crate) code: String,
    pub(crate) kind: ChoiceKind,
}

/// The policy as a purpose × field table.
#[derive(Debug, Clone)]
pub struct Compiled {
    pub(crate) may: [[FieldSet; PURPOSES]; ROLES],
    pub(crate) declared: [FieldSet; PURPOSES],
    pub(crate) needs: [[ChoiceSet; PURPOSES]; LAWS],
    pub(crate) stops: [ChoiceSet; PURPOSES],
    pub(crate) recipients: Vec<Handover>,
    pub(crate) choices: Vec<Switch>,
    pub(crate) eu_countries: Vec<[u8; 2]>,
}

impl Compiled {
    /// The fields a role may open for a purpose, before any person's choice.
    pub fn may(&self, role: Role, purpose: Purpose) -> FieldSet {
        self.may[role.index()][purpose.index()]
    }

    /// The fields the policy declares for a purpose.
    pub fn declared(&self, purpose: Purpose) -> FieldSet {
        self.declared[purpose.index()]
    }

    /// Whether this person's data may be opened so. Cheapest first; allocates nothing.
    pub fn decide(&self, ask: &Ask, person: &Standing) -> Decision {
        match self.withheld(ask, person) {
            None => Decision::Allowed,
            Some(why) => Decision::Withheld(why),
        }
    }

    fn withheld(&self, ask: &Ask, person: &Standing) -> Option<Withheld> {
        let purpose = ask.purpose.index();
        if ask.fields.is_empty() || !self.declared[purpose].covers(ask.fields) {
            return Some(Withheld::NotDeclared);
        }
        if !self.may[ask.role.index()][purpose].covers(ask.fields) {
            return Some(Withheld::NotAllowed);
        }
        let duty = ask.purpose.is_duty();
        if person.erased && !(duty && person.duties.has(ask.purpose)) {
            return Some(Withheld::Erased);
        }
        if person.stopped && !duty {
            return Some(Withheld::Stopped);
        }
        let (mut needs, mut stops) = (ChoiceSet::EMPTY, self.stops[purpose]);
        for law in Law::ALL {
            if person.laws.has(*law) {
                needs = needs.or(self.needs[law.index()][purpose]);
            }
        }
        if let Some(id) = ask.recipient {
            let Some(to) = self.recipients.get(id.index()) else { return Some(Withheld::NoRoute) };
            if !to.purposes.has(ask.purpose) || !to.gives.covers(ask.fields) {
                return Some(Withheld::NoRoute);
            }
            if ask.at < to.from || ask.at >= to.until {
                return Some(Withheld::RouteLapsed);
            }
            needs = needs.or(to.needs);
            stops = stops.or(to.stops[purpose]);
        }
        if duty {
            // No choice of the person stops what a law requires; the loader refuses any bound to
            // it.
            return None;
        }
        if person.unknown_objection || person.objections.touches(stops) {
            return Some(Withheld::Objected);
        }
        // A person under no law at all is an unknown, not a free-for-all.
        if person.laws.is_empty() || !person.consents.covers(needs) {
            return Some(Withheld::NoConsent);
        }
        None
    }

    /// The choice with this code.
    pub fn choice(&self, code: &str) -> Option<ChoiceId> {
        let place = self.choices.iter().position(|c| c.code == code)?;
        u8::try_from(place).ok().map(ChoiceId)
    }

    /// The recipient with this code.
    pub fn recipient(&self, code: &str) -> Option<RecipientId> {
        let place = self.recipients.iter().position(|r| r.code == code)?;
        u8::try_from(place).ok().map(RecipientId)
    }

    /// The code of a recipient.
    pub fn recipient_code(&self, id: RecipientId) -> Option<&str> {
        self.recipients.get(id.index()).map(|r| r.code.as_str())
    }

    /// By which route a recipient receives, and whether it lies abroad.
    pub fn route(&self, id: RecipientId) -> Option<(Route, bool)> {
        self.recipients.get(id.index()).map(|r| (r.route, r.abroad))
    }

    /// The recipients of a kind.
    pub fn recipients_of(&self, kind: RecipientKind) -> RecipientSet {
        let ids = self.recipients.iter().zip(0u8..).filter(|(r, _)| r.kind == kind);
        ids.map(|(_, id)| RecipientId(id)).collect()
    }

    /// The laws a person with this country is under; all of them when the country is not known.
    pub fn laws_for(&self, country: Option<&str>) -> LawSet {
        let Some([a, b]) = country.map(str::as_bytes) else { return LawSet::all() };
        let jp = LawSet::EMPTY.with(Law::Jp);
        if self.eu_countries.contains(&[*a, *b]) { jp.with(Law::Eu) } else { jp }
    }

    /// How a person stands, from the latest state of each choice on record: its code, which kind
    /// it was when it was made, and whether it is on. A consent to something this policy no longer
    /// asks counts for nothing; an objection it does not know stops everything that may be stopped.
    pub fn standing<'a>(
        &self,
        country: Option<&str>,
        choices: impl IntoIterator<Item = (&'a str, ChoiceKind, bool)>,
    ) -> Standing {
        let mut person = Standing { laws: self.laws_for(country), ..Standing::default() };
        for (code, kind, on) in choices {
            if !on {
                continue;
            }
            let known = self.choice(code).filter(|id| self.choices[id.index()].kind == kind);
            match (kind, known) {
                (ChoiceKind::Consent, Some(id)) => person.consents = person.consents.with(id),
                (ChoiceKind::Objection, Some(id)) => person.objections = person.objections.with(id),
                (ChoiceKind::Consent, None) => {}
                (ChoiceKind::Objection, None) => person.unknown_objection = true,
            }
        }
        person
    }
}
