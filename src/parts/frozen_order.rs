//! Rows that do not shift under a pointer or the focus.

use std::{cell::RefCell, rc::Rc};

use yew::prelude::*;

use crate::parts::click_guard::use_after_click;

/// A row as it is shown: still there, or gone but kept in its place until nobody is at the list.
#[derive(PartialEq)]
pub struct Row<T> {
    /// What it shows.
    pub thing: Rc<T>,
    /// It is not in the list any more.
    pub gone: bool,
}

impl<T> Clone for Row<T> {
    fn clone(&self) -> Self {
        Self { thing: self.thing.clone(), gone: self.gone }
    }
}

/// Freezes the order of a list while somebody is at it.
pub struct FrozenOrder<T> {
    /// The rows in the order to show.
    pub rows: Vec<Row<T>>,
    /// Lets the next change through: it is this person's own.
    pub let_through: Callback<()>,
    /// The pointer came into or left a row of the list.
    pub pointer: Callback<bool>,
    /// The focus came into or left a row of the list.
    pub focus: Callback<bool>,
}

/// From so many rows on, drawing them all would cost a frame.
const LONG: usize = 100;

impl<T> FrozenOrder<T> {
    /// How the list's class says that rows out of sight need not be drawn.
    pub fn long(&self) -> Option<&'static str> {
        (self.rows.len() > LONG).then_some("long")
    }
}

struct Frozen<T> {
    rows: Vec<Row<T>>,
    open: bool,
    fresh: Vec<Rc<T>>,
    own: u64,
}

/// Shows `fresh` in its own order, or while pointer or focus are in a row in the order that stood there. `own` is another
/// whenever this person's undo or redo changed the room: that, too, is let through.
#[hook]
pub fn use_frozen_order<T, Id>(fresh: Vec<Rc<T>>, own: u64, id: impl Fn(&T) -> Id) -> FrozenOrder<T>
where
    T: 'static,
    Id: PartialEq,
{
    let kept = use_ref(|| RefCell::new(Frozen::<T> { rows: Vec::new(), open: true, fresh: Vec::new(), own }));
    let pointer = use_state_eq(|| false);
    let focus = use_state_eq(|| false);

    let rows = {
        let mut kept = kept.borrow_mut();
        let changed = !same(&kept.fresh, &fresh);
        if kept.own != own {
            kept.own = own;
            kept.open = true;
        }
        let frozen = (*pointer || *focus) && !kept.open;
        kept.rows = if frozen && !kept.rows.is_empty() {
            freeze(&kept.rows, &fresh, &id)
        } else {
            fresh.iter().map(|thing| Row { thing: thing.clone(), gone: false }).collect()
        };
        if changed {
            kept.open = false;
            kept.fresh = fresh;
        }
        kept.rows.clone()
    };

    let let_through = {
        let kept = kept.clone();
        use_callback((), move |(), ()| kept.borrow_mut().open = true)
    };
    let pointer = use_callback(pointer.setter(), |at, set| set.set(at));
    let focus = use_callback(focus.setter(), |at, set| set.set(at));
    // A press elsewhere takes the focus away while it goes down.
    let focus = use_after_click(focus);
    FrozenOrder { rows, let_through, pointer, focus }
}

fn same<T>(a: &[Rc<T>], b: &[Rc<T>]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| Rc::ptr_eq(a, b))
}

/// The rows in the order that stood, with their new content; what is gone keeps its place, what is new comes last.
fn freeze<T, Id: PartialEq>(shown: &[Row<T>], fresh: &[Rc<T>], id: &impl Fn(&T) -> Id) -> Vec<Row<T>> {
    let mut taken = vec![false; fresh.len()];
    let mut rows: Vec<Row<T>> = shown
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let name = id(&row.thing);
            // Most often it stands where it stood.
            let likely = fresh.get(at).filter(|thing| id(thing) == name).map(|_| at);
            match likely.or_else(|| fresh.iter().position(|thing| id(thing) == name)) {
                Some(now) => {
                    taken[now] = true;
                    Row { thing: fresh[now].clone(), gone: false }
                }
                None => Row { thing: row.thing.clone(), gone: true },
            }
        })
        .collect();
    let new = fresh.iter().zip(taken).filter(|(_, taken)| !taken);
    rows.extend(new.map(|(thing, _)| Row { thing: thing.clone(), gone: false }));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(names: &[&'static str]) -> Vec<Row<&'static str>> {
        names.iter().map(|name| Row { thing: Rc::new(*name), gone: false }).collect()
    }

    #[allow(clippy::redundant_allocation, reason = "rows are told apart by their Rc, whatever it holds")]
    fn fresh(names: &[&'static str]) -> Vec<Rc<&'static str>> {
        names.iter().map(|name| Rc::new(*name)).collect()
    }

    fn read(rows: &[Row<&'static str>]) -> Vec<String> {
        rows.iter().map(|row| if row.gone { format!("({})", row.thing) } else { row.thing.to_string() }).collect()
    }

    #[test]
    fn a_frozen_list_keeps_its_order_when_the_other_moves_a_row() {
        let frozen = freeze(&rows(&["a", "b", "c"]), &fresh(&["c", "a", "b"]), &|name: &&str| *name);
        assert_eq!(read(&frozen), ["a", "b", "c"]);
    }

    #[test]
    fn what_the_other_adds_comes_last_and_what_they_take_away_keeps_its_place() {
        let frozen = freeze(&rows(&["a", "b", "c"]), &fresh(&["new", "a", "c"]), &|name: &&str| *name);
        assert_eq!(read(&frozen), ["a", "(b)", "c", "new"]);
    }
}
