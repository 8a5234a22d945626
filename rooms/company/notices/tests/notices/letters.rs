use std::collections::BTreeMap;
use std::sync::OnceLock;

use kernel::Span;
use mail::{Bounce, Dkim, read_bounce};
use notices::rules::LETTERS_AN_HOUR;
use notices::{Channel, Kind};
use privacy::adopt::{Control, lift, stop};
use web::Language;

use crate::house::{Way, before_a_server, code, each, in_memory};
use crate::server::{Received, Server};
use crate::verify::verify;

fn by_id(received: &[Received]) -> BTreeMap<String, usize> {
    let mut count = BTreeMap::new();
    for letter in received {
        *count.entry(letter.header("Message-ID").unwrap()).or_default() += 1;
    }
    count
}

const KEY: &str = "-----BEGIN PRIVATE KEY-----\n\
    MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n\
    -----END PRIVATE KEY-----\n";

fn keys() -> Vec<Dkim> {
    vec![Dkim::from_pem("house.example", "s1", KEY).unwrap()]
}

#[test]
fn a_letter_reaches_a_real_server_signed_and_in_the_readers_language() {
    static PORT: OnceLock<Server> = OnceLock::new();
    let server = PORT.get_or_init(|| Server::start(0));
    let record = keys()[0].record().1;
    let before = std::cell::Cell::new(0);
    each(
        || Way::Signed(server.port, keys),
        |house| {
            for (n, language) in
                [Language::English, Language::Japanese, Language::Chinese].into_iter().enumerate()
            {
                let at = format!("reader{n}@canary-mail.example");
                let member = house.member(&format!("reader{n}"), language, Some(&at));
                house.tell(member, Kind::Won);
                house.work();
                assert_eq!(house.states(member), ["sent"]);
                let received = server.received();
                assert_eq!(received.len(), before.get() + 1);
                let letter = received.last().unwrap();
                before.set(received.len());
                assert_eq!(letter.to, [at.as_str()]);
                assert!(!letter.encrypted, "unprotected is for this machine alone");
                assert!(letter.from.starts_with("bounce+ltr_"), "{}", letter.from);
                assert_eq!(letter.header("Auto-Submitted").as_deref(), Some("auto-generated"));
                assert_eq!(
                    letter.header("List-Unsubscribe").as_deref(),
                    Some("<https://house.example/notices/choices>")
                );
                assert_eq!(verify(&letter.data, &record, 0), Ok(()));
            }
        },
    );
}

#[test]
fn each_reader_is_written_to_in_their_own_words() {
    in_memory(|house| {
        let table = [
            (Language::English, "You won", "Hello reader"),
            (Language::Japanese, "落札しました", "様"),
            (Language::Chinese, "得標", "您好"),
        ];
        for (n, (language, subject, greeting)) in table.into_iter().enumerate() {
            let at = format!("r{n}@canary-mail.example");
            let member = house.member(&format!("reader{n}"), language, Some(&at));
            house.tell(member, Kind::Won);
            house.work();
            let letter = house.outbox().remove(0);
            assert!(letter.subject.contains(subject), "{}", letter.subject);
            assert!(letter.text.contains(greeting) && letter.html.contains(greeting));
            assert!(letter.text.contains("https://house.example/bids/bid_"), "{}", letter.text);
            assert!(letter.text.contains("https://house.example/notices/choices"));
        }
    });
}

#[test]
fn a_dead_server_loses_nothing_and_every_letter_comes_once() {
    let port = std::cell::Cell::new(0);
    // A port where somebody listened and nobody does now.
    let way = || {
        port.set(Server::start(0).port);
        Way::Server(port.get())
    };
    each(way, |house| {
        let address = |n: usize| format!("m{n}@canary-mail.example");
        let members: Vec<_> = (0..4)
            .map(|n| house.member(&format!("member{n}"), Language::English, Some(&address(n))))
            .collect();
        for member in &members {
            for kind in [Kind::Won, Kind::Outbid, Kind::Lost] {
                house.tell(*member, kind);
            }
        }
        house.pass(Span::minutes(20));
        assert!(members.iter().all(|m| house.states(*m) == ["sending"; 3]));
        let server = Server::start(port.get());
        house.pass(Span::hours(2));
        let received = server.received();
        assert_eq!((received.len(), by_id(&received).len()), (12, 12));
        assert!(members.iter().all(|m| house.states(*m) == ["sent"; 3]));
    });
}

