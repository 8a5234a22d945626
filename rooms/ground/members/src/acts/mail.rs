use db::{Answer, Tx};
use jobs::Later as _;
use kernel::{Id, MemberId, ProofId, Span};
use privacy::{Keyring, OpenViews as _, Opener, OwnProfile};
use serde::{Deserialize, Serialize};
use web::{Sessions, Sitter};

use super::{Proves, prove, read_proof};
use crate::{Mailbox, MemberRefusal, News, rules, store};

/// How long a former address is kept for the letter that tells of the change.
const FORMER_FOR: Span = Span::days(7);
/// Between two letters of a kind to one account.
const BETWEEN_LETTERS: Span = Span::secs(60);
/// The most letters of a kind to one account in a day.
const LETTERS_A_DAY: i64 = 10;
/// The most letters that ask one address for its proof within a day, for however many accounts:
/// whoever signs up again and again with a stranger's address writes to them by our hand.
const PROOFS_A_DAY: i64 = LETTERS_A_DAY;

/// Lets go of a former address once its letter has had the time to leave.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ForgetFormer {
    #[serde(with = "jobs::body::id")]
    pub(crate) member: MemberId,
    #[serde(with = "jobs::body::id")]
    pub(crate) proof: ProofId,
}

impl jobs::Job for ForgetFormer {
    const KIND: &'static str = "members.forget_former";
}

/// Tells of a wish for a new password, if there is anybody to tell.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct TellReset {
    #[serde(with = "jobs::body::id")]
    pub(crate) proof: ProofId,
}

impl jobs::Job for TellReset {
    const KIND: &'static str = "members.tell_reset";
}

/// Notes an address a member would be reached at, and has its proof sent there. Whether another
/// account has that address is not told: it shows when the link of the letter is used.
pub fn ask_mail(tx: &mut Tx<'_>, member: MemberId, address: &str) -> Answer<ProofId> {
    let address = rules::mail(address)?;
    if !letter_may_go(tx, member, Proves::Letters)? {
        return Err(MemberRefusal::LetterSent.into());
    }
    privacy::set_email_at(tx, member, &Mailbox::ToProve.place(), &address)?;
    let proof = prove(tx, member, Proves::Letters)?;
    // What is answered is the same: how often others typed an address is nobody's to learn.
    if takes_another(tx, &address)? {
        tx.tell(&News::ProveMail { member, proof })?;
    }
    Ok(proof)
}

/// Whether an address is asked for its proof once more; counted under a keyed hash, as wrong tries
/// are. Why those left out are not counted: a flood would else hold its owner up for good.
fn takes_another(tx: &mut Tx<'_>, address: &str) -> Answer<bool> {
    let folded = privacy::folded_text(address);
    let tag = *tx.plugged::<Keyring>()?.secret_of("letters to prove", &folded);
    let held = tx.now().minus(Span::days(1));
    let lately = store::tries(tx, &tag)?.filter(|(_, last_at)| *last_at > held);
    if lately.is_some_and(|(count, _)| count >= PROOFS_A_DAY) {
        return Ok(false);
    }
    store::count_try(tx, &tag, &tag, held)?;
    Ok(true)
}

fn letter_may_go(tx: &mut Tx<'_>, member: MemberId, what: Proves) -> Answer<bool> {
    let now = tx.now();
    let (count, last) = store::proofs_since(tx, member, what, now.minus(Span::days(1)))?;
    Ok(count < LETTERS_A_DAY && last.is_none_or(|last| now.since(last) >= BETWEEN_LETTERS))
}

/// The link of a letter was used: the address it went to is the member's own from now on, and the
/// one before it is told.
pub fn take_mail(tx: &mut Tx<'_>, word: &str) -> Answer<MemberId> {
    let proof = read_proof(tx, word)?.filter(|proof| proof.what == Proves::Letters);
    let proof = proof.ok_or(MemberRefusal::NoProof)?;
    let (member, former) = (proof.member, Mailbox::Former(proof.id).place());
    store::end_proofs(tx, member, Proves::Letters)?;
    if !store::set_proved(tx, member)? {
        return Err(MemberRefusal::Closed.into());
    }
    // A wish for a new password that went to the former address is no longer this member's.
    store::end_proofs(tx, member, Proves::Reset)?;
    if privacy::adopt_email(tx, member, &Mailbox::ToProve.place(), &former)? {
        tx.tell(&News::MailChanged { member, proof: proof.id })?;
        let due = tx.now().plus(FORMER_FOR);
        tx.later(&ForgetFormer { member, proof: proof.id }, due)?;
    }
    Sessions::changed(tx, Sitter::Member(member))?;
    Ok(member)
}

