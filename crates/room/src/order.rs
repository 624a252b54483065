//! Order keys (fractional indexes): the place of a row in its list, with room for another between any two.
//!
//! A key is a fraction in base 65,536, with two bytes a digit, so that comparing bytes compares places. The last
//! digit is never zero, so that there is always room before a key. Two people who insert at one place get the same
//! key, and the rows' ids decide the order. (Our own: `fractional_index` 2.0.2 misplaces, and in debug builds panics,
//! between two keys that begin with a zero byte, which prepending often enough leads to.)

use yrs::Any;

use crate::{schema, values::Place};

/// A longer key is cut to this length, on all devices alike. Honest inserts lead to shorter ones.
const LONGEST: usize = 256;
const MIDDLE: u16 = 1 << 15;
/// The distance between keys of rows that were appended one after the other.
const STEP: u16 = 16;

/// The order key for a row inserted into a sorted list that does not contain it, and new keys for rows that share the
/// key before which it must go.
pub(crate) fn place<Id: Copy + PartialEq>(list: &[(Order, Id)], place: Place<Id>) -> (Order, Vec<(Id, Order)>) {
    let at = match place {
        Place::First => 0,
        Place::Last => list.len(),
        Place::After(id) => list.iter().position(|(_, other)| *other == id).map_or(list.len(), |at| at + 1),
    };
    let before = at.checked_sub(1).map(|before| &list[before].0);
    let shared = list[at..].iter().take_while(|(order, _)| Some(order) == before).count();
    let end = list.get(at + shared).map(|(order, _)| order);
    let mine = Order::between(before, end);
    let mut last = mine.clone();
    let moved = list[at..at + shared].iter().map(|(_, id)| {
        last = Order::between(Some(&last), end);
        (*id, last.clone())
    });
    let moved = moved.collect();
    (mine, moved)
}

/// Two numbers, then an id.
pub(crate) type SortKey = (u64, u64, [u8; 8]);

/// Sorts by key; equal keys keep their order. (The standard library's sort is compiled anew for every type, kilobytes
/// of the widget each time: here it sorts keys of one type.)
pub(crate) fn by_key<T>(things: impl Iterator<Item = T>, key: impl Fn(&T) -> SortKey) -> Vec<T> {
    let mut things: Vec<Option<T>> = things.map(Some).collect();
    let mut order: Vec<(SortKey, usize)> = things.iter().flatten().map(key).zip(0..).collect();
    order.sort_unstable();
    order.into_iter().filter_map(|(_, at)| things[at].take()).collect()
}

/// An order key: the place of a row in its list. Two rows of one list compare as they stand; another key means that the row was moved.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Order(Vec<u16>);

impl Order {
    /// The key of the first row in an empty list.
    pub(crate) fn first() -> Self {
        Self(vec![MIDDLE])
    }

    /// A key between two different keys; `None` is an end of the list. `after` must be the greater one, else the
    /// result follows `before`.
    pub(crate) fn between(before: Option<&Self>, after: Option<&Self>) -> Self {
        match (before, after) {
            (None, None) => Self::first(),
            (Some(before), None) => before.next(),
            (before, Some(after)) => {
                let low = before.map_or(&[][..], |order| &order.0);
                if low < &after.0[..] {
                    Self(middle(low, &after.0))
                } else {
                    before.map_or_else(Self::first, Self::next)
                }
            }
        }
    }

    /// Reads a key from the document, where any bytes may be.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let bytes = &bytes[..bytes.len().min(LONGEST)];
        let mut digits: Vec<u16> = bytes
            .chunks(2)
            .map(|pair| u16::from(pair[0]) << 8 | u16::from(pair.get(1).copied().unwrap_or(0)))
            .collect();
        while digits.last() == Some(&0) {
            digits.pop();
        }
        if digits.is_empty() { Self::first() } else { Self(digits) }
    }

    /// The order key of a row: from its last reorder, else from when it was added (the fourth part of `added`).
    pub(crate) fn of_row(reordered: &Any, added: &Any) -> Self {
        match (reordered, schema::part(added, 3)) {
            (Any::Buffer(bytes), _) | (_, Any::Buffer(bytes)) => Self::read(bytes),
            _ => Self::first(),
        }
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|digit| digit.to_be_bytes()).collect()
    }

    /// A key a little greater, with room between.
    fn next(&self) -> Self {
        let mut digits = self.0.clone();
        for at in 0..digits.len() {
            if let Some(next) = digits[at].checked_add(STEP) {
                digits[at] = next;
                digits.truncate(at + 1);
                return Self(digits);
            }
        }
        digits.push(MIDDLE);
        Self(digits)
    }
}

/// A fraction between two; `low` is less than `high`, and `high` does not end in zero.
fn middle(low: &[u16], high: &[u16]) -> Vec<u16> {
    let mut digits = Vec::new();
    // Once a digit is below `high`'s, `high` no longer bounds the digits that follow.
    let mut below = false;
    for at in 0.. {
        let lower = u32::from(low.get(at).copied().unwrap_or(0));
        let upper = if below { 1 << 16 } else { u32::from(high.get(at).copied().unwrap_or(0)) };
        let digit = if upper > lower { lower + (upper - lower) / 2 } else { lower };
        digits.push(digit as u16);
        if digit > lower {
            break;
        }
        below |= digit < upper;
    }
    digits
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_order() -> impl Strategy<Value = Order> {
        prop::collection::vec(prop_oneof![Just(0u8), Just(255), Just(1), any::<u8>()], 0..9)
            .prop_map(|bytes| Order::read(&bytes))
    }

    proptest! {
        #[test]
        fn between_any_two_places_there_is_another(a in any_order(), b in any_order()) {
            prop_assume!(a != b);
            let (low, high) = if a < b { (a, b) } else { (b, a) };
            let between = Order::between(Some(&low), Some(&high));
            prop_assert!(low < between && between < high, "{low:?} {between:?} {high:?}");
            prop_assert!(Order::between(None, Some(&low)) < low);
            prop_assert!(Order::between(Some(&high), None) > high);
            prop_assert_eq!(Order::read(&between.bytes()), between);
        }
    }

    #[test]
    fn a_thing_goes_right_after_one_that_shares_its_key() {
        let same = Order::first();
        let list = [(same.clone(), 1), (same.clone(), 2), (same.clone(), 3), (same.next(), 4)];
        let (mine, moved) = place(&list, Place::After(1));
        assert!(same < mine && mine < moved[0].1 && moved[0].1 < moved[1].1 && moved[1].1 < same.next());
        assert_eq!(moved.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [2, 3]);
        assert!(place(&list, Place::First).0 < same && place(&list, Place::After(9)).0 > same.next());
    }

    /// `[P 98]`
    #[test]
    fn prepending_appending_and_squeezing_in_never_runs_out() {
        let mut low = Order::first();
        let mut high = low.next();
        for _ in 0..500 {
            let between = Order::between(Some(&low), Some(&high));
            assert!(low < between && between < high);
            low = between;
        }
        for _ in 0..5_000 {
            let earlier = Order::between(None, Some(&low));
            let later = Order::between(Some(&high), None);
            assert!(earlier < low && later > high);
            (low, high) = (earlier, later);
        }
        assert!(high.bytes().len() <= 8, "appending keeps keys short: {}", high.bytes().len());
    }

    #[test]
    fn things_of_one_key_stay_as_they_came() {
        let key = |thing: &&str| (thing.len() as u64, 0, [0; 8]);
        assert_eq!(by_key(["ccc", "b", "aaa", "a", ""].into_iter(), key), ["", "b", "a", "ccc", "aaa"]);
    }
}
