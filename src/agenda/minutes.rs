//! How many minutes the agenda takes.

use alongside_room::{BlockKind, TimerState};
use yew::prelude::*;

use crate::{
    open_room::store::Room,
    parts::tick::use_tick,
    strings::{Key, count, use_language},
};

/// Properties of [`MinutesSum`].
#[derive(PartialEq, Properties)]
pub struct MinutesSumProps {
    pub room: Room,
}

/// The sum of the points' minutes, or by how much it is more than the time left.
#[component]
pub fn MinutesSum(props: &MinutesSumProps) -> Html {
    use_language();
    let view = &props.room.view;
    let running = view.timer.state == TimerState::Running;
    use_tick(running.then_some(5_000));
    let now = props.room.now();
    let minutes: i64 = view
        .agenda
        .iter()
        .filter(|item| item.discussed.is_none())
        .map(|item| {
            let whole = i64::from(item.minutes.unwrap_or_default());
            match view.current {
                Some(current) if current.item == item.id => (whole - view.spent_on_current(now) as i64 / 60_000).max(0),
                _ => whole,
            }
        })
        .sum();
    // A break is not time to talk.
    let left = view.timer.remaining(now).filter(|_| view.timer.kind == BlockKind::Work);
    let over = left.map(|left| minutes - (left.max(0) + 59_999) / 60_000).filter(|over| *over > 0);
    match over {
        _ if minutes == 0 => html! {},
        Some(over) => html! { <span class="warned">{ count(Key::OverBy, over as u32, &[]) }</span> },
        None => html! { <span>{ count(Key::ShortMin, minutes as u32, &[]) }</span> },
    }
}
