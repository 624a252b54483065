//! What arrives becomes part of the document, or is pending until what it builds on is there.
//!
//! yrs is given nothing that is known already `[Y 8]` `[Y 9]`, and keeps nothing that is pending `[Y 10]`.

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

/// An update or a snapshot whose structure was validated: what a document may be given.
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

/// Pending updates, and up to where blocks are integrated.
#[derive(Debug, Default)]
pub(crate) struct Pending {
    updates: Vec<PendingUpdate>,
    /// The highest integrated clock of each client, gaps or not.
    integrated: StateVector,
    /// A pending update that could not be merged after all, as it arrived.
    culprit: Option<Rc<[u8]>>,
    collided: bool,
}

/// An update that builds on clocks that are not here, v1.
#[derive(Debug)]
struct PendingUpdate {
    update: Vec<u8>,
    /// What known clock ranges were subtracted from, if any were.
    whole: Rc<[u8]>,
    /// Blocks that it refers to and that were not there, by client and clock.
    lacks: Vec<(u64, u64)>,
}

impl Pending {
    /// A pending update that could not be merged when what it lacked came, as it arrived: not what came last is at fault.
    pub(crate) fn culprit(&self) -> Option<&[u8]> {
        self.culprit.as_deref()
    }

    /// Somebody else writes under this document's client id. `[Y 14]`
    pub(crate) fn has_collided(&self) -> bool {
        self.collided
    }

    /// Whether anything that arrived builds on something that did not.
    pub(crate) fn is_incomplete(&self, txn: &impl ReadTxn) -> bool {
        !self.updates.is_empty() || self.has_gap(txn)
    }

    /// What somebody with this v1 state vector lacks, v1. Of a client whose blocks have a gap here that is all that is here: a
    /// state vector says nothing of what lies beyond one. `[Y 11]`
    pub(crate) fn missing_from(&self, txn: &impl ReadTxn, theirs: &[u8]) -> Result<Vec<u8>, Damaged> {
        state_vector(theirs)?;
        Ok(self.lacking(txn, &StateVector::decode_v1(theirs)?))
    }

    /// The whole document, v2, without what is pending.
    pub(crate) fn snapshot(&self, txn: &impl ReadTxn) -> Vec<u8> {
        let everything = StateVector::default();
        if self.has_gap(txn) {
            // `[Y 12]`: from an update, yrs writes it right.
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

    /// The same with a snapshot.
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

    /// Whether of some client later blocks are in the document and earlier ones are not. yrs applies what does not need those
    /// in between.
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

    /// Notes blocks under this document's client id that it did not make.
    fn look_for_collision(&mut self, txn: &TransactionMut<'_>, seen: &Outline) {
        let own = txn.doc().client_id();
        if let Some((_, clocks)) = seen.reach.iter().find(|(client, _)| ClientID::new(*client) == own) {
            self.collided |= clocks.end > txn.state_vector().get(&own);
        }
    }

    /// Tries every pending update that lacked something which is there now, until nothing more comes of it.
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

    /// Gives yrs of an update what is not known yet; what cannot be used yet is pending. Whether any of it came into the
    /// document. `from` is the update that known clock ranges were subtracted from before.
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
        let lacks = seen.refers.iter().filter(|block| !self.is_here(&state, block)).copied().collect();
        let whole = whole.unwrap_or_else(|| Rc::from(update));
        self.updates.push(PendingUpdate { update: update.to_vec(), whole, lacks });
        Ok(came)
    }

    /// These blocks are in the document, or most of them.
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

    /// Which of these clock ranges are in the document, if any are.
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

/// A snapshot as a v1 update. It builds on nothing but itself.
fn in_v1(snapshot: &[u8]) -> Result<Vec<u8>, Damaged> {
    let mut options = Options::with_guid_and_client_id("".into(), ClientID::new(0));
    options.offset_kind = OffsetKind::Utf16;
    let doc = Doc::with_options(options);
    let mut txn = doc.try_transact_mut().map_err(|_| Damaged)?;
    txn.apply_update(Update::decode_v2(snapshot)?).map_err(|_| Damaged)?;
    Ok(txn.encode_diff_v1(&StateVector::default()))
}
