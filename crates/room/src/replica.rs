//! One replica of a room: edits go in, updates come out, updates of others are merged, a view is read.
//!
//! Every transaction is opened in [`Room::write`] or [`Room::read`]. Observers only queue what changed; the facts are
//! derived from the queue, the view from the facts.

use std::{cell::RefCell, rc::Rc};

use yrs::{
    Assoc, Doc, GetString, IndexedSequence, ReadTxn, Text, TextRef, Transact, Transaction, TransactionMut,
    block::ClientID, updates::encoder::Encode,
};

use crate::{
    about::Schema,
    digest,
    edit::{Change, Concepts, Edit},
    id::{ItemId, KeyId},
    invitations::Invitation,
    model::{self, Model, TimedView},
    passages::{Keeper, KeptIn, Written},
    schema::{self, Roots},
    text::{self, Anchor, TextEdit},
    undo::{self, Edited, History, TypingRun, UndoStep},
    values::{Moment, Refused, Target, TextField, UndoName, Way, Who},
    view::View,
    watch::{self, LOAD, LOCAL, Queue, REMOTE},
    writer::{self, Part, Typing, Writer},
    yrs_guard::{Damaged, Pending, Validated},
};

/// How many facts an undo reverses in one transaction.
const PARTS_AT_ONCE: usize = 128;

/// One replica of a room.
pub struct Room {
    doc: Doc,
    roots: Roots,
    queue: Rc<RefCell<Queue>>,
    model: Model,
    history: History,
    keeper: Keeper,
    shown: Option<TimedView>,
    /// The facts changed since the view was derived.
    stale: bool,
    pending: Pending,
}

impl Room {
    /// An empty room. `client` is its yrs client id, a fresh random number of 53 bits for every page load: two replicas that
    /// share one diverge.
    pub fn new(client: u64) -> Self {
        let (doc, roots) = schema::document(client, &Concepts::roots());
        let room = Self {
            doc,
            roots,
            queue: Rc::default(),
            model: Model::default(),
            history: History::default(),
            keeper: Keeper::default(),
            shown: None,
            stale: true,
            pending: Pending::default(),
        };
        watch::observe(&room.doc, &room.roots, &room.queue);
        room
    }

    /// Performs an edit at once. [`Room::take_updates`] returns the updates that it made.
    ///
    /// # Errors
    /// The edit does not apply; nothing was changed.
    pub fn edit(&mut self, who: Who, edit: impl Into<Edit>) -> Result<(), Refused> {
        self.perform(who, &edit.into())
    }

    fn perform(&mut self, who: Who, edit: &Edit) -> Result<(), Refused> {
        match edit {
            Edit::Also(edit) => {
                let step = self.perform_step(who, edit)?;
                self.history.did_also(step);
            }
            edit => {
                let step = self.perform_step(who, edit)?;
                self.history.did(step);
            }
        }
        Ok(())
    }

    fn perform_step(&mut self, who: Who, edit: &Edit) -> Result<UndoStep, Refused> {
        self.catch_up();
        if self.model.concepts.about.schema() == Schema::Newer {
            return Err(Refused::ReadOnly);
        }
        let UndoName { verb, target, typed } = edit.undo_name();
        self.model.concepts.about.allows(target)?;
        self.model.allows(who, edit)?;
        let mut run = None;
        let (mut parts, typing) = match edit {
            Edit::Text(TextEdit::Retype { field, base, text, caret }) => {
                let typing = self.retype(*field, base, text, *caret)?;
                run = TypingRun::of(&typing.splices);
                (Vec::new(), vec![typing])
            }
            edit => {
                let (model, roots) = (&self.model, &self.roots);
                let done = Self::write(&self.doc, LOCAL, |txn| {
                    let mut writer = Writer::new(txn, roots, model::slot_of, who);
                    model.perform(&mut writer, edit)?;
                    Ok((writer.parts, writer.typing))
                });
                done.ok_or(Refused::Busy)??
            }
        };
        for typing in typing {
            parts.extend(self.type_in(who, typing));
        }
        let is_run = typed && (run.is_some() || !matches!(edit, Edit::Text(_)));
        Ok(UndoStep { verb, target, parts, grows: is_run.then_some(who.now), run })
    }

