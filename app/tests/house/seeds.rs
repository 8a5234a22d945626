//! What is put in alice's name into every table: by the acts that put it there where they are at
//! hand, by a row of its own where they are not. With words that stand nowhere else.

use db::{Answer, Db, Tx};
use duties::breach::{self, Fact};
use kernel::{IncidentId, MemberId};
use members::Currency;
use notices::{Channel, Kind};
use policy::{ChoiceKind, Lang, Right};
use privacy::choices::{Choosing, ChosenBy};
use privacy::requests;
use web::Sitter;

use crate::common::{Scene, bid, until, until_says, work};
use crate::rights::{act, asks, sql};
use crate::things::Things;

/// A word that stands nowhere else, by where it is put.
fn canary(n: usize) -> String {
    format!("Quokka{n:03}zq")
}

/// Puts words where people and others write. SQLite numbers by first appearance: where the word
/// comes first it is `$1` and the member `$2`, in the others the other way round.
const WORDS: &[&str] = &[
    "UPDATE quote SET words = $1 WHERE member = $2",
    "UPDATE quote SET url = $1 WHERE member = $2",
    "UPDATE quote SET options = $1 WHERE member = $2",
    "UPDATE quote SET title = $1 WHERE member = $2",
    "UPDATE quote SET shop_item = $1 WHERE member = $2",
    "UPDATE cart_line SET title = $1 WHERE member = $2",
    "UPDATE api_token SET label = $1 WHERE member = $2",
    "UPDATE member SET limits_why = $1 WHERE id = $2",
    "UPDATE purchase SET sentence = $1 WHERE member = $2",
    "UPDATE orders SET out_tracking = $1 WHERE member = $2",
    "UPDATE order_event SET note = $1 WHERE order_id IN (SELECT id FROM orders WHERE member = $2)",
    "UPDATE session SET browser = $1 WHERE person = $2",
    "UPDATE webhook SET stopped_why = $1 WHERE member = $2",
    "UPDATE bid SET ask = $1 || id WHERE member = $2",
    "INSERT INTO order_note (id, order_id, author, at, words)
     SELECT 'nte_00000000000000000000000007', MIN(id), 'staff', 1, $1 FROM orders WHERE member = $2",
    "INSERT INTO unknown_arrival (id, tracking, words, arrived_at, author, order_id)
     SELECT 'nte_00000000000000000000000008', 't', $1, 1, 'staff', MIN(id) FROM orders WHERE member = $2",
    "INSERT INTO webhook_delivery (id, webhook, kind, about, told_at, state, tries, why)
     SELECT 'dlv_00000000000000000000000007', MIN(id), 'won', 'x', 1, 'failed', 1, $1 FROM webhook WHERE member = $2",
    "INSERT INTO bid_group (id, member, name, wanted, holds, created_at) VALUES ('grp_00000000000000000000000007', $1, $2, 1, 0, 1)",
    "INSERT INTO passkey (id, kind, person, credential, body, label, made_at)
     SELECT 'pky_00000000000000000000000007', 'member', $1, token_hash, '', $2, 1 FROM session LIMIT 1",
    "INSERT INTO letter (id, member, state, put_at, due_at, tries, answer) VALUES ('ltr_00000000000000000000000007', $1, 'refused', 1, 1, 1, $2)",
    "INSERT INTO letter_stop (member, letter, answer, stopped_at) VALUES ($1, 'ltr_00000000000000000000000007', $2, 1)",
    "INSERT INTO notice (id, member, kind, about, told_at) VALUES ('ntc_00000000000000000000000007', $1, 'reset', $2, 1)",
    "INSERT INTO api_answer (member, key_hash, asked_hash, body, ends_at) SELECT $1, token_hash, token_hash, $2, 9000000000000000 FROM session LIMIT 1",
    "INSERT INTO approval (id, what, subject, why, asked_by, asked_at, ends_at) VALUES ('apv_00000000000000000000000007', 'erasure', $1, $2, 'stf_00000000000000000000000007', 1, 2)",
    "INSERT INTO staff_act (id, staff, what, about, said, done_at) VALUES ('act_00000000000000000000000007', 'stf', 'limits', $1, $2, 1)",
    "INSERT INTO job (id, lane, kind, body, due_at, rank, attempts, last_error, dead_at, created_at)
     VALUES ('job_00000000000000000000000007', 'outside', 'notices.send_letter', '{\"to\":\"' || $1 || '\"}', 1, 1, 9, $2, 1, 1)",
    "UPDATE orders SET in_tracking = $1 WHERE member = $2",
    "UPDATE unknown_arrival SET tracking = $1 WHERE order_id IN (SELECT id FROM orders WHERE member = $2)",
    "UPDATE webhook_delivery SET about = $1 WHERE webhook IN (SELECT id FROM webhook WHERE member = $2)",
    "UPDATE bid_attempt SET sentence = $1 WHERE bid IN (SELECT id FROM bid WHERE member = $2)",
    "UPDATE rights_passing SET answer = $1 WHERE request IN (SELECT id FROM rights_request WHERE member = $2)",
    "INSERT INTO bid_offer (id, bid, lot, member, market_order, account, price_yen, total_yen, state, offered_at, tries, sentence)
     SELECT 'ofr_00000000000000000000000007', MIN(id), MIN(lot), MIN(member), 'o-7', 'house', 1, 1, 'failed', 1, 1, $1 FROM bid WHERE member = $2",
    "INSERT INTO market_set_aside (id, market, market_order, order_id, code, at)
     SELECT 'nte_00000000000000000000000006', 'bazaar', 'o-7', MIN(id), $1, 1 FROM orders WHERE member = $2",
    "INSERT INTO order_message (id, order_id, author, words, written_at, state, state_at)
     SELECT 'msg_00000000000000000000000007', MIN(id), 'staff', $1, 1, 'sent', 1 FROM orders WHERE member = $2",
    "INSERT INTO inquiry_letter (id, inquiry, what, state, put_at, tries, answer)
     SELECT 'ltr_00000000000000000000000006', MIN(id), 'answered', 'bounced', 1, 1, $1 FROM inquiry WHERE person = $2",
];

