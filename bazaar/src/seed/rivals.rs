use auction::Terms;
use kernel::{At, Span};

use super::Stream;
use crate::event::ToldBid;
use crate::state::Due;

/// A rival's bid to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rival {
    pub(crate) at: At,
    pub(crate) name: String,
    /// The most they would pay.
    pub(crate) worth_yen: i64,
    /// Whether they go up in small steps instead of naming their maximum.
    pub(crate) nibble: bool,
}

impl Rival {
    /// One whose bid is told, to the yen and the instant.
    pub(crate) fn told(bid: &ToldBid) -> Rival {
        let at = At::from_micros(bid.at);
        Rival { at, name: bid.name.clone(), worth_yen: bid.max_yen, nibble: false }
    }

    /// The thing to be done when its time comes.
    pub(crate) fn due(self, item: &str) -> Due {
        let Rival { name, worth_yen, nibble, .. } = self;
        Due::Rival { item: item.to_owned(), name, worth_yen, nibble }
    }
}

const HANDLES: [&str; 24] = [
    "tanuki",
    "hoshizora",
    "umibozu",
    "kinako",
    "yamabiko",
    "sakuramochi",
    "dango",
    "kitsune",
    "fukurou",
    "nekoze",
    "mikan",
    "suzume",
    "wasabi",
    "tsubame",
    "hotaru",
    "kaminari",
    "matsukaze",
    "yuzu",
    "momiji",
    "karasu",
    "genmai",
    "shirokuma",
    "asagao",
    "tonbo",
];

/// How long before the end a bid comes: (per mille that come later than this, this long before).
type Lateness = [(i64, Span); 4];

/// The last bid of a lot, as in the real histories: 11 % within ten seconds of the end, 32 % within
/// a minute, 47 % within five, 72 % within the hour.
const LAST: Lateness =
    [(110, Span::secs(10)), (320, Span::secs(60)), (470, Span::minutes(5)), (720, Span::hours(1))];
/// Any bid: 3.1 % within the last minute, 6.9 % within five, 16 % within the hour.
const ANY: Lateness =
    [(8, Span::secs(10)), (31, Span::secs(60)), (69, Span::minutes(5)), (160, Span::hours(1))];

/// Everyone who will bid on a lot, in no order.
pub(crate) fn rivals(seed: u64, item: &str, worth_yen: i64, terms: &Terms) -> Vec<Rival> {
    let mut stream = Stream::new(seed, &["rivals", item]);
    // About one lot in eight finds nobody.
    if stream.permille(120) {
        return Vec::new();
    }
    let length = terms.ends_at.since(terms.starts_at);
    let bids = stream.pick(&[1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 22, 30]).copied().unwrap_or(1);
    let people: Vec<(String, i64, bool)> = (0..=bids / 2)
        .map(|_| {
            let share = stream.between(55, 130);
            (handle(&mut stream), worth_yen * share / 100, stream.permille(600))
        })
        .collect();
    let last = before_end(&mut stream, &LAST, length);
    let mut all = Vec::new();
    for n in 0..bids {
        let drawn = before_end(&mut stream, &ANY, length);
        let before = if n == 0 { last } else { drawn.max(last) };
        let at = terms.ends_at.minus(before);
        if n == 0 {
            // Whoever comes last comes to win: somebody new, ready to pay more than most.
            let worth_yen = worth_yen * stream.between(110, 160) / 100;
            all.push(Rival { at, name: handle(&mut stream), worth_yen, nibble: false });
        } else if let Some((name, worth_yen, nibble)) = stream.pick(&people).cloned() {
            all.push(Rival { at, name, worth_yen, nibble });
        }
    }
    all
}

/// Somebody who saw that a lot was extended and tries once more.
pub(crate) fn answer(
    seed: u64,
    item: &str,
    bid: u32,
    worth_yen: i64,
    ends_at: At,
) -> Option<Rival> {
    let mut stream = Stream::new(seed, &["answer", item, &bid.to_string()]);
    if !stream.permille(400) {
        return None;
    }
    let at = ends_at.minus(Span::secs(stream.between(5, 290)));
    let worth_yen = worth_yen * stream.between(80, 150) / 100;
    Some(Rival { at, name: handle(&mut stream), worth_yen, nibble: false })
}

