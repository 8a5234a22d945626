//! What `daiko privacy breach` says: a drill, which counts and reckons and writes nothing down. And
//! `daiko privacy handover`: a business given away or taken over.

use std::fmt::Write as _;
use std::io::Write;

use db::{Answer, Db, Lock, Tx};
use kernel::{HandoverId, Word as _};
use policy::Field;
use privacy::RunningPolicy;
use privacy::handover::{Adopt, Beside, Receiving, Sending, TransferKey};

use crate::breach::rules::{Cause, Keys};
use crate::breach::{Named, what_if};
use crate::handover;

/// Whom a breach by this way would have reached, and what would follow if it were known now.
pub fn drill(db: &Db, named: Named, cause: Cause, keys: Keys) -> Answer<String> {
    db.read_now("duties.drill", move |tx: &mut Tx<'_>| {
        let stands = what_if(tx, &named, cause, keys)?;
        let class = &stands.class;
        let mut out = format!(
            "persons {} (reached {}, only sealed {}, in Europe {})\n",
            class.persons, stands.reached.persons, stands.reached.sealed, class.europe
        );
        let fields: Vec<&str> = stands.fields.iter().map(Field::code).collect();
        let grounds: Vec<&str> = class.grounds.iter().map(|ground| ground.word()).collect();
        let _ = writeln!(out, "fields {}", fields.join(","));
        let _ = writeln!(out, "exemption {}", class.exemption);
        match grounds.is_empty() {
            true => out.push_str("report in Japan: none\n"),
            false => {
                let _ = writeln!(out, "report in Japan: {}", grounds.join(","));
            }
        }
        for (report, due) in &stands.clocks {
            let _ = writeln!(out, "clock {report} {due}");
        }
        let told = match (class.tell_all, class.tell_europe) {
            (true, _) => "everybody who counts",
            (false, true) => "those in Europe",
            (false, false) => "nobody",
        };
        let _ = writeln!(out, "told: {told}");
        Ok(out)
    })
}

/// `daiko privacy handover export`: everybody of this business into `out`, under a fresh key. The
/// key and how many there were.
pub fn export(
    db: &Db,
    id: HandoverId,
    beside: Beside,
    key: &TransferKey,
    out: &mut impl Write,
) -> Answer<usize> {
    let handover =
        db.write_now("duties.handover_begun", Lock::on(id), move |tx| handover::begin(tx, id))?;
    let sending = Sending { id, to: &handover.party, key, beside };
    let people = privacy::handover::write(db, &sending, out)?;
    let count = i64::try_from(people).unwrap_or(i64::MAX);
    db.write_now("duties.handover_done", Lock::on(id), move |tx| {
        let hash = tx.plugged::<RunningPolicy>()?.at(tx.now()).hash().to_owned();
        handover::ended(tx, id, count, &hash)
    })?;
    Ok(people)
}

/// `daiko privacy handover import`: takes the people of a file over; what became of them.
pub fn import(
    db: &Db,
    (giver, how): (&str, &str),
    key: &TransferKey,
    text: &str,
    adopt: Adopt,
) -> Answer<String> {
    let sign = text.lines().last().unwrap_or("").to_owned();
    let (from, by) = (giver.to_owned(), how.to_owned());
    let receive = move |tx: &mut Tx<'_>| handover::receive(tx, &from, &by, &sign);
    let made = db.write_now("duties.receive", Lock::named("duties.receive"), receive)?;
    let receiving = Receiving { id: made.id, giver, how, key, adopt };
    let received = privacy::handover::read(db, &receiving, text)?;
    let count = i64::try_from(received.taken + received.before).unwrap_or(i64::MAX);
    let hash = received.policy.clone();
    db.write_now("duties.received", Lock::on(made.id), move |tx| {
        handover::ended(tx, made.id, count, &hash)
    })?;
    let mut out = format!(
        "handover {}: {} taken over, {} here before; policy {} binds them\n",
        made.id, received.taken, received.before, received.policy
    );
    for known in &received.known {
        let _ = writeln!(out, "left out {known}: somebody with this e-mail address is here");
    }
    Ok(out)
}
