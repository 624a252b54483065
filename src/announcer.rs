//! Announces the other's changes: gathered into sentences, one in five seconds at most.
//!
//! The words for a change come from its concept (`announce` in the concept's folder, listed in `concepts`). In this
//! file is only where an announcement goes in the sentence, which others it replaces, and when the sentence is said.

mod announcement;

use alongside_room::{BinnedThing, ItemId};

pub use self::announcement::{Announcement, Occasion, Position};
use self::announcement::{Subject, Words};
use crate::strings::{Key, count, fill, list, t};

/// The shortest time between two sentences about others, in milliseconds.
const BETWEEN: u64 = 5_000;
/// How long changes are gathered before the first sentence, in milliseconds.
const GATHER: u64 = 400;

/// A sentence about others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    pub words: String,
    /// The one thing that it names.
    pub about: Option<BinnedThing>,
}

/// What one person did, for one sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Announcements {
    /// In the order of the sentence.
    parts: Vec<SentencePart>,
    /// The points that were added to the agenda.
    pub new_items: Vec<ItemId>,
}

/// What was announced alike.
#[derive(Debug, Clone, PartialEq, Eq)]
struct SentencePart {
    position: Position,
    words: Words,
    /// How many changes without a subject.
    others: u32,
    /// Each once, however often it was changed.
    subjects: Vec<Subject>,
}

/// Gathers what others did, and decides when to announce it.
#[derive(Debug, Default)]
pub struct Announcer {
    gathered: Vec<(String, Announcements)>,
    /// When the first of the gathered changes arrived.
    since: Option<u64>,
    spoke: Option<u64>,
}

impl Announcements {
    /// Adds an announcement to the sentence.
    pub fn add(&mut self, new: Announcement) {
        let Announcement { position, words, supersedes, subject, new_item, .. } = new;
        // What is new has not changed besides.
        let is_new = |subject: &Subject| {
            let added = self.parts.iter().filter(|part| part.position == Position::Added);
            added.flat_map(|part| &part.subjects).any(|added| added.thing == subject.thing)
        };
        if position == Position::Changed && subject.as_ref().is_some_and(is_new) {
            return;
        }
        self.new_items.extend(new_item);
        self.parts.retain_mut(|part| !supersedes.contains(&part.position) || part.goes_on_without(subject.as_ref()));
        let is_apart = matches!(words, Words::Counted(_) | Words::Each(_));
        let same = |part: &&mut SentencePart| part.position == position && (!is_apart || part.words == words);
        match self.parts.iter_mut().find(same) {
            Some(part) => {
                part.words = match (&part.words, words) {
                    (Words::Minutes { before, .. }, Words::Minutes { after, .. }) => {
                        Words::Minutes { before: *before, after }
                    }
                    (_, words) => words,
                };
                part.count(subject);
            }
            None => {
                let at = self.parts.partition_point(|part| (part.position, &part.words) < (position, &words));
                let mut part = SentencePart { position, words, others: 0, subjects: Vec::new() };
                part.count(subject);
                self.parts.insert(at, part);
            }
        }
    }

    /// "added 3 points, finished ‘Call Eva’ and set the date to 25 Nov".
    pub fn words(&self) -> String {
        let parts: Vec<String> = self.parts.iter().map(SentencePart::words).collect();
        list(&parts)
    }

    /// The one thing that it names; what is said of no thing ("joined") does not count.
    fn about(&self) -> Option<BinnedThing> {
        let named = self.parts.iter().filter(|part| matches!(part.words, Words::Counted(_) | Words::Each(_)));
        let first = named.clone().next()?.subjects.first()?.thing;
        let is_of_it = |part: &SentencePart| part.others == 0 && part.subjects.iter().all(|each| each.thing == first);
        named.clone().all(is_of_it).then_some(first)
    }
}

impl SentencePart {
    /// Forgets what it says of this thing; with `None` of all. Whether something is left to say.
    fn goes_on_without(&mut self, subject: Option<&Subject>) -> bool {
        let Some(Subject { thing, .. }) = subject else { return false };
        self.subjects.retain(|other| other.thing != *thing);
        self.others > 0 || !self.subjects.is_empty()
    }

