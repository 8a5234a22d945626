//! Guessing is slow, and nobody's guesses shut a door to the one whose door it is. Tries are
//! counted by the name that was typed *and* the network they come from; and by the name alone, from
//! a few tries of each network, for one who guesses from many. A browser in which the person has
//! signed in before is counted by itself: whatever strangers do elsewhere, it may try.

use db::{Answer, Tx};
use kernel::{Id as _, MemberId, Span};
use privacy::Keyring;
use web::{Cx, Place, Sessions, Sitter};

use crate::{MemberRefusal, rules, store};

/// How long a wrong try is held against a name.
const HELD_FOR: Span = Span::hours(24);
/// So many wrong tries of one name from one network, or in one known browser, are free.
const FREE: i64 = rules::FREE_TRIES;
/// So many of one name from all unknown browsers together.
const FREE_EVERYWHERE: i64 = 100;
/// And those of all cost the next one this long at most.
///
/// Why not a quarter of an hour, too: strangers of many networks would shut the door to whoever
/// comes with a new browser.
const EVERYWHERE_MOST: Span = Span::secs(30);
/// So many of one network count among those of all: one stranger shuts the door to nobody else.
const OF_ONE_PLACE: i64 = 10;

/// Somebody tries a password.
#[derive(Debug, Clone)]
pub(crate) struct Trying {
    door: &'static str,
    typed: String,
    place: Option<Place>,
    browser: Option<String>,
    is_owner: bool,
}

impl Trying {
    /// At a door: whoever came.
    pub(crate) fn at_door(cx: &Cx, door: &'static str, typed: &str) -> Trying {
        let place = cx.place();
        let browser = cx.browser_key().map(str::to_owned);
        Trying { door, typed: typed.to_owned(), place, browser, is_owner: false }
    }

    /// Inside: whoever has a session, or a key, of theirs.
    pub(crate) fn inside(whose: &str) -> Trying {
        let (place, browser) = (None, None);
        Trying { door: "owner", typed: whose.to_owned(), place, browser, is_owner: true }
    }

    /// Whether it has to be known whose name it is, to know what is counted.
    pub(crate) fn asks_who(&self) -> bool {
        self.browser.is_some()
    }

    /// What this try is counted by. Takes the same questions whether the name is anybody's or not.
    pub(crate) fn counters(&self, tx: &mut Tx<'_>, who: Option<Sitter>) -> Answer<Counted> {
        let name = tag(tx, self.door, &[&privacy::folded_text(&self.typed)])?;
        let one = |tag, free| Counter { tag, free, most: HELD_FOR };
        if self.is_owner {
            return Ok(Counted { name, all: vec![one(name, FREE)] });
        }
        if let Some(key) = &self.browser {
            let who = who.unwrap_or(Sitter::Member(MemberId::from_bits(0)));
            if Sessions::knows(tx, key, who)? {
                let own = tag(tx, self.door, &["browser", key])?;
                return Ok(Counted { name, all: vec![one(own, FREE)] });
            }
        }
        let typed = privacy::folded_text(&self.typed);
        // By a key of the house and no seed of this process: a restart gives no free tries.
        let here = match self.place {
            Some(place) => place.keyed(|place| tag(tx, self.door, &[place, &typed]))?,
            None => tag(tx, self.door, &["", &typed])?,
        };
        let everywhere = Counter { tag: name, free: FREE_EVERYWHERE, most: EVERYWHERE_MOST };
        Ok(Counted { name, all: vec![one(here, FREE), everywhere] })
    }
}

/// What a try was counted by.
#[derive(Debug, Clone)]
pub struct Counted {
    name: [u8; 32],
    all: Vec<Counter>,
}

#[derive(Debug, Clone, Copy)]
struct Counter {
    tag: [u8; 32],
    free: i64,
    most: Span,
}

/// Refuses a sign-in while the pause that wrong tries have earned lasts. Counted by what was typed,
/// as a keyed hash: a name nobody has earns the same pause as a name that is somebody's.
pub(crate) fn may_try(tx: &mut Tx<'_>, counted: &Counted) -> Answer<()> {
    let now = tx.now();
    let mut longest = Span::ZERO;
    for counter in &counted.all {
        let Some((wrong, last_at)) = store::tries(tx, &counter.tag)? else { continue };
        let pause = rules::pause(wrong, counter.free).min(counter.most);
        let gone = now.since(last_at);
        if gone < HELD_FOR && gone < pause {
            longest = longest.max(Span::micros(pause.as_micros() - gone.as_micros()));
        }
    }
    if longest == Span::ZERO {
        return Ok(());
    }
    Err(MemberRefusal::TryLater { seconds: longest.as_secs().saturating_add(1) }.into())
}

/// A try begins: refused during a pause, and else counted as a wrong one before anything is hashed,
/// so that a hundred sent at once are not all looked at. [`forgive`] when it was right.
pub(crate) fn begin_try(tx: &mut Tx<'_>, counted: &Counted) -> Answer<()> {
    may_try(tx, counted)?;
    let held = tx.now().minus(HELD_FOR);
    let mut of_here = 0;
    for counter in &counted.all {
        // The first counter is the nearest; what follows hears of its first tries alone.
        if of_here <= OF_ONE_PLACE {
            store::count_try(tx, &counter.tag, &counted.name, held)?;
        }
        of_here = store::tries(tx, &counter.tag)?.map_or(0, |(wrong, _)| wrong);
    }
    Ok(())
}

/// Forgets them: whoever came in was the one.
pub fn forgive(tx: &mut Tx<'_>, counted: &Counted) -> Answer<()> {
    counted.all.iter().try_for_each(|counter| store::forget_tries(tx, &counter.tag))
}

/// Forgets every wrong try of a name, wherever it came from.
pub(crate) fn forgive_name(tx: &mut Tx<'_>, door: &'static str, typed: &str) -> Answer<()> {
    let name = tag(tx, door, &[&privacy::folded_text(typed)])?;
    store::forget_tries_of(tx, &name)
}

fn tag(tx: &Tx<'_>, door: &str, parts: &[&str]) -> Answer<[u8; 32]> {
    let text = format!("{door} {}", parts.join("\0"));
    Ok(*tx.plugged::<Keyring>()?.secret_of("sign-in try", &text))
}
