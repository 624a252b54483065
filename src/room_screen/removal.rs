//! Where the focus goes when what it was in is taken off the screen.

use std::{cell::RefCell, rc::Rc};

use alongside_room::ItemId;
use yew::prelude::*;

use crate::{
    browser::{clock, dom},
    open_room::store::Room,
    room_screen::looking::Look,
    strings::{Key, fill, titled},
};

/// For how long a pause in typing is no end of it, in milliseconds.
const PAUSE: u64 = 1_000;

/// Whether somebody whose field has gone still types on, whose letters are no commands.
#[derive(Clone)]
pub struct TypesOn(Rc<RefCell<Option<u64>>>);

impl TypesOn {
    /// A key was pressed outside of all fields. True if it belongs to what was being typed.
    pub fn press(&self) -> bool {
        let now = clock::mono();
        let types_on = self.0.borrow().is_some_and(|at| now.saturating_sub(at) < PAUSE);
        if types_on {
            self.0.replace(Some(now));
        }
        types_on
    }
}

/// When the point that the focus is in goes from under my hands, the focus must not stay in what belongs to another point:
/// it goes to the heading above, as it does from whatever else goes with the focus in it.
#[hook]
pub fn use_focus_after_removal(room: &Room, look: &Look, heading: &NodeRef, say: &Callback<AttrValue>) -> TypesOn {
    let cut_off = use_mut_ref(|| None::<u64>);
    let title = use_mut_ref(|| None::<(ItemId, Rc<str>)>);
    let gone = look.gone.filter(|_| look.at_now);
    let shown = look.at.and_then(|item| room.view.item(item)).map(|item| (item.id, item.title.clone()));
    use_effect({
        let (cut_off, heading, say, at_now) = (cut_off.clone(), heading.clone(), say.clone(), look.at_now);
        move || {
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
