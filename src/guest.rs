//! What only a guest does, in a page of somebody else's: it tells that page what happened, in numbers; gives it a summary when the
//! person says so; and does in a window of its own what a page around a frame could trick a person into.

mod events;
pub mod summary;
pub mod window;

use std::rc::Rc;

use alongside_room::View;
use yew::prelude::*;

use crate::open_room::{store::Room, tools::Tools};

/// Tells the page around a guest what happens from now on, whoever does it.
#[hook]
pub fn use_told_events(room: &Room, tools: &Tools) {
    let before = use_mut_ref(|| None::<Rc<View>>);
    let (view, is_loaded) = (Rc::clone(&room.view), room.facts.loaded);
    use_effect({
        let host = tools.host.clone();
        move || {
            // What is read from the device or fetched happened before.
            if !is_loaded || host.is_page() {
                return;
            }
            let before = before.borrow_mut().replace(Rc::clone(&view));
            if let Some(before) = before.filter(|before| !Rc::ptr_eq(before, &view)) {
                events::between(&before, &view).for_each(|event| host.tell(event.name, &event.numbers));
            }
        }
    });
}
