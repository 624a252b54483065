//! Every root of the document, every key under it, and what stands there.
//!
//! | root | key | value |
//! |---|---|---|
//! | `room` | `schema` | [`VERSION`] of whoever first wrote here |
//! | | `mode`, `expected`, `planned` | a number, a text, a number or null |
//! | | `ended` | `[by, at]`, null when it was reopened |
//! | `members` | `<member>/name`, `…/role`, `…/joined`, `…/into` | text, number, moment, member id |
//! | | `<member>/key` | reserved: a public key, for signed acceptance later |
//! | `sessions` | `<session>/date`, `…/link` | text or null, text |
//! | | `<session>/state/<member>` | register `[rev, at, closed]` |
//! | `items` | `<item>` | map: `title`, `notes` (shared texts), `added` = `[at, by, session, order]`, and what was set since: `raised_by`, `session`, `order`, `minutes`, `discussed`, `deleted` |
//! | `tasks` | `<task>` | map: `title` (shared text), `added` = `[at, by, owner or null, order]`, and what was set since: `owner` = `[owner, given_by]`, `standing` = `[standing, at]`, `due`, `link`, `step`, `order`, `deleted` |
//! | `comments` | `<task>/<comment>` | `[by, at, text]`, null when taken back |
//! | `current` | `<session>/<member>` | register `[rev, at, item or null, block or null, ran or null]` |
//! | `timer` | `<member>` | register `[rev, at, state, block, kind, started, budget, paused_total, paused_since, with]` |
//! | `blocks` | `<block>` | a block that ended: `[kind, started, ended, ran, with]` |
//! | | `<block>/intent/<member>`, `<block>/report/<member>` | text; `[outcome, line]` |
//! | `devices` | `<device>` | `[member, public key, since, name, under]` |
//! | `keys` | `<room>` | in a room for one: `[secret, member, name, from or null]`, null when it was taken off |
//! | `moves` | `<key>/<device>` | `[at, by, pointers]`: device id and sealed key of each device that is kept, one after the other |
//!
//! Ids are 16 hexadecimal digits in keys and eight bytes in values; moments are milliseconds; `deleted` is `[by, at]`
//! or null. A whole value under one key is an array, so that its parts never come from two writers; what a thing
//! was added with is one too, for every value costs time when a room opens. A register is
//! written only by the member in its key; readers take the highest (rev, member).
//!
//! Whoever reads here trusts nothing: a value of another shape counts as absent, a key of another shape is not seen.

use std::sync::Arc;

use yrs::{Any, Doc, GetString, Map, MapRef, OffsetKind, Options, Out, ReadTxn, block::ClientID};

use crate::values::Moment;

/// The version that this code writes, and the newest it may write into.
pub(crate) const VERSION: u64 = 1;

/// A register of a higher revision is not believed: it could never be outdone.
const HIGHEST_REV: u64 = 1 << 48;

/// A root map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Root {
    Room,
    Members,
    Sessions,
    Items,
    Tasks,
    Comments,
    Current,
    Timer,
    Blocks,
    Devices,
    Moves,
    Keys,
}

impl Root {
    pub(crate) const ALL: [Self; 12] = [
        Self::Room,
        Self::Members,
        Self::Sessions,
        Self::Items,
        Self::Tasks,
        Self::Comments,
        Self::Current,
        Self::Timer,
        Self::Blocks,
        Self::Devices,
        Self::Moves,
        Self::Keys,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Room => "room",
            Self::Members => "members",
            Self::Sessions => "sessions",
            Self::Items => "items",
            Self::Tasks => "tasks",
            Self::Comments => "comments",
            Self::Current => "current",
            Self::Timer => "timer",
            Self::Blocks => "blocks",
            Self::Devices => "devices",
            Self::Moves => "moves",
            Self::Keys => "keys",
        }
    }
}

/// Where one value stands: a key of a root, or a field of the map under it.
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

/// The root maps of one document.
#[derive(Debug)]
pub(crate) struct Roots([MapRef; Root::ALL.len()]);

impl Roots {
    pub(crate) fn of(&self, root: Root) -> &MapRef {
        &self.0[root as usize]
    }

    /// The map of an item or a task.
    pub(crate) fn inner(&self, txn: &impl ReadTxn, root: Root, key: &str) -> Option<MapRef> {
        match self.of(root).get(txn, key) {
            Some(Out::YMap(map)) => Some(map),
            _ => None,
        }
    }

    /// What stands in a slot, if it is a plain value.
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

/// An empty document with every root in it. Offsets are UTF-16, as in the browser's text fields; nothing is drawn.
pub(crate) fn document(client: u64) -> (Doc, Roots) {
    let client = ClientID::new(client & ((1 << 53) - 1));
    let mut options = Options::with_guid_and_client_id(Arc::from("alongside"), client);
    options.offset_kind = OffsetKind::Utf16;
    let doc = Doc::with_options(options);
    let roots = Roots(Root::ALL.map(|root| doc.get_or_insert_map(root.name())));
    (doc, roots)
}

/// What stands in these fields of a map, read in one pass: to look each up takes longer. Null where nothing does.
pub(crate) fn fields<const N: usize>(txn: &impl ReadTxn, map: &MapRef, names: [&str; N]) -> [Out; N] {
    let mut found = std::array::from_fn(|_| Out::Any(Any::Null));
    for (name, value) in map.iter(txn) {
        if let Some(at) = names.iter().position(|wanted| *wanted == name) {
            found[at] = value;
        }
    }
    found
}

/// A field that holds a plain value.
pub(crate) fn plain(field: &Out) -> &Any {
    match field {
        Out::Any(value) => value,
        _ => &Any::Null,
    }
}

/// A field that is a shared text; empty where it is none.
pub(crate) fn shared(txn: &impl ReadTxn, field: &Out) -> String {
    match field {
        Out::YText(text) => text.get_string(txn),
        _ => String::new(),
    }
}

/// The parts of a whole value; none of another shape.
pub(crate) fn parts(value: &Any) -> &[Any] {
    match value {
        Any::Array(parts) => parts,
        _ => &[],
    }
}

/// One part of a whole value.
pub(crate) fn part(value: &Any, at: usize) -> &Any {
    parts(value).get(at).unwrap_or(&Any::Null)
}

/// A whole value's revision, if it is a register's.
pub(crate) fn rev(value: &Any) -> Option<u64> {
    number(part(value, 0)).filter(|rev| *rev < HIGHEST_REV)
}

/// A number that is not negative.
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

/// The eight bytes of an id.
pub(crate) fn id(value: &Any) -> Option<[u8; 8]> {
    bytes(value).and_then(|bytes| bytes.try_into().ok())
}

/// A number as a value: what does not fit (a clock beyond year 292,000,000) stops at the largest that does.
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
