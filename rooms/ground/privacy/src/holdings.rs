//! What this room itself holds of a person, and how it ends.

use db::{Ending, Held, Holding};

db::sql! {
    TAKE_PERSON = "SELECT member, laws, choices, duties, since, stopped_at, erased_at, origin FROM person WHERE member = $1";
    TAKE_ADDRESSES = "SELECT id, made_at, default_at FROM address WHERE member = $1 ORDER BY id";
    END_ADDRESSES = "DELETE FROM address WHERE member = $1";
    TAKE_CHOICES = "SELECT id, choice, kind, turned_on, made_at, superseded_at, shown, policy, means FROM choice_made WHERE member = $1 ORDER BY id";
    TAKE_DISCLOSURES = "SELECT id, entry, recipient, route, given_at FROM disclosure WHERE member = $1 AND NOT EXISTS (SELECT 1 FROM hush h WHERE h.member = disclosure.member AND h.thing = disclosure.entry) ORDER BY id";
    TAKE_LOG = "SELECT e.id, e.kind, e.noted_at, e.body FROM log_chunk c CROSS JOIN log_pointer p JOIN log_leaf l ON l.place = p.place JOIN log_entry e ON e.id = l.entry WHERE p.chunk = c.chunk AND p.member = $1 AND NOT EXISTS (SELECT 1 FROM hush h WHERE h.member = p.member AND h.thing = l.entry) ORDER BY c.chunk, p.place";
    TAKE_LOG_PLACES = "SELECT p.chunk, p.place FROM log_chunk c CROSS JOIN log_pointer p JOIN log_leaf l ON l.place = p.place WHERE p.chunk = c.chunk AND p.member = $1 AND NOT EXISTS (SELECT 1 FROM hush h WHERE h.member = p.member AND h.thing = l.entry) ORDER BY c.chunk, p.place";
    TAKE_CLOCKS = "SELECT class, place, started_at, due_at FROM retention_clock WHERE member = $1 AND NOT EXISTS (SELECT 1 FROM hush h WHERE h.member = retention_clock.member AND h.thing = retention_clock.place) ORDER BY due_at, class, place";
    TAKE_KEYS = "SELECT class, made_at FROM vault_key WHERE member = $1 AND NOT EXISTS (SELECT 1 FROM hush h WHERE h.member = vault_key.member AND h.thing = vault_key.class) ORDER BY class";
    TAKE_REQUESTS = "SELECT id, asker, agent, about, subject, state, laws, lang, asked_at, proved_at, proved_by, due_at, longer_at, alarms, state_at, steps, grace_until, ground, receipt, ended_at FROM rights_request WHERE member = $1 OR held_by = $1 ORDER BY id";
    TAKE_RIGHTS_STEPS = "SELECT s.request, s.n, s.at, s.event, s.state, s.author, s.ground FROM rights_step s JOIN rights_request r ON r.id = s.request WHERE r.member = $1 OR r.held_by = $1 ORDER BY s.request, s.n";
    TAKE_SEEN = "SELECT s.request, s.kind, s.seen_at FROM rights_seen s JOIN rights_request r ON r.id = s.request WHERE r.member = $1 OR r.held_by = $1 ORDER BY s.request, s.seen_at";
    TAKE_MESSAGES = "SELECT s.id, s.request, s.author, s.at, s.parts FROM rights_message s JOIN rights_request r ON r.id = s.request WHERE r.member = $1 OR r.held_by = $1 ORDER BY s.id";
    TAKE_PASSINGS = "SELECT s.request, s.party, s.intended_at, s.given_at, s.confirmed_at, s.sent_at, s.answer FROM rights_passing s JOIN rights_request r ON r.id = s.request WHERE r.member = $1 OR r.held_by = $1 ORDER BY s.request, s.party";
    END_PASSINGS = "UPDATE rights_passing SET answer = NULL WHERE request IN (SELECT id FROM rights_request WHERE member = $1 OR held_by = $1)";
    TAKE_HANDED = "SELECT handover, at FROM handover_person WHERE member = $1 ORDER BY handover";
    TAKE_TOLD = "SELECT id, what, told_at FROM policy_notice WHERE member = $1 ORDER BY id, what";
    END_TOLD = "DELETE FROM policy_notice WHERE member = $1";
    TAKE_INDEX = "SELECT kind FROM vault_index WHERE member = $1 ORDER BY kind";
    END_INDEX = "DELETE FROM vault_index WHERE member = $1";
}

