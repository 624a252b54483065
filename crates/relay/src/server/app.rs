//! What the handlers of HTTP requests share.

use std::{net::SocketAddr, sync::Arc};

use super::{assets::Assets, hub_driver::HubDriver, notices::Notices, origin::Origins};
use crate::config::Config;

/// What every request handler may need.
pub(super) struct App {
    pub(super) driver: Arc<HubDriver>,
    pub(super) origins: Origins,
    pub(super) assets: Assets,
    pub(super) notices: Notices,
    pub(super) config: Config,
}

/// The two ends of a TCP connection.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ends {
    /// The client's address, or the proxy's.
    pub(super) theirs: SocketAddr,
    /// Our own address that was dialled.
    pub(super) ours: SocketAddr,
}
