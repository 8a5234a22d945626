//! Saying yes to a policy, for machines: the words on record are those of the page, in the member's
//! language.

use db::Tx;
use kernel::VersionId;
use web::api::{Call, Made, Operation, Scope};
use web::{Routes, Show};

use crate::pages::lang;
use crate::{choices, origin, versions};

web::shapes! {
    /// A consent that a version of the policy asks for again.
    pub struct AskedAgain {
        /// Its code in the policy.
        choice: String,
    }
}

/// These operations.
pub(super) fn operations(routes: Routes) -> Routes {
    let ours = Operation::post::<Made>(
        "/api/v1/privacy/policy",
        Scope::Privacy,
        "agree_to_policy",
        "Agrees to this house's policy, for whoever came from another house with that one's.",
    );
    let again = Operation::post::<Made>(
        "/api/v1/privacy/versions/{version}/choices",
        Scope::Privacy,
        "agree_to_version",
        "Says yes to a consent that a version of the policy asks for again.",
    );
    routes
        .api(ours.refusing(&[410]), agreed)
        .api(again.taking::<AskedAgain>().refusing(&[410]), agreed_again)
}

async fn agreed(call: Call) -> Show {
    let (me, lang) = (call.me()?, lang(&call.cx, ""));
    let (read, agree) = (call.cx.t("privacy-read-ours"), call.cx.t("privacy-agree-to-ours"));
    let words = format!("{read}\n{agree}");
    let act = move |tx: &mut Tx<'_>| origin::agree(tx, me, lang, &words);
    call.make("privacy.agree", choices::lock(), act).await
}

async fn agreed_again(call: Call) -> Show {
    let (member, version) = (call.me()?, call.id::<VersionId>()?);
    let choice = call.body::<AskedAgain>()?.choice;
    let asked = versions::Asked { version, member, choice, lang: lang(&call.cx, "") };
    let act = move |tx: &mut Tx<'_>| versions::agree(tx, &asked);
    call.make("privacy.agree_again", choices::lock(), act).await
}
