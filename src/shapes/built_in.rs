//! The shapes that every screen brings along, each in the language of who reads it. The room holds no word of them until somebody
//! changes one.

use alongside_room::{Mode, ShapeId, StepId, View};

use crate::strings::Key;

/// A shape that comes along.
pub struct BuiltIn {
    pub id: ShapeId,
    pub name: Key,
    /// Each step with its minutes and what it asks.
    pub steps: &'static [(Key, u16, Key)],
}

impl BuiltIn {
    /// The one of this id.
    pub fn of(id: ShapeId) -> Option<&'static Self> {
        ALL.iter().find(|shape| shape.id == id)
    }

    /// The id of a step by its place.
    pub fn step(at: usize) -> StepId {
        StepId([b's', b't', b'e', b'p', 0, 0, 0, at as u8 + 1])
    }
}

/// The one that suits the open session best.
pub fn suggested(view: &View) -> ShapeId {
    let number = view.session.number;
    if number > 1 && view.planned.is_some_and(|planned| u32::from(planned) == number) {
        return LAST;
    }
    match view.mode {
        Mode::Coaching | Mode::Mentoring if number == 1 => FIRST,
        Mode::Coaching | Mode::Partners => FIFTY,
        Mode::Mentoring => SEVENTY_FIVE,
        Mode::Leading => TWENTY_FIVE,
    }
}

const FIFTEEN: ShapeId = ShapeId(*b"shape-15");
const TWENTY_FIVE: ShapeId = ShapeId(*b"shape-25");
const FIFTY: ShapeId = ShapeId(*b"shape-50");
const SEVENTY_FIVE: ShapeId = ShapeId(*b"shape-75");
const FIRST: ShapeId = ShapeId(*b"shape-1s");
const LAST: ShapeId = ShapeId(*b"shape-la");

/// In the order in which they are offered.
pub static ALL: [BuiltIn; 6] = [
    BuiltIn {
        id: FIFTEEN,
        name: Key::Shape15,
        steps: &[
            (Key::StepArrive, 1, Key::AskArrive),
            (Key::StepLookBack, 3, Key::AskLookBack),
            (Key::StepOneThing, 8, Key::AskOneThing),
            (Key::StepCommit, 3, Key::AskCommit),
        ],
    },
    BuiltIn {
        id: TWENTY_FIVE,
        name: Key::Shape25,
        steps: &[
            (Key::StepArrive, 2, Key::AskArrive),
            (Key::StepLookBack, 5, Key::AskLookBack),
            (Key::StepTalk, 13, Key::AskTalk),
            (Key::StepCommit, 5, Key::AskCommit),
        ],
    },
    BuiltIn {
        id: FIFTY,
        name: Key::Shape50,
        steps: &[
            (Key::StepArrive, 3, Key::AskArrive),
            (Key::StepLookBack, 10, Key::AskLookBack),
            (Key::StepTalk, 25, Key::AskTalk),
            (Key::StepCommit, 8, Key::AskCommit),
            (Key::StepClose, 4, Key::AskClose),
        ],
    },
    BuiltIn {
        id: SEVENTY_FIVE,
        name: Key::Shape75,
        steps: &[
            (Key::StepArrive, 5, Key::AskArrive),
            (Key::StepLookBack, 15, Key::AskLookBack),
            (Key::StepTalk, 40, Key::AskTalk),
            (Key::StepCommit, 10, Key::AskCommit),
            (Key::StepClose, 5, Key::AskClose),
        ],
    },
    BuiltIn {
        id: FIRST,
        name: Key::ShapeFirst,
        steps: &[
            (Key::StepArrive, 5, Key::AskArriveFirst),
            (Key::StepAgree, 25, Key::AskAgree),
            (Key::StepBrings, 10, Key::AskBrings),
            (Key::StepCommit, 5, Key::AskCommit),
            (Key::StepClose, 5, Key::AskClose),
        ],
    },
    BuiltIn {
        id: LAST,
        name: Key::ShapeLast,
        steps: &[
            (Key::StepArrive, 5, Key::AskArrive),
            (Key::StepLearned, 20, Key::AskLearned),
            (Key::StepThanks, 10, Key::AskThanks),
            (Key::StepGoOn, 15, Key::AskGoOn),
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_of_a_shape_take_as_many_minutes_as_it_is_called_after() {
        let minutes = |shape: &BuiltIn| shape.steps.iter().map(|(_, minutes, _)| *minutes).sum::<u16>();
        assert_eq!(ALL.each_ref().map(minutes), [15, 25, 50, 75, 50, 50]);
    }

    #[test]
    fn a_room_is_offered_what_suits_its_kind_and_the_place_in_its_series() {
        let view = |mode, number, planned| {
            let mut view = View { mode, planned, ..View::default() };
            view.session = std::rc::Rc::new(alongside_room::Session { number, ..(*view.session).clone() });
            suggested(&view)
        };
        assert_eq!(view(Mode::Coaching, 1, None), FIRST);
        assert_eq!(view(Mode::Coaching, 2, Some(5)), FIFTY);
        assert_eq!(view(Mode::Mentoring, 3, Some(5)), SEVENTY_FIVE);
        assert_eq!(view(Mode::Mentoring, 5, Some(5)), LAST);
        assert_eq!(view(Mode::Leading, 1, None), TWENTY_FIVE);
        assert_eq!(view(Mode::Partners, 1, Some(1)), FIFTY);
    }
}
