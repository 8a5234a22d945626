//! Rows of passkeys, of sign-ins linked elsewhere, and of questions that wait for their answer.

use db::{Answer, Tx};
use kernel::{At, CeremonyId, LinkedId, MemberId, PasskeyId};
use web::Sitter;

use super::columns;

db::sql! {
    NEW_PASSKEY = "INSERT INTO passkey (id, kind, person, credential, body, label, made_at)
                   VALUES ($1, $2, $3, $4, $5, $6, $7)";
    PASSKEYS = "SELECT id, kind, person, credential, body, label, made_at, used_at, doubted_at
                  FROM passkey WHERE kind = $1 AND person = $2 ORDER BY made_at, id";
    PASSKEY_BY_CREDENTIAL = "SELECT id, kind, person, credential, body, label, made_at, used_at,
                                    doubted_at FROM passkey WHERE credential = $1";
    USED_PASSKEY = "UPDATE passkey SET used_at = $1, body = $2 WHERE id = $3";
    DOUBT_PASSKEY = "UPDATE passkey SET doubted_at = $1 WHERE id = $2";
    RENAME_PASSKEY = "UPDATE passkey SET label = $1 WHERE id = $2 AND kind = $3 AND person = $4";
    DROP_PASSKEY = "DELETE FROM passkey WHERE id = $1 AND kind = $2 AND person = $3";
    DROP_PASSKEYS = "DELETE FROM passkey WHERE kind = $1 AND person = $2";
    NEW_CEREMONY = "INSERT INTO ceremony (id, what, browser, person, body, ends_at)
                    VALUES ($1, $2, $3, $4, $5, $6)";
    CEREMONY = "SELECT person, body, ends_at FROM ceremony
                 WHERE id = $1 AND what = $2 AND browser = $3";
    DROP_CEREMONY = "DELETE FROM ceremony WHERE id = $1";
    DROP_OLD_CEREMONIES = "DELETE FROM ceremony WHERE ends_at <= $1";
    NEW_LINKED = "INSERT INTO linked_sign_in (id, member, made_at) VALUES ($1, $2, $3)";
    LINKED = "SELECT id, made_at, used_at FROM linked_sign_in WHERE member = $1
               ORDER BY made_at, id";
    USED_LINKED = "UPDATE linked_sign_in SET used_at = $1 WHERE id = $2";
    DROP_LINKED = "DELETE FROM linked_sign_in WHERE id = $1 AND member = $2";
}

kernel::words! {
    /// What a browser is asked for.
    pub(crate) enum What {
        /// A passkey that is to be added.
        AddPasskey = "add_passkey",
        /// A passkey that is to open an account.
        UsePasskey = "use_passkey",
        /// A sign-in elsewhere that is to open this account.
        Link = "link",
        /// A sign-in elsewhere that opens an account, or leads to a new one.
        Enter = "enter",
        /// The handle of a new account that a sign-in elsewhere opens.
        Join = "join",
    }
}
db::stored!(What);

db::row! {
    pub(crate) struct PasskeyRow {
        pub(crate) id: PasskeyId,
        pub(crate) kind: String,
        pub(crate) person: String,
        pub(crate) credential: Vec<u8>,
        pub(crate) body: String,
        pub(crate) label: String,
        pub(crate) made_at: At,
        pub(crate) used_at: Option<At>,
        pub(crate) doubted_at: Option<At>,
    }
    pub(crate) struct CeremonyRow {
        pub(crate) person: Option<String>,
        pub(crate) body: String,
        pub(crate) ends_at: At,
    }
    pub(crate) struct LinkedRow {
        pub(crate) id: LinkedId,
        pub(crate) made_at: At,
        pub(crate) used_at: Option<At>,
    }
}

pub(crate) fn new_passkey(
    tx: &mut Tx<'_>,
    id: PasskeyId,
    who: Sitter,
    credential: &[u8],
    body: &str,
    label: &str,
) -> Answer<()> {
    let (kind, person) = columns(who);
    let now = tx.now();
    tx.put(NEW_PASSKEY, (id, kind, person, credential.to_vec(), body, label, now))
}

