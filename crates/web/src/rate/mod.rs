//! How often one may come: counted by the network before anything is looked up, and by the person
//! once it is known who they are.

mod buckets;

use std::hash::{BuildHasher, RandomState};
use std::net::{IpAddr, Ipv6Addr};
use std::time::{Duration, Instant};

use axum::http::request::Parts;
use kernel::MemberId;

use self::buckets::Buckets;
use crate::{Sitter, WebRefusal};

/// How much may come from one place: at once, and then how long until the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// So many at once.
    pub burst: u32,
    /// One more after this long.
    pub every: Duration,
}

/// How much the door takes from one address and one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rates {
    /// Pages of one address; a household may share one.
    pub pages: Option<Rate>,
    /// Steps of coming in: signing in and up, second factors, resets. Also with a session, for one
    /// session would else buy guesses at the doors of all others.
    pub entering: Rate,
    /// Forms of one signed-in person, in all their browsers.
    pub acting: Rate,
    /// Requests of one member's programs, under all their keys.
    pub api: Rate,
}

impl Rates {
    /// What a house takes unless it is told otherwise.
    pub const USUAL: Rates = Rates {
        pages: Some(Rate { burst: 600, every: Duration::from_millis(20) }),
        entering: Rate { burst: 10, every: Duration::from_secs(6) },
        acting: Rate { burst: 120, every: Duration::from_millis(500) },
        api: Rate { burst: 200, every: Duration::from_millis(50) },
    };
}

/// Where a request came from, as the connection says. Without one, nothing is counted by address.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// The site a request came from.
///
/// Why it can only be hashed under a key: no address is kept, written or logged, and a count that
/// is to outlive this process must not hang on its seed.
#[derive(Clone, Copy)]
pub struct Place(IpAddr);

impl Place {
    /// What this makes of it: a hash whose key never leaves the house.
    pub fn keyed<T>(&self, hash: impl FnOnce(&str) -> T) -> T {
        hash(&self.0.to_string())
    }
}

impl std::fmt::Debug for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Place")
    }
}

/// Who came how often lately: in memory only, under hashes with a seed of this process. No address
/// is kept, written or logged.
pub(crate) struct Counters {
    rates: Rates,
    proxies: Vec<IpAddr>,
    seed: RandomState,
    pages: Buckets,
    entering: Buckets,
    acting: Buckets,
    keys: Buckets,
    api: Buckets,
    keyless: Buckets,
}

impl Counters {
    pub(crate) fn new(rates: Rates, proxies: Vec<IpAddr>) -> Counters {
        Counters {
            rates,
            proxies,
            seed: RandomState::new(),
            pages: Buckets::new(),
            entering: Buckets::new(),
            acting: Buckets::new(),
            keys: Buckets::new(),
            api: Buckets::new(),
            keyless: Buckets::new(),
        }
    }

    /// A request for a page or from a form has come, and nothing was looked up yet: steps of coming
    /// in and pages are counted by the network. `enters` when it is a step of coming in.
    pub(crate) fn arrives(&self, parts: &Parts, enters: bool) -> Result<(), WebRefusal> {
        let Some(place) = self.place(parts) else { return Ok(()) };
        if enters {
            return self
                .entering
                .take(place, self.rates.entering, Instant::now())
                .map_err(too_often);
        }
        // Why not a form: whoever shares a network with one who floods it can still act.
        if is_form(parts) { Ok(()) } else { self.one_page(place) }
    }

    /// Whether a session that is not known in memory may be looked up: not while its network has no
    /// page left. Counts nothing; [`Counters::acts`] does, once it is known whether it is one.
    pub(crate) fn may_show_session(&self, parts: &Parts) -> Result<(), WebRefusal> {
        match (self.place(parts), self.rates.pages) {
            (Some(place), Some(rate)) if is_form(parts) => {
                self.pages.has_room(place, rate, Instant::now()).map_err(too_often)
            }
            _ => Ok(()),
        }
    }

    /// It is known who sends a form: whoever it is, in whichever browser; else their network.
    pub(crate) fn acts(
        &self,
        parts: &Parts,
        enters: bool,
        who: Option<Sitter>,
    ) -> Result<(), WebRefusal> {
        let now = Instant::now();
        match (who, self.place(parts)) {
            _ if !is_form(parts) => Ok(()),
            (Some(who), _) => {
                let person = self.seed.hash_one(who);
                self.acting.take(person, self.rates.acting, now).map_err(too_often)
            }
            (None, Some(place)) if !enters => self.one_page(place),
            _ => Ok(()),
        }
    }

