//! Rows glide where the order changes, and what comes from another list flies from there; else it fades in. What another did has
//! their colour for a while.

use std::mem::{replace, take};

use alongside_room::{BinnedThing, Change, View};
use yew::prelude::*;

use crate::{
    browser::dom::{self, RowTops, flight, flight::Flight, flight::Spot},
    open_room::store::{News, Room},
    parts::{
        badge::Face,
        list::{frozen_order::ShownRow, model::ListRow, row::row_id},
    },
    strings::titled,
};

/// Of more rows than these that come or go at once, none flies.
const MOST: usize = 4;

/// Moves the rows of this list from where they were to where they are, whenever others are shown or the order is another one.
#[hook]
pub fn use_row_motion<R: ListRow>(room: &Room, rows: &[ShownRow<R>], list: &NodeRef) {
    // Not state, but what was on the screen before this rendering.
    let motion = use_mut_ref(|| RowMotion::new(room, R::moved, R::put_off));
    let shown = ShownRows {
        things: rows.iter().map(|row| R::in_bin(row.thing.id())).collect(),
        title: &|at| rows.get(at).map_or("", |row| titled(row.thing.title())),
        origin: &|at| rows.get(at)?.thing.origin(&room.view),
    };
    motion.borrow_mut().before_rendering(room, &shown, list);
    use_effect({
        let (room, list) = (room.clone(), list.clone());
        move || motion.borrow_mut().after_rendering(&room, &list)
    });
}

/// The rows of a rendering, whatever they are.
struct ShownRows<'a> {
    things: Vec<BinnedThing>,
    title: &'a dyn Fn(usize) -> &'a str,
    /// What the row at this index comes from.
    origin: &'a dyn Fn(usize) -> Option<BinnedThing>,
}

struct RowMotion {
    moved: fn(Change) -> Option<BinnedThing>,
    put_off: fn(&View, BinnedThing) -> Option<&str>,
    /// The rows of the last rendering; `None` before the first.
    shown: Option<Vec<BinnedThing>>,
    /// Rows that were shown once and are no more.
    gone: Vec<BinnedThing>,
    /// The newest news at the last look.
    heard: u64,
    // What the renderings since the last effect have moved:
    tops: RowTops,
    came: Vec<Came>,
    left: Vec<Left>,
    flights: Vec<Flight>,
}

/// A row that came into the list.
struct Came {
    thing: BinnedThing,
    title: String,
    /// Where what it came from was seen.
    from: Option<Spot>,
    /// Whether it came from somewhere, seen or not.
    is_from_elsewhere: bool,
}

/// A row that left for another place on the screen.
struct Left {
    thing: BinnedThing,
    title: String,
    from: Spot,
}

impl RowMotion {
    fn new(
        room: &Room,
        moved: fn(Change) -> Option<BinnedThing>,
        put_off: fn(&View, BinnedThing) -> Option<&str>,
    ) -> Self {
        Self {
            moved,
            put_off,
            shown: None,
            gone: Vec::new(),
            heard: newest(room),
            tops: RowTops::default(),
            came: Vec::new(),
            left: Vec::new(),
            flights: Vec::new(),
        }
    }

    /// Measures what this rendering is about to move. Two may come before the effect: where the rows were before the first counts.
    fn before_rendering(&mut self, room: &Room, rows: &ShownRows<'_>, list: &NodeRef) {
        let now = &rows.things;
        let Some(before) = self.shown.replace(now.clone()) else { return };
        if before == *now {
            return;
        }
        if self.tops.is_empty() && !before.is_empty() {
            self.tops = dom::row_tops(list);
        }
        let (new, left) = (lacking(now, &before), lacking(&before, now));
        for at in new.iter().copied().filter(|_| new.len() <= MOST) {
            let (thing, origin) = (now[at], (rows.origin)(at));
            self.came.push(Came {
                thing,
                title: (rows.title)(at).to_owned(),
                from: origin.and_then(|origin| flight::spot_of(list, &row_id(origin))),
                is_from_elsewhere: origin.is_some_and(|origin| origin != thing) || self.gone.contains(&thing),
            });
        }
        for at in left.iter().copied().filter(|_| left.len() <= MOST) {
            let title = (self.put_off)(&room.view, before[at]);
            if let Some((title, from)) = title.and_then(|title| Some((title, flight::spot_of_row(list, at)?))) {
                self.left.push(Left { thing: before[at], title: titled(title).to_owned(), from });
            }
        }
        self.gone.retain(|gone| !new.iter().any(|at| now[*at] == *gone));
        self.gone.extend(left.into_iter().map(|at| before[at]));
    }

