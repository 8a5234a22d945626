use kernel::{At, Span};

use super::{Catalogue, Stream};
use crate::event::{AuctionTerms, Goods, Listing, Rivals, SaleTerms};

/// A place in the marketplace that is never empty: when its lot ends, another is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lane {
    /// How long its lots last.
    pub(crate) length: Span,
    /// How much of the first one is left at the founding.
    pub(crate) left: Span,
}

/// Lots of these lengths, so that some end within the minute and some next week.
const LENGTHS: [Span; 16] = [
    Span::minutes(2),
    Span::minutes(5),
    Span::minutes(10),
    Span::minutes(20),
    Span::minutes(40),
    Span::hours(1),
    Span::hours(2),
    Span::hours(4),
    Span::hours(8),
    Span::hours(16),
    Span::days(1),
    Span::days(2),
    Span::days(3),
    Span::days(4),
    Span::days(5),
    Span::days(7),
];

/// `count` lanes, their first ends spread evenly. On a fast clock no lane is shorter than a minute
/// on the wall: a marketplace that turns over faster than anyone can look is of no use.
pub(crate) fn lanes(count: usize, speed: i64) -> Vec<Lane> {
    let shortest = Span::secs(60_i64.saturating_mul(speed));
    let rounds = i64::try_from(count.div_ceil(LENGTHS.len())).unwrap_or(1).max(1);
    let lane = |(at, round): (usize, i64)| {
        let length = LENGTHS[at].max(shortest);
        let step = length.as_micros() / (rounds + 1);
        Lane { length, left: Span::micros(step * (round + 1)) }
    };
    let all = (0..rounds).flat_map(|round| (0..LENGTHS.len()).map(move |at| (at, round)));
    all.map(lane).take(count).collect()
}

/// The id of the `n`th thing listed: no two are alike, and no order shows.
pub(crate) fn fresh_id(letter: char, n: usize) -> String {
    // A power of three has no factor in common with a power of ten, so this is a permutation.
    let n = u64::try_from(n).unwrap_or(0);
    format!("{letter}{:09}", (n + 7).wrapping_mul(387_420_489) % 1_000_000_000)
}

/// The `n`th listing, an auction of a lane.
pub(crate) fn auction(
    catalogue: &Catalogue,
    seed: u64,
    n: usize,
    lane: Lane,
    now: At,
) -> Option<Listing> {
    let mut stream = Stream::new(seed, &["auction", &n.to_string()]);
    let (goods, seller, worth) = goods(catalogue, &mut stream)?;
    let start_yen = match stream.below(100) {
        0..25 => 1,
        25..60 => round(worth * stream.between(10, 30) / 100),
        60..85 => round(worth * stream.between(50, 70) / 100),
        _ => round(worth * 9 / 10),
    };
    let reserve = worth * stream.between(60, 90) / 100;
    let reserve_yen = (stream.permille(100) && reserve > start_yen).then_some(reserve);
    let buy_now = round(worth * stream.between(130, 180) / 100);
    let ends_at = now.plus(lane.left);
    let terms = AuctionTerms {
        start_yen,
        reserve_yen,
        buy_now_yen: (stream.permille(250) && buy_now > start_yen).then_some(buy_now),
        starts_at: ends_at.minus(lane.length).micros(),
        ends_at: ends_at.micros(),
        auto_extension: stream.permille(850),
        early_end: stream.permille(500),
        min_rating: stream.permille(300).then_some(0),
        max_bad_percent: stream.permille(250).then_some(20),
        relists_left: if stream.permille(400) { 3 } else { 0 },
        cut_percent: stream.pick(&[0, 5, 10]).copied().unwrap_or(0),
    };
    Some(Listing {
        id: fresh_id('k', n),
        goods,
        seller,
        sale: SaleTerms::Auction(terms),
        relisted_from: None,
        follows: None,
        lane_us: Some(lane.length.as_micros()),
        rivals: Rivals::Generated { worth_yen: worth },
    })
}

/// The `n`th listing, a fixed-price offer.
pub(crate) fn offer(catalogue: &Catalogue, seed: u64, n: usize, now: At) -> Option<Listing> {
    let mut stream = Stream::new(seed, &["offer", &n.to_string()]);
    let (goods, seller, worth) = goods(catalogue, &mut stream)?;
    let stock = stream.pick(&[1, 1, 1, 2, 3, 5, 10]).copied().unwrap_or(1);
    let price_yen = round(worth * stream.between(85, 120) / 100);
    Some(Listing {
        id: fresh_id('m', n),
        goods,
        seller,
        sale: SaleTerms::Fixed { price_yen, stock, starts_at: now.micros() },
        relisted_from: None,
        follows: None,
        lane_us: Some(0),
        rivals: Rivals::Nobody,
    })
}

