//! A shadow replica: a second document, filled from the relay's or the device's bytes only, beside the one in use. What
//! for is its [`Purpose`].
//!
//! - **Refill**: what the relay's own log comes to, so that what it lacks can be pushed.
//! - **Confirm**: the relay's snapshot by itself, then on top of it the snapshot before and the log up to where the new
//!   one reaches. Where that changes nothing, nothing was left out. `[P 38]`
//! - **Rebuild**: the log in its one order for all, to take the place of a document that differs from another's. It begins
//!   with what another member's device has confirmed: a snapshot that nobody compared may leave something out. `[P 75]`
//! - **Read-back**: a snapshot that was just written, compared with the document that it was written from.

use alongside_room::{MemberId, Room, author, map_of};
use alongside_wire::{
    Chain, LogId, ReplicaId, Seq,
    frame::{Logged, SnapshotHead, SnapshotPart},
};
use litemap::LiteMap;

use crate::{
    document::{Document, Frame, NOBODY, Opened},
    key::Keys,
    outbox::FrameId,
    snapshot::{Incoming, Received, Snapshot},
};

/// A shadow replica, as far as it is filled.
pub(crate) struct Shadow {
    pub document: Document,
    /// The client id that its document is written under.
    client: u64,
    source: Source,
    purpose: Purpose,
    /// Up to where the log was read into it, and the chain there; none where no chain is known to begin with.
    read_up_to: Option<(Seq, Chain)>,
}

/// What is being read into it.
enum Source {
    Snapshot(Incoming),
    Log,
}

/// What a shadow replica is for.
pub(crate) enum Purpose {
    Refill,
    Confirm(Confirmation),
    Rebuild(Rebuild),
}

/// A snapshot is compared with what it stands for.
pub(crate) struct Confirmation {
    pub head: SnapshotHead,
    /// The snapshot before, until it is asked for.
    previous: Option<SnapshotHead>,
    /// The digest of the snapshot alone, once it is read.
    alone: Option<[u8; 32]>,
    /// The chain that stands inside its seal.
    pub chain: Chain,
    /// Frames that the snapshot's author could not read either.
    skipped: LiteMap<FrameId, ()>,
}

/// The document in use is to be replaced.
pub(crate) struct Rebuild {
    /// The position from which the document in use is doubted.
    pub at: Seq,
    /// A snapshot of what comes of it is owed to the relay.
    pub puts: bool,
    /// What this page wrote and the log has other edits in the place of (shadowed updates), by client id.
    pub shadowed: Vec<(u64, Vec<u8>)>,
    /// Client ids of this page, and how many of their edits the snapshot has: it may reach further than the log it covers.
    in_snapshot: Vec<(u64, u64)>,
}

/// What a shadow replica wants next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// The rest of what it asked for.
    More,
    /// This snapshot.
    Get(SnapshotHead),
    /// The log, from its beginning.
    Log,
    /// It is over: nothing can be said.
    Nothing,
    /// It is over: the snapshot is not what it should be.
    Rejected,
}

/// Whose comparison confirms a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Judge {
    pub me: MemberId,
    /// Nobody else was ever in the room: there is no other who could confirm.
    pub alone: bool,
}

/// What knows which replicas and client ids are this page's.
pub(crate) type IsOwn<'a> = &'a dyn Fn(ReplicaId, u64) -> bool;

impl Shadow {
    /// For what the relay's own bytes come to.
    pub fn refill() -> Self {
        Self::of(NOBODY, Source::Log, Purpose::Refill)
    }

    /// For comparing a snapshot; ask the relay for `head` first.
    pub fn confirm(head: SnapshotHead, previous: Option<SnapshotHead>) -> Self {
        let purpose = Confirmation { head, previous, alone: None, chain: Chain::START, skipped: LiteMap::new() };
        Self::of(NOBODY, Source::Snapshot(Incoming::new(head)), Purpose::Confirm(purpose))
    }

