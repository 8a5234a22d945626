//! `daiko story`: the whole main job, lived through headless: members sign up, bid now, at the last
//! moment and in a group against rivals over real HTTP; one is outbid, one wins, pays, the seller
//! ships, the warehouse receives, packs, hands over, it is delivered. Then everything is audited.
//!
//! A story can be cut short at any instant and goes on where it was: what was done is found done.

mod audit;
mod cast;
mod desk;
mod falls;
mod goods;
mod kills;
mod orders;
mod season;
mod shop;
mod stage;
mod tell;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use kernel::Refused;

use crate::config::StoryArgs;
use stage::Stage;

pub use audit::Summary;

/// Lives the story; false when something did not hold.
pub async fn run(args: &StoryArgs) -> Result<bool, Refused> {
    if args.resume {
        let folder = args.data.clone().unwrap_or_else(|| PathBuf::from("daiko-story"));
        return resume(args, &Stage::read(&folder)?).await.map(|summary| summary.held());
    }
    let (folder, throw_away) = match &args.data {
        Some(folder) => (folder.clone(), false),
        None => (crate::child::fresh_folder("story")?, true),
    };
    let stage = Stage::set(args, &folder)?;
    let summary = if args.kills > 0 {
        kills::live(args, &stage).await?
    } else {
        let mut beside = stage.bazaar().await?;
        let summary = resume(args, &stage).await?;
        beside.process.kill();
        summary
    };
    if args.json {
        println!("{}", summary.json());
    } else {
        summary.tell();
    }
    if summary.held() && throw_away {
        let _ = std::fs::remove_dir_all(&folder);
    } else if !summary.held() {
        eprintln!("The story's data are in {}.", folder.display());
    }
    stage.clean_up(summary.held())?;
    Ok(summary.held())
}

/// One that was cut short late has still so long.
const LEAST: Duration = Duration::from_secs(60);

/// Goes on with the story from wherever it stands, to its end.
async fn resume(args: &StoryArgs, stage: &Stage) -> Result<Summary, Refused> {
    let house = stage.house()?;
    let teller = tell::Teller::new(!args.json && !args.resume);
    let market = stage.market_admin()?;
    let cast = cast::enter(&house, stage, &teller).await?;
    let working = house.start().await?;
    goods::list(stage, &market, &teller).await?;
    let mut season = season::Season::open(&house, stage, &cast, &teller)?;
    // Bidding goes on beside what became of it: whatever is cut short, all of it is.
    let is_bidding = AtomicBool::new(true);
    let bidding = async {
        season.live().await?;
        falls::live(&house, &market, &season, &cast, &teller).await?;
        is_bidding.store(false, Ordering::Relaxed);
        Ok::<_, Refused>(())
    };
    let living = async {
        shop::buy(&house, stage, &cast, &teller).await?;
        desk::order(&house, &cast, &teller).await?;
        orders::live(&house, &cast, &teller, &is_bidding).await
    };
    let both = async { tokio::try_join!(bidding, living) };
    let until = house.db.clock().wall_until(stage.over_by()).max(LEAST);
    let in_time = match tokio::time::timeout(until, both).await {
        Ok(lived) => lived.map(|_| true)?,
        Err(_) => false,
    };
    let mut summary = audit::audit(&house, stage, &market, &cast).await?;
    if !in_time {
        summary.wrong.push("it had not come to its end when it was to be over".to_owned());
    }
    working.stop().await?;
    if args.resume {
        stage.write_summary(&summary)?;
    }
    Ok(summary)
}
