//! Where a row goes when it is moved.

use alongside_room::edit::Place;

/// Up or down by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Towards the beginning.
    Up,
    /// Towards the end.
    Down,
}

/// The place one row up or down from here, and its number from 1; none at the end of the list.
pub fn step<Id: Copy + PartialEq>(rows: &[Id], row: Id, way: Way) -> Option<(Place<Id>, usize)> {
    let at = rows.iter().position(|each| *each == row)?;
    match way {
        Way::Up => match at {
            0 => None,
            1 => Some((Place::First, 1)),
            _ => Some((Place::After(rows[at - 2]), at)),
        },
        Way::Down => rows.get(at + 1).map(|after| (Place::After(*after), at + 2)),
    }
}

/// The place of a row that was dropped below `above` rows; none where it lies already.
pub fn drop_at<Id: Copy + PartialEq>(rows: &[Id], row: Id, above: usize) -> Option<(Place<Id>, usize)> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_steps_over_its_neighbour() {
        let rows = ['a', 'b', 'c'];
        assert_eq!(step(&rows, 'c', Way::Up), Some((Place::After('a'), 2)));
        assert_eq!(step(&rows, 'b', Way::Up), Some((Place::First, 1)));
        assert_eq!(step(&rows, 'a', Way::Up), None);
        assert_eq!(step(&rows, 'a', Way::Down), Some((Place::After('b'), 2)));
        assert_eq!(step(&rows, 'c', Way::Down), None);
    }

    #[test]
    fn a_row_dropped_where_it_lies_stays() {
        let rows = ['a', 'b', 'c'];
        assert_eq!(drop_at(&rows, 'b', 1), None);
        assert_eq!(drop_at(&rows, 'b', 2), None);
        assert_eq!(drop_at(&rows, 'b', 0), Some((Place::First, 1)));
        assert_eq!(drop_at(&rows, 'a', 3), Some((Place::After('c'), 3)));
    }
}
