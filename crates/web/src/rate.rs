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
    full_at: Mutex<HashMap<u64, Instant>>,
}

/// So many places are remembered; one costs some thirty bytes.
const PLACES: usize = 100_000;

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

impl Buckets {
    fn new() -> Buckets {
        Buckets { full_at: Mutex::new(HashMap::new()) }
    }

    // A bucket is one instant: when it will be full again. What takes from it moves that on.
    fn take(&self, place: u64, rate: Rate, now: Instant) -> Result<(), Duration> {
        let mut all = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= PLACES && !all.contains_key(&place) {
            all.retain(|_, full| *full > now);
            if all.len() >= PLACES {
                // Why: a flood from a hundred thousand places is not one that counting stops.
                all.clear();
            }
        }
        let full = all.entry(place).or_insert(now);
        let from = (*full).max(now);
        let next = from + rate.every;
        let most = now + rate.every * rate.burst;
        if next > most {
            return Err(next - most);
        }
        *full = next;
        Ok(())
    }
}

impl Buckets {
    fn has_room(&self, place: u64, rate: Rate, now: Instant) -> Result<(), Duration> {
        let all = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        let next = all.get(&place).map_or(now, |full| (*full).max(now)) + rate.every;
        let most = now + rate.every * rate.burst;
        if next > most { Err(next - most) } else { Ok(()) }
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

    fn place(&self, parts: &Parts) -> Option<u64> {
        let Peer(peer) = *parts.extensions.get::<Peer>()?;
        let told = if self.proxies.contains(&peer) { self.told(parts) } else { None };
        Some(self.seed.hash_one(network(told.unwrap_or(peer))))
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

    #[test]
    fn places_are_forgotten_when_there_are_too_many() {
        let (buckets, now) = (Buckets::new(), Instant::now());
        for place in 0..PLACES as u64 + 10 {
            buckets.take(place, FEW, now).unwrap();
        }
        assert!(buckets.full_at.lock().unwrap().len() <= PLACES);
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
