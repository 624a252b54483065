//! An update that arrives is integrated, or pending until what it builds on has arrived.
//!
//! yrs is never given what it has already `[Y 8]` `[Y 9]`, and never keeps pending updates itself `[Y 10]`.

use std::{borrow::Cow, rc::Rc};

use yrs::{
    Doc, OffsetKind, Options, ReadTxn, StateVector, Transact, TransactionMut, Update, WriteTxn,
    block::ClientID,
    updates::{decoder::Decode, encoder::Encode},
};

use super::{
    Damaged,
    rewrite::plain,
    snapshot::snapshot,
    subtract::{Known, known, known_of, subtract},
    validate::{Outline, state_vector, update},
};

/// An update or a snapshot whose structure was validated: only this may reach the document.
pub(crate) struct Validated<'a> {
    bytes: Cow<'a, [u8]>,
    seen: Outline,
}

impl<'a> Validated<'a> {
    /// A v1 update.
    pub(crate) fn update(bytes: &'a [u8]) -> Result<Self, Damaged> {
        let seen = update(bytes)?;
        let bytes = if seen.binary { Cow::from(plain(bytes)?) } else { Cow::from(bytes) };
        Ok(Self { bytes, seen })
    }

    /// A v2 snapshot.
    pub(crate) fn snapshot(bytes: &'a [u8]) -> Result<Self, Damaged> {
        Ok(Self { bytes: Cow::from(bytes), seen: snapshot(bytes)? })
    }
}

/// Pending updates, and the highest integrated clocks.
#[derive(Debug, Default)]
pub(crate) struct Pending {
    updates: Vec<PendingUpdate>,
    /// The highest integrated clock of each client, gaps or not.
    integrated: StateVector,
    /// A pending update that could not be merged when what it lacked arrived; in the bytes in which it arrived.
    culprit: Option<Rc<[u8]>>,
    collided: bool,
}

/// A v1 update that builds on clocks that are not here.
#[derive(Debug)]
struct PendingUpdate {
    update: Vec<u8>,
    /// The update as it arrived, before known clock ranges were subtracted.
    whole: Rc<[u8]>,
    /// The blocks that it refers to and that were missing, in it and in the document, by client and clock.
    lacks: Vec<(u64, u64)>,
}

impl Pending {
    /// A pending update that could not be merged when what it lacked arrived, in the bytes in which it arrived. The
    /// update that arrived last is not at fault then.
    pub(crate) fn culprit(&self) -> Option<&[u8]> {
        self.culprit.as_deref()
    }

    /// Whether somebody else writes under this document's client id. `[Y 14]`
    pub(crate) fn has_collided(&self) -> bool {
        self.collided
    }

    /// Whether an update is pending, or blocks are missing before some that are in the document.
    pub(crate) fn is_incomplete(&self, txn: &impl ReadTxn) -> bool {
        !self.updates.is_empty() || self.has_gap(txn)
    }

    /// What a replica with this v1 state vector lacks, v1. Of a client with a gap here it contains all blocks: a
    /// state vector does not tell which blocks beyond the gap the other has. `[Y 11]`
    pub(crate) fn missing_from(&self, txn: &impl ReadTxn, theirs: &[u8]) -> Result<Vec<u8>, Damaged> {
        state_vector(theirs)?;
        Ok(self.lacking(txn, &StateVector::decode_v1(theirs)?))
    }

    /// The whole document, v2, without pending updates.
    pub(crate) fn snapshot(&self, txn: &impl ReadTxn) -> Vec<u8> {
        let everything = StateVector::default();
        if self.has_gap(txn) {
            // `[Y 12]`: made from an update, the snapshot is right.
            if let Ok(update) = Update::decode_v1(&txn.encode_diff_v1(&everything)) {
                return update.encode_v2();
            }
        }
        txn.encode_diff_v2(&everything)
    }

    /// Merges an update, and every pending update that builds on it.
    pub(crate) fn merge(&mut self, txn: &mut TransactionMut<'_>, update: &Validated<'_>) -> Result<(), Damaged> {
        self.look_for_collision(txn, &update.seen);
        if self.take(txn, &update.bytes, &update.seen, None)? {
            self.retry(txn)?;
        }
        Ok(())
    }

    /// Merges a snapshot, and every pending update that builds on it.
    pub(crate) fn load(&mut self, txn: &mut TransactionMut<'_>, snapshot: &Validated<'_>) -> Result<(), Damaged> {
        let Validated { bytes, seen } = snapshot;
        self.look_for_collision(txn, seen);
        if !seen.binary && self.known(txn, seen)?.is_empty() {
            txn.apply_update(Update::decode_v2(bytes)?).map_err(|_| Damaged)?;
            let is_whole = txn.prune_pending().is_none();
            self.integrate(seen);
            self.retry(txn)?;
            if is_whole {
                return Ok(());
            }
        }
        self.merge(txn, &Validated::update(&in_v1(bytes)?)?)
    }

    /// Whether some client's later blocks are in the document while earlier ones are missing. yrs integrates blocks
    /// that do not need those in between.
    fn has_gap(&self, txn: &impl ReadTxn) -> bool {
        let whole = txn.state_vector();
        self.integrated.iter().any(|(client, integrated)| whole.get(client) < *integrated)
    }

