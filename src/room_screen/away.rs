//! What came while I was away.

use std::rc::Rc;

use alongside_room::{ItemId, Moment};
use yew::prelude::*;

use crate::{
    announcer::Deeds,
    browser::dates,
    members::names,
    open_room::store::Room,
    strings::{Key, fill},
};

/// What came while I was away.
#[derive(Debug, Clone, PartialEq)]
pub struct Away {
    /// "Since 31 Oct Ana added 3 points."
    pub words: Option<AttrValue>,
    /// The points that are new.
    pub items: Rc<[ItemId]>,
}

/// A sentence a person, since I was here last.
pub fn away_words(room: &Room, away: &[(String, Deeds)], last: Option<Moment>) -> Option<AttrValue> {
    let day = last.map(
        |last| {
            if dates::written(last) == dates::today() { dates::time_of(last) } else { names::day_of(last) }
        },
    );
    let session = room.view.session.date.as_deref().map(names::date);
    let lines: Vec<String> = away
        .iter()
        .filter(|(_, deeds)| !deeds.is_empty())
        .map(|(name, deeds)| since(name, day.as_deref(), &deeds.words(session.as_deref())))
        .collect();
    (!lines.is_empty()).then(|| lines.join(" ").into())
}

/// "Since 31 Oct Ana added 3 points."
fn since(name: &str, day: Option<&str>, what: &str) -> String {
    match day {
        Some(day) => fill(Key::SinceAway, &[("day", day), ("name", name), ("what", what)]),
        None => fill(Key::SinceAwayNoDay, &[("name", name), ("what", what)]),
    }
}