    fn count(&mut self, subject: Option<Subject>) {
        match subject {
            // Under the title that it has now.
            Some(subject) => match self.subjects.iter_mut().find(|known| known.thing == subject.thing) {
                Some(known) => *known = subject,
                None => self.subjects.push(subject),
            },
            None => self.others += 1,
        }
    }

    fn words(&self) -> String {
        match (&self.words, self.others, &*self.subjects) {
            (Words::Once(words) | Words::Each(words), ..) => words.clone(),
            (Words::Counted(_), 0, [only]) => only.named.clone(),
            (Words::Counted(key), others, subjects) => count(*key, others + subjects.len() as u32, &[]),
            (Words::Minutes { before, after }, ..) if after > before => {
                count(Key::DidAddTime, (after - before) as u32, &[])
            }
            (Words::Minutes { before, after }, ..) if after < before => {
                count(Key::DidTakeTime, (before - after) as u32, &[])
            }
            (Words::Minutes { .. }, ..) => t(Key::DidKeepTime).to_owned(),
        }
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
    pub fn speak(&mut self, now: u64) -> Option<Sentence> {
        if self.due(now)? > 0 {
            return None;
        }
        (self.since, self.spoke) = (None, Some(now));
        let about = if let [(_, only)] = &*self.gathered { only.about() } else { None };
        let sentences: Vec<String> = self
            .gathered
            .drain(..)
            .map(|(name, said)| match &*name {
                "" => said.words(),
                name => fill(Key::DidLine, &[("name", name), ("what", &said.words())]),
            })
            .collect();
        Some(Sentence { words: sentences.join(". "), about })
    }
}

#[cfg(test)]
mod tests {
    use alongside_room::TaskId;

    use super::*;

    fn added() -> Announcement {
        Announcement::counted(Position::Added, Key::DidAddTasks)
    }

    fn said(all: impl IntoIterator<Item = Announcement>) -> String {
        let mut announcements = Announcements::default();
        all.into_iter().for_each(|each| announcements.add(each));
        announcements.words()
    }

    fn words(sentence: Option<Sentence>) -> Option<String> {
        sentence.map(|sentence| sentence.words)
    }

    const TASK: BinnedThing = BinnedThing::Task(TaskId([1; 8]));
    const OTHER: BinnedThing = BinnedThing::Task(TaskId([2; 8]));

    #[test]
    fn three_points_in_a_row_are_one_sentence() {
        let mut announcer = Announcer::default();
        for _ in 0..3 {
            announcer.hear(600, "Ana", Announcement::counted(Position::Added, Key::DidAddPoints));
        }
        assert_eq!(announcer.speak(900), None);
        assert_eq!(words(announcer.speak(1_000)), Some("Ana added 3 points".to_owned()));
        assert_eq!(announcer.due(1_000), None);
    }

    #[test]
    fn the_next_sentence_waits_five_seconds_and_gathers() {
        let mut announcer = Announcer::default();
        announcer.hear(600, "Ana", Announcement::once(Position::Clock, "paused"));
        assert_eq!(words(announcer.speak(1_000)), Some("Ana paused".to_owned()));
        announcer.hear(1_500, "Ana", added());
        assert_eq!(announcer.speak(2_000), None);
        announcer.hear(2_000, "Ana", Announcement::counted(Position::Done, Key::DidFinish));
        assert_eq!(announcer.due(2_000), Some(4_000));
        assert_eq!(words(announcer.speak(6_000)), Some("Ana added 1 task and finished 1 task".to_owned()));
    }

    #[test]
    fn what_is_news_of_one_thing_takes_the_place_of_lesser_news_of_that_thing_alone() {
        let changed = |thing| {
            Announcement::counted(Position::Changed, Key::DidChangeTasks).about(thing, Key::DidChangeOne, Some("Pay"))
        };
        let offered =
            || Announcement::each(Position::HandedOver, TASK, "offered you ‘Eva’").superseding(&[Position::Changed]);
        assert_eq!(said([changed(TASK), offered()]), "offered you ‘Eva’");
        assert_eq!(said([changed(TASK), changed(OTHER), offered()]), "offered you ‘Eva’ and changed ‘Pay’");
    }

