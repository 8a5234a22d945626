//! What the seller of an order answers: kept once, looked for, shown to those who write to sellers
//! until one of them has read it.
use crate::common::{House, in_a_house, member_no};
use crate::doors::{BUYER, SUPPORT, WAREHOUSE};
use crate::life::{ME, paid};
use crate::lists::hired;
use crate::messages::{WORDS, buyer, item, line, lines, write};
use kernel::{At, Id, Span, StaffId};
use markets::SellerMessage;
use orders::{By, Reason, Why};

/// The seller of an item writes.
fn answers(house: &House<'_>, item: &str, text: &str, sent_at: At) {
    let mut inner = house.market.inner();
    let lines = inner.post.lines.entry(item.into()).or_default();
    let (id, text) = (format!("m{}", lines.len() + 1), text.into());
    lines.push(SellerMessage { id, from_seller: true, text, sent_at, reference: None });
}

#[test]
fn what_a_seller_writes_is_kept_once_and_waits_until_somebody_says_that_they_read_it() {
    in_a_house(|house| {
        let won = paid(house, 1);
        let path = format!("/staff/orders/{}", won.id);
        let item = item(house, &won);
        write(house, won.id, WORDS, "form", buyer()).unwrap();
        house.work();
        let (mut browser, mut packer) = (hired(house, BUYER), hired(house, WAREHOUSE));
        assert!(!house.block_on(browser.get("/staff/orders")).says("Sellers have written"));
        let answered = house.bench.db.now();
        answers(house, &item, "明日発送します。", answered);
        house.pass(Span::minutes(11));
        // However often it is read.
        house.block_on(browser.get(&path));
        for _ in 0..3 {
            let done = house.block_on(browser.send(&format!("{path}/messages/look"), &[]));
            assert_eq!(done.goes_to(), Some(path.as_str()));
            house.work();
        }
        assert!(house.market.inner().post.looks.len() >= 4);
        let theirs: Vec<_> =
            lines(house, won.id).into_iter().filter(|l| l.author.is_none()).collect();
        assert_eq!(theirs.len(), 1, "{theirs:?}");
        assert_eq!(
            (theirs[0].words.as_str(), theirs[0].written_at),
            ("明日発送します。", answered)
        );
        let list = house.block_on(browser.get("/staff/orders"));
        assert!(list.says("Sellers have written") && list.says("1 new message"), "{}", list.body);
        assert!(!house.block_on(packer.get("/staff/orders")).says("Sellers have written"));
        // Looking at it is not reading it; what came after the page was shown is not read with it.
        let page = house.block_on(browser.get(&path));
        assert!(page.says("明日発送します。") && page.says("Not read yet"), "{}", page.body);
        answers(house, &item, "発送しました。", answered.plus(Span::minutes(5)));
        house.block_on(browser.send(&format!("{path}/messages/look"), &[]));
        house.work();
        let first = theirs[0].id.to_string();
        let read = [("line", first.as_str())];
        let done = house.block_on(browser.send(&format!("{path}/messages/read"), &read));
        assert_eq!(done.status, 303);
        let at = house.bench.db.now();
        house.bench.clock.forward(Span::minutes(1));
        house.block_on(hired(house, SUPPORT).get(&path));
        let one = line(house, won.id, theirs[0].id);
        let by = StaffId::from_bits(BUYER).to_string();
        assert_eq!((one.read_at, one.read_by), (Some(at), Some(by)));
        let unread = house.ask(orders::unread);
        assert_eq!((unread.len(), unread[0].order, unread[0].lines), (1, won.id, 1));
        // The rest, by the button of the page as it stands; who was first stays on record.
        let all: Vec<String> =
            lines(house, won.id).iter().map(|line| line.id.to_string()).collect();
        let read: Vec<_> = all.iter().map(|id| ("line", id.as_str())).collect();
        let mut support = hired(house, SUPPORT);
        house.block_on(support.get(&path));
        house.block_on(support.send(&format!("{path}/messages/read"), &read));
        assert!(house.ask(orders::unread).is_empty());
        assert_eq!(line(house, won.id, theirs[0].id).read_at, Some(at));
        let list = house.block_on(browser.get("/staff/orders"));
        assert!(!list.says("Sellers have written"));
    });
}

