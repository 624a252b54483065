//! What a concept tells a list about its rows.

use std::{fmt, rc::Rc};

use alongside_room::{BinnedThing, Change, Edit, Place, Refused, View};

use crate::{
    open_room::{one_act::OneAct, store::Room},
    parts::typed::{Takes, TypedLine},
};

/// A thing that a concept shows as a row of a list, with the edits for what is done to the row.
pub trait ListRow: 'static {
    /// The thing's id in the room.
    type Id: Copy + PartialEq + fmt::Display + 'static;

    /// Its id.
    fn id(&self) -> Self::Id;

    /// Its title; may be empty.
    fn title(&self) -> &Rc<str>;

    /// The thing as the room has it now, shown or filtered out; `None` once it has left this list.
    fn find(view: &View, id: Self::Id) -> Option<&Rc<Self>>;

    /// The number of its group. Rows are reordered within their group; groups follow each other, the greatest number
    /// first.
    fn group(&self, room: &Room) -> u8 {
        let _ = room;
        0
    }

    /// Which chips its lines and titles take.
    const TAKES: Takes;

    /// Adds one line that was typed or pasted, after this row or at the end; returns the row, unless the line belongs elsewhere.
    ///
    /// # Errors
    /// Why the room refused it.
    fn add(act: &OneAct<'_>, line: &TypedLine, after: Option<Self::Id>) -> Result<Option<Self::Id>, Refused>;

    /// Sets what the chips of a title say.
    fn set(act: &OneAct<'_>, id: Self::Id, line: &TypedLine);

    /// The row that this change reordered, brought into the list or put off.
    fn moved(change: Change) -> Option<BinnedThing>;

    /// What it comes from, if that may be on the screen when it comes into this list: a point that was made a task, or the row
    /// itself, among those that wait for the next session.
    fn origin(&self, view: &View) -> Option<BinnedThing> {
        let _ = view;
        None
    }

    /// The title of this thing if it waits for the next session.
    fn put_off(view: &View, thing: BinnedThing) -> Option<&str> {
        let _ = (view, thing);
        None
    }

    /// The edit that reorders the row.
    fn reorder(id: Self::Id, place: Place<Self::Id>) -> Edit;

    /// What else in the room a row can be dropped on, as a selector.
    const DROPS_ON: Option<&'static str> = None;

    /// The edit for a row that was dropped there, and its announcement.
    fn dropped(row: &Self) -> Option<(Edit, String)> {
        let _ = row;
        None
    }

    /// The edit that moves the thing to the bin.
    fn delete(id: Self::Id) -> Edit;

    /// The thing as the bin names it.
    fn in_bin(id: Self::Id) -> BinnedThing;

    /// The edit that restores a thing from the bin; `None` if it is another concept's.
    fn restore(binned: BinnedThing) -> Option<Edit>;
}
