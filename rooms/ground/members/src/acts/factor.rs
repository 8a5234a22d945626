use db::{Answer, Tx};
use jobs::Later as _;
use kernel::{ApprovalId, At, FactorId, MemberId, Span, StaffId};
use privacy::Keyring;
use web::{Sessions, Sitter};

use crate::{MemberRefusal, News, codes, rules, store};

/// What the keyring calls the secrets of the apps.
const SECRET: &str = "second factor";
/// How many recovery codes there are.
const RECOVERY_CODES: usize = 10;
/// How long the secret of an app that is set up is shown.
const SHOWN_FOR: Span = Span::minutes(10);
/// How long a half session waits for its second factor.
pub(crate) const HALF_FOR: Span = Span::minutes(10);

fn secret_of(tx: &Tx<'_>, factor: FactorId) -> Answer<Vec<u8>> {
    let secret = tx.plugged::<Keyring>()?.secret_of(SECRET, &factor.to_string());
    // RFC 4226 asks for 160 bits.
    Ok(secret[..20].to_vec())
}

/// Whether a second factor is asked of this person.
pub fn has_factor(tx: &mut Tx<'_>, who: Sitter) -> Answer<bool> {
    Ok(store::factor(tx, who)?.is_some_and(|row| row.confirmed_at.is_some()))
}

/// Whether a code of the app, or a recovery code, opened something since then: whoever says that
/// they have neither cannot have typed one.
pub fn factor_used_since(tx: &mut Tx<'_>, who: Sitter, since: At) -> Answer<bool> {
    let by_app = store::factor(tx, who)?.is_some_and(|row| row.last_step >= codes::step_at(since));
    Ok(by_app || store::recovery_used_since(tx, who, since)?)
}

/// Somebody has another password: what is open halfway ends, and an app they began to set up is
/// begun again.
pub fn password_changed(tx: &mut Tx<'_>, who: Sitter) -> Answer<()> {
    store::drop_unconfirmed(tx, who)?;
    store::drop_halves(tx, who)
}

/// Tells a member by letter that support was told of a lost app.
pub fn tell_factor_loss(tx: &mut Tx<'_>, member: MemberId, wish: ApprovalId) -> Answer<()> {
    tx.tell(&News::FactorLossTold { member, wish })
}

/// The secret of the app that is to be set up: the same for some minutes, so that a code can be
/// typed again. Then another: whoever looked into an open browser would else know the app that its
/// owner sets up a year later. Refuses when one is confirmed already.
pub(crate) fn begin_factor(tx: &mut Tx<'_>, who: Sitter) -> Answer<Vec<u8>> {
    let now = tx.now();
    let factor = match store::factor(tx, who)? {
        Some(row) if row.confirmed_at.is_some() => {
            return Err(MemberRefusal::HasSecondFactor.into());
        }
        Some(row) if now.since(row.made_at) < SHOWN_FOR => row.id,
        _ => {
            store::drop_unconfirmed(tx, who)?;
            let id: FactorId = tx.new_id();
            store::new_factor(tx, who, id)?;
            id
        }
    };
    secret_of(tx, factor)
}

/// The app is set up: its code fits. From now on a code is asked for; the recovery codes are told
/// this once. `None` when the code does not fit.
pub(crate) fn confirm_factor(
    tx: &mut Tx<'_>,
    who: Sitter,
    typed: &str,
) -> Answer<Option<Vec<String>>> {
    begin_factor(tx, who)?;
    if !check_app(tx, who, &codes::bare(typed))? {
        return Ok(None);
    }
    store::confirm_factor(tx, who)?;
    if let Sitter::Member(member) = who {
        tx.tell(&News::SecondFactorChanged { member, on: true })?;
    }
    new_recovery_codes(tx, who).map(Some)
}

/// Fresh recovery codes in place of all earlier ones. They are told this once, and kept as hashes.
pub fn new_recovery_codes(tx: &mut Tx<'_>, who: Sitter) -> Answer<Vec<String>> {
    store::drop_unused_recovery(tx, who)?;
    let made: Vec<String> = (0..RECOVERY_CODES).map(|_| codes::recovery_code(tx.roll())).collect();
    for code in &made {
        let hash = recovery_hash(tx, who, &codes::bare(code))?;
        store::new_recovery(tx, who, &hash)?;
    }
    Ok(made)
}

/// How many recovery codes are left.
pub(crate) fn recovery_left(tx: &mut Tx<'_>, who: Sitter) -> Answer<i64> {
    store::recovery_left(tx, who)
}

fn recovery_hash(tx: &Tx<'_>, who: Sitter, bare: &str) -> Answer<[u8; 32]> {
    let (kind, person) = store::columns(who);
    let text = format!("{kind} {person} {bare}");
    Ok(*tx.plugged::<Keyring>()?.secret_of("recovery code", &text))
}

