//! Writing to the seller of an order: once, or refused where staff see it.
use crate::common::{House, Won, code, in_a_house, member_no, staff, warehouse};
use crate::doors::{ACCOUNTANT, BUYER, SUPPORT, WAREHOUSE, browsers};
use crate::life::{me, paid};
use crate::lists::hired;
use crate::market::Trouble;
use db::Answer;
use kernel::{MessageId, OrderId, Span};
use markets::{No, SellerMessage};
use orders::{By, Message, MessageState};
use web::Role;

pub(crate) const WORDS: &str = "いつ発送されますか。";

pub(crate) fn buyer() -> By {
    staff(&[Role::Buyer])
}

pub(crate) fn write(
    house: &House<'_>,
    order: OrderId,
    words: &str,
    ask: &str,
    by: By,
) -> Answer<MessageId> {
    let (words, ask) = (words.to_owned(), ask.to_owned());
    house.act(move |tx| orders::write_to_seller(tx, order, &words, &ask, by))
}

pub(crate) fn lines(house: &House<'_>, order: OrderId) -> Vec<Message> {
    house.ask(move |tx| orders::messages(tx, order))
}

pub(crate) fn line(house: &House<'_>, order: OrderId, id: MessageId) -> Message {
    lines(house, order).into_iter().find(|line| line.id == id).unwrap()
}

fn stands(house: &House<'_>, order: OrderId, id: MessageId) -> (MessageState, Option<String>) {
    let line = line(house, order, id);
    (line.state, line.code)
}

fn refused(code: &str) -> (MessageState, Option<String>) {
    (MessageState::Refused, Some(code.to_owned()))
}

pub(crate) fn item(house: &House<'_>, won: &Won) -> String {
    house.order(won.id).item
}

/// What the marketplace has of an order's messages.
fn there(house: &House<'_>, won: &Won) -> Vec<SellerMessage> {
    let item = item(house, won);
    house.market.inner().post.lines.get(&item).cloned().unwrap_or_default()
}

fn nobody_is_dead(house: &House<'_>) {
    let dead = house.ask(|tx| jobs::dead(tx, None, 10)).rows;
    assert!(dead.is_empty(), "{dead:?}");
}

/// Hours in which the house makes its rounds.
fn hours(house: &House<'_>, hours: i64) {
    for _ in 0..hours {
        house.pass(Span::hours(1));
        house.follow();
    }
}

#[test]
fn a_message_is_sent_once_whatever_becomes_of_the_answers() {
    use Trouble::{Busy, CrashAfter, CrashBefore, LostTaken, LostUntaken, Unreachable};
    in_a_house(|house| {
        let all = [Busy, Unreachable, LostUntaken, LostTaken, CrashBefore, CrashAfter];
        let mut n = 0;
        for first in all {
            for second in all {
                n += 1;
                let won = paid(house, n);
                house.market.script([first, second]);
                let id = write(house, won.id, WORDS, "form", buyer()).unwrap();
                assert_eq!(line(house, won.id, id).state, MessageState::Sending);
                house.pass(Span::minutes(5));
                house.market.inner().script.clear();
                house.pass(Span::minutes(5));
                let sent = line(house, won.id, id);
                assert_eq!(sent.state, MessageState::Sent, "{first:?}, {second:?}");
                assert_eq!(sent.author, Some(buyer().name()));
                let there = there(house, &won);
                assert_eq!(there.len(), 1, "{first:?}, {second:?}");
                assert_eq!(
                    (there[0].text.as_str(), &there[0].reference),
                    (WORDS, &Some(id.to_string()))
                );
            }
        }
        nobody_is_dead(house);
        house.audit();
    });
}

