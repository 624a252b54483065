//! Undo and redo of one's own edits.
//!
//! An undo step has parts of two kinds. Facts: the inverse of what an edit wrote, which applies only while that value
//! is still there: add ↔ move to the bin (unless others wrote in the row), set ↔ the previous value, reorder ↔ the previous place. So undoing my add
//! never destroys the other's words inside it. Letters: what a run of typing inserted and deleted, reversed by an
//! `UndoManager` of yrs that is made for each use: it holds raw pointers into the document and must not outlive a
//! transaction of somebody else's. `[Y 15]`

use std::{collections::HashSet, sync::Arc};

use yrs::{
    Any, Doc, TextRef,
    undo::{Options, StackItem, UndoManager},
};

use crate::{
    model::Model,
    register::of_version,
    schema::{self, Root, Slot},
    text::{self, Splice},
    values::{Moment, Target, Verb, Way},
    writer::{Part, Writer},
};

/// The longest pause within a run of typing in one field, which is one undo step; in milliseconds.
const RUN_PAUSE: u64 = 1_000;
/// The longest run of typing, in UTF-16 units: nobody wants more taken back by one key than they look over.
const RUN_LENGTH: usize = 20;
/// The most steps kept; older ones are forgotten.
const KEPT: usize = 500;

/// What an undo or a redo did, so that a screen can say it and move the focus there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edited {
    pub way: Way,
    /// What kind of edit was undone or redone.
    pub verb: Verb,
    pub target: Target,
}

/// What one undo or redo reverses: one edit, or a run of typing.
#[derive(Debug)]
pub(crate) struct UndoStep {
    pub(crate) verb: Verb,
    pub(crate) target: Target,
    pub(crate) parts: Vec<Part>,
    /// When the run of typing last grew; `None` if it cannot grow.
    pub(crate) grows: Option<Moment>,
    /// What the run does to the letters of a text; `None` if it changes a value.
    pub(crate) run: Option<TypingRun>,
}

/// What a run of typing does to the letters of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TypingRun {
    /// It inserts. A word with the blanks behind it is one run: the next word begins another.
    Inserts {
        begins_blank: bool,
        ends_blank: bool,
    },
    Deletes,
}

/// The undo stack and the redo stack, each with its latest step last.
#[derive(Debug, Default)]
pub(crate) struct History {
    pub(crate) undo: Vec<UndoStep>,
    pub(crate) redo: Vec<UndoStep>,
}

impl History {
    /// Records an edit: it continues a run of typing or becomes a new step, and the redo stack is cleared.
    pub(crate) fn did(&mut self, step: UndoStep) {
        if step.parts.is_empty() {
            // An edit without parts cannot be undone, but it separates the typing before it from the typing after it.
            self.pause();
            return;
        }
        self.redo.clear();
        match self.undo.last_mut() {
            Some(last) if last.continues(&step) => last.join(step),
            _ => self.undo.push(step),
        }
        if self.undo.len() > KEPT {
            self.undo.remove(0);
        }
    }

    /// Records an edit as another part of the step recorded last.
    pub(crate) fn did_also(&mut self, step: UndoStep) {
        match self.undo.last_mut() {
            Some(last) => {
                self.redo.clear();
                last.parts.extend(step.parts);
                last.grows = None;
            }
            None => self.did(step),
        }
    }

    /// Ends the run of typing: what follows becomes a step of its own.
    pub(crate) fn pause(&mut self) {
        if let Some(last) = self.undo.last_mut() {
            last.grows = None;
        }
    }

    /// Somebody else wrote into a slot: what I wrote there can no longer be undone.
    pub(crate) fn lose(&mut self, root: Root, key: &str, field: Option<&str>) {
        for part in self.undo.iter_mut().chain(&mut self.redo).flat_map(|step| &mut step.parts) {
            match part {
                Part::Set { slot, lost, .. } | Part::Added { slot, lost, .. }
                    if slot.root == root && slot.key == key && slot.field == field =>
                {
                    *lost = true;
                }
                _ => {}
            }
        }
    }

    /// Somebody else wrote in a text of a row: to undo that I added the row would take away their words.
    pub(crate) fn note_written(&mut self, root: Root, key: &str) {
        for part in self.undo.iter_mut().flat_map(|step| &mut step.parts) {
            if let Part::Added { slot, is_written, .. } = part
                && slot.root == root
                && slot.key == key
            {
                *is_written = true;
            }
        }
    }

    /// Registers have the values again that they had before a step in this direction, which wrote over these revisions: so the step
    /// that had set such a value is what goes back or forth next. (Else a second undo would find its version superseded by the first.)
    pub(crate) fn restored(&mut self, way: Way, written_over: &[(Slot, u64)], parts: &[Part]) {
        for part in parts {
            let Part::Versioned { slot, rev, value, .. } = part else { continue };
            let over = written_over.iter().find(|(of, _)| of == slot).map(|(_, over)| *over);
            let is_meant = |earlier: &&mut Part| matches!(earlier, Part::Versioned { slot: of, rev: set, value: to, .. } if of == slot && Some(*set) == over && to == value);
            let found = self.steps(way).iter_mut().rev().flat_map(|step| &mut step.parts).find(is_meant);
            if let Some(Part::Versioned { rev: set, .. }) = found {
                *set = *rev;
            }
        }
    }

