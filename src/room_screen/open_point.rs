//! Which point is open on my screen: the one that I opened, else the current item, else the first that was not
//! discussed. The other may change the current item, but never closes a point that I am writing in, nor takes it away.

use std::rc::Rc;

use alongside_room::{Current, Item, ItemId, MemberId};
use yew::prelude::*;

use crate::{browser::dom, open_room::store::Room, parts::tick::use_tick};

/// The open point, and why it is open.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OpenPointState {
    /// The point that I opened.
    opened: Option<ItemId>,
    /// [`OpenPointState::opened`] when [`OpenPointState::at`] was found: if I open another point, the other has not replaced it.
    opened_then: Option<ItemId>,
    /// The current item then.
    current: Option<Current>,
    /// The open point.
    pub at: Option<ItemId>,
    /// Who has made another point the current one without my following, until I follow or dismiss the bar.
    pub moved: Option<(MemberId, ItemId)>,
    /// The open point went off the agenda while I wrote in it: it stays before me until I leave it.
    held: bool,
}

/// What changes [`OpenPointState`].
pub enum OpenPointAction {
    /// I open this point.
    Open(ItemId),
    /// I dismiss the bar about the other's moving on.
    Dismiss,
    /// The room has changed; this is the result of [`OpenPointState::follow`].
    Follow(OpenPointState),
}

/// What the room and the screen show.
pub struct OpenPointInputs<'a> {
    pub current: Option<Current>,
    /// Whether I made it the current item.
    pub set_by_me: bool,
    /// The first point that was not discussed.
    pub first: Option<ItemId>,
    /// Whether a point is on the agenda.
    pub is_there: &'a dyn Fn(ItemId) -> bool,
    /// Whether I am writing, anywhere in the room.
    pub writing: bool,
    /// Whether the focus is in the section of the open point.
    pub at_now: bool,
    /// Whether the focus is anywhere else on the page.
    pub elsewhere: bool,
}

impl OpenPointState {
    /// The state for this room and screen. It stays the same as long as they do.
    pub fn follow(&self, inputs: &OpenPointInputs<'_>) -> Self {
        let (mut opened, mut moved) = (self.opened, self.moved);
        if self.current != inputs.current {
            match inputs.current.filter(|_| !inputs.set_by_me) {
                // The other has moved on. I follow if I was at the current item and am not writing; else a bar says
                // so.
                Some(current) => {
                    let with_them = opened.is_none() || opened == self.current.map(|current| current.item);
                    if with_them && !inputs.writing {
                        (opened, moved) = (None, None);
                    } else if self.at != Some(current.item) {
                        (opened, moved) = (self.at, Some((current.by, current.item)));
                    }
                }
                None => moved = None,
            }
        }
        let there = |item: &ItemId| (inputs.is_there)(*item);
        let current = inputs.current.map(|current| current.item);
        let mut at = opened.filter(there).or(current.filter(there)).or(inputs.first);
        // The point that I am writing in stays open until I open another, whatever the other moves, ticks or brings
        // back.
        let is_replaced = opened == self.opened_then && at != self.at && self.at.as_ref().is_some_and(there);
        if is_replaced && inputs.at_now && inputs.writing {
            (opened, at) = (self.at, self.at);
        }
        // What I write in is not taken away either. A press on what brings it back may take the focus nowhere.
        let is_gone = self.at.is_some_and(|at| !there(&at)) && opened == self.opened_then;
        let held = is_gone && (inputs.writing && inputs.at_now || self.held && !inputs.elsewhere);
        if held {
            (opened, at) = (self.at, self.at);
        }
        Self { opened, opened_then: opened, current: inputs.current, at, moved, held }
    }
}

impl Reducible for OpenPointState {
    type Action = OpenPointAction;

    fn reduce(self: Rc<Self>, action: OpenPointAction) -> Rc<Self> {
        match action {
            OpenPointAction::Open(item) => {
                let is_current = self.current.is_some_and(|current| current.item == item);
                let moved = self.moved.filter(|_| !is_current);
                Self { opened: Some(item), moved, ..(*self).clone() }.into()
            }
            OpenPointAction::Dismiss => Self { moved: None, ..(*self).clone() }.into(),
            OpenPointAction::Follow(next) => next.into(),
        }
    }
}

/// The open point in this rendering.
pub struct OpenPoint {
    pub at: Option<ItemId>,
    pub moved: Option<(MemberId, ItemId)>,
    /// The point that was open and is no longer on the agenda.
    pub gone: Option<ItemId>,
    /// The open point as it was when it went off the agenda while I wrote in it.
    pub held: Option<Rc<Item>>,
    /// Whether the focus is in the section of the open point.
    pub at_now: bool,
    pub dispatch: UseReducerDispatcher<OpenPointState>,
}

