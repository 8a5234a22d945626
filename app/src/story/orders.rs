//! From the win to the door: every order that stands somewhere takes its next step.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use db::{Answer, Lock, Tx};
use kernel::Refused;
use orders::{By, Finding, Order, OrderKind, Parcel, State, Why};

use super::cast::Cast;
use super::tell::Teller;
use crate::house::House;

/// States in which it is the member's turn.
const THEIRS: [State; 2] = [State::Charge1Open, State::Stored];

/// States in which the house or the seller is at it.
const AWAITED: [State; 4] = [State::Charge1Paid, State::Purchasing, State::Purchased, State::Won];

/// Lives every order to its end, and goes on while others may come.
pub(super) async fn live(
    house: &House,
    cast: &Cast,
    teller: &Teller,
    is_bidding: &AtomicBool,
) -> Result<(), Refused> {
    let staff = cast.staff();
    let mut asked = false;
    loop {
        asked = asked || write_to_a_seller(house, staff, teller).await?;
        let more_may_come = is_bidding.load(Ordering::Relaxed);
        let ask = move |tx: &mut Tx<'_>| look(tx, staff);
        let (now, awaited) = house.db.read("story.orders", ask).await?;
        let nothing_waits = now.is_empty() && awaited == 0;
        if !more_may_come && nothing_waits && jobs_left(house).await? == 0 {
            return Ok(());
        }
        for order in now {
            let words = told(&order);
            let id = order.id;
            let act = move |tx: &mut Tx<'_>| step(tx, &order, staff);
            match house.db.write("story.step", Lock::on(id), act).await {
                Ok(()) => teller.tell(words),
                // Somebody else was quicker, or it needs another turn.
                Err(Refused::No(_)) => {}
                Err(refused) => return Err(refused),
            }
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

// One of the orders that have not come to their end; a story that was cut short may ask twice.
async fn write_to_a_seller(house: &House, staff: By, teller: &Teller) -> Result<bool, Refused> {
    let act = move |tx: &mut Tx<'_>| {
        for state in <State as kernel::Word>::ALL.iter().filter(|state| !state.is_over()) {
            let orders = orders::in_state(tx, *state, 200)?;
            let Some(order) = orders.into_iter().find(|order| order.market == "bazaar") else {
                continue;
            };
            orders::write_to_seller(tx, order.id, "いつ発送されますか。", "story", staff)?;
            return Ok(Some(order.title));
        }
        Ok(None)
    };
    let asked = house.db.write("story.write_to_seller", Lock::none(), act).await?;
    if let Some(title) = &asked {
        teller.tell(format!("A buyer asks the seller of “{title}” when it will be sent."));
    }
    Ok(asked.is_some())
}

async fn jobs_left(house: &House) -> Result<i64, Refused> {
    house.db.read("story.jobs_left", jobs::left).await
}

// The list the staff see is what they go by; a member sees their own orders.
fn look(tx: &mut Tx<'_>, staff: By) -> Answer<(Vec<Order>, usize)> {
    let mut now = orders::waiting_for(tx, staff, 10_000)?;
    now.retain(|order| match order.state {
        // The seller sends it, and the marketplace says so; a shop tells its buyer.
        State::Purchased => order.kind == OrderKind::Desk,
        // Nobody in the story decides about what was stopped.
        State::OnHold => false,
        _ => true,
    });
    for state in THEIRS {
        now.extend(orders::in_state(tx, state, 200)?);
    }
    let mut awaited = 0;
    for state in AWAITED {
        awaited += orders::in_state(tx, state, 200)?.len();
    }
    Ok((now, awaited))
}

fn step(tx: &mut Tx<'_>, order: &Order, staff: By) -> Answer<()> {
    let member = By::Member(order.member);
    let id = order.id;
    match order.state {
        State::Charge1Open => orders::pay(tx, id, member),
        State::Purchased => orders::ship(tx, id, "sagawa", "4001-2345-6789", staff),
        State::SellerShipped => match &order.in_tracking {
            Some(tracking) => orders::arrive(tx, tracking, "a brown box", staff).map(|_| ()),
            None => orders::arrive_order(tx, id, staff),
        },
        State::Arrived => orders::inspect(tx, id, Finding::Ok, Why::NONE, staff),
        State::Ok => orders::store(tx, id, "A-01", staff),
        State::Stored => orders::instruct(tx, id, member),
        State::Instructed => orders::start_packing(tx, id, staff),
        State::Packing => {
            let parcel = Parcel { weight_g: 900, length_mm: 300, width_mm: 200, height_mm: 120 };
            orders::pack(tx, id, parcel, staff)
        }
        State::Packed => orders::hand_over(tx, id, "Demo Post", "EE123456785JP", staff).map(|_| ()),
        State::HandedOver => orders::in_transit(tx, id, staff),
        State::InTransit => orders::delivered(tx, id, staff),
        State::Delivered => orders::close(tx, id, staff),
        State::RefundDue => orders::refund(tx, id, staff),
        _ => Ok(()),
    }
}

fn told(order: &Order) -> String {
    let title = &order.title;
    match order.state {
        State::Charge1Open => {
            format!("The member pays for “{title}”: {}, shipping, fee.", order.price_yen)
        }
        State::Purchased => format!("The shop has named the number it sends “{title}” under."),
        State::SellerShipped => format!(
            "The seller has shipped “{title}” ({}); it arrives at the warehouse.",
            order.in_tracking.as_deref().unwrap_or("no number")
        ),
        State::Arrived => format!("The warehouse looks at “{title}”: as described."),
        State::Ok => format!("“{title}” lies on shelf A-01."),
        State::Stored => format!("The member wants “{title}” sent."),
        State::Instructed => format!("“{title}” comes to the packing table."),
        State::Packing => format!("“{title}” is packed: 900 g."),
        State::Packed => format!("“{title}” is handed over to the carrier, with its label."),
        State::HandedOver => format!("“{title}” is on its way."),
        State::InTransit => format!("“{title}” is delivered."),
        State::Delivered => format!("The order of “{title}” is closed."),
        State::RefundDue => format!("“{title}” could not be had; the money goes back."),
        _ => String::new(),
    }
}
