//! What a room holds, as plain values for a screen.
//!
//! A [`View`] is whole and immutable. What did not change since the last one is the very same `Rc`, so comparing
//! pointers tells a component whether to render again.

use std::rc::Rc;

use crate::{
    about::Schema,
    agenda::{Current, Item},
    decisions::Decision,
    devices::{Device, KeyRotation},
    id::{BlockId, ItemId, KeyId, MemberId, SessionId},
    keyring::{KeyringEntry, KeyringRoomId},
    members::Member,
    rows::Binned,
    tasks::Task,
    timer::{Block, Timer},
    values::{BlockKind, Date, Mode, Moment},
};

/// The room at one moment of its document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct View {
    pub schema: Schema,
    /// What kind of pair it is.
    pub mode: Mode,
    /// "Who is it for?"; empty when not said.
    pub expected: Rc<str>,
    /// How many sessions are agreed.
    pub planned: Option<u16>,
    /// Who ended it, and when: it is only read until somebody reopens it.
    pub ended: Option<(MemberId, Moment)>,
    /// In the order they joined; entries joined into another are left out.
    pub members: Rc<[Member]>,
    pub session: Rc<Session>,
    /// Closed ones, the latest first.
    pub earlier: Rc<[Rc<Session>]>,
    /// The open session's items, in order.
    pub agenda: Rc<[Rc<Item>]>,
    /// Items put off to the session after the open one.
    pub postponed: Rc<[Rc<Item>]>,
    pub current: Option<Current>,
    /// All that are not in the bin, in order, done and let go included.
    pub tasks: Rc<[Rc<Task>]>,
    pub timer: Rc<Timer>,
    /// Blocks that ended, the latest first.
    pub blocks: Rc<[Rc<Block>]>,
    /// Deleted in the last 30 days, the latest first.
    pub bin: Rc<[Binned]>,
    /// Every device that ever came in, in order of coming.
    pub devices: Rc<[Device]>,
    /// Every time that the room left a key, the latest last. Where two left one key at once, the later one counts.
    pub key_rotations: Rc<[KeyRotation]>,
    /// In a room for one: the rooms of the person, by id.
    pub keyring: Rc<[KeyringEntry]>,
    /// Those that were taken off it, by id.
    pub taken_off: Rc<[KeyringRoomId]>,
    /// What points came to, by the points' ids.
    pub decisions: Rc<[Decision]>,
}

/// One meeting in the series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    /// From 1.
    pub number: u32,
    pub date: Option<Date>,
    /// Where: its own call link or the last one given before.
    pub call_link: Rc<str>,
    /// Who closed it and when; none while open.
    pub closed: Option<(MemberId, Moment)>,
    /// What was talked about in it; filled for closed sessions.
    pub items: Rc<[Rc<Item>]>,
}

impl Default for Session {
    /// The first, of which nothing was said yet.
    fn default() -> Self {
        let (call_link, items) = (Rc::from(""), Rc::from([]));
        Self { id: SessionId::FIRST, number: 1, date: None, call_link, closed: None, items }
    }
}

impl View {
    /// The key rotation that counts, if the room left this key.
    pub fn key_rotation(&self, from: KeyId) -> Option<&KeyRotation> {
        self.key_rotations.iter().rev().find(|moved| moved.from == from)
    }

    /// What this point came to, if that is written down.
    pub fn decision(&self, item: ItemId) -> Option<&Decision> {
        let at = self.decisions.binary_search_by_key(&item, |decision| decision.item).ok()?;
        self.decisions.get(at)
    }

    /// The member of this id, also by an id that was joined into theirs.
    pub fn member(&self, id: MemberId) -> Option<&Member> {
        self.members.iter().find(|member| member.id == id || member.also.contains(&id))
    }

    /// Milliseconds that the current item has had by `now`: those that the clock of blocks ran since both went to it. A
    /// pause, a break and the time without a block use up nothing.
    pub fn spent_on_current(&self, now: Moment) -> u64 {
        let Some(current) = self.current else { return 0 };
        let since = |id: BlockId, started: Moment, ran: u64, until: Moment| match current.clock {
            Some((block, before)) if block == id => ran.saturating_sub(before),
            // They went there before this block began.
            _ if current.at <= started => ran,
            // Whoever went there did not know of this block yet: no pause is told from what came before it.
            _ => ran.min(until.0.saturating_sub(current.at.0)),
        };
        let ended = self.blocks.iter().filter(|block| block.kind == BlockKind::Work);
        let ended = ended.map(|block| since(block.id, block.started, block.ran, block.ended));
        let timer = &self.timer;
        let is_ended = |id: BlockId| self.blocks.iter().any(|block| block.id == id);
        let last = timer.block.filter(|id| timer.kind == BlockKind::Work && !is_ended(*id));
        ended.sum::<u64>() + last.map_or(0, |id| since(id, timer.started, timer.ran(now), now))
    }

    /// Every text of an item, for a search.
    pub fn texts<'a>(&'a self, item: &'a Item) -> impl Iterator<Item = &'a str> {
        let outcome = self.decision(item.id).map(|decision| &*decision.outcome);
        [&*item.title, &*item.notes].into_iter().chain(outcome)
    }

    /// The item of this id, in the agenda or put off.
    pub fn item(&self, id: ItemId) -> Option<&Rc<Item>> {
        self.agenda.iter().chain(self.postponed.iter()).find(|item| item.id == id)
    }
}
