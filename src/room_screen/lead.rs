//! The way to a thing that somebody was told of: its section, its row in sight, the focus on it.

use alongside_room::{BinnedThing, ItemId, TaskId};
use yew::prelude::*;

use crate::{
    browser::dom,
    parts::list::row::row_id,
    room_screen::{sections::Sections, tabs::Tab},
};

/// The way to things.
pub struct Lead {
    /// Leads to a thing. A person pressed for it: the focus goes along.
    pub to: Callback<BinnedThing>,
    /// The task that somebody is being led to: it is shown, whatever the filter hides.
    pub task: Option<TaskId>,
}

/// Leads to things in the room of this element; `open` opens a point there, for this person only.
#[hook]
pub fn use_lead(root: &NodeRef, sections: &Sections, open: &Callback<(ItemId, bool)>) -> Lead {
    let wanted = use_state_eq(|| None::<BinnedThing>);
    let to = {
        let (wanted, show, open) = (wanted.setter(), sections.show.clone(), open.clone());
        Callback::from(move |thing| {
            show.emit(tab_of(thing));
            if let BinnedThing::Item(item) = thing {
                open.emit((item, false));
            }
            wanted.set(Some(thing));
        })
    };
    // After the rendering that has its section and its row.
    use_effect_with(*wanted, {
        let (wanted, root) = (wanted.setter(), root.clone());
        let headings = [Tab::Agenda, Tab::Tasks].map(|tab| sections.heading(tab).clone());
        move |thing| {
            let Some(thing) = *thing else { return };
            let (id, [agenda, tasks]) = (row_id(thing), headings);
            if !dom::focus_row_of(&root, &id) {
                dom::focus(if tab_of(thing) == Tab::Agenda { &agenda } else { &tasks });
            }
            wanted.set(None);
        }
    });
    Lead { to, task: wanted.and_then(task) }
}

fn task(thing: BinnedThing) -> Option<TaskId> {
    if let BinnedThing::Task(task) = thing { Some(task) } else { None }
}

fn tab_of(thing: BinnedThing) -> Tab {
    match thing {
        BinnedThing::Item(_) => Tab::Agenda,
        BinnedThing::Task(_) => Tab::Tasks,
    }
}
