//! What this device is asked to keep, and what it is known to have kept.
//!
//! Writes gather while a transaction runs and go out together in the next one. A device that refuses is asked again
//! later, with everything at once, because what it refused is gone.

use litemap::LiteMap;

use crate::{
    io::{Write, WriteId},
    outbox::FrameId,
};

/// Milliseconds until a device that refused is asked again.
const AGAIN: u64 = 10_000;

/// The device's side of a copy.
#[derive(Debug, Default)]
pub struct Device {
    gathered: Vec<Write>,
    running: Option<WriteId>,
    last: WriteId,
    /// Frames that stand on the device beside its snapshot, or are being written.
    pub frames: LiteMap<FrameId, ()>,
    condition: Condition,
    again: Option<u64>,
    /// Own frames not yet committed here.
    unsaved: LiteMap<FrameId, ()>,
    saving: LiteMap<FrameId, ()>,
}

/// Whether what was committed is still there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Condition {
    #[default]
    Sound,
    /// It was cleared, and has not committed anything since.
    Cleared,
    /// It refused the last time it was asked.
    Refused,
}

impl Device {
    /// Keeps this.
    pub fn keep(&mut self, write: Write) {
        if let Write::Frame(frame) = &write {
            let id = (frame.replica, frame.counter);
            self.frames.insert(id, ());
            self.unsaved.insert(id, ());
        }
        // What a broken device is not asked to keep now is in what it is asked to keep when it is asked again.
        if self.again.is_none() {
            self.gathered.push(write);
        }
    }

    /// It is asked for nothing at the moment, so that a transaction could start.
    pub fn is_free(&self) -> bool {
        self.running.is_none() && self.again.is_none()
    }

    /// The next transaction, if there is something to write and none runs.
    pub fn next(&mut self) -> Option<(WriteId, Vec<Write>)> {
        if !self.is_free() || self.gathered.is_empty() {
            return None;
        }
        self.last.0 += 1;
        self.running = Some(self.last);
        self.saving = std::mem::take(&mut self.unsaved);
        Some((self.last, std::mem::take(&mut self.gathered)))
    }

    /// A transaction is committed; true when it was the one that ran.
    pub fn stored(&mut self, id: WriteId) -> bool {
        let ran = self.running == Some(id);
        if ran {
            self.running = None;
            self.saving.clear();
            self.condition = Condition::Sound;
        }
        ran
    }

    /// A transaction was refused.
    pub fn failed(&mut self, id: WriteId, now: u64) {
        if self.running == Some(id) {
            self.running = None;
            self.gathered.clear();
            for (frame, ()) in std::mem::take(&mut self.saving) {
                self.unsaved.insert(frame, ());
            }
            self.condition = Condition::Refused;
            self.again = Some(now + AGAIN);
        }
    }

    /// What it held is gone, and what is being written may be. It is asked for everything now.
    pub fn cleared(&mut self, now: u64) {
        self.running = None;
        self.gathered.clear();
        self.saving.clear();
        self.frames.clear();
        if self.condition == Condition::Sound {
            self.condition = Condition::Cleared;
        }
        self.again = Some(now);
    }

    /// It is time to ask a broken device again: true once, and then everything is to be kept anew.
    pub fn retries(&mut self, now: u64) -> bool {
        let due = self.again.is_some_and(|at| at <= now);
        if due {
            self.again = None;
            self.frames.clear();
            self.unsaved.clear();
        }
        due
    }

    /// Everything that it was given is committed.
    pub fn has_all(&self) -> bool {
        self.condition == Condition::Sound && self.running.is_none() && self.gathered.is_empty()
    }

    /// It refused the last time it was asked.
    pub fn is_broken(&self) -> bool {
        self.condition == Condition::Refused
    }

    /// When to ask a broken device again.
    pub fn deadline(&self) -> Option<u64> {
        self.again
    }

    /// This frame is committed here, or was before this page was opened.
    pub fn has(&self, id: &FrameId) -> bool {
        self.condition == Condition::Sound && !self.unsaved.contains_key(id) && !self.saving.contains_key(id)
    }
}

#[cfg(test)]
mod tests {
    use alongside_wire::{Counter, ReplicaId};

    use super::*;
    use crate::io::KeptFrame;

    const KEY: FrameId = (ReplicaId([1; 16]), Counter(0));

    fn frame() -> Write {
        Write::Frame(KeptFrame { replica: KEY.0, counter: KEY.1, unsent: true, sealed: vec![1] })
    }

    #[test]
    fn writes_gather_while_a_transaction_runs() {
        let mut device = Device::default();
        device.keep(frame());
        assert!(!device.has(&KEY));
        assert_eq!(device.next(), Some((WriteId(1), vec![frame()])));
        device.keep(Write::Checkpoint(vec![1]));
        device.keep(Write::Checkpoint(vec![2]));
        assert_eq!(device.next(), None);
        assert!(device.stored(WriteId(1)) && device.has(&KEY));
        assert_eq!(device.next(), Some((WriteId(2), vec![Write::Checkpoint(vec![1]), Write::Checkpoint(vec![2])])));
    }

    #[test]
    fn a_device_that_refused_keeps_nothing_until_it_was_asked_again_and_agreed() {
        let mut device = Device::default();
        device.keep(frame());
        device.next();
        device.failed(WriteId(1), 0);
        assert!(device.is_broken() && !device.has(&KEY) && !device.is_free());
        assert!(!device.retries(AGAIN - 1) && device.retries(AGAIN) && !device.retries(AGAIN));
        device.keep(frame());
        assert!(device.next().is_some() && device.is_broken());
        assert!(device.stored(WriteId(2)) && !device.is_broken() && device.has(&KEY));
    }
}
