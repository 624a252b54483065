//! The driver: the hub behind a lock, the queues to every socket, and the threads that use the log.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak, mpsc},
    thread,
    time::Duration,
};

use alongside_wire::Nonce;
use tokio::{
    sync::{Notify, mpsc as answers, watch},
    time,
};

use super::send_queue::{Ending, Queued, SendQueue};
use crate::{
    clock::{Clock, Now},
    config::{Address, Config},
    error::Error,
    hub::{Hub, Input, Output, Read, SocketId},
    log::{Batch, Log},
};

/// Where everything meets.
pub(super) struct HubDriver {
    state: Mutex<DriverState>,
    clock: Clock,
    queue_limit: usize,
    /// Only to ask for what was found damaged: the threads own the log, and it is closed when they end.
    log: Weak<dyn Log>,
    /// Changes whenever a socket or the disk is done.
    done: watch::Sender<()>,
}

struct DriverState {
    hub: Hub,
    queues: HashMap<SocketId, Arc<SendQueue>>,
    /// Lines that end, with the second by which they are cut.
    ending: Vec<(u32, Arc<SendQueue>)>,
    last_socket: u32,
    /// Rung when there is something to write.
    write: Arc<Notify>,
    rung: bool,
    log: Option<LogThreads>,
    threads: Vec<thread::JoinHandle<()>>,
    swept: u32,
    ping_after: u32,
}

/// What the threads are asked; they end when this is dropped.
struct LogThreads {
    reads: mpsc::Sender<Read>,
    writes: mpsc::Sender<Batch>,
}

impl HubDriver {
    /// Starts the threads and the tasks that keep it going.
    pub(super) fn start(hub: Hub, log: Arc<dyn Log>, config: &Config) -> Result<Arc<Self>, Error> {
        let (reads, to_read) = mpsc::channel::<Read>();
        let (writes, to_write) = mpsc::channel::<Batch>();
        let (answer, answered) = answers::unbounded_channel();
        let write = Arc::new(Notify::new());
        let queue_limit = if config.queue.0 == 0 { usize::MAX } else { config.queue.0 as usize };
        let driver = Arc::new(Self {
            state: Mutex::new(DriverState {
                hub,
                queues: HashMap::new(),
                ending: Vec::new(),
                last_socket: 0,
                write: write.clone(),
                rung: false,
                log: Some(LogThreads { reads, writes }),
                threads: Vec::new(),
                swept: 0,
                ping_after: config.ping_seconds.max(1),
            }),
            clock: Clock::start(),
            queue_limit,
            log: Arc::downgrade(&log),
            done: watch::Sender::new(()),
        });
        let (log_to_read, to_answer) = (log.clone(), answer.clone());
        let reader = thread::Builder::new().name("log-reader".to_owned()).spawn(move || {
            for read in to_read {
                let _ = to_answer.send(read.answer(&*log_to_read));
            }
        })?;
        let writer = thread::Builder::new().name("log-writer".to_owned()).spawn(move || {
            for batch in to_write {
                let written = log.write(&batch);
                if let Err(error) = &written {
                    tracing::error!(%error, "a commit failed");
                }
                let _ = answer.send(Input::Written(written));
            }
        })?;
        driver.state().threads = vec![reader, writer];
        tokio::spawn(driver.clone().hear_answers(answered));
        tokio::spawn(driver.clone().write(write));
        tokio::spawn(driver.clone().tick());
        Ok(driver)
    }

