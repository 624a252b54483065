//! A row of a list: the element around the component that shows a thing.

use std::{fmt, rc::Rc};

use alongside_room::{BinnedThing, Edit};
use yew::prelude::*;

use crate::{
    browser::dom,
    parts::{
        list::{
            drag_handle::{Drag, DragHandle},
            reorder::RowDirection,
            state::RowInDrag,
        },
        row_menu::RowMenuEntry,
        title::TitleKeys,
        typed::{Takes, TypedLine, vocabulary::Vocabulary},
    },
    strings::Key,
};

/// What a person does to a row, as far as the list must know.
#[derive(Debug, Clone, PartialEq)]
pub enum RowEvent {
    Step(RowDirection),
    ToTop,
    Drag(Drag),
    Delete,
    /// Opens a field for a row below it.
    AddBelow,
    /// Sets what the chips of its title say, as a part of the act that changed the title.
    Typed(TypedLine),
    /// Moves it out of this list, to another place in the room.
    Remove {
        /// The edit for that.
        edit: Edit,
        /// The announcement of it.
        announcement: String,
    },
}

/// What a list tells the component of one row. A concept passes it on unchanged.
#[derive(Clone, PartialEq)]
pub struct RowSlot<Id> {
    pub id: Id,
    /// Whether it has left the list while the order is frozen.
    pub gone: bool,
    /// What it does while a row is dragged.
    pub in_drag: Option<RowInDrag>,
    /// Whether nothing in the room can be changed.
    pub only_read: bool,
    pub takes: Takes,
    pub vocabulary: Rc<Vocabulary>,
    /// All rows have the same callback, so that a change of one renders no other.
    pub events: Callback<(Id, RowEvent)>,
}

/// The id of a thing as its row has it.
pub fn row_id(thing: BinnedThing) -> String {
    match thing {
        BinnedThing::Item(item) => item.to_string(),
        BinnedThing::Task(task) => task.to_string(),
    }
}

/// A row's element, and the events that it sends to its list.
#[derive(Clone)]
pub struct Row<Id> {
    /// Focuses the row itself.
    pub to_row: Callback<()>,
    node: NodeRef,
    slot: RowSlot<Id>,
}

/// The row of this slot, for the component that shows its content.
#[hook]
pub fn use_row<Id: Copy + PartialEq + 'static>(slot: &RowSlot<Id>) -> Row<Id> {
    let node = use_node_ref();
    let to_row = use_callback(node.clone(), |(), node| dom::focus(node));
    Row { to_row, node, slot: slot.clone() }
}

impl<Id: Copy + fmt::Display + 'static> Row<Id> {
    /// A callback that sends this event to the list.
    pub fn tells(&self, event: RowEvent) -> Callback<()> {
        let (events, id) = (self.slot.events.clone(), self.slot.id);
        Callback::from(move |()| events.emit((id, event.clone())))
    }

    /// What the keys of its title do besides writing; only with `may_set` are its chips read, and does Backspace in an empty title
    /// delete the row.
    pub fn title_keys(&self, may_set: bool) -> TitleKeys {
        let RowSlot { id, takes, vocabulary, events, .. } = &self.slot;
        let id = *id;
        TitleKeys {
            takes: may_set.then_some(*takes),
            vocabulary: vocabulary.clone(),
            set: events.reform(move |line| (id, RowEvent::Typed(line))),
            below: self.tells(RowEvent::AddBelow),
            emptied: self.tells(RowEvent::Delete),
        }
    }

    /// The menu entries that move the row.
    pub fn move_entries(&self) -> [RowMenuEntry; 3] {
        [
            RowMenuEntry::new(Key::MoveUp, self.tells(RowEvent::Step(RowDirection::Up))).by("Alt ↑"),
            RowMenuEntry::new(Key::MoveDown, self.tells(RowEvent::Step(RowDirection::Down))).by("Alt ↓"),
            RowMenuEntry::new(Key::MoveToTop, self.tells(RowEvent::ToTop)),
        ]
    }

    /// The menu entry that deletes the row.
    pub fn delete_entry(&self) -> RowMenuEntry {
        RowMenuEntry::new(Key::Delete, self.tells(RowEvent::Delete))
    }

    /// The element: `title` is its accessible name, it has three tab stops while it is not edited, and `content`
    /// follows the handle. `class` is from the concept; `current` says whether it is the current item.
    pub fn view(&self, title: &str, class: Classes, current: bool, content: Html) -> Html {
        let RowSlot { id, gone, in_drag, only_read, events, .. } = &self.slot;
        let class = classes!(
            "row",
            class,
            gone.then_some("gone"),
            in_drag.map(|what| match what {
                RowInDrag::Lifted => "lifted",
                RowInDrag::MakesWay(RowDirection::Up) => "makes-way-up",
                RowInDrag::MakesWay(RowDirection::Down) => "makes-way-down",
            }),
        );
        let drag = {
            let id = *id;
            events.reform(move |drag| (id, RowEvent::Drag(drag)))
        };
        html! {
            <li ref={self.node.clone()} {class} data-row={id.to_string()} tabindex="-1" aria-label={title.to_owned()}
                aria-current={current.then_some("true")} aria-disabled={gone.then_some("true")} onkeydown={self.keys()}>
                if !*only_read { <DragHandle {drag} row={self.node.clone()} /> }
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
