//! Having the relay's log trimmed: comparing a snapshot of another member's device with what it stands for. `[P 38]`

use alongside_wire::{
    Seq, ToRelay,
    frame::{Confirm, Logged, SnapshotGet, SnapshotPart},
    limits,
};
use rand_core::Rng;

use super::Peer;
use crate::{
    check::{Check, Judge, Next},
    facts::Notice,
    io::Now,
};

/// Most milliseconds by which a comparison is delayed, so that two devices do not make it at once.
const CHECK_SPREAD: u64 = 10_000;

impl Peer {
    /// The relay has a snapshot that nobody has confirmed: worth a comparison, after a moment that another may use.
    pub(super) fn check_soon(&mut self, now: Now) {
        let spread = self.rng.next_u64() % CHECK_SPREAD;
        if self.is_worth_checking(now)
            && let Some(live) = self.link.live_mut()
            && live.check_at.is_none()
        {
            live.check_at = Some(now.mono + spread);
        }
    }

    /// The moment has come.
    pub(super) fn check_now(&mut self, now: Now) {
        let due = self.link.live().is_some_and(|live| live.check_at.is_some_and(|at| at <= now.mono));
        if !due {
            return;
        }
        let worth = self.is_worth_checking(now);
        let Some(live) = self.link.live_mut() else { return };
        live.check_at = None;
        if let Some(head) = live.snapshot.filter(|_| worth) {
            live.check = Some(Box::new(Check::new(head, live.previous)));
            self.send(&ToRelay::SnapshotGet(SnapshotGet { id: head.id }));
        }
    }

    fn is_worth_checking(&mut self, now: Now) -> bool {
        let Some(judge) = self.judge(now) else { return false };
        let Some(live) = self.link.live() else { return false };
        let Some(head) = live.snapshot else { return false };
        // Where there is no other to confirm it, a page that did not make it does, before the log is full.
        let alone = judge.alone && live.kept_bytes < limits::LOG_SOFT;
        self.link.is_caught_up()
            && head.covers > live.trimmed
            && live.check.is_none()
            && live.again.is_none()
            && self.own_snapshot != Some(head.id)
            && self.compared != Some(head.id)
            && !alone
    }

    fn judge(&mut self, now: Now) -> Option<Judge> {
        let me = self.me?;
        Some(Judge { me, alone: self.view(now).members.iter().all(|member| member.id == me) })
    }

    /// A part of a snapshot; given back if it is not for the comparison.
    pub(super) fn check_part(&mut self, now: Now, part: SnapshotPart) -> Option<SnapshotPart> {
        let wanted = self.link.live().and_then(|live| live.check.as_deref()).is_some_and(|check| check.wants(&part));
        if !wanted {
            return Some(part);
        }
        let (judge, log) = (self.judge(now)?, self.position.as_ref()?.log);
        let live = self.link.live_mut()?;
        let trimmed = live.trimmed;
        match live.check.as_mut()?.part(part, &self.keys, log, judge) {
            Next::More => {}
            Next::Get(head) => self.send(&ToRelay::SnapshotGet(SnapshotGet { id: head.id })),
            // The next answer is this one's.
            Next::Log if live.pulls == 0 => self.pull(trimmed),
            Next::Log => {
                live.check = None;
                self.check_soon(now);
            }
            Next::Nothing => drop(self.end_check()),
            Next::Unfit => self.unfit(None),
        }
        None
    }

    /// A frame of a page.
    pub(super) fn check_frame(&mut self, frame: &Logged) {
        if let Some(check) = self.link.live_mut().and_then(|live| live.check.as_mut()) {
            check.frame(&self.keys, frame);
        }
    }

    /// A pull is answered.
    pub(super) fn check_read(&mut self, upto: Seq) {
        let Some(check) = self.link.live().and_then(|live| live.check.as_deref()) else { return };
        if check.is_receiving() || upto < check.head.covers {
            return;
        }
        if check.holds_all() {
            let id = check.head.id;
            self.send(&ToRelay::Confirm(Confirm { id }));
            drop(self.end_check());
        } else {
            let whole = check.whole();
            self.unfit(whole);
        }
    }

    /// The relay's log begins later now.
    pub(super) fn trimmed(&mut self, upto: Seq) {
        if let Some(live) = self.link.live_mut() {
            live.trimmed = upto;
            live.previous = None;
            live.kept_bytes = live.log_bytes;
        }
        drop(self.end_check());
        drop(self.end_again());
    }

    /// The snapshot lacks something, so the log is not to be trimmed to it: this copy puts a better one, but no more than
    /// once a page load. Two copies that never agree must not go on for ever. What the relay has comes to `whole`: where
    /// that is not what this copy comes to, it may have read that snapshot, too.
    fn unfit(&mut self, whole: Option<[u8; 32]>) {
        drop(self.end_check());
        if self.outdone {
            return;
        }
        let lacks = whole.is_some_and(|whole| whole != self.document.room.digest());
        if !lacks || !self.begin_again(true) {
            self.outdo();
        }
    }

    /// Puts a snapshot in place of one that lacks something.
    pub(super) fn outdo(&mut self) {
        if !self.outdone && self.put_snapshot() {
            self.outdone = true;
            self.notice(Notice::Lacking);
        }
    }

    pub(super) fn end_check(&mut self) -> Option<Box<Check>> {
        let check = self.link.live_mut()?.check.take()?;
        self.compared = Some(check.head.id);
        Some(check)
    }
}
