//! Presence: who is here, what this page says of itself, and who has acknowledged what. `[P 71, 74, 77]`
//!
//! The machine seals nothing. It says when a heartbeat or a receipt is due ([`PresenceOutput`]); the peer seals it and
//! sends it over every path. It counts a page as here only when that page says that it hears this one.

mod acknowledgements;
mod claims;
mod table;

use alongside_wire::Seq;

pub(crate) use self::{
    acknowledgements::{Acknowledgements, Checkpoint, Whose},
    claims::{Claim, Claims},
    table::PresenceTable,
};
use crate::{
    io::Caret,
    message::{Digest, FrameRange, Heartbeat},
};

/// Milliseconds between two heartbeats when nothing changes.
const HEARTBEAT: u64 = 15_000;
/// Least milliseconds between two heartbeats.
const APART: u64 = 100;
/// Milliseconds after a commit that others should hear of.
const HAVE_SOON: u64 = 300;
/// Least milliseconds between two receipts.
const RECEIPT: u64 = 30_000;

/// What this page says of itself, and what it knows of others.
pub(crate) struct Presence {
    pub table: PresenceTable,
    pub acknowledgements: Acknowledgements,
    pub claims: Claims,
    /// Names this page load in heartbeats.
    nonce: u64,
    caret: Option<Caret>,
    visible: bool,
    /// When something was last said, and when the next heartbeat is due, in monotonic milliseconds.
    last: Option<u64>,
    due: u64,
    receipt_after: u64,
    /// The next heartbeat asks who is here.
    asks: bool,
    /// The document's digest, when it was last computed.
    digest: Option<Digest>,
    /// The frames that the last heartbeat said are committed here.
    said_held: Vec<FrameRange>,
}

/// Who would hear what is said now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Audience {
    Nobody,
    /// Pages that are connected directly, while the relay is away or not caught up with.
    DirectOnly,
    /// Everybody who is connected to the relay.
    Relay,
}

/// What happened.
#[derive(Debug, Clone)]
pub(crate) enum PresenceInput<'a> {
    /// This page and another can hear each other now: the relay let this page in, or another page came.
    Connected,
    /// A page may have gone: whoever does not say otherwise soon is gone. `[P 77]`
    PageLeft,
    /// Another page asks who is here.
    Asked,
    /// The member, or the willingness to connect directly, changed.
    SelfChanged,
    /// The page can be seen, or cannot.
    Visible(bool),
    /// The person's caret is here now. With an edit that is not sealed yet (`with_edit`), it rides along.
    Caret { caret: Option<Caret>, with_edit: bool },
    /// An edit was sealed, which says where the caret is.
    EditSealed,
    /// The device committed the log up to here.
    Committed(Seq),
    /// The device holds these frames, which no relay is known to hold: pages that are connected directly may know soon.
    Holds(&'a [FrameRange]),
    /// A heartbeat was sent, which says that the device holds these frames.
    HeartbeatSent { holds: Vec<FrameRange> },
    /// The document is another one.
    DocumentReplaced,
}

/// What the machine wants done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PresenceOutput {
    /// Somebody is gone: the facts changed.
    Gone,
    /// Say that this page is here.
    Heartbeat,
    /// Push a message that says durably what this copy has.
    Receipt,
}

impl Presence {
    /// Nobody heard of yet. `nonce` names this page load: only what echoes it counts as fresh.
    pub fn new(nonce: u64, now: u64) -> Self {
        Self {
            table: PresenceTable::default(),
            acknowledgements: Acknowledgements::default(),
            claims: Claims::default(),
            nonce,
            caret: None,
            visible: true,
            last: None,
            due: 0,
            receipt_after: now,
            asks: false,
            digest: None,
            said_held: Vec::new(),
        }
    }

