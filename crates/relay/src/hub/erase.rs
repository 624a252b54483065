//! Erasing a room: with a signed statement, which is kept and shown to everyone. `[P 40]`

use alongside_wire::{
    RoomId, Signature,
    frame::{ErrorCode, Subject},
    statement,
};

use super::{io::SocketId, join::is_signed, state::Hub};
use crate::{clock::Now, log::Erasure};

impl Hub {
    pub(super) fn erase(&mut self, now: Now, room: RoomId, from: SocketId, signature: Signature) {
        let Some(socket) = self.sockets.get(&from) else { return };
        let (origin, nonce) = (socket.origin.to_string(), socket.nonce);
        let said = statement::erase(&origin, room, nonce);
        if !socket.key.is_some_and(|key| is_signed(&key, &said, signature)) {
            return self.refuse(from, Subject::Erase, ErrorCode::BadSignature);
        }
        let Some(open) = self.open_room(room) else { return };
        if open.erasing {
            return;
        }
        open.erasing = true;
        self.drop_queued(room);
        let day = self.today(now);
        self.commits.erasures.push(Erasure { room, origin, nonce, signature, day });
    }
}
