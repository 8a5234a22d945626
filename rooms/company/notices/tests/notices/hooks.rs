use kernel::{MemberId, Span, WebhookId, Word};
use notices::{Delivery, Kind};
use serde_json::Value;

use crate::house::{House, code, in_memory, nobody};
use crate::receiver::Receiver;

fn open(house: &House<'_>, member: MemberId, receiver: &Receiver) -> (WebhookId, String) {
    let url = receiver.url();
    let act = move |tx: &mut db::Tx<'_>| {
        let secret = notices::open_webhook(tx, member, &url)?;
        let kinds = [Kind::Won, Kind::Outbid, Kind::PasswordChanged];
        notices::listen(tx, member, secret.webhook, &kinds)?;
        Ok((secret.webhook, secret.words))
    };
    house.act(act).unwrap()
}

fn deliveries(house: &House<'_>, webhook: WebhookId) -> Vec<Delivery> {
    house.ask(move |tx| notices::deliveries_of(tx, webhook, None, 100)).rows
}

#[test]
fn a_receiver_is_told_ids_and_figures_by_signed_messages() {
    in_memory(|house| {
        let (receiver, mika) = (Receiver::start(), house.mika());
        let (webhook, secret) = open(house, mika, &receiver);
        for kind in [Kind::Won, Kind::Lost, Kind::PasswordChanged] {
            house.tell(mika, kind);
        }
        house.work();
        let messages = receiver.messages();
        assert_eq!(messages.len(), 1, "what was not chosen is not sent, nor the account's own");
        let message = &messages[0];
        assert!(message.is_signed_by(&secret));
        assert!(!message.is_signed_by("whsec_AAAA"));
        let said: Value = serde_json::from_str(&message.body).unwrap();
        assert_eq!(said["type"], "bid.won");
        assert!(said["data"]["id"].as_str().unwrap().starts_with("bid_"));
        assert!(said["timestamp"].as_str().unwrap().starts_with("2026-11-22T"));
        let all = deliveries(house, webhook);
        assert_eq!((all.len(), all[0].answer, all[0].tries), (1, Some(200), 1));
        assert_eq!(message.header("webhook-id"), all[0].id.to_string());
        house.act(move |tx| notices::try_out(tx, mika, webhook)).unwrap();
        house.work();
        let trial: Value = serde_json::from_str(&receiver.messages()[1].body).unwrap();
        assert_eq!(trial["type"], "test");
        // Neither the place nor the secret lies open anywhere.
        let shown = house.dump();
        let bare = secret.trim_start_matches("whsec_");
        for canary in [bare, "/hook", &format!("127.0.0.1:{}", receiver.port)] {
            assert!(!shown.contains(canary), "{canary} lies open");
        }
    });
}

#[test]
fn what_is_not_taken_is_tried_again_by_the_schemes_waits() {
    in_memory(|house| {
        let (receiver, mika) = (Receiver::start(), house.mika());
        let (webhook, secret) = open(house, mika, &receiver);
        receiver.answers(&[500, 302, 429]);
        house.tell(mika, Kind::Won);
        house.work();
        house.pass(Span::secs(4));
        assert_eq!(receiver.messages().len(), 1);
        house.pass(Span::secs(2));
        assert_eq!(receiver.messages().len(), 2, "after five seconds; no redirect is followed");
        house.pass(Span::hours(1));
        let messages = receiver.messages();
        assert_eq!(messages.len(), 4);
        assert!(messages.iter().all(|message| message.is_signed_by(&secret)));
        let first = messages[0].header("webhook-id");
        assert!(messages.iter().all(|message| message.header("webhook-id") == first));
        assert_ne!(
            messages[0].header("webhook-timestamp"),
            messages[3].header("webhook-timestamp")
        );
        let all = deliveries(house, webhook);
        assert_eq!((all[0].state.word(), all[0].tries), ("taken", 4));
        let dead = house.ask(|tx| jobs::dead(tx, None, 10)).rows;
        assert!(dead.is_empty(), "{dead:?}");
    });
}

