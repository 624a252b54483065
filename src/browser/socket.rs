//! A WebSocket to the relay.

use gloo::events::EventListener;
use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::{BinaryType, MessageEvent, WebSocket};

use crate::browser::BrowserError;

/// Something that happened to a [`Socket`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SocketEvent {
    Opened,
    Arrived(Vec<u8>),
    /// It could not be opened, or it closed. No event follows this one.
    Closed,
}

/// An open or opening socket; dropping it closes it and stops its events.
pub struct Socket {
    socket: WebSocket,
    _listeners: [EventListener; 3],
}

impl Socket {
    /// Begins to open a socket; `happened` is never called before this returns.
    pub fn open(address: &str, happened: impl Fn(SocketEvent) + Clone + 'static) -> Result<Self, BrowserError> {
        let socket = WebSocket::new(address).map_err(BrowserError::while_("opening a socket"))?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        let (opened, arrived) = (happened.clone(), happened.clone());
        let listeners = [
            EventListener::new(&socket, "open", move |_| opened(SocketEvent::Opened)),
            EventListener::new(&socket, "message", move |event| {
                // The relay sends binary messages only; anything else is ignored.
                let buffer = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
                if let Some(Ok(buffer)) = buffer.map(JsCast::dyn_into::<ArrayBuffer>) {
                    arrived(SocketEvent::Arrived(Uint8Array::new(&buffer).to_vec()));
                }
            }),
            EventListener::new(&socket, "close", move |_| happened(SocketEvent::Closed)),
        ];
        Ok(Self { socket, _listeners: listeners })
    }

    /// Sends bytes. What is sent while the socket is closing is lost, and `Closed` follows.
    pub fn send(&self, bytes: &[u8]) {
        if self.socket.ready_state() == WebSocket::OPEN {
            // Throws only while the socket is opening.
            let _ = self.socket.send_with_u8_array(bytes);
        }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        // Throws only for invalid close codes.
        let _ = self.socket.close();
    }
}
