//! Announces the other's changes: gathered into sentences, one in five seconds at most.
//!
//! The words for a change come from its concept (`announce` in the concept's folder, listed in `concepts`). In this
//! file is only where an announcement goes in the sentence, which others it replaces, and when the sentence is said.

use alongside_room::{ItemId, Timer, View};

use crate::strings::{Key, count, fill, list};

/// The shortest time between two sentences about others, in milliseconds.
const BETWEEN: u64 = 5_000;
/// How long changes are gathered before the first sentence, in milliseconds.
const GATHER: u64 = 400;

/// The place of an announcement in the sentence about one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Position {
    Joined,
    /// They ended or reopened the room.
    Room,
    /// That they had started the timer apart from me.
    Met,
    /// What they did to the timer.
    Clock,
    /// How they said that a block went.
    Reported,
    /// What they made the current item.
    Current,
    Added,
    Discussed,
    /// Points they marked as not discussed.
    Unticked,
    Postponed,
    /// Points they brought back to this session.
    TakenUp,
    Done,
    LetGo,
    Reopened,
    /// A task that they took on.
    Taken,
    /// A task that they were asked for and did not take on.
    Declined,
    Reordered,
    Removed,
    /// Other things that they changed.
    Changed,
    /// They closed or reopened the session.
    Session,
    /// They changed the session's date.
    SessionDate,
    /// They changed the session's call link.
    SessionLink,
}

/// A change in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    position: Position,
    words: Words,
    /// Positions whose announcements this one makes superfluous.
    supersedes: &'static [Position],
    /// The point that the change added to the agenda, if it added one.
    new_item: Option<ItemId>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Words {
    /// Said with the number of such changes.
    Counted(Key),
    /// Said once; the latest announcement in a position replaces the earlier ones.
    Once(String),
    /// Said beside others in its position, each once.
    Each(String),
}

/// What an announcement may depend on besides the change.
pub struct Occasion<'a> {
    /// The room after the change.
    pub view: &'a View,
    /// The timer before the change.
    pub clock_before: &'a Timer,
    /// The open session's date, formatted.
    pub session_day: Option<&'a str>,
    /// Whether the change was made while this copy was not connected.
    pub while_away: bool,
}

/// What one person did, for one sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Announcements {
    /// In the order of the sentence, each with its number.
    parts: Vec<(Position, Words, u32)>,
    /// The points that were added to the agenda.
    pub new_items: Vec<ItemId>,
}

/// Gathers what others did, and decides when to announce it.
#[derive(Debug, Default)]
pub struct Announcer {
    gathered: Vec<(String, Announcements)>,
    /// When the first of the gathered changes arrived.
    since: Option<u64>,
    spoke: Option<u64>,
}

impl Announcement {
    /// An announcement with a number: "added 3 points".
    pub fn counted(position: Position, words: Key) -> Self {
        Self::new(position, Words::Counted(words))
    }

    /// An announcement that replaces an earlier one in this position: "paused".
    pub fn once(position: Position, words: impl Into<String>) -> Self {
        Self::new(position, Words::Once(words.into()))
    }

    /// An announcement about one thing, beside those about others: "took ‘Call Eva’".
    pub fn each(position: Position, words: impl Into<String>) -> Self {
        Self::new(position, Words::Each(words.into()))
    }

    /// Whether it says why the screen changes now, and so is said at once although it happened while I was away.
    pub fn is_of_now(&self) -> bool {
        self.position == Position::Met
    }

    fn new(position: Position, words: Words) -> Self {
        Self { position, words, supersedes: &[], new_item: None }
    }

    /// Drops announcements in these positions when this one is added.
    pub fn superseding(self, supersedes: &'static [Position]) -> Self {
        Self { supersedes, ..self }
    }

    /// Notes that the change added this point to the agenda.
    pub fn with_new_item(self, new_item: Option<ItemId>) -> Self {
        Self { new_item, ..self }
    }
}

impl Announcements {
    /// Adds an announcement to the sentence.
    pub fn add(&mut self, new: Announcement) {
        let Announcement { position, words, supersedes, new_item } = new;
        self.new_items.extend(new_item);
        self.parts.retain(|(other, ..)| !supersedes.contains(other));
        let is_once = matches!(words, Words::Once(_));
        match self.parts.iter_mut().find(|part| part.0 == position && (is_once || part.1 == words)) {
            Some(part) => (part.1, part.2) = (words, part.2 + 1),
            None => {
                let at = self.parts.partition_point(|part| (part.0, &part.1) < (position, &words));
                self.parts.insert(at, (position, words, 1));
            }
        }
    }

