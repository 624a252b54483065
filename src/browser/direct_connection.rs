//! A direct connection to one other page: a WebRTC data channel, and the signals with which its two ends negotiate
//! it.
//!
//! The impolite end makes the first offer. Afterwards both may offer at any time, and when two offers collide the
//! polite end rolls its own back ("perfect negotiation", WebRTC 1.0, 10.7). The first offer is never rolled back:
//! after that, Chromium 156 gathers no candidates for the answer in one of three cases. The channel is negotiated in
//! advance (number 0), so neither end waits for the other to announce it.

#[cfg(test)]
mod tests;

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::{Rc, Weak},
};

use alongside_peer::{io::DirectEvent, message::SignalBody};
use gloo::{events::EventListener, timers::callback::Timeout};
use js_sys::{Array, ArrayBuffer, Function, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    MessageEvent, RtcConfiguration, RtcDataChannel, RtcDataChannelInit, RtcDataChannelState, RtcDataChannelType,
    RtcIceCandidateInit, RtcIceServer, RtcPeerConnection, RtcPeerConnectionIceEvent, RtcPeerConnectionState,
    RtcSdpType, RtcSessionDescriptionInit, RtcSignalingState,
};

use crate::browser::BrowserError;

/// Milliseconds that a connection may be interrupted before ICE is restarted.
const INTERRUPTED: u32 = 4_000;
/// Milliseconds that an ICE restart may take.
const RESTARTING: u32 = 15_000;
/// Bytes that may be queued; more end the connection, since the relay has them all, too.
const WAITING: u32 = 4 << 20;

/// One end of a direct connection, connected or connecting; dropping it closes the connection.
pub struct DirectConnection {
    negotiation: Rc<Negotiation>,
    _listeners: [EventListener; 6],
}

struct Negotiation {
    connection: RtcPeerConnection,
    channel: RtcDataChannel,
    polite: bool,
    /// Whether this end is making an offer.
    making_offer: Cell<bool>,
    /// Whether the other end's last offer was ignored: then its candidates are ignored, too.
    ignoring_offer: Cell<bool>,
    /// Signals from the other end, in order, and whether a task is handling them.
    signals: RefCell<VecDeque<SignalBody>>,
    is_taking_signals: Cell<bool>,
    /// Restarts ICE, or ends the connection, if it stays interrupted.
    timeout: RefCell<Option<Timeout>>,
    restarting: Cell<bool>,
    over: Cell<bool>,
    tell: Box<dyn Fn(DirectEvent)>,
}

impl DirectConnection {
    /// Creates this end; the impolite one begins. `happened` is never called before this returns.
    pub fn open(polite: bool, ice: &[String], happened: impl Fn(DirectEvent) + 'static) -> Result<Self, BrowserError> {
        let refused = BrowserError::while_("opening a direct connection");
        let connection = RtcPeerConnection::new_with_configuration(&configuration(ice)).map_err(&refused)?;
        let init = RtcDataChannelInit::new();
        init.set_negotiated(true);
        init.set_id(0);
        let channel = connection.create_data_channel_with_data_channel_dict("alongside", &init);
        channel.set_binary_type(RtcDataChannelType::Arraybuffer);
        let negotiation = Rc::new(Negotiation {
            connection,
            channel,
            polite,
            making_offer: Cell::new(false),
            ignoring_offer: Cell::new(false),
            signals: RefCell::default(),
            is_taking_signals: Cell::new(false),
            timeout: RefCell::default(),
            restarting: Cell::new(false),
            over: Cell::new(false),
            tell: Box::new(happened),
        });
        let listeners = negotiation.listen();
        Ok(Self { negotiation, _listeners: listeners })
    }

    /// Handles a signal from the other end.
    pub fn hear(&self, said: SignalBody) {
        self.negotiation.signals.borrow_mut().push_back(said);
        if !self.negotiation.is_taking_signals.replace(true) {
            let negotiation = Rc::clone(&self.negotiation);
            spawn_local(async move {
                loop {
                    let next = negotiation.signals.borrow_mut().pop_front();
                    let Some(said) = next.filter(|_| !negotiation.over.get()) else { break };
                    // A signal that the browser rejects is the other end's fault: no connection comes about.
                    let _ = negotiation.take_signal(said).await;
                }
                negotiation.is_taking_signals.set(false);
            });
        }
    }

