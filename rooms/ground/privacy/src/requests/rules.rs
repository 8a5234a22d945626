//! The one life of a request: states, events, who may, on which ground not, and by when. Pure.

use kernel::{At, Span, Yen};
use policy::{Law, LawSet, Measure, Right};

use crate::refusals::PrivacyRefusal;

kernel::words! {
    /// Where a request stands.
    pub enum State {
        /// Asked; who asks is still to be shown.
        Asked = "asked",
        /// A person of the staff decides.
        Open = "open",
        /// The erasure is announced and can still be taken back.
        Grace = "grace",
        /// What still runs is finished first.
        Waiting = "waiting",
        /// It is being carried out.
        Working = "working",
        /// Carried out, or answered.
        Done = "done",
        /// Refused on a lawful ground.
        Refused = "refused",
        /// Taken back by whoever asked.
        Withdrawn = "withdrawn",
        /// Who asks was never shown.
        Lapsed = "lapsed",
    }

    /// What can happen to a request.
    pub enum Event {
        /// It was asked.
        Ask = "ask",
        /// Who asks was shown.
        Prove = "prove",
        /// The erasure was announced.
        Announce = "announce",
        /// The time to take it back is over.
        Ripen = "ripen",
        /// It begins to be carried out.
        Begin = "begin",
        /// It was carried out.
        Finish = "finish",
        /// It was answered.
        Answer = "answer",
        /// It was refused.
        Refuse = "refuse",
        /// It was taken back.
        Withdraw = "withdraw",
        /// Nobody showed who they are in time.
        Lapse = "lapse",
        /// It takes longer, for a reason that was told.
        Extend = "extend",
        /// Its deadline comes nearer and it still waits.
        Alarm = "alarm",
        /// Its archive was taken.
        Take = "take",
    }

    /// Who takes a step.
    pub enum By {
        /// Whoever asked.
        Asker = "asker",
        /// Somebody of the staff.
        Staff = "staff",
        /// The house itself.
        House = "house",
    }

    /// How somebody who asks came to the house.
    pub enum Asker {
        /// They have an account.
        Member = "member",
        /// They wrote to us.
        Inquirer = "inquirer",
        /// They applied for work.
        Applicant = "applicant",
        /// A parcel was sent to them.
        Addressee = "addressee",
        /// In another way.
        Other = "other",
    }

    /// As what an agent acts (APPI Art 37(3), Cabinet Order Art 13).
    pub enum Agent {
        /// The parent of a child.
        Parent = "parent",
        /// The guardian of an adult.
        Guardian = "guardian",
        /// Somebody with a written mandate.
        Attorney = "attorney",
        /// A lawyer with one.
        Lawyer = "lawyer",
    }

    /// Which kind of document was seen.
    pub enum Seen {
        /// A passport.
        Passport = "passport",
        /// A driving licence.
        Licence = "licence",
        /// A residence card or another card of identity.
        Residence = "residence",
        /// An insurance card.
        Insurance = "insurance",
        /// An agent's written mandate.
        Mandate = "mandate",
        /// An extract of a register that names parent or guardian.
        Register = "register",
    }

    /// On which ground a request may be refused.
    pub enum Ground {
        /// Who asks was not shown.
        Identity = "identity",
        /// That the agent may was not shown.
        Mandate = "mandate",
        /// It would harm somebody's life, body, property or rights.
        Harm = "harm",
        /// It would seriously hinder the house in its work.
        Hindrance = "hindrance",
        /// Another law forbids it.
        OtherLaw = "other_law",
        /// What is kept is right.
        Accurate = "accurate",
        /// A law has it kept.
        LegalDuty = "legal_duty",
    }
}
db::stored!(State, Event, By, Asker, Agent, Seen, Ground);

use By::{Asker as A, House as H, Staff as S};
use Event as E;
use State as T;

