//! A house in a process of its own, served as an operator would, with a bazaar beside it.

use std::path::PathBuf;

use kernel::{Fault, Refused};
use serde_json::Value;

use super::bare::listens;
use super::load::Page;
use crate::child::{BazaarBeside, Own, free_port, fresh_folder};

/// The house and the bazaar.
pub(crate) struct Served {
    pub(crate) port: u16,
    house: Own,
    beside: BazaarBeside,
    folder: PathBuf,
    client: reqwest::Client,
}

impl Served {
    /// Opens both; the bazaar is as busy as it is in the demonstration.
    pub(crate) async fn open() -> Result<Served, Refused> {
        let (folder, port) = (fresh_folder("bench-page")?, free_port()?);
        let beside = BazaarBeside::start(&folder.join("bazaar"), free_port()?, &[]).await?;
        let settings = beside.settings()?;
        let token = folder.join("token");
        std::fs::write(&token, &settings.token).map_err(|e| Fault::new(e.to_string()))?;
        let market = format!("bazaar={},{},{}", beside.url, settings.account, token.display());
        let house = Own::start(&[
            "serve".to_owned(),
            format!("--data={}", folder.join("house").display()),
            format!("--listen=127.0.0.1:{port}"),
            format!("--market={market}"),
            "--unlimited-pages".to_owned(),
            // What asks is believed about where it comes from: `bench door` comes from everywhere.
            "--proxy=127.0.0.1".to_owned(),
        ])?;
        listens(port).await?;
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|e| Fault::new(e.to_string()))?;
        Ok(Served { port, house, beside, folder, client })
    }

    /// Resident memory of the house, as the kernel counts it.
    pub(crate) fn memory_kib(&self) -> Result<u64, Refused> {
        let file = format!("/proc/{}/status", self.house.id());
        let text = std::fs::read_to_string(&file)
            .map_err(|e| Fault::new(format!("{file} cannot be read: {e}")))?;
        let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        kib.ok_or_else(|| Fault::new(format!("{file} says nothing of memory")).into())
    }

    /// Ids of lots that are open for a while.
    pub(crate) async fn lots(&self) -> Result<Vec<String>, Refused> {
        let no = |e: reqwest::Error| Fault::new(format!("the bazaar: {e}"));
        let url = format!("{}/v1/search?kind=auction&per_page=100&sort=newest", self.beside.url);
        let settings = self.beside.settings()?;
        let asked = self.client.get(url).bearer_auth(&settings.token).send().await;
        let found: Value = asked.map_err(no)?.json().await.map_err(no)?;
        let rows = found["rows"].as_array().into_iter().flatten();
        Ok(rows.filter_map(|row| row["id"].as_str().map(str::to_owned)).collect())
    }

    /// The path of a lot's page.
    pub(crate) async fn a_lot(&self) -> Result<String, Refused> {
        let lots = self.lots().await?;
        let lot = lots.first().ok_or_else(|| Fault::new("the bazaar has no lots"))?;
        Ok(format!("/lots/bazaar/{lot}"))
    }

    /// Joins as a person would; the cookie that shows who it is.
    pub(crate) async fn join(&self) -> Result<String, Refused> {
        let sample = Page::new(self.port, "/sign-up", None).once().await?;
        let visitor = cookie(&sample.headers, "daiko-visitor")
            .ok_or_else(|| Fault::new("no cookie came with the form"))?;
        let text = String::from_utf8_lossy(&sample.body);
        let form = text
            .split_once("name=\"_form\" value=\"")
            .and_then(|(_, rest)| rest.split_once('"'))
            .ok_or_else(|| Fault::new("the form has no token"))?;
        let fields = [
            ("_form", form.0),
            ("handle", "reader"),
            ("mail", "reader@member.example"),
            ("password", "a reader of many pages"),
        ];
        let no = |e: reqwest::Error| Fault::new(format!("joining: {e}"));
        let asked = self
            .client
            .post(format!("http://127.0.0.1:{}/sign-up", self.port))
            .header("cookie", visitor)
            .form(&fields)
            .send()
            .await
            .map_err(no)?;
        let headers: Vec<(String, String)> = asked
            .headers()
            .iter()
            .filter_map(|(name, value)| {
                Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
            })
            .collect();
        let status = asked.status();
        let cookie = cookie(&headers, "daiko-session");
        cookie.ok_or_else(|| Fault::new(format!("joining was answered {status}")).into())
    }

    /// Puts everything away.
    pub(crate) fn close(self) {
        drop(self.house);
        drop(self.beside);
        let _ = std::fs::remove_dir_all(self.folder);
    }
}

/// What a cookie was set to, as it is sent back.
pub(crate) fn cookie(headers: &[(String, String)], name: &str) -> Option<String> {
    let set = headers.iter().filter(|h| h.0.eq_ignore_ascii_case("set-cookie"));
    set.filter_map(|(_, line)| line.split(';').next())
        .find(|pair| pair.split_once('=').is_some_and(|(n, v)| n == name && !v.is_empty()))
        .map(str::to_owned)
}
