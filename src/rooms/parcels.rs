//! How private lines come to a person's other devices: in parcels of one size, by the keyring. When one is put there depends on which
//! room is open and on nothing that was written, and a notebook without a line sends as much as any other. `[P 158, 159]`

use std::rc::Rc;

use alongside_peer::private;

use crate::{
    browser::entropy,
    rooms::{RoomsInner, parcel_turns::ParcelTurns},
};

impl RoomsInner {
    /// Begins to count turns for a room that is being opened.
    pub(super) fn parcel_turns(self: &Rc<Self>) -> ParcelTurns {
        let this = Rc::downgrade(self);
        ParcelTurns::begin(move |rest| {
            if let Some(this) = this.upgrade() {
                this.put_parcel(rest);
            }
        })
    }

    /// Takes in the parcels of the open room that the keyring holds.
    pub(super) fn take_parcels(&self) {
        let (Some(keyring), Some(open)) = (self.keyring(), self.open_room()) else { return };
        keyring.parcels(open.id()).for_each(|parcel| open.notebook().take_parcel(parcel.at, &parcel.bytes));
        if open.turns().is_due() {
            self.put(0);
        }
    }

    /// Puts the open room's next parcel, unless one was put within `rest` milliseconds.
    pub(super) fn put_parcel(&self, rest: u64) {
        self.take_parcels();
        self.put(rest);
    }

    /// Another device is about to be linked: what is written of the open room comes with the rooms, as soon as a new keyring is
    /// known to the relay.
    pub(super) fn put_parcel_for_link(&self) {
        if let Some(open) = self.open_room() {
            open.turns().make_due();
            self.take_parcels();
        }
    }

    fn put(&self, rest: u64) {
        let (Some(keyring), Some(open)) = (self.keyring(), self.open_room()) else { return };
        let Ok(salt) = entropy::bytes() else { return };
        open.turns().take(rest, |turn| {
            let (at, parcel) = private::parcel(&open.notebook().whole(), turn, salt);
            keyring.put_parcel(open.id(), at, parcel)
        });
    }
}
