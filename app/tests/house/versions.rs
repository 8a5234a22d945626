//! A version of the policy through the whole house: pasted with a fault, mended, reviewed by two,
//! announced, told to every member in their language, agreed to again, withdrawn.

use policy::{Day, Policy};
use privacy::versions::{PARTS, Typed};
use web::{Browser, Page, Role};

use crate::common::{Scene, link_to, main_of, on_each_engine, until, until_says, work};

/// The texts of the next version, dated, chained and changed; what binds now lets it be read.
fn next(scene: &Scene, change: impl Fn(&str) -> String) -> (Typed, Policy) {
    let db = &scene.house().db;
    let running = db.plugs().get::<privacy::RunningPolicy>().unwrap().at(db.now());
    let day = Day::of(db.now()).plus_days(60).to_string();
    let before = running.policy();
    let text = |part: &'static str| {
        let text = change(Typed::of(before).text(part));
        let text = text
            .replace("version = \"2026-11-22\"", &format!("version = \"{day}\""))
            .replace("effective = \"2026-11-22\"", &format!("effective = \"{day}\""))
            .replace("previous = \"none\"", &format!("previous = \"{}\"", before.hash()));
        (part, text)
    };
    let typed = Typed(PARTS.iter().map(|(part, _)| text(part)).collect());
    let policy = typed.read("policy.toml").unwrap();
    (typed, policy)
}

async fn pastes(officer: &mut Browser, typed: &Typed) -> Page {
    officer.get("/staff/policy/draft").await;
    let fields: Vec<(&str, &str)> =
        PARTS.iter().map(|(part, _)| (*part, typed.text(part))).collect();
    officer.send_files("/staff/policy", &fields, &[]).await
}

async fn does(who: &mut Browser, version: &str, deed: &str) -> Page {
    who.get(version).await;
    let sent = who.send(&format!("{version}/steps"), &[("deed", deed)]).await;
    if sent.status == 303 { who.get(version).await } else { sent }
}

fn letters(scene: &Scene) -> Vec<mail::Letter> {
    let post = scene.house().db.plugs().get::<notices::Post>().unwrap();
    let outbox = post.mailer.as_ref().unwrap().outbox().unwrap();
    outbox.letters().into_iter().map(|posted| posted.letter).collect()
}

const MAGAZINE: &str = "# the mail magazine\ncategories = [";
const SENDS: &str = "[purpose.P5.may]\nsystem = [";

#[test]
fn a_wider_version_goes_from_the_officers_page_to_every_member_and_back() {
    on_each_engine(1, async |scene| {
        let working = work(scene).await;
        let mut alice = scene.member("alice").await;
        alice.get("/me/privacy").await;
        let yes = [("choice", "magazine"), ("on", "yes")];
        assert_eq!(alice.send("/me/privacy/choices", &yes).await.status, 303);

        let mut officer = scene.hire(Role::PrivacyOfficer).await;
        let wider = |text: &str| {
            [MAGAZINE, SENDS].into_iter().fold(text.to_owned(), |text, begins| {
                text.replace(begins, &format!("{begins}\"D3.country\", "))
            })
        };
        let (typed, policy) = next(scene, wider);
        let mut broken = typed.clone();
        broken.0[0].1 = broken.text("facts").replace("period = \"7 years\"\n", "");
        let refused = pastes(&mut officer, &broken).await;
        assert_eq!(refused.status, 422);
        assert!(refused.says("retention.tax.period"), "{}", main_of(&refused.body));
        assert!(refused.says("policy.toml:"), "{}", main_of(&refused.body));
        assert!(refused.body.contains("# the mail magazine"), "what was typed is not lost");
        let kept = pastes(&mut officer, &typed).await;
        let version =
            kept.goes_to().unwrap_or_else(|| panic!("{}", main_of(&kept.body))).to_owned();
        let id = version.rsplit('/').next().unwrap().to_owned();
        let page = officer.get(&version).await;
        for word in [
            "What we may do in addition",
            "当社にできることが増える",
            "Every view of the program holds",
        ] {
            assert!(page.says(word), "{word}: {}", main_of(&page.body));
        }
        let hidden = alice.get(&format!("/privacy?version={id}")).await;
        assert_eq!(hidden.status, 404, "a draft is nobody else's business");

        takes_two(scene, &mut officer, &version).await;
        told_and_asked_again(scene, &mut alice, &id, &policy).await;

        let page = does(&mut officer, &version, "end").await;
        assert!(page.says("withdrawn before its day"), "{}", main_of(&page.body));
        until_says(&mut alice, "/notices", "does not change").await;
        let page = alice.get(&format!("/privacy?version={id}")).await;
        assert!(!page.says("We ask you again"), "{}", main_of(&page.body));
        let mut nobody = scene.browser();
        let all = nobody.get("/privacy?version=all").await;
        assert!(all.says(&id) && all.says("the privacy officer and a second person"));
        working.stop().await.unwrap();
    });
}

