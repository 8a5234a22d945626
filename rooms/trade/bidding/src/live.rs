//! Lots that somebody looks at but nobody of the house bids on: their figures are fetched for the
//! open pages only, all of them together.

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::future::join_all;
use kernel::Word;
use markets::Markets;
use tokio::sync::watch;

use crate::acts::lot::Offsets;
use crate::acts::observe::live_key;

/// Fetched at most in one turn.
const MOST: usize = 500;

/// A marketplace that takes longer keeps the figures of the others waiting no more.
const LONGEST: Duration = Duration::from_secs(5);

/// Keeps the board's watched items up to date until `stop` says so.
pub async fn follow(
    board: web::Board,
    markets: Markets,
    offsets: std::sync::Arc<Offsets>,
    mut stop: watch::Receiver<bool>,
) {
    // Where there are more than one turn fetches, the next goes on from here.
    let mut after = String::new();
    loop {
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(2)) => {}
            _ = stop.changed() => return,
        }
        let mut by_market: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let keys = board.watched(&after, MOST);
        after = keys.last().cloned().unwrap_or_default();
        for key in keys {
            if let Some((market, item)) = key.split_once('.') {
                by_market.entry(market.to_owned()).or_default().push(item.to_owned());
            }
        }
        let each = by_market.into_iter().map(|(market, items)| {
            let (board, markets, offsets) = (&board, &markets, &*offsets);
            let fetch = async move { show(board, markets, offsets, &market, &items).await };
            tokio::time::timeout(LONGEST, fetch)
        });
        join_all(each).await;
    }
}

async fn show(
    board: &web::Board,
    markets: &Markets,
    offsets: &Offsets,
    market: &str,
    items: &[String],
) {
    let Ok(connector) = markets.to(market) else { return };
    // Nobody answers: the pages keep what they show.
    let Ok(found) = connector.items(items).await else { return };
    for item in found {
        let ahead = offsets.ahead(market);
        let mut fields = vec![
            ("price", item.price_yen.to_string()),
            ("bids", item.bids.to_string()),
            ("status", item.status.word().to_owned()),
        ];
        fields.extend(item.next_yen.map(|y| ("next", y.to_string())));
        fields.extend(item.ends_at.map(|e| ("ends_at", e.minus(ahead).to_string())));
        board.publish(&live_key(market, &item.id), &fields);
    }
}
