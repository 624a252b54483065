//! What the commands do with the clock, beside its keys and its menu.

use alongside_room::{BlockKind, TimerEdit, TimerState};
use yew::Callback;

use crate::{
    open_room::{command::Command, dialog::DialogContext},
    strings::{Key, count, t},
    timer::{
        clock::MINUTE,
        go::start,
        length::{FIXED, MOST},
    },
};

/// Starts a block of a usual length, of the length that is typed ("start 40"), or an open-ended one; or stops the one that
/// runs.
pub fn commands(with: &DialogContext, words: &str) -> Vec<Command> {
    let room = &with.room;
    let timer = &room.view.timer;
    if room.is_only_read() {
        return Vec::new();
    }
    if let Some(block) = timer.block.filter(|_| timer.state != TimerState::Idle) {
        let room = room.clone();
        return vec![Command::act(t(Key::StopClock), Callback::from(move |()| room.edit(TimerEdit::Stop { block })))];
    }
    let starts = |words: String, minutes: Option<u32>| {
        let room = room.clone();
        let length = minutes.map(|minutes| u64::from(minutes) * MINUTE);
        Command::act(words, Callback::from(move |()| start(&room, BlockKind::Work, length)))
    };
    let usual = FIXED.iter().map(|(minutes, ..)| *minutes);
    let typed = words.split_whitespace().find_map(|word| word.parse().ok()).filter(|typed| (1..=MOST).contains(typed));
    let lengths = usual.chain(typed.filter(|typed| FIXED.iter().all(|(minutes, ..)| minutes != typed)));
    let of_minutes = lengths.map(|minutes| starts(count(Key::StartMinutes, minutes, &[]), Some(minutes)));
    of_minutes.chain([starts(t(Key::StartOpenEnded).to_owned(), None)]).collect()
}
