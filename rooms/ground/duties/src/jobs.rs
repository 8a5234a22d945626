//! What this room does later: telling people, ringing clocks, letting go.

use ::jobs::{Handlers, Job};
use db::Lock;
use kernel::{IncidentId, WarrantId};
use serde::{Deserialize, Serialize};

use crate::{breach, warrant};

/// Tells some of those whom a breach reached.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct TellSome {
    #[serde(with = "::jobs::body::id")]
    pub(crate) incident: IncidentId,
}

impl Job for TellSome {
    const KIND: &'static str = "duties.tell_some";
    fn lock(&self) -> Lock {
        Lock::on(self.incident)
    }
}

/// Tells the people of an order, when the day has come.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct TellOrdered {
    #[serde(with = "::jobs::body::id")]
    pub(crate) warrant: WarrantId,
}

impl Job for TellOrdered {
    const KIND: &'static str = "duties.tell_ordered";
    fn lock(&self) -> Lock {
        Lock::on(self.warrant)
    }
}

/// Rings the clocks of breaches: what the app schedules.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Ring {}

impl Ring {
    /// The text that names its schedule.
    pub const NAME: &'static str = "duties-schedule-ring";
}

impl Job for Ring {
    const KIND: &'static str = "duties.ring";
}

/// Lets go of what was kept long enough: what the app schedules.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Sweep {}

impl Sweep {
    /// The text that names its schedule.
    pub const NAME: &'static str = "duties-schedule-sweep";
}

impl Job for Sweep {
    const KIND: &'static str = "duties.sweep";
}

/// This room's jobs, added to the house's list.
pub fn handlers(to: Handlers) -> Handlers {
    to.inside::<TellSome>(|tx, job| Ok(breach::tell_some(tx, job.incident)?))
        .inside::<TellOrdered>(|tx, job| Ok(warrant::tell_due(tx, job.warrant)?))
        .inside::<Ring>(|tx, _| Ok(breach::ring(tx).map(|_| ())?))
        .inside::<Sweep>(|tx, _| {
            while breach::forget(tx)? + warrant::lapse(tx)? + warrant::forget(tx)? > 0 {}
            Ok(())
        })
}
