//! The ways between rooms that only the app knows, and the people of a demonstration.

use db::{Answer, Tx};
use kernel::{MemberId, OrderId, StaffId, VersionId, Yen};
use members::Unfinished;
use orders::{Doorstep, Label, Printing};
use policy::{Means, Recipient, RecipientKind};
use privacy::disclose::{To, disclose};
use privacy::requests::{House, Piece, Runs};
use privacy::versions::Telling;
use privacy::{OpenViews, Opener, ParcelLabel, PrivacyRefusal, RunningPolicy};
use web::Language;

/// Members' doors, for the orders room: opened for shipment, on record.
pub(crate) struct Doors;

impl Doorstep for Doors {
    fn is_known(&self, tx: &mut Tx<'_>, member: MemberId) -> Answer<bool> {
        Ok(members::delivery_of(tx, member)?.is_some())
    }

    fn carriers(&self, tx: &mut Tx<'_>) -> Answer<Vec<String>> {
        let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
        let named = running.policy().recipients.iter().filter(|to| takes_parcels(to));
        Ok(named.map(|to| to.name.clone()).collect())
    }

    /// Two acts, both on record: the one who packs sees the label, and the carrier is given it. A
    /// carrier that the policy does not name is given nothing.
    fn label(
        &self,
        tx: &mut Tx<'_>,
        member: MemberId,
        order: OrderId,
        staff: StaffId,
        carrier: &str,
        why: Printing,
    ) -> Answer<Label> {
        let reason = match why {
            Printing::First => format!("label of {order}"),
            again => format!("label of {order}, printed again: {again}"),
        };
        let opener = Opener::staff(policy::Role::Warehouse, staff, &reason);
        let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
        let mut named = running.policy().recipients.iter().filter(|to| takes_parcels(to));
        let to = named.find(|to| to.name == carrier || to.code == carrier);
        let none = || PrivacyRefusal::NoRoute { recipient: carrier.to_owned() };
        let recipient = to.ok_or_else(none)?.code.clone();
        let label = tx.open::<ParcelLabel>(&opener, member)?;
        disclose::<ParcelLabel>(tx, &opener, member, &To { recipient, means: Means::Documents })?;
        let (name, address) = (label.name.show(), label.address.show());
        Ok(Label { lines: members::label(&members::Delivering::opened(name, address, None)) })
    }
}

/// Carriers whom a packer hands parcels to: those that have an address of their own. The one at
/// the far end has its country as its place, and gets the parcel from the first.
fn takes_parcels(to: &Recipient) -> bool {
    to.kind == RecipientKind::Carrier && to.country.is_some()
}

/// The members of a demonstration: a handle, what is in the purse, where parcels go.
pub(crate) const MEMBERS: [(&str, i64, [&str; 6]); 3] = [
    ("alice", 300_000, ["Alice Example", "1 Sample Street", "Wellington", "", "6011", "NZ"]),
    ("bruno", 200_000, ["Bruno Example", "2 Sample Street", "Hamburg", "", "20095", "DE"]),
    (
        "chen",
        250_000,
        ["Chen Example", "3 Sample Street", "Zhongzheng", "Taipei City", "100", "TW"],
    ),
];

/// How far the members of a demonstration may bid.
const KNOWN: members::Limits =
    members::Limits { live_bids_most: Some(100_000), highest_bid: Some(bidding::MOST_YEN) };

/// What this house knows of a member beside their account.
pub(crate) const ELSEWHERE: members::Elsewhere =
    members::Elsewhere { delivered: orders::delivered_of, running };

fn running(tx: &mut Tx<'_>, member: MemberId) -> Answer<Vec<members::Running>> {
    let mut running = Vec::new();
    let bids = bidding::live_of(tx, member)?;
    if bids > 0 {
        running.push(members::Running { what: Unfinished::Bids(bids), page: "/bids" });
    }
    let orders = orders::open_of(tx, member)?;
    if orders > 0 {
        running.push(members::Running { what: Unfinished::Orders(orders), page: "/orders" });
    }
    let (purchases, quotes) = shopping::running_of(tx, member)?;
    if purchases > 0 {
        let what = Unfinished::Purchases(purchases);
        running.push(members::Running { what, page: "/purchases" });
    }
    if quotes > 0 {
        running.push(members::Running { what: Unfinished::Quotes(quotes), page: "/quotes" });
    }
    let held = ledger::held_of(tx, member)?;
    if held > Yen::ZERO {
        running.push(members::Running { what: Unfinished::Held(held), page: "/purse" });
    }
    let purse = ledger::purse_yen(tx, member)?;
    if purse > Yen::ZERO {
        running.push(members::Running { what: Unfinished::Money(purse), page: "/purse" });
    }
    Ok(running)
}

/// The rooms above the privacy room, for requests about somebody's data.
pub(crate) struct Above;

