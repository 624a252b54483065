//! A room goes from a frame to a window of its own, as to another device of the same person: the storage there is another one.

use std::rc::Rc;

use alongside_peer::{invite, key::RoomSecret, sealed_key::DeviceSecret};
use alongside_room::MemberId;
use alongside_wire::RoomId;
use zeroize::Zeroizing;

use crate::{
    browser::{
        clock, entropy,
        hand_over::{self, LENGTH},
        page,
        storage::{self, RoomRecord},
    },
    rooms::RoomsInner,
};

impl RoomsInner {
    /// Opens the open room in a window of its own, and answers with the address where the browser opens none. A page of another origin
    /// has the room in its own storage, and hands nothing over.
    pub(super) fn open_window(&self) -> Option<String> {
        let room = self.open_room()?.id();
        let address = self.context.link(&invite::address(room));
        let is_ours = address.starts_with(&format!("{}/", page::origin()));
        let given = self.record(room).filter(|_| is_ours).and_then(|record| {
            let mut bytes = Zeroizing::new([0; LENGTH]);
            let (secret, me) = bytes.split_at_mut(LENGTH - 8);
            secret.copy_from_slice(record.secret.as_bytes());
            me.copy_from_slice(&record.me?.0);
            Some(bytes)
        });
        let is_open = match given {
            Some(given) => {
                let giving = hand_over::open(&address, *given);
                let is_open = giving.is_some();
                self.handing.borrow_mut().given = giving;
                is_open
            }
            None => page::open_tab(&address),
        };
        (!is_open).then_some(address)
    }

    /// This device has no key to the room of the address. Where a frame opened this window, that may have it.
    pub(super) fn ask_for(self: &Rc<Self>, room: RoomId) {
        if !self.context.host.is_page() {
            return;
        }
        let this = Rc::downgrade(self);
        let asked = hand_over::ask(move |bytes| {
            if let Some(this) = this.upgrade() {
                this.handed(room, &Zeroizing::new(bytes));
            }
        });
        self.handing.borrow_mut().asked = asked;
    }

    fn handed(self: &Rc<Self>, room: RoomId, bytes: &[u8; LENGTH]) {
        let (secret, me) = bytes.split_at(LENGTH - 8);
        let (Ok(secret), Ok(me), Ok(device)) = (secret.try_into(), me.try_into(), entropy::seed()) else { return };
        let secret = RoomSecret::from_bytes(secret);
        if secret.room_id() != room || self.record(room).is_some() {
            return;
        }
        let record = RoomRecord::new(secret, DeviceSecret::from_bytes(device), Some(MemberId(me)), clock::wall());
        storage::ask_to_persist();
        self.enter(record);
    }
}
