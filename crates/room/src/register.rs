//! Versioned registers: each member writes a value of their own, under a revision one above the highest that they
//! know; the value under the highest (revision, member) counts. `[P 94]`

use litemap::LiteMap;
use yrs::Any;

use crate::{
    id::MemberId,
    order,
    schema::{self, of_number},
    values::Moment,
};

/// A higher revision is ignored: nothing could ever supersede it.
const HIGHEST_REV: u64 = 1 << 48;

/// The versions of one register, by member.
#[derive(Debug)]
pub(crate) struct Register<T>(LiteMap<MemberId, Version<T>>);

/// One member's value, with its revision.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Version<T> {
    pub(crate) rev: u64,
    pub(crate) at: Moment,
    pub(crate) value: T,
}

impl<T> Default for Register<T> {
    fn default() -> Self {
        Self(LiteMap::new())
    }
}

impl<T> Register<T> {
    /// Reads what is under a member's key now: `[rev, at, …]`.
    pub(crate) fn read(&mut self, member: MemberId, stands: Option<&Any>, value: impl FnOnce(&Any) -> Option<T>) {
        let version = stands.and_then(|stands| {
            let rev = schema::number(schema::part(stands, 0)).filter(|rev| *rev < HIGHEST_REV)?;
            Some(Version { rev, at: schema::moment(schema::part(stands, 1))?, value: value(stands)? })
        });
        schema::keep(&mut self.0, member, version);
    }

    /// The version that counts, with its member.
    pub(crate) fn latest(&self) -> Option<(MemberId, &Version<T>)> {
        self.0.iter().max_by_key(|(by, version)| (version.rev, **by)).map(|(by, version)| (*by, version))
    }

    /// Every member's version, the one that counts last.
    pub(crate) fn versions(&self) -> Vec<(MemberId, &Version<T>)> {
        let versions = self.0.iter().map(|(by, version)| (*by, version));
        order::by_key(versions, |(by, version)| (version.rev, 0, by.0))
    }

    /// The revision of a member's version, if it is the one that counts.
    pub(crate) fn latest_of(&self, member: MemberId) -> Option<u64> {
        self.latest().filter(|(by, _)| *by == member).map(|(_, version)| version.rev)
    }

    /// A revision that supersedes all known ones.
    pub(crate) fn next(&self) -> u64 {
        self.latest().map_or(0, |(_, version)| version.rev) + 1
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A version as it is written to the document.
pub(crate) fn of_version(rev: u64, at: Moment, value: &[Any]) -> Any {
    let mut parts = vec![of_number(rev), of_number(at.0)];
    parts.extend_from_slice(value);
    Any::from(parts)
}