    /// Something happened to this page, to its device or to who hears it.
    pub fn handle(&mut self, now: u64, input: PresenceInput) {
        match input {
            PresenceInput::Connected | PresenceInput::Asked | PresenceInput::SelfChanged => self.speak_by(now),
            PresenceInput::PageLeft => {
                if self.table.doubt(now) {
                    self.asks = true;
                    self.speak_by(now);
                }
            }
            PresenceInput::Visible(visible) => {
                if std::mem::replace(&mut self.visible, visible) != visible {
                    self.speak_by(now);
                }
            }
            PresenceInput::Caret { caret, with_edit } => {
                if std::mem::replace(&mut self.caret, caret) != caret && !with_edit {
                    self.speak_by(now);
                }
            }
            PresenceInput::EditSealed => self.last = Some(now.max(self.last.unwrap_or(0))),
            // Where others wrote some of it, they may know soon.
            PresenceInput::Committed(upto) if self.acknowledgements.reaches_others(upto) => {
                self.speak_by(now + HAVE_SOON);
            }
            PresenceInput::Holds(holds) if holds != self.said_held => self.speak_by(now + HAVE_SOON),
            PresenceInput::Committed(_) | PresenceInput::Holds(_) => {}
            PresenceInput::HeartbeatSent { holds } => {
                self.heartbeat_is_said(now);
                self.asks = false;
                self.said_held = holds;
            }
            PresenceInput::DocumentReplaced => self.digest = None,
        }
    }

    /// What is due; ask again until there is nothing. `committed` is the position that this copy may acknowledge.
    pub fn poll(&mut self, now: u64, audience: Audience, committed: Option<Seq>) -> Option<PresenceOutput> {
        if self.table.expire(now) {
            return Some(PresenceOutput::Gone);
        }
        if audience != Audience::Nobody && self.due <= now {
            self.heartbeat_is_said(now);
            return Some(PresenceOutput::Heartbeat);
        }
        if audience == Audience::Relay && self.receipt_after <= now && self.owes_receipt(committed) {
            self.receipt_after = now + RECEIPT;
            return Some(PresenceOutput::Receipt);
        }
        None
    }

    /// When something is due by itself.
    pub fn deadline(&self, audience: Audience, hears_anyone: bool, committed: Option<Seq>) -> Option<u64> {
        let receipt = audience == Audience::Relay && self.owes_receipt(committed);
        [
            hears_anyone.then(|| self.table.deadline()).flatten(),
            (audience != Audience::Nobody).then_some(self.due),
            receipt.then_some(self.receipt_after),
        ]
        .into_iter()
        .flatten()
        .min()
    }

    /// A receipt before its time: the page may be gone in a moment. True when one is owed.
    pub fn takes_receipt(&mut self, now: u64, audience: Audience, committed: Option<Seq>) -> bool {
        let owed = audience == Audience::Relay && self.owes_receipt(committed);
        if owed {
            self.receipt_after = now + RECEIPT;
        }
        owed
    }

    /// What the next heartbeat says of this page.
    pub fn heartbeat(&self, leaving: bool) -> Heartbeat {
        Heartbeat { visible: self.visible, nonce: self.nonce, hears: self.table.nonces(), leaving }
    }

    /// Whether the next heartbeat asks who is here.
    pub fn asks(&self) -> bool {
        self.asks
    }

    /// Whether the page can be seen.
    pub fn is_visible(&self) -> bool {
        self.visible
    }

    /// Where the person's caret is, as it was last said or will be.
    pub fn caret(&self) -> Option<Caret> {
        self.caret
    }

    /// What names this page load in presence messages.
    pub fn nonce(&self) -> u64 {
        self.nonce
    }

    /// The document's digest at this number, computed once for each.
    pub fn digest(&mut self, durable: Seq, compute: impl FnOnce() -> [u8; 32]) -> Option<Digest> {
        if self.digest.is_none_or(|digest| digest.durable != durable) {
            let mut content = [0; 16];
            content.copy_from_slice(&compute()[..16]);
            self.digest = Some(Digest { durable, content });
        }
        self.digest
    }

    fn heartbeat_is_said(&mut self, now: u64) {
        self.last = Some(now);
        self.due = now + HEARTBEAT;
    }

    fn speak_by(&mut self, at: u64) {
        let earliest = self.last.map_or(0, |last| last + APART);
        self.due = self.due.min(at.max(earliest));
    }

    fn owes_receipt(&self, committed: Option<Seq>) -> bool {
        committed.is_some_and(|committed| self.acknowledgements.owes_receipt(committed))
    }
}

#[cfg(test)]
mod tests {
    use alongside_room::{ItemId, TextField};
    use alongside_wire::{Counter, ReplicaId};

    use super::*;

