//! The clock in the icon of the tab: a ring that fills as the block runs, of another colour when its time is over.

use alongside_room::{BlockKind, Moment, Timer, TimerState};
use yew::prelude::*;

use crate::{open_room::store::Room, open_room::tools::Tools, timer::clock::is_over};

/// What the ring shows. The same value needs no other picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ring {
    /// How far the block is, of [`PARTS`]; whole where it counts up.
    parts: u64,
    look: Look,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Work,
    Break,
    Over,
    Paused,
}

/// So many pictures a block: a finer ring cannot be told apart at the size of a tab's icon.
const PARTS: u64 = 32;

impl Ring {
    /// The ring of a block at a moment; none while no block runs.
    fn of(timer: &Timer, now: Moment) -> Option<Self> {
        let look = match (timer.state, timer.kind) {
            (TimerState::Idle, _) => return None,
            (TimerState::Paused { .. }, _) => Look::Paused,
            _ if is_over(timer, now) => Look::Over,
            (_, BlockKind::Work) => Look::Work,
            (_, BlockKind::Break) => Look::Break,
        };
        let parts = match timer.budget {
            Some(budget) if budget > 0 => (timer.ran(now) * PARTS / budget).min(PARTS),
            _ => PARTS,
        };
        Some(Self { parts, look })
    }

    /// The picture, as SVG. Its colours are seen on light and on dark tabs.
    fn picture(self) -> String {
        let Self { parts, look } = self;
        let colour = match look {
            Look::Work => "#3b78c4",
            Look::Break => "#2f8f83",
            Look::Over => "#d0812b",
            Look::Paused => "#8a8f98",
        };
        let bars = if look == Look::Paused {
            r##"<path d="M13 11v10M19 11v10" stroke="#8a8f98" stroke-width="3"/>"##
        } else {
            ""
        };
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke-width="6"><circle cx="16" cy="16" r="12" stroke="#8a8f98" stroke-opacity=".35"/><circle cx="16" cy="16" r="12" stroke="{colour}" pathLength="{PARTS}" stroke-dasharray="{parts} {PARTS}" transform="rotate(-90 16 16)"/>{bars}</svg>"##
        )
    }
}

/// Shows the ring while a block runs, and the page's own icon else.
#[hook]
pub fn use_tab_icon(room: &Room, tools: &Option<Tools>) {
    let host = tools.as_ref().map(|tools| tools.host.clone());
    use_effect_with((Ring::of(&room.view.timer, room.now()), host.clone()), |(ring, host)| {
        if let Some(host) = host {
            host.icon(ring.map(Ring::picture).as_deref());
        }
    });
    use_effect_with(host, |host| {
        let host = host.clone();
        move || {
            if let Some(host) = host {
                host.icon(None);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timer(state: TimerState) -> Timer {
        let empty = alongside_room::Room::new(1).view(Moment(0)).timer.clone();
        Timer { state, budget: Some(32_000), since: Moment(1_000), ..(*empty).clone() }
    }

    #[test]
    fn the_ring_fills_with_the_block_and_changes_its_look_when_time_is_over() {
        let running = timer(TimerState::Running);
        let at = |now| Ring::of(&running, Moment(now)).unwrap();
        assert_eq!(at(1_000), Ring { parts: 0, look: Look::Work });
        assert_eq!(at(9_500).parts, 8);
        assert_eq!(at(32_999), Ring { parts: 31, look: Look::Work });
        assert_eq!(at(33_000), Ring { parts: 32, look: Look::Over });
        assert_eq!(at(99_000), Ring { parts: 32, look: Look::Over });
        assert_eq!(Ring::of(&timer(TimerState::Idle), Moment(2_000)), None);
    }

    #[test]
    fn a_block_without_an_end_is_a_whole_ring() {
        let open = Timer { budget: None, ..timer(TimerState::Running) };
        assert_eq!(Ring::of(&open, Moment(5_000)), Some(Ring { parts: PARTS, look: Look::Work }));
        assert!(Ring { parts: 8, look: Look::Paused }.picture().contains("8 32"));
    }
}
