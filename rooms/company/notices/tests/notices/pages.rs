use kernel::Id;
use notices::{Channel, Kind};
use web::Language;

use crate::house::{House, in_memory};
use crate::receiver::Receiver;

#[test]
fn the_list_says_what_happened_in_the_readers_words_and_what_is_new() {
    in_memory(|house| {
        let yoko = house.member("yoko", Language::Japanese, None);
        let mut browser = house.browser(yoko);
        let empty = house.block_on(browser.get("/notices"));
        assert!(empty.says("class=\"empty\""), "{}", empty.body);
        for _ in 0..30 {
            house.tell(yoko, Kind::Won);
        }
        let page = house.block_on(browser.get("/notices"));
        assert!(page.says("落札しました") && page.says("(30)"), "{}", page.body);
        assert!(!page.says("{house}") && page.says("rel=\"next\""));
        let (_, rest) = page.body.split_once("/notices/ntc_").unwrap();
        let one = format!("/notices/ntc_{}", rest.split('"').next().unwrap());
        let read = house.block_on(browser.send(&one, &[]));
        assert_eq!(read.goes_to(), Some("/notices"));
        assert!(house.block_on(browser.get("/notices")).says("(29)"));
        // Another's is none, and nobody's is nothing.
        let mut other = house.browser(house.mika());
        house.block_on(other.get("/notices/choices"));
        assert_eq!(house.block_on(other.send(&one, &[])).status, 404);
        assert!(!house.block_on(other.get("/notices")).says("ntc_"));
        house.block_on(browser.send("/notices/reading", &[]));
        assert!(!house.block_on(browser.get("/notices")).says("(29)"));
        let left = house.ask(move |tx| notices::unread(tx, yoko));
        assert_eq!(left, 0);
    });
}

#[test]
fn choices_are_kept_and_what_guards_the_account_is_no_choice() {
    in_memory(|house| {
        let mika = house.mika();
        let mut browser = house.browser(mika);
        let page = house.block_on(browser.get("/notices/choices"));
        assert!(page.says("name=\"won.letter\"") && page.says("name=\"outbid.site\""));
        assert!(!page.says("name=\"password_changed.letter\""), "{}", page.body);
        let fields = [("won.site", "yes"), ("paid.letter", "yes")];
        let kept = house.block_on(browser.send("/notices/choices", &fields));
        assert_eq!(kept.goes_to(), Some("/notices/choices"));
        let chosen = house.ask(move |tx| notices::choices(tx, mika));
        for (kind, channel, expect) in [
            (Kind::Won, Channel::Site, true),
            (Kind::Won, Channel::Letter, false),
            (Kind::Paid, Channel::Letter, true),
            (Kind::Outbid, Channel::Site, false),
            (Kind::PasswordChanged, Channel::Letter, true),
        ] {
            assert_eq!(chosen.goes(kind, channel), expect, "{kind} by {channel}");
        }
    });
}

fn refused(house: &House<'_>, browser: &mut web::Browser, url: &str) -> u16 {
    house.block_on(browser.get("/webhooks"));
    house.block_on(browser.send("/webhooks", &[("url", url)])).status.as_u16()
}

#[test]
fn a_webhook_is_added_on_its_page_its_secret_shown_once_and_no_private_place_taken() {
    in_memory(|house| {
        let (mika, receiver) = (house.mika(), Receiver::start());
        let mut browser = house.browser(mika);
        for url in ["https://10.0.0.1/", "https://169.254.169.254/", "ftp://x", "http://9.9.9.9/"] {
            assert_eq!(refused(house, &mut browser, url), 422, "{url}");
        }
        house.block_on(browser.get("/webhooks"));
        let opened = house.block_on(browser.send("/webhooks", &[("url", &receiver.url())]));
        assert!(opened.says("whsec_"), "{}", opened.body);
        let (_, rest) = opened.body.split_once("/webhooks/whk_").unwrap();
        let path = format!("/webhooks/whk_{}", rest.split('"').next().unwrap());
        let page = house.block_on(browser.get(&path));
        assert!(!page.says("whsec_") && page.says(&receiver.url()), "{}", page.body);
        house.block_on(
            browser.send(&format!("{path}/kinds"), &[("kind", "won"), ("kind", "reset")]),
        );
        house.block_on(browser.send(&format!("{path}/trial"), &[]));
        house.work();
        let page = house.block_on(browser.get(&path));
        assert!(page.says("200") && page.says("test"), "{}", page.body);
        let id = kernel::WebhookId::parse(path.rsplit('/').next().unwrap()).unwrap();
        assert_eq!(house.ask(move |tx| notices::kinds_of(tx, id)), [Kind::Won]);
        let mut other = house.browser(house.member("yoko", Language::English, None));
        house.block_on(other.get("/webhooks"));
        assert_eq!(house.block_on(other.get(&path)).status, 404);
        for step in ["kinds", "trial", "rotation", "resumption", "removal"] {
            let answer = house.block_on(other.send(&format!("{path}/{step}"), &[]));
            assert_eq!(answer.status, 404, "{step}");
        }
        house.block_on(browser.get(&path));
        let gone = house.block_on(browser.send(&format!("{path}/removal"), &[]));
        assert_eq!(gone.goes_to(), Some("/webhooks"));
        assert_eq!(house.block_on(browser.get(&path)).status, 404);
    });
}
