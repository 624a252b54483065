//! The clock's face. Nothing counts ticks: what it shows follows from room time.

use alongside_room::{BlockKind, Moment, Timer, TimerState};
use yew::prelude::*;

use crate::{
    format,
    open_room::{store::Room, tools::Tools},
    parts::tick::use_tick,
    strings::{Key, numerals, t, titled, use_language},
    timer::prefs,
};

/// Milliseconds in a minute.
pub const MINUTE: u64 = 60_000;

/// What the clock says at a moment; none while no block runs.
pub fn words(timer: &Timer, now: Moment) -> Option<String> {
    if timer.state == TimerState::Idle {
        return None;
    }
    Some(match timer.remaining(now) {
        Some(left) => numerals(format::clock(left)),
        None => numerals(format::clock_up(timer.ran(now))),
    })
}

/// What the clock's face shows: where no block runs, the length that Start would give, in milliseconds.
pub fn shown(timer: &Timer, now: Moment, idle: Option<u64>) -> String {
    words(timer, now).unwrap_or_else(|| match idle {
        Some(length) => numerals(format::clock(length as i64)),
        None => numerals(format::clock_up(0)),
    })
}

/// Whether a block is past its end.
pub fn is_over(timer: &Timer, now: Moment) -> bool {
    timer.remaining(now).is_some_and(|left| left <= 0)
}

/// What [`Digits`] shows.
#[derive(PartialEq, Properties)]
pub struct DigitsProps {
    /// The room.
    pub room: Room,
    /// Shown while no block runs: the length that Start would give, in milliseconds.
    pub idle: Option<u64>,
    /// What a press on the digits does; it stands in the clock's menu as well.
    #[prop_or_default]
    pub press: Option<Callback<MouseEvent>>,
    /// What is said of that press.
    #[prop_or_default]
    pub hint: AttrValue,
}

/// The time, drawn again when its text is another.
#[component]
pub fn Digits(props: &DigitsProps) -> Html {
    use_language();
    let timer = &props.room.view.timer;
    use_tick((timer.state == TimerState::Running).then_some(250));
    let text = shown(timer, props.room.now(), props.idle);
    // Whatever the other starts, and as it counts over.
    let widest = "0:00:00";
    let title = props.press.as_ref().map(|_| props.hint.clone());
    let class = classes!("digits", title.is_some().then_some("pressed"));
    html! { <div {class} {title} onclick={props.press.clone()} role="timer" translate="no" aria-label={t(Key::Time)} data-widest={widest}>{ text }</div> }
}

/// How far through its length a block is, as a line under the clock; to be drawn again every second while it runs.
pub fn left(room: &Room) -> Html {
    let timer = &room.view.timer;
    match (timer.state, timer.budget) {
        (TimerState::Idle, _) | (_, None) => html! {},
        (_, Some(budget)) => {
            let ran = timer.ran(room.now()).min(budget);
            html! { <progress max={budget.to_string()} value={ran.to_string()} aria-hidden="true" /> }
        }
    }
}

/// What the block is about: the current item, else its kind.
pub fn about(room: &Room) -> String {
    let view = &room.view;
    if view.timer.kind == BlockKind::Break {
        return t(Key::Break).to_owned();
    }
    let item = view.current.and_then(|current| view.item(current.item));
    item.map_or_else(|| t(Key::Focus).to_owned(), |item| titled(&item.title).to_owned())
}

/// The length last chosen here; none is open-ended.
pub fn kept_length(tools: &Tools) -> Option<u64> {
    match tools.prefs.text(prefs::LENGTH).and_then(|text| text.parse::<u64>().ok()) {
        Some(0) => None,
        Some(minutes) => Some(minutes.min(999) * MINUTE),
        None => Some(25 * MINUTE),
    }
}
