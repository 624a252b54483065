//! What arrives becomes part of the document, or waits for what it builds on.
//!
//! yrs 0.28.1 could hold back what waits by itself, but tries it again only where that waits for a client whose edits
//! arrive: what waits for two, one after the other, would wait on, unseen. And it joins all that waits, by splitting blocks
//! in memory (see [`screen::cut`]). So it is given nothing that is known already, and keeps nothing that waits.

use std::rc::Rc;

use yrs::{
    ReadTxn, StateVector, Transact, TransactionMut, Update, WriteTxn, block::ClientID, updates::decoder::Decode,
};

use crate::{
    replica::Damaged,
    schema,
    screen::{self, Known, Seen},
};

/// Updates that wait for what they build on, and how far what is in the document reaches.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    updates: Vec<Held>,
    /// Up to where anything of whose edits that arrived is in the document, gaps or not.
    laid: StateVector,
    /// What waited and cannot be merged after all.
    culprit: Option<Rc<[u8]>>,
}

/// An update that waits, v1.
#[derive(Debug)]
struct Held {
    update: Vec<u8>,
    /// What it was cut from.
    whole: Rc<[u8]>,
    /// Edits that it refers to and that were not there, by client and clock.
    lacks: Vec<(u64, u64)>,
}

impl Waiting {
    /// Nothing waits.
    pub fn is_empty(&self) -> bool {
        self.updates.is_empty()
    }

    /// An update that waited and could not be merged when its time came, as it arrived: not what came last is at fault.
    pub fn culprit(&self) -> Option<&[u8]> {
        self.culprit.as_deref()
    }

    /// Whether of some client's edits later ones are in the document and earlier ones are not. yrs applies what does not
    /// need those in between.
    pub fn has_gap(&self, txn: &impl ReadTxn) -> bool {
        let whole = txn.state_vector();
        self.laid.iter().any(|(client, laid)| whole.get(client) < *laid)
    }

    /// What somebody with this state vector lacks, v1. Of clients whose edits have a gap here that is all that is here: a
    /// state vector says nothing of what lies beyond one.
    pub fn missing_from(&self, txn: &impl ReadTxn, theirs: &StateVector) -> Vec<u8> {
        let whole = txn.state_vector();
        let mut has = StateVector::default();
        for (client, clock) in theirs.iter().filter(|(client, _)| self.laid.get(client) <= whole.get(client)) {
            has.set_max(*client, *clock);
        }
        txn.encode_diff_v1(&has)
    }

    /// Merges a v1 update that was looked at, and whatever waited for it.
    pub fn merge(&mut self, txn: &mut TransactionMut<'_>, update: &[u8], seen: &Seen) -> Result<(), Damaged> {
        if self.take(txn, update, seen, None)? {
            self.go_on(txn)?;
        }
        Ok(())
    }

    /// The same with a v2 snapshot.
    pub fn merge_snapshot(
        &mut self,
        txn: &mut TransactionMut<'_>,
        snapshot: &[u8],
        seen: &Seen,
    ) -> Result<(), Damaged> {
        if !seen.binary && self.known(txn, seen)?.is_empty() {
            txn.apply_update(Update::decode_v2(snapshot)?).map_err(|_| Damaged)?;
            let waits = txn.prune_pending().is_some();
            self.lay(seen);
            self.go_on(txn)?;
            if !waits {
                return Ok(());
            }
        }
        let update = screen::plain(&in_v1(snapshot)?)?;
        self.merge(txn, &update, &screen::update(&update)?)
    }

