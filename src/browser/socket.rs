//! A WebSocket to the relay.

use std::{cell::Cell, rc::Rc};

use gloo::events::EventListener;
use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{BinaryType, MessageEvent, WebSocket};

use crate::browser::{BrowserError, sign_on};

/// Something that happened to a [`Socket`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SocketEvent {
    Opened,
    Arrived(Vec<u8>),
    /// It could not be opened, or it closed. At most `SignedOut` follows.
    Closed,
    /// It could not be opened: whether that is because something in front of the relay asks for a sign-on.
    SignedOut(bool),
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
        let was_open = Rc::new(Cell::new(false));
        let opens = Rc::clone(&was_open);
        let address = address.to_owned();
        let listeners = [
            EventListener::new(&socket, "open", move |_| {
                opens.set(true);
                opened(SocketEvent::Opened);
            }),
            EventListener::new(&socket, "message", move |event| {
                // The relay sends binary messages only; anything else is ignored.
                let buffer = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
                if let Some(Ok(buffer)) = buffer.map(JsCast::dyn_into::<ArrayBuffer>) {
                    arrived(SocketEvent::Arrived(Uint8Array::new(&buffer).to_vec()));
                }
            }),
            EventListener::new(&socket, "close", move |_| {
                if !was_open.get() {
                    let (found, address) = (happened.clone(), address.clone());
                    spawn_local(async move { found(SocketEvent::SignedOut(sign_on::is_signed_out(&address).await)) });
                }
                happened(SocketEvent::Closed);
            }),
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