/// Whether this is a code of the app, or a recovery code that was not used. Wrong ones earn a
/// pause; only whoever knows the password gets this far, so that no stranger can earn it for them.
pub(crate) fn check_code(tx: &mut Tx<'_>, who: Sitter, typed: &str) -> Answer<bool> {
    let bare = codes::bare(typed);
    if bare.len() == 6 {
        return check_app(tx, who, &bare);
    }
    may_try(tx, who)?;
    let hash = recovery_hash(tx, who, &bare)?;
    let fits = store::use_recovery(tx, who, &hash)?;
    if fits {
        store::code_fitted(tx, who)?
    } else {
        store::code_was_wrong(tx, who)?
    }
    Ok(fits)
}

fn may_try(tx: &mut Tx<'_>, who: Sitter) -> Answer<()> {
    let now = tx.now();
    let Some(row) = store::factor(tx, who)? else { return Ok(()) };
    let (pause, gone) = (rules::pause(row.wrong, rules::FREE_TRIES), now.since(row.wrong_at));
    if gone >= pause {
        return Ok(());
    }
    let left = Span::micros(pause.as_micros() - gone.as_micros());
    Err(MemberRefusal::CodeLater { seconds: left.as_secs().saturating_add(1) }.into())
}

fn check_app(tx: &mut Tx<'_>, who: Sitter, bare: &str) -> Answer<bool> {
    may_try(tx, who)?;
    let Some(row) = store::factor(tx, who)? else { return Ok(false) };
    let secret = secret_of(tx, row.id)?;
    match codes::fits(&secret, bare, tx.now(), row.last_step) {
        Some(step) => store::took_step(tx, who, step).map(|()| true),
        None => store::code_was_wrong(tx, who).map(|()| false),
    }
}

/// The code to type next: for the operator of a demonstration. `None` where no app is set up.
pub fn code_now(tx: &mut Tx<'_>, who: Sitter) -> Answer<Option<String>> {
    let Some(row) = store::factor(tx, who)? else { return Ok(None) };
    let here = codes::step_at(tx.now());
    let step = here.max(row.last_step + 1).min(here + 1);
    Ok(Some(codes::code_of(&secret_of(tx, row.id)?, step)))
}

/// Takes a second factor as set up: for the people of a demonstration and of a test.
pub fn set_up_factor(tx: &mut Tx<'_>, who: Sitter) -> Answer<()> {
    if !has_factor(tx, who)? {
        begin_factor(tx, who)?;
        store::confirm_factor(tx, who)?;
    }
    Ok(())
}

/// No second factor any more; the recovery codes go with it.
pub fn drop_factor(tx: &mut Tx<'_>, who: Sitter) -> Answer<()> {
    store::drop_factor(tx, who)?;
    store::drop_recovery(tx, who)?;
    store::drop_halves(tx, who)?;
    if let Sitter::Member(member) = who {
        tx.tell(&News::SecondFactorChanged { member, on: false })?;
    }
    Sessions::changed(tx, who)
}

/// A second factor is still to come: the key of a half session, which opens nothing.
pub fn begin_half(tx: &mut Tx<'_>, who: Sitter) -> Answer<String> {
    let key = format!("{:032x}{:032x}", tx.roll(), tx.roll());
    let hash = half_hash(tx, &key)?;
    store::new_half(tx, &hash, who, tx.now().plus(HALF_FOR))?;
    Ok(key)
}

fn half_hash(tx: &Tx<'_>, key: &str) -> Answer<[u8; 32]> {
    Ok(*tx.plugged::<Keyring>()?.secret_of("half session", key))
}

/// Whose half session this key is of; refuses one that has lapsed or is none.
pub fn half_of(tx: &mut Tx<'_>, key: &str) -> Answer<Sitter> {
    let hash = half_hash(tx, key)?;
    let now = tx.now();
    let found = store::half(tx, &hash, now)?;
    found.ok_or_else(|| MemberRefusal::HalfOver.into())
}

/// What became of a code at the door.
#[derive(Debug)]
pub enum Passed {
    /// The person is who they say. Recovery codes when the app was set up just now.
    In(Sitter, Option<Vec<String>>),
    /// The code does not fit.
    Wrong,
}

/// A code for a half session: of the app that is asked for, or of the one that is set up just now.
/// The half session ends when it fits.
pub fn pass_half(tx: &mut Tx<'_>, key: &str, typed: &str) -> Answer<Passed> {
    let who = half_of(tx, key)?;
    let passed = if has_factor(tx, who)? {
        check_code(tx, who, typed)?.then_some(Passed::In(who, None))
    } else {
        confirm_factor(tx, who, typed)?.map(|codes| Passed::In(who, Some(codes)))
    };
    if passed.is_some() {
        store::drop_halves(tx, who)?;
    }
    Ok(passed.unwrap_or(Passed::Wrong))
}

/// The member a sitter is; anybody else came by the wrong door.
pub(crate) fn the_member(who: Sitter) -> Answer<MemberId> {
    match who {
        Sitter::Member(member) => Ok(member),
        Sitter::Staff(_) => Err(MemberRefusal::HalfOver.into()),
    }
}

/// The person who works here that a sitter is; anybody else came by the wrong door.
pub fn the_staff(who: Sitter) -> Answer<StaffId> {
    match who {
        Sitter::Staff(staff) => Ok(staff),
        Sitter::Member(_) => Err(MemberRefusal::HalfOver.into()),
    }
}
