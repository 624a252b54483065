//! Frames that no relay is known to hold durably: one's own, and those of others that were heard early.
//!
//! Whoever holds such a frame pushes it when its time comes; the relay stores a frame once however often it comes.

use std::collections::VecDeque;

use alongside_room::MemberId;
use alongside_wire::{Counter, ReplicaId};
use litemap::LiteMap;

use crate::message::FrameRange;

/// Names a frame for good: who sealed it, and the sealer's number for it.
pub type FrameId = (ReplicaId, Counter);

/// A frame that is not known to be durable.
#[derive(Debug, Clone)]
pub struct OutboxFrame {
    /// Ciphertext: a retry sends the same bytes.
    pub sealed: Vec<u8>,
    /// How many edits of this person it carries; none in another's frame or a receipt.
    pub edits: u32,
    /// Where it is.
    pub sent: Sent,
    /// It carries content, so that it counts for "has it".
    pub content: bool,
    /// Other members on whose devices it is committed, as they said over a direct line.
    pub held_by: Vec<MemberId>,
}

impl OutboxFrame {
    /// One that nobody else is known to have.
    pub fn new(sealed: Vec<u8>, edits: u32, sent: Sent, content: bool) -> Self {
        Self { sealed, edits, sent, content, held_by: Vec::new() }
    }
}

/// Where a frame of the outbox is, on the present link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// Not sent.
    No,
    /// Sent by this copy; its durable is awaited.
    Awaited,
    /// Another brought it, or the relay did; pushed on by this copy only from this moment.
    ByOther {
        /// Monotonic milliseconds.
        until: u64,
    },
    /// The relay does not take it now; tried again from this moment.
    Refused {
        /// Monotonic milliseconds.
        until: u64,
    },
}

/// All frames of the outbox, and the order in which those of this link were pushed.
#[derive(Debug, Default)]
pub struct Outbox {
    frames: LiteMap<FrameId, OutboxFrame>,
    pushed: VecDeque<FrameId>,
    /// Frame ids under which the relay has another's frame, found out before it refused this copy's.
    superseded_ids: LiteMap<FrameId, ()>,
}

impl Outbox {
    /// Holds a frame until it is durable.
    pub fn hold(&mut self, id: FrameId, frame: OutboxFrame) {
        self.frames.entry(id).or_insert(frame);
    }

    /// Its bytes, if it is held.
    pub fn sealed(&self, id: &FrameId) -> Option<&[u8]> {
        self.frames.get(id).map(|frame| frame.sealed.as_slice())
    }

    /// It is durable; what it was, if it was held.
    pub fn made_durable(&mut self, id: &FrameId) -> Option<OutboxFrame> {
        self.frames.remove(id)
    }

    /// The frames to push at `now`, which count as pushed. At most this many are awaited at once.
    pub fn push(&mut self, now: u64, most: usize) -> Vec<(FrameId, Vec<u8>)> {
        let room = most.saturating_sub(self.pushed.len());
        let mut out = Vec::new();
        for (id, frame) in &mut self.frames {
            let due = match frame.sent {
                Sent::No => true,
                Sent::Awaited => false,
                Sent::ByOther { until } | Sent::Refused { until } => until <= now,
            };
            if due && out.len() < room {
                frame.sent = Sent::Awaited;
                out.push((*id, frame.sealed.clone()));
            }
        }
        self.pushed.extend(out.iter().map(|(id, _)| *id));
        out
    }

    /// The next of this link's pushes got a number: which it was.
    pub fn numbered(&mut self) -> Option<FrameId> {
        self.pushed.pop_front()
    }

    /// The relay has another's frame under this id.
    pub fn superseded(&mut self, id: FrameId) {
        self.superseded_ids.insert(id, ());
    }

    /// The relay refuses this id because it has another's frame under it; true when that is news.
    pub fn is_superseded_only_now(&mut self, id: &FrameId) -> bool {
        self.superseded_ids.remove(id).is_none()
    }

    /// A push of this link was refused and gets no number. False where no such push is under way.
    pub fn gets_no_number(&mut self, id: FrameId) -> bool {
        let before = self.pushed.len();
        self.pushed.retain(|pushed| *pushed != id);
        self.pushed.len() < before
    }

