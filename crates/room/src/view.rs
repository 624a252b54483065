//! What a room holds, as plain values for a screen.
//!
//! A [`View`] is complete and immutable. What did not change since the last view is the very same `Rc`, so a
//! component compares pointers to decide whether to render again.

use std::rc::Rc;

use crate::{
    about::Schema,
    agenda::{Current, Item},
    agreement::Agreement,
    commitments::{Commitment, LookedBack},
    decisions::Decision,
    devices::{Device, KeyRotation},
    habits::Habit,
    handoffs::{Handed, Handoff, Having},
    id::{BlockId, ItemId, KeyId, MemberId, SessionId, TaskId},
    invitations::Invitation,
    keyring::{KeyringEntry, KeyringRoomId, Parcel},
    late_kind::LateKinds,
    members::Member,
    order,
    passages::Passage,
    rows::Binned,
    shapes::{Followed, Shape},
    tasks::Task,
    timer::{Block, OPEN_ENDED_COUNTS, Timer, TimerState},
    values::{BlockKind, Came, Date, Mode, Moment, Status},
};

const HOUR: u64 = 60 * 60 * 1_000;

/// Everything that a screen shows of the room.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct View {
    pub schema: Schema,
    pub mode: Mode,
    /// What the two said that the room is for; `None` as long as nobody did.
    pub kind: Option<Mode>,
    /// The answer to "Who is it for?"; empty when not said.
    pub expected: Rc<str>,
    /// How many sessions are agreed.
    pub planned: Option<u16>,
    /// Who ended the room, and when: it is only read until somebody reopens it.
    pub ended: Option<(MemberId, Moment)>,
    /// In the order in which they joined, without entries that were joined into another.
    pub members: Rc<[Member]>,
    pub session: Rc<Session>,
    /// Closed sessions, the latest first.
    pub earlier: Rc<[Rc<Session>]>,
    /// The open session's items, in order.
    pub agenda: Rc<[Rc<Item>]>,
    /// Items postponed to the session after the open one.
    pub postponed: Rc<[Rc<Item>]>,
    pub current: Option<Current>,
    /// All tasks that are not in the bin, in order; done and let go ones too.
    pub tasks: Rc<[Rc<Task>]>,
    pub timer: Rc<Timer>,
    /// Blocks that ended, the latest first.
    pub blocks: Rc<[Rc<Block>]>,
    /// Deleted in the last 30 days, the latest first.
    pub bin: Rc<[Binned]>,
    /// Every device that was ever in the room, in the order in which they came.
    pub devices: Rc<[Device]>,
    /// Every key rotation, the latest last. Where two rotated one key at once, the later rotation counts.
    pub key_rotations: Rc<[KeyRotation]>,
    /// In a room for one: the keys of the person's rooms, by id.
    pub keyring: Rc<[KeyringEntry]>,
    /// In a room for one: the rooms that were taken off the keyring, by id.
    pub taken_off: Rc<[KeyringRoomId]>,
    /// In a room for one: the parcels of private lines, by room and place.
    pub parcels: Rc<[Parcel]>,
    /// The decisions, by their points' ids.
    pub decisions: Rc<[Decision]>,
    /// The links that members made, the latest last.
    pub invitations: Rc<[Invitation]>,
    /// What was taken out of notes: by item, the latest first. [`View::passages_of`] leaves out what stands in them again.
    pub passages: Rc<[Passage]>,
    /// The shapes that are kept, and the one that the open session follows, by id.
    pub shapes: Rc<[Shape]>,
    /// The shape that the open session follows, and the step that both are at.
    pub followed: Option<Followed>,
    pub agreement: Rc<Agreement>,
    /// What was written for handing tasks over, and how it was offered and answered, by task.
    pub handoffs: Rc<[Rc<Handoff>]>,
    /// The concepts of [`LateKind`](crate::LateKind) of which the room holds something.
    pub in_use: LateKinds,
    /// Those whose code has come: of the others, the view shows nothing.
    pub read: LateKinds,
    /// What tasks are besides for those who committed to them, by the tasks' ids.
    pub commitments: Rc<[Rc<Commitment>]>,
    /// In the order in which they were begun.
    pub habits: Rc<[Habit]>,
}

