//! Frames: one binary WebSocket message each, a version byte, a type byte, then a postcard body. `[P 3]`
//!
//! Two enums, one a direction. A type that the reader does not know is [`Decoded::Unknown`]: ignored and counted,
//! so that either side can learn new words first. Everything else that is off is a [`FrameError`] and ends the
//! connection: a frame is right to its last byte or it is nothing.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    id::{Counter, LogId, Nonce, Peer, ReplicaId, RoomId, Seq, Signature, SnapshotId, WriteKey},
    limits,
};

/// The protocol's version, first byte of every frame.
pub const VERSION: u8 = 1;

/// What a client says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ToRelay {
    /// Answers the challenge; nothing else is heard before it.
    Auth(Auth),
    /// Append this to the log.
    Push(Push),
    /// Send what is durable after this number, in pages, then caught-up.
    Pull(Pull),
    /// One part of a new snapshot; the last part puts it.
    SnapshotPut(SnapshotPut),
    /// Send this snapshot, in parts.
    SnapshotGet(SnapshotGet),
    /// This snapshot was compared with what it stands for and lacks nothing: trim the log.
    Confirm(Confirm),
    /// Pass this on to who is connected now, and forget it.
    Ephemeral(Ephemeral),
    /// What time is it?
    TimeAsk(TimeAsk),
    /// Erase the room for everyone, for good.
    Erase(Erase),
    /// Going away on purpose.
    Bye,
}

/// What the relay says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FromRelay {
    /// First word on every connection.
    Challenge(Challenge),
    /// The connection is authenticated and joined to its room.
    Welcome(Welcome),
    /// A frame of another socket, at once; its number is provisional until a durable covers it.
    Deliver(Deliver),
    /// A commit reached the disk.
    Durable(Durable),
    /// A run of the log, in order.
    Page(Page),
    /// The pull is answered.
    CaughtUp(CaughtUp),
    /// One part of the snapshot that was asked for.
    SnapshotPart(SnapshotPart),
    /// A snapshot was put and is now the room's; everyone in the room is told.
    SnapshotOk(SnapshotOk),
    /// The snapshot put was not taken: another stands where it expected one.
    SnapshotConflict(SnapshotConflict),
    /// The room's log begins later now; everyone in the room is told.
    Trimmed(Trimmed),
    /// What another socket wanted passed on.
    PassedOn(PassedOn),
    /// Another socket joined the room.
    PeerUp(PeerUp),
    /// Another socket left.
    PeerDown(PeerDown),
    /// The relay's clock.
    Time(Time),
    /// The room was erased; its statement is kept.
    Erased,
    /// Something sent was refused; the connection goes on.
    Error(Error),
    /// The connection ends now.
    Bye(Bye),
}

/// See [`ToRelay::Auth`]. `[P 11]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Auth {
    /// The room to join.
    pub room: RoomId,
    /// Its write key, which must hash to `room`.
    pub key: WriteKey,
    /// This page load's replica.
    pub replica: ReplicaId,
    /// Over [`crate::statement::auth`].
    pub signature: Signature,
}

/// See [`ToRelay::Push`]. `[P 20]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Push {
    /// The replica that sealed it: not always the one that sends it.
    pub replica: ReplicaId,
    /// That replica's number for it.
    pub counter: Counter,
    /// Ciphertext.
    #[serde(with = "serde_bytes")]
    pub sealed: Vec<u8>,
}

/// See [`ToRelay::Pull`]. `[P 25]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pull {
    /// The last number that is not needed.
    pub after: Seq,
}

/// See [`ToRelay::SnapshotPut`]. `[P 31]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotPut {
    /// The log up to and with this number is contained.
    pub covers: Seq,
    /// The snapshot it replaces: compare-and-swap.
    pub expects: Option<SnapshotId>,
    /// From 0; parts come in order on one connection.
    pub part: u16,
    /// How many there are.
    pub parts: u16,
    /// [`limits::SNAPSHOT_PART`] bytes, fewer in the last part.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

/// See [`ToRelay::SnapshotGet`]. `[P 33]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotGet {
    /// One of those that welcome named.
    pub id: SnapshotId,
}

/// See [`ToRelay::Confirm`]. `[P 38]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirm {
    /// The one that was compared.
    pub id: SnapshotId,
}

/// See [`ToRelay::Ephemeral`]. `[P 35]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ephemeral {
    /// Whom for; everyone else in the room when absent.
    pub to: Option<Peer>,
    /// Ciphertext.
    #[serde(with = "serde_bytes")]
    pub sealed: Vec<u8>,
}

