//! Making the room again from a relay's bytes only, beside the one that is in use: what it comes to in the order of the
//! log, which is one for all. `[P 75]`
//!
//! It begins with what another member's device has confirmed, and reads the whole log after that: a snapshot that nobody
//! has compared may leave something out.

use alongside_room::author;
use alongside_wire::{
    LogId, ReplicaId, Seq,
    frame::{Logged, SnapshotHead, SnapshotPart},
};

use crate::{
    document::{Document, Frame, Opened},
    key::Keys,
    outbox::FrameId,
    snapshot::{Incoming, Received},
};

/// A room that is being made.
pub struct Again {
    /// As far as it is made.
    pub document: Document,
    /// What it is written under.
    pub client: u64,
    /// The place in the log from which the room in use is doubted.
    pub at: Seq,
    /// A snapshot of what comes of it is owed.
    pub puts: bool,
    /// What this page wrote and the log has other edits in the place of, by its client's id.
    pub hidden: Vec<(u64, Vec<u8>)>,
    /// The snapshot that is being received; then the log.
    incoming: Option<Incoming>,
    /// Client ids of this page, and how many of their edits that snapshot has: it may reach further than the log it covers.
    ground: Vec<(u64, u64)>,
}

/// What it wants next.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    /// The rest of what it asked for.
    More,
    /// The log, from its beginning.
    Log,
    /// Nothing any more: its snapshot does not read.
    Nothing,
}

impl Again {
    /// Begins, with this snapshot if there is one. What is made is to be written under a client id.
    /// `own` are the client ids that this page wrote under so far.
    pub fn new(base: Option<SnapshotHead>, client: u64, own: &[u64], at: Seq, puts: bool) -> Self {
        Self {
            document: Document::new(client),
            client,
            at,
            puts,
            hidden: Vec::new(),
            incoming: base.map(Incoming::new),
            ground: own.iter().map(|client| (*client, 0)).collect(),
        }
    }

    /// Whether a part of this snapshot is for it.
    pub fn wants(&self, part: &SnapshotPart) -> bool {
        self.incoming.as_ref().is_some_and(|incoming| incoming.head.id == part.id)
    }

    /// It reads the log.
    pub fn reads_log(&self) -> bool {
        self.incoming.is_none()
    }

    /// Takes a part of its snapshot.
    pub fn part(&mut self, part: SnapshotPart, keys: &Keys, log: LogId) -> Next {
        let Some(incoming) = &mut self.incoming else { return Next::Nothing };
        let covers = incoming.head.covers;
        let sealed = match incoming.take(part) {
            Received::More => return Next::More,
            Received::Whole(sealed) => sealed,
            Received::Wrong => return Next::Nothing,
        };
        self.incoming = None;
        match self.document.load(keys, &sealed, &mut || self.client) {
            Some(snapshot) if snapshot.covers == covers && snapshot.log == log => {
                for (client, edits) in &mut self.ground {
                    *edits = self.document.room.count_of(*client);
                }
                Next::Log
            }
            _ => Next::Nothing,
        }
    }

    /// Takes a frame of the log, once that is being read. `is_own` knows which replicas and client ids are this page's.
    pub fn frame(&mut self, keys: &Keys, frame: &Logged, is_own: &dyn Fn(ReplicaId, u64) -> bool) {
        let key = (frame.replica, frame.counter);
        if self.reads_log()
            && let Opened::New(Frame { updates, .. }) = self.document.open(keys, key, &frame.sealed)
        {
            self.merge(key, updates, is_own);
        }
    }

    /// Takes what is in the room in use and not in the log as far as it was read; and looks for what this page wrote into it
    /// and is under another's frame in the log.
    pub fn catch_up(&mut self, used: &Document, is_own: &dyn Fn(ReplicaId, u64) -> bool) {
        for (key, updates) in used.frames() {
            if !self.document.has_seen(key) {
                self.merge(*key, updates.to_vec(), is_own);
            } else if self.document.updates_of(key) != Some(updates) {
                let own = updates.iter().filter_map(|update| {
                    let (client, _) = author(update).ok()??;
                    is_own(key.0, client).then(|| (client, update.clone()))
                });
                self.hidden.extend(own);
            }
        }
    }

    fn merge(&mut self, key: FrameId, updates: Vec<Vec<u8>>, is_own: &dyn Fn(ReplicaId, u64) -> bool) {
        for update in &updates {
            if let Ok(Some((client, clock))) = author(update)
                && is_own(key.0, client)
                && self.document.room.count_of(client) > clock
                && self.ground.iter().all(|(own, edits)| *own != client || *edits <= clock)
            {
                self.hidden.push((client, update.clone()));
            }
        }
        if self.document.apply(key, updates).is_err() {
            // Nothing was written under it yet.
            self.document.remake(self.client);
        }
    }
}
