use kernel::{ProofId, Span};
use members::{LetterTo, Mailbox, News};
use privacy::{OpenViews as _, Opener};

use crate::house::{House, PASSWORD, each, enter, join};

async fn written_to(house: &House<'_>, news: &News) -> Option<String> {
    let (member, place) = (news.member(), news.goes_to().place());
    let open = move |tx: &mut db::Tx<'_>| {
        let to = tx.open_at::<LetterTo>(&Opener::system("a letter"), member, &place)?;
        Ok(to.email.show().address.as_str().to_owned())
    };
    house.act(open).await.ok()
}

#[test]
fn an_address_is_asked_for_and_is_the_members_once_its_letter_is_answered() {
    each(async |house| {
        let mut mika = house.joined("mika").await;
        let account = mika.get("/account").await;
        assert!(account.says("No address is proved yet.") && account.says("mika@example.test"));
        let mut door = house.browser();
        assert_eq!(enter(&mut door, "mika@example.test", PASSWORD).await.status, 422);
        let news = house.news().await;
        let [News::ProveMail { proof, member }] = news.as_slice() else { panic!("{news:?}") };
        assert_eq!(written_to(house, &news[0]).await.as_deref(), Some("mika@example.test"));
        let (proof, member) = (*proof, *member);
        let path = move |tx: &mut db::Tx<'_>| members::proof_path(tx, proof);
        let link = house.act(path).await.unwrap().unwrap();
        let mut reader = house.browser();
        assert!(reader.get(&link).await.says("Is this your address?"));
        assert!(mika.get("/account").await.says("No address is proved yet."), "looking is not yes");
        assert_eq!(reader.send(&link, &[]).await.status, 303);
        assert!(!mika.get("/account").await.says("No address is proved yet."));
        assert_eq!(enter(&mut door, "MIKA@example.TEST", PASSWORD).await.status, 303);
        assert_eq!(reader.get(&link).await.status, 410, "once");
        assert_eq!(house.act(path).await.unwrap(), None);
        let known = house.act(move |tx| members::reader(tx, member)).await.unwrap().unwrap();
        assert!(known.proved_at.is_some());
    });
}

#[test]
fn a_link_that_was_guessed_bent_replaced_or_has_lapsed_opens_nothing() {
    each(async |house| {
        let mut mika = house.joined("mika").await;
        let first = house.link().await;
        let mut bent = first.clone();
        let last = if bent.pop() == Some('0') { '1' } else { '0' };
        bent.push(last);
        let short = first[..first.len() - 2].to_owned();
        let other = format!(
            "/proofs/{}.{}",
            <ProofId as kernel::Id>::from_bits(7),
            first.rsplit('.').next().unwrap()
        );
        for link in [bent.as_str(), &short, &other, "/proofs/x", "/proofs/prf_.", "/proofs/.."] {
            assert!(matches!(mika.get(link).await.status.as_u16(), 404 | 410), "{link}");
            mika.get("/account").await;
            assert!(matches!(mika.send(link, &[]).await.status.as_u16(), 404 | 410), "{link}");
        }
        house.bench.clock.forward(Span::minutes(2));
        mika.get("/account").await;
        assert_eq!(mika.send("/account/mail", &[("mail", "mika@example.test")]).await.status, 303);
        assert_eq!(mika.get(&first).await.status, 410, "another took its place");
        let second = house.link().await;
        assert_eq!(mika.get(&second).await.status, 200);
        house.bench.clock.forward(Span::days(3));
        assert_eq!(mika.get(&second).await.status, 410, "lapsed");
    });
}

