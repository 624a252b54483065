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

use alongside_wire::{Nonce, frame::Auth};
use tokio::{
    sync::{Notify, mpsc as answers, watch},
    time,
};

use super::{
    driver_state::{DriverState, LogThreads, seconds},
    link_command::LinkCommand,
    log_writer::LogWriter,
    metrics::{Facts, Metrics},
    send_queue::SendQueue,
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

impl HubDriver {
    /// Starts the log's threads and the tasks that drive the hub.
    pub(super) fn start(
        hub: Hub,
        log: Arc<dyn Log>,
        config: &Config,
        metrics: Option<Arc<Metrics>>,
        links: Option<answers::UnboundedSender<LinkCommand>>,
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
                shared_log: Arc::downgrade(&log),
                links,
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
        let to_read = Arc::new(Mutex::new(to_read));
        let mut threads = Vec::new();
        for _ in 0..log.readers() {
            let (log, to_read, to_answer) = (log.clone(), to_read.clone(), answer.clone());
            let answered_reads = answered_reads.clone();
            let reader = thread::Builder::new().name("log-reader".to_owned()).spawn(move || {
                while let Some(read) = next(&to_read) {
                    let _ = to_answer.send(read.answer(&*log));
                    answered_reads.fetch_add(1, Ordering::Relaxed);
                }
            })?;
            threads.push(reader);
        }
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
        threads.push(writer);
        driver.state().threads = threads;
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
        let socket = hub.state.register(&queue);
        hub.handle(Input::Opened { socket, address, origin, nonce });
        (socket, queue)
    }

    /// Registers a socket that another relay passes on; everything that it is sent goes to the queue.
    pub(super) fn open_guest(&self, origin: Arc<str>, nonce: Nonce, auth: Box<Auth>) -> (SocketId, Arc<SendQueue>) {
        let queue = Arc::new(SendQueue::default());
        let mut hub = self.lock_hub();
        queue.hear(seconds(hub.now));
        let socket = hub.state.register(&queue);
        hub.handle(Input::Guest { socket, origin, nonce, auth });
        drop(hub);
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
        let log = self.log.upgrade();
        let damaged_log = log.as_ref().is_some_and(|log| log.damage().is_some());
        let absent_log = log.as_ref().is_some_and(|log| log.absence().is_some());
        let reconnects = log.map_or(0, |log| log.reconnects());
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
            absent_log,
            reconnects,
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
        let absence = || self.log.upgrade().and_then(|log| log.absence());
        self.state().hub.trouble().or_else(absence).or_else(|| self.log.upgrade().and_then(|log| log.damage()))
    }

    /// Tells everyone that the relay stops, and waits a limited time until they are gone and the log is written.
    pub(super) async fn stop(&self, links: Option<tokio::task::JoinHandle<()>>) {
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
        if let Some(links) = links
            && time::timeout(STOP_WITHIN, links).await.is_err()
        {
            tracing::warn!("other relays were not told everything in time");
        }
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

/// The next read, for whichever thread is free.
fn next(reads: &Mutex<mpsc::Receiver<Read>>) -> Option<Read> {
    reads.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

const WATCHED_EVERY: Duration = Duration::from_secs(10);

const TICK: Duration = Duration::from_millis(250);

const STOP_WITHIN: Duration = Duration::from_secs(5);
