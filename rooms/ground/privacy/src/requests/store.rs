//! Requests in their tables.

use db::{Answer, Tx};
use kernel::{At, MemberId, RecordId, RequestId, StaffId};
use policy::{LawSet, Right};

use super::rules::{Agent, Asker, By, Event, Ground, Seen, State};

db::sql! {
    NEW_REQUEST = "INSERT INTO rights_request (id, member, held_by, asker, agent, about, subject, state, laws, lang, asked_at,
            due_at, alarms, state_at, steps)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 'asked', $8, $9, $10, $11, 0, $10, 0)";
    REQUEST = "SELECT id, member, held_by, asker, agent, about, subject, state, laws, lang, asked_at, proved_at, proved_by,
            due_at, longer_at, alarms, state_at, steps, grace_until, ground, receipt, ended_at
        FROM rights_request WHERE id = $1";
    REQUESTS_OF = "SELECT id, member, held_by, asker, agent, about, subject, state, laws, lang, asked_at, proved_at, proved_by,
            due_at, longer_at, alarms, state_at, steps, grace_until, ground, receipt, ended_at
        FROM rights_request WHERE member = $1 AND id < $2 ORDER BY id DESC LIMIT $3";
    ALIVE_OF = "SELECT id, member, held_by, asker, agent, about, subject, state, laws, lang, asked_at, proved_at, proved_by,
            due_at, longer_at, alarms, state_at, steps, grace_until, ground, receipt, ended_at
        FROM rights_request WHERE member = $1 AND ended_at IS NULL ORDER BY id";
    BY_DEADLINE = "SELECT id, member, held_by, asker, agent, about, subject, state, laws, lang, asked_at, proved_at, proved_by,
            due_at, longer_at, alarms, state_at, steps, grace_until, ground, receipt, ended_at
        FROM rights_request WHERE ended_at IS NULL AND (due_at, id) > ($1, $2) ORDER BY due_at, id LIMIT $3";
    BY_DECISION = "SELECT id, member, held_by, asker, agent, about, subject, state, laws, lang, asked_at, proved_at, proved_by,
            due_at, longer_at, alarms, state_at, steps, grace_until, ground, receipt, ended_at
        FROM rights_request WHERE ended_at IS NULL
          AND (due_at - CASE WHEN about = 'R5' AND state = 'open' THEN CAST($1 AS BIGINT) ELSE 0 END, id) > ($2, $3)
        ORDER BY due_at - CASE WHEN about = 'R5' AND state = 'open' THEN CAST($1 AS BIGINT) ELSE 0 END, id LIMIT $4";
    OUTSIDE_SINCE = "SELECT CAST(COUNT(*) AS BIGINT) FROM rights_request WHERE asker <> 'member' AND asked_at > $1";
    IN_STATE = "SELECT id, member, held_by, asker, agent, about, subject, state, laws, lang, asked_at, proved_at, proved_by,
            due_at, longer_at, alarms, state_at, steps, grace_until, ground, receipt, ended_at
        FROM rights_request WHERE state = $1 AND ended_at IS NULL AND state_at <= $2
          AND (state_at, id) > ($3, $4) ORDER BY state_at, id LIMIT $5";
    ERASING = "SELECT id FROM rights_request WHERE state = 'working' AND ended_at IS NULL AND about = 'R5' ORDER BY id LIMIT $1";
    STEP_TO = "UPDATE rights_request SET state = $1, state_at = $2, steps = steps + 1, ended_at = $3
        WHERE id = $4 AND steps = $5";
    NEW_STEP = "INSERT INTO rights_step (request, n, at, event, state, author, ground) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    STEPS = "SELECT n, at, event, state, author, ground FROM rights_step WHERE request = $1 ORDER BY n";
    PROVED = "UPDATE rights_request SET proved_at = $1, proved_by = $2 WHERE id = $3";
    FOR_WHOM = "UPDATE rights_request SET member = $1, laws = $2, due_at = $3 WHERE id = $4";
    SET_GRACE = "UPDATE rights_request SET grace_until = $1 WHERE id = $2";
    SET_GROUND = "UPDATE rights_request SET ground = $1 WHERE id = $2";
    SET_LONGER = "UPDATE rights_request SET longer_at = $1, due_at = $2 WHERE id = $3";
    SET_ALARMS = "UPDATE rights_request SET alarms = $1 WHERE id = $2";
    SET_RECEIPT = "UPDATE rights_request SET receipt = $1 WHERE id = $2";
    NEW_SEEN = "INSERT INTO rights_seen (request, kind, seen_at, staff) VALUES ($1, $2, $3, $4)
        ON CONFLICT (request, kind) DO NOTHING";
    ALL_SEEN = "SELECT kind, seen_at, staff FROM rights_seen WHERE request = $1 ORDER BY seen_at, kind";
    NEW_MESSAGE = "INSERT INTO rights_message (id, request, author, at, parts) VALUES ($1, $2, $3, $4, $5)";
    MESSAGES = "SELECT id, author, at FROM rights_message WHERE request = $1 ORDER BY id";
    GIVEN_SINCE = "SELECT DISTINCT recipient FROM disclosure WHERE member = $1 AND given_at >= $2 ORDER BY recipient";
    NEW_PASSING = "INSERT INTO rights_passing (request, party, intended_at) VALUES ($1, $2, $3)
        ON CONFLICT (request, party) DO NOTHING";
    PASSINGS = "SELECT party, intended_at, given_at, given_by, confirmed_at, confirmed_by, sent_at, answer
        FROM rights_passing WHERE request = $1 ORDER BY party";
    PASSED = "UPDATE rights_passing SET given_at = $1, given_by = $2 WHERE request = $3 AND party = $4 AND given_at IS NULL";
    CONFIRMED = "UPDATE rights_passing SET confirmed_at = $1, confirmed_by = $2
        WHERE request = $3 AND party = $4 AND given_at IS NOT NULL AND confirmed_at IS NULL";
    PASSING_SENT = "UPDATE rights_passing SET sent_at = $1 WHERE request = $2 AND party = $3 AND sent_at IS NULL";
    PASSING_TAKEN = "UPDATE rights_passing SET given_at = $1, confirmed_at = $1, answer = NULL
        WHERE request = $2 AND party = $3 AND given_at IS NULL AND confirmed_at IS NULL";
    PASSING_ANSWER = "UPDATE rights_passing SET answer = $1 WHERE request = $2 AND party = $3 AND given_at IS NULL";
    PASSING_CAME_BACK = "UPDATE rights_passing SET given_at = NULL, confirmed_at = NULL, answer = $1
        WHERE request = $2 AND party = $3 AND sent_at IS NOT NULL AND given_by IS NULL AND confirmed_by IS NULL";
    PASSING_LEFT = "SELECT CAST(COUNT(*) AS BIGINT) FROM rights_passing WHERE request = $1 AND confirmed_at IS NULL";
    DROP_SEEN = "DELETE FROM rights_seen WHERE request = $1";
    DROP_MESSAGES = "DELETE FROM rights_message WHERE request = $1";
    DROP_PASSINGS = "DELETE FROM rights_passing WHERE request = $1";
    DROP_STEPS = "DELETE FROM rights_step WHERE request = $1";
    DROP_REQUEST = "DELETE FROM rights_request WHERE id = $1";
}

