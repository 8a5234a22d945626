//! Who may do what: the tokens, kept beside the database so that a restart does not lock anyone
//! out.

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;

use kernel::{Dice, Refused};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::config::Config;
use crate::refusals::No;

/// Where the tokens lie within the folder.
const FILE: &str = "access.json";

/// The tokens of a marketplace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    /// For `/v1/admin`.
    pub admin_token: String,
    /// One for each house account.
    pub accounts: Vec<AccountToken>,
}

/// A house account's token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountToken {
    /// The account.
    pub id: String,
    /// Its token.
    pub token: String,
}

impl Access {
    /// Reads the tokens of a marketplace kept in `folder`.
    pub fn read(folder: &Path) -> Result<Access, Refused> {
        let file = folder.join(FILE);
        let no = |why: String| No::NoAccess { file: file.display().to_string(), why };
        let text = std::fs::read_to_string(&file).map_err(|e| no(e.to_string()))?;
        Ok(serde_json::from_str(&text).map_err(|e| no(e.to_string()))?)
    }

    /// The tokens that are set, those that were drawn before, and fresh ones for the rest.
    pub(crate) fn settle(config: &Config) -> Result<Access, Refused> {
        let before = if config.folder.join(FILE).exists() {
            Some(Access::read(&config.folder)?)
        } else {
            None
        };
        let drawn = |id: &str| {
            let known = before.iter().flat_map(|access| &access.accounts);
            known.filter(|known| known.id == id).map(|known| known.token.clone()).next()
        };
        let dice = config.dice.as_ref();
        let accounts = config.accounts.iter().map(|seat| AccountToken {
            id: seat.id.clone(),
            token: seat.token.clone().or_else(|| drawn(&seat.id)).unwrap_or_else(|| token(dice)),
        });
        let accounts = accounts.collect();
        let admin = before.as_ref().map(|access| access.admin_token.clone());
        let admin_token = config.admin_token.clone().or(admin).unwrap_or_else(|| token(dice));
        let access = Access { admin_token, accounts };
        if before.as_ref() != Some(&access) {
            access.write(&config.folder)?;
        }
        Ok(access)
    }

    fn write(&self, folder: &Path) -> Result<(), Refused> {
        let file = folder.join(FILE);
        let no = |why: String| No::NoAccess { file: file.display().to_string(), why };
        let text = serde_json::to_string_pretty(self).map_err(|e| no(e.to_string()))?;
        // Written beside and moved over: a crash leaves the old file or the new one.
        let fresh = folder.join("access.json.new");
        let mut options = std::fs::File::options();
        options.create(true).truncate(true).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let written = options
            .open(&fresh)
            .and_then(|mut out| out.write_all(text.as_bytes()).and_then(|()| out.sync_all()))
            .and_then(|()| std::fs::rename(&fresh, &file));
        Ok(written.map_err(|e| no(e.to_string()))?)
    }

    /// The token of an account.
    pub fn token_of(&self, id: &str) -> Option<&str> {
        self.accounts.iter().find(|account| account.id == id).map(|account| account.token.as_str())
    }
}

/// A fresh secret of 128 bits.
pub(crate) fn token(dice: &dyn Dice) -> String {
    format!("{:032x}", dice.roll())
}

/// Who a token stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Bearer {
    Admin,
    /// By its place in the memory.
    Account(usize),
}

/// Tokens by their digest: how long a look-up takes says nothing about a token.
pub(crate) struct Tokens(HashMap<[u8; 32], Bearer>);

impl Tokens {
    pub(crate) fn new(access: &Access, place: impl Fn(&str) -> Option<usize>) -> Tokens {
        let accounts = access.accounts.iter().filter_map(|account| {
            place(&account.id).map(|at| (digest(&account.token), Bearer::Account(at)))
        });
        Tokens(accounts.chain([(digest(&access.admin_token), Bearer::Admin)]).collect())
    }

    pub(crate) fn bearer(&self, token: &str) -> Option<&Bearer> {
        self.0.get(&digest(token))
    }
}

fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}
