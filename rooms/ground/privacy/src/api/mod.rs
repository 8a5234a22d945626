//! What a member sees and decides about their own data, for machines.

mod agreeing;
mod requests;

use db::Tx;
use kernel::{At, RecordId, Word};
use web::api::{Call, Made, Operation, Scope, Tag};
use web::{Routes, Show};

use crate::choices::{self, Choosing, ChosenBy};
use crate::log;
use crate::open::short;
use crate::pages::{lang, words_of};
use crate::record::{Act, my_record};
use crate::running::RunningPolicy;

const ROWS: i64 = 50;

web::shapes! {
    /// The policy in force.
    pub struct PolicyShape {
        /// The hash of its facts and its words.
        hash: String,
        /// Where it is read.
        page: String,
    }
    /// One act on the member's data.
    pub struct ActShape {
        /// The entry of the log.
        id: Tag<RecordId>,
        /// When.
        at: At,
        /// What kind of act.
        kind: String,
        /// In which role somebody opened it.
        role: Option<String>,
        /// By which view.
        view: Option<String>,
        /// What for, as the policy numbers it.
        purpose: Option<String>,
        /// Which fields.
        fields: Vec<String>,
        /// To whom it went, if it went anywhere.
        recipient: Option<String>,
    }
    /// One switch of the member.
    pub struct SwitchShape {
        /// Its code in the policy.
        choice: String,
        /// `consent` or `objection`.
        kind: String,
        /// Whether it is given, or made.
        on: bool,
        /// Since when.
        since: Option<At>,
    }
    /// All switches of the member.
    pub struct Choices {
        /// The switches.
        choices: Vec<SwitchShape>,
        /// Since when all use is stopped.
        stopped_at: Option<At>,
    }
    /// A choice, made or taken back.
    pub struct NewChoice {
        /// Its code in the policy.
        choice: String,
        /// Given or made; false takes it back.
        on: bool,
    }
    /// A stop of all use, or its end.
    pub struct NewStop {
        /// Whether all use is to be stopped.
        stop: bool,
    }
    /// The proof of one act, to be checked with the log's key.
    pub struct Proof {
        /// The proof.
        proof: String,
    }
}

/// The operations of this room.
pub(crate) fn operations(routes: Routes) -> Routes {
    let get = "/api/v1/privacy/policy";
    let policy =
        Operation::get::<PolicyShape>(get, Scope::Read, "show_policy", "The policy in force.");
    let record = Operation::list::<ActShape>(
        "/api/v1/privacy/record",
        Scope::Privacy,
        "list_record",
        "Every time somebody else opened the member's data, the latest first.",
    );
    let proof = Operation::get::<Proof>(
        "/api/v1/privacy/proofs/{record}",
        Scope::Privacy,
        "show_proof",
        "The proof that an act is in the log.",
    );
    let path = "/api/v1/privacy/choices";
    let shown = Operation::get::<Choices>(
        path,
        Scope::Privacy,
        "list_choices",
        "The member's consents and objections.",
    );
    let choose = Operation::post::<Made>(
        path,
        Scope::Privacy,
        "choose",
        "Makes a choice or takes it back; the words on record are the policy's, in the member's language.",
    );
    let stop = Operation::post::<Made>(
        "/api/v1/privacy/stop",
        Scope::Privacy,
        "stop_use",
        "Stops all use of the member's data, or lets it be used again.",
    );
    agreeing::operations(requests::operations(routes))
        .api(policy, policy_shown)
        .api(record, record_listed)
        .api(proof.refusing(&[409]), proof_shown)
        .api(shown, choices_shown)
        .api(choose.taking::<NewChoice>().refusing(&[410]), chosen)
        .api(stop.taking::<NewStop>().refusing(&[410]), stopped)
}

async fn policy_shown(call: Call) -> Show {
    let running = call.cx.plugged::<RunningPolicy>()?.at(call.cx.now());
    call.say(&PolicyShape { hash: running.hash().to_owned(), page: "/privacy".to_owned() })
}

fn act(act: &Act) -> ActShape {
    ActShape {
        id: Tag(act.id),
        at: act.at,
        kind: act.kind.word().to_owned(),
        role: act.role.map(|role| role.code().to_owned()),
        view: act.view.as_deref().map(|view| short(view).to_owned()),
        purpose: act.purpose.map(|purpose| purpose.fact().to_owned()),
        fields: act.fields.iter().map(|field| field.code().to_owned()).collect(),
        recipient: act.recipient.clone(),
    }
}

async fn record_listed(call: Call) -> Show {
    let (me, before) = (call.me()?, call.after::<RecordId>()?);
    let read = move |tx: &mut Tx<'_>| my_record(tx, me, before, ROWS);
    let record = call.cx.db().read("privacy.api_record", read).await?;
    let last = record.acts.last().map(|act| act.id.to_string());
    let next = last.filter(|_| i64::try_from(record.acts.len()) == Ok(ROWS));
    call.page(&kernel::Page { rows: record.acts, next }, act)
}

async fn proof_shown(call: Call) -> Show {
    let (me, id) = (call.me()?, call.id::<RecordId>()?);
    let read = move |tx: &mut Tx<'_>| log::proof(tx, me, id);
    call.say(&Proof { proof: call.cx.db().read("privacy.api_proof", read).await? })
}

async fn choices_shown(call: Call) -> Show {
    let me = call.me()?;
    let read = move |tx: &mut Tx<'_>| my_record(tx, me, None, 1);
    let record = call.cx.db().read("privacy.api_choices", read).await?;
    let switch = |switch: &choices::Switch| SwitchShape {
        choice: switch.choice.clone(),
        kind: switch.kind.code().to_owned(),
        on: switch.on,
        since: switch.since,
    };
    let choices = record.switches.iter().map(switch).collect();
    call.say(&Choices { choices, stopped_at: record.stopped_at })
}

async fn chosen(call: Call) -> Show {
    let (member, new) = (call.me()?, call.body::<NewChoice>()?);
    let lang = lang(&call.cx, "");
    let words = words_of(&call.cx, &new.choice, lang)?;
    let (choice, on, by) = (new.choice, new.on, ChosenBy::Page);
    let ask = Choosing { member, choice, on, lang, words, by };
    call.make("privacy.choose", choices::lock(), move |tx| choices::choose(tx, &ask)).await
}

async fn stopped(call: Call) -> Show {
    let (me, new) = (call.me()?, call.body::<NewStop>()?);
    let act = move |tx: &mut Tx<'_>| choices::stop_all(tx, me, new.stop);
    call.make("privacy.stop_all", choices::lock(), act).await
}
