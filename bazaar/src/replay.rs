//! Real bid histories: read from a file, and fed to the rules.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use auction::{
    Amount, Auction, Bidder, Increments, Outcome, Rating, Relisting, Restrictions, Terms,
};
use kernel::{At, Refused, Span};

use crate::refusals::No;

/// How well the rules tell the closing prices of a file of bid histories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// Auctions in the file.
    pub auctions: usize,
    /// Those whose closing price comes out to the cent.
    pub exact: usize,
    /// Those whose closing price comes out within one step of the increment table.
    pub within_one_step: usize,
}

/// One auction of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct History {
    pub(crate) id: String,
    pub(crate) start: Amount,
    pub(crate) length: Span,
    /// The closing price: for the report alone, no decision ever looks at it.
    pub(crate) closing: Amount,
    pub(crate) bids: Vec<Recorded>,
}

/// One recorded bid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Recorded {
    pub(crate) since_start: Span,
    pub(crate) bidder: String,
    pub(crate) max: Amount,
}

/// Feeds each auction of the file to the rules and compares the closing prices.
pub fn replay_report(path: &Path, increments: &str) -> Result<Report, Refused> {
    let table = Arc::new(auction::table(increments)?);
    let histories = read(path)?;
    let mut report = Report { auctions: histories.len(), exact: 0, within_one_step: 0 };
    for history in &histories {
        let Some(price) = played(history, &table)? else { continue };
        let apart = (price.get() - history.closing.get()).abs();
        report.exact += usize::from(apart == 0);
        report.within_one_step += usize::from(apart <= table.step(history.closing).get());
    }
    Ok(report)
}

/// The price the rules arrive at; none when nobody wins.
fn played(history: &History, increments: &Arc<Increments>) -> Result<Option<Amount>, Refused> {
    let start = At::from_secs(0);
    let mut lot = Auction::open(Terms {
        start: history.start,
        reserve: None,
        buy_now: None,
        starts_at: start,
        ends_at: start.plus(history.length),
        auto_extension: false,
        early_end: false,
        restrictions: Restrictions::default(),
        relisting: Relisting::default(),
        increments: Arc::clone(increments),
    })?;
    let mut names = BTreeMap::new();
    for bid in &history.bids {
        let fresh = names.len() as u64;
        let bidder = Bidder(*names.entry(bid.bidder.as_str()).or_insert(fresh));
        // What the rules refuse (a bid under the least, a leader not going up) had no effect then
        // either: it is left out, as the marketplace would.
        let _ = lot.place(bidder, bid.max, Rating::default(), start.plus(bid.since_start));
    }
    match lot.close(lot.ends_at())?.outcome {
        Outcome::Won { price, .. } => Ok(Some(price)),
        _ => Ok(None),
    }
}

/// Reads a file of bid histories, auctions in the order of their first row.
pub(crate) fn read(path: &Path) -> Result<Vec<History>, Refused> {
    let file = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|e| No::NoFile { file: file.clone(), why: e.to_string() })?;
    parse(&text).map_err(|(line, why)| No::BadRow { file, line, why }.into())
}

fn parse(text: &str) -> Result<Vec<History>, (i64, String)> {
    let mut lines = text.lines().zip(1i64..);
    let header = lines.next().map_or("", |(line, _)| line);
    let names: Vec<&str> = header.split(',').map(str::trim).collect();
    let place = |name: &str| {
        let missing = || (1, format!("there is no column {name}"));
        names.iter().position(|n| *n == name).ok_or_else(missing)
    };
    let wanted = ["auctionid", "bid", "bidtime", "bidder", "openbid", "price", "auction_type"];
    let places = wanted.map(place);
    let mut columns = Vec::with_capacity(places.len());
    for place in places {
        columns.push(place?);
    }
    let mut order: Vec<History> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (line, number) in lines.filter(|(line, _)| !line.trim().is_empty()) {
        let cells: Vec<&str> = line.split(',').map(str::trim).collect();
        let row: Vec<&str> = columns.iter().filter_map(|at| cells.get(*at).copied()).collect();
        let (listed, bid) = row_of(&row).ok_or_else(|| (number, line.to_owned()))?;
        let at = *known.entry(listed.id.clone()).or_insert_with(|| {
            order.push(listed);
            order.len() - 1
        });
        order[at].bids.push(bid);
    }
    for history in &mut order {
        history.bids.sort_by_key(|bid| bid.since_start);
    }
    Ok(order)
}

fn row_of(row: &[&str]) -> Option<(History, Recorded)> {
    let &[id, bid, time, bidder, start, closing, kind] = row else { return None };
    let days =
        kind.split_whitespace().next()?.parse::<i64>().ok().filter(|d| (1..=60).contains(d))?;
    let listed = History {
        id: id.to_owned(),
        start: Amount::new(scaled(start, 2)?),
        length: Span::days(days),
        closing: Amount::new(scaled(closing, 2)?),
        bids: Vec::new(),
    };
    // Days with a fraction; a billionth of a day is 86.4 microseconds.
    let billionths = i128::from(scaled(time, 9)?);
    let micros = i64::try_from(billionths * 864 / 10).ok()?;
    let max = Amount::new(scaled(bid, 2)?);
    Some((listed, Recorded { since_start: Span::micros(micros), bidder: bidder.to_owned(), max }))
}

/// A decimal number as an integer of its last place: `scaled("29.75", 2)` is 2975. Digits beyond
/// the last place must be zeros.
fn scaled(text: &str, places: usize) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) {
        return None;
    }
    let (kept, beyond) = fraction.split_at(fraction.len().min(places));
    if beyond.bytes().any(|b| b != b'0') {
        return None;
    }
    format!("{whole}{kept:0<places$}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_exactly() {
        let table = [
            ("29.75", 2, Some(2_975)),
            ("100", 2, Some(10_000)),
            ("0.01", 2, Some(1)),
            ("1.5", 2, Some(150)),
            ("1.500", 2, Some(150)),
            ("1.505", 2, None),
            ("", 2, None),
            (".5", 2, None),
            ("-1", 2, None),
            ("1e3", 2, None),
        ];
        for (text, places, expect) in table {
            assert_eq!(scaled(text, places), expect, "{text}");
        }
    }

    const HEADER: &str =
        "auctionid,bid,bidtime,bidder,bidderrate,openbid,price,item,auction_type\r\n";

    #[test]
    fn a_history_is_read_in_time_order_whatever_the_order_of_rows() {
        let text = format!(
            "{HEADER}7,2,1.5,b,0,1,2.05,thing,3 day auction\r\n7,3.5,0.5,a,0,1,2.05,thing,3 day auction\r\n"
        );
        let read = parse(&text).unwrap();
        assert_eq!(read.len(), 1);
        assert_eq!(read[0].bids[0].bidder, "a");
        assert_eq!(read[0].bids[1].since_start, Span::hours(36));
        let table = Arc::new(auction::table("ebay").unwrap());
        // a leads at 1.00 with 3.50; b bids 2.00: a pays 2.25.
        assert_eq!(played(&read[0], &table).unwrap(), Some(Amount::new(225)));
    }

    #[test]
    fn a_row_that_is_no_bid_is_named_by_its_line() {
        for bad in
            ["7,x,1.5,b,0,1,2,thing,3 day auction", "7,1,1.5,b,0,1,2,thing,many day auction", "7"]
        {
            assert_eq!(parse(&format!("{HEADER}{bad}\n")).unwrap_err().0, 2, "{bad}");
        }
        assert!(parse("auctionid,bid\n").is_err());
    }
}
