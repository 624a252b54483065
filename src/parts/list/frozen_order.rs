//! Rows that do not move under the pointer or the focus.

use std::rc::Rc;

/// A row as it is shown: in the list, or gone from it and left in its place while the order is frozen.
#[derive(PartialEq)]
pub struct ShownRow<T> {
    pub thing: Rc<T>,
    /// Whether it has gone from the list.
    pub gone: bool,
}

impl<T> Clone for ShownRow<T> {
    fn clone(&self) -> Self {
        Self { thing: self.thing.clone(), gone: self.gone }
    }
}

/// The order in which a list's rows are shown, from one rendering to the next.
pub struct FrozenOrder<T> {
    rows: Rc<[ShownRow<T>]>,
    /// Whether the next change is shown at once, although the order is frozen.
    lets_through: bool,
    newest: Vec<Rc<T>>,
    own_turns: u64,
}

impl<T> FrozenOrder<T> {
    /// An order without rows. For `own_turns` see [`Self::show`].
    pub fn new(own_turns: u64) -> Self {
        Self { rows: Rc::new([]), lets_through: true, newest: Vec::new(), own_turns }
    }

    /// Shows the next change at once: it is this person's own.
    pub fn let_through(&mut self) {
        self.lets_through = true;
    }

    /// Shows `newest` in its own order or, while the pointer or focus is in the list, in the order that is shown
    /// already. `own_turns` is another number after each undo or redo of this person: such a change is shown at once.
    /// Showing the same rows twice has the same result.
    pub fn show<Id: PartialEq>(
        &mut self,
        newest: Vec<Rc<T>>,
        is_in_use: bool,
        own_turns: u64,
        id: impl Fn(&T) -> Id,
    ) -> Rc<[ShownRow<T>]> {
        let changed = !same(&self.newest, &newest);
        if self.own_turns != own_turns {
            self.own_turns = own_turns;
            self.lets_through = true;
        }
        let frozen = is_in_use && !self.lets_through && !self.rows.is_empty();
        self.rows = if frozen {
            freeze(&self.rows, &newest, &id)
        } else {
            newest.iter().map(|thing| ShownRow { thing: thing.clone(), gone: false }).collect()
        };
        if changed {
            self.lets_through = false;
            self.newest = newest;
        }
        self.rows.clone()
    }
}

fn same<T>(a: &[Rc<T>], b: &[Rc<T>]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| Rc::ptr_eq(a, b))
}

/// The rows in the order shown, with their new content; rows that have gone keep their places, new ones come last.
fn freeze<T, Id: PartialEq>(shown: &[ShownRow<T>], newest: &[Rc<T>], id: &impl Fn(&T) -> Id) -> Rc<[ShownRow<T>]> {
    let mut taken = vec![false; newest.len()];
    let mut rows: Vec<ShownRow<T>> = shown
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let name = id(&row.thing);
            // Most rows are still at the same place.
            let likely = newest.get(at).filter(|thing| id(thing) == name).map(|_| at);
            match likely.or_else(|| newest.iter().position(|thing| id(thing) == name)) {
                Some(now) => {
                    taken[now] = true;
                    ShownRow { thing: newest[now].clone(), gone: false }
                }
                None => ShownRow { thing: row.thing.clone(), gone: true },
            }
        })
        .collect();
    let new = newest.iter().zip(taken).filter(|(_, taken)| !taken);
    rows.extend(new.map(|(thing, _)| ShownRow { thing: thing.clone(), gone: false }));
    rows.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same `Rc` is the same row in all renderings.
    struct Names(Vec<Rc<String>>);

    impl Names {
        fn new() -> Self {
            Self(["a", "b", "c", "new"].map(|name| Rc::new(name.to_owned())).into())
        }

        fn rows(&self, names: &[&str]) -> Vec<Rc<String>> {
            names.iter().filter_map(|name| self.0.iter().find(|known| known.as_str() == *name).cloned()).collect()
        }
    }

    fn read(rows: &[ShownRow<String>]) -> Vec<String> {
        rows.iter().map(|row| if row.gone { format!("({})", row.thing) } else { row.thing.to_string() }).collect()
    }

    fn show(order: &mut FrozenOrder<String>, newest: Vec<Rc<String>>, is_in_use: bool, own_turns: u64) -> Vec<String> {
        read(&order.show(newest, is_in_use, own_turns, |name| name.clone()))
    }

    #[test]
    fn a_frozen_list_keeps_its_order_when_the_other_moves_a_row() {
        let (names, mut order) = (Names::new(), FrozenOrder::new(0));
        show(&mut order, names.rows(&["a", "b", "c"]), false, 0);
        assert_eq!(show(&mut order, names.rows(&["c", "a", "b"]), true, 0), ["a", "b", "c"]);
        assert_eq!(show(&mut order, names.rows(&["c", "a", "b"]), false, 0), ["c", "a", "b"]);
    }

    #[test]
    fn what_the_other_adds_comes_last_and_what_they_take_away_keeps_its_place() {
        let (names, mut order) = (Names::new(), FrozenOrder::new(0));
        show(&mut order, names.rows(&["a", "b", "c"]), false, 0);
        assert_eq!(show(&mut order, names.rows(&["new", "a", "c"]), true, 0), ["a", "(b)", "c", "new"]);
    }

    #[test]
    fn my_own_change_is_let_through_and_the_next_of_the_other_is_not() {
        let (names, mut order) = (Names::new(), FrozenOrder::new(0));
        show(&mut order, names.rows(&["a", "b", "c"]), true, 0);
        order.let_through();
        assert_eq!(show(&mut order, names.rows(&["b", "a", "c"]), true, 0), ["b", "a", "c"]);
        assert_eq!(show(&mut order, names.rows(&["c", "b", "a"]), true, 0), ["b", "a", "c"]);
    }

    #[test]
    fn my_undo_is_let_through() {
        let (names, mut order) = (Names::new(), FrozenOrder::new(7));
        show(&mut order, names.rows(&["a", "b"]), true, 7);
        assert_eq!(show(&mut order, names.rows(&["b", "a"]), true, 8), ["b", "a"]);
    }
}