/// See [`ToRelay::TimeAsk`]. `[P 36]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeAsk {
    /// Comes back unread.
    pub echo: u64,
}

/// See [`ToRelay::Erase`]. `[P 40]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erase {
    /// Over [`crate::statement::erase`] with this connection's challenge.
    pub signature: Signature,
}

/// See [`FromRelay::Challenge`]. `[P 10]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Challenge {
    /// New for every connection.
    pub nonce: Nonce,
}

/// A snapshot that the relay holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotHead {
    /// Its name.
    pub id: SnapshotId,
    /// The log up to and with this number is contained, so its writer says.
    pub covers: Seq,
    /// Its size in bytes.
    pub bytes: u32,
}

/// See [`FromRelay::Welcome`]. `[P 13]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    /// Which log the numbers below are of.
    pub log: LogId,
    /// This socket's name.
    pub peer: Peer,
    /// The room's last durable number; every later frame of another socket will be delivered.
    pub durable: Seq,
    /// The log begins after this number: what came before is in the snapshot only.
    pub trimmed: Seq,
    /// Bytes in the room's log after the snapshot.
    pub log_bytes: u64,
    /// Bytes in the room's log altogether.
    pub kept_bytes: u64,
    /// The current snapshot.
    pub snapshot: Option<SnapshotHead>,
    /// The one that the log goes on from, while the current one is not confirmed.
    pub previous: Option<SnapshotHead>,
    /// The other sockets in the room.
    pub peers: Vec<Peer>,
    /// The relay's clock, milliseconds since 1970.
    pub now: u64,
    /// ICE servers the operator names, as URLs.
    pub ice: Vec<String>,
}

/// See [`FromRelay::Deliver`]. `[P 21]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deliver {
    /// The number of the room's frame before this one; if the reader has not seen that, it pulls.
    pub prev: Seq,
    /// The frame.
    pub frame: Logged,
}

/// A frame with its place in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logged {
    /// Its number.
    pub seq: Seq,
    /// Who sealed it.
    pub replica: ReplicaId,
    /// The sealer's number for it.
    pub counter: Counter,
    /// Ciphertext.
    #[serde(with = "serde_bytes")]
    pub sealed: Vec<u8>,
}

/// See [`FromRelay::Durable`]. `[P 22]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Durable {
    /// The room's last durable number.
    pub upto: Seq,
    /// The numbers of this socket's accepted pushes, in the order they were sent, since the last durable.
    pub yours: Vec<Seq>,
}

/// See [`FromRelay::Page`]. `[P 26]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Nothing of the room's log lies between this number and the first frame.
    pub after: Seq,
    /// At least one.
    pub frames: Vec<Logged>,
}

/// See [`FromRelay::CaughtUp`]. `[P 27]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaughtUp {
    /// Everything up to here was paged.
    pub upto: Seq,
}

/// See [`FromRelay::SnapshotPart`]. `[P 33]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotPart {
    /// Which snapshot.
    pub id: SnapshotId,
    /// From 0, in order.
    pub part: u16,
    /// How many there are.
    pub parts: u16,
    /// [`limits::SNAPSHOT_PART`] bytes, fewer in the last part.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

/// See [`FromRelay::SnapshotOk`]. `[P 32]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotOk {
    /// What was put, durable now.
    pub head: SnapshotHead,
}

/// See [`FromRelay::SnapshotConflict`]. `[P 32]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotConflict {
    /// What stands there instead.
    pub current: Option<SnapshotHead>,
}

/// See [`FromRelay::Trimmed`]. `[P 38]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trimmed {
    /// The log begins after this number.
    pub upto: Seq,
}

/// See [`FromRelay::PassedOn`]. `[P 35]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedOn {
    /// Who sent it.
    pub from: Peer,
    /// Ciphertext.
    #[serde(with = "serde_bytes")]
    pub sealed: Vec<u8>,
}

/// See [`FromRelay::PeerUp`]. `[P 37]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerUp {
    /// Who.
    pub peer: Peer,
}

/// See [`FromRelay::PeerDown`]. `[P 37]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerDown {
    /// Who.
    pub peer: Peer,
}

/// See [`FromRelay::Time`]. `[P 36]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    /// As it was asked.
    pub echo: u64,
    /// Milliseconds since 1970.
    pub now: u64,
}

/// See [`FromRelay::Error`]. `[P 42]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Error {
    /// What was refused.
    pub subject: Subject,
    /// Why.
    pub code: ErrorCode,
}