    /// Tries what waits and is there now, until nothing more comes of it.
    fn go_on(&mut self, txn: &mut TransactionMut<'_>) -> Result<(), Damaged> {
        let mut goes_on = true;
        while std::mem::take(&mut goes_on) {
            let mut whole = txn.state_vector();
            for held in std::mem::take(&mut self.updates) {
                if !held.lacks.is_empty() && !held.lacks.iter().any(|edit| self.is_here(&whole, edit)) {
                    self.updates.push(held);
                    continue;
                }
                let seen = screen::update(&held.update)?;
                match self.take(txn, &held.update, &seen, Some(&held.whole)) {
                    Ok(false) => {}
                    Ok(true) => {
                        whole = txn.state_vector();
                        goes_on = true;
                    }
                    Err(Damaged) => {
                        self.culprit = Some(held.whole);
                        return Err(Damaged);
                    }
                }
            }
        }
        Ok(())
    }

    /// Gives yrs of an update what is not known yet; what cannot be used yet waits. Whether any of it came into the
    /// document. `from` is what the update was cut from.
    fn take(
        &mut self,
        txn: &mut TransactionMut<'_>,
        update: &[u8],
        seen: &Seen,
        from: Option<&Rc<[u8]>>,
    ) -> Result<bool, Damaged> {
        let known = self.known(txn, seen)?;
        if known.is_empty() {
            return self.give(txn, update, seen, from.cloned());
        }
        let whole = from.cloned().unwrap_or_else(|| Rc::from(update));
        let mut came = false;
        for piece in screen::cut(update, &known)? {
            came |= self.give(txn, &piece, &screen::update(&piece)?, Some(whole.clone()))?;
        }
        Ok(came)
    }

    fn give(
        &mut self,
        txn: &mut TransactionMut<'_>,
        update: &[u8],
        seen: &Seen,
        whole: Option<Rc<[u8]>>,
    ) -> Result<bool, Damaged> {
        txn.apply_update(Update::decode_v1(update)?).map_err(|_| Damaged)?;
        let Some(waits) = txn.prune_pending() else {
            self.lay(seen);
            return Ok(true);
        };
        let came = Update::decode_v1(update)?.insertions(true) != waits.insertions(true);
        if came {
            self.lay(seen);
        }
        let state = txn.state_vector();
        let lacks = seen.refers.iter().filter(|edit| !self.is_here(&state, edit)).copied().collect();
        let whole = whole.unwrap_or_else(|| Rc::from(update));
        self.updates.push(Held { update: update.to_vec(), whole, lacks });
        Ok(came)
    }

    /// These are in the document, or most of them.
    fn lay(&mut self, seen: &Seen) {
        for (client, clocks) in &seen.reach {
            self.laid.set_max(ClientID::new(*client), clocks.end);
        }
    }

    /// Whether an edit is in the document, or may be beyond a gap.
    fn is_here(&self, whole: &StateVector, (client, clock): &(u64, u64)) -> bool {
        let client = ClientID::new(*client);
        u64::from(whole.get(&client).max(self.laid.get(&client))) > *clock
    }

    /// What of these edits is in the document, if anything is.
    fn known(&self, txn: &TransactionMut<'_>, seen: &Seen) -> Result<Known, Damaged> {
        let whole = txn.state_vector();
        let mut known = Known::new();
        let mut with_gaps = None;
        for (client, clocks) in &seen.reach {
            let name = ClientID::new(*client);
            let (end, laid) = (whole.get(&name), self.laid.get(&name));
            if end < laid && clocks.start < laid {
                let all = match &with_gaps {
                    Some(all) => all,
                    None => with_gaps.insert(screen::known(&self.missing_from(txn, &whole))?),
                };
                known.push((*client, screen::known_of(all, *client).to_vec()));
            } else if clocks.start < end {
                let whole = 0..u64::from(end);
                known.push((*client, Vec::from([whole])));
            }
        }
        Ok(known)
    }
}

/// A snapshot as a v1 update. It builds on nothing but itself.
fn in_v1(snapshot: &[u8]) -> Result<Vec<u8>, Damaged> {
    let (doc, _) = schema::document(0, &[]);
    let mut txn = doc.try_transact_mut().map_err(|_| Damaged)?;
    txn.apply_update(Update::decode_v2(snapshot)?).map_err(|_| Damaged)?;
    Ok(txn.encode_diff_v1(&StateVector::default()))
}
