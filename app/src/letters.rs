//! Letters, as the operator sets them up: by which server, signed by which keys; and what servers
//! report.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, Subcommand};
use db::{Answer, Db, Tx};
use kernel::{Fault, MemberId, Refused, Word as _};
use mail::{Bounce, Dkim, Mailer, Sender, SmtpSettings};
use tokio::sync::watch;
use web::Language;

use crate::config::DataArgs;
use crate::serve::{CommandRefusal, unread};

/// How letters leave, and what their links begin with.
#[derive(Debug, Clone, Args)]
pub struct LetterArgs {
    /// Where browsers reach the house: the links in letters begin with it.
    #[arg(long, default_value = "http://127.0.0.1:7800")]
    pub address: String,
    /// The mail server: `smtps://host`, `smtp://host` (with STARTTLS) or `plain://127.0.0.1:2525`.
    /// Without it members read on the site alone.
    #[arg(long)]
    pub smtp: Option<String>,
    /// Who signs in to it.
    #[arg(long, requires = "smtp_password")]
    pub smtp_user: Option<String>,
    /// A file with their password.
    #[arg(long, requires = "smtp_user")]
    pub smtp_password: Option<PathBuf>,
    /// A file with the root certificate of a server of one's own, in PEM.
    #[arg(long)]
    pub smtp_root: Option<PathBuf>,
    /// The address letters come from; reports come back to `bounce+…` at its domain.
    #[arg(long, default_value = "notices@localhost")]
    pub mail_from: String,
    /// A key that signs letters, as `selector=file` (PKCS #8 in PEM); may be given several times.
    #[arg(long = "dkim", value_name = "SELECTOR=KEY-FILE")]
    pub dkim: Vec<String>,
}

/// How letters leave a house.
pub enum Letters {
    /// They do not: members read on the site alone.
    Off,
    /// Into an outbox in memory.
    InMemory,
    /// So.
    By(Box<Mailer>),
}

impl Letters {
    /// The way they go.
    pub(crate) fn mailer(self, house: &str) -> Answer<Option<Mailer>> {
        match self {
            Letters::Off => Ok(None),
            Letters::By(mailer) => Ok(Some(*mailer)),
            Letters::InMemory => {
                let sender = Sender::new(house, "notices@house.example")?;
                Ok(Some(Mailer::to_outbox(sender, Vec::new())))
            }
        }
    }
}

fn read(file: &Path) -> Result<String, Refused> {
    std::fs::read_to_string(file).map_err(|e| unread(file, &e))
}

impl LetterArgs {
    /// The way letters go by these words.
    pub fn letters(&self, house: &str) -> Result<Letters, Refused> {
        let Some(given) = &self.smtp else { return Ok(Letters::Off) };
        let sender = Sender::new(house, &self.mail_from)?;
        let mut settings = SmtpSettings::parse(given, sender.domain())?;
        if let (Some(user), Some(file)) = (&self.smtp_user, &self.smtp_password) {
            settings.sign_in = Some((user.clone(), read(file)?.trim().to_owned()));
        }
        if let Some(file) = &self.smtp_root {
            settings.root = Some(read(file)?.into_bytes());
        }
        let keys = self.keys(sender.domain())?;
        Ok(Letters::By(Box::new(Mailer::to_server(sender, keys, settings)?)))
    }

    fn keys(&self, domain: &str) -> Result<Vec<Dkim>, Refused> {
        self.dkim.iter().map(|given| key(domain, given)).collect()
    }
}

fn key(domain: &str, given: &str) -> Result<Dkim, Refused> {
    let bad = || CommandRefusal::BadKey { given: given.to_owned() };
    let (selector, file) = given.split_once('=').ok_or_else(bad)?;
    Dkim::from_pem(domain, selector, &read(Path::new(file))?)
}

/// `daiko mail …`
#[derive(Debug, Subcommand)]
pub enum MailCommand {
    /// Hears a mail server's report about a letter that could not be delivered.
    Bounce {
        /// Where the data lies.
        #[command(flatten)]
        data: DataArgs,
        /// The report as it came, or `-` for what comes in.
        file: PathBuf,
    },
    /// Writes every letter with sample values, as a file to open in a mail program.
    Samples {
        /// In this language alone: `en`, `ja` or `zh-Hant`.
        #[arg(long)]
        language: Option<String>,
        /// The folder they are written to.
        #[arg(default_value = "letters")]
        folder: PathBuf,
    },
    /// What is to be published in the DNS for the keys that sign letters.
    Records {
        /// The domain letters come from.
        domain: String,
        /// The keys, as `selector=file`.
        #[arg(required = true, value_name = "SELECTOR=KEY-FILE")]
        keys: Vec<String>,
    },
}

/// Carries out `daiko mail …`.
pub async fn mail(what: MailCommand) -> Result<bool, Refused> {
    match what {
        MailCommand::Records { domain, keys } => {
            for given in &keys {
                let (place, text) = key(&domain, given)?.record();
                println!("{place} TXT \"{text}\"");
            }
            Ok(true)
        }
        MailCommand::Samples { language, folder } => samples(language.as_deref(), &folder),
        MailCommand::Bounce { data, file } => bounce(&data, &file).await,
    }
}

