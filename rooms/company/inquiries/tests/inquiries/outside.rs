//! People without an account: a letter brings a link, and the link opens one case.

use inquiries::{answer, claim, close};
use kernel::{InquiryId, Span};
use mail::Bounce;
use privacy::Text;

use crate::house::{House, code, each, outside, without_letters};

fn asks(house: &House<'_>, email: &'static str, words: &'static str) -> InquiryId {
    house.act(move |tx| inquiries::open(tx, &outside("Canary Stranger", email, words))).unwrap()
}

fn link(text: &str) -> String {
    let (_, rest) = text.split_once("https://house.example").unwrap();
    rest.split('\n').next().unwrap().to_owned()
}

#[test]
fn the_link_of_a_letter_opens_one_case_and_no_other() {
    each(|house| {
        let [suzuki, ..] = house.desk();
        let mut browser = house.browser();
        house.block_on(browser.get("/contact"));
        let asked = [
            ("topic", "other"),
            ("name", "Canary Stranger"),
            ("email", "stranger@canary-mail.example"),
            ("words", "Do you ship to the moon? canary"),
        ];
        let sent = house.block_on(browser.send("/contact", &asked));
        assert_eq!(sent.goes_to(), Some("/contact"), "{}", sent.body);
        let told = house.block_on(browser.get("/contact"));
        assert!(told.says("We have sent you a letter with a link"), "{}", told.body);
        let second = asks(house, "stranger@canary-mail.example", "A second one.");
        let third = asks(house, "other@canary-mail.example", "A third one.");
        house.work();
        let letters = house.outbox();
        assert_eq!(letters.len(), 3);
        assert!(letters.iter().all(|letter| !letter.text.contains("moon")));
        let first = letters.iter().rev().map(|letter| link(&letter.text)).next().unwrap();
        let mut anybody = house.browser();
        let page = house.block_on(anybody.get(&first));
        assert!(page.says("Do you ship to the moon?"), "{}", page.body);
        let secret = first.rsplit('.').next().unwrap();
        for other in [second, third] {
            let crossed = format!("/contact/cases/{other}.{secret}");
            assert_eq!(house.block_on(anybody.get(&crossed)).status, 404);
        }
        let changed = format!("{}0", &first[..first.len() - 1]);
        let broken = [format!("{}.{}", first.split('.').next().unwrap(), "0".repeat(64)), changed];
        for broken in broken.iter().filter(|path| **path != first) {
            assert_eq!(house.block_on(anybody.get(broken)).status, 404, "{broken}");
        }
        let more = [("words", "And to Mars?")];
        let written = house.block_on(anybody.send(&format!("{first}/messages"), &more));
        assert_eq!(written.goes_to(), Some(first.as_str()), "{}", written.body);
        answers_reach_them(house, suzuki, &first);
        let dump = house.dump();
        for canary in ["canary", "Canary", "moon", "Mars", secret] {
            let line = dump.lines().find(|line| line.contains(canary));
            assert_eq!(line, None, "{canary} lies open on {}", house.bench.engine());
        }
    });
}

fn answers_reach_them(house: &House<'_>, by: inquiries::By, path: &str) {
    let id = path.rsplit('/').next().unwrap().split('.').next().unwrap();
    let id = <InquiryId as kernel::Id>::parse(id).unwrap();
    let seen = house.block_on(house.as_staff(by).get(&format!("/staff/inquiries/{id}")));
    assert!(seen.says("Canary Stranger") && seen.says("stranger@canary-mail.example"));
    house.act(move |tx| claim(tx, id, by)).unwrap();
    house.act(move |tx| answer(tx, id, by, &Text::from("To the moon, yes."))).unwrap();
    house.work();
    let letter = house.outbox().remove(0);
    assert!(letter.subject.contains("answer") && link(&letter.text) == path, "{}", letter.text);
    assert!(!letter.text.contains("moon") && !letter.html.contains("moon"));
    let page = house.block_on(house.browser().get(path));
    assert!(page.says("To the moon, yes."), "{}", page.body);
    house.act(move |tx| close(tx, id, by)).unwrap();
    house.work();
    assert!(house.outbox()[0].subject.contains("closed"));
}

