//! The rooms that this process uses of a log in NATS: where the frames of each are, and what its head says.
//!
//! What is kept of a room here is what was read or written last, and may be out of date. Nothing is decided by it alone:
//! every write says which message it follows, and NATS refuses it if that is not the last one of the room any more.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use alongside_wire::{RoomId, Seq};
use async_nats::{
    HeaderMap,
    jetstream::message::{PublishMessage, StreamMessage},
};
use futures_util::{StreamExt, stream};
use tokio::time::Instant;

use super::{
    records::{self, Head, RoomHead},
    store::{Bucket, KeptValue, NotWritten, Repeats, Store, follow},
};
use crate::{
    clock::RunDay,
    error::Error,
    log::{FrameRow, FrameRun, RelayId, RoomSummary, record::RunBuilder},
};

/// All rooms that are in memory.
#[derive(Debug)]
pub(super) struct RoomCache {
    pub(super) store: Store,
    kept: Mutex<HashMap<RoomId, Arc<Mutex<KeptRoom>>>>,
}

/// See the [module](self).
#[derive(Debug, Clone, Default)]
pub(super) struct KeptRoom {
    pub(super) head: Option<Head>,
    /// The revision of the head; 0 if there is none.
    pub(super) revision: u64,
    /// The stream's sequence of the last message of the room; 0 if there is none.
    pub(super) last_message: u64,
    /// Whether that is a mark (a relay's, that it serves the room from there on).
    pub(super) ends_with_mark: bool,
    pub(super) rows: Vec<RowAt>,
    /// Whether this process has put the last mark.
    pub(super) is_ours: bool,
    /// A row that nobody knows whether it was written, and since when.
    pub(super) unresolved: Option<(FrameRow, Instant)>,
}

/// How far the rows of a room were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Progress {
    Done,
    /// NATS did not answer yet: they are to be written again.
    Later,
}

/// Where a row of frames is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RowAt {
    /// The number of its last frame.
    pub(super) last: Seq,
    /// The stream's sequence of its message.
    pub(super) at: u64,
    pub(super) bytes: u64,
}

impl RoomCache {
    pub(super) fn new(store: Store) -> Self {
        Self { store, kept: Mutex::default() }
    }

    /// The room, read from NATS unless it is in memory.
    pub(super) async fn room(&self, room: RoomId) -> Result<Arc<Mutex<KeptRoom>>, Error> {
        let kept = self.kept().get(&room).cloned();
        match kept {
            Some(kept) => Ok(kept),
            None => Ok(Arc::new(Mutex::new(self.read(room).await?))),
        }
    }

    /// The room if it is in memory.
    pub(super) fn known(&self, room: RoomId) -> Option<Arc<Mutex<KeptRoom>>> {
        self.kept().get(&room).cloned()
    }

    /// Keeps the room in memory until [`leave`](Self::leave).
    pub(super) fn keep(&self, room: RoomId, kept: KeptRoom) {
        self.kept().insert(room, Arc::new(Mutex::new(kept)));
    }

    pub(super) fn leave(&self, room: RoomId) {
        self.kept().remove(&room);
    }

    pub(super) fn leave_all(&self) {
        self.kept().clear();
    }

    /// Reads the room.
    pub(super) async fn read(&self, room: RoomId) -> Result<KeptRoom, Error> {
        let (stream, subject) = (self.store.stream_of(room), self.store.subject_of(room));
        let key = room.to_string();
        let (last, head) = tokio::try_join!(self.store.last(&stream, &subject), self.store.get(Bucket::Rooms, &key))?;
        let mut kept = KeptRoom::default();
        (kept.head, kept.revision) = head_in(head)?;
        let Some(last) = last else { return Ok(kept) };
        kept.last_message = last.sequence;
        kept.ends_with_mark = last.headers.get(HOME).is_some();
        let has_rows = !kept.ends_with_mark || number_in(&last.headers, ROWS) != Some(0);
        if has_rows {
            kept.rows = self.rows(&stream, subject, last.sequence).await?;
        }
        kept.drop_trimmed();
        Ok(kept)
    }

