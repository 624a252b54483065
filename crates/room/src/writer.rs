//! The open transaction of one edit, with who makes it and when. It records the parts that undo reverses.

use yrs::{Any, Map, MapPrelim, MapRef, Text, TextPrelim, TransactionMut, undo::StackItem};

use crate::{
    order::Order,
    schema::{Root, Roots, Slot, of_id, of_number, of_parts},
    text::{self, Splice},
    values::{TextField, Who},
};

/// Writes one edit's values, in one transaction.
pub(crate) struct Writer<'w, 'doc> {
    txn: &'w mut TransactionMut<'doc>,
    roots: &'w Roots,
    pub(crate) who: Who,
    /// What undo reverses.
    pub(crate) parts: Vec<Part>,
    /// Text that follows in further transactions, one a splice.
    pub(crate) typing: Vec<Typing>,
}

/// One thing that an edit did, as undo reverses it.
#[derive(Debug)]
pub(crate) enum Part {
    /// A value was set; `lost` once somebody else set it.
    Set { slot: Slot, before: Any, after: Any, lost: bool },
    /// A row was added, whose `deleted` stands in this slot.
    Added { slot: Slot, lost: bool },
    /// A register got a version of mine: see [`Writer::set_version`].
    Versioned { slot: Slot, rev: u64, before: Any, dated: bool },
    /// Letters were typed or deleted, so many in UTF-16 units.
    Letters { field: TextField, stack: StackItem<()>, length: usize },
}

/// Splices of one field.
#[derive(Debug)]
pub(crate) struct Typing {
    pub(crate) field: TextField,
    pub(crate) splices: Vec<Splice>,
    /// Whether undo reverses them; not where it reverses the adding of what holds the field.
    pub(crate) undoable: bool,
}

impl<'w, 'doc> Writer<'w, 'doc> {
    pub(crate) fn new(txn: &'w mut TransactionMut<'doc>, roots: &'w Roots, who: Who) -> Self {
        Self { txn, roots, who, parts: Vec::new(), typing: Vec::new() }
    }

    /// Sets a value that undo sets back, if it is still this one.
    pub(crate) fn set(&mut self, slot: Slot, after: Any) {
        let before = self.roots.value(self.txn, &slot).unwrap_or(Any::Null);
        if before != after && self.put(&slot, after.clone()) {
            self.parts.push(Part::Set { slot, before, after, lost: false });
        }
    }

    /// Sets a value for good.
    pub(crate) fn write(&mut self, slot: Slot, value: Any) {
        if self.roots.value(self.txn, &slot).unwrap_or(Any::Null) != value {
            self.put(&slot, value);
        }
    }

    /// What stands in a slot now.
    pub(crate) fn value(&self, slot: &Slot) -> Any {
        self.roots.value(self.txn, slot).unwrap_or(Any::Null)
    }

    /// A new map with shared texts in it, made at once: two texts made later under one key would lose one. A text
    /// longer than goes at once follows.
    pub(crate) fn create(&mut self, root: Root, key: String, texts: &[(&'static str, TextField, &str)]) {
        let map: MapRef = self.roots.of(root).insert(self.txn, key.as_str(), MapPrelim::default());
        for (name, field, content) in texts {
            let (now, later) = text::at_once(content);
            map.insert(self.txn, *name, TextPrelim::new(now));
            if !later.is_empty() {
                let splices = text::insert(text::units(now), later);
                self.typing.push(Typing { field: *field, splices, undoable: false });
            }
        }
        self.parts.push(Part::Added { slot: Slot::field(root, key, "deleted"), lost: false });
    }

    /// My version of a register, in this slot. Undo writes a version that says `before`, which has no moment where that is
    /// the moment of undoing; `dated` if when it was is part of what it says, so that the redo brings that back as well.
    pub(crate) fn set_version(&mut self, slot: Slot, rev: u64, version: Any, before: Any, dated: bool) {
        self.put(&slot, version);
        self.parts.push(Part::Versioned { slot, rev, before, dated });
    }

    /// New order keys for rows that shared one; nobody's change to undo.
    pub(crate) fn spread<Id: ToString>(&mut self, root: Root, moved: Vec<(Id, Order)>) {
        for (id, order) in moved {
            self.write(Slot::field(root, id, "order"), Any::from(order.bytes()));
        }
    }

    /// Who does something, and when.
    pub(crate) fn signed(&self) -> Any {
        of_parts([of_id(self.who.me.0), of_number(self.who.now.0)])
    }

    fn put(&mut self, slot: &Slot, value: Any) -> bool {
        match slot.field {
            None => {
                self.roots.of(slot.root).insert(self.txn, slot.key.as_str(), value);
                true
            }
            Some(field) => match self.roots.inner(self.txn, slot.root, &slot.key) {
                Some(map) => {
                    map.insert(self.txn, field, value);
                    true
                }
                None => false,
            },
        }
    }
}

/// Makes one splice in the text that its offsets were counted in.
pub(crate) fn splice(txn: &mut TransactionMut<'_>, text: &yrs::TextRef, splice: &Splice) {
    if splice.remove > 0 {
        text.remove_range(txn, splice.at, splice.remove);
    }
    if !splice.insert.is_empty() {
        text.insert(txn, splice.at, &splice.insert);
    }
}
