use db::{Answer, Tx};
use jobs::Later as _;
use kernel::{CeremonyId, Id, MemberId, PasskeyId, Span, StaffId};
use web::{Sitter, WebRefusal};

use crate::passkeys::{Answered, Passkeys, Wrong};
use crate::store::keys::{self, PasskeyRow, What};
use crate::{MemberRefusal, News, store};

/// How long a browser may take with its answer.
pub(crate) const ANSWERED_IN: Span = Span::minutes(10);
/// The most passkeys of an account.
const MOST: usize = 20;

/// Notes what a browser was asked, so that its answer is taken once.
pub(crate) fn begin_ceremony(
    tx: &mut Tx<'_>,
    what: What,
    browser: [u8; 32],
    person: Option<String>,
    body: &str,
) -> Answer<CeremonyId> {
    let (id, ends_at): (CeremonyId, _) = (tx.new_id(), tx.now().plus(ANSWERED_IN));
    keys::new_ceremony(tx, id, what, browser, person, body, ends_at)?;
    Ok(id)
}

/// A passkey that a browser was asked to make, and made.
#[derive(Clone)]
pub(crate) struct Adding {
    pub(crate) who: Sitter,
    pub(crate) ceremony: CeremonyId,
    pub(crate) browser: [u8; 32],
    pub(crate) answer: String,
    pub(crate) label: String,
}

/// Adds a passkey. What is inside says no where the question is answered for good all the same.
pub(crate) fn add_passkey(
    tx: &mut Tx<'_>,
    adding: &Adding,
) -> Answer<Result<PasskeyId, MemberRefusal>> {
    let who = adding.who;
    let asked = keys::take_ceremony(tx, adding.ceremony, What::AddPasskey, adding.browser)?;
    let Some(asked) = asked.filter(|asked| asked.person == Some(store::columns(who).1)) else {
        return Ok(Err(MemberRefusal::CeremonyOver));
    };
    if keys::passkeys(tx, who)?.len() >= MOST {
        let most = i64::try_from(MOST).unwrap_or(i64::MAX);
        return Ok(Err(MemberRefusal::TooManyPasskeys { most }));
    }
    let checked = tx.plugged::<Passkeys>()?.check_new(&adding.answer, &asked.body)?;
    let (credential, body) = match checked {
        Ok(made) => made,
        Err(wrong) => return Ok(Err(wrong.into())),
    };
    if keys::passkey_by_credential(tx, &credential)?.is_some() {
        return Ok(Err(MemberRefusal::PasskeyKnown));
    }
    let id: PasskeyId = tx.new_id();
    keys::new_passkey(tx, id, who, &credential, &body, &adding.label)?;
    if let Sitter::Member(member) = who {
        tx.tell(&News::PasskeyAdded { member })?;
    }
    Ok(Ok(id))
}

impl From<Wrong> for MemberRefusal {
    fn from(wrong: Wrong) -> MemberRefusal {
        match wrong {
            Wrong::Copied => MemberRefusal::PasskeyCopied,
            Wrong::NotVerified => MemberRefusal::PasskeyUnverified,
            Wrong::Other => MemberRefusal::PasskeyWrong,
        }
    }
}

/// Whose passkey answered: who they are is proved by it, and by their device, so that no other
/// factor is asked for. What is inside says no where the question is answered for good all the
/// same. A passkey whose counter went backwards opens nothing from then on, and its member is told.
pub fn use_passkey(
    tx: &mut Tx<'_>,
    ceremony: CeremonyId,
    browser: [u8; 32],
    answer: &Answered,
) -> Answer<Result<Sitter, MemberRefusal>> {
    let Some(asked) = keys::take_ceremony(tx, ceremony, What::UsePasskey, browser)? else {
        return Ok(Err(MemberRefusal::CeremonyOver));
    };
    let Some(row) = keys::passkey_by_credential(tx, &answer.credential())? else {
        return Ok(Err(MemberRefusal::PasskeyUnknown));
    };
    let Some(who) = owner(&row).filter(|who| answer.is_of(*who)) else {
        return Ok(Err(MemberRefusal::PasskeyUnknown));
    };
    if row.doubted_at.is_some() {
        return Ok(Err(MemberRefusal::PasskeyCopied));
    }
    match tx.plugged::<Passkeys>()?.check(answer, &asked.body, &row.body)? {
        Ok(body) => {
            keys::used_passkey(tx, row.id, &body)?;
            Ok(Ok(who))
        }
        Err(wrong) => {
            if wrong == Wrong::Copied {
                keys::doubt_passkey(tx, row.id)?;
                if let Sitter::Member(member) = who {
                    tx.tell(&News::PasskeyCopied { member })?;
                }
            }
            Ok(Err(wrong.into()))
        }
    }
}

fn owner(row: &PasskeyRow) -> Option<Sitter> {
    match row.kind.as_str() {
        "member" => MemberId::parse(&row.person).map(Sitter::Member),
        _ => StaffId::parse(&row.person).map(Sitter::Staff),
    }
}

/// Gives a passkey another name.
pub(crate) fn rename_passkey(
    tx: &mut Tx<'_>,
    who: Sitter,
    id: PasskeyId,
    label: &str,
) -> Answer<()> {
    if keys::rename_passkey(tx, who, id, label)? {
        return Ok(());
    }
    Err(WebRefusal::NotFound.into())
}

/// Removes a passkey; not the last way into the account.
pub(crate) fn remove_passkey(tx: &mut Tx<'_>, who: Sitter, id: PasskeyId) -> Answer<()> {
    let all = keys::passkeys(tx, who)?;
    let row = all.iter().find(|row| row.id == id).ok_or(WebRefusal::NotFound)?;
    if row.doubted_at.is_none() {
        keeps_a_way(tx, who)?;
    }
    keys::drop_passkey(tx, who, id).map(|_| ())
}

/// None of somebody's passkeys opens anything any more: for whoever lost the device they lie in.
pub fn drop_passkeys(tx: &mut Tx<'_>, who: Sitter) -> Answer<()> {
    keys::drop_passkeys(tx, who)
}

/// Refuses when the way that is about to go is the last one.
pub(crate) fn keeps_a_way(tx: &mut Tx<'_>, who: Sitter) -> Answer<()> {
    // Whoever works here always has a password.
    let Sitter::Member(member) = who else { return Ok(()) };
    if store::password(tx, member)?.is_some() {
        return Ok(());
    }
    let passkeys = keys::passkeys(tx, who)?.iter().filter(|row| row.doubted_at.is_none()).count();
    if passkeys + keys::linked(tx, member)?.len() > 1 {
        return Ok(());
    }
    Err(MemberRefusal::LastWay.into())
}
