//! Letters through the whole house: what happens is written to its member, what comes back heard.

use std::process::Command;

use daiko::house::Blueprint;
use db::Lock;
use kernel::Word as _;
use mail::Letter;
use notices::Post;
use web::Browser;

use crate::common::{Scene, fresh_folder, main_of, on_each_engine, until, until_says, work};
use crate::to_the_door::buys;

const AT: &str = "alice@canary-mail.example";

fn outbox(scene: &Scene) -> Vec<Letter> {
    let post = scene.house().db.plugs().get::<Post>().unwrap();
    let outbox = post.mailer.as_ref().unwrap().outbox().unwrap();
    outbox.letters().into_iter().map(|posted| posted.letter).collect()
}

fn report(letter: &str) -> String {
    format!(
        "To: bounce+{letter}@house.example\nContent-Type: multipart/report; boundary=x\n\n--x\n\
         Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n\
         Final-Recipient: rfc822; {AT}\nAction: failed\nStatus: 5.1.1\n\n--x--\n"
    )
}

#[test]
fn every_letter_has_a_sample_in_each_language() {
    let folder = fresh_folder();
    let run = |more: &[&str]| {
        let place = folder.display().to_string();
        let mut args = vec!["mail", "samples"];
        args.extend(more);
        args.push(&place);
        Command::new(env!("CARGO_BIN_EXE_daiko")).args(args).output().unwrap()
    };
    let files = || std::fs::read_dir(&folder).map_or(0, Iterator::count);
    assert!(!run(&["--language", "tlh"]).status.success());
    assert_eq!(files(), 0);
    assert!(run(&["--language", "ja"]).status.success());
    assert_eq!(files(), notices::Kind::ALL.len());
    let all = run(&[]);
    assert!(all.status.success(), "{}", String::from_utf8_lossy(&all.stderr));
    for kind in notices::Kind::ALL {
        let mut seen = std::collections::BTreeSet::new();
        for language in web::Language::ALL {
            let file = folder.join(format!("{kind}.{language}.eml"));
            let text = std::fs::read_to_string(&file).unwrap();
            assert!(text.contains("\r\nSubject: ") && text.contains("text/html"), "{text}");
            let (_, subject) = text.split_once("\r\nSubject: ").unwrap();
            seen.insert(subject.split("\r\n").next().unwrap().to_owned());
        }
        assert_eq!(seen.len(), web::Language::ALL.len(), "{kind}: {seen:?}");
    }
    let _ = std::fs::remove_dir_all(folder);
}

#[test]
fn an_order_is_written_to_its_member_and_a_report_stops_the_letters() {
    on_each_engine(60, async |scene| {
        let act = |tx: &mut db::Tx<'_>| {
            let alice = members::find(tx, "alice")?.unwrap().member;
            members::prove_mail(tx, alice, AT)
        };
        scene.house().db.write("test.prove", Lock::none(), act).await.unwrap();
        let working = work(scene).await;
        let mut alice = scene.member("alice").await;
        let order = buys(scene, &mut alice).await;
        until("a letter about the order", async || {
            let about = outbox(scene).iter().any(|letter| letter.text.contains(&order));
            if about { Ok(()) } else { Err(format!("{:?}", outbox(scene))) }
        })
        .await;
        let letter = outbox(scene).remove(0);
        assert_eq!(letter.to.as_str(), AT);
        assert!(letter.text.starts_with("Hello alice,"), "{}", letter.text);
        let listed = until_says(&mut alice, "/notices", "/notices/ntc_").await;
        assert!(listed.says("A thing in a shop"), "{}", main_of(&listed.body));

        // The house is open: the report is left for it.
        let file = scene.folder.join("report");
        std::fs::write(&file, report(&letter.id)).unwrap();
        let data = scene.blueprint.data.display().to_string();
        let told = Command::new(env!("CARGO_BIN_EXE_daiko"))
            .args(["mail", "bounce", "--data", &data, &file.display().to_string()])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&told.stdout).into_owned();
        assert!(told.status.success() && said.contains("left for the open house"), "{told:?}");
        assert!(!said.contains("canary-mail"), "{said}");
        until_says(&mut alice, "/notices", "come back").await;
        working.stop().await.unwrap();
        let clear: Vec<String> =
            scene.dump().into_iter().filter(|row| row.contains("canary-mail")).collect();
        assert!(clear.is_empty(), "{clear:#?}");
    });
}

#[test]
fn letters_are_shown_to_anybody_in_a_demonstration_and_nowhere_else() {
    let folder = fresh_folder();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    for (is_demo, status) in [(true, 200), (false, 404)] {
        let mut blueprint = Blueprint::new(folder.join(is_demo.to_string()));
        blueprint.is_demo = is_demo;
        let house = blueprint.open().unwrap();
        let page = runtime.block_on(Browser::new(house.site.router()).get("/demo/letters"));
        assert_eq!(page.status, status, "{}", main_of(&page.body));
        let post = house.db.plugs().get::<Post>().unwrap();
        let Some(mailer) = post.mailer.as_ref().filter(|_| is_demo) else { continue };
        for id in ["ltr_00000000000000000000000007", "req_00000000000000000000000007.2"] {
            let letter = Letter {
                id: id.to_owned(),
                to: mail::Address::parse("a@example.org").unwrap(),
                subject: "About a request".to_owned(),
                text: "Its words.".to_owned(),
                html: String::new(),
                unsubscribe: None,
                at: kernel::At::default(),
            };
            assert_eq!(runtime.block_on(mailer.send(&letter)), mail::Sending::Sent);
            let path = format!("/demo/letters/{id}");
            let page = runtime.block_on(Browser::new(house.site.router()).get(&path));
            assert!(page.status == 200 && page.says("Its words."), "{}", main_of(&page.body));
        }
    }
    std::fs::remove_dir_all(folder).unwrap();
}