/// The whole life: from a state, by an event, to a state, by whom.
pub const TABLE: &[(State, Event, State, By)] = &[
    (T::Asked, E::Prove, T::Open, A),
    (T::Asked, E::Withdraw, T::Withdrawn, A),
    (T::Asked, E::Lapse, T::Lapsed, H),
    (T::Open, E::Begin, T::Working, H),
    (T::Open, E::Begin, T::Working, S),
    (T::Open, E::Announce, T::Grace, H),
    (T::Open, E::Announce, T::Grace, S),
    (T::Open, E::Answer, T::Done, H),
    (T::Open, E::Answer, T::Done, S),
    (T::Open, E::Refuse, T::Refused, S),
    (T::Open, E::Withdraw, T::Withdrawn, A),
    (T::Open, E::Extend, T::Open, S),
    (T::Open, E::Alarm, T::Open, H),
    (T::Open, E::Ripen, T::Waiting, H),
    (T::Grace, E::Withdraw, T::Withdrawn, A),
    (T::Grace, E::Alarm, T::Grace, H),
    (T::Grace, E::Ripen, T::Waiting, H),
    (T::Waiting, E::Withdraw, T::Withdrawn, A),
    (T::Waiting, E::Alarm, T::Waiting, H),
    (T::Waiting, E::Begin, T::Working, H),
    (T::Working, E::Alarm, T::Working, H),
    (T::Working, E::Finish, T::Done, H),
    (T::Done, E::Take, T::Done, A),
];

/// Where a step leads; refused when the table has no such step.
pub fn step(from: State, event: Event, by: By) -> Result<State, PrivacyRefusal> {
    let found =
        TABLE.iter().find(|(state, what, _, who)| *state == from && *what == event && *who == by);
    found.map(|row| row.2).ok_or(PrivacyRefusal::NoSuchStep)
}

impl State {
    /// Whether nothing more happens.
    pub fn is_over(self) -> bool {
        matches!(self, T::Done | T::Refused | T::Withdrawn | T::Lapsed)
    }

    /// Whether whoever asked can still take it back.
    pub fn can_be_withdrawn(self) -> bool {
        step(self, E::Withdraw, A).is_ok()
    }
}

/// How long an announced erasure can be taken back.
pub const GRACE: Span = Span::days(7);
/// How long somebody has to show who they are.
pub const TO_PROVE: Span = Span::days(14);
/// How long an archive is there to be taken.
pub const ARCHIVE: Span = Span::days(14);
/// To whom a correction is passed on: whoever was given the data in so long.
pub const PASSED_ON: Span = Span::days(90);

/// The lawful grounds: for which rights, under which law, by which article. A request is refused
/// only on a ground that every law has which protects the person.
pub const GROUNDS: &[(Ground, &[Right], Law, &str)] = &[
    (Ground::Identity, ANY_RIGHT, Law::Jp, "APPI Art 37(1)(2)"),
    (Ground::Identity, ANY_RIGHT, Law::Eu, "GDPR Art 12(6)"),
    (Ground::Mandate, ANY_RIGHT, Law::Jp, "APPI Art 37(3)"),
    (Ground::Mandate, ANY_RIGHT, Law::Eu, "GDPR Art 12(6)"),
    (Ground::Harm, &[Right::Disclosure], Law::Jp, "APPI Art 33(2)(i)"),
    (Ground::Harm, &[Right::Disclosure], Law::Eu, "GDPR Art 15(4)"),
    (Ground::Hindrance, &[Right::Disclosure], Law::Jp, "APPI Art 33(2)(ii)"),
    (Ground::OtherLaw, &[Right::Disclosure], Law::Jp, "APPI Art 33(2)(iii)"),
    (Ground::OtherLaw, &[Right::Disclosure], Law::Eu, "GDPR Art 23(1)"),
    (Ground::Accurate, &[Right::Revision], Law::Jp, "APPI Art 34(2)"),
    (Ground::Accurate, &[Right::Revision], Law::Eu, "GDPR Art 16"),
    (Ground::LegalDuty, &[Right::Cancellation, Right::Deletion], Law::Jp, "APPI Art 35(6)"),
    (Ground::LegalDuty, &[Right::Cancellation, Right::Deletion], Law::Eu, "GDPR Art 17(3)(b)"),
];

