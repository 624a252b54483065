//! A row's place in its list: the element around what a concept shows of a thing.

use alongside_room::Edit;
use yew::prelude::*;

use crate::{
    browser::dom,
    parts::{
        list::{
            drag_handle::{Drag, DragHandle},
            reorder::RowDirection,
        },
        row_menu::RowMenuEntry,
    },
    strings::Key,
};

/// What a person does to a row that its list must know of.
#[derive(Debug, Clone, PartialEq)]
pub enum RowEvent {
    /// Moves it one up or down.
    Step(RowDirection),
    /// Drags it by its handle.
    Drag(Drag),
    /// Deletes it.
    Delete,
    /// Takes it out of this list, to another place in the room.
    Remove {
        /// What takes it there.
        edit: Edit,
        /// What is said aloud of it.
        announcement: String,
    },
}

/// What a list tells the component of one row. A concept hands it on as it is.
#[derive(Clone, PartialEq)]
pub struct RowSlot<Id> {
    /// The row.
    pub id: Id,
    /// It left the list while a hand was there.
    pub gone: bool,
    /// Where a dragged row would land: above this one, or below it as the last.
    pub landing: Option<RowDirection>,
    /// Nothing in the room can be changed.
    pub only_read: bool,
    /// One callback for good, so that one row's change draws no other row.
    pub events: Callback<(Id, RowEvent)>,
}

/// A row's element and the ways to tell its list.
#[derive(Clone)]
pub struct Row<Id> {
    /// Puts the focus on the row itself.
    pub to_row: Callback<()>,
    node: NodeRef,
    slot: RowSlot<Id>,
}

/// The row of this slot, for the component that shows what is in it.
#[hook]
pub fn use_row<Id: Copy + PartialEq + 'static>(slot: &RowSlot<Id>) -> Row<Id> {
    let node = use_node_ref();
    let to_row = use_callback(node.clone(), |(), node| dom::focus(node));
    Row { to_row, node, slot: slot.clone() }
}

impl<Id: Copy + 'static> Row<Id> {
    /// What tells the list of this event.
    pub fn tells(&self, event: RowEvent) -> Callback<()> {
        let (events, id) = (self.slot.events.clone(), self.slot.id);
        Callback::from(move |()| events.emit((id, event.clone())))
    }

    /// The menu's entries for moving the row.
    pub fn move_entries(&self) -> [RowMenuEntry; 2] {
        [
            RowMenuEntry::new(Key::MoveUp, self.tells(RowEvent::Step(RowDirection::Up))),
            RowMenuEntry::new(Key::MoveDown, self.tells(RowEvent::Step(RowDirection::Down))),
        ]
    }

    /// The menu's entry for deleting the row.
    pub fn delete_entry(&self) -> RowMenuEntry {
        RowMenuEntry::new(Key::Delete, self.tells(RowEvent::Delete))
    }

    /// The element, with `title` as its accessible name, three tab stops at rest, and `content` after the handle. `class`
    /// says what the concept knows of the thing, `current` that all members are at it.
    pub fn view(&self, title: &str, class: Classes, current: bool, content: Html) -> Html {
        let RowSlot { id, gone, landing, only_read, events } = &self.slot;
        let class = classes!(
            "row",
            class,
            gone.then_some("gone"),
            landing.map(|way| if way == RowDirection::Up { "drop-above" } else { "drop-below" }),
        );
        let drag = {
            let id = *id;
            events.reform(move |drag| (id, RowEvent::Drag(drag)))
        };
        html! {
            <li ref={self.node.clone()} {class} data-row="" tabindex="-1" aria-label={title.to_owned()}
                aria-current={current.then_some("true")} aria-disabled={gone.then_some("true")} onkeydown={self.keys()}>
                if !*only_read { <DragHandle {drag} /> }
                { content }
            </li>
        }
    }

    /// Alt with the arrows moves the row.
    fn keys(&self) -> Callback<KeyboardEvent> {
        let (events, id) = (self.slot.events.clone(), self.slot.id);
        Callback::from(move |event: KeyboardEvent| {
            let way = match &*event.key() {
                "ArrowUp" => RowDirection::Up,
                "ArrowDown" => RowDirection::Down,
                _ => return,
            };
            if event.alt_key() && !event.ctrl_key() && !event.meta_key() {
                event.prevent_default();
                events.emit((id, RowEvent::Step(way)));
            }
        })
    }
}
