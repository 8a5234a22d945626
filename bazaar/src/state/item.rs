use std::sync::Arc;

use auction::{Amount, Auction, Increments, Outcome, Relisting, ReserveState, Restrictions, Terms};
use kernel::At;

use crate::event::{AuctionTerms, Goods, Listing};

/// The most that can be named over the protocol.
pub(crate) const MAX_YEN: i64 = 999_999_999;

/// Something listed, as it stands.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) id: String,
    pub(crate) goods: Arc<Goods>,
    /// Titles, description and seller, folded, for the search.
    pub(crate) words: String,
    pub(crate) seller: String,
    pub(crate) sale: Sale,
    /// Counts the changes; and the last event that made one.
    pub(crate) version: u64,
    pub(crate) seq: u64,
    pub(crate) listed_at: At,
    pub(crate) relisted_from: Option<String>,
    pub(crate) relisted_as: Option<String>,
    pub(crate) lane_us: Option<i64>,
    pub(crate) followed: bool,
    pub(crate) worth_yen: Option<i64>,
    pub(crate) questions: i64,
}

/// The two ways of selling.
#[derive(Debug, Clone)]
pub(crate) enum Sale {
    /// To the highest bidder. (Boxed: most of the size of an item.)
    Auction(Box<Auction>),
    /// At a price, first come first served.
    Fixed {
        price_yen: i64,
        stock: i64,
        sold: i64,
        starts_at: At,
        withdrawn_at: Option<At>,
        sold_out_at: Option<At>,
    },
}

/// The rules' terms of a listing.
pub(crate) fn terms_of(terms: &AuctionTerms, increments: &Arc<Increments>) -> Terms {
    Terms {
        start: Amount::new(terms.start_yen),
        reserve: terms.reserve_yen.map(Amount::new),
        buy_now: terms.buy_now_yen.map(Amount::new),
        starts_at: At::from_micros(terms.starts_at),
        ends_at: At::from_micros(terms.ends_at),
        auto_extension: terms.auto_extension,
        early_end: terms.early_end,
        restrictions: Restrictions {
            min_rating: terms.min_rating,
            max_bad_percent: terms.max_bad_percent,
        },
        relisting: Relisting { left: terms.relists_left, cut_percent: terms.cut_percent },
        increments: Arc::clone(increments),
    }
}

impl Item {
    /// The auction, if it is one.
    pub(crate) fn auction(&self) -> Option<&Auction> {
        match &self.sale {
            Sale::Auction(auction) => Some(auction),
            Sale::Fixed { .. } => None,
        }
    }

    /// `auction` or `fixed`.
    pub(crate) fn kind(&self) -> &'static str {
        match self.sale {
            Sale::Auction(_) => "auction",
            Sale::Fixed { .. } => "fixed",
        }
    }

    /// Whether it can be had, and how it ended when not.
    pub(crate) fn status(&self) -> (&'static str, Option<&'static str>) {
        match &self.sale {
            Sale::Auction(auction) => match auction.closed().map(|closed| closed.outcome) {
                None => ("open", None),
                Some(Outcome::Won { .. }) => ("ended", Some("won")),
                Some(Outcome::BoughtNow { .. }) => ("ended", Some("bought_now")),
                Some(Outcome::NoBidder) => ("ended", Some("no_bidder")),
                Some(Outcome::ReserveNotMet) => ("ended", Some("reserve_not_met")),
                Some(Outcome::Cancelled) => ("cancelled", Some("cancelled")),
            },
            Sale::Fixed { withdrawn_at: Some(_), .. } => ("ended", Some("withdrawn")),
            Sale::Fixed { stock: 0, .. } => ("ended", Some("sold_out")),
            Sale::Fixed { .. } => ("open", None),
        }
    }

    /// When it closed.
    pub(crate) fn closed_at(&self) -> Option<At> {
        match &self.sale {
            Sale::Auction(auction) => auction.closed().map(|closed| closed.at),
            Sale::Fixed { withdrawn_at, sold_out_at, .. } => (*withdrawn_at).or(*sold_out_at),
        }
    }

    /// The price of now.
    pub(crate) fn price_yen(&self) -> i64 {
        match &self.sale {
            Sale::Auction(auction) => auction.price().get(),
            Sale::Fixed { price_yen, .. } => *price_yen,
        }
    }

    /// Where it stands in the list of open items: offers have no end and come last.
    pub(crate) fn open_key(&self) -> (At, String) {
        let end = self.auction().map_or(At::from_micros(i64::MAX), Auction::ends_at);
        (end, self.id.clone())
    }

    /// When bidding or selling begins.
    pub(crate) fn starts_at(&self) -> At {
        match &self.sale {
            Sale::Auction(auction) => auction.terms().starts_at,
            Sale::Fixed { starts_at, .. } => *starts_at,
        }
    }

    /// What the buyer pays for domestic shipping.
    pub(crate) fn shipping_yen(&self) -> Option<i64> {
        if self.goods.shipping_by_winner { self.goods.shipping_yen } else { Some(0) }
    }

    /// `none`, `unmet` or `met`.
    pub(crate) fn reserve(&self) -> &'static str {
        match self.auction().map(Auction::reserve) {
            None | Some(ReserveState::None) => "none",
            Some(ReserveState::Unmet) => "unmet",
            Some(ReserveState::Met) => "met",
        }
    }

    /// The words a search looks through.
    pub(crate) fn words_of(listing: &Listing, seller_name: &str) -> String {
        let goods = &listing.goods;
        let parts =
            [&goods.title_ja, &goods.title_en, &goods.description_ja, &goods.description_en];
        let mut all = parts.map(String::as_str).join("\n");
        all.push('\n');
        all.push_str(seller_name);
        folded(&all)
    }
}

/// Small letters, and full-width ones as half-width: what a person types is what a seller wrote.
pub(crate) fn folded(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        other => other,
    };
    text.chars().map(narrow).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_forgives_case_and_width() {
        for (typed, folded_to) in
            [("Ｌｅｎｓ　５０ｍｍ", "lens 50mm"), ("LENS", "lens"), ("レンズ", "レンズ")]
        {
            assert_eq!(folded(typed), folded_to);
        }
    }
}
