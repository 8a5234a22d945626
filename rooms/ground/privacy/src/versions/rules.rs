//! What a version has to be before it goes a step on. Pure.

use kernel::{At, Span};
use policy::{Class, Day, LegalClock, Policy, ViewFacts, compare, hold_all};

use super::store::Version;
use crate::refusals::PrivacyRefusal;

kernel::words! {
    /// Where a version stands.
    pub enum State {
        /// Written, and nobody's business yet.
        Draft = "draft",
        /// Put up for review.
        Review = "review",
        /// Decided: the members are told, and its day is awaited.
        Announced = "announced",
        /// It binds, or did.
        InForce = "in_force",
        /// A draft that was dropped.
        Discarded = "discarded",
        /// Announced, and taken back before its day.
        Withdrawn = "withdrawn",
    }
}

impl Version {
    /// Where it stands.
    pub fn state(&self) -> State {
        match (self.ended_at, self.announced_at) {
            (Some(_), Some(_)) => State::Withdrawn,
            (Some(_), None) => State::Discarded,
            (None, Some(_)) if self.adopted_at.is_some() => State::InForce,
            (None, Some(_)) => State::Announced,
            (None, None) if self.review_at.is_some() => State::Review,
            (None, None) => State::Draft,
        }
    }
}

/// Whether the operator may do more, or the person less, under `next`.
pub fn widens(now: &Policy, next: &Policy) -> bool {
    compare(now, next).iter().any(|change| change.class == Class::Widening)
}

/// Whether a version can follow the one in force: it names it, is dated after it, comes in time,
/// and the house can run under it.
pub fn can_follow(
    running: &Policy,
    next: &Policy,
    views: &[ViewFacts],
    now: At,
) -> Result<(), PrivacyRefusal> {
    if next.previous.as_deref() != Some(running.hash()) {
        let previous = running.hash().to_owned();
        return Err(PrivacyRefusal::VersionNotNext { previous });
    }
    if next.version <= running.version {
        let version = running.version.to_string();
        return Err(PrivacyRefusal::VersionNotLater { version });
    }
    let earliest = earliest(running, next, now);
    if next.effective < earliest {
        return Err(PrivacyRefusal::VersionTooSoon { day: earliest.to_string() });
    }
    hold_all(views, next).map_err(|found| {
        let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
        PrivacyRefusal::VersionUnfit { what: lines.join("\n") }
    })
}

/// So long may it take until the last member was told: the notice begins with that one, and the day
/// that the letters name is the day on which it binds.
const TELLING: Span = Span::days(1);

/// The first day on which it can bind: today, and where it widens, the first that begins after
/// everybody was told and the notice of the version in force is over.
pub fn earliest(running: &Policy, next: &Policy, now: At) -> Day {
    let notice = running.clock(LegalClock::PolicyNotice).filter(|_| widens(running, next));
    let Some(notice) = notice else { return Day::of(now) };
    let from = notice.after(now.plus(TELLING));
    let day = Day::of(from);
    if day.begins() < from { day.plus_days(1) } else { day }
}
