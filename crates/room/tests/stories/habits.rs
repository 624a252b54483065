//! Habits.

use alongside_room::{Change, HabitId, HabitsChange, HabitsEdit, Refused};
use yrs::{Any, Map};

use crate::{
    common::*,
    hostile::{foreign, root},
};

const HABIT: HabitId = HabitId([1; 8]);
const WEEK: &str = "2026-11-23";
const WEEK_BEFORE: &str = "2026-11-16";

fn begin() -> HabitsEdit {
    HabitsEdit::Begin { habit: HABIT, words: " Ten minutes\nto plan ".to_owned() }
}

fn tick(week: &str, done: bool) -> HabitsEdit {
    HabitsEdit::Tick { habit: HABIT, week: week.to_owned(), done }
}

/// `[P 168]`
#[test]
fn a_habit_is_ticked_by_the_week_and_by_nobody_else() {
    let (mut ana, mut ben) = ana_and_ben();
    ben.does(begin());
    let (told, _) = meet(&mut ana, &mut ben);
    assert_eq!(told, [Change::Habits(HabitsChange::Begun(HABIT))]);
    ben.does(tick(WEEK, true));
    ben.does(tick(WEEK_BEFORE, true));
    ben.does(tick(WEEK, false));
    let (told, _) = meet(&mut ana, &mut ben);
    assert!(told.iter().all(|change| *change == Change::Habits(HabitsChange::Ticked(HABIT))), "{told:?}");
    let habit = ana.view().habits[0].clone();
    assert_eq!((&*habit.words, habit.owner, habit.rests), ("Ten minutes to plan", BEN, false));
    assert_eq!(*habit.weeks, [WEEK_BEFORE.to_owned()]);

    let not_hers = Err(Refused::NotYours { owner: BEN });
    assert_eq!(ana.try_to(tick(WEEK, true)), not_hers);
    assert_eq!(ana.try_to(HabitsEdit::Reword { habit: HABIT, words: "An hour".to_owned() }), not_hers);
    assert_eq!(ana.try_to(HabitsEdit::Rest { habit: HABIT, rests: true }), not_hers);
    ana.does(HabitsEdit::Begin { habit: HABIT, words: "Hers now".to_owned() });
    assert_eq!(ana.view().habits[0].owner, BEN, "what is begun stays as it is");
}

#[test]
fn a_habit_is_reworded_rests_and_each_is_undone() {
    let (_, mut ben) = ana_and_ben();
    ben.does(begin());
    ben.does(HabitsEdit::Reword { habit: HABIT, words: "Plan the day".to_owned() });
    ben.does(HabitsEdit::Rest { habit: HABIT, rests: true });
    let habit = ben.view().habits[0].clone();
    assert_eq!((&*habit.words, habit.rests), ("Plan the day", true));
    ben.undoes();
    ben.undoes();
    let habit = ben.view().habits[0].clone();
    assert_eq!((&*habit.words, habit.rests), ("Ten minutes to plan", false));
    ben.undoes();
    assert!(ben.view().habits.is_empty());
    ben.redoes();
    assert_eq!(ben.view().habits.len(), 1);
    assert_eq!(ben.try_to(tick("2026-11-31", true)), Err(Refused::NoDate));
    assert_eq!(ben.try_to(tick("this week", true)), Err(Refused::NoDate));
    let empty = HabitsEdit::Begin { habit: HabitId([2; 8]), words: " ".to_owned() };
    assert_eq!(ben.try_to(empty), Err(Refused::Text { length: 0, most: 200 }));
    assert_eq!(ben.try_to(HabitsEdit::Rest { habit: HabitId([2; 8]), rests: true }), Err(Refused::Gone));
}

/// `[P 92, 168]`
#[test]
fn values_of_another_shape_count_as_absent() {
    let (mut ana, _) = ana_and_ben();
    ana.does(begin());
    let before = ana.view().habits.clone();
    let bad = foreign(|txn| {
        let all = root(txn, "habits");
        let mut put = |key: String, value: Any| {
            all.insert(&mut *txn, key, value);
        };
        let text = |text: &str| Any::from(text.to_owned());
        put(format!("{}", HabitId([2; 8])), text("no habit"));
        put(format!("{HABIT}/{WEEK}"), text("yes"));
        put(format!("{HABIT}/2026-02-30"), Any::Bool(true));
        put(format!("{HABIT}/words"), text(&"x".repeat(201)));
        put(format!("{HABIT}/rests"), text("yes"));
        put("not a habit".to_owned(), Any::Bool(true));
    });
    ana.room.apply(&bad).expect("an update");
    assert_eq!(ana.view().habits, before);
}
