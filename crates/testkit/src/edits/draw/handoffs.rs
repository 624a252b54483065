//! Draws edits of hand-offs.

use alongside_room::{BriefingId, CheckBack, Handed, HandoffId, HandoffReply, HandoffsEdit, Level, MemberId, TaskId};

use super::{Draw, Reach};
use crate::chance::Choices;

impl<C: Choices> Draw<'_, C> {
    pub(super) fn handoffs(&mut self, variant: &str) -> Option<HandoffsEdit> {
        Some(match variant {
            "SetOutcome" => HandoffsEdit::SetOutcome { task: self.task()?, text: self.words() },
            "SetMayFail" => HandoffsEdit::SetMayFail { task: self.task()?, text: self.words() },
            "Brief" => {
                let (line, is_missing) = (BriefingId(self.new_id(3)), self.yes);
                HandoffsEdit::Brief { task: self.task()?, line, is_missing, text: self.words() }
            }
            "Fill" => {
                let (task, line) = self.line(|_, _| true)?;
                HandoffsEdit::Fill { task, line, text: if self.yes { self.words() } else { String::new() } }
            }
            "RemoveLine" => {
                let (task, line) = self.line(|me, by| by == me)?;
                HandoffsEdit::RemoveLine { task, line }
            }
            "Offer" => {
                let to = match self.reach {
                    Reach::Screen => self.screen.pair.iter().copied().find(|member| *member != self.screen.me)?,
                    Reach::Anything => self.member(),
                };
                let (task, handoff) = (self.offered_task()?, HandoffId(self.new_id(3)));
                let level = Level::ALL[self.choices.below(3) as usize];
                HandoffsEdit::Offer { task, handoff, to, level, until: self.check_back() }
            }
            "Answer" => {
                let replies = [HandoffReply::Accepted, HandoffReply::NeedsHelp, HandoffReply::GivenBack];
                // Who has it says now and then that it goes on.
                let any = *self.choices.pick(&replies)?;
                let reply = if self.choices.one_in(2) { HandoffReply::Accepted } else { any };
                let (task, handoff) = self.handed(|me, handed| handed.receiver == me)?;
                let line = if self.yes { self.words() } else { String::new() };
                HandoffsEdit::Answer { task, handoff, reply, until: self.check_back(), line }
            }
            "Talk" => {
                let (task, handoff) = self.handed(|_, _| true)?;
                let now = self.screen.view.handoff(task);
                let offer = now.and_then(|handoff| handoff.offers.last()).map(|offer| offer.terms.until.day.clone());
                let check_back = offer.unwrap_or_else(|| self.check_back().day);
                HandoffsEdit::Talk { task, handoff, check_back, giver: self.member(), title: self.words() }
            }
            _ => return None,
        })
    }

    /// A task that no other has committed to.
    fn offered_task(&mut self) -> Option<TaskId> {
        let (me, view) = (self.screen.me, self.screen.view);
        match self.reach {
            Reach::Screen => {
                let is_free = |owner: Option<MemberId>| owner.is_none_or(|owner| owner == me);
                let tasks = view.tasks.iter().filter(|task| is_free(task.owner) || task.is_ask());
                let tasks: Vec<_> = tasks.map(|task| task.id).collect();
                self.choices.pick(&tasks).copied()
            }
            Reach::Anything => self.task(),
        }
    }

    /// A line of a briefing.
    fn line(&mut self, is_meant: impl Fn(MemberId, MemberId) -> bool) -> Option<(TaskId, BriefingId)> {
        let (me, view) = (self.screen.me, self.screen.view);
        match self.reach {
            Reach::Screen => {
                let lines = view.handoffs.iter().flat_map(|one| one.briefing.iter().map(|line| (one.task, line)));
                let lines: Vec<_> = lines.filter(|(_, line)| is_meant(me, line.by)).collect();
                self.choices.pick(&lines).map(|(task, line)| (*task, line.id))
            }
            Reach::Anything => Some((TaskId(self.new_id(3)), BriefingId(self.new_id(3)))),
        }
    }

    /// A task that is handed over, with its offer.
    fn handed(&mut self, is_meant: impl Fn(MemberId, &Handed) -> bool) -> Option<(TaskId, HandoffId)> {
        let (me, view) = (self.screen.me, self.screen.view);
        match self.reach {
            Reach::Screen => {
                let now = alongside_room::Moment(0);
                let handed = view.tasks.iter().filter_map(|task| Some((task.id, view.handed(task, now)?)));
                let handed: Vec<_> = handed.filter(|(_, handed)| is_meant(me, handed)).collect();
                self.choices.pick(&handed).map(|(task, handed)| (*task, handed.terms.handoff))
            }
            Reach::Anything => Some((TaskId(self.new_id(3)), HandoffId(self.new_id(3)))),
        }
    }

    fn check_back(&mut self) -> CheckBack {
        let (days, aheads) = match self.reach {
            Reach::Screen => (&["2199-12-03", "2199-12-04"][..], &[0, 60, -480][..]),
            Reach::Anything => (&["2026-12-03", "1970-01-01", "2026-02-30", "soon", ""][..], &[0, 840, i16::MIN][..]),
        };
        let day = self.choices.pick(days).copied().unwrap_or_default().to_owned();
        CheckBack { day, ahead: self.choices.pick(aheads).copied().unwrap_or_default() }
    }
}
