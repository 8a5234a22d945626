//! What the house does about breaches by itself: its clocks ring, and what was kept long enough
//! goes.

use db::{Answer, Tx};
use kernel::{IncidentId, StaffId};

use super::acts::{Item, load};
use super::rules;
use super::standing::standing;
use super::store::{self, Alarm, Incident, Sent};

/// The clocks of all open incidents: what rings now. How many rang.
pub(crate) fn ring(tx: &mut Tx<'_>) -> Answer<usize> {
    let mut rung = 0;
    for mut incident in tx.all::<Incident>(store::RUNNING, ())? {
        let stands = standing(tx, &incident)?;
        let sent: Vec<Sent> = tx.all(store::REPORTS, (incident.id,))?;
        for (report, due) in &stands.clocks {
            if sent.iter().any(|one| one.report == *report) {
                continue;
            }
            for minutes in rules::rings(stands.facts.known_at, *due, tx.now()) {
                let row = (incident.id, *report, minutes, tx.now());
                let new: Option<(i64,)> = tx.maybe(store::RING, row)?;
                if new.is_some() {
                    let worth = format!("{report} {minutes}");
                    store::step(tx, &mut incident, "house", Item::Alarm, &worth)?;
                    let said = format!("breach {}: {report} is due at {due}", incident.id);
                    // The operator's own log hears it too: somebody may be on call there.
                    tx.after_commit(move || eprintln!("{said}"));
                    rung += 1;
                }
            }
        }
    }
    Ok(rung)
}

/// The clocks of an incident that rang and that nobody has seen.
pub fn alarms(tx: &mut Tx<'_>, id: IncidentId) -> Answer<Vec<Alarm>> {
    tx.all(store::ALARMS, (id,))
}

/// Somebody has seen them.
pub fn saw(tx: &mut Tx<'_>, id: IncidentId, by: StaffId) -> Answer<()> {
    let mut incident = load(tx, id)?;
    let author = by.to_string();
    if tx.run(store::SEEN, (tx.now(), &author, id))? > 0 {
        store::step(tx, &mut incident, &author, Item::Seen, "")?;
    }
    Ok(())
}

/// Lets go of incidents that were kept long enough; the vault lets go of their papers by its own
/// clock, started at the same instant. How many went.
pub(crate) fn forget(tx: &mut Tx<'_>) -> Answer<usize> {
    let due: Vec<(IncidentId,)> = tx.all(store::DUE, (tx.now(),))?;
    for (id,) in &due {
        for text in [
            store::DROP_STEPS,
            store::DROP_REACHES,
            store::DROP_PEOPLE,
            store::DROP_PAPERS,
            store::DROP_REPORTS,
            store::DROP_STATEMENTS,
            store::DROP_ALARMS,
            store::DROP,
        ] {
            tx.put(text, (*id,))?;
        }
    }
    Ok(due.len())
}
