//! A member with a word of her own in every table, file, letter and queue: she is handed all of
//! them and nothing of another's, and after her erasure they are nowhere, in a restored backup
//! neither.

use std::path::Path;

use db::{Answer, Db, Lock, Sql, Tx};
use kernel::{MemberId, Word as _};
use policy::{Lang, Right};
use privacy::requests::rules::{Asker, State};
use privacy::requests::{self, Asking, work};
use privacy::{Keyring, Opener};

use crate::common::{fresh_folder, main_of, on_each_engine};
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
    "UPDATE bid SET ask = $1 WHERE member = $2",
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
    "INSERT INTO approval (id, what, subject, why, asked_by, asked_at, ends_at) VALUES ('apv_00000000000000000000000007', 'erasure', $1, $2, 'stf', 1, 2)",
    "INSERT INTO staff_act (id, staff, what, about, said, done_at) VALUES ('act_00000000000000000000000007', 'stf', 'limits', $1, $2, 1)",
    "INSERT INTO job (id, lane, kind, body, due_at, rank, attempts, last_error, dead_at, created_at)
     VALUES ('job_00000000000000000000000007', 'outside', 'notices.send_letter', '{\"to\":\"' || $1 || '\"}', 1, 1, 9, $2, 1, 1)",
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

pub fn sql(text: &'static str) -> Sql {
    // A text of its own is a name of its own: statements are kept by it.
    Sql { name: text, text }
}

pub fn act<T: Send + 'static>(
    db: &Db,
    act: impl Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
) -> Answer<T> {
    std::thread::scope(|scope| {
        scope.spawn(|| db.write_now("test.rights", Lock::none(), act)).join().unwrap()
    })
}

pub fn fills(db: &Db, alice: MemberId) -> Vec<String> {
    let mut all = Vec::new();
    for (n, text) in WORDS.iter().enumerate() {
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
    let pieces = ["Wallaby901zq", "Wallaby902zq", "+6491234790"];
    act(db, move |tx| {
        let text = |n: usize| privacy::Text::new(pieces[n]);
        privacy::set_piece(tx, alice, &privacy::Birthday { day: text(0) })?;
        privacy::set_piece(tx, alice, &privacy::Sex { word: text(1) })?;
        privacy::set_piece(tx, alice, &privacy::Phone { number: text(2) })
    })
    .unwrap();
    all.extend(pieces.map(str::to_owned));
    all.extend(["Alice Example", "Wellington"].map(str::to_owned));
    all
}

pub fn asks(
    db: &Db,
    who: MemberId,
    right: Right,
    subject: &'static str,
    words: &'static str,
) -> kernel::RequestId {
    act(db, move |tx| {
        let asking = Asking {
            member: Some(who),
            asker: Asker::Member,
            agent: None,
            right,
            subject: subject.to_owned(),
            words: words.to_owned(),
            lang: Lang::En,
        };
        let id = requests::ask(tx, &asking)?;
        requests::prove(tx, id, "session")?;
        Ok(id)
    })
    .unwrap()
}

pub fn archive(db: &Db, alice: MemberId) -> String {
    std::thread::scope(|scope| {
        let made = scope.spawn(|| {
            let mut bytes = Vec::new();
            requests::archive::write(db, &Opener::member(), &[alice], Lang::En, |some| {
                bytes.extend(some);
                Ok(())
            })
            .unwrap();
            bytes
        });
        String::from_utf8_lossy(&made.join().unwrap()).into_owned()
    })
}

pub fn works(db: &Db) {
    std::thread::scope(|scope| {
        scope.spawn(|| while work::work(db).unwrap() > 0 {}).join().unwrap();
    });
}

fn found_in_files(folder: &Path, words: &[String]) -> Option<String> {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if let Some(found) = found_in_files(&path, words) {
                return Some(found);
            }
            continue;
        }
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let is_there = |word: &&String| {
            let word = word.as_bytes();
            bytes.windows(word.len()).any(|window| window == word)
        };
        if let Some(word) = words.iter().find(is_there) {
            return Some(format!("{word} in {}", path.display()));
        }
    }
    None
}

#[test]
fn she_is_handed_all_that_is_hers_and_after_her_erasure_none_of_it_is_anywhere() {
    on_each_engine(60, async |scene| {
        Things::of_alice(scene).await;
        let mut hers = scene.member("alice").await;
        let find = |tx: &mut Tx<'_>| Ok(members::find(tx, "alice")?.unwrap().member);
        let db = scene.house().db.clone();
        let alice = act(&db, find).unwrap();
        let words = fills(&db, alice);
        asks(&db, alice, Right::Inquiry, "", "Bettong904zq: what for?");

        // By her own door, with a sign-in of a moment ago.
        hers.get("/me/privacy/requests/disclosure").await;
        let asked = hers.send("/me/privacy/requests", &[("right", "R1")]).await;
        assert_eq!(asked.status, 303, "{}", main_of(&asked.body));
        let page = hers.get(asked.goes_to().unwrap()).await;
        assert!(page.says("Take the archive"), "{}", main_of(&page.body));
        let whole = archive(&db, alice);
        for word in words.iter().map(String::as_str).chain(["Bettong904zq"]) {
            assert!(whole.contains(word), "{}: {word} was not handed out", scene.engine);
        }
        assert!(!whole.contains("Bruno Example") && !whole.contains("2 Sample Street"));

        let backup = fresh_folder().join("backup");
        copy(&scene.blueprint.data, &backup);
        let is_file = scene.blueprint.postgres.is_none();
        assert!(
            !is_file || found_in_files(&backup, &words).is_some(),
            "there is something to lose"
        );
        let id = asks(&db, alice, Right::Deletion, "", "");
        works(&db);
        let state = |db: &Db| act(db, move |tx| requests::load(tx, id)).unwrap().state;
        assert_eq!(state(&db), State::Grace, "announced first");
        for text in ENDS {
            act(&db, move |tx| tx.run(sql(text), (alice,))).unwrap();
        }
        works(&db);
        assert_eq!(state(&db), State::Done, "{}", state(&db).word());
        for row in scene.dump() {
            let word = words.iter().find(|word| row.contains(word.as_str()));
            assert_eq!(word, None, "{}: {row}", scene.engine);
        }
        if scene.blueprint.postgres.is_none() {
            assert_eq!(found_in_files(&scene.blueprint.data, &words), None);
            is_forgotten_again(scene, &backup, &words);
        }
        let page = hers.get("/me/privacy").await;
        assert_eq!(page.status, 303, "her session is over, in memory too");
        let _ = std::fs::remove_dir_all(backup);
    });
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &to);
        } else {
            std::fs::copy(&path, &to).unwrap();
        }
    }
}

