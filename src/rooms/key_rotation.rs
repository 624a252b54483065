//! How another room takes an open room's place on this device: its successor after a key rotation, or a new room with all
//! of its content after it was erased.

use std::rc::Rc;

use alongside_peer::{
    RoomSecret, invite,
    io::{Kept, Write},
    key_rotation::Successor,
};
use wasm_bindgen_futures::spawn_local;

use crate::{
    browser::{clock, entropy, storage::RoomRecord},
    rooms::{RoomsInner, open::OpenRoom},
};

impl RoomsInner {
    /// A new room with everything that is in the open one, in its place on this device.
    pub(super) fn start_again(self: &Rc<Self>) {
        let (Some(open), Ok(secret)) = (self.open_room(), entropy::seed()) else { return };
        let RoomRecord { me, device, .. } = open.record();
        self.replace_open_room(
            &open,
            RoomRecord::new(RoomSecret::from_bytes(secret), device, me, clock::wall()),
            false,
        );
    }

    /// The successor takes the open room's place.
    pub(super) fn follow(self: &Rc<Self>, open: &Rc<OpenRoom>, successor: Successor) {
        // Whoever has an old link to the keyring would find the new key in it.
        if open.is_kept_from_keyring(&successor) {
            self.give_up_keyring();
        }
        self.replace_open_room(open, open.record().succeeded_by(successor), true);
    }

    /// The room of this record gets everything that is in the open room, and its place on this device. Where the device
    /// keeps nothing, that happens only if it `must`: this page is all there is then.
    fn replace_open_room(self: &Rc<Self>, open: &Rc<OpenRoom>, record: RoomRecord, must: bool) {
        let Some(copy) = open.copy_to(&record).filter(|_| open.begin_succession()) else { return };
        let (before, room) = (open.id(), record.entry.id);
        let kept = self.context.storage.write(room, std::slice::from_ref(&copy));
        let (this, open) = (Rc::downgrade(self), Rc::clone(open));
        spawn_local(async move {
            let is_kept = kept.await.is_ok();
            let Some(this) = this.upgrade() else { return };
            if !is_kept && !must {
                this.forget(room);
                open.cancel_succession();
                return;
            }
            this.context.prefs.carry("draft", before, room);
            let still = this.open_room().is_some_and(|now| Rc::ptr_eq(&now, &open));
            this.keep(record.clone());
            if let Some(keyring) = this.keyring() {
                keyring.take_off(before);
            }
            if still {
                this.context.host.replace_fragment(&invite::address(room));
            }
            if still && is_kept {
                this.enter(record);
            } else if still {
                this.leave_room();
                this.open_with(record, as_kept(copy), None);
            }
            // Only what is kept takes the place of what was.
            if is_kept {
                this.forget(before);
            }
        });
    }
}

/// A copy as the device would give it back.
fn as_kept(copy: Write) -> Kept {
    match copy {
        Write::Snapshot { id, sealed, .. } => Kept { snapshots: vec![(id, sealed)], ..Kept::default() },
        _ => Kept::default(),
    }
}
