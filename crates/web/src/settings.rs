use std::net::IpAddr;
use std::sync::Arc;

use db::{Answer, Tx};
use kernel::MemberId;

use crate::{Language, Rates};

/// Where the house's log lines go; one call is one line.
pub type Log = Arc<dyn Fn(&str) + Send + Sync>;

/// The hash of the privacy policy in force, asked anew for each answer: a version takes the place
/// of another while the house is open.
pub type PolicyHash = Arc<dyn Fn() -> String + Send + Sync>;
/// Which other places pictures may come from now.
pub type PictureHosts = Arc<dyn Fn() -> Vec<String> + Send + Sync>;

/// Notes the language a member chose at the foot of a page.
pub type KeepLanguage = fn(&mut Tx<'_>, MemberId, Language) -> Answer<()>;

/// What is done when a signed-in member's browser says that it objects to being sold or shared
/// (`Sec-GPC: 1`), and under which lock.
#[derive(Debug, Clone, Copy)]
pub struct HearSignal {
    /// The lock.
    pub lock: db::Lock,
    /// The act; it may come again and changes nothing then.
    pub act: fn(&mut Tx<'_>, MemberId, Language) -> Answer<()>,
}

/// What the web door is told once, at the start.
#[derive(Clone)]
pub struct Settings {
    /// What the operator calls this house: the header and the titles show it.
    pub name: String,
    /// Whether browsers reach the house by HTTPS: cookies are then bound to it.
    pub secure: bool,
    /// The hash of the privacy policy in force: in the footer, and in `X-Privacy-Policy`.
    pub policy: PolicyHash,
    /// Other places pictures may come from under the policy in force, as `https://host`. Asked
    /// again when the policy is another.
    pub picture_hosts: PictureHosts,
    /// Where log lines go.
    pub log: Log,
    /// How often one address and one person may come.
    pub rates: Rates,
    /// Our own proxies: from these alone `X-Forwarded-For` is believed.
    pub proxies: Vec<IpAddr>,
    /// Keeps a member's choice of language; without it the choice is the browser's.
    pub keep_language: Option<KeepLanguage>,
    /// Hears a browser's objection; without it nobody does.
    pub hear_signal: Option<HearSignal>,
}

impl Settings {
    /// A house by this name over plain HTTP, which logs to standard error.
    pub fn new(name: impl Into<String>) -> Settings {
        Settings {
            name: name.into(),
            secure: false,
            policy: Arc::new(String::new),
            picture_hosts: Arc::new(Vec::new),
            log: Arc::new(|line| eprintln!("{line}")),
            rates: Rates::USUAL,
            proxies: Vec::new(),
            keep_language: None,
            hear_signal: None,
        }
    }
}
