//! Habits: small things that one means to do every week. A week has a box; nothing adds them up.

use alongside_room::{Habit, HabitId, HabitsEdit};
use yew::prelude::*;

use crate::{
    browser::{dom, entropy},
    calendar::Day,
    commitments::own::who,
    open_room::{store::Room, tools::use_draft},
    parts::{
        cooldown::use_cooldown,
        field::Field,
        form::form,
        refused::use_refused,
        row_menu::{RowMenu, RowMenuEntry},
    },
    strings::{Key, fill, t, titled, use_language},
};

/// Days of a week.
const WEEK: i64 = 7;

/// The habits of both, and the way to begin one.
pub fn habits(room: &Room) -> Html {
    let Some(today) = Day::read(&room.today) else { return html! {} };
    let all = &room.view.habits;
    let (resting, kept): (Vec<_>, Vec<_>) = all.iter().partition(|habit| habit.rests);
    if all.is_empty() && room.is_only_read() {
        return html! {};
    }
    let monday = Day::numbered(today.number() - i64::from(today.weekday_number()));
    let weeks = [monday, Day::numbered(monday.number() - WEEK)].map(|week| AttrValue::from(week.write()));
    let row = |habit: &&Habit| {
        html! { <HabitRow key={habit.id.to_string()} room={room.clone()} habit={(*habit).clone()} weeks={weeks.clone()} /> }
    };
    html! {
        <div class="part">
            <h3>{ t(Key::Habits) }</h3>
            if !kept.is_empty() { <ul class="committed" role="list" aria-label={t(Key::Habits)}>{ for kept.iter().map(row) }</ul> }
            if !room.is_only_read() { <NewHabit room={room.clone()} /> }
            if !resting.is_empty() {
                <details><summary>{ t(Key::Resting) }</summary><ul class="committed" role="list">{ for resting.iter().map(row) }</ul></details>
            }
        </div>
    }
}

/// Properties of [`HabitRow`].
#[derive(PartialEq, Properties)]
struct HabitProps {
    room: Room,
    habit: Habit,
    /// The days on which this week and the last one began.
    weeks: [AttrValue; 2],
}

/// A habit.
#[component]
fn HabitRow(props: &HabitProps) -> Html {
    use_language();
    let HabitProps { room, habit, weeks } = props;
    let is_mine = room.is_mine(habit.owner) && !room.is_only_read();
    let done = weeks.each_ref().map(|week| habit.weeks.iter().any(|one| **one == **week));
    let cooldown = use_cooldown(done);
    let (id, words) = (habit.id, titled(&habit.words));
    let tick = |at: usize, key: Key| {
        let (room, cooldown, week) = (room.clone(), cooldown.clone(), weeks[at].clone());
        let press = Callback::from(move |event: Event| {
            let on = dom::checked(&event);
            let mut meant = done;
            meant[at] = on;
            if is_mine && cooldown.take(meant) {
                room.edit(HabitsEdit::Tick { habit: id, week: week.to_string(), done: on });
            } else {
                dom::set_checked(&event, !on);
            }
        });
        let name = format!("{}: {words}", t(key));
        html! {
            <label key={t(key)} class="check">
                <input type="checkbox" aria-label={name} checked={done[at]} aria-readonly={(!is_mine).then_some("true")} aria-disabled={(!is_mine).then_some("true")} onchange={press} />
                <span aria-hidden="true">{ t(key) }</span>
            </label>
        }
    };
    let reword = {
        let room = room.clone();
        Callback::from(move |words: String| {
            if !words.trim().is_empty() {
                room.edit(HabitsEdit::Reword { habit: id, words });
            }
        })
    };
    html! {
        <li class={classes!("habit", is_mine.then_some("own"))}>
            <div class="words">{ who(room, habit.owner) }
                if is_mine {
                    <Field field={format!("habit-{id}")} class="in-place" name={fill(Key::HabitWords, &[("title", words)])} value={habit.words.to_string()} change={reword} />
                    { menu(room, habit) }
                } else {
                    <bdi translate="no">{ words.to_owned() }</bdi>
                }
            </div>
            if !habit.rests { <div class="weeks">{ tick(0, Key::ThisWeek) }{ tick(1, Key::LastWeek) }</div> }
        </li>
    }
}

/// What else can be done with a habit of mine.
fn menu(room: &Room, habit: &Habit) -> Html {
    let (room, id, rests, words) = (room.clone(), habit.id, habit.rests, titled(&habit.words).to_owned());
    let with = [("title", &*words)];
    let entries = Callback::from(move |()| {
        let (key, room) = (if rests { Key::TakeUpAgain } else { Key::LetRest }, room.clone());
        let turn = Callback::from(move |()| room.edit(HabitsEdit::Rest { habit: id, rests: !rests }));
        vec![RowMenuEntry::new(key, turn)]
    });
    html! { <RowMenu name={fill(Key::MoreActions, &with)} about={fill(Key::Actions, &with)} {entries} /> }
}

/// Properties of [`NewHabit`].
#[derive(PartialEq, Properties)]
struct NewProps {
    room: Room,
}

/// The field for another one.
#[component]
fn NewHabit(props: &NewProps) -> Html {
    use_language();
    let room = &props.room;
    let (field, refused) = (use_node_ref(), use_refused("new-habit"));
    let (words, write) = use_draft(room.id, "draft-habit");
    let submit = {
        let (room, field, refused, words, write) =
            (room.clone(), field.clone(), refused.clone(), words.clone(), write.clone());
        Callback::from(move |()| {
            dom::focus(&field);
            let Ok(habit) = entropy::id().map(HabitId) else { return };
            if words.trim().is_empty() {
                return;
            }
            if refused.attempt("", &words, || room.edit(HabitsEdit::Begin { habit, words: words.clone() })) {
                write.emit(String::new());
            }
        })
    };
    let typed = write.reform(|event: InputEvent| dom::value(&event));
    let content = html! {
        <>
            <input ref={field} class="field" dir="auto" aria-label={t(Key::NewHabit)} placeholder={t(Key::NewHabit)} value={words} oninput={typed} aria-invalid={refused.id().map(|_| "true")} aria-describedby={refused.id()} />
            <button type="submit">{ t(Key::AddIt) }</button>
            { refused.reason() }
        </>
    };
    form("new-habit", submit, content)
}
