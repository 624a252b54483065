//! What a concept says of the things in its list.

use std::{fmt, rc::Rc};

use alongside_room::{BinnedThing, Edit, Place, View};

use crate::{open_room::store::Room, parts::paste::PastedLine};

/// A thing that a concept shows as a row of a list, and the edits that what is done to the row comes to.
pub trait ListRow: 'static {
    /// The thing's id in the room.
    type Id: Copy + PartialEq + fmt::Display + 'static;

    /// Its own id.
    fn id(&self) -> Self::Id;

    /// What it is called; may be empty.
    fn title(&self) -> &Rc<str>;

    /// The thing as the room has it now, shown or filtered out; none once it left this list.
    fn find(view: &View, id: Self::Id) -> Option<&Rc<Self>>;

    /// Rows move among those of their own group. The groups stand one after the other, the greatest number first.
    fn group(&self, room: &Room) -> u8 {
        let _ = room;
        0
    }

    /// Adds what was typed or pasted; is never given no lines.
    fn add(room: &Room, lines: Vec<PastedLine>);

    /// Puts the row in another place of the list.
    fn reorder(id: Self::Id, place: Place<Self::Id>) -> Edit;

    /// Moves the thing to the bin.
    fn delete(id: Self::Id) -> Edit;

    /// What the bin knows the thing as.
    fn in_bin(id: Self::Id) -> BinnedThing;

    /// Brings a thing back from the bin, by what the bin knows it as; none where that is of another concept.
    fn restore(binned: BinnedThing) -> Option<Edit>;
}
