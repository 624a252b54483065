//! The server: a thin layer that obeys the hub over TCP, and serves the widget beside it.
//!
//! One task for each socket reads, asks the driver and writes; one thread writes the log and one reads it. Nothing
//! here decides anything that a client could notice.

use std::{future::Future, io, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, routing::get};
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpSocket, TcpStream},
    sync::{
        mpsc,
        watch::{Receiver, channel},
    },
    task::JoinSet,
};

use crate::{
    config::{Config, Limits},
    error::Error,
    hub::Hub,
    log::{Log, NatsLog, OpenFor, Sqlite},
};

mod app;
mod assets;
mod driver_state;
mod files;
mod guest;
mod headers;
mod hub_driver;
mod link_command;
mod link_messages;
mod links;
mod log_writer;
mod metrics;
mod neighbours;
mod notices;
mod origin;
mod requests;
mod send_queue;
mod socket_task;
mod stream;
mod tls;
mod upgrade;
mod watch;

use self::metrics::Metrics;
use app::{App, Ends};
use assets::Assets;
use hub_driver::HubDriver;
use notices::Notices;
use origin::Origins;
use requests::{Counted, Requests};
use stream::Stream;
use tls::Certificate;

/// Runs a relay over the log in `config.data` until `stop` completes, then tells everyone and releases the folder.
///
/// # Errors
/// [`Error`] when the data folder or the listener cannot be used.
pub async fn serve(config: Config, listener: TcpListener, stop: impl Future<Output = ()>) -> Result<(), Error> {
    let log = open_log(&config)?;
    serve_log(config, log, listener, stop).await
}

/// Opens the log: the one in NATS, if that is named, else the one in `config.data`.
///
/// # Errors
/// As [`Sqlite::open`] and [`NatsLog::open`].
pub fn open_log(config: &Config) -> Result<Arc<dyn Log>, Error> {
    if config.nats.is_named() {
        return Ok(Arc::new(NatsLog::open(&config.nats, OpenFor::Relay)?));
    }
    // A little above the limit at which clients are refused, as a last resort.
    let brake = config.limits.disk.0.saturating_add(config.limits.disk.0 / 8);
    Ok(Arc::new(Sqlite::open(&config.data, brake)?))
}

/// Runs a relay over any log; `config.data` is not used.
///
/// # Errors
/// [`Error::System`] when the listener or a thread cannot be used.
pub async fn serve_log(
    config: Config,
    log: Arc<dyn Log>,
    listener: TcpListener,
    stop: impl Future<Output = ()>,
) -> Result<(), Error> {
    let origins = Origins::of(&config.origin, listener.local_addr()?);
    if origins.is_unsaid() {
        tracing::warn!(
            "no --origin is given and every address is listened on: only the address dialled and this machine's own names are taken for ours"
        );
    }
    let certificate = match (&config.tls_cert, &config.tls_key) {
        (Some(chain), Some(key)) => Some(Arc::new(Certificate::read(chain, key)?)),
        _ => None,
    };
    watch::look_at_open_files(watch::open_files_limit());
    let metrics = match config.metrics {
        Some(address) => Some((Arc::new(Metrics::new()?), listen(address).await?)),
        None => None,
    };
    let (claiming, sharing) = (log.clone(), log.sharing());
    // A log in NATS blocks until NATS has answered.
    let claim = tokio::task::spawn_blocking(move || claiming.claim()).await.map_err(io::Error::other)??;
    let hub = Hub::new(config.limits.clone(), config.ice.clone(), claim);
    let (commands, commanded) = mpsc::unbounded_channel();
    let measured = metrics.as_ref().map(|(metrics, _)| metrics.clone());
    let driver = HubDriver::start(hub, log, &config, measured, sharing.is_some().then(|| commands.clone()))?;
    let links = sharing.map(|sharing| tokio::spawn(links::run(driver.clone(), sharing, (commands, commanded))));
    let mut beside = JoinSet::new();
    if let Some((metrics, listener)) = metrics {
        let driver = driver.clone();
        beside.spawn(metrics.serve(listener, move || driver.facts()));
    }
    if let Some(certificate) = &certificate {
        beside.spawn(certificate.clone().keep_current());
    }
    let app = Arc::new(App {
        driver: driver.clone(),
        origins,
        assets: Assets::of(&config),
        notices: Notices::default(),
        config,
    });
    let mut router = Router::new().fallback(files::asset);
    // With and without the relay's own path: a proxy may have removed it.
    for base in ["", app.config.path.0.as_str()].iter().take(if app.config.path.0.is_empty() { 1 } else { 2 }) {
        router = router
            .route(&format!("{base}/sync"), get(upgrade::join))
            .route(&format!("{base}/healthz"), get(files::alive))
            .route(&format!("{base}/readyz"), get(files::ready));
    }
    // Behind a proxy all requests come from one address; there the proxy limits them.
    let limits = (!app.config.trusted_proxy).then(|| app.config.limits.clone());
    let router = router.with_state(app);
    let (stopping, stopped) = channel(());
    tokio::select! {
        () = stop => {}
        () = accept(listener, router, certificate, limits, stopped) => {}
    }
    beside.abort_all();
    tracing::info!("stopping");
    drop(stopping);
    driver.stop(links).await;
    Ok(())
}