    fn lacking(&self, txn: &impl ReadTxn, theirs: &StateVector) -> Vec<u8> {
        let whole = txn.state_vector();
        let mut has = StateVector::default();
        for (client, clock) in theirs.iter().filter(|(client, _)| self.integrated.get(client) <= whole.get(client)) {
            has.set_max(*client, *clock);
        }
        txn.encode_diff_v1(&has)
    }

    /// Notes whether the update has blocks under this document's client id that this document did not make.
    fn look_for_collision(&mut self, txn: &TransactionMut<'_>, seen: &Outline) {
        let own = txn.doc().client_id();
        if let Some((_, clocks)) = seen.reach.iter().find(|(client, _)| ClientID::new(*client) == own) {
            self.collided |= clocks.end > txn.state_vector().get(&own);
        }
    }

    /// Retries pending updates that may build on what has arrived, until none of them can be integrated.
    fn retry(&mut self, txn: &mut TransactionMut<'_>) -> Result<(), Damaged> {
        let mut goes_on = true;
        while std::mem::take(&mut goes_on) {
            let mut whole = txn.state_vector();
            for pending in std::mem::take(&mut self.updates) {
                if !pending.lacks.is_empty() && !pending.lacks.iter().any(|block| self.is_here(&whole, block)) {
                    self.updates.push(pending);
                    continue;
                }
                let seen = update(&pending.update)?;
                match self.take(txn, &pending.update, &seen, Some(&pending.whole)) {
                    Ok(false) => {}
                    Ok(true) => {
                        whole = txn.state_vector();
                        goes_on = true;
                    }
                    Err(Damaged) => {
                        self.culprit = Some(pending.whole);
                        return Err(Damaged);
                    }
                }
            }
        }
        Ok(())
    }

    /// Gives yrs what is not known yet of an update; a part that cannot be integrated yet becomes pending. Returns
    /// whether any of it was integrated. `from` is the update from which known clock ranges were subtracted before.
    fn take(
        &mut self,
        txn: &mut TransactionMut<'_>,
        bytes: &[u8],
        seen: &Outline,
        from: Option<&Rc<[u8]>>,
    ) -> Result<bool, Damaged> {
        let known = self.known(txn, seen)?;
        if known.is_empty() {
            return self.give(txn, bytes, seen, from.cloned());
        }
        let whole = from.cloned().unwrap_or_else(|| Rc::from(bytes));
        let mut came = false;
        for piece in subtract(bytes, &known)? {
            came |= self.give(txn, &piece, &update(&piece)?, Some(whole.clone()))?;
        }
        Ok(came)
    }

    fn give(
        &mut self,
        txn: &mut TransactionMut<'_>,
        update: &[u8],
        seen: &Outline,
        whole: Option<Rc<[u8]>>,
    ) -> Result<bool, Damaged> {
        txn.apply_update(Update::decode_v1(update)?).map_err(|_| Damaged)?;
        let Some(pending) = txn.prune_pending() else {
            self.integrate(seen);
            return Ok(true);
        };
        let came = Update::decode_v1(update)?.insertions(true) != pending.insertions(true);
        if came {
            self.integrate(seen);
        }
        let state = txn.state_vector();
        let is_lacking = |block: &&(u64, u64)| !seen.brings(block) && !self.is_here(&state, block);
        let lacks = seen.refers.iter().filter(is_lacking).copied().collect();
        let whole = whole.unwrap_or_else(|| Rc::from(update));
        self.updates.push(PendingUpdate { update: update.to_vec(), whole, lacks });
        Ok(came)
    }

    /// Notes that these blocks, or most of them, are integrated.
    fn integrate(&mut self, seen: &Outline) {
        for (client, clocks) in &seen.reach {
            self.integrated.set_max(ClientID::new(*client), clocks.end);
        }
    }

    /// Whether a block is in the document, or may be beyond a gap.
    fn is_here(&self, whole: &StateVector, (client, clock): &(u64, u64)) -> bool {
        let client = ClientID::new(*client);
        u64::from(whole.get(&client).max(self.integrated.get(&client))) > *clock
    }

    /// The clock ranges of an update that are in the document already.
    fn known(&self, txn: &TransactionMut<'_>, seen: &Outline) -> Result<Known, Damaged> {
        let whole = txn.state_vector();
        let mut ranges = Known::new();
        let mut with_gaps = None;
        for (client, clocks) in &seen.reach {
            let id = ClientID::new(*client);
            let (end, integrated) = (whole.get(&id), self.integrated.get(&id));
            if end < integrated && clocks.start < integrated {
                let all = match &with_gaps {
                    Some(all) => all,
                    None => with_gaps.insert(known(&self.lacking(txn, &whole))?),
                };
                ranges.push((*client, known_of(all, *client).to_vec()));
            } else if clocks.start < end {
                let whole = 0..u64::from(end);
                ranges.push((*client, Vec::from([whole])));
            }
        }
        Ok(ranges)
    }
}

/// A snapshot as a v1 update, which builds on nothing but itself.
fn in_v1(snapshot: &[u8]) -> Result<Vec<u8>, Damaged> {
    let mut options = Options::with_guid_and_client_id("".into(), ClientID::new(0));
    options.offset_kind = OffsetKind::Utf16;
    let doc = Doc::with_options(options);
    let mut txn = doc.try_transact_mut().map_err(|_| Damaged)?;
    txn.apply_update(Update::decode_v2(snapshot)?).map_err(|_| Damaged)?;
    Ok(txn.encode_diff_v1(&StateVector::default()))
}
