//! A relay that lies about numbers: any number in any frame that it sends may be changed.
//!
//! Content is never changed or left out: such a relay stores what it is given, and only its numbers are wrong. Frames
//! that an honest relay hardly ever sends are sent for the sake of the lie.

use alongside_peer::Input;
use alongside_wire::{
    Counter, Decoded, FromRelay, Peer, ReplicaId, Seq, SnapshotId,
    frame::{Bye, ByeReason, ErrorCode, ErrorFrame, SnapshotConflict, SnapshotHead, Subject},
};
use serde::{Deserialize, Serialize};

/// A number in a frame.
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
    DurablePrev,
    /// All numbers of a durable, changed alike.
    Durable,
    PageAfter,
    PageSeq,
    PageCounter,
    /// All numbers of a page of the log, changed alike.
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

/// How the number is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lie {
    Add(u64),
    Subtract(u64),
    Be(u64),
}

impl Field {
    /// A frame to lie in, for a field of frames that an honest relay hardly ever sends.
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

    /// Whether the field is a moment, not a number of the log.
    pub fn is_a_time(self) -> bool {
        matches!(self, Self::WelcomeNow | Self::TimeNow)
    }

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
        Self::DurablePrev,
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
    fn change(self, number: &mut u64) {
        *number = match self {
            Self::Add(more) => number.saturating_add(more),
            Self::Subtract(less) => number.saturating_sub(less),
            Self::Be(other) => other,
        };
    }

    fn change_seq(self, seq: &mut Seq) {
        self.change(&mut seq.0);
    }

    fn change_counter(self, counter: &mut Counter) {
        self.change(&mut counter.0);
    }

    fn change_small(self, number: &mut u32) {
        let mut large = u64::from(*number);
        self.change(&mut large);
        *number = u32::try_from(large).unwrap_or(u32::MAX);
    }

    fn change_part(self, number: &mut u16) {
        let mut large = u64::from(*number);
        self.change(&mut large);
        *number = u16::try_from(large).unwrap_or(u16::MAX);
    }

    fn change_peer(self, peer: &mut Peer) {
        self.change_small(&mut peer.0);
    }

    fn change_head(self, head: &mut Option<SnapshotHead>, is_covers: bool) {
        if let Some(head) = head {
            if is_covers {
                self.change_seq(&mut head.covers);
            } else {
                self.change_small(&mut head.bytes);
            }
        }
    }

