//! A correction goes by electronic means to whoever was given what was wrong, once, and the desk
//! sees what did not go.

use kernel::{MemberId, RequestId, Span};
use policy::{Lang, Means, Right};
use privacy::adopt::{Control, lift, lifted, stop};
use privacy::disclose::{To, disclose, given_of};
use privacy::requests::rules::{Asker, State};
use privacy::requests::{self, Asking};
use privacy::{Opener, ParcelLabel};

use crate::house::{House, before_a_server, in_memory};

/// Whose parcels were carried by both posts, and who has their name corrected now.
fn corrects(house: &House<'_>) -> (MemberId, RequestId) {
    let mika = house.mika();
    let text = privacy::Text::new;
    let act = move |tx: &mut db::Tx<'_>| {
        let delivery = privacy::Delivery {
            name: privacy::Name { given: text("Mica"), family: text("M"), latin: text("Mica M") },
            address: privacy::Address {
                lines: text("1 Canary Street"),
                city: text("Wellington"),
                region: text(""),
                postal_code: text("6011"),
                country: text("NZ"),
            },
            phone: privacy::Phone { number: text("+64210000000") },
        };
        privacy::set_delivery(tx, mika, &delivery)?;
        for recipient in ["demo_post", "demo_express"] {
            let to = To { recipient: recipient.into(), means: Means::Documents };
            disclose::<ParcelLabel>(tx, &Opener::system("parcel 1"), mika, &to)?;
        }
        Ok(())
    };
    house.act(act).unwrap();
    house.bench.clock.forward(Span::days(89));
    (mika, asks(house, mika, "latin", "Mika M"))
}

fn asks(
    house: &House<'_>,
    member: MemberId,
    subject: &'static str,
    words: &'static str,
) -> RequestId {
    let ask = move |tx: &mut db::Tx<'_>| {
        let asking = Asking {
            member: Some(member),
            asker: Asker::Member,
            agent: None,
            right: Right::Revision,
            subject: subject.into(),
            words: words.into(),
            lang: Lang::En,
        };
        let id = requests::ask(tx, &asking)?;
        requests::prove(tx, id, "session")?;
        Ok(id)
    };
    house.act(ask).unwrap()
}

fn state(house: &House<'_>, id: RequestId) -> State {
    house.act(move |tx| requests::load(tx, id)).unwrap().state
}

fn rows(house: &House<'_>, id: RequestId) -> Vec<(String, bool, Option<String>)> {
    let all = house.act(move |tx| requests::passings(tx, id)).unwrap();
    all.into_iter().map(|one| (one.party, one.confirmed_at.is_some(), one.answer)).collect()
}

#[test]
fn it_goes_to_the_address_the_policy_names_and_each_is_a_row_of_the_ledger() {
    before_a_server(|house, server| {
        let (mika, id) = corrects(house);
        assert_eq!(state(house, id), State::Working);
        // The answer of the first try is lost: the same letter goes once more.
        server.rules().loses_answers = 1;
        house.work();
        let seen = rows(house, id);
        assert!(
            seen.iter().any(|row| row.0 == "demo_post" && !row.1 && row.2.is_some()),
            "{seen:?}"
        );
        house.pass(Span::hours(2));
        let received = server.received();
        let mine: Vec<_> =
            received.iter().filter(|one| one.to == ["corrections@post.example"]).collect();
        assert_eq!(mine.len(), 2, "kept and lost, and once more under the same number");
        assert_eq!(mine[0].header("Message-ID"), mine[1].header("Message-ID"));
        let seen = rows(house, id);
        let expect =
            [("demo_express".to_owned(), false, None), ("demo_post".to_owned(), true, None)];
        assert_eq!(seen, expect, "the other has no address for it: the desk prints a letter");
        let given = house.act(move |tx| given_of(tx, mika, 50)).unwrap();
        let to = |party: &str| given.iter().filter(|row| row.recipient == party).count();
        assert_eq!((to("demo_post"), to("demo_express")), (2, 1), "one row for all tries");
        assert_eq!(state(house, id), State::Working);
        let staff = kernel::Id::from_bits(9 << 80);
        let letter = house
            .act(move |tx| {
                let made = requests::hand_over(tx, id, "demo_express", Means::Documents)?.unwrap();
                requests::passed(tx, id, "demo_express", staff)?;
                requests::confirmed(tx, id, "demo_express", staff)?;
                Ok(made.lines)
            })
            .unwrap();
        assert!(letter.contains(&"Mika M".to_owned()), "{letter:?}");
        assert_eq!(state(house, id), State::Done);
        let given = house.act(move |tx| given_of(tx, mika, 50)).unwrap();
        assert_eq!(given.iter().filter(|row| row.recipient == "demo_express").count(), 2);
    });
}

