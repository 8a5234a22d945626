//! Other processes of our own program: the bazaar beside a house, the house a story kills.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use kernel::{Fault, Refused};

/// A process of our own program; killed when dropped.
pub struct Own {
    child: Child,
}

impl Own {
    /// Starts our own program with these words.
    pub fn start(words: &[String]) -> Result<Own, Refused> {
        Own::start_with(words, Stdio::null())
    }

    /// The same with its output going somewhere.
    pub fn start_with(words: &[String], out: Stdio) -> Result<Own, Refused> {
        let no = |e: std::io::Error| Fault::new(format!("the program cannot start itself: {e}"));
        let program = std::env::current_exe().map_err(no)?;
        let child = Command::new(program)
            .args(words)
            .stdin(Stdio::null())
            .stdout(out)
            .stderr(Stdio::inherit())
            .spawn()
            .map_err(no)?;
        Ok(Own { child })
    }

    /// Ends it as a power cut would.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// The system's number for it.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// What it writes, when it was started with a pipe; to be had once.
    pub fn out(&mut self) -> Option<std::process::ChildStdout> {
        self.child.stdout.take()
    }

    /// Whether it has ended, and how.
    pub fn ended(&mut self) -> Option<bool> {
        self.child.try_wait().ok().flatten().map(|status| status.success())
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A bazaar in its own process.
pub struct BazaarBeside {
    /// The process.
    pub process: Own,
    /// Where it answers.
    pub url: String,
    /// Its tokens.
    pub access: bazaar::Access,
}

impl BazaarBeside {
    /// Starts one on this port of this machine, in this folder, and waits until it answers.
    pub async fn start(folder: &Path, port: u16, more: &[String]) -> Result<BazaarBeside, Refused> {
        BazaarBeside::start_at(folder, (Ipv4Addr::LOCALHOST, port).into(), more).await
    }

    /// The same at this address.
    pub async fn start_at(
        folder: &Path,
        at: SocketAddr,
        more: &[String],
    ) -> Result<BazaarBeside, Refused> {
        let mut words = vec![
            "bazaar".to_owned(),
            "--folder".to_owned(),
            folder.display().to_string(),
            "--bind".to_owned(),
            at.to_string(),
        ];
        words.extend_from_slice(more);
        let mut process = Own::start(&words)?;
        let url = format!("http://{}", reached_at(at));
        let access = wait_for(&url, folder, &mut process).await?;
        Ok(BazaarBeside { process, url, access })
    }

    /// How the house reaches it.
    pub fn settings(&self) -> Result<markets::ProtocolSettings, Refused> {
        let account = self.access.accounts.first();
        let account = account.ok_or_else(|| Fault::new("the bazaar has no house account"))?;
        Ok(bazaar_settings(&self.url, &account.id, &account.token))
    }
}

/// How a house reaches a bazaar.
pub fn bazaar_settings(url: &str, account: &str, token: &str) -> markets::ProtocolSettings {
    markets::ProtocolSettings {
        market: "bazaar".into(),
        name: "The Bazaar".into(),
        base_url: url.to_owned(),
        account: account.to_owned(),
        token: token.to_owned(),
        requests_per_second: 0,
        timeout: Duration::from_secs(5),
        tries: 3,
    }
}

/// Whoever listens at every address of this machine is reached at its own.
fn reached_at(at: SocketAddr) -> SocketAddr {
    let here = match at.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(here, at.port())
}

/// Waits until our own bazaar answers there. Another's would answer as well, and ours would have
/// ended because its place was taken: so it is looked at first, and asked for what only ours knows.
async fn wait_for(url: &str, folder: &Path, process: &mut Own) -> Result<bazaar::Access, Refused> {
    let until = Instant::now() + Duration::from_secs(60);
    let client = reqwest::Client::new();
    loop {
        if process.ended().is_some() {
            return Err(Fault::new("the bazaar ended before it answered").into());
        }
        if let Ok(access) = bazaar::Access::read(folder)
            && let Some(account) = access.accounts.first()
            && knows(&client, url, &account.token).await
            && process.ended().is_none()
        {
            return Ok(access);
        }
        if Instant::now() > until {
            return Err(Fault::new("the bazaar does not answer").into());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Whether this token opens an account there.
async fn knows(client: &reqwest::Client, url: &str, token: &str) -> bool {
    let asked = client.get(format!("{url}/v1/account")).bearer_auth(token);
    let answer = asked.timeout(Duration::from_secs(2)).send().await;
    answer.is_ok_and(|answer| answer.status().is_success())
}

/// A port nobody listens on just now.
pub fn free_port() -> Result<u16, Refused> {
    let no = |e: std::io::Error| Fault::new(format!("no free port: {e}"));
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).map_err(no)?;
    Ok(listener.local_addr().map_err(no)?.port())
}

/// A fresh folder for data that is thrown away.
pub fn fresh_folder(what: &str) -> Result<PathBuf, Refused> {
    let no = |e: std::io::Error| Fault::new(format!("no folder: {e}"));
    let at = std::time::UNIX_EPOCH.elapsed().map_or(0, |d| d.as_nanos());
    let folder = std::env::temp_dir().join(format!("daiko-{what}-{}-{at}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(no)?;
    Ok(folder)
}
