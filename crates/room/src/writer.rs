//! The open transaction of one edit, with who makes the edit and when. It records the parts that undo reverses.

use yrs::{
    Any, Assoc, GetString, ID, Map, MapPrelim, MapRef, StickyIndex, Text, TextPrelim, TransactionMut, branch::Branch,
    undo::StackItem,
};

use crate::{
    order::Order,
    schema::{self, Root, Roots, Slot, of_id, of_number, of_parts},
    text::{self, Splice},
    values::{TextField, Who},
};

/// Writes the values of one edit in one transaction.
pub(crate) struct Writer<'w, 'doc> {
    txn: &'w mut TransactionMut<'doc>,
    roots: &'w Roots,
    slot_of: fn(TextField) -> Slot,
    pub(crate) who: Who,
    /// The parts that undo reverses.
    pub(crate) parts: Vec<Part>,
    /// Text that is inserted in further transactions, one a splice.
    pub(crate) typing: Vec<Typing>,
}

/// One thing that an edit did, as undo reverses it.
#[derive(Debug)]
pub(crate) enum Part {
    /// A value was set; `lost` once somebody else has set it.
    Set { slot: Slot, before: Any, after: Any, lost: bool },
    /// A row was added; `slot` is its field `deleted`. Once somebody else has written in a text of the row, it stays.
    Added { slot: Slot, lost: bool, is_written: bool },
    /// I wrote a version of a register over that of revision `over`: see [`Writer::set_version`].
    Versioned { slot: Slot, rev: u64, over: u64, value: Vec<Any>, before: Any, dated: bool },
    /// Letters were typed or deleted; `length` is in UTF-16 units.
    Letters { field: TextField, stack: StackItem<()>, length: usize },
}

impl Part {
    /// The register that it wrote a version of, and the revision that this was written over.
    pub(crate) fn written_over(&self) -> Option<(Slot, u64)> {
        match self {
            Self::Versioned { slot, over, .. } => Some((slot.clone(), *over)),
            _ => None,
        }
    }
}

/// Splices of one field.
#[derive(Debug)]
pub(crate) struct Typing {
    pub(crate) field: TextField,
    pub(crate) splices: Vec<Splice>,
    /// Whether undo reverses these splices by themselves; not if it removes the whole row that holds the field.
    pub(crate) undoable: bool,
}

impl<'w, 'doc> Writer<'w, 'doc> {
    /// `slot_of` knows where a field's shared text is.
    pub(crate) fn new(
        txn: &'w mut TransactionMut<'doc>,
        roots: &'w Roots,
        slot_of: fn(TextField) -> Slot,
        who: Who,
    ) -> Self {
        Self { txn, roots, slot_of, who, parts: Vec::new(), typing: Vec::new() }
    }

    /// Sets a value. Undo restores the value before, if this one is still there.
    pub(crate) fn set(&mut self, slot: Slot, after: Any) {
        let before = self.roots.value(self.txn, &slot).unwrap_or(Any::Null);
        if before != after && self.put(&slot, after.clone()) {
            self.parts.push(Part::Set { slot, before, after, lost: false });
        }
    }

    /// Writes a value that undo does not reverse.
    pub(crate) fn write(&mut self, slot: Slot, value: Any) {
        if self.roots.value(self.txn, &slot).unwrap_or(Any::Null) != value {
            self.put(&slot, value);
        }
    }

    /// The value of a slot; null if there is none.
    pub(crate) fn value(&self, slot: &Slot) -> Any {
        self.roots.value(self.txn, slot).unwrap_or(Any::Null)
    }

    /// The letters of a shared text.
    pub(crate) fn text(&self, field: TextField) -> Option<String> {
        self.roots.shared(self.txn, &(self.slot_of)(field)).map(|text| text.get_string(self.txn))
    }

    /// The offset behind a letter of a shared text, in UTF-16 units, or behind where it stood; `None` if it is no letter of that
    /// text.
    pub(crate) fn behind(&self, field: TextField, letter: ID) -> Option<u32> {
        let text = self.roots.shared(self.txn, &(self.slot_of)(field))?;
        let found = StickyIndex::from_id(letter, Assoc::Before).get_offset(self.txn)?;
        let is_in_it = found.branch.id() == AsRef::<Branch>::as_ref(&text).id();
        is_in_it.then_some(found.index)
    }

    /// Removes the map under a key, and what is in it, so that undo does not bring it back.
    pub(crate) fn clear(&mut self, root: Root, key: String) {
        self.roots.of(root).insert(self.txn, key, Any::Null);
    }

    /// Adds a map together with its shared texts: if two people added a text under one key later, one of the two
    /// texts would be lost. What is too long to be inserted at once follows in `typing`.
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
        self.parts.push(Part::Added { slot: Slot::field(root, key, "deleted"), lost: false, is_written: false });
    }

    /// Writes my version of a register. Undo writes a version with the value of `before`. Its moment is that of the
    /// undo, or with `dated` that of `before`, so that undo and redo restore the moment too.
    pub(crate) fn set_version(&mut self, slot: Slot, rev: u64, version: Any, before: Any, dated: bool) {
        let value = schema::parts(&version).get(2..).unwrap_or_default().to_vec();
        self.put(&slot, version);
        self.parts.push(Part::Versioned { slot, rev, over: rev.saturating_sub(1), value, before, dated });
    }

    /// Writes new order keys for rows that shared one; undo does not reverse them.
    pub(crate) fn spread<Id: ToString>(&mut self, root: Root, moved: Vec<(Id, Order)>) {
        for (id, order) in moved {
            self.write(Slot::field(root, id, "order"), Any::from(order.bytes()));
        }
    }

    /// Who makes the edit, and when, as a value.
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

/// Performs one splice in the text that its offsets refer to.
pub(crate) fn splice(txn: &mut TransactionMut<'_>, text: &yrs::TextRef, splice: &Splice) {
    if splice.remove > 0 {
        text.remove_range(txn, splice.at, splice.remove);
    }
    if !splice.insert.is_empty() {
        text.insert(txn, splice.at, &splice.insert);
    }
}