fn round(yen: i64) -> i64 {
    (yen / 10 * 10).max(10)
}

const CONDITIONS: [(&str, i64, &str, &str); 6] = [
    ("new", 120, "新品未使用です。", "New and unused."),
    ("like_new", 110, "未使用に近い状態です。", "Close to unused."),
    ("good", 100, "目立った傷や汚れはありません。", "No marks to speak of."),
    ("used", 85, "使用に伴う小傷があります。", "Small marks of use."),
    ("worn", 60, "全体に使用感があります。", "Well used all over."),
    ("junk", 30, "ジャンク品です。部品取りにどうぞ。", "For parts, sold as it is."),
];

fn goods(catalogue: &Catalogue, stream: &mut Stream) -> Option<(Goods, String, i64)> {
    let leaves: Vec<_> = catalogue.leaves().collect();
    let (category, leaf) = stream.pick(&leaves)?;
    let (thing, maker) = (stream.pick(&leaf.things)?, stream.pick(&category.makers)?);
    let variant = stream.pick(&catalogue.variants)?;
    let seller = stream.pick(&catalogue.sellers)?;
    let (condition, share, note_ja, note_en) = *stream.pick(&CONDITIONS)?;
    let worth = thing.worth * share / 100 * stream.between(75, 125) / 100;
    let shipping_by_winner = stream.permille(700);
    let days = stream.between(1, 7);
    let freight = match thing.size {
        ..=60 => 810,
        61..=80 => 1_040,
        81..=100 => 1_280,
        101..=120 => 1_550,
        121..=140 => 1_850,
        _ => 2_200,
    };
    let goods = Goods {
        title_ja: format!("{} {} {}", maker.ja, thing.ja, variant.ja),
        title_en: format!("{} {}, {}", maker.en, thing.en, variant.en),
        description_ja: format!(
            "{}の{}です。{note_ja}{}から{days}日以内に発送します。",
            maker.ja, thing.ja, seller.prefecture
        ),
        description_en: format!(
            "{} {}. {note_en} Sent within {days} days of payment.",
            maker.en, thing.en
        ),
        category: leaf.id.clone(),
        images: u32::try_from(stream.between(1, 4)).unwrap_or(1),
        condition: condition.to_owned(),
        condition_note_ja: note_ja.to_owned(),
        returnable: stream.permille(150),
        prefecture: seller.prefecture.clone(),
        shipping_by_winner,
        shipping_yen: Some(freight + stream.between(0, 4) * 60),
        ships_within_days: days,
        shipping_method: (*stream.pick(&["yamato", "sagawa", "japan_post"])?).to_owned(),
        weight_g: stream.permille(800).then_some(thing.weight),
        size_cm: stream.permille(900).then_some(thing.size),
        watchers: stream.below(60),
    };
    Some((goods, seller.id.clone(), worth.max(300)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use super::*;

    #[test]
    fn there_is_always_a_lot_that_ends_soon_and_one_that_ends_next_week() {
        let lanes = lanes(240, 1);
        assert_eq!(lanes.len(), 240);
        for minutes in [1, 2, 5, 10, 60] {
            assert!(lanes.iter().any(|lane| lane.left <= Span::minutes(minutes)), "{minutes}");
        }
        assert!(lanes.iter().any(|lane| lane.left > Span::days(5)));
        let fast = super::lanes(240, 600);
        assert!(fast.iter().all(|lane| lane.length >= Span::hours(10)));
    }

    #[test]
    fn every_generated_listing_can_be_listed_and_has_an_id_of_its_own() {
        let catalogue = Catalogue::bundled().unwrap();
        let table = Arc::new(auction::table("yahoo").unwrap());
        let now = At::from_secs(1_000_000_000);
        let lane = Lane { length: Span::hours(1), left: Span::minutes(20) };
        let mut ids = BTreeSet::new();
        for n in 0..2_000 {
            let listing = super::auction(&catalogue, 7, n, lane, now).unwrap();
            let SaleTerms::Auction(terms) = &listing.sale else { panic!("not an auction") };
            let opened = auction::Auction::open(crate::state::terms_of(terms, &table));
            assert!(opened.is_ok(), "{terms:?}: {opened:?}");
            assert!(ids.insert(listing.id), "listing {n}");
            assert!(ids.insert(offer(&catalogue, 7, n, now).unwrap().id), "offer {n}");
        }
    }
}
