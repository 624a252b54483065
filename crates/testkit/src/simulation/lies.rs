//! A relay that lies about numbers: every number in every frame that it sends can be another one.
//!
//! What is said of content stays as it is, and nothing is left out: such a relay keeps what it is given, and only its
//! numbers are wrong. What an honest relay hardly ever says it says for the sake of the lie.

use alongside_peer::Input;
use alongside_wire::{
    Counter, Decoded, FromRelay, Peer, ReplicaId, Seq, SnapshotId,
    frame::{Bye, ByeReason, ErrorCode, ErrorFrame, SnapshotConflict, SnapshotHead, Subject},
};
use serde::{Deserialize, Serialize};

/// A number of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    WelcomePeer,
    WelcomeDurable,
    WelcomeTrimmed,
    WelcomeLogBytes,
    WelcomeKeptBytes,
    WelcomeCovers,
    WelcomeSize,
    WelcomePeers,
    WelcomeNow,
    DeliverPrev,
    DeliverSeq,
    DeliverCounter,
    DurableUpto,
    DurableYours,
    /// Both numbers of a durable, alike.
    Durable,
    PageAfter,
    PageSeq,
    PageCounter,
    /// All numbers of a page, alike.
    Page,
    CaughtUp,
    SnapshotPart,
    SnapshotParts,
    SnapshotOkCovers,
    SnapshotOkSize,
    SnapshotConflictCovers,
    SnapshotConflictSize,
    PassedOnFrom,
    PeerUp,
    PeerDown,
    TimeEcho,
    TimeNow,
    ErrorCounter,
    ByeRetryAfter,
    Trimmed,
}

/// What becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lie {
    Add(u64),
    Subtract(u64),
    Be(u64),
}

impl Field {
    /// What a relay says now that begins to lie about this, where an honest one would hardly ever have reason to.
    pub fn pretext(self, replica: ReplicaId) -> Option<FromRelay> {
        let head = SnapshotHead { id: SnapshotId([9; 16]), covers: Seq(1 << 24), bytes: 400 };
        match self {
            Self::ErrorCounter => {
                let subject = Subject::Push { replica, counter: Counter(1 << 40) };
                Some(FromRelay::Error(ErrorFrame { subject, code: ErrorCode::TooFast }))
            }
            Self::ByeRetryAfter => Some(FromRelay::Bye(Bye { reason: ByeReason::Resync, retry_after: Some(1_000) })),
            Self::SnapshotConflictCovers | Self::SnapshotConflictSize => {
                Some(FromRelay::SnapshotConflict(SnapshotConflict { current: Some(head) }))
            }
            _ => None,
        }
    }

    /// It is a moment and not a number of the log's.
    pub fn is_a_time(self) -> bool {
        matches!(self, Self::WelcomeNow | Self::TimeNow)
    }

    /// All of them.
    pub const ALL: &[Self] = &[
        Self::WelcomePeer,
        Self::WelcomeDurable,
        Self::WelcomeTrimmed,
        Self::WelcomeLogBytes,
        Self::WelcomeKeptBytes,
        Self::WelcomeCovers,
        Self::WelcomeSize,
        Self::WelcomePeers,
        Self::WelcomeNow,
        Self::DeliverPrev,
        Self::DeliverSeq,
        Self::DeliverCounter,
        Self::DurableUpto,
        Self::DurableYours,
        Self::Durable,
        Self::PageAfter,
        Self::PageSeq,
        Self::PageCounter,
        Self::Page,
        Self::CaughtUp,
        Self::SnapshotPart,
        Self::SnapshotParts,
        Self::SnapshotOkCovers,
        Self::SnapshotOkSize,
        Self::SnapshotConflictCovers,
        Self::SnapshotConflictSize,
        Self::PassedOnFrom,
        Self::PeerUp,
        Self::PeerDown,
        Self::TimeEcho,
        Self::TimeNow,
        Self::ErrorCounter,
        Self::ByeRetryAfter,
        Self::Trimmed,
    ];
}

impl Lie {
    fn tell(self, number: &mut u64) {
        *number = match self {
            Self::Add(more) => number.saturating_add(more),
            Self::Subtract(less) => number.saturating_sub(less),
            Self::Be(other) => other,
        };
    }

    fn tell_seq(self, seq: &mut Seq) {
        self.tell(&mut seq.0);
    }

    fn tell_counter(self, counter: &mut Counter) {
        self.tell(&mut counter.0);
    }

    fn tell_small(self, number: &mut u32) {
        let mut large = u64::from(*number);
        self.tell(&mut large);
        *number = u32::try_from(large).unwrap_or(u32::MAX);
    }

    fn tell_part(self, number: &mut u16) {
        let mut large = u64::from(*number);
        self.tell(&mut large);
        *number = u16::try_from(large).unwrap_or(u16::MAX);
    }

    fn tell_peer(self, peer: &mut Peer) {
        self.tell_small(&mut peer.0);
    }

    fn tell_head(self, head: &mut Option<SnapshotHead>, is_covers: bool) {
        if let Some(head) = head {
            if is_covers {
                self.tell_seq(&mut head.covers);
            } else {
                self.tell_small(&mut head.bytes);
            }
        }
    }

