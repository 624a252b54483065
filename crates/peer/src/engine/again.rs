//! Two copies with the same log must come to the same. One that does not is made again from the relay's bytes, beside the
//! one in use, and takes its place when it is whole. `[P 75]`

use alongside_wire::{
    ToRelay,
    frame::{Logged, SnapshotGet, SnapshotPart},
};

use super::{Peer, names};
use crate::{
    again::{Again, Next},
    facts::Notice,
    io::Now,
};

impl Peer {
    /// Begins to make the room again; false where that cannot be now. `puts` says that a snapshot is owed afterwards.
    pub(super) fn begin_again(&mut self, puts: bool) -> bool {
        let Some(at) = self.position.as_ref().map(|position| position.durable) else { return false };
        let Some(live) = self.link.live().filter(|_| self.link.is_caught_up()) else { return false };
        if live.again.is_some() || live.check.is_some() || live.pulls > 0 {
            return false;
        }
        // What stands for what was trimmed was confirmed; what was put since may leave something out.
        let trimmed = live.trimmed;
        let base = [live.snapshot, live.previous].into_iter().flatten().find(|head| head.covers <= trimmed);
        if base.is_none() && trimmed.0 > 0 {
            return false;
        }
        let client = names::client(&mut self.rng);
        if let Some(live) = self.link.live_mut() {
            live.again = Some(Box::new(Again::new(base, client, &self.names.clients(), at, puts)));
        }
        match base {
            Some(head) => self.send(&ToRelay::SnapshotGet(SnapshotGet { id: head.id })),
            None => self.pull(trimmed),
        }
        true
    }

    /// The room is being made again.
    pub(super) fn is_made_again(&self) -> bool {
        self.link.live().is_some_and(|live| live.again.is_some())
    }

    /// A part of a snapshot; given back if it is not for this.
    pub(super) fn again_part(&mut self, part: SnapshotPart) -> Option<SnapshotPart> {
        let log = self.position.as_ref().map(|position| position.log);
        let Some(live) = self.link.live_mut() else { return Some(part) };
        let (trimmed, pulls) = (live.trimmed, live.pulls);
        let (Some(again), Some(log)) = (live.again.as_mut().filter(|again| again.wants(&part)), log) else {
            return Some(part);
        };
        match again.part(part, &self.keys, log) {
            Next::More => {}
            // The next answer is this one's.
            Next::Log if pulls == 0 => self.pull(trimmed),
            Next::Log | Next::Nothing => drop(self.end_again()),
        }
        None
    }

    /// A frame of a page.
    pub(super) fn again_frame(&mut self, frame: &Logged) {
        if let Some(again) = self.link.live_mut().and_then(|live| live.again.as_mut()) {
            again.frame(&self.keys, frame, &|replica, client| self.names.are_own(replica, client));
        }
    }

    /// A pull is answered: the room is made.
    pub(super) fn again_read(&mut self, now: Now) {
        let reads_log = self.link.live().and_then(|live| live.again.as_ref()).is_some_and(|again| again.reads_log());
        if !reads_log {
            return;
        }
        // What is written here goes with it.
        self.seal_pending(now);
        let Some(mut again) = self.end_again() else { return };
        again.catch_up(&self.document, &|replica, client| self.names.are_own(replica, client));
        self.rebuilt_at = Some(again.at);
        let differs = again.document.room.digest() != self.document.room.digest();
        // One that lacks what this one has is no better.
        if differs && (again.document.is_whole() || !self.document.is_whole()) {
            self.document = again.document;
            self.names.write_under(again.client);
            self.remade();
            self.notice(Notice::Rebuilt);
            self.write_again(now, &again.hidden);
            // The device has it in an order of its own, which would lead to the same again.
            if self.is_whole() {
                self.keep_everything();
            }
        }
        if again.puts {
            self.outdo();
        }
    }

    /// It is over, one way or the other.
    pub(super) fn end_again(&mut self) -> Option<Box<Again>> {
        let again = self.link.live_mut()?.again.take()?;
        if again.puts {
            // Where nothing came of it, the snapshot is worth another look.
            self.compared = None;
        }
        Some(again)
    }
}