    /// "added 3 points, finished 2 tasks and set the session’s date to 25 Nov".
    pub fn words(&self) -> String {
        let parts: Vec<String> = self
            .parts
            .iter()
            .map(|(_, words, n)| match words {
                Words::Counted(key) => count(*key, *n, &[]),
                Words::Once(words) | Words::Each(words) => words.clone(),
            })
            .collect();
        list(&parts)
    }
}

/// The announcements of this person in the list, which is extended if it has none.
pub fn of_person<'a>(list: &'a mut Vec<(String, Announcements)>, name: &str) -> &'a mut Announcements {
    let at = list.iter().position(|(each, _)| each == name).unwrap_or_else(|| {
        list.push((name.to_owned(), Announcements::default()));
        list.len() - 1
    });
    &mut list[at].1
}

impl Announcer {
    /// Adds an announcement about this person.
    pub fn hear(&mut self, now: u64, name: &str, announcement: Announcement) {
        self.since.get_or_insert(now);
        of_person(&mut self.gathered, name).add(announcement);
    }

    /// Milliseconds until the next sentence; `None` if there is nothing to say.
    pub fn due(&self, now: u64) -> Option<u64> {
        let gathered = self.since? + GATHER;
        let at = self.spoke.map_or(gathered, |spoke| gathered.max(spoke + BETWEEN));
        Some(at.saturating_sub(now))
    }

    /// The sentence to say now, if it is due.
    pub fn speak(&mut self, now: u64) -> Option<String> {
        if self.due(now)? > 0 {
            return None;
        }
        (self.since, self.spoke) = (None, Some(now));
        let sentences: Vec<String> = self
            .gathered
            .drain(..)
            .map(|(name, said)| fill(Key::DidLine, &[("name", &name), ("what", &said.words())]))
            .collect();
        Some(sentences.join(". "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added() -> Announcement {
        Announcement::counted(Position::Added, Key::DidAddTasks)
    }

    fn said(all: impl IntoIterator<Item = Announcement>) -> String {
        let mut announcements = Announcements::default();
        all.into_iter().for_each(|each| announcements.add(each));
        announcements.words()
    }

    #[test]
    fn three_points_in_a_row_are_one_sentence() {
        let mut announcer = Announcer::default();
        for _ in 0..3 {
            announcer.hear(600, "Ana", Announcement::counted(Position::Added, Key::DidAddPoints));
        }
        assert_eq!(announcer.speak(900), None);
        assert_eq!(announcer.speak(1_000).as_deref(), Some("Ana added 3 points"));
        assert_eq!(announcer.due(1_000), None);
    }

    #[test]
    fn the_next_sentence_waits_five_seconds_and_gathers() {
        let mut announcer = Announcer::default();
        announcer.hear(600, "Ana", Announcement::once(Position::Clock, "paused"));
        assert_eq!(announcer.speak(1_000).as_deref(), Some("Ana paused"));
        announcer.hear(1_500, "Ana", added());
        assert_eq!(announcer.speak(2_000), None);
        announcer.hear(2_000, "Ana", Announcement::counted(Position::Done, Key::DidFinish));
        assert_eq!(announcer.due(2_000), Some(4_000));
        assert_eq!(announcer.speak(6_000).as_deref(), Some("Ana added 1 task and finished 1 task"));
    }

    #[test]
    fn a_sentence_has_one_order_whatever_came_first() {
        let changed = || Announcement::counted(Position::Changed, Key::DidChangeTasks);
        let points = || Announcement::counted(Position::Added, Key::DidAddPoints);
        let joined = || Announcement::once(Position::Joined, "joined");
        let words = "joined, added 1 point, added 2 tasks and changed 1 task";
        assert_eq!(said([changed(), added(), points(), joined(), added()]), words);
        assert_eq!(said([joined(), points(), added(), added(), changed()]), words);
    }

    #[test]
    fn things_that_are_named_are_said_one_by_one() {
        let took = |title: &str| Announcement::each(Position::Taken, format!("took ‘{title}’"));
        assert_eq!(said([took("One"), took("Two"), took("One")]), "took ‘One’ and took ‘Two’");
    }

    #[test]
    fn an_announcement_that_is_said_once_is_the_latest() {
        let clock = |words: &str| Announcement::once(Position::Clock, words);
        assert_eq!(said([clock("paused"), clock("resumed")]), "resumed");
        let ended = || Announcement::once(Position::Room, "ended").superseding(&[Position::Clock]);
        assert_eq!(said([clock("paused"), ended()]), "ended");
        assert_eq!(said([ended(), clock("paused")]), "ended and paused");
    }
}