#[test]
fn lines_of_one_order_are_not_marked_from_another() {
    in_a_house(|house| {
        let (won, other) = (paid(house, 1), paid(house, 2));
        answers(house, &item(house, &won), "はい。", At::from_secs(1));
        let (id, elsewhere) = (won.id, other.id);
        house.act(move |tx| orders::look_for_answer(tx, id, buyer())).unwrap();
        house.work();
        let line = lines(house, id)[0].id;
        house.act(move |tx| orders::mark_read(tx, elsewhere, &[line], buyer())).unwrap();
        assert_eq!(house.ask(orders::unread).len(), 1);
        // A clock that is wrong there puts no line before the order.
        assert_eq!(lines(house, id)[0].written_at, house.order(id).opened_at);
    });
}

#[test]
fn an_answer_is_looked_for_ever_more_rarely_and_after_a_week_no_more() {
    in_a_house(|house| {
        let won = paid(house, 1);
        house.pass(Span::days(8));
        assert_eq!(house.ask(jobs::left), 0);
        write(house, won.id, WORDS, "form", buyer()).unwrap();
        house.pass(Span::hours(1));
        let looks = || house.market.inner().post.looks.len();
        assert_eq!(looks(), 3, "after 10, 20 and 40 minutes");
        let id = won.id;
        // Asked for by hand there is still one job, and the later ones go on from there.
        for _ in 0..2 {
            house.act(move |tx| orders::look_for_answer(tx, id, buyer())).unwrap();
        }
        assert_eq!(house.ask(jobs::left), 1);
        house.pass(Span::days(9));
        assert!((30..=36).contains(&looks()), "{}", looks());
        assert_eq!(house.ask(jobs::left), 0);
    });
}

#[test]
fn no_answer_is_looked_for_once_the_order_is_over() {
    in_a_house(|house| {
        let id = house.win(1, member_no(ME), 1_000, Some(520)).id;
        house.work();
        write(house, id, WORDS, "form", buyer()).unwrap();
        house.work();
        let mut browser = hired(house, BUYER);
        let path = format!("/staff/orders/{id}");
        let told = "We look for an answer from time to time.";
        assert!(house.block_on(browser.get(&path)).says(told));
        let off = Why::reason(Reason::SellerCancelled);
        house.act(move |tx| orders::call_off(tx, id, off, By::House)).unwrap();
        assert_eq!(house.state(id), "closed");
        assert!(!house.block_on(browser.get(&path)).says(told));
        house.pass(Span::hours(1));
        assert!(house.market.inner().post.looks.is_empty());
        // By hand it is looked for all the same, once.
        house.act(move |tx| orders::look_for_answer(tx, id, buyer())).unwrap();
        house.pass(Span::days(9));
        assert_eq!(house.market.inner().post.looks.len(), 1);
        assert_eq!(house.ask(jobs::left), 0);
    });
}

#[test]
fn what_cannot_be_kept_or_shown_of_a_sellers_words_is_left_out() {
    in_a_house(|house| {
        let won = paid(house, 1);
        let (id, item) = (won.id, item(house, &won));
        let later = house.bench.db.now().plus(Span::days(400));
        answers(house, &item, "a\0b\r\nc\u{1b}<b>", later);
        answers(house, &item, &"x".repeat(70_000), later);
        house.act(move |tx| orders::look_for_answer(tx, id, buyer())).unwrap();
        house.work();
        let all = lines(house, id);
        assert_eq!(all[0].words, "a b\nc <b>");
        assert_eq!(all[1].words.len(), 4_000);
        assert!(all.iter().all(|line| line.written_at <= house.bench.db.now()));
        let page = house.block_on(hired(house, BUYER).get(&format!("/staff/orders/{id}")));
        assert!(page.says("c &lt;b&gt;"), "it is shown as text");
    });
}
