//! What people do: every edit there is, undo and redo, and where their caret is.

use alongside_peer::{Input, Now, Peer, io::Caret};
use alongside_room::{
    AboutEdit, AgendaEdit, BinnedThing, BlockId, BlockKind, CommentId, DevicesEdit, Edit, ItemId, KeyId, KeyringEdit,
    KeyringSecret, MemberId, MembersEdit, Mode, Outcome, Place, Role, SessionId, SessionsEdit, Status, TaskId,
    TasksEdit, TextEdit, TextField, TimerEdit, View,
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
            Edit::Members(MembersEdit::Join { .. }) => Self::Join,
            Edit::Members(MembersEdit::Rename { .. }) => Self::Rename,
            Edit::Members(MembersEdit::SetRole { .. }) => Self::SetRole,
            Edit::Members(MembersEdit::JoinNames { .. }) => Self::JoinNames,
            Edit::About(AboutEdit::SetExpected { .. }) => Self::SetExpected,
            Edit::About(AboutEdit::SetMode(_)) => Self::SetMode,
            Edit::About(AboutEdit::SetPlanned(_)) => Self::SetPlanned,
            Edit::About(AboutEdit::End) => Self::EndRoom,
            Edit::About(AboutEdit::Reopen) => Self::ReopenRoom,
            Edit::Devices(DevicesEdit::Add { .. }) => Self::AddDevice,
            Edit::Devices(DevicesEdit::RotateKey { .. }) => Self::Move,
            Edit::Keyring(KeyringEdit::Hold { .. }) => Self::HoldKey,
            Edit::Keyring(KeyringEdit::TakeOff { .. }) => Self::TakeOffKey,
            Edit::Sessions(SessionsEdit::SetDate { .. }) => Self::SetDate,
            Edit::Sessions(SessionsEdit::SetCallLink { .. }) => Self::SetCallLink,
            Edit::Sessions(SessionsEdit::Close { .. }) => Self::CloseSession,
            Edit::Sessions(SessionsEdit::Reopen { .. }) => Self::ReopenSession,
            Edit::Agenda(AgendaEdit::Add { .. }) => Self::AddItem,
            Edit::Agenda(AgendaEdit::SetDiscussed { .. }) => Self::SetDiscussed,
            Edit::Agenda(AgendaEdit::SetMinutes { .. }) => Self::SetMinutes,
            Edit::Agenda(AgendaEdit::SetRaisedBy { .. }) => Self::SetRaisedBy,
            Edit::Agenda(AgendaEdit::Reorder { .. }) => Self::MoveItem,
            Edit::Agenda(AgendaEdit::Postpone { .. }) => Self::MoveToNextSession,
            Edit::Agenda(AgendaEdit::TakeUp { .. }) => Self::MoveToThisSession,
            Edit::Agenda(AgendaEdit::MakeTask { .. }) => Self::MakeTask,
            Edit::Agenda(AgendaEdit::Answer { .. }) => Self::AnswerNow,
            Edit::Agenda(AgendaEdit::Delete { .. }) => Self::DeleteItem,
            Edit::Agenda(AgendaEdit::Restore { .. }) => Self::RestoreItem,
            Edit::Agenda(AgendaEdit::SetCurrent { .. }) => Self::SetCurrent,
            Edit::Tasks(TasksEdit::Add { .. }) => Self::AddTask,
            Edit::Tasks(TasksEdit::SetStatus { .. }) => Self::SetStanding,
            Edit::Tasks(TasksEdit::SetOwner { .. }) => Self::SetOwner,
            Edit::Tasks(TasksEdit::SetDue { .. }) => Self::SetDue,
            Edit::Tasks(TasksEdit::SetLink { .. }) => Self::SetLink,
            Edit::Tasks(TasksEdit::SetFirstStep { .. }) => Self::SetFirstStep,
            Edit::Tasks(TasksEdit::AddComment { .. }) => Self::AddComment,
            Edit::Tasks(TasksEdit::DeleteComment { .. }) => Self::DeleteComment,
            Edit::Tasks(TasksEdit::Reorder { .. }) => Self::MoveTask,
            Edit::Tasks(TasksEdit::Delete { .. }) => Self::DeleteTask,
            Edit::Tasks(TasksEdit::Restore { .. }) => Self::RestoreTask,
            Edit::Text(TextEdit::Retype { .. }) => Self::Retype,
            Edit::Timer(TimerEdit::Start { .. }) => Self::StartTimer,
            Edit::Timer(TimerEdit::Pause { .. }) => Self::PauseTimer,
            Edit::Timer(TimerEdit::Resume { .. }) => Self::ResumeTimer,
            Edit::Timer(TimerEdit::Stop { .. }) => Self::StopTimer,
            Edit::Timer(TimerEdit::AddTime { .. }) => Self::AddTime,
            Edit::Timer(TimerEdit::Join { .. }) => Self::JoinBlock,
            Edit::Timer(TimerEdit::SetIntention { .. }) => Self::SetIntention,
            Edit::Timer(TimerEdit::Report { .. }) => Self::Report,
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
            Act::Join => Edit::Members(MembersEdit::Join {
                member: MemberId(self.chance.bytes()),
                name: self.words(),
                role: role(yes),
            }),
            Act::Rename => Edit::Members(MembersEdit::Rename { member: self.member(), name: self.words() }),
            Act::SetRole => Edit::Members(MembersEdit::SetRole { member: self.member(), role: role(yes) }),
            Act::JoinNames => Edit::Members(MembersEdit::JoinNames { from: self.stranger()?, into: me }),
            Act::SetExpected => Edit::About(AboutEdit::SetExpected { name: self.words() }),
            Act::SetMode => Edit::About(AboutEdit::SetMode(if yes { Mode::Mentoring } else { Mode::Partners })),
            Act::SetPlanned => Edit::About(AboutEdit::SetPlanned(yes.then_some(8))),
            Act::EndRoom => Edit::About(AboutEdit::End),
            Act::ReopenRoom => view.ended.map(|_| Edit::About(AboutEdit::Reopen))?,
            Act::AddDevice => {
                let (key, under) = (self.chance.bytes(), KeyId(self.chance.bytes()));
                Edit::Devices(DevicesEdit::Add { key, name: self.words(), under })
            }
            Act::HoldKey => {
                let (room, secret, me) =
                    (self.chance.bytes(), KeyringSecret(self.chance.bytes()), MemberId(self.chance.bytes()));
                Edit::Keyring(KeyringEdit::Hold { room, secret, me, name: self.words(), from: None })
            }
            Act::TakeOffKey => Edit::Keyring(KeyringEdit::TakeOff { room: view.keyring.first()?.room }),
            Act::SetDate => Edit::Sessions(SessionsEdit::SetDate {
                session: self.session(),
                date: yes.then(|| "2026-12-02T15:00".into()),
            }),
            Act::SetCallLink => {
                Edit::Sessions(SessionsEdit::SetCallLink { session: self.session(), link: self.words() })
            }
            Act::CloseSession => Edit::Sessions(SessionsEdit::Close { session: view.session.id }),
            Act::ReopenSession => Edit::Sessions(SessionsEdit::Reopen { session: view.earlier.last()?.id }),
            Act::AddItem => {
                let (item, title) = (ItemId(self.chance.bytes()), self.words());
                let after = self.item().map_or(Place::Last, Place::After);
                Edit::Agenda(AgendaEdit::Add { item, title, place: if yes { Place::Last } else { after } })
            }
            Act::SetDiscussed => Edit::Agenda(AgendaEdit::SetDiscussed { item: self.item()?, discussed: yes }),
            Act::SetMinutes => Edit::Agenda(AgendaEdit::SetMinutes { item: self.item()?, minutes: yes.then_some(15) }),
            Act::SetRaisedBy => Edit::Agenda(AgendaEdit::SetRaisedBy { item: self.item()?, member: self.member() }),
            Act::MoveItem => Edit::Agenda(AgendaEdit::Reorder { item: self.item()?, place: self.place(Self::item) }),
            Act::MoveToNextSession => Edit::Agenda(AgendaEdit::Postpone { item: self.item()? }),
            Act::MoveToThisSession => Edit::Agenda(AgendaEdit::TakeUp { item: view.postponed.first()?.id }),
            Act::MakeTask => {
                Edit::Agenda(AgendaEdit::MakeTask { item: self.item()?, task: TaskId(self.chance.bytes()) })
            }
            Act::AnswerNow => Edit::Agenda(AgendaEdit::Answer { item: self.item()?, answer: self.words() }),
            Act::DeleteItem => Edit::Agenda(AgendaEdit::Delete { item: self.item()? }),
            Act::RestoreItem => self.binned(|what| match what {
                BinnedThing::Item(item) => Some(Edit::Agenda(AgendaEdit::Restore { item })),
                BinnedThing::Task(_) => None,
            })?,
            Act::SetCurrent => {
                Edit::Agenda(AgendaEdit::SetCurrent { session: view.session.id, item: self.item().filter(|_| yes) })
            }
            Act::AddTask => {
                let (task, owner) = (TaskId(self.chance.bytes()), yes.then_some(me));
                Edit::Tasks(TasksEdit::Add { task, title: self.words(), owner, done: self.chance.one_in(8) })
            }
            Act::SetStanding => {
                let standing = if yes { Status::Done } else { Status::LetGo };
                Edit::Tasks(TasksEdit::SetStatus { task: self.task()?, status: standing })
            }
            Act::SetOwner => {
                Edit::Tasks(TasksEdit::SetOwner { task: self.task()?, owner: Some(self.member()).filter(|_| yes) })
            }
            Act::SetDue => Edit::Tasks(TasksEdit::SetDue { task: self.task()?, due: yes.then(|| "2026-11-25".into()) }),
            Act::SetLink => Edit::Tasks(TasksEdit::SetLink { task: self.task()?, link: self.words() }),
            Act::SetFirstStep => Edit::Tasks(TasksEdit::SetFirstStep { task: self.task()?, step: self.words() }),
            Act::AddComment => Edit::Tasks(TasksEdit::AddComment {
                task: self.task()?,
                comment: CommentId(self.chance.bytes()),
                text: self.words(),
            }),
            Act::DeleteComment => {
                let mine = |task: &TaskId, by: MemberId, comment| (by == me).then_some((*task, comment));
                let all = view.tasks.iter().flat_map(|task| {
                    task.comments.iter().filter_map(move |comment| mine(&task.id, comment.by, comment.id))
                });
                let (task, comment) = *self.chance.pick(&all.collect::<Vec<_>>())?;
                Edit::Tasks(TasksEdit::DeleteComment { task, comment })
            }
            Act::MoveTask => Edit::Tasks(TasksEdit::Reorder { task: self.task()?, place: self.place(Self::task) }),
            Act::DeleteTask => Edit::Tasks(TasksEdit::Delete { task: self.task()? }),
            Act::RestoreTask => self.binned(|what| match what {
                BinnedThing::Task(task) => Some(Edit::Tasks(TasksEdit::Restore { task })),
                BinnedThing::Item(_) => None,
            })?,
            Act::Retype => self.retype()?,
            Act::StartTimer => {
                let kind = if yes { BlockKind::Work } else { BlockKind::Break };
                let budget = self.chance.one_in(2).then_some(1_500_000);
                Edit::Timer(TimerEdit::Start { block: BlockId(self.chance.bytes()), kind, budget, with: vec![me] })
            }
            Act::PauseTimer => Edit::Timer(TimerEdit::Pause { block: view.timer.block? }),
            Act::ResumeTimer => Edit::Timer(TimerEdit::Resume { block: view.timer.block? }),
            Act::StopTimer => Edit::Timer(TimerEdit::Stop { block: view.timer.block? }),
            Act::AddTime => {
                Edit::Timer(TimerEdit::AddTime { block: view.timer.block?, by: if yes { 300_000 } else { -60_000 } })
            }
            Act::JoinBlock => Edit::Timer(TimerEdit::Join { block: view.timer.block? }),
            Act::SetIntention => Edit::Timer(TimerEdit::SetIntention { block: view.timer.block?, text: self.words() }),
            Act::Report => {
                let outcome = if yes { Outcome::Partly } else { Outcome::Done };
                Edit::Timer(TimerEdit::Report { block: view.blocks.last()?.id, outcome, line: self.words() })
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
        let mut end = at;
        if letters.len() > at && self.chance.one_in(4) {
            letters.remove(at);
        } else {
            let put = *self.chance.pick(&["a", "né", "🙂", " ", "👩‍👧", "שלום"])?;
            letters.splice(at..at, put.chars());
            end += put.chars().count();
        }
        let caret = letters[..end].iter().map(|letter| letter.len_utf16() as u32).sum();
        Some(Edit::Text(TextEdit::Retype { field, base, text: letters.into_iter().collect(), caret: Some(caret) }))
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
