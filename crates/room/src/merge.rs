//! What arrives becomes part of the document, or waits for what it builds on.
//!
//! yrs 0.28.1 could hold back what waits by itself, but tries it again only where that waits for a client whose edits
//! arrive: what waits for two, one after the other, would wait on, unseen. And it joins all that waits, by splitting blocks
//! in memory (see [`screen::cut`]). So it is given nothing that is known already, and keeps nothing that waits.

use yrs::{
    ReadTxn, StateVector, Transact, TransactionMut, Update, WriteTxn, block::ClientID, updates::decoder::Decode,
};

use crate::{
    replica::Damaged,
    schema,
    screen::{self, Known, Seen},
};

/// Updates that wait for what they build on, and how far they reach.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    updates: Vec<Held>,
    /// Up to where anything arrived of whose edits, gaps or not.
    reach: StateVector,
}

/// An update that waits, v1.
#[derive(Debug)]
struct Held {
    update: Vec<u8>,
    /// Whose edits are in it, or are referred to.
    clients: Vec<u64>,
}

/// A part of an update, and how it is written.
struct Piece {
    update: Update,
    bytes: Vec<u8>,
}

impl Waiting {
    /// Nothing waits.
    pub fn is_empty(&self) -> bool {
        self.updates.is_empty()
    }

    /// Whether of some client's edits later ones are in the document and earlier ones are not. yrs applies what does not
    /// need those in between.
    pub fn has_gap(&self, txn: &impl ReadTxn) -> bool {
        let whole = txn.state_vector();
        self.reach.iter().any(|(client, reach)| whole.get(client) < *reach)
    }

    /// What somebody with this state vector lacks, v1. Of clients whose edits have a gap here that is all that is here: a
    /// state vector says nothing of what lies beyond one.
    pub fn missing_from(&self, txn: &impl ReadTxn, theirs: &StateVector) -> Vec<u8> {
        let whole = txn.state_vector();
        let mut has = StateVector::default();
        for (client, clock) in theirs.iter().filter(|(client, _)| self.reach.get(client) <= whole.get(client)) {
            has.set_max(*client, *clock);
        }
        txn.encode_diff_v1(&has)
    }

    /// Merges a v1 update that was looked at, and whatever waited for it.
    pub fn merge(&mut self, txn: &mut TransactionMut<'_>, update: &[u8], seen: &Seen) -> Result<(), Damaged> {
        let pieces = self.pieces(txn, update, seen)?;
        self.take(txn, pieces)?;
        self.go_on(txn, seen)
    }

    /// The same with a v2 snapshot.
    pub fn merge_snapshot(
        &mut self,
        txn: &mut TransactionMut<'_>,
        snapshot: &[u8],
        seen: &Seen,
    ) -> Result<(), Damaged> {
        let update = Update::decode_v2(snapshot)?;
        if !seen.binary && self.known(txn, seen)?.is_empty() {
            txn.apply_update(update).map_err(|_| Damaged)?;
            if txn.prune_pending().is_none() {
                return self.go_on(txn, seen);
            }
        }
        self.merge(txn, &screen::plain(&in_v1(snapshot)?)?, seen)
    }

    /// Tries what waits for one of these, until nothing more comes of it.
    fn go_on(&mut self, txn: &mut TransactionMut<'_>, seen: &Seen) -> Result<(), Damaged> {
        for (client, clocks) in &seen.reach {
            self.reach.set_max(ClientID::new(*client), clocks.end);
        }
        let mut came: Vec<u64> = seen.reach.iter().map(|(client, _)| *client).collect();
        while !came.is_empty() && !self.updates.is_empty() {
            let (tried, others): (Vec<_>, _) = std::mem::take(&mut self.updates)
                .into_iter()
                .partition(|held| held.clients.iter().any(|client| came.contains(client)));
            self.updates = others;
            came.clear();
            for Held { update, clients } in tried {
                let seen = screen::update(&update)?;
                // What cannot be cut here is of somebody who took another's names, and not the fault of what came now.
                let Ok(pieces) = self.pieces(txn, &update, &seen) else { continue };
                let held = self.updates.len();
                self.take(txn, pieces)?;
                if !matches!(&self.updates[held..], [again] if again.update == update) {
                    came.extend(clients);
                }
            }
        }
        Ok(())
    }

    /// What of an update is not known yet.
    fn pieces(&self, txn: &TransactionMut<'_>, update: &[u8], seen: &Seen) -> Result<Vec<Piece>, Damaged> {
        let known = self.known(txn, seen)?;
        let pieces = if known.is_empty() { vec![update.to_vec()] } else { screen::cut(update, &known)? };
        let read = |piece: Vec<u8>| Ok(Piece { update: Update::decode_v1(&piece)?, bytes: piece });
        pieces.into_iter().map(read).collect()
    }

    /// Gives yrs what is not known yet; what cannot be used yet waits.
    fn take(&mut self, txn: &mut TransactionMut<'_>, pieces: Vec<Piece>) -> Result<(), Damaged> {
        for Piece { update, bytes } in pieces {
            txn.apply_update(update).map_err(|_| Damaged)?;
            if txn.prune_pending().is_some() {
                let clients = screen::update(&bytes)?.clients;
                self.updates.push(Held { update: bytes, clients });
            }
        }
        Ok(())
    }

    /// What of these edits is in the document, if anything is.
    fn known(&self, txn: &TransactionMut<'_>, seen: &Seen) -> Result<Known, Damaged> {
        let whole = txn.state_vector();
        let mut known = Known::new();
        let mut with_gaps = None;
        for (client, clocks) in &seen.reach {
            let name = ClientID::new(*client);
            let (end, reach) = (whole.get(&name), self.reach.get(&name));
            if end < reach && clocks.start < reach {
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
    let (doc, _) = schema::document(0);
    let mut txn = doc.try_transact_mut().map_err(|_| Damaged)?;
    txn.apply_update(Update::decode_v2(snapshot)?).map_err(|_| Damaged)?;
    Ok(txn.encode_diff_v1(&StateVector::default()))
}