pub(crate) fn passkeys(tx: &mut Tx<'_>, who: Sitter) -> Answer<Vec<PasskeyRow>> {
    tx.all(PASSKEYS, columns(who))
}

pub(crate) fn passkey_by_credential(
    tx: &mut Tx<'_>,
    credential: &[u8],
) -> Answer<Option<PasskeyRow>> {
    tx.maybe(PASSKEY_BY_CREDENTIAL, (credential.to_vec(),))
}

pub(crate) fn used_passkey(tx: &mut Tx<'_>, id: PasskeyId, body: &str) -> Answer<()> {
    let now = tx.now();
    tx.run_one(USED_PASSKEY, (now, body, id))
}

pub(crate) fn doubt_passkey(tx: &mut Tx<'_>, id: PasskeyId) -> Answer<()> {
    let now = tx.now();
    tx.run_one(DOUBT_PASSKEY, (now, id))
}

/// Whether it is theirs.
pub(crate) fn rename_passkey(
    tx: &mut Tx<'_>,
    who: Sitter,
    id: PasskeyId,
    label: &str,
) -> Answer<bool> {
    let (kind, person) = columns(who);
    Ok(tx.run(RENAME_PASSKEY, (label, id, kind, person))? == 1)
}

/// Whether it was theirs.
pub(crate) fn drop_passkey(tx: &mut Tx<'_>, who: Sitter, id: PasskeyId) -> Answer<bool> {
    let (kind, person) = columns(who);
    Ok(tx.run(DROP_PASSKEY, (id, kind, person))? == 1)
}

pub(crate) fn drop_passkeys(tx: &mut Tx<'_>, who: Sitter) -> Answer<()> {
    tx.put(DROP_PASSKEYS, columns(who))
}

pub(crate) fn new_ceremony(
    tx: &mut Tx<'_>,
    id: CeremonyId,
    what: What,
    browser: [u8; 32],
    person: Option<String>,
    body: &str,
    ends_at: At,
) -> Answer<()> {
    tx.put(NEW_CEREMONY, (id, what, browser, person, body, ends_at))
}

/// What waits under this id for this browser, and waits no longer: it is answered once. `None` for
/// what does not wait, or has lapsed.
pub(crate) fn take_ceremony(
    tx: &mut Tx<'_>,
    id: CeremonyId,
    what: What,
    browser: [u8; 32],
) -> Answer<Option<CeremonyRow>> {
    let found: Option<CeremonyRow> = tx.maybe(CEREMONY, (id, what, browser))?;
    if found.is_some() {
        tx.run_one(DROP_CEREMONY, (id,))?;
    }
    let now = tx.now();
    Ok(found.filter(|row| now < row.ends_at))
}

pub(crate) fn drop_old_ceremonies(tx: &mut Tx<'_>) -> Answer<()> {
    let now = tx.now();
    tx.put(DROP_OLD_CEREMONIES, (now,))
}

pub(crate) fn new_linked(tx: &mut Tx<'_>, id: LinkedId, member: MemberId) -> Answer<()> {
    let now = tx.now();
    tx.put(NEW_LINKED, (id, member, now))
}

pub(crate) fn linked(tx: &mut Tx<'_>, member: MemberId) -> Answer<Vec<LinkedRow>> {
    tx.all(LINKED, (member,))
}

pub(crate) fn used_linked(tx: &mut Tx<'_>, id: LinkedId) -> Answer<()> {
    let now = tx.now();
    tx.run_one(USED_LINKED, (now, id))
}

/// Whether it was theirs.
pub(crate) fn drop_linked(tx: &mut Tx<'_>, id: LinkedId, member: MemberId) -> Answer<bool> {
    Ok(tx.run(DROP_LINKED, (id, member))? == 1)
}