/// Lets go of a former address; whoever sent its letter may do so at once.
pub fn forget_former(tx: &mut Tx<'_>, member: MemberId, proof: ProofId) -> Answer<()> {
    privacy::drop_email_at(tx, member, &Mailbox::Former(proof).place()).map(|_| ())
}

/// Takes an address as proved without a letter: for the people of a demonstration and of a test.
pub fn prove_mail(tx: &mut Tx<'_>, member: MemberId, address: &str) -> Answer<()> {
    privacy::set_email(tx, member, &rules::mail(address)?)?;
    store::set_proved(tx, member).map(|_| ())
}

/// Somebody asks for a new password for this address. What is done and answered is the same
/// whether it is anybody's or not; only the job it leaves knows.
pub fn ask_reset(tx: &mut Tx<'_>, address: &str) -> Answer<()> {
    let found = privacy::find_by_email(tx, address)?;
    let stands_for = nobody(tx, address)?;
    let member = found.unwrap_or(stands_for);
    if !letter_may_go(tx, member, Proves::Reset)? {
        return Ok(());
    }
    let proof = prove(tx, member, Proves::Reset)?;
    let now = tx.now();
    tx.later(&TellReset { proof }, now).map(|_| ())
}

// An id for whom nobody is, the same for the same address: so that asking again and again is
// counted alike.
fn nobody(tx: &Tx<'_>, address: &str) -> Answer<MemberId> {
    let folded = privacy::folded_text(address);
    let secret = tx.plugged::<Keyring>()?.secret_of("nobody", &folded);
    let mut bits = [0u8; 16];
    bits.copy_from_slice(&secret[..16]);
    Ok(MemberId::from_bits(u128::from_be_bytes(bits)))
}

pub(crate) fn tell_reset(tx: &mut Tx<'_>, job: &TellReset) -> Answer<()> {
    let now = tx.now();
    let Some(proof) = store::proof(tx, job.proof)?.filter(|proof| proof.is_good(now)) else {
        return Ok(());
    };
    match store::member(tx, proof.member)? {
        Some(row) if row.closed_at.is_none() => {
            tx.tell(&News::Reset { member: proof.member, proof: proof.id })
        }
        _ => Ok(()),
    }
}

/// Whose password the link of a letter lets set anew; `None` for whatever is no good link.
pub(crate) fn resets(tx: &mut Tx<'_>, word: &str) -> Answer<Option<MemberId>> {
    let proof = read_proof(tx, word)?;
    Ok(proof.filter(|proof| proof.what == Proves::Reset).map(|proof| proof.member))
}

/// Whether the link of a letter proves an address, and still does.
pub(crate) fn proves_mail(tx: &mut Tx<'_>, word: &str) -> Answer<bool> {
    Ok(read_proof(tx, word)?.is_some_and(|proof| proof.what == Proves::Letters))
}

/// Sets a new password by the link of a letter. Every session ends, and so does every pause that
/// wrong tries have earned. Passkeys and sign-ins elsewhere end as well: whoever asks for a new
/// password may do so because somebody else has made themselves a way in.
pub fn reset(tx: &mut Tx<'_>, word: &str, password: &str) -> Answer<MemberId> {
    let member = resets(tx, word)?.ok_or(MemberRefusal::NoProof)?;
    store::end_proofs(tx, member, Proves::Reset)?;
    super::set_password(tx, member, password, None)?;
    super::drop_ways(tx, member)?;
    tx.tell(&News::PasswordReset { member })?;
    let own = tx.open::<OwnProfile>(&Opener::member(), member)?;
    if let Some(handle) = own.handle {
        super::tries::forgive_name(tx, "member", handle.show().handle.as_str())?;
    }
    if let Some(email) = own.email {
        super::tries::forgive_name(tx, "member", email.show().address.as_str())?;
    }
    Ok(member)
}