fn samples(language: Option<&str>, folder: &Path) -> Result<bool, Refused> {
    const TITLE: &str = "Tea bowl, 茶碗";
    let unknown = |given: &str| CommandRefusal::NoLanguage { given: given.to_owned() };
    let only = match language {
        Some(given) => Some(Language::from_word(given).ok_or_else(|| unknown(given))?),
        None => None,
    };
    let sender = Sender::new("Daiko", "notices@house.example")?;
    let unwritten = |e: std::io::Error| Fault::new(format!("{}: {e}", folder.display()));
    std::fs::create_dir_all(folder).map_err(unwritten)?;
    for language in Language::ALL.iter().filter(|one| only.is_none_or(|only| only == **one)) {
        for kind in notices::Kind::ALL {
            let to = mail::Address::parse("mika@member.example")?;
            let letter = notices::sample(*language, "Daiko", *kind, TITLE, to)?;
            let file = folder.join(format!("{kind}.{language}.eml"));
            std::fs::write(file, mail::compose(&letter, &sender)?).map_err(unwritten)?;
        }
    }
    println!("{}", folder.display());
    Ok(true)
}

async fn bounce(data: &DataArgs, file: &Path) -> Result<bool, Refused> {
    let report = mail::read_bounce(&report(file)?)?;
    let said = format!("{}: {}", report.letter, report.status);
    let house = match data.blueprint()?.open() {
        Ok(house) => house,
        // The house is open in another process: it finds the report there within seconds.
        Err(refused) if refused.code() == "db.folder_in_use" => {
            leave(&reports(&data.data), &report)?;
            println!("{said}; left for the open house");
            return Ok(true);
        }
        Err(refused) => return Err(refused),
    };
    match take(&house.db, report).await? {
        Some(member) => println!("{said}; no letters go to {member}"),
        None => println!("{said}; letters go on"),
    }
    Ok(true)
}

async fn take(db: &Db, report: Bounce) -> Answer<Option<MemberId>> {
    let act = move |tx: &mut Tx<'_>| {
        // A letter about a case to somebody without an account is that room's.
        if inquiries::take_bounce(tx, &report)? {
            Ok(None)
        } else {
            notices::take_bounce(tx, &report)
        }
    };
    db.write("app.bounce", privacy::choices::lock(), act).await
}

/// Where reports wait for an open house.
pub(crate) fn reports(data: &Path) -> PathBuf {
    data.join("reports")
}

/// A report is the name of an empty file: the letter and the status, and nothing of a person.
fn leave(folder: &Path, report: &Bounce) -> Result<(), Refused> {
    if !report.is_lost {
        return Ok(());
    }
    let file = folder.join(format!("{}~{}", report.letter, report.status));
    let left = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&file, ""));
    left.map_err(|e| Fault::new(format!("{} cannot be written: {e}", file.display())).into())
}

fn left(folder: &Path) -> Vec<(PathBuf, Bounce)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let read = |entry: std::fs::DirEntry| {
        let name = entry.file_name();
        let (letter, status) = name.to_str()?.split_once('~')?;
        Some((entry.path(), Bounce::lost(letter, status)))
    };
    entries.filter_map(Result::ok).filter_map(read).collect()
}

/// Hears the reports that were left while the house is open.
pub(crate) async fn hear_reports(db: Db, folder: PathBuf, mut stop: watch::Receiver<bool>) {
    loop {
        for (file, report) in left(&folder) {
            match take(&db, report).await {
                // What is not ours will not be ours later.
                Ok(_) | Err(Refused::No(_)) => {
                    let _ = std::fs::remove_file(file);
                }
                Err(Refused::Broken(fault)) => eprintln!("a mail server's report: {fault}"),
            }
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(5)) => {}
            _ = stop.changed() => return,
        }
    }
}

/// The report's bytes; what is no UTF-8 in it is nothing we read.
fn report(file: &Path) -> Result<String, Refused> {
    let mut bytes = Vec::new();
    let got = if file == Path::new("-") {
        std::io::stdin().lock().take(1 << 20).read_to_end(&mut bytes).map(|_| ())
    } else {
        std::fs::read(file).map(|all| bytes = all)
    };
    got.map_err(|e| unread(file, &e))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_left_for_an_open_house_is_found_and_a_delay_leaves_none() {
        let folder = std::env::temp_dir().join(format!("daiko-reports-{}", std::process::id()));
        let delayed = Bounce { is_lost: false, ..Bounce::lost("ltr_01", "4.4.1") };
        let lost = [Bounce::lost("ltr_01", "5.1.1"), Bounce::lost("req_01.3", "5.2.2")];
        leave(&folder, &delayed).unwrap();
        for report in [&lost[0], &lost[0], &lost[1]] {
            leave(&folder, report).unwrap();
        }
        let mut found: Vec<_> = left(&folder).into_iter().map(|(_, report)| report).collect();
        found.sort_by_key(|report| report.letter.clone());
        assert_eq!(found, lost);
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn letters_are_off_until_a_server_is_named_and_a_key_has_a_selector() {
        let mut args = LetterArgs {
            address: "https://house.example".into(),
            smtp: None,
            smtp_user: None,
            smtp_password: None,
            smtp_root: None,
            mail_from: "notices@house.example".into(),
            dkim: Vec::new(),
        };
        assert!(matches!(args.letters("The House"), Ok(Letters::Off)));
        args.smtp = Some("smtp://mail.house.example".into());
        assert!(matches!(args.letters("The House"), Ok(Letters::By(_))));
        let refused = |args: &LetterArgs| args.letters("The House").err().map(|no| no.code());
        args.dkim = vec!["no-file".into()];
        assert_eq!(refused(&args), Some("command.bad_key"));
        args.dkim.clear();
        args.smtp = Some("plain://mail.house.example".into());
        assert_eq!(refused(&args), Some("mail.plain_elsewhere"));
    }
}