    /// Where the rows of a room are, up to this message. A consumer of NATS 2.9 sometimes begins behind the first message of its
    /// subject: what was passed over is found by the message behind it, which names it. Then all is read again.
    async fn rows(&self, stream: &str, subject: String, upto: u64) -> Result<Vec<RowAt>, Error> {
        for _ in 0..READ_AGAIN {
            let (mut rows, mut unseen, mut before) = (Vec::new(), Vec::new(), 0);
            self.store
                .scan(stream, subject.clone(), Some(upto), true, |message| {
                    let follows = number_in(&message.headers, FOLLOWS).unwrap_or(0);
                    if follows != before && follows != 0 {
                        unseen.push(follows);
                    }
                    before = message.sequence;
                    let is_row = message.headers.get(HOME).is_none();
                    if let Some(number) = number_in(&message.headers, LAST).filter(|_| is_row) {
                        let bytes = number_in(&message.headers, SIZE).unwrap_or(0);
                        rows.push(RowAt { last: Seq(number), at: message.sequence, bytes });
                    }
                    Ok(())
                })
                .await?;
            // Trimmed rows and replaced marks are named, too, and are not there any more.
            if self.are_gone(stream, &unseen).await? {
                return Ok(rows);
            }
            tracing::debug!("NATS passed over a message of a room: it is read again");
        }
        Err(Error::Away("NATS passes over a message of a room".to_owned()))
    }

