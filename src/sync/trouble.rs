//! Why the relay does not take what is sent.

use alongside_peer::facts::Trouble;

use crate::strings::{Key, t};

/// The sentence for it.
pub fn trouble_words(trouble: Trouble) -> &'static str {
    t(match trouble {
        Trouble::LogFull => Key::TroubleLogFull,
        Trouble::DiskFull => Key::TroubleDiskFull,
        Trouble::StorageFailed => Key::TroubleStorageFailed,
        Trouble::RoomFull => Key::TroubleRoomFull,
        Trouble::TooMany => Key::TroubleTooMany,
        Trouble::Version { .. } => Key::TroubleVersion,
        Trouble::BadKey => Key::TroubleBadKey,
        Trouble::Erased => Key::TroubleErased,
    })
}
