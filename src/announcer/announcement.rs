//! A change in words, and where it goes in the sentence.

use alongside_room::{BinnedThing, ItemId, Timer, View};

use crate::strings::{Key, fill, titled};

/// How much of a title is said.
const LETTERS_OF_TITLE: usize = 40;

/// The place of an announcement in the sentence about one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Position {
    Joined,
    /// They ended or reopened the room.
    Room,
    /// They said what the room is for.
    Kind,
    /// That they had started the timer apart from me.
    Met,
    /// What they did to the timer.
    Clock,
    /// How much longer or shorter they made the block.
    ClockTime,
    /// That they came into a block.
    JoinedBlock,
    /// How they said that a block went.
    Reported,
    /// What they made the current item.
    Current,
    /// They chose or changed the steps of the session.
    Steps,
    /// They began a habit.
    Habit,
    /// They changed what was settled.
    Agreement,
    /// They agreed to a text, or took that back.
    Agreed,
    /// They answered whether the purpose is still right.
    StillRight,
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
    /// A task that they handed over, or what they said to one.
    HandedOver,
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
    pub(super) position: Position,
    pub(super) words: Words,
    /// Positions whose announcements this one makes superfluous.
    pub(super) supersedes: &'static [Position],
    /// What was changed, where it can be named.
    pub(super) subject: Option<Subject>,
    /// The point that the change added to the agenda, if it added one.
    pub(super) new_item: Option<ItemId>,
    /// Nobody's hand did it: the words are a sentence by themselves.
    pub(super) by_itself: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Words {
    /// Said with the number of what was changed, unless only one was, which is named.
    Counted(Key),
    /// Said once; the latest announcement in a position replaces the earlier ones.
    Once(String),
    /// Said beside others in its position, each once.
    Each(String),
    /// By how many minutes a block is another than before the first of such changes.
    Minutes { before: u64, after: u64 },
}

/// What a change was made to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Subject {
    pub(super) thing: BinnedThing,
    /// The announcement that names it.
    pub(super) named: String,
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

impl Occasion<'_> {
    /// The title of a row, also of one that is in the bin now.
    pub fn title(&self, of: BinnedThing) -> Option<&str> {
        let view = self.view;
        let there = match of {
            BinnedThing::Item(item) => view.item(item).map(|item| &*item.title),
            BinnedThing::Task(task) => view.tasks.iter().find(|each| each.id == task).map(|task| &*task.title),
        };
        there.or_else(|| view.bin.iter().find(|binned| binned.what == of).map(|binned| &*binned.title))
    }
}

impl Announcement {
    /// An announcement with a number: "added 3 points".
    pub fn counted(position: Position, words: Key) -> Self {
        Self::new(position, Words::Counted(words))
    }

    /// The same about one thing, which `one` names by its title: "finished ‘Call Eva’", as long as there is no other.
    pub fn about(self, thing: BinnedThing, one: Key, title: Option<&str>) -> Self {
        let subject = title.map(|title| Subject { thing, named: fill(one, &[("title", &shortened(titled(title)))]) });
        Self { subject, ..self }
    }

    /// An announcement that a block of so many minutes has another length now.
    pub fn minutes(position: Position, before: u64, after: u64) -> Self {
        Self::new(position, Words::Minutes { before, after })
    }

    /// An announcement that replaces an earlier one in this position: "paused".
    pub fn once(position: Position, words: impl Into<String>) -> Self {
        Self::new(position, Words::Once(words.into()))
    }

    /// An announcement about one thing, beside those about others: "took ‘Call Eva’".
    pub fn each(position: Position, thing: BinnedThing, words: impl Into<String>) -> Self {
        let named = words.into();
        let new = Self::new(position, Words::Each(named.clone()));
        Self { subject: Some(Subject { thing, named }), ..new }
    }

    /// Whether it says why the screen changes now, and so is said at once although it happened while I was away.
    pub fn is_of_now(&self) -> bool {
        self.position == Position::Met
    }

    fn new(position: Position, words: Words) -> Self {
        Self { position, words, supersedes: &[], subject: None, new_item: None, by_itself: false }
    }

    /// Says it of nobody: "The break began".
    pub fn by_itself(self) -> Self {
        Self { by_itself: true, ..self }
    }

    /// Whether it is told under a name.
    pub fn is_of_somebody(&self) -> bool {
        !self.by_itself
    }

    /// Drops announcements in these positions when this one is added; where it is about one thing, only those about that thing.
    pub fn superseding(self, supersedes: &'static [Position]) -> Self {
        Self { supersedes, ..self }
    }

    /// Notes that the change added this point to the agenda.
    pub fn with_new_item(self, new_item: Option<ItemId>) -> Self {
        Self { new_item, ..self }
    }
}

/// As much of a title as a sentence bears.
fn shortened(title: &str) -> String {
    match title.char_indices().nth(LETTERS_OF_TITLE) {
        Some((at, _)) => format!("{}…", title[..at].trim_end()),
        None => title.to_owned(),
    }
}
