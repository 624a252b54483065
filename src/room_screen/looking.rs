//! Which point is open on my screen: the one that I opened, else the current item, else the first that was not
//! discussed. The other may change the current item, but never closes a point that I am writing in.

use std::rc::Rc;

use alongside_room::{Current, ItemId, MemberId};
use yew::prelude::*;

use crate::{browser::dom, open_room::store::Room};

/// The open point, and why it is open.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Looking {
    /// The point that I opened.
    opened: Option<ItemId>,
    /// [`Looking::opened`] when [`Looking::at`] was found: if I open another point, nobody has led me away.
    opened_then: Option<ItemId>,
    /// The current item then.
    current: Option<Current>,
    /// The open point.
    pub at: Option<ItemId>,
    /// Who has made another point the current one without my following, until I follow or dismiss the bar.
    pub moved: Option<(MemberId, ItemId)>,
}

/// What changes [`Looking`].
pub enum LookingAction {
    /// I open this point.
    Open(ItemId),
    /// I dismiss the bar about the other's moving on.
    PutAway,
    /// The room has changed; this is the result of [`Looking::follow`].
    Follow(Looking),
}

/// What the room and the screen show.
pub struct Sight<'a> {
    pub current: Option<Current>,
    /// Whether I made it the current item.
    pub led_by_me: bool,
    /// The first point that was not discussed.
    pub first: Option<ItemId>,
    /// Whether a point is on the agenda.
    pub is_there: &'a dyn Fn(ItemId) -> bool,
    /// Whether I am writing, anywhere in the room.
    pub writing: bool,
    /// Whether the focus is in the section of the open point.
    pub at_now: bool,
}

impl Looking {
    /// The state for this room and screen. It stays the same as long as they do.
    pub fn follow(&self, sight: &Sight<'_>) -> Self {
        let (mut opened, mut moved) = (self.opened, self.moved);
        if self.current != sight.current {
            match sight.current.filter(|_| !sight.led_by_me) {
                // The other has moved on. I follow if I was at the current item and am not writing; else a bar says
                // so.
                Some(current) => {
                    let with_them = opened.is_none() || opened == self.current.map(|current| current.item);
                    if with_them && !sight.writing {
                        (opened, moved) = (None, None);
                    } else if self.at != Some(current.item) {
                        (opened, moved) = (self.at, Some((current.by, current.item)));
                    }
                }
                None => moved = None,
            }
        }
        let there = |item: &ItemId| (sight.is_there)(*item);
        let current = sight.current.map(|current| current.item);
        let mut at = opened.filter(there).or(current.filter(there)).or(sight.first);
        // The point that I am writing in stays open until I open another, whatever the other moves, ticks or brings
        // back.
        let led_away = opened == self.opened_then && at != self.at && self.at.as_ref().is_some_and(there);
        if led_away && sight.at_now && sight.writing {
            (opened, at) = (self.at, self.at);
        }
        Self { opened, opened_then: opened, current: sight.current, at, moved }
    }
}

impl Reducible for Looking {
    type Action = LookingAction;

    fn reduce(self: Rc<Self>, action: LookingAction) -> Rc<Self> {
        match action {
            LookingAction::Open(item) => {
                let is_current = self.current.is_some_and(|current| current.item == item);
                let moved = self.moved.filter(|_| !is_current);
                Self { opened: Some(item), moved, ..(*self).clone() }.into()
            }
            LookingAction::PutAway => Self { moved: None, ..(*self).clone() }.into(),
            LookingAction::Follow(next) => next.into(),
        }
    }
}

/// The open point in this rendering.
pub struct Look {
    pub at: Option<ItemId>,
    pub moved: Option<(MemberId, ItemId)>,
    /// The point that was open and is no longer on the agenda.
    pub gone: Option<ItemId>,
    /// Whether the focus is in the section of the open point.
    pub at_now: bool,
    pub dispatch: UseReducerDispatcher<Looking>,
}

