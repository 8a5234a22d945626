//! What `daiko privacy breach` says: a drill. It counts and reckons, and writes nothing down.

use std::fmt::Write as _;

use db::{Answer, Db, Tx};
use kernel::Word as _;
use policy::Field;

use crate::breach::rules::{Cause, Keys};
use crate::breach::{Named, what_if};

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
