//! The providers of sign-ins that an operator sets up: one file, and a file for each secret.

use std::path::{Path, PathBuf};

use kernel::Refused;
use members::ProviderSettings;
use serde::Deserialize;

use crate::serve::{CommandRefusal, unread};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    provider: Vec<One>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct One {
    word: String,
    name: String,
    issuer: String,
    client_id: String,
    secret_file: PathBuf,
}

/// Reads them. The path of a secret counts from the folder of the file.
pub(crate) fn read(file: &Path) -> Result<Vec<ProviderSettings>, Refused> {
    let text = std::fs::read_to_string(file).map_err(|e| unread(file, &e))?;
    let bad = |e: toml::de::Error| CommandRefusal::BadProviders {
        file: file.display().to_string(),
        why: e.message().to_owned(),
    };
    let read: File = toml::from_str(&text).map_err(bad)?;
    let folder = file.parent().unwrap_or(Path::new(""));
    read.provider.into_iter().map(|one| with_secret(folder, one)).collect()
}

fn with_secret(folder: &Path, one: One) -> Result<ProviderSettings, Refused> {
    let file = folder.join(&one.secret_file);
    let secret = std::fs::read_to_string(&file).map_err(|e| unread(&file, &e))?;
    let One { word, name, issuer, client_id, .. } = one;
    let client_secret = secret.trim().to_owned();
    Ok(ProviderSettings { word, name, issuer, client_id, client_secret })
}

#[cfg(test)]
mod tests {
    #[test]
    fn providers_are_read_with_their_secrets_and_nothing_is_guessed() {
        let folder = crate::child::fresh_folder("providers").unwrap();
        let file = folder.join("providers.toml");
        std::fs::write(folder.join("secret"), "of mine\n").unwrap();
        let good = "[[provider]]\nword = \"elsewhere\"\nname = \"Elsewhere\"\nissuer = \"https://e.example\"\nclient_id = \"daiko\"\nsecret_file = \"secret\"\n";
        std::fs::write(&file, good).unwrap();
        let read = super::read(&file).unwrap();
        assert_eq!((read.len(), read[0].client_secret.as_str()), (1, "of mine"));
        for (from, to, code) in [
            ("client_id", "client", "command.bad_providers"),
            ("\"secret\"", "\"nowhere\"", "command.no_file"),
            ("[[provider]]", "[[provider]", "command.bad_providers"),
        ] {
            std::fs::write(&file, good.replace(from, to)).unwrap();
            assert_eq!(super::read(&file).err().unwrap().code(), code, "{to}");
        }
        std::fs::remove_dir_all(folder).unwrap();
    }
}
