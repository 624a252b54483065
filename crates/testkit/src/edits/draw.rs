//! Draws an edit of a given kind: its target from what a screen shows, the rest from choices.

mod agreement;
mod commitments;
mod handoffs;
mod keys;
mod shapes;

use alongside_room::{
    AboutEdit, AgendaEdit, BinnedThing, BlockId, BlockKind, CommentId, DecisionsEdit, DeviceId, Edit, ItemId, MemberId,
    MembersEdit, Mode, Outcome, PassageId, PassagesEdit, Place, Role, SessionId, SessionsEdit, Status, TaskId,
    TasksEdit, TextEdit, TextField, TimerEdit, View, WordingId,
};

use super::EditKind;
use crate::chance::Choices;

/// What one person's screen shows.
pub struct Screen<'a> {
    pub me: MemberId,
    pub view: &'a View,
    /// Members who stay: another entry may be joined to one of theirs, never the other way round.
    pub pair: &'a [MemberId],
}

/// Whether edits are limited to what the screen offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// What a person can do there: edits of things that are shown, and new things with fresh ids.
    Screen,
    /// What any program could try: a handful of ids, whether or not things of these ids exist, so that two copies may
    /// add the same thing; texts and numbers at their limits.
    Anything,
}

/// An edit of this kind; `None` if the screen shows nothing that it could apply to.
pub fn draw(kind: EditKind, screen: &Screen<'_>, reach: Reach, choices: &mut impl Choices) -> Option<Edit> {
    let yes = choices.one_in(2);
    let mut draw = Draw { screen, reach, choices, yes };
    match kind.concept {
        "About" => draw.about(kind.variant).map(Edit::About),
        "Members" => draw.members(kind.variant).map(Edit::Members),
        "Sessions" => draw.sessions(kind.variant).map(Edit::Sessions),
        "Agenda" => draw.agenda(kind.variant).map(Edit::Agenda),
        "Tasks" => draw.tasks(kind.variant).map(Edit::Tasks),
        "Text" => draw.text(kind.variant).map(Edit::Text),
        "Timer" => draw.timer(kind.variant).map(Edit::Timer),
        "Devices" => draw.devices(kind.variant).map(Edit::Devices),
        "Keyring" => draw.keyring(kind.variant).map(Edit::Keyring),
        "Invitations" => draw.invitations(kind.variant).map(Edit::Invitations),
        "Passages" => draw.passages(kind.variant).map(Edit::Passages),
        "Decisions" => draw.decisions(kind.variant).map(Edit::Decisions),
        "Handoffs" => draw.handoffs(kind.variant).map(Edit::Handoffs),
        "Shapes" => draw.shapes(kind.variant).map(Edit::Shapes),
        "Commitments" => draw.commitments(kind.variant).map(Edit::Commitments),
        "Habits" => draw.habits(kind.variant).map(Edit::Habits),
        "Agreement" => draw.agreement(kind.variant).map(Edit::Agreement),
        _ => None,
    }
}

/// A shared text that the screen shows; notes more often than titles.
pub fn draw_field(view: &View, choices: &mut impl Choices) -> Option<TextField> {
    let item = choices.pick(&view.agenda).map(|item| item.id);
    let task = choices.pick(&view.tasks).map(|task| task.id);
    let wording = choices.pick(&view.agreement.parts).and_then(|part| part.wording);
    match (choices.below(6), item, task, wording) {
        (0, _, Some(task), _) => Some(TextField::TaskTitle(task)),
        (1, Some(item), ..) => Some(TextField::ItemTitle(item)),
        (2, .., Some(wording)) => Some(TextField::Wording(wording)),
        (_, Some(item), ..) => Some(TextField::ItemNotes(item)),
        _ => None,
    }
}

struct Draw<'a, C> {
    screen: &'a Screen<'a>,
    reach: Reach,
    choices: &'a mut C,
    /// One choice that most kinds need.
    yes: bool,
}

