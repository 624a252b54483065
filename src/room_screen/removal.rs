//! Where the focus goes when the element that has it is removed.

use std::{cell::RefCell, rc::Rc};

use alongside_room::ItemId;
use yew::prelude::*;

use crate::{
    browser::{clock, dom},
    open_room::store::Room,
    room_screen::open_point::OpenPoint,
    strings::{Key, fill, titled},
};

/// The longest pause between keys that count as one text, in milliseconds.
const PAUSE: u64 = 1_000;

/// Whether a person whose field was removed goes on typing: their letters are no commands.
#[derive(Clone)]
pub struct TypesOn(Rc<RefCell<Option<u64>>>);

impl TypesOn {
    /// Handles a key press outside of all fields; returns whether it continues what was being typed.
    pub fn press(&self) -> bool {
        let now = clock::mono();
        let types_on = self.0.borrow().is_some_and(|at| now.saturating_sub(at) < PAUSE);
        if types_on {
            self.0.replace(Some(now));
        }
        types_on
    }
}

/// When the point that has the focus is removed, the focus must not go to another point's elements: it goes to the
/// section's heading. The same holds for everything else that is removed with the focus.
#[hook]
pub fn use_focus_after_removal(room: &Room, look: &OpenPoint, heading: &NodeRef, say: &Callback<AttrValue>) -> TypesOn {
    let cut_off = use_mut_ref(|| None::<u64>);
    let title = use_mut_ref(|| None::<(ItemId, Rc<str>)>);
    // Two renderings may come before the effect, and the second finds the focus nowhere: what the first found counts.
    let was_at_now = use_mut_ref(|| false);
    let at_now = look.at_now || *was_at_now.borrow();
    was_at_now.replace(at_now);
    let gone = look.gone.filter(|_| at_now);
    let shown = look.at.and_then(|item| room.view.item(item)).map(|item| (item.id, item.title.clone()));
    use_effect({
        let (cut_off, heading, say) = (cut_off.clone(), heading.clone(), say.clone());
        move || {
            was_at_now.replace(false);
            let before = title.replace(shown);
            if let Some((_, title)) = before.filter(|(item, _)| gone == Some(*item)) {
                cut_off.replace(Some(clock::mono()));
                dom::focus(&heading);
                say.emit(fill(Key::SayGone, &[("title", titled(&title))]).into());
            }
            if at_now {
                dom::focus_if_nowhere(&heading);
            }
        }
    });
    TypesOn(cut_off)
}
