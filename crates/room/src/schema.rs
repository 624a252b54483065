//! The layout of the document: root maps, slots in them, and values of every shape. `[P 90–98]` say which roots there
//! are, which keys and values they hold; each concept names the roots that belong to it.
//!
//! Readers trust nothing: a value of another shape counts as absent, a key of another shape is ignored.

use std::{rc::Rc, sync::Arc};

use litemap::LiteMap;
use yrs::{Any, Doc, GetString, Map, MapRef, OffsetKind, Options, Out, ReadTxn, TextRef, block::ClientID};

use crate::values::Moment;

/// The schema version that this code writes, and the newest that it may write to.
pub(crate) const VERSION: u64 = 1;

/// A root map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Root {
    /// Its place in the table of `[P 90]`; the digest hashes roots in this order.
    number: usize,
    name: &'static str,
}

impl Root {
    pub(crate) const fn new(number: usize, name: &'static str) -> Self {
        Self { number, name }
    }

    pub(crate) fn number(self) -> usize {
        self.number
    }
}

/// The address of one value: a key of a root, or a field of the map under it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Slot {
    pub(crate) root: Root,
    pub(crate) key: String,
    pub(crate) field: Option<&'static str>,
}

impl Slot {
    pub(crate) fn flat(root: Root, key: impl ToString) -> Self {
        Self { root, key: key.to_string(), field: None }
    }

    pub(crate) fn field(root: Root, key: impl ToString, field: &'static str) -> Self {
        Self { root, key: key.to_string(), field: Some(field) }
    }
}

/// The root maps of one document, in order of their numbers.
#[derive(Debug)]
pub(crate) struct Roots(Vec<(Root, MapRef)>);

impl Roots {
    pub(crate) fn all(&self) -> impl ExactSizeIterator<Item = (Root, &MapRef)> {
        self.0.iter().map(|(root, map)| (*root, map))
    }

    pub(crate) fn of(&self, root: Root) -> &MapRef {
        &self.0[root.number].1
    }

    /// The map under a key of a root.
    pub(crate) fn inner(&self, txn: &impl ReadTxn, root: Root, key: &str) -> Option<MapRef> {
        match self.of(root).get(txn, key) {
            Some(Out::YMap(map)) => Some(map),
            _ => None,
        }
    }

    /// The value of a slot, if it is a shared text.
    pub(crate) fn shared(&self, txn: &impl ReadTxn, slot: &Slot) -> Option<TextRef> {
        match self.inner(txn, slot.root, &slot.key)?.get(txn, slot.field?) {
            Some(Out::YText(text)) => Some(text),
            _ => None,
        }
    }

    /// The value of a slot, if it is a plain value.
    pub(crate) fn value(&self, txn: &impl ReadTxn, slot: &Slot) -> Option<Any> {
        let found = match slot.field {
            None => self.of(slot.root).get(txn, &slot.key),
            Some(field) => self.inner(txn, slot.root, &slot.key)?.get(txn, field),
        };
        match found {
            Some(Out::Any(value)) => Some(value),
            _ => None,
        }
    }
}

/// An empty document with these roots, which must be in order of their numbers. Offsets are in UTF-16, as in the
/// browser's text fields; nothing is random.
pub(crate) fn document(client: u64, roots: &[Root]) -> (Doc, Roots) {
    let client = ClientID::new(client & ((1 << 53) - 1));
    let mut options = Options::with_guid_and_client_id(Arc::from("alongside"), client);
    options.offset_kind = OffsetKind::Utf16;
    let doc = Doc::with_options(options);
    let roots = roots.iter().map(|root| (*root, doc.get_or_insert_map(root.name)));
    let roots = Roots(roots.collect());
    (doc, roots)
}

/// The fields of a map, read in one pass, which is faster than looking each up. Null for those that are absent.
pub(crate) fn fields<const N: usize>(txn: &impl ReadTxn, map: &MapRef, names: [&str; N]) -> [Out; N] {
    let mut found = std::array::from_fn(|_| Out::Any(Any::Null));
    for (name, value) in map.iter(txn) {
        if let Some(at) = names.iter().position(|wanted| *wanted == name) {
            found[at] = value;
        }
    }
    found
}

/// A field's plain value.
pub(crate) fn plain(field: &Out) -> &Any {
    match field {
        Out::Any(value) => value,
        _ => &Any::Null,
    }
}

/// A field's shared text; empty if the field is none.
pub(crate) fn shared(txn: &impl ReadTxn, field: &Out) -> String {
    match field {
        Out::YText(text) => text.get_string(txn),
        _ => String::new(),
    }
}

/// The elements of an array; none for a value of another shape.
pub(crate) fn parts(value: &Any) -> &[Any] {
    match value {
        Any::Array(parts) => parts,
        _ => &[],
    }
}

/// One element of an array; null if it is absent.
pub(crate) fn part(value: &Any, at: usize) -> &Any {
    parts(value).get(at).unwrap_or(&Any::Null)
}

/// A number, if it is not negative.
pub(crate) fn number(value: &Any) -> Option<u64> {
    i64::try_from(value.clone()).ok().and_then(|number| u64::try_from(number).ok())
}

pub(crate) fn moment(value: &Any) -> Option<Moment> {
    number(value).map(Moment)
}

pub(crate) fn text(value: &Any) -> Option<&str> {
    match value {
        Any::String(text) => Some(text),
        _ => None,
    }
}

pub(crate) fn bytes(value: &Any) -> Option<&[u8]> {
    match value {
        Any::Buffer(bytes) => Some(bytes),
        _ => None,
    }
}

/// The `Rc` of the old text if the text did not change.
pub(crate) fn keep_text(old: Option<&Rc<str>>, new: &str) -> Rc<str> {
    match old {
        Some(old) if **old == *new => old.clone(),
        _ => Rc::from(new),
    }
}

/// Inserts a value that was read, or removes the key if there is none.
pub(crate) fn keep<K: Ord, T>(map: &mut LiteMap<K, T>, key: K, value: Option<T>) {
    match value {
        Some(value) => drop(map.insert(key, value)),
        None => drop(map.remove(&key)),
    }
}

/// The eight bytes of an id.
pub(crate) fn id(value: &Any) -> Option<[u8; 8]> {
    bytes(value).and_then(|bytes| bytes.try_into().ok())
}

/// The 16 bytes that a key of 32 hexadecimal digits stands for.
pub(crate) fn wide_id(key: &str) -> Option<[u8; 16]> {
    let digits = key.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
    (digits && key.len() == 32).then_some(key).and_then(|key| u128::from_str_radix(key, 16).ok()).map(u128::to_be_bytes)
}

/// The key that stands for 16 bytes.
pub(crate) fn wide_key(id: &[u8; 16]) -> String {
    format!("{:032x}", u128::from_be_bytes(*id))
}

/// A number as a value. One that does not fit (a moment beyond year 292,000,000) becomes the largest that does.
pub(crate) fn of_number(number: u64) -> Any {
    Any::from(i64::try_from(number).unwrap_or(i64::MAX))
}

pub(crate) fn of_bytes(bytes: &[u8]) -> Any {
    Any::Buffer(Arc::from(bytes))
}

pub(crate) fn of_id(id: [u8; 8]) -> Any {
    of_bytes(&id)
}

pub(crate) fn of_text(text: &str) -> Any {
    Any::String(Arc::from(text))
}

pub(crate) fn of_parts<const N: usize>(parts: [Any; N]) -> Any {
    Any::Array(Arc::from(parts))
}
