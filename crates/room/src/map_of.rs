use litemap::LiteMap;

/// A map of these pairs, of which the last counts where a key comes twice.
///
/// They are inserted one by one. To collect or to extend a map sorts its pairs, and each type that is sorted brings 6 KB of code
/// into the widget (decision 12): worth it for thousands of pairs in no order, of which a room reads none at once.
pub fn map_of<K: Ord, V>(pairs: impl IntoIterator<Item = (K, V)>) -> LiteMap<K, V> {
    let mut map = LiteMap::new();
    for (key, value) in pairs {
        map.insert(key, value);
    }
    map
}
