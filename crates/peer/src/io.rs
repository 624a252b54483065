//! What goes into a [`Peer`](crate::Peer) and what comes out: the whole boundary between the machine and its shell.

use std::rc::Rc;

use alongside_room::{Change, Edit, Edited, MemberId, Refused, TextField};
use alongside_wire::{Counter, ReplicaId, SnapshotId};

pub use crate::caret::Caret;
use crate::{facts::Notice, message::SignalBody};

/// Now, on both clocks of this device.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Now {
    /// Milliseconds on a clock that never jumps and begins anywhere (in a browser `performance.now`).
    pub mono: u64,
    /// Milliseconds since 1970 on a clock that may be wrong (in a browser `Date.now`).
    pub wall: u64,
}

/// Something that happened, or that the person at this device wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// The person wants this done to the room. Answered by `Edited` or `Refused`.
    Edit {
        /// The command.
        edit: Edit,
        /// Where it leaves the person's caret: the edit and the caret are said in one message.
        caret: EditCaret,
    },
    /// The person takes the last edit that they made here back. Answered by `Undone` or `Refused`.
    Undo,
    /// The person does what they took back once more. Answered by `Redone` or `Refused`.
    Redo,
    /// The person takes back what they typed last in this text, and nothing else. Answered by `Undone` or `Refused`.
    UndoTyping(TextField),
    /// The person types once more what they took back in this text. Answered by `Redone` or `Refused`.
    RedoTyping(TextField),
    /// The person at this device says who they are.
    Identify(MemberId),
    /// The page may be gone in a moment: everything that waits is sealed, said and kept now.
    Flush,
    /// The person has the room erased for everybody. Answered by `EraseRequested` or `EraseUnreachable`.
    Erase,
    /// The person has the device forget the room. The peer is of no use afterwards.
    Forget,
    /// What this device holds of the room; empty for a new one. The first input, once.
    Loaded(Box<Kept>),
    /// Every write up to and with this one is committed.
    Stored(WriteId),
    /// The device refused a write: it stores nothing (more).
    StoreFailed(WriteId),
    /// What the device stored of the room may be gone: the browser cleared or closed its storage under the page. The device is
    /// given everything anew.
    StorageCleared,
    /// A deadline that [`Peer::deadline`](crate::Peer::deadline) named has come (or any other moment: it is harmless).
    Wake,
    /// The link that [`Output::Dial`] asked for is open.
    LinkUp,
    /// It could not be opened, or it closed.
    LinkDown,
    /// A frame from the relay.
    Frame(Vec<u8>),
    /// The network came back, the page was shown: whatever is waited for is worth trying now.
    Nudge,
    /// The page can be seen, or cannot.
    Visible(bool),
    /// The code of a concept has come: it is read from now on.
    Learn,
    /// Another tab of this browser said this.
    FromTab(Vec<u8>),
    /// Where this person's caret is; none when it is in no shared text.
    Caret(Option<Caret>),
    /// This page's person lets others meet it directly, or no more: they learn its network address.
    Willing(bool),
    /// Something happened to the direct line to this page.
    Direct(ReplicaId, DirectEvent),
}

/// Where an edit leaves the person's caret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditCaret {
    /// Where it was.
    Unchanged,
    /// Here; none when it is in no shared text.
    Now(Option<Caret>),
}

impl From<Edit> for Input {
    /// An edit that leaves the caret where it was.
    fn from(edit: Edit) -> Self {
        Self::Edit { edit, caret: EditCaret::Unchanged }
    }
}

/// Something that happened to a direct line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DirectEvent {
    /// This end has something to say to the other before they can meet.
    Says(SignalBody),
    /// It is open.
    Opened,
    /// This came over it.
    Arrived(Vec<u8>),
    /// It could not be opened, or closed. The last event.
    Closed,
}

/// Something to do with a direct line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DirectCommand {
    /// Make this end of it.
    Open {
        /// Of two offers that meet, this end gives way with its own. The other end begins.
        polite: bool,
        /// Servers that help the ends to find each other, as the relay's operator names them.
        ice: Rc<[String]>,
    },
    /// The other end says this.
    Hear(SignalBody),
    /// Send this over it.
    Send(Vec<u8>),
    /// Let go of it. No answer is needed.
    Close,
}

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// Open a link to the relay; answer with `LinkUp` or `LinkDown`.
    Dial,
    /// Close the link. No answer is needed.
    HangUp,
    /// Send this frame to the relay.
    Send(Vec<u8>),
    /// Commit these writes in one transaction; answer with `Stored` or `StoreFailed`.
    Store(WriteId, Vec<Write>),
    /// Tell the other tabs of this browser.
    TellTabs(Vec<u8>),
    /// Do this with the direct line to this page.
    Direct(ReplicaId, DirectCommand),
    /// The view changed: draw again.
    View,
    /// The facts changed: draw again.
    Facts,
    /// Another person did this, just now or while we were away.
    Changed(RemoteChanges),
    /// Something to tell the person.
    Notice(Notice),
    /// The [`Input::Edit`] is done.
    Edited,
    /// The [`Input::Undo`] is done: what was taken back.
    Undone(Edited),
    /// The [`Input::Redo`] is done: what was done once more.
    Redone(Edited),
    /// The edit, undo or redo does not apply: nothing was changed but the caret.
    Refused(Refused),
    /// The relay was asked to erase the room; its answer is a fact (`Trouble::Erased`).
    EraseRequested,
    /// There is no connection over which the relay could be asked to erase the room.
    EraseUnreachable,
}

/// Names one [`Output::Store`], ascending.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct WriteId(pub u64);

/// One write of a transaction. All are of one room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Write {
    /// Keep this frame under (replica, counter); writing it again is harmless.
    Frame(KeptFrame),
    /// These kept frames are durable at the relay: not to be sent again.
    Sent(Vec<(ReplicaId, Counter)>),
    /// The peer's own note of how far the relay's log is held here; the last one counts.
    Checkpoint(Vec<u8>),
    /// Keep this sealed snapshot under its id. Exactly these frames and snapshots are in it, and go: another tab may
    /// have kept more meanwhile.
    Snapshot {
        /// Its name.
        id: SnapshotId,
        /// Ciphertext.
        sealed: Vec<u8>,
        /// The keys of the frames it contains.
        frames: Vec<(ReplicaId, Counter)>,
        /// The names of the snapshots it contains.
        snapshots: Vec<SnapshotId>,
    },
    /// The room is forgotten on this device: everything of it goes.
    Forget,
}

/// What a device holds of one room.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// Sealed snapshots by name: one as a rule, more when several tabs made theirs.
    pub snapshots: Vec<(SnapshotId, Vec<u8>)>,
    /// Frames beside it, in any order.
    pub frames: Vec<KeptFrame>,
    /// The last [`Write::Checkpoint`].
    pub checkpoint: Option<Vec<u8>>,
}

/// A sealed frame as a device keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFrame {
    /// Who sealed it.
    pub replica: ReplicaId,
    /// The sealer's number for it.
    pub counter: Counter,
    /// Not known to be durable at the relay: to be pushed.
    pub unsent: bool,
    /// Ciphertext.
    pub sealed: Vec<u8>,
}

/// What another person did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteChanges {
    /// Who, as far as the seal says.
    pub by: Option<MemberId>,
    /// What.
    pub changes: Vec<Change>,
    /// It happened while this copy was not connected.
    pub while_away: bool,
}
