//! Who is there now. Presence is fresh or it is nothing: a page counts another only when that one says it hears it. `[P 74]`

use std::rc::Rc;

use alongside_room::MemberId;
use alongside_wire::{Counter, ReplicaId};
use litemap::LiteMap;

use crate::{
    caret::Caret,
    facts::{Direct, Presence, Present},
    message::{Heartbeat, Message},
};

/// A page that was not heard for this many milliseconds is gone.
const EXPIRY: u64 = 45_000;
/// How many pages' numbers are remembered.
const REMEMBERED: usize = 4_096;
/// A page that was asked and says nothing for this many milliseconds is gone.
const ANSWER: u64 = 3_000;

/// The pages that are open elsewhere.
#[derive(Debug, Default)]
pub struct PresenceTable {
    pages: LiteMap<ReplicaId, Page>,
    /// The last number heard of each page, also of those that are gone: what they said must not count again.
    last: LiteMap<ReplicaId, Counter>,
}

#[derive(Debug)]
struct Page {
    member: Option<MemberId>,
    nonce: u64,
    hears_me: bool,
    /// Its person lets it be met directly.
    willing: bool,
    state: Presence,
    /// Unless it is heard again before, in monotonic milliseconds.
    gone_at: u64,
    caret: Option<Caret>,
    caret_moved: u64,
}

/// What hearing a page calls for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// It does not hear this page yet: say so at once.
    pub answer: bool,
    /// What a screen shows changed.
    pub changed: bool,
}

impl PresenceTable {
    /// This is newer than all that was heard of this page. What is not is a repetition, and does not count. `[P 74]`
    pub fn is_news(&mut self, (replica, counter): (ReplicaId, Counter)) -> bool {
        if self.last.get(&replica).is_some_and(|last| *last >= counter) {
            return false;
        }
        if self.last.len() >= REMEMBERED && !self.last.contains_key(&replica) {
            // More page loads than two people have in years: whoever made them up gains a ghost at most.
            self.last.retain(|replica, _| self.pages.contains_key(replica));
        }
        self.last.insert(replica, counter);
        true
    }

    /// A page says whether it is there.
    pub fn hear(&mut self, replica: ReplicaId, message: &Message, here: &Heartbeat, mine: u64, now: u64) -> Heard {
        let (member, caret, willing) = (message.from, message.caret, message.willing);
        let known = self.pages.get(&replica);
        if here.leaving {
            return Heard { answer: false, changed: self.pages.remove(&replica).is_some() };
        }
        let hears_me = here.hears.contains(&mine);
        let (answer, before) = match known {
            None => (true, None),
            Some(page) => {
                let was = (page.member, page.hears_me, page.willing, page.state, page.caret);
                (!hears_me || !page.hears_me, Some((was, page.caret_moved)))
            }
        };
        let caret_moved = match before {
            Some(((.., before), moved)) if before == caret => moved,
            _ => now,
        };
        let state = if here.visible { Presence::Here } else { Presence::Away };
        let changed = before.map(|(was, _)| was) != Some((member, hears_me, willing, state, caret));
        let (nonce, gone_at) = (here.nonce, now + EXPIRY);
        let page = Page { member, nonce, hears_me, willing, state, gone_at, caret, caret_moved };
        self.pages.insert(replica, page);
        Heard { answer, changed }
    }

    /// A live edit of a page brought its caret.
    pub fn caret(&mut self, replica: ReplicaId, caret: Option<Caret>, now: u64) -> bool {
        let Some(page) = self.pages.get_mut(&replica) else { return false };
        page.gone_at = now + EXPIRY;
        page.caret_moved = now;
        std::mem::replace(&mut page.caret, caret) != caret
    }

    /// The nonces of all pages heard.
    pub fn nonces(&self) -> Vec<u64> {
        self.pages.values().map(|page| page.nonce).collect()
    }

    /// Somebody may have gone: all are to be asked, if there are any.
    pub fn doubt(&mut self, now: u64) -> bool {
        for (_, page) in self.pages.iter_mut() {
            page.gone_at = page.gone_at.min(now + ANSWER);
        }
        !self.pages.is_empty()
    }

    /// Lets go of who was not heard for too long; true when there was one.
    pub fn expire(&mut self, now: u64) -> bool {
        let before = self.pages.len();
        self.pages.retain(|_, page| page.gone_at > now);
        self.pages.len() != before
    }

    /// When the next page expires.
    pub fn deadline(&self) -> Option<u64> {
        self.pages.values().map(|page| page.gone_at).min()
    }

    /// Nobody but these can be heard any more.
    pub fn keep_only(&mut self, heard: impl Fn(ReplicaId) -> bool) {
        self.pages.retain(|replica, _| heard(*replica));
    }

