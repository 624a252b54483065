//! What the relay sends: one variant a frame type, then the bodies in the same order.

use serde::{Deserialize, Serialize};

use crate::id::{Counter, LogId, MailboxId, Nonce, Peer, ReplicaId, Seq, Signature, SnapshotId};

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
    Page(LogPage),
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
    /// The room was erased by a member, with the proof of that.
    Erased(Erased),
    /// Something sent was refused; the connection goes on.
    Error(ErrorFrame),
    /// What became of an invitation: answers a deposit, a withdrawal and a claim; and everyone in its room is told when it
    /// was claimed.
    Invitation(InvitationFrame),
    /// How the rendezvous stands that this socket opened or wanted to come to.
    Rendezvous(RendezvousFrame),
    /// What the other in the rendezvous said.
    Exchanged(Exchanged),
    /// The connection ends now.
    Bye(Bye),
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
    pub yours: Vec<Numbered>,
}

/// What an accepted push was given. `[P 22]`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbered {
    pub seq: Seq,
    /// The number before it in this room; none where it had its number before this push.
    pub prev: Option<Seq>,
}

/// See [`FromRelay::Page`]. `[P 26]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogPage {
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
    /// [`crate::limits::SNAPSHOT_PART`] bytes, fewer in the last part.
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

/// See [`FromRelay::Erased`]. Nobody should believe it before the signature was verified with the room's write key, over
/// [`crate::statement::erase`] of this origin, the room and this nonce. `[P 40]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erased {
    /// The authority that was dialled by who erased it.
    pub origin: String,
    /// The challenge of their connection.
    pub nonce: Nonce,
    /// What they signed it with.
    pub signature: Signature,
}

/// See [`FromRelay::Error`]. `[P 42]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorFrame {
    /// What was refused.
    pub subject: Subject,
    /// Why.
    pub code: ErrorCode,
}

/// What an [`ErrorFrame`] is about.
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
    /// A deposit, a withdrawal or a claim.
    Invitation,
    /// To open a rendezvous, or to come to one.
    Rendezvous,
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
    /// The relay cannot write its log, or this room's part of it: not stored, and trying again soon will not help.
    StorageFailed,
}

/// See [`FromRelay::Invitation`]. `[P 112]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationFrame {
    pub mailbox: MailboxId,
    pub state: InvitationState,
    /// The card, as it was deposited, for who looks at one that waits or claimed it; else empty.
    #[serde(with = "serde_bytes")]
    pub card: Vec<u8>,
    /// The key, as it was deposited, for who claimed it; else empty.
    #[serde(with = "serde_bytes")]
    pub key: Vec<u8>,
}

/// What became of an invitation. `[P 112]`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum InvitationState {
    /// It was not claimed yet.
    Waiting,
    /// Somebody claimed it.
    Used {
        /// When, by the relay's clock: milliseconds since 1970.
        at: u64,
    },
    /// A member took it back, or the room's key was rotated.
    Withdrawn,
    /// Its room was erased.
    Erased,
    /// Its time was over before anybody claimed it.
    Expired,
    /// The relay holds none by this name: it was not deposited yet, or is forgotten.
    Unknown,
}

/// See [`FromRelay::Rendezvous`]. `[P 121]`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RendezvousFrame {
    pub number: u32,
    pub state: RendezvousState,
}

/// How a rendezvous stands. `[P 121]`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RendezvousState {
    /// It is yours, and nobody has come.
    Open,
    /// The other is there.
    Met,
    /// The other has left; somebody else may come.
    Left,
    /// Somebody else is there at this moment.
    Busy,
    /// Somebody was let in: it is over.
    Used,
    /// Too many came with wrong words: it is over.
    Spent,
    /// Its time is over.
    Expired,
    /// Whoever opened it is gone: it is over.
    Closed,
    /// There is none of this number.
    Unknown,
}

/// See [`FromRelay::Exchanged`]. `[P 122]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchanged {
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
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
    /// The relay's disk is so full that no new room begins; those that are there go on.
    DiskFull,
}
