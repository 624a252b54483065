//! What the receiver answers, as an edit.

use alongside_room::{CheckBack, Handed, HandoffReply, HandoffState, HandoffsEdit, TaskId};

use crate::{
    browser::dates,
    calendar::{self, Day},
};

/// An answer with the terms as they stand. Where their day is over, it is a week from today.
pub fn reply(task: TaskId, handed: &Handed, reply: HandoffReply, line: &str) -> HandoffsEdit {
    let until = match handed.state {
        HandoffState::LetsTalk if reply != HandoffReply::GivenBack => on(&in_a_week()),
        _ => handed.terms.until.clone(),
    };
    HandoffsEdit::Answer { task, handoff: handed.terms.handoff, reply, until, line: line.to_owned() }
}

/// The day a week from today.
pub fn in_a_week() -> String {
    Day::numbered(calendar::today().number() + 7).write()
}

/// A day that is named here: it is over when it ends on this device's wall.
pub fn on(day: &str) -> CheckBack {
    CheckBack { day: day.to_owned(), ahead: i16::try_from(dates::ahead()).unwrap_or_default() }
}