/// What an [`Error`] is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Subject {
    /// This push.
    Push {
        /// As pushed.
        replica: ReplicaId,
        /// As pushed.
        counter: Counter,
    },
    /// The snapshot being put.
    SnapshotPut,
    /// The snapshot asked for.
    SnapshotGet,
    /// The erasure asked for.
    Erase,
    /// An ephemeral.
    Ephemeral,
}

/// Why something was refused. `[P 42]`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ErrorCode {
    /// The pair (replica, counter) was stored with other bytes: seal anew under a new replica.
    Conflict,
    /// The room's log is full: put a snapshot, or wait.
    LogFull,
    /// The relay's disk is full.
    DiskFull,
    /// Larger than its limit.
    TooLarge,
    /// More than the rate allows; not stored, send it again later.
    TooFast,
    /// Parts out of order, or not those that were announced.
    OutOfOrder,
    /// Nothing by this name.
    NotFound,
    /// The signature does not hold.
    BadSignature,
}

/// See [`FromRelay::Bye`]. `[P 43]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bye {
    /// Why.
    pub reason: ByeReason,
    /// Milliseconds to wait before trying again; none means that trying again will not help.
    pub retry_after: Option<u64>,
}

/// Why the relay ends a connection. `[P 43]`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ByeReason {
    /// The relay speaks another version; its own is the version byte of this frame.
    Version,
    /// A frame could not be read.
    Malformed,
    /// Not authenticated in time.
    AuthTimeout,
    /// The key is not the room's, or the signature does not hold.
    BadSignature,
    /// The room has as many sockets as it may.
    RoomFull,
    /// This address opened as many sockets or rooms as it may.
    TooMany,
    /// The socket reads too slowly to be sent everything: connect again and pull.
    Resync,
    /// The room was erased.
    Erased,
    /// The disk failed; what was not durable is not stored.
    StorageFailed,
    /// The relay is stopping.
    Stopping,
}

/// What a reader makes of a frame that is well formed as far as it knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decoded<F> {
    /// A frame.
    Known(F),
    /// A type from the future: ignore and count.
    Unknown {
        /// Its type byte.
        kind: u8,
    },
}

/// Why bytes are not a frame: always the sender's fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FrameError {
    /// Shorter than its two first bytes.
    #[error("a frame of {0} bytes has no version and type")]
    TooShort(usize),
    /// Longer than [`limits::FRAME`].
    #[error("a frame of {0} bytes is over the limit")]
    TooLarge(usize),
    /// Another version of the protocol.
    #[error("a frame of protocol version {0}")]
    Version(u8),
    /// A known type whose body does not read, or goes on after its end.
    #[error("the body of a frame of type {0} does not read")]
    Malformed(u8),
}

macro_rules! frames {
    ($direction:ident { $($kind:literal => $variant:ident $(($body:ident))?),+ $(,)? }) => {
        impl $direction {
            /// The frame's bytes.
            pub fn encode(&self) -> Vec<u8> {
                match self { $(frames!(@pattern $variant $(($body))?, body) => frames!(@encode $kind $(($body))?, body),)+ }
            }

            /// Reads one frame.
            ///
            /// # Errors
            /// [`FrameError`] when it is too long or too short, of another version, or its body does not read.
            pub fn decode(bytes: &[u8]) -> Result<Decoded<Self>, FrameError> {
                let (kind, body) = split(bytes)?;
                Ok(match kind {
                    $($kind => Decoded::Known(frames!(@decode $direction $variant $(($body))?, kind, body)),)+
                    _ => Decoded::Unknown { kind },
                })
            }
        }
    };
    (@pattern $variant:ident ($body:ident), $name:ident) => { Self::$variant($name) };
    (@pattern $variant:ident, $name:ident) => { Self::$variant };
    (@encode $kind:literal ($body:ident), $name:ident) => { encode_body($kind, $name) };
    (@encode $kind:literal, $name:ident) => { vec![VERSION, $kind] };
    (@decode $direction:ident $variant:ident ($body:ident), $kind:ident, $bytes:ident) => { Self::$variant(decode_body::<$body>($kind, $bytes)?) };
    (@decode $direction:ident $variant:ident, $kind:ident, $bytes:ident) => {{
        if !$bytes.is_empty() {
            return Err(FrameError::Malformed($kind));
        }
        Self::$variant
    }};
}

frames!(ToRelay {
    0x01 => Auth(Auth),
    0x02 => Push(Push),
    0x03 => Pull(Pull),
    0x04 => SnapshotPut(SnapshotPut),
    0x05 => SnapshotGet(SnapshotGet),
    0x06 => Ephemeral(Ephemeral),
    0x07 => TimeAsk(TimeAsk),
    0x08 => Erase(Erase),
    0x09 => Bye,
    0x0a => Confirm(Confirm),
});

