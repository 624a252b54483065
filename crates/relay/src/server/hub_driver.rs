//! The driver: the hub behind a lock, the send queues of all sockets, and the threads that use the log.

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use alongside_wire::{FromRelay, Nonce};
use tokio::{
    sync::{Notify, mpsc as answers, watch},
    time,
};

use super::{
    log_writer::LogWriter,
    metrics::{Facts, Metrics},
    send_queue::{Ending, Queued, SendQueue},
    watch::{Watch, file_system, open_files_limit},
};
use crate::{
    clock::{Clock, Now},
    config::{Address, Config},
    error::Error,
    hub::{Hub, Input, Output, Read, SocketId},
    log::{Batch, Log},
};

/// Connects the hub with sockets, log and clock.
pub(super) struct HubDriver {
    state: Mutex<DriverState>,
    clock: Clock,
    queue_limit: usize,
    /// Whether there is a window between commits.
    has_window: bool,
    metrics: Option<Arc<Metrics>>,
    /// Reads that the log has answered.
    read_count: Arc<AtomicU64>,
    data: PathBuf,
    disk_limit: u64,
    /// Used only to ask for damage: the threads own the log, which is closed when they end.
    log: Weak<dyn Log>,
    /// Changes whenever a socket has closed or the log has answered.
    done: watch::Sender<()>,
}

struct DriverState {
    hub: Hub,
    queues: HashMap<SocketId, Arc<SendQueue>>,
    /// Queues that are being closed, with the second at which they are cut off.
    ending: Vec<(u32, Arc<SendQueue>)>,
    last_socket: u32,
    /// Sockets with frames that wait for another one, and perhaps have got it.
    unsent: Vec<SocketId>,
    /// Notified when there is something to write.
    write: Arc<Notify>,
    rung: bool,
    /// Notified when so much is queued for the disk that the commit should not wait for its window.
    enough: Arc<Notify>,
    is_enough: bool,
    /// When the hub was locked, in microseconds, where that is measured.
    micros: Option<u64>,
    /// Frames and bytes that were queued for sockets, and reads that were asked for.
    sent: u64,
    sent_bytes: u64,
    reads: u64,
    log: Option<LogThreads>,
    threads: Vec<thread::JoinHandle<()>>,
    swept: u32,
    ping_after: u32,
}

/// The requests to the threads, which end when this is dropped.
struct LogThreads {
    reads: mpsc::Sender<Read>,
    writes: mpsc::Sender<Batch>,
}

impl HubDriver {
    /// Starts the log's threads and the tasks that drive the hub.
    pub(super) fn start(
        hub: Hub,
        log: Arc<dyn Log>,
        config: &Config,
        metrics: Option<Arc<Metrics>>,
    ) -> Result<Arc<Self>, Error> {
        let (reads, to_read) = mpsc::channel::<Read>();
        let (writes, to_write) = mpsc::channel::<Batch>();
        let (answer, answered) = answers::unbounded_channel();
        let (write, enough, window_over) = <(Arc<Notify>, Arc<Notify>, Arc<Notify>)>::default();
        let read_count = Arc::new(AtomicU64::new(0));
        let answered_reads = read_count.clone();
        let queue_limit = if config.queue.0 == 0 { usize::MAX } else { config.queue.0 as usize };
        let driver = Arc::new(Self {
            state: Mutex::new(DriverState {
                hub,
                queues: HashMap::new(),
                ending: Vec::new(),
                last_socket: 0,
                unsent: Vec::new(),
                write: write.clone(),
                rung: false,
                enough: enough.clone(),
                is_enough: false,
                micros: None,
                sent: 0,
                sent_bytes: 0,
                reads: 0,
                log: Some(LogThreads { reads, writes }),
                threads: Vec::new(),
                swept: 0,
                ping_after: config.ping_seconds.max(1),
            }),
            clock: Clock::start(),
            queue_limit,
            has_window: config.commit_window > 0,
            metrics,
            read_count,
            data: config.data.clone(),
            disk_limit: config.limits.disk.0,
            log: Arc::downgrade(&log),
            done: watch::Sender::new(()),
        });
        let (log_to_read, to_answer) = (log.clone(), answer.clone());
        let reader = thread::Builder::new().name("log-reader".to_owned()).spawn(move || {
            for read in to_read {
                let _ = to_answer.send(read.answer(&*log_to_read));
                answered_reads.fetch_add(1, Ordering::Relaxed);
            }
        })?;
        let writer = LogWriter {
            log,
            batches: to_write,
            answer,
            clock: driver.clock,
            window: Duration::from_millis(config.commit_window),
            window_over: window_over.clone(),
            metrics: driver.metrics.clone(),
        };
        let writer = thread::Builder::new().name("log-writer".to_owned()).spawn(move || writer.run())?;
        driver.state().threads = vec![reader, writer];
        tokio::spawn(driver.clone().hear_answers(answered));
        tokio::spawn(driver.clone().write(write, enough, window_over));
        tokio::spawn(driver.clone().tick());
        tokio::spawn(driver.clone().watch());
        Ok(driver)
    }

