//! What the room announces, and what it shows of that for a moment.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::browser::clock;

/// How long a toast is shown, in milliseconds.
const TOAST: u32 = 4_000;

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
}

/// The present toast, which fades by itself.
#[hook]
pub fn use_toast() -> UseStateHandle<Option<Toast>> {
    let toast = use_state_eq(|| None::<Toast>);
    use_effect_with((*toast).clone(), {
        let toast = toast.setter();
        move |shown| {
            let timeout = shown.is_some().then(|| Timeout::new(TOAST, move || toast.set(None)));
            move || drop(timeout)
        }
    });
    toast
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
