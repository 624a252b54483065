//! What the keyring does with the rooms of this device, and how a device is linked to one.

use std::rc::Rc;

use alongside_peer::{
    invite::{self, KeyringLink},
    sealed_key::DeviceSecret,
};
use alongside_wire::RoomId;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use crate::{
    browser::{
        clock, entropy,
        storage::{self, RoomRecord},
    },
    rooms::{Location, RoomsInner, keyring::Keyring},
};

impl RoomsInner {
    /// This device's keyring, if it has one and that is read.
    pub(super) fn keyring(&self) -> Option<Rc<Keyring>> {
        self.keyring.borrow().clone()
    }

    /// Reads this device's keyring, if it has one.
    pub(super) fn find_keyring(self: &Rc<Self>) {
        let (context, this) = (self.context.clone(), Rc::clone(self));
        spawn_local(async move {
            if let Some(ring) = Keyring::kept(&context, this.when_keyring_changes()).await {
                this.keyring.replace(Some(Rc::new(ring)));
                this.keyring_changed();
            }
        });
    }

    fn when_keyring_changes(self: &Rc<Self>) -> Callback<()> {
        let this = Rc::downgrade(self);
        Callback::from(move |()| {
            if let Some(this) = this.upgrade() {
                this.keyring_changed();
            }
        })
    }

    /// What is on the ring and not here comes here, and what is here and not on the ring goes there.
    fn keyring_changed(self: &Rc<Self>) {
        if let Some(ring) = self.keyring() {
            self.take_over(&ring);
            let records = self.state.borrow().records.clone();
            records.iter().for_each(|record| ring.hold(record));
        }
        self.draw();
    }

    fn take_over(&self, ring: &Keyring) {
        for (secret, me, name) in ring.lacking(&self.context, |room| self.record(room).is_some()) {
            let Ok(device) = entropy::seed() else { return };
            let mut record = RoomRecord::new(secret, DeviceSecret::from_bytes(device), Some(me), clock::wall());
            record.entry.alone = name.is_empty();
            record.entry.name = name;
            self.keep(record);
        }
    }

    /// This device has a keyring no longer: the next link makes a new one.
    pub(super) fn give_up_keyring(&self) {
        if let Some(ring) = self.keyring.take() {
            ring.give_up(&self.context);
            self.forget(ring.id());
        }
    }

    /// The link for another device of mine, from a room that it is to show first.
    pub(super) fn device_link(self: &Rc<Self>, room: RoomId) -> Option<String> {
        let ring = match self.keyring() {
            Some(ring) => ring,
            None => {
                let ring = Rc::new(Keyring::new(&self.context, self.when_keyring_changes())?);
                self.keyring.replace(Some(Rc::clone(&ring)));
                self.keyring_changed();
                ring
            }
        };
        Some(ring.link(&self.context, Some(room)))
    }

    /// A link to a keyring was opened. Who made it gets to know every room of this device: so that is asked first.
    pub(super) fn look_at(self: &Rc<Self>, link: KeyringLink) {
        if self.keyring().is_some_and(|mine| mine.secret() == link.secret) {
            return self.show_first(link.first);
        }
        if let Ok(ring) = Keyring::look(&self.context, link.secret, self.when_keyring_changes()) {
            self.leave_room();
            self.state.borrow_mut().place = Location::Linking(Rc::new(ring), link.first);
            self.draw();
        }
    }

    /// It is the person's own.
    pub(super) fn link_here(self: &Rc<Self>) {
        let (ring, first) = match &self.state.borrow().place {
            Location::Linking(ring, first) => (Rc::clone(ring), *first),
            _ => return,
        };
        storage::ask_to_persist();
        self.take_over(&ring);
        if let Ok(mine) = Keyring::take_on(&self.context, ring.secret(), self.when_keyring_changes())
            && let Some(before) = self.keyring.replace(Some(Rc::new(mine)))
        {
            self.forget(before.id());
        }
        self.show_first(first);
        self.keyring_changed();
    }

    fn show_first(self: &Rc<Self>, first: Option<RoomId>) {
        match first.and_then(|room| self.record(room)) {
            Some(record) => {
                self.context.host.replace_fragment(&invite::address(record.entry.id));
                self.enter(record);
            }
            None => self.show(self.home()),
        }
    }
}