    async fn are_gone(&self, stream: &str, messages: &[u64]) -> Result<bool, Error> {
        for sequence in messages {
            if self.store.message(stream, *sequence).await?.is_some() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Marks the room as this relay's, if its last message is still the one that was read. Whoever served it before can
    /// write nothing to it any more.
    pub(super) async fn mark(&self, room: RoomId, kept: &mut KeptRoom, relay: RelayId) -> Result<(), NotWritten> {
        let mut headers = HeaderMap::new();
        headers.insert(HOME, relay.to_string());
        headers.insert(LAST, kept.durable().0.to_string());
        headers.insert(ROWS, kept.rows.len().to_string());
        let (expected, replaced) = (kept.last_message, kept.ends_with_mark);
        let subject = self.store.subject_of(room);
        let message = || follow(PublishMessage::build().headers(headers.clone()), &subject, expected);
        let is_it =
            |last: &StreamMessage| last.headers.get(HOME).is_some_and(|home| home.as_str() == relay.to_string());
        kept.last_message = match self.store.append(&subject, message, Repeats::No).await {
            Err(error) => self.find(room, expected, error, is_it).await?,
            Ok(at) => at,
        };
        (kept.ends_with_mark, kept.is_ours) = (true, true);
        if replaced {
            // Of two marks without a frame between them the first says nothing any more.
            let (store, stream) = (self.store.clone(), self.store.stream_of(room));
            tokio::spawn(async move { store.delete(&stream, expected).await });
        }
        Ok(())
    }

    /// Writes rows of one room, one after the other. While the room's stream has no leader they are to be written later;
    /// after a while that is an error.
    pub(super) async fn write(&self, room: RoomId, rows: &[&FrameRow]) -> Result<Progress, Error> {
        let kept = self.room(room).await?;
        let unresolved = lock(&kept).unresolved.clone();
        let waiting_since = unresolved.as_ref().map(|(_, since)| *since);
        let again = unresolved.into_iter().map(|(row, _)| row);
        for row in again.chain(rows.iter().map(|row| (*row).clone())) {
            // What was written of it before comes again, too.
            let Some(row) = row_after(row, lock(&kept).durable())? else { continue };
            match self.append(&kept, &row).await {
                Ok(()) => lock(&kept).unresolved = None,
                Err(NotWritten::Unknown(reason)) => {
                    let since = waiting_since.unwrap_or_else(Instant::now);
                    if since.elapsed() > ELECTED_WITHIN {
                        return Err(Error::Away(reason));
                    }
                    lock(&kept).unresolved.get_or_insert((row, since));
                    return Ok(Progress::Later);
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(Progress::Done)
    }

    /// Appends a row to the room behind the last message that is known of it.
    async fn append(&self, room: &Mutex<KeptRoom>, row: &FrameRow) -> Result<(), NotWritten> {
        let expected = lock(room).last_message;
        let mut headers = HeaderMap::new();
        headers.insert(LAST, row.last.0.to_string());
        let body = bytes::Bytes::copy_from_slice(&row.body);
        let subject = self.store.subject_of(row.room);
        let message =
            || follow(PublishMessage::build().payload(body.clone()).headers(headers.clone()), &subject, expected);
        // A number names one row of one relay.
        let is_it = |last: &StreamMessage| {
            last.headers.get(HOME).is_none() && number_in(&last.headers, LAST) == Some(row.last.0)
        };
        let at = match self.store.append(&subject, message, Repeats::Soon).await {
            Err(error) => self.find(row.room, expected, error, is_it).await?,
            Ok(at) => at,
        };
        let mut kept = lock(room);
        (kept.last_message, kept.ends_with_mark) = (at, false);
        kept.rows.push(RowAt { last: row.last, at, bytes: row.body.len() as u64 });
        Ok(())
    }

    /// Where the message is that was not written this time, since another follows the one that it was to follow, if that is an
    /// earlier attempt of it.
    async fn find(
        &self,
        room: RoomId,
        expected: u64,
        error: NotWritten,
        is_it: impl Fn(&StreamMessage) -> bool,
    ) -> Result<u64, NotWritten> {
        if !matches!(error, NotWritten::Raced | NotWritten::Repeated) {
            return Err(error);
        }
        let (stream, subject) = (self.store.stream_of(room), self.store.subject_of(room));
        let last = self.store.last(&stream, &subject).await.map_err(|error| NotWritten::Unknown(error.to_string()))?;
        match last.filter(|last| last.sequence > expected) {
            Some(last) if is_it(&last) => Ok(last.sequence),
            // Some servers note an id before its message is stored, and the message may never be.
            None if matches!(error, NotWritten::Repeated) => {
                Err(NotWritten::Unknown("a message is on its way".to_owned()))
            }
            _ => Err(NotWritten::Raced),
        }
    }

    /// See [`Log::frames`](crate::Log::frames). Nothing if a frame is not where it was: another relay has taken the room and
    /// trimmed it.
    pub(super) async fn frames(
        &self,
        room: RoomId,
        after: Seq,
        upto: Seq,
        bytes: usize,
    ) -> Result<Option<FrameRun>, Error> {
        let kept = self.room(room).await?;
        let (rows, trimmed) = {
            let kept = lock(&kept);
            let rows: Vec<RowAt> = kept.rows.iter().copied().filter(|row| row.last > after).collect();
            (rows, kept.trimmed())
        };
        let stream_name = self.store.stream_of(room);
        let mut running = RunBuilder::new(after, upto, bytes);
        running.run.trimmed = trimmed;
        let stream_name = &stream_name;
        let read = async |row: RowAt| (row.last, self.store.message(stream_name, row.at).await);
        let mut reads = stream::iter(rows).map(read).buffered(READ_AHEAD);
        while let Some((last, read)) = reads.next().await {
            let Some(row) = read? else {
                // This relay may have trimmed it while it was read: then the reader begins again.
                let trimmed = lock(&kept).trimmed();
                return Ok((last <= trimmed).then(|| FrameRun { frames: Vec::new(), done: true, trimmed }));
            };
            if !running.take(&row.payload)? {
                break;
            }
        }
        Ok(Some(running.run))
    }

    /// Replaces the head of a room by what `change` makes of it, as often as somebody else was first.
    pub(super) async fn change_head<T>(
        &self,
        room: RoomId,
        kept: &Mutex<KeptRoom>,
        mut change: impl FnMut(&mut Head, &KeptRoom) -> (T, bool),
    ) -> Result<T, Error> {
        for _ in 0..RACES {
            let copy = lock(kept).clone();
            let mut head = copy.head.clone().unwrap_or(Head::Room(RoomHead::default()));
            let (outcome, is_changed) = change(&mut head, &copy);
            if !is_changed {
                return Ok(outcome);
            }
            let value = records::encode(&head)?;
            match self.store.swap(Bucket::Rooms, &room.to_string(), copy.revision, value).await {
                Ok(revision) => {
                    let mut kept = lock(kept);
                    (kept.head, kept.revision) = (Some(head), revision);
                    return Ok(outcome);
                }
                Err(NotWritten::Raced) => {
                    let (head, revision) = head_in(self.store.get(Bucket::Rooms, &room.to_string()).await?)?;
                    let mut kept = lock(kept);
                    (kept.head, kept.revision) = (head, revision);
                    kept.drop_trimmed();
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(NotWritten::Raced.into())
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<RoomId, Arc<Mutex<KeptRoom>>>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl KeptRoom {
    pub(super) fn room_head(&self) -> Option<RoomHead> {
        self.head.as_ref().and_then(Head::room)
    }

    pub(super) fn trimmed(&self) -> Seq {
        self.room_head().unwrap_or_default().trimmed
    }

    /// The last durable number.
    pub(super) fn durable(&self) -> Seq {
        self.rows.last().map_or(self.trimmed(), |row| row.last)
    }

    pub(super) fn bytes_after(&self, covered: Seq) -> u64 {
        self.rows.iter().filter(|row| row.last > covered).map(|row| row.bytes).sum()
    }

    /// Forgets rows that the log was trimmed of: their last one may still be in the stream.
    pub(super) fn drop_trimmed(&mut self) {
        let trimmed = self.trimmed();
        self.rows.retain(|row| row.last > trimmed);
    }

    /// What the hub is told of a room that there is.
    pub(super) fn summary(&self) -> Option<RoomSummary> {
        let head = self.room_head()?;
        Some(RoomSummary {
            durable: self.durable(),
            trimmed: head.trimmed,
            log_bytes: self.bytes_after(head.current.map_or(Seq(0), |head| head.covers)),
            kept_bytes: self.bytes_after(Seq(0)),
            snapshot: head.current,
            previous: head.previous,
            last_active: RunDay(head.last_active),
            began: RunDay(head.began),
            shared: head.shared,
            first: Seq(0),
        })
    }
}

/// The frames of a row after this number; nothing if there are none.
fn row_after(row: FrameRow, durable: Seq) -> Result<Option<FrameRow>, Error> {
    if row.last <= durable {
        return Ok(None);
    }
    let mut running = RunBuilder::new(durable, row.last, usize::MAX);
    running.take(&row.body)?;
    let mut body = Vec::with_capacity(row.body.len());
    for frame in &running.run.frames {
        body = postcard::to_extend(frame, body).map_err(|error| Error::Log(error.to_string()))?;
    }
    Ok(Some(FrameRow { body, ..row }))
}

/// A head and its revision. One that was deleted without a trace of it being removed yet has a revision all the same.
fn head_in(found: Option<KeptValue>) -> Result<(Option<Head>, u64), Error> {
    let Some(found) = found else { return Ok((None, 0)) };
    let head = if found.value.is_empty() { None } else { Some(records::decode(&found.value)?) };
    Ok((head, found.revision))
}

/// Locks for a moment, never while NATS is waited for.
pub(super) fn lock(room: &Mutex<KeptRoom>) -> MutexGuard<'_, KeptRoom> {
    room.lock().unwrap_or_else(PoisonError::into_inner)
}

fn number_in(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name)?.as_str().parse().ok()
}

/// On a mark: the relay that serves the room from there on.
const HOME: &str = "Alongside-Home";

/// On a row: the number of its last frame. On a mark: that of the last frame before it.
const LAST: &str = "Alongside-Last";

/// On a mark: how many rows of the room were before it.
const ROWS: &str = "Alongside-Rows";

/// On both: the sequence of the message before.
const FOLLOWS: &str = "Nats-Expected-Last-Subject-Sequence";

/// What NATS says of the size of a message that it sends without its content.
const SIZE: &str = "Nats-Msg-Size";

const READ_AHEAD: usize = 16;

/// Attempts to read where the rows of a room are.
const READ_AGAIN: usize = 8;

/// NATS elects a stream's leader within nine seconds.
const ELECTED_WITHIN: Duration = Duration::from_secs(15);

/// How often somebody else may be first.
const RACES: usize = 16;
