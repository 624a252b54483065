//! Everything that a person can do in a room, in their words.
//!
//! An [`Edit`] is the UI's action, the tests' alphabet and the line a log would show. It says what the person saw and
//! meant ("discussed: yes"), never a toggle; new things bring their id, so that nothing here draws randomness; who and
//! when come beside it, in [`Who`].

use crate::{
    id::{BlockId, CommentId, DeviceId, ItemId, KeyId, MemberId, SessionId, TaskId},
    keyring::{HeldId, HeldSecret},
};

/// Milliseconds since 1970 in room time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub u64);

/// A calendar day and, for sessions, a time of day as the person typed it: `2026-11-25` or `2026-11-25T15:00`. Local to
/// nobody: it is shown as it was written.
pub type Date = String;

/// Who does it, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Who {
    /// The member at this device.
    pub me: MemberId,
    /// Room time.
    pub now: Moment,
}

/// One act of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// A person comes into the room.
    Join {
        /// Drawn by the device that joins.
        member: MemberId,
        /// What they are called.
        name: String,
        /// Whoever starts a room is its coach, who joins its coachee.
        role: Role,
    },
    /// A member is called otherwise.
    Rename {
        /// Whom.
        member: MemberId,
        /// The new name.
        name: String,
    },
    /// A member takes the other part.
    SetRole {
        /// Whose.
        member: MemberId,
        /// Which part.
        role: Role,
    },
    /// Two entries were one person all along: everything of `from` counts as `into`'s.
    JoinNames {
        /// The entry that goes.
        from: MemberId,
        /// The entry that stays.
        into: MemberId,
    },
    /// "Who is it for?", until they join.
    SetExpected {
        /// What the room's maker calls them.
        name: String,
    },
    /// What the two call each other's parts.
    SetMode(Mode),
    /// How many sessions are agreed, if a number is.
    SetPlanned(Option<u16>),
    /// The two are done: a running block stops, and from then on the room is only read.
    EndRoom,
    /// They are not.
    ReopenRoom,
    /// This device of mine is in the room.
    AddDevice {
        /// Its public key, which its id follows from.
        key: [u8; 32],
        /// What tells it from others: "Firefox on Linux".
        name: String,
        /// The room's key that it came in with.
        under: KeyId,
    },
    /// The room goes on under another key, and is only read under this one.
    Move {
        /// The key that it leaves.
        from: KeyId,
        /// The device of mine that moves it.
        by: DeviceId,
        /// The new key for each device that is kept, sealed to that device alone.
        pointers: Vec<(DeviceId, Pointer)>,
    },
    /// This room for one holds the key of another room of mine.
    HoldKey {
        /// The other room.
        room: HeldId,
        /// Opens it.
        secret: HeldSecret,
        /// Who I am in it.
        me: MemberId,
        /// What the list calls it.
        name: String,
        /// The room that it went on from under this key, if it did: who has that follows from there.
        from: Option<HeldId>,
    },
    /// It holds that one no longer.
    TakeOffKey {
        /// The other room.
        room: HeldId,
    },

    /// When the session is.
    SetDate {
        /// Which session.
        session: SessionId,
        /// The day, maybe with a time.
        date: Option<Date>,
    },
    /// Where it is: an address to call.
    SetCallLink {
        /// Kept for the session and those after it, until changed.
        session: SessionId,
        /// As typed; shown as a link only where it is one.
        link: String,
    },
    /// The session is over.
    CloseSession {
        /// Which.
        session: SessionId,
    },
    /// It was not over.
    ReopenSession {
        /// Which.
        session: SessionId,
    },

    /// A new talking point.
    AddItem {
        /// New.
        item: ItemId,
        /// One line; the rest becomes notes.
        title: String,
        /// Where in the open session's agenda.
        place: Place<ItemId>,
    },
    /// An item was talked about, or was not.
    SetDiscussed {
        /// Which.
        item: ItemId,
        /// What its box shows now.
        discussed: bool,
    },
    /// How long it should take.
    SetMinutes {
        /// Which.
        item: ItemId,
        /// None: not said.
        minutes: Option<u16>,
    },
    /// Whose point it is.
    SetRaisedBy {
        /// Which.
        item: ItemId,
        /// Who.
        member: MemberId,
    },
    /// Elsewhere in the agenda.
    MoveItem {
        /// Which.
        item: ItemId,
        /// Where to.
        place: Place<ItemId>,
    },
    /// Not this time.
    MoveToNextSession {
        /// Which.
        item: ItemId,
    },
    /// This time after all, where it stood.
    MoveToThisSession {
        /// Which: one that waits for the next session.
        item: ItemId,
    },
    /// A point becomes something to do: the item counts as discussed, the task takes its title.
    MakeTask {
        /// Which.
        item: ItemId,
        /// New.
        task: TaskId,
    },
    /// Settled in writing, before or instead of talking: the answer goes below the notes and the item is discussed.
    AnswerNow {
        /// Which.
        item: ItemId,
        /// What was written.
        answer: String,
    },
    /// To the bin.
    DeleteItem {
        /// Which.
        item: ItemId,
    },
    /// Back from the bin.
    RestoreItem {
        /// Which.
        item: ItemId,
    },
    /// "Talk about this", or "Next": what both are at.
    SetCurrent {
        /// Whose current item.
        session: SessionId,
        /// None: nothing.
        item: Option<ItemId>,
    },

    /// Something to do.
    AddTask {
        /// New.
        task: TaskId,
        /// One line.
        title: String,
        /// Whose it should be: mine is a commitment, another's an ask.
        owner: Option<MemberId>,
        /// Already done: a pasted `- [x]` line.
        done: bool,
    },
    /// Done, let go, or open again.
    SetStanding {
        /// Which.
        task: TaskId,
        /// What it is now.
        standing: Standing,
    },
    /// Whose it is. By its owner-to-be this takes it on; by another it asks.
    SetOwner {
        /// Which.
        task: TaskId,
        /// None: nobody's yet.
        owner: Option<MemberId>,
    },
    /// By when.
    SetDue {
        /// Which.
        task: TaskId,
        /// A day.
        due: Option<Date>,
    },
    /// Where more about it is.
    SetLink {
        /// Which.
        task: TaskId,
        /// As typed; shown as a link only where it is one.
        link: String,
    },
    /// What to do first.
    SetFirstStep {
        /// Which.
        task: TaskId,
        /// One line.
        step: String,
    },
    /// A remark.
    AddComment {
        /// On what.
        task: TaskId,
        /// New.
        comment: CommentId,
        /// What it says.
        text: String,
    },
    /// One's own remark taken back.
    DeleteComment {
        /// On what.
        task: TaskId,
        /// Which.
        comment: CommentId,
    },
    /// Elsewhere in the list.
    MoveTask {
        /// Which.
        task: TaskId,
        /// Where to.
        place: Place<TaskId>,
    },
    /// To the bin.
    DeleteTask {
        /// Which.
        task: TaskId,
    },
    /// Back from the bin.
    RestoreTask {
        /// Which.
        task: TaskId,
    },

    /// A field's text was `base` on this person's screen and is `text` now. Where the document moved on meanwhile, the
    /// change is carried over to what stands there.
    Retype {
        /// Which field.
        field: TextField,
        /// What the screen showed before the change.
        base: String,
        /// What it shows after.
        text: String,
    },

    /// The clock starts: a new block.
    StartTimer {
        /// New (or derived, where it starts by itself).
        block: BlockId,
        /// Work or break.
        kind: BlockKind,
        /// Whole length in milliseconds; none is open-ended and counts up.
        budget: Option<u64>,
        /// Those present.
        with: Vec<MemberId>,
    },
    /// The clock stands still.
    PauseTimer {
        /// The block the person saw.
        block: BlockId,
    },
    /// The clock goes on.
    ResumeTimer {
        /// The block the person saw.
        block: BlockId,
    },
    /// The block ends.
    StopTimer {
        /// The block the person saw.
        block: BlockId,
    },
    /// More time.
    AddTime {
        /// The block the person saw.
        block: BlockId,
        /// Milliseconds; negative takes away.
        by: i64,
    },
    /// A latecomer joins a block that runs.
    JoinBlock {
        /// Which.
        block: BlockId,
    },
    /// What I set out to do in this block; empty takes it back. Before a start, `block` is the id it will have.
    SetIntention {
        /// Which.
        block: BlockId,
        /// One line.
        text: String,
    },
    /// What came of it.
    Report {
        /// Which.
        block: BlockId,
        /// How far.
        outcome: Outcome,
        /// A line, if one likes.
        line: String,
    },
}