#[test]
fn what_is_tried_again_is_decided_again_a_recipient_stopped_meanwhile_is_given_nothing() {
    before_a_server(|house, server| {
        let (mika, id) = corrects(house);
        server.rules().loses_answers = 1;
        house.work();
        let letters = || {
            let received = server.received();
            received.iter().filter(|one| one.to == ["corrections@post.example"]).count()
        };
        assert_eq!(letters(), 1, "the first try came; its answer did not");
        let post = || Control::Recipient("demo_post".to_owned());
        let staff = kernel::Id::from_bits(9 << 80);
        house.act(move |tx| stop(tx, &post(), staff)).unwrap();
        house.pass(Span::days(3));
        assert_eq!(letters(), 1, "nothing more is sent to whom is stopped");
        let seen = rows(house, id);
        let why = Some("privacy.policy_narrowed".to_owned());
        assert!(seen.contains(&("demo_post".to_owned(), false, why)), "{seen:?}");
        assert_eq!(state(house, id), State::Working, "the desk has it");
        let given = house.act(move |tx| given_of(tx, mika, 50)).unwrap();
        let to_post = given.iter().filter(|row| row.recipient == "demo_post").count();
        assert_eq!(to_post, 2, "a parcel’s, and the one try’s");
        house.act(move |tx| lift(tx, &post(), staff)).unwrap();
        lifted(house.db.plugs().get::<privacy::RunningPolicy>().unwrap(), &post());
    });
}

#[test]
fn what_a_recipient_refuses_for_good_stays_with_the_desk_and_says_so() {
    before_a_server(|house, server| {
        let (_, id) = corrects(house);
        server.rules().refuses = Some(("corrections@post.example".into(), 550));
        house.pass(Span::hours(2));
        let seen = rows(house, id);
        assert!(
            seen.contains(&("demo_post".to_owned(), false, Some("550".to_owned()))),
            "{seen:?}"
        );
        assert_eq!(state(house, id), State::Working);
    });
}

#[test]
fn what_comes_back_later_is_the_desk_s_again_also_when_the_request_was_done() {
    before_a_server(|house, server| {
        let (_, id) = corrects(house);
        house.work();
        let path = server.received().last().unwrap().from.clone();
        assert!(path.contains(&format!("bounce+{id}.demo_post@")), "{path}");
        let staff = kernel::Id::from_bits(9 << 80);
        let by_hand = move |party: &'static str| {
            house
                .act(move |tx| {
                    requests::passed(tx, id, party, staff)?;
                    requests::confirmed(tx, id, party, staff)
                })
                .unwrap();
        };
        by_hand("demo_express");
        assert_eq!(state(house, id), State::Done);
        let report = mail::read_bounce(&format!(
            "To: {path}\nContent-Type: multipart/report; boundary=x\n\n--x\n\
             Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n\
             Final-Recipient: rfc822; x@post.example\nAction: failed\nStatus: 5.2.2\n\n--x--\n"
        ))
        .unwrap();
        house.act(move |tx| notices::take_bounce(tx, &report)).unwrap();
        let back = ("demo_post".to_owned(), false, Some("5.2.2".to_owned()));
        assert!(rows(house, id).contains(&back), "{:?}", rows(house, id));
        by_hand("demo_post");
        assert_eq!(state(house, id), State::Done);
        for (letter, code) in
            [(format!("{id}.99"), "mail.not_ours"), ("x.1".into(), "mail.not_ours")]
        {
            let report = mail::Bounce::lost(&letter, "5.1.1");
            let refused = house.act(move |tx| notices::take_bounce(tx, &report));
            assert_eq!(refused.unwrap_err().code(), code, "{letter}");
        }
    });
}

#[test]
fn a_letter_to_whoever_asked_that_comes_back_later_is_heard() {
    before_a_server(|house, server| {
        let asks = || {
            let asking = Asking {
                member: None,
                asker: Asker::Other,
                agent: None,
                right: Right::Disclosure,
                subject: String::new(),
                words: "What do you hold of me?".into(),
                lang: Lang::En,
            };
            let mail = "rita@canary-mail.example";
            house.act(move |tx| requests::ask_by_letter(tx, &asking, mail, None))
        };
        asks().unwrap();
        house.work();
        let path = server.received().last().unwrap().from.clone();
        let letter = path.trim_start_matches("bounce+").split('@').next().unwrap().to_owned();
        for status in ["5.2.2", "5.1.1"] {
            let report = mail::Bounce::lost(&letter, status);
            assert!(asks().is_ok(), "{status} was not heard yet");
            house.act(move |tx| notices::take_bounce(tx, &report)).unwrap();
        }
        assert_eq!(asks().unwrap_err().code(), "privacy.mail_bounces");
    });
}

#[test]
fn nothing_goes_to_whom_nothing_wrong_was_given_or_too_long_ago() {
    in_memory(|house| {
        let (mika, _) = corrects(house);
        let id = asks(house, mika, "birthday", "1990-01-01");
        assert_eq!((rows(house, id), state(house, id)), (Vec::new(), State::Done));
        house.work();
        house.bench.clock.forward(Span::days(91));
        let id = asks(house, mika, "phone", "+64210000001");
        assert_eq!((rows(house, id), state(house, id)), (Vec::new(), State::Done));
    });
}
