use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::http::request::Parts;
use kernel::{ApiTokenId, SessionId};

use crate::WebRefusal;

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
    /// Forms of one signed-in person.
    pub acting: Rate,
    /// Requests under one key of the API.
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

/// Counters of one kind, kept apart so that a flood in one never locks the others.
struct Buckets {
    places: Mutex<Places>,
}

/// So many places are remembered; one costs some thirty bytes.
const PLACES: usize = 100_000;
/// How many places are let go of at least when there are too many.
const ROOM: usize = PLACES / 8;
/// What places share for which there is no room: so many times the rate of one.
const OTHERS: u32 = 100;
/// How long after room was looked for in vain it is looked for again.
const LOOKS_AGAIN: Duration = Duration::from_secs(1);

/// When each bucket will be full again: what takes from it moves that on.
struct Places {
    full_at: HashMap<u64, Instant>,
    others: Option<Instant>,
    no_room_since: Option<Instant>,
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
    api: Buckets,
    keyless: Buckets,
}

// Takes one from a bucket; how long to wait when it is empty.
fn taken(full: Instant, rate: Rate, now: Instant) -> Result<Instant, Duration> {
    let next = full.max(now) + rate.every;
    let most = now + rate.every * rate.burst;
    if next > most { Err(next - most) } else { Ok(next) }
}

impl Rate {
    fn of_others(self) -> Rate {
        Rate { burst: self.burst.saturating_mul(OTHERS), every: self.every / OTHERS }
    }
}

impl Buckets {
    fn new() -> Buckets {
        let places = Places { full_at: HashMap::new(), others: None, no_room_since: None };
        Buckets { places: Mutex::new(places) }
    }

    fn take(&self, place: u64, rate: Rate, now: Instant) -> Result<(), Duration> {
        let mut all = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        let known = all.full_at.get(&place).copied();
        if known.is_none() && !all.has_room(rate, now) {
            all.others = Some(taken(all.others.unwrap_or(now), rate.of_others(), now)?);
            return Ok(());
        }
        let full = taken(known.unwrap_or(now), rate, now)?;
        all.full_at.insert(place, full);
        Ok(())
    }

    fn has_room(&self, place: u64, rate: Rate, now: Instant) -> Result<(), Duration> {
        let mut all = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        let known = all.full_at.get(&place).copied();
        if known.is_none() && !all.has_room(rate, now) {
            return taken(all.others.unwrap_or(now), rate.of_others(), now).map(|_| ());
        }
        taken(known.unwrap_or(now), rate, now).map(|_| ())
    }
}

