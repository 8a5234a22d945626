//! What follows from the facts of a breach: its class, who reports what by when, who is told. Pure.

use kernel::{At, Span};
use policy::Measure;

kernel::words! {
    /// How it came about.
    pub enum Cause {
        /// Somebody from outside broke in.
        Attack = "attack",
        /// Somebody from inside took it.
        Insider = "insider",
        /// Somebody made a mistake.
        Mistake = "mistake",
        /// Something was lost.
        Loss = "loss",
    }

    /// Whether the keys were within reach of whoever has the data.
    pub enum Keys {
        /// Out of reach: they lay elsewhere, or are destroyed.
        Away = "away",
        /// Within reach.
        Near = "near",
        /// Nobody knows yet.
        Unknown = "unknown",
    }

    /// How much it endangers the people, as the law of Europe asks (GDPR Art 33, 34).
    pub enum Risk {
        /// It is unlikely to.
        Unlikely = "unlikely",
        /// It may.
        Some = "some",
        /// It is likely to, and seriously.
        High = "high",
    }

    /// Why a breach must be reported in Japan (APPI Rule 7).
    pub enum Ground {
        /// Sensitive data: one person is enough.
        Sensitive = "sensitive",
        /// It can cause the loss of money: one person is enough.
        Money = "money",
        /// Whoever did it meant harm: one person is enough.
        Improper = "improper",
        /// It reached more people than the rule's number.
        Mass = "mass",
    }

    /// A report with a clock.
    pub enum Report {
        /// The first one to the authority in Japan.
        First = "first",
        /// The full one.
        Full = "full",
        /// The one to an authority in Europe.
        Europe = "europe",
    }

    /// Whether strong encryption takes people out of the duty to report, and why not.
    pub enum Exemption {
        /// It does: their data lay sealed, and the keys were out of reach.
        Applies = "applies",
        /// It does not: what was reached had been opened.
        Opened = "opened",
        /// It does not: the keys were within reach.
        KeysNear = "keys_near",
        /// Not as long as nobody knows about the keys.
        KeysUnknown = "keys_unknown",
        /// Nobody was reached.
        Nobody = "nobody",
    }
}

/// Where the exemption stands, and why these ciphers are under it.
pub const EXEMPTION_SOURCE: &str = "APPI Art 26, Rule 7; guideline of the authority on advanced \
    encryption: AES-256-GCM is on the e-Government list (CRYPTREC), the keys lie apart from the data";

/// What is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// When the house came to know of it.
    pub known_at: At,
    /// How it came about.
    pub cause: Cause,
    /// Whether the keys were within reach.
    pub keys: Keys,
    /// Whether sensitive data was among it.
    pub sensitive: bool,
    /// Whether it can cause the loss of money, beyond what the fields say by themselves.
    pub money: bool,
    /// How much it endangers people.
    pub risk: Risk,
}

/// Whom it reached, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reached {
    /// Everybody.
    pub persons: i64,
    /// Of them, those who were reached only in a sealed copy.
    pub sealed: i64,
    /// Whom the law of Europe protects.
    pub europe: i64,
    /// Of those, whoever was reached only in a sealed copy.
    pub europe_sealed: i64,
    /// Whether means of payment were among the fields.
    pub payment: bool,
}

/// What follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// How many people count.
    pub persons: i64,
    /// Of them, whom the law of Europe protects.
    pub europe: i64,
    /// Why it must be reported in Japan; empty: it need not.
    pub grounds: Vec<Ground>,
    /// What becomes of whoever was reached only sealed.
    pub exemption: Exemption,
    /// Whether everybody who counts is told.
    pub tell_all: bool,
    /// Whether those in Europe are told, at least.
    pub tell_europe: bool,
}

impl Class {
    /// Whether it must be reported in Japan.
    pub fn is_reported(&self) -> bool {
        !self.grounds.is_empty()
    }
    /// Whether anybody has to be told.
    pub fn tells(&self) -> bool {
        self.tell_all || self.tell_europe
    }
}