async fn takes_two(scene: &Scene, officer: &mut Browser, version: &str) {
    does(officer, version, "put_up").await;
    let asked = does(officer, version, "announce").await;
    assert!(asked.says("Announce to every member"), "not alone: {}", main_of(&asked.body));
    let wishes = officer.get("/staff/approvals").await;
    assert!(wishes.says(version), "{}", main_of(&wishes.body));
    let own = format!("{}/answer", link_to(&wishes.body, "/staff/approvals/apv_"));
    let own = own.replace("/answer/answer", "/answer");
    let alone = officer.send(&own, &[("reply", "agreed")]).await;
    assert!(alone.status.is_client_error(), "{}", main_of(&alone.body));
    let mut boss = scene.staff("boss").await;
    assert!(boss.get(version).await.says("D3"), "the second person reads what it changes");
    boss.get("/staff/approvals").await;
    assert_eq!(boss.send(&own, &[("reply", "agreed")]).await.status, 303);
    let page = does(officer, version, "announce").await;
    assert!(page.says("Withdraw it before its day"), "{}", main_of(&page.body));
}

async fn told_and_asked_again(scene: &Scene, alice: &mut Browser, id: &str, policy: &Policy) {
    let path = format!("/privacy?version={id}");
    let told = until_says(alice, "/notices", &path).await;
    assert!(told.says(&policy.effective.to_string()), "{}", main_of(&told.body));
    // Every member of the house, and nobody of the staff.
    let count = |tx: &mut db::Tx<'_>| {
        let sql = db::Sql {
            name: "TEST_TOLD",
            text: "SELECT n.member FROM notice n WHERE n.kind = 'policy_changes' ORDER BY n.member",
        };
        tx.all::<(kernel::MemberId,)>(sql, ())
    };
    let mut told = scene.house().db.read("test.told", count).await.unwrap();
    assert_eq!(told.len(), 3, "{told:?}");
    told.dedup();
    assert_eq!(told.len(), 3, "nobody twice");
    let page = alice.get(&path).await;
    assert!(
        page.says("We ask you again") && page.says("You agreed to:"),
        "{}",
        main_of(&page.body)
    );
    let again = format!("/me/privacy/versions/{id}/choices");
    let other = alice.send(&again, &[("choice", "partners")]).await;
    assert_eq!(other.status, 404, "{}", main_of(&other.body));
    alice.get(&path).await;
    assert_eq!(alice.send(&again, &[("choice", "magazine")]).await.status, 303);
    assert!(alice.get(&path).await.says("Agreed"));
    // Nobody else is asked for what they never agreed to.
    let mut bruno = scene.member("bruno").await;
    assert!(!bruno.get(&path).await.says("We ask you again"));
}

#[test]
fn the_letter_about_a_version_says_what_changes_in_the_readers_language() {
    on_each_engine(1, async |scene| {
        let act = |tx: &mut db::Tx<'_>| {
            for (handle, language) in
                [("alice", web::Language::English), ("bruno", web::Language::Japanese)]
            {
                let who = members::find(tx, handle)?.unwrap().member;
                members::prove_mail(tx, who, &format!("{handle}@canary-mail.example"))?;
                members::keep_language(tx, who, language)?;
            }
            let boss = staff::find(tx, "boss")?.unwrap().staff;
            Ok(boss)
        };
        let boss = scene.house().db.write("test.mail", db::Lock::none(), act).await.unwrap();
        let narrower = |text: &str| text.replace("period = \"7 years\"", "period = \"80 months\"");
        let (_, policy) = next(scene, narrower);
        let policy = std::sync::Arc::new(policy);
        let publish = move |tx: &mut db::Tx<'_>| {
            let id = privacy::versions::draft(tx, &policy, Some(boss))?;
            privacy::versions::put_up(tx, id, boss)?;
            privacy::versions::announce(tx, id, boss)
        };
        let lock = privacy::choices::lock();
        scene.house().db.write("test.publish", lock, publish).await.unwrap();
        let working = work(scene).await;
        until("both letters", async || {
            let all = letters(scene);
            let to = |name: &str| {
                let address = format!("{name}@canary-mail.example");
                all.iter()
                    .find(|letter| letter.to.as_str() == address && letter.subject.contains("20"))
            };
            match (to("alice"), to("bruno")) {
                (Some(english), Some(japanese)) => {
                    for word in ["What we may no longer do", "80 month", "/privacy?version=pol_"] {
                        assert!(english.text.contains(word), "{word}: {}", english.text);
                        assert!(english.html.contains(word.split('=').next().unwrap()));
                    }
                    assert!(japanese.text.contains("80"), "{}", japanese.text);
                    assert!(japanese.subject.contains("個人情報保護方針"), "{}", japanese.subject);
                    assert!(!japanese.text.contains("What we may"), "{}", japanese.text);
                    Ok(())
                }
                _ => Err(format!("{} letters", all.len())),
            }
        })
        .await;
        working.stop().await.unwrap();
    });
}
