//! Undo and redo of one's own edits.
//!
//! An undo step has parts of two kinds. Facts: the inverse of what an edit wrote, which applies only while what it wrote
//! still stands: add ↔ to the bin, set ↔ the previous value, reordered ↔ the previous place. So undoing my add never destroys
//! the other's words inside it. Letters: what a run of typing inserted and deleted, reversed by an `UndoManager` of yrs that is
//! made for each use: it holds raw pointers into the document and must not outlive a transaction of somebody else's. `[Y 15]`

use std::{collections::HashSet, sync::Arc};

use yrs::{
    Any, Doc, TextRef,
    undo::{Options, StackItem, UndoManager},
};

use crate::{
    model::Model,
    register::of_version,
    schema::{self, Root, Slot},
    values::{Moment, Target, Verb, Way},
    writer::{Part, Writer},
};

/// Typing in one field is one step while the pauses are no longer, in milliseconds.
const RUN_PAUSE: u64 = 1_000;
/// ... and while it is no longer than this, in UTF-16 units: what is undone at once must fit a frame.
const RUN_LENGTH: usize = 1_024;
/// Older steps are forgotten.
const KEPT: usize = 500;

/// What an undo or a redo did, to say so and to put the focus there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edited {
    pub way: Way,
    /// What the edit was that was undone or redone.
    pub verb: Verb,
    pub target: Target,
}

/// What one undo or redo reverses: one edit, or a run of typing.
#[derive(Debug)]
pub(crate) struct UndoStep {
    pub(crate) verb: Verb,
    pub(crate) target: Target,
    pub(crate) parts: Vec<Part>,
    /// When it was last typed to, while the run may go on.
    pub(crate) grows: Option<Moment>,
}

/// Steps that can be undone and redone, the latest last.
#[derive(Debug, Default)]
pub(crate) struct History {
    pub(crate) undo: Vec<UndoStep>,
    pub(crate) redo: Vec<UndoStep>,
}

impl History {
    /// An edit was made: nothing can be redone any more. It is a new step, or goes on with a run of typing.
    pub(crate) fn did(&mut self, step: UndoStep) {
        if step.parts.is_empty() {
            // There is nothing to undo, but what was typed before and after it are two runs.
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

    /// What follows is another step.
    pub(crate) fn pause(&mut self) {
        if let Some(last) = self.undo.last_mut() {
            last.grows = None;
        }
    }

    /// Somebody else wrote into a slot: what I wrote there is not mine to undo any more.
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

impl UndoStep {
    fn goes_on_with(&self, next: &Self) -> bool {
        let (Some(before), Some(now)) = (self.grows, next.grows) else { return false };
        let in_time = now.0.saturating_sub(before.0) <= RUN_PAUSE;
        in_time && (self.verb, self.target) == (next.verb, next.target)
    }

    /// Letters are merged with the letters before them, a value takes the place of the value before it; other parts are added.
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

/// Undoes one part that is not letters, if it is still mine to undo; the writer records how to redo it.
pub(crate) fn reverse(writer: &mut Writer<'_, '_>, model: &Model, part: Part) {
    let who = writer.who;
    let may_set = |slot: &Slot, value: &Any| model.concepts.may_set(slot, value, &model.context, who);
    match part {
        Part::Set { slot, before, after, lost: false } if writer.value(&slot) == after => {
            if may_set(&slot, &before) {
                writer.set(slot, before);
            }
        }
        Part::Added { slot, lost: false } if writer.value(&slot) == Any::Null => {
            let deleted = writer.signed();
            if may_set(&slot, &deleted) {
                writer.set(slot, deleted);
            }
        }
        Part::Versioned { slot, rev, before, dated } if model.concepts.latest_rev(&slot) == Some(rev) => {
            if slot.key.ends_with(&who.me.to_string()) {
                let at = schema::moment(schema::part(&before, 1)).filter(|_| dated).unwrap_or(who.now);
                let version = of_version(rev + 1, at, schema::parts(&before).get(2..).unwrap_or_default());
                let undone = writer.value(&slot);
                writer.set_version(slot, rev + 1, version, undone, dated);
            }
        }
        Part::Set { .. } | Part::Added { .. } | Part::Versioned { .. } | Part::Letters { .. } => {}
    }
}

/// Changes a text, and gives what that did to its letters.
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
        // A manager asks only how much time passed between two changes; each of ours sees one.
        timestamp: Arc::new(|| 0),
        init_undo_stack,
        init_redo_stack: Vec::new(),
    })
}