impl Places {
    // Why nobody who is told to wait is ever forgotten: whoever has many addresses would have the
    // others let the one go that guesses. Whoever owes least is, for it changes least.
    fn has_room(&mut self, rate: Rate, now: Instant) -> bool {
        if self.full_at.len() < PLACES {
            return true;
        }
        if self
            .no_room_since
            .is_some_and(|since| now.saturating_duration_since(since) < LOOKS_AGAIN)
        {
            return false;
        }
        self.full_at.retain(|_, full| *full > now);
        let over = (self.full_at.len() + ROOM).saturating_sub(PLACES);
        if over > 0 {
            let waits = |full: &Instant| taken(*full, rate, now).is_err();
            let mut free: Vec<Instant> =
                self.full_at.values().filter(|full| !waits(full)).copied().collect();
            if let Some(last) = over.min(free.len()).checked_sub(1) {
                let (_, least, _) = free.select_nth_unstable(last);
                let least = *least;
                self.full_at.retain(|_, full| *full > least || waits(full));
            }
        }
        let room = self.full_at.len() < PLACES;
        self.no_room_since = (!room).then_some(now);
        room
    }
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
            api: Buckets::new(),
            keyless: Buckets::new(),
        }
    }

    /// One more request for a page or from a form; `enters` when it is a step of coming in.
    pub(crate) fn page(
        &self,
        parts: &Parts,
        enters: bool,
        session: Option<SessionId>,
    ) -> Result<(), WebRefusal> {
        let now = Instant::now();
        let place = self.place(parts);
        let changes = parts.method == axum::http::Method::POST;
        let taken = match (changes, session, place) {
            (_, _, Some(place)) if enters => self.entering.take(place, self.rates.entering, now),
            (true, Some(session), _) => {
                self.acting.take(self.seed.hash_one(session), self.rates.acting, now)
            }
            (_, _, Some(place)) => match self.rates.pages {
                Some(rate) => self.pages.take(place, rate, now),
                None => Ok(()),
            },
            _ => Ok(()),
        };
        taken.map_err(too_often)
    }

    /// One more request of a program: by its key, or by its address while it shows none.
    pub(crate) fn api(&self, parts: &Parts, token: Option<ApiTokenId>) -> Result<(), WebRefusal> {
        let now = Instant::now();
        let taken = match (token, self.place(parts)) {
            (Some(token), _) => self.api.take(self.seed.hash_one(token), self.rates.api, now),
            (None, Some(place)) => self.keyless.take(place, self.rates.entering, now),
            (None, None) => Ok(()),
        };
        taken.map_err(too_often)
    }

    /// Whether a key from this address may be looked up: not while too many of its keys were made
    /// up. Counts nothing; [`Counters::api`] does, once it is known whether the key is one.
    pub(crate) fn may_show_key(&self, parts: &Parts) -> Result<(), WebRefusal> {
        let Some(place) = self.place(parts) else { return Ok(()) };
        self.keyless.has_room(place, self.rates.entering, Instant::now()).map_err(too_often)
    }

    pub(crate) fn place(&self, parts: &Parts) -> Option<u64> {
        Some(self.seed.hash_one(network(self.address(parts)?)))
    }

    /// Who guesses from many networks of one site pays for one: a site has thousands of them.
    pub(crate) fn site(&self, parts: &Parts) -> Option<u64> {
        Some(self.seed.hash_one(site(self.address(parts)?)))
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

    #[test]
    fn a_bucket_gives_its_burst_then_one_at_a_time_and_says_how_long_to_wait() {
        let (buckets, now) = (Buckets::new(), Instant::now());
        for _ in 0..3 {
            buckets.take(1, FEW, now).unwrap();
        }
        assert_eq!(buckets.take(1, FEW, now), Err(Duration::from_secs(10)));
        buckets.take(2, FEW, now).unwrap();
        let later = now + Duration::from_secs(10);
        buckets.take(1, FEW, later).unwrap();
        assert!(buckets.take(1, FEW, later).is_err());
    }

    #[test]
    fn coming_in_is_counted_by_address_whatever_the_session_and_acts_by_the_session() {
        let rates = Rates { entering: FEW, ..Rates::USUAL };
        let counters = Counters::new(rates, Vec::new());
        let mut parts = parts(None, "203.0.113.9");
        parts.method = axum::http::Method::POST;
        let session = |n| Some(<SessionId as kernel::Id>::from_bits(n));
        for n in 0..3 {
            counters.page(&parts, true, session(n)).unwrap();
        }
        assert!(counters.page(&parts, true, session(9)).is_err(), "a session buys no guess");
        assert!(counters.page(&parts, true, None).is_err());
        counters.page(&parts, false, session(9)).unwrap();
        parts.method = axum::http::Method::GET;
        assert!(counters.page(&parts, true, None).is_err(), "a page that enters counts, too");
        counters.page(&parts, false, None).unwrap();
    }

    #[test]
    fn an_address_that_makes_keys_up_is_told_to_wait_before_one_is_looked_for() {
        let rates = Rates { entering: FEW, ..Rates::USUAL };
        let counters = Counters::new(rates, Vec::new());
        let parts = parts(None, "203.0.113.9");
        let token = Some(<ApiTokenId as kernel::Id>::from_bits(1));
        for _ in 0..3 {
            counters.may_show_key(&parts).unwrap();
            counters.api(&parts, token).unwrap();
        }
        for _ in 0..3 {
            counters.may_show_key(&parts).unwrap();
            counters.api(&parts, None).unwrap();
        }
        assert!(counters.may_show_key(&parts).is_err());
    }

    fn remembered(buckets: &Buckets) -> usize {
        buckets.places.lock().unwrap().full_at.len()
    }

    #[test]
    fn whoever_is_told_to_wait_is_not_forgotten_however_many_others_come() {
        let (buckets, now) = (Buckets::new(), Instant::now());
        for _ in 0..3 {
            buckets.take(u64::MAX, FEW, now).unwrap();
        }
        for place in 0..3 * PLACES as u64 {
            buckets.take(place, FEW, now).unwrap();
            assert!(place % 1_000 > 0 || remembered(&buckets) <= PLACES);
        }
        assert!(buckets.take(u64::MAX, FEW, now).is_err(), "forgotten for others");
        assert!(buckets.has_room(u64::MAX, FEW, now).is_err());
        // Whoever owes more is let go of later.
        buckets.take(u64::MAX - 1, FEW, now).unwrap();
        buckets.take(u64::MAX - 1, FEW, now).unwrap();
        for place in 0..PLACES as u64 {
            buckets.take(u64::MAX / 2 + place, FEW, now).unwrap();
        }
        buckets.take(u64::MAX - 1, FEW, now).unwrap();
        assert!(buckets.take(u64::MAX - 1, FEW, now).is_err(), "it had taken two before");
    }

    #[test]
    fn when_all_that_are_remembered_wait_the_others_share_one_bucket() {
        let (buckets, now) = (Buckets::new(), Instant::now());
        for place in 0..PLACES as u64 {
            for _ in 0..3 {
                buckets.take(place, FEW, now).unwrap();
            }
        }
        let shared = u64::from(FEW.burst * OTHERS);
        for place in 0..shared {
            buckets.take(u64::MAX - place, FEW, now).unwrap();
        }
        assert!(buckets.take(u64::MAX - shared, FEW, now).is_err());
        assert!(buckets.has_room(u64::MAX - shared, FEW, now).is_err());
        assert!(buckets.take(7, FEW, now).is_err(), "who waited still waits");
        assert_eq!(remembered(&buckets), PLACES);
        let later = now + Duration::from_secs(31);
        for _ in 0..3 {
            buckets.take(u64::MAX, FEW, later).unwrap();
        }
        assert!(buckets.take(u64::MAX, FEW, later).is_err(), "it has a bucket of its own again");
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
