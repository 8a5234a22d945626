//! Everything invented: goods, sellers, rivals, and how long a seller takes. All of it is drawn
//! from the marketplace's seed and a name, so that the same marketplace comes out every time.

mod catalogue;
mod listings;
mod rivals;
mod told;

use kernel::Span;

pub(crate) use catalogue::Catalogue;
pub(crate) use listings::{Lane, auction, fresh_id, lanes, offer};
pub(crate) use rivals::{Rival, answer, rivals};
pub(crate) use told::histories;

/// A stream of chance that depends on a seed and a name alone.
pub(crate) struct Stream(u64);

impl Stream {
    pub(crate) fn new(seed: u64, name: &[&str]) -> Stream {
        // FNV-1a over the names, then SplitMix64 from there.
        let mut hash = 0xcbf2_9ce4_8422_2325 ^ seed;
        for byte in name.iter().flat_map(|word| word.bytes().chain([0xff])) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        Stream(hash)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// 0 to `n` - 1; 0 when `n` is not positive.
    pub(crate) fn below(&mut self, n: i64) -> i64 {
        let n = u64::try_from(n).unwrap_or(0).max(1);
        i64::try_from(self.next() % n).unwrap_or(0)
    }

    /// `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below(high - low + 1)
    }

    /// True in so many of a thousand cases.
    pub(crate) fn permille(&mut self, n: i64) -> bool {
        self.below(1_000) < n
    }

    /// One of these.
    pub(crate) fn pick<'t, T>(&mut self, of: &'t [T]) -> Option<&'t T> {
        let at = self.below(i64::try_from(of.len()).unwrap_or(0));
        usize::try_from(at).ok().and_then(|at| of.get(at))
    }
}

/// How long this seller takes to send: the marketplace's pace, give or take a half.
pub(crate) fn ship_delay(seed: u64, order: &str, pace_us: i64) -> Span {
    let mut stream = Stream::new(seed, &["ship", order]);
    Span::micros(pace_us / 2 + stream.below(pace_us.saturating_add(1)))
}

/// How long a rival takes to pay, or to answer an offer: a tenth to nine tenths of what they have.
pub(crate) fn rival_delay(seed: u64, order: &str, within: Span) -> Span {
    let mut stream = Stream::new(seed, &["rival pays", order]);
    Span::micros(within.as_micros() / 100 * stream.between(10, 90))
}

/// A Japanese parcel number: eleven digits and their remainder by seven.
pub(crate) fn tracking_number(seed: u64, order: &str) -> String {
    let mut stream = Stream::new(seed, &["tracking", order]);
    let eleven = stream.between(10_000_000_000, 99_999_999_999);
    format!("{eleven}{}", eleven % 7)
}

/// What a seller answers.
pub(crate) fn reply(seed: u64, item: &str, number: usize) -> &'static str {
    const REPLIES: [&str; 5] = [
        "お問い合わせありがとうございます。説明文の通りの状態です。よろしくお願いいたします。",
        "ご質問ありがとうございます。発送は二日以内にいたします。",
        "コメントありがとうございます。写真の通り、目立つ傷はありません。",
        "お世話になります。同梱発送も可能ですので、落札後にお知らせください。",
        "ご連絡ありがとうございます。承知いたしました。",
    ];
    let mut stream = Stream::new(seed, &["reply", item, &number.to_string()]);
    stream.pick(&REPLIES).copied().unwrap_or(REPLIES[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_and_name_always_give_the_same_chance() {
        let draw = |seed, name: &str| {
            let mut stream = Stream::new(seed, &[name]);
            (0..5).map(|_| stream.below(1_000_000)).collect::<Vec<_>>()
        };
        assert_eq!(draw(7, "a"), draw(7, "a"));
        assert_ne!(draw(7, "a"), draw(8, "a"));
        assert_ne!(draw(7, "a"), draw(7, "b"));
        let mut stream = Stream::new(1, &["spread"]);
        let hits = (0..10_000).filter(|_| stream.permille(250)).count();
        assert!((2_300..2_700).contains(&hits), "{hits} of 10,000 at 250 per mille");
    }

    #[test]
    fn a_parcel_number_has_twelve_digits_and_a_check_digit() {
        let number = tracking_number(7, "o1-1");
        assert_eq!(number.len(), 12);
        let (eleven, check) = number.split_at(11);
        assert_eq!(eleven.parse::<i64>().unwrap() % 7, check.parse::<i64>().unwrap());
    }
}
