//! Snapshots at the relay and shadow replicas: putting one, confirming another's, and rebuilding the document. `[P 32, 38, 75]`

use alongside_wire::{
    Seq, ToRelay,
    frame::{Confirm, Logged, SnapshotGet, SnapshotHead, SnapshotPart, SnapshotPut},
    limits,
};

use super::Peer;
use crate::{
    compaction::{CompactionInput, CompactionOutput},
    facts::Notice,
    identity::client,
    io::Now,
    session::Verdict,
    shadow::{Judge, Next, Purpose, Shadow, read_back},
};

/// Most quarantined frames that a snapshot names.
const SKIPPED: usize = 256;

impl Peer {
    pub(super) fn run_compaction(&mut self, now: Now) {
        while let Some(due) = self.compaction.poll(now.mono, self.storage.quiet_at()) {
            match due {
                CompactionOutput::Put => drop(self.put_snapshot(now)),
                CompactionOutput::Confirm => self.begin_confirmation(now),
            }
        }
    }

    /// The document holds everything that was read of the log: nothing is pending, and what is quarantined can be named.
    pub(super) fn is_whole(&self) -> bool {
        self.document.is_whole() && self.document.quarantined().len() <= SKIPPED
    }

    /// A rebuild is under way.
    pub(super) fn is_rebuilding(&self) -> bool {
        self.compaction.shadow.as_ref().is_some_and(|shadow| matches!(shadow.purpose(), Purpose::Rebuild(_)))
    }

    pub(super) fn tell_compaction(&mut self, now: Now, input: CompactionInput) {
        self.compaction.handle(now.mono, input, &mut self.identity.rng);
    }

    /// What arrived of the log is read.
    pub(super) fn compact_soon(&mut self, now: Now) {
        if self.session.link.live().is_some() {
            self.tell_compaction(now, CompactionInput::LogRead);
        }
    }

    /// The relay has a snapshot that may be worth a comparison.
    pub(super) fn confirm_soon(&mut self, now: Now) {
        if let Some(judge) = self.judge(now) {
            self.tell_compaction(now, CompactionInput::MayConfirm { alone: judge.alone });
        }
    }

    /// This is the relay's snapshot now.
    pub(super) fn snapshot_stands(&mut self, now: Now, head: Option<SnapshotHead>) {
        let announced = self.session.link.live().map_or(Seq(0), |live| live.announced);
        if head.is_some_and(|head| head.covers > announced) {
            // A snapshot covers what is durable, and what is durable was announced before.
            return self.hang_up(now);
        }
        self.end_confirmation(now);
        self.tell_compaction(now, CompactionInput::SnapshotStands(head));
        self.confirm_soon(now);
    }

    /// The relay's log begins later now.
    pub(super) fn trimmed(&mut self, now: Now, upto: Seq) {
        if self.compaction.log.snapshot.is_none_or(|head| head.covers != upto) {
            return self.hang_up(now);
        }
        self.tell_compaction(now, CompactionInput::Trimmed(upto));
        drop(self.end_shadow(now));
    }

    /// A part of a snapshot; given back if it is not for the shadow replica.
    pub(super) fn shadow_part(&mut self, now: Now, part: SnapshotPart) -> Option<SnapshotPart> {
        if !self.compaction.shadow.as_ref().is_some_and(|shadow| shadow.wants(&part)) {
            return Some(part);
        }
        let judge = self.judge(now);
        let log = self.session.position.as_ref()?.log;
        let shadow = self.compaction.shadow.as_mut()?;
        let is_confirmation = matches!(shadow.purpose(), Purpose::Confirm(_));
        match shadow.part(part, &self.identity.keys, log, judge) {
            Next::More => {}
            Next::Get(head) => self.get_snapshot(head),
            // The next answer is this one's.
            Next::Log if self.session.link.live().is_some_and(|live| live.pulls.is_empty()) => {
                self.pull(self.compaction.log.trimmed);
            }
            Next::Log if is_confirmation => {
                self.compaction.shadow = None;
                self.confirm_soon(now);
            }
            Next::Log | Next::Nothing => drop(self.end_shadow(now)),
            Next::Rejected => self.rejected(now, None),
        }
        None
    }

