//! Who this page is: the room's keys, the member who sits here, and the names that the page seals and writes under.
//!
//! The names are random, so no honest page meets its own at another's. Where it does all the same (a client-id collision:
//! a device that means harm takes them, or a machine was copied while it ran), the page takes new ones and keeps in mind
//! the old: what it wrote under those is still its own.

use alongside_room::MemberId;
use alongside_wire::{Counter, ReplicaId, SnapshotId};
use chacha20::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};

use crate::{
    key::Keys,
    message::Message,
    outbox::FrameId,
    seal::{self, Kind},
    snapshot::Snapshot,
};

/// So many changes of the replica id in one page load are no accident.
const OFTEN: usize = 16;

/// Keys, member and names of this page.
pub(crate) struct Identity {
    pub keys: Keys,
    /// The authority of the relay's address, which a signature for that relay names.
    pub origin: String,
    /// None before this page knows who sits here.
    pub me: Option<MemberId>,
    pub rng: ChaCha20Rng,
    pub names: Names,
    /// Numbers frames and snapshots under the present replica id.
    next: Counter,
    /// Numbers ephemerals, in a count of their own.
    next_ephemeral: Counter,
}

impl Identity {
    /// Draws everything that is random from this seed.
    pub fn new(keys: Keys, origin: String, me: Option<MemberId>, seed: [u8; 32]) -> Self {
        let mut rng = ChaCha20Rng::from_seed(seed);
        let names = Names::new(&mut rng);
        Self { keys, origin, me, rng, names, next: Counter(0), next_ephemeral: Counter(0) }
    }

    /// The number of the next frame.
    pub fn next(&self) -> Counter {
        self.next
    }

    /// Seals a message for the log, under a frame id of its own.
    pub fn seal(&mut self, message: &Message) -> (FrameId, Vec<u8>) {
        let id = (self.names.replica(), self.next);
        self.next = self.next.next();
        (id, seal::seal(&self.keys, &mut self.rng, id.0, id.1, &message.encode()))
    }

    /// Seals a message that nobody keeps.
    pub fn seal_ephemeral(&mut self, message: &Message) -> Vec<u8> {
        let counter = self.next_ephemeral;
        self.next_ephemeral = counter.next();
        let replica = self.names.replica();
        seal::seal_carried(&self.keys, &mut self.rng, Kind::Ephemeral, replica, counter, &message.encode())
    }

    /// Seals a snapshot; it is named after its sealed bytes.
    pub fn seal_snapshot(&mut self, snapshot: &Snapshot) -> (SnapshotId, Vec<u8>) {
        let counter = self.next;
        self.next = counter.next();
        let replica = self.names.replica();
        let sealed =
            seal::seal_carried(&self.keys, &mut self.rng, Kind::Snapshot, replica, counter, &snapshot.encode());
        (SnapshotId::of(&sealed), sealed)
    }

    /// Another replica id, whose frames are numbered from 0.
    pub fn take_new_replica(&mut self) {
        self.names.next_replica(&mut self.rng);
        self.next = Counter(0);
    }
}

/// The names that this page writes under, and those that it wrote under before.
#[derive(Debug)]
pub(crate) struct Names {
    replica: ReplicaId,
    client: u64,
    replicas: Vec<ReplicaId>,
    clients: Vec<u64>,
}

/// A document's client id: 53 random bits.
pub(crate) fn client(rng: &mut ChaCha20Rng) -> u64 {
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

    /// Another client id, for a document that is made anew.
    pub fn next_client(&mut self, rng: &mut ChaCha20Rng) -> u64 {
        self.write_under(client(rng))
    }

    /// The document is another one, written under this client id.
    pub fn write_under(&mut self, client: u64) -> u64 {
        self.clients.push(std::mem::replace(&mut self.client, client));
        client
    }

    fn next_replica(&mut self, rng: &mut ChaCha20Rng) {
        self.replicas.push(std::mem::replace(&mut self.replica, replica(rng)));
    }

    /// All client ids that this page wrote under, the present one last.
    pub fn clients(&self) -> Vec<u64> {
        self.clients.iter().copied().chain([self.client]).collect()
    }

    /// All client ids that this page wrote under before the present one.
    pub fn former_clients(&self) -> Vec<u64> {
        self.clients.clone()
    }

    /// The replica id changed so often that it is no accident any more.
    pub fn change_often(&self) -> bool {
        self.replicas.len() >= OFTEN
    }

    /// Whether this page wrote under both of these.
    pub fn are_own(&self, replica: ReplicaId, client: u64) -> bool {
        (self.replica == replica || self.replicas.contains(&replica))
            && (self.client == client || self.clients.contains(&client))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RoomSecret;

    fn identity() -> Identity {
        Identity::new(RoomSecret::from_bytes([1; 32]).keys(), "relay.example".to_owned(), None, [2; 32])
    }

    #[test]
    fn what_was_written_under_a_former_name_is_still_this_page_s_own() {
        let mut identity = identity();
        let (replica, client) = (identity.names.replica(), identity.names.client());
        identity.take_new_replica();
        let next = identity.names.next_client(&mut identity.rng);
        assert_ne!((identity.names.replica(), next), (replica, client));
        assert!(identity.names.are_own(replica, client) && identity.names.are_own(replica, next));
        assert!(!identity.names.are_own(ReplicaId([9; 16]), client));
        assert_eq!((identity.names.former_clients(), identity.names.clients()), (vec![client], vec![client, next]));
    }

    #[test]
    fn frames_and_snapshots_share_one_count_and_a_new_replica_counts_from_0() {
        let mut identity = identity();
        let (first, _) = identity.seal(&Message::default());
        identity.seal_ephemeral(&Message::default());
        assert_eq!((first.1, identity.next()), (Counter(0), Counter(1)));
        identity.take_new_replica();
        let (second, _) = identity.seal(&Message::default());
        assert!(second.0 != first.0 && second.1 == Counter(0));
    }
}
