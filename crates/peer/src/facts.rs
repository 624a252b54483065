//! What a peer knows about the world around its copy, for a screen.

use std::rc::Rc;

use alongside_room::{InvitationId, MemberId};

use crate::caret::Caret;

/// Everything but the room itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// What the sync chip says.
    pub sync: Sync,
    /// How the copies are connected now.
    pub connection: Connection,
    /// This page's person lets others meet it directly.
    pub willing: bool,
    /// Everyone known to be there, other than this page: one entry a member.
    pub present: Rc<[Present]>,
    /// Add this to the device's wall clock for room time, in milliseconds.
    pub offset: i64,
    /// The device keeps what it is given. False: this page forgets the room when closed.
    pub kept: bool,
    /// The room's content is loaded: from the device, or caught up with the relay once. Before, an empty view means
    /// nothing.
    pub loaded: bool,
    /// The relay was caught up with since this page was opened.
    pub caught_up: bool,
    /// Edits not yet durable at the relay.
    pub waiting: u32,
    /// Edits that no device has committed yet: for a moment after each, or for as long as storage is refused.
    pub unsaved: u32,
    /// Why the relay does not take what is sent, if it does not.
    pub trouble: Option<Trouble>,
    /// The invitations that the relay has for whoever claims them, as far as it has said.
    pub deposited: Rc<[InvitationId]>,
}

impl Facts {
    /// Before anything is known.
    pub(crate) fn unknown() -> Self {
        Self {
            sync: Sync::Connecting,
            connection: Connection::None,
            willing: false,
            present: Rc::from([]),
            offset: 0,
            kept: true,
            loaded: false,
            caught_up: false,
            waiting: 0,
            unsaved: 0,
            trouble: None,
            deposited: Rc::from([]),
        }
    }
}

/// What the sync chip says: the strongest thing that is true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sync {
    /// Committed on this device only.
    SavedHere,
    /// The relay has all of it durably.
    Sent,
    /// This member's device has all of it.
    HasIt(MemberId),
    /// No link, and this many edits wait.
    Offline {
        /// Edits not yet durable at the relay.
        waiting: u32,
    },
    /// A link is being opened or caught up, and nothing is known to be wrong.
    Connecting,
    /// Storage refused, and this many edits are nowhere but here.
    NotSaved {
        /// Edits that closing the page would lose; with 0, as many as the device lacks of a room that was erased at the relay.
        waiting: u32,
    },
}

/// How the copies are connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Connection {
    /// Not at all.
    None,
    /// Through the relay.
    Relay,
    /// Directly, with at least one other's page; and through the relay as well, while that can be reached.
    Direct,
}

/// A member who is, or was lately, there.
#[derive(Debug, Clone, PartialEq)]
pub struct Present {
    /// Who.
    pub member: MemberId,
    /// A page of theirs can be seen, or is open but hidden.
    pub state: Presence,
    /// Whether they can be met directly.
    pub direct: Direct,
    /// Where they type.
    pub caret: Option<Caret>,
    /// When the caret last moved, on this device's monotonic clock in milliseconds.
    pub caret_moved: u64,
}

/// Whether a member can be met directly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direct {
    /// They are.
    Live,
    /// They would be, if this page were willing too.
    Willing,
    /// They do not offer it.
    No,
}

/// Whether a member is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presence {
    /// A page of theirs can be seen by them.
    Here,
    /// Only hidden pages of theirs are open.
    Away,
}

/// Something that keeps the relay from taking what is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The room's log is full.
    LogFull,
    /// The relay's disk is full.
    DiskFull,
    /// The relay cannot write what it is sent, though its disk is not full.
    StorageFailed,
    /// As many are in the room as may be.
    RoomFull,
    /// This address has as many connections or new rooms as it may.
    TooMany,
    /// The relay speaks another version of the protocol.
    Version {
        /// The relay's.
        theirs: u8,
    },
    /// The relay does not accept this room's key.
    BadKey,
    /// The room was erased for both.
    Erased,
}

impl Notice {
    /// What it is called in a report.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Damaged(_) => "notice: damaged",
            Self::Forked => "notice: forked",
            Self::Lacking => "notice: lacking",
            Self::Refilled => "notice: refilled",
            Self::Rebuilt => "notice: rebuilt",
        }
    }
}

/// Something to tell the person, once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// This many changes that arrived could not be read and are quarantined.
    Damaged(u32),
    /// The relay shows one history to one and another to the other.
    Forked,
    /// A snapshot at the relay left something out; another was made from this copy.
    Lacking,
    /// The relay lost its log, or a part of it, and was filled again from this copy.
    Refilled,
    /// This copy had come to differ from another's and was rebuilt, with everything written here.
    Rebuilt,
}