impl House for Above {
    fn runs(&self, tx: &mut Tx<'_>, member: MemberId) -> Answer<Vec<Runs>> {
        let what = |one: members::Running| match one.what {
            Unfinished::Bids(count) => Runs { what: "bids", count, page: one.page },
            Unfinished::Orders(count) => Runs { what: "orders", count, page: one.page },
            Unfinished::Purchases(count) => Runs { what: "purchases", count, page: one.page },
            Unfinished::Quotes(count) => Runs { what: "quotes", count, page: one.page },
            Unfinished::Held(yen) => Runs { what: "held", count: yen.get(), page: one.page },
            Unfinished::Money(yen) => Runs { what: "money", count: yen.get(), page: one.page },
        };
        Ok(members::still_runs(tx, member)?.into_iter().map(what).collect())
    }

    fn fits(&self, tx: &Tx<'_>, piece: Piece, words: &str) -> Answer<String> {
        members::corrected(tx, piece, words)
    }

    fn pay_back(&self, tx: &mut Tx<'_>, member: MemberId) -> Answer<()> {
        ledger::ask_payout(tx, member, ledger::AskedBy::House)
    }

    fn close(&self, tx: &mut Tx<'_>, member: MemberId) -> Answer<()> {
        if members::is_member(tx, member)? { members::close(tx, member) } else { Ok(()) }
    }

    fn agreed(&self, tx: &mut Tx<'_>, member: MemberId, why: &str, staff: StaffId) -> Answer<bool> {
        staff::use_agreement(tx, staff::Wanted::Erasure, member, why, staff)
    }

    fn rename(
        &self,
        tx: &mut Tx<'_>,
        person: MemberId,
        request: &str,
        name: &str,
    ) -> Answer<Option<privacy::Text>> {
        inquiries::rename(tx, person, request, name)
    }

    fn agreed_to_version(
        &self,
        tx: &mut Tx<'_>,
        version: VersionId,
        staff: StaffId,
    ) -> Answer<Option<StaffId>> {
        staff::agreed_to_version(tx, version, staff)
    }

    fn tell_of_version(
        &self,
        tx: &mut Tx<'_>,
        member: MemberId,
        version: VersionId,
        what: Telling,
    ) -> Answer<bool> {
        if !members::is_member(tx, member)? {
            return Ok(false);
        }
        let kind = match what {
            Telling::Coming => notices::Kind::PolicyChanges,
            Telling::Withdrawn => notices::Kind::PolicyStays,
        };
        notices::tell(tx, &notices::Fact::new(member, kind, version)).map(|()| true)
    }
}

/// The people who work at a demonstration.
pub(crate) const STAFF: [(&str, &[web::Role]); 4] = [
    ("boss", &[web::Role::Administrator, web::Role::Accountant, web::Role::PrivacyOfficer]),
    ("buyer", &[web::Role::Buyer]),
    ("packer", &[web::Role::Warehouse]),
    ("helper", &[web::Role::Support]),
];

/// A member with money and an address: signed up if they are not yet. Doing it twice changes
/// nothing.
pub(crate) fn member(
    tx: &mut Tx<'_>,
    handle: &str,
    password_hash: &str,
    yen: i64,
    door: &[&str; 6],
) -> Answer<MemberId> {
    let member = match members::find(tx, handle)? {
        Some(entering) => entering.member,
        None => {
            let joining = members::Joining {
                handle: handle.to_owned(),
                password: password_hash.to_owned(),
                language: Language::English,
                time_zone: "Asia/Tokyo".into(),
            };
            let member = members::sign_up(tx, &joining)?;
            members::prove_mail(tx, member, &format!("{handle}@member.example"))?;
            // Known for long, as far as a demonstration goes.
            members::set_limits(tx, member, KNOWN)?;
            member
        }
    };
    let [latin, lines, city, region, postal_code, country] = door.map(str::to_owned);
    let (given, family) = latin.split_once(' ').unwrap_or((latin.as_str(), ""));
    let to = members::Delivering {
        given: given.to_owned(),
        family: family.to_owned(),
        latin: latin.clone(),
        lines,
        city,
        region,
        postal_code,
        country,
        phone: String::new(),
    };
    members::set_delivery(tx, member, &to)?;
    ledger::deposit(tx, member, Yen::new(yen), &format!("seed:{handle}"), "house")?;
    Ok(member)
}

/// The people who work at a demonstration: the first lets the others in. Doing it twice changes
/// nothing.
pub(crate) fn staff(tx: &mut Tx<'_>, password_hash: &str) -> Answer<()> {
    let mut boss = None;
    for (handle, roles) in &STAFF {
        let known = staff::find(tx, handle)?.map(|entering| entering.staff);
        let id = match (known, boss) {
            (Some(id), _) => id,
            (None, None) => {
                let id = staff::hire_first(tx, handle, password_hash)?;
                for role in roles.iter().filter(|role| **role != web::Role::Administrator) {
                    staff::grant(tx, id, *role, id)?;
                }
                id
            }
            (None, Some(boss)) => {
                let hiring = staff::Hiring {
                    handle: (*handle).to_owned(),
                    password: password_hash.to_owned(),
                    roles: roles.iter().copied().collect(),
                    is_own: true,
                };
                staff::hire(tx, &hiring, boss)?
            }
        };
        members::set_up_factor(tx, web::Sitter::Staff(id))?;
        boss = boss.or(Some(id));
    }
    Ok(())
}