db::row! {
    /// A request.
    pub struct Request {
        /// Its id.
        pub id: RequestId,
        /// Whose data it is about.
        pub member: MemberId,
        /// Under whom its words lie in the vault.
        pub held_by: MemberId,
        /// How whoever asks came to the house.
        pub asker: Asker,
        /// As what an agent acts, if one does.
        pub agent: Option<Agent>,
        about: String,
        /// Which part of the right.
        pub subject: String,
        /// Where it stands.
        pub state: State,
        laws: String,
        /// The language it was asked in.
        pub lang: String,
        /// When it was asked.
        pub asked_at: At,
        /// When it was shown who asks.
        pub proved_at: Option<At>,
        /// By which means.
        pub proved_by: Option<String>,
        /// By when it is to be answered.
        pub due_at: At,
        /// Since when it may take longer.
        pub longer_at: Option<At>,
        /// How often the desk was alarmed.
        pub alarms: i64,
        /// Since when it stands so.
        pub state_at: At,
        /// How many steps it took.
        pub steps: i64,
        /// Until when an erasure can be taken back.
        pub grace_until: Option<At>,
        /// On which ground it was refused.
        pub ground: Option<Ground>,
        /// The erasure's receipt: an entry of the log.
        pub receipt: Option<RecordId>,
        /// When it was over.
        pub ended_at: Option<At>,
    }
    /// A step of a request.
    pub struct Step {
        /// Its number.
        pub n: i64,
        /// When.
        pub at: At,
        /// What happened.
        pub event: Event,
        /// Where it led.
        pub state: State,
        /// Who: the asker, the house, or somebody of the staff.
        pub author: String,
        /// On which ground, where it was refused.
        pub ground: Option<Ground>,
    }
    /// A document that was seen.
    pub struct Document {
        /// Its kind.
        pub kind: Seen,
        /// When.
        pub seen_at: At,
        /// By whom.
        pub staff: StaffId,
    }
    /// A message's row; its words lie in the vault.
    pub struct MessageRow {
        /// Its id.
        pub id: RecordId,
        /// Whoever wrote it: the asker, or somebody of the staff.
        pub author: String,
        /// When.
        pub at: At,
    }
    /// A correction on its way to a recipient.
    pub struct Passing {
        /// The recipient's code in the policy.
        pub party: String,
        /// Since when it is to be told.
        pub intended_at: At,
        /// When it was.
        pub given_at: Option<At>,
        /// By whom.
        pub given_by: Option<StaffId>,
        /// When it confirmed.
        pub confirmed_at: Option<At>,
        /// To whom; nobody: its server took it.
        pub confirmed_by: Option<StaffId>,
        /// Since when it is on its way by electronic means.
        pub sent_at: Option<At>,
        /// What the last try came to, as long as none was taken.
        pub answer: Option<String>,
    }
}

