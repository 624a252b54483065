//! The clock's face, and what happens as it runs: title, bell, words, breaks. Nothing counts ticks: each look asks what
//! room time it is.

use alongside_room::{BlockId, BlockKind, Moment, Timer, TimerEdit, TimerState};
use yew::prelude::*;

use crate::{
    browser::{notify, page, sound::Strike},
    format,
    members::names,
    open_room::{
        store::Room,
        tools::{Tools, use_tools},
    },
    parts::tick::use_tick,
    strings::{Key, fill, t},
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
        Some(left) => format::clock(left),
        None => format::clock_up(timer.ran(now)),
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
}

/// The time, drawn again when its text is another.
#[component]
pub fn Digits(props: &DigitsProps) -> Html {
    let timer = &props.room.view.timer;
    use_tick((timer.state == TimerState::Running).then_some(250));
    let text = words(timer, props.room.now()).unwrap_or_else(|| match props.idle {
        Some(length) => format::clock(length as i64),
        None => format::clock_up(0),
    });
    html! { <div class="digits" role="timer" aria-label={t(Key::Time)}>{ text }</div> }
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

/// What was seen of a block at the last look.
#[derive(Default)]
struct Seen {
    block: Option<BlockId>,
    left: Option<i64>,
}

/// What [`Watch`] watches.
#[derive(PartialEq, Properties)]
pub struct WatchProps {
    /// The room.
    pub room: Room,
}

/// Sees to what happens as the clock runs; draws nothing.
#[component]
pub fn Watch(props: &WatchProps) -> Html {
    let room = &props.room;
    let tools = use_tools();
    let timer = &room.view.timer;
    let running = timer.state == TimerState::Running;
    use_tick((timer.state != TimerState::Idle).then_some(500));
    let seen = use_mut_ref(Seen::default);
    let mine = timer.with.iter().any(|member| names::is_mine(room, *member));

    if let Some(tools) = &tools {
        let now = room.now();
        show_title(tools, room, now);
        if running && mine {
            let mut seen = seen.borrow_mut();
            if seen.block != timer.block {
                *seen = Seen { block: timer.block, left: None };
            }
            let left = timer.remaining(now);
            let crossed =
                |mark: i64| seen.left.is_some_and(|before| before > mark) && left.is_some_and(|left| left <= mark);
            if crossed(5 * MINUTE as i64) {
                tools.say.emit(t(Key::SayFiveLeft).into());
            }
            if crossed(MINUTE as i64) {
                tools.say.emit(t(Key::SayOneLeft).into());
            }
            if crossed(0) {
                tools.say.emit(t(Key::SayUp).into());
                if !page::is_visible() {
                    notify::show(t(Key::TimeIsUp), &about(room), "alongside");
                }
            }
            seen.left = left;
        }
    }

    // A block that is over may lead to the next by itself. Who is first among those in it does it; the others wait a
    // little, in case that one's device sleeps. All derive the same id, so it is one block whoever did it.
    let after = tools.as_ref().and_then(|tools| next_by_itself(tools, room));
    let over = timer.remaining(room.now()).is_some_and(|left| left <= -turn(room));
    use_effect_with((timer.block, running && mine && over), {
        let room = room.clone();
        move |(block, over)| {
            if let (Some(block), true, Some((kind, length))) = (*block, *over, after) {
                let with = room.view.timer.with.to_vec();
                room.edit(TimerEdit::Stop { block });
                room.edit(TimerEdit::Start { block: block.next(), kind, budget: Some(length), with });
            }
        }
    });

    // Strikes are set ahead, so they are on time in a hidden tab; and set anew now and then, in case the computer slept.
    let round = room.now().0 / 20_000;
    let sound = tools.as_ref().map(|tools| {
        let prefs = &tools.prefs;
        (
            prefs.is_on(prefs::SOUND, true),
            prefs.is_on(prefs::FIVE, false),
            prefs.text(prefs::VOLUME),
            tools.bell.is_ready(),
        )
    });
    use_effect_with((timer.ends().filter(|_| mine), sound, round), {
        let (room, tools) = (room.clone(), tools.clone());
        move |(ends, sound, _)| {
            let mut strikes: Vec<Strike> = Vec::new();
            let left = ends.map(|ends| ends.0.saturating_sub(room.now().0)).filter(|left| *left > 0);
            if let (Some(left), Some((true, five, volume, _)), Some(tools)) = (left, sound, tools) {
                let volume = loudness(volume.as_deref());
                strikes.extend(tools.bell.ring(left, volume));
                if *five && left > 5 * MINUTE {
                    strikes.extend(tools.bell.ring(left - 5 * MINUTE, volume * 0.5));
                }
            }
            let ends = *ends;
            move || {
                // One that rings already may ring out.
                let rings = ends.is_some_and(|ends| room.now().0 + 300 >= ends.0);
                for strike in strikes {
                    if rings { strike.forget() } else { std::mem::drop(strike) }
                }
            }
        }
    });

    use_effect_with((), {
        let tools = tools.clone();
        move |()| {
            move || {
                if let Some(tools) = tools {
                    tools.host.title(None);
                }
            }
        }
    });
    html! {}
}

/// A volume as it is kept, from 0 to 1.
pub fn loudness(kept: Option<&str>) -> f32 {
    kept.and_then(|text| text.parse::<u8>().ok()).map_or(0.6, |percent| f32::from(percent.min(100)) / 100.0)
}

fn show_title(tools: &Tools, room: &Room, now: Moment) {
    match words(&room.view.timer, now) {
        Some(time) => tools.host.title(Some(&fill(Key::TitleClock, &[("time", &time), ("what", &about(room))]))),
        None => tools.host.title(Some(&names::room_name(room))),
    }
}

/// What the block is about: the current item, else its kind.
pub fn about(room: &Room) -> String {
    let view = &room.view;
    if view.timer.kind == BlockKind::Break {
        return t(Key::Break).to_owned();
    }
    let item = view.current.and_then(|current| view.item(current.item));
    item.map_or_else(|| t(Key::Focus).to_owned(), |item| names::title(&item.title).to_owned())
}

/// How long the break is that follows a block of this many milliseconds.
fn break_after(budget: u64) -> u64 {
    if budget >= 50 * MINUTE { 10 * MINUTE } else { 5 * MINUTE }
}

/// What starts by itself when the block is over, if the person wants that.
fn next_by_itself(tools: &Tools, room: &Room) -> Option<(BlockKind, u64)> {
    let timer = &room.view.timer;
    let budget = timer.budget?;
    match timer.kind {
        BlockKind::Work => tools.prefs.is_on(prefs::AUTO_BREAK, false).then(|| (BlockKind::Break, break_after(budget))),
        BlockKind::Break => tools
            .prefs
            .is_on(prefs::AUTO_BLOCK, false)
            .then(|| (BlockKind::Work, kept_length(tools).unwrap_or(25 * MINUTE))),
    }
}

/// The length last chosen here; none is open-ended.
pub fn kept_length(tools: &Tools) -> Option<u64> {
    match tools.prefs.text(prefs::LENGTH).and_then(|text| text.parse::<u64>().ok()) {
        Some(0) => None,
        Some(minutes) => Some(minutes.min(999) * MINUTE),
        None => Some(25 * MINUTE),
    }
}

/// Milliseconds that this device waits for its turn to start what follows.
fn turn(room: &Room) -> i64 {
    let first = room.view.timer.with.first().is_none_or(|first| names::is_mine(room, *first));
    if first { 0 } else { 3_000 }
}
