use db::{Answer, Tx};
use jobs::Later as _;
use kernel::MemberId;
use web::api::{self, Scope};

use crate::News;

/// Makes a key for a member's programs: told this once, and by letter that there is one.
pub fn make_key(
    tx: &mut Tx<'_>,
    member: MemberId,
    label: &str,
    scopes: &[Scope],
    days: i64,
) -> Answer<String> {
    let (token, key) = api::make(tx, member, label, scopes, days)?;
    tx.tell(&News::KeyMade { member, token })?;
    Ok(key)
}
