//! The legal routes by which a third party receives, each with what it demands.

use crate::calendar::Day;
use crate::words::{ChoiceKind, Route};

/// A legal route with what it demands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Terms {
    /// The person agreed to this recipient.
    Consent {
        /// The choice by which they did.
        choice: String,
    },
    /// A law says so.
    Law {
        /// Which.
        article: String,
    },
    /// Filed opt-out.
    OptOut {
        /// The number of the filing.
        filing: String,
        /// The day it was filed.
        filed: Day,
        /// The day from which data is provided.
        starts: Day,
        /// The objection that stops it.
        choice: String,
    },
    /// Entrusted work.
    Entrust {
        /// The contract.
        contract: String,
        /// The day it was last reviewed.
        reviewed: Day,
        /// The day on which the review lapses.
        review_due: Day,
    },
    /// Succession.
    Succession {
        /// The agreement.
        agreement: String,
        /// The day of the succession.
        starts: Day,
    },
    /// Joint use.
    JointUse {
        /// Who answers for it: name, address, representative.
        responsible: String,
    },
    /// On the person's behalf.
    OnBehalf,
    /// Abroad with consent.
    ForeignConsent {
        /// The choice by which they agreed, after being told about the country.
        choice: String,
    },
    /// Abroad with equivalent measures.
    ForeignEquivalent {
        /// The contract.
        contract: String,
        /// The day the measures were last checked.
        checked: Day,
        /// The day on which the check lapses.
        check_due: Day,
    },
    /// Abroad in a designated country.
    ForeignDesignated,
}

impl Terms {
    /// The route.
    pub const fn route(&self) -> Route {
        match self {
            Terms::Consent { .. } => Route::Consent,
            Terms::Law { .. } => Route::Law,
            Terms::OptOut { .. } => Route::OptOut,
            Terms::Entrust { .. } => Route::Entrust,
            Terms::Succession { .. } => Route::Succession,
            Terms::JointUse { .. } => Route::JointUse,
            Terms::OnBehalf => Route::OnBehalf,
            Terms::ForeignConsent { .. } => Route::ForeignConsent,
            Terms::ForeignEquivalent { .. } => Route::ForeignEquivalent,
            Terms::ForeignDesignated => Route::ForeignDesignated,
        }
    }

    /// The choice the route hangs on, and of which kind it has to be.
    pub fn choice(&self) -> Option<(&str, ChoiceKind)> {
        match self {
            Terms::Consent { choice } | Terms::ForeignConsent { choice } => {
                Some((choice, ChoiceKind::Consent))
            }
            Terms::OptOut { choice, .. } => Some((choice, ChoiceKind::Objection)),
            _ => None,
        }
    }

    /// The first day on which the route carries anything.
    pub const fn starts(&self) -> Option<Day> {
        match self {
            Terms::OptOut { starts, .. } | Terms::Succession { starts, .. } => Some(*starts),
            _ => None,
        }
    }

    /// The first day on which it no longer does, unless it is renewed.
    pub const fn lapses(&self) -> Option<Day> {
        match self {
            Terms::Entrust { review_due, .. } => Some(*review_due),
            Terms::ForeignEquivalent { check_due, .. } => Some(*check_due),
            _ => None,
        }
    }
}
