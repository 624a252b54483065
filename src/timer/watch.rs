//! What happens as the clock runs: the title, the words, the bell, and what starts by itself.

use std::rc::{Rc, Weak};

use alongside_room::{BlockId, BlockKind, Moment, TimerEdit, TimerState};
use yew::prelude::*;

use crate::{
    browser::{
        foremost::{Duties, Foremost},
        page,
        sound::Strike,
    },
    members::names,
    open_room::{
        store::Room,
        tools::{Tools, use_tools},
    },
    parts::tick::use_tick,
    strings::{Key, fill, t, use_language},
    timer::{
        breaks,
        clock::{MINUTE, about, kept_length, words},
        prefs,
        pressed::{notify_end, use_pressed},
        sound::{loudness, tone},
        tab_icon::use_tab_icon,
    },
};

/// What [`Watch`] watches.
#[derive(PartialEq, Properties)]
pub struct WatchProps {
    /// The room.
    pub room: Room,
}

/// Sees to what happens as the clock runs; shows nothing.
#[component]
pub fn Watch(props: &WatchProps) -> Html {
    use_language();
    let room = &props.room;
    let tools = use_tools();
    let timer = &room.view.timer;
    use_tick((timer.state != TimerState::Idle).then_some(500));
    let is_mine = timer.with.iter().any(|member| room.is_mine(*member));
    let Duties { notifies, rings } = use_foremost(room, tools.as_ref().is_some_and(|tools| tools.bell.is_ready()));
    use_title(room, &tools);
    use_tab_icon(room, &tools);
    use_meeting(room);
    use_countdown(room, &tools, is_mine, notifies);
    use_next_block(room, &tools, is_mine);
    use_bell(room, &tools, is_mine && rings);
    let place = use_node_ref();
    use_pressed(room, &tools, &place);
    html! { <span ref={place} hidden=true /> }
}

/// What this tab does, of all in which the person has the room open.
#[hook]
fn use_foremost(room: &Room, can_ring: bool) -> Duties {
    let duties = use_state_eq(|| Duties { notifies: true, rings: true });
    let round = room.now().0 / 20_000;
    let tabs = use_memo(room.id, {
        let duties = duties.setter();
        move |room| {
            Rc::new_cyclic(|tabs: &Weak<Foremost>| {
                let tabs = Weak::clone(tabs);
                Foremost::join(*room, move || {
                    if let Some(tabs) = tabs.upgrade() {
                        duties.set(tabs.duties());
                    }
                })
            })
        }
    });
    use_effect_with((round, can_ring), {
        let duties = duties.setter();
        move |(_, can_ring)| {
            tabs.tell(*can_ring);
            duties.set(tabs.duties());
        }
    });
    *duties
}