    fn tell_frame(self, field: Field, frame: &mut FromRelay) {
        match (field, frame) {
            (Field::WelcomePeer, FromRelay::Welcome(welcome)) => self.tell_peer(&mut welcome.peer),
            (Field::WelcomeDurable, FromRelay::Welcome(welcome)) => self.tell_seq(&mut welcome.durable),
            (Field::WelcomeTrimmed, FromRelay::Welcome(welcome)) => self.tell_seq(&mut welcome.trimmed),
            (Field::WelcomeLogBytes, FromRelay::Welcome(welcome)) => self.tell(&mut welcome.log_bytes),
            (Field::WelcomeKeptBytes, FromRelay::Welcome(welcome)) => self.tell(&mut welcome.kept_bytes),
            (Field::WelcomeCovers, FromRelay::Welcome(welcome)) => {
                self.tell_head(&mut welcome.snapshot, true);
                self.tell_head(&mut welcome.previous, true);
            }
            (Field::WelcomeSize, FromRelay::Welcome(welcome)) => {
                self.tell_head(&mut welcome.snapshot, false);
                self.tell_head(&mut welcome.previous, false);
            }
            (Field::WelcomePeers, FromRelay::Welcome(welcome)) => {
                welcome.peers.iter_mut().for_each(|peer| self.tell_peer(peer));
            }
            (Field::WelcomeNow, FromRelay::Welcome(welcome)) => self.tell(&mut welcome.now),
            (Field::DeliverPrev, FromRelay::Deliver(deliver)) => self.tell_seq(&mut deliver.prev),
            (Field::DeliverSeq, FromRelay::Deliver(deliver)) => self.tell_seq(&mut deliver.frame.seq),
            (Field::DeliverCounter, FromRelay::Deliver(deliver)) => self.tell_counter(&mut deliver.frame.counter),
            (Field::DurableUpto, FromRelay::Durable(durable)) => self.tell_seq(&mut durable.upto),
            (Field::DurableYours, FromRelay::Durable(durable)) => {
                durable.yours.iter_mut().for_each(|seq| self.tell_seq(seq));
            }
            (Field::Durable, FromRelay::Durable(durable)) => {
                self.tell_seq(&mut durable.upto);
                durable.yours.iter_mut().for_each(|seq| self.tell_seq(seq));
            }
            (Field::PageAfter, FromRelay::Page(page)) => self.tell_seq(&mut page.after),
            (Field::PageSeq, FromRelay::Page(page)) => {
                page.frames.iter_mut().for_each(|frame| self.tell_seq(&mut frame.seq));
            }
            (Field::PageCounter, FromRelay::Page(page)) => {
                page.frames.iter_mut().for_each(|frame| self.tell_counter(&mut frame.counter));
            }
            (Field::Page, FromRelay::Page(page)) => {
                self.tell_seq(&mut page.after);
                page.frames.iter_mut().for_each(|frame| self.tell_seq(&mut frame.seq));
            }
            (Field::CaughtUp, FromRelay::CaughtUp(caught_up)) => self.tell_seq(&mut caught_up.upto),
            (Field::SnapshotPart, FromRelay::SnapshotPart(part)) => self.tell_part(&mut part.part),
            (Field::SnapshotParts, FromRelay::SnapshotPart(part)) => self.tell_part(&mut part.parts),
            (Field::SnapshotOkCovers, FromRelay::SnapshotOk(ok)) => self.tell_seq(&mut ok.head.covers),
            (Field::SnapshotOkSize, FromRelay::SnapshotOk(ok)) => self.tell_small(&mut ok.head.bytes),
            (Field::SnapshotConflictCovers, FromRelay::SnapshotConflict(conflict)) => {
                self.tell_head(&mut conflict.current, true);
            }
            (Field::SnapshotConflictSize, FromRelay::SnapshotConflict(conflict)) => {
                self.tell_head(&mut conflict.current, false);
            }
            (Field::PassedOnFrom, FromRelay::PassedOn(passed_on)) => self.tell_peer(&mut passed_on.from),
            (Field::PeerUp, FromRelay::PeerUp(up)) => self.tell_peer(&mut up.peer),
            (Field::PeerDown, FromRelay::PeerDown(down)) => self.tell_peer(&mut down.peer),
            (Field::TimeEcho, FromRelay::Time(time)) => self.tell(&mut time.echo),
            (Field::TimeNow, FromRelay::Time(time)) => self.tell(&mut time.now),
            (Field::ErrorCounter, FromRelay::Error(error)) => {
                if let Subject::Push { counter, .. } = &mut error.subject {
                    self.tell_counter(counter);
                }
            }
            (Field::ByeRetryAfter, FromRelay::Bye(bye)) => {
                if let Some(wait) = &mut bye.retry_after {
                    self.tell(wait);
                }
            }
            (Field::Trimmed, FromRelay::Trimmed(trimmed)) => self.tell_seq(&mut trimmed.upto),
            _ => {}
        }
    }
}

/// What the relay tells one page, until some moment.
#[derive(Debug, Clone, Copy)]
pub struct Liar {
    pub until: u64,
    pub field: Field,
    pub lie: Lie,
}

impl Liar {
    /// What arrives in place of this, where it is a lie.
    pub fn changed(self, now: u64, input: &Input) -> Option<Input> {
        let Input::Frame(bytes) = input else { return None };
        let Ok(Decoded::Known(frame)) = FromRelay::decode(bytes) else { return None };
        let mut told = frame.clone();
        self.lie.tell_frame(self.field, &mut told);
        (now < self.until && told != frame).then(|| Input::Frame(told.encode()))
    }
}
