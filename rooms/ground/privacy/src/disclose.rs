//! Handing over: every time personal data leaves to a third party is a row of the ledger, under
//! its legal route, with what the route's record must hold (APPI Art 29).

use db::{Answer, Tx};
use kernel::{At, MemberId, RecordId};
use policy::{Field, FieldSet, Means, Recipient, RecipientId, RetentionClass, Running, Terms};

use crate::log::{Kind, line};
use crate::many::{PER_NOTE, read_many};
use crate::open::{Opener, may_ask, note_of, opened_note, read_one};
use crate::refusals::PrivacyRefusal;
use crate::values::{Kept, Opened, Shown, Text, unpack};
use crate::view::View;
use crate::{retention, store, vault};

/// What is on record of one hand-over, as its route demands. Sealed under the key of the records
/// of provision, which outlives the profile and dies at its own date.
pub struct Provision {
    /// The person as they were named.
    pub person: Text,
    /// The recipient's name.
    pub recipient: Text,
    /// Its address.
    pub address: Text,
    /// Who represents it.
    pub representative: Text,
    /// Its country.
    pub country: Text,
    /// What was given: the fields.
    pub items: Text,
    /// What the route rests on: the consent's record, the filing, the contract, the article.
    pub ground: Text,
    /// By which means.
    pub means: Text,
    /// When.
    pub given_at: Text,
}

impl Provision {
    const PARTS: usize = 9;
}

impl Kept for Provision {
    const ITEM: &'static str = "provision";
    const HOLDS: FieldSet =
        FieldSet::of(&[Field::Handle, Field::GivenName, Field::FamilyName, Field::LatinName]);
    fn parts(&self) -> Vec<&str> {
        self.words()
    }
}

impl Shown for Provision {
    const ITEM: &'static str = <Provision as Kept>::ITEM;
    const FIELDS: FieldSet = <Provision as Kept>::HOLDS;
    fn from_parts(parts: &[&str]) -> Option<Provision> {
        if parts.len() != Provision::PARTS {
            return None;
        }
        let text = |at: usize| parts.get(at).map(|part| Text::new(part));
        Some(Provision {
            person: text(0)?,
            recipient: text(1)?,
            address: text(2)?,
            representative: text(3)?,
            country: text(4)?,
            items: text(5)?,
            ground: text(6)?,
            means: text(7)?,
            given_at: text(8)?,
        })
    }
    fn words(&self) -> Vec<&str> {
        [
            &self.person,
            &self.recipient,
            &self.address,
            &self.representative,
            &self.country,
            &self.items,
            &self.ground,
            &self.means,
            &self.given_at,
        ]
        .into_iter()
        .map(Text::as_str)
        .collect()
    }
}

crate::personal_view! {
    /// What is on record of one hand-over to a third party.
    pub struct ProvisionRecord: Purpose::Records, by [Member, PrivacyOfficer, System], to [],
        kept Provision { record: Provision }
}

/// To whom something is handed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct To {
    /// The recipient's code in the policy.
    pub recipient: String,
    /// By which means.
    pub means: Means,
}

/// Opens a view of one person in order to hand it to a third party, and writes the ledger.
pub fn disclose<V: View>(tx: &mut Tx<'_>, who: &Opener, member: MemberId, to: &To) -> Answer<V> {
    disclose_at(tx, who, member, "", to)
}

/// The same for what is kept at a place of its own: the copy of an order, an address to be proved.
pub fn disclose_at<V: View>(
    tx: &mut Tx<'_>,
    who: &Opener,
    member: MemberId,
    place: &str,
    to: &To,
) -> Answer<V> {
    let running = may_ask::<V>(tx, who)?;
    let id = recipient_for::<V>(&running, to)?;
    let view = read_one::<V>(tx, &running, who, member, place, Some(id))?;
    write_down::<V>(tx, &running, who, &[member], to)?;
    Ok(view)
}

/// The same for what is tried until it succeeds: whether it may be handed over is decided anew each
/// time, and a row of the ledger is written the first time alone, as long as the recipient, the
/// view and the reason are the same. `since` is when it was first to be handed over.
pub fn disclose_until_it_succeeds<V: View>(
    tx: &mut Tx<'_>,
    who: &Opener,
    (member, place): (MemberId, &str),
    to: &To,
    since: At,
) -> Answer<V> {
    let running = may_ask::<V>(tx, who)?;
    let id = recipient_for::<V>(&running, to)?;
    let view = read_one::<V>(tx, &running, who, member, place, Some(id))?;
    let given: Vec<(String,)> = tx.all(store::GIVEN_SINCE, (member, &to.recipient, since))?;
    let same = |body: &str| {
        line(body, "view") == Some(V::FACTS.name) && line(body, "why") == Some(who.why.trim())
    };
    if given.iter().any(|row| same(&row.0)) {
        opened_note(&V::FACTS, &running, who).of(member).write(tx)?;
    } else {
        write_down::<V>(tx, &running, who, &[member], to)?;
    }
    Ok(view)
}

/// The same for many; whoever may not be handed over is left out here.
pub fn disclose_many<V: View>(
    tx: &mut Tx<'_>,
    who: &Opener,
    members: &[MemberId],
    to: &To,
) -> Answer<Vec<(MemberId, V)>> {
    let running = may_ask::<V>(tx, who)?;
    let id = recipient_for::<V>(&running, to)?;
    let opened = read_many::<V>(tx, &running, who, members, Some(id))?;
    for some in opened.chunks(PER_NOTE) {
        let ids: Vec<MemberId> = some.iter().map(|(member, _)| *member).collect();
        write_down::<V>(tx, &running, who, &ids, to)?;
    }
    Ok(opened)
}

