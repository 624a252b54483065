//! What the driver holds behind its lock: the hub, the send queues of all sockets, the ways to the log and to other
//! relays; and the one match that obeys the hub.

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::{Arc, Weak, mpsc},
    thread,
};

use alongside_wire::FromRelay;
use tokio::sync::{Notify, mpsc as answers};

use super::{
    link_command::LinkCommand,
    send_queue::{Ending, Queued, SendQueue},
};
use crate::{
    clock::Now,
    hub::{Hub, Input, Output, Read, SocketId},
    log::{Batch, Log},
};

/// See the [module](self).
pub(super) struct DriverState {
    pub(super) hub: Hub,
    pub(super) queues: HashMap<SocketId, Arc<SendQueue>>,
    /// Queues that are being closed, with the second at which they are cut off.
    pub(super) ending: Vec<(u32, Arc<SendQueue>)>,
    pub(super) last_socket: u32,
    /// Sockets with frames that wait for another one, and perhaps have got it.
    pub(super) unsent: Vec<SocketId>,
    /// Notified when there is something to write.
    pub(super) write: Arc<Notify>,
    pub(super) rung: bool,
    /// Notified when so much is queued for the disk that the commit should not wait for its window.
    pub(super) enough: Arc<Notify>,
    pub(super) is_enough: bool,
    /// When the hub was locked, in microseconds, where that is measured.
    pub(super) micros: Option<u64>,
    /// Frames and bytes that were queued for sockets, and reads that were asked for.
    pub(super) sent: u64,
    pub(super) sent_bytes: u64,
    pub(super) reads: u64,
    /// To be told of rooms that are left, if relays share it.
    pub(super) shared_log: Weak<dyn Log>,
    /// Passes on sockets to other relays, if relays share the log.
    pub(super) links: Option<answers::UnboundedSender<LinkCommand>>,
    pub(super) log: Option<LogThreads>,
    pub(super) threads: Vec<thread::JoinHandle<()>>,
    pub(super) swept: u32,
    pub(super) ping_after: u32,
}

/// The requests to the threads, which end when this is dropped.
pub(super) struct LogThreads {
    pub(super) reads: mpsc::Sender<Read>,
    pub(super) writes: mpsc::Sender<Batch>,
}

impl DriverState {
    /// Gives a socket an id that no other has.
    pub(super) fn register(&mut self, queue: &Arc<SendQueue>) -> SocketId {
        loop {
            self.last_socket = self.last_socket.wrapping_add(1);
            let socket = SocketId(self.last_socket);
            if let Entry::Vacant(free) = self.queues.entry(socket) {
                free.insert(queue.clone());
                return socket;
            }
        }
    }

    pub(super) fn obey(&mut self, now: Now, queue_limit: usize) {
        while let Some(output) = self.hub.poll_before_write() {
            self.obey_one(now, queue_limit, output);
        }
        if !self.rung && self.hub.wants_to_write(now) {
            self.rung = true;
            self.write.notify_one();
        }
        if self.rung && !self.is_enough && self.hub.queued_bytes() >= ENOUGH {
            self.is_enough = true;
            self.enough.notify_one();
        }
    }