// The database of before the erasure, with the keys of today: their epoch has turned since.
fn is_forgotten_again(scene: &mut crate::common::Scene, backup: &Path, words: &[String]) {
    scene.house().db.plugs().get::<Keyring>().unwrap().turn().unwrap();
    for folder in ["keystore", "master"] {
        std::fs::remove_dir_all(backup.join(folder)).unwrap();
        copy(&scene.blueprint.data.join(folder), &backup.join(folder));
    }
    let restored = daiko::house::Blueprint::new(backup).open().unwrap();
    std::thread::scope(|scope| {
        let again = scope.spawn(|| {
            assert!(privacy::erase::forget_again(&restored.db).unwrap() > 0);
            while privacy::erase::carry_out(&restored.db).unwrap() > 0 {}
            assert!(restored.db.fold().unwrap());
        });
        again.join().unwrap();
    });
    drop(restored);
    assert_eq!(found_in_files(backup, words), None);
}

#[test]
fn somebody_without_an_account_asks_by_letter_and_two_of_the_staff_decide() {
    on_each_engine(60, async |scene| {
        let working = crate::common::work(scene).await;
        let mut guest = scene.browser();
        guest.get("/privacy/requests").await;
        let bad = guest.send("/privacy/requests", &[("right", "R1"), ("mail", "nowhere")]).await;
        assert!(bad.status == 422 && bad.says("nowhere"), "{}", main_of(&bad.body));
        let fields = [
            ("right", "R1"),
            ("asker", "inquirer"),
            ("agent", ""),
            ("mail", "nobody@guest.example"),
        ];
        let asked = guest.send("/privacy/requests", &fields).await;
        assert_eq!(asked.status, 303, "{}", main_of(&asked.body));
        let link = link_in_a_letter(scene, "nobody@guest.example").await;
        let page = guest.get(&link).await;
        assert!(page.says("Begin the request"), "{}", main_of(&page.body));
        guest.send(&format!("{link}/proof"), &[]).await;
        let page = guest.get(&link).await;
        assert!(page.says("Nothing is held of you"), "{}", main_of(&page.body));

        let db = scene.house().db.clone();
        let alice = act(&db, |tx| Ok(members::find(tx, "alice")?.unwrap().member)).unwrap();
        act(&db, move |tx| {
            let name = privacy::Name { given: "A".into(), family: "B".into(), latin: "A B".into() };
            privacy::keep(tx, alice, policy::RetentionClass::Tax, "ord_1", &name)
        })
        .unwrap();
        let id = asks(&db, alice, Right::Deletion, "", "");
        let path = format!("/staff/rights/{id}");
        let mut officer = scene.hire(web::Role::PrivacyOfficer).await;
        let page = officer.get("/staff/rights").await;
        assert!(page.says(&path), "by its deadline: {}", main_of(&page.body));
        officer.get(&path).await;
        let grant = [("deed", "grant"), ("sure", "yes")];
        officer.send(&format!("{path}/steps"), &grant).await;
        let state = |db: &Db| act(db, move |tx| requests::load(tx, id)).unwrap().state;
        assert_eq!(state(&db), State::Open, "not alone");
        let mut boss = scene.staff("boss").await;
        let page = boss.get("/staff/approvals").await;
        let wish = crate::common::link_to(&page.body, "/staff/approvals/apv_");
        boss.send(&wish, &[("reply", "agreed")]).await;
        officer.get(&path).await;
        officer.send(&format!("{path}/steps"), &grant).await;
        assert_eq!(state(&db), State::Grace);
        working.stop().await.unwrap();
    });
}

pub async fn link_in_a_letter(scene: &crate::common::Scene, to: &str) -> String {
    let outbox = || {
        let post = scene.house().db.plugs().get::<notices::Post>().unwrap();
        post.mailer.as_ref().unwrap().outbox().unwrap().letters()
    };
    crate::common::until("the letter of the request", async || {
        let found = outbox().iter().any(|posted| posted.letter.text.contains("/links/req_"));
        if found { Ok(()) } else { Err(format!("{} letters", outbox().len())) }
    })
    .await;
    let letters = outbox();
    let letter = letters.iter().find(|posted| posted.letter.text.contains("/links/req_")).unwrap();
    assert_eq!(letter.letter.to.as_str(), to);
    let (_, link) = letter.letter.text.split_once("/privacy/requests/links/").unwrap();
    format!("/privacy/requests/links/{}", link.split_whitespace().next().unwrap())
}
