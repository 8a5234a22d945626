use std::fmt;

/// An instant: microseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct At(i64);

/// A length of time in microseconds; may be negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span(i64);

impl Span {
    /// No time at all.
    pub const ZERO: Span = Span(0);

    /// `n` microseconds.
    pub const fn micros(n: i64) -> Span {
        Span(n)
    }
    /// `n` milliseconds.
    pub const fn millis(n: i64) -> Span {
        Span(n.saturating_mul(1_000))
    }
    /// `n` seconds.
    pub const fn secs(n: i64) -> Span {
        Span(n.saturating_mul(1_000_000))
    }
    /// `n` minutes.
    pub const fn minutes(n: i64) -> Span {
        Span::secs(n.saturating_mul(60))
    }
    /// `n` hours.
    pub const fn hours(n: i64) -> Span {
        Span::minutes(n.saturating_mul(60))
    }
    /// `n` days of 24 hours.
    pub const fn days(n: i64) -> Span {
        Span::hours(n.saturating_mul(24))
    }
    /// The length in microseconds.
    pub const fn as_micros(self) -> i64 {
        self.0
    }
    /// The length in whole milliseconds, towards zero.
    pub const fn as_millis(self) -> i64 {
        self.0 / 1_000
    }
    /// The length in whole seconds, towards zero.
    pub const fn as_secs(self) -> i64 {
        self.0 / 1_000_000
    }
    /// The same length for `std`; nothing when negative.
    pub const fn to_std(self) -> std::time::Duration {
        std::time::Duration::from_micros(if self.0 > 0 { self.0.unsigned_abs() } else { 0 })
    }
}

impl At {
    /// The instant `micros` after the epoch.
    pub const fn from_micros(micros: i64) -> At {
        At(micros)
    }
    /// The instant `secs` seconds after the epoch.
    pub const fn from_secs(secs: i64) -> At {
        At(secs.saturating_mul(1_000_000))
    }
    /// Microseconds since the epoch.
    pub const fn micros(self) -> i64 {
        self.0
    }
    /// This instant and `span` more.
    pub const fn plus(self, span: Span) -> At {
        At(self.0.saturating_add(span.0))
    }
    /// This instant less `span`.
    pub const fn minus(self, span: Span) -> At {
        At(self.0.saturating_sub(span.0))
    }
    /// How long after `earlier` this instant is.
    pub const fn since(self, earlier: At) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }

    /// `2026-11-22 19:05:09.123 JST`: the marketplaces' own time.
    pub fn jst(self) -> String {
        let c = self.plus(Span::hours(9)).civil();
        format!(
            "{:04}-{:02}-{:02} {:02}:{:02}:{:02}.{:03} JST",
            c.year, c.month, c.day, c.hour, c.minute, c.second, c.milli
        )
    }

    /// `22 Nov 19:05 JST`: for lists.
    pub fn jst_short(self) -> String {
        const MONTHS: [&str; 12] =
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let c = self.plus(Span::hours(9)).civil();
        let month = MONTHS.get((c.month as usize).saturating_sub(1)).copied().unwrap_or("");
        format!("{} {month} {:02}:{:02} JST", c.day, c.hour, c.minute)
    }

    /// Reads what `Display` writes: `2026-11-22T10:05:09.123456Z`, fraction optional.
    pub fn parse(text: &str) -> Option<At> {
        let text = text.strip_suffix('Z')?;
        let (date, time) = text.split_once('T')?;
        let mut ymd = date.splitn(3, '-').map(|p| p.parse::<i64>().ok());
        let (y, m, d) = (ymd.next()??, ymd.next()??, ymd.next()??);
        let (clock, fraction) = time.split_once('.').unwrap_or((time, "0"));
        let mut hms = clock.splitn(3, ':').map(|p| p.parse::<i64>().ok());
        let (h, min, s) = (hms.next()??, hms.next()??, hms.next()??);
        // What lies beyond these years is a slip of the hand, and far beyond them no instant.
        let in_range = (1..=9_999).contains(&y)
            && (1..=12).contains(&m)
            && (1..=31).contains(&d)
            && (0..24).contains(&h)
            && (0..60).contains(&min)
            && (0..61).contains(&s)
            && fraction.len() <= 6
            && fraction.bytes().all(|b| b.is_ascii_digit());
        if !in_range {
            return None;
        }
        let micros = format!("{fraction:0<6}").parse::<i64>().ok()?;
        let secs = days_from_civil(y, m, d) * 86_400 + h * 3_600 + min * 60 + s;
        Some(At(secs * 1_000_000 + micros))
    }

    fn civil(self) -> Civil {
        let secs = self.0.div_euclid(1_000_000);
        let (days, rest) = (secs.div_euclid(86_400), secs.rem_euclid(86_400));
        let (year, month, day) = civil_from_days(days);
        let micro = self.0.rem_euclid(1_000_000);
        Civil {
            year,
            month,
            day,
            hour: rest / 3_600,
            minute: rest / 60 % 60,
            second: rest % 60,
            milli: micro / 1_000,
            micro,
        }
    }
}

struct Civil {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
    milli: i64,
    micro: i64,
}

// The proleptic Gregorian calendar counted from 1 March, so that the leap day ends the year.
pub(crate) const fn days_from_civil(y: i64, m: i64, d: i64) -> i64 {
    let y = if m <= 2 { y - 1 } else { y };
    let era = y.div_euclid(400);
    let yoe = y.rem_euclid(400);
    let doy = (153 * (if m > 2 { m - 3 } else { m + 9 }) + 2) / 5 + d - 1;
    era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
}

pub(crate) const fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    let year = yoe + era * 400 + (month <= 2) as i64;
    (year, month, doy - (153 * mp + 2) / 5 + 1)
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let c = self.civil();
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z",
            c.year, c.month, c.day, c.hour, c.minute, c.second, c.micro
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_reads_back_what_it_writes() {
        let table = [
            (0, "1970-01-01T00:00:00.000000Z"),
            (951_827_696_000_001, "2000-02-29T12:34:56.000001Z"),
            (1_795_341_909_123_456, "2026-11-22T10:05:09.123456Z"),
            (-1, "1969-12-31T23:59:59.999999Z"),
        ];
        for (micros, text) in table {
            assert_eq!(At::from_micros(micros).to_string(), text);
            assert_eq!(At::parse(text), Some(At::from_micros(micros)));
        }
        for bad in ["", "2026-13-01T00:00:00Z", "2026-11-22 10:05:09Z", "2026-11-22T10:05:09"] {
            assert_eq!(At::parse(bad), None, "{bad}");
        }
        for year in ["0", "0000", "10000", "300000", "9223372036854775807", "99999999999999999999"]
        {
            assert_eq!(At::parse(&format!("{year}-01-01T00:00:00Z")), None, "{year}");
        }
        for year in ["0001", "9999"] {
            let text = format!("{year}-12-31T23:59:59.999999Z");
            assert_eq!(At::parse(&text).map(|at| at.to_string()), Some(text));
        }
    }

    #[test]
    fn the_marketplaces_clock_is_nine_hours_ahead() {
        let at = At::from_micros(1_795_341_909_123_456);
        assert_eq!(at.jst(), "2026-11-22 19:05:09.123 JST");
        assert_eq!(at.jst_short(), "22 Nov 19:05 JST");
    }
}
