//! Newtypes for all ids of a room.

use std::fmt;

use sha2::{Digest, Sha256};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; 8]);

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let mut bytes = [0; 8];
                if text.len() != 16 || !text.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')) {
                    return Err(NotAnId);
                }
                for (byte, at) in bytes.iter_mut().zip((0..16).step_by(2)) {
                    *byte = u8::from_str_radix(&text[at..at + 2], 16).map_err(|_| NotAnId)?;
                }
                Ok(Self(bytes))
            }
        }
    };
}

/// The text is not the 16 lower-case hexadecimal digits of an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct NotAnId;

id!(
    /// A person in the room, on however many devices.
    MemberId
);
id!(
    /// One meeting in the room's series. Derived, never drawn: see [`SessionId::next`].
    SessionId
);
id!(
    /// A talking point.
    ItemId
);
id!(
    /// Something to do.
    TaskId
);
id!(
    /// One run of the timer.
    BlockId
);
id!(
    /// A remark on a task.
    CommentId
);
id!(
    /// Letters that were taken out of notes. Derived from the letter that was taken out first, never drawn.
    PassageId
);
id!(
    /// A list of steps that a session can go through.
    ShapeId
);
id!(
    /// A part of a session, among those of one shape.
    StepId
);
id!(
    /// One offer of a task to another member.
    HandoffId
);
id!(
    /// A line of what the receiver of a hand-off should know.
    BriefingId
);
id!(
    /// A small thing that somebody means to do every week.
    HabitId
);
id!(
    /// A line of a notebook, which only its author sees.
    LineId
);
id!(
    /// One browser profile of a member. Derived, never drawn: see [`DeviceId::of`].
    DeviceId
);
id!(
    /// A device's key that signs for its member. Derived, never drawn: see [`SignerId::of`].
    SignerId
);
id!(
    /// Words of a part of the agreement.
    WordingId
);
id!(
    /// Names a room's key without revealing it: only who holds the key can compute its id.
    KeyId
);

impl SessionId {
    /// The first session of every room.
    pub const FIRST: Self = Self(*b"session1");

    /// The session after this one: derived, so that two people who close at once make one next session.
    #[must_use]
    pub fn next(self) -> Self {
        Self(derive(b"alongside next session", &self.0))
    }

    /// What this session of a room is called outside of Alongside, as in a calendar: derived one way, so that it names neither.
    #[must_use]
    pub fn outside_name(self, room: &[u8]) -> String {
        derive(b"alongside outside name", &[room, &self.0].concat()).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl ShapeId {
    /// The room's own copy of a shape that a screen brought along, for one session: derived, so that two people who change it at
    /// once change one copy.
    #[must_use]
    pub fn copy_in(self, session: SessionId) -> Self {
        Self(derive(b"alongside shape copy", &[self.0, session.0].concat()))
    }
}

impl BlockId {
    /// The block that follows this one automatically (its break, or after a break the next block): derived, so that
    /// two devices that start it at once start the same one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(derive(b"alongside next block", &self.0))
    }
}

impl HandoffId {
    /// The point of the agenda at which both talk about this hand-off when its check-back day is over: derived, so that two devices
    /// that put it there at once put one there.
    #[must_use]
    pub fn talk(self, check_back: &str) -> ItemId {
        ItemId(derive(b"alongside let us talk", &[&self.0, check_back.as_bytes()].concat()))
    }
}

impl LineId {
    /// The talking point that a private line becomes when its author shares it: derived, so that two devices of theirs that share
    /// it at once make one point. `[P 157]`
    #[must_use]
    pub fn shared_item(self) -> ItemId {
        ItemId(derive(b"alongside shared line", &self.0))
    }
}

impl PassageId {
    /// The passage of which this letter was taken out first: derived, so that two who take it out at once make one passage.
    pub(crate) fn of(letter: yrs::ID) -> Self {
        let (client, clock) = (letter.client.get().to_le_bytes(), letter.clock.to_le_bytes());
        Self(derive(b"alongside passage", &[&client[..], &clock].concat()))
    }
}

impl DeviceId {
    /// The device with this public key: derived, so that nobody can put another key in the place of a known device's.
    pub fn of(key: &[u8; 32]) -> Self {
        Self(derive(b"alongside device", key))
    }
}

impl SignerId {
    /// The signer with this public key: derived, so that nobody can put another key in the place of a known one.
    pub fn of(key: &[u8; 32]) -> Self {
        Self(derive(b"alongside signer", key))
    }
}

impl WordingId {
    /// The words of a part that were written down by an acceptance: derived, so that an acceptance brings no more ids, and others for
    /// each, so that no two write under one.
    pub(crate) fn written_down(by: SignerId, at: u64, part: u8) -> Self {
        Self(derive(b"alongside wording", &[&by.0[..], &at.to_le_bytes(), &[part]].concat()))
    }
}

fn derive(domain: &[u8], from: &[u8]) -> [u8; 8] {
    let digest = Sha256::new().chain_update(domain).chain_update(from).finalize();
    let mut id = [0; 8];
    id.copy_from_slice(&digest[..8]);
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `[P 91]`
    #[test]
    fn an_id_reads_back_from_its_text() {
        let id = ItemId([0, 1, 2, 0xfe, 4, 5, 6, 0xff]);
        assert_eq!(id.to_string(), "000102fe040506ff");
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!("00010".parse::<ItemId>(), Err(NotAnId));
        assert_eq!("000102FE040506FF".parse::<ItemId>(), Err(NotAnId), "else two keys would name one item");
    }
}
