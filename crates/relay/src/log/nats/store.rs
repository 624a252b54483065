//! The streams and buckets of a log in NATS: reading, appending and replacing single messages.
//!
//! It knows names and messages, and nothing of what a room is. A bucket is a stream with one message a subject, laid out as
//! NATS's key-value buckets are; it is written by compare-and-swap only.

use std::{error::Error as _, time::Duration};

use alongside_wire::{RoomId, SnapshotId};
use async_nats::{
    Client, HeaderMap,
    jetstream::{
        self, Context, ErrorCode,
        consumer::{AckPolicy, DeliverPolicy, pull},
        context::{PublishError, PublishErrorKind, RequestError},
        message::{PublishMessage, StreamMessage},
        stream::{DiscardPolicy, LastRawMessageErrorKind, PurgeErrorKind, StorageType},
    },
};
use futures_util::StreamExt;
use serde::Deserialize;

use crate::error::Error;

/// A NATS server or cluster, and what this log's things are called there.
#[derive(Debug, Clone)]
pub(super) struct Store {
    pub(super) client: Client,
    pub(super) jet: Context,
    pub(super) prefix: String,
    pub(super) streams: u16,
}

/// What a bucket holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bucket {
    /// The log's id and numbers.
    Log,
    /// A head a room.
    Rooms,
    /// The parts of snapshots.
    Snapshots,
    Invitations,
}

/// A message under a key of a bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KeptValue {
    pub(super) value: Vec<u8>,
    /// What a compare-and-swap names it by.
    pub(super) revision: u64,
}

/// Why something was not written.
#[derive(Debug)]
pub(super) enum NotWritten {
    /// Somebody else wrote there first.
    Raced,
    /// A message of the same id is there, or on its way: this one's earlier attempt, or somebody else's.
    Repeated,
    /// Nobody answered, or not in time: it may have been written nevertheless.
    Unknown(String),
    /// No space is left.
    Full,
}

impl Bucket {
    pub(super) const ALL: [Self; 4] = [Self::Log, Self::Rooms, Self::Snapshots, Self::Invitations];

    fn name(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Rooms => "rooms",
            Self::Snapshots => "snapshots",
            Self::Invitations => "invitations",
        }
    }
}

impl From<NotWritten> for Error {
    fn from(error: NotWritten) -> Self {
        match error {
            NotWritten::Raced | NotWritten::Repeated => Self::Away("another relay writes the same".to_owned()),
            NotWritten::Unknown(reason) => Self::Away(reason),
            NotWritten::Full => Self::DiskFull,
        }
    }
}

impl Store {
    /// The stream that a room's frames are in.
    pub(super) fn stream_of(&self, room: RoomId) -> String {
        self.stream(self.shard(room))
    }

    pub(super) fn stream(&self, shard: u16) -> String {
        format!("{}-frames-{shard:02}", self.prefix)
    }

    /// The subject of a room's frames.
    pub(super) fn subject_of(&self, room: RoomId) -> String {
        format!("{}.frames.{:02}.{room}", self.prefix, self.shard(room))
    }

    fn shard(&self, room: RoomId) -> u16 {
        shard_of(room, self.streams)
    }

    pub(super) fn bucket(&self, bucket: Bucket) -> String {
        format!("KV_{}-{}", self.prefix, bucket.name())
    }

    pub(super) fn key(&self, bucket: Bucket, key: &str) -> String {
        format!("$KV.{}-{}.{key}", self.prefix, bucket.name())
    }

    /// The key of a snapshot's part.
    pub(super) fn part_key(room: RoomId, snapshot: SnapshotId, part: impl std::fmt::Display) -> String {
        format!("{room}.{snapshot}.{part}")
    }

    /// The configuration of the stream for the frames of a part of the rooms.
    pub(super) fn frames_config(&self, shard: u16, replicas: u8) -> jetstream::stream::Config {
        jetstream::stream::Config {
            name: self.stream(shard),
            subjects: vec![format!("{}.frames.{shard:02}.*", self.prefix)],
            storage: StorageType::File,
            num_replicas: replicas.into(),
            discard: DiscardPolicy::New,
            duplicate_window: REMEMBERED,
            allow_direct: true,
            ..jetstream::stream::Config::default()
        }
    }

