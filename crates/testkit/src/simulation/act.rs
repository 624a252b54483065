//! What people do: every edit there is, undo and redo, and where their caret is.

use alongside_peer::{Input, Now, Peer, io::Caret};
use alongside_room::{
    BlockId, CommentId, Edit, ItemId, KeyId, MemberId, SessionId, TaskId, View,
    edit::{BlockKind, Mode, Outcome, Place, Role, Standing, TextField},
    keyring::HeldSecret,
    view::BinnedThing,
};
use serde::{Deserialize, Serialize};

use crate::chance::Chance;

/// A kind of act; those that are edits are called as the edits are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each is named as the edit it makes")]
pub enum Act {
    Join,
    Rename,
    SetRole,
    JoinNames,
    SetExpected,
    SetMode,
    SetPlanned,
    EndRoom,
    ReopenRoom,
    AddDevice,
    Move,
    HoldKey,
    TakeOffKey,
    SetDate,
    SetCallLink,
    CloseSession,
    ReopenSession,
    AddItem,
    SetDiscussed,
    SetMinutes,
    SetRaisedBy,
    MoveItem,
    MoveToNextSession,
    MoveToThisSession,
    MakeTask,
    AnswerNow,
    DeleteItem,
    RestoreItem,
    SetCurrent,
    AddTask,
    SetStanding,
    SetOwner,
    SetDue,
    SetLink,
    SetFirstStep,
    AddComment,
    DeleteComment,
    MoveTask,
    DeleteTask,
    RestoreTask,
    Retype,
    StartTimer,
    PauseTimer,
    ResumeTimer,
    StopTimer,
    AddTime,
    JoinBlock,
    SetIntention,
    Report,
    Undo,
    Redo,
    PointAt,
}

impl Act {
    /// All of them, and how often each is done among the others; but a move, after which nobody does anything more.
    pub const ALL: &[(Self, u64)] = &[
        (Self::AddItem, 60),
        (Self::Retype, 50),
        (Self::Undo, 14),
        (Self::AddTask, 12),
        (Self::Redo, 8),
        (Self::SetDiscussed, 8),
        (Self::MoveItem, 8),
        (Self::SetMinutes, 8),
        (Self::SetCurrent, 8),
        (Self::StartTimer, 8),
        (Self::DeleteItem, 6),
        (Self::SetStanding, 6),
        (Self::PointAt, 6),
        (Self::RestoreItem, 5),
        (Self::PauseTimer, 5),
        (Self::ResumeTimer, 5),
        (Self::StopTimer, 4),
        (Self::AddComment, 4),
        (Self::SetDue, 4),
        (Self::SetOwner, 4),
        (Self::MakeTask, 4),
        (Self::MoveTask, 4),
        (Self::DeleteTask, 4),
        (Self::RestoreTask, 4),
        (Self::CloseSession, 3),
        (Self::ReopenSession, 3),
        (Self::AddTime, 3),
        (Self::JoinBlock, 3),
        (Self::SetIntention, 3),
        (Self::Report, 3),
        (Self::DeleteComment, 3),
        (Self::SetLink, 3),
        (Self::SetFirstStep, 3),
        (Self::SetRaisedBy, 3),
        (Self::MoveToNextSession, 3),
        (Self::MoveToThisSession, 3),
        (Self::AnswerNow, 3),
        (Self::SetDate, 3),
        (Self::SetCallLink, 3),
        (Self::Rename, 2),
        (Self::SetRole, 2),
        (Self::SetExpected, 2),
        (Self::SetMode, 2),
        (Self::SetPlanned, 2),
        // Mostly open: in a room that was ended little can be done.
        (Self::EndRoom, 1),
        (Self::ReopenRoom, 12),
        (Self::AddDevice, 2),
        (Self::HoldKey, 2),
        (Self::TakeOffKey, 2),
        (Self::Join, 2),
        (Self::JoinNames, 3),
    ];

    /// One of them by chance.
    pub fn drawn(chance: &mut Chance) -> Self {
        let mut rest = chance.below(Self::ALL.iter().map(|(_, often)| often).sum());
        for (act, often) in Self::ALL {
            match rest.checked_sub(*often) {
                Some(less) => rest = less,
                None => return *act,
            }
        }
        Self::AddItem
    }