/// The class of a breach: one person is enough where the data or the intent is grave, more than
/// `mass` where they are not.
pub fn class(facts: &Facts, reached: &Reached, mass: i64) -> Class {
    let away = facts.keys == Keys::Away;
    let (sealed, europe_sealed) =
        if away { (reached.sealed, reached.europe_sealed) } else { (0, 0) };
    let (persons, europe) = (reached.persons - sealed, reached.europe - europe_sealed);
    let improper = matches!(facts.cause, Cause::Attack | Cause::Insider);
    let grave = [
        (Ground::Sensitive, facts.sensitive),
        (Ground::Money, facts.money || reached.payment),
        (Ground::Improper, improper),
        (Ground::Mass, persons > mass),
    ];
    let grounds: Vec<Ground> =
        grave.into_iter().filter(|(_, is)| *is && persons > 0).map(|(ground, _)| ground).collect();
    let exemption = match (reached.persons, reached.sealed, facts.keys) {
        (0, ..) => Exemption::Nobody,
        (_, 0, _) => Exemption::Opened,
        (_, _, Keys::Away) => Exemption::Applies,
        (_, _, Keys::Near) => Exemption::KeysNear,
        (_, _, Keys::Unknown) => Exemption::KeysUnknown,
    };
    let tell_all = !grounds.is_empty();
    let tell_europe = europe > 0 && facts.risk == Risk::High;
    Class { persons, europe, grounds, exemption, tell_all, tell_europe }
}

/// The numbers the policy has for the clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbers {
    /// The first report.
    pub first: Measure,
    /// The full report.
    pub full: Measure,
    /// The same where somebody meant harm.
    pub full_improper: Measure,
    /// In Europe.
    pub europe: Measure,
    /// More people than this are a mass.
    pub mass: i64,
}

/// The clocks that run: from when the house came to know of it.
pub fn clocks(facts: &Facts, class: &Class, numbers: &Numbers) -> Vec<(Report, At)> {
    let mut all = Vec::new();
    if class.is_reported() {
        let improper = class.grounds.contains(&Ground::Improper);
        let full = if improper { numbers.full_improper } else { numbers.full };
        all.push((Report::First, numbers.first.after(facts.known_at)));
        all.push((Report::Full, full.after(facts.known_at)));
    }
    if class.europe > 0 && facts.risk != Risk::Unlikely {
        all.push((Report::Europe, numbers.europe.after(facts.known_at)));
    }
    all
}

/// How long before its end a clock rings, in minutes; and when it has passed.
pub const RINGS: [i64; 4] = [2_880, 1_440, 360, 0];