    /// For replacing the document in use, which is doubted from `at`. It begins with the snapshot `base`, if there is one.
    /// What comes of it is written under `client`; `own` are the client ids that this page wrote under so far.
    pub fn rebuild(base: Option<SnapshotHead>, client: u64, own: &[u64], at: Seq, puts: bool) -> Self {
        let in_snapshot = own.iter().map(|client| (*client, 0)).collect();
        let source = base.map_or(Source::Log, |head| Source::Snapshot(Incoming::new(head)));
        Self::of(client, source, Purpose::Rebuild(Rebuild { at, puts, shadowed: Vec::new(), in_snapshot }))
    }

    fn of(client: u64, source: Source, purpose: Purpose) -> Self {
        let read_up_to = Some((Seq(0), Chain::START));
        Self { document: Document::new(client), client, source, purpose, read_up_to }
    }

    /// What it is filled for.
    pub fn purpose(&self) -> &Purpose {
        &self.purpose
    }

    /// The document that was filled, the client id that it writes under, and what it was filled for.
    pub fn into_parts(self) -> (Document, u64, Purpose) {
        (self.document, self.client, self.purpose)
    }

    /// A part of this snapshot is for it.
    pub fn wants(&self, part: &SnapshotPart) -> bool {
        matches!(&self.source, Source::Snapshot(incoming) if incoming.head.id == part.id)
    }

    /// Up to where the log was read, and the chain there; none where that is not known.
    pub fn read_up_to(&self) -> Option<(Seq, Chain)> {
        self.read_up_to
    }

    /// It waits for no snapshot any more.
    pub fn reads_log(&self) -> bool {
        matches!(self.source, Source::Log)
    }

    /// Takes a part of a snapshot that it [wants](Self::wants).
    pub fn part(&mut self, part: SnapshotPart, keys: &Keys, log: LogId, judge: Option<Judge>) -> Next {
        let Source::Snapshot(incoming) = &mut self.source else { return Next::Nothing };
        let covers = incoming.head.covers;
        let sealed = match incoming.take(part) {
            Received::More => return Next::More,
            Received::Whole(sealed) => sealed,
            Received::Wrong | Received::OutOfOrder => return Next::Nothing,
        };
        self.source = Source::Log;
        let snapshot = self.load(keys, &sealed);
        let is_as_said = snapshot.as_ref().is_some_and(|snapshot| snapshot.covers == covers && snapshot.log == log);
        match &mut self.purpose {
            Purpose::Refill => Next::Nothing,
            Purpose::Rebuild(rebuild) => {
                for (client, edits) in &mut rebuild.in_snapshot {
                    *edits = self.document.room.count_of(*client);
                }
                self.read_up_to = snapshot.map(|snapshot| (snapshot.covers, snapshot.chain));
                if is_as_said { Next::Log } else { Next::Nothing }
            }
            Purpose::Confirm(confirmation) => match (confirmation.alone, snapshot) {
                // What the one before it holds cannot be compared, so it is kept.
                (Some(_), None) => Next::Nothing,
                (Some(_), Some(snapshot)) => {
                    self.read_up_to = Some((snapshot.covers, snapshot.chain));
                    Next::Log
                }
                (None, Some(snapshot)) if is_as_said => {
                    let Some(judge) = judge else { return Next::Nothing };
                    // Its author would only agree with themselves.
                    let by_me = snapshot.author.is_none_or(|author| author == judge.me.0);
                    if !judge.alone && by_me {
                        return Next::Nothing;
                    }
                    confirmation.alone = Some(self.document.room.digest());
                    confirmation.chain = snapshot.chain;
                    confirmation.skipped = map_of(snapshot.skipped.into_iter().map(|id| (id, ())));
                    match confirmation.previous.take() {
                        Some(previous) => {
                            self.source = Source::Snapshot(Incoming::new(previous));
                            Next::Get(previous)
                        }
                        None => Next::Log,
                    }
                }
                (None, _) => Next::Rejected,
            },
        }
    }

    /// Takes a whole sealed snapshot.
    pub fn load(&mut self, keys: &Keys, sealed: &[u8]) -> Option<Snapshot> {
        self.document.load(keys, sealed, &mut || self.client)
    }

