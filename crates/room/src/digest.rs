//! A digest of what a document shows and of the blocks that it holds, for two replicas to compare. Neither is enough alone: with equal
//! state vectors two documents may show other content, and with equal content one may lack blocks that later ones build on.

use sha2::{Digest, Sha256};
use yrs::{Any, GetString, Map, MapRef, Out, ReadTxn, types::text::TextRef};

use crate::{map_of::map_of, schema::Roots};

/// Content nested deeper is hashed as one value; our documents nest two levels.
const DEEPEST: usize = 8;

/// The roots that every client reads. Of those that came later, one that nothing was written to is left out: a client that does not
/// know it yet comes to the same digest.
const EVERYWHERE: usize = 16;

/// Equal if and only if every root shows the same content and the state vectors are equal.
pub(crate) fn digest(txn: &impl ReadTxn, roots: &Roots) -> [u8; 32] {
    let mut hash = Sha256::new_with_prefix(b"alongside content v2");
    for (root, shown) in roots.all() {
        if root.number() < EVERYWHERE {
            map(&mut hash, txn, shown, 0);
        } else if shown.len(txn) > 0 {
            count(&mut hash, b'r', root.number());
            map(&mut hash, txn, shown, 0);
        }
    }
    let state_vector = txn.state_vector();
    let clocks = map_of(state_vector.iter().map(|(client, clock)| (client.get(), u64::from(*clock))));
    count(&mut hash, b'v', clocks.len());
    for (client, clock) in &clocks {
        hash.update(client.to_le_bytes());
        hash.update(clock.to_le_bytes());
    }
    hash.finalize().into()
}

fn map(hash: &mut Sha256, txn: &impl ReadTxn, map: &MapRef, depth: usize) {
    let mut keys: Vec<&str> = map.iter(txn).map(|(key, _)| key).collect();
    keys.sort_unstable();
    count(hash, b'{', keys.len());
    for key in keys {
        bytes(hash, b'k', key.as_bytes());
        let Some(value) = map.get(txn, key) else { continue };
        match value {
            Out::Any(value) => plain(hash, &value, depth + 1),
            Out::YText(text) => shared(hash, txn, &text),
            Out::YMap(inner) if depth < DEEPEST => self::map(hash, txn, &inner, depth + 1),
            _ => hash.update(b"?"),
        }
    }
}

fn shared(hash: &mut Sha256, txn: &impl ReadTxn, text: &TextRef) {
    bytes(hash, b't', text.get_string(txn).as_bytes());
}

fn plain(hash: &mut Sha256, value: &Any, depth: usize) {
    match value {
        Any::Null => hash.update(b"n"),
        Any::Undefined => hash.update(b"u"),
        Any::Bool(value) => hash.update([b'b', u8::from(*value)]),
        Any::Number(_) => bytes(hash, b'd', value.to_string().as_bytes()),
        Any::String(text) => bytes(hash, b's', text.as_bytes()),
        Any::Buffer(buffer) => bytes(hash, b'x', buffer),
        _ if depth > DEEPEST => hash.update(b"?"),
        Any::Array(values) => {
            count(hash, b'[', values.len());
            values.iter().for_each(|value| plain(hash, value, depth + 1));
        }
        Any::Map(map) => {
            let mut keys: Vec<&str> = map.keys().map(String::as_str).collect();
            keys.sort_unstable();
            count(hash, b'm', keys.len());
            for key in keys {
                bytes(hash, b'k', key.as_bytes());
                plain(hash, map.get(key).unwrap_or(&Any::Undefined), depth + 1);
            }
        }
    }
}

fn count(hash: &mut Sha256, kind: u8, count: usize) {
    hash.update([kind]);
    hash.update((count as u64).to_le_bytes());
}

fn bytes(hash: &mut Sha256, kind: u8, bytes: &[u8]) {
    count(hash, kind, bytes.len());
    hash.update(bytes);
}
