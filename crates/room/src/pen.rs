//! The hand that writes into the document: it keeps what each stroke replaced, for undo.

use std::rc::Rc;

use yrs::{Any, Map, MapPrelim, MapRef, Text, TextPrelim, TransactionMut};

use crate::{
    id::SessionId,
    schema::{Root, Roots, Slot, of_id, of_number, of_parts},
    sessions::At,
    text::{self, Splice},
    undo::Part,
    values::{TextField, Who},
};

/// Writes one edit's values, in one transaction.
pub(crate) struct Pen<'p, 'doc> {
    txn: &'p mut TransactionMut<'doc>,
    roots: &'p Roots,
    pub(crate) who: Who,
    /// How to take it back.
    pub(crate) parts: Vec<Part>,
    /// Text that follows in transactions of its own.
    pub(crate) typing: Vec<Typing>,
}

/// Splices of one field.
#[derive(Debug)]
pub(crate) struct Typing {
    pub(crate) field: TextField,
    pub(crate) splices: Vec<Splice>,
    /// Whether undo takes it back; not where it takes the whole thing back.
    pub(crate) undoable: bool,
}

impl<'p, 'doc> Pen<'p, 'doc> {
    pub(crate) fn new(txn: &'p mut TransactionMut<'doc>, roots: &'p Roots, who: Who) -> Self {
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

    /// A session is over, or is not: my register, one revision on.
    pub(crate) fn close(&mut self, session: SessionId, closed: bool, before: bool, rev: u64) {
        let slot = Slot::flat(Root::Sessions, format!("{session}/state/{}", self.who.me));
        self.put(&slot, of_parts([of_number(rev), of_number(self.who.now.0), Any::Bool(closed)]));
        self.parts.push(Part::Closed { session, before, rev });
    }

    /// Both are at another item: my register.
    pub(crate) fn go(&mut self, session: SessionId, to: At, before: Option<At>) {
        let slot = Slot::flat(Root::Current, format!("{session}/{}", self.who.me));
        let item = to.item.map_or(Any::Null, |item| of_id(item.0));
        let (block, ran) = to.clock.map_or((Any::Null, Any::Null), |(block, ran)| (of_id(block.0), of_number(ran)));
        self.put(&slot, of_parts([of_number(to.rev), of_number(to.at.0), item, block, ran]));
        self.parts.push(Part::Current { session, before, rev: to.rev });
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

/// Makes one splice. Offsets were counted in this very text.
pub(crate) fn splice(txn: &mut TransactionMut<'_>, text: &yrs::TextRef, splice: &Splice) {
    if splice.remove > 0 {
        text.remove_range(txn, splice.at, splice.remove);
    }
    if !splice.insert.is_empty() {
        text.insert(txn, splice.at, &splice.insert);
    }
}

/// The same text as before where it did not change.
pub(crate) fn keep_text(old: Option<&Rc<str>>, new: &str) -> Rc<str> {
    match old {
        Some(old) if **old == *new => old.clone(),
        _ => Rc::from(new),
    }
}