/// What the tables known here may hold of a person.
pub const HOLDINGS: &[Holding] = &[
    Holding::rows("person", TAKE_PERSON, Ending::Duty("access")),
    Holding::shut(
        "address",
        TAKE_ADDRESSES,
        Ending::Gone(&[END_ADDRESSES]),
        &["member"],
        "whose rows these are",
    ),
    Holding::shut(
        "choice_made",
        TAKE_CHOICES,
        Ending::Duty("consent"),
        &["member"],
        "whose rows these are",
    ),
    Holding::nothing("choice_text", "the words of the policy, as everybody saw them"),
    Holding::shut(
        "disclosure",
        TAKE_DISCLOSURES,
        Ending::Duty("provision"),
        &["member"],
        "whose rows these are",
    ),
    Holding::shut(
        "log_entry",
        TAKE_LOG,
        Ending::Duty("access"),
        &["member", "persons"],
        "who else the same act was about",
    ),
    Holding::shut(
        "log_pointer",
        TAKE_LOG_PLACES,
        Ending::Duty("access"),
        &["member"],
        "whose rows these are",
    ),
    Holding::nothing("log_checkpoint", "signed heads of the whole log"),
    Holding::nothing("log_chunk", "figures: where in the log a chunk of pointers begins"),
    Holding::nothing("log_leaf", "hashes"),
    Holding::nothing("log_node", "hashes"),
    Holding::nothing("log_pending", "hashes that wait a moment for their place"),
    Holding::shut(
        "retention_clock",
        TAKE_CLOCKS,
        Ending::Duty("access"),
        &["member"],
        "whose rows these are",
    ),
    Holding {
        table: "vault_field",
        held: Held::Sealed("every piece is opened for its person, and ends with its key"),
    },
    Holding::shut(
        "vault_key",
        TAKE_KEYS,
        Ending::Duty("access"),
        &["member", "slot"],
        "where in the keystore the key lies: its own end is the erasure",
    ),
    Holding::shut(
        "vault_index",
        TAKE_INDEX,
        Ending::Gone(&[END_INDEX]),
        &["tag", "member"],
        "a keyed hash, by which the house finds them",
    ),
    Holding::shut(
        "handover_person",
        TAKE_HANDED,
        Ending::Duty("provision"),
        &["member"],
        "whose rows these are",
    ),
    Holding::nothing("origin", "the policies of predecessors"),
    Holding::nothing("origin_use", "the policies of predecessors"),
    Holding::nothing("hush", "what a law forbids to tell, by its ids, and only as long as it does"),
    Holding::nothing("key_doom", "numbers of keys that are to be destroyed"),
    Holding::nothing("policy_adopted", "the policies of the house"),
    Holding::nothing("policy_text", "the policies of the house"),
    Holding::nothing("policy_version", "the policies of the house"),
    Holding::nothing("policy_source", "the policies of the house"),
    Holding::shut(
        "policy_notice",
        TAKE_TOLD,
        Ending::Gone(&[END_TOLD]),
        &["member"],
        "whose rows these are",
    ),
    Holding::nothing("privacy_stop", "what is stopped for everybody"),
    Holding::nothing("privacy_task", "what the house was asked to do, and by which of the staff"),
    Holding::shut(
        "rights_request",
        TAKE_REQUESTS,
        Ending::Duty("request"),
        &["member", "held_by"],
        "whose rows these are",
    ),
    Holding::rows("rights_step", TAKE_RIGHTS_STEPS, Ending::Duty("request")),
    Holding::shut(
        "rights_seen",
        TAKE_SEEN,
        Ending::Duty("request"),
        &["staff"],
        "who of the staff: they are people too",
    ),
    Holding::rows("rights_message", TAKE_MESSAGES, Ending::Duty("request")),
    // What a recipient's server answered is words of somebody else, and no law asks for it.
    Holding::shut(
        "rights_passing",
        TAKE_PASSINGS,
        Ending::Bare(&[END_PASSINGS]),
        &["given_by", "confirmed_by"],
        "who of the staff: they are people too",
    ),
];
