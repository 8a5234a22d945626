//! Passkeys by WebAuthn: which questions a browser is asked, and whether its answers hold. What is
//! asked and answered is the library's; what is kept of it, and who may use it, is the acts'.

use kernel::{Fault, Id, MemberId, StaffId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use web::Sitter;
use webauthn_rs::prelude::{
    AuthenticationResult, DiscoverableAuthentication, Passkey, PasskeyRegistration,
    PublicKeyCredential, RegisterPublicKeyCredential, Url, Uuid, WebauthnError,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

/// Passkeys at this house's public address. Plug one into the database at opening; without it no
/// page offers them.
pub struct Passkeys(Webauthn);

/// A question, and what has to be kept to check its answer.
pub(crate) struct Asked {
    pub(crate) public: Value,
    pub(crate) kept: String,
}

/// Why an answer does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// The counter did not rise: there may be a copy of the key.
    Copied,
    /// The person was not verified by their device.
    NotVerified,
    /// It answers another question, comes from another site, or is signed by another key.
    Other,
}

impl From<WebauthnError> for Wrong {
    fn from(error: WebauthnError) -> Wrong {
        match error {
            WebauthnError::CredentialPossibleCompromise => Wrong::Copied,
            WebauthnError::UserNotVerified => Wrong::NotVerified,
            _ => Wrong::Other,
        }
    }
}

impl Passkeys {
    /// For a house that browsers reach at this address. `None` where browsers make no passkeys: at
    /// a bare number instead of a name, and without HTTPS at any name but `localhost`.
    pub fn at(address: &str, house: &str) -> Result<Option<Passkeys>, Fault> {
        let no = |why: String| Fault::new(format!("passkeys at {address}: {why}"));
        let url = Url::parse(address).map_err(|e| no(e.to_string()))?;
        let Some(host) = url.domain() else { return Ok(None) };
        if url.scheme() != "https" && host != "localhost" {
            return Ok(None);
        }
        let built = WebauthnBuilder::new(host, &url).and_then(|b| b.rp_name(house).build());
        Ok(Some(Passkeys(built.map_err(|e| no(e.to_string()))?)))
    }

    /// Asks a browser to make a passkey that it finds again by itself, and that opens only for the
    /// person its device knows. `known`: those they have, which are not made twice.
    pub(crate) fn ask_new(
        &self,
        who: Sitter,
        called: &str,
        known: Vec<Vec<u8>>,
    ) -> Result<Asked, Fault> {
        let asked = self.0.start_passkey_registration(user(who), called, called, Some(known));
        let (options, state) = asked.map_err(broken)?;
        let mut public = public_key(&options)?;
        if let Some(selection) = public.get_mut("authenticatorSelection") {
            // Why by hand: the library leaves it to the device whether a key is found without its
            // owner's handle, and signing in here asks for no handle.
            selection["residentKey"] = json!("required");
            selection["requireResidentKey"] = json!(true);
        }
        Ok(Asked { public, kept: written(&state)? })
    }

    /// The passkey a browser made: its id at the device, and what is kept of it.
    pub(crate) fn check_new(
        &self,
        answer: &str,
        kept: &str,
    ) -> Result<Result<(Vec<u8>, String), Wrong>, Fault> {
        let state: PasskeyRegistration = read(kept)?;
        let Ok(answer) = serde_json::from_str::<RegisterPublicKeyCredential>(answer) else {
            return Ok(Err(Wrong::Other));
        };
        match self.0.finish_passkey_registration(&answer, &state) {
            Ok(passkey) => Ok(Ok((passkey.cred_id().to_vec(), written(&passkey)?))),
            Err(error) => Ok(Err(error.into())),
        }
    }

    /// Asks a browser for any passkey of this house.
    pub(crate) fn ask(&self) -> Result<Asked, Fault> {
        let (options, state) = self.0.start_discoverable_authentication().map_err(broken)?;
        Ok(Asked { public: public_key(&options)?, kept: written(&state)? })
    }

    /// Whether an answer holds for the passkey that was kept so; what is kept of it from now on.
    pub(crate) fn check(
        &self,
        answer: &Answered,
        kept: &str,
        passkey: &str,
    ) -> Result<Result<String, Wrong>, Fault> {
        let state: DiscoverableAuthentication = read(kept)?;
        let mut passkey: Passkey = read(passkey)?;
        let checked = self.0.finish_discoverable_authentication_v2(&answer.0, state, &passkey);
        let result: AuthenticationResult = match checked {
            Ok(result) if result.user_verified() => result,
            Ok(_) => return Ok(Err(Wrong::NotVerified)),
            Err(error) => return Ok(Err(error.into())),
        };
        passkey.update_credential(&result);
        Ok(Ok(written(&passkey)?))
    }
}

/// What a browser answered with one of its passkeys.
#[derive(Clone)]
pub struct Answered(PublicKeyCredential);

impl Answered {
    /// From the field of its form; `None` for what is no such answer.
    pub fn read(text: &str) -> Option<Answered> {
        serde_json::from_str(text).ok().map(Answered)
    }

    /// The passkey it used.
    pub(crate) fn credential(&self) -> Vec<u8> {
        self.0.get_credential_id().to_vec()
    }

    /// Whether it says that it is this person's. A device tells whose key it used.
    pub(crate) fn is_of(&self, who: Sitter) -> bool {
        self.0.get_user_unique_id() == Some(user(who).as_bytes().as_slice())
    }
}

// Why the id itself: it says nothing of the person, and is the same for all keys of one.
fn user(who: Sitter) -> Uuid {
    Uuid::from_u128(match who {
        Sitter::Member(member) => MemberId::bits(member),
        Sitter::Staff(staff) => StaffId::bits(staff),
    })
}

fn public_key(options: &impl Serialize) -> Result<Value, Fault> {
    let mut whole = serde_json::to_value(options).map_err(no_json)?;
    Ok(whole.get_mut("publicKey").map(Value::take).unwrap_or_default())
}

fn written(what: &impl Serialize) -> Result<String, Fault> {
    serde_json::to_string(what).map_err(no_json)
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    serde_json::from_str(text).map_err(no_json)
}

fn no_json(error: serde_json::Error) -> Fault {
    Fault::new(format!("what is kept of a passkey: {error}"))
}

fn broken(error: WebauthnError) -> Fault {
    Fault::new(format!("asking for a passkey: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_are_offered_where_browsers_make_them() {
        let table = [
            ("https://house.example", true),
            ("https://house.example:8443/", true),
            ("http://localhost:7800", true),
            ("http://house.example", false),
            ("http://127.0.0.1:7800", false),
            ("https://[2001:db8::1]", false),
        ];
        for (address, expect) in table {
            assert_eq!(Passkeys::at(address, "Daiko").unwrap().is_some(), expect, "{address}");
        }
        assert!(Passkeys::at("house.example", "Daiko").is_err());
    }
}
