//! Serving a house, and what its operator does from the command line.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use db::Lock;
use kernel::{Fault, Refused, Yen};
use markets::ProtocolSettings;
use tokio::net::TcpListener;

use crate::config::{ApiCommand, DataArgs, DepositArgs, HireArgs, ServeArgs};
use crate::house::{Blueprint, House};
use crate::policy_files::Files;

kernel::refusals! {
    /// Why a command is not carried out.
    pub enum CommandRefusal {
        /// The marketplace is not written as it should be.
        "command.bad_market" 400 BadMarket { given: String }
            = "“{given}” is not a marketplace: write WORD=URL,ACCOUNT,TOKEN-FILE, and behind another comma the requests a second it takes, if they are not 40.";
        /// A clock that stands still, runs backwards, or beyond what the marketplaces' clocks do.
        "command.bad_speed" 400 BadSpeed { given: i64 }
            = "A clock cannot run {given} times as fast as the wall's: choose a --speed from 1 to 1,000,000.";
        /// An address at which nobody can be found.
        "command.no_port" 400 NoPort { given: String }
            = "{given} names no port at which the bazaar can be found again: write it like 127.0.0.1:7801.";
        /// A file cannot be read.
        "command.no_file" 400 NoFile { file: String, why: String } = "{file} cannot be read: {why}.";
        /// A story was told in this folder before.
        "command.story_there" 409 StoryThere { folder: String }
            = "A story was told in {folder} before. Choose another folder, or take that one away.";
        /// Somebody listens there already.
        "command.cannot_listen" 409 CannotListen { address: String, why: String }
            = "Nobody can listen at {address}: {why}. Choose another address with --listen.";
        /// A key is not named as it should be.
        "command.bad_key" 400 BadKey { given: String } = "“{given}” is not a key: write SELECTOR=KEY-FILE.";
        /// There is no such language.
        "command.no_language" 400 NoLanguage { given: String } = "“{given}” is not a language of the policy: en, ja or zh-Hant.";
        /// The file of providers is not written as it should be.
        "command.bad_providers" 400 BadProviders { file: String, why: String } = "{file} is no list of providers: {why}.";
        /// It is not an instant.
        "command.no_instant" 400 NoInstant { given: String } = "“{given}” is not an instant: write it as 2026-12-01T09:00:00Z.";
        /// No such word.
        "command.no_word" 400 NoWord { given: String } = "There is no word “{given}” for it: see --help.";
        /// Nobody of that handle works here.
        "command.no_staff" 404 NoStaff { handle: String } = "Nobody called {handle} works here.";
        /// They have no app yet.
        "command.no_app" 409 NoApp { handle: String } = "{handle} has not set up an app yet; they do when they first sign in.";
        /// There is no such member.
        "command.no_member" 404 NoMember { handle: String } = "There is no member called {handle}.";
    }
}

impl DataArgs {
    /// The house these words describe.
    pub fn blueprint(&self) -> Result<Blueprint, Refused> {
        let mut blueprint = Blueprint::new(&self.data);
        blueprint.postgres = engine(&self.engine)?;
        if !(1..=FASTEST).contains(&self.speed) {
            return Err(CommandRefusal::BadSpeed { given: self.speed }.into());
        }
        if let Some(folder) = &self.policy {
            blueprint.policy = Files::In(folder.clone());
        }
        blueprint.speed = self.speed;
        blueprint.epoch = self.epoch();
        Ok(blueprint)
    }
}

/// The fastest clock, here and at the bazaar.
const FASTEST: i64 = 1_000_000;

/// What `--engine` names: nothing for SQLite, or the address of a server. Why so strict: a slip of
/// the hand must not open an empty house in a file of that name.
pub(crate) fn engine(given: &str) -> Result<Option<String>, Refused> {
    match given {
        "sqlite" => Ok(None),
        address if db::is_postgres(address) => Ok(Some(address.to_owned())),
        other => Err(db::bad_address(other)),
    }
}

pub(crate) fn unread(file: &Path, error: &std::io::Error) -> Refused {
    CommandRefusal::NoFile { file: file.display().to_string(), why: error.to_string() }.into()
}

/// Requests to a marketplace in a second, where the operator names no other figure.
const REQUESTS_PER_SECOND: usize = 40;

