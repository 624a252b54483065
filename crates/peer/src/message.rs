//! What a peer says inside the seal: a list of items, each a tag, a length and its bytes.
//!
//! A tag that the reader does not know is skipped, so a newer peer can say more. Bytes that do not read make the whole
//! message [`Malformed`]. `[P 70–79]`

use alongside_room::{ItemId, MemberId, TaskId, TextField, WordingId};
use alongside_wire::{Chain, Counter, LogId, ReplicaId, Seq};
use serde::{Deserialize, Serialize};

use crate::caret::Caret;

/// Most bytes of updates in one message. `[P 72]`
pub const UPDATES: usize = 48 * 1024;

/// Everything said at once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Message {
    /// Who says it; none before this page knows who sits there.
    pub from: Option<MemberId>,
    /// How much of the log the speaker has.
    pub have: Option<Have>,
    /// Changes of the document, to be merged in this order.
    pub updates: Vec<Vec<u8>>,
    /// How many edits of a person stand in `updates`.
    pub edits: u32,
    /// That the speaker is there; ephemeral only.
    pub presence: Option<Heartbeat>,
    /// The speaker wants to hear at once who is there; ephemeral only. `[P 77]`
    pub asks: bool,
    /// The speaker's person lets this page be met directly; ephemeral only. `[P 78]`
    pub willing: bool,
    /// Towards a direct line; ephemeral only. `[P 78]`
    pub signal: Option<Signal>,
    /// Frames that are not known to be durable at the relay, but are committed on the speaker's device; ephemeral only.
    /// `[P 79]`
    pub holds: Vec<FrameRange>,
    /// Where the speaker's caret is.
    pub caret: Option<Caret>,
    /// What the speaker's document comes to.
    pub digest: Option<Digest>,
    /// A piece of an update that is too large for one message.
    pub part: Option<UpdatePart>,
}

/// A piece of a large update; it is whole, and merged, when all pieces of the same sealer and name are there. `[P 73]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpdatePart {
    /// Names the update among its sealer's.
    pub of: u64,
    /// From 0.
    pub part: u16,
    /// How many there are.
    pub parts: u16,
    /// [`UPDATES`] bytes at most.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

/// How much of the log somebody has. `[P 71]`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Have {
    /// Which log.
    pub log: LogId,
    /// Everything up to here.
    pub durable: Seq,
    /// The chain at that number.
    pub chain: Chain,
    /// It is committed on a device that keeps it. Only this counts as "has it".
    pub kept: bool,
}

/// That a page is open. `[P 74]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heartbeat {
    /// The page can be seen.
    pub visible: bool,
    /// Random, one a page load.
    pub nonce: u64,
    /// Nonces of the pages that this one hears: only who finds its own among them counts this as fresh.
    pub hears: Vec<u64>,
    /// The page is closing.
    pub leaving: bool,
}

/// One word of two pages that set up a direct line. `[P 78]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signal {
    /// The nonce of the page that says it.
    pub from: u64,
    /// The nonce of the page that it is for.
    pub to: u64,
    /// Names the attempt; drawn by who calls.
    pub call: u64,
    /// Room time when it was said, in milliseconds since 1970.
    pub at: u64,
    /// What.
    pub said: SignalBody,
}

/// What a [`Signal`] says: the descriptions and candidates of WebRTC (RFC 8829), which nobody here looks into.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SignalBody {
    /// A session description that asks for one.
    Offer(String),
    /// A session description that answers one.
    Answer(String),
    /// An address to try.
    Candidate {
        /// As the browser writes it; empty when there are no more.
        candidate: String,
        /// The media section it belongs to, by name.
        mid: Option<String>,
        /// The same, by place.
        line: Option<u16>,
    },
    /// The line is given up.
    HungUp,
}

/// Frames of one replica, numbered one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameRange {
    /// Who sealed them.
    pub replica: ReplicaId,
    /// The first.
    pub first: Counter,
    /// The last.
    pub last: Counter,
}

/// What a document comes to, when nothing is on its way. `[P 75]`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// Everything up to here is in it, and nothing else.
    pub durable: Seq,
    /// The first 16 bytes of the room's content digest.
    pub content: [u8; 16],
}

/// The message does not read: its sender's fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a message that does not read")]
pub struct Malformed;

const FROM: u8 = 1;
const HAVE: u8 = 2;
const UPDATE: u8 = 3;
const EDITS: u8 = 4;
const HERE: u8 = 5;
const CARET: u8 = 6;
const DIGEST: u8 = 7;
const PART: u8 = 8;
const ASKS: u8 = 9;
const WILLING: u8 = 10;
const SIGNAL: u8 = 11;
const HOLDS: u8 = 12;

/// A caret as it is said.
#[derive(Serialize, Deserialize)]
struct CaretItem {
    field: u8,
    of: [u8; 8],
    at: u32,
}

