use db::{Answer, Tx};
use jobs::Later as _;
use kernel::{CeremonyId, Id, LinkedId, MemberId, Refused, SessionId};
use privacy::{Keyring, OpenViews as _, Opener, SocialAccount};
use web::{Hint, Language, Sitter, Ticket, WebRefusal};

use super::passkey::keeps_a_way;
use crate::providers::Told;
use crate::store::keys::{self, LinkedRow, What};
use crate::views::OwnLinked;
use crate::{
    Joining, MemberRefusal, News, ask_mail, begin_half, has_factor, sign_in, sign_up, store,
};

/// What the keyring calls what one sign-in elsewhere is recognised by. None of it lies anywhere.
const STATE: &str = "linked state";
const NONCE: &str = "linked nonce";
const VERIFIER: &str = "linked verifier";

/// What goes along with somebody who is sent elsewhere, and comes back with them.
#[derive(Clone)]
pub(crate) struct Errand {
    pub(crate) state: String,
    pub(crate) nonce: String,
    pub(crate) verifier: String,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The secrets of a sign-in that waits.
pub(crate) fn errand(keyring: &Keyring, ceremony: CeremonyId) -> Errand {
    let secret = |used_for| hex(&*keyring.secret_of(used_for, &ceremony.to_string()));
    Errand {
        state: format!("{ceremony}.{}", secret(STATE)),
        nonce: secret(NONCE),
        verifier: secret(VERIFIER),
    }
}

/// Somebody who came back: what they were sent for.
pub(crate) struct Back {
    pub(crate) ceremony: CeremonyId,
    pub(crate) what: What,
    pub(crate) member: Option<MemberId>,
    /// Where they want to go on to.
    pub(crate) then: String,
}

/// Whoever comes back with this state, in the browser that was sent with it and to this provider:
/// once. `None` for anybody else.
pub(crate) fn take_back(
    tx: &mut Tx<'_>,
    state: &str,
    browser: [u8; 32],
    provider: &str,
) -> Answer<Option<Back>> {
    let id = state.split_once('.').and_then(|(id, _)| CeremonyId::parse(id));
    let Some(ceremony) = id else { return Ok(None) };
    let expect = errand(tx.plugged::<Keyring>()?, ceremony).state;
    let same =
        aws_lc_rs::constant_time::verify_slices_are_equal(expect.as_bytes(), state.as_bytes());
    if same.is_err() {
        return Ok(None);
    }
    for what in [What::Link, What::Enter] {
        if let Some(row) = keys::take_ceremony(tx, ceremony, what, browser)? {
            let (word, then) = row.body.split_once(' ').unwrap_or((&row.body, ""));
            let member = row.person.as_deref().and_then(MemberId::parse);
            let back = Back { ceremony, what, member, then: then.to_owned() };
            return Ok((word == provider).then_some(back));
        }
    }
    Ok(None)
}

fn account(told: &Told) -> SocialAccount {
    SocialAccount {
        provider: told.issuer.as_str().into(),
        subject: told.subject.as_str().into(),
        handle: told.called.as_str().into(),
    }
}

/// Links a sign-in elsewhere to a member. One that is theirs already stays as it is.
pub(crate) fn link(tx: &mut Tx<'_>, member: MemberId, told: &Told) -> Answer<()> {
    match privacy::find_by_social(tx, &told.issuer, &told.subject)? {
        Some(other) if other == member => return Ok(()),
        Some(_) => return Err(MemberRefusal::LinkedElsewhere.into()),
        None => {}
    }
    let linked = keep(tx, member, told)?;
    tx.tell(&News::LinkedSignIn { member, linked })
}

fn keep(tx: &mut Tx<'_>, member: MemberId, told: &Told) -> Answer<LinkedId> {
    let id: LinkedId = tx.new_id();
    if !privacy::link_social(tx, member, &id.to_string(), &account(told))? {
        return Err(MemberRefusal::LinkedElsewhere.into());
    }
    keys::new_linked(tx, id, member)?;
    Ok(id)
}

/// What a member sees of their sign-ins elsewhere.
pub(crate) fn linked_of(tx: &mut Tx<'_>, member: MemberId) -> Answer<Vec<(LinkedRow, OwnLinked)>> {
    let mut all = Vec::new();
    for row in keys::linked(tx, member)? {
        let view = tx.open_at::<OwnLinked>(&Opener::member(), member, &row.id.to_string())?;
        all.push((row, view));
    }
    Ok(all)
}

/// Unlinks a sign-in elsewhere; not the last way into the account.
pub(crate) fn unlink(tx: &mut Tx<'_>, member: MemberId, id: LinkedId) -> Answer<()> {
    if !keys::linked(tx, member)?.iter().any(|row| row.id == id) {
        return Err(WebRefusal::NotFound.into());
    }
    keeps_a_way(tx, Sitter::Member(member))?;
    forget(tx, member, id)
}

fn forget(tx: &mut Tx<'_>, member: MemberId, id: LinkedId) -> Answer<()> {
    privacy::unlink_social(tx, member, &id.to_string())?;
    keys::drop_linked(tx, id, member).map(|_| ())
}

/// Lets go of every way into an account besides its password.
pub(crate) fn drop_ways(tx: &mut Tx<'_>, member: MemberId) -> Answer<()> {
    keys::drop_passkeys(tx, Sitter::Member(member))?;
    for row in keys::linked(tx, member)? {
        forget(tx, member, row.id)?;
    }
    Ok(())
}

/// What a sign-in elsewhere opened.
pub(crate) enum Opened {
    /// An account.
    In(Ticket),
    /// Half of one: a code is asked for.
    Half(String),
    /// Nothing yet: nobody is known by it.
    Nobody,
}

/// Signs the member in whose sign-in elsewhere it is. Whoever set a second factor up is asked for
/// it: what the provider asked for is not known.
pub(crate) fn enter_linked(
    tx: &mut Tx<'_>,
    told: &Told,
    old: Option<SessionId>,
    hint: Hint,
) -> Answer<Opened> {
    let Some(member) = privacy::find_by_social(tx, &told.issuer, &told.subject)? else {
        return Ok(Opened::Nobody);
    };
    note_use(tx, member, told)?;
    if has_factor(tx, Sitter::Member(member))? {
        return begin_half(tx, Sitter::Member(member)).map(Opened::Half);
    }
    sign_in(tx, member, old, hint).map(Opened::In)
}

fn note_use(tx: &mut Tx<'_>, member: MemberId, told: &Told) -> Answer<()> {
    let all = match linked_of(tx, member) {
        // Whoever stopped all use of their data can still sign in to allow it again.
        Err(Refused::No(_)) => return Ok(()),
        all => all?,
    };
    for (row, view) in all {
        let account = view.account.show();
        let same =
            account.provider.as_str() == told.issuer && account.subject.as_str() == told.subject;
        if same {
            keys::used_linked(tx, row.id)?;
        }
    }
    Ok(())
}

/// Who becomes a member by a sign-in elsewhere.
#[derive(Clone)]
pub(crate) struct JoiningBy {
    pub(crate) ceremony: CeremonyId,
    pub(crate) browser: [u8; 32],
    pub(crate) told: Told,
    pub(crate) handle: String,
    /// The address they typed, where the provider vouches for none.
    pub(crate) mail: Option<String>,
    pub(crate) language: Language,
}

/// Makes a member of them. An address that the provider vouches for is theirs and proved; one that
/// is an account's already refuses, and that account is not linked.
pub(crate) fn join_linked(
    tx: &mut Tx<'_>,
    joining: &JoiningBy,
    old: Option<SessionId>,
    hint: Hint,
) -> Answer<Ticket> {
    let waits = keys::take_ceremony(tx, joining.ceremony, What::Join, joining.browser)?;
    waits.ok_or(MemberRefusal::CeremonyOver)?;
    let told = &joining.told;
    if let Some(mail) = &told.mail
        && privacy::find_by_email(tx, mail)?.is_some()
    {
        return Err(MemberRefusal::AddressHasAccount.into());
    }
    let new = Joining {
        handle: joining.handle.clone(),
        password: String::new(),
        language: joining.language,
        time_zone: "Asia/Tokyo".to_owned(),
    };
    let member = sign_up(tx, &new)?;
    keep(tx, member, told)?;
    if let Some(mail) = &told.mail {
        privacy::set_email(tx, member, mail)?;
        store::set_proved(tx, member)?;
    } else if let Some(mail) = &joining.mail {
        ask_mail(tx, member, mail)?;
    }
    sign_in(tx, member, old, hint)
}
