//! Client-id collisions: somebody else writes under this page's names.
//!
//! Of two edits under one client id and clock a copy keeps the one that it hears first, and nothing but its digest shows
//! that it differs from another. Copies that find it out are rebuilt from the relay's log, which has one order for all;
//! what this page wrote and another's edit stands in the place of (a shadowed update), it writes again under a new name.

use alongside_room::{Renaming, author};

use super::Peer;
use crate::{identity::client, io::Now, outbox::FrameId};

impl Peer {
    /// Somebody else writes under this page's name: whatever no relay took yet is written under new ones.
    pub(super) fn take_new_names(&mut self, now: Now) {
        let own = self.outbox.iter().map(|(id, _)| *id).filter(|id| id.0 == self.identity.names.replica());
        let own: Vec<FrameId> = own.collect();
        self.identity.take_new_replica();
        let (mut updates, mut renamed) = (Vec::new(), Vec::new());
        for id in own {
            match self.document.take(&id) {
                Some(content) => {
                    updates.extend(content);
                    self.unsealed.add_edits(self.outbox.take(&id).map_or(0, |frame| frame.edits));
                    renamed.push(id);
                }
                None => self.seal_anew(id),
            }
        }
        updates.append(&mut self.unsealed.take_updates());
        let renamed_updates = self.renamed(self.identity.names.client(), updates);
        self.unsealed.put_updates(renamed_updates);
        self.rebuild_document(now);
        self.seal_unsealed(now);
        self.keep_instead_of(renamed);
    }

    /// Updates of this page, what a client wrote in them under an id of its own.
    fn renamed(&mut self, from: u64, updates: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
        let clock =
            |update: &Vec<u8>| author(update).ok()?.filter(|(client, _)| *client == from).map(|(_, clock)| clock);
        let Some(since) = updates.iter().filter_map(clock).min() else { return updates };
        let renaming = Renaming { from, since, to: client(&mut self.identity.rng) };
        let rename = |update: Vec<u8>| renaming.apply(&update).unwrap_or(update);
        updates.into_iter().map(rename).collect()
    }

    /// What this page wrote and somebody else wrote under the names of, under new ones.
    pub(super) fn write_shadowed_again(&mut self, now: Now, shadowed: &[(u64, Vec<u8>)]) {
        for from in self.identity.names.former_clients() {
            let updates =
                shadowed.iter().filter(|(client, _)| *client == from).map(|(_, update)| update.clone()).collect();
            for update in self.renamed(from, updates) {
                if self.document.room.apply(&update).is_ok() {
                    self.unsealed.gather(now.mono, vec![update]);
                }
            }
        }
    }
}