frames!(FromRelay {
    0x41 => Challenge(Challenge),
    0x42 => Welcome(Welcome),
    0x43 => Deliver(Deliver),
    0x44 => Durable(Durable),
    0x45 => Page(Page),
    0x46 => CaughtUp(CaughtUp),
    0x47 => SnapshotPart(SnapshotPart),
    0x48 => SnapshotOk(SnapshotOk),
    0x49 => SnapshotConflict(SnapshotConflict),
    0x4a => PassedOn(PassedOn),
    0x4b => PeerUp(PeerUp),
    0x4c => PeerDown(PeerDown),
    0x4d => Time(Time),
    0x4e => Erased,
    0x4f => Error(Error),
    0x50 => Bye(Bye),
    0x51 => Trimmed(Trimmed),
});

fn split(bytes: &[u8]) -> Result<(u8, &[u8]), FrameError> {
    if bytes.len() > limits::FRAME {
        return Err(FrameError::TooLarge(bytes.len()));
    }
    match bytes {
        [VERSION, kind, body @ ..] => Ok((*kind, body)),
        [version, _, ..] => Err(FrameError::Version(*version)),
        short => Err(FrameError::TooShort(short.len())),
    }
}

fn encode_body<B: Serialize>(kind: u8, body: &B) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(64);
    bytes.extend([VERSION, kind]);
    // Serialising plain structs into a growing vector has nothing that could fail.
    postcard::to_extend(body, bytes).unwrap_or_default()
}

fn decode_body<B: DeserializeOwned>(kind: u8, bytes: &[u8]) -> Result<B, FrameError> {
    match postcard::take_from_bytes(bytes) {
        Ok((body, [])) => Ok(body),
        _ => Err(FrameError::Malformed(kind)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_frame_is_right_to_its_last_byte_or_it_is_nothing() {
        let frame = ToRelay::Pull(Pull { after: Seq(300) }).encode();
        assert_eq!(frame, [VERSION, 0x03, 0xac, 0x02]);
        assert_eq!(ToRelay::decode(&frame[..3]), Err(FrameError::Malformed(0x03)));
        let long = [&frame[..], &[0]].concat();
        assert_eq!(ToRelay::decode(&long), Err(FrameError::Malformed(0x03)));
        assert_eq!(ToRelay::decode(&[VERSION, 0x09, 0]), Err(FrameError::Malformed(0x09)));
    }

    #[test]
    fn a_type_from_the_future_is_unknown_and_a_version_is_an_error() {
        assert_eq!(ToRelay::decode(&[VERSION, 0x3f, 1, 2]), Ok(Decoded::Unknown { kind: 0x3f }));
        assert_eq!(ToRelay::decode(&[9, 0x03, 0]), Err(FrameError::Version(9)));
        assert_eq!(ToRelay::decode(&[]), Err(FrameError::TooShort(0)));
        assert_eq!(ToRelay::decode(&vec![VERSION; limits::FRAME + 1]), Err(FrameError::TooLarge(limits::FRAME + 1)));
    }

    #[test]
    fn the_largest_sealed_blob_fits_a_page_of_one() {
        let sealed = vec![7; limits::SEALED];
        let logged = Logged { seq: Seq(u64::MAX), replica: ReplicaId([1; 16]), counter: Counter(u64::MAX), sealed };
        let page = FromRelay::Page(Page { after: Seq(u64::MAX), frames: vec![logged.clone()] }).encode();
        assert!(page.len() <= limits::FRAME);
        assert!(FromRelay::Deliver(Deliver { prev: Seq(u64::MAX), frame: logged }).encode().len() <= limits::FRAME);
    }

    proptest! {
        #[test]
        fn junk_never_panics_and_what_reads_writes_back_the_same(bytes in proptest::collection::vec(any::<u8>(), 0..300), kind in 0u8..0x60) {
            let bytes = [&[VERSION, kind], &bytes[..]].concat();
            if let Ok(Decoded::Known(frame)) = ToRelay::decode(&bytes) {
                prop_assert_eq!(ToRelay::decode(&frame.encode()), Ok(Decoded::Known(frame)));
            }
            if let Ok(Decoded::Known(frame)) = FromRelay::decode(&bytes) {
                prop_assert_eq!(FromRelay::decode(&frame.encode()), Ok(Decoded::Known(frame)));
            }
        }
    }
}
