//! What must hold: at the end all copies are equal and nothing is lost, and on the way no chip ever promised what is
//! not so.
//!
//! A failure reads `kind of failure: details`, so that a smaller plan can be recognised to fail in the same way.

use alongside_peer::{
    Facts, Peer,
    facts::{Sync, Trouble},
};
use alongside_room::{ItemId, MemberId};

use super::{copy, plan::PageSetup, state::Simulation};
use crate::network::Driver;

impl Simulation {
    /// Asserts that every page has the same room, that nothing waits, and that everything that was ever added is
    /// there.
    pub fn assert_whole(&mut self) {
        if copy::is_erased(self.network.relay.log()) {
            return self.assert_erased();
        }
        let now = self.network.now;
        for at in 0..self.pages.len() {
            let clock = self.clock(at);
            let peer = self.network.pages[at].peer.as_mut().expect("every page is open at the end");
            let facts = peer.facts(clock);
            assert_eq!(facts.waiting, 0, "something still waits: page {at} at {now}: {facts:?}");
            assert!(matches!(facts.sync, Sync::Sent | Sync::HasIt(_)), "something is not sent: page {at}: {facts:?}");
        }
        let digests = self.digests();
        assert!(digests.windows(2).all(|pair| pair[0] == pair[1]), "the copies differ: {digests:?}");
        let held = self.items_at(0);
        for (at, page) in self.pages.iter().enumerate() {
            for item in page.added.iter().chain(&page.only_at_relay) {
                assert!(held.contains(item), "something is lost: page {at}'s {item:?}");
            }
        }
    }

    /// Asserts that everybody was told that the room was erased, and keeps what they had.
    fn assert_erased(&mut self) {
        self.checks.erased += 1;
        for at in 0..self.pages.len() {
            let clock = self.clock(at);
            let peer = self.network.pages[at].peer.as_mut().expect("every page is open at the end");
            let facts = peer.facts(clock);
            assert_eq!(facts.trouble, Some(Trouble::Erased), "somebody was not told of the end: page {at}: {facts:?}");
            let held = self.items_at(at);
            for item in &self.pages[at].added {
                assert!(held.contains(item), "an erased room took its copy with it: page {at}'s {item:?}");
            }
        }
    }

    /// Asserts that a new client that only knows the relay reads the same room.
    pub fn assert_cold_reader_agrees(&mut self) {
        let at = self.pages.len();
        self.add_page(&PageSetup { person: at, device: self.network.disks.len(), opens: 0, skew: 0 });
        self.run_until(self.network.now + 60_000);
        let clock = self.clock(at);
        let facts = self.network.pages[at].peer.as_mut().expect("just opened").facts(clock);
        if copy::is_erased(self.network.relay.log()) {
            assert_eq!(facts.trouble, Some(Trouble::Erased), "a cold reader was not told of the end: {facts:?}");
            return;
        }
        assert!(facts.caught_up, "the cold reader is stuck: {facts:?}");
        let digests = self.digests();
        assert_eq!(digests[at], digests[0], "a cold reader differs: from page 0");
        self.checks.trims = self.network.relay.trims() as usize;
    }

    /// The digest of each open page's document.
    pub fn digests(&self) -> Vec<Option<[u8; 32]>> {
        self.network.pages.iter().map(|page| page.peer.as_ref().map(Peer::digest)).collect()
    }

    /// Notes what a page's chip promises about everything added so far, and checks "<Name> has it".
    pub(super) fn check_chips(&mut self, at: usize, facts: &Facts) {
        let is_outdated = self.may_be_about_a_lost_disk(at, facts);
        let page = &mut self.pages[at];
        let all = page.added.len();
        match facts.sync {
            Sync::SavedHere if facts.unsaved == 0 => page.saved = all,
            Sync::Sent if !is_outdated => page.sent = all,
            Sync::HasIt(member) => {
                if facts.waiting > 0 {
                    self.checks.has_it_directly += 1;
                } else if !is_outdated {
                    page.sent = all;
                }
                page.has_it += 1;
                let is_news = page.last_has_it.replace((member, all)) != Some((member, all));
                if is_news || page.has_it.is_multiple_of(CHECKED_EVERY) {
                    self.assert_has_it(at, member);
                }
            }
            Sync::Sent => {}
            Sync::SavedHere | Sync::Offline { .. } | Sync::Connecting | Sync::NotSaved { .. } => {}
        }
    }

    /// Whether what a page says of the relay may be about a disk that was lost. A page notices that the disk is
    /// another one only after it has read the relay's log to its end. Until then its connection may seem to be up,
    /// and a page with a direct connection keeps reporting its old state, however often it dials.
    fn may_be_about_a_lost_disk(&mut self, at: usize, facts: &Facts) -> bool {
        let (page, network) = (&mut self.pages[at], &self.network.pages[at]);
        if facts.sync == Sync::Connecting {
            page.last_connecting = Some(network.dial);
        } else if network.socket.is_some()
            && page.last_connecting == Some(network.dial)
            && facts.waiting == 0
            && page.reached_lost_disk.is_some_and(|reached_lost_disk| network.dial > reached_lost_disk)
        {
            page.reached_lost_disk = None;
        }
        page.reached_lost_disk.is_some()
    }

    /// Checks "Saved here" after a page was opened again.
    pub(super) fn assert_saved(&mut self, at: usize) {
        let held = self.items_at(at);
        for item in &self.pages[at].added[..self.pages[at].saved] {
            self.checks.saved += 1;
            assert!(held.contains(item), "what was saved is lost: page {at} said that it had saved {item:?}");
        }
    }

    /// Checks "Sent": a new client finds the items on the relay's disk.
    pub(super) fn assert_sent(&mut self) {
        if self.disk_lost || copy::is_erased(self.network.relay.log()) {
            return;
        }
        let held = copy::items_at(self.network.relay.log());
        for (at, page) in self.pages.iter().enumerate() {
            for item in page.added[..page.sent].iter().chain(&page.only_at_relay[page.on_lost_disk..]) {
                self.checks.sent += 1;
                assert!(held.contains(item), "what was sent is lost: page {at} said that it had sent {item:?}");
            }
        }
    }

    /// Checks "<Name> has it": a page that opens on one of their devices, without any network, shows the items.
    fn assert_has_it(&mut self, at: usize, member: MemberId) {
        let theirs = (0..self.pages.len()).filter(|page| self.pages[*page].member == member);
        let disks = theirs.map(|page| &self.network.disks[self.network.pages[page].device]);
        let held: Vec<_> = disks.flat_map(|disk| copy::items_of(disk.load(), member)).collect();
        for item in &self.pages[at].added {
            self.checks.has_it += 1;
            let now = self.network.now;
            assert!(held.contains(item), "nobody has it: page {at} said at {now} that {member:?} has {item:?}");
        }
    }

    fn items_at(&mut self, at: usize) -> Vec<ItemId> {
        let clock = self.clock(at);
        self.network.pages[at].peer.as_mut().map(|peer| copy::ids(&peer.view(clock))).unwrap_or_default()
    }
}

/// "<Name> has it" is checked when it is new, and once in so many times: the check has to open the other's copies.
const CHECKED_EVERY: usize = 48;