    /// Locks the hub to handle one or several inputs.
    pub(super) fn lock_hub(&self) -> LockedHub<'_> {
        let mut state = self.state();
        state.micros = self.metrics.as_ref().map(|_| self.clock.micros());
        LockedHub { state, now: self.clock.now(), queue_limit: self.queue_limit }
    }

    /// Registers a new socket.
    pub(super) fn open(&self, address: Option<Address>, origin: Arc<str>, nonce: Nonce) -> (SocketId, Arc<SendQueue>) {
        let queue = Arc::new(SendQueue::default());
        let mut hub = self.lock_hub();
        queue.hear(seconds(hub.now));
        let state = &mut *hub.state;
        let socket = loop {
            state.last_socket = state.last_socket.wrapping_add(1);
            let socket = SocketId(state.last_socket);
            if !state.queues.contains_key(&socket) {
                break socket;
            }
        };
        state.queues.insert(socket, queue.clone());
        hub.handle(Input::Opened { socket, address, origin, nonce });
        (socket, queue)
    }

    /// Reports that a socket has closed.
    pub(super) fn closed(&self, socket: SocketId, queue: &Arc<SendQueue>) {
        let mut hub = self.lock_hub();
        hub.state.queues.remove(&socket);
        hub.state.ending.retain(|(_, ending)| !Arc::ptr_eq(ending, queue));
        hub.handle(Input::Closed { socket });
        drop(hub);
        self.done.send_replace(());
    }

    /// Passes on a read that waited until its socket's queue had room for the answer.
    pub(super) fn read(&self, read: Read) {
        self.state().read(read);
    }

    /// Seconds since the relay started.
    pub(super) fn second(&self) -> u32 {
        seconds(self.clock.now())
    }

    /// Notes that a frame which arrived at this moment was delivered.
    pub(super) fn delivered(&self, since: u64) {
        if let Some(metrics) = &self.metrics {
            metrics.delivered(self.clock.micros().saturating_sub(since));
        }
    }

    /// What the relay knows of itself now.
    pub(super) fn facts(&self) -> Facts {
        let (file_system, file_system_free) = file_system(&self.data);
        let damaged_log = self.log.upgrade().is_some_and(|log| log.damage().is_some());
        let state = self.state();
        let queued = state.queues.values().map(|queue| queue.bytes());
        let (send_queue, longest_send_queue) =
            queued.fold((0, 0), |(all, most), bytes: u64| (all + bytes, most.max(bytes)));
        Facts {
            counts: state.hub.counts(),
            depths: state.hub.depths(),
            sent: state.sent,
            sent_bytes: state.sent_bytes,
            send_queue,
            longest_send_queue,
            reads: state.reads.saturating_sub(self.read_count.load(Ordering::Relaxed)),
            disk_limit: self.disk_limit,
            file_system,
            file_system_free,
            open_files_limit: open_files_limit(),
            damaged_log,
        }
    }

    /// Tells the operator now and then what will hurt.
    async fn watch(self: Arc<Self>) {
        let mut watch = Watch::default();
        let mut beat = time::interval(WATCHED_EVERY);
        loop {
            beat.tick().await;
            if self.state().log.is_none() {
                return;
            }
            watch.look(&self.facts());
        }
    }

    /// Why something cannot be stored, in words for the operator; `None` if everything can.
    pub(super) fn trouble(&self) -> Option<String> {
        self.state().hub.trouble().or_else(|| self.log.upgrade().and_then(|log| log.damage()))
    }

    /// Tells everyone that the relay stops, and waits a limited time until they are gone and the log is written.
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
        // The next relay in this folder must find the log closed.
        let threads = self.state().close_all();
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
            let mut hub = self.lock_hub();
            hub.handle(answer);
            while let Ok(answer) = answered.try_recv() {
                hub.handle(answer);
            }
            drop(hub);
            self.done.send_replace(());
        }
    }

    /// Hands out the commits. Lets every socket that is ready be read before a commit begins, and keeps a window between
    /// the beginnings of two commits: fewer commits contain more frames, and each costs as much as handling many frames.
    async fn write(self: Arc<Self>, rung: Arc<Notify>, enough: Arc<Notify>, window_over: Arc<Notify>) {
        let mut in_window = false;
        loop {
            rung.notified().await;
            if in_window {
                tokio::select! {
                    () = window_over.notified() => {}
                    () = enough.notified() => {}
                }
            } else {
                tokio::task::yield_now().await;
            }
            in_window = false;
            let now = self.clock.now();
            let mut state = self.state();
            if state.log.is_none() {
                return;
            }
            (state.rung, state.is_enough) = (false, false);
            while let Some(output) = state.hub.poll(now) {
                in_window |= self.has_window && matches!(output, Output::Write(_));
                state.obey_one(now, self.queue_limit, output);
            }
        }
    }

    async fn tick(self: Arc<Self>) {
        let mut tick = time::interval(TICK);
        tick.set_missed_tick_behavior(time::MissedTickBehavior::Delay);
        loop {
            tick.tick().await;
            let mut hub = self.lock_hub();
            if hub.state.log.is_none() {
                return;
            }
            hub.handle(Input::Tick);
            hub.state.flush();
            hub.state.sweep(self.second());
        }
    }

    fn state(&self) -> MutexGuard<'_, DriverState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The locked hub while it handles inputs. When this is dropped, everything that the inputs led to is done.
