//! A member with a word of her own in every table, file, letter and queue: she is handed all of
//! them and nothing of another's, and after her erasure they are nowhere, in a restored backup
//! neither.

use std::path::Path;

use db::{Answer, Db, Lock, Sql, Tx};
use kernel::{MemberId, Word as _};
use policy::{Lang, Right};
use privacy::Opener;
use privacy::requests::rules::{Asker, State};
use privacy::requests::{self, Asking, work};

use crate::common::{Scene, main_of, on_each_engine};
use crate::restored::Backup;
use crate::seeds::{self, ENDS, fills};

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

pub fn found_in_files(folder: &Path, words: &[String]) -> Option<String> {
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

/// What of alice's lies among the letters that memory holds.
fn in_the_outbox(scene: &Scene, words: &[String]) -> Vec<String> {
    let post = scene.house().db.plugs().get::<notices::Post>().unwrap();
    let letters = post.mailer.as_ref().unwrap().outbox().unwrap().letters();
    let is_hers = |posted: &mail::Posted| {
        let (letter, sent) = (&posted.letter, String::from_utf8_lossy(&posted.message));
        let has =
            |word: &String| letter.text.contains(word.as_str()) || sent.contains(word.as_str());
        letter.to.as_str().starts_with("alice@") || words.iter().any(has)
    };
    letters.iter().filter(|one| is_hers(one)).map(|one| one.letter.id.clone()).collect()
}

#[test]
fn she_is_handed_all_that_is_hers_and_after_her_erasure_none_of_it_is_anywhere() {
    on_each_engine(60, async |scene| {
        let mut hers = scene.member("alice").await;
        let alice = seeds::of_alice(scene).await;
        let db = scene.house().db.clone();
        let (mut words, shut) = fills(&db, alice);
        asks(&db, alice, Right::Inquiry, "", "Bettong904zq: what for?");
        words.push("Bettong904zq".to_owned());

        // By her own door, with a sign-in of a moment ago.
        hers.get("/me/privacy/requests/disclosure").await;
        let asked = hers.send("/me/privacy/requests", &[("right", "R1")]).await;
        assert_eq!(asked.status, 303, "{}", main_of(&asked.body));
        let page = hers.get(asked.goes_to().unwrap()).await;
        assert!(page.says("Take the archive"), "{}", main_of(&page.body));
        let whole = archive(&db, alice);
        for word in &words {
            assert!(whole.contains(word), "{}: {word} was not handed out", scene.engine);
        }
        for word in shut.iter().map(String::as_str).chain(["Bruno Example", "2 Sample Street"]) {
            assert!(!whole.contains(word), "{}: {word} was handed out", scene.engine);
        }
        words.extend(shut);
        assert!(!in_the_outbox(scene, &words).is_empty(), "{}: no letter of hers", scene.engine);

        let backup = Backup::of(scene, &words).await;
        let id = asks(&db, alice, Right::Deletion, "", "");
        works(&db);
        let state = |db: &Db| act(db, move |tx| requests::load(tx, id)).unwrap().state;
        assert_eq!(state(&db), State::Open, "the books name her: not by the house alone");
        two_agree(scene, alice, id).await;
        works(&db);
        assert_eq!(state(&db), State::Grace, "announced first");
        for text in ENDS {
            act(&db, move |tx| tx.run(sql(text), (alice,))).unwrap();
        }
        works(&db);
        assert_eq!(state(&db), State::Done, "{}", state(&db).word());
        is_nowhere(scene, &words);
        let page = hers.get("/me/privacy").await;
        assert_eq!(page.status, 303, "her session is over, in memory too");
        drop((db, hers));
        backup.forgets_again(scene, &words).await;
    });
}

/// The officer grants an erasure that a law is in the way of, and another agrees to it.
pub async fn two_agree(scene: &Scene, member: MemberId, id: kernel::RequestId) {
    scene.hire(web::Role::PrivacyOfficer).await;
    let db = &scene.house().db;
    let state = act(db, move |tx| {
        let officer = staff::find(tx, "only-privacy-officer")?.unwrap().staff;
        let boss = staff::find(tx, "boss")?.unwrap().staff;
        assert_eq!(requests::grant(tx, id, officer)?, State::Open, "not alone");
        let (now, wishes) = (tx.now(), staff::approvals(tx, boss)?);
        let is_it = |wish: &&staff::Approval| {
            wish.what == staff::Wanted::Erasure && wish.subject == member && wish.is_alive(now)
        };
        let wish = wishes.iter().find(is_it).unwrap();
        let other = if wish.asked_by == boss { officer } else { boss };
        staff::answer_approval(tx, wish.id, staff::Reply::Agreed, other)?;
        requests::grant(tx, id, officer)
    });
    assert_eq!(state.unwrap(), State::Grace, "{}: two agreed", scene.engine);
}

/// In no row, no file, and no letter.
pub fn is_nowhere(scene: &Scene, words: &[String]) {
    for row in scene.dump() {
        let word = words.iter().find(|word| row.contains(word.as_str()));
        assert_eq!(word, None, "{}: {row}", scene.engine);
    }
    assert_eq!(found_in_files(&scene.blueprint.data, words), None, "{}", scene.engine);
    let letters = in_the_outbox(scene, words);
    assert!(letters.is_empty(), "{}: {letters:?}", scene.engine);
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
