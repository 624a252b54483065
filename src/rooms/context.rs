//! What the rooms of one element stand on.

use std::rc::Rc;

use alongside_peer::{Config, RoomSecret};
use alongside_room::MemberId;
use yew::Callback;

use crate::{
    browser::{BrowserError, entropy, host::Host, page, prefs::Prefs, sign_on::SIGN_IN, storage::Storage},
    open_room::{driver::Dependencies, unsaved::Unsaved},
    rooms::screens::Screens,
};

/// What [`Rooms`](super::Rooms) stands on.
#[derive(Clone)]
pub struct RoomsContext {
    /// The page, as far as it may be used.
    pub host: Host,
    /// The relay's address.
    pub relay: Rc<str>,
    /// What the device keeps.
    pub storage: Rc<dyn Storage>,
    /// What the person likes.
    pub prefs: Prefs,
    /// Told whenever something else is to be drawn.
    pub draw: Callback<Screens>,
}

impl RoomsContext {
    /// What a driver needs to open a room with the relay, keeping what it does in this storage.
    pub(super) fn dependencies(
        &self,
        secret: RoomSecret,
        me: Option<MemberId>,
        compact_above: u64,
        storage: Rc<dyn Storage>,
        changed: Callback<()>,
    ) -> Result<Dependencies, BrowserError> {
        let seed = entropy::seed()?;
        let origin = page::authority(&self.relay).unwrap_or_default();
        let unsaved = Unsaved::read(secret.room_id(), self.prefs.clone(), changed.clone());
        Ok(Dependencies {
            config: Config { secret, me, seed, origin, compact_above },
            relay: Rc::clone(&self.relay),
            storage,
            unsaved,
            changed,
        })
    }

    /// The way to whatever asks for a sign-on in front of the relay. A page of its own comes back from there to where it was.
    pub(super) fn sign_in(&self) -> Rc<str> {
        if self.host.is_page() { SIGN_IN.into() } else { format!("{}{SIGN_IN}", self.relay).into() }
    }

    /// A link whose fragment, `#` included, holds a key: to this page, or to the relay's where this is somebody else's.
    pub(super) fn link(&self, fragment: &str) -> String {
        if self.host.is_page() { page::address(fragment) } else { format!("{}{fragment}", self.relay) }
    }
}
