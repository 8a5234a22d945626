//! From the facts to the table.

use kernel::At;

use crate::decide::{Compiled, Handover, LAWS, PURPOSES, ROLES, Switch};
use crate::facts::{Policy, Recipient};
use crate::load::begins;
use crate::sets::{ChoiceId, ChoiceSet, FieldSet};
use crate::words::{Basis, ChoiceKind, Law, Purpose};

impl Policy {
    /// The purpose × field table of this policy.
    pub fn compile(&self) -> Compiled {
        let mut may = [[FieldSet::EMPTY; PURPOSES]; ROLES];
        let mut declared = [FieldSet::EMPTY; PURPOSES];
        let mut needs = [[ChoiceSet::EMPTY; PURPOSES]; LAWS];
        let mut stops = [ChoiceSet::EMPTY; PURPOSES];
        for (purpose, facts) in self.purposes.iter().filter(|(_, facts)| !facts.stopped) {
            let place = purpose.index();
            declared[place] = facts.fields;
            for (role, fields) in &facts.may {
                may[role.index()][place] = *fields;
            }
            for law in Law::ALL {
                if facts.basis.get(law) == Some(&Basis::Consent) {
                    needs[law.index()][place] = self.choosing(ChoiceKind::Consent, *purpose, None);
                }
            }
            stops[place] = self.choosing(ChoiceKind::Objection, *purpose, None);
        }
        let eu = self.laws.get(&Law::Eu).map(|l| l.countries.as_slice()).unwrap_or_default();
        let eu_countries = eu.iter().filter_map(|c| <[u8; 2]>::try_from(c.as_bytes()).ok());
        Compiled {
            may,
            declared,
            needs,
            stops,
            recipients: self.recipients.iter().map(|to| self.handover(to)).collect(),
            choices: self
                .choices
                .iter()
                .map(|c| Switch { code: c.code.clone(), kind: c.kind })
                .collect(),
            eu_countries: eu_countries.collect(),
        }
    }

    /// The choices of a kind that govern a purpose: as a whole, or only handing over to one.
    fn choosing(&self, kind: ChoiceKind, purpose: Purpose, to: Option<&str>) -> ChoiceSet {
        let governs = |c: &crate::facts::Choice| match to {
            None => c.recipients.is_empty(),
            Some(code) => c.recipients.iter().any(|r| r == code),
        };
        let ids = self.choices.iter().zip(0u8..);
        ids.filter(|(c, _)| c.kind == kind && c.purposes.has(purpose) && governs(c))
            .map(|(_, id)| ChoiceId(id))
            .collect()
    }

    fn handover(&self, to: &Recipient) -> Handover {
        let mut stops = [ChoiceSet::EMPTY; PURPOSES];
        let mut needs = ChoiceSet::EMPTY;
        for purpose in to.purposes.iter() {
            stops[purpose.index()] = self.choosing(ChoiceKind::Objection, purpose, Some(&to.code));
        }
        if let Some((code, kind)) = to.terms.choice() {
            let place = self.choices.iter().position(|c| c.code == code);
            let id = place.and_then(|p| u8::try_from(p).ok()).map(ChoiceId);
            match (kind, id) {
                (ChoiceKind::Consent, Some(id)) => needs = needs.with(id),
                (ChoiceKind::Objection, Some(id)) => {
                    for purpose in to.purposes.iter() {
                        stops[purpose.index()] = stops[purpose.index()].with(id);
                    }
                }
                (_, None) => {}
            }
        }
        Handover {
            code: to.code.clone(),
            kind: to.kind,
            route: to.terms.route(),
            abroad: to.is_abroad(),
            purposes: to.purposes,
            gives: to.gives,
            needs,
            stops,
            from: begins(to.terms.starts(), At::from_micros(i64::MIN)),
            until: begins(to.terms.lapses(), At::from_micros(i64::MAX)),
        }
    }
}