#[test]
fn for_a_day_after_a_new_secret_both_sign() {
    in_memory(|house| {
        let (receiver, mika) = (Receiver::start(), house.mika());
        let (webhook, old) = open(house, mika, &receiver);
        let new = house.act(move |tx| notices::rotate(tx, mika, webhook)).unwrap().words;
        assert_ne!(old, new);
        house.tell(mika, Kind::Won);
        house.work();
        let both = receiver.messages().remove(0);
        assert!(both.is_signed_by(&old) && both.is_signed_by(&new));
        house.bench.clock.forward(Span::hours(25));
        house.tell(mika, Kind::Outbid);
        house.work();
        let one = receiver.messages().remove(1);
        assert!(!one.is_signed_by(&old) && one.is_signed_by(&new));
    });
}

#[test]
fn a_receiver_that_is_gone_or_silent_for_long_is_stopped_and_its_member_told() {
    in_memory(|house| {
        let (receiver, mika) = (Receiver::start(), house.mika());
        let (webhook, _) = open(house, mika, &receiver);
        receiver.answers(&[410]);
        house.tell(mika, Kind::Won);
        house.work();
        let stopped = house.ask(move |tx| notices::webhook_of(tx, mika, webhook));
        assert_eq!(stopped.stopped_why.as_deref(), Some("gone"));
        assert_eq!(house.kinds(mika)[0], Kind::WebhookStopped);
        house.tell(mika, Kind::Won);
        house.work();
        assert_eq!(receiver.messages().len(), 1, "nothing is sent to it any more");

        house.act(move |tx| notices::resume(tx, mika, webhook)).unwrap();
        receiver.answers(&[500; 100]);
        for _ in 0..7 {
            house.tell(mika, Kind::Outbid);
            house.pass(Span::days(1));
        }
        let stopped = house.ask(move |tx| notices::webhook_of(tx, mika, webhook));
        assert_eq!(stopped.stopped_why.as_deref(), Some("failing"));
        let told = house.kinds(mika).iter().filter(|k| **k == Kind::WebhookStopped).count();
        assert_eq!(told, 2);
        house.pass(Span::days(5));
        let waits =
            deliveries(house, webhook).iter().filter(|d| d.state.word() == "waiting").count();
        assert_eq!(waits, 0, "what waited is put away");
    });
}

#[test]
fn one_trial_of_a_webhook_waits_at_a_time_and_its_messages_have_an_end() {
    in_memory(|house| {
        let (receiver, mika) = (Receiver::start(), house.mika());
        let (webhook, _) = open(house, mika, &receiver);
        let trial = || house.act(move |tx| notices::try_out(tx, mika, webhook).map(|_| ()));
        receiver.answers(&[500]);
        trial().unwrap();
        assert_eq!(code(&trial()), "notices.trial_waits");
        house.work();
        assert_eq!(code(&trial()), "notices.trial_waits", "it is tried again for days");
        house.pass(Span::hours(1));
        trial().unwrap();
        house.work();

        let flood = move |tx: &mut db::Tx<'_>| {
            for _ in 0..=notices::rules::MOST_WAITING {
                notices::tell(tx, &notices::Fact::new(mika, Kind::Outbid, mika))?;
            }
            Ok(())
        };
        house.act(flood).unwrap();
        assert_eq!(code(&trial()), "notices.too_many_wait");
        let dropped = |all: Vec<notices::Delivery>| {
            all.into_iter().find(|one| one.why.as_deref() == Some("too_many_wait"))
        };
        let last = house.ask(move |tx| notices::deliveries_of(tx, webhook, None, 2_000)).rows;
        let last = dropped(last).unwrap();
        assert_eq!(last.state.word(), "dropped");
        let again = move |tx: &mut db::Tx<'_>| notices::send_again(tx, mika, webhook, last.id);
        assert_eq!(code(&house.act(again)), "notices.too_many_wait");
        house.work();
        house.act(again).unwrap();
    });
}

