//! What the document was made of, so that it can be rebuilt without what turned out to be damaged.

use std::collections::BTreeMap;

use alongside_room::Room;
use alongside_wire::{Counter, ReplicaId};
use litemap::LiteMap;

use crate::{
    message::{Message, UPDATES, UpdatePart},
    outbox::FrameId,
};

/// Most bytes of parts of updates whose other parts have not come yet.
const PARTS: usize = 8 * 1024 * 1024;

/// The bytes that the document was made of: whole documents, and what each frame brought after them.
#[derive(Debug, Default)]
pub struct Provenance {
    /// Whole documents (v2) that were merged.
    base: Vec<Vec<u8>>,
    /// The updates (v1) of each frame that was merged and is not in `base`.
    since: BTreeMap<FrameId, Vec<Vec<u8>>>,
    /// Which counters of each replica were merged or quarantined.
    seen: LiteMap<ReplicaId, Seen>,
    /// The parts that came of each large update, by its replica and number.
    parts: LiteMap<(ReplicaId, u64), Vec<Option<Vec<u8>>>>,
    parts_bytes: usize,
    /// Frames that do not open, or do not merge.
    pub quarantined: LiteMap<FrameId, ()>,
}

/// Counters of one replica: all below `all`, and those in `some`, which are above it.
#[derive(Debug, Default)]
struct Seen {
    all: u64,
    some: LiteMap<u64, ()>,
}

impl Provenance {
    /// The frame was merged or quarantined before.
    pub fn has_seen(&self, (replica, Counter(counter)): &FrameId) -> bool {
        self.seen.get(replica).is_some_and(|seen| *counter < seen.all || seen.some.contains_key(counter))
    }

    /// Notes that the frame was merged or quarantined.
    pub fn see(&mut self, (replica, Counter(counter)): FrameId) {
        let seen = self.seen.entry(replica).or_default();
        seen.some.insert(counter, ());
        while seen.some.remove(&seen.all).is_some() {
            seen.all += 1;
        }
    }

    /// Notes that a whole document (v2) was merged.
    pub fn merged_document(&mut self, document: Vec<u8>) {
        self.base.push(document);
    }

    /// The updates that a frame brought, if they are not in a whole document.
    pub fn updates_of(&self, id: &FrameId) -> Option<&[Vec<u8>]> {
        self.since.get(id).map(Vec::as_slice)
    }

    /// Notes that a frame's updates were merged.
    pub fn merged(&mut self, id: FrameId, updates: Vec<Vec<u8>>) {
        if !updates.is_empty() {
            self.since.insert(id, updates);
        }
    }

    /// The frames whose updates are not in a whole document, each with its updates.
    pub fn frames(&self) -> impl Iterator<Item = (&FrameId, &[Vec<u8>])> {
        self.since.iter().map(|(id, updates)| (id, updates.as_slice()))
    }

    /// The frame that brought this update.
    pub fn key_of(&self, update: &[u8]) -> Option<FrameId> {
        let (id, _) = self.since.iter().find(|(_, updates)| updates.iter().any(|other| other == update))?;
        Some(*id)
    }

    /// Takes a frame's updates out: the next rebuild leaves them out, and another frame may come under its frame id.
    pub fn take(&mut self, id: &FrameId) -> Option<Vec<Vec<u8>>> {
        self.unsee(id);
        self.since.remove(id)
    }

    /// Lets another frame come under this frame id.
    pub fn unsee(&mut self, (replica, Counter(counter)): &FrameId) {
        let Some(seen) = self.seen.get_mut(replica) else { return };
        seen.some.remove(counter);
        if *counter < seen.all {
            for above in counter + 1..seen.all {
                seen.some.insert(above, ());
            }
            seen.all = *counter;
        }
    }

    /// Whether parts of an update came, and others of it did not.
    pub fn holds_parts(&self) -> bool {
        !self.parts.is_empty()
    }

    /// The updates that a message completes: its own, and a large one whose last part it brings.
    pub fn updates(&mut self, replica: ReplicaId, message: &mut Message) -> Vec<Vec<u8>> {
        let mut updates = std::mem::take(&mut message.updates);
        if let Some(part) = message.part.take() {
            updates.extend(self.part(replica, part));
        }
        updates
    }

    /// Puts the present document (v2) in the place of all that was merged so far.
    pub fn rebase(&mut self, document: Vec<u8>) {
        self.base = vec![document];
        self.since.clear();
    }

    /// Rebuilds the document without what is quarantined.
    pub fn rebuild(&self, client: u64) -> Room {
        let mut room = Room::new(client);
        for document in &self.base {
            // This document merged before. Should it fail now, the other documents and updates are still worth having.
            let _ = room.load(document);
        }
        for (id, updates) in &self.since {
            if !self.quarantined.contains_key(id) {
                for update in updates {
                    let _ = room.apply(update);
                }
            }
        }
        room
    }

    fn part(&mut self, replica: ReplicaId, part: UpdatePart) -> Option<Vec<u8>> {
        let name = (replica, part.of);
        // Room is made for all parts at once, so a claim of more parts than `PARTS` bytes can hold is refused.
        let too_many = usize::from(part.parts) > PARTS.div_ceil(UPDATES);
        if part.part >= part.parts || too_many || self.parts_bytes + part.bytes.len() > PARTS {
            return None;
        }
        let parts = self.parts.entry(name).or_insert_with(|| vec![None; part.parts as usize]);
        let place = parts.get_mut(part.part as usize)?;
        if place.is_none() {
            self.parts_bytes += part.bytes.len();
            *place = Some(part.bytes);
        }
        if parts.iter().any(Option::is_none) {
            return None;
        }
        let whole: Vec<u8> = self.parts.remove(&name)?.into_iter().flatten().flatten().collect();
        self.parts_bytes -= whole.len();
        Some(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: ReplicaId = ReplicaId([1; 16]);

    #[test]
    fn a_frame_is_seen_once() {
        let mut provenance = Provenance::default();
        for counter in [0, 2, 1, 5] {
            assert!(!provenance.has_seen(&(A, Counter(counter))));
            provenance.see((A, Counter(counter)));
        }
        assert!((0..3).all(|counter| provenance.has_seen(&(A, Counter(counter)))));
        assert!(!provenance.has_seen(&(A, Counter(3))) && provenance.has_seen(&(A, Counter(5))));
        provenance.unsee(&(A, Counter(1)));
        assert!([0, 2, 5].iter().all(|counter| provenance.has_seen(&(A, Counter(*counter)))));
        assert!(!provenance.has_seen(&(A, Counter(1))));
        provenance.see((A, Counter(1)));
        assert_eq!(
            provenance.seen.get(&A).map_or(0, |seen| seen.some.len()),
            1,
            "only what is out of order takes room"
        );
    }

    /// `[P 73]`
    #[test]
    fn a_large_update_is_whole_when_its_last_part_comes_in_any_order() {
        let mut provenance = Provenance::default();
        let mut bring = |part: u16, byte: u8| {
            let part = UpdatePart { of: 1, part, parts: 3, bytes: vec![byte; 2] };
            provenance.updates(A, &mut Message { part: Some(part), ..Message::default() })
        };
        assert!(bring(2, 2).is_empty() && bring(0, 0).is_empty() && bring(0, 9).is_empty());
        assert_eq!(bring(1, 1), vec![vec![0, 0, 1, 1, 2, 2]]);
        assert_eq!(provenance.parts_bytes, 0);
    }
}
