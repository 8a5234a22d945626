//! What `daiko policy`, `daiko log` and `daiko privacy` say; the app only hands words in and out.

use std::fmt::Write as _;
use std::path::Path;

use db::{Answer, Db, Lock};
use kernel::{Id as _, MemberId, Refused};
use policy::{Class, Flaw, Lang, Policy, ViewFacts, compare, hold_all, record_of_processing, uses};

use crate::files::{load_policy, policy_files};
use crate::keyring::Keyring;
use crate::record::acts_on;
use crate::retention::Swept;
use crate::running::RunningPolicy;
use crate::{choices, erase, log, retention, versions};

/// An answer for the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What to print.
    pub text: String,
    /// Whether all is well: the exit code.
    pub well: bool,
}

impl Told {
    fn well(text: impl Into<String>) -> Told {
        Told { text: text.into(), well: true }
    }
    fn ill(text: impl Into<String>) -> Told {
        Told { text: text.into(), well: false }
    }
}

fn flaws(found: &[Flaw]) -> Told {
    let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
    Told::ill(lines.join("\n"))
}

/// `daiko policy check [FILE]`: the file by itself, and every view of the program against it.
pub fn policy_check(file: &Path, views: &[ViewFacts]) -> Told {
    let policy = match load_policy(file) {
        Ok(policy) => policy,
        Err(found) => return flaws(&found),
    };
    match hold_all(views, &policy) {
        Ok(()) => Told::well(format!(
            "{}: whole; {} views hold against it; hash {}",
            file.display(),
            views.len(),
            policy.hash()
        )),
        Err(differences) => {
            let lines: Vec<String> = differences.iter().map(ToString::to_string).collect();
            Told::ill(lines.join("\n"))
        }
    }
}

/// `daiko policy show FILE [LANG]`: the page as plain text.
pub fn policy_show(file: &Path, lang: Lang) -> Told {
    match load_policy(file) {
        Ok(policy) => Told::well(plain(&policy, lang)),
        Err(found) => flaws(&found),
    }
}

fn plain(policy: &Policy, lang: Lang) -> String {
    let page = policy::page(policy, lang);
    let mut out = format!("{}\n{} · {}\n", page.title, page.version, page.hash);
    for section in &page.sections {
        let _ = write!(out, "\n# {}\n", section.heading);
        for block in &section.blocks {
            block_lines(block, &mut out);
        }
    }
    out
}

fn block_lines(block: &policy::Block, out: &mut String) {
    use policy::Block;
    let mut pairs = |pairs: &[(String, String)]| {
        for (name, what) in pairs {
            let _ = writeln!(out, "  {name}: {what}");
        }
    };
    match block {
        Block::Text(text) => {
            let _ = writeln!(out, "{text}");
        }
        Block::Pairs(of) => pairs(of),
        Block::Item { id, title, text, pairs: of } => {
            let _ = writeln!(out, "{id} {title}\n  {text}");
            for (name, what) in of {
                let _ = writeln!(out, "  {name}: {what}");
            }
        }
        Block::Table { head, rows } => {
            let _ = writeln!(out, "  {}", head.join(" | "));
            for row in rows {
                let _ = writeln!(out, "  {}", row.join(" | "));
            }
        }
        Block::List(items) => {
            for item in items {
                let _ = writeln!(out, "  - {item}");
            }
        }
    }
}

/// `daiko policy compare A B`: every change, what widens first. Not well when something widens:
/// then the members have to be told before it binds.
pub fn policy_compare(old: &Path, new: &Path) -> Told {
    let (old, new) = match (load_policy(old), load_policy(new)) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(found), _) | (_, Err(found)) => return flaws(&found),
    };
    let mut changes = compare(&old, &new);
    changes.sort_by_key(|change| change.class);
    let lines: Vec<String> = changes.iter().map(|c| format!("{}: {c}", c.class.code())).collect();
    let widens = changes.iter().any(|c| c.class == Class::Widening);
    Told { text: lines.join("\n"), well: !widens }
}

/// `daiko policy letter A B [LANG]`: what members are told of a version that is to come.
pub fn policy_letter(old: &Path, new: &Path, lang: Lang) -> Told {
    match (load_policy(old), load_policy(new)) {
        (Ok(old), Ok(new)) => {
            let letter = policy::change_letter(&old, &new, lang);
            Told::well(format!("Subject: {}\n\n{}\n", letter.subject, letter.text))
        }
        (Err(found), _) | (_, Err(found)) => flaws(&found),
    }
}

/// `daiko policy publish FILE|FOLDER`: keeps a draft, as the page of the privacy officer does; who
/// reviews and announces it, does so there. Of a folder the newest version is taken.
pub fn policy_publish(db: &Db, place: &Path) -> Answer<Told> {
    let broken = |e: std::io::Error| Told::ill(format!("{}: {e}", place.display()));
    let file = if place.is_dir() {
        match policy_files(place) {
            Ok(files) => files.last().cloned(),
            Err(e) => return Ok(broken(e)),
        }
    } else {
        Some(place.to_path_buf())
    };
    let Some(file) = file else {
        return Ok(Told::ill(format!("{} holds no policy", place.display())));
    };
    let next = match load_policy(&file) {
        Ok(next) => std::sync::Arc::new(next),
        Err(found) => return Ok(flaws(&found)),
    };
    let draft = next.clone();
    let id = db
        .write_now("privacy.draft", choices::lock(), move |tx| versions::draft(tx, &draft, None))?;
    let missing = || kernel::Fault::new("the policy is not plugged in");
    let running = db.plugs().get::<RunningPolicy>().ok_or_else(missing)?;
    let policy = running.at(db.now());
    let mut out = format!("kept as a draft: /staff/policy/{id}\nhash {}\n", next.hash());
    for change in compare(policy.policy(), &next) {
        let _ = writeln!(out, "{change}");
    }
    let fits = versions::rules::can_follow(policy.policy(), &next, running.views(), db.now());
    if let Err(no) = fits {
        let _ = writeln!(
            out,
            "before it can be put up for review: {}",
            kernel::Refusal::from(no).english
        );
    }
    Ok(Told::well(out))
}