    pub(super) fn obey_one(&mut self, now: Now, queue_limit: usize, output: Output) {
        match output {
            Output::Send { to, frame } => {
                self.count(to, &frame);
                let queued = self.queues.get(&to).map(|queue| queue.push(frame, queue_limit));
                self.look_for_overflow(now, to, queued);
            }
            Output::SendSoon { to, frame } => {
                self.count(to, &frame);
                let queued = self.queues.get(&to).map(|queue| queue.push_soon(frame, queue_limit));
                self.unsent.push(to);
                self.look_for_overflow(now, to, queued);
            }
            Output::Close { socket } => {
                if let Some(queue) = self.queues.remove(&socket) {
                    queue.end(Ending::AfterQueue);
                    self.ending.push((seconds(now) + CUT_AFTER, queue));
                }
            }
            Output::Read(read) => {
                let queue = read.reader().map(|socket| self.queues.get(&socket));
                match queue {
                    None => self.read(read),
                    Some(None) => {}
                    Some(Some(queue)) => {
                        if let Some(read) = queue.park(read) {
                            self.read(read);
                        }
                    }
                }
            }
            Output::Write(batch) => {
                if let Some(log) = &self.log {
                    let _ = log.writes.send(batch);
                }
            }
            Output::Left(room) => {
                if let Some(log) = self.shared_log.upgrade() {
                    log.leave(room);
                }
            }
            Output::HandOver { socket, relay, origin, nonce, auth } => {
                let Some(queue) = self.queues.get(&socket).cloned() else { return };
                self.tell_links(LinkCommand::HandOver { socket, queue, relay, origin, nonce, auth });
            }
            Output::Forward { socket, bytes } => self.tell_links(LinkCommand::Forward { socket, bytes }),
            Output::Part { socket } => self.tell_links(LinkCommand::Part { socket }),
        }
    }

    pub(super) fn tell_links(&self, command: LinkCommand) {
        if let Some(links) = &self.links {
            let _ = links.send(command);
        }
    }

    fn look_for_overflow(&mut self, now: Now, to: SocketId, queued: Option<Queued>) {
        if queued == Some(Queued::Overflowed) {
            self.hub.handle(now, Input::Overflowed { socket: to });
        }
    }

    fn count(&mut self, to: SocketId, frame: &[u8]) {
        self.sent += 1;
        self.sent_bytes += frame.len() as u64;
        if let (Some(micros), Some(queue)) = (self.micros, self.queues.get(&to))
            && FromRelay::is_deliver(frame)
        {
            queue.delivers_since(micros);
        }
    }

    /// Has sent what could wait for another frame and got none.
    pub(super) fn flush(&mut self) {
        for socket in std::mem::take(&mut self.unsent) {
            if let Some(queue) = self.queues.get(&socket) {
                queue.flush();
            }
        }
    }

    /// Drops the remaining sockets, and asks the log's threads to end.
    pub(super) fn close_all(&mut self) -> Vec<thread::JoinHandle<()>> {
        tracing::info!(counts = ?self.hub.counts(), "stopped");
        for (_, queue) in self.ending.drain(..) {
            queue.end(Ending::Dropped);
        }
        let mut queues: Vec<_> = self.queues.drain().collect();
        queues.sort_unstable_by_key(|(socket, _)| *socket);
        for (_, queue) in queues {
            queue.end(Ending::Dropped);
        }
        self.tell_links(LinkCommand::Stop);
        (self.log, self.links) = (None, None);
        self.write.notify_one();
        std::mem::take(&mut self.threads)
    }

    pub(super) fn read(&mut self, read: Read) {
        if let Some(log) = &self.log {
            self.reads += 1;
            let _ = log.reads.send(read);
        }
    }

    /// Pings sockets that were not heard from for a while, drops those that did not answer, and cuts off those that
    /// do not close.
    pub(super) fn sweep(&mut self, second: u32) {
        if second <= self.swept + self.ping_after / 8 {
            return;
        }
        self.swept = second;
        self.ending.retain(|(by, queue)| {
            if *by <= second {
                queue.end(Ending::Dropped);
            }
            *by > second
        });
        let mut queues: Vec<_> = self.queues.iter().collect();
        queues.sort_unstable_by_key(|(socket, _)| **socket);
        for (_, queue) in queues {
            match second.saturating_sub(queue.heard()) {
                silent if silent >= self.ping_after * 5 / 2 => queue.end(Ending::Dropped),
                silent if silent >= self.ping_after => queue.ping(),
                _ => {}
            }
        }
    }
}

/// Seconds of the driver's clock.
pub(super) fn seconds(now: Now) -> u32 {
    u32::try_from(now.mono / 1000).unwrap_or(u32::MAX)
}

/// Bytes that are worth a commit of their own: from here on it costs little beside handling the frames in it.
const ENOUGH: u64 = 128 * 1024;

/// Seconds within which a closed socket must read what was sent to it.
const CUT_AFTER: u32 = 10;