    /// A frame of a page.
    pub(super) fn shadow_frame(&mut self, frame: &Logged) {
        if let Some(shadow) = &mut self.compaction.shadow {
            let names = &self.identity.names;
            shadow.frame(&self.identity.keys, frame, &|replica, client| names.are_own(replica, client));
        }
    }

    /// A pull is answered.
    pub(super) fn shadow_read(&mut self, now: Now, upto: Seq) {
        let Some(shadow) = self.compaction.shadow.as_ref().filter(|shadow| shadow.reads_log()) else { return };
        let verdict = |(seq, chain)| self.session.position.as_ref().map(|position| position.judge(seq, chain));
        let verdict = shadow.read_up_to().and_then(verdict);
        match shadow.purpose() {
            // What was read is not the log that this copy has read: nothing can be said of the snapshot.
            Purpose::Confirm(_) if verdict == Some(Verdict::Forks) => self.end_confirmation(now),
            Purpose::Confirm(confirmation) if upto >= confirmation.head.covers => {
                let (id, confirms, whole) = (confirmation.head.id, shadow.confirms(), shadow.whole());
                if confirms {
                    if let Some(position) = &mut self.session.position {
                        position.covered_by(id, confirmation.head.covers, confirmation.chain);
                    }
                    self.send(&ToRelay::Confirm(Confirm { id }));
                    self.end_confirmation(now);
                } else {
                    self.rejected(now, whole);
                }
            }
            Purpose::Rebuild(rebuild) => {
                // A rebuild from anything but the very log that this copy has read could lack what a person wrote.
                let reached = shadow.read_up_to().is_some_and(|(seq, _)| seq >= rebuild.at);
                if reached && verdict == Some(Verdict::Agrees) {
                    self.finish_rebuild(now);
                } else {
                    drop(self.end_shadow(now));
                }
            }
            Purpose::Confirm(_) | Purpose::Refill => {}
        }
    }

    /// The shadow replica is of no use any more, one way or the other.
    pub(super) fn end_shadow(&mut self, now: Now) -> Option<Box<Shadow>> {
        let shadow = self.compaction.shadow.take()?;
        match shadow.purpose() {
            Purpose::Confirm(confirmation) => {
                self.tell_compaction(now, CompactionInput::Compared(confirmation.head.id))
            }
            // Where nothing came of it, the snapshot is worth another look.
            Purpose::Rebuild(rebuild) if rebuild.puts => self.tell_compaction(now, CompactionInput::ComparedInVain),
            Purpose::Rebuild(_) | Purpose::Refill => {}
        }
        Some(shadow)
    }

    /// Begins to rebuild the document, where there is what to rebuild it from and nothing else is being read. `puts` says
    /// that a snapshot is owed afterwards.
    pub(super) fn begin_rebuild(&mut self, puts: bool) -> Begun {
        let is_free = self.compaction.shadow.is_none()
            && self.session.link.is_caught_up()
            && self.session.link.live().is_some_and(|live| live.pulls.is_empty());
        let (Some(at), Some(base)) =
            (self.session.position.as_ref().map(|position| position.durable), self.compaction.confirmed_base())
        else {
            return Begun::NotNow;
        };
        if !is_free {
            return Begun::NotNow;
        }
        let client = client(&mut self.identity.rng);
        let shadow = Shadow::rebuild(base, client, &self.identity.names.clients(), at, puts);
        self.compaction.shadow = Some(Box::new(shadow));
        match base {
            Some(head) => self.get_snapshot(head),
            None => self.pull(self.compaction.log.trimmed),
        }
        Begun::Begun
    }