    /// Takes a frame of the log, once that is being read.
    pub fn frame(&mut self, keys: &Keys, frame: &Logged, is_own: IsOwn<'_>) {
        let id = (frame.replica, frame.counter);
        if !self.reads_log() {
            return;
        }
        let is_beyond = matches!(&self.purpose, Purpose::Confirm(confirmation) if frame.seq > confirmation.head.covers);
        if let Some((_, chain)) = self.read_up_to.filter(|(seq, _)| *seq < frame.seq && !is_beyond) {
            self.read_up_to = Some((frame.seq, chain.then(frame.seq, frame.replica, frame.counter, &frame.sealed)));
        }
        match &self.purpose {
            Purpose::Confirm(confirmation)
                if frame.seq > confirmation.head.covers || confirmation.skipped.contains_key(&id) => {}
            Purpose::Refill | Purpose::Confirm(_) => {
                self.document.merge(keys, id, &frame.sealed, &mut || NOBODY);
            }
            Purpose::Rebuild(_) => {
                if let Opened::New(Frame { updates, .. }) = self.document.open(keys, id, &frame.sealed) {
                    self.merge(id, updates, is_own);
                }
            }
        }
    }

    /// The digest of everything that it read; none where some of that does not read, or something is pending.
    pub fn whole(&self) -> Option<[u8; 32]> {
        let reads = self.document.is_whole() && self.document.quarantined().len() == 0;
        (self.reads_log() && reads).then(|| self.document.room.digest())
    }

    /// The log is read: whether the snapshot holds all of it.
    pub fn confirms(&self) -> bool {
        matches!(&self.purpose, Purpose::Confirm(confirmation) if confirmation.alone.is_some() && confirmation.alone == self.whole())
    }

    /// Takes what is in the document in use and not in the log as far as it was read; and looks for what this page wrote
    /// into it and is under another's frame in the log.
    pub fn take_rest_of(&mut self, used: &Document, is_own: IsOwn<'_>) {
        for (id, updates) in used.frames() {
            if !self.document.has_seen(id) {
                self.merge(*id, updates.to_vec(), is_own);
            } else if self.document.updates_of(id) != Some(updates) {
                let own = updates.iter().filter_map(|update| {
                    let (client, _) = author(update).ok()??;
                    is_own(id.0, client).then(|| (client, update.clone()))
                });
                self.shadow_all(own.collect());
            }
        }
    }

    fn merge(&mut self, id: FrameId, updates: Vec<Vec<u8>>, is_own: IsOwn<'_>) {
        let shadowed = updates.iter().filter_map(|update| {
            let (client, clock) = author(update).ok()??;
            let Purpose::Rebuild(rebuild) = &self.purpose else { return None };
            let is_shadowed = is_own(id.0, client)
                && self.document.room.count_of(client) > clock
                && rebuild.in_snapshot.iter().all(|(own, edits)| *own != client || *edits <= clock);
            is_shadowed.then(|| (client, update.clone()))
        });
        let shadowed = shadowed.collect();
        self.shadow_all(shadowed);
        if self.document.apply(id, updates).is_err() {
            // Nothing was written under it yet.
            self.document.rebuild(self.client);
        }
    }

    fn shadow_all(&mut self, updates: Vec<(u64, Vec<u8>)>) {
        if let Purpose::Rebuild(rebuild) = &mut self.purpose {
            rebuild.shadowed.extend(updates);
        }
    }
}

/// The document as snapshot bytes that read as the same; none where they do not. It costs as much as opening the room.
///
/// An honest room always reads back. One in which somebody wrote under one client id twice may come to something else in
/// the order in which it is written down.
pub(crate) fn read_back(room: &Room) -> Option<Vec<u8>> {
    let bytes = room.snapshot();
    let mut shadow = Room::new(NOBODY);
    (shadow.load(&bytes).is_ok() && shadow.digest() == room.digest()).then_some(bytes)
}