    /// Several inputs taken in together.
    pub(super) fn lock_hub(&self) -> LockedHub<'_> {
        LockedHub { state: self.state(), now: self.clock.now(), queue_limit: self.queue_limit }
    }

    /// A socket opened.
    pub(super) fn open(&self, address: Option<Address>, origin: Arc<str>, nonce: Nonce) -> (SocketId, Arc<SendQueue>) {
        let queue = Arc::new(SendQueue::default());
        let mut lock_hub = self.lock_hub();
        queue.hear(seconds(lock_hub.now));
        let state = &mut *lock_hub.state;
        let socket = loop {
            state.last_socket = state.last_socket.wrapping_add(1);
            let socket = SocketId(state.last_socket);
            if !state.queues.contains_key(&socket) {
                break socket;
            }
        };
        state.queues.insert(socket, queue.clone());
        lock_hub.handle(Input::Opened { socket, address, origin, nonce });
        (socket, queue)
    }

    /// A socket is gone.
    pub(super) fn closed(&self, socket: SocketId, queue: &Arc<SendQueue>) {
        let mut lock_hub = self.lock_hub();
        lock_hub.state.queues.remove(&socket);
        lock_hub.state.ending.retain(|(_, ending)| !Arc::ptr_eq(ending, queue));
        lock_hub.handle(Input::Closed { socket });
        drop(lock_hub);
        self.done.send_replace(());
    }

    /// A socket has room for what was to be read for it.
    pub(super) fn read(&self, read: Read) {
        self.state().read(read);
    }

    /// Seconds since the relay started.
    pub(super) fn second(&self) -> u32 {
        seconds(self.clock.now())
    }

    /// Why something is not stored, in words for the operator; none while everything is.
    pub(super) fn trouble(&self) -> Option<String> {
        self.state().hub.trouble().or_else(|| self.log.upgrade().and_then(|log| log.damage()))
    }

    /// Says goodbye to everyone and waits, not for long, until they are gone and the disk is done.
    pub(super) async fn stop(&self) {
        let mut done = self.done.subscribe();
        self.lock_hub().handle(Input::Stop);
        let quiet = async {
            while !self.is_still() {
                let _ = done.changed().await;
            }
        };
        if time::timeout(STOP_WITHIN, quiet).await.is_err() {
            tracing::warn!("some connections did not close in time");
        }
        // Whoever starts next in this folder must find the log let go of.
        let threads = self.state().let_go();
        let ended = tokio::task::spawn_blocking(|| threads.into_iter().try_for_each(thread::JoinHandle::join));
        if !matches!(ended.await, Ok(Ok(()))) {
            tracing::error!("a thread of the log broke");
        }
    }

    fn is_still(&self) -> bool {
        let state = self.state();
        state.queues.is_empty() && state.ending.is_empty() && state.hub.is_quiet()
    }

    async fn hear_answers(self: Arc<Self>, mut answered: answers::UnboundedReceiver<Input>) {
        while let Some(answer) = answered.recv().await {
            let mut lock_hub = self.lock_hub();
            lock_hub.handle(answer);
            while let Ok(answer) = answered.try_recv() {
                lock_hub.handle(answer);
            }
            drop(lock_hub);
            self.done.send_replace(());
        }
    }

    /// Lets everyone who is ready be heard before a commit begins: so it takes up all of them, and there are fewer.
    async fn write(self: Arc<Self>, rung: Arc<Notify>) {
        loop {
            rung.notified().await;
            tokio::task::yield_now().await;
            let now = self.clock.now();
            let mut state = self.state();
            if state.log.is_none() {
                return;
            }
            state.rung = false;
            while let Some(output) = state.hub.poll(now) {
                state.obey_one(now, self.queue_limit, output);
            }
        }
    }

    async fn tick(self: Arc<Self>) {
        let mut tick = time::interval(TICK);
        tick.set_missed_tick_behavior(time::MissedTickBehavior::Delay);
        loop {
            tick.tick().await;
            let mut lock_hub = self.lock_hub();
            if lock_hub.state.log.is_none() {
                return;
            }
            lock_hub.handle(Input::Tick);
            lock_hub.state.sweep(self.second());
        }
    }

    fn state(&self) -> MutexGuard<'_, DriverState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The driver while inputs are taken in; when it is dropped, everything they led to is done.
pub(super) struct LockedHub<'a> {
    state: MutexGuard<'a, DriverState>,
    now: Now,
    queue_limit: usize,
}

impl LockedHub<'_> {
    /// Takes in one thing that happened.
    pub(super) fn handle(&mut self, input: Input) {
        self.state.hub.handle(self.now, input);
    }
}

impl Drop for LockedHub<'_> {
    fn drop(&mut self) {
        self.state.obey(self.now, self.queue_limit);
    }
}

impl DriverState {
    fn obey(&mut self, now: Now, queue_limit: usize) {
        while let Some(output) = self.hub.poll_before_write() {
            self.obey_one(now, queue_limit, output);
        }
        if !self.rung && self.hub.wants_to_write(now) {
            self.rung = true;
            self.write.notify_one();
        }
    }

    fn obey_one(&mut self, now: Now, queue_limit: usize, output: Output) {
        match output {
            Output::Send { to, frame } => {
                let queued = self.queues.get(&to).map(|queue| queue.push(frame, queue_limit));
                if queued == Some(Queued::Overflowed) {
                    self.hub.handle(now, Input::Overflowed { socket: to });
                }
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
        }
    }

    /// Drops who is still there, and asks the log's threads to end.
    fn let_go(&mut self) -> Vec<thread::JoinHandle<()>> {
        tracing::info!(counts = ?self.hub.counts(), "stopped");
        for (_, queue) in self.ending.drain(..) {
            queue.end(Ending::Dropped);
        }
        let mut queues: Vec<_> = self.queues.drain().collect();
        queues.sort_unstable_by_key(|(socket, _)| *socket);
        for (_, queue) in queues {
            queue.end(Ending::Dropped);
        }
        self.log = None;
        self.write.notify_one();
        std::mem::take(&mut self.threads)
    }

    fn read(&self, read: Read) {
        if let Some(log) = &self.log {
            let _ = log.reads.send(read);
        }
    }

    /// Pings who was not heard for a while, drops who did not answer, cuts who does not end.
    fn sweep(&mut self, second: u32) {
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

fn seconds(now: Now) -> u32 {
    u32::try_from(now.mono / 1000).unwrap_or(u32::MAX)
}

const TICK: Duration = Duration::from_millis(250);

const STOP_WITHIN: Duration = Duration::from_secs(5);

/// Seconds that a socket which was told goodbye may take to read that.
const CUT_AFTER: u32 = 10;