    /// The act of which this edit is one. An edit that is new has to be added here, and is simulated from then on.
    pub fn of(edit: &Edit) -> Self {
        match edit {
            Edit::Join { .. } => Self::Join,
            Edit::Rename { .. } => Self::Rename,
            Edit::SetRole { .. } => Self::SetRole,
            Edit::JoinNames { .. } => Self::JoinNames,
            Edit::SetExpected { .. } => Self::SetExpected,
            Edit::SetMode(_) => Self::SetMode,
            Edit::SetPlanned(_) => Self::SetPlanned,
            Edit::EndRoom => Self::EndRoom,
            Edit::ReopenRoom => Self::ReopenRoom,
            Edit::AddDevice { .. } => Self::AddDevice,
            Edit::Move { .. } => Self::Move,
            Edit::HoldKey { .. } => Self::HoldKey,
            Edit::TakeOffKey { .. } => Self::TakeOffKey,
            Edit::SetDate { .. } => Self::SetDate,
            Edit::SetCallLink { .. } => Self::SetCallLink,
            Edit::CloseSession { .. } => Self::CloseSession,
            Edit::ReopenSession { .. } => Self::ReopenSession,
            Edit::AddItem { .. } => Self::AddItem,
            Edit::SetDiscussed { .. } => Self::SetDiscussed,
            Edit::SetMinutes { .. } => Self::SetMinutes,
            Edit::SetRaisedBy { .. } => Self::SetRaisedBy,
            Edit::MoveItem { .. } => Self::MoveItem,
            Edit::MoveToNextSession { .. } => Self::MoveToNextSession,
            Edit::MoveToThisSession { .. } => Self::MoveToThisSession,
            Edit::MakeTask { .. } => Self::MakeTask,
            Edit::AnswerNow { .. } => Self::AnswerNow,
            Edit::DeleteItem { .. } => Self::DeleteItem,
            Edit::RestoreItem { .. } => Self::RestoreItem,
            Edit::SetCurrent { .. } => Self::SetCurrent,
            Edit::AddTask { .. } => Self::AddTask,
            Edit::SetStanding { .. } => Self::SetStanding,
            Edit::SetOwner { .. } => Self::SetOwner,
            Edit::SetDue { .. } => Self::SetDue,
            Edit::SetLink { .. } => Self::SetLink,
            Edit::SetFirstStep { .. } => Self::SetFirstStep,
            Edit::AddComment { .. } => Self::AddComment,
            Edit::DeleteComment { .. } => Self::DeleteComment,
            Edit::MoveTask { .. } => Self::MoveTask,
            Edit::DeleteTask { .. } => Self::DeleteTask,
            Edit::RestoreTask { .. } => Self::RestoreTask,
            Edit::Retype { .. } => Self::Retype,
            Edit::StartTimer { .. } => Self::StartTimer,
            Edit::PauseTimer { .. } => Self::PauseTimer,
            Edit::ResumeTimer { .. } => Self::ResumeTimer,
            Edit::StopTimer { .. } => Self::StopTimer,
            Edit::AddTime { .. } => Self::AddTime,
            Edit::JoinBlock { .. } => Self::JoinBlock,
            Edit::SetIntention { .. } => Self::SetIntention,
            Edit::Report { .. } => Self::Report,
        }
    }

    /// What the person wants of the peer, given what the screen shows; none where there is nothing to do it to.
    pub fn input(self, chance: &mut Chance, peer: &mut Peer, now: Now) -> Option<Input> {
        match self {
            Self::Undo => Some(Input::Undo),
            Self::Redo => Some(Input::Redo),
            Self::PointAt => {
                let caret = field(chance, &peer.view(now)).map(|field| Caret { field, at: chance.below(9) as u32 });
                Some(Input::Caret(caret))
            }
            _ => {
                let me = peer.me()?;
                let view = peer.view(now);
                let edit = Screen { me, view: &view, chance }.edit(self)?;
                debug_assert_eq!(Self::of(&edit), self);
                Some(edit.into())
            }
        }
    }
}

/// What one person sees, and what they come upon.
struct Screen<'a> {
    me: MemberId,
    view: &'a View,
    chance: &'a mut Chance,
}

