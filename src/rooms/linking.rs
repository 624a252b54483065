//! What the keyring does with the rooms of this device, and how a device is linked to one.

use std::rc::Rc;

use alongside_peer::{RoomSecret, invite, sealed_key::DeviceSecret};
use alongside_wire::RoomId;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use crate::{
    browser::{
        clock, entropy,
        storage::{self, RoomRecord},
    },
    open_room::store::Link,
    rooms::{
        Location, RoomsInner,
        keyring::{Keyring, Linking, Reading},
    },
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
            if let Some(keyring) = Keyring::kept(&context, this.when_keyring_changes()).await {
                this.keyring.replace(Some(Rc::new(keyring)));
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

    /// Adds what only the keyring holds to this device's rooms, and what only this device has to the keyring.
    fn keyring_changed(self: &Rc<Self>) {
        if let Some(keyring) = self.keyring() {
            self.take_over(&keyring);
            let records = self.state.borrow().records.clone();
            records.iter().for_each(|record| keyring.hold(record));
            self.take_parcels();
        }
        if !self.link_if_confirmed() {
            self.draw();
        }
    }

    fn take_over(&self, keyring: &Keyring) {
        for (secret, me, name) in keyring.lacking(&self.context, |room| self.record(room).is_some()) {
            let Ok(device) = entropy::seed() else { return };
            let mut record = RoomRecord::new(secret, DeviceSecret::from_bytes(device), Some(me), clock::wall());
            record.entry.alone = name.is_empty();
            record.entry.name = name;
            self.keep(record);
        }
    }

    /// This device has a keyring no longer: the next link makes a new one.
    pub(super) fn give_up_keyring(&self) {
        if let Some(keyring) = self.keyring.take() {
            keyring.give_up(&self.context);
            self.forget(keyring.id());
        }
    }

    /// The link for another device of mine, from a room that it is to show first; or the printed key.
    pub(super) fn device_link(self: &Rc<Self>, room: RoomId, link: Link) -> Option<String> {
        let keyring = match self.keyring() {
            Some(keyring) => keyring,
            None => {
                let keyring = Rc::new(Keyring::new(&self.context, self.when_keyring_changes())?);
                self.keyring.replace(Some(Rc::clone(&keyring)));
                self.keyring_changed();
                keyring
            }
        };
        self.put_parcel_for_link();
        match link {
            Link::PrintedKey => Some(keyring.printed()),
            _ => keyring.link(&self.context, room),
        }
    }

    /// The secret of a keyring came to this device. Whoever it is from gets to know every room of this device: so that is
    /// asked first, unless it `is_confirmed`.
    pub(super) fn look_at(self: &Rc<Self>, secret: RoomSecret, first: Option<RoomId>, is_confirmed: bool) {
        if self.keyring().is_some_and(|mine| mine.secret() == secret) {
            return self.show_first(first);
        }
        if let Ok(keyring) = Keyring::look(&self.context, secret, self.when_keyring_changes()) {
            self.leave_room();
            let linking = Linking { keyring, first, is_confirmed };
            self.state.borrow_mut().place = Location::Linking(Rc::new(linking));
            self.draw();
        }
    }

    /// A person who has said that it is theirs waits for what the keyring holds.
    pub(super) fn link_if_confirmed(self: &Rc<Self>) -> bool {
        let is_ready = match &self.state.borrow().place {
            Location::Linking(linking) => linking.is_confirmed && matches!(linking.keyring.reading(), Reading::Has(_)),
            _ => false,
        };
        if is_ready {
            self.link_here();
        }
        is_ready
    }

    /// The keyring whose link was opened is the person's own.
    pub(super) fn link_here(self: &Rc<Self>) {
        let linking = match &self.state.borrow().place {
            Location::Linking(linking) => Rc::clone(linking),
            _ => return,
        };
        let (keyring, first) = (&linking.keyring, linking.first);
        storage::ask_to_persist();
        self.take_over(keyring);
        if let Ok(mine) = Keyring::take_on(&self.context, keyring.secret(), self.when_keyring_changes())
            && let Some(before) = self.keyring.replace(Some(Rc::new(mine)))
        {
            self.forget(before.id());
        }
        self.show_first(first);
        self.keyring_changed();
    }

    /// Enters the room that a link names, or the only one. Several are listed.
    pub(super) fn show_first(self: &Rc<Self>, first: Option<RoomId>) {
        match first.and_then(|room| self.record(room)).or_else(|| self.only_record()) {
            Some(record) => {
                self.context.host.replace_fragment(&invite::address(record.entry.id));
                self.enter(record);
            }
            None => self.show(self.home()),
        }
    }
}