/// A method for each concept, an arm for each variant.
impl<C: Choices> Draw<'_, C> {
    fn about(&mut self, variant: &str) -> Option<AboutEdit> {
        let modes = [Mode::Partners, Mode::Mentoring, Mode::Leading, Mode::Coaching];
        Some(match variant {
            "SetExpected" => AboutEdit::SetExpected { name: self.words() },
            "SetMode" => AboutEdit::SetMode(*self.choices.pick(&modes)?),
            "SetPlanned" => AboutEdit::SetPlanned(self.maybe_number(8)),
            "End" => AboutEdit::End,
            "Reopen" if self.reach == Reach::Screen => self.screen.view.ended.map(|_| AboutEdit::Reopen)?,
            "Reopen" => AboutEdit::Reopen,
            _ => return None,
        })
    }

    fn members(&mut self, variant: &str) -> Option<MembersEdit> {
        let role = if self.yes { Role::Coach } else { Role::Coachee };
        Some(match variant {
            "Join" => MembersEdit::Join { member: MemberId(self.new_id(4)), name: self.words(), role },
            "Rename" => MembersEdit::Rename { member: self.member(), name: self.words() },
            "SetRole" => MembersEdit::SetRole { member: self.member(), role },
            "JoinNames" if self.reach == Reach::Screen => {
                let Screen { me, view, pair } = *self.screen;
                let from = view.members.iter().map(|member| member.id).find(|member| !pair.contains(member))?;
                MembersEdit::JoinNames { from, into: me }
            }
            "JoinNames" => MembersEdit::JoinNames { from: self.member(), into: self.member() },
            "AddKey" => {
                let public = self.new_key();
                MembersEdit::AddKey { public, device: DeviceId::of(&public) }
            }
            _ => return None,
        })
    }

    fn sessions(&mut self, variant: &str) -> Option<SessionsEdit> {
        let session = self.session();
        Some(match variant {
            "SetDate" => SessionsEdit::SetDate { session, date: self.date() },
            "SetCallLink" => SessionsEdit::SetCallLink { session, link: self.words() },
            "Close" => SessionsEdit::Close { session },
            "Reopen" if self.reach == Reach::Screen => {
                SessionsEdit::Reopen { session: self.screen.view.earlier.last()?.id }
            }
            "Reopen" => SessionsEdit::Reopen { session },
            _ => return None,
        })
    }

    fn agenda(&mut self, variant: &str) -> Option<AgendaEdit> {
        Some(match variant {
            "Add" => {
                let (item, title) = (ItemId(self.new_id(4)), self.words());
                let after = self.item().map_or(Place::Last, Place::After);
                AgendaEdit::Add { item, title, place: if self.yes { Place::Last } else { after } }
            }
            "SetDiscussed" => AgendaEdit::SetDiscussed { item: self.item()?, discussed: self.yes },
            "SetMinutes" => AgendaEdit::SetMinutes { item: self.item()?, minutes: self.maybe_number(15) },
            "SetRaisedBy" => AgendaEdit::SetRaisedBy { item: self.item()?, member: self.member() },
            "Reorder" => AgendaEdit::Reorder { item: self.item()?, place: self.place(Self::item) },
            "Postpone" => AgendaEdit::Postpone { item: self.item()? },
            "TakeUp" if self.reach == Reach::Screen => {
                AgendaEdit::TakeUp { item: self.choices.pick(&self.screen.view.postponed)?.id }
            }
            "TakeUp" => AgendaEdit::TakeUp { item: self.item()? },
            "MakeTask" => AgendaEdit::MakeTask { item: self.item()?, task: TaskId(self.new_id(3)) },
            "Answer" => AgendaEdit::Answer { item: self.item()?, answer: self.words() },
            "Delete" => AgendaEdit::Delete { item: self.item()? },
            "Restore" => AgendaEdit::Restore {
                item: self.binned(Self::item, |what| match what {
                    BinnedThing::Item(item) => Some(item),
                    BinnedThing::Task(_) => None,
                })?,
            },
            "SetCurrent" => {
                let item = self.item().filter(|_| self.yes);
                AgendaEdit::SetCurrent { session: self.session(), item }
            }
            "MoveOn" => {
                let left = self.left();
                AgendaEdit::MoveOn { session: self.session(), left, item: self.item()? }
            }
            "WrapUp" => AgendaEdit::WrapUp { left: self.left(), session: self.session() },
            _ => return None,
        })
    }

    /// The item that both leave: the current one, at a screen.
    fn left(&mut self) -> Option<ItemId> {
        let current = self.screen.view.current.map(|current| current.item);
        let left = if self.reach == Reach::Screen { current } else { self.item() };
        left.filter(|_| self.yes)
    }

    fn tasks(&mut self, variant: &str) -> Option<TasksEdit> {
        Some(match variant {
            "Add" => {
                let (task, owner) = (TaskId(self.new_id(3)), self.member());
                let done = self.choices.one_in(8);
                TasksEdit::Add { task, title: self.words(), owner: self.yes.then_some(owner), done }
            }
            "SetStatus" => {
                let status = *self.choices.pick(&[Status::Done, Status::LetGo, Status::Open])?;
                TasksEdit::SetStatus { task: self.task()?, status }
            }
            "SetOwner" => {
                let owner = self.member();
                TasksEdit::SetOwner { task: self.task()?, owner: self.yes.then_some(owner) }
            }
            "SetDue" => TasksEdit::SetDue { task: self.task()?, due: self.date().map(|date| date[..10].to_owned()) },
            "SetLink" => TasksEdit::SetLink { task: self.task()?, link: self.words() },
            "SetFirstStep" => TasksEdit::SetFirstStep { task: self.task()?, step: self.words() },
            "AddComment" => {
                let comment = CommentId(self.new_id(2));
                TasksEdit::AddComment { task: self.task()?, comment, text: self.words() }
            }
            "DeleteComment" if self.reach == Reach::Screen => {
                let mut own = Vec::new();
                for task in self.screen.view.tasks.iter() {
                    let by_me = task.comments.iter().filter(|comment| comment.by == self.screen.me);
                    own.extend(by_me.map(|comment| (task.id, comment.id)));
                }
                let (task, comment) = *self.choices.pick(&own)?;
                TasksEdit::DeleteComment { task, comment }
            }
            "DeleteComment" => TasksEdit::DeleteComment { task: self.task()?, comment: CommentId(self.new_id(2)) },
            "Reorder" => TasksEdit::Reorder { task: self.task()?, place: self.place(Self::task) },
            "Delete" => TasksEdit::Delete { task: self.task()? },
            "Restore" => TasksEdit::Restore {
                task: self.binned(Self::task, |what| match what {
                    BinnedThing::Task(task) => Some(task),
                    BinnedThing::Item(_) => None,
                })?,
            },
            _ => return None,
        })
    }

    fn text(&mut self, variant: &str) -> Option<TextEdit> {
        match (variant, self.reach) {
            ("Retype", Reach::Screen) => self.retype(),
            ("Retype", Reach::Anything) => {
                let field = match self.choices.below(6) {
                    0 => TextField::TaskTitle(self.task()?),
                    1 => TextField::ItemTitle(self.item()?),
                    2 => TextField::Wording(WordingId(self.new_id(3))),
                    _ => TextField::ItemNotes(self.item()?),
                };
                let (base, text) = (self.words(), self.words());
                Some(TextEdit::Retype { field, base, text, caret: self.maybe_number(1).map(u32::from) })
            }
            _ => None,
        }
    }

    fn timer(&mut self, variant: &str) -> Option<TimerEdit> {
        if variant == "Start" {
            let kind = if self.yes { BlockKind::Work } else { BlockKind::Break };
            let budget = self.choices.one_in(2);
            let block = BlockId(self.new_id(3));
            let (budget, with) = match self.reach {
                Reach::Screen => (budget.then_some(1_500_000), vec![self.screen.me]),
                Reach::Anything => {
                    let most = if self.choices.one_in(2) { 5_000 } else { u64::MAX };
                    let budget = budget.then(|| self.choices.below(most));
                    (budget, (0..self.choices.below(3)).map(|_| self.member()).collect())
                }
            };
            return Some(TimerEdit::Start { block, kind, budget, with });
        }
        let block = match self.reach {
            Reach::Screen if variant == "Report" => self.screen.view.blocks.last()?.id,
            Reach::Screen => self.screen.view.timer.block?,
            Reach::Anything => BlockId(self.new_id(3)),
        };
        let outcomes = [Outcome::Done, Outcome::Partly, Outcome::NotDone, Outcome::Skipped];
        Some(match variant {
            "Pause" => TimerEdit::Pause { block },
            "Resume" => TimerEdit::Resume { block },
            "Stop" => TimerEdit::Stop { block },
            "AddTime" => {
                let by = match self.reach {
                    Reach::Screen if self.yes => 300_000,
                    Reach::Screen => -60_000,
                    Reach::Anything => i64::from_le_bytes(self.choices.bytes()),
                };
                TimerEdit::AddTime { block, by }
            }
            "Join" => TimerEdit::Join { block },
            "SetIntention" => TimerEdit::SetIntention { block, text: self.words() },
            "Report" => TimerEdit::Report { block, outcome: *self.choices.pick(&outcomes)?, line: self.words() },
            _ => return None,
        })
    }

    fn passages(&mut self, variant: &str) -> Option<PassagesEdit> {
        let (item, passage) = match self.reach {
            Reach::Screen => {
                let passage = self.choices.pick(&self.screen.view.passages)?;
                (passage.item, passage.id)
            }
            Reach::Anything => (self.item()?, PassageId(self.new_id(4))),
        };
        Some(match variant {
            "BringBack" => PassagesEdit::BringBack { item, passage },
            "Forget" => PassagesEdit::Forget { item, passage },
            _ => return None,
        })
    }

    fn decisions(&mut self, variant: &str) -> Option<DecisionsEdit> {
        Some(match variant {
            "Record" => DecisionsEdit::Record { item: self.item()?, outcome: self.words() },
            "Withdraw" if self.reach == Reach::Screen => {
                DecisionsEdit::Withdraw { item: self.choices.pick(&self.screen.view.decisions)?.item }
            }
            "Withdraw" => DecisionsEdit::Withdraw { item: self.item()? },
            _ => return None,
        })
    }
}

