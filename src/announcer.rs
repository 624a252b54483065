//! What is said aloud of the other's acts: merged, one line in five seconds at most, never typing.

use alongside_room::{
    AboutChange, AgendaChange, Change, ItemId, MembersChange, SessionsChange, TasksChange, TimerChange,
};

use crate::strings::{Key, count, fill, list, t};

/// The least time between two lines about others, in milliseconds.
const BETWEEN: u64 = 5_000;

/// What somebody did to the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockDeed {
    /// Started it.
    Started,
    /// Paused it.
    Paused,
    /// Let it go on.
    Resumed,
    /// Stopped it.
    Stopped,
    /// Gave it other time.
    Timed,
}

/// What one person did, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Deeds {
    counts: [u32; KINDS.len()],
    joined: bool,
    /// What the room came to: ended, or open again.
    room: Option<Key>,
    /// What the session came to: closed, or open again.
    session: Option<Key>,
    /// The open session has another date.
    dated: bool,
    /// It has another call link.
    linked: bool,
    /// Points that are new.
    pub new_items: Vec<ItemId>,
    /// The title of what they moved on to.
    pub moved_on: Option<String>,
    /// What they did to the clock last.
    pub clock: Option<ClockDeed>,
}

const KINDS: [Key; 15] = [
    Key::DidAddPoints,
    Key::DidAddTasks,
    Key::DidDiscuss,
    Key::DidUntick,
    Key::DidPutOff,
    Key::DidBringBack,
    Key::DidFinish,
    Key::DidLetGo,
    Key::DidReopenTasks,
    Key::DidMove,
    Key::DidMoveTasks,
    Key::DidRemove,
    Key::DidRemoveTasks,
    Key::DidChange,
    Key::DidChangeTasks,
];

impl Deeds {
    /// Counts a change. Typing is none, and the clock and moving on are told with what they came to.
    pub fn add(&mut self, change: &Change) {
        let kind = match change {
            Change::Agenda(AgendaChange::Added(item)) => {
                self.new_items.push(*item);
                Key::DidAddPoints
            }
            Change::Tasks(TasksChange::Added(_)) => Key::DidAddTasks,
            Change::Agenda(AgendaChange::Discussed(_)) => Key::DidDiscuss,
            Change::Agenda(AgendaChange::Reopened(_)) => Key::DidUntick,
            Change::Agenda(AgendaChange::Postponed(_)) => Key::DidPutOff,
            Change::Agenda(AgendaChange::TakenUp(item)) => {
                self.new_items.push(*item);
                Key::DidBringBack
            }
            Change::Tasks(TasksChange::Done(_)) => Key::DidFinish,
            Change::Tasks(TasksChange::LetGo(_)) => Key::DidLetGo,
            Change::Tasks(TasksChange::Reopened(_)) => Key::DidReopenTasks,
            Change::Agenda(AgendaChange::Reordered(_)) => Key::DidMove,
            Change::Tasks(TasksChange::Reordered(_)) => Key::DidMoveTasks,
            Change::Agenda(AgendaChange::Gone(_)) => Key::DidRemove,
            Change::Tasks(TasksChange::Gone(_)) => Key::DidRemoveTasks,
            Change::Agenda(AgendaChange::Changed(_)) => Key::DidChange,
            Change::Tasks(TasksChange::Changed(_)) => Key::DidChangeTasks,
            Change::Sessions(SessionsChange::Closed) | Change::Sessions(SessionsChange::Reopened) => {
                let closed = *change == Change::Sessions(SessionsChange::Closed);
                self.session = Some(if closed { Key::DidCloseSession } else { Key::DidReopenSession });
                // That was another session's.
                (self.dated, self.linked) = (false, false);
                return;
            }
            Change::Sessions(SessionsChange::Dated) => {
                self.dated = true;
                return;
            }
            Change::Sessions(SessionsChange::Linked) => {
                self.linked = true;
                return;
            }
            Change::Members(MembersChange::Joined(_)) => {
                self.joined = true;
                return;
            }
            Change::About(AboutChange::Ended) => {
                self.room = Some(Key::DidEnd);
                return;
            }
            Change::About(AboutChange::Reopened) => {
                self.room = Some(Key::DidReopen);
                return;
            }
            Change::Agenda(AgendaChange::Typed(_))
            | Change::Tasks(TasksChange::Typed(_))
            | Change::Agenda(AgendaChange::CurrentChanged)
            | Change::Timer(TimerChange::Changed)
            | Change::Other => {
                return;
            }
        };
        if let Some(at) = KINDS.iter().position(|each| *each == kind) {
            self.counts[at] += 1;
        }
    }

    /// Nothing worth saying.
    pub fn is_empty(&self) -> bool {
        self.counts.iter().all(|count| *count == 0)
            && !self.joined
            && self.room.is_none()
            && self.session.is_none()
            && !self.dated
            && !self.linked
            && self.moved_on.is_none()
            && self.clock.is_none()
    }

