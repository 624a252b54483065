//! Handles what a person does in a list.

use std::{cell::RefCell, rc::Rc};

use yew::UseStateSetter;

use crate::{
    browser::dom,
    open_room::{one_act::OneAct, store::Room},
    parts::list::{
        drag_handle::Drag,
        frame::{Frame, added, moved, restored},
        frozen_order::{FrozenOrder, ShownRow},
        line_field::NotAdded,
        model::ListRow,
        reorder::{Reorder, neighbour_of, reorder},
        row::RowEvent,
        state::{Deleted, ListAction},
    },
    parts::{refused::reason, typed::TypedLine},
};

/// The room as it was rendered last, and the rows of its list.
pub type RenderedList<R> = (Room, Rc<[ShownRow<R>]>);

/// What the handlers of one list need.
pub struct ListHandlers<R: ListRow> {
    /// The room and rows that are shown now.
    pub latest: Rc<RefCell<RenderedList<R>>>,
    pub order: Rc<RefCell<FrozenOrder<R>>>,
    pub frame: Frame,
    /// Below which row a field for another is open.
    pub below: UseStateSetter<Option<R::Id>>,
}

impl<R: ListRow> Clone for ListHandlers<R> {
    fn clone(&self) -> Self {
        let Self { latest, order, frame, below } = self;
        Self { latest: latest.clone(), order: order.clone(), frame: frame.clone(), below: below.clone() }
    }
}

impl<R: ListRow> ListHandlers<R> {
    /// Handles what a person did to a row.
    pub fn on_row(&self, id: R::Id, event: RowEvent) {
        // The drag is over, even if the row has gone meanwhile.
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
            RowEvent::AddBelow => self.below.set(Some(id)),
            RowEvent::Typed(line) => R::set(&OneAct::going_on(&room), id, &line),
            RowEvent::Remove { edit, announcement } => {
                self.leave(&rows, id);
                self.frame.edit(&room, edit, announcement);
            }
        }
    }

    /// Adds lines that were typed or pasted, at the end; returns those that the room refused.
    pub fn add(&self, lines: Vec<TypedLine>) -> Option<NotAdded> {
        self.add_after(lines, None).1
    }

    /// Adds lines below this row, and opens the field below the last of them; returns those that the room refused.
    pub fn add_below(&self, lines: Vec<TypedLine>, row: R::Id) -> Option<NotAdded> {
        self.frame.keep_focus.emit(());
        let (last, left) = self.add_after(lines, Some(row));
        self.below.set(last);
        left
    }

    /// All in one act. The first is the row added last, or else the row given.
    fn add_after(&self, lines: Vec<TypedLine>, mut after: Option<R::Id>) -> (Option<R::Id>, Option<NotAdded>) {
        self.let_through();
        let room = self.latest.borrow().0.clone();
        let act = OneAct::new(&room);
        let (mut taken, mut left, mut why) = (Vec::new(), Vec::new(), None);
        for line in lines {
            match R::add(&act, &line, after) {
                Ok(added) => {
                    after = added.filter(|_| after.is_some()).or(after);
                    taken.push(line);
                }
                Err(refused) => {
                    left.push(line.source);
                    why = why.or(reason(&refused));
                }
            }
        }
        if !taken.is_empty() {
            self.frame.say(added(&taken));
        }
        let left = (!left.is_empty()).then(|| NotAdded { text: left.join(" "), why: why.unwrap_or_default() });
        (after, left)
    }

    /// Restores the row that was deleted last.
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

    /// Moves the focus out of a row that is about to disappear.
    fn leave(&self, rows: &[ShownRow<R>], id: R::Id) {
        self.frame.focus_row_or_field(neighbour_of(rows, id, R::id));
        self.let_through();
    }
}
