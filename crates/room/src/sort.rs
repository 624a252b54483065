//! Sorting things by one kind of key: for every type it sorts the standard library's sort is compiled anew, which is
//! kilobytes of the widget each time.

/// Two numbers, then an id.
pub(crate) type SortKey = (u64, u64, [u8; 8]);

/// In the order of their keys; those of one key as they came.
pub(crate) fn by_key<T>(things: impl Iterator<Item = T>, key: impl Fn(&T) -> SortKey) -> Vec<T> {
    let mut things: Vec<Option<T>> = things.map(Some).collect();
    let mut order: Vec<(SortKey, usize)> = things.iter().flatten().map(key).zip(0..).collect();
    order.sort_unstable();
    order.into_iter().filter_map(|(_, at)| things[at].take()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_of_one_key_stay_as_they_came() {
        let key = |thing: &&str| (thing.len() as u64, 0, [0; 8]);
        assert_eq!(by_key(["ccc", "b", "aaa", "a", ""].into_iter(), key), ["", "b", "a", "ccc", "aaa"]);
    }
}