impl Screen<'_> {
    fn edit(&mut self, act: Act) -> Option<Edit> {
        let (me, view) = (self.me, self.view);
        let yes = self.chance.one_in(2);
        Some(match act {
            Act::Join => Edit::Join { member: MemberId(self.chance.bytes()), name: self.words(), role: role(yes) },
            Act::Rename => Edit::Rename { member: self.member(), name: self.words() },
            Act::SetRole => Edit::SetRole { member: self.member(), role: role(yes) },
            Act::JoinNames => Edit::JoinNames { from: self.stranger()?, into: me },
            Act::SetExpected => Edit::SetExpected { name: self.words() },
            Act::SetMode => Edit::SetMode(if yes { Mode::Mentoring } else { Mode::Partners }),
            Act::SetPlanned => Edit::SetPlanned(yes.then_some(8)),
            Act::EndRoom => Edit::EndRoom,
            Act::ReopenRoom => view.ended.map(|_| Edit::ReopenRoom)?,
            Act::AddDevice => {
                let (key, under) = (self.chance.bytes(), KeyId(self.chance.bytes()));
                Edit::AddDevice { key, name: self.words(), under }
            }
            Act::HoldKey => {
                let (room, secret, me) =
                    (self.chance.bytes(), HeldSecret(self.chance.bytes()), MemberId(self.chance.bytes()));
                Edit::HoldKey { room, secret, me, name: self.words(), from: None }
            }
            Act::TakeOffKey => Edit::TakeOffKey { room: view.held.first()?.room },
            Act::SetDate => Edit::SetDate { session: self.session(), date: yes.then(|| "2026-12-02T15:00".into()) },
            Act::SetCallLink => Edit::SetCallLink { session: self.session(), link: self.words() },
            Act::CloseSession => Edit::CloseSession { session: view.session.id },
            Act::ReopenSession => Edit::ReopenSession { session: view.earlier.last()?.id },
            Act::AddItem => {
                let (item, title) = (ItemId(self.chance.bytes()), self.words());
                let after = self.item().map_or(Place::Last, Place::After);
                Edit::AddItem { item, title, place: if yes { Place::Last } else { after } }
            }
            Act::SetDiscussed => Edit::SetDiscussed { item: self.item()?, discussed: yes },
            Act::SetMinutes => Edit::SetMinutes { item: self.item()?, minutes: yes.then_some(15) },
            Act::SetRaisedBy => Edit::SetRaisedBy { item: self.item()?, member: self.member() },
            Act::MoveItem => Edit::MoveItem { item: self.item()?, place: self.place(Self::item) },
            Act::MoveToNextSession => Edit::MoveToNextSession { item: self.item()? },
            Act::MoveToThisSession => Edit::MoveToThisSession { item: view.postponed.first()?.id },
            Act::MakeTask => Edit::MakeTask { item: self.item()?, task: TaskId(self.chance.bytes()) },
            Act::AnswerNow => Edit::AnswerNow { item: self.item()?, answer: self.words() },
            Act::DeleteItem => Edit::DeleteItem { item: self.item()? },
            Act::RestoreItem => self.binned(|what| match what {
                BinnedThing::Item(item) => Some(Edit::RestoreItem { item }),
                BinnedThing::Task(_) => None,
            })?,
            Act::SetCurrent => Edit::SetCurrent { session: view.session.id, item: self.item().filter(|_| yes) },
            Act::AddTask => {
                let (task, owner) = (TaskId(self.chance.bytes()), yes.then_some(me));
                Edit::AddTask { task, title: self.words(), owner, done: self.chance.one_in(8) }
            }
            Act::SetStanding => {
                let standing = if yes { Standing::Done } else { Standing::LetGo };
                Edit::SetStanding { task: self.task()?, standing }
            }
            Act::SetOwner => Edit::SetOwner { task: self.task()?, owner: Some(self.member()).filter(|_| yes) },
            Act::SetDue => Edit::SetDue { task: self.task()?, due: yes.then(|| "2026-11-25".into()) },
            Act::SetLink => Edit::SetLink { task: self.task()?, link: self.words() },
            Act::SetFirstStep => Edit::SetFirstStep { task: self.task()?, step: self.words() },
            Act::AddComment => {
                Edit::AddComment { task: self.task()?, comment: CommentId(self.chance.bytes()), text: self.words() }
            }
            Act::DeleteComment => {
                let mine = |task: &TaskId, by: MemberId, comment| (by == me).then_some((*task, comment));
                let all = view.tasks.iter().flat_map(|task| {
                    task.comments.iter().filter_map(move |comment| mine(&task.id, comment.by, comment.id))
                });
                let (task, comment) = *self.chance.pick(&all.collect::<Vec<_>>())?;
                Edit::DeleteComment { task, comment }
            }
            Act::MoveTask => Edit::MoveTask { task: self.task()?, place: self.place(Self::task) },
            Act::DeleteTask => Edit::DeleteTask { task: self.task()? },
            Act::RestoreTask => self.binned(|what| match what {
                BinnedThing::Task(task) => Some(Edit::RestoreTask { task }),
                BinnedThing::Item(_) => None,
            })?,
            Act::Retype => self.retype()?,
            Act::StartTimer => {
                let kind = if yes { BlockKind::Work } else { BlockKind::Break };
                let budget = self.chance.one_in(2).then_some(1_500_000);
                Edit::StartTimer { block: BlockId(self.chance.bytes()), kind, budget, with: vec![me] }
            }
            Act::PauseTimer => Edit::PauseTimer { block: view.timer.block? },
            Act::ResumeTimer => Edit::ResumeTimer { block: view.timer.block? },
            Act::StopTimer => Edit::StopTimer { block: view.timer.block? },
            Act::AddTime => Edit::AddTime { block: view.timer.block?, by: if yes { 300_000 } else { -60_000 } },
            Act::JoinBlock => Edit::JoinBlock { block: view.timer.block? },
            Act::SetIntention => Edit::SetIntention { block: view.timer.block?, text: self.words() },
            Act::Report => {
                let outcome = if yes { Outcome::Partly } else { Outcome::Done };
                Edit::Report { block: view.blocks.last()?.id, outcome, line: self.words() }
            }
            Act::Move | Act::Undo | Act::Redo | Act::PointAt => return None,
        })
    }

    /// Letters are put in or taken out somewhere, now and then on a screen that was a moment behind.
    fn retype(&mut self) -> Option<Edit> {
        let field = field(self.chance, self.view)?;
        let base = text(self.view, field)?;
        let mut letters: Vec<char> = base.chars().collect();
        let at = self.chance.below(letters.len() as u64 + 1) as usize;
        if letters.len() > at && self.chance.one_in(4) {
            letters.remove(at);
        } else {
            let put = *self.chance.pick(&["a", "né", "🙂", " ", "👩‍👧", "שלום"])?;
            letters.splice(at..at, put.chars());
        }
        Some(Edit::Retype { field, base, text: letters.into_iter().collect() })
    }

    fn words(&mut self) -> String {
        format!("Words {}", self.chance.below(1_000))
    }

    fn item(&mut self) -> Option<ItemId> {
        self.chance.pick(&self.view.agenda).map(|item| item.id)
    }

    fn task(&mut self) -> Option<TaskId> {
        self.chance.pick(&self.view.tasks).map(|task| task.id)
    }

    fn session(&mut self) -> SessionId {
        self.view.session.id
    }

    fn member(&mut self) -> MemberId {
        self.chance.pick(&self.view.members).map_or(self.me, |member| member.id)
    }

    /// Somebody who joined under another name.
    fn stranger(&mut self) -> Option<MemberId> {
        let known = [super::copy::member(0), super::copy::member(1)];
        self.view.members.iter().map(|member| member.id).find(|member| !known.contains(member))
    }

    fn place<Id>(&mut self, id: impl Fn(&mut Self) -> Option<Id>) -> Place<Id> {
        match self.chance.below(3) {
            0 => Place::First,
            1 => id(self).map_or(Place::Last, Place::After),
            _ => Place::Last,
        }
    }

    fn binned(&mut self, wanted: impl Fn(BinnedThing) -> Option<Edit>) -> Option<Edit> {
        let edits: Vec<_> = self.view.bin.iter().filter_map(|binned| wanted(binned.what)).collect();
        self.chance.pick(&edits).cloned()
    }
}

fn role(yes: bool) -> Role {
    if yes { Role::Coach } else { Role::Coachee }
}

fn field(chance: &mut Chance, view: &View) -> Option<TextField> {
    let item = chance.pick(&view.agenda).map(|item| item.id);
    let task = chance.pick(&view.tasks).map(|task| task.id);
    match (chance.below(5), item, task) {
        (0, _, Some(task)) => Some(TextField::TaskTitle(task)),
        (1, Some(item), _) => Some(TextField::ItemTitle(item)),
        (_, Some(item), _) => Some(TextField::ItemNotes(item)),
        _ => None,
    }
}

fn text(view: &View, field: TextField) -> Option<String> {
    match field {
        TextField::ItemTitle(item) => view.item(item).map(|item| item.title.to_string()),
        TextField::ItemNotes(item) => view.item(item).map(|item| item.notes.to_string()),
        TextField::TaskTitle(task) => {
            view.tasks.iter().find(|other| other.id == task).map(|task| task.title.to_string())
        }
    }
}