    /// Whether the room went on under another key than this one.
    pub fn has_left(&mut self, key: KeyId) -> bool {
        self.catch_up();
        self.model.concepts.devices.has_left(key)
    }

    /// The invitations that members made, in no order.
    pub fn invitations(&mut self) -> impl Iterator<Item = &Invitation> {
        self.catch_up();
        self.model.concepts.invitations.all()
    }

    /// Undoes one's own last edit of this page load that can still be undone.
    ///
    /// # Errors
    /// There is nothing to undo, or this version only reads the room.
    pub fn undo(&mut self, who: Who) -> Result<Edited, Refused> {
        self.turn_back(who, Way::Undone, None)
    }

    /// Redoes what was undone last.
    ///
    /// # Errors
    /// There is nothing to redo, or this version only reads the room.
    pub fn redo(&mut self, who: Who) -> Result<Edited, Refused> {
        self.turn_back(who, Way::Redone, None)
    }

    /// Undoes one's own last typing in this field, and nothing else.
    ///
    /// # Errors
    /// There is nothing to undo in it, or this version only reads the room.
    pub fn undo_in(&mut self, who: Who, field: TextField) -> Result<Edited, Refused> {
        self.turn_back(who, Way::Undone, Some(field))
    }

    /// Redoes what was undone last in this field.
    ///
    /// # Errors
    /// There is nothing to redo in it, or this version only reads the room.
    pub fn redo_in(&mut self, who: Who, field: TextField) -> Result<Edited, Refused> {
        self.turn_back(who, Way::Redone, Some(field))
    }

    /// What [`Room::undo`] would take back, as far as is known without trying.
    pub fn next_undo(&mut self) -> Option<Edited> {
        self.next_of(Way::Undone)
    }

    /// What [`Room::redo`] would do again, as far as is known without trying.
    pub fn next_redo(&mut self) -> Option<Edited> {
        self.next_of(Way::Redone)
    }

    fn next_of(&mut self, way: Way) -> Option<Edited> {
        self.catch_up();
        let Self { history, model, .. } = self;
        let step = history.steps(way).iter().rev().find(|step| step.is_left(model))?;
        Some(Edited { way, verb: step.verb, target: step.target })
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        !self.history.undo.is_empty()
    }

    /// Whether there is something to redo.
    pub fn can_redo(&self) -> bool {
        !self.history.redo.is_empty()
    }

    /// The updates that edits here made since the last call: v1, at most 48 KiB each.
    pub fn take_updates(&mut self) -> Vec<Vec<u8>> {
        std::mem::take(&mut self.queue.borrow_mut().updates)
    }

    /// Merges a v1 update that arrived; returns what changed.
    ///
    /// # Errors
    /// The update is malformed. Rebuild this replica without it: a part of it may have been applied.
    pub fn apply(&mut self, update: &[u8]) -> Result<Vec<Change>, Damaged> {
        let update = Validated::update(update)?;
        self.catch_up();
        let pending = &mut self.pending;
        let merged = Self::write(&self.doc, REMOTE, |txn| pending.merge(txn, &update));
        let (theirs, written) = {
            let mut queue = self.queue.borrow_mut();
            (std::mem::take(&mut queue.theirs), std::mem::take(&mut queue.written))
        };
        if !self.history.is_empty() {
            for (root, key) in written {
                self.history.note_written(root, &key);
            }
            for (root, key, field) in theirs {
                self.history.lose(root, &key, field.as_deref());
            }
        }
        merged.unwrap_or(Err(Damaged)).map(|()| self.catch_up())
    }

    /// Reads the concepts whose code has come since this room was begun; returns what they hold, as changes.
    pub fn learn(&mut self) -> Vec<Change> {
        self.catch_up();
        let (model, roots) = (&mut self.model, &self.roots);
        let learned = Self::read(&self.doc, |txn| model.learn(txn, roots)).unwrap_or_default();
        // The view says which are read.
        self.stale = true;
        learned
    }