/// A room's new secret, sealed to one device. What is in it is no matter of the document's.
pub type Pointer = [u8; 80];

/// Where a thing goes in its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place<Id> {
    /// Before everything.
    First,
    /// Right after this; at the end if it is gone.
    After(Id),
    /// After everything.
    Last,
}

/// A member's part. How it is called depends on the room's [`Mode`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Coach, mentor, lead, partner.
    #[default]
    Coach,
    /// Coachee, mentee, developer, partner.
    Coachee,
}

/// What kind of pair it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mode {
    /// Coach and coachee.
    #[default]
    Coaching,
    /// Mentor and mentee.
    Mentoring,
    /// Lead and developer.
    Leading,
    /// Partner and partner.
    Partners,
}

/// What became of a task.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Standing {
    /// Still to do.
    #[default]
    Open,
    /// Done.
    Done,
    /// Let go: no longer to do, and that is fine.
    LetGo,
}

/// Text that letters merge in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextField {
    /// An item's title.
    ItemTitle(ItemId),
    /// An item's notes.
    ItemNotes(ItemId),
    /// A task's title.
    TaskTitle(TaskId),
}

/// What a block is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BlockKind {
    /// Work, or talk.
    #[default]
    Work,
    /// A break.
    Break,
}

/// How a block went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// As intended.
    Done,
    /// Some of it.
    Partly,
    /// Not this time.
    NotDone,
    /// Asked, and passed over.
    Skipped,
}