/// Words that are shut: they open something, so nobody is handed them, and they end all the same.
const SHUT: &[&str] = &[
    "UPDATE passkey SET body = $1 WHERE person = $2",
    "INSERT INTO ceremony (id, what, browser, person, body, ends_at)
     SELECT 'crm_00000000000000000000000007', 'enter', token_hash, $1, $2, 9000000000000000 FROM session LIMIT 1",
];

/// Rows without a word of anybody: ids, words of the house, and instants.
const ROWS: &[&str] = &[
    "UPDATE warrant_person SET held = 'name', told_at = 1 WHERE member = $1",
    "INSERT INTO handover_person (handover, member, at) VALUES ('hnd_00000000000000000000000007', $1, 1)",
    "INSERT INTO policy_notice (id, member, what, told_at) VALUES ('pol_00000000000000000000000007', $1, 'coming', 1)",
];

/// Ends what runs: the way of the trade is other tests' matter.
pub const ENDS: &[&str] = &[
    "UPDATE orders SET state = 'closed' WHERE member = $1",
    "UPDATE bid SET state = 'lost' WHERE member = $1",
    "UPDATE purchase SET state = 'refused', ended_at = 1 WHERE member = $1 AND ended_at IS NULL",
    "UPDATE quote SET state = 'declined' WHERE member = $1",
    "UPDATE ledger_account SET yen = 0 WHERE id IN ('purse:' || $1, 'held:' || $1)",
    "UPDATE rights_request SET state_at = 0, grace_until = 0 WHERE member = $1",
];

/// Fills every table; the words that are hers, and those that are shut.
pub fn fills(db: &Db, alice: MemberId) -> (Vec<String>, Vec<String>) {
    for text in ROWS {
        let put = act(db, move |tx| tx.run(sql(text), (alice,))).unwrap();
        assert!(put > 0, "nothing was put by {text}");
    }
    let mut words = words(db, alice);
    let shut = words.split_off(words.len() - SHUT.len());
    (with_pieces(db, alice, words), shut)
}

fn words(db: &Db, alice: MemberId) -> Vec<String> {
    let mut all = Vec::new();
    for (n, text) in WORDS.iter().chain(SHUT).enumerate() {
        let word = canary(n);
        let put = word.clone();
        let word_first = text.starts_with("UPDATE") || text.contains("MIN(id)");
        let changed = act(db, move |tx| match word_first {
            true => tx.run(sql(text), (put.as_str(), alice)),
            false => tx.run(sql(text), (alice, put.as_str())),
        })
        .unwrap();
        assert!(changed > 0, "nothing was put by {text}");
        all.push(word);
    }
    all
}

fn with_pieces(db: &Db, alice: MemberId, mut all: Vec<String>) -> Vec<String> {
    let pieces = ["Wallaby901zq", "Wallaby902zq", "+6491234790"];
    act(db, move |tx| {
        let text = |n: usize| privacy::Text::new(pieces[n]);
        privacy::set_piece(tx, alice, &privacy::Birthday { day: text(0) })?;
        privacy::set_piece(tx, alice, &privacy::Sex { word: text(1) })?;
        privacy::set_piece(tx, alice, &privacy::Phone { number: text(2) })
    })
    .unwrap();
    all.extend(pieces.map(str::to_owned));
    all.extend(["Alice Example", "Wellington", NOTE, PICTURE, ANSWER].map(str::to_owned));
    all
}

