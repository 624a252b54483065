//! Which keys of the document are to be read.

use std::sync::Arc;

use yrs::{Map, MapRef, ReadTxn};

use crate::{
    concept::{Concept, Found},
    context::Context,
    schema::{Root, Roots},
};

/// For each root, by its number: the keys under which something changed.
#[derive(Debug)]
pub(crate) struct Keys<'a>(Vec<Vec<&'a str>>);

impl<'a> Keys<'a> {
    /// Every key of the document.
    pub(crate) fn all(txn: &'a impl ReadTxn, roots: &'a Roots) -> Self {
        Self(roots.all().map(|(_, map)| map.keys(txn).collect()).collect())
    }

    /// Every key of these roots.
    pub(crate) fn of(txn: &'a impl ReadTxn, roots: &'a Roots, some: &[Root]) -> Self {
        let keys =
            |(root, map): (Root, &'a MapRef)| if some.contains(&root) { map.keys(txn).collect() } else { Vec::new() };
        Self(roots.all().map(keys).collect())
    }

    pub(crate) fn changed(changed: &'a [(Root, Arc<str>)], roots: &Roots) -> Self {
        let mut keys = Self(vec![Vec::new(); roots.all().len()]);
        for (root, key) in changed {
            keys.0[root.number()].push(key);
        }
        keys
    }

    /// Whether there are some of these roots.
    pub(crate) fn some_of(&self, roots: &[Root]) -> bool {
        roots.iter().any(|root| !self.0[root.number()].is_empty())
    }
}

/// Reads what is under the changed keys of one concept's roots.
pub(crate) fn read_keys<C: Concept>(
    concept: &mut C,
    txn: &impl ReadTxn,
    roots: &Roots,
    context: &Context,
    keys: &mut Keys<'_>,
) -> Vec<C::Change> {
    let mut changes = Vec::new();
    for root in C::ROOTS {
        let keys = &mut keys.0[root.number()];
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            let out = roots.of(*root).get(txn, key);
            concept.read(&Found { txn, root: *root, key, out }, context, &mut changes);
        }
    }
    changes
}