/// `daiko policy export FOLDER`: every version that was in force, as the files it was typed in.
pub fn policy_export(db: &Db, folder: &Path) -> Answer<Told> {
    let missing = || kernel::Fault::new("the policy is not plugged in");
    let running = db.plugs().get::<RunningPolicy>().ok_or_else(missing)?;
    let no = |e: std::io::Error| kernel::Fault::new(format!("{}: {e}", folder.display()));
    std::fs::create_dir_all(folder).map_err(no)?;
    let mut out = String::new();
    for policy in running.versions() {
        for (lang, text) in policy.sources.iter() {
            let facts = format!("{}.toml", policy.version);
            let name = lang.map_or_else(|| facts.clone(), |lang| policy::file_of(&facts, lang));
            std::fs::write(folder.join(&name), text).map_err(no)?;
            let _ = writeln!(out, "{name}");
        }
    }
    Ok(Told::well(out))
}

/// `daiko policy uses`: what the policy declares, and which view reads it.
pub fn policy_uses(policy: &Policy, views: &[ViewFacts]) -> Told {
    let mut out = String::new();
    for used in uses(views, policy) {
        let by = if used.views.is_empty() { "no view".to_owned() } else { used.views.join(", ") };
        let _ = writeln!(out, "{} {}: {by}", used.purpose.fact(), used.field);
    }
    Told::well(out)
}

/// `daiko policy ropa [LANG]`: the record of processing activities.
pub fn policy_ropa(policy: &Policy, views: &[ViewFacts], lang: Lang) -> Told {
    Told::well(record_of_processing(views, policy, lang))
}

/// `daiko log verify [CHECKPOINT…]`: the whole log, and the checkpoints that others kept.
pub fn log_verify(db: &Db, outside: Vec<String>) -> Answer<Told> {
    let verdict = db.read_now("log.verify", move |tx| log::verify(tx, &outside))?;
    let mut out = format!(
        "{} leaves, {} signed heads, {} waiting for a leaf\n",
        verdict.leaves, verdict.heads, verdict.pending
    );
    for finding in &verdict.findings {
        let _ = writeln!(out, "{finding}");
    }
    Ok(Told { text: out, well: verdict.findings.is_empty() })
}

/// `daiko log checkpoint`: the latest signed head, to be kept elsewhere; with the key it is checked
/// by.
pub fn log_checkpoint(db: &Db) -> Answer<Told> {
    let keyring = keyring(db)?;
    let key = log::verifier_key(keyring.origin(), &keyring.log_key());
    match db.read_now("log.checkpoint", log::latest_checkpoint)? {
        Some(note) => Ok(Told::well(format!("{note}\nkey {key}\n"))),
        None => Ok(Told::ill(format!("no head is signed yet\nkey {key}\n"))),
    }
}

/// `daiko privacy turn`: turns the epoch of the keystore, after destroying what is doomed.
pub fn turn_epoch(db: &Db) -> Answer<Told> {
    while erase::carry_out(db)? > 0 {}
    let epoch = keyring(db)?.turn()?;
    db.write_now("privacy.epoch", Lock::none(), move |tx| {
        log::Note::new(log::Kind::Epoch).line("epoch", epoch).write(tx).map(|_| ())
    })?;
    Ok(Told::well(format!(
        "epoch {epoch}: every keystore backup from before is a closed book; back up the keystore \
         and, elsewhere, the master file now\n"
    )))
}

/// `daiko privacy sweep`: destroys what is due, until nothing is.
pub fn sweep(db: &Db) -> Answer<Told> {
    let mut all = Swept::default();
    loop {
        let did = db.write_now("privacy.sweep", choices::lock(), |tx| retention::sweep(tx, 500))?;
        if did == Swept::default() {
            break;
        }
        all.clocks += did.clocks;
        all.keys += did.keys;
        all.entries += did.entries;
    }
    let mut destroyed = 0;
    while let n @ 1.. = erase::carry_out(db)? {
        destroyed += n;
    }
    let Swept { clocks, entries, .. } = all;
    Ok(Told::well(format!(
        "{clocks} periods over, {destroyed} keys destroyed, {entries} log entries let go\n"
    )))
}

/// `daiko privacy restored`: after the database was restored from a backup.
pub fn restored(db: &Db) -> Answer<Told> {
    let found = erase::forget_again(db)?;
    while erase::carry_out(db)? > 0 {}
    Ok(Told::well(format!("{found} keys were destroyed since that backup; forgotten again\n")))
}

/// `daiko privacy record MEMBER`: every act on a person's data, as the member sees it.
pub fn record(db: &Db, member: &str) -> Answer<Told> {
    let Some(member) = MemberId::parse(member) else {
        return Ok(Told::ill(format!("{member} is not a member's id\n")));
    };
    let acts = db.read_now("privacy.record", move |tx| acts_on(tx, member, None, 10_000))?;
    let mut out = String::new();
    for act in acts {
        let _ = writeln!(out, "{}", act.text);
    }
    Ok(Told::well(out))
}

fn keyring(db: &Db) -> Result<&Keyring, Refused> {
    let missing = || kernel::Fault::new("the keyring is not plugged in");
    Ok(db.plugs().get::<Keyring>().ok_or_else(missing)?)
}
