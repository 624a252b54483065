//! Times and days, formatted for people.

use crate::strings::{Key, t};

/// The clock with so many milliseconds left: `24:31`, `1:02:03`, in overtime `+2:14`. A second counts as left until
/// it is over, so a block of 25 minutes begins at `25:00` and overtime begins at `+00:00`.
pub fn clock(left: i64) -> String {
    if left > 0 { digits((left as u64).div_ceil(1000)) } else { format!("+{}", digits(left.unsigned_abs() / 1000)) }
}

/// The clock of an open-ended block.
pub fn clock_up(ran: u64) -> String {
    digits(ran / 1000)
}

fn digits(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{}:{}", two(minutes), two(seconds))
    } else {
        format!("{}:{}", two(minutes), two(seconds))
    }
}

fn two(number: u64) -> String {
    if number < 10 { format!("0{number}") } else { number.to_string() }
}

/// A calendar day, without a time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    pub year: i32,
    /// From 1.
    pub month: u32,
    /// From 1.
    pub day: u32,
}

impl Day {
    /// Reads the day of a date in the document's format (`2026-11-25`, possibly with a time).
    pub fn read(date: &str) -> Option<Self> {
        let mut parts = date.get(..10)?.split('-');
        let day = Self {
            year: parts.next()?.parse().ok()?,
            month: parts.next()?.parse().ok()?,
            day: parts.next()?.parse().ok()?,
        };
        ((1..=12).contains(&day.month) && (1..=31).contains(&day.day)).then_some(day)
    }

    /// The day in the document's format.
    pub fn write(self) -> String {
        let year = self.year;
        format!("{year:04}-{}-{}", two(self.month.into()), two(self.day.into()))
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> i64 {
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    /// The day with this number.
    pub fn numbered(number: i64) -> Self {
        let shifted = number + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let shifted_month = (5 * of_year + 2) / 153;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        Self {
            year: (year + era * 400 + i64::from(month <= 2)) as i32,
            month: month as u32,
            day: (of_year - (153 * shifted_month + 2) / 5 + 1) as u32,
        }
    }

    /// Short, relative to `today`: "today", "tomorrow", "Mon" within a week, "28 Nov", "3 Feb 2028".
    pub fn short(self, today: Self) -> String {
        match self.number() - today.number() {
            0 => t(Key::Today).to_owned(),
            1 => t(Key::Tomorrow).to_owned(),
            -1 => t(Key::Yesterday).to_owned(),
            2..=6 => self.weekday().to_owned(),
            _ => self.plain(today),
        }
    }

    /// Longer: "today", "Wed 25 Nov".
    pub fn long(self, today: Self) -> String {
        match self.number() - today.number() {
            -1..=1 => self.short(today),
            _ => format!("{} {}", self.weekday(), self.plain(today)),
        }
    }

    /// "31 Oct", with the year if it is another than this one.
    pub fn plain(self, today: Self) -> String {
        let month = word(t(Key::Months), self.month as usize - 1);
        let Self { year, day, .. } = self;
        if year == today.year { format!("{day} {month}") } else { format!("{day} {month} {year}") }
    }

    fn weekday(self) -> &'static str {
        // 1970-01-01 was a Thursday.
        word(t(Key::Weekdays), (self.number() + 3).rem_euclid(7) as usize)
    }
}

fn word(words: &'static str, at: usize) -> &'static str {
    words.split(' ').nth(at).unwrap_or_default()
}

/// A session's date from the document, formatted: "Wed 25 Nov, 15:00".
pub fn date(written: &str, today: Day) -> String {
    let Some(day) = Day::read(written) else { return written.to_owned() };
    match written.get(11..16) {
        Some(time) => format!("{}, {time}", day.long(today)),
        None => day.long(today),
    }
}

/// The address that may be followed: `http` or `https`, nothing else. One that begins with a host gets `https`.
pub fn safe_link(text: &str) -> Option<String> {
    let text = text.trim();
    let scheme = |name: &str| text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    if text.chars().any(|letter| letter.is_whitespace() || letter.is_control()) {
        None
    } else if scheme("https://") || scheme("http://") {
        Some(text.to_owned())
    } else {
        begins_with_host(text).then(|| format!("https://{text}"))
    }
}

/// Whether this is no address, and not the beginning of one.
pub fn is_no_link(text: &str) -> bool {
    safe_link(text).is_none() && !"https://".starts_with(text.trim())
}

/// Whether it begins with a name with a dot, and perhaps a port. A mail address is none: its host was not meant.
fn begins_with_host(text: &str) -> bool {
    let host = text.split(['/', '?', '#']).next().unwrap_or_default();
    let (name, port) = host.split_once(':').unwrap_or((host, "443"));
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || !byte.is_ascii())
    };
    name.contains('.') && name.split('.').all(is_label) && port.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Day = Day { year: 2026, month: 11, day: 21 };