#[test]
fn a_change_of_address_asks_for_the_password_and_is_told_to_the_old_one() {
    each(async |house| {
        let mut mika = house.proved("mika").await;
        house.bench.clock.forward(Span::minutes(2));
        mika.get("/account/mail").await;
        let new = ("mail", "new@example.test");
        assert!(mika.send("/account/mail", &[new]).await.says("password-wrong\">Fill this in."));
        let wrong = mika.send("/account/mail", &[new, ("password", "not it at all")]).await;
        assert!(
            wrong.says("password-wrong\">That is not your password now.") && wrong.says("new@")
        );
        assert!(
            mika.send("/account/mail", &[("mail", "new@"), ("password", PASSWORD)])
                .await
                .says("mail-wrong\">That is no e-mail address")
        );
        assert_eq!(mika.send("/account/mail", &[new, ("password", PASSWORD)]).await.status, 303);
        let again = mika.send("/account/mail", &[new]).await;
        assert_eq!(again.status, 429);
        assert!(again.says("A letter is on its way already."), "{}", again.body);
        let link = house.link().await;
        mika.get(&link).await;
        assert_eq!(mika.send(&link, &[]).await.status, 303);
        let news = house.news().await;
        let [changed @ News::MailChanged { member, proof }] = news.as_slice() else {
            panic!("{news:?}")
        };
        assert_eq!(changed.goes_to(), Mailbox::Former(*proof));
        assert_eq!(written_to(house, changed).await.as_deref(), Some("mika@example.test"));
        let password = News::PasswordChanged { member: *member };
        assert_eq!(written_to(house, &password).await.as_deref(), Some("new@example.test"));
        let mut door = house.browser();
        assert_eq!(enter(&mut door, "mika@example.test", PASSWORD).await.status, 422);
        house.bench.clock.forward(Span::days(8));
        house.news().await;
        assert_eq!(written_to(house, changed).await, None, "the former one is let go");
    });
}

#[test]
fn an_address_of_another_is_not_told_at_the_door_and_never_taken() {
    each(async |house| {
        house.proved("mika").await;
        let mut yoko = house.browser();
        yoko.get("/sign-up").await;
        let fields = [("handle", "yoko"), ("mail", "mika@example.test"), ("password", PASSWORD)];
        let page = yoko.send("/sign-up", &fields).await;
        assert_eq!(page.goes_to(), Some("/account"), "as for an address nobody has");
        let link = house.link().await;
        yoko.get(&link).await;
        let page = yoko.send(&link, &[]).await;
        assert_eq!(page.status, 409);
        assert!(page.says("That e-mail address already belongs"), "{}", page.body);
        assert!(yoko.get("/account").await.says("No address is proved yet."));
    });
}

#[test]
fn a_new_password_is_asked_for_alike_by_those_who_are_known_and_those_who_are_not() {
    each(async |house| {
        house.proved("mika").await;
        let (mut bodies, mut rows) = (Vec::new(), Vec::new());
        for mail in ["mika@example.test", "nobody@example.test"] {
            let before = house.act(jobs::left).await.unwrap();
            let mut browser = house.browser();
            browser.get("/forgotten").await;
            let page = browser.send("/forgotten", &[("mail", mail)]).await;
            assert_eq!(page.status, 200);
            bodies.push(page.body);
            // One job each: that nobody is meant is found out after the answer.
            rows.push(house.act(jobs::left).await.unwrap() - before);
        }
        assert_eq!(bodies[0], bodies[1]);
        assert_eq!(rows, [1, 1]);
        let news = house.news().await;
        assert!(matches!(news.as_slice(), [News::Reset { .. }]), "{news:?}");
    });
}

#[test]
fn a_new_password_by_letter_signs_everybody_out_and_opens_after_a_strangers_wrong_tries() {
    each(async |house| {
        let mut mika = house.proved("mika").await;
        let mut stranger = house.browser();
        for _ in 0..9 {
            house.bench.clock.forward(Span::secs(20));
            enter(&mut stranger, "mika", "a wrong password").await;
        }
        let paused = enter(&mut house.browser(), "mika", PASSWORD).await;
        assert_eq!(paused.status, 429, "{}", paused.body);
        assert!(paused.says("There were several wrong tries."));
        let nobody = {
            for _ in 0..9 {
                house.bench.clock.forward(Span::secs(20));
                enter(&mut stranger, "nobody", "a wrong password").await;
            }
            enter(&mut house.browser(), "nobody", PASSWORD).await
        };
        assert_eq!(nobody.status, 429, "a pause tells nothing of who is known");
        let mut door = house.browser();
        door.get("/forgotten").await;
        door.send("/forgotten", &[("mail", "mika@example.test")]).await;
        let link = house.link().await;
        assert!(door.get(&link).await.says("A new password"));
        assert!(door.send(&link, &[("password", "short")]).await.says("password-wrong"));
        let new = "four small boats";
        assert_eq!(door.send(&link, &[("password", new)]).await.goes_to(), Some("/account"));
        assert_eq!(door.get("/account").await.status, 200, "and the pause is over");
        assert_eq!(mika.get("/account").await.status, 303);
        assert_eq!(enter(&mut house.browser(), "mika", new).await.status, 303);
        assert_eq!(door.get(&link).await.status, 410);
        assert!(matches!(house.news().await.as_slice(), [News::PasswordReset { .. }]));
    });
}

