//! What one person writes about a room for nobody but themselves, as its screens read it and act on it. It never passes through the
//! room: nothing here is an edit of it.

use std::rc::Rc;

use alongside_room::{LineAbout, LineId, PrivateLine, SessionId};
use yew::Callback;

use crate::{open_room::room_dialog::RoomDialog, strings::Key};

/// The dialog of them, to which several places lead.
pub static ONLY_MINE: RoomDialog = RoomDialog { name: Key::OnlyMine };

/// The private lines of the person at this device.
#[derive(Clone, PartialEq)]
pub struct Private {
    /// By the moment when they were begun.
    pub lines: Rc<[PrivateLine]>,
    pub place: PrivatePlace,
    /// What a line reads this moment, ahead of what is drawn.
    pub now: Callback<LineId, Option<Rc<str>>>,
    /// Where acts go. Answers whether it was done.
    pub act: Callback<PrivateAct, bool>,
}

/// Where private lines are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrivatePlace {
    /// In this page alone: the device keeps nothing.
    Page,
    /// On this device alone.
    Device,
    /// On all devices that this person linked.
    Devices,
}

/// What a person does with their private lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrivateAct {
    /// A line read `base` on the screen and reads `text` now, with the caret there.
    Write { line: LineId, about: LineAbout, base: String, text: String, caret: Option<u32> },
    /// It was shared: it stays as it is.
    MarkShared(LineId),
}

impl Private {
    /// The lines about this.
    pub fn about(&self, about: LineAbout) -> impl Iterator<Item = &PrivateLine> {
        self.lines.iter().filter(move |line| line.about == about)
    }

    /// Whether something was written after this session.
    pub fn is_after(&self, session: SessionId) -> bool {
        let is_of = |line: &PrivateLine| matches!(line.about, LineAbout::Session(of, _) if of == session);
        self.lines.iter().any(|line| is_of(line) && !line.text.is_empty())
    }
}
