//! How days and times of day are written where the person is: "Wed 25 Nov" or "Wed, Nov 25", "15:00" or "3:00 PM". The words are those
//! of our texts; their order, and what is between them, is the region's. The browser is asked once for each form, and never for a day
//! or a time.

use crate::{
    browser::dates,
    strings::{self, InLanguage},
};

/// A day in its form, with what stands in the place of `weekday`, `day`, `month` and `year`.
pub fn day(written: &[(&str, &str)], with_weekday: bool, with_year: bool) -> String {
    thread_local! {
        static FORMS: [InLanguage<String>; 4] = const { [const { InLanguage::new() }; 4] };
    }
    const OPTIONS: [(&str, &str); 4] =
        [("day", "numeric"), ("month", "short"), ("weekday", "short"), ("year", "numeric")];
    FORMS.with(|forms| {
        let form = forms[usize::from(with_weekday) * 2 + usize::from(with_year)].get(|| {
            let [day, month, weekday, year] = OPTIONS;
            let options: &[_] = match (with_weekday, with_year) {
                (true, true) => &[day, month, weekday, year],
                (true, false) => &[day, month, weekday],
                (false, true) => &[day, month, year],
                (false, false) => &[day, month],
            };
            dates::form(strings::language(), 0, options)
        });
        strings::filled(&form, written)
    })
}

/// A month in its form, with what stands in the place of `month` and `year`.
pub fn month(written: &[(&str, &str)]) -> String {
    thread_local! {
        static FORM: InLanguage<String> = const { InLanguage::new() };
    }
    let form =
        FORM.with(|form| form.get(|| dates::form(strings::language(), 0, &[("month", "short"), ("year", "numeric")])));
    strings::filled(&form, written)
}

/// A time of day in its form: "15:00", "3:00 PM"; with `seconds`, "15:00:05".
pub fn time(hour: u32, minute: u32, seconds: Option<u32>) -> String {
    thread_local! {
        /// Before noon, and from noon on; and whether the hours are twelve.
        static FORMS: InLanguage<([String; 2], bool)> = const { InLanguage::new() };
    }
    FORMS.with(|forms| {
        let known = forms.get(|| {
            let cycle = dates::hour_cycle();
            let options = [("hour", "numeric"), ("minute", "2-digit"), ("hourCycle", &*cycle)];
            // Five minutes past nine, and twelve hours later.
            let form = |hour: i64| dates::form(strings::language(), (hour * 60 + 5) * 60_000, &options);
            ([form(9), form(21)], cycle.starts_with("h1"))
        });
        let (forms, is_twelve) = &*known;
        time_in(&forms[usize::from(hour >= 12)], *is_twelve, (hour, minute, seconds))
    })
}

fn time_in(form: &str, is_twelve: bool, (hour, minute, seconds): (u32, u32, Option<u32>)) -> String {
    let hour = match hour % 12 {
        _ if !is_twelve => hour,
        0 => 12,
        hour => hour,
    };
    let mut minute = two(minute);
    if let Some(seconds) = seconds {
        minute.push(':');
        minute.push_str(&two(seconds));
    }
    strings::filled(form, &[("hour", &hour.to_string()), ("hours", &two(hour)), ("minute", &minute)])
}

fn two(number: u32) -> String {
    if number < 10 { format!("0{number}") } else { number.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_twelve_or_twenty_four_hours() {
        let after_noon = |hour, minute| time_in("{hour}:{minute} PM", true, (hour, minute, None));
        assert_eq!([after_noon(12, 0), after_noon(13, 5), after_noon(23, 59)], ["12:00 PM", "1:05 PM", "11:59 PM"]);
        assert_eq!(time_in("{hour}:{minute} AM", true, (0, 0, None)), "12:00 AM");
        let padded = |hour, minute, seconds| time_in("{hours}:{minute}", false, (hour, minute, seconds));
        assert_eq!([padded(9, 5, None), padded(0, 0, Some(7))], ["09:05", "00:00:07"]);
        assert_eq!(time_in("{hour}.{minute}", false, (9, 5, None)), "9.05");
    }
}
