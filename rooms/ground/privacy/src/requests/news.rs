//! What is told upwards: a request wants its letter.

use db::{Answer, Tx};
use jobs::Later as _;
use kernel::{Id as _, MemberId, RequestId};
use serde::{Deserialize, Serialize};

use super::store::Request;
use super::{CLASS, RequesterMail};
use crate::keyring::{Keyring, hex, unhex};
use crate::refusals::PrivacyRefusal;
use crate::vault::Sealed;
use crate::view::View as _;

/// A request has moved, or waits for a proof. Ids and words of ours alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// Which.
    #[serde(with = "jobs::body::id")]
    pub request: RequestId,
    /// Whose account is told; nobody's, where the letter goes to an address of the request's own.
    pub member: Option<String>,
    /// Whether the letter asks for a proof.
    pub proof: bool,
}

impl jobs::News for News {
    const TOPIC: &'static str = "privacy.request";
}

impl News {
    /// Whose account is told.
    pub fn member(&self) -> Option<MemberId> {
        self.member.as_deref().and_then(MemberId::parse)
    }
}

/// Tells of a request.
pub(super) fn tell(tx: &mut Tx<'_>, request: &Request, proof: bool) -> Answer<()> {
    let to_address = has_mail(tx, request)?;
    // Somebody without an account has nowhere else to look.
    if !to_address && !request.is_own() {
        return Ok(());
    }
    let member = (!to_address).then(|| request.member.to_string());
    tx.tell(&News { request: request.id, member, proof })
}

fn has_mail(tx: &mut Tx<'_>, request: &Request) -> Answer<bool> {
    let place = request.id.to_string();
    let held: Vec<Sealed> =
        tx.all(crate::store::PIECES_AT, (request.held_by, CLASS.code(), place.as_str()))?;
    Ok(held.iter().any(|piece| RequesterMail::ITEMS.contains(&piece.item.as_str())))
}

/// What the keyring calls the secrets of these links.
const SECRET: &str = "request";

/// The secret link of a request: made when it is shown or written, so that it lies nowhere.
pub fn link(tx: &Tx<'_>, id: RequestId) -> Answer<String> {
    let secret = tx.plugged::<Keyring>()?.secret_of(SECRET, &id.to_string());
    Ok(format!("/privacy/requests/links/{id}.{}", hex(&*secret)))
}

/// The request that the last part of such a link leads to.
pub fn read_link(tx: &mut Tx<'_>, word: &str) -> Answer<Request> {
    let none = || PrivacyRefusal::NoSuchRequest;
    let (id, secret) = word.split_once('.').ok_or_else(none)?;
    let id = RequestId::parse(id).ok_or_else(none)?;
    let secret = unhex::<32>(secret).ok_or_else(none)?;
    if !tx.plugged::<Keyring>()?.is_secret_of(SECRET, &id.to_string(), &secret) {
        return Err(none().into());
    }
    super::load(tx, id)
}
