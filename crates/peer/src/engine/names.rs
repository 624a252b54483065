//! When somebody else writes under this page's names.
//!
//! They are random, so no honest page meets its own at another's. A device that means harm can take them, and two pages
//! have the same that began with the same randomness (a machine that was copied while it ran). Of two edits with one name
//! a copy keeps the one that it hears first, and nothing but its content shows that it differs from another. Copies that
//! find it out are made again from the relay's log, which has one order for all; what this page wrote and another's edit
//! stands in the place of, it writes again under a new name.

use alongside_room::{Renaming, author};
use alongside_wire::{Counter, ReplicaId};
use chacha20::ChaCha20Rng;
use rand_core::Rng;

use super::Peer;
use crate::{io::Now, outbox::FrameId};

/// So many changes of the frames' name in one page load are no accident.
const OFTEN: usize = 16;

/// The names that this page writes under, and those that it wrote under before.
#[derive(Debug)]
pub(super) struct Names {
    replica: ReplicaId,
    client: u64,
    replicas: Vec<ReplicaId>,
    clients: Vec<u64>,
}

/// A document's client id: 53 random bits.
pub(super) fn client(rng: &mut ChaCha20Rng) -> u64 {
    (rng.next_u64() >> 11).max(1)
}

fn replica(rng: &mut ChaCha20Rng) -> ReplicaId {
    let mut replica = ReplicaId([0; 16]);
    rng.fill_bytes(&mut replica.0);
    replica
}

impl Names {
    /// The first.
    pub fn new(rng: &mut ChaCha20Rng) -> Self {
        let (replica, client) = (replica(rng), client(rng));
        Self { replica, client, replicas: Vec::new(), clients: Vec::new() }
    }

    /// What this page's frames are sealed under.
    pub fn replica(&self) -> ReplicaId {
        self.replica
    }

    /// What this page's document is written under.
    pub fn client(&self) -> u64 {
        self.client
    }

    /// Another for the document: it is made anew.
    pub fn next_client(&mut self, rng: &mut ChaCha20Rng) -> u64 {
        self.write_under(client(rng))
    }

    /// The document is another one, written under this.
    pub fn write_under(&mut self, client: u64) -> u64 {
        self.clients.push(std::mem::replace(&mut self.client, client));
        client
    }

    /// Another for the frames.
    pub fn next_replica(&mut self, rng: &mut ChaCha20Rng) {
        self.replicas.push(std::mem::replace(&mut self.replica, replica(rng)));
    }

    /// All client ids that this page wrote under.
    pub fn clients(&self) -> Vec<u64> {
        self.clients.iter().copied().chain([self.client]).collect()
    }

    /// They changed so often that it is no accident any more.
    pub fn change_often(&self) -> bool {
        self.replicas.len() >= OFTEN
    }

    /// Whether this page wrote under these.
    pub fn are_own(&self, replica: ReplicaId, client: u64) -> bool {
        (self.replica == replica || self.replicas.contains(&replica))
            && (self.client == client || self.clients.contains(&client))
    }
}

impl Peer {
    /// Somebody else writes under this page's name: whatever no relay took yet is written under new ones.
    pub(super) fn take_new_names(&mut self, now: Now) {
        let own = self.outbox.iter().map(|(key, _)| *key).filter(|key| key.0 == self.names.replica());
        let own: Vec<FrameId> = own.collect();
        self.names.next_replica(&mut self.rng);
        self.next = Counter(0);
        let (mut updates, mut renamed) = (Vec::new(), Vec::new());
        for key in own {
            match self.document.take(&key) {
                Some(content) => {
                    updates.extend(content);
                    self.pending.edits += self.outbox.take(&key).map_or(0, |frame| frame.edits);
                    renamed.push(key);
                }
                None => self.seal_anew(key),
            }
        }
        updates.append(&mut self.pending.updates);
        self.pending.updates = self.renamed(self.names.client(), updates);
        self.remake();
        self.seal_pending(now);
        self.keep_instead_of(renamed);
    }

    /// Updates of this page, what a client wrote in them under an id of its own.
    fn renamed(&mut self, from: u64, updates: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
        let clock =
            |update: &Vec<u8>| author(update).ok()?.filter(|(client, _)| *client == from).map(|(_, clock)| clock);
        let Some(since) = updates.iter().filter_map(clock).min() else { return updates };
        let renaming = Renaming { from, since, to: client(&mut self.rng) };
        let rename = |update: Vec<u8>| renaming.apply(&update).unwrap_or(update);
        updates.into_iter().map(rename).collect()
    }

    /// What this page wrote and somebody else wrote under the names of, under new ones.
    pub(super) fn write_again(&mut self, now: Now, hidden: &[(u64, Vec<u8>)]) {
        for from in self.names.clients.clone() {
            let updates =
                hidden.iter().filter(|(client, _)| *client == from).map(|(_, update)| update.clone()).collect();
            for update in self.renamed(from, updates) {
                if self.document.room.apply(&update).is_ok() {
                    self.pending.gather(now, vec![update]);
                }
            }
        }
    }
}