    /// Merges a v2 snapshot that was stored.
    ///
    /// # Errors
    /// The snapshot is malformed. Rebuild this replica without it: a part of it may have been applied.
    pub fn load(&mut self, snapshot: &[u8]) -> Result<(), Damaged> {
        let snapshot = Validated::snapshot(snapshot)?;
        // Without observers: queueing every key of a large room costs more than reading it all afterwards.
        watch::unobserve(&self.doc, &self.roots);
        let pending = &mut self.pending;
        let merged = Self::write(&self.doc, LOAD, |txn| pending.load(txn, &snapshot));
        watch::observe(&self.doc, &self.roots, &self.queue);
        self.queue.borrow_mut().changed = Vec::new();
        let roots = &self.roots;
        self.model = Self::read(&self.doc, |txn| Model::read_all(txn, roots)).unwrap_or_default();
        self.stale = true;
        merged.unwrap_or(Err(Damaged))
    }

    /// After a failed [`Room::apply`]: the pending update that is at fault, if it is not the one that was applied.
    pub fn culprit(&self) -> Option<&[u8]> {
        self.pending.culprit()
    }

    /// Whether somebody else writes under this replica's client id. Rebuild the replica under another id before
    /// anything is written here: a block written here would get a clock that one of theirs already has.
    pub fn has_collided(&self) -> bool {
        self.pending.has_collided()
    }

    /// The whole document, v2, without pending updates.
    pub fn snapshot(&self) -> Vec<u8> {
        Self::read(&self.doc, |txn| self.pending.snapshot(txn)).unwrap_or_default()
    }

    /// Its state vector, v1: up to which clock it has each client's blocks.
    pub fn state_vector(&self) -> Vec<u8> {
        Self::read(&self.doc, |txn| txn.state_vector().encode_v1()).unwrap_or_default()
    }

    /// The clock up to which a client's blocks are here without a gap.
    pub fn count_of(&self, client: u64) -> u64 {
        Self::read(&self.doc, |txn| txn.state_vector().get(&ClientID::new(client)).into()).unwrap_or_default()
    }

    /// What a replica with this state vector lacks, as one v1 update, all deletions included.
    ///
    /// # Errors
    /// It is no state vector.
    pub fn missing_from(&self, state_vector: &[u8]) -> Result<Vec<u8>, Damaged> {
        Self::read(&self.doc, |txn| self.pending.missing_from(txn, state_vector)).unwrap_or_else(|| Ok(Vec::new()))
    }

    /// Whether an update is pending, or there is a gap.
    pub fn has_pending(&self) -> bool {
        Self::read(&self.doc, |txn| self.pending.is_incomplete(txn)).unwrap_or_default()
    }

    /// Equal for two replicas if and only if they show the same content and hold the same blocks. The same content alone is not
    /// enough: where a name was changed and changed back, a replica without both blocks shows it all the same, and what
    /// their author wrote next waits there for ever.
    pub fn digest(&self) -> [u8; 32] {
        Self::read(&self.doc, |txn| digest::digest(txn, &self.roots)).unwrap_or_default()
    }

    /// What a screen shows. While nothing changed it is the same `Rc` as before, and so is every unchanged part of
    /// it. `now` matters only for rows that leave the bin.
    pub fn view(&mut self, now: Moment) -> Rc<View> {
        self.catch_up();
        match &self.shown {
            Some(TimedView { view, until }) if !self.stale && until.is_none_or(|until| now < until) => view.clone(),
            old => {
                let shown = self.model.show(old.as_ref().map(|old| &*old.view), now);
                let view = shown.view.clone();
                self.shown = Some(shown);
                self.stale = false;
                view
            }
        }
    }

    /// A field's text as it is now; `None` if the field does not exist.
    pub fn text(&self, field: TextField) -> Option<Rc<str>> {
        Self::read(&self.doc, |txn| self.shared(txn, field).map(|text| text.get_string(txn)))
            .flatten()
            .map(|text| if field.is_one_line() { text::one_line(&text) } else { text })
            .map(Rc::from)
    }

