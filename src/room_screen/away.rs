//! What changed while I was away.

use std::rc::Rc;

use alongside_room::{ItemId, Moment};
use gloo::timers::callback::Interval;
use yew::prelude::*;

use crate::{
    announcer::{Announcement, Announcements, of_person},
    browser::{
        dates,
        prefs::{Prefs, in_room},
    },
    calendar,
    open_room::store::Room,
    strings::{Key, fill, t},
};

/// What changed while I was away, for the bar that says so.
#[derive(Debug, Clone, PartialEq)]
pub struct Away {
    /// "Since 31 Oct Ana added 3 points."
    pub words: Option<AttrValue>,
    /// The points that were added.
    pub items: Rc<[ItemId]>,
}

/// What each person did while I was away, until I have dismissed it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AwayNews {
    by_person: Vec<(String, Announcements)>,
    is_read: bool,
    /// Others were told and put away on this visit.
    was_read: bool,
}

/// What happens to [`AwayNews`].
pub enum AwayAction {
    /// Changes arrived, under the names of these people.
    Came(Vec<(String, Announcement)>),
    /// I have dismissed it.
    Read,
}

impl Reducible for AwayNews {
    type Action = AwayAction;

    fn reduce(self: Rc<Self>, action: AwayAction) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            AwayAction::Came(came) => {
                if next.is_read {
                    // They are told since I put the others away, which was on this visit.
                    next = Self { was_read: true, ..Self::default() };
                }
                for (name, announcement) in came {
                    of_person(&mut next.by_person, &name).add(announcement);
                }
            }
            AwayAction::Read => next.is_read = true,
        }
        next.into()
    }
}

impl AwayNews {
    /// One sentence for each person, about the time since I was here last.
    pub fn words(&self, last_visit: Option<Moment>) -> Option<AttrValue> {
        if self.is_read || self.by_person.is_empty() {
            return None;
        }
        let day = last_visit.filter(|_| !self.was_read).map(since_when);
        let lines: Vec<String> =
            self.by_person.iter().map(|(name, said)| since(name, day.as_deref(), &said.words())).collect();
        Some(lines.join(" ").into())
    }

    /// The points that were added since.
    pub fn new_items(&self) -> Rc<[ItemId]> {
        self.by_person.iter().flat_map(|(_, said)| said.new_items.iter().copied()).collect()
    }
}

/// When I was here last, as stored before this visit; from now on that is now.
#[hook]
pub fn use_last_visit(room: &Room, prefs: Prefs) -> Option<Moment> {
    let pref = in_room("seen", room.id);
    let last = use_memo((), |()| prefs.text(&pref).and_then(|text| text.parse().ok()).map(Moment));
    use_effect_with((), {
        let room = room.clone();
        move |()| {
            let note = move || prefs.set(&pref, &room.now().0.to_string());
            note();
            let interval = Interval::new(60_000, note);
            move || drop(interval)
        }
    });
    *last
}

/// "Since 31 Oct something changed here."
pub fn something_changed(last_visit: Option<Moment>) -> AttrValue {
    match last_visit.map(since_when) {
        Some(day) => fill(Key::SinceChanged, &[("day", &day)]).into(),
        None => t(Key::SinceChangedNoDay).into(),
    }
}

/// The time of a visit of today, or the day of an earlier one.
fn since_when(visit: Moment) -> String {
    if dates::written(visit) == dates::today() { calendar::time_of(visit) } else { calendar::day_of(visit) }
}

/// "Since 31 Oct Ana added 3 points."
fn since(name: &str, day: Option<&str>, what: &str) -> String {
    match day {
        Some(day) => fill(Key::SinceAway, &[("day", day), ("name", name), ("what", what)]),
        None => fill(Key::SinceAwayNoDay, &[("name", name), ("what", what)]),
    }
}

#[cfg(test)]
mod tests {
    use crate::announcer::Position;

    use super::*;

    #[test]
    fn each_person_has_a_sentence_until_it_was_read() {
        let added = || Announcement::counted(Position::Added, Key::DidAddPoints);
        let item = ItemId([1; 8]);
        let new = added().with_new_item(Some(item));
        let came = vec![("Ana".to_owned(), new), ("Ben".to_owned(), added()), ("Ana".to_owned(), added())];
        let news = Rc::new(AwayNews::default());
        assert_eq!(news.words(None), None);
        let news = news.reduce(AwayAction::Came(came));
        let words = news.words(None).unwrap_or_default();
        assert!(words.contains("Ana added 2 points") && words.contains("Ben added 1 point"), "{words}");
        assert_eq!(*news.new_items(), [item]);
        let news = news.reduce(AwayAction::Read);
        assert_eq!(news.words(None), None);
        // What comes after the connection was lost once more is told by itself.
        let news = news.reduce(AwayAction::Came(vec![("Ana".to_owned(), added())]));
        let words = news.words(Some(Moment(1))).unwrap_or_default();
        assert_eq!(&*words, "While you were away Ana added 1 point.");
    }
}
