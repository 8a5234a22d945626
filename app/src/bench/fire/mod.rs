//! `daiko bench fire`: bids at their moment. Timers alone, a steady stream of last-moment bids over
//! HTTP, and very many at one instant.

mod at_once;
mod bare;
mod stage;
mod steady;
mod timers;

use kernel::Refused;
use serde_json::{Value, json};

use crate::config::BenchFireArgs;

/// Measures and prints.
pub(crate) async fn run(args: &BenchFireArgs) -> Result<(), Refused> {
    let mut told = json!({ "bench": "fire" });
    let wanted = |part: &str| args.only.as_ref().is_none_or(|only| only == part);
    if wanted("timers") {
        say(args, &mut told, "timers", timers::run(args).await?);
    }
    if wanted("steady") {
        say(args, &mut told, "steady", steady::run(args).await?);
    }
    if wanted("at-once") {
        say(args, &mut told, "at_once", at_once::run(args).await?);
    }
    if args.json {
        println!("{told}");
    }
    Ok(())
}

/// A sentence for people and the same for machines.
pub(crate) struct Part {
    line: String,
    json: Value,
}

fn say(args: &BenchFireArgs, told: &mut Value, name: &str, part: Part) {
    if !args.json {
        println!("{}", part.line);
    }
    told[name] = part.json;
}
