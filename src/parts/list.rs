//! The one list of all concepts: an order that is frozen while a pointer or the focus is in the list, rows that are
//! moved by a handle, by their menu or by Alt with the arrows, focus that stays when a row moves or disappears, a
//! field at the end that adds, and undo of a deletion.
//!
//! A list names no concept. A concept says what its rows are ([`model::ListRow`]), renders each in its
//! [`row::RowSlot`], and turns what is done to a row into an edit.

mod add_below;
mod add_field;
pub mod drag_handle;
mod frame;
pub mod frozen_order;
mod handlers;
pub mod line_field;
pub mod model;
mod motion;
pub mod reorder;
pub mod row;
mod state;
mod undelete;

use std::rc::Rc;

use yew::prelude::*;

use self::{
    add_below::AddBelow,
    add_field::AddField,
    frame::use_frame,
    frozen_order::{FrozenOrder, ShownRow},
    handlers::ListHandlers,
    line_field::{Add, LineTarget},
    model::ListRow,
    motion::use_row_motion,
    row::{RowEvent, RowSlot},
    state::{Deleted, ListState},
    undelete::{undelete_line, use_deleted},
};
use crate::{
    browser::dom,
    open_room::store::Room,
    parts::{
        chips::use_vocabulary,
        typed::{TypedLine, vocabulary::Vocabulary},
    },
    strings::{Key, fill, titled},
};

/// A list on the screen.
pub struct List<R: ListRow> {
    room: Room,
    rows: Rc<[ShownRow<R>]>,
    state: UseReducerHandle<ListState>,
    deleted: Option<Deleted>,
    handlers: ListHandlers<R>,
    on_row: Callback<(R::Id, RowEvent)>,
    below: Option<R::Id>,
    vocabulary: Rc<Vocabulary>,
}

/// A list of these things of a room, in this order. `say` announces the result of what the person did.
#[hook]
pub fn use_list<R: ListRow>(room: &Room, things: Vec<Rc<R>>, say: &Callback<String>) -> List<R> {
    let state = use_reducer_eq(ListState::default);
    let frame = use_frame(&state, say);
    let deleted = use_deleted(room, &state, say);

    // Not state, but a function of everything shown so far, which rendering needs.
    let order = use_mut_ref(|| FrozenOrder::<R>::new(room.own_turns()));
    let rows = order.borrow_mut().show(things, state.is_in_use(), room.own_turns(), R::id);
    let rows = without_filtered(room, rows);
    use_row_motion(room, &rows, &frame.list);

    let latest = use_mut_ref(|| (room.clone(), rows.clone()));
    latest.replace((room.clone(), rows.clone()));
    let below = use_state_eq(|| None);
    let vocabulary = use_vocabulary(room);
    let handlers = ListHandlers { latest, order, frame, lift: use_mut_ref(|| None), below: below.setter() };
    // All rows keep the same callback, so that a change of one row renders no other; it acts on what is shown when it
    // is called.
    let on_row = {
        let handlers = handlers.clone();
        use_callback(say.clone(), move |(id, event), _: &Callback<String>| handlers.on_row(id, event))
    };
    List { room: room.clone(), rows, state, deleted, handlers, on_row, below: *below, vocabulary }
}

/// A row that the person's own filter hides has not gone from the list.
fn without_filtered<R: ListRow>(room: &Room, rows: Rc<[ShownRow<R>]>) -> Rc<[ShownRow<R>]> {
    if !rows.iter().any(|row| row.gone) {
        return rows;
    }
    let still_there = |row: &ShownRow<R>| match R::find(&room.view, row.thing.id()) {
        Some(thing) if row.gone => ShownRow { thing: thing.clone(), gone: false },
        _ => row.clone(),
    };
    rows.iter().map(still_there).collect()
}

impl<R: ListRow> List<R> {
    /// Adds lines: for the concept's own ways to add something.
    pub fn add(&self) -> Add {
        let handlers = self.handlers.clone();
        Callback::from(move |lines| handlers.add(lines))
    }

    /// Adds lines from a control that disappears then: the focus goes to the field at the end.
    pub fn add_and_leave(&self) -> Callback<Vec<TypedLine>> {
        let handlers = self.handlers.clone();
        Callback::from(move |lines| {
            dom::focus(&handlers.frame.field);
            handlers.add(lines);
        })
    }

    /// Whether undo of a deletion is offered.
    pub fn offers_undelete(&self) -> bool {
        self.deleted.is_some()
    }

    /// The rows under this accessible name; `draw` renders the component of one row, with the row's id as its key.
    pub fn rows(&self, name: &'static str, draw: impl Fn(RowSlot<R::Id>, &Rc<R>) -> Html) -> Html {
        let count = self.rows.len();
        let only_read = self.room.is_only_read();
        let draw = |(at, row): (usize, &ShownRow<R>)| {
            let slot = RowSlot {
                id: row.thing.id(),
                gone: row.gone,
                in_drag: self.state.in_drag(at),
                only_read,
                takes: R::TAKES,
                vocabulary: self.vocabulary.clone(),
                events: self.on_row.clone(),
            };
            draw(slot, &row.thing)
        };
        let mut rows: Vec<Html> = self.rows.iter().enumerate().map(draw).collect();
        if let Some(below) = self.below.filter(|_| !only_read) {
            let at = self.rows.iter().position(|row| row.thing.id() == below);
            rows.insert(at.map_or(count, |at| at + 1), self.add_below(below, at));
        }
        self.handlers.frame.element(name, self.state.is_dragging(), rows)
    }

    /// The field for a row below this one, which has this index.
    fn add_below(&self, row: R::Id, at: Option<usize>) -> Html {
        let title = at.and_then(|at| self.rows.get(at)).map(|row| row.thing.title().clone()).unwrap_or_default();
        let close = {
            let handlers = self.handlers.clone();
            Callback::from(move |to_row: bool| {
                if to_row {
                    handlers.frame.focus_row_or_field(at);
                }
                handlers.below.set(None);
            })
        };
        let handlers = self.handlers.clone();
        let target = self.target(Callback::from(move |lines| handlers.add_below(lines, row)));
        html! { <AddBelow key="below" name={fill(Key::AddBelow, &[("title", titled(&title))])} {target} {close} /> }
    }

    fn target(&self, add: Add) -> LineTarget {
        LineTarget { takes: R::TAKES, vocabulary: self.vocabulary.clone(), add }
    }

    /// Undo of the last deletion, while it is possible.
    pub fn undelete(&self) -> Html {
        // An element in either case, so that the elements above and below it stay the same, and keep the focus.
        html! {
            if let Some(deleted) = &self.deleted {
                { undelete_line(deleted, {
                    let (handlers, deleted) = (self.handlers.clone(), deleted.clone());
                    Callback::from(move |_: MouseEvent| handlers.undelete(&deleted))
                }) }
            }
        }
    }

    /// The field at the end. `draft` names the preference that keeps unfinished text, `heading` is where Escape goes
    /// while there are no rows.
    pub fn add_field(&self, name: &'static str, draft: &'static str, heading: &NodeRef) -> Html {
        html! {
            <AddField {name} room={self.room.id} {draft} target={self.target(self.add())} node={self.handlers.frame.field.clone()}
                list={self.handlers.frame.list.clone()} heading={heading.clone()} />
        }
    }
}