fn market(given: &str) -> Result<ProtocolSettings, Refused> {
    let bad = || CommandRefusal::BadMarket { given: given.to_owned() };
    let (word, rest) = given.split_once('=').ok_or_else(bad)?;
    let mut parts = rest.splitn(4, ',');
    let (Some(url), Some(account), Some(file)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(bad().into());
    };
    let per_second = match parts.next() {
        Some(figure) => figure.trim().parse().map_err(|_| bad())?,
        None => REQUESTS_PER_SECOND,
    };
    if word.is_empty() || !is_address(url) {
        return Err(bad().into());
    }
    let token = std::fs::read_to_string(file).map_err(|e| unread(Path::new(file), &e))?;
    Ok(ProtocolSettings {
        market: word.to_owned(),
        name: word.to_owned(),
        base_url: url.to_owned(),
        account: account.to_owned(),
        token: token.trim().to_owned(),
        requests_per_second: per_second,
        // Why so short: a bid whose answer is lost is asked about and sent again while its lot is
        // still open.
        timeout: Duration::from_secs(3),
        tries: 3,
    })
}

/// Whether somebody can be asked there.
fn is_address(url: &str) -> bool {
    let read = reqwest::Url::parse(url);
    read.is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

/// Serves until it is told to stop.
pub async fn run(args: &ServeArgs) -> Result<(), Refused> {
    let mut blueprint = args.data.blueprint()?;
    blueprint.name.clone_from(&args.name);
    blueprint.secure = args.secure;
    blueprint.letters = args.letters.letters(&args.name)?;
    blueprint.address.clone_from(&args.letters.address);
    blueprint.proxies.clone_from(&args.proxies);
    if let Some(file) = &args.providers {
        blueprint.providers = crate::providers::read(file)?;
    }
    if args.unlimited_pages {
        blueprint.rates.pages = None;
    }
    for given in &args.markets {
        blueprint.markets.push(market(given)?);
    }
    let house = blueprint.open()?;
    let (listener, at) = listen(args.listen).await?;
    println!("{} is open at http://{at}/", args.name);
    serve(&house, listener).await
}

/// Listens, and says where: nobody is told to come to a door that somebody else holds.
pub(crate) async fn listen(at: SocketAddr) -> Result<(TcpListener, SocketAddr), Refused> {
    let no = |e: std::io::Error| CommandRefusal::CannotListen {
        address: at.to_string(),
        why: e.to_string(),
    };
    let listener = TcpListener::bind(at).await.map_err(no)?;
    let at = listener.local_addr().map_err(no)?;
    Ok((listener, at))
}

/// Serves an open house until the process is told to stop, then ends well.
pub(crate) async fn serve(house: &House, listener: TcpListener) -> Result<(), Refused> {
    let working = house.start().await?;
    let served = house.site.serve(listener, told_to_stop()).await;
    working.stop().await?;
    served.map_err(|e| Fault::new(format!("serving: {e}")).into())
}

/// `daiko api openapi`: a house in a folder that is gone afterwards, so that it says what it has.
pub async fn api(what: ApiCommand) -> Result<bool, Refused> {
    let ApiCommand::Openapi = what;
    let folder = crate::child::fresh_folder("openapi")?;
    let house = crate::house::Blueprint::new(&folder).open()?;
    let text = format!("{:#}\n", house.site.openapi());
    // Whoever reads only the beginning closes the pipe.
    let _ = std::io::Write::write_all(&mut std::io::stdout(), text.as_bytes());
    drop(house);
    let _ = std::fs::remove_dir_all(folder);
    Ok(true)
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

/// `daiko code`: fresh recovery codes for one of the staff in place of their old ones; the first is
/// told. Whoever has no app yet sets one up at their first sign-in and needs none.
pub async fn code(args: &HireArgs) -> Result<(), Refused> {
    let house = args.data.blueprint()?.open()?;
    let handle = args.handle.clone();
    let act = move |tx: &mut db::Tx<'_>| {
        let no = || CommandRefusal::NoStaff { handle: handle.clone() };
        let who = web::Sitter::Staff(staff::find(tx, &handle)?.ok_or_else(no)?.staff);
        if !members::has_factor(tx, who)? {
            return Err(CommandRefusal::NoApp { handle: handle.clone() }.into());
        }
        Ok(members::new_recovery_codes(tx, who)?.into_iter().next())
    };
    let code = house.db.write("app.code", Lock::named("staff"), act).await?;
    println!("{} signs in once with the code {}", args.handle, code.unwrap_or_default());
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