#[test]
fn strangers_are_few_in_an_hour_and_one_of_them_has_few_cases() {
    each(|house| {
        for n in 0..10 {
            let words: &'static str = Box::leak(format!("Question {n}").into_boxed_str());
            asks(house, "one@canary-mail.example", words);
        }
        let more = |email: &'static str| {
            house.act(move |tx| inquiries::open(tx, &outside("Somebody", email, "More")))
        };
        assert_eq!(code(&more(" One@Canary-Mail.example")), "inquiries.too_many");
        for n in 0..50 {
            let email: &'static str = Box::leak(format!("s{n}@x.example").into_boxed_str());
            asks(house, email, "Hello");
        }
        assert_eq!(code(&more("late@x.example")), "inquiries.busy");
        let mika = house.member("mika");
        house.asks(mika, inquiries::Topic::Other, "Members are not held up.");
        house.bench.clock.forward(Span::hours(1));
        assert_eq!(code(&more("late@x.example")), "ok");
        for (name, email, refused) in
            [("", "a@x.example", "inquiries.no_name"), ("A", "no address", "mail.bad_address")]
        {
            let asked = house.act(move |tx| inquiries::open(tx, &outside(name, email, "Hi")));
            assert_eq!(code(&asked), refused);
        }
    });
}

#[test]
fn a_house_without_letters_says_so_and_takes_members_alone() {
    without_letters(|house| {
        let asked =
            house.act(|tx| inquiries::open(tx, &outside("A", "a@canary-mail.example", "Hi")));
        assert_eq!(code(&asked), "inquiries.no_letters");
        let mika = house.member("mika");
        house.asks(mika, inquiries::Topic::Other, "Hello");
    });
}

#[test]
fn an_address_that_sent_a_letter_back_is_written_to_no_more() {
    each(|house| {
        let [suzuki, ..] = house.desk();
        let id = asks(house, "gone@canary-mail.example", "Hello?");
        house.work();
        let letter = house.outbox()[0].id.clone();
        let report = Bounce::lost(&letter, "5.1.1");
        let strange = Bounce { letter: "ltr_00000000000000000000000000".into(), ..report.clone() };
        assert!(house.act(move |tx| inquiries::take_bounce(tx, &report)).unwrap());
        assert!(!house.act(move |tx| inquiries::take_bounce(tx, &strange)).unwrap());
        house.act(move |tx| claim(tx, id, suzuki)).unwrap();
        house.act(move |tx| answer(tx, id, suzuki, &Text::from("Here."))).unwrap();
        house.work();
        assert_eq!(house.outbox().len(), 1);
    });
}

#[test]
fn a_name_is_corrected_in_every_case_of_somebody_without_an_account() {
    each(|house| {
        let [suzuki, ..] = house.desk();
        let first = asks(house, "one@canary-mail.example", "The first.");
        asks(house, "one@canary-mail.example", "The second.");
        let other = asks(house, "two@canary-mail.example", "Somebody else's.");
        let person = |id| house.act(move |tx| inquiries::case(tx, id)).unwrap().person;
        let (who, else_) = (person(first), person(other));
        let renamed = house.act(move |tx| inquiries::rename(tx, who, "req_1", "Mika M."));
        assert_eq!(renamed.unwrap().unwrap().as_str(), "Canary Stranger");
        let mut desk = house.as_staff(suzuki);
        let page = |id: InquiryId, desk: &mut web::Browser| {
            house.block_on(desk.get(&format!("/staff/inquiries/{id}")))
        };
        assert!(page(first, &mut desk).says("Mika M."));
        assert!(page(other, &mut desk).says("Canary Stranger"));
        let nobody = house.member("mika");
        let renamed = house.act(move |tx| inquiries::rename(tx, nobody, "req_2", "X"));
        assert!(renamed.unwrap().is_none());
        assert_ne!(who, else_);
    });
}