#[test]
fn a_webhook_is_its_members_alone_and_taken_away_it_hears_nothing() {
    in_memory(|house| {
        let (receiver, mika) = (Receiver::start(), house.mika());
        let (webhook, _) = open(house, mika, &receiver);
        let other = nobody();
        for refused in [
            house.act(move |tx| notices::rotate(tx, other, webhook).map(|_| ())),
            house.act(move |tx| notices::remove(tx, other, webhook)),
            house.act(move |tx| notices::listen(tx, other, webhook, &[])),
            house.act(move |tx| notices::try_out(tx, other, webhook).map(|_| ())),
            house.act(move |tx| notices::resume(tx, other, webhook)),
        ] {
            assert_eq!(code(&refused), "notices.unknown");
        }
        house.tell(mika, Kind::Won);
        house.act(move |tx| notices::remove(tx, mika, webhook)).unwrap();
        house.tell(mika, Kind::Won);
        house.work();
        assert!(receiver.messages().is_empty());
        for _ in 0..5 {
            open(house, mika, &receiver);
        }
        let many = house.act(move |tx| notices::open_webhook(tx, mika, "https://9.9.9.9/"));
        assert_eq!(code(&many), "notices.too_many_webhooks");
    });
}

#[test]
fn a_message_that_was_given_up_is_sent_again_under_its_id_when_its_member_asks() {
    in_memory(|house| {
        let (receiver, mika) = (Receiver::start(), house.mika());
        let (webhook, secret) = open(house, mika, &receiver);
        receiver.answers(&[410]);
        house.tell(mika, Kind::Won);
        house.work();
        let message = deliveries(house, webhook).remove(0);
        assert_eq!((message.state.word(), message.tries), ("failed", 1));
        let (id, other) = (message.id, nobody());
        let again = |who: MemberId| house.act(move |tx| notices::send_again(tx, who, webhook, id));
        assert_eq!(code(&again(mika)), "notices.is_stopped");
        house.act(move |tx| notices::resume(tx, mika, webhook)).unwrap();
        assert_eq!(code(&again(other)), "notices.unknown");
        assert_eq!(code(&again(mika)), "ok");
        assert_eq!(code(&again(mika)), "notices.not_given_up");
        house.work();
        let messages = receiver.messages();
        assert_eq!(messages.len(), 2);
        assert_eq!(messages[0].header("webhook-id"), messages[1].header("webhook-id"));
        assert!(messages[1].is_signed_by(&secret));
        let message = deliveries(house, webhook).remove(0);
        assert_eq!((message.state.word(), message.tries), ("taken", 2));
        assert_eq!(code(&again(mika)), "notices.not_given_up");
    });
}

#[test]
fn a_program_is_told_a_secret_for_a_day_and_then_has_a_new_one_made() {
    in_memory(|house| {
        let (receiver, mika) = (Receiver::start(), house.mika());
        let (webhook, secret) = open(house, mika, &receiver);
        let make = move |tx: &mut db::Tx<'_>| {
            web::api::make(tx, mika, "mine", &[web::api::Scope::Account], 30)
        };
        let (_, key) = house.act(make).unwrap();
        let mine = web::Program::new(house.site.router(), Some(key));
        let path = format!("/api/v1/webhooks/{webhook}");
        let told = || house.block_on(mine.get(&format!("{path}/secret")));
        assert!(told().says(&secret), "{}", told().body);
        house.bench.clock.forward(Span::hours(24));
        let page = told();
        assert!(page.status == 410 && page.says("notices.secret_told"), "{}", page.body);
        assert!(!page.says("whsec_"));
        let rotated = house.block_on(mine.post(&format!("{path}/rotation"), "new", ""));
        assert_eq!(rotated.status, 200, "{}", rotated.body);
        assert!(told().says("whsec_") && !told().says(&secret));
    });
}