#[test]
fn letters_a_server_puts_off_come_exactly_once() {
    before_a_server(|house, server| {
        server.rules().at_the_end = Some(421);
        let mika = house.mika();
        let yoko = house.member("yoko", Language::Japanese, Some("yoko@canary-mail.example"));
        for _ in 0..3 {
            house.tell(mika, Kind::Outbid);
            house.tell(yoko, Kind::Arrived);
        }
        house.pass(Span::hours(3));
        assert!(server.received().is_empty());
        server.rules().at_the_end = None;
        house.pass(Span::hours(2));
        let received = server.received();
        assert_eq!((received.len(), by_id(&received).len()), (6, 6));
        assert_eq!(house.states(mika), ["sent"; 3]);
        assert_eq!(house.states(yoko), ["sent"; 3]);
        house.pass(Span::hours(24));
        assert_eq!(server.received().len(), 6, "and none again");
    });
}

fn ledger(house: &crate::house::House<'_>, member: kernel::MemberId) -> Vec<String> {
    let acts = house.ask(move |tx| privacy::record::acts_on(tx, member, None, 50));
    let given = acts.into_iter().filter(|act| act.kind == privacy::log::Kind::Disclosed);
    given.map(|act| act.text).collect()
}

#[test]
fn a_letter_tried_again_is_decided_again_and_stands_in_the_ledger_once() {
    before_a_server(|house, server| {
        server.rules().at_the_end = Some(421);
        let (mika, yoko) = (
            house.mika(),
            house.member("yoko", Language::Japanese, Some("yoko@canary-mail.example")),
        );
        house.tell(mika, Kind::Won);
        house.pass(Span::minutes(30));
        let given = ledger(house, mika);
        assert_eq!(given.len(), 1, "however often it was tried: {given:?}");
        // What the letter names is what the ledger says was given: the thing and the amount.
        for part in ["LetterHead", "recipient demo_mail", "bids,orders,parcels,payments"] {
            assert!(given[0].contains(part), "{part}: {}", given[0]);
        }

        // Between two tries the operator stops the party that carries letters.
        let (to, by) =
            (Control::Recipient("demo_mail".into()), <kernel::StaffId as kernel::Id>::from_bits(5));
        let lifted = to.clone();
        let stopping = to.clone();
        house.act(move |tx| stop(tx, &stopping, by)).unwrap();
        server.rules().at_the_end = None;
        house.tell(yoko, Kind::Won);
        house.pass(Span::hours(3));
        assert!(server.received().is_empty());
        assert_eq!(
            (house.states(mika), house.states(yoko)),
            (vec!["withheld".into()], vec!["withheld".into()])
        );
        assert_eq!((ledger(house, mika).len(), ledger(house, yoko).len()), (1, 0));

        house.act(move |tx| lift(tx, &to, by)).unwrap();
        privacy::adopt::lifted(house.db.plugs().get().unwrap(), &lifted);
        house.tell(yoko, Kind::Lost);
        house.pass(Span::hours(1));
        assert_eq!((server.received().len(), ledger(house, yoko).len()), (1, 1));
    });
}

#[test]
fn a_lost_answer_is_the_same_letter_again_and_a_long_death_is_on_the_dead_list() {
    before_a_server(|house, server| {
        server.rules().loses_answers = 2;
        let mika = house.mika();
        house.tell(mika, Kind::Won);
        house.pass(Span::hours(1));
        let received = server.received();
        assert_eq!(received.len(), 3);
        assert_eq!(by_id(&received).len(), 1, "one Message-ID: a receiver keeps one");
        assert_eq!(house.states(mika), ["sent"]);

        server.rules().at_the_end = Some(451);
        house.tell(mika, Kind::Lost);
        house.pass(Span::days(8));
        let dead = house.ask(|tx| jobs::dead(tx, None, 10)).rows;
        assert_eq!(dead.len(), 1, "{dead:?}");
        let said = format!("{dead:?}");
        assert!(said.contains("451") && !said.contains("canary-mail"), "{said}");
        server.rules().at_the_end = None;
        let id = dead[0].id;
        house.act(move |tx| jobs::revive(tx, id)).unwrap();
        house.work();
        assert_eq!(house.states(mika), ["sent", "sent"]);
        assert_eq!(server.received().len(), 4);
    });
}

