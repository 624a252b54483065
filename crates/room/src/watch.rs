//! Observers of the document. They only queue: which keys changed, which values others wrote, which updates are to be
//! sent.

use std::{cell::RefCell, rc::Rc, sync::Arc};

use yrs::{
    DeepObservable, Doc, Origin, TransactionMut,
    types::{Event, PathSegment},
};

use crate::schema::{Root, Roots};

/// The origin of edits made here. (An undo manager has an origin of its own.)
pub(crate) const LOCAL: &str = "local";
/// The origin of updates that were received.
pub(crate) const REMOTE: &str = "remote";
/// The origin of a snapshot that was loaded.
pub(crate) const LOAD: &str = "load";

/// The key of our observers.
const WATCH: &str = "room";

/// What observers queued.
#[derive(Debug, Default)]
pub(crate) struct Queue {
    /// Keys under which something changed.
    pub(crate) changed: Vec<(Root, Arc<str>)>,
    /// Values that others wrote: root, key, and the field of the map under that key.
    pub(crate) theirs: Vec<(Root, Arc<str>, Option<Arc<str>>)>,
    /// Rows in whose texts others wrote: root, key.
    pub(crate) written: Vec<(Root, Arc<str>)>,
    /// Updates of edits made here, to be sent.
    pub(crate) updates: Vec<Vec<u8>>,
}

/// Observes every root. Observers are keyed: a second call changes nothing.
pub(crate) fn observe(doc: &Doc, roots: &Roots, queue: &Rc<RefCell<Queue>>) {
    for (root, map) in roots.all() {
        let queue = queue.clone();
        map.observe_deep(WATCH, move |txn, events| {
            let Ok(mut queue) = queue.try_borrow_mut() else { return };
            let theirs = txn.origin() == Some(&Origin::from(REMOTE));
            events.iter().for_each(|event| queue.note(txn, root, event, theirs));
        });
    }
    let queue = queue.clone();
    // This fails only while a transaction is open.
    let _ = doc.observe_transaction_cleanup(WATCH, move |txn, _| {
        let arrived = [REMOTE, LOAD].iter().any(|origin| txn.origin() == Some(&Origin::from(*origin)));
        if let (false, true, Ok(mut queue)) = (arrived, txn.has_changes(), queue.try_borrow_mut()) {
            queue.updates.push(txn.encode_update_v1());
        }
    });
}

/// Removes all observers.
pub(crate) fn unobserve(doc: &Doc, roots: &Roots) {
    for (_, map) in roots.all() {
        map.unobserve_deep(WATCH);
    }
    let _ = doc.unobserve_transaction_cleanup(WATCH);
}

impl Queue {
    /// Queues the keys of an event.
    fn note(&mut self, txn: &TransactionMut<'_>, root: Root, event: &Event, theirs: bool) {
        let path = event.path();
        let below = path.iter().find_map(|step| match step {
            PathSegment::Key(key) => Some(key.clone()),
            PathSegment::Index(_) => None,
        });
        let keys: Vec<Arc<str>> = match event {
            Event::Map(event) => event.keys(txn).keys().cloned().collect(),
            _ => Vec::new(),
        };
        match below {
            Some(key) => {
                if theirs && path.len() == 1 {
                    self.theirs.extend(keys.into_iter().map(|field| (root, key.clone(), Some(field))));
                } else if theirs {
                    self.written.push((root, key.clone()));
                }
                self.changed.push((root, key));
            }
            None => {
                for key in keys {
                    if theirs {
                        self.theirs.push((root, key.clone(), None));
                    }
                    self.changed.push((root, key));
                }
            }
        }
    }
}
