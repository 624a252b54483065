//! The send queue of one socket: what is to be sent, and what is to be read once there is room for the answer.

use std::{
    collections::VecDeque,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    task::{Context, Waker},
};

use bytes::Bytes;

use crate::hub::Read;

/// Shared by the hub, which queues frames, and the socket's task, which sends them.
#[derive(Default)]
pub(super) struct SendQueue {
    state: Mutex<QueueState>,
    /// When the socket was last heard from, in seconds of the driver's clock.
    heard: AtomicU32,
}

#[derive(Default)]
struct QueueState {
    frames: VecDeque<Bytes>,
    bytes: usize,
    /// Whether anything in it is to be sent now.
    is_urgent: bool,
    /// A read for this socket, held back until the queue has room for the answer.
    parked: Option<Read>,
    /// When the oldest delivered frame in it arrived, where that is measured.
    since: Option<u64>,
    ending: Ending,
    ping: bool,
    waker: Option<Waker>,
}

/// Whether a queue is being closed, and how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Ending {
    #[default]
    Open,
    /// It closes once everything queued is sent.
    AfterQueue,
    /// It closes now.
    Dropped,
}

/// Whether a frame was queued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Queued {
    Yes,
    /// The limit was passed; everything queued was dropped.
    Overflowed,
}

impl SendQueue {
    /// Queues a frame, and has it sent.
    pub(super) fn push(&self, frame: Bytes, limit: usize) -> Queued {
        let mut state = self.state();
        let queued = state.push(frame, limit);
        if queued == Queued::Yes {
            state.is_urgent = true;
            state.wake();
        }
        queued
    }

    /// Queues a frame to be sent with the next one, or when [`flush`](Self::flush) is called.
    pub(super) fn push_soon(&self, frame: Bytes, limit: usize) -> Queued {
        self.state().push(frame, limit)
    }

    /// Notes when a frame arrived that was queued to be delivered.
    pub(super) fn delivers_since(&self, micros: u64) {
        self.state().since.get_or_insert(micros);
    }

    /// When the oldest delivered frame arrived, of those that were queued since the last call.
    pub(super) fn take_since(&self) -> Option<u64> {
        self.state().since.take()
    }

    /// Bytes that the socket has not taken.
    pub(super) fn bytes(&self) -> u64 {
        self.state().bytes as u64
    }

    /// Has everything queued sent.
    pub(super) fn flush(&self) {
        let mut state = self.state();
        if !state.frames.is_empty() {
            state.is_urgent = true;
            state.wake();
        }
    }

    /// Moves frames out to be sent, until `write` returns false. Returns a held read once there is room for its
    /// answer.
    pub(super) fn take(&self, mut write: impl FnMut(Bytes) -> bool) -> Option<Read> {
        let mut state = self.state();
        while (state.is_urgent || state.ending != Ending::Open)
            && let Some(frame) = state.frames.pop_front()
        {
            state.bytes -= frame.len() + FRAME_COSTS;
            if !write(frame) {
                break;
            }
        }
        state.is_urgent &= !state.frames.is_empty();
        if state.frames.is_empty() && state.frames.capacity() > KEEP_FRAMES {
            state.frames = VecDeque::new();
        }
        if state.bytes < ROOM_BELOW { state.parked.take() } else { None }
    }

    /// Returns the read if there is room for its answer, else holds it back until there is.
    pub(super) fn park(&self, read: Read) -> Option<Read> {
        let mut state = self.state();
        if state.bytes < ROOM_BELOW {
            return Some(read);
        }
        state.parked = Some(read);
        None
    }

    /// Closes the queue.
    pub(super) fn end(&self, ending: Ending) {
        let mut state = self.state();
        if state.ending != Ending::Dropped {
            state.ending = ending;
        }
        state.wake();
    }

    /// Whether the queue is being closed; if it is, and is empty, nothing is left to send.
    pub(super) fn ending(&self) -> Ending {
        self.state().ending
    }

    /// Requests a ping.
    pub(super) fn ping(&self) {
        let mut state = self.state();
        state.ping = true;
        state.wake();
    }

    /// Whether a ping was requested since the last call.
    pub(super) fn take_ping(&self) -> bool {
        std::mem::take(&mut self.state().ping)
    }

    /// Registers the task to be woken when there is something to do.
    pub(super) fn wake_with(&self, context: &Context<'_>) {
        let waker = &mut self.state().waker;
        match waker {
            Some(waker) => waker.clone_from(context.waker()),
            None => *waker = Some(context.waker().clone()),
        }
    }

    /// Notes that the socket was heard from at this second.
    pub(super) fn hear(&self, second: u32) {
        self.heard.store(second, Ordering::Relaxed);
    }

    /// The second at which the socket was last heard from.
    pub(super) fn heard(&self) -> u32 {
        self.heard.load(Ordering::Relaxed)
    }

    fn state(&self) -> MutexGuard<'_, QueueState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl QueueState {
    fn push(&mut self, frame: Bytes, limit: usize) -> Queued {
        let bytes = self.bytes + frame.len() + FRAME_COSTS;
        if bytes > limit && !self.frames.is_empty() {
            self.frames = VecDeque::new();
            self.bytes = 0;
            self.parked = None;
            return Queued::Overflowed;
        }
        self.bytes = bytes;
        self.frames.push_back(frame);
        Queued::Yes
    }

    fn wake(&self) {
        if let Some(waker) = &self.waker {
            waker.wake_by_ref();
        }
    }
}

/// Bytes that a queued frame costs besides its content.
const FRAME_COSTS: usize = 64;

/// Pages are read for a socket while fewer bytes than this are queued for it.
const ROOM_BELOW: usize = 128 * 1024;

/// An empty queue keeps capacity for so many frames.
const KEEP_FRAMES: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    /// What would be sent now.
    fn sent(queue: &SendQueue) -> Vec<Bytes> {
        let mut sent = Vec::new();
        queue.take(|frame| {
            sent.push(frame);
            true
        });
        sent
    }

    #[test]
    fn what_nobody_waits_for_is_sent_with_the_next_frame_in_order_or_when_the_queue_is_flushed() {
        let queue = SendQueue::default();
        let frame = |text: &'static str| Bytes::from_static(text.as_bytes());
        queue.push_soon(frame("first"), 1_000);
        assert_eq!(sent(&queue), [""; 0], "whatever else the socket does meanwhile");
        queue.push(frame("second"), 1_000);
        assert_eq!(sent(&queue), ["first", "second"]);
        queue.push_soon(frame("third"), 1_000);
        assert_eq!(sent(&queue), [""; 0]);
        queue.flush();
        assert_eq!(sent(&queue), ["third"]);
        queue.push_soon(frame("last"), 1_000);
        queue.end(Ending::AfterQueue);
        assert_eq!(sent(&queue), ["last"], "a queue that closes is sent to its end");
        assert_eq!(queue.bytes(), 0);
    }

    #[test]
    fn what_nobody_waits_for_counts_against_the_limit_like_everything_else() {
        let queue = SendQueue::default();
        assert_eq!(queue.push_soon(Bytes::from_static(&[0; 600]), 1_000), Queued::Yes);
        assert_eq!(queue.push_soon(Bytes::from_static(&[0; 600]), 1_000), Queued::Overflowed);
    }
}
