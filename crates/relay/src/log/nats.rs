//! The log in NATS JetStream, which several relays share.
//!
//! A room's frames are messages of one subject, in one of a fixed number of streams; what else there is of it is in
//! buckets. One relay at a time serves a room, whoever was asked for it first ([`homes`]): it marks the room's subject, and
//! then appends to it by naming the message that it follows, so that NATS refuses frames of a relay that served the room
//! before. Numbers come from blocks that each relay claims from a counter in NATS, so that none names two frames.
//!
//! The methods block until NATS has answered. They are for threads of their own, like those of the log on disk.

use std::{
    future::Future,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use alongside_wire::{LogId, MailboxId, RoomId, Seq, SnapshotId};
use async_nats::Event;
use tokio::{runtime::Runtime, sync::mpsc, time::Instant};

mod batches;
mod connect;
mod expiry;
mod homes;
mod invitations;
mod operator;
mod records;
mod rooms;
mod store;

use homes::Homes;
use rooms::{RoomCache, lock};
use store::{Bucket, NotWritten, Store};

use super::{
    batch::{Batch, Written},
    invitations::StoredInvitation,
    record::{FrameRun, RelayId, RoomRecord},
    sharing::{SharedEvent, Sharing},
    store::{Claim, Log},
};
use crate::{clock::DayCount, config::NatsOptions, error::Error};

/// A log that several relays share, in NATS JetStream.
#[derive(Debug)]
pub struct NatsLog {
    /// Ends when this is dropped.
    runtime: Option<Runtime>,
    id: LogId,
    rooms: RoomCache,
    homes: Option<Arc<Homes>>,
    /// What the server is to hear, until it asks for it.
    events: Mutex<Option<mpsc::UnboundedReceiver<SharedEvent>>>,
    /// The first number of the block that this relay numbers from.
    block: tokio::sync::Mutex<Seq>,
    block_size: u64,
    link: Arc<NatsConnection>,
    disk: Arc<AtomicU64>,
    disk_asked: Mutex<Option<Instant>>,
}

/// Whether NATS is there.
#[derive(Debug, Default)]
struct NatsConnection {
    is_away: AtomicBool,
    reconnects: AtomicU64,
    homes: OnceLock<Arc<Homes>>,
}

/// What a log in NATS is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenFor {
    /// A relay, which serves rooms.
    Relay,
    /// A task of the operator's.
    Task,
}

impl NatsLog {
    /// Connects to NATS, and makes what is missing there.
    ///
    /// # Errors
    /// [`Error::Nats`], [`Error::NewerLog`].
    pub fn open(options: &NatsOptions, purpose: OpenFor) -> Result<Self, Error> {
        Self::open_with(options, purpose, BLOCK)
    }

