//! A list is drawn a page at a time, as fast as it is taken.

use std::collections::BTreeMap;

use db::{Answer, Db, Tx};
use kernel::{EntryId, Id as _, MemberId, OrderId};
use ledger::JournalLine;
use orders::Sale;
use privacy::{Address, Name, OpenViews as _, Opener, choices};

use crate::csv::Line;
use crate::rules::Kind;
use crate::store::Export;
use crate::views::{BookedBuyer, BuyerRow, ContactRow};

/// What stands over the columns of a list of sales.
const SALES: &str = "order,sold_at,market,title,quantity,goods_yen,fee_yen,refund_yen,member,given,family,lines,city,region,postal_code,country";

/// So many rows are read, and so many people opened, at once.
const AT_ONCE: i64 = 256;

/// What a taking gave.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows.
    pub given: i64,
    /// People who are not on the list, or stand on it by their id alone: they stopped the use of
    /// their data, objected, were erased, or have told nothing.
    pub left_out: i64,
}

/// Draws a list into `send`, which is given whole lines. Each person is opened in the transaction
/// that notes it, under the lock of their own choices.
pub fn draw(
    db: &Db,
    export: &Export,
    send: &mut dyn FnMut(String) -> Answer<()>,
) -> Answer<Counts> {
    match export.kind {
        Kind::Journal => journal(db, export, send),
        Kind::Sales => sales(db, export, send),
        Kind::Contacts => contacts(db, export, send),
    }
}

fn opener(export: &Export, role: policy::Role) -> Opener {
    Opener::staff(role, export.asked_by, format!("export {}", export.id))
}

fn count(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

fn journal(db: &Db, export: &Export, send: &mut dyn FnMut(String) -> Answer<()>) -> Answer<Counts> {
    send("entry,line,at,reason,about,account,yen\r\n".to_owned())?;
    let (from, until) = (export.from_at, export.until_at);
    let (mut after, mut counts) = ((EntryId::from_bits(0), -1), Counts::default());
    loop {
        let seen = after;
        let read = move |tx: &mut Tx<'_>| ledger::journal(tx, from, until, seen, AT_ONCE);
        let rows = db.read_now("exports.journal", read)?;
        let Some(last) = rows.last() else { return Ok(counts) };
        after = (last.entry, last.n);
        counts.given += count(rows.len());
        send(rows.iter().map(posting).collect())?;
    }
}

fn posting(line: &JournalLine) -> String {
    let named = Line::new().plain(line.entry).plain(line.n).plain(line.at);
    named.text(&line.reason).text(&line.about).text(&line.account).plain(line.yen.get()).end()
}

fn sales(db: &Db, export: &Export, send: &mut dyn FnMut(String) -> Answer<()>) -> Answer<Counts> {
    send(format!("{SALES}\r\n"))?;
    let (from, until) = (export.from_at, export.until_at);
    let (mut after, mut counts) = (OrderId::from_bits(0), Counts::default());
    loop {
        let (seen, who) = (after, opener(export, policy::Role::Accountant));
        let open = move |tx: &mut Tx<'_>| {
            let rows = orders::sold(tx, from, until, seen, AT_ONCE)?;
            let buyers = Buyers::of(tx, &who, &rows)?;
            let lines = rows.iter().map(|sale| sold(sale, buyers.named(sale))).collect();
            let unnamed = rows.iter().filter(|sale| !buyers.knows(sale)).count();
            Ok((lines, rows.last().map(|sale| sale.id), rows.len(), unnamed))
        };
        let (lines, last, given, unnamed): (String, _, _, _) =
            db.write_now("exports.sales", choices::lock(), open)?;
        let Some(last) = last else { return Ok(counts) };
        after = last;
        counts.given += count(given);
        counts.left_out += count(unnamed);
        send(lines)?;
    }
}

/// Whom the sales of a page went to.
struct Buyers {
    booked: BTreeMap<OrderId, BookedBuyer>,
    others: BTreeMap<MemberId, BuyerRow>,
}

/// A name and where it lives, as far as they are known.
type Named<'b> = (Option<&'b Name>, Option<&'b Address>);

impl Buyers {
    fn of(tx: &mut Tx<'_>, who: &Opener, rows: &[Sale]) -> Answer<Buyers> {
        let (mut booked, mut others) = (BTreeMap::new(), Vec::new());
        for sale in rows {
            match tx.open_at::<BookedBuyer>(who, sale.member, &sale.id.to_string()) {
                Ok(buyer) => drop(booked.insert(sale.id, buyer)),
                Err(no) if no.status() < 500 => others.push(sale.member),
                Err(broken) => return Err(broken),
            }
        }
        let others = tx.open_many::<BuyerRow>(who, &others)?.into_iter().collect();
        Ok(Buyers { booked, others })
    }

    // Of somebody erased, of whose other sales a copy is kept, an opening finds nothing.
    fn knows(&self, sale: &Sale) -> bool {
        let (name, address) = self.named(sale);
        name.is_some() || address.is_some()
    }

    fn named(&self, sale: &Sale) -> Named<'_> {
        if let Some(buyer) = self.booked.get(&sale.id) {
            return (Some(buyer.name.show()), buyer.address.as_ref().map(|at| at.show()));
        }
        self.others.get(&sale.member).map_or((None, None), |buyer| {
            let name = buyer.name.as_ref().map(|name| name.show());
            (name, buyer.address.as_ref().map(|at| at.show()))
        })
    }
}

fn sold(sale: &Sale, (name, address): Named<'_>) -> String {
    let yen = |yen: Option<kernel::Yen>| yen.map(|yen| yen.get().to_string()).unwrap_or_default();
    let mut line = Line::new().plain(sale.id).plain(sale.sold_at).text(&sale.market);
    line = line.text(&sale.title).plain(sale.quantity).plain(yen(sale.goods_yen));
    line = line.plain(sale.fee_yen.get()).plain(yen(sale.refund_yen)).plain(sale.member);
    line = match name {
        Some(name) => line.text(name.given.as_str()).text(name.family.as_str()),
        None => line.text("").text(""),
    };
    let parts = match address {
        Some(at) => [&at.lines, &at.city, &at.region, &at.postal_code, &at.country]
            .map(|part| part.as_str()),
        None => [""; 5],
    };
    parts.into_iter().fold(line, |line, part| line.text(part)).end()
}

fn contacts(
    db: &Db,
    export: &Export,
    send: &mut dyn FnMut(String) -> Answer<()>,
) -> Answer<Counts> {
    send("member,email\r\n".to_owned())?;
    let (mut after, mut counts) = (MemberId::from_bits(0), Counts::default());
    loop {
        let (seen, who) = (after, opener(export, policy::Role::Administrator));
        let open = move |tx: &mut Tx<'_>| {
            let members = members::open_after(tx, seen, AT_ONCE)?;
            let opened = tx.open_many::<ContactRow>(&who, &members)?;
            let line = |(member, row): &(MemberId, ContactRow)| {
                Line::new().plain(member).text(row.email.show().address.as_str()).end()
            };
            let lines = opened.iter().map(line).collect();
            Ok((lines, members.last().copied(), members.len(), opened.len()))
        };
        let (lines, last, asked, given): (String, _, _, _) =
            db.write_now("exports.contacts", choices::lock(), open)?;
        let Some(last) = last else { return Ok(counts) };
        after = last;
        counts.given += count(given);
        counts.left_out += count(asked - given);
        send(lines)?;
    }
}
