//! What changed while I was away, by thing: the room as it was when the connection was lost, or as the device had kept it, against the
//! room as it is once that is there again.

use std::rc::Rc;

use alongside_peer::facts::{Connection, Sync};
use alongside_room::{BinnedThing, ThingChanged, View};
use yew::prelude::*;

use crate::open_room::store::{News, Room};

/// What changed while I was away, until I have put it away and something else did.
#[derive(Debug, Clone, PartialEq)]
pub struct Since {
    /// In the order of the screen.
    pub list: Rc<[ThingChanged]>,
    is_read: bool,
}

/// What happens to [`Since`].
pub enum SinceAction {
    /// I am back, and these had changed.
    Came(Vec<ThingChanged>),
    /// I have put the line away that says so.
    Read,
}

/// The room as I left it.
struct LeftRoom {
    /// None of a room in which I never was.
    room: Option<Rc<View>>,
    /// The room as I left it the last time, once I am back: what comes late of what others did meanwhile is held against it.
    before: Option<Rc<View>>,
    line: Line,
}

/// How the other copies can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// Not at all: whatever changes is my own doing.
    None,
    /// They are being read.
    Reading,
    Live,
}

impl Line {
    fn of(room: &Room) -> Self {
        match (room.facts.connection, room.facts.sync) {
            (Connection::Relay | Connection::Direct, _) => Self::Live,
            (Connection::None, Sync::Offline { .. }) => Self::None,
            (Connection::None, _) => Self::Reading,
        }
    }
}

impl LeftRoom {
    fn new(room: Option<Rc<View>>) -> Self {
        Self { room, before: None, line: Line::Reading }
    }

    /// The room is on the screen; returns what changed since I left it, if I am back with this, or if something of what was done
    /// while I was away came with it.
    fn drawn(&mut self, view: &Rc<View>, line: Line, came_late: bool) -> Vec<ThingChanged> {
        let was = std::mem::replace(&mut self.line, line);
        if line == Line::Reading {
            return Vec::new();
        }
        let before = self.room.replace(Rc::clone(view));
        // Without a line whatever changed was my own doing, and with one it was before my eyes.
        if line == Line::Live && was != Line::Live {
            self.before = before;
        } else if !came_late {
            return Vec::new();
        }
        self.before.as_ref().map(|before| view.changes_since(before)).unwrap_or_default()
    }
}

impl Default for Since {
    fn default() -> Self {
        Self { list: Rc::from([]), is_read: true }
    }
}

impl Since {
    /// Whether it has something that I have not put away.
    pub fn is_new(&self) -> bool {
        !self.is_read && !self.list.is_empty()
    }
}

impl Reducible for Since {
    type Action = SinceAction;

    fn reduce(self: Rc<Self>, action: SinceAction) -> Rc<Self> {
        let next = match action {
            SinceAction::Read => Self { is_read: true, ..(*self).clone() },
            SinceAction::Came(came) if came.is_empty() => return self,
            SinceAction::Came(came) => {
                // What I have not read of yet stays; of a thing in both the later news count.
                let is_kept = |one: &&ThingChanged| !self.is_read && !came.iter().any(|new| new.thing == one.thing);
                let kept: Vec<_> = self.list.iter().filter(is_kept).cloned().collect();
                Self { list: kept.into_iter().chain(came).collect(), is_read: false }
            }
        };
        next.into()
    }
}

/// Follows the room on the screen, in which the person was before, or is for the first time.
#[hook]
pub fn use_since(room: &Room, was_here: bool) -> UseReducerHandle<Since> {
    let since = use_reducer_eq(Since::default);
    let left = use_mut_ref(|| (LeftRoom::new(was_here.then(|| room.as_kept.view())), 0));
    // Not where views differ alone: to compare two of a large room takes longer than this.
    use_effect({
        let (since, room) = (since.dispatcher(), room.clone());
        move || {
            let mut left = left.borrow_mut();
            let (left, heard) = &mut *left;
            let is_late = |news: &News| matches!(news, News::Changed(remote) if remote.while_away);
            let came_late = room.news.iter().any(|(number, news)| number > heard && is_late(news));
            *heard = room.news.last().map_or(*heard, |(number, _)| *number);
            let mut came = left.drawn(&room.view, Line::of(&room), came_late);
            if !came.is_empty() {
                let mine = by_me(&room);
                came.retain(|one| !mine.contains(&one.thing));
                since.dispatch(SinceAction::Came(came));
            }
        }
    });
    since
}