/// Follows the room.
#[hook]
pub fn use_looking(room: &Room, root: &NodeRef) -> Look {
    let view = &room.view;
    let looking = use_reducer_eq(|| Looking { current: view.current, ..Looking::default() });
    let is_there = |item| view.item(item).is_some();
    let at_now = dom::focus_is_in(root, ".now");
    let next = looking.follow(&Sight {
        current: view.current,
        led_by_me: view.current.is_some_and(|current| room.is_mine(current.by)),
        first: view.agenda.iter().find(|item| item.discussed.is_none()).or(view.agenda.first()).map(|item| item.id),
        is_there: &is_there,
        writing: dom::is_writing(root),
        at_now,
    });
    let gone = looking.at.filter(|at| !is_there(*at));
    let dispatch = looking.dispatcher();
    let (at, moved) = (next.at, next.moved);
    use_effect(move || {
        if *looking != next {
            looking.dispatch(LookingAction::Follow(next));
        }
    });
    Look { at, moved, gone, at_now, dispatch }
}

#[cfg(test)]
mod tests {
    use alongside_room::Moment;

    use super::*;

    const ONE: ItemId = ItemId([1; 8]);
    const TWO: ItemId = ItemId([2; 8]);
    const THREE: ItemId = ItemId([3; 8]);
    const ANA: MemberId = MemberId([9; 8]);

    fn current(item: ItemId) -> Option<Current> {
        Some(Current { item, by: ANA, at: Moment(0), clock: None })
    }

    const IDLE: Sight<'_> =
        Sight { current: None, led_by_me: false, first: Some(ONE), is_there: &|_| true, writing: false, at_now: false };

    fn open(looking: Looking, item: ItemId) -> Looking {
        (*Rc::new(looking).reduce(LookingAction::Open(item))).clone()
    }

    #[test]
    fn what_i_opened_comes_before_what_both_are_at_and_that_before_the_first() {
        let looking = Looking::default().follow(&IDLE);
        assert_eq!(looking.at, Some(ONE));
        let looking = looking.follow(&Sight { current: current(TWO), ..IDLE });
        assert_eq!((looking.at, looking.moved), (Some(TWO), None));
        let looking = open(looking, THREE).follow(&Sight { current: current(TWO), ..IDLE });
        assert_eq!(looking.at, Some(THREE));
    }

    #[test]
    fn whoever_is_elsewhere_is_told_that_the_other_moved_on() {
        let looking = open(Looking::default().follow(&IDLE), THREE).follow(&IDLE);
        let looking = looking.follow(&Sight { current: current(TWO), ..IDLE });
        assert_eq!((looking.at, looking.moved), (Some(THREE), Some((ANA, TWO))));
        // Following, or dismissing the bar, ends it.
        assert_eq!(open(looking.clone(), TWO).moved, None);
        assert_eq!(Rc::new(looking).reduce(LookingAction::PutAway).moved, None);
    }

    #[test]
    fn whoever_writes_is_not_taken_away_from_it() {
        let writing = Sight { writing: true, at_now: true, ..IDLE };
        let looking = Looking::default().follow(&writing);
        let looking = looking.follow(&Sight { current: current(TWO), ..writing });
        assert_eq!((looking.at, looking.moved), (Some(ONE), Some((ANA, TWO))));
        // It stays open when another point becomes the first, too.
        let looking = Looking::default().follow(&writing).follow(&Sight { first: Some(THREE), ..writing });
        assert_eq!(looking.at, Some(ONE));
        // A deleted point does not stay.
        let looking = looking.follow(&Sight { first: Some(THREE), is_there: &|item| item != ONE, ..writing });
        assert_eq!(looking.at, Some(THREE));
    }

    #[test]
    fn what_i_open_while_i_write_is_opened() {
        let writing = Sight { writing: true, at_now: true, ..IDLE };
        assert_eq!(open(Looking::default().follow(&writing), TWO).follow(&writing).at, Some(TWO));
    }

    #[test]
    fn my_own_leading_on_leaves_no_line() {
        let looking = open(Looking::default(), THREE).follow(&IDLE).follow(&Sight { current: current(TWO), ..IDLE });
        let looking = looking.follow(&Sight { current: current(ONE), led_by_me: true, ..IDLE });
        assert_eq!(looking.moved, None);
    }

    #[test]
    fn a_room_that_stays_as_it_is_changes_nothing() {
        let sight = Sight { current: current(TWO), writing: true, at_now: true, ..IDLE };
        let once = Looking::default().follow(&IDLE).follow(&sight);
        assert_eq!(once.follow(&sight), once);
    }
}
