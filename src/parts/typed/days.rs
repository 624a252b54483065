//! Days: `tomorrow`, `fri`, `next week`, `4 dec`, `12/5`, `in 3 days`.

use crate::{
    calendar::Day,
    parts::typed::{
        vocabulary::Vocabulary,
        words::{Word, number},
    },
};

/// Words that belong to a day behind them. Those below are articles of other languages, and belong only to their names.
const MARKERS: [&str; 5] = ["by", "due", "on", "until", "till"];
const ARTICLES: &str = " am le el il den em op ";

/// What stands before a number of days to come: in English, and in languages whose browsers say it more stiffly than people do.
const AHEAD: [&str; 3] = ["in", "en", "بعد"];

/// Fractions that are no dates where nothing else says so.
const FRACTIONS: [&str; 6] = ["1/2", "1/3", "2/3", "1/4", "3/4", "24/7"];

/// The day that these words say, and nothing else; none of the past.
pub fn read(words: &[Word<'_>], vocabulary: &Vocabulary) -> Option<Day> {
    let marks = words.iter().take_while(|word| MARKERS.contains(&&*word.core)).count();
    let rest = match words.get(marks..)? {
        [the, rest @ ..] if marks > 0 && the.core == "the" => rest,
        rest => rest,
    };
    let (last, inner) = rest.split_last()?;
    // Punctuation within: only "Friday, 4 December" and "December 4, 2026", and the points of numbers and short names.
    let is_one = inner.iter().all(|word| matches!(word.tail, "" | "," | "."));
    let is_colon = last.tail == ":";
    let reader = DayReader { vocabulary, is_marked: marks > 0 || is_colon };
    let day = is_one.then(|| reader.read(rest)).flatten()?;
    (day >= vocabulary.today && day.year <= 2199).then_some(day)
}

struct DayReader<'a> {
    vocabulary: &'a Vocabulary,
    /// Whether something beside the words says that they are a day.
    is_marked: bool,
}

