//! What the handlers of HTTP requests share.

use std::{net::SocketAddr, sync::Arc};

use super::{assets::Assets, hub_driver::HubDriver, origin::Origins};
use crate::config::Config;

/// What every request may need.
pub(super) struct App {
    pub(super) driver: Arc<HubDriver>,
    pub(super) origins: Origins,
    pub(super) assets: Assets,
    pub(super) config: Config,
}

/// The address that a TCP connection comes from: a client's, or the proxy's.
#[derive(Clone, Copy)]
pub(super) struct ClientAddress(pub(super) SocketAddr);
