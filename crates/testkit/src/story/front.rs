//! What stands in front of relays: a proxy that serves several under paths of one host, and a company's sign-on that every
//! request has to pass, which can run out.

mod http;
mod sign_on;

use std::{
    io::{Read, Result, Write},
    net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
};

use self::http::RequestHead;
pub use self::sign_on::SignOn;

/// A proxy on a port of its own. Whoever has not signed in gets no further than its sign-on, once there is one.
pub struct Front {
    address: SocketAddr,
    state: Arc<Mutex<FrontState>>,
}

/// What a proxy does with the path under which it serves a relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathPrefix {
    /// The relay gets requests with the path.
    Kept,
    /// The relay gets requests without the path; what is left of the path alone is `/`.
    Removed,
}

#[derive(Default)]
struct FrontState {
    relays: Vec<Served>,
    sign_on: Option<SignOn>,
    /// What the cookie of somebody who is signed in holds.
    era: u32,
    drops_upgrades: bool,
    /// Paths that no sign-on guards.
    open: Vec<String>,
    tunnels: Vec<TcpStream>,
}

/// A relay under a path, which has no slash at its end.
#[derive(Clone)]
struct Served {
    path: String,
    prefix: PathPrefix,
    relay: SocketAddr,
}

impl Front {
    /// Starts a proxy that leads nowhere yet.
    pub fn listen() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("its address");
        let state = Arc::<Mutex<FrontState>>::default();
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let state = Arc::clone(&shared);
                // A connection that fails on the way needs no handling.
                thread::spawn(move || answer(client, &state));
            }
        });
        Self { address, state }
    }

    /// The origin of the pages behind it.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The options of a relay that stands behind it.
    pub fn options(&self) -> Vec<String> {
        ["--origin".to_owned(), self.address.to_string(), "--trusted-proxy".to_owned()].into()
    }

    /// Serves the relay at this address under a path, such as `/a`; at the root of the host if that is empty.
    pub fn leads_to(&self, path: &str, prefix: PathPrefix, relay: SocketAddr) {
        let mut state = lock(&self.state);
        state.relays.push(Served { path: path.to_owned(), prefix, relay });
        // The longest path that fits counts.
        state.relays.sort_by_key(|served| std::cmp::Reverse(served.path.len()));
    }

    /// Everybody is signed out, and has to pass a sign-on of this kind from now on. Open sockets end.
    pub fn signs_everybody_out(&self, sign_on: SignOn) {
        let mut state = lock(&self.state);
        state.sign_on = Some(sign_on);
        state.era += 1;
        for tunnel in state.tunnels.drain(..) {
            // It may be closed already.
            let _ = tunnel.shutdown(Shutdown::Both);
        }
    }

    /// No sign-on guards this path.
    pub fn lets_everybody_through_to(&self, path: &str) {
        lock(&self.state).open.push(path.to_owned());
    }

    /// From now on no WebSocket gets through, as with a proxy that was not told to pass on its headers.
    pub fn drops_upgrades(&self) {
        lock(&self.state).drops_upgrades = true;
    }
}

fn lock(state: &Mutex<FrontState>) -> MutexGuard<'_, FrontState> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Answers one request of a client.
fn answer(mut client: TcpStream, state: &Mutex<FrontState>) -> Result<()> {
    client.set_nodelay(true)?;
    let mut request = RequestHead::read(&mut client)?;
    let (sign_on, era) = {
        let state = lock(state);
        let is_open = state.open.iter().any(|path| path == request.path());
        (state.sign_on.filter(|_| !is_open), state.era)
    };
    if let Some(own) = sign_on.and_then(|sign_on| sign_on.answer(&mut client, &request, era)) {
        return client.write_all(own.as_bytes());
    }
    let (served, drops_upgrades) = {
        let state = lock(state);
        let served = state.relays.iter().find(|served| served.has(request.path())).cloned();
        (served, state.drops_upgrades)
    };
    let Some(served) = served else {
        return client.write_all(http::response("404 Not Found", &[], "Nothing of this proxy.").as_bytes());
    };
    if served.prefix == PathPrefix::Removed {
        request.remove_path(&served.path);
    }
    let is_upgrade = request.is_upgrade() && !drops_upgrades;
    request.forward(client.peer_addr()?.ip(), is_upgrade);
    let mut relay = TcpStream::connect(served.relay)?;
    relay.set_nodelay(true)?;
    relay.write_all(request.text().as_bytes())?;
    if is_upgrade {
        lock(state).tunnels.extend([client.try_clone()?, relay.try_clone()?]);
    }
    carry(client, relay)
}

/// Carries bytes both ways until one side ends.
fn carry(mut client: TcpStream, mut relay: TcpStream) -> Result<()> {
    let (mut from, mut to) = (client.try_clone()?, relay.try_clone()?);
    thread::spawn(move || {
        std::io::copy(&mut from, &mut to)?;
        to.shutdown(Shutdown::Write)
    });
    let mut bytes = [0; 16 * 1024];
    loop {
        match relay.read(&mut bytes)? {
            0 => return client.shutdown(Shutdown::Both),
            read => client.write_all(&bytes[..read])?,
        }
    }
}

impl Served {
    fn has(&self, path: &str) -> bool {
        path.strip_prefix(&self.path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}
