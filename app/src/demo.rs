//! `cargo run --release` alone: a house, a bazaar beside it, people, and where to look.

use std::net::SocketAddr;
use std::time::Duration;

use db::{Answer, Lock, Tx};
use kernel::Refused;
use maud::html;
use web::{Cx, Routes, Show, Sitter, Who, parts};

use crate::child::BazaarBeside;
use crate::config::DemoArgs;
use crate::house::{Blueprint, House};
use crate::seed;
use crate::serve::CommandRefusal;

/// Everybody's password in a demonstration.
pub const PASSWORD: &str = "daiko-demo-2026";

/// Opens the demonstration and serves it until it is told to stop.
pub async fn run(args: &DemoArgs) -> Result<(), Refused> {
    if args.bazaar.port() == 0 {
        return Err(CommandRefusal::NoPort { given: args.bazaar.to_string() }.into());
    }
    let folder = args.data.join("bazaar");
    crate::house::make_folder(&folder)?;
    // Listened at before anything is opened: whoever comes early waits a little.
    let (listener, listen) = crate::serve::listen(args.listen).await?;
    println!("Opening the bazaar …");
    let beside = BazaarBeside::start_at(&folder, args.bazaar, &[]).await?;
    println!("  live lots at {}/", beside.url);
    println!("Opening the house in {} …", args.data.display());
    let mut blueprint = Blueprint::new(&args.data);
    blueprint.markets.push(beside.settings()?);
    let at = named(listen);
    blueprint.address.clone_from(&at);
    blueprint.is_demo = true;
    // Whoever tries it is many people, one after another, from one address.
    blueprint.rates.entering = web::Rate { burst: 60, every: Duration::from_secs(1) };
    let house = blueprint.open()?;
    people(&house).await?;
    reachable(&house).await?;
    println!("  members: {} (password {PASSWORD})", names(seed::MEMBERS.iter().map(|m| m.0)));
    println!("  staff:   {} (password {PASSWORD})", names(seed::STAFF.iter().map(|s| s.0)));
    println!();
    println!("The house is open:  {at}/");
    println!("  sign in:          {at}/sign-in");
    println!("  staff:            {at}/staff/sign-in");
    println!("  their codes now:  {at}/demo/codes");
    println!("  letters:          {at}/demo/letters");
    println!("  the marketplace:  {}/", beside.url);
    println!("Ctrl-C closes it; the data stays in {}.", args.data.display());
    crate::serve::serve(&house, listener).await
}

/// Where browsers reach it: by name on this machine, for at a bare number they make no passkeys.
fn named(listen: SocketAddr) -> String {
    match listen.ip() {
        ip if ip.is_loopback() => format!("http://localhost:{}", listen.port()),
        _ => format!("http://{listen}"),
    }
}

fn names<'a>(all: impl Iterator<Item = &'a str>) -> String {
    all.collect::<Vec<_>>().join(", ")
}

/// Letters reach the members of a demonstration, at addresses that are nobody's.
async fn reachable(house: &House) -> Result<(), Refused> {
    let act = |tx: &mut db::Tx<'_>| {
        for (handle, _, _) in &seed::MEMBERS {
            if let Some(entering) = members::find(tx, handle)? {
                members::prove_mail(tx, entering.member, &format!("{handle}@example.org"))?;
            }
        }
        Ok(())
    };
    house.db.write("demo.reachable", Lock::none(), act).await
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

/// What only a demonstration has: the codes that its staff would read off their phones.
pub(crate) fn routes() -> Routes {
    Routes::new("demo").get("/demo/codes", Who::Anyone, codes)
}

async fn codes(cx: Cx) -> Show {
    let ask = |tx: &mut Tx<'_>| -> Answer<Vec<(&'static str, Option<String>)>> {
        let code = |(handle, _): &(&'static str, _)| {
            let found = staff::find(tx, handle)?;
            let who = found.map(|entering| Sitter::Staff(entering.staff));
            let code = who.map(|who| members::code_now(tx, who)).transpose()?;
            Ok((*handle, code.flatten()))
        };
        seed::STAFF.iter().map(code).collect()
    };
    let codes = cx.db().read("demo.codes", ask).await?;
    let rows: Vec<(&str, maud::Markup)> = codes
        .iter()
        .map(|(handle, code)| (*handle, html! { code { (code.as_deref().unwrap_or("–")) } }))
        .collect();
    cx.show("Codes of the demonstration", html! {
        h1 { "Codes of the demonstration" }
        p { "Staff sign in with a password and the code of an app. Here the codes are shown, so that one evening needs no phone; a house that is served has no such page." }
        (parts::facts(&rows))
        p { "A code is new every half minute, and good once. " a href="/staff/sign-in" { "To the staff’s door" } }
    })
}