    /// The same, with blocks of so many numbers.
    pub(super) fn open_with(options: &NatsOptions, purpose: OpenFor, block_size: u64) -> Result<Self, Error> {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).thread_name("nats").enable_all().build()?;
        let link = Arc::new(NatsConnection::default());
        let (tell, events) = mpsc::unbounded_channel();
        let callback = {
            let (link, tell) = (link.clone(), tell.clone());
            move |event| {
                hear(&link, &tell, &event);
                std::future::ready(())
            }
        };
        let connected = on_thread(|| runtime.block_on(connect::connect(options, callback)));
        let (store, id) = match connected {
            Ok(connected) => connected,
            Err(error) => {
                // It may be dropped where nothing may block.
                runtime.shutdown_background();
                return Err(error);
            }
        };
        let homes = match purpose {
            OpenFor::Relay => Some(Arc::new(Homes::new(random_relay()?, store.client.clone(), &store.prefix, tell))),
            OpenFor::Task => None,
        };
        if let Some(homes) = &homes {
            // It was not set before.
            let _ = link.homes.set(homes.clone());
        }
        Ok(Self {
            runtime: Some(runtime),
            id,
            rooms: RoomCache::new(store),
            homes,
            events: Mutex::new(Some(events)),
            block: tokio::sync::Mutex::new(Seq(0)),
            block_size,
            link,
            disk: Arc::default(),
            disk_asked: Mutex::new(None),
        })
    }

    /// Begins a log with this id, for tests that name it.
    #[cfg(test)]
    pub(crate) fn begin_as(options: &NatsOptions, purpose: OpenFor, block_size: u64, id: LogId) -> Result<Self, Error> {
        let mut log = Self::open_with(options, purpose, block_size)?;
        log.wait(connect::adopt(log.store(), id))?;
        log.id = id;
        Ok(log)
    }

    /// The log's id.
    pub fn id(&self) -> LogId {
        self.id
    }

    fn wait<T>(&self, for_it: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        match &self.runtime {
            Some(runtime) => runtime.block_on(for_it),
            None => Err(Error::Away("the log is closed".to_owned())),
        }
    }

    fn store(&self) -> &Store {
        &self.rooms.store
    }

    /// Claims a block of numbers that nobody else gives.
    async fn claim_block(&self) -> Result<Seq, Error> {
        let mut block = self.block.lock().await;
        *block = self.claim_above(Seq(0)).await?;
        Ok(*block)
    }

    async fn claim_above(&self, kept: Seq) -> Result<Seq, Error> {
        let store = self.store();
        for _ in 0..RACES {
            let found = store.get(Bucket::Log, CLAIMED).await?;
            let (claimed, revision) = match found {
                Some(found) => (records::decode::<u64>(&found.value)?, found.revision),
                None => (0, 0),
            };
            let above = claimed.max(kept.0);
            let first = (above.saturating_add(self.block_size / 2) / self.block_size)
                .saturating_add(1)
                .saturating_mul(self.block_size);
            match store.swap(Bucket::Log, CLAIMED, revision, records::encode(&first)?).await {
                Ok(_) => return Ok(Seq(first)),
                Err(NotWritten::Raced) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(NotWritten::Raced.into())
    }

    /// The first number of this relay's block, or of a new one if the room's numbers are beyond it.
    async fn first_above(&self, durable: Seq) -> Result<Seq, Error> {
        let mut block = self.block.lock().await;
        if durable.0 >= block.0.saturating_add(self.block_size) {
            *block = self.claim_above(durable).await?;
        }
        Ok(*block)
    }

    /// Takes the room to serve it, unless another relay does.
    async fn take(&self, room: RoomId, homes: &Homes) -> Result<RoomRecord, Error> {
        if let Some(kept) = self.rooms.known(room) {
            let kept = lock(&kept).clone();
            return self.record(room, &kept).await;
        }
        for _ in 0..RACES {
            if let Some(relay) = homes.ask(room).await? {
                return Ok(RoomRecord::Elsewhere(relay));
            }
            let mut kept = self.rooms.read(room).await?;
            if let Some(erasure) = kept.head.as_ref().and_then(|head| head.erasure(room)) {
                return Ok(RoomRecord::Erased(erasure));
            }
            homes.hold(room).await?;
            match self.rooms.mark(room, &mut kept, homes.me).await {
                // Without space for a mark the room is served to be read.
                Ok(()) | Err(NotWritten::Full) => {}
                Err(NotWritten::Raced) => {
                    homes.leave(room);
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    continue;
                }
                Err(error) => {
                    homes.leave(room);
                    return Err(error.into());
                }
            }
            homes.taken(room).await?;
            let record = self.record(room, &kept).await?;
            self.rooms.keep(room, kept);
            return Ok(record);
        }
        Err(NotWritten::Raced.into())
    }

    async fn record(&self, room: RoomId, kept: &rooms::KeptRoom) -> Result<RoomRecord, Error> {
        if let Some(erasure) = kept.head.as_ref().and_then(|head| head.erasure(room)) {
            return Ok(RoomRecord::Erased(erasure));
        }
        let Some(mut summary) = kept.summary() else { return Ok(RoomRecord::Unknown) };
        if self.homes.is_some() {
            summary.first = self.first_above(summary.durable).await?;
        }
        Ok(RoomRecord::Known(summary))
    }

    /// Bytes taken in NATS, as of a few seconds ago.
    async fn disk_now(&self) -> u64 {
        let is_due = {
            let mut asked = self.disk_asked.lock().unwrap_or_else(PoisonError::into_inner);
            let is_due = asked.is_none_or(|asked| asked.elapsed() > DISK_ASKED_EVERY);
            if is_due {
                *asked = Some(Instant::now());
            }
            is_due
        };
        if is_due {
            let (store, disk) = (self.store().clone(), self.disk.clone());
            tokio::spawn(async move {
                if let Ok(bytes) = store.disk().await {
                    disk.store(bytes, Ordering::Relaxed);
                }
            });
        }
        self.disk.load(Ordering::Relaxed)
    }
}

impl Log for NatsLog {
    fn claim(&self) -> Result<Claim, Error> {
        self.wait(async {
            let first = self.claim_block().await?;
            let disk = self.store().disk().await?;
            self.disk.store(disk, Ordering::Relaxed);
            let days = match self.store().get(Bucket::Log, "days").await? {
                Some(found) => records::decode_days(&found.value)?,
                None => DayCount::default(),
            };
            Ok(Claim { id: self.id, first, disk, days })
        })
    }

    fn room(&self, room: RoomId) -> Result<RoomRecord, Error> {
        self.wait(async {
            match &self.homes {
                Some(homes) => self.take(room, homes).await,
                None => self.record(room, &self.rooms.read(room).await?).await,
            }
        })
    }

    fn frames(&self, room: RoomId, after: Seq, upto: Seq, bytes: usize) -> Result<FrameRun, Error> {
        let read = self.wait(self.rooms.frames(room, after, upto, bytes))?;
        if read.is_none()
            && let Some(homes) = &self.homes
        {
            homes.lose(room);
        }
        read.ok_or_else(|| Error::Away("a frame is not where it was".to_owned()))
    }

    fn part(&self, room: RoomId, snapshot: SnapshotId, part: u16) -> Result<Option<Vec<u8>>, Error> {
        let key = Store::part_key(room, snapshot, part);
        self.wait(async { Ok(self.store().get(Bucket::Snapshots, &key).await?.map(|kept| kept.value)) })
    }

    fn invitation(&self, mailbox: MailboxId) -> Result<Option<StoredInvitation>, Error> {
        self.wait(async { Ok(invitations::read(self.store(), mailbox).await?.map(|(stored, _)| stored)) })
    }

    fn write(&self, batch: &Batch) -> Result<Written, Error> {
        self.wait(async {
            let mut written = batches::write(&self.rooms, batch).await?;
            written.disk = self.disk_now().await;
            Ok(written)
        })
    }

    fn leave(&self, room: RoomId) {
        self.rooms.leave(room);
        if let Some(homes) = &self.homes {
            homes.leave(room);
        }
    }

    fn readers(&self) -> usize {
        READERS
    }

    fn sharing(&self) -> Option<Sharing> {
        let homes = self.homes.as_ref()?;
        let events = self.events.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        let (client, prefix) = (self.store().client.clone(), self.store().prefix.clone());
        Some(Sharing { me: homes.me, client, prefix, events })
    }

    fn absence(&self) -> Option<String> {
        self.link.is_away.load(Ordering::Relaxed).then(|| "NATS cannot be reached".to_owned())
    }

    fn reconnects(&self) -> u64 {
        self.link.reconnects.load(Ordering::Relaxed)
    }
}

impl Drop for NatsLog {
    fn drop(&mut self) {
        if let Some(homes) = &self.homes {
            homes.leave_all();
        }
        self.rooms.leave_all();
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

fn hear(link: &Arc<NatsConnection>, tell: &mpsc::UnboundedSender<SharedEvent>, event: &Event) {
    match event {
        Event::Connected => {
            if link.is_away.swap(false, Ordering::Relaxed) {
                link.reconnects.fetch_add(1, Ordering::Relaxed);
                tracing::warn!("NATS is there again");
                if let Some(homes) = link.homes.get().cloned() {
                    tokio::spawn(async move { homes.look_again().await });
                }
            }
        }
        Event::Disconnected => {
            if link.is_away.swap(true, Ordering::Relaxed) {
                return;
            }
            tracing::warn!("the connection to NATS broke: nothing is acknowledged until it is there again");
            let (link, tell) = (link.clone(), tell.clone());
            let before = link.reconnects.load(Ordering::Relaxed);
            tokio::spawn(async move {
                tokio::time::sleep(BACK_WITHIN).await;
                if link.is_away.load(Ordering::Relaxed) && link.reconnects.load(Ordering::Relaxed) == before {
                    tracing::warn!("NATS is not there: everybody is asked to join again, at this relay or another");
                    let _ = tell.send(SharedEvent::Adrift);
                }
            });
        }
        Event::ServerError(_) | Event::ClientError(_) | Event::SlowConsumer(_) => {
            tracing::warn!(%event, "NATS reports");
        }
        event => tracing::debug!(%event, "NATS"),
    }
}

/// Runs this on a thread that no runtime owns: a log may be opened from within one.
fn on_thread<T: Send>(it: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| match scope.spawn(it).join() {
        Ok(it) => it,
        Err(panic) => std::panic::resume_unwind(panic),
    })
}

fn random_relay() -> Result<RelayId, Error> {
    let mut id = [0; 8];
    getrandom::fill(&mut id).map_err(|error| Error::Log(error.to_string()))?;
    Ok(RelayId(id))
}

const CLAIMED: &str = "claimed";

/// The numbers of a block: more than a relay gives in a hundred years, and there are blocks for eight million claims.
const BLOCK: u64 = 1 << 40;

const RACES: usize = 16;

/// Reads that are under way at once: each waits for NATS, and for nothing on this machine.
const READERS: usize = 16;

/// A connection that broke is there again sooner, to another server of the cluster, even if one that hangs is tried first.
const BACK_WITHIN: Duration = Duration::from_millis(1_500);

const DISK_ASKED_EVERY: Duration = Duration::from_secs(5);