/// One session of the series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    /// From 1.
    pub number: u32,
    pub date: Option<Date>,
    /// Its own call link, or the last one given before it.
    pub call_link: Rc<str>,
    /// Who closed it, and when; `None` while it is open.
    pub closed: Option<(MemberId, Moment)>,
    /// The items that were discussed in it; filled for closed sessions only.
    pub items: Rc<[Rc<Item>]>,
}

impl Default for Session {
    /// A first session, of which nothing is known yet.
    fn default() -> Self {
        let (call_link, items) = (Rc::from(""), Rc::from([]));
        Self { id: SessionId::FIRST, number: 1, date: None, call_link, closed: None, items }
    }
}

impl View {
    /// The key rotation that counts, if the room went on from this key.
    pub fn key_rotation(&self, from: KeyId) -> Option<&KeyRotation> {
        self.key_rotations.iter().rev().find(|moved| moved.from == from)
    }

    /// The decision on this point, if one is recorded.
    pub fn decision(&self, item: ItemId) -> Option<&Decision> {
        let at = self.decisions.binary_search_by_key(&item, |decision| decision.item).ok()?;
        self.decisions.get(at)
    }

    /// What was written for handing this task over, and how it was offered and answered.
    pub fn handoff(&self, task: TaskId) -> Option<&Handoff> {
        let at = self.handoffs.binary_search_by_key(&task, |handoff| handoff.task).ok()?;
        self.handoffs.get(at).map(|handoff| &**handoff)
    }

    /// How a task's hand-off stands at a moment; `None` if it is handed to nobody. Until [`CheckBack::over`](crate::CheckBack::over) it
    /// stays so as long as the document does.
    pub fn handed(&self, task: &Task, now: Moment) -> Option<Handed> {
        let Task { owner, status, .. } = *task;
        self.handoff(task.id)?.now(Having { owner, is_ask: task.is_ask(), status }, now)
    }

    /// What is said of this task as a commitment.
    pub fn commitment(&self, task: TaskId) -> Option<&Rc<Commitment>> {
        let at = self.commitments.binary_search_by_key(&task, |commitment| commitment.task).ok()?;
        self.commitments.get(at)
    }

    /// How sure the owner of this commitment is, from 1 to 5.
    pub fn confidence(&self, task: &Task) -> Option<u8> {
        let (confidence, by) = self.commitment(task.id)?.confidence?;
        (task.is_commitment() && task.owner == Some(by)).then_some(confidence)
    }

    /// What its owner said of this commitment in the open session.
    pub fn looked_back(&self, task: &Task) -> Option<&LookedBack> {
        let said = self.commitment(task.id)?.looked_back.iter().find(|one| one.session == self.session.id)?;
        (task.is_commitment() && task.owner == Some(said.by)).then_some(said)
    }

    /// What came of this commitment, as far as the open session knows: its status says whether it is done or let go.
    pub fn came_of(&self, task: &Task) -> Option<Came> {
        match task.status {
            Status::Done => Some(Came::Done),
            Status::LetGo => Some(Came::LetGo),
            Status::Open => self.looked_back(task)?.came.filter(|came| came.goes_on()),
        }
    }

    /// The commitments that were made in the open session, the oldest first.
    pub fn new_commitments(&self) -> Vec<&Rc<Task>> {
        let is_new = |task: &&Rc<Task>| self.made_in(task).is_some_and(|number| number == self.session.number);
        self.oldest_first(is_new)
    }