    /// The configuration of a bucket's stream.
    pub(super) fn bucket_config(&self, bucket: Bucket, replicas: u8) -> jetstream::stream::Config {
        jetstream::stream::Config {
            name: self.bucket(bucket),
            subjects: vec![self.key(bucket, ">")],
            storage: StorageType::File,
            num_replicas: replicas.into(),
            max_messages_per_subject: 1,
            discard: DiscardPolicy::New,
            duplicate_window: REMEMBERED,
            allow_rollup: true,
            allow_direct: true,
            ..jetstream::stream::Config::default()
        }
    }

    /// What a key of a bucket holds, as the bucket's leader has it.
    pub(super) async fn get(&self, bucket: Bucket, key: &str) -> Result<Option<KeptValue>, Error> {
        let found = self.last(&self.bucket(bucket), &self.key(bucket, key)).await?;
        Ok(found.map(|message| KeptValue { value: message.payload.to_vec(), revision: message.sequence }))
    }

    /// Replaces what a key holds, if that still has this revision (0: nothing is there); returns the new revision.
    pub(super) async fn swap(
        &self,
        bucket: Bucket,
        key: &str,
        revision: u64,
        value: Vec<u8>,
    ) -> Result<u64, NotWritten> {
        let subject = self.key(bucket, key);
        let message = || follow(PublishMessage::build().payload(value.clone().into()), &subject, revision);
        match self.append(&subject, message, Repeats::No).await {
            Err(NotWritten::Repeated) => Err(NotWritten::Raced),
            appended => appended,
        }
    }

    /// Writes a key whatever it holds.
    pub(super) async fn put(&self, bucket: Bucket, key: &str, value: Vec<u8>) -> Result<(), NotWritten> {
        let message = || PublishMessage::build().payload(value.clone().into());
        self.append(&self.key(bucket, key), message, Repeats::Yes).await.map(|_| ())
    }

    /// Removes what stands under a key, and under those below it for `….>`. Nothing is left of it in the stream.
    pub(super) async fn remove(&self, bucket: Bucket, key: &str) -> Result<(), Error> {
        self.purge(&self.bucket(bucket), self.key(bucket, key), None).await
    }

    /// The last message of a subject, as the stream's leader has it.
    pub(super) async fn last(&self, stream: &str, subject: &str) -> Result<Option<StreamMessage>, Error> {
        let stream = self.jet.get_stream_no_info(stream).await.map_err(away)?;
        match stream.get_last_raw_message_by_subject(subject).await {
            Ok(message) => Ok(Some(message)),
            Err(error) => is_absent(error.kind()).then_some(None).ok_or_else(|| away(error)),
        }
    }

    /// The message that has this sequence in the stream.
    pub(super) async fn message(&self, stream: &str, sequence: u64) -> Result<Option<StreamMessage>, Error> {
        let stream = self.jet.get_stream_no_info(stream).await.map_err(away)?;
        match stream.get_raw_message(sequence).await {
            Ok(message) => Ok(Some(message)),
            Err(error) => is_absent(error.kind()).then_some(None).ok_or_else(|| away(error)),
        }
    }

    /// Appends a message, and waits until as many servers have it as must; returns its sequence in the stream.
    pub(super) async fn append(
        &self,
        subject: &str,
        message: impl Fn() -> PublishMessage,
        repeats: Repeats,
    ) -> Result<u64, NotWritten> {
        let began = tokio::time::Instant::now();
        loop {
            let sent = self.jet.send_publish(subject.to_owned(), message()).await;
            let acknowledged = match sent {
                Ok(acknowledged) => acknowledged.await,
                Err(error) => Err(error),
            };
            let error = match acknowledged {
                Ok(acknowledged) if acknowledged.duplicate => return Err(NotWritten::Repeated),
                Ok(acknowledged) => return Ok(acknowledged.sequence),
                Err(error) => error,
            };
            let failed = sort(&error);
            // Without a leader nothing was written.
            let may_repeat = repeats == Repeats::Yes || error.kind() == PublishErrorKind::StreamNotFound;
            if !matches!(failed, NotWritten::Unknown(_)) || !may_repeat || began.elapsed() >= repeats.within() {
                return Err(failed);
            }
            tokio::time::sleep(BETWEEN).await;
        }
    }