#[test]
fn an_address_that_takes_no_letters_is_written_to_no_more_until_one_is_proved() {
    before_a_server(|house, server| {
        server.rules().refuses = Some(("gone@".into(), 550));
        let mika = house.member("mika", Language::English, Some("gone@canary-mail.example"));
        house.tell(mika, Kind::Won);
        house.work();
        assert_eq!(house.states(mika), ["bounced"]);
        assert_eq!(house.kinds(mika), [Kind::LettersStopped, Kind::Won]);
        let page = house.block_on(house.browser(mika).get("/notices"));
        assert!(page.says("come back") && page.says("class=\"notice bad\""), "{}", page.body);
        house.tell(mika, Kind::Lost);
        house.work();
        assert_eq!(house.states(mika), ["bounced"], "no other letter is put");

        house.bench.clock.forward(Span::hours(1));
        house.act(move |tx| members::ask_mail(tx, mika, "here@canary-mail.example")).unwrap();
        house.work();
        let received = server.received();
        assert_eq!(received.last().unwrap().to, ["here@canary-mail.example"]);
        let proof = crate::account::secret_in(received.last().unwrap());
        house.act(move |tx| members::take_mail(tx, &proof)).unwrap();
        // The letter that tells the former address comes back; that stops nothing any more.
        house.work();
        house.bench.clock.forward(Span::secs(1));
        house.tell(mika, Kind::Arrived);
        house.work();
        let received = server.received();
        assert_eq!(received.last().unwrap().to, ["here@canary-mail.example"]);
        assert_eq!(house.states(mika)[0], "sent");
    });
}

#[test]
fn who_is_only_refused_is_written_to_again_and_a_reset_passes_any_stop() {
    before_a_server(|house, server| {
        let mika = house.mika();
        for (code, status) in [(550, "5.7.1"), (552, "5.2.2")] {
            server.rules().status = Some(status);
            server.rules().refuses = Some(("canary-mail".into(), code));
            house.tell(mika, Kind::Won);
            house.work();
            assert_eq!(house.states(mika)[0], "refused", "{status}");
            assert!(house.ask(move |tx| notices::stopped(tx, mika)).is_none(), "{status}");
        }
        server.rules().refuses = None;
        house.tell(mika, Kind::Won);
        house.work();
        assert_eq!(house.states(mika)[0], "sent");
        let letter = server.received().last().unwrap().from.clone();
        let letter = letter.trim_start_matches("bounce+").split('@').next().unwrap().to_owned();
        let take = |bounce: Bounce| house.act(move |tx| notices::take_bounce(tx, &bounce));
        assert_eq!(take(Bounce::lost(&letter, "5.2.2")).unwrap(), None, "this letter alone");
        assert_eq!(house.states(mika)[0], "refused");

        server.rules().status = Some("5.1.1");
        server.rules().refuses = Some(("canary-mail".into(), 550));
        house.tell(mika, Kind::Lost);
        house.work();
        assert!(house.ask(move |tx| notices::stopped(tx, mika)).is_some());
        server.rules().refuses = None;
        house.bench.clock.forward(Span::hours(1));
        house.act(|tx| members::ask_reset(tx, "mika@canary-mail.example")).unwrap();
        house.work();
        let last = server.received().pop().unwrap();
        assert!(!crate::account::secret_in(&last).is_empty(), "the way in");
        house.tell(mika, Kind::Arrived);
        house.work();
        assert_eq!(server.received().pop().unwrap().from, last.from, "and nothing else");
        let secret = crate::account::secret_in(&last);
        house.act(move |tx| members::reset(tx, &secret, "no hash")).unwrap();
        house.work();
        assert!(house.ask(move |tx| notices::stopped(tx, mika)).is_none(), "the link was used");
        assert_eq!(house.kinds(mika)[0], Kind::PasswordReset);
    });
}

