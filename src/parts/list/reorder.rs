//! The place of a row that is moved.

use alongside_room::Place;

use crate::parts::list::frozen_order::ShownRow;

/// A move by one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowDirection {
    Up,
    Down,
}

/// How a row is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reorder {
    /// One place up or down.
    Step(RowDirection),
    /// To the first place.
    ToTop,
    /// Dropped below this many of the rows shown.
    Drop {
        /// The rows above, including those that have gone.
        above: usize,
    },
}

/// Where a moved row ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Landing<Id> {
    /// The place for the edit.
    pub place: Place<Id>,
    /// The row's number in the whole list, from 1.
    pub number: usize,
    /// How many rows the list has.
    pub of: usize,
}

/// Where a row ends that is moved like this; `None` if it is there already, at the end of the list, or gone. It moves
/// among the rows of its own group: beyond them, the list's order would put it back.
pub fn reorder<T, Id: Copy + PartialEq>(
    rows: &[ShownRow<T>],
    row: Id,
    how: Reorder,
    id: impl Fn(&T) -> Id,
    group: impl Fn(&T) -> u8,
) -> Option<Landing<Id>> {
    let live = |row: &&ShownRow<T>| !row.gone;
    let own = group(&rows.iter().filter(live).find(|each| id(&each.thing) == row)?.thing);
    let is_own = |row: &&ShownRow<T>| !row.gone && group(&row.thing) == own;
    let ids: Vec<Id> = rows.iter().filter(is_own).map(|row| id(&row.thing)).collect();
    let (place, number) = match how {
        Reorder::Step(way) => step(&ids, row, way),
        Reorder::ToTop => drop_at(&ids, row, 0),
        Reorder::Drop { above } => drop_at(&ids, row, rows.iter().take(above).filter(is_own).count()),
    }?;
    let before = rows.iter().filter(live).filter(|row| group(&row.thing) > own).count();
    Some(Landing { place, number: before + number, of: rows.iter().filter(live).count() })
}

/// The place one row up or down, and its number from 1; `None` at the end of the list.
fn step<Id: Copy + PartialEq>(rows: &[Id], row: Id, way: RowDirection) -> Option<(Place<Id>, usize)> {
    let at = rows.iter().position(|each| *each == row)?;
    match way {
        RowDirection::Up => match at {
            0 => None,
            1 => Some((Place::First, 1)),
            _ => Some((Place::After(rows[at - 2]), at)),
        },
        RowDirection::Down => rows.get(at + 1).map(|after| (Place::After(*after), at + 2)),
    }
}

/// The place of a row that was dropped below `above` rows; `None` if it is there already.
fn drop_at<Id: Copy + PartialEq>(rows: &[Id], row: Id, above: usize) -> Option<(Place<Id>, usize)> {
    let at = rows.iter().position(|each| *each == row)?;
    if above == at || above == at + 1 {
        return None;
    }
    let number = if above > at { above } else { above + 1 };
    Some(match above.checked_sub(1).and_then(|before| rows.get(before)) {
        Some(before) => (Place::After(*before), number),
        None => (Place::First, number),
    })
}

/// The index of the row that gets the focus when this one disappears: the next that stays, else the one before;
/// `None` if no other stays.
pub fn neighbour_of<T, Id: PartialEq>(rows: &[ShownRow<T>], row: Id, id: impl Fn(&T) -> Id) -> Option<usize> {
    let at = rows.iter().position(|each| id(&each.thing) == row)?;
    (at + 1..rows.len()).chain((0..at).rev()).find(|other| !rows[*other].gone)
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;

    fn named(name: char, gone: bool) -> ShownRow<char> {
        ShownRow { thing: Rc::new(name), gone }
    }

    #[test]
    fn a_row_steps_over_its_neighbour() {
        let rows = ['a', 'b', 'c'];
        assert_eq!(step(&rows, 'c', RowDirection::Up), Some((Place::After('a'), 2)));
        assert_eq!(step(&rows, 'b', RowDirection::Up), Some((Place::First, 1)));
        assert_eq!(step(&rows, 'a', RowDirection::Up), None);
        assert_eq!(step(&rows, 'a', RowDirection::Down), Some((Place::After('b'), 2)));
        assert_eq!(step(&rows, 'c', RowDirection::Down), None);
    }

    #[test]
    fn a_row_dropped_where_it_lies_stays() {
        let rows = ['a', 'b', 'c'];
        assert_eq!(drop_at(&rows, 'b', 1), None);
        assert_eq!(drop_at(&rows, 'b', 2), None);
        assert_eq!(drop_at(&rows, 'b', 0), Some((Place::First, 1)));
        assert_eq!(drop_at(&rows, 'a', 3), Some((Place::After('c'), 3)));
    }

    /// In these tests, capital letters are in the first group.
    fn moved(rows: &[ShownRow<char>], row: char, how: Reorder) -> Option<Landing<char>> {
        reorder(rows, row, how, |name| *name, |name| u8::from(name.is_uppercase()))
    }

    #[test]
    fn a_row_moves_among_its_own_group_and_is_numbered_in_the_whole_list() {
        let rows = ['A', 'B', 'c', 'd'].map(|name| named(name, false));
        assert_eq!(moved(&rows, 'c', Reorder::Step(RowDirection::Up)), None);
        assert_eq!(
            moved(&rows, 'c', Reorder::Step(RowDirection::Down)),
            Some(Landing { place: Place::After('d'), number: 4, of: 4 })
        );
        // Dropped at the very beginning, it becomes the first of its own group.
        assert_eq!(
            moved(&rows, 'd', Reorder::Drop { above: 0 }),
            Some(Landing { place: Place::First, number: 3, of: 4 })
        );
    }

    #[test]
    fn a_row_goes_to_the_top_of_its_own_group() {
        let rows = ['A', 'B', 'c', 'd', 'e'].map(|name| named(name, false));
        assert_eq!(moved(&rows, 'e', Reorder::ToTop), Some(Landing { place: Place::First, number: 3, of: 5 }));
        assert_eq!(moved(&rows, 'c', Reorder::ToTop), None);
    }

    #[test]
    fn a_gone_row_is_skipped_and_cannot_be_moved() {
        let rows = [named('a', false), named('b', true), named('c', false)];
        assert_eq!(
            moved(&rows, 'a', Reorder::Step(RowDirection::Down)),
            Some(Landing { place: Place::After('c'), number: 2, of: 2 })
        );
        assert_eq!(moved(&rows, 'b', Reorder::Step(RowDirection::Down)), None);
    }

    #[test]
    fn the_focus_goes_to_the_next_row_that_stays_else_to_the_one_before() {
        let rows = [named('a', false), named('b', false), named('c', true), named('d', false)];
        assert_eq!(neighbour_of(&rows, 'b', |name| *name), Some(3));
        assert_eq!(neighbour_of(&rows, 'd', |name| *name), Some(1));
        assert_eq!(neighbour_of(&rows[..1], 'a', |name| *name), None);
    }
}