    #[test]
    fn what_nobody_did_is_said_without_a_name() {
        let mut announcer = Announcer::default();
        announcer.hear(600, "", Announcement::once(Position::Clock, "The break began").by_itself());
        assert_eq!(words(announcer.speak(1_100)), Some("The break began".to_owned()));
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
        let took = |title: &str| Announcement::each(Position::Taken, TASK, format!("took ‘{title}’"));
        assert_eq!(said([took("One"), took("Two"), took("One")]), "took ‘One’ and took ‘Two’");
    }

    #[test]
    fn one_thing_is_named_and_counted_once_however_often_it_was_changed() {
        let finished = |thing: BinnedThing, title: &str| {
            Announcement::counted(Position::Done, Key::DidFinish).about(thing, Key::DidFinishOne, Some(title))
        };
        assert_eq!(said([finished(TASK, "Call Ev"), finished(TASK, "Call Eva")]), "finished ‘Call Eva’");
        assert_eq!(said([finished(TASK, "Call Eva"), finished(OTHER, "Call Eva")]), "finished 2 tasks");
        assert_eq!(said([finished(TASK, "")]), "finished ‘Untitled’");
        let long = said([finished(TASK, &"long ".repeat(20))]);
        assert_eq!(long, "finished ‘long long long long long long long long…’");
    }

    #[test]
    fn what_was_added_is_not_said_to_have_changed_as_well() {
        let about = |said: Announcement, thing, title| said.about(thing, Key::DidAddTask, Some(title));
        let changed = |thing| {
            Announcement::counted(Position::Changed, Key::DidChangeTasks).about(thing, Key::DidChangeOne, Some("Pay"))
        };
        let new = about(added(), TASK, "Call Eva");
        assert_eq!(said([new.clone(), changed(TASK)]), "added the task ‘Call Eva’");
        assert_eq!(said([new, changed(OTHER)]), "added the task ‘Call Eva’ and changed ‘Pay’");
    }

    #[test]
    fn a_sentence_leads_to_the_one_thing_that_it_names() {
        let finished = |thing| {
            Announcement::counted(Position::Done, Key::DidFinish).about(thing, Key::DidFinishOne, Some("Call Eva"))
        };
        let took = |thing| Announcement::each(Position::Taken, thing, "took ‘Call Eva’");
        let about = |all: &[(&str, Announcement)]| {
            let mut announcer = Announcer::default();
            all.iter().for_each(|(name, each)| announcer.hear(0, name, each.clone()));
            announcer.speak(1_000).and_then(|sentence| sentence.about)
        };
        assert_eq!(about(&[("Ben", finished(TASK))]), Some(TASK));
        assert_eq!(about(&[("Ben", took(TASK)), ("Ben", finished(TASK))]), Some(TASK));
        assert_eq!(about(&[("Ben", finished(TASK)), ("Ben", finished(OTHER))]), None);
        assert_eq!(about(&[("Ben", took(TASK)), ("Ben", finished(OTHER))]), None);
        assert_eq!(about(&[("Ben", finished(TASK)), ("Ben", added())]), None);
        assert_eq!(about(&[("Ben", finished(TASK)), ("Ana", finished(TASK))]), None, "one line about two people");
        let joined = Announcement::once(Position::Joined, "joined");
        assert_eq!(about(&[("Ben", joined.clone())]), None);
        assert_eq!(about(&[("Ben", joined), ("Ben", finished(TASK))]), Some(TASK));
    }

    #[test]
    fn minutes_are_said_from_before_the_first_change_to_after_the_last() {
        let time = |before, after| Announcement::minutes(Position::ClockTime, before, after);
        assert_eq!(said([time(25, 30)]), "added 5 minutes");
        assert_eq!(said([time(25, 30), time(30, 35)]), "added 10 minutes");
        assert_eq!(said([time(25, 35), time(25, 35)]), "added 10 minutes");
        assert_eq!(said([time(25, 20)]), "took off 5 minutes");
        assert_eq!(said([time(25, 30), time(30, 25)]), "left the time as it was");
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
