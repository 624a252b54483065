//! What is known about who has what, and what a device notes of it.

use alongside_wire::{Chain, LogId, Seq};
use litemap::LiteMap;

/// What is known about who has what, in numbers of one log.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) struct Standing {
    /// The last durable content of this member.
    pub mine: Seq,
    /// The last durable content of anyone else.
    pub others: Seq,
    /// Up to where this copy last pushed that it has it.
    pub receipted: Seq,
    /// What each other member's device said that it has.
    #[serde(with = "pairs")]
    pub had: LiteMap<[u8; 8], Seq>,
    /// The log is another one than this copy's content came from, and may lack some of it.
    pub owes: bool,
}

/// A table as its pairs, one after the other. The table's own reading would make room for as many as a damaged note
/// claims.
mod pairs {
    use litemap::LiteMap;
    use serde::{Deserialize, Deserializer, Serializer};

    use super::Seq;

    type Table = LiteMap<[u8; 8], Seq>;

    pub(super) fn serialize<S: Serializer>(table: &Table, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(table.iter())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Table, D::Error> {
        Ok(Vec::deserialize(deserializer)?.into_iter().collect())
    }
}

/// What a peer notes on its device, besides frames.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) struct Checkpoint {
    pub log: LogId,
    pub durable: Seq,
    pub chain: Chain,
    pub standing: Standing,
}
