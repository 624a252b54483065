//! Comparing a snapshot with what it stands for, from the relay's bytes only: the new one, then on top of it the one
//! before and the log up to where the new one reaches. Where that changes nothing, nothing was left out. `[P 38]`

use alongside_room::MemberId;
use alongside_wire::{
    LogId,
    frame::{Logged, SnapshotHead, SnapshotPart},
};
use litemap::LiteMap;

use crate::{
    document::{Document, NOBODY},
    key::Keys,
    outbox::FrameId,
    snapshot::{Incoming, Received},
};

/// A comparison under way.
pub struct Check {
    /// The snapshot that is compared.
    pub head: SnapshotHead,
    /// The one before, until it is asked for.
    previous: Option<SnapshotHead>,
    stage: Stage,
    /// What all of it comes to.
    document: Document,
    /// What the snapshot alone comes to.
    alone: [u8; 32],
    /// Frames that its author could not read either.
    skipped: LiteMap<FrameId, ()>,
}

enum Stage {
    /// The snapshot itself, or the one before, is being received.
    Receiving { incoming: Incoming, is_previous: bool },
    /// The log is being read.
    Log,
}

/// What a comparison wants next.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    /// The rest of what it asked for.
    More,
    /// This snapshot.
    Get(SnapshotHead),
    /// The log, from its beginning.
    Log,
    /// It is over: nothing can be said.
    Nothing,
    /// It is over: the snapshot is not what it should be.
    Unfit,
}

/// On whose word a snapshot may be confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judge {
    /// Who compares.
    pub me: MemberId,
    /// Nobody else was ever in the room: there is no other who could.
    pub alone: bool,
}

impl Check {
    /// Begins; ask for [`Check::head`] first.
    pub fn new(head: SnapshotHead, previous: Option<SnapshotHead>) -> Self {
        let stage = Stage::Receiving { incoming: Incoming::new(head), is_previous: false };
        Self { head, previous, stage, document: Document::new(NOBODY), alone: [0; 32], skipped: LiteMap::new() }
    }

    /// Whether a part of this snapshot is for this comparison.
    pub fn wants(&self, part: &SnapshotPart) -> bool {
        matches!(&self.stage, Stage::Receiving { incoming, .. } if incoming.head.id == part.id)
    }

    /// Whether it waits for a snapshot.
    pub fn is_receiving(&self) -> bool {
        matches!(self.stage, Stage::Receiving { .. })
    }

    /// Takes a part of a snapshot.
    pub fn part(&mut self, part: SnapshotPart, keys: &Keys, log: LogId, judge: Judge) -> Next {
        let Stage::Receiving { incoming, is_previous } = &mut self.stage else { return Next::Nothing };
        let is_previous = *is_previous;
        let sealed = match incoming.take(part) {
            Received::More => return Next::More,
            Received::Whole(sealed) => sealed,
            Received::Wrong => return Next::Nothing,
        };
        match self.document.load(keys, &sealed, &mut || NOBODY) {
            // What the one before it holds cannot be compared, so it is kept.
            None if is_previous => Next::Nothing,
            None => Next::Unfit,
            Some(_) if is_previous => self.read_log(),
            Some(snapshot) if snapshot.covers != self.head.covers || snapshot.log != log => Next::Unfit,
            // Its author would only agree with themselves.
            Some(snapshot) if !judge.alone && snapshot.author.is_none_or(|author| author == judge.me.0) => {
                Next::Nothing
            }
            Some(snapshot) => {
                self.alone = self.document.room.digest();
                self.skipped = snapshot.skipped.into_iter().map(|key| (key, ())).collect();
                match self.previous.take() {
                    Some(previous) => {
                        self.stage = Stage::Receiving { incoming: Incoming::new(previous), is_previous: true };
                        Next::Get(previous)
                    }
                    None => self.read_log(),
                }
            }
        }
    }

    /// Takes a frame of the log, once that is being read.
    pub fn frame(&mut self, keys: &Keys, frame: &Logged) {
        let key = (frame.replica, frame.counter);
        if matches!(self.stage, Stage::Log) && frame.seq <= self.head.covers && !self.skipped.contains_key(&key) {
            self.document.merge(keys, key, &frame.sealed, &mut || NOBODY);
        }
    }

    /// The log is read: whether the snapshot holds all of it.
    pub fn holds_all(&self) -> bool {
        self.whole() == Some(self.alone)
    }

    /// What all of it comes to, once the log is read; none where some of it does not read.
    pub fn whole(&self) -> Option<[u8; 32]> {
        let reads = self.document.is_whole() && self.document.quarantined().len() == 0;
        (matches!(self.stage, Stage::Log) && reads).then(|| self.document.room.digest())
    }

    fn read_log(&mut self) -> Next {
        self.stage = Stage::Log;
        Next::Log
    }
}
