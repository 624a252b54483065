//! A month of days, of which one is picked, by pointer or as the ARIA pattern of a date grid has it: arrows go by days and weeks,
//! Home and End to the ends of the week, Page Up and Page Down by months, with Shift by years.

use yew::prelude::*;

use crate::{
    browser::dom,
    calendar::{Day, weekday},
    parts::icon::{Glyph, icon},
    strings::{Key, t, use_language},
};

/// Properties of [`DayGrid`].
#[derive(PartialEq, Properties)]
pub struct DayGridProps {
    pub today: Day,
    /// The day that is chosen already.
    pub chosen: Option<Day>,
    /// The weekday with which weeks begin, from Monday: 0.
    pub week_begins: u32,
    pub pick: Callback<Day>,
}

/// The month around the chosen day, or around today.
#[component]
pub fn DayGrid(props: &DayGridProps) -> Html {
    use_language();
    let DayGridProps { today, chosen, week_begins, pick } = props;
    let at = use_state_eq(|| chosen.unwrap_or(*today));
    let grid = use_node_ref();
    // A day reached by a key gets the focus; a month reached by its button leaves it there.
    let by_key = use_mut_ref(|| false);
    use_effect_with(*at, {
        let (grid, by_key) = (grid.clone(), by_key.clone());
        move |_| {
            if by_key.take() {
                dom::focus_first(&grid, "[tabindex='0']");
            }
        }
    });
    let keys = {
        let (at, grid, week_begins) = (at.clone(), grid.clone(), *week_begins);
        Callback::from(move |event: KeyboardEvent| {
            let key = event.key();
            let key = if dom::is_mirrored(&grid) { mirrored(&key) } else { &key };
            if let Some(day) = step(*at, key, event.shift_key(), week_begins) {
                event.prevent_default();
                event.stop_propagation();
                by_key.replace(true);
                at.set(day);
            }
        })
    };
    let turn = |name, class, months| {
        let at = at.clone();
        let onclick = Callback::from(move |_: MouseEvent| at.set(in_months(*at, months)));
        html! { <button type="button" class={classes!("icon-button", class)} aria-label={t(name)} {onclick}>{ icon(Glyph::Chevron) }</button> }
    };
    let month = at.month_and_year();
    let day = |day: Option<Day>| match day {
        Some(day) => {
            let pick = pick.reform(move |_: MouseEvent| day);
            html! {
                <td role="gridcell" aria-selected={(*chosen == Some(day)).then_some("true")}>
                    <button type="button" tabindex={if day == *at { "0" } else { "-1" }} aria-label={day.full()} onclick={pick}
                        class={classes!((day < *today).then_some("past"))} aria-current={(day == *today).then_some("date")}>{ day.day }</button>
                </td>
            }
        }
        None => html! { <td></td> },
    };
    html! {
        <div class="days">
            <div class="days-head">
                { turn(Key::MonthBefore, "back", -1) }
                <span aria-live="polite">{ &month }</span>
                { turn(Key::MonthAfter, "forth", 1) }
            </div>
            <table ref={grid} role="grid" aria-label={month} onkeydown={keys}>
                <thead><tr>{ for (0..7).map(|column| html! { <th scope="col">{ weekday((*week_begins + column) % 7) }</th> }) }</tr></thead>
                <tbody>{ for weeks(*at, *week_begins).into_iter().map(|week| html! { <tr>{ for week.into_iter().map(day) }</tr> }) }</tbody>
            </table>
        </div>
    }
}

/// In a page that reads from right to left, the arrows point the other way.
fn mirrored(key: &str) -> &str {
    match key {
        "ArrowLeft" => "ArrowRight",
        "ArrowRight" => "ArrowLeft",
        key => key,
    }
}

