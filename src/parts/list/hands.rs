//! What a list does about the things a person does in it.

use std::{cell::RefCell, rc::Rc};

use crate::{
    browser::dom,
    open_room::store::Room,
    parts::list::{
        drag_handle::Drag,
        frame::{Frame, added, moved, restored},
        frozen_order::{FrozenOrder, ShownRow},
        model::ListRow,
        reorder::{Reorder, beside, reorder},
        row::RowEvent,
        state::{Deleted, ListAction},
    },
    parts::paste::PastedLine,
};

/// The room as it was drawn last, and the rows that its list showed.
pub type DrawnList<R> = (Room, Rc<[ShownRow<R>]>);

/// What one list acts on.
pub struct Hands<R: ListRow> {
    /// What is shown now.
    pub latest: Rc<RefCell<DrawnList<R>>>,
    pub order: Rc<RefCell<FrozenOrder<R>>>,
    pub frame: Frame,
}

impl<R: ListRow> Clone for Hands<R> {
    fn clone(&self) -> Self {
        Self { latest: self.latest.clone(), order: self.order.clone(), frame: self.frame.clone() }
    }
}

impl<R: ListRow> Hands<R> {
    /// A person did this to a row.
    pub fn on_row(&self, id: R::Id, event: RowEvent) {
        // Let go of, whatever became of the row meanwhile.
        if matches!(event, RowEvent::Drag(Drag::Dropped(_) | Drag::Cancelled)) {
            self.frame.state.dispatch(ListAction::DragEnds);
        }
        let (room, rows) = self.latest.borrow().clone();
        let Some(row) = R::find(&room.view, id) else { return };
        match event {
            RowEvent::Step(way) => self.reorder(&room, &rows, row, Reorder::Step(way)),
            RowEvent::Drag(Drag::At(y)) => {
                self.frame.state.dispatch(ListAction::Drag(dom::rows_above(&self.frame.list, y)))
            }
            RowEvent::Drag(Drag::Dropped(y)) => {
                let above = dom::rows_above(&self.frame.list, y);
                self.reorder(&room, &rows, row, Reorder::Drop { above });
            }
            RowEvent::Drag(Drag::Cancelled) => {}
            RowEvent::Delete => {
                self.leave(&rows, id);
                let deleted = Deleted { thing: R::in_bin(id), title: row.title().clone() };
                self.frame.state.dispatch(ListAction::Delete(deleted));
                room.edit(R::delete(id));
            }
            RowEvent::Remove { edit, announcement } => {
                self.leave(&rows, id);
                self.frame.edit(&room, edit, announcement);
            }
        }
    }

    /// Adds what was typed or pasted.
    pub fn add(&self, lines: Vec<PastedLine>) {
        self.let_through();
        let announcement = added(&lines);
        let room = self.latest.borrow().0.clone();
        R::add(&room, lines);
        self.frame.say(announcement);
    }

    /// Brings the row back that was deleted last.
    pub fn undelete(&self, deleted: &Deleted) {
        self.let_through();
        dom::focus(&self.frame.field);
        let room = self.latest.borrow().0.clone();
        if let Some(edit) = R::restore(deleted.thing) {
            self.frame.edit(&room, edit, restored(&deleted.title));
        }
    }

    fn let_through(&self) {
        self.order.borrow_mut().let_through();
    }

    fn reorder(&self, room: &Room, rows: &[ShownRow<R>], row: &R, how: Reorder) {
        let id = row.id();
        if let Some(to) = reorder(rows, id, how, R::id, |row| row.group(room)) {
            self.let_through();
            self.frame.keep_focus.emit(());
            self.frame.edit(room, R::reorder(id, to.place), moved(row.title(), to.number, to.of));
        }
    }

    /// Takes the focus from a row that is about to go.
    fn leave(&self, rows: &[ShownRow<R>], id: R::Id) {
        self.frame.focus_row_or_field(beside(rows, id, R::id));
        self.let_through();
    }
}