impl Request {
    /// The right it asks for.
    pub fn right(&self) -> Right {
        Right::parse(&self.about).unwrap_or(Right::Inquiry)
    }

    /// The laws that protect whoever it is about.
    pub fn laws(&self) -> LawSet {
        laws_of(&self.laws)
    }

    /// By when somebody of the staff has to decide it, or the house to carry it out.
    pub fn decide_by(&self) -> At {
        self.due_at.minus(super::rules::early(self.right(), self.state))
    }

    /// Whether whoever asks has an account, and asks for themselves.
    pub fn is_own(&self) -> bool {
        self.asker == Asker::Member && self.agent.is_none()
    }
}

/// A set of laws from its column.
pub(crate) fn laws_of(words: &str) -> LawSet {
    words.split_ascii_whitespace().filter_map(policy::Law::parse).collect()
}

/// A set of laws for its column.
pub(crate) fn law_words(laws: LawSet) -> String {
    laws.iter().map(policy::Law::code).collect::<Vec<_>>().join(" ")
}

/// Takes a step of the table, and writes it down.
pub(crate) fn take(
    tx: &mut Tx<'_>,
    request: &Request,
    event: Event,
    by: By,
    author: &str,
    ground: Option<Ground>,
) -> Answer<State> {
    let to = super::rules::step(request.state, event, by)?;
    let (now, n) = (tx.now(), request.steps);
    let was_over = request.state.is_over();
    // What happens after its end moves neither the end nor what is counted from it.
    let (at, ended) = match request.ended_at {
        Some(ended) => (request.state_at, Some(ended)),
        None => (now, to.is_over().then_some(now)),
    };
    // Two who decide at once: the row has moved on for the second.
    if tx.run(STEP_TO, (to, at, ended, request.id, n))? == 0 {
        return Err(crate::PrivacyRefusal::NoSuchStep.into());
    }
    tx.put(NEW_STEP, (request.id, n + 1, now, event, to, author, ground))?;
    let is_told = matches!(
        event,
        Event::Answer | Event::Refuse | Event::Extend | Event::Announce | Event::Finish
    );
    if is_told {
        super::news::tell(tx, request, false)?;
    }
    if to.is_over() && !was_over {
        super::words::leads_nowhere(tx, request)?;
        let class = policy::RetentionClass::Request;
        crate::retention::starts(tx, request.held_by, class, &request.id.to_string(), now)?;
    }
    Ok(to)
}

/// Lets go of everything of a request, when its time is over.
pub(crate) fn drop_all(tx: &mut Tx<'_>, request: &str) -> Answer<()> {
    for text in [DROP_SEEN, DROP_MESSAGES, DROP_PASSINGS, DROP_STEPS, DROP_REQUEST] {
        tx.put(text, (request,))?;
    }
    Ok(())
}