    fn change_frame(self, field: Field, frame: &mut FromRelay) {
        match (field, frame) {
            (Field::WelcomePeer, FromRelay::Welcome(welcome)) => self.change_peer(&mut welcome.peer),
            (Field::WelcomeDurable, FromRelay::Welcome(welcome)) => self.change_seq(&mut welcome.durable),
            (Field::WelcomeTrimmed, FromRelay::Welcome(welcome)) => self.change_seq(&mut welcome.trimmed),
            (Field::WelcomeLogBytes, FromRelay::Welcome(welcome)) => self.change(&mut welcome.log_bytes),
            (Field::WelcomeKeptBytes, FromRelay::Welcome(welcome)) => self.change(&mut welcome.kept_bytes),
            (Field::WelcomeCovers, FromRelay::Welcome(welcome)) => {
                self.change_head(&mut welcome.snapshot, true);
                self.change_head(&mut welcome.previous, true);
            }
            (Field::WelcomeSize, FromRelay::Welcome(welcome)) => {
                self.change_head(&mut welcome.snapshot, false);
                self.change_head(&mut welcome.previous, false);
            }
            (Field::WelcomePeers, FromRelay::Welcome(welcome)) => {
                welcome.peers.iter_mut().for_each(|peer| self.change_peer(peer));
            }
            (Field::WelcomeNow, FromRelay::Welcome(welcome)) => self.change(&mut welcome.now),
            (Field::DeliverPrev, FromRelay::Deliver(deliver)) => self.change_seq(&mut deliver.prev),
            (Field::DeliverSeq, FromRelay::Deliver(deliver)) => self.change_seq(&mut deliver.frame.seq),
            (Field::DeliverCounter, FromRelay::Deliver(deliver)) => self.change_counter(&mut deliver.frame.counter),
            (Field::DurableUpto, FromRelay::Durable(durable)) => self.change_seq(&mut durable.upto),
            (Field::DurableYours, FromRelay::Durable(durable)) => {
                durable.yours.iter_mut().for_each(|numbered| self.change_seq(&mut numbered.seq));
            }
            (Field::DurablePrev, FromRelay::Durable(durable)) => {
                durable
                    .yours
                    .iter_mut()
                    .filter_map(|numbered| numbered.prev.as_mut())
                    .for_each(|seq| self.change_seq(seq));
            }
            (Field::Durable, FromRelay::Durable(durable)) => {
                self.change_seq(&mut durable.upto);
                for numbered in &mut durable.yours {
                    self.change_seq(&mut numbered.seq);
                    numbered.prev.iter_mut().for_each(|seq| self.change_seq(seq));
                }
            }
            (Field::PageAfter, FromRelay::Page(page)) => self.change_seq(&mut page.after),
            (Field::PageSeq, FromRelay::Page(page)) => {
                page.frames.iter_mut().for_each(|frame| self.change_seq(&mut frame.seq));
            }
            (Field::PageCounter, FromRelay::Page(page)) => {
                page.frames.iter_mut().for_each(|frame| self.change_counter(&mut frame.counter));
            }
            (Field::Page, FromRelay::Page(page)) => {
                self.change_seq(&mut page.after);
                page.frames.iter_mut().for_each(|frame| self.change_seq(&mut frame.seq));
            }
            (Field::CaughtUp, FromRelay::CaughtUp(caught_up)) => self.change_seq(&mut caught_up.upto),
            (Field::SnapshotPart, FromRelay::SnapshotPart(part)) => self.change_part(&mut part.part),
            (Field::SnapshotParts, FromRelay::SnapshotPart(part)) => self.change_part(&mut part.parts),
            (Field::SnapshotOkCovers, FromRelay::SnapshotOk(ok)) => self.change_seq(&mut ok.head.covers),
            (Field::SnapshotOkSize, FromRelay::SnapshotOk(ok)) => self.change_small(&mut ok.head.bytes),
            (Field::SnapshotConflictCovers, FromRelay::SnapshotConflict(conflict)) => {
                self.change_head(&mut conflict.current, true);
            }
            (Field::SnapshotConflictSize, FromRelay::SnapshotConflict(conflict)) => {
                self.change_head(&mut conflict.current, false);
            }
            (Field::PassedOnFrom, FromRelay::PassedOn(passed_on)) => self.change_peer(&mut passed_on.from),
            (Field::PeerUp, FromRelay::PeerUp(up)) => self.change_peer(&mut up.peer),
            (Field::PeerDown, FromRelay::PeerDown(down)) => self.change_peer(&mut down.peer),
            (Field::TimeEcho, FromRelay::Time(time)) => self.change(&mut time.echo),
            (Field::TimeNow, FromRelay::Time(time)) => self.change(&mut time.now),
            (Field::ErrorCounter, FromRelay::Error(error)) => {
                if let Subject::Push { counter, .. } = &mut error.subject {
                    self.change_counter(counter);
                }
            }
            (Field::ByeRetryAfter, FromRelay::Bye(bye)) => {
                if let Some(wait) = &mut bye.retry_after {
                    self.change(wait);
                }
            }
            (Field::Trimmed, FromRelay::Trimmed(trimmed)) => self.change_seq(&mut trimmed.upto),
            _ => {}
        }
    }
}

/// A lie that the relay tells one page, until some moment.
#[derive(Debug, Clone, Copy)]
pub struct ActiveLie {
    pub until: u64,
    pub field: Field,
    pub lie: Lie,
}

impl ActiveLie {
    /// The changed input, if this lie changes it.
    pub fn changed(self, now: u64, input: &Input) -> Option<Input> {
        let Input::Frame(bytes) = input else { return None };
        let Ok(Decoded::Known(frame)) = FromRelay::decode(bytes) else { return None };
        let mut changed = frame.clone();
        self.lie.change_frame(self.field, &mut changed);
        (now < self.until && changed != frame).then(|| Input::Frame(changed.encode()))
    }
}
