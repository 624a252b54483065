//! What the room announces, and what it shows of that for a moment.

use std::rc::Rc;

use alongside_room::BinnedThing;
use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::browser::clock;

/// How long a toast is shown, in milliseconds.
const TOAST: u32 = 4_000;

/// The same of one with a button, which takes longer to reach.
const LEADS: u32 = 8_000;

/// How long a line stays beside the next one, in milliseconds: two lines of one rendering are both announced.
const STANDS: u64 = 1_000;

/// A line of the live region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpokenLine {
    /// Numbers the lines of this room.
    pub number: u64,
    pub words: AttrValue,
    at: u64,
}

/// The latest lines, in order.
#[derive(Debug, Default, PartialEq)]
pub struct LiveRegion {
    pub lines: Rc<[SpokenLine]>,
}

/// These words are announced at this monotonic time.
pub struct SayAt(AttrValue, u64);

impl Reducible for LiveRegion {
    type Action = SayAt;

    fn reduce(self: Rc<Self>, SayAt(words, at): SayAt) -> Rc<Self> {
        let number = self.lines.last().map_or(0, |last| last.number + 1);
        let stands = self.lines.iter().filter(|line| at.saturating_sub(line.at) < STANDS).cloned();
        let lines: Vec<_> = stands.chain([SpokenLine { number, words, at }]).collect();
        Rc::new(Self { lines: lines.into() })
    }
}

/// The live region of a room, and the callback that announces something in it.
#[hook]
pub fn use_live_region() -> (Rc<[SpokenLine]>, Callback<AttrValue>) {
    let region = use_reducer(LiveRegion::default);
    let say = use_callback(region.dispatcher(), |words, region| region.dispatch(SayAt(words, clock::mono())));
    (region.lines.clone(), say)
}

/// A message for the eye.
#[derive(Debug, Clone, PartialEq)]
pub struct Toast {
    pub words: AttrValue,
    /// Whether it answers something that I did: announcements about others wait until it has faded.
    pub mine: bool,
    /// The thing that it is about, if it is about one of the other's.
    pub about: Option<BinnedThing>,
}

/// What is on the toast's button.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ToastHold {
    pub pointer: bool,
    pub focus: bool,
}

/// The present toast. It fades by itself, but not while the pointer or the focus is on its button.
#[derive(Clone)]
pub struct ToastHandle {
    pub shown: UseStateHandle<Option<Toast>>,
    hold: UseStateHandle<ToastHold>,
}

impl ToastHandle {
    /// Whether the next announcement about others has to wait: this one answers me, or I am about to press its button.
    pub fn is_held(&self) -> bool {
        *self.hold != ToastHold::default() || self.shown.as_ref().is_some_and(|toast| toast.mine)
    }

    /// A handler that notes what came to the toast's button, or left it.
    pub fn holds<E>(&self, note: fn(&mut ToastHold)) -> Callback<E> {
        let hold = self.hold.clone();
        Callback::from(move |_: E| {
            let mut now = *hold;
            note(&mut now);
            hold.set(now);
        })
    }
}

/// The present toast, which fades by itself.
#[hook]
pub fn use_toast() -> ToastHandle {
    let toast = use_state_eq(|| None::<Toast>);
    let hold = use_state_eq(ToastHold::default);
    let is_held = *hold != ToastHold::default();
    use_effect_with(((*toast).clone(), is_held), {
        let toast = toast.setter();
        move |(shown, is_held): &(Option<Toast>, bool)| {
            let stays =
                shown.as_ref().filter(|_| !is_held).map(|shown| if shown.about.is_some() { LEADS } else { TOAST });
            let timeout = stays.map(|stays| Timeout::new(stays, move || toast.set(None)));
            move || drop(timeout)
        }
    });
    // A button that is gone is told of nothing that leaves it.
    use_effect_with((*toast).clone(), {
        let hold = hold.setter();
        move |_| hold.set(ToastHold::default())
    });
    ToastHandle { shown: toast, hold }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_lines_in_one_drawing_are_both_heard_and_an_older_one_goes() {
        let mut region = Rc::new(LiveRegion::default());
        for (words, at) in [("Undone", 0), ("Offline", 1_500), ("Ana paused", 1_600)] {
            region = region.reduce(SayAt(words.into(), at));
        }
        let lines: Vec<_> = region.lines.iter().map(|line| (line.number, &*line.words)).collect();
        assert_eq!(lines, [(1, "Offline"), (2, "Ana paused")]);
    }

    #[test]
    fn the_same_words_said_again_are_another_line() {
        let region =
            Rc::new(LiveRegion::default()).reduce(SayAt("Copied".into(), 0)).reduce(SayAt("Copied".into(), 9_000));
        assert_eq!(region.lines.iter().map(|line| line.number).collect::<Vec<_>>(), [1]);
    }
}
