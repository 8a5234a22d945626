//! A thing from a shop without a connector: asked for by its address, and bought by hand.

use std::time::Duration;

use db::{Answer, Lock, Tx};
use kernel::{DeskTaskId, MemberId, Refused, Span, Yen};
use orders::State;
use shopping::{Ask, NewOffer, Offer, Quote};

use super::cast::Cast;
use super::tell::Teller;
use crate::house::House;

const TITLE: &str = "A lamp by its address";

/// Alice asks for a lamp, a buyer finds out what it costs, she takes the offer, the buyer buys it:
/// what comes after is an order like the others. A story that was cut short goes on where it was.
pub(super) async fn order(house: &House, cast: &Cast, teller: &Teller) -> Result<(), Refused> {
    let alice = cast.alice;
    house.db.write("story.ask", Lock::on(alice), move |tx| ask(tx, alice)).await?;
    teller.tell("Alice asks the desk for two lamps, by the address of a shop.");
    loop {
        let (quote, task) = house.db.read("story.quote", move |tx| look(tx, alice)).await?;
        let Some(quote) = quote else { return Ok(()) };
        let words = match quote.state {
            State::QuoteRequested => "A buyer looks at the shop, and makes Alice an offer.",
            State::Quoted => "Alice takes the offer: two lamps, ¥3,000 each.",
            State::Accepted => "The buyer orders the lamps, and notes the shop’s order number.",
            _ => return Ok(()),
        };
        let staff = cast.staff();
        let act = move |tx: &mut Tx<'_>| step(tx, &quote, task, staff);
        match house.db.write("story.desk", Lock::on(alice), act).await {
            Ok(true) => teller.tell(words),
            // It waits for a job of the house.
            Ok(false) | Err(Refused::No(_)) => tokio::time::sleep(Duration::from_millis(50)).await,
            Err(refused) => return Err(refused),
        }
    }
}

fn ask(tx: &mut Tx<'_>, alice: MemberId) -> Answer<()> {
    if !shopping::quotes(tx, alice, None, 1)?.rows.is_empty() {
        return Ok(());
    }
    let page = shopping::read_url("https://shop.example.jp/lamps/7")?;
    let (options, words) = (String::new(), "Blue, if there is one.".to_owned());
    let ask = Ask { member: alice, page, quantity: 2, options, words };
    shopping::ask(tx, &ask).map(|_| ())
}

// What the buyer sees: the request, and its task in the queue.
fn look(tx: &mut Tx<'_>, alice: MemberId) -> Answer<(Option<Quote>, Option<DeskTaskId>)> {
    let quote = shopping::quotes(tx, alice, None, 1)?.rows.pop();
    let queue = shopping::queue(tx)?;
    let task = queue.iter().find(|task| quote.as_ref().is_some_and(|q| q.id == task.quote));
    let task = task.map(|task| task.id);
    Ok((quote, task))
}

fn step(
    tx: &mut Tx<'_>,
    quote: &Quote,
    task: Option<DeskTaskId>,
    staff: orders::By,
) -> Answer<bool> {
    if quote.state == State::Quoted {
        let each_yen = quote.each_yen.unwrap_or_default();
        let shown = Offer { each_yen, shipping_yen: quote.shipping_yen };
        let taken = shopping::accept(tx, quote.member, quote.id, shown);
        return taken.map(|_| true);
    }
    let Some(task) = task else { return Ok(false) };
    shopping::claim(tx, task, staff)?;
    if quote.state == State::Accepted {
        return shopping::placed(tx, task, "LAMP-7", staff).map(|()| true);
    }
    let offer = Offer { each_yen: Yen::new(3_000), shipping_yen: Some(Yen::new(600)) };
    let expires_at = tx.now().plus(Span::days(3));
    let new = NewOffer { title: TITLE.into(), offer, expires_at };
    shopping::quoted(tx, task, &new, staff).map(|()| true)
}