/// The things that I changed on another device of mine, and nobody else did.
fn by_me(room: &Room) -> Vec<BinnedThing> {
    let (mut mine, mut theirs) = (Vec::new(), Vec::new());
    for (_, news) in room.news.iter() {
        if let News::Changed(remote) = news {
            let to = if remote.by.is_some_and(|by| room.is_mine(by)) { &mut mine } else { &mut theirs };
            to.extend(remote.changes.iter().filter_map(|change| change.thing()));
        }
    }
    mine.retain(|thing| !theirs.contains(thing));
    mine
}

#[cfg(test)]
mod tests {
    use alongside_room::{AgendaEdit, How, ItemId, MemberId, Moment, Place, Room as Document, Who};

    use super::*;

    const WHO: Who = Who { me: MemberId([1; 8]), now: Moment(1_000) };

    fn adds(room: &mut Document, n: u8) {
        let add = AgendaEdit::Add { item: ItemId([n; 8]), title: format!("Point {n}"), place: Place::Last };
        room.edit(WHO, add).expect("it can be added");
    }

    fn told(came: &[ThingChanged]) -> Vec<(&str, &[How])> {
        came.iter().map(|one| (&*one.title, &one.hows[..])).collect()
    }

    #[test]
    fn what_came_while_the_copies_were_read_is_told_and_what_i_did_without_a_line_is_not() {
        let mut room = Document::new(1);
        adds(&mut room, 1);
        let mut left = LeftRoom::new(Some(room.view(WHO.now)));
        let mut draw = |room: &mut Document, line: Line| left.drawn(&room.view(WHO.now), line, false);
        // Offline, I add a point; then the relay is there, and brings another, and what became of the first.
        adds(&mut room, 2);
        assert_eq!(draw(&mut room, Line::None), []);
        adds(&mut room, 3);
        assert_eq!(draw(&mut room, Line::Reading), []);
        let done = AgendaEdit::SetDiscussed { item: ItemId([1; 8]), discussed: true };
        room.edit(WHO, done).expect("it is there");
        let came = draw(&mut room, Line::Live);
        assert_eq!(told(&came), [("Point 1", &[How::Done][..]), ("Point 3", &[How::Added])]);
        // What happens while I am there is before my eyes.
        adds(&mut room, 4);
        assert_eq!(draw(&mut room, Line::Live), []);
        assert_eq!(draw(&mut room, Line::Reading), []);
        adds(&mut room, 5);
        assert_eq!(told(&draw(&mut room, Line::Live)), [("Point 5", &[How::Added][..])]);
        // What comes late of it is told with the rest.
        adds(&mut room, 6);
        let late = left.drawn(&room.view(WHO.now), Line::Live, true);
        assert_eq!(told(&late), [("Point 5", &[How::Added][..]), ("Point 6", &[How::Added])]);
        // Who comes for the first time reads the room itself.
        assert_eq!(LeftRoom::new(None).drawn(&room.view(WHO.now), Line::Live, false), []);
    }

    #[test]
    fn what_i_have_not_read_of_stays_and_what_i_have_read_of_gives_way_to_later_news() {
        let mut room = Document::new(1);
        let mut came = |n: u8| {
            let before = room.view(WHO.now);
            adds(&mut room, n);
            SinceAction::Came(room.view(WHO.now).changes_since(&before))
        };
        let since = Rc::new(Since::default()).reduce(came(1));
        assert!(since.is_new());
        let since = since.reduce(came(2));
        assert_eq!(told(&since.list).len(), 2);
        let since = since.reduce(SinceAction::Came(Vec::new())).reduce(SinceAction::Read);
        assert!(!since.is_new());
        assert_eq!(since.list.len(), 2, "the dialog still tells them");
        let since = since.reduce(came(3));
        assert_eq!(told(&since.list), [("Point 3", &[How::Added][..])]);
    }
}
