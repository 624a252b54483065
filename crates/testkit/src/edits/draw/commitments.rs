//! Draws edits of commitments and habits.

use alongside_room::{Came, CommitmentsEdit, HabitId, HabitsEdit, TaskId};

use super::{Draw, Reach};
use crate::chance::Choices;

impl<C: Choices> Draw<'_, C> {
    pub(super) fn commitments(&mut self, variant: &str) -> Option<CommitmentsEdit> {
        let (task, session) = (self.commitment()?, self.session());
        Some(match variant {
            "Commit" => CommitmentsEdit::Commit { task, session },
            "SetConfidence" => {
                let confidence = match self.reach {
                    Reach::Screen => 1 + self.choices.below(5) as u8,
                    Reach::Anything => self.choices.below(256) as u8,
                };
                CommitmentsEdit::SetConfidence { task, confidence: self.yes.then_some(confidence) }
            }
            "Answer" => {
                let all = [Some(Came::Moved), Some(Came::Changed), Some(Came::Done), Some(Came::LetGo), None];
                CommitmentsEdit::Answer { task, session, came: *self.choices.pick(&all)? }
            }
            "SetLine" => CommitmentsEdit::SetLine { task, session, line: self.words() },
            _ => return None,
        })
    }

    pub(super) fn habits(&mut self, variant: &str) -> Option<HabitsEdit> {
        if variant == "Begin" {
            return Some(HabitsEdit::Begin { habit: HabitId(self.new_id(3)), words: self.words() });
        }
        let habit = self.habit()?;
        Some(match variant {
            "Reword" => HabitsEdit::Reword { habit, words: self.words() },
            "Tick" => {
                let week = *self.choices.pick(&["2026-11-23", "2026-11-16", "2026-11-09"])?;
                HabitsEdit::Tick { habit, week: week.to_owned(), done: self.yes }
            }
            "Rest" => HabitsEdit::Rest { habit, rests: self.yes },
            _ => return None,
        })
    }

    /// A commitment of mine, at a screen.
    fn commitment(&mut self) -> Option<TaskId> {
        match self.reach {
            Reach::Screen => {
                let (me, tasks) = (self.screen.me, &self.screen.view.tasks);
                let mine = tasks.iter().filter(|task| task.is_commitment() && task.owner == Some(me));
                self.choices.pick(&mine.map(|task| task.id).collect::<Vec<_>>()).copied()
            }
            Reach::Anything => Some(TaskId(self.new_id(3))),
        }
    }

    fn habit(&mut self) -> Option<HabitId> {
        match self.reach {
            Reach::Screen => {
                let (me, habits) = (self.screen.me, &self.screen.view.habits);
                let mine = habits.iter().filter(|habit| habit.owner == me);
                self.choices.pick(&mine.map(|habit| habit.id).collect::<Vec<_>>()).copied()
            }
            Reach::Anything => Some(HabitId(self.new_id(3))),
        }
    }
}
