//! One's own edits taken back, and done again.
//!
//! Two layers in one order. Facts: each edit leaves its inverse, which applies only while mine is still current: add ↔
//! to the bin, set ↔ the previous value, moved ↔ the previous place. So undoing my add never destroys the other's words
//! inside it. Letters: what a run of typing inserted and deleted, taken back by yrs's `UndoManager`, one made for the
//! purpose each time: it holds raw pointers into the document and must not outlive a transaction of somebody else's.

use std::{collections::HashSet, sync::Arc};

use yrs::{
    Any, Doc, TextRef,
    undo::{Options, StackItem, UndoManager},
};

use crate::{
    id::{BlockId, ItemId, MemberId, SessionId, TaskId},
    model::Model,
    pen::Pen,
    schema::{Root, Slot},
    sessions::At,
    values::{Moment, TextField},
};

/// Typing in one field counts as one act while the pauses are no longer, in milliseconds.
const RUN_PAUSE: u64 = 1_000;
/// ... and while it is no longer than this, in UTF-16 units: what is taken back at once must fit a frame.
const RUN_LENGTH: usize = 1_024;
/// Older acts are forgotten.
const KEPT: usize = 500;

/// What an undo or a redo did, to say so and to put the focus there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edited {
    /// Taken back or done again.
    pub way: Way,
    /// What kind of act it was.
    pub verb: Verb,
    /// What it was done to.
    pub target: Target,
}

/// Taken back or done again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Taken back.
    Undone,
    /// Done again.
    Redone,
}

/// The kinds of acts that can be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Something was added.
    Add,
    /// Something went to the bin, or a remark was taken back.
    Delete,
    /// Something came back from the bin.
    Restore,
    /// Letters were typed or deleted.
    Type,
    /// An item was ticked or unticked.
    Discuss,
    /// A task was done, let go or reopened.
    SetStatus,
    /// A thing's place changed.
    Reorder,
    /// An item was put off to the next session.
    Postpone,
    /// An item that was put off came back to this session.
    TakeUp,
    /// An item became a task.
    MakeTask,
    /// An item was answered in writing.
    Answer,
    /// Both were led to another item.
    SetCurrent,
    /// A session was closed.
    Close,
    /// A session was reopened.
    Reopen,
    /// Another fact was set.
    Set,
}

/// What an act was done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The room as a whole.
    Room,
    /// A member.
    Member(MemberId),
    /// A session.
    Session(SessionId),
    /// A talking point.
    Item(ItemId),
    /// Something to do.
    Task(TaskId),
    /// A field's letters.
    Text(TextField),
    /// A block's intention or report.
    Block(BlockId),
}

/// One inverse of one stroke.
#[derive(Debug)]
pub(crate) enum Part {
    /// A value was set; `lost` once somebody else set it.
    Set { slot: Slot, before: Any, after: Any, lost: bool },
    /// A thing was added, whose `deleted` stands in this slot.
    Added { slot: Slot, lost: bool },
    /// A session was closed or reopened by my register of this revision.
    Closed { session: SessionId, before: bool, rev: u64 },
    /// Both were led on by my register of this revision.
    Current { session: SessionId, before: Option<At>, rev: u64 },
    /// Letters.
    Letters { field: TextField, stack: StackItem<()>, length: usize },
}

/// One act, as undo sees it.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) verb: Verb,
    pub(crate) target: Target,
    pub(crate) parts: Vec<Part>,
    /// When it was last added to, while it may still grow.
    pub(crate) grows: Option<Moment>,
}

/// What can be undone and redone, the latest last.
#[derive(Debug, Default)]
pub(crate) struct History {
    pub(crate) undo: Vec<Step>,
    pub(crate) redo: Vec<Step>,
}

impl History {
    /// A new act: it ends what could be done again, and may go on with the act before it.
    pub(crate) fn did(&mut self, step: Step) {
        if step.parts.is_empty() {
            // It changed nothing that could be taken back, but what was typed before and after it are two acts.
            self.pause();
            return;
        }
        self.redo.clear();
        match self.undo.last_mut() {
            Some(last) if last.goes_on_with(&step) => last.join(step),
            _ => self.undo.push(step),
        }
        if self.undo.len() > KEPT {
            self.undo.remove(0);
        }
    }

    /// What follows is another act.
    pub(crate) fn pause(&mut self) {
        if let Some(last) = self.undo.last_mut() {
            last.grows = None;
        }
    }

