//! What the rooms below tell, as what members hear of.

use bidding::BidNews;
use kernel::{BidId, Id, MemberId, Word, Yen};

use crate::rules::Kind;

/// Something to tell a member. Ids, a word and a figure; never words of anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Whom.
    pub member: MemberId,
    /// What.
    pub kind: Kind,
    /// About what: an id.
    pub about: String,
    /// The amount it is about.
    pub yen: Option<Yen>,
}

impl Fact {
    /// Without an amount.
    pub fn new(member: MemberId, kind: Kind, about: impl ToString) -> Fact {
        Fact { member, kind, about: about.to_string(), yen: None }
    }

    /// What a bid's news are to its member; most steps of a bid are told on its page alone.
    pub fn of_bid(news: &BidNews) -> Option<Fact> {
        let kind = match news.what.as_str() {
            "won" => Kind::Won,
            "outbid" => Kind::Outbid,
            "displaced" | "house_rival" => Kind::Displaced,
            "taken_up" => Kind::TakenUp,
            "offered" => Kind::Offered,
            "offer_gone" => Kind::FellThrough,
            "struck_out" => Kind::StruckOut,
            "vanished" => Kind::LotGone,
            "relisted" => Kind::Relisted,
            "cannot_enter" => Kind::CannotEnter,
            "not_raised" => Kind::NotRaised,
            "not_covered" | "leading_uncovered" => Kind::NotCovered,
            "failed" => Kind::BidFailed,
            "lost" | "ended_early" | "cancelled_by_seller" | "reserve_not_met" => Kind::Lost,
            _ => return None,
        };
        let member = MemberId::parse(&news.member)?;
        let bid = BidId::parse(&news.bid)?;
        // The least next bid of a lot is everybody's to see; so is the price it was won at.
        Some(Fact { yen: news.yen.map(Yen::new), ..Fact::new(member, kind, bid) })
    }

    /// What an order's news are to its member.
    pub fn of_order(news: &orders::News) -> Option<Fact> {
        use orders::Event;
        match news {
            orders::News::ChargeDue { order, member, yen } => {
                Some(Fact { yen: Some(*yen), ..Fact::new(*member, Kind::ChargeDue, order) })
            }
            orders::News::Stepped { order, member, event, .. } => {
                let kind = match Event::from_word(event)? {
                    Event::Pay | Event::PayFreight => Kind::Paid,
                    Event::Arrive => Kind::Arrived,
                    Event::FindMismatch
                    | Event::FindDamaged
                    | Event::FindProhibited
                    | Event::Hold
                    | Event::Lose
                    | Event::Seize
                    | Event::ComeBack => Kind::OrderStopped,
                    Event::HandOver => Kind::Shipped,
                    Event::Deliver => Kind::Delivered,
                    Event::CallOff => Kind::CalledOff,
                    Event::Refund => Kind::Refunded,
                    Event::Abandon => Kind::GivenUp,
                    Event::Dispose => Kind::Disposed,
                    _ => return None,
                };
                Some(Fact::new(*member, kind, order))
            }
        }
    }

    /// What the news of a purchase or a request are to its member.
    pub fn of_shopping(news: &shopping::News) -> Option<Fact> {
        match news {
            shopping::News::PurchaseEnded { purchase, member, state } => {
                let kind = if state == "bought" { Kind::Bought } else { Kind::NotBought };
                Some(Fact::new(*member, kind, purchase))
            }
            shopping::News::QuoteStepped { quote, member, state } => {
                let kind = match orders::State::from_word(state)? {
                    orders::State::Quoted => Kind::QuoteReady,
                    orders::State::Declined | orders::State::Expired => Kind::QuoteEnded,
                    _ => return None,
                };
                Some(Fact::new(*member, kind, quote))
            }
        }
    }

    /// What happened to an account.
    pub fn of_account(news: &members::News) -> Fact {
        use members::News;
        let member = news.member();
        match news {
            News::ProveMail { proof, .. } => Fact::new(member, Kind::ProveAddress, proof),
            News::Reset { proof, .. } => Fact::new(member, Kind::Reset, proof),
            News::MailChanged { proof, .. } => Fact::new(member, Kind::AddressChanged, proof),
            News::PasswordChanged { .. } => Fact::new(member, Kind::PasswordChanged, member),
            News::PasswordReset { .. } => Fact::new(member, Kind::PasswordReset, member),
            News::SecondFactorChanged { on: true, .. } => {
                Fact::new(member, Kind::SecondFactorOn, member)
            }
            News::SecondFactorChanged { .. } => Fact::new(member, Kind::SecondFactorOff, member),
            News::PasskeyAdded { .. } => Fact::new(member, Kind::PasskeyAdded, member),
            News::PasskeyCopied { .. } => Fact::new(member, Kind::PasskeyCopied, member),
            News::LinkedSignIn { linked, .. } => Fact::new(member, Kind::LinkedSignIn, linked),
            News::FactorLossTold { wish, .. } => Fact::new(member, Kind::FactorLossTold, wish),
            News::KeyMade { token, .. } => Fact::new(member, Kind::KeyMade, token),
            News::SignedInAnew { session, .. } => Fact::new(member, Kind::SignedInAnew, session),
            News::Closed { .. } => Fact::new(member, Kind::AccountClosed, member),
        }
    }
}