/// The recipient, if the view says it is for such a party and the policy knows it by these means.
pub(crate) fn recipient_for<V: View>(
    running: &Running,
    to: &To,
) -> Result<RecipientId, PrivacyRefusal> {
    let none = || PrivacyRefusal::NoRoute { recipient: to.recipient.clone() };
    let facts = running.policy().recipient(&to.recipient).ok_or_else(none)?;
    if !V::FACTS.recipients.has(facts.kind) || !facts.means.contains(&to.means) {
        return Err(none());
    }
    running.compiled().recipient(&to.recipient).ok_or_else(none)
}

pub(crate) fn write_down<V: View>(
    tx: &mut Tx<'_>,
    running: &Running,
    who: &Opener,
    members: &[MemberId],
    to: &To,
) -> Answer<RecordId> {
    let none = || PrivacyRefusal::NoRoute { recipient: to.recipient.clone() };
    let facts = running.policy().recipient(&to.recipient).ok_or_else(none)?;
    let route = facts.terms.route();
    let entry = note_of(Kind::Disclosed, &V::FACTS, running, who)
        .line("recipient", &facts.code)
        .line("case", facts.provision)
        .line("route", route)
        .line("means", to.means)
        .of_many(members.to_vec())
        .write(tx)?;
    for member in members {
        let id: RecordId = tx.new_id();
        tx.put(store::NEW_DISCLOSURE, (id, *member, entry, &facts.code, route.code(), tx.now()))?;
        let place = id.to_string();
        // What the law asks no record of (Art 27(1), at home 27(5), on the person's own behalf)
        // stays a line of the ledger; nothing more about the person is written down for it.
        if route.is_recorded(facts.is_abroad()) {
            let record = record::<V>(tx, facts, *member, to.means)?;
            vault::keep(tx, *member, RetentionClass::Provision, &place, &record)?;
        }
        retention::starts(tx, *member, RetentionClass::Provision, &place, tx.now())?;
    }
    Ok(entry)
}

fn record<V: View>(
    tx: &mut Tx<'_>,
    to: &Recipient,
    member: MemberId,
    means: Means,
) -> Answer<Provision> {
    Ok(Provision {
        person: named(tx, member)?,
        recipient: Text::new(&to.name),
        address: Text::new(&to.address),
        representative: Text::new(&to.representative),
        country: Text::new(to.country.as_deref().unwrap_or("destination")),
        items: Text::new(&crate::open::field_words(V::FACTS.fields)),
        ground: Text::new(&ground(tx, to, member)?),
        means: Text::new(means.code()),
        given_at: Text::new(&tx.now().to_string()),
    })
}

// The record must name the person as they can be found: by the name carriers print, or the handle.
fn named(tx: &mut Tx<'_>, member: MemberId) -> Answer<Text> {
    let pieces: Vec<vault::Sealed> =
        tx.all(store::PIECES_AT, (member, RetentionClass::Account.code(), ""))?;
    for item in [<crate::Name as Kept>::ITEM, <crate::Handle as Kept>::ITEM] {
        let Some(piece) = pieces.iter().find(|piece| piece.item == item) else { continue };
        let key = vault::warm_key(tx, piece.slot)?.ok_or(PrivacyRefusal::Erased)?;
        let opened = piece.open(&key, RetentionClass::Account)?;
        let parts = unpack(&opened).unwrap_or_default();
        if let Some(part) = parts.iter().rev().find(|part| !part.is_empty()) {
            return Ok(Text::new(part));
        }
    }
    Ok(Text::new(&member.to_string()))
}

fn ground(tx: &mut Tx<'_>, to: &Recipient, member: MemberId) -> Answer<String> {
    Ok(match &to.terms {
        Terms::Consent { choice } | Terms::ForeignConsent { choice } => {
            let given: Option<(RecordId, At)> =
                tx.maybe(store::LATEST_CONSENT, (member, choice))?;
            match given {
                Some((id, at)) => format!("consent {choice} {id} given {at}"),
                None => return Err(PrivacyRefusal::NoConsent.into()),
            }
        }
        Terms::OptOut { filing, choice, .. } => format!("filing {filing}, stopped by {choice}"),
        Terms::Entrust { contract, .. } => format!("contract {contract}"),
        Terms::ForeignEquivalent { contract, checked, .. } => {
            format!("contract {contract}, measures checked {checked}")
        }
        Terms::Law { article } => format!("law {article}"),
        Terms::Succession { agreement, .. } => format!("agreement {agreement}"),
        Terms::JointUse { responsible } => format!("joint use under {responsible}"),
        Terms::OnBehalf => "on the person's behalf".to_owned(),
        Terms::ForeignDesignated => "designated country".to_owned(),
    })
}

db::row! {
    /// One hand-over of a person's data.
    pub struct Given {
        /// The row; the place of the sealed record, if the route has one.
        pub id: RecordId,
        /// The entry of the log.
        pub entry: RecordId,
        /// The recipient's code.
        pub recipient: String,
        /// The legal route.
        pub route: String,
        /// When.
        pub given_at: At,
    }
}

/// The latest hand-overs of a person's data.
pub fn given_of(tx: &mut Tx<'_>, member: MemberId, most: i64) -> Answer<Vec<Given>> {
    tx.all(store::DISCLOSURES_OF, (member, most))
}

/// The sealed record of a hand-over; refused as not kept when its route asks for none.
pub fn record_of(
    tx: &mut Tx<'_>,
    who: &Opener,
    member: MemberId,
    given: RecordId,
) -> Answer<Opened<Provision>> {
    use crate::open::OpenViews as _;
    let place = given.to_string();
    tx.open_at::<ProvisionRecord>(who, member, &place).map(|view| view.record)
}
