//! The other tabs of this browser that have the same room open.

use alongside_wire::RoomId;
use gloo::events::EventListener;
use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, MessageEvent};

use crate::browser::relay_names;

/// A channel to the other tabs; dropping it leaves the channel.
pub struct Tabs {
    channel: BroadcastChannel,
    _heard: EventListener,
}

impl Tabs {
    /// Joins the channel of this room at the relay of this address. `None` if the browser isolates tabs from each other.
    pub fn join(room: RoomId, relay: &str, heard: impl Fn(Vec<u8>) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(&relay_names::named(&format!("alongside {room}"), relay)).ok()?;
        let listener = EventListener::new(&channel, "message", move |event| {
            let buffer = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
            if let Some(Ok(buffer)) = buffer.map(JsCast::dyn_into::<ArrayBuffer>) {
                heard(Uint8Array::new(&buffer).to_vec());
            }
        });
        Some(Self { channel, _heard: listener })
    }

    /// Sends bytes to the other tabs.
    pub fn tell(&self, bytes: &[u8]) {
        // Throws only on a closed channel, and this one is closed on drop.
        let _ = self.channel.post_message(&Uint8Array::from(bytes).buffer());
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        self.channel.close();
    }
}
