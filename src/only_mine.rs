//! Only mine: what a person writes about a session or beside a point for nobody but themselves. No line of it is in the room; what is
//! shown here comes from their notebook (`open_room/private.rs`), and one that they share becomes a talking point, once.

mod content;
mod field;
mod line;

use alongside_room::ItemId;
use yew::prelude::*;

use crate::{
    open_room::{dialog::DialogContext, store::Room},
    strings::{Key, t},
};

pub use crate::open_room::private::ONLY_MINE;

/// What is in the dialog.
pub fn only_mine(with: &DialogContext) -> Html {
    let open: Option<ItemId> = with.open;
    html! { <content::OnlyMine room={with.room.clone()} {open} opened_in={with.opened_in} /> }
}

/// What stands in "More" once something was written. Not a word of it: somebody may look over a shoulder, or at a shared screen.
pub fn summary(room: &Room) -> Option<Html> {
    let is_used = room.private.lines.iter().any(|line| !line.text.is_empty());
    is_used.then(|| html! { <p class="aside">{ t(Key::OnlyYouSee) }</p> })
}
