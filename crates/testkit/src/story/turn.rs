//! A TURN server, as an operator runs one.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use tokio::{net::UdpSocket, runtime::Runtime};
use turn::{
    Error,
    auth::{AuthHandler, generate_auth_key},
    relay::relay_static::RelayAddressGeneratorStatic,
    server::{
        Server,
        config::{ConnConfig, ServerConfig},
    },
};
use webrtc_util::vnet::net::Net;

const REALM: &str = "relay.example";
const HERE: Ipv4Addr = Ipv4Addr::LOCALHOST;

/// A running server; it listens on this machine until it is dropped.
pub struct TurnServer {
    runtime: Runtime,
    server: Server,
    address: SocketAddr,
}

/// The only user.
struct Known {
    username: String,
    key: Vec<u8>,
}

impl AuthHandler for Known {
    fn auth_handle(&self, username: &str, _realm: &str, _from: SocketAddr) -> Result<Vec<u8>, Error> {
        if username == self.username { Ok(self.key.clone()) } else { Err(Error::ErrNoSuchUser) }
    }
}

impl TurnServer {
    /// Starts a server for this username and credential.
    pub fn listen(username: &str, credential: &str) -> Self {
        let runtime = Runtime::new().expect("a runtime with threads");
        let known = Known { username: username.to_owned(), key: generate_auth_key(username, REALM, credential) };
        let (server, address) = runtime.block_on(async {
            let socket = UdpSocket::bind((HERE, 0)).await.expect("a free port");
            let address = socket.local_addr().expect("it has an address");
            let relay_addr_generator = Box::new(RelayAddressGeneratorStatic {
                relay_address: IpAddr::V4(HERE),
                address: HERE.to_string(),
                net: Arc::new(Net::new(None)),
            });
            let config = ServerConfig {
                conn_configs: vec![ConnConfig { conn: Arc::new(socket), relay_addr_generator }],
                realm: REALM.to_owned(),
                auth_handler: Arc::new(known),
                channel_bind_timeout: Duration::ZERO,
                alloc_close_notify: None,
            };
            (Server::new(config).await.expect("a server on a free port"), address)
        });
        Self { runtime, server, address }
    }

    /// The address that it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The usernames of the present allocations, once for each allocation.
    pub fn users(&self) -> Vec<String> {
        let all = self.runtime.block_on(self.server.get_allocations_info(None)).expect("it runs");
        all.into_values().map(|allocation| allocation.username).collect()
    }
}
