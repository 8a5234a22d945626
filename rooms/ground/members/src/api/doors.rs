//! What opens an account: sessions and keys, seen and ended; and closing it. Nothing here opens
//! another way in: that is done on the site, by the one whose account it is.

use db::{Lock, Tx};
use kernel::{ApiTokenId, At, SessionId};
use web::api::{Call, Done, Operation, Scope, Tag, TokenRow, revoke, tokens_of};
use web::{Routes, SessionRow, Sessions, Show, Sitter};

use crate::pages::Owner;
use crate::{close_own, end_session};

web::shapes! {
    /// A browser the member is signed in with.
    pub struct SessionShape {
        /// The session.
        id: Tag<SessionId>,
        /// When the member signed in.
        made_at: At,
        /// About when the last page was opened.
        seen_at: At,
        /// When it ends in any case.
        ends_at: At,
        /// The browser's family, where it said one.
        browser: Option<String>,
        /// The system under it.
        system: Option<String>,
    }
    /// All sessions of the member.
    pub struct SessionList {
        /// The sessions, the youngest first.
        sessions: Vec<SessionShape>,
    }
    /// A key of the member's; the key itself is told once, when it is made.
    pub struct KeyShape {
        /// The key.
        id: Tag<ApiTokenId>,
        /// What the member calls it.
        label: String,
        /// What it may do.
        scopes: Vec<String>,
        /// Since when.
        made_at: At,
        /// Until when.
        ends_at: At,
        /// About when it was used last.
        used_at: Option<At>,
    }
    /// All keys of the member.
    pub struct KeyList {
        /// The keys, the youngest first.
        keys: Vec<KeyShape>,
    }
    /// What shows that it is the member who closes the account.
    pub struct NewClosing {
        /// Their password; whoever has none closes the account on the site.
        password: String,
    }
}

const SCOPE: Scope = Scope::Account;

/// These operations.
pub(super) fn operations(routes: Routes) -> Routes {
    let post = |path, id, says| Operation::post::<Done>(path, SCOPE, id, says);
    let sessions = Operation::get::<SessionList>(
        "/api/v1/account/sessions",
        SCOPE,
        "list_sessions",
        "Where the member is signed in.",
    );
    let end_all = post("/api/v1/account/sessions/end", "end_sessions", "Ends every session.");
    let end = post("/api/v1/account/sessions/{session}/end", "end_session", "Ends one session.");
    let keys = Operation::get::<KeyList>(
        "/api/v1/account/keys",
        SCOPE,
        "list_keys",
        "The keys of the member's programs.",
    );
    let revoke = post(
        "/api/v1/account/keys/{token}/removal",
        "end_key",
        "Takes a key back, also the one this is asked with.",
    );
    let close = post(
        "/api/v1/account/closing",
        "close_account",
        "Closes the account, once nothing of it runs any more. Its keys and sessions end.",
    );
    routes
        .api(sessions, sessions_listed)
        .api(end_all, sessions_ended)
        .api(end, session_ended)
        .api(keys, keys_listed)
        .api(revoke, key_ended)
        .api(close.taking::<NewClosing>(), closed)
}

fn session(row: &SessionRow) -> SessionShape {
    SessionShape {
        id: Tag(row.id),
        made_at: row.made_at,
        seen_at: row.seen_at,
        ends_at: row.ends_at,
        browser: row.browser.clone(),
        system: row.system.clone(),
    }
}

fn key(row: &TokenRow) -> KeyShape {
    KeyShape {
        id: Tag(row.id),
        label: row.label.clone(),
        scopes: row.scopes.split(' ').map(str::to_owned).collect(),
        made_at: row.made_at,
        ends_at: row.ends_at,
        used_at: row.used_at,
    }
}

async fn sessions_listed(call: Call) -> Show {
    let me = call.me()?;
    let read = move |tx: &mut Tx<'_>| Sessions::of(tx, Sitter::Member(me));
    let rows = call.cx.db().read("members.api_sessions", read).await?;
    call.say(&SessionList { sessions: rows.iter().map(session).collect() })
}

async fn sessions_ended(call: Call) -> Show {
    let me = call.me()?;
    let act = move |tx: &mut Tx<'_>| Sessions::end_all(tx, Sitter::Member(me), None).map(|_| ());
    call.done("members.end_sessions", Lock::none(), act).await
}

async fn session_ended(call: Call) -> Show {
    let (me, id) = (call.me()?, call.id::<SessionId>()?);
    call.done("members.end_session", Lock::none(), move |tx| end_session(tx, me, id)).await
}

async fn keys_listed(call: Call) -> Show {
    let me = call.me()?;
    let rows = call.cx.db().read("members.api_keys", move |tx| tokens_of(tx, me)).await?;
    call.say(&KeyList { keys: rows.iter().map(key).collect() })
}

async fn key_ended(call: Call) -> Show {
    let (me, id) = (call.me()?, call.id::<ApiTokenId>()?);
    call.done("members.revoke_token", Lock::on(me), move |tx| revoke(tx, me, id)).await
}

async fn closed(call: Call) -> Show {
    let (me, new) = (call.me()?, call.body::<NewClosing>()?);
    if let Some(no) = Owner::member(&call.cx).await?.doubt_typed(&call.cx, new.password).await? {
        return Err(no.into());
    }
    call.done("members.close", Lock::none(), move |tx| close_own(tx, me)).await
}