fn handle(stream: &mut Stream) -> String {
    let name = stream.pick(&HANDLES).copied().unwrap_or("tanuki");
    format!("{name}{}", stream.between(10, 99))
}

/// At least a millisecond, at most the lot's whole length.
fn before_end(stream: &mut Stream, lateness: &Lateness, length: Span) -> Span {
    let drawn = stream.below(1_000);
    let mut from = Span::millis(1);
    let mut to = length;
    for (share, within) in lateness {
        if drawn < *share {
            to = *within;
            break;
        }
        from = *within;
    }
    // A short lot has no last hour: whatever does not fit falls anywhere in it.
    let (low, high) = if to > length || from >= to {
        (1_000, length.as_micros())
    } else {
        (from.as_micros(), to.as_micros())
    };
    Span::micros(stream.between(low, high.max(low)).min(length.as_micros()))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use auction::{Amount, Auction, Bidder, Rating, Relisting, Restrictions};

    use super::*;

    fn week() -> Terms {
        Terms {
            start: Amount::new(100),
            reserve: None,
            buy_now: None,
            starts_at: At::from_secs(0),
            ends_at: At::from_secs(7 * 86_400),
            auto_extension: true,
            early_end: true,
            restrictions: Restrictions::default(),
            relisting: Relisting::default(),
            increments: Arc::new(auction::table("yahoo").unwrap()),
        }
    }

    /// The bids of a plan that the rules take, as instants.
    fn taken(terms: &Terms, plan: &[Rival]) -> Vec<At> {
        let mut lot = Auction::open(terms.clone()).unwrap();
        let mut plan: Vec<&Rival> = plan.iter().collect();
        plan.sort_by_key(|rival| rival.at);
        let mut names = Vec::new();
        for rival in plan {
            if !names.contains(&&rival.name) {
                names.push(&rival.name);
            }
            let bidder = names.iter().position(|name| *name == &rival.name).unwrap();
            let least = lot.least_next().get();
            let max = if rival.nibble { rival.worth_yen.min(least) } else { rival.worth_yen };
            let _ = lot.place(Bidder(bidder as u64), Amount::new(max), Rating::default(), rival.at);
        }
        lot.bids().iter().map(|bid| bid.placed_at).collect()
    }

    #[test]
    fn the_last_bids_come_as_late_as_the_real_ones() {
        let (mut lots, mut bids, mut late) = (0, 0, [0; 4]);
        for n in 0..4_000 {
            let terms = Terms { start: Amount::new(100 + n % 6_000), ..week() };
            let plan = rivals(42, &format!("k{n}"), 10_000, &terms);
            let told = taken(&terms, &plan);
            let Some(last) = told.last() else { continue };
            lots += 1;
            bids += told.len();
            let before = terms.ends_at.since(*last);
            for (count, (_, within)) in late.iter_mut().zip(LAST) {
                *count += i64::from(before <= within);
            }
        }
        for (count, (share, within)) in late.iter().zip(LAST) {
            let permille = count * 1_000 / lots;
            assert!((permille - share).abs() < 60, "{permille} within {within:?}, not {share}");
        }
        assert!((3_400..3_640).contains(&lots), "{lots} of 4,000 found a bidder");
        println!("{bids} bids were taken on {lots} lots; last ones per lot: {late:?}");
    }

    #[test]
    fn rivals_of_a_short_lot_bid_while_it_is_open() {
        let terms = Terms { ends_at: At::from_secs(30), ..week() };
        for n in 0..500 {
            for rival in rivals(42, &format!("k{n}"), 10_000, &terms) {
                assert!(rival.at >= terms.starts_at && rival.at < terms.ends_at, "{rival:?}");
            }
        }
    }
}