    /// "added 3 points, finished 2 tasks and set the session’s date to 25 Nov"; the day is the open session's.
    pub fn words(&self, session_day: Option<&str>) -> String {
        let mut parts = Vec::new();
        if self.joined {
            parts.push(t(Key::DidJoin).to_owned());
        }
        parts.extend(self.room.map(|key| t(key).to_owned()));
        if let Some(deed) = self.clock.filter(|_| self.room != Some(Key::DidEnd)) {
            let key = match deed {
                ClockDeed::Started => Key::DidStart,
                ClockDeed::Paused => Key::DidPause,
                ClockDeed::Resumed => Key::DidResume,
                ClockDeed::Stopped => Key::DidStop,
                ClockDeed::Timed => Key::DidTime,
            };
            parts.push(t(key).to_owned());
        }
        if let Some(title) = &self.moved_on {
            parts.push(fill(Key::DidMoveOn, &[("title", title)]));
        }
        for (kind, n) in KINDS.iter().zip(self.counts) {
            if n > 0 {
                parts.push(count(*kind, n, &[]));
            }
        }
        parts.extend(self.session.map(|key| t(key).to_owned()));
        if self.dated {
            parts.push(match session_day {
                Some(day) => fill(Key::DidDateSession, &[("day", day)]),
                None => t(Key::DidUndateSession).to_owned(),
            });
        }
        if self.linked {
            parts.push(t(Key::DidLinkSession).to_owned());
        }
        list(&parts)
    }
}

/// Gathers what others did and says when to speak.
#[derive(Debug, Default)]
pub struct Announcer {
    gathered: Vec<(String, Deeds)>,
    spoke: Option<u64>,
}

impl Announcer {
    /// The deeds of this person that were not told yet, to add to.
    pub fn of(&mut self, name: &str) -> &mut Deeds {
        let at = match self.gathered.iter().position(|(each, _)| each == name) {
            Some(at) => at,
            None => {
                self.gathered.push((name.to_owned(), Deeds::default()));
                self.gathered.len() - 1
            }
        };
        &mut self.gathered[at].1
    }

    /// Milliseconds to wait before speaking; none when there is nothing to say.
    pub fn due(&self, now: u64) -> Option<u64> {
        let any = self.gathered.iter().any(|(_, deeds)| !deeds.is_empty());
        any.then(|| self.spoke.map_or(0, |spoke| (spoke + BETWEEN).saturating_sub(now)))
    }

    /// The line to say now, if it is time; the day is the open session's.
    pub fn speak(&mut self, now: u64, session_day: Option<&str>) -> Option<String> {
        if self.due(now)? > 0 {
            return None;
        }
        self.spoke = Some(now);
        let lines: Vec<String> = self
            .gathered
            .drain(..)
            .filter(|(_, deeds)| !deeds.is_empty())
            .map(|(name, deeds)| fill(Key::DidLine, &[("name", &name), ("what", &deeds.words(session_day))]))
            .collect();
        Some(lines.join(". "))
    }
}

#[cfg(test)]
mod tests {
    use alongside_room::TaskId;

    use super::*;

    #[test]
    fn three_points_in_a_row_are_one_line() {
        let mut announcer = Announcer::default();
        for n in 0..3 {
            announcer.of("Ana").add(&Change::Agenda(AgendaChange::Added(ItemId([n; 8]))));
        }
        assert_eq!(announcer.speak(1_000, None).as_deref(), Some("Ana added 3 points"));
        assert_eq!(announcer.due(1_000), None);
    }

    #[test]
    fn the_next_line_waits_five_seconds_and_gathers() {
        let mut announcer = Announcer::default();
        announcer.of("Ana").clock = Some(ClockDeed::Paused);
        assert_eq!(announcer.speak(1_000, None).as_deref(), Some("Ana paused"));
        announcer.of("Ana").add(&Change::Tasks(TasksChange::Added(TaskId([1; 8]))));
        assert_eq!(announcer.speak(2_000, None), None);
        announcer.of("Ana").add(&Change::Tasks(TasksChange::Done(TaskId([1; 8]))));
        assert_eq!(announcer.due(2_000), Some(4_000));
        assert_eq!(announcer.speak(6_000, None).as_deref(), Some("Ana added 1 task and finished 1 task"));
    }

    #[test]
    fn what_was_taken_back_is_not_said_as_done() {
        let (mut deeds, task) = (Deeds::default(), TaskId([1; 8]));
        let item = ItemId([1; 8]);
        for change in [
            Change::Agenda(AgendaChange::Reopened(item)),
            Change::Agenda(AgendaChange::Postponed(item)),
            Change::Tasks(TasksChange::LetGo(task)),
        ] {
            deeds.add(&change);
        }
        deeds.add(&Change::Tasks(TasksChange::Reopened(task)));
        let words = "unticked 1 point, put off 1 point, let go of 1 task and reopened 1 task";
        assert_eq!(deeds.words(None), words);
    }

    #[test]
    fn a_closed_session_is_not_said_to_have_another_date() {
        let mut deeds = Deeds::default();
        deeds.add(&Change::Sessions(SessionsChange::Dated));
        deeds.add(&Change::Sessions(SessionsChange::Closed));
        assert_eq!(deeds.words(Some("2 Dec")), "closed the session");
        deeds.add(&Change::Sessions(SessionsChange::Dated));
        deeds.add(&Change::Sessions(SessionsChange::Linked));
        let words = "closed the session, set the session’s date to 2 Dec and changed the call link";
        assert_eq!(deeds.words(Some("2 Dec")), words);
        assert!(deeds.words(None).contains("took the session’s date away"));
    }

    #[test]
    fn typing_is_never_announced() {
        let mut announcer = Announcer::default();
        announcer.of("Ana").add(&Change::Agenda(AgendaChange::Typed(ItemId([1; 8]))));
        assert_eq!(announcer.due(0), None);
        assert_eq!(announcer.speak(0, None), None);
    }
}
