//! Serving a house, and what its operator does from the command line.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use db::Lock;
use kernel::{Fault, Refused, Yen};
use markets::ProtocolSettings;
use tokio::net::TcpListener;

use crate::config::{DataArgs, DepositArgs, HireArgs, ServeArgs};
use crate::house::{Blueprint, House};
use crate::policy_files::Files;

kernel::refusals! {
    /// Why a command is not carried out.
    pub enum CommandRefusal {
        /// The marketplace is not written as it should be.
        "command.bad_market" 400 BadMarket { given: String }
            = "“{given}” is not a marketplace: write WORD=URL,ACCOUNT,TOKEN-FILE.";
        /// A file cannot be read.
        "command.no_file" 400 NoFile { file: String, why: String } = "{file} cannot be read: {why}.";
        /// Somebody listens there already.
        "command.cannot_listen" 409 CannotListen { address: String, why: String }
            = "Nobody can listen at {address}: {why}. Choose another address with --listen.";
        /// There is no such language.
        "command.no_language" 400 NoLanguage { given: String } = "“{given}” is not a language of the policy: en, ja or zh-Hant.";
        /// It is not an instant.
        "command.no_instant" 400 NoInstant { given: String } = "“{given}” is not an instant: write it as 2026-12-01T09:00:00Z.";
        /// There is no such member.
        "command.no_member" 404 NoMember { handle: String } = "There is no member called {handle}.";
    }
}

impl DataArgs {
    /// The house these words describe.
    pub fn blueprint(&self) -> Result<Blueprint, Refused> {
        let mut blueprint = Blueprint::new(&self.data);
        if self.engine != "sqlite" {
            blueprint.postgres = Some(self.engine.clone());
        }
        if let Some(folder) = &self.policy {
            blueprint.policy = Files::In(folder.clone());
        }
        blueprint.speed = self.speed;
        blueprint.epoch = self.epoch();
        Ok(blueprint)
    }
}

fn unread(file: &Path, error: &std::io::Error) -> Refused {
    CommandRefusal::NoFile { file: file.display().to_string(), why: error.to_string() }.into()
}

fn market(given: &str) -> Result<ProtocolSettings, Refused> {
    let bad = || CommandRefusal::BadMarket { given: given.to_owned() };
    let (word, rest) = given.split_once('=').ok_or_else(bad)?;
    let mut parts = rest.splitn(3, ',');
    let (Some(url), Some(account), Some(file)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(bad().into());
    };
    let token = std::fs::read_to_string(file).map_err(|e| unread(Path::new(file), &e))?;
    Ok(ProtocolSettings {
        market: word.to_owned(),
        name: word.to_owned(),
        base_url: url.to_owned(),
        account: account.to_owned(),
        token: token.trim().to_owned(),
        requests_per_second: 40,
        timeout: Duration::from_secs(10),
        tries: 3,
    })
}

/// Serves until it is told to stop.
pub async fn run(args: &ServeArgs) -> Result<(), Refused> {
    let mut blueprint = args.data.blueprint()?;
    blueprint.name.clone_from(&args.name);
    blueprint.secure = args.secure;
    for given in &args.markets {
        blueprint.markets.push(market(given)?);
    }
    let house = blueprint.open()?;
    println!("{} is open at http://{}/", args.name, args.listen);
    serve(&house, args.listen).await
}

/// Serves an open house until the process is told to stop, then ends well.
pub async fn serve(house: &House, listen: SocketAddr) -> Result<(), Refused> {
    let listener = TcpListener::bind(listen).await.map_err(|e| CommandRefusal::CannotListen {
        address: listen.to_string(),
        why: e.to_string(),
    })?;
    let working = house.start().await?;
    let served = house.site.serve(listener, told_to_stop()).await;
    working.stop().await?;
    served.map_err(|e| Fault::new(format!("serving: {e}")).into())
}

/// Ctrl-C, or the system's wish to end the process.
pub async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            // Without signals only Ctrl-C ends it.
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
}

/// `daiko hire`: the first administrator has nobody who could let them in.
pub async fn hire(args: &HireArgs) -> Result<(), Refused> {
    let house = args.data.blueprint()?.open()?;
    let password = format!("{:032x}", house.db.dice().roll());
    let hash = passwords(&house)?.hash_now(&password)?;
    let handle = args.handle.clone();
    let act = move |tx: &mut db::Tx<'_>| staff::hire_first(tx, &handle, &hash);
    house.db.write("app.hire", Lock::named("staff"), act).await?;
    println!("{} signs in at /staff/sign-in with the password {password}", args.handle);
    Ok(())
}

/// The house's password pool.
pub(crate) fn passwords(house: &House) -> Result<&members::Passwords, Fault> {
    let plugged = house.db.plugs().get::<members::Passwords>();
    plugged.ok_or_else(|| Fault::new("no passwords are plugged in"))
}

/// `daiko deposit`: books money that has come in.
pub async fn deposit(args: &DepositArgs) -> Result<(), Refused> {
    let house = args.data.blueprint()?.open()?;
    let (handle, yen, key) =
        (args.handle.clone(), Yen::new(args.yen), format!("deposit:{}", args.reference));
    let act = move |tx: &mut db::Tx<'_>| {
        let found = members::find(tx, &handle)?;
        let no = || CommandRefusal::NoMember { handle: handle.clone() };
        let member = found.ok_or_else(no)?.member;
        ledger::deposit(tx, member, yen, &key, "operator")
    };
    let booked = house.db.write("app.deposit", Lock::none(), act).await?;
    let word = if booked { "Booked" } else { "Was booked before:" };
    println!("{word} {} for {}.", Yen::new(args.yen), args.handle);
    Ok(())
}