    /// The steps of a direction.
    pub(crate) fn steps(&mut self, way: Way) -> &mut Vec<UndoStep> {
        match way {
            Way::Undone => &mut self.undo,
            Way::Redone => &mut self.redo,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.undo.is_empty() && self.redo.is_empty()
    }
}

impl TypingRun {
    /// What a splice does to a text, if it may be a part of a run. What is pasted or dictated, and what replaces letters, is not:
    /// it is a step of its own.
    pub(crate) fn of(splices: &[Splice]) -> Option<Self> {
        let [Splice { remove, insert, .. }] = splices else { return None };
        let is_blank = |letter: Option<char>| letter.is_some_and(char::is_whitespace);
        match (*remove, insert.trim().contains(char::is_whitespace)) {
            (1.., _) if insert.is_empty() && *remove as usize <= RUN_LENGTH => Some(Self::Deletes),
            (0, false) if text::units(insert) <= RUN_LENGTH => Some(Self::Inserts {
                begins_blank: is_blank(insert.chars().next()),
                ends_blank: is_blank(insert.chars().next_back()),
            }),
            _ => None,
        }
    }
}

impl UndoStep {
    /// Whether it adds a row in which somebody else has written since.
    pub(crate) fn is_written_in(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Added { is_written: true, lost: false, .. }))
    }

    /// Whether something of it can still be reversed, as far as is known without trying.
    pub(crate) fn is_left(&self, model: &Model) -> bool {
        self.parts.iter().any(|part| match part {
            Part::Set { lost, .. } | Part::Added { lost, .. } => !lost,
            Part::Versioned { slot, rev, .. } => model.concepts.latest_rev(slot) == Some(*rev),
            Part::Letters { .. } => true,
        })
    }

    fn continues(&self, next: &Self) -> bool {
        let (Some(before), Some(now)) = (self.grows, next.grows) else { return false };
        let in_time = now.0.saturating_sub(before.0) <= RUN_PAUSE;
        let in_word = match (self.run, next.run) {
            (None, None) | (Some(TypingRun::Deletes), Some(TypingRun::Deletes)) => true,
            (Some(TypingRun::Inserts { ends_blank, .. }), Some(TypingRun::Inserts { begins_blank, .. })) => {
                !ends_blank || begins_blank
            }
            _ => false,
        };
        let fits = next.run.is_none() || self.letters() + next.letters() <= RUN_LENGTH;
        in_time && in_word && fits && (self.verb, self.target) == (next.verb, next.target)
    }

    /// How many letters it inserted or deleted, in UTF-16 units.
    fn letters(&self) -> usize {
        let length = |part: &Part| if let Part::Letters { length, .. } = part { *length } else { 0 };
        self.parts.iter().map(length).sum()
    }

    /// Merges letters into the last letters, and a value into the last value of the same slot; adds other parts.
    fn join(&mut self, next: Self) {
        (self.grows, self.run) = (next.grows, next.run);
        for part in next.parts {
            match (self.parts.last_mut(), part) {
                (Some(Part::Letters { stack, length, .. }), Part::Letters { stack: more, length: added, .. }) => {
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

/// Reverses a part that is not letters, unless somebody else changed its value since; the writer records how to redo
/// it.
pub(crate) fn reverse(writer: &mut Writer<'_, '_>, model: &Model, part: Part) {
    let who = writer.who;
    let may_set = |slot: &Slot, value: &Any| model.concepts.may_set(slot, value, &model.context, who);
    match part {
        Part::Set { slot, before, after, lost: false } if writer.value(&slot) == after => {
            if may_set(&slot, &before) {
                let comes_back = slot.field == Some("deleted") && before == Any::Null;
                let row = slot.clone();
                writer.set(slot, before);
                // The row is there again, as if it was added.
                if let Some(last) = writer.parts.last_mut().filter(|_| comes_back) {
                    *last = Part::Added { slot: row, lost: false, is_written: false };
                }
            }
        }
        Part::Added { slot, lost: false, is_written: false } if writer.value(&slot) == Any::Null => {
            let deleted = writer.signed();
            if may_set(&slot, &deleted) {
                writer.set(slot, deleted);
            }
        }
        Part::Versioned { slot, rev, before, dated, .. } if model.concepts.latest_rev(&slot) == Some(rev) => {
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

/// Performs `work` on a text, and returns what it did to the letters.
pub(crate) fn capture(doc: &Doc, text: &TextRef, origin: &'static str, work: impl FnOnce()) -> Option<StackItem<()>> {
    let mut manager = manager(Vec::new());
    manager.include_origin(origin);
    manager.expand_scope(doc, text);
    work();
    manager.undo_stack().last().cloned()
}

/// Reverses what was done to the letters of a text. Returns how to redo it, or `None` if nothing was left to reverse.
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
        // The manager only measures the time between two changes; each of these managers sees one change.
        timestamp: Arc::new(|| 0),
        init_undo_stack,
        init_redo_stack: Vec::new(),
    })
}
