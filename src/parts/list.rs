//! The one list of all concepts: its order frozen under a hand, rows moved by a handle, by their menu or by Alt with the
//! arrows, the focus kept when a row moves or goes, a field at the end that adds, and the way back from a deletion.
//!
//! A list names no concept. A concept says what its rows are ([`model::ListRow`]), draws them, each in its
//! [`row::RowSlot`], and has what is done to one come to an edit.

pub mod add_field;
pub mod drag_handle;
mod frame;
pub mod frozen_order;
mod hands;
pub mod model;
pub mod reorder;
pub mod row;
mod state;
mod undelete;

use std::rc::Rc;

use yew::prelude::*;

use self::{
    add_field::AddField,
    frame::use_frame,
    frozen_order::{FrozenOrder, ShownRow},
    hands::Hands,
    model::ListRow,
    row::{RowEvent, RowSlot},
    state::{Deleted, ListState},
    undelete::{undelete_line, use_deleted},
};
use crate::{browser::dom, open_room::store::Room, parts::paste::PastedLine};

/// A list that is on the screen.
pub struct List<R: ListRow> {
    room: Room,
    rows: Rc<[ShownRow<R>]>,
    state: UseReducerHandle<ListState>,
    deleted: Option<Deleted>,
    hands: Hands<R>,
    on_row: Callback<(R::Id, RowEvent)>,
}

/// A list of these things of a room, in this order. `say` says the result of what a person did aloud.
#[hook]
pub fn use_list<R: ListRow>(room: &Room, things: Vec<Rc<R>>, say: &Callback<String>) -> List<R> {
    let state = use_reducer_eq(ListState::default);
    let frame = use_frame(&state, say);
    let deleted = use_deleted(room, &state, say);

    // Not state that is set: a function of everything shown so far, at hand before it is drawn.
    let order = use_mut_ref(|| FrozenOrder::<R>::new(room.own_turns()));
    let rows = order.borrow_mut().show(things, state.is_under_a_hand(), room.own_turns(), R::id);
    let rows = without_filtered(room, rows);

    let latest = use_mut_ref(|| (room.clone(), rows.clone()));
    latest.replace((room.clone(), rows.clone()));
    let hands = Hands { latest, order, frame };
    // Rows keep one callback for good, so that one row's change draws no other; it acts on what is shown when it is called.
    let on_row = {
        let hands = hands.clone();
        use_callback(say.clone(), move |(id, event), _: &Callback<String>| hands.on_row(id, event))
    };
    List { room: room.clone(), rows, state, deleted, hands, on_row }
}

/// A thing that the list shows no more, because the person's own choice of what to see leaves it out, has not gone.
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
    pub fn add(&self) -> Callback<Vec<PastedLine>> {
        let hands = self.hands.clone();
        Callback::from(move |lines| hands.add(lines))
    }

    /// Adds lines from a control that goes with that: the focus goes to the field at the end.
    pub fn add_and_leave(&self) -> Callback<Vec<PastedLine>> {
        let hands = self.hands.clone();
        Callback::from(move |lines| {
            dom::focus(&hands.frame.field);
            hands.add(lines);
        })
    }

    /// Whether the way back from a deletion is offered.
    pub fn offers_undelete(&self) -> bool {
        self.deleted.is_some()
    }

    /// The rows, under this accessible name; `draw` gives the component of one row, with the row's id as its key.
    pub fn rows(&self, name: &'static str, draw: impl Fn(RowSlot<R::Id>, &Rc<R>) -> Html) -> Html {
        let count = self.rows.len();
        let only_read = self.room.is_only_read();
        let draw = |(at, row): (usize, &ShownRow<R>)| {
            let slot = RowSlot {
                id: row.thing.id(),
                gone: row.gone,
                landing: self.state.landing_at(at, count),
                only_read,
                events: self.on_row.clone(),
            };
            draw(slot, &row.thing)
        };
        self.hands.frame.element(name, self.rows.iter().enumerate().map(draw).collect())
    }

    /// The way back from the last deletion, while there is one.
    pub fn undelete(&self) -> Html {
        // An element of its own in either case: what stands above and below it in the page stays, and with it the focus.
        html! {
            if let Some(deleted) = &self.deleted {
                { undelete_line(deleted, {
                    let (hands, deleted) = (self.hands.clone(), deleted.clone());
                    Callback::from(move |_: MouseEvent| hands.undelete(&deleted))
                }) }
            }
        }
    }

    /// The field at the end. `draft` is what the device keeps words under that were begun there, `heading` is where Escape
    /// leads while there are no rows.
    pub fn add_field(&self, name: &'static str, draft: &'static str, heading: &NodeRef) -> Html {
        html! {
            <AddField {name} room={self.room.id} {draft} add={self.add()} node={self.hands.frame.field.clone()}
                list={self.hands.frame.list.clone()} heading={heading.clone()} />
        }
    }
}
