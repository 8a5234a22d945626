//! `daiko policy`, `daiko log` and `daiko privacy`: words in, words out.

use duties::breach::rules::{Cause, Keys};
use duties::breach::{Named, Way};
use kernel::{At, Fault, Refused, Word as _};
use policy::Lang;
use privacy::cli::{self, Told};
use privacy::trace::Window;

use crate::config::{DataArgs, LogCommand, PolicyCommand, PrivacyCommand};
use crate::house::views;
use crate::policy_files::Files;
use crate::serve::CommandRefusal;

/// `daiko policy …`; false when all is not well.
pub async fn policy(what: PolicyCommand) -> Result<bool, Refused> {
    let told = match what {
        PolicyCommand::Check { file: Some(file) } => cli::policy_check(&file, &views()),
        PolicyCommand::Check { file: None } => {
            let policy = built_in()?;
            let text = format!("the built-in sample is whole; hash {}", policy.hash());
            let held = policy::hold_all(&views(), &policy);
            return say(held.err().map_or(Ok(text), |d| {
                Err(d.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
            }));
        }
        PolicyCommand::Show { file, lang } => cli::policy_show(&file, language(&lang)?),
        PolicyCommand::Compare { old, new } => cli::policy_compare(&old, &new),
        PolicyCommand::Letter { old, new, lang } => {
            cli::policy_letter(&old, &new, language(&lang)?)
        }
        PolicyCommand::Publish { data, place } => {
            return on_house(&data, move |db| cli::policy_publish(db, &place)).await;
        }
        PolicyCommand::Export { data, folder } => {
            return on_house(&data, move |db| cli::policy_export(db, &folder)).await;
        }
        PolicyCommand::Uses => cli::policy_uses(&built_in()?, &views()),
        PolicyCommand::Ropa { lang } => cli::policy_ropa(&built_in()?, &views(), language(&lang)?),
    };
    Ok(print(&told))
}

fn say(told: Result<String, String>) -> Result<bool, Refused> {
    let well = told.is_ok();
    println!("{}", told.unwrap_or_else(|wrong| wrong));
    Ok(well)
}

fn built_in() -> Result<policy::Policy, Refused> {
    let mut versions = Files::BuiltIn.versions().map_err(|flaws| Fault::new(flaws.join("\n")))?;
    Ok(versions.pop().ok_or_else(|| Fault::new("no policy is built in"))?)
}

fn language(word: &str) -> Result<Lang, Refused> {
    let no = || CommandRefusal::NoLanguage { given: word.to_owned() };
    Ok(Lang::parse(word).ok_or_else(no)?)
}

fn print(told: &Told) -> bool {
    println!("{}", told.text.trim_end());
    told.well
}

/// `daiko log …`; false when a finding was made.
pub async fn log(what: LogCommand) -> Result<bool, Refused> {
    match what {
        LogCommand::Verify { data, checkpoints } => {
            let mut outside = Vec::new();
            for file in &checkpoints {
                outside.push(std::fs::read_to_string(file).map_err(|e| {
                    CommandRefusal::NoFile { file: file.display().to_string(), why: e.to_string() }
                })?);
            }
            on_house(&data, move |db| cli::log_verify(db, outside)).await
        }
        LogCommand::Checkpoint { data } => on_house(&data, cli::log_checkpoint).await,
    }
}

/// `daiko privacy …`
pub async fn privacy(what: PrivacyCommand) -> Result<bool, Refused> {
    match what {
        PrivacyCommand::Turn { data } => on_house(&data, cli::turn_epoch).await,
        PrivacyCommand::Sweep { data } => on_house(&data, cli::sweep).await,
        PrivacyCommand::Restored { data } => on_house(&data, cli::restored).await,
        PrivacyCommand::Record { data, member } => {
            on_house(&data, move |db| cli::record(db, &member)).await
        }
        PrivacyCommand::Handover { what } => crate::handover_cli::handover(what).await,
        PrivacyCommand::Breach { data, way, whom, from, until, cause, keys } => {
            let no = |given: &str| CommandRefusal::NoWord { given: given.to_owned() };
            let way = Way::from_word(&way).ok_or_else(|| no(&way))?;
            let cause = Cause::from_word(&cause).ok_or_else(|| no(&cause))?;
            let keys = Keys::from_word(&keys).ok_or_else(|| no(&keys))?;
            let (from, until) = (instant(from)?, instant(until)?);
            let ask = move |db: &db::Db| {
                let from = from.unwrap_or(At::from_micros(0));
                let window = Window { from, until: until.unwrap_or_else(|| db.now()) };
                let named = Named { way, whom: whom.clone(), window };
                let text = duties::cli::drill(db, named, cause, keys)?;
                Ok(Told { text, well: true })
            };
            on_house(&data, ask).await
        }
    }
}

fn instant(given: Option<String>) -> Result<Option<At>, Refused> {
    let no = |given: &String| CommandRefusal::NoInstant { given: given.clone() };
    Ok(given.map(|given| At::parse(&given).ok_or_else(|| no(&given))).transpose()?)
}

pub(crate) async fn on_house(
    data: &DataArgs,
    ask: impl FnOnce(&db::Db) -> Result<Told, Refused> + Send + 'static,
) -> Result<bool, Refused> {
    let house = data.blueprint()?.open()?;
    let db = house.db.clone();
    let told = tokio::task::spawn_blocking(move || ask(&db)).await;
    let told = told.map_err(|e| Fault::new(format!("the question broke off: {e}")))??;
    Ok(print(&told))
}