    fn one_page(&self, place: u64) -> Result<(), WebRefusal> {
        match self.rates.pages {
            Some(rate) => self.pages.take(place, rate, Instant::now()).map_err(too_often),
            None => Ok(()),
        }
    }

    /// A program shows this key, and it was not looked up yet: refused while too many keys from its
    /// network were made up, and counted by the key.
    pub(crate) fn shows_key(&self, parts: &Parts, key: &[u8]) -> Result<(), WebRefusal> {
        let now = Instant::now();
        if let Some(place) = self.place(parts) {
            self.keyless.has_room(place, self.rates.entering, now).map_err(too_often)?;
        }
        self.keys.take(self.seed.hash_one(key), self.rates.api, now).map_err(too_often)
    }

    /// It is known whose program it is: whoever they are, under whichever key; else its network.
    pub(crate) fn api(&self, parts: &Parts, whose: Option<MemberId>) -> Result<(), WebRefusal> {
        let now = Instant::now();
        let taken = match (whose, self.place(parts)) {
            (Some(member), _) => self.api.take(self.seed.hash_one(member), self.rates.api, now),
            (None, Some(place)) => self.keyless.take(place, self.rates.entering, now),
            (None, None) => Ok(()),
        };
        taken.map_err(too_often)
    }

    fn place(&self, parts: &Parts) -> Option<u64> {
        Some(self.seed.hash_one(network(self.address(parts)?)))
    }

    /// Who guesses from many networks of one site pays for one: a site has thousands of them.
    pub(crate) fn site(&self, parts: &Parts) -> Option<Place> {
        Some(Place(site(self.address(parts)?)))
    }

    fn address(&self, parts: &Parts) -> Option<IpAddr> {
        let Peer(peer) = *parts.extensions.get::<Peer>()?;
        let told = if self.proxies.contains(&peer) { self.told(parts) } else { None };
        Some(told.unwrap_or(peer))
    }

    // The last address of the line that is not one of our own proxies: what stands before it is
    // what the visitor wrote, and anybody can write anything.
    fn told(&self, parts: &Parts) -> Option<IpAddr> {
        let lines = parts.headers.get_all("x-forwarded-for").iter();
        let line: Vec<&str> = lines.filter_map(|line| line.to_str().ok()).collect();
        let line = line.join(",");
        let mut told = line.rsplit(',').map(|word| word.trim().parse::<IpAddr>().ok());
        told.find(|ip| ip.is_none_or(|ip| !self.proxies.contains(&ip))).flatten()
    }
}

fn is_form(parts: &Parts) -> bool {
    parts.method == axum::http::Method::POST
}

// Whoever has one address of IPv6 has the whole network around it.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => IpAddr::V4(v4),
            None => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64))),
        },
    }
}

fn site(address: IpAddr) -> IpAddr {
    match network(address) {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 80))),
        v4 => v4,
    }
}

