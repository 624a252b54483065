//! What a room is for: one quiet row of four in an empty room. It can be changed at any time, in "Members" and by the commands.

use alongside_room::{AboutEdit, Mode};
use yew::prelude::*;

use crate::{
    open_room::{store::Room, tools::Tools},
    parts::button::button,
    shapes::STEPS,
    strings::{Key, t},
};

/// The kinds of rooms, in the order in which they are offered.
pub const KINDS: [(Mode, Key); 4] = [
    (Mode::Coaching, Key::KindCoaching),
    (Mode::Mentoring, Key::KindMentoring),
    (Mode::Leading, Key::KindLeading),
    (Mode::Partners, Key::KindPartners),
];

/// The row, as long as nothing was begun.
pub fn kind_row(room: &Room, tools: &Tools) -> Html {
    let view = &room.view;
    let is_empty = view.agenda.is_empty() && view.postponed.is_empty() && view.earlier.is_empty();
    if !is_empty || view.followed.is_some() || room.is_only_read() {
        return html! {};
    }
    let kind = |(mode, name): (Mode, Key)| {
        let room = room.clone();
        let choose = Callback::from(move |_: Event| room.edit(AboutEdit::SetMode(mode)));
        html! {
            <label class="segment">
                <input type="radio" name="kind" aria-label={t(name)} checked={view.mode == mode} onchange={choose} />
                <span aria-hidden="true">{ t(name) }</span>
            </label>
        }
    };
    let steps = tools.open.reform(|_: MouseEvent| &STEPS);
    html! {
        <div class="kind">
            <span class="aside" aria-hidden="true">{ t(Key::ModeTitle) }</span>
            <div class="segments small" role="radiogroup" aria-label={t(Key::ModeTitle)}>{ for KINDS.into_iter().map(kind) }</div>
            { button("link", t(Key::StepsForSession), steps) }
        </div>
    }
}