/// The time and what it is about, or the room's name, in the title of the page.
#[hook]
fn use_title(room: &Room, tools: &Option<Tools>) {
    use_effect({
        let (room, tools) = (room.clone(), tools.clone());
        move || {
            let Some(tools) = tools else { return };
            let title = match words(&room.view.timer, room.now()) {
                Some(time) => fill(Key::TitleClock, &[("time", &time), ("what", &about(&room))]),
                None => names::room_name(&room),
            };
            tools.host.title(Some(&title));
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
}

/// A clock that rings, speaks or goes on longer after its moment than this, in milliseconds, has slept: it does nothing then.
/// (A page that is hidden looks at its clock once a minute.)
const LATE: i64 = 90_000;

/// Whether the moment at which so many milliseconds were left is now, or was just now.
fn is_now(mark: i64, left: i64) -> bool {
    left <= mark && left > mark - LATE
}

/// Two blocks that were started apart have met, and I am in the one that the clock does not have: mine ends, and I am in the
/// other.
#[hook]
fn use_meeting(room: &Room) {
    let timer = &room.view.timer;
    let mine_apart = !room.is_only_read() && timer.apart.iter().any(|member| room.is_mine(*member));
    use_effect_with(timer.block.filter(|_| mine_apart), {
        let room = room.clone();
        move |block| {
            if let Some(block) = *block {
                room.edit(TimerEdit::Join { block });
            }
        }
    });
}

/// How much of a block was left when it was last looked at.
#[derive(Debug, Default, PartialEq)]
struct Countdown {
    block: Option<BlockId>,
    left: Option<i64>,
}

impl Countdown {
    /// What is to be said now, where so many milliseconds are left: nothing at the first look at a block.
    fn look(&mut self, block: Option<BlockId>, left: Option<i64>) -> Vec<Key> {
        let before = self.left.filter(|_| self.block == block);
        *self = Self { block, left };
        let (Some(before), Some(left)) = (before, left) else { return Vec::new() };
        let marks = [(5 * MINUTE as i64, Key::SayFiveLeft), (MINUTE as i64, Key::SayOneLeft), (0, Key::SayUp)];
        let crossed = marks.into_iter().filter(|(mark, _)| before > *mark && is_now(*mark, left));
        crossed.map(|(_, words)| words).collect()
    }
}

/// Says that five minutes or one are left, and that time is up, of a block that I am in.
#[hook]
fn use_countdown(room: &Room, tools: &Option<Tools>, is_mine: bool, notifies: bool) {
    let countdown = use_mut_ref(Countdown::default);
    use_effect({
        let (room, tools) = (room.clone(), tools.clone());
        move || {
            let timer = &room.view.timer;
            let runs = timer.state == TimerState::Running && is_mine;
            let Some(tools) = tools.filter(|_| runs) else { return };
            for words in countdown.borrow_mut().look(timer.block, timer.remaining(room.now())) {
                tools.say.emit(t(words).into());
                if words == Key::SayUp && !page::is_visible() && notifies {
                    notify_end(&room, &tools);
                }
            }
        }
    });
}

/// A block that is over may lead to the next by itself. Who is first among those in it does it; the others wait a little,
/// in case that one's device sleeps. All derive the same id, so it is one block whoever did it.
#[hook]
fn use_next_block(room: &Room, tools: &Option<Tools>, is_mine: bool) {
    let timer = &room.view.timer;
    let next = tools.as_ref().and_then(|tools| next_by_itself(tools, room));
    let over = timer.remaining(room.now()).is_some_and(|left| is_now(-turn(room), left));
    use_effect_with((timer.block, timer.state == TimerState::Running && is_mine && over), {
        let room = room.clone();
        move |(block, over)| {
            if let (Some(block), true, Some((kind, length))) = (*block, *over, next) {
                let with = room.view.timer.with.to_vec();
                room.edit(TimerEdit::Stop { block });
                room.edit(TimerEdit::Start { block: block.next(), kind, budget: Some(length), with });
            }
        }
    });
}

/// Strikes are set ahead, so they are on time in a hidden tab; and set anew now and then, in case the computer slept.
#[hook]
fn use_bell(room: &Room, tools: &Option<Tools>, is_mine: bool) {
    let round = room.now().0 / 20_000;
    let sound = tools.as_ref().map(|tools| {
        let prefs = &tools.prefs;
        (
            prefs.is_on(prefs::SOUND, true),
            prefs.is_on(prefs::FIVE, false),
            prefs.text(prefs::VOLUME),
            tone(prefs),
            tools.bell.is_ready(),
        )
    });
    use_effect_with((room.view.timer.ends().filter(|_| is_mine), sound, round), {
        let (room, tools) = (room.clone(), tools.clone());
        move |(ends, sound, _)| {
            let mut strikes: Vec<Strike> = Vec::new();
            let left = ends.map(|ends| ends.0.saturating_sub(room.now().0)).filter(|left| *left > 0);
            if let (Some(left), Some((true, five, volume, tone, _)), Some(tools)) = (left, sound, tools) {
                let volume = loudness(volume.as_deref());
                strikes.extend(tools.bell.ring(left, volume, *tone));
                if *five && left > 5 * MINUTE {
                    strikes.extend(tools.bell.ring(left - 5 * MINUTE, volume * 0.5, *tone));
                }
            }
            let ends = *ends;
            move || {
                // One that rings already may ring out; one that has not rung by now belongs to a computer that slept.
                let rings = ends.is_some_and(|ends| rings(ends, room.now()));
                for strike in strikes {
                    if rings { strike.forget() } else { std::mem::drop(strike) }
                }
            }
        }
    });
}

/// Whether a bell that was set for the end rings now.
fn rings(ends: Moment, now: Moment) -> bool {
    (ends.0.saturating_sub(300)..ends.0 + 3_000).contains(&now.0)
}

/// What starts by itself when the block is over, if the person wants that.
fn next_by_itself(tools: &Tools, room: &Room) -> Option<(BlockKind, u64)> {
    let timer = &room.view.timer;
    let budget = timer.budget?;
    match timer.kind {
        BlockKind::Work => tools.prefs.is_on(prefs::AUTO_BREAK, false).then(|| {
            let minutes = breaks::chosen(&tools.prefs);
            (BlockKind::Break, breaks::after(&room.view.blocks, Some(budget), room.now(), minutes))
        }),
        BlockKind::Break => tools
            .prefs
            .is_on(prefs::AUTO_BLOCK, false)
            .then(|| (BlockKind::Work, kept_length(tools).unwrap_or(25 * MINUTE))),
    }
}

/// Milliseconds that this device waits for its turn to start what follows.
fn turn(room: &Room) -> i64 {
    let first = room.view.timer.with.first().is_none_or(|first| room.is_mine(*first));
    if first { 0 } else { 3_000 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_said_once_when_it_is_crossed() {
        let (mut countdown, block) = (Countdown::default(), Some(BlockId([1; 8])));
        let minutes = |minutes: i64| Some(minutes * MINUTE as i64);
        assert_eq!(countdown.look(block, minutes(5)), [], "a block of five minutes is not said to have them left");
        assert_eq!(countdown.look(block, minutes(6)), [], "it was given more");
        assert_eq!(countdown.look(block, minutes(5)), [Key::SayFiveLeft]);
        assert_eq!(countdown.look(block, minutes(4)), []);
        assert_eq!(countdown.look(block, Some(-1)), [Key::SayOneLeft, Key::SayUp], "the page was hidden");
        assert_eq!(countdown.look(Some(BlockId([2; 8])), Some(-1)), [], "another block");
        assert_eq!(countdown.look(Some(BlockId([2; 8])), None), [], "it counts up");
    }

    #[test]
    fn nothing_is_said_rung_or_started_on_waking() {
        let (mut countdown, block) = (Countdown::default(), Some(BlockId([1; 8])));
        countdown.look(block, Some(20 * MINUTE as i64));
        let night = 14 * 60 * MINUTE as i64;
        assert_eq!(countdown.look(block, Some(-night)), [], "time was up in the evening");
        assert!(is_now(0, 0) && is_now(-3_000, -3_200), "the break begins at the end, or a little later");
        assert!(!is_now(0, 1) && !is_now(0, -night) && !is_now(-3_000, -100_000));
        let ends = Moment(100_000);
        assert!(rings(ends, Moment(99_800)) && rings(ends, Moment(101_000)), "a strike rings out");
        assert!(!rings(ends, Moment(90_000)), "the block was paused, or has another end");
        assert!(!rings(ends, Moment(100_000 + night as u64)), "the computer slept over its end");
    }
}
