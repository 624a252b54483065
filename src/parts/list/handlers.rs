//! Handles what a person does in a list.

use std::{cell::RefCell, rc::Rc};

use yew::UseStateSetter;

use crate::{
    browser::dom::{
        self,
        drag::{self, Point, RowPlaces},
        flight,
    },
    open_room::{one_act::OneAct, store::Room},
    parts::list::{
        drag_handle::Drag,
        frame::{Frame, added, moved, restored},
        frozen_order::{FrozenOrder, ShownRow},
        line_field::NotAdded,
        model::ListRow,
        reorder::{Reorder, neighbour_of, reorder},
        row::RowEvent,
        state::{Deleted, DraggedRow, ListAction},
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
    /// While a row is dragged: where the rows were, and where the drag began.
    pub lift: Rc<RefCell<Option<(RowPlaces, Point)>>>,
    /// Below which row a field for another is open.
    pub below: UseStateSetter<Option<R::Id>>,
}

impl<R: ListRow> Clone for ListHandlers<R> {
    fn clone(&self) -> Self {
        let Self { latest, order, frame, lift, below } = self;
        Self {
            latest: latest.clone(),
            order: order.clone(),
            frame: frame.clone(),
            lift: lift.clone(),
            below: below.clone(),
        }
    }
}

impl<R: ListRow> ListHandlers<R> {
    /// Handles what a person did to a row.
    pub fn on_row(&self, id: R::Id, event: RowEvent) {
        // The drag is over, even if the row has gone meanwhile.
        let is_over = matches!(event, RowEvent::Drag(Drag::Dropped(_) | Drag::Cancelled));
        let places = if is_over { self.end_drag() } else { None };
        let (room, rows) = self.latest.borrow().clone();
        let Some(row) = R::find(&room.view, id) else { return };
        match event {
            RowEvent::Step(way) => self.reorder(&room, &rows, row, Reorder::Step(way)),
            RowEvent::ToTop => self.reorder(&room, &rows, row, Reorder::ToTop),
            RowEvent::Drag(Drag::At(at)) => self.drag(&rows, id, at),
            RowEvent::Drag(Drag::Dropped(at)) => self.dropped(&room, &rows, row, at, places),
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

    fn drag(&self, rows: &[ShownRow<R>], id: R::Id, at: Point) {
        let list = &self.frame.list;
        let Some(from) = rows.iter().position(|row| row.thing.id() == id) else { return };
        let mut lift = self.lift.borrow_mut();
        if lift.is_none() {
            *lift = RowPlaces::of(list).map(|places| (places, at));
        }
        let Some((places, begun)) = &*lift else { return };
        drag::scroll_at_edge(list, at.y);
        places.lift(list, from, at.y - begun.y);
        let is_over = R::DROPS_ON.is_some_and(|on| drag::is_over(list, on, Some(at)));
        // Outside, the rows close up again: a drop there cancels.
        let above = if is_over || !drag::is_near(list, at) { from } else { places.above(list, at.y) };
        self.frame.state.dispatch(ListAction::Drag(DraggedRow { from, above }));
    }

    fn dropped(&self, room: &Room, rows: &[ShownRow<R>], row: &R, at: Point, places: Option<RowPlaces>) {
        let list = &self.frame.list;
        let Some(places) = places else { return };
        let elsewhere = R::DROPS_ON.filter(|on| drag::is_over(list, on, Some(at)));
        if let Some(on) = elsewhere {
            drag::is_over(list, on, None);
            if let Some((edit, announcement)) = R::dropped(row) {
                if let Some(at) = rows.iter().position(|each| each.thing.id() == row.id()) {
                    flight::note_drop(list, at);
                }
                self.let_through();
                self.frame.edit(room, edit, announcement);
            }
        } else if drag::is_near(list, at) {
            self.reorder(room, rows, row, Reorder::Drop { above: places.above(list, at.y) });
        }
    }

    /// The places of the rows when the drag began.
    fn end_drag(&self) -> Option<RowPlaces> {
        if let Some(on) = R::DROPS_ON {
            drag::is_over(&self.frame.list, on, None);
        }
        self.frame.state.dispatch(ListAction::DragEnds);
        self.lift.take().map(|(places, _)| places)
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
