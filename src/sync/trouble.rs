//! Why the relay refuses what is sent, in words. They are shown outside a room, too.

use alongside_peer::facts::Trouble;

use crate::strings::{Key, t};

/// Why the relay refuses what is sent, in a sentence.
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