/// The values that edits are made of.
impl<C: Choices> Draw<'_, C> {
    /// Inserts or deletes letters somewhere.
    fn retype(&mut self) -> Option<TextEdit> {
        let field = draw_field(self.screen.view, self.choices)?;
        let base = text(self.screen.view, field)?;
        let mut letters: Vec<char> = base.chars().collect();
        let at = self.choices.below(letters.len() as u64 + 1) as usize;
        let mut end = at;
        if letters.len() > at && self.choices.one_in(4) {
            // A letter, or a passage.
            let gone = if self.choices.one_in(3) { letters.len().min(at + 12) } else { at + 1 };
            letters.drain(at..gone);
        } else {
            let put = *self.choices.pick(&["a", "né", "🙂", " ", "👩‍👧", "שלום", "Two options: wait. "])?;
            letters.splice(at..at, put.chars());
            end += put.chars().count();
        }
        let caret = letters[..end].iter().map(|letter| letter.len_utf16() as u32).sum();
        Some(TextEdit::Retype { field, base, text: letters.into_iter().collect(), caret: Some(caret) })
    }

    fn words(&mut self) -> String {
        match self.reach {
            Reach::Screen => format!("Words {}", self.choices.below(1_000)),
            Reach::Anything => {
                let parts = ["", "a", "b", "no ", "é", "🎉", "👩‍👧", "שלום", "\n", "<b>"];
                (0..self.choices.below(5)).filter_map(|_| self.choices.pick(&parts)).copied().collect()
            }
        }
    }

    fn date(&mut self) -> Option<String> {
        let day_and_time = self.choices.one_in(2);
        self.yes.then(|| if day_and_time { "2026-12-02T15:00[Europe/Berlin]" } else { "2026-11-25" }.to_owned())
    }

    /// No number, one that a person would choose, or any.
    fn maybe_number(&mut self, usual: u16) -> Option<u16> {
        let number = match self.reach {
            Reach::Screen => usual,
            Reach::Anything => u16::from_le_bytes(self.choices.bytes()),
        };
        self.yes.then_some(number)
    }

    /// An id for a new thing; with `Reach::Anything` one of `few`.
    fn new_id(&mut self, few: u64) -> [u8; 8] {
        match self.reach {
            Reach::Screen => self.choices.bytes(),
            Reach::Anything => [1 + self.choices.below(few) as u8; 8],
        }
    }

    fn new_key(&mut self) -> [u8; 32] {
        match self.reach {
            Reach::Screen => self.choices.bytes(),
            Reach::Anything => [1 + self.choices.below(3) as u8; 32],
        }
    }

    fn item(&mut self) -> Option<ItemId> {
        match self.reach {
            Reach::Screen => self.choices.pick(&self.screen.view.agenda).map(|item| item.id),
            Reach::Anything => Some(ItemId(self.new_id(4))),
        }
    }

    fn task(&mut self) -> Option<TaskId> {
        match self.reach {
            Reach::Screen => self.choices.pick(&self.screen.view.tasks).map(|task| task.id),
            Reach::Anything => Some(TaskId(self.new_id(3))),
        }
    }

    fn session(&mut self) -> SessionId {
        match self.reach {
            Reach::Screen => self.screen.view.session.id,
            Reach::Anything => (0..self.choices.below(4)).fold(SessionId::FIRST, |session, _| session.next()),
        }
    }

    fn member(&mut self) -> MemberId {
        match self.reach {
            Reach::Screen => self.choices.pick(&self.screen.view.members).map_or(self.screen.me, |member| member.id),
            Reach::Anything => MemberId(self.new_id(4)),
        }
    }

    fn device(&mut self) -> Option<DeviceId> {
        match self.reach {
            Reach::Screen => self.choices.pick(&self.screen.view.devices).map(|device| device.id),
            Reach::Anything => Some(DeviceId::of(&self.new_key())),
        }
    }

    fn place<Id>(&mut self, id: impl Fn(&mut Self) -> Option<Id>) -> Place<Id> {
        match self.choices.below(3) {
            0 => Place::First,
            1 => id(self).map_or(Place::Last, Place::After),
            _ => Place::Last,
        }
    }

    /// Something in the bin, or anything with `Reach::Anything`.
    fn binned<Id: Copy>(
        &mut self,
        any: impl Fn(&mut Self) -> Option<Id>,
        wanted: impl Fn(BinnedThing) -> Option<Id>,
    ) -> Option<Id> {
        match self.reach {
            Reach::Screen => {
                let ids: Vec<_> = self.screen.view.bin.iter().filter_map(|binned| wanted(binned.what)).collect();
                self.choices.pick(&ids).copied()
            }
            Reach::Anything => any(self),
        }
    }
}

fn text(view: &View, field: TextField) -> Option<String> {
    match field {
        TextField::ItemTitle(item) => view.item(item).map(|item| item.title.to_string()),
        TextField::ItemNotes(item) => view.item(item).map(|item| item.notes.to_string()),
        TextField::TaskTitle(task) => {
            view.tasks.iter().find(|other| other.id == task).map(|task| task.title.to_string())
        }
        TextField::Wording(wording) => {
            let part = view.agreement.parts.iter().find(|part| part.wording == Some(wording));
            part.map(|part| part.words.to_string())
        }
    }
}