async fn accept(
    listener: TcpListener,
    router: Router,
    certificate: Option<Arc<Certificate>>,
    limits: Option<Limits>,
    stopped: Receiver<()>,
) {
    let requests = Requests::default();
    let mut failed = false;
    loop {
        match listener.accept().await {
            Ok((tcp, from)) => {
                let (address, most) = match &limits {
                    Some(limits) => (limits.counted(from.ip()), limits.address_requests),
                    None => (None, 0),
                };
                // A connection over the limit is closed without an answer: sending one would mean waiting for the
                // client.
                if let Some(counted) = requests.count(address, most) {
                    tokio::spawn(connection(tcp, from, router.clone(), certificate.clone(), counted, stopped.clone()));
                }
            }
            // No file descriptors are left, or the client is gone already: existing connections come first.
            Err(error) => {
                if !failed {
                    tracing::warn!(
                        %error,
                        "a connection could not be accepted: most likely the process has as many files open as it may. Raise \
                         LimitNOFILE= of the service (without systemd: ulimit -n), and start the relay again"
                    );
                }
                failed = true;
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

async fn connection(
    tcp: TcpStream,
    theirs: SocketAddr,
    router: Router,
    certificate: Option<Arc<Certificate>>,
    _counted: Counted,
    mut stopped: Receiver<()>,
) {
    // Frames are small, and somebody waits for each.
    if let Err(error) = tcp.set_nodelay(true) {
        tracing::debug!(%error, "cannot set TCP_NODELAY");
    }
    let Ok(ours) = tcp.local_addr() else { return };
    let stream = match certificate {
        None => Stream::Plain(tcp),
        Some(certificate) => match certificate.accept(tcp).await {
            Some(stream) => stream,
            None => return,
        },
    };
    let service = TowerToHyperService::new(router.layer(axum::Extension(Ends { theirs, ours })));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEADERS_WITHIN).max_buf_size(MOST_HEADERS);
    let connection = http.serve_connection(TokioIo::new(stream), service).with_upgrades();
    tokio::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        // A client that takes so long does not read. What has become a WebSocket is no longer part of this
        // connection.
        () = tokio::time::sleep(REQUESTS_WITHIN) => return,
        _ = stopped.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection broke");
    }
}

/// A listener on this address, or an error for the operator.
///
/// # Errors
/// [`Error::Listen`].
pub async fn listen(address: SocketAddr) -> Result<TcpListener, Error> {
    let refused = |source: io::Error| Error::Listen { address, source };
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }.map_err(refused)?;
    // A relay that ended a moment ago has left connections behind on its port.
    #[cfg(unix)]
    socket.set_reuseaddr(true).map_err(refused)?;
    socket.bind(address).map_err(refused)?;
    socket.listen(WAITING_TO_BE_ACCEPTED).map_err(refused)
}

/// Connections that may wait to be accepted. When a relay restarts, everyone connects within seconds; a client that
/// finds the backlog full waits for seconds more. The system may allow fewer.
const WAITING_TO_BE_ACCEPTED: u32 = 4_096;

const REQUESTS_WITHIN: Duration = Duration::from_secs(600);

const HEADERS_WITHIN: Duration = Duration::from_secs(10);

const MOST_HEADERS: usize = 16 * 1024;