pub(super) struct LockedHub<'a> {
    state: MutexGuard<'a, DriverState>,
    now: Now,
    queue_limit: usize,
}

impl LockedHub<'_> {
    /// Handles one input.
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
        if self.rung && !self.is_enough && self.hub.queued_bytes() >= ENOUGH {
            self.is_enough = true;
            self.enough.notify_one();
        }
    }

    fn obey_one(&mut self, now: Now, queue_limit: usize, output: Output) {
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
    fn flush(&mut self) {
        for socket in std::mem::take(&mut self.unsent) {
            if let Some(queue) = self.queues.get(&socket) {
                queue.flush();
            }
        }
    }

    /// Drops the remaining sockets, and asks the log's threads to end.
    fn close_all(&mut self) -> Vec<thread::JoinHandle<()>> {
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

    fn read(&mut self, read: Read) {
        if let Some(log) = &self.log {
            self.reads += 1;
            let _ = log.reads.send(read);
        }
    }

    /// Pings sockets that were not heard from for a while, drops those that did not answer, and cuts off those that
    /// do not close.
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

const WATCHED_EVERY: Duration = Duration::from_secs(10);

const TICK: Duration = Duration::from_millis(250);

const STOP_WITHIN: Duration = Duration::from_secs(5);

/// Bytes that are worth a commit of their own: from here on it costs little beside handling the frames in it.
const ENOUGH: u64 = 128 * 1024;

/// Seconds within which a closed socket must read what was sent to it.
const CUT_AFTER: u32 = 10;
