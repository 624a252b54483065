//! A calendar day: its number, its texts, and what stands beside it.

use std::rc::Rc;

use crate::{
    browser::dates,
    calendar::form,
    strings::{self, InLanguage},
};

/// A calendar day, in nobody's time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    pub year: i32,
    /// From 1.
    pub month: u32,
    /// From 1.
    pub day: u32,
}

impl Day {
    /// Reads a date from the document (`2026-11-25`, or with a time behind it).
    pub fn read(date: &str) -> Option<Self> {
        let date = date.get(..10).filter(|date| date.bytes().all(|c| c == b'-' || c.is_ascii_digit()))?;
        let mut parts = date.split('-');
        let day = Self {
            year: parts.next()?.parse().ok()?,
            month: parts.next()?.parse().ok()?,
            day: parts.next()?.parse().ok()?,
        };
        ((1..=12).contains(&day.month) && (1..=31).contains(&day.day)).then_some(day)
    }

    /// As it is written in the document.
    pub fn write(self) -> String {
        let Self { year, month, day } = self;
        format!("{year:04}-{month:02}-{day:02}")
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

    /// Short, seen from `today`: "today", "3 days ago", "Mon" within the next week, "28 Nov", "3 Feb 2028".
    pub fn short(self, today: Self) -> String {
        match self.number() - today.number() {
            2..=6 => self.weekday(),
            away @ -6..=1 => near(away),
            _ => self.plain(today),
        }
    }

    /// Longer: "today", "Wed 25 Nov".
    pub fn long(self, today: Self) -> String {
        match self.number() - today.number() {
            away @ -1..=1 => near(away),
            _ => self.with_weekday(today),
        }
    }

    /// How far it is from `today`: "tomorrow", "in 5 days".
    pub fn away(self, today: Self) -> String {
        dates::relative(strings::language(), self.number() - today.number(), "day")
    }

    /// "Wed 25 Nov", as the person's region writes it.
    pub fn with_weekday(self, today: Self) -> String {
        self.in_form(true, self.year != today.year)
    }

    /// "31 Oct", with the year where it is not this one's.
    pub fn plain(self, today: Self) -> String {
        self.in_form(false, self.year != today.year)
    }

    /// "Wed 25 Nov 2026".
    pub fn full(self) -> String {
        self.in_form(true, true)
    }

    fn in_form(self, with_weekday: bool, with_year: bool) -> String {
        let (day, year) = (strings::numerals(self.day.to_string()), self.year.to_string());
        let (weekday, month) = (self.weekday(), self.month_name());
        let written = [("weekday", &*weekday), ("day", &*day), ("month", &*month), ("year", &*year)];
        form::day(&written, with_weekday, with_year)
    }

    /// "Nov 2026".
    pub fn month_and_year(self) -> String {
        form::month(&[("month", &*self.month_name()), ("year", &*self.year.to_string())])
    }

    fn month_name(self) -> String {
        named(|names| &names.months, self.month as usize - 1)
    }

    /// "Wed".
    pub fn weekday(self) -> String {
        weekday(self.weekday_number())
    }

    /// The number of its weekday, from Monday: 0.
    pub fn weekday_number(self) -> u32 {
        // 1970-01-01 was a Thursday.
        (self.number() + 3).rem_euclid(7) as u32
    }

    /// The Monday of the next week, where weeks begin with the weekday of this number.
    pub fn next_week(self, week_begins: u32) -> Self {
        let begins = i64::from(week_begins);
        let begun = (i64::from(self.weekday_number()) - begins).rem_euclid(7);
        Self::numbered(self.number() - begun + 7 + (-begins).rem_euclid(7))
    }
}

/// The short name of a weekday, from Monday: 0.
pub fn weekday(number: u32) -> String {
    named(|names| &names.weekdays, number as usize)
}

/// The short names of weekdays, from Monday, and of months, as they stand in a date.
struct ShortNames {
    weekdays: Vec<String>,
    months: Vec<String>,
}

fn named(of: impl Fn(&ShortNames) -> &Vec<String>, at: usize) -> String {
    thread_local! {
        static NAMES: InLanguage<ShortNames> = const { InLanguage::new() };
    }
    let ask = || {
        let part = |day: Day, part: &str| {
            const OPTIONS: [(&str, &str); 3] = [("weekday", "short"), ("day", "numeric"), ("month", "short")];
            let parts = dates::parts(strings::language(), day.number(), &OPTIONS).into_iter();
            parts.filter(|(name, _)| name == part).map(|(_, text)| text).collect::<String>()
        };
        let monday = Day { year: 2026, month: 6, day: 1 }.number();
        ShortNames {
            weekdays: (0..7).map(|after| part(Day::numbered(monday + after), "weekday")).collect(),
            months: (1..=12).map(|month| part(Day { year: 2026, month, day: 15 }, "month")).collect(),
        }
    };
    of(&NAMES.with(|names| names.get(ask))).get(at).cloned().unwrap_or_default()
}

/// A day that is at most a week away. Every row of a list says one, so the browser is asked once for each.
fn near(away: i64) -> String {
    thread_local! {
        static WORDS: InLanguage<Vec<String>> = const { InLanguage::new() };
    }
    let ask = |away| dates::relative(strings::language(), away, "day");
    let words: Rc<Vec<String>> = WORDS.with(|words| words.get(|| (-6..=1).map(ask).collect()));
    let known = usize::try_from(away + 6).ok().and_then(|at| words.get(at).cloned());
    known.unwrap_or_else(|| ask(away))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Day = Day { year: 2026, month: 11, day: 21 };

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
        assert_eq!(day("2026-11-18").short(TODAY), "3 days ago");
        assert_eq!(day("2026-11-14").short(TODAY), "14 Nov");
        assert_eq!(day("2026-11-28").away(TODAY), "in 7 days");
        assert_eq!(day("2026-11-28").short(TODAY), "28 Nov");
        assert_eq!(day("2028-02-03").short(TODAY), "3 Feb 2028");
    }

    #[test]
    fn what_is_no_day_is_not_read_as_one() {
        for text in ["", "2026", "2026-13-01", "2026-00-10", "aaaa-bb-cc", "2026-1-100", "äöü-äö-äö", "+026-11-25"]
        {
            assert_eq!(Day::read(text), None, "{text}");
        }
    }
}
