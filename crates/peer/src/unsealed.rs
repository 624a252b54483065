//! Changes made here that are not sealed yet: what follows each other quickly goes out in one frame.

use crate::message::UPDATES;

/// Milliseconds for which edits gather while a frame of theirs is under way.
const GATHER: u64 = 100;

/// Local changes that are not sealed yet.
#[derive(Debug, Default)]
pub(crate) struct Unsealed {
    updates: Vec<Vec<u8>>,
    edits: u32,
    since: u64,
}

impl Unsealed {
    /// One more edit, and its updates.
    pub fn gather(&mut self, now: u64, updates: Vec<Vec<u8>>) {
        if self.edits == 0 {
            self.since = now;
        }
        self.edits += 1;
        self.updates.extend(updates);
    }

    /// So many edits whose frames were taken back wait to be sealed anew.
    pub fn add_edits(&mut self, edits: u32) {
        self.edits += edits;
    }

    /// How many edits wait to be sealed.
    pub fn edits(&self) -> u32 {
        self.edits
    }

    /// Whether nothing waits to be sealed.
    pub fn is_empty(&self) -> bool {
        self.edits == 0
    }

    /// The updates that wait, in the order they were made.
    pub fn updates(&self) -> &[Vec<u8>] {
        &self.updates
    }

    /// Takes the updates that wait; the count of edits stays.
    pub fn take_updates(&mut self) -> Vec<Vec<u8>> {
        std::mem::take(&mut self.updates)
    }

    /// Puts other updates in the place of those that wait, as written under another client id.
    pub fn put_updates(&mut self, updates: Vec<Vec<u8>>) {
        self.updates = updates;
    }

    /// It has gathered for long enough, or as much as goes into a frame.
    pub fn is_due(&self, now: u64) -> bool {
        let bytes: usize = self.updates.iter().map(Vec::len).sum();
        now >= self.since + GATHER || bytes > UPDATES / 2
    }

    /// When it has gathered for long enough.
    pub fn deadline(&self) -> Option<u64> {
        (self.edits > 0).then_some(self.since + GATHER)
    }

    /// All of it as the contents of frames: the updates of each, in order, with how many edits count for it.
    pub fn take_batches(&mut self) -> Vec<Batch> {
        let mut edits = std::mem::take(&mut self.edits);
        let (mut batches, mut updates, mut bytes) = (Vec::new(), Vec::new(), 0);
        for update in std::mem::take(&mut self.updates) {
            if update.len() > UPDATES {
                batches.push(Batch::Large(update, std::mem::take(&mut edits)));
                continue;
            }
            if bytes + update.len() > UPDATES {
                batches.push(Batch::Frame(std::mem::take(&mut updates), std::mem::take(&mut edits)));
                bytes = 0;
            }
            bytes += update.len();
            updates.push(update);
        }
        if !updates.is_empty() {
            batches.push(Batch::Frame(updates, edits));
        }
        batches
    }
}

/// What is sealed together.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Batch {
    /// Updates that fit into one frame, and their edits.
    Frame(Vec<Vec<u8>>, u32),
    /// An update that needs several frames, and its edits.
    Large(Vec<u8>, u32),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_gather_for_a_moment_and_go_out_together() {
        let mut unsealed = Unsealed::default();
        assert_eq!(unsealed.deadline(), None);
        unsealed.gather(10, vec![vec![1]]);
        unsealed.gather(50, vec![vec![2]]);
        assert_eq!((unsealed.deadline(), unsealed.is_due(109), unsealed.is_due(110)), (Some(110), false, true));
        assert_eq!(unsealed.take_batches(), [Batch::Frame(vec![vec![1], vec![2]], 2)]);
        assert!(unsealed.is_empty());
    }

    #[test]
    fn every_edit_counts_in_one_frame_only() {
        let mut unsealed = Unsealed::default();
        unsealed.gather(0, vec![vec![1; UPDATES]]);
        unsealed.gather(0, vec![vec![2]]);
        unsealed.gather(0, vec![vec![3; UPDATES + 1]]);
        let batches = unsealed.take_batches();
        let edits = batches.iter().map(|batch| match batch {
            Batch::Frame(_, edits) | Batch::Large(_, edits) => *edits,
        });
        assert_eq!(edits.sum::<u32>(), 3);
        assert_eq!(batches.len(), 3);
    }
}