    /// Removes the messages of a subject, or those before this sequence.
    pub(super) async fn purge(&self, stream: &str, subject: String, before: Option<u64>) -> Result<(), Error> {
        let stream = self.jet.get_stream_no_info(stream).await.map_err(away)?;
        let purge = stream.purge().filter(subject);
        let purged = match before {
            Some(sequence) => purge.sequence(sequence).await,
            None => purge.await,
        };
        match purged {
            Ok(_) => Ok(()),
            Err(error) if matches!(error.kind(), PurgeErrorKind::JetStream(_)) => Err(Error::Log(error.to_string())),
            Err(error) => Err(away(error)),
        }
    }

    /// Removes one message; to be called where it does not matter much whether it succeeds.
    pub(super) async fn delete(&self, stream: &str, sequence: u64) {
        if let Ok(stream) = self.jet.get_stream_no_info(stream).await
            && let Err(error) = stream.delete_message(sequence).await
        {
            tracing::debug!(%error, "a message was not deleted");
        }
    }

    /// Reads the messages of a subject in order, up to this sequence if one is given, else all that there are now.
    pub(super) async fn scan(
        &self,
        stream: &str,
        subject: String,
        upto: Option<u64>,
        headers_only: bool,
        mut take: impl FnMut(Scanned) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let found = self.jet.get_stream_no_info(stream).await.map_err(away)?;
        let config = pull::Config {
            deliver_policy: DeliverPolicy::All,
            ack_policy: AckPolicy::None,
            filter_subject: subject,
            inactive_threshold: Duration::from_secs(10),
            num_replicas: 1,
            memory_storage: true,
            headers_only,
            ..pull::Config::default()
        };
        let consumer = found.create_consumer(config).await.map_err(away)?;
        let name = consumer.cached_info().name.clone();
        let mut left = consumer.cached_info().num_pending;
        let mut at = 0;
        let scanned = async {
            while upto.map_or(left > 0, |upto| at < upto) {
                let batch = consumer.batch().max_messages(AT_ONCE).expires(WITHIN);
                let mut batch = batch.messages().await.map_err(away)?;
                let before = at;
                while let Some(message) = batch.next().await {
                    let message = message.map_err(|error| Error::Away(error.to_string()))?;
                    let sequence = message.info().map_err(|error| Error::Log(error.to_string()))?.stream_sequence;
                    at = sequence;
                    left = left.saturating_sub(1);
                    let async_nats::Message { subject, payload, headers, .. } = message.message;
                    let subject = subject.to_string();
                    take(Scanned { subject, sequence, headers: headers.unwrap_or_default(), value: payload.to_vec() })?;
                    if upto.map_or(left == 0, |upto| at >= upto) {
                        return Ok(());
                    }
                }
                if at == before {
                    return Err(Error::Away("a stream was not read to its end".to_owned()));
                }
            }
            Ok(())
        };
        let scanned: Result<(), Error> = scanned.await;
        if let Err(error) = found.delete_consumer(&name).await {
            tracing::debug!(%error, "a consumer ends by itself");
        }
        scanned
    }

    /// Bytes that everything in this account takes on the disks of NATS.
    pub(super) async fn disk(&self) -> Result<u64, Error> {
        self.account().await.map(|account| account.storage).map_err(away)
    }

    /// What NATS says of the account. The client's own question wants to read more than a server of 2.9 says.
    pub(super) async fn account(&self) -> Result<AccountSaid, RequestError> {
        let nothing: [u8; 0] = [];
        self.jet.request("INFO", &nothing).await
    }
}

/// See [`Store::account`].
#[derive(Debug, Deserialize)]
pub(super) struct AccountSaid {
    #[serde(default)]
    storage: u64,
    pub(super) error: Option<jetstream::Error>,
}

/// Has a message follow the one that has this sequence, the last one of its subject (0: there is none), or not be stored.
///
/// A cluster compares the sequence before it replicates a message, and not afterwards, so that of two messages which are on their way
/// at once both would be stored. Ids it compares when it stores: so the id of a message is the place that it takes. The sequence 0
/// it compares when it stores, too.
pub(super) fn follow(message: PublishMessage, subject: &str, sequence: u64) -> PublishMessage {
    let message = message.expected_last_subject_sequence(sequence);
    if sequence == 0 { message } else { message.message_id(format!("{subject}.{sequence}")) }
}

