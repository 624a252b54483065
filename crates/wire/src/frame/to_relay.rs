//! What a client sends: one variant a frame type, then the bodies in the same order.

use serde::{Deserialize, Serialize};

use crate::id::{Claimant, Counter, MailboxId, Peer, ReplicaId, RoomId, Seq, Signature, SnapshotId, WriteKey};

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
    /// Keep this invitation to the room for whoever claims it first.
    Deposit(Deposit),
    /// Nobody may claim this invitation any more.
    Withdraw(Withdraw),
    /// What became of this invitation; with a claimant, have it. Heard from who has not authenticated, too.
    Claim(ClaimFrame),
    /// Open a rendezvous, or come to the one of this number. Heard only from who has not authenticated.
    Meet(Meet),
    /// Pass this on to the other in the rendezvous, and forget it.
    Exchange(Exchange),
    /// Nobody may come to the rendezvous that this socket opened any more.
    EndRendezvous(EndRendezvous),
    /// Going away on purpose.
    Bye,
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
    /// [`crate::limits::SNAPSHOT_PART`] bytes, fewer in the last part.
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

/// See [`ToRelay::Deposit`]. `[P 111]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deposit {
    /// Where it is to lie.
    pub mailbox: MailboxId,
    /// Seconds after which nobody may claim it; 0 is as long as the relay keeps it.
    pub lasts: u32,
    /// Ciphertext of [`crate::limits::CARD`] bytes: what is told of it before it is claimed.
    #[serde(with = "serde_bytes")]
    pub card: Vec<u8>,
    /// Ciphertext of [`crate::limits::INVITATION_KEY`] bytes: what is given to who claims it.
    #[serde(with = "serde_bytes")]
    pub key: Vec<u8>,
}

/// See [`ToRelay::Withdraw`]. `[P 113]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdraw {
    pub mailbox: MailboxId,
}

/// See [`ToRelay::Claim`]. `[P 112]`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimFrame {
    pub mailbox: MailboxId,
    /// None only looks: nothing is used up.
    pub claimant: Option<Claimant>,
}

/// See [`ToRelay::Meet`]. `[P 121]`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meet {
    /// None opens one; the relay gives it a number.
    pub number: Option<u32>,
}

/// See [`ToRelay::Exchange`]. `[P 122]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// At most [`crate::limits::EXCHANGE`] bytes.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

/// See [`ToRelay::EndRendezvous`]. `[P 121]`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndRendezvous {
    /// What whoever comes later is told.
    pub ending: Ending,
}

/// How a rendezvous ended, as whoever opened it says. `[P 121]`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ending {
    /// Somebody was let in.
    Used,
    /// The words were wrong too often.
    Spent,
    /// Whoever opened it wants it no more.
    Closed,
}