    /// The last commitments, which the open session looks back on, the oldest first: those from before it that are open, that became
    /// done or let go since the last session was closed, or of which something was said in this one.
    pub fn last_commitments(&self) -> Vec<&Rc<Task>> {
        let (number, closed) = (self.session.number, self.last_closed());
        self.oldest_first(|task| {
            let is_from_before = match self.made_in(task) {
                Some(made) => made < number,
                None => closed.is_some_and(|closed| task.added <= closed),
            };
            let is_recent = task.status == Status::Open
                || task.status_since.zip(closed).is_some_and(|(since, closed)| since > closed)
                || self.looked_back(task).is_some();
            is_from_before && is_recent
        })
    }

    fn oldest_first(&self, is_meant: impl Fn(&&Rc<Task>) -> bool) -> Vec<&Rc<Task>> {
        let all = self.tasks.iter().filter(|task| task.is_commitment()).filter(is_meant);
        order::by_key(all, |task| (task.added.0, 0, task.id.0))
    }

    /// The number of the session in which its owner committed to it, if they said so in one.
    fn made_in(&self, task: &Task) -> Option<u32> {
        let (session, _) = self.commitment(task.id)?.made.filter(|(_, by)| task.owner == Some(*by))?;
        let earlier = self.earlier.iter().find(|earlier| earlier.id == session).map(|earlier| earlier.number);
        earlier.or_else(|| (session == self.session.id).then_some(self.session.number))
    }

    /// When the session before the open one was closed.
    fn last_closed(&self) -> Option<Moment> {
        let before = self.earlier.iter().filter(|earlier| earlier.number < self.session.number);
        before.max_by_key(|earlier| earlier.number)?.closed.map(|(_, at)| at)
    }

    /// The member of this id, or into whom this id was joined.
    pub fn member(&self, id: MemberId) -> Option<&Member> {
        self.members.iter().find(|member| member.id == id || member.also.contains(&id))
    }

    /// Milliseconds spent on the current item at `now`: those that work blocks ran since it became the current one.
    /// Pauses, breaks and the time outside of blocks do not count, nor what is more than an hour of overtime: that clock was
    /// forgotten.
    pub fn spent_on_current(&self, now: Moment) -> u64 {
        let Some(current) = self.current else { return 0 };
        let since = |id: BlockId, started: Moment, ran: u64, until: Moment| match current.clock {
            Some((block, before)) if block == id => ran.saturating_sub(before),
            // The item became the current one before this block began.
            _ if current.at <= started => ran,
            // Whoever made it the current item did not know of this block yet, so the pauses before that moment are
            // not known.
            _ => ran.min(until.0.saturating_sub(current.at.0)),
        };
        let ended = self.blocks.iter().filter(|block| block.kind == BlockKind::Work);
        let ended = ended.map(|block| since(block.id, block.started, block.ran + block.over.min(HOUR), block.ended));
        let timer = &self.timer;
        let last = timer.block.filter(|_| timer.kind == BlockKind::Work && timer.state != TimerState::Idle);
        let last = last.map_or(0, |id| {
            let most = timer.budget.unwrap_or(OPEN_ENDED_COUNTS) + HOUR;
            since(id, timer.started, timer.ran(now).min(most), now)
        });
        ended.sum::<u64>() + last
    }

    /// Every text of an item, for the search.
    pub fn texts<'a>(&'a self, item: &'a Item) -> impl Iterator<Item = &'a str> {
        let outcome = self.decision(item.id).map(|decision| &*decision.outcome);
        [&*item.title, &*item.notes].into_iter().chain(outcome)
    }

    /// What was taken out of the notes of an item and does not stand there now, the latest first.
    pub fn passages_of(&self, item: ItemId) -> impl Iterator<Item = &Passage> {
        let closed = self.earlier.iter().flat_map(|session| session.items.iter());
        let notes = self.item(item).or_else(|| closed.into_iter().find(|closed| closed.id == item));
        let notes = notes.map_or("", |item| &*item.notes);
        self.passages.iter().filter(move |passage| passage.item == item && !notes.contains(&*passage.text))
    }

    /// The item of this id, in the agenda or postponed.
    pub fn item(&self, id: ItemId) -> Option<&Rc<Item>> {
        self.agenda.iter().chain(self.postponed.iter()).find(|item| item.id == id)
    }
}