#[test]
fn a_new_password_by_letter_ends_every_other_way_in() {
    each(async |house| {
        let mut mika = house.proved("mika").await;
        let mut phone = crate::device::Device::new();
        let page =
            crate::device::add(&mut mika, &mut phone, "/account/passkeys", "phone", PASSWORD);
        assert_eq!(page.await.status, 303);
        crate::linked::links_mika(house, &mut mika).await;
        house.news().await;
        let mut door = house.browser();
        door.get("/forgotten").await;
        door.send("/forgotten", &[("mail", "mika@example.test")]).await;
        let link = house.link().await;
        assert!(door.get(&link).await.says("Your passkeys, your sign-ins elsewhere"));
        let page = door.send(&link, &[("password", "four small boats")]).await;
        assert_eq!(page.goes_to(), Some("/account"));
        assert!(matches!(house.news().await.as_slice(), [News::PasswordReset { .. }]));
        let refused = crate::device::enter(&mut house.browser(), &mut phone, "/sign-in").await;
        assert_eq!(refused.status, 422, "{}", refused.body);
        assert!(door.get("/account/passkeys").await.says("You have no passkey yet"));
        assert!(!door.get("/account/linked").await.says("/account/linked/lnk_"));
    });
}

#[test]
fn one_address_is_asked_for_its_proof_a_few_times_a_day_however_many_sign_up_with_it() {
    each(async |house| {
        let signs_up = async |handle: &str| {
            let mut browser = house.browser();
            browser.get("/sign-up").await;
            let fields =
                [("handle", handle), ("mail", "Yoko@example.test"), ("password", PASSWORD)];
            let page = browser.send("/sign-up", &fields).await;
            assert_eq!(page.status, 303, "{}", page.body);
            let told = browser.get("/account").await;
            assert!(told.says("yoko@example.test") || told.says("Yoko@example.test"));
        };
        for n in 0..14 {
            signs_up(&format!("someone{n}")).await;
        }
        let asked = house.news().await;
        let count = asked.iter().filter(|n| matches!(n, News::ProveMail { .. })).count();
        assert_eq!(count, 10, "and whoever typed it was answered alike");
        house.bench.clock.forward(Span::hours(25));
        signs_up("yoko").await;
        assert!(matches!(house.news().await.as_slice(), [News::ProveMail { .. }]));
    });
}

#[test]
fn what_a_form_holds_besides_changes_nothing() {
    each(async |house| {
        let mut browser = house.browser();
        browser.get("/sign-up").await;
        let fields = [
            ("handle", "mika"),
            ("mail", "mika@example.test"),
            ("password", PASSWORD),
            ("proved_at", "1"),
            ("live_bids_most", "999"),
            ("highest_bid_yen", "99999999"),
            ("member", "mbr_00000000000000000000000000"),
            ("role", "administrator"),
            ("kind", "staff"),
        ];
        assert_eq!(browser.send("/sign-up", &fields).await.status, 303);
        let me = house.act(|tx| members::find(tx, "mika")).await.unwrap().unwrap().member;
        let known = house.act(move |tx| members::reader(tx, me)).await.unwrap().unwrap();
        assert!(known.proved_at.is_none());
        let limits = house.act(move |tx| members::limits_of(tx, me)).await.unwrap();
        assert_eq!(limits, members::Limits::default());
        browser.get("/account").await;
        let more =
            [("language", "ja"), ("time_zone", "Asia/Tokyo"), ("closed_at", "1"), ("id", "x")];
        assert_eq!(browser.send("/account/preferences", &more).await.status, 303);
        assert_eq!(browser.get("/account").await.status, 200);
        join(&mut house.browser(), "yoko", PASSWORD).await;
    });
}

#[test]
fn a_sign_in_does_the_same_work_whether_anybody_has_that_name_or_not() {
    each(async |house| {
        house.proved("mika").await;
        let table = ["mika", "mika@example.test", "nobody", "nobody@example.test", "@", "み"];
        let mut seen = Vec::new();
        for typed in table {
            let before = house.passwords.worked();
            let mut browser = house.browser();
            let page = enter(&mut browser, typed, "not the right one").await;
            let token = browser.token().clone().unwrap();
            let body = page.body.replace(&format!("value=\"{typed}\""), "").replace(&token, "*");
            seen.push((page.status, house.passwords.worked() - before, body));
        }
        assert!(seen.iter().all(|one| *one == seen[0]), "{:?}", seen[0].0);
        assert_eq!(seen[0].1, 1, "one password was worked on");
    });
}