    /// Who wrote what of an item's notes, in the order of the letters; nothing if the item does not exist.
    pub fn written(&mut self, item: ItemId) -> Vec<Written> {
        self.catch_up();
        let Model { concepts, context } = &self.model;
        let written = Self::read(&self.doc, |txn| {
            let notes = self.shared(txn, TextField::ItemNotes(item))?;
            Some(concepts.passages.written(txn, &notes, &context.people))
        });
        written.flatten().unwrap_or_default()
    }

    /// An anchor at a place in a field, in UTF-16 units of [`Room::text`]; `None` if the field does not exist.
    pub fn anchor(&self, field: TextField, at: u32) -> Option<Anchor> {
        Self::read(&self.doc, |txn| self.shared(txn, field)?.sticky_index(txn, at, Assoc::Before)).flatten().map(Anchor)
    }

    /// Where the anchor is now; `None` if this replica lacks the letter that the anchor is attached to.
    pub fn offset(&self, anchor: &Anchor) -> Option<u32> {
        Self::read(&self.doc, |txn| anchor.0.get_offset(txn)).flatten().map(|offset| offset.index)
    }

    /// The only place that opens a write transaction. No other transaction can be open, as the caller borrows the
    /// room; if one were, this does nothing instead of a panic.
    fn write<T>(doc: &Doc, origin: &'static str, work: impl FnOnce(&mut TransactionMut<'_>) -> T) -> Option<T> {
        doc.try_transact_mut_with(origin).ok().map(|mut txn| work(&mut txn))
    }

    /// The only place that opens a read transaction.
    fn read<T>(doc: &Doc, work: impl FnOnce(&Transaction<'_>) -> T) -> Option<T> {
        doc.try_transact().ok().map(|txn| work(&txn))
    }

    /// Reads what observers queued, and reports what changed.
    fn catch_up(&mut self) -> Vec<Change> {
        let changed = std::mem::take(&mut self.queue.borrow_mut().changed);
        if changed.is_empty() {
            return Vec::new();
        }
        self.stale = true;
        let (model, roots) = (&mut self.model, &self.roots);
        Self::read(&self.doc, |txn| model.read(txn, roots, &changed)).unwrap_or_default()
    }

    /// A field's shared text.
    fn shared(&self, txn: &impl ReadTxn, field: TextField) -> Option<TextRef> {
        self.roots.shared(txn, &model::slot_of(field))
    }

    /// The splices that turn what the field held into what the person typed.
    fn retype(&self, field: TextField, base: &str, text: &str, caret: Option<u32>) -> Result<Typing, Refused> {
        let text = if field.is_one_line() { text::one_line(text) } else { text.to_owned() };
        let found = Self::read(&self.doc, |txn| {
            self.shared(txn, field).map(|shared| (shared.get_string(txn), shared.len(txn) as usize))
        });
        let (current, units) = found.ok_or(Refused::Busy)?.ok_or(Refused::Gone)?;
        if text::units(&current) != units {
            // The value is no shared text, which only a newer version can have written.
            return Err(Refused::ReadOnly);
        }
        let (length, most) = (text.chars().count(), text::limit(field));
        if length > most {
            // The limit applies to the text in the room, which others may have shortened meanwhile.
            let before = current.chars().count();
            let length = before.saturating_add_signed(text::growth(base, &text, &current));
            if length > most && length > before {
                return Err(Refused::Text { length, most });
            }
        }
        Ok(Typing { field, splices: text::retype(base, &text, &current, caret), undoable: true })
    }

    /// Performs splices, each in a transaction of its own so that its update fits a frame.
    fn type_in(&mut self, who: Who, typing: Typing) -> Vec<Part> {
        let mut parts = Vec::new();
        for splice in typing.splices {
            let Some(text) = Self::read(&self.doc, |txn| self.shared(txn, typing.field)).flatten() else { break };
            let Self { doc, roots, keeper, model, .. } = self;
            if let TextField::ItemNotes(item) = typing.field
                && keeper.is_concerned(who.now, &splice)
            {
                let room = KeptIn { roots, passages: &model.concepts.passages };
                Self::write(doc, LOCAL, |txn| keeper.before(txn, &room, who, (item, &text), &splice));
            }
            let work = || {
                Self::write(&self.doc, LOCAL, |txn| writer::splice(txn, &text, &splice));
            };
            if typing.undoable {
                let length = splice.remove as usize + text::units(&splice.insert);
                let stack = undo::capture(&self.doc, &text, LOCAL, work);
                parts.extend(stack.map(|stack| Part::Letters { field: typing.field, stack, length }));
            } else {
                work();
            }
        }
        parts
    }

    /// Reverses the last step of one stack, or its last step that typed in one `field`, and puts its inverse on the other stack.
    /// Steps of which nothing is left to reverse are skipped; that a row was added in which somebody else has written since is
    /// refused and forgotten.
    fn turn_back(&mut self, who: Who, way: Way, field: Option<TextField>) -> Result<Edited, Refused> {
        self.catch_up();
        if self.model.concepts.about.schema() == Schema::Newer {
            return Err(Refused::ReadOnly);
        }
        self.history.pause();
        loop {
            let from = self.history.steps(way);
            let is_meant = |step: &UndoStep| field.is_none_or(|field| step.target == Target::Text(field));
            let Some(at) = from.iter().rposition(is_meant) else {
                return Err(field.map_or(Refused::Nothing(way), |_| Refused::NothingInText(way)));
            };
            self.model.concepts.about.allows(from[at].target)?;
            let step = from.remove(at);
            if step.is_written_in() {
                return Err(Refused::WrittenIn(step.target));
            }
            let UndoStep { verb, target, parts, .. } = step;
            let written_over: Vec<_> = parts.iter().filter_map(Part::written_over).collect();
            let parts = self.reverse(who, parts);
            if !parts.is_empty() {
                self.history.restored(way, &written_over, &parts);
                let to = match way {
                    Way::Undone => &mut self.history.redo,
                    Way::Redone => &mut self.history.undo,
                };
                to.push(UndoStep { verb, target, parts, grows: None, run: None });
                return Ok(Edited { way, verb, target });
            }
        }
    }

    /// Reverses parts, the last first; returns the parts that do them again, in the order in which they were
    /// reversed.
    fn reverse(&mut self, who: Who, parts: Vec<Part>) -> Vec<Part> {
        let (letters, facts): (Vec<_>, Vec<_>) =
            parts.into_iter().rev().partition(|part| matches!(part, Part::Letters { .. }));
        let (model, roots) = (&self.model, &self.roots);
        let mut done = Vec::new();
        let mut facts = facts.into_iter();
        // In several transactions, so that each update fits a frame.
        while facts.len() > 0 {
            let some = facts.by_ref().take(PARTS_AT_ONCE);
            let reversed = Self::write(&self.doc, LOCAL, |txn| {
                let mut writer = Writer::new(txn, roots, model::slot_of, who);
                some.for_each(|part| undo::reverse(&mut writer, model, part));
                writer.parts
            });
            done.extend(reversed.unwrap_or_default());
        }
        for part in letters {
            let Part::Letters { field, stack, length } = part else { continue };
            if self.model.may_type(who, field).is_err() {
                continue;
            }
            let Some(text) = Self::read(&self.doc, |txn| self.shared(txn, field)).flatten() else { continue };
            let Self { doc, roots, keeper, .. } = self;
            if matches!(field, TextField::ItemNotes(_)) && !keeper.is_in_hour(who.now) {
                // Letters that come back are letters of this page.
                Self::write(doc, LOCAL, |txn| keeper.begin_hour(txn, roots, who));
            }
            let stack = undo::take_back(&self.doc, &text, stack);
            done.extend(stack.map(|stack| Part::Letters { field, stack, length }));
        }
        done
    }
}
