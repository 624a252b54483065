//! Pairing by a code that one person reads out and the other types (P 120–129): a module of its own, which is loaded when one of them first
//! wants it. The machines are the peer's (`alongside_peer::pairing`); here are the connection that each is driven by, and what is shown.

mod connection;
mod emoji;
mod ends;
mod join;
mod offer;

use std::cell::Cell;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

pub use self::ends::{JoinProps, OfferProps};
use crate::{
    browser::sheets,
    entrance::{NotLoaded, Slot, entrance, until_loaded},
    pairing::{join::Join, offer::Offer},
    strings, styles,
};

/// What draws the two ends of a pairing.
#[derive(Clone, Copy)]
pub struct PairingScreens {
    /// For whoever reads a code out.
    pub offer: fn(OfferProps) -> Html,
    /// For whoever types one.
    pub join: fn(JoinProps) -> Html,
}

entrance! {
    module pairing, loaded by load_pairing;
    /// The functions that draw the two ends. Their texts and their sheet come with them.
    fn pairing_screens() -> Result<PairingScreens, NotLoaded> {
        strings::pairing_came();
        sheets::add(styles::PAIRING);
        Ok(PairingScreens {
            offer: |props| html! { <Offer ..props /> },
            join: |props| html! { <Join ..props /> },
        })
    }
}

thread_local! {
    /// What was loaded, for the life of the page.
    static SCREENS: Slot<PairingScreens> = const { Slot::new(None) };
}

/// Loads the module, if it is not there yet. `failed` hears of every attempt that failed, and answers whether to try again.
pub fn load(failed: impl Fn() -> bool + 'static, then: impl FnOnce(PairingScreens) + 'static) {
    spawn_local(async move {
        if let Some(screens) = SCREENS.with(Cell::get) {
            return then(screens);
        }
        if until_loaded(load_pairing, failed).await
            && let Ok(screens) = pairing_screens().await
        {
            SCREENS.with(|slot| slot.set(Some(screens)));
            then(screens);
        }
    });
}
