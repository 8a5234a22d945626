//! `cargo run --release` alone: a house, a bazaar beside it, people, and where to look.

use db::Lock;
use kernel::{Fault, Refused};

use crate::child::BazaarBeside;
use crate::config::DemoArgs;
use crate::house::{Blueprint, House};
use crate::seed;

/// Everybody's password in a demonstration.
pub const PASSWORD: &str = "daiko-demo-2026";

/// Opens the demonstration and serves it until it is told to stop.
pub async fn run(args: &DemoArgs) -> Result<(), Refused> {
    println!("Opening the bazaar …");
    let folder = args.data.join("bazaar");
    std::fs::create_dir_all(&args.data)
        .map_err(|e| Fault::new(format!("{} cannot be made: {e}", args.data.display())))?;
    let beside = BazaarBeside::start(&folder, args.bazaar.port(), &[]).await?;
    println!("  live lots at {}/", beside.url);
    println!("Opening the house in {} …", args.data.display());
    let mut blueprint = Blueprint::new(&args.data);
    blueprint.markets.push(beside.settings()?);
    let house = blueprint.open()?;
    people(&house).await?;
    println!("  members: {} (password {PASSWORD})", names(seed::MEMBERS.iter().map(|m| m.0)));
    println!("  staff:   {} (password {PASSWORD})", names(seed::STAFF.iter().map(|s| s.0)));
    println!();
    println!("The house is open:  http://{}/", args.listen);
    println!("  sign in:          http://{}/sign-in", args.listen);
    println!("  staff:            http://{}/staff/sign-in", args.listen);
    println!("  the marketplace:  {}/", beside.url);
    println!("Ctrl-C closes it; the data stays in {}.", args.data.display());
    crate::serve::serve(&house, args.listen).await
}

fn names<'a>(all: impl Iterator<Item = &'a str>) -> String {
    all.collect::<Vec<_>>().join(", ")
}

/// The members and the staff of a demonstration; those who are there already stay as they are.
pub async fn people(house: &House) -> Result<(), Refused> {
    let hash = crate::serve::passwords(house)?.hash_now(PASSWORD)?;
    let act = move |tx: &mut db::Tx<'_>| {
        for (handle, yen, door) in &seed::MEMBERS {
            seed::member(tx, handle, &hash, *yen, door)?;
        }
        seed::staff(tx, &hash)
    };
    house.db.write("demo.people", Lock::none(), act).await
}
