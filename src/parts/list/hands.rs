//! What a list does about the things a person does in it.

use std::{cell::RefCell, rc::Rc};

use yew::prelude::*;

use crate::{
    browser::dom,
    members::names,
    open_room::store::Room,
    parts::list::{
        drag_handle::Drag,
        frozen_order::{FrozenOrder, ShownRow},
        model::ListRow,
        paste::PastedLine,
        reorder::{Reorder, beside, reorder},
        row::RowEvent,
        state::{Deleted, ListAction, ListState},
    },
    strings::{Key, count, fill},
};

/// What one list acts on.
pub struct Hands<R: ListRow> {
    /// What is shown now.
    pub latest: Rc<RefCell<(Room, Rc<[ShownRow<R>]>)>>,
    pub order: Rc<RefCell<FrozenOrder<R>>>,
    pub state: UseReducerDispatcher<ListState>,
    /// The list's element.
    pub list: NodeRef,
    /// The field at the end, where the focus goes when there is no row left.
    pub field: NodeRef,
    /// To be called before rows take another order.
    pub keep_focus: Callback<()>,
    pub say: Callback<String>,
}

impl<R: ListRow> Clone for Hands<R> {
    fn clone(&self) -> Self {
        Self {
            latest: self.latest.clone(),
            order: self.order.clone(),
            state: self.state.clone(),
            list: self.list.clone(),
            field: self.field.clone(),
            keep_focus: self.keep_focus.clone(),
            say: self.say.clone(),
        }
    }
}

impl<R: ListRow> Hands<R> {
    /// A person did this to a row.
    pub fn on_row(&self, id: R::Id, event: RowEvent) {
        // Let go of, whatever became of the row meanwhile.
        if matches!(event, RowEvent::Drag(Drag::Dropped(_) | Drag::Cancelled)) {
            self.state.dispatch(ListAction::DragEnds);
        }
        let (room, rows) = self.latest.borrow().clone();
        let Some(row) = R::find(&room.view, id) else { return };
        match event {
            RowEvent::Step(way) => self.reorder(&room, &rows, row, Reorder::Step(way)),
            RowEvent::Drag(Drag::At(y)) => self.state.dispatch(ListAction::Drag(dom::rows_above(&self.list, y))),
            RowEvent::Drag(Drag::Dropped(y)) => {
                let above = dom::rows_above(&self.list, y);
                self.reorder(&room, &rows, row, Reorder::Drop { above });
            }
            RowEvent::Drag(Drag::Cancelled) => {}
            RowEvent::Delete => {
                self.leave(&rows, id);
                let deleted = Deleted { thing: R::in_bin(id), title: row.title().clone() };
                self.state.dispatch(ListAction::Delete(deleted));
                room.edit(R::delete(id));
            }
            RowEvent::Remove { edit, announcement } => {
                self.leave(&rows, id);
                room.edit(edit);
                self.say.emit(announcement);
            }
        }
    }

    /// Adds what was typed or pasted.
    pub fn add(&self, lines: Vec<PastedLine>) {
        self.let_through();
        let words = match &*lines {
            [line] => fill(Key::SayAdded, &[("title", &line.text)]),
            lines => count(Key::SayAddedMany, lines.len() as u32, &[]),
        };
        let room = self.latest.borrow().0.clone();
        R::add(&room, lines);
        self.say.emit(words);
    }

    /// Brings the row back that was deleted last.
    pub fn undelete(&self, deleted: &Deleted) {
        self.let_through();
        dom::focus(&self.field);
        let room = self.latest.borrow().0.clone();
        if let Some(edit) = R::restore(deleted.thing) {
            room.edit(edit);
            self.say.emit(fill(Key::SayRestored, &[("title", names::title(&deleted.title))]));
        }
    }

    fn let_through(&self) {
        self.order.borrow_mut().let_through();
    }

    fn reorder(&self, room: &Room, rows: &[ShownRow<R>], row: &R, how: Reorder) {
        let id = row.id();
        if let Some(to) = reorder(rows, id, how, R::id, |row| row.group(room)) {
            self.let_through();
            self.keep_focus.emit(());
            room.edit(R::reorder(id, to.place));
            let (number, of) = (to.number.to_string(), to.of.to_string());
            self.say.emit(fill(Key::SayMoved, &[("title", names::title(row.title())), ("n", &number), ("of", &of)]));
        }
    }

    /// Takes the focus from a row that is about to go.
    fn leave(&self, rows: &[ShownRow<R>], id: R::Id) {
        match beside(rows, id, R::id) {
            Some(at) => dom::focus_row_at(&self.list, at),
            None => dom::focus(&self.field),
        }
        self.let_through();
    }
}