    fn presence() -> Presence {
        let mut presence = Presence::new(1, 0);
        assert_eq!(
            presence.poll(0, Audience::Relay, None),
            Some(PresenceOutput::Heartbeat),
            "it says at once that it is here"
        );
        presence
    }

    /// `[P 74]`
    #[test]
    fn a_heartbeat_is_said_every_fifteen_seconds_and_sooner_when_something_changes_but_not_too_often() {
        let mut presence = presence();
        assert_eq!(presence.deadline(Audience::Relay, true, None), Some(15_000));
        presence.handle(10, PresenceInput::Visible(false));
        assert_eq!(presence.deadline(Audience::Relay, true, None), Some(100));
        assert_eq!(presence.poll(99, Audience::Relay, None), None);
        assert_eq!(presence.poll(100, Audience::Relay, None), Some(PresenceOutput::Heartbeat));
        presence.handle(110, PresenceInput::Visible(false));
        assert_eq!(presence.deadline(Audience::Relay, true, None), Some(15_100), "nothing new, nothing said");
    }

    /// `[P 74]`
    #[test]
    fn nothing_is_said_while_nobody_would_hear_it() {
        let mut presence = Presence::new(1, 0);
        assert_eq!(presence.poll(60_000, Audience::Nobody, None), None);
        assert_eq!(presence.deadline(Audience::Nobody, false, None), None);
        assert_eq!(presence.poll(60_000, Audience::DirectOnly, None), Some(PresenceOutput::Heartbeat));
    }

    /// `[P 77]`
    #[test]
    fn a_receipt_is_pushed_through_the_relay_only_and_no_more_than_every_thirty_seconds() {
        let mut presence = presence();
        presence.acknowledgements.content(Seq(5), Whose::Others);
        assert_eq!(presence.poll(0, Audience::DirectOnly, Some(Seq(5))), None);
        assert_eq!(presence.poll(0, Audience::Relay, Some(Seq(4))), None, "it does not have it yet");
        assert_eq!(presence.poll(0, Audience::Relay, Some(Seq(5))), Some(PresenceOutput::Receipt));
        assert_eq!(presence.poll(0, Audience::Relay, Some(Seq(5))), None);
        assert!(presence.takes_receipt(1, Audience::Relay, Some(Seq(5))), "a page that goes says it at once");
    }

    #[test]
    fn a_digest_is_computed_once_for_each_number() {
        let mut presence = presence();
        assert_eq!(presence.digest(Seq(1), || [1; 32]).map(|digest| digest.content), Some([1; 16]));
        assert_eq!(presence.digest(Seq(1), || [2; 32]).map(|digest| digest.content), Some([1; 16]));
        presence.handle(0, PresenceInput::DocumentReplaced);
        assert_eq!(presence.digest(Seq(1), || [2; 32]).map(|digest| digest.content), Some([2; 16]));
    }

    /// `[P 74]`
    #[test]
    fn a_caret_is_said_soon_unless_an_edit_takes_it_along() {
        let mut presence = presence();
        let caret = Some(Caret { field: TextField::ItemTitle(ItemId([1; 8])), at: 3 });
        presence.handle(10, PresenceInput::Caret { caret, with_edit: true });
        assert_eq!((presence.caret(), presence.deadline(Audience::Relay, false, None)), (caret, Some(15_000)));
        presence.handle(20, PresenceInput::Caret { caret, with_edit: false });
        assert_eq!(presence.deadline(Audience::Relay, false, None), Some(15_000), "nothing new, nothing said");
        presence.handle(30, PresenceInput::Caret { caret: None, with_edit: false });
        assert_eq!(presence.deadline(Audience::Relay, false, None), Some(100));
    }

    /// `[P 71]`
    #[test]
    fn what_the_device_holds_is_said_soon_and_once() {
        let mut presence = presence();
        let holds = [FrameRange { replica: ReplicaId([1; 16]), first: Counter(1), last: Counter(3) }];
        presence.handle(0, PresenceInput::Holds(&holds));
        assert_eq!(presence.deadline(Audience::DirectOnly, false, None), Some(300));
        presence.handle(300, PresenceInput::HeartbeatSent { holds: holds.to_vec() });
        presence.handle(400, PresenceInput::Holds(&holds));
        assert_eq!(presence.deadline(Audience::DirectOnly, false, None), Some(15_300));
    }
}