    /// Sends bytes. If they cannot be sent, the connection ends.
    pub fn send(&self, bytes: &[u8]) {
        let channel = &self.negotiation.channel;
        let open = channel.ready_state() == RtcDataChannelState::Open && channel.buffered_amount() < WAITING;
        if !open || channel.send_with_u8_array(bytes).is_err() {
            self.negotiation.end();
        }
    }
}

impl Drop for DirectConnection {
    fn drop(&mut self) {
        self.negotiation.over.set(true);
        drop(self.negotiation.timeout.take());
        self.negotiation.connection.close();
    }
}

impl Negotiation {
    fn listen(self: &Rc<Self>) -> [EventListener; 6] {
        let (connection, channel) = (&self.connection, &self.channel);
        [
            self.on(connection, "negotiationneeded", |this, _| {
                if this.polite && this.connection.remote_description().is_none() {
                    return;
                }
                let this = Rc::clone(this);
                spawn_local(async move {
                    // Only a closed connection refuses.
                    let _ = this.offer().await;
                });
            }),
            self.on(connection, "icecandidate", |this, event| {
                let candidate =
                    event.dyn_ref::<RtcPeerConnectionIceEvent>().and_then(RtcPeerConnectionIceEvent::candidate);
                if let Some(candidate) = candidate {
                    let (mid, line) = (candidate.sdp_mid(), candidate.sdp_m_line_index());
                    this.say(DirectEvent::Says(SignalBody::Candidate { candidate: candidate.candidate(), mid, line }));
                }
            }),
            self.on(connection, "connectionstatechange", |this, _| this.connection_changed()),
            self.on(channel, "open", |this, _| this.say(DirectEvent::Opened)),
            self.on(channel, "close", |this, _| this.end()),
            self.on(channel, "message", |this, event| {
                // The other end sends bytes only; anything else is ignored.
                let buffer = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
                if let Some(Ok(buffer)) = buffer.map(JsCast::dyn_into::<ArrayBuffer>) {
                    this.say(DirectEvent::Arrived(Uint8Array::new(&buffer).to_vec()));
                }
            }),
        ]
    }

    fn on(
        self: &Rc<Self>,
        target: &web_sys::EventTarget,
        event: &'static str,
        happened: impl Fn(&Rc<Self>, &web_sys::Event) + 'static,
    ) -> EventListener {
        let this = Rc::downgrade(self);
        EventListener::new(target, event, move |event| {
            if let Some(this) = this.upgrade() {
                happened(&this, event);
            }
        })
    }

    fn say(&self, event: DirectEvent) {
        if !self.over.get() {
            (self.tell)(event);
        }
    }

    fn end(&self) {
        if !self.over.replace(true) {
            (self.tell)(DirectEvent::Closed);
        }
    }

    async fn offer(&self) -> Result<(), JsValue> {
        self.making_offer.set(true);
        let made = self.describe().await;
        self.making_offer.set(false);
        made
    }

    /// Makes the offer or answer that is due, and signals it.
    async fn describe(&self) -> Result<(), JsValue> {
        // Without type and SDP, the browser makes the offer or answer that the signalling state calls for.
        let fitting: RtcSessionDescriptionInit = Object::new().unchecked_into();
        JsFuture::from(self.connection.set_local_description(&fitting)).await?;
        if let Some(description) = self.connection.local_description() {
            let sdp = description.sdp();
            self.say(DirectEvent::Says(match description.type_() {
                RtcSdpType::Offer => SignalBody::Offer(sdp),
                _ => SignalBody::Answer(sdp),
            }));
        }
        Ok(())
    }

