//! A queue: what waits to be sent to one socket, and what is left to do when it was.

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

/// Between the hub, which queues, and a socket's task, which sends.
#[derive(Default)]
pub(super) struct SendQueue {
    state: Mutex<QueueState>,
    /// When the socket was last heard, in seconds of the driver's clock.
    heard: AtomicU32,
}

#[derive(Default)]
struct QueueState {
    frames: VecDeque<Bytes>,
    bytes: usize,
    /// Something to read for this socket once it has room.
    parked: Option<Read>,
    ending: Ending,
    ping: bool,
    waker: Option<Waker>,
}

/// How far a queue is with its end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Ending {
    /// It goes on.
    #[default]
    Open,
    /// When all is sent.
    AfterQueue,
    /// Now.
    Dropped,
}

/// What became of a frame that was queued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Queued {
    /// It will be sent.
    Yes,
    /// The limit is passed; everything queued was dropped.
    Overflowed,
}

impl SendQueue {
    /// Queues a frame.
    pub(super) fn push(&self, frame: Bytes, limit: usize) -> Queued {
        let mut state = self.state();
        let bytes = state.bytes + frame.len() + FRAME_COSTS;
        if bytes > limit && !state.frames.is_empty() {
            state.frames = VecDeque::new();
            state.bytes = 0;
            state.parked = None;
            return Queued::Overflowed;
        }
        state.bytes = bytes;
        state.frames.push_back(frame);
        state.wake();
        Queued::Yes
    }

    /// Moves frames out to be sent, until `write` says that it has enough.
    pub(super) fn take(&self, mut write: impl FnMut(Bytes) -> bool) -> Option<Read> {
        let mut state = self.state();
        while let Some(frame) = state.frames.pop_front() {
            state.bytes -= frame.len() + FRAME_COSTS;
            if !write(frame) {
                break;
            }
        }
        if state.frames.is_empty() && state.frames.capacity() > KEEP_FRAMES {
            state.frames = VecDeque::new();
        }
        if state.bytes < ROOM_BELOW { state.parked.take() } else { None }
    }

    /// Gives back what is to be read if there is room for the answer; else keeps it until there is.
    pub(super) fn park(&self, read: Read) -> Option<Read> {
        let mut state = self.state();
        if state.bytes < ROOM_BELOW {
            return Some(read);
        }
        state.parked = Some(read);
        None
    }

    /// Ends the queue.
    pub(super) fn end(&self, ending: Ending) {
        let mut state = self.state();
        if state.ending != Ending::Dropped {
            state.ending = ending;
        }
        state.wake();
    }

    /// How far it is with its end; there is nothing left to send if it is empty.
    pub(super) fn ending(&self) -> Ending {
        self.state().ending
    }

    /// Asks for a ping.
    pub(super) fn ping(&self) {
        let mut state = self.state();
        state.ping = true;
        state.wake();
    }

    /// Whether a ping was asked for since.
    pub(super) fn take_ping(&self) -> bool {
        std::mem::take(&mut self.state().ping)
    }

    /// Has this task woken when there is something to do.
    pub(super) fn wake_with(&self, context: &Context<'_>) {
        let waker = &mut self.state().waker;
        match waker {
            Some(waker) => waker.clone_from(context.waker()),
            None => *waker = Some(context.waker().clone()),
        }
    }

    /// The socket was heard at this second.
    pub(super) fn hear(&self, second: u32) {
        self.heard.store(second, Ordering::Relaxed);
    }

    /// When it was last heard.
    pub(super) fn heard(&self) -> u32 {
        self.heard.load(Ordering::Relaxed)
    }

    fn state(&self) -> MutexGuard<'_, QueueState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl QueueState {
    fn wake(&self) {
        if let Some(waker) = &self.waker {
            waker.wake_by_ref();
        }
    }
}

/// Bytes that a queued frame costs besides its own.
const FRAME_COSTS: usize = 64;

/// Pages are read for a socket while less than this waits for it.
const ROOM_BELOW: usize = 128 * 1024;

/// An empty queue keeps room for so many frames.
const KEEP_FRAMES: usize = 8;