const ANY_RIGHT: &[Right] =
    &[Right::Disclosure, Right::Inquiry, Right::Revision, Right::Cancellation, Right::Deletion];

/// The articles of a ground for a right, one for each law; refused when one of the laws has none.
pub fn lawful(ground: Ground, right: Right, laws: LawSet) -> Result<String, PrivacyRefusal> {
    let article = |law: Law| {
        let mut rows = GROUNDS.iter().filter(|row| row.0 == ground && row.2 == law);
        rows.find(|row| row.1.contains(&right)).map(|row| row.3)
    };
    let articles: Option<Vec<&str>> = laws.iter().map(article).collect();
    match articles {
        Some(articles) if !articles.is_empty() => Ok(articles.join("; ")),
        _ => Err(PrivacyRefusal::NoLawfulGround { ground: ground.to_string() }),
    }
}

/// The grounds a right may be refused on, under these laws.
pub fn grounds(right: Right, laws: LawSet) -> Vec<Ground> {
    use kernel::Word as _;
    Ground::ALL.iter().copied().filter(|g| lawful(*g, right, laws).is_ok()).collect()
}

/// What a right costs. A fee exists for disclosure and for telling the purpose of use alone (APPI
/// Art 38); under the law of Europe the exercise of a right is free (GDPR Art 12(5)).
pub fn fee(right: Right, laws: LawSet, fee_yen: i64) -> Result<Yen, PrivacyRefusal> {
    let may = matches!(right, Right::Disclosure | Right::Inquiry) && !laws.has(Law::Eu);
    match fee_yen {
        0 => Ok(Yen::ZERO),
        yen if yen > 0 && may => Ok(Yen::new(yen)),
        _ => Err(PrivacyRefusal::NoFee),
    }
}

/// How much earlier than it is due a request has to be decided: an erasure is announced first.
pub fn early(right: Right, state: State) -> Span {
    if right == Right::Deletion && state == T::Open { GRACE } else { Span::ZERO }
}

/// The numbers the policy has for the clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbers {
    /// In Japan.
    pub jp: Measure,
    /// In Europe.
    pub eu: Measure,
    /// By how much it may take longer in Europe.
    pub longer: Measure,
}

/// By when a request is to be answered, under each law that protects the person. Only the clock of
/// Europe can be made longer.
pub fn clocks(laws: LawSet, numbers: Numbers, asked: At, is_longer: bool) -> Vec<(Law, At)> {
    let due = |law: Law| match law {
        Law::Jp => numbers.jp.after(asked),
        Law::Eu if is_longer => numbers.longer.after(numbers.eu.after(asked)),
        Law::Eu => numbers.eu.after(asked),
    };
    laws.iter().map(|law| (law, due(law))).collect()
}

/// The earliest of the clocks: what the house holds itself to.
pub fn due(laws: LawSet, numbers: Numbers, asked: At, is_longer: bool) -> At {
    let all = clocks(laws, numbers, asked, is_longer);
    all.into_iter().map(|(_, at)| at).min().unwrap_or_else(|| numbers.jp.after(asked))
}

/// Whether a request may take longer: only in Europe, once, and told before its month is over.
pub fn may_extend(
    laws: LawSet,
    numbers: Numbers,
    asked: At,
    is_longer: bool,
    now: At,
) -> Result<(), PrivacyRefusal> {
    let in_time = laws.has(Law::Eu) && now < numbers.eu.after(asked);
    if in_time && !is_longer { Ok(()) } else { Err(PrivacyRefusal::NotLonger) }
}

/// When the desk is alarmed: in Japan on days 7, 10 and 13; in Europe two weeks, one week and a day
/// before the end.
pub fn alarms(laws: LawSet, numbers: Numbers, asked: At, is_longer: bool) -> Vec<At> {
    let mut all: Vec<At> = Vec::new();
    for (law, due) in clocks(laws, numbers, asked, is_longer) {
        all.extend(match law {
            Law::Jp => [7, 10, 13].map(|days| asked.plus(Span::days(days))),
            Law::Eu => [14, 7, 1].map(|days| due.minus(Span::days(days))),
        });
    }
    all.sort_unstable();
    all
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