fn too_often(wait: Duration) -> WebRefusal {
    let secs = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    WebRefusal::TooOften { wait_s: i64::try_from(secs).unwrap_or(i64::MAX) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FEW: Rate = Rate { burst: 3, every: Duration::from_secs(10) };

    fn parts(forwarded: Option<&str>, peer: &str) -> Parts {
        let mut request = axum::http::Request::builder();
        if let Some(line) = forwarded {
            request = request.header("x-forwarded-for", line);
        }
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        parts.extensions.insert(Peer(peer.parse().unwrap()));
        parts
    }

    fn member(n: u128) -> MemberId {
        kernel::Id::from_bits(n)
    }

    #[test]
    fn coming_in_is_counted_by_the_network_before_anything_is_looked_up() {
        let counters = Counters::new(Rates { entering: FEW, ..Rates::USUAL }, Vec::new());
        let mut parts = parts(None, "203.0.113.9");
        parts.method = axum::http::Method::POST;
        for _ in 0..3 {
            counters.arrives(&parts, true).unwrap();
        }
        assert!(counters.arrives(&parts, true).is_err(), "a session buys no guess");
        counters.arrives(&parts, false).unwrap();
        parts.method = axum::http::Method::GET;
        assert!(counters.arrives(&parts, true).is_err(), "a page that enters counts, too");
        counters.arrives(&parts, false).unwrap();
    }

    #[test]
    fn forms_are_counted_by_the_person_in_all_their_browsers() {
        let counters = Counters::new(Rates { acting: FEW, ..Rates::USUAL }, Vec::new());
        let mut form = parts(None, "203.0.113.9");
        form.method = axum::http::Method::POST;
        let mut elsewhere = parts(None, "198.51.100.7");
        elsewhere.method = axum::http::Method::POST;
        let who = Some(Sitter::Member(member(1)));
        for place in [&form, &elsewhere, &form] {
            counters.acts(place, false, who).unwrap();
        }
        assert!(counters.acts(&elsewhere, false, who).is_err(), "however many sessions");
        counters.acts(&form, false, Some(Sitter::Member(member(2)))).unwrap();
        counters.acts(&parts(None, "203.0.113.9"), false, who).unwrap();
    }

    #[test]
    fn a_session_that_is_not_known_is_not_looked_up_for_a_network_without_a_page_left() {
        let counters = Counters::new(Rates { pages: Some(FEW), ..Rates::USUAL }, Vec::new());
        let mut form = parts(None, "203.0.113.9");
        form.method = axum::http::Method::POST;
        for _ in 0..3 {
            counters.arrives(&form, false).unwrap();
            counters.may_show_session(&form).unwrap();
            counters.acts(&form, false, None).unwrap();
        }
        counters.arrives(&form, false).unwrap();
        assert!(counters.may_show_session(&form).is_err());
        assert!(counters.acts(&form, false, None).is_err());
        counters.acts(&form, false, Some(Sitter::Member(member(1)))).unwrap();
    }

    #[test]
    fn programs_are_counted_by_key_before_it_is_looked_for_and_then_by_whose_they_are() {
        let rates = Rates { entering: FEW, api: FEW, ..Rates::USUAL };
        let counters = Counters::new(rates, Vec::new());
        let parts = parts(None, "203.0.113.9");
        for key in [b"a", b"b", b"c"] {
            counters.shows_key(&parts, key).unwrap();
            counters.api(&parts, Some(member(1))).unwrap();
        }
        counters.shows_key(&parts, b"d").unwrap();
        assert!(counters.api(&parts, Some(member(1))).is_err(), "however many keys");
        counters.api(&parts, Some(member(2))).unwrap();
        for _ in 0..2 {
            counters.shows_key(&parts, b"a").unwrap();
        }
        assert!(counters.shows_key(&parts, b"a").is_err(), "before it is looked for");
    }

    #[test]
    fn an_address_that_makes_keys_up_is_told_to_wait_before_one_is_looked_for() {
        let counters = Counters::new(Rates { entering: FEW, ..Rates::USUAL }, Vec::new());
        let parts = parts(None, "203.0.113.9");
        for _ in 0..3 {
            counters.shows_key(&parts, b"made up").unwrap();
            counters.api(&parts, None).unwrap();
        }
        assert!(counters.shows_key(&parts, b"a").is_err());
    }

    #[test]
    fn a_place_is_never_printed() {
        let counters = Counters::new(Rates::USUAL, Vec::new());
        let place = counters.site(&parts(None, "203.0.113.9")).unwrap();
        assert_eq!(format!("{place:?}"), "Place");
        assert_eq!(place.keyed(str::len), "203.0.113.9".len());
    }

    #[test]
    fn an_address_is_believed_from_the_connection_or_from_our_own_proxy_alone() {
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let counters = Counters::new(Rates::USUAL, vec![proxy]);
        let place = |forwarded, peer| counters.place(&parts(forwarded, peer)).unwrap();
        let table = [
            ("whoever says so", Some("203.0.113.9"), "198.51.100.7", None, "198.51.100.7", true),
            ("the proxy's word", Some("203.0.113.9"), "10.0.0.1", None, "203.0.113.9", true),
            (
                "written before it",
                Some("1.2.3.4, 203.0.113.9"),
                "10.0.0.1",
                None,
                "203.0.113.9",
                true,
            ),
            ("two proxies", Some("203.0.113.9, 10.0.0.1"), "10.0.0.1", None, "203.0.113.9", true),
            ("no address", Some("unknown"), "10.0.0.1", None, "10.0.0.1", true),
            ("one network", None, "2001:db8::1", None, "2001:db8::ffff", true),
            ("another network", None, "2001:db8::1", None, "2001:db8:0:1::1", false),
            ("the old in the new", None, "::ffff:203.0.113.9", None, "203.0.113.9", true),
        ];
        for (what, a, from, b, other, same) in table {
            assert_eq!(place(a, from) == place(b, other), same, "{what}");
        }
    }
}