    async fn take_signal(&self, said: SignalBody) -> Result<(), JsValue> {
        match said {
            SignalBody::Offer(sdp) => {
                let meets_mine =
                    self.making_offer.get() || self.connection.signaling_state() != RtcSignalingState::Stable;
                self.ignoring_offer.set(meets_mine && !self.polite);
                if !self.ignoring_offer.get() {
                    self.accept(RtcSdpType::Offer, &sdp).await?;
                    self.describe().await?;
                }
            }
            SignalBody::Answer(sdp) => {
                self.ignoring_offer.set(false);
                self.accept(RtcSdpType::Answer, &sdp).await?;
            }
            SignalBody::Candidate { candidate, mid, line } if !self.ignoring_offer.get() => {
                let init = RtcIceCandidateInit::new(&candidate);
                init.set_sdp_mid(mid.as_deref());
                init.set_sdp_m_line_index(line);
                JsFuture::from(self.connection.add_ice_candidate_with_opt_rtc_ice_candidate_init(Some(&init))).await?;
            }
            SignalBody::Candidate { .. } | SignalBody::HungUp => {}
        }
        Ok(())
    }

    async fn accept(&self, kind: RtcSdpType, sdp: &str) -> Result<(), JsValue> {
        let description = RtcSessionDescriptionInit::new(kind);
        description.set_sdp(sdp);
        JsFuture::from(self.connection.set_remote_description(&description)).await?;
        Ok(())
    }

    fn connection_changed(self: &Rc<Self>) {
        match self.connection.connection_state() {
            RtcPeerConnectionState::Connected => {
                self.restarting.set(false);
                drop(self.timeout.take());
            }
            // Often over in a moment; if not, ICE is restarted.
            RtcPeerConnectionState::Disconnected => self.after(INTERRUPTED, Self::restart),
            RtcPeerConnectionState::Failed => self.restart(),
            RtcPeerConnectionState::Closed => self.end(),
            _ => {}
        }
    }

    /// Makes both ends gather new candidates, once.
    fn restart(self: &Rc<Self>) {
        if self.restarting.replace(true) {
            return self.end();
        }
        match self.restart_ice() {
            Ok(()) => self.after(RESTARTING, |this| this.end()),
            Err(_) => self.end(),
        }
    }

    fn restart_ice(&self) -> Result<(), JsValue> {
        // web-sys 0.3 does not list this method; a browser without it closes the connection, and another one is made.
        let restart: Function = Reflect::get(&self.connection, &"restartIce".into())?.dyn_into()?;
        restart.call0(&self.connection).map(drop)
    }

    fn after(self: &Rc<Self>, millis: u32, next: fn(&Rc<Self>)) {
        let this: Weak<Self> = Rc::downgrade(self);
        *self.timeout.borrow_mut() = Some(Timeout::new(millis, move || {
            if let Some(this) = this.upgrade() {
                drop(this.timeout.take());
                next(&this);
            }
        }));
    }
}

fn configuration(ice: &[String]) -> RtcConfiguration {
    let servers = Array::new();
    for named in ice {
        let server = RtcIceServer::new();
        let NamedServer { url, who } = NamedServer::from(named.as_str());
        server.set_urls_str(&url);
        if let Some((username, credential)) = who {
            server.set_username(username);
            server.set_credential(credential);
        }
        servers.push(&server);
    }
    let configuration = RtcConfiguration::new();
    configuration.set_ice_servers(&servers);
    configuration
}

/// A server in the operator's notation: `stun:host`, or `turn:username:credential@host`. `[P 78]`
#[derive(Debug, PartialEq, Eq)]
struct NamedServer<'a> {
    url: String,
    /// Username and credential.
    who: Option<(&'a str, &'a str)>,
}

impl<'a> From<&'a str> for NamedServer<'a> {
    fn from(named: &'a str) -> Self {
        let parts = named.rsplit_once('@').and_then(|(front, host)| Some((front.split_once(':')?, host)));
        match parts {
            Some(((scheme, who), host)) => {
                let who = who.split_once(':').unwrap_or((who, ""));
                Self { url: format!("{scheme}:{host}"), who: Some(who) }
            }
            None => Self { url: named.to_owned(), who: None },
        }
    }
}