impl Message {
    /// The message's bytes, to be sealed.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(64 + self.updates.iter().map(|update| update.len() + 4).sum::<usize>());
        if let Some(MemberId(id)) = self.from {
            item(&mut out, FROM, &id);
        }
        if let Some(have) = &self.have {
            item(&mut out, HAVE, &body(have));
        }
        for update in &self.updates {
            item(&mut out, UPDATE, update);
        }
        if self.edits > 0 {
            item(&mut out, EDITS, &body(&self.edits));
        }
        if let Some(here) = &self.presence {
            item(&mut out, HERE, &body(here));
        }
        if let Some(caret) = &self.caret {
            item(&mut out, CARET, &body(&CaretItem::of(caret)));
        }
        if let Some(digest) = &self.digest {
            item(&mut out, DIGEST, &body(digest));
        }
        if let Some(part) = &self.part {
            item(&mut out, PART, &body(part));
        }
        if self.asks {
            item(&mut out, ASKS, &[]);
        }
        if self.willing {
            item(&mut out, WILLING, &[]);
        }
        if let Some(signal) = &self.signal {
            item(&mut out, SIGNAL, &body(signal));
        }
        if !self.holds.is_empty() {
            item(&mut out, HOLDS, &body(&self.holds));
        }
        out
    }

    /// It brings something for the document.
    pub fn has_content(&self) -> bool {
        !self.updates.is_empty() || self.part.is_some()
    }

    /// Reads a message that was opened.
    ///
    /// # Errors
    /// [`Malformed`] when an item does not read or goes on after the end.
    pub fn decode(mut bytes: &[u8]) -> Result<Self, Malformed> {
        let mut message = Self::default();
        while let Some((&tag, rest)) = bytes.split_first() {
            let (length, rest) = postcard::take_from_bytes::<u32>(rest).map_err(|_| Malformed)?;
            let (value, rest) = rest.split_at_checked(length as usize).ok_or(Malformed)?;
            bytes = rest;
            match tag {
                FROM => message.from = Some(MemberId(value.try_into().map_err(|_| Malformed)?)),
                HAVE => message.have = Some(read(value)?),
                UPDATE => message.updates.push(value.to_vec()),
                EDITS => message.edits = read(value)?,
                HERE => message.presence = Some(read(value)?),
                CARET => message.caret = read::<CaretItem>(value)?.caret(),
                DIGEST => message.digest = Some(read(value)?),
                PART => message.part = Some(read(value)?),
                ASKS => message.asks = true,
                WILLING => message.willing = true,
                SIGNAL => message.signal = Some(read(value)?),
                HOLDS => message.holds = read(value)?,
                _ => {}
            }
        }
        Ok(message)
    }
}

impl FrameRange {
    /// This frame is among them.
    pub fn covers(&self, (replica, counter): (ReplicaId, Counter)) -> bool {
        replica == self.replica && (self.first..=self.last).contains(&counter)
    }
}

/// Descriptions and candidates hold addresses, and no log needs them.
impl std::fmt::Debug for SignalBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Offer(_) => "Offer",
            Self::Answer(_) => "Answer",
            Self::Candidate { .. } => "Candidate",
            Self::HungUp => "HungUp",
        })
    }
}

impl CaretItem {
    fn of(caret: &Caret) -> Self {
        let (field, of) = match caret.field {
            TextField::ItemTitle(ItemId(id)) => (0, id),
            TextField::ItemNotes(ItemId(id)) => (1, id),
            TextField::TaskTitle(TaskId(id)) => (2, id),
            TextField::Wording(WordingId(id)) => (3, id),
        };
        Self { field, of, at: caret.at }
    }

    /// None for a field of the future.
    fn caret(&self) -> Option<Caret> {
        let field = match self.field {
            0 => TextField::ItemTitle(ItemId(self.of)),
            1 => TextField::ItemNotes(ItemId(self.of)),
            2 => TextField::TaskTitle(TaskId(self.of)),
            3 => TextField::Wording(WordingId(self.of)),
            _ => return None,
        };
        Some(Caret { field, at: self.at })
    }
}

fn item(out: &mut Vec<u8>, tag: u8, value: &[u8]) {
    out.push(tag);
    out.extend(body(&(value.len() as u32)));
    out.extend_from_slice(value);
}

fn body<T: Serialize>(value: &T) -> Vec<u8> {
    // Serialising plain structs into a growing vector has nothing that could fail.
    postcard::to_stdvec(value).unwrap_or_default()
}

fn read<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, Malformed> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Ok(value),
        _ => Err(Malformed),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn full() -> Message {
        Message {
            from: Some(MemberId([1; 8])),
            have: Some(Have { log: LogId([2; 16]), durable: Seq(300), chain: Chain([3; 16]), kept: true }),
            updates: vec![vec![1, 2, 3], vec![]],
            edits: 2,
            presence: Some(Heartbeat { visible: true, nonce: 7, hears: vec![8, 9], leaving: false }),
            asks: true,
            willing: true,
            signal: Some(Signal { from: 7, to: 8, call: 9, at: 1, said: SignalBody::Offer("v=0".to_owned()) }),
            holds: vec![FrameRange { replica: ReplicaId([6; 16]), first: Counter(0), last: Counter(3) }],
            caret: Some(Caret { field: TextField::ItemNotes(ItemId([4; 8])), at: 70_000 }),
            digest: Some(Digest { durable: Seq(300), content: [5; 16] }),
            part: Some(UpdatePart { of: 1, part: 0, parts: 2, bytes: vec![6] }),
        }
    }

    #[test]
    fn a_message_reads_back() {
        assert_eq!(Message::decode(&full().encode()), Ok(full()));
        assert_eq!(Message::decode(&[]), Ok(Message::default()));
    }

    /// `[P 70]`
    #[test]
    fn an_item_from_the_future_is_skipped_and_a_cut_one_is_malformed() {
        let mut bytes = full().encode();
        item(&mut bytes, 99, b"whatever");
        assert_eq!(Message::decode(&bytes), Ok(full()));
        bytes.pop();
        assert_eq!(Message::decode(&bytes), Err(Malformed));
    }

    proptest! {
        #[test]
        fn junk_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = Message::decode(&bytes);
        }
    }
}
