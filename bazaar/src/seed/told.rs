use kernel::{At, Refused};

use super::fresh_id;
use crate::config::ReplayLots;
use crate::event::{AuctionTerms, Goods, Listing, Rivals, SaleTerms, ToldBid};
use crate::replay::{self, History};

/// Lots whose rivals are those of real bid histories, at their times and with their maxima, the
/// time shortened and the money turned into yen. The rules are today's.
pub(crate) fn histories(lots: &ReplayLots, first: usize, now: At) -> Result<Vec<Listing>, Refused> {
    let mut histories = replay::read(&lots.file)?;
    if let Some(limit) = lots.limit {
        histories.truncate(limit);
    }
    let told = histories.iter().enumerate().map(|(n, history)| {
        let delay = lots.stagger.as_micros().saturating_mul(i64::try_from(n).unwrap_or(0));
        let starts_at = now.plus(kernel::Span::micros(delay));
        told(lots, history, first + n, n + 1, starts_at)
    });
    Ok(told.collect())
}

fn told(lots: &ReplayLots, history: &History, n: usize, shown: usize, starts_at: At) -> Listing {
    let shorter = |micros: i64| starts_at.micros() + micros / lots.compress.max(1);
    let yen = |cents: i64| (cents.saturating_mul(lots.yen_per_unit) / 100).max(1);
    let ends_at = shorter(history.length.as_micros()).max(starts_at.micros() + 1_000);
    let bids = history.bids.iter().map(|bid| ToldBid {
        at: shorter(bid.since_start.as_micros()),
        name: bid.bidder.clone(),
        max_yen: yen(bid.max.get()),
    });
    Listing {
        id: fresh_id('k', n),
        goods: goods(shown, history),
        seller: "s06".to_owned(),
        sale: SaleTerms::Auction(AuctionTerms {
            start_yen: yen(history.start.get()),
            reserve_yen: None,
            buy_now_yen: None,
            starts_at: starts_at.micros(),
            ends_at,
            auto_extension: lots.auto_extension,
            early_end: false,
            min_rating: None,
            max_bad_percent: None,
            relists_left: 0,
            cut_percent: 0,
        }),
        relisted_from: None,
        follows: None,
        lane_us: None,
        rivals: Rivals::Told { bids: bids.collect() },
    }
}

fn goods(shown: usize, history: &History) -> Goods {
    let days = history.length.as_secs() / 86_400;
    Goods {
        title_ja: format!("電子手帳 再現オークション第{shown}回"),
        title_en: format!("Pocket organiser, replayed auction {shown}"),
        description_ja: format!(
            "実際の入札履歴（{days}日間、{}件）を再現した出品です。",
            history.bids.len()
        ),
        description_en: format!(
            "Its rivals bid as they did in a real auction of {days} days: {} bids.",
            history.bids.len()
        ),
        category: "game.console".to_owned(),
        images: 1,
        condition: "used".to_owned(),
        condition_note_ja: "使用に伴う小傷があります。".to_owned(),
        returnable: false,
        prefecture: "東京都".to_owned(),
        shipping_by_winner: true,
        shipping_yen: Some(810),
        ships_within_days: 2,
        shipping_method: "yamato".to_owned(),
        weight_g: Some(350),
        size_cm: Some(60),
        watchers: i64::try_from(history.bids.len()).unwrap_or(0),
    }
}