/// What lies in a file she sent, in a picture, and in what the desk answered.
const NOTE: &str = "Quokka801zq";
const PICTURE: &str = "Quokka802zq";
const ANSWER: &str = "Quokka803zq";

/// All that is alice's: her things, and what the acts of the house put in her name.
pub async fn of_alice(scene: &Scene) -> MemberId {
    let things = Things::of_alice(scene).await;
    let db = scene.house().db.clone();
    let alice = act(&db, |tx| Ok(members::find(tx, "alice")?.unwrap().member)).unwrap();
    let working = work(scene).await;
    bids_at_once(scene).await;
    writes_with_files(scene).await;
    is_told_of_the_breach(&db, alice, things.path_part("incident")).await;
    working.stop().await.unwrap();
    chooses(&db, alice, &things);
    let id = asks(&db, alice, Right::Revision, "phone", "+6491234791");
    act(&db, move |tx| {
        let boss = staff::find(tx, "boss")?.unwrap().staff;
        requests::see(tx, id, requests::rules::Seen::Passport, boss)
    })
    .unwrap();
    alice
}

async fn bids_at_once(scene: &Scene) {
    let mut alice = scene.member("alice").await;
    let lot = scene.auction("A lot at once", 1_000, 6_000).await;
    let page = bid(&mut alice, &format!("/lots/bazaar/{lot}"), "2,000", "now", &[]).await;
    until_says(&mut alice, page.goes_to().unwrap(), "taken: leading").await;
}

async fn writes_with_files(scene: &Scene) {
    let mut alice = scene.member("alice").await;
    alice.get("/contact").await;
    let asked = [("topic", "other"), ("words", "Here is a picture.")];
    let picture = [b"\x89PNG\r\n\x1a\n", PICTURE.as_bytes()].concat();
    let files = [("files", "note.txt", NOTE.as_bytes()), ("files", "box.png", picture.as_slice())];
    let case = alice.send_files("/contact", &asked, &files).await;
    let case = case.goes_to().unwrap().to_owned();
    let mut desk = scene.hire(web::Role::Support).await;
    let path = format!("/staff/inquiries/{}", crate::common::last_of(&case));
    desk.get(&path).await;
    assert_eq!(desk.send(&format!("{path}/claim"), &[]).await.status, 303);
    desk.get(&path).await;
    let words = format!("It is the {ANSWER}.");
    let done = desk.send(&format!("{path}/answers"), &[("words", words.as_str())]).await;
    assert_eq!(done.status, 303, "{}", crate::common::main_of(&done.body));
}

async fn is_told_of_the_breach(db: &Db, alice: MemberId, id: &str) {
    let id = <IncidentId as kernel::Id>::parse(id).unwrap();
    act(db, move |tx| {
        let boss = staff::find(tx, "boss")?.unwrap().staff;
        let seen = breach::load(tx, id)?.steps;
        breach::state(tx, id, seen, &[Fact::Sensitive(true)], boss)?;
        let words = ["It was open to somebody.", "閲覧できた。", "曾可閱覽。"].map(str::to_owned);
        let seen = breach::load(tx, id)?.steps;
        breach::write_statement(tx, id, seen, &words, boss)?;
        let seen = breach::load(tx, id)?.steps;
        breach::tell_all(tx, id, seen, boss)
    })
    .unwrap();
    until("alice hears of the breach", async || {
        match act(db, move |tx| breach::told_to(tx, alice)).unwrap().len() {
            0 => Err("not yet".to_owned()),
            _ => Ok(()),
        }
    })
    .await;
}

// What a member chooses, sets up and takes back.
fn chooses(db: &Db, alice: MemberId, things: &Things) {
    let hook = kernel::Id::parse(things.path_part("webhook")).unwrap();
    let quote = kernel::Id::parse(things.path_part("quote")).unwrap();
    act(db, move |tx| {
        let me = Sitter::Member(alice);
        members::set_currency(tx, alice, Currency::Eur)?;
        members::set_up_factor(tx, me)?;
        members::new_recovery_codes(tx, me)?;
        members::begin_half(tx, me)?;
        notices::choose(tx, alice, Kind::Outbid, Channel::Letter, false)?;
        notices::listen(tx, alice, hook, &[Kind::Won])?;
        shopping::decline(tx, alice, quote)?;
        objects(tx, alice)
    })
    .unwrap();
}

fn objects(tx: &mut Tx<'_>, member: MemberId) -> Answer<()> {
    let running = tx.plugged::<privacy::RunningPolicy>()?.current();
    let mut choices = running.policy().choices.iter();
    let choice = choices.find(|choice| choice.kind == ChoiceKind::Objection).unwrap();
    let (choice, words) = (choice.code.clone(), "I object.".to_owned());
    let by = ChosenBy::Page;
    let ask = Choosing { member, choice, on: true, lang: Lang::En, words, by };
    privacy::choices::choose(tx, &ask).map(|_| ())
}
