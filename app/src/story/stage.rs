use std::path::{Path, PathBuf};

use db::SystemClock;
use kernel::{At, Clock, Fault, Refused, Span};
use serde::{Deserialize, Serialize};

use super::audit::Summary;
use crate::child::{BazaarBeside, bazaar_settings, free_port};
use crate::config::StoryArgs;
use crate::house::{Blueprint, House};
use crate::letters::Letters;

/// The story's clock runs so many times as fast as the wall's: a lot of ten minutes takes ten
/// seconds.
const SPEED: i64 = 60;

/// What stays the same however often the story is cut short; kept in its folder.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Stage {
    pub(super) folder: PathBuf,
    pub(super) engine: String,
    pub(super) schema: Option<String>,
    pub(super) port: u16,
    pub(super) epoch: i64,
    pub(super) replay: Option<PathBuf>,
    pub(super) crowd: usize,
    pub(super) lots: usize,
    pub(super) stagger_ms: i64,
    pub(super) faults: i64,
    pub(super) seed: u64,
}

impl Stage {
    /// Sets the stage for a new story.
    pub(super) fn set(args: &StoryArgs, folder: &Path) -> Result<Stage, Refused> {
        let postgres = crate::serve::engine(&args.engine)?.is_some();
        std::fs::create_dir_all(folder).map_err(|e| broken(folder, &e))?;
        // What was lived there would be taken for this one's.
        if folder.join("stage.json").exists() {
            let folder = folder.display().to_string();
            return Err(crate::serve::CommandRefusal::StoryThere { folder }.into());
        }
        // Kills take time: then more lots come, one after the other, so that bids are due all
        // along.
        let kills = i64::from(args.kills);
        let lots = 12 + usize::try_from(kills).unwrap_or(0);
        let stage = Stage {
            folder: folder.to_owned(),
            engine: args.engine.clone(),
            schema: postgres.then(|| format!("daiko_story_{}", std::process::id())),
            port: free_port()?,
            epoch: SystemClock::default().now().micros(),
            replay: replay(args)?,
            crowd: if kills > 0 { args.crowd.max(24) } else { args.crowd },
            lots,
            stagger_ms: if kills > 0 { 45_000 } else { 5_000 },
            faults: args.faults,
            seed: args.seed,
        };
        let text = serde_json::to_string(&stage).map_err(|e| Fault::new(e.to_string()))?;
        std::fs::write(stage.file("stage.json"), text).map_err(|e| broken(folder, &e))?;
        Ok(stage)
    }

    /// The stage of a story that was begun.
    pub(super) fn read(folder: &Path) -> Result<Stage, Refused> {
        let text =
            std::fs::read_to_string(folder.join("stage.json")).map_err(|e| broken(folder, &e))?;
        serde_json::from_str(&text).map_err(|e| Fault::new(e.to_string()).into())
    }

    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn bazaar_folder(&self) -> PathBuf {
        self.file("bazaar")
    }

    /// Starts the bazaar, or starts it again where it was.
    pub(super) async fn bazaar(&self) -> Result<BazaarBeside, Refused> {
        let mut words = vec![
            format!("--speed={SPEED}"),
            format!("--epoch={}", self.epoch),
            "--auctions=0".into(),
            "--offers=12".into(),
            "--ship-after=20".into(),
            format!("--seed={}", self.seed),
        ];
        if let Some(file) = &self.replay {
            words.extend([
                format!("--replay={}", file.display()),
                // Seven days become ten minutes of the story's clock, ten seconds of the wall's.
                "--compress=1000".into(),
                "--yen-per-unit=100".into(),
                format!("--replay-limit={}", self.lots),
                format!("--stagger-ms={}", self.stagger_ms),
            ]);
        }
        if self.faults > 0 {
            let rate = self.faults;
            words.extend([
                format!("--fault-seed={}", self.seed),
                "--slow-ms=15".into(),
                format!("--slow={rate}"),
                format!("--rate-limited={rate}"),
                format!("--fail-after={rate}"),
                format!("--drop-after={rate}"),
                format!("--price-moved={rate}"),
            ]);
        }
        BazaarBeside::start(&self.bazaar_folder(), self.port, &words).await
    }

    fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The house of the story.
    pub(super) fn house(&self) -> Result<House, Refused> {
        let access = bazaar::Access::read(&self.bazaar_folder())?;
        let account = access.accounts.first().ok_or_else(|| Fault::new("no house account"))?;
        let mut blueprint = Blueprint::new(self.file("house"));
        blueprint.postgres = self.address();
        blueprint.speed = SPEED;
        blueprint.epoch = At::from_micros(self.epoch);
        // Nobody of a story reads letters, and one that gathers waits an hour of its clock.
        blueprint.letters = Letters::Off;
        blueprint.markets = vec![bazaar_settings(&self.url(), &account.id, &account.token)];
        blueprint.open()
    }

    fn address(&self) -> Option<String> {
        let schema = self.schema.as_ref()?;
        let join = if self.engine.contains('?') { '&' } else { '?' };
        Some(format!("{}{join}schema={schema}", self.engine))
    }

    /// The marketplace's own door for operators: what nobody but a story and a test uses.
    pub(super) fn market_admin(&self) -> Result<MarketAdmin, Refused> {
        let access = bazaar::Access::read(&self.bazaar_folder())?;
        let client = reqwest::Client::new();
        Ok(MarketAdmin { client, url: self.url(), token: access.admin_token })
    }

    pub(super) fn write_summary(&self, summary: &Summary) -> Result<(), Refused> {
        let file = self.file("summary.json");
        std::fs::write(&file, summary.json()).map_err(|e| broken(&file, &e))
    }

    pub(super) fn read_summary(&self) -> Result<Summary, Refused> {
        let file = self.file("summary.json");
        let text = std::fs::read_to_string(&file).map_err(|e| broken(&file, &e))?;
        serde_json::from_str(&text).map_err(|e| Fault::new(e.to_string()).into())
    }

    /// Takes the story's schema away again, when all held.
    pub(super) fn clean_up(&self, held: bool) -> Result<(), Refused> {
        match self.address() {
            Some(address) if held => db::drop_schema(&address),
            _ => Ok(()),
        }
    }

    pub(super) fn engine_name(&self) -> &'static str {
        if self.schema.is_some() { "PostgreSQL" } else { "SQLite" }
    }

    /// When all of it is to be over at the latest: ten minutes of the wall's after the last lot
    /// begins. Lots take ten seconds of them, and orders as long.
    pub(super) fn over_by(&self) -> At {
        self.last_begins().plus(Span::minutes(10 * SPEED))
    }

    /// When the last lot begins.
    pub(super) fn last_begins(&self) -> At {
        let lots = i64::try_from(self.lots).unwrap_or(i64::MAX);
        At::from_micros(self.epoch).plus(Span::millis(self.stagger_ms.saturating_mul(lots)))
    }
}

fn replay(args: &StoryArgs) -> Result<Option<PathBuf>, Refused> {
    let Some(file) = &args.replay else { return Ok(None) };
    let no = |e: std::io::Error| {
        let why = e.to_string();
        crate::serve::CommandRefusal::NoFile { file: file.display().to_string(), why }
    };
    Ok(Some(file.canonicalize().map_err(no)?))
}

/// The bazaar's admin door.
pub(super) struct MarketAdmin {
    client: reqwest::Client,
    url: String,
    token: String,
}

impl MarketAdmin {
    pub(super) async fn get(&self, path: &str) -> Result<serde_json::Value, Refused> {
        let mut last = Fault::new("not asked").into();
        // The faults switched on for the house meet questions of this door too.
        for _ in 0..50 {
            let request = self.client.get(format!("{}{path}", self.url)).bearer_auth(&self.token);
            match answer(request.send().await).await {
                Ok(found) => return Ok(found),
                Err(refused) => last = refused,
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        Err(last)
    }

    pub(super) async fn post(
        &self,
        path: &str,
        body: &serde_json::Value,
    ) -> Result<serde_json::Value, Refused> {
        let request = self.client.post(format!("{}{path}", self.url)).bearer_auth(&self.token);
        answer(request.json(body).send().await).await
    }
}

async fn answer(
    asked: Result<reqwest::Response, reqwest::Error>,
) -> Result<serde_json::Value, Refused> {
    let no = |e: reqwest::Error| Fault::passing(format!("the bazaar: {e}"));
    let response = asked.map_err(no)?.error_for_status().map_err(no)?;
    Ok(response.json().await.map_err(no)?)
}

fn broken(path: &Path, error: &dyn std::error::Error) -> Refused {
    Fault::new(format!("{}: {error}", path.display())).into()
}