#[test]
fn a_final_no_is_told_on_the_page_and_the_words_can_be_written_again() {
    in_a_house(|house| {
        let won = paid(house, 1);
        house.market.inner().post.refuse = Some(No::Restricted { rule: "foreign".into() });
        let id = write(house, won.id, WORDS, "form", buyer()).unwrap();
        house.work();
        assert_eq!(stands(house, won.id, id), refused("market.restricted"));
        nobody_is_dead(house);
        house.bench.clock.forward(Span::minutes(1));
        let mut support = hired(house, SUPPORT);
        let path = format!("/staff/orders/{}", won.id);
        let page = house.block_on(support.get(&path));
        assert!(page.says("Not sent") && page.says("The seller does not sell to this house."));
        assert!(page.says("Write it again") && !page.says(&format!("{WORDS}</textarea>")));
        let again = house.block_on(support.get(&format!("{path}?again={id}")));
        assert!(again.says(&format!("{WORDS}</textarea>")), "{}", again.body);
        let typed = [("message", WORDS), ("ask", "another")];
        let done = house.block_on(support.send(&format!("{path}/messages"), &typed));
        assert_eq!(done.goes_to(), Some(path.as_str()), "{}", done.body);
        house.work();
        let all: Vec<_> = lines(house, won.id).iter().map(|line| line.state).collect();
        assert_eq!(all, [MessageState::Refused, MessageState::Sent]);
        assert_eq!(there(house, &won).len(), 1);
    });
}

#[test]
fn the_same_form_sent_twice_is_one_message_and_other_words_in_it_are_refused() {
    in_a_house(|house| {
        let (won, other) = (paid(house, 1), paid(house, 2));
        let first = write(house, won.id, WORDS, "form", buyer());
        assert_eq!(write(house, won.id, &format!(" {WORDS}\r\n"), "form", buyer()), first);
        let reused = write(house, won.id, "Is it black?", "form", buyer());
        assert_eq!(code(&reused), "orders.message_reused");
        assert_ne!(write(house, won.id, WORDS, "another form", buyer()), first);
        assert_ne!(write(house, other.id, WORDS, "form", buyer()), first);
        house.work();
        assert_eq!(write(house, won.id, WORDS, "form", buyer()), first, "also once it is sent");
        house.work();
        assert_eq!(lines(house, won.id).len(), 2);
        assert_eq!(there(house, &won).len(), 2);
    });
}

#[test]
fn only_buyers_and_customer_service_write_to_sellers_and_read_them() {
    in_a_house(|house| {
        let won = paid(house, 1);
        let id = won.id;
        let accountant = || staff(&[Role::Accountant]);
        for by in [me(), By::Member(member_no(2)), By::House, warehouse(), accountant()] {
            let no = "orders.not_a_writer";
            assert_eq!(code(&write(house, id, WORDS, "form", by)), no, "{by:?}");
            let looked = house.act(move |tx| orders::look_for_answer(tx, id, by));
            assert_eq!(code(&looked), no, "{by:?}");
            let read = house.act(move |tx| orders::mark_read(tx, id, &[], by));
            assert_eq!(code(&read), no, "{by:?}");
        }
        assert!(lines(house, id).is_empty());
        write(house, id, WORDS, "form", buyer()).unwrap();
        house.work();
        let path = format!("/staff/orders/{id}");
        for (who, sees) in [(BUYER, true), (SUPPORT, true), (WAREHOUSE, false), (ACCOUNTANT, false)]
        {
            let mut browser = hired(house, who);
            let page = house.block_on(browser.get(&path));
            assert_eq!(page.says(WORDS), sees, "{who}");
            assert_eq!(page.says("Messages with the seller"), sees, "{who}");
            for door in ["messages", "messages/look", "messages/read"] {
                let typed = [("message", "Hello"), ("ask", "hello")];
                let done = house.block_on(browser.send(&format!("{path}/{door}"), &typed));
                assert_eq!(done.status, if sees { 303 } else { 403 }, "{who} {door}");
            }
        }
        let (mut member, _) = house.block_on(browsers(&house.bench.db, vec![orders::routes()]));
        let mine = house.block_on(member.get(&format!("/orders/{id}")));
        assert!(mine.status == 200 && !mine.says(WORDS), "{}", mine.body);
    });
}

