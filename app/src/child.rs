//! Other processes of our own program: the bazaar beside a house, the house a story kills.

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
    /// Starts one on this port, in this folder, and waits until it answers.
    pub async fn start(folder: &Path, port: u16, more: &[String]) -> Result<BazaarBeside, Refused> {
        let mut words = vec![
            "bazaar".to_owned(),
            "--folder".to_owned(),
            folder.display().to_string(),
            "--bind".to_owned(),
            format!("127.0.0.1:{port}"),
        ];
        words.extend_from_slice(more);
        let mut process = Own::start(&words)?;
        let url = format!("http://127.0.0.1:{port}");
        wait_for(&url, &mut process).await?;
        Ok(BazaarBeside { process, url, access: bazaar::Access::read(folder)? })
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

async fn wait_for(url: &str, process: &mut Own) -> Result<(), Refused> {
    let until = Instant::now() + Duration::from_secs(60);
    let client = reqwest::Client::new();
    loop {
        let asked = client.get(format!("{url}/v1/time")).timeout(Duration::from_secs(2)).send();
        if asked.await.is_ok_and(|answer| answer.status().is_success()) {
            return Ok(());
        }
        if process.ended().is_some() {
            return Err(Fault::new("the bazaar ended before it answered").into());
        }
        if Instant::now() > until {
            return Err(Fault::new("the bazaar does not answer").into());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
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