    /// Somebody else wrote into a slot: what I wrote there is not mine to take back any more.
    pub(crate) fn lose(&mut self, root: Root, key: &str, field: Option<&str>) {
        for part in self.undo.iter_mut().chain(&mut self.redo).flat_map(|step| &mut step.parts) {
            match part {
                Part::Set { slot, lost, .. } | Part::Added { slot, lost }
                    if slot.root == root && slot.key == key && slot.field == field =>
                {
                    *lost = true;
                }
                _ => {}
            }
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.undo.is_empty() && self.redo.is_empty()
    }
}

impl Step {
    fn goes_on_with(&self, next: &Self) -> bool {
        let (Some(before), Some(now)) = (self.grows, next.grows) else { return false };
        let in_time = now.0.saturating_sub(before.0) <= RUN_PAUSE;
        in_time && (self.verb, self.target) == (next.verb, next.target)
    }

    /// Letters join letters, a value the value before it; the rest stands beside.
    fn join(&mut self, next: Self) {
        self.grows = next.grows;
        for part in next.parts {
            match (self.parts.last_mut(), part) {
                (Some(Part::Letters { stack, length, .. }), Part::Letters { stack: more, length: added, .. })
                    if *length + added <= RUN_LENGTH =>
                {
                    stack.merge(more, |_, _| ());
                    *length += added;
                }
                (Some(Part::Set { slot, after, lost: false, .. }), Part::Set { slot: again, after: now, .. })
                    if *slot == again =>
                {
                    *after = now;
                }
                (_, part) => self.parts.push(part),
            }
        }
    }
}

/// Undoes one part that is not letters, if it is still mine to undo; the pen keeps how to do it again.
pub(crate) fn reverse(pen: &mut Pen<'_, '_>, model: &Model, part: Part) {
    let me = pen.who.me;
    match part {
        Part::Set { slot, before, after, lost: false } if pen.value(&slot) == after => {
            if !is_for_another_to_decide(&slot, &before, model, me) {
                pen.set(slot, before);
            }
        }
        Part::Added { slot, lost: false } if pen.value(&slot) == Any::Null => {
            let binned = pen.signed();
            if !is_for_another_to_decide(&slot, &binned, model, me) {
                pen.set(slot, binned);
            }
        }
        Part::Closed { session, before, rev } => match model.sessions.state(session) {
            Some((by, state)) if (by, state.rev) == (me, rev) => pen.close(session, before, state.closed, rev + 1),
            _ => {}
        },
        Part::Current { session, before, rev } => match model.sessions.at(session) {
            // Back to what they were at, since when they were at it: it has had the minutes that it had.
            Some((by, at)) if (by, at.rev) == (me, rev) => {
                let nowhere = At { rev, at: pen.who.now, item: None, clock: None };
                pen.go(session, At { rev: rev + 1, ..before.unwrap_or(nowhere) }, Some(at));
            }
            _ => {}
        },
        Part::Set { .. } | Part::Added { .. } | Part::Letters { .. } => {}
    }
}

/// Whether this would close, reopen, reassign or throw away what another has taken on since: undo may do no more than an
/// edit.
fn is_for_another_to_decide(slot: &Slot, value: &Any, model: &Model, me: MemberId) -> bool {
    let decides = match slot.field {
        Some("deleted") => *value != Any::Null,
        Some("standing" | "owner") => true,
        _ => false,
    };
    let task = || slot.key.parse().is_ok_and(|task| model.tasks.is_anothers(task, &model.members, me));
    slot.root == Root::Tasks && decides && task()
}

/// Does something to a text, and keeps what it did to the letters.
pub(crate) fn capture(doc: &Doc, text: &TextRef, origin: &'static str, work: impl FnOnce()) -> Option<StackItem<()>> {
    let mut manager = manager(Vec::new());
    manager.include_origin(origin);
    manager.expand_scope(doc, text);
    work();
    manager.undo_stack().last().cloned()
}

/// Takes back what was done to the letters of a text; gives how to do it again, or nothing if there was nothing left
/// to take back.
pub(crate) fn take_back(doc: &Doc, text: &TextRef, stack: StackItem<()>) -> Option<StackItem<()>> {
    let mut manager = manager(vec![stack]);
    manager.expand_scope(doc, text);
    if manager.undo_blocking() { manager.redo_stack().last().cloned() } else { None }
}

fn manager(init_undo_stack: Vec<StackItem<()>>) -> UndoManager<()> {
    UndoManager::with_options(Options {
        capture_timeout_millis: 0,
        tracked_origins: HashSet::new(),
        capture_transaction: None,
        // It asks only how much time passed between two acts of one manager; ours sees one.
        timestamp: Arc::new(|| 0),
        init_undo_stack,
        init_redo_stack: Vec::new(),
    })
}