/// The rings that are due by now; those that lay before the house knew never ring.
pub fn rings(known_at: At, due: At, now: At) -> impl Iterator<Item = i64> {
    RINGS.into_iter().filter(move |minutes| {
        let at = due.minus(Span::minutes(*minutes));
        at > known_at && at <= now
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use policy::Unit;

    const T0: At = At::from_secs(1_795_348_800);

    fn facts(cause: Cause) -> Facts {
        let (keys, risk) = (Keys::Unknown, Risk::Some);
        Facts { known_at: T0, cause, keys, sensitive: false, money: false, risk }
    }

    fn numbers() -> Numbers {
        let days = |count| Measure { count, unit: Unit::Days };
        let europe = Measure { count: 72, unit: Unit::Hours };
        Numbers { first: days(5), full: days(30), full_improper: days(60), europe, mass: 1_000 }
    }

    #[test]
    fn a_thousand_is_not_more_than_a_thousand_and_one_is_enough_where_it_is_grave() {
        let plain = facts(Cause::Mistake);
        let sensitive = Facts { sensitive: true, ..plain };
        let money = Facts { money: true, ..plain };
        let table: [(Facts, i64, bool, &[Ground]); 12] = [
            (plain, 0, false, &[]),
            (plain, 1, false, &[]),
            (plain, 1_000, false, &[]),
            (plain, 1_001, false, &[Ground::Mass]),
            (facts(Cause::Loss), 1_001, false, &[Ground::Mass]),
            (sensitive, 0, false, &[]),
            (sensitive, 1, false, &[Ground::Sensitive]),
            (money, 1, false, &[Ground::Money]),
            (plain, 1, true, &[Ground::Money]),
            (facts(Cause::Attack), 1, false, &[Ground::Improper]),
            (facts(Cause::Insider), 1, false, &[Ground::Improper]),
            (facts(Cause::Insider), 1_001, false, &[Ground::Improper, Ground::Mass]),
        ];
        for (facts, persons, payment, expect) in table {
            let reached = Reached { persons, payment, ..Reached::default() };
            let class = class(&facts, &reached, 1_000);
            assert_eq!(class.grounds, expect, "{facts:?} {persons}");
            assert_eq!(class.tell_all, !expect.is_empty());
        }
    }

    #[test]
    fn encryption_excuses_only_what_lay_sealed_and_only_without_its_keys() {
        let table = [
            (Keys::Away, 2_000, 2_000, Exemption::Applies, 0),
            (Keys::Near, 2_000, 2_000, Exemption::KeysNear, 2_000),
            (Keys::Unknown, 2_000, 2_000, Exemption::KeysUnknown, 2_000),
            (Keys::Away, 2_000, 0, Exemption::Opened, 2_000),
            // A copy without keys, and three whom somebody had opened besides.
            (Keys::Away, 2_000, 1_997, Exemption::Applies, 3),
            (Keys::Away, 0, 0, Exemption::Nobody, 0),
        ];
        for (keys, persons, sealed, expect, count) in table {
            let facts = Facts { keys, ..facts(Cause::Attack) };
            let reached = Reached { persons, sealed, ..Reached::default() };
            let class = class(&facts, &reached, 1_000);
            assert_eq!((class.exemption, class.persons), (expect, count), "{keys} {sealed}");
            assert_eq!(class.is_reported(), count > 0, "{keys} {sealed}");
        }
    }

    #[test]
    fn the_clocks_are_those_of_the_class() {
        let (one, five) = (Reached { persons: 1, ..Reached::default() }, 5);
        let european = Reached { europe: 1, ..one };
        let unlikely = Facts { risk: Risk::Unlikely, ..facts(Cause::Mistake) };
        let days = |n| T0.plus(Span::days(n));
        type Case<'a> = (Facts, Reached, &'a [(Report, At)]);
        let table: [Case<'_>; 5] = [
            (facts(Cause::Mistake), one, &[]),
            (facts(Cause::Attack), one, &[(Report::First, days(five)), (Report::Full, days(60))]),
            (
                Facts { money: true, ..facts(Cause::Loss) },
                one,
                &[(Report::First, days(five)), (Report::Full, days(30))],
            ),
            (facts(Cause::Mistake), european, &[(Report::Europe, days(3))]),
            (unlikely, european, &[]),
        ];
        for (facts, reached, expect) in table {
            let class = class(&facts, &reached, 1_000);
            assert_eq!(clocks(&facts, &class, &numbers()), expect, "{facts:?}");
        }
        let high = Facts { risk: Risk::High, ..facts(Cause::Mistake) };
        let class = class(&high, &european, 1_000);
        assert!(class.tell_europe && !class.tell_all && class.tells());
    }

    #[test]
    fn a_clock_rings_at_its_minute_and_not_one_before() {
        let due = T0.plus(Span::days(5));
        for (rung, minutes) in RINGS.into_iter().enumerate() {
            let at = due.minus(Span::minutes(minutes));
            let (before, after) = (at.minus(Span::minutes(1)), at.plus(Span::minutes(1)));
            assert_eq!(rings(T0, due, before).count(), rung, "{minutes}");
            assert_eq!(rings(T0, due, at).count(), rung + 1, "{minutes}");
            assert_eq!(rings(T0, due, after).count(), rung + 1, "{minutes}");
        }
        // Known a day before its end: what would have rung earlier is silent.
        let late = due.minus(Span::days(1));
        assert_eq!(rings(late, due, due).collect::<Vec<_>>(), [360, 0]);
    }
}