    fn after_rendering(&mut self, room: &Room, list: &NodeRef) {
        let before = replace(&mut self.heard, newest(room));
        let fresh = room.news.iter().filter(|(number, _)| *number > before);
        let movers: Vec<(BinnedThing, &str)> = fresh.flat_map(|(_, news)| moved(room, news, self.moved)).collect();
        let colour_of = |thing| movers.iter().find(|(moved, _)| *moved == thing).map(|(_, colour)| *colour);
        let place = |thing| self.shown.iter().flatten().position(|shown| *shown == thing);
        let tops = take(&mut self.tops);
        tops.glide(list);
        for (thing, colour) in &movers {
            if let Some(at) = place(*thing) {
                dom::mark_mover(list, at, colour);
                let is_new = self.came.iter().any(|row| row.thing == *thing);
                if !is_new && !tops.is_empty() && !tops.has(list, at) {
                    // It comes from out of sight.
                    dom::fade_in(list, at);
                }
            }
        }
        self.flights.retain(Flight::is_on_its_way);
        for row in take(&mut self.came) {
            let (Some(at), colour) = (place(row.thing), colour_of(row.thing)) else { continue };
            let flight = row.from.and_then(|from| Flight::to_row(list, at, &from, &row.title, colour));
            if flight.is_none() && (row.is_from_elsewhere || colour.is_some()) {
                dom::fade_in(list, at);
            }
            self.flights.extend(flight);
        }
        for row in take(&mut self.left) {
            let (id, colour) = (row_id(row.thing), colour_of(row.thing));
            self.flights.extend(Flight::to_thing(list, &id, &row.from, &row.title, colour));
        }
    }
}

/// The indexes of those that the others lack. Most are near their index.
fn lacking(all: &[BinnedThing], others: &[BinnedThing]) -> Vec<usize> {
    let has = |at: usize| {
        let around = others.get(at.saturating_sub(1)..).unwrap_or_default();
        around.iter().take(3).any(|other| *other == all[at]) || others.contains(&all[at])
    };
    (0..all.len()).filter(|at| !has(*at)).collect()
}

fn newest(room: &Room) -> u64 {
    room.news.last().map_or(0, |(number, _)| *number)
}

/// What another moved, brought or put off, with the colour of who did.
fn moved(
    room: &Room,
    news: &News,
    moved: fn(Change) -> Option<BinnedThing>,
) -> impl Iterator<Item = (BinnedThing, &'static str)> {
    let (changes, mover) = match news {
        News::Changed(remote) if !remote.while_away => {
            (&*remote.changes, remote.by.filter(|by| !room.is_mine(*by)).and_then(|by| room.view.member(by)))
        }
        _ => (&[][..], None),
    };
    let colour = mover.map(|mover| Face::from(mover).class());
    changes.iter().filter_map(move |change| Some((moved(*change)?, colour?)))
}

#[cfg(test)]
mod tests {
    use alongside_room::ItemId;

    use super::*;

    fn things(ids: &[u8]) -> Vec<BinnedThing> {
        ids.iter().map(|id| BinnedThing::Item(ItemId([*id; 8]))).collect()
    }

    #[test]
    fn rows_that_others_lack_are_found_wherever_the_rest_has_moved() {
        let before = things(&[1, 2, 3, 4, 5]);
        assert_eq!(lacking(&things(&[5, 1, 2, 3, 4]), &before), [0; 0]);
        assert_eq!(lacking(&things(&[9, 5, 4, 3, 2, 1, 8]), &before), [0, 6]);
        assert_eq!(lacking(&before, &things(&[5, 3])), [0, 1, 3]);
        assert_eq!(lacking(&before, &[]), [0, 1, 2, 3, 4]);
        assert_eq!(lacking(&[], &before), [0; 0]);
    }
}
