//! The line in a task's row: the state that its hand-off is in, in words with an icon, and for who is asked the three answers.

use alongside_room::{Handed, HandoffReply, HandoffState, Status};
use yew::prelude::*;

use crate::{
    calendar,
    handoffs::of_row::HandedLine,
    parts::icon::{Glyph, icon},
    strings::{Key, fill, shown, t, titled},
};

/// Draws the line.
pub fn line(with: &HandedLine<'_>) -> Html {
    let HandedLine { task, row, open, answer, only_read } = with;
    let title = titled(&task.title);
    let is_asked = row.handed.state == HandoffState::Offered && row.is_mine && !only_read;
    let button = |words, name, reply| {
        let (name, press) = (fill(name, &[("title", title)]), answer.reform(move |_: MouseEvent| reply));
        html! { <button type="button" class="link" aria-label={name} onclick={press}>{ t(words) }</button> }
    };
    let (words, name) = state_words(&row.handed, row.is_mine);
    let day = calendar::due(&row.handed.terms.until.day);
    let with = [("name", &*row.other), ("day", &*day)];
    let label = fill(Key::HandOverOf, &[("title", title), ("state", &fill(words, &with))]);
    html! {
        <span class="handed" data-state={name}>
            // By keyboard it is opened from the menu: a row that is not edited has three tab stops.
            <button type="button" class="link handed-state" tabindex="-1" aria-haspopup="dialog" aria-label={label} onclick={open.reform(|_: MouseEvent| ())}>
                { icon(glyph(row.handed.state)) }<span>{ shown(words, &with) }</span>
            </button>
            if is_asked && task.status == Status::Open {
                <span class="asks">
                    { button(Key::ReplyYes, Key::ReplyYesTask, HandoffReply::Accepted) }
                    { button(Key::ReplyHelp, Key::ReplyHelpTask, HandoffReply::NeedsHelp) }
                    { button(Key::Decline, Key::DeclineTask, HandoffReply::GivenBack) }
                </span>
            }
        </span>
    }
}

/// The state in words, and its name for the sheet.
pub fn state_words(handed: &Handed, is_mine: bool) -> (Key, &'static str) {
    match (handed.state, is_mine) {
        (HandoffState::Offered, true) => (Key::HandedOfferedMine, "offered"),
        (HandoffState::Offered, false) => (Key::HandedOffered, "offered"),
        (HandoffState::Accepted, true) => (Key::HandedAcceptedMine, "accepted"),
        (HandoffState::Accepted, false) => (Key::HandedAccepted, "accepted"),
        (HandoffState::NeedsHelp, true) => (Key::HandedHelpMine, "help"),
        (HandoffState::NeedsHelp, false) => (Key::HandedHelp, "help"),
        (HandoffState::LetsTalk, _) => (Key::HandedTalk, "talk"),
        (HandoffState::GivenBack, true) => (Key::HandedBackMine, "back"),
        (HandoffState::GivenBack, false) => (Key::HandedBack, "back"),
        (HandoffState::Done, _) => (Key::HandedDone, "done"),
    }
}

/// The state's icon.
pub fn glyph(state: HandoffState) -> Glyph {
    match state {
        HandoffState::Offered => Glyph::Give,
        HandoffState::Accepted => Glyph::Here,
        HandoffState::NeedsHelp => Glyph::Help,
        HandoffState::LetsTalk => Glyph::Talk,
        HandoffState::GivenBack => Glyph::Undo,
        HandoffState::Done => Glyph::Tick,
    }
}
