//! Dates as the document writes them: a day, and for a session also a time on the wall of a zone. What is no date is refused,
//! and counts as absent where a document holds it. Which moment a time is, only the browser's rules of zones tell.

use crate::values::Refused;

/// A date in its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateParts<'a> {
    /// `2026-11-25`: a day that there is, from 1970 to 2199.
    pub day: &'a str,
    /// `15:00`.
    pub time: Option<&'a str>,
    /// The name of the zone whose wall the time is on: `Europe/Berlin`. Whether there is such a zone is not known here.
    pub zone: Option<&'a str>,
}

impl<'a> DateParts<'a> {
    /// Days from 1970-01-01 to its day.
    pub(crate) fn days(self) -> i64 {
        let [year, month, day] = numbers(self.day, [4, 2, 2], '-').unwrap_or([1970, 1, 1]).map(i64::from);
        // Years begin in March here, so that a leap day is the last of its year.
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        year * 365 + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 719_469
    }

    /// Reads a date: `2026-11-25`, `2026-11-25T15:00` or `2026-11-25T15:00[Europe/Berlin]`.
    pub fn read(date: &'a str) -> Option<Self> {
        let (day, rest) = date.split_at_checked(10).filter(|(day, _)| is_day(day))?;
        if rest.is_empty() {
            return Some(Self { day, time: None, zone: None });
        }
        let (time, rest) = rest.strip_prefix('T')?.split_at_checked(5).filter(|(time, _)| is_time(time))?;
        let zone = match rest {
            "" => None,
            rest => Some(rest.strip_prefix('[')?.strip_suffix(']').filter(|zone| is_zone(zone))?),
        };
        Some(Self { day, time: Some(time), zone })
    }
}

/// Refuses what is no date.
pub(crate) fn checked(date: &str) -> Result<&str, Refused> {
    DateParts::read(date).map(|_| date).ok_or(Refused::NoDate)
}

/// Refuses what is not a day alone.
pub(crate) fn checked_day(date: &str) -> Result<&str, Refused> {
    if is_day(date) { Ok(date) } else { Err(Refused::NoDate) }
}

/// Whether this is a day that there is, in the years that can be meant.
fn is_day(text: &str) -> bool {
    let Some([year, month, day]) = numbers(text, [4, 2, 2], '-') else { return false };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1970..=2199).contains(&year) && (1..=days).contains(&day)
}

fn is_time(text: &str) -> bool {
    numbers(text, [2, 2], ':').is_some_and(|[hours, minutes]| hours < 24 && minutes < 60)
}

/// Whether a zone could have this name.
fn is_zone(name: &str) -> bool {
    let is_usual = |c: u8| c.is_ascii_alphanumeric() || b"_+-/".contains(&c);
    (1..=64).contains(&name.len()) && name.bytes().all(is_usual)
}

/// Numbers of so many digits each.
fn numbers<const N: usize>(text: &str, digits: [usize; N], between: char) -> Option<[u32; N]> {
    let mut parts = text.split(between);
    let mut numbers = [0; N];
    for (number, digits) in numbers.iter_mut().zip(digits) {
        let part = parts.next().filter(|part| part.len() == digits && part.bytes().all(|c| c.is_ascii_digit()))?;
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `[P 102]`
    #[test]
    fn a_date_is_a_day_or_a_time_on_the_wall_of_a_zone() {
        let parts = |day, time, zone| Some(DateParts { day, time, zone });
        let cases = [
            ("2026-11-25", parts("2026-11-25", None, None)),
            ("2028-02-29", parts("2028-02-29", None, None)),
            ("1970-01-01", parts("1970-01-01", None, None)),
            ("2199-12-31", parts("2199-12-31", None, None)),
            ("2026-11-25T00:00", parts("2026-11-25", Some("00:00"), None)),
            ("2026-11-25T15:00[Europe/Berlin]", parts("2026-11-25", Some("15:00"), Some("Europe/Berlin"))),
            (
                "2026-11-25T23:59[America/Port-au-Prince]",
                parts("2026-11-25", Some("23:59"), Some("America/Port-au-Prince")),
            ),
            ("2026-11-25T09:00[Etc/GMT+5]", parts("2026-11-25", Some("09:00"), Some("Etc/GMT+5"))),
        ];
        for (date, read) in cases {
            assert_eq!(DateParts::read(date), read, "{date}");
            assert_eq!(checked(date), Ok(date));
        }
    }

    #[test]
    fn days_are_counted_from_1970_across_every_leap_day() {
        for (day, days) in [
            ("1970-01-01", 0),
            ("1970-03-01", 59),
            ("1999-12-31", 10_956),
            ("2000-02-29", 11_016),
            ("2000-03-01", 11_017),
            ("2026-11-29", 20_786),
            ("2100-03-01", 47_541),
            ("2199-12-31", 84_005),
        ] {
            assert_eq!(DateParts::read(day).map(DateParts::days), Some(days), "{day}");
        }
    }

    /// `[P 102]`
    #[test]
    fn what_is_no_date_is_refused() {
        let long = format!("2026-11-25T15:00[{}]", "Z".repeat(65));
        let cases = [
            "",
            "some day",
            "tomorrow",
            "0026-11-25",
            "1969-12-31",
            "2200-01-01",
            "12026-11-25",
            "+026-11-25",
            "2026-11-5",
            "2026-11-31",
            "2027-02-29",
            "2100-02-29",
            "2026-00-10",
            "2026-13-01",
            "2026-11-00",
            "2026/11/25",
            "2026-11-25 ",
            " 2026-11-25",
            "2026-11-25T",
            "2026-11-25 15:00",
            "2026-11-25T15",
            "2026-11-25T24:00",
            "2026-11-25T15:60",
            "2026-11-25T+5:00",
            "2026-11-25T15:00:00",
            "2026-11-25T15:00Z",
            "2026-11-25T15:00[]",
            "2026-11-25T15:00[Europe/Berlin",
            "2026-11-25T15:00[Europe/Berlin] and more",
            "2026-11-25T15:00[Europe\nBerlin]",
            "2026-11-25T15:00[\u{202e}Europe/Berlin]",
            "２０２６-11-25",
            "äöüäöüäöü-",
            &long,
        ];
        for date in cases {
            assert_eq!(checked(date), Err(Refused::NoDate), "{date}");
            assert_eq!(checked_day(date), Err(Refused::NoDate), "{date}");
        }
        assert_eq!(checked_day("2026-11-25"), Ok("2026-11-25"));
        assert_eq!(checked_day("2026-11-25T15:00"), Err(Refused::NoDate), "a due day has no time");
    }
}
