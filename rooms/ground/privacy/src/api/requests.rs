//! A member's requests about their data, for machines. What takes everything, or ends it, is asked
//! for on the site: a key alone does not show who asks.

use db::Tx;
use kernel::{At, RequestId, Word as _};
use policy::Right;
use web::api::{Call, Done, Made, Operation, Scope, Tag};
use web::{Routes, Show};

use crate::choices;
use crate::pages::lang;
use crate::refusals::PrivacyRefusal;
use crate::requests::rules::Asker;
use crate::requests::{self, Asking, Request};

const ROWS: i64 = 50;

web::shapes! {
    /// A request about the member's data.
    pub struct RequestShape {
        /// Its id.
        id: Tag<RequestId>,
        /// The right, as the policy numbers it.
        right: String,
        /// Which part of it.
        subject: String,
        /// Where it stands.
        state: String,
        /// When it was asked.
        asked_at: At,
        /// By when it is to be answered.
        due_at: At,
        /// When it was over.
        ended_at: Option<At>,
    }
    /// More words about a request.
    pub struct RequestWords {
        /// What is written.
        words: String,
    }
    /// A request to be made.
    pub struct NewRequest {
        /// `R2`, `R3` or `R4`; `R1` and `R5` are asked for on the site.
        right: String,
        /// For `R3` the piece to be corrected; for `R4` `use` or `choice:` and its code.
        subject: String,
        /// The question, or what it should say.
        words: String,
    }
}

/// The operations of requests.
pub(super) fn operations(routes: Routes) -> Routes {
    let path = "/api/v1/privacy/requests";
    let list = Operation::list::<RequestShape>(
        path,
        Scope::Privacy,
        "list_requests",
        "The member's requests about their data, the latest first.",
    );
    let ask = Operation::post::<Made>(
        path,
        Scope::Privacy,
        "ask_request",
        "Asks a question, a correction or a stop. Everything that is kept, and its deletion, are asked for on the site.",
    );
    let withdraw = Operation::post::<Made>(
        "/api/v1/privacy/requests/{request}/withdrawal",
        Scope::Privacy,
        "withdraw_request",
        "Takes a request back that is not being carried out yet.",
    );
    let write = Operation::post::<Done>(
        "/api/v1/privacy/requests/{request}/messages",
        Scope::Privacy,
        "write_request",
        "Writes more about a request.",
    );
    routes
        .api(list, listed)
        .api(write.taking::<RequestWords>().refusing(&[410]), written)
        .api(ask.taking::<NewRequest>().refusing(&[409, 410]), asked)
        .api(withdraw.refusing(&[409]), withdrawn)
}

fn shape(request: &Request) -> RequestShape {
    RequestShape {
        id: Tag(request.id),
        right: request.right().code().to_owned(),
        subject: request.subject.clone(),
        state: request.state.word().to_owned(),
        asked_at: request.asked_at,
        due_at: request.due_at,
        ended_at: request.ended_at,
    }
}

async fn listed(call: Call) -> Show {
    let (me, before) = (call.me()?, call.after::<RequestId>()?);
    let read = move |tx: &mut Tx<'_>| requests::of_member(tx, me, before, ROWS);
    let rows = call.cx.db().read("privacy.api_requests", read).await?;
    let last = rows.last().map(|one| one.id.to_string());
    let next = last.filter(|_| i64::try_from(rows.len()) == Ok(ROWS));
    call.page(&kernel::Page { rows, next }, shape)
}

async fn asked(call: Call) -> Show {
    let (me, new) = (call.me()?, call.body::<NewRequest>()?);
    let right = Right::parse(&new.right).ok_or(PrivacyRefusal::NoSuchSubject)?;
    if matches!(right, Right::Disclosure | Right::Deletion) || new.subject == "close" {
        return Err(PrivacyRefusal::SignInAnew.into());
    }
    let asking = Asking {
        member: Some(me),
        asker: Asker::Member,
        agent: None,
        right,
        subject: new.subject,
        words: new.words,
        lang: lang(&call.cx, ""),
    };
    let act = move |tx: &mut Tx<'_>| {
        let id = requests::ask(tx, &asking)?;
        requests::prove(tx, id, "key")?;
        Ok(id)
    };
    call.make("privacy.request", choices::lock(), act).await
}

async fn written(call: Call) -> Show {
    let (me, id) = (call.me()?, call.id::<RequestId>()?);
    let words = call.body::<RequestWords>()?.words;
    let act = move |tx: &mut Tx<'_>| {
        requests::load_own(tx, me, id)?;
        requests::write(tx, id, &words)
    };
    call.done("privacy.request_words", db::Lock::on(id), act).await
}

async fn withdrawn(call: Call) -> Show {
    let (me, id) = (call.me()?, call.id::<RequestId>()?);
    let act = move |tx: &mut Tx<'_>| {
        requests::load_own(tx, me, id)?;
        requests::withdraw(tx, id)?;
        Ok(id)
    };
    call.make("privacy.request_withdrawn", choices::lock(), act).await
}