    #[test]
    fn a_second_counts_as_left_until_it_is_over() {
        assert_eq!(clock(25 * 60_000), "25:00");
        assert_eq!(clock(25 * 60_000 - 1), "25:00");
        assert_eq!(clock(1), "00:01");
        assert_eq!(clock(0), "+00:00");
        assert_eq!(clock(-134_000), "+02:14");
        assert_eq!(clock(3_723_000), "1:02:03");
        assert_eq!(clock_up(999), "00:00");
    }

    #[test]
    fn days_are_numbered_there_and_back() {
        for number in [-719_468, -1, 0, 59, 60, 11_016, 20_778, 47_482] {
            assert_eq!(Day::numbered(number).number(), number);
        }
        assert_eq!(Day { year: 1970, month: 1, day: 1 }.number(), 0);
        assert_eq!(Day::numbered(TODAY.number() + 10).write(), "2026-12-01");
    }

    #[test]
    fn a_day_near_is_said_by_its_name() {
        let day = |text| Day::read(text).unwrap();
        assert_eq!(day("2026-11-21").short(TODAY), "today");
        assert_eq!(day("2026-11-22").short(TODAY), "tomorrow");
        assert_eq!(day("2026-11-23").short(TODAY), "Mon");
        assert_eq!(day("2026-11-28").short(TODAY), "28 Nov");
        assert_eq!(day("2028-02-03").short(TODAY), "3 Feb 2028");
        assert_eq!(date("2026-11-25T15:00", TODAY), "Wed 25 Nov, 15:00");
        assert_eq!(date("2026-11-25", TODAY), "Wed 25 Nov");
        assert_eq!(date("some day", TODAY), "some day");
    }

    #[test]
    fn text_that_is_no_day_is_not_read_as_one() {
        for text in ["", "2026", "2026-13-01", "2026-00-10", "aaaa-bb-cc", "2026-1-100", "äöü-äö-äö"] {
            assert_eq!(Day::read(text), None, "{text}");
        }
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(safe_link(" https://example.org/a ").unwrap(), "https://example.org/a");
        assert_eq!(safe_link("HTTP://example.org").unwrap(), "HTTP://example.org");
        for text in [
            "javascript:alert(1)",
            "javascript:a.b/c",
            "a.javascript:alert(1)",
            "java\nscript:x",
            "data:text/html,x",
            "data:a.b",
            "file:///a.b",
            "//example.org",
            "ben@example.org",
            "example.org:x@y.example",
            "https://a b",
            "room twelve",
            "e.g.",
            "",
        ] {
            assert_eq!(safe_link(text), None, "{text}");
        }
    }

    #[test]
    fn a_host_without_its_scheme_is_followed_by_https() {
        for text in ["meet.example.org/abc", "bücher.example?a=b", "10.0.0.5:8443/call#now"] {
            assert_eq!(safe_link(text).unwrap(), format!("https://{text}"));
        }
    }

    #[test]
    fn the_beginning_of_a_link_is_not_called_invalid() {
        for text in ["", "h", "https:/", "https://", "meet.example.org"] {
            assert!(!is_no_link(text), "{text}");
        }
        for text in ["javascript:alert(1)", "room twelve", "ben@example.org"] {
            assert!(is_no_link(text), "{text}");
        }
    }
}