/// Follows the room.
#[hook]
pub fn use_open_point(room: &Room, root: &NodeRef) -> OpenPoint {
    let view = &room.view;
    let state = use_reducer_eq(|| OpenPointState { current: view.current, ..OpenPointState::default() });
    let is_there = |item| view.item(item).is_some();
    let at_now = dom::focus_is_in(root, ".now");
    let shown = use_mut_ref(|| None::<Rc<Item>>);
    let next = state.follow(&OpenPointInputs {
        current: view.current,
        set_by_me: view.current.is_some_and(|current| room.is_mine(current.by)),
        first: view.agenda.iter().find(|item| item.discussed.is_none()).or(view.agenda.first()).map(|item| item.id),
        is_there: &is_there,
        writing: dom::is_writing(root),
        at_now,
        elsewhere: !at_now && dom::is_focused_anywhere(),
    });
    let gone = state.at.filter(|at| !is_there(*at) && !next.held);
    if let Some(item) = next.at.and_then(|at| view.item(at)) {
        shown.replace(Some(item.clone()));
    }
    // Where the focus goes renders nothing.
    use_tick(next.held.then_some(500));
    let held = shown.borrow().clone().filter(|item| next.held && Some(item.id) == next.at);
    let dispatch = state.dispatcher();
    let (at, moved) = (next.at, next.moved);
    use_effect(move || {
        if *state != next {
            state.dispatch(OpenPointAction::Follow(next));
        }
    });
    OpenPoint { at, moved, gone, held, at_now, dispatch }
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

    const IDLE: OpenPointInputs<'_> = OpenPointInputs {
        current: None,
        set_by_me: false,
        first: Some(ONE),
        is_there: &|_| true,
        writing: false,
        at_now: false,
        elsewhere: false,
    };

    fn open(state: OpenPointState, item: ItemId) -> OpenPointState {
        (*Rc::new(state).reduce(OpenPointAction::Open(item))).clone()
    }

    #[test]
    fn the_point_that_i_opened_precedes_the_current_item_and_that_the_first() {
        let state = OpenPointState::default().follow(&IDLE);
        assert_eq!(state.at, Some(ONE));
        let state = state.follow(&OpenPointInputs { current: current(TWO), ..IDLE });
        assert_eq!((state.at, state.moved), (Some(TWO), None));
        let state = open(state, THREE).follow(&OpenPointInputs { current: current(TWO), ..IDLE });
        assert_eq!(state.at, Some(THREE));
    }

    #[test]
    fn a_person_at_another_point_is_told_that_the_other_moved_on() {
        let state = open(OpenPointState::default().follow(&IDLE), THREE).follow(&IDLE);
        let state = state.follow(&OpenPointInputs { current: current(TWO), ..IDLE });
        assert_eq!((state.at, state.moved), (Some(THREE), Some((ANA, TWO))));
        // Following, or dismissing the bar, ends it.
        assert_eq!(open(state.clone(), TWO).moved, None);
        assert_eq!(Rc::new(state).reduce(OpenPointAction::Dismiss).moved, None);
    }

    #[test]
    fn the_point_that_i_write_in_stays_open() {
        let writing = OpenPointInputs { writing: true, at_now: true, ..IDLE };
        let state = OpenPointState::default().follow(&writing);
        let state = state.follow(&OpenPointInputs { current: current(TWO), ..writing });
        assert_eq!((state.at, state.moved), (Some(ONE), Some((ANA, TWO))));
        // It stays open when another point becomes the first, too.
        let state =
            OpenPointState::default().follow(&writing).follow(&OpenPointInputs { first: Some(THREE), ..writing });
        assert_eq!(state.at, Some(ONE));
    }

    #[test]
    fn a_point_that_goes_while_i_write_in_it_stays_before_me_until_i_leave_it() {
        let (is_there, first) = (&|item: ItemId| item != ONE, Some(THREE));
        let idle = OpenPointInputs { first, is_there, ..IDLE };
        let writing = OpenPointInputs { writing: true, at_now: true, ..idle };
        let begun = OpenPointState::default().follow(&OpenPointInputs { is_there: &|_| true, ..writing });
        let begun = open(begun, ONE).follow(&OpenPointInputs { is_there: &|_| true, ..writing });
        assert_eq!(begun.follow(&idle).at, Some(THREE), "nobody wrote in it");
        let held = begun.follow(&writing);
        assert_eq!((held.at, held.held), (Some(ONE), true));
        assert_eq!(held.follow(&writing), held);
        // A press may take the focus from the text to a button beside it, or nowhere.
        assert_eq!(held.follow(&OpenPointInputs { at_now: true, ..idle }).at, Some(ONE));
        assert_eq!(held.follow(&idle).at, Some(ONE));
        assert_eq!(held.follow(&OpenPointInputs { elsewhere: true, ..idle }).at, Some(THREE));
        assert_eq!(open(held.clone(), TWO).follow(&writing).at, Some(TWO), "I opened another");
        let back = held.follow(&OpenPointInputs { is_there: &|_| true, ..writing });
        assert_eq!((back.at, back.held), (Some(ONE), false));
    }

    #[test]
    fn a_point_that_i_open_while_writing_opens() {
        let writing = OpenPointInputs { writing: true, at_now: true, ..IDLE };
        assert_eq!(open(OpenPointState::default().follow(&writing), TWO).follow(&writing).at, Some(TWO));
    }

    #[test]
    fn my_own_change_of_the_current_item_shows_no_bar() {
        let state = open(OpenPointState::default(), THREE)
            .follow(&IDLE)
            .follow(&OpenPointInputs { current: current(TWO), ..IDLE });
        let state = state.follow(&OpenPointInputs { current: current(ONE), set_by_me: true, ..IDLE });
        assert_eq!(state.moved, None);
    }

    #[test]
    fn an_unchanged_room_changes_nothing() {
        let inputs = OpenPointInputs { current: current(TWO), writing: true, at_now: true, ..IDLE };
        let once = OpenPointState::default().follow(&IDLE).follow(&inputs);
        assert_eq!(once.follow(&inputs), once);
    }
}