#[test]
fn a_report_that_comes_later_stops_letters_and_a_made_up_one_does_not() {
    before_a_server(|house, server| {
        let mika = house.mika();
        house.tell(mika, Kind::Won);
        house.work();
        let path = server.received()[0].from.clone();
        let report = |action: &str, status: &str| {
            read_bounce(&format!(
                "To: {path}\nContent-Type: multipart/report; boundary=x\n\n--x\n\
                 Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n\
                 Final-Recipient: rfc822; mika@canary-mail.example\nAction: {action}\n\
                 Status: {status}\n\n--x--\n"
            ))
            .unwrap()
        };
        let take = |bounce: Bounce| house.act(move |tx| notices::take_bounce(tx, &bounce));
        assert_eq!(take(report("delayed", "4.4.1")).unwrap(), None);
        assert_eq!(house.states(mika), ["sent"]);
        assert_eq!(take(report("failed", "5.1.1")).unwrap(), Some(mika));
        assert_eq!(take(report("failed", "5.1.1")).unwrap(), None, "the same one twice is one");
        assert_eq!(house.kinds(mika), [Kind::LettersStopped, Kind::Won]);
        assert!(house.ask(move |tx| notices::stopped(tx, mika)).is_some());
        let made_up = Bounce::lost("ltr_x", "5.1.1");
        assert_eq!(code(&take(made_up)), "mail.not_ours");
        let shown = house.dump();
        assert!(!shown.contains("canary-mail"), "an address lies open: {shown}");
    });
}

#[test]
fn a_flood_is_gathered_into_one_letter() {
    in_memory(|house| {
        let mika = house.mika();
        for _ in 0..30 {
            house.tell(mika, Kind::Outbid);
        }
        house.work();
        let alone = usize::try_from(LETTERS_AN_HOUR).unwrap();
        assert_eq!(house.outbox().len(), alone);
        // A warning waits for nothing.
        house
            .act(move |tx| {
                notices::tell(tx, &notices::Fact::new(mika, Kind::PasswordChanged, mika))
            })
            .unwrap();
        house.work();
        assert_eq!(house.outbox().len(), alone + 1);
        house.pass(Span::hours(2));
        let letters = house.outbox();
        assert_eq!(letters.len(), alone + 2);
        let gathered = &letters[0];
        assert_eq!(gathered.subject, "24 things have happened");
        assert_eq!(gathered.text.matches("https://house.example/bids/").count(), 24);
        assert_eq!(house.kinds(mika).len(), 31, "on the site each stands for itself");
        house.tell(mika, Kind::Won);
        house.work();
        assert_eq!(house.outbox().len(), alone + 3, "an hour later it goes at once again");
    });
}

#[test]
fn a_member_hears_what_they_chose_and_without_an_address_on_the_site_alone() {
    in_memory(|house| {
        let mika = house.mika();
        let yoko = house.member("yoko", Language::English, None);
        let choose =
            |kind, channel, on| house.act(move |tx| notices::choose(tx, mika, kind, channel, on));
        choose(Kind::Outbid, Channel::Letter, false).unwrap();
        choose(Kind::Lost, Channel::Site, false).unwrap();
        choose(Kind::Paid, Channel::Letter, true).unwrap();
        for kind in [Kind::Outbid, Kind::Lost, Kind::Paid, Kind::Won] {
            house.tell(mika, kind);
            house.tell(yoko, kind);
        }
        house.work();
        assert_eq!(house.kinds(mika), [Kind::Won, Kind::Paid, Kind::Outbid]);
        let subjects: Vec<String> = house.outbox().iter().map(|l| l.subject.clone()).collect();
        assert_eq!(subjects.len(), 3, "{subjects:?}");
        assert!(!subjects.iter().any(|s| s.contains("Outbid")), "{subjects:?}");
        assert_eq!(house.kinds(yoko).len(), 4);
        assert!(house.states(yoko).is_empty());
        for channel in [Channel::Site, Channel::Letter, Channel::Webhook] {
            let refused = choose(Kind::PasswordChanged, channel, false);
            assert_eq!(code(&refused), "notices.not_a_choice", "{channel}");
        }
    });
}