/// The day that a key leads to.
fn step(from: Day, key: &str, with_shift: bool, week_begins: u32) -> Option<Day> {
    let by = |days: i64| Some(Day::numbered(from.number() + days));
    let of_week = i64::from((from.weekday_number() + 7 - week_begins) % 7);
    match key {
        "ArrowLeft" => by(-1),
        "ArrowRight" => by(1),
        "ArrowUp" => by(-7),
        "ArrowDown" => by(7),
        "Home" => by(-of_week),
        "End" => by(6 - of_week),
        "PageUp" => Some(in_months(from, if with_shift { -12 } else { -1 })),
        "PageDown" => Some(in_months(from, if with_shift { 12 } else { 1 })),
        _ => None,
    }
}

/// The same day of another month, or its last.
fn in_months(day: Day, months: i32) -> Day {
    let month = day.year * 12 + day.month as i32 - 1 + months;
    let (year, month) = (month.div_euclid(12), month.rem_euclid(12) as u32 + 1);
    Day { year, month, day: day.day.min(days_in(year, month)) }
}

fn days_in(year: i32, month: u32) -> u32 {
    let first = Day { year, month, day: 1 };
    let next = if month == 12 { Day { year: year + 1, month: 1, day: 1 } } else { Day { month: month + 1, ..first } };
    (next.number() - first.number()) as u32
}

/// The weeks of the month of this day; days of other months are left out.
fn weeks(of: Day, week_begins: u32) -> Vec<[Option<Day>; 7]> {
    let first = Day { day: 1, ..of };
    let before = (first.weekday_number() + 7 - week_begins) % 7;
    let days = days_in(of.year, of.month);
    let at =
        |week: u32, column: u32| (week * 7 + column + 1).checked_sub(before).filter(|day| (1..=days).contains(day));
    let week = |week: u32| std::array::from_fn(|column| at(week, column as u32).map(|day| Day { day, ..of }));
    (0..(before + days).div_ceil(7)).map(week).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRIDAY: Day = Day { year: 2026, month: 12, day: 4 };

    fn led(key: &str, with_shift: bool, week_begins: u32) -> String {
        step(FRIDAY, key, with_shift, week_begins).map(Day::write).unwrap_or_default()
    }

    #[test]
    fn keys_go_by_days_weeks_months_and_years() {
        assert_eq!(led("ArrowLeft", false, 0), "2026-12-03");
        assert_eq!(led("ArrowRight", false, 0), "2026-12-05");
        assert_eq!(led("ArrowUp", false, 0), "2026-11-27");
        assert_eq!(led("ArrowDown", false, 0), "2026-12-11");
        assert_eq!((led("Home", false, 0), led("End", false, 0)), ("2026-11-30".into(), "2026-12-06".into()));
        assert_eq!((led("Home", false, 6), led("End", false, 6)), ("2026-11-29".into(), "2026-12-05".into()));
        assert_eq!((led("PageUp", false, 0), led("PageDown", false, 0)), ("2026-11-04".into(), "2027-01-04".into()));
        assert_eq!((led("PageUp", true, 0), led("PageDown", true, 0)), ("2025-12-04".into(), "2027-12-04".into()));
        assert_eq!(led("a", false, 0), "");
    }

    #[test]
    fn a_month_that_is_too_short_has_its_last_day() {
        let day = Day { year: 2027, month: 1, day: 31 };
        assert_eq!((in_months(day, 1).write(), in_months(day, 3).write()), ("2027-02-28".into(), "2027-04-30".into()));
    }

    #[test]
    fn a_month_has_its_days_in_weeks_that_begin_as_the_language_says() {
        let numbers = |week: &[Option<Day>; 7]| week.map(|day| day.map_or(0, |day| day.day));
        let monday = weeks(FRIDAY, 0);
        assert_eq!((numbers(&monday[0]), monday.len()), ([0, 1, 2, 3, 4, 5, 6], 5));
        assert_eq!(numbers(&monday[4]), [28, 29, 30, 31, 0, 0, 0]);
        assert_eq!(numbers(&weeks(FRIDAY, 6)[0]), [0, 0, 1, 2, 3, 4, 5]);
    }
}