    /// The nonce of a page that hears this one.
    pub fn nonce(&self, replica: ReplicaId) -> Option<u64> {
        self.pages.get(&replica).filter(|page| page.hears_me).map(|page| page.nonce)
    }

    /// The pages of other members that hear this one and would meet it directly.
    pub fn partners(&self, me: MemberId) -> Vec<ReplicaId> {
        let partner = |page: &Page| page.hears_me && page.willing && page.member.is_some_and(|member| member != me);
        self.pages.iter().filter(|(_, page)| partner(page)).map(|(replica, _)| *replica).collect()
    }

    /// The members who are there, other than me; the most present page of each, and the caret that moved last.
    pub fn present(&self, me: Option<MemberId>, live: impl Fn(ReplicaId) -> bool) -> Rc<[Present]> {
        let mut members: LiteMap<MemberId, Present> = LiteMap::new();
        for (replica, page) in self.pages.iter().filter(|(_, page)| page.hears_me) {
            let Some(member) = page.member.filter(|member| Some(*member) != me) else { continue };
            let direct = match page.willing {
                _ if live(*replica) => Direct::Live,
                true => Direct::Willing,
                false => Direct::No,
            };
            let entry = members.entry(member).or_insert(Present {
                member,
                state: page.state,
                direct,
                caret: page.caret,
                caret_moved: page.caret_moved,
            });
            entry.state = entry.state.min(page.state);
            entry.direct = entry.direct.min(direct);
            if page.caret_moved > entry.caret_moved && page.caret.is_some() {
                entry.caret = page.caret;
                entry.caret_moved = page.caret_moved;
            }
        }
        members.values().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEN: MemberId = MemberId([2; 8]);
    const PAGE: ReplicaId = ReplicaId([7; 16]);
    const MINE: u64 = 11;

    fn here(hears: &[u64]) -> Heartbeat {
        Heartbeat { visible: true, nonce: 22, hears: hears.to_vec(), leaving: false }
    }

    fn hear(pages: &mut PresenceTable, counter: u64, here: &Heartbeat, now: u64) -> Heard {
        if !pages.is_news((PAGE, Counter(counter))) {
            return Heard::default();
        }
        let message = Message { from: Some(BEN), presence: Some(here.clone()), ..Message::default() };
        pages.hear(PAGE, &message, here, MINE, now)
    }

    fn present(pages: &PresenceTable, me: Option<MemberId>) -> usize {
        pages.present(me, |_| false).len()
    }

    /// `[P 74]`
    #[test]
    fn a_page_counts_only_when_it_hears_this_one() {
        let mut pages = PresenceTable::default();
        assert!(hear(&mut pages, 0, &here(&[]), 0).answer);
        assert_eq!(present(&pages, None), 0);
        assert!(hear(&mut pages, 1, &here(&[MINE]), 10).answer, "it just began to hear: tell it that it is heard");
        assert_eq!(present(&pages, None), 1);
        assert!(!hear(&mut pages, 2, &here(&[MINE]), 20).answer, "then it is enough");
        assert_eq!(present(&pages, Some(BEN)), 0, "my own other page is not another member");
    }

    /// `[P 74]`
    #[test]
    fn what_is_replayed_does_not_count() {
        let mut pages = PresenceTable::default();
        hear(&mut pages, 5, &here(&[MINE]), 0);
        assert_eq!(hear(&mut pages, 5, &here(&[MINE]), 44_000), Heard::default());
        assert!(pages.expire(45_000));
        assert_eq!(present(&pages, None), 0);
        hear(&mut pages, 5, &here(&[MINE]), 46_000);
        assert_eq!(present(&pages, None), 0, "nor when the page is gone");
        hear(&mut pages, 6, &here(&[MINE]), 47_000);
        assert_eq!(present(&pages, None), 1, "one that says something new is back");
    }

    /// `[P 77]`
    #[test]
    fn who_is_asked_and_says_nothing_is_gone_soon_and_who_answers_stays() {
        let mut pages = PresenceTable::default();
        assert!(!pages.doubt(0), "nobody is there to be asked");
        hear(&mut pages, 0, &here(&[MINE]), 0);
        assert!(pages.doubt(10_000));
        assert!(!pages.expire(12_999));
        hear(&mut pages, 1, &here(&[MINE]), 12_999);
        assert!(!pages.expire(13_000));
        assert!(pages.doubt(20_000));
        assert_eq!(pages.deadline(), Some(23_000));
        assert!(pages.expire(23_000));
    }

    #[test]
    fn who_leaves_is_gone_at_once() {
        let mut pages = PresenceTable::default();
        hear(&mut pages, 0, &here(&[MINE]), 0);
        assert!(hear(&mut pages, 1, &Heartbeat { leaving: true, ..here(&[MINE]) }, 1).changed);
        assert_eq!(present(&pages, None), 0);
    }
}
