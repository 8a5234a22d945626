//! `daiko bench`: each figure beside the raw limit of the same machine, measured in the same run.

mod callers;
mod door;
mod figures;
mod fire;
mod hot;
mod order;
mod page;
mod pgserver;
mod privacy;
mod raw;
mod rights;
mod write;

use kernel::Refused;

use crate::config::{Bench, BenchArgs};

/// Measures what was asked for and prints it.
pub async fn run(args: &BenchArgs) -> Result<(), Refused> {
    match &args.what {
        Bench::Write(args) => write::run(args).await,
        Bench::Hot(args) => hot::run(args).await,
        Bench::Fire(args) => fire::run(args).await,
        Bench::Page(args) => page::run(args).await,
        Bench::Door(args) => door::run(args).await,
        Bench::Privacy(args) => privacy::run(args).await,
        Bench::Rights(args) => rights::run(args).await,
    }
}