    /// Puts a snapshot of the document in place of the log so far, if that can be now.
    fn put_snapshot(&mut self, now: Now) -> Begun {
        let Some(covers) = self.session.position.as_ref().map(|position| position.durable) else {
            return Begun::NotNow;
        };
        let may = self.session.link.is_caught_up() && self.compaction.may_put(covers) && self.is_whole();
        // Without a member's name nobody could confirm it.
        if !may || self.identity.me.is_none() {
            return Begun::NotNow;
        }
        let Some(document) = read_back(&self.document.room) else {
            self.tell_compaction(now, CompactionInput::NotReadBack);
            return Begun::NotNow;
        };
        let expects = self.compaction.log.snapshot.map(|head| head.id);
        let (id, sealed) = self.seal_snapshot(document, expects);
        if sealed.len() > limits::SNAPSHOT {
            return Begun::NotNow;
        }
        if let Some(position) = &mut self.session.position {
            let chain = position.chain;
            position.covered_by(id, covers, chain);
        }
        self.tell_compaction(now, CompactionInput::Put(id));
        let parts = sealed.len().div_ceil(limits::SNAPSHOT_PART) as u16;
        for (part, bytes) in (0..parts).zip(sealed.chunks(limits::SNAPSHOT_PART)) {
            self.send(&ToRelay::SnapshotPut(SnapshotPut { covers, expects, part, parts, bytes: bytes.to_vec() }));
        }
        Begun::Begun
    }

    fn begin_confirmation(&mut self, now: Now) {
        let Some(judge) = self.judge(now) else { return };
        if let Some(head) = self.compaction.is_worth_confirming(judge.alone) {
            let previous = self.compaction.log.previous;
            self.compaction.shadow = Some(Box::new(Shadow::confirm(head, previous)));
            self.get_snapshot(head);
        }
    }

    /// Who compares, while this copy is caught up.
    fn judge(&mut self, now: Now) -> Option<Judge> {
        let me = self.identity.me.filter(|_| self.session.link.is_caught_up())?;
        Some(Judge { me, alone: self.view(now).members.iter().all(|member| member.id == me) })
    }

    fn end_confirmation(&mut self, now: Now) {
        if !self.is_rebuilding() {
            drop(self.end_shadow(now));
        }
    }

    /// The snapshot lacks something, so the log is not to be trimmed to it: this copy puts a better one. What the relay
    /// has comes to `whole`: where that is not what this copy comes to, it may have read that snapshot, too.
    fn rejected(&mut self, now: Now, whole: Option<[u8; 32]>) {
        self.end_confirmation(now);
        if !self.compaction.may_supersede() {
            return;
        }
        let differs = whole.is_some_and(|whole| whole != self.document.room.digest());
        if !differs || self.begin_rebuild(true) == Begun::NotNow {
            self.supersede(now);
        }
    }

    /// Puts a snapshot in place of one that lacks something.
    fn supersede(&mut self, now: Now) {
        if self.compaction.may_supersede() && self.put_snapshot(now) == Begun::Begun {
            self.tell_compaction(now, CompactionInput::Superseded);
            self.outputs.notice(Notice::Lacking);
        }
    }

    /// The log is read: what it comes to takes the place of the document in use, if it is better.
    fn finish_rebuild(&mut self, now: Now) {
        // What is written here goes with it.
        self.seal_unsealed(now);
        let Some(mut shadow) = self.end_shadow(now) else { return };
        let names = &self.identity.names;
        shadow.take_rest_of(&self.document, &|replica, client| names.are_own(replica, client));
        let (document, client, Purpose::Rebuild(rebuild)) = shadow.into_parts() else { return };
        self.tell_compaction(now, CompactionInput::Rebuilt(rebuild.at));
        let differs = document.room.digest() != self.document.room.digest();
        // One that lacks what this one has is no better.
        if differs && (document.is_whole() || !self.document.is_whole()) {
            self.document = document;
            self.identity.names.write_under(client);
            self.document_replaced(now);
            self.outputs.notice(Notice::Rebuilt);
            self.write_shadowed_again(now, &rebuild.shadowed);
            // The device has it in an order of its own, which would lead to the same again.
            if self.is_whole() {
                self.keep_everything();
            }
        }
        if rebuild.puts {
            self.supersede(now);
        }
    }

    fn get_snapshot(&mut self, head: SnapshotHead) {
        self.send(&ToRelay::SnapshotGet(SnapshotGet { id: head.id }));
    }
}

/// Whether something was begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begun {
    Begun,
    /// What it needs is not there now, or something else is under way.
    NotNow,
}
