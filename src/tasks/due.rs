//! When a task is due: the day in its row, and the popover that sets it.

use std::rc::Rc;

use alongside_room::{Edit, Status, Task, TasksEdit};
use yew::prelude::*;

use crate::{
    browser::dom,
    calendar::{self, Day},
    open_room::store::RoomAction,
    parts::{date_field::DateField, day_grid::DayGrid, typed::vocabulary::Vocabulary},
    strings::{Key, fill, t, titled, use_language},
};

/// The day in the row; pressed, it opens the popover. By keyboard the row's menu does: a row at rest has three tab stops.
pub fn due_day(task: &Task, today: &str, open: Option<Callback<()>>) -> Html {
    let Some(due) = task.due.as_deref().filter(|_| task.status != Status::LetGo) else {
        return html! { if task.status == Status::LetGo { <span>{ t(Key::LetGo) }</span> } };
    };
    let is_late = due < today && task.status == Status::Open;
    let day = calendar::due(due);
    let words = if is_late { fill(Key::Overdue, &[("day", &day)]) } else { day };
    let class = is_late.then_some("warned");
    match open {
        Some(open) => {
            let name = fill(Key::DueOf, &[("day", &words), ("title", titled(&task.title))]);
            html! {
                <button type="button" class={classes!("due", class)} tabindex="-1" aria-haspopup="dialog" aria-label={name} onclick={open.reform(|_: MouseEvent| ())}>{ words }</button>
            }
        }
        None => html! { <span {class}>{ words }</span> },
    }
}

/// Properties of [`DuePopover`].
#[derive(PartialEq, Properties)]
pub struct DuePopoverProps {
    pub task: Rc<Task>,
    pub vocabulary: Rc<Vocabulary>,
    /// What it is shown beside.
    pub beside: NodeRef,
    /// Performs an action.
    pub act: Callback<RoomAction>,
    /// Called when the person has finished; with `true`, the focus goes back to the row.
    pub close: Callback<bool>,
}

/// Days that are often meant, a month, and a field, which has the focus first.
#[component]
pub fn DuePopover(props: &DuePopoverProps) -> Html {
    use_language();
    let DuePopoverProps { task, vocabulary, beside, act, close } = props;
    let (popover, field) = (use_node_ref(), use_node_ref());
    use_effect_with((), {
        let (popover, beside, field) = (popover.clone(), beside.clone(), field.clone());
        move |()| {
            dom::show_beside(&popover, &beside);
            dom::focus(&field);
        }
    });
    let set = {
        let (act, task) = (act.clone(), task.id);
        Callback::from(move |due: Option<String>| {
            act.emit(RoomAction::Edit(Edit::Tasks(TasksEdit::SetDue { task, due })))
        })
    };
    let pick = {
        let (set, close) = (set.clone(), close.clone());
        Callback::from(move |day: Option<Day>| {
            set.emit(day.map(Day::write));
            close.emit(true);
        })
    };
    let today = vocabulary.today;
    let often = [
        (Key::DueToday, Some(today)),
        (Key::DueTomorrow, Some(Day::numbered(today.number() + 1))),
        (Key::DueNextSession, vocabulary.next_session),
        (Key::DueNextWeek, Some(today.next_week(vocabulary.names.week_begins))),
    ];
    let often = often.into_iter().filter_map(|(words, day)| Some((words, day?))).map(|(words, day)| {
        let onclick = pick.reform(move |_: MouseEvent| Some(day));
        let date = day.with_weekday(today);
        html! { <button type="button" {onclick} aria-description={date.clone()}><span>{ t(words) }</span><small aria-hidden="true">{ date }</small></button> }
    });
    let keys = {
        let close = close.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && !dom::is_composed(&event) {
                event.prevent_default();
                close.emit(true);
            }
            // Letters in here are not the room's single-key commands.
            event.stop_propagation();
        })
    };
    let entered = {
        let close = close.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && !dom::is_composed(&event) {
                event.prevent_default();
                close.emit(true);
            }
        })
    };
    let left = {
        let (popover, close) = (popover.clone(), close.clone());
        Callback::from(move |event: FocusEvent| {
            if !dom::goes_into(&event, &popover) && !dom::has_focus(&popover) {
                close.emit(false);
            }
        })
    };
    let name = fill(Key::DueField, &[("title", titled(&task.title))]);
    html! {
        <div ref={popover} class="menu due-popover" popover="manual" role="dialog" tabindex="-1" aria-label={t(Key::Due)} onkeydown={keys} onfocusout={left}>
            <div class="often">{ for often }</div>
            <DayGrid {today} chosen={task.due.as_deref().and_then(Day::read)} week_begins={vocabulary.names.week_begins} pick={pick.reform(Some)} />
            <div class="due-foot">
                <DateField node={field} field={format!("due-{}", task.id)} class="field" {name} value={task.due.clone().unwrap_or_default()}
                    change={set.reform(|due: String| (!due.is_empty()).then_some(due))} keys={entered} />
                if task.due.is_some() {
                    <button type="button" class="link" onclick={pick.reform(|_: MouseEvent| None)}>{ t(Key::NoDue) }</button>
                }
            </div>
        </div>
    }
}
