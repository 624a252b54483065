//! What happens in one list on this screen: the pointer, the focus, a row being dragged, the row deleted last.

use std::rc::Rc;

use alongside_room::BinnedThing;
use yew::Reducible;

use crate::parts::list::reorder::RowDirection;

/// The state of one list on this screen; none of it is in the room.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListState {
    pointer_inside: bool,
    focus_inside: bool,
    dragged: Option<DraggedRow>,
    deleted: Option<Deleted>,
}

/// A row that is dragged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DraggedRow {
    /// Its index among the rows shown.
    pub from: usize,
    /// How many rows are above the place where it would land, itself included.
    pub above: usize,
}

/// What a row does during a drag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowInDrag {
    /// It is the row that is dragged.
    Lifted,
    /// It makes way.
    MakesWay(RowDirection),
}

/// A row that was deleted here.
#[derive(Debug, Clone, PartialEq)]
pub struct Deleted {
    /// The thing as the bin names it.
    pub thing: BinnedThing,
    pub title: Rc<str>,
}

/// What happens to a [`ListState`].
#[derive(Debug, Clone, PartialEq)]
pub enum ListAction {
    /// The pointer entered the list, or left it.
    Pointer(bool),
    /// The focus entered the list, or left it.
    Focus(bool),
    Drag(DraggedRow),
    /// The dragged row was released.
    DragEnds,
    /// The person asked to delete this row.
    Delete(Deleted),
    /// The row deleted last came back, in whatever way.
    Returned,
}

impl ListState {
    /// Whether the pointer or the focus is in the list, so that rows must keep their places.
    pub fn is_in_use(&self) -> bool {
        self.pointer_inside || self.focus_inside
    }

    /// The row that the person asked to delete last, unless it came back; the room may have refused the deletion.
    pub fn deleted(&self) -> Option<&Deleted> {
        self.deleted.as_ref()
    }

    /// What the row at this index does while one is dragged.
    pub fn in_drag(&self, at: usize) -> Option<RowInDrag> {
        let DraggedRow { from, above } = self.dragged?;
        match at {
            _ if at == from => Some(RowInDrag::Lifted),
            _ if (from..above).contains(&at) => Some(RowInDrag::MakesWay(RowDirection::Up)),
            _ if (above..from).contains(&at) => Some(RowInDrag::MakesWay(RowDirection::Down)),
            _ => None,
        }
    }

    /// Whether a row is dragged.
    pub fn is_dragging(&self) -> bool {
        self.dragged.is_some()
    }

    fn after(mut self, action: ListAction) -> Self {
        match action {
            ListAction::Pointer(inside) => self.pointer_inside = inside,
            ListAction::Focus(inside) => self.focus_inside = inside,
            ListAction::Drag(dragged) => self.dragged = Some(dragged),
            ListAction::DragEnds => self.dragged = None,
            ListAction::Delete(deleted) => self.deleted = Some(deleted),
            ListAction::Returned => self.deleted = None,
        }
        self
    }
}

impl Reducible for ListState {
    type Action = ListAction;

    fn reduce(self: Rc<Self>, action: ListAction) -> Rc<Self> {
        Rc::new(Rc::unwrap_or_clone(self).after(action))
    }
}

/// Follows whether the row deleted last is in the bin, so that each deletion is announced once and forgotten once.
#[derive(Debug, Default)]
pub struct DeletionWatch {
    in_bin: Option<BinnedThing>,
}

/// What a [`DeletionWatch`] has found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeletionNews {
    None,
    /// The room has deleted the row.
    Confirmed,
    /// The row deleted last is no longer in the bin.
    Returned,
}

impl DeletionWatch {
    /// Compares the row deleted last with the bin; `is_in_bin` says whether the row is there, deleted by this person.
    pub fn look(&mut self, deleted: Option<BinnedThing>, is_in_bin: bool) -> DeletionNews {
        if is_in_bin {
            if std::mem::replace(&mut self.in_bin, deleted) == deleted {
                DeletionNews::None
            } else {
                DeletionNews::Confirmed
            }
        } else {
            match self.in_bin.take() {
                Some(before) if deleted == Some(before) => DeletionNews::Returned,
                _ => DeletionNews::None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use alongside_room::ItemId;

    use super::*;

    fn after(actions: &[ListAction]) -> ListState {
        actions.iter().cloned().fold(ListState::default(), ListState::after)
    }

    fn thing(id: u8) -> BinnedThing {
        BinnedThing::Item(ItemId([id; 8]))
    }

    #[test]
    fn rows_keep_their_places_until_neither_pointer_nor_focus_is_in_the_list() {
        let both = [ListAction::Pointer(true), ListAction::Focus(true)];
        assert!(after(&both).is_in_use());
        assert!(after(&[&both[..], &[ListAction::Pointer(false)]].concat()).is_in_use());
        assert!(!after(&[&both[..], &[ListAction::Pointer(false), ListAction::Focus(false)]].concat()).is_in_use());
    }

    #[test]
    fn rows_make_way_for_the_one_that_is_dragged() {
        use RowInDrag::{Lifted, MakesWay};
        let (up, down) = (Some(MakesWay(RowDirection::Up)), Some(MakesWay(RowDirection::Down)));
        let does = |from, above| {
            let state = after(&[ListAction::Drag(DraggedRow { from, above })]);
            (0..4).map(|at| state.in_drag(at)).collect::<Vec<_>>()
        };
        assert_eq!(does(0, 0), [Some(Lifted), None, None, None]);
        assert_eq!(does(0, 1), [Some(Lifted), None, None, None], "where it lies");
        assert_eq!(does(0, 3), [Some(Lifted), up, up, None]);
        assert_eq!(does(3, 1), [None, down, down, Some(Lifted)]);
        assert_eq!(does(1, 4), [None, Some(Lifted), up, up]);
        let ended = after(&[ListAction::Drag(DraggedRow { from: 0, above: 3 }), ListAction::DragEnds]);
        assert_eq!((ended.in_drag(1), ended.is_dragging()), (None, false));
    }

    #[test]
    fn a_deletion_is_announced_once_and_forgotten_when_the_row_comes_back() {
        let mut watch = DeletionWatch::default();
        assert_eq!(watch.look(Some(thing(1)), false), DeletionNews::None);
        assert_eq!(watch.look(Some(thing(1)), true), DeletionNews::Confirmed);
        assert_eq!(watch.look(Some(thing(1)), true), DeletionNews::None);
        assert_eq!(watch.look(Some(thing(1)), false), DeletionNews::Returned);
        assert_eq!(watch.look(None, false), DeletionNews::None);
    }

    #[test]
    fn a_second_deletion_takes_the_place_of_the_first() {
        let mut watch = DeletionWatch::default();
        assert_eq!(watch.look(Some(thing(1)), true), DeletionNews::Confirmed);
        // The room has not deleted it yet.
        assert_eq!(watch.look(Some(thing(2)), false), DeletionNews::None);
        assert_eq!(watch.look(Some(thing(2)), true), DeletionNews::Confirmed);
    }

    #[test]
    fn a_refused_deletion_is_never_announced() {
        let mut watch = DeletionWatch::default();
        assert_eq!(watch.look(Some(thing(1)), false), DeletionNews::None);
        assert_eq!(watch.look(None, false), DeletionNews::None);
    }
}
