//! How days and times of day are written where the person is: "Wed 25 Nov" or "Wed, Nov 25", "15:00" or "3:00 PM". The words are those
//! of our texts; their order, and what is between them, is the region's. The browser is asked once for each form, and never for a day
//! or a time.

use std::cell::OnceCell;

use crate::{browser::dates, strings};

/// What a day is written with.
pub struct Shown<'a> {
    pub weekday: &'a str,
    pub day: u32,
    pub month: &'a str,
    pub year: i32,
}

/// A form, as the parts of what the browser wrote in it: each a name (`weekday`, `hour`, `literal`) and a text.
struct Form(Vec<(String, String)>);

/// A day in its form: "Wed 25 Nov 2026", without what is not wanted.
pub fn day(day: &Shown<'_>, with_weekday: bool, with_year: bool) -> String {
    thread_local! {
        static FORMS: [OnceCell<Form>; 4] = const { [const { OnceCell::new() }; 4] };
    }
    FORMS.with(|forms| {
        let form = forms[usize::from(with_weekday) * 2 + usize::from(with_year)].get_or_init(|| {
            let mut options = vec![("day", "numeric"), ("month", "short")];
            options.extend(with_weekday.then_some(("weekday", "short")));
            options.extend(with_year.then_some(("year", "numeric")));
            Form(dates::parts(Some(&dates::locale_for(strings::language())), 0, &options))
        });
        form.day(day)
    })
}

/// A time of day in its form: "15:00", "3:00 PM"; with `seconds`, "15:00:05".
pub fn time(hour: u32, minute: u32, seconds: Option<u32>) -> String {
    thread_local! {
        static FORMS: OnceCell<[Form; 2]> = const { OnceCell::new() };
    }
    FORMS.with(|forms| forms.get_or_init(|| [9, 21].map(sample))[usize::from(hour >= 12)].time(hour, minute, seconds))
}

/// Five minutes past this hour.
fn sample(hour: i64) -> Form {
    let cycle = dates::hour_cycle();
    let options = [("hour", "numeric"), ("minute", "2-digit"), ("hourCycle", &*cycle)];
    let at = (hour * 60 + 5) * 60_000;
    Form(dates::parts(Some(&dates::locale_for(strings::language())), at, &options))
}

impl Form {
    fn day(&self, day: &Shown<'_>) -> String {
        self.write(|part| {
            Some(match part {
                "weekday" => day.weekday.to_owned(),
                "day" => day.day.to_string(),
                "month" => day.month.to_owned(),
                "year" => day.year.to_string(),
                _ => return None,
            })
        })
    }

    fn time(&self, hour: u32, minute: u32, seconds: Option<u32>) -> String {
        let has = |part| self.0.iter().find(|(name, _)| name == part).map(|(_, text)| text.as_str());
        let shown = match (has("dayPeriod").is_some(), hour % 12) {
            (false, _) => hour,
            (true, 0) => 12,
            (true, hour) => hour,
        };
        let is_padded = has("hour").is_some_and(|hour| hour.starts_with('0'));
        self.write(|part| {
            Some(match part {
                "hour" if is_padded => two(shown),
                "hour" => shown.to_string(),
                "minute" => seconds.map_or_else(|| two(minute), |seconds| format!("{}:{}", two(minute), two(seconds))),
                _ => return None,
            })
        })
    }

    fn write(&self, part: impl Fn(&str) -> Option<String>) -> String {
        self.0.iter().map(|(name, text)| part(name).unwrap_or_else(|| text.clone())).collect()
    }
}

fn two(number: u32) -> String {
    if number < 10 { format!("0{number}") } else { number.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(parts: &[(&str, &str)]) -> Form {
        Form(parts.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
    }

    #[test]
    fn a_day_is_written_in_the_order_of_the_region() {
        let day = &Shown { weekday: "Wed", day: 25, month: "Nov", year: 2026 };
        let american = form(&[
            ("weekday", "Thu"),
            ("literal", ", "),
            ("month", "Jan"),
            ("literal", " "),
            ("day", "1"),
            ("literal", ", "),
            ("year", "1970"),
        ]);
        assert_eq!(american.day(day), "Wed, Nov 25, 2026");
        let german = form(&[("weekday", "Thu"), ("literal", ", "), ("day", "1"), ("literal", " "), ("month", "Jan")]);
        assert_eq!(german.day(day), "Wed, 25 Nov");
    }

    #[test]
    fn a_time_has_twelve_or_twenty_four_hours() {
        let noon = form(&[("hour", "9"), ("literal", ":"), ("minute", "05"), ("literal", " "), ("dayPeriod", "PM")]);
        let times = [(12, 0), (13, 5), (23, 59)].map(|(hour, minute)| noon.time(hour, minute, None));
        assert_eq!(times, ["12:00 PM", "1:05 PM", "11:59 PM"]);
        assert_eq!(form(&[("hour", "9"), ("literal", " "), ("dayPeriod", "AM")]).time(0, 0, None), "12 AM");
        let padded = form(&[("hour", "09"), ("literal", ":"), ("minute", "05")]);
        assert_eq!([padded.time(9, 5, None), padded.time(0, 0, Some(7))], ["09:05", "00:00:07"]);
        assert_eq!(form(&[("hour", "9"), ("literal", "."), ("minute", "05")]).time(9, 5, None), "9.05");
    }
}