impl DayReader<'_> {
    fn read(&self, words: &[Word<'_>]) -> Option<Day> {
        let cores: Vec<&str> = words.iter().map(|word| &*word.core).collect();
        self.relative(&cores)
            .or_else(|| self.weekday_alone(words, &cores))
            .or_else(|| self.date(words, &cores))
            .or_else(|| {
                // "Fri 4 Dec", where that is a Friday.
                let (first, rest) = words.split_first()?;
                let weekday = self.weekday(first, &first.core, true)?;
                self.date(rest, &cores[1..]).filter(|day| day.weekday_number() == weekday)
            })
    }

    fn relative(&self, cores: &[&str]) -> Option<Day> {
        let today = self.vocabulary.today;
        let in_days = |days: u32| Some(Day::numbered(today.number() + i64::from(days)));
        match cores {
            ["today" | "tonight"] => Some(today),
            ["tomorrow" | "tmrw"] => in_days(1),
            ["next", "week"] => Some(today.next_week(self.vocabulary.names.week_begins)),
            ["next", "session"] => self.vocabulary.next_session,
            ["in", "a", "week"] => in_days(7),
            [ahead @ .., many, unit] if !ahead.is_empty() && number(many).is_some() => {
                let (names, ahead, many) = (&self.vocabulary.names, ahead.join(" "), number(many)?);
                if ahead != names.ahead && !AHEAD.contains(&&*ahead) {
                    return None;
                }
                let is =
                    |english: &[&str], said: &[String]| english.contains(unit) || said.iter().any(|said| said == unit);
                if is(&["day", "days"], &names.days) {
                    in_days(many).filter(|_| (1..=366).contains(&many))
                } else if is(&["week", "weeks"], &names.weeks) {
                    in_days(many * 7).filter(|_| (1..=52).contains(&many))
                } else {
                    None
                }
            }
            _ => {
                // "morgen", "la semana que viene": as the language of the texts says it.
                let (said, names) = (cores.join(" "), &self.vocabulary.names);
                let near = names.near.iter().position(|near| *near == said).and_then(|days| u32::try_from(days).ok());
                near.and_then(in_days).or_else(|| (names.next_week == said).then(|| today.next_week(names.week_begins)))
            }
        }
    }

    /// "fri", "this Friday", "next Friday".
    fn weekday_alone(&self, words: &[Word<'_>], cores: &[&str]) -> Option<Day> {
        let today = self.vocabulary.today;
        let (which, rest) = match cores.first()? {
            which @ (&"next" | &"this") => (*which, 1),
            article if cores.len() > 1 && ARTICLES.contains(&format!(" {article} ")) => ("", 1),
            _ => ("", 0),
        };
        let name = cores.get(rest..).filter(|rest| !rest.is_empty())?.join(" ");
        let weekday = self.weekday(words.last()?, &name, self.is_marked || !which.is_empty())?;
        let ahead = (i64::from(weekday) - i64::from(today.weekday_number()) - 1).rem_euclid(7) + 1;
        let coming = Day::numbered(today.number() + ahead);
        let monday = today.next_week(self.vocabulary.names.week_begins);
        // "Next Friday" is the one of next week.
        if which == "next" && coming < monday { Some(Day::numbered(coming.number() + 7)) } else { Some(coming) }
    }

    /// The number of a weekday, from Monday: 0.
    fn weekday(&self, word: &Word<'_>, name: &str, is_marked: bool) -> Option<u32> {
        const LONG: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        let is_sure = is_marked || word.is_abbreviated();
        let is_english = |long: &str| {
            let is_short = name.len() == 3 && long.starts_with(name) && (is_sure || !matches!(name, "sat" | "sun"));
            // What is typed on the way to the whole name.
            is_short || name.len() > 3 && long.starts_with(name) || long == name
        };
        let names = &self.vocabulary.names;
        let at = LONG
            .iter()
            .position(|long| is_english(long))
            .or_else(|| names.weekdays.iter().position(|long| long == name))
            .or_else(|| names.short_weekdays.iter().position(|short| is_sure && short == name));
        at.and_then(|at| u32::try_from(at).ok())
    }

    /// A date with a number.
    fn date(&self, words: &[Word<'_>], cores: &[&str]) -> Option<Day> {
        let cores = match cores {
            [article, rest @ ..] if rest.len() > 1 && ARTICLES.contains(&format!(" {article} ")) => rest,
            cores => cores,
        };
        let month = |name: &str| self.month(name);
        let (day, month, year) = match cores {
            [one] => return self.digits(words.first()?, one),
            [day, "of" | "de", name, year] | [day, "of" | "de", name, "de", year] => {
                (ordinal(day)?, month(name)?, Some(*year))
            }
            [day, "of" | "de", name] => (ordinal(day)?, month(name)?, None),
            [one, other] => match month(other) {
                Some(found) => (ordinal(one)?, found, None),
                None => (ordinal(other)?, month(one)?, None),
            },
            [one, other, year] => match month(other) {
                Some(found) => (ordinal(one)?, found, Some(*year)),
                None => (ordinal(other)?, month(one)?, Some(*year)),
            },
            _ => return None,
        };
        match year {
            Some(year) => exact(number(year).filter(|_| year.len() >= 4)?, month, day),
            None => self.coming(month, day),
        }
    }

    /// "12/5" in the language's order, "4.12." where dates are written so, "2026-12-04", "12月4日".
    fn digits(&self, word: &Word<'_>, core: &str) -> Option<Day> {
        let names = &self.vocabulary.names;
        if let Some((month, day)) = core.strip_suffix('日').and_then(|date| date.split_once('月')) {
            return self.coming(number(month)?, number(day)?);
        }
        let split = core.find(['/', '.', '-'])?;
        let sign = core[split..].chars().next()?;
        let parts: Vec<&str> = core.split(sign).collect();
        let numbers: Vec<u32> = parts.iter().map(|part| number(part)).collect::<Option<_>>()?;
        let in_order = |one, other| if names.is_day_first { (other, one) } else { (one, other) };
        match (numbers.as_slice(), parts.as_slice()) {
            (&[year, month, day], [whole, ..]) if whole.len() == 4 => exact(year, month, day),
            (&[one, other, year], [.., last]) => {
                let (month, day) = in_order(one, other);
                let year = if last.len() == 2 { 2000 + year } else { year };
                exact(year, month, day)
            }
            (&[one, other], _) => {
                let is_date = match sign {
                    '/' => self.is_marked || !FRACTIONS.contains(&core),
                    '.' => names.is_dotted && word.is_abbreviated(),
                    _ => false,
                };
                let (month, day) = in_order(one, other);
                if is_date { self.coming(month, day) } else { None }
            }
            _ => None,
        }
    }

    fn month(&self, name: &str) -> Option<u32> {
        const LONG: [&str; 12] = [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ];
        let names = &self.vocabulary.names;
        let at = LONG.iter().position(|long| name.len() >= 3 && long.starts_with(name)).or_else(|| {
            names.months.iter().chain(&names.short_months).position(|each| each == name).map(|at| at % 12)
        })?;
        u32::try_from(at).ok().map(|at| at + 1)
    }

    /// The day of this name that comes next, today included.
    fn coming(&self, month: u32, day: u32) -> Option<Day> {
        let today = self.vocabulary.today;
        // The 29th of February comes every four or eight years.
        (today.year..=today.year + 8)
            .filter_map(|year| exact(u32::try_from(year).ok()?, month, day))
            .find(|day| *day >= today)
    }
}

/// The day of a month: "4", "4th".
fn ordinal(text: &str) -> Option<u32> {
    let digits = ["st", "nd", "rd", "th", "er"].into_iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    number(digits).filter(|day| digits.len() <= 2 || !digits.is_ascii() && (1..=31).contains(day))
}

/// The day, if there is one.
fn exact(year: u32, month: u32, day: u32) -> Option<Day> {
    let day = Day { year: i32::try_from(year).ok()?, month, day };
    ((1..=12).contains(&month) && Day::numbered(day.number()) == day).then_some(day)
}
