//! `daiko privacy handover`: a business given away or taken over, from the terminal.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use db::{Answer, Db, Tx};
use kernel::{HandoverId, Id as _, MemberId, Refused, Word as _};
use privacy::cli::Told;
use privacy::handover::TransferKey;
use web::Language;

use crate::config::HandoverCommand;
use crate::policy_cli::on_house;
use crate::serve::CommandRefusal;

/// `daiko privacy handover …`
pub(crate) async fn handover(what: HandoverCommand) -> Result<bool, Refused> {
    match what {
        HandoverCommand::Export { data, id, to, key } => {
            let no = || CommandRefusal::NoWord { given: id.clone() };
            let id = HandoverId::parse(&id).ok_or_else(no)?;
            on_house(&data, move |db| export(db, id, &to, &key)).await
        }
        HandoverCommand::Import { data, file, key, giver, how } => {
            let (text, key) = (read(&file)?, TransferKey::parse(&read(&key)?)?);
            let ask = move |db: &Db| {
                let text = duties::cli::import(db, (&giver, &how), &key, &text, adopt)?;
                Ok(Told { text, well: true })
            };
            on_house(&data, ask).await
        }
    }
}

fn no_file(file: &Path, error: &std::io::Error) -> CommandRefusal {
    CommandRefusal::NoFile { file: file.display().to_string(), why: error.to_string() }
}

fn read(file: &Path) -> Result<String, CommandRefusal> {
    std::fs::read_to_string(file).map_err(|error| no_file(file, &error))
}

fn export(db: &Db, id: HandoverId, to: &Path, key_file: &Path) -> Result<Told, Refused> {
    let key = TransferKey::fresh()?;
    let mut out = BufWriter::new(File::create(to).map_err(|error| no_file(to, &error))?);
    let people = duties::cli::export(db, id, beside, &key, &mut out)?;
    out.flush().map_err(|error| no_file(to, &error))?;
    let written = format!("{}\n", key.written().as_str());
    std::fs::write(key_file, written).map_err(|error| no_file(key_file, &error))?;
    let (to, key) = (to.display(), key_file.display());
    let text = format!("{people} people in {to}; its key in {key}: send it by another way");
    Ok(Told { text, well: true })
}

/// What this house knows of a member beside their data: ids, words and figures.
fn beside(tx: &mut Tx<'_>, member: MemberId) -> Answer<Option<Vec<(String, String)>>> {
    let Some(reader) = members::reader(tx, member)?.filter(|reader| reader.closed_at.is_none())
    else {
        return Ok(None);
    };
    let mut all = vec![("language", reader.language.word().to_owned())];
    if reader.proved_at.is_some() {
        all.push(("mail", "proved".to_owned()));
    }
    all.push(("purse_yen", ledger::purse_yen(tx, member)?.get().to_string()));
    for order in orders::open_ids(tx, member)? {
        all.push(("open_order", order.to_string()));
    }
    Ok(Some(all.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()))
}

/// Money and orders come by their own agreement: what is written beside says how much there was.
fn adopt(tx: &mut Tx<'_>, member: MemberId, beside: &[(String, String)]) -> Answer<()> {
    let said = |word: &str| beside.iter().find(|(name, _)| name == word).map(|(_, v)| v.as_str());
    let language = said("language").and_then(Language::from_word).unwrap_or(Language::English);
    members::adopt(tx, member, language, "Asia/Tokyo", said("mail") == Some("proved"))
}