/// Whether a message may be sent again when nobody knows whether it arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeats {
    /// It replaces whatever is there.
    Yes,
    No,
    /// Who waits for it has others to write meanwhile, and sends it again with those.
    Soon,
}

impl Repeats {
    fn within(self) -> Duration {
        match self {
            Self::Soon => SOON,
            Self::Yes | Self::No => WITHIN,
        }
    }
}

/// A message that was read on the way.
pub(super) struct Scanned {
    pub(super) subject: String,
    pub(super) sequence: u64,
    pub(super) headers: HeaderMap,
    pub(super) value: Vec<u8>,
}

/// Room ids are hashes already: any eight bytes of one spread evenly.
fn shard_of(room: RoomId, streams: u16) -> u16 {
    let [a, b, c, d, e, f, g, h, ..] = room.0;
    let hash = u64::from_le_bytes([a, b, c, d, e, f, g, h]);
    u16::try_from(hash % u64::from(streams.max(1))).unwrap_or(0)
}

/// Nobody answered, or what was answered says that it will be otherwise in a moment.
pub(super) fn away(error: impl std::error::Error) -> Error {
    let cause = error.source().map(|source| format!(": {source}")).unwrap_or_default();
    Error::Away(format!("{error}{cause}"))
}

fn is_absent(kind: LastRawMessageErrorKind) -> bool {
    match kind {
        LastRawMessageErrorKind::NoMessageFound => true,
        LastRawMessageErrorKind::JetStream(error) => error.error_code() == ErrorCode::NO_MESSAGE_FOUND,
        _ => false,
    }
}

fn sort(error: &PublishError) -> NotWritten {
    let answered = error.source().and_then(|source| source.downcast_ref::<jetstream::Error>());
    let said = || error.source().map_or_else(|| error.to_string(), |source| format!("{error}: {source}"));
    match (error.kind(), answered.map(jetstream::Error::error_code)) {
        (PublishErrorKind::WrongLastSequence, _) => NotWritten::Raced,
        (_, Some(code)) if FULL.contains(&code) => NotWritten::Full,
        _ => NotWritten::Unknown(said()),
    }
}

/// What NATS says when an account's or a server's space is used up.
const FULL: [ErrorCode; 5] = [
    ErrorCode::ACCOUNT_RESOURCES_EXCEEDED,
    ErrorCode::INSUFFICIENT_RESOURCES,
    ErrorCode::STORAGE_RESOURCES_EXCEEDED,
    ErrorCode::STREAM_STORE_FAILED,
    ErrorCode::STREAM_MAX_STREAM_BYTES_EXCEEDED,
];

/// How long something is tried again that nobody answers: a stream's leader is another one within seconds.
const WITHIN: Duration = Duration::from_millis(1_500);

/// A batch waits so long for a stream without a leader.
const SOON: Duration = Duration::from_millis(100);

const BETWEEN: Duration = Duration::from_millis(50);

/// For so long a stream knows the ids of its messages: longer than one is on its way.
const REMEMBERED: Duration = Duration::from_secs(60);

const AT_ONCE: usize = 512;

#[cfg(test)]
mod tests {
    use alongside_wire::WriteKey;

    use super::*;

    /// The fullest of 64 streams, beside what each has on average, for so many rooms.
    fn skew(rooms: u32) -> f64 {
        let mut counts = [0_u32; 64];
        for number in 0..rooms {
            let mut key = [0; 32];
            key[..4].copy_from_slice(&number.to_le_bytes());
            counts[usize::from(shard_of(RoomId::of(&WriteKey(key)), 64))] += 1;
        }
        f64::from(counts.iter().copied().max().unwrap_or(0)) * 64.0 / f64::from(rooms)
    }

    #[test]
    fn rooms_spread_over_the_streams_as_evenly_as_chance_does() {
        // What docs/scale.md says of it.
        let skews = [500, 5_000, 50_000].map(skew);
        assert!(skews[0] < 2.4 && skews[1] < 1.4 && skews[2] < 1.12, "{skews:?}");
    }
}
