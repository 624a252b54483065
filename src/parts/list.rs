//! The one list of all concepts: its order frozen under a hand, rows moved by a handle, by their menu or by Alt with the
//! arrows, the focus kept when a row moves or goes, a field at the end that adds, and the way back from a deletion.
//!
//! A list names no concept. A concept says what its rows are ([`model::ListRow`]), draws them, each in its
//! [`row::RowSlot`], and has what is done to one come to an edit.

pub mod add_field;
pub mod drag_handle;
pub mod frozen_order;
mod hands;
mod kept_focus;
pub mod model;
pub mod paste;
pub mod reorder;
pub mod row;
mod state;
mod undelete;

use std::rc::Rc;

use yew::prelude::*;

use self::{
    add_field::AddField,
    frozen_order::{FrozenOrder, ShownRow},
    hands::Hands,
    kept_focus::use_kept_focus,
    model::ListRow,
    paste::PastedLine,
    row::{RowEvent, RowSlot},
    state::{Deleted, ListAction, ListState},
    undelete::{undelete_line, use_deleted},
};
use crate::{browser::dom, open_room::store::Room, parts::click_guard::use_after_click};

/// From so many rows on, drawing them all would cost a frame.
const LONG: usize = 100;

/// A list that is on the screen.
pub struct List<R: ListRow> {
    room: Room,
    rows: Rc<[ShownRow<R>]>,
    state: UseReducerHandle<ListState>,
    deleted: Option<Deleted>,
    hands: Hands<R>,
    on_row: Callback<(R::Id, RowEvent)>,
    focus_inside: Callback<bool>,
}

/// A list of these things of a room, in this order. `say` says the result of what a person did aloud.
#[hook]
pub fn use_list<R: ListRow>(room: &Room, things: Vec<Rc<R>>, say: &Callback<String>) -> List<R> {
    let state = use_reducer_eq(ListState::default);
    let (list, field) = (use_node_ref(), use_node_ref());
    let keep_focus = use_kept_focus(list.clone());
    let deleted = use_deleted(room, &state, say);

    // Not state that is set: a function of everything shown so far, at hand before it is drawn.
    let order = use_mut_ref(|| FrozenOrder::<R>::new(room.own_turns()));
    let rows = order.borrow_mut().show(things, state.is_under_a_hand(), room.own_turns(), R::id);
    let rows = without_filtered(room, rows);

    let latest = use_mut_ref(|| (room.clone(), rows.clone()));
    latest.replace((room.clone(), rows.clone()));
    let hands = Hands { latest, order, state: state.dispatcher(), list, field, keep_focus, say: say.clone() };
    // Rows keep one callback for good, so that one row's change draws no other; it acts on what is shown when it is called.
    let on_row = {
        let hands = hands.clone();
        use_callback(say.clone(), move |(id, event), _: &Callback<String>| hands.on_row(id, event))
    };
    let focus_inside = use_callback(state.dispatcher(), |inside, state| state.dispatch(ListAction::Focus(inside)));
    // A press elsewhere takes the focus away while it goes down.
    let focus_inside = use_after_click(focus_inside);
    List { room: room.clone(), rows, state, deleted, hands, on_row, focus_inside }
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
            dom::focus(&hands.field);
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
        let rows = self.rows.iter().enumerate().map(|(at, row)| {
            let slot = RowSlot {
                id: row.thing.id(),
                gone: row.gone,
                landing: self.state.landing_at(at, count),
                only_read,
                events: self.on_row.clone(),
            };
            draw(slot, &row.thing)
        });
        // Rows out of sight need not be drawn where there are many.
        let long = (count > LONG).then_some("long");
        let pointer = |inside: bool| {
            let state = self.state.dispatcher();
            Callback::from(move |_: MouseEvent| state.dispatch(ListAction::Pointer(inside)))
        };
        let focus_in = self.focus_inside.reform(|_: FocusEvent| true);
        let focus_out = {
            let (focus_inside, list) = (self.focus_inside.clone(), self.hands.list.clone());
            Callback::from(move |event: FocusEvent| {
                if !dom::goes_into(&event, &list) {
                    focus_inside.emit(false);
                }
            })
        };
        html! {
            <ul ref={self.hands.list.clone()} class={classes!("rows", long)} role="list" aria-label={name}
                onmouseenter={pointer(true)} onmouseleave={pointer(false)} onfocusin={focus_in} onfocusout={focus_out}>
                { for rows }
            </ul>
        }
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
            <AddField {name} room={self.room.id} {draft} add={self.add()} node={self.hands.field.clone()}
                list={self.hands.list.clone()} heading={heading.clone()} />
        }
    }
}