#[test]
fn a_message_without_words_or_with_too_many_changes_nothing() {
    in_a_house(|house| {
        let won = paid(house, 1);
        let before = house.ask(jobs::left);
        let long = "あ".repeat(1_001);
        for words in ["", " \n ", &long, "a\0b", "a\u{7}b"] {
            let bad = write(house, won.id, words, "form", buyer());
            assert_eq!(code(&bad), "orders.bad_message", "{words:?}");
        }
        let mut browser = hired(house, BUYER);
        let path = format!("/staff/orders/{}", won.id);
        for typed in ["", &*long, "a\tb"] {
            house.block_on(browser.get(&path));
            let fields = [("message", typed), ("ask", "form")];
            let page = house.block_on(browser.send(&format!("{path}/messages"), &fields));
            assert_eq!(page.status, 422, "{typed:?}");
            assert!(page.says(&format!("{typed}</textarea>")), "what was typed stays");
        }
        assert!(lines(house, won.id).is_empty());
        assert_eq!(house.ask(jobs::left), before);
        write(house, won.id, &"あ".repeat(1_000), "form", buyer()).unwrap();
    });
}

#[test]
fn a_message_outlives_an_outage_of_hours_and_is_refused_after_one_of_more_than_a_day() {
    in_a_house(|house| {
        let troubles =
            |first| std::iter::once(first).chain(std::iter::repeat_n(Trouble::Unreachable, 5_000));
        let (hours_long, lost, gone) = (paid(house, 1), paid(house, 2), paid(house, 3));
        house.market.script(troubles(Trouble::Unreachable));
        let id = write(house, hours_long.id, WORDS, "form", buyer()).unwrap();
        hours(house, 12);
        assert_eq!(stands(house, hours_long.id, id), (MessageState::Sending, None));
        house.market.inner().script.clear();
        hours(house, 2);
        assert_eq!(stands(house, hours_long.id, id), (MessageState::Sent, None));

        for (won, first, ends) in [
            (&gone, Trouble::LostUntaken, refused("market.unreachable")),
            // Its answer was lost and it is there: the marketplace's own word says so.
            (&lost, Trouble::LostTaken, (MessageState::Sent, None)),
        ] {
            house.market.script(troubles(first));
            let id = write(house, won.id, WORDS, "form", buyer()).unwrap();
            hours(house, 27);
            house.market.inner().script.clear();
            hours(house, 2);
            assert_eq!(stands(house, won.id, id), ends, "{first:?}");
            assert!(house.ask(|tx| orders::sending(tx, tx.now())).is_empty());
        }
        nobody_is_dead(house);
    });
}

#[test]
fn a_message_whose_job_is_gone_or_falls_over_each_time_is_not_on_its_way_for_ever() {
    in_a_house(|house| {
        let (one, other) = (paid(house, 1), paid(house, 2));
        let id = write(house, one.id, WORDS, "form", buyer()).unwrap();
        let key = format!("orders.send_message:{id}");
        house.act(move |tx| jobs::Later::cancel(tx, &key)).unwrap();
        hours(house, 2);
        assert_eq!(stands(house, one.id, id), (MessageState::Sent, None));

        house.market.script(std::iter::repeat_n(Trouble::CrashBefore, 5_000));
        let id = write(house, other.id, WORDS, "form", buyer()).unwrap();
        hours(house, 27);
        assert_eq!(stands(house, other.id, id), refused("fault"));
        let key = format!("orders.send_message:{id}");
        assert!(!house.ask(move |tx| jobs::is_planned(tx, &key)));
    });
}

#[test]
fn a_marketplace_that_carries_no_messages_says_so_and_shows_no_form() {
    in_a_house(|house| {
        let won = paid(house, 1);
        let id = won.id;
        house.market.inner().post.carries_none = true;
        assert_eq!(code(&write(house, id, WORDS, "form", buyer())), "orders.no_messages");
        let looked = house.act(move |tx| orders::look_for_answer(tx, id, buyer()));
        assert_eq!(code(&looked), "orders.no_messages");
        assert!(lines(house, id).is_empty());
        let mut browser = hired(house, BUYER);
        let path = format!("/staff/orders/{id}");
        let page = house.block_on(browser.get(&path));
        assert!(page.says("This marketplace carries no messages to its sellers."));
        assert!(!page.says("name=\"message\"") && !page.says("messages/look"));
        let typed = [("message", WORDS), ("ask", "form")];
        let sent = house.block_on(browser.send(&format!("{path}/messages"), &typed));
        assert_eq!(sent.status, 409, "{}", sent.body);
        house.market.inner().post.carries_none = false;
        let page = house.block_on(browser.get(&path));
        assert!(page.says("name=\"message\"") && page.says("Nothing has been written yet."));
    });
}