    /// The same; it is tried again later.
    pub fn refused(&mut self, id: FrameId, until: u64) {
        self.gets_no_number(id);
        if let Some(frame) = self.frames.get_mut(&id) {
            frame.sent = Sent::Refused { until };
        }
    }

    /// The relay delivered it: it has it, if not yet durably.
    pub fn brought(&mut self, id: &FrameId) {
        if let Some(frame) = self.frames.get_mut(id).filter(|frame| frame.sent != Sent::Awaited) {
            frame.sent = Sent::ByOther { until: u64::MAX };
        }
    }

    /// The link is gone: everything in it is to be pushed on the next one.
    pub fn unlink(&mut self) {
        self.pushed.clear();
        for (_, frame) in self.frames.iter_mut() {
            if !matches!(frame.sent, Sent::ByOther { until } if until < u64::MAX) {
                frame.sent = Sent::No;
            }
        }
    }

    /// Takes a frame out, to be sealed anew. If it was pushed, it may get a number yet.
    pub fn take(&mut self, id: &FrameId) -> Option<OutboxFrame> {
        self.frames.remove(id)
    }

    /// These frames are committed on a device of this member. True when that was news.
    pub fn held(&mut self, by: MemberId, held: &[FrameRange]) -> bool {
        let mut news = false;
        for (id, frame) in &mut self.frames {
            if held.iter().any(|held| held.covers(*id)) && !frame.held_by.contains(&by) {
                frame.held_by.push(by);
                news = true;
            }
        }
        news
    }

    /// A push of this copy is awaited.
    pub fn in_flight(&self) -> bool {
        !self.pushed.is_empty()
    }

    /// How many edits of this person are in it.
    pub fn edits(&self) -> u32 {
        self.frames.values().map(|frame| frame.edits).fold(0, u32::saturating_add)
    }

    /// Nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.frames.is_empty()
    }

    /// Everything in it.
    pub fn iter(&self) -> impl Iterator<Item = (&FrameId, &OutboxFrame)> {
        self.frames.iter()
    }

    /// When the next frame is due that is not due yet.
    pub fn due(&self) -> Option<u64> {
        let until = |frame: &OutboxFrame| match frame.sent {
            Sent::ByOther { until } | Sent::Refused { until } if until < u64::MAX => Some(until),
            _ => None,
        };
        self.frames.values().filter_map(until).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(counter: u64) -> FrameId {
        (ReplicaId([1; 16]), Counter(counter))
    }

    fn frame(sent: Sent) -> OutboxFrame {
        OutboxFrame::new(vec![1], 1, sent, true)
    }

    /// `[P 24]`
    #[test]
    fn a_frame_is_pushed_once_a_link_until_it_is_durable() {
        let mut outbox = Outbox::default();
        outbox.hold(id(0), frame(Sent::No));
        assert_eq!(outbox.push(0, 8).len(), 1);
        assert_eq!(outbox.push(0, 8).len(), 0);
        outbox.unlink();
        assert_eq!(outbox.push(0, 8).len(), 1);
        assert_eq!(outbox.numbered(), Some(id(0)));
        assert!(outbox.made_durable(&id(0)).is_some());
        assert!(outbox.is_empty());
    }

    #[test]
    fn what_another_brought_is_pushed_only_when_it_takes_too_long() {
        let mut outbox = Outbox::default();
        outbox.hold(id(0), frame(Sent::ByOther { until: 5000 }));
        assert_eq!(outbox.push(4999, 8).len(), 0);
        assert_eq!(outbox.due(), Some(5000));
        assert_eq!(outbox.push(5000, 8).len(), 1);
    }

    #[test]
    fn no_more_are_awaited_at_once_than_allowed() {
        let mut outbox = Outbox::default();
        (0..20).for_each(|counter| outbox.hold(id(counter), frame(Sent::No)));
        assert_eq!(outbox.push(0, 8).len(), 8);
        assert_eq!(outbox.push(0, 8).len(), 0);
        outbox.numbered();
        assert_eq!(outbox.push(0, 8).len(), 1);
    }
}
