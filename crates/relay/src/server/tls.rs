//! The certificate with which the relay speaks TLS itself, and its successor: who renews a certificate writes the files
//! and need not start the relay again.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, SystemTime},
};

use tokio::{net::TcpStream, time};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        self, ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    },
};

use super::stream::Stream;
use crate::error::Error;

/// The certificate and its key, as they were last read.
pub(super) struct Certificate {
    chain: PathBuf,
    key: PathBuf,
    current: RwLock<Arc<ServerConfig>>,
}

/// What tells a file that was written anew from the one before: when, and how long it is.
type Stamp = [Option<(SystemTime, u64)>; 2];

impl Certificate {
    /// Reads both files.
    ///
    /// # Errors
    /// [`Error::Certificate`] when one of them cannot be read, or the key is not the certificate's.
    pub(super) fn read(chain: &Path, key: &Path) -> Result<Self, Error> {
        let current = RwLock::new(load(chain, key)?);
        Ok(Self { chain: chain.to_owned(), key: key.to_owned(), current })
    }

    /// Makes a connection a TLS one; nothing if the client does not manage to in time.
    pub(super) async fn accept(&self, tcp: TcpStream) -> Option<Stream> {
        let acceptor = TlsAcceptor::from(self.current.read().unwrap_or_else(PoisonError::into_inner).clone());
        match time::timeout(HANDSHAKE_WITHIN, acceptor.accept(tcp)).await {
            Ok(Ok(tls)) => Some(Stream::Tls(Box::new(tls))),
            Ok(Err(error)) => {
                tracing::debug!(%error, "a TLS handshake failed");
                None
            }
            Err(_) => None,
        }
    }

    /// Reads the files again whenever one of them has changed. A pair that does not fit is said once and not used: it
    /// may be half written.
    pub(super) async fn keep_current(self: Arc<Self>) {
        let mut seen = self.stamp();
        let mut beat = time::interval(LOOKED_AT_EVERY);
        loop {
            beat.tick().await;
            let stamp = self.stamp();
            if stamp == seen {
                continue;
            }
            seen = stamp;
            match load(&self.chain, &self.key) {
                Ok(new) => {
                    *self.current.write().unwrap_or_else(PoisonError::into_inner) = new;
                    tracing::info!("the certificate was read anew: new connections get it");
                }
                Err(error) => {
                    tracing::warn!(%error, "the certificate has changed and is not used: the one before stays in use");
                }
            }
        }
    }

    fn stamp(&self) -> Stamp {
        [&self.chain, &self.key].map(|file| {
            let metadata = fs::metadata(file).ok()?;
            Some((metadata.modified().ok()?, metadata.len()))
        })
    }
}

fn load(chain: &Path, key: &Path) -> Result<Arc<ServerConfig>, Error> {
    let wrong = |path: &Path, reason: String| Error::Certificate { path: path.to_owned(), reason };
    let certificates = CertificateDer::pem_file_iter(chain)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| wrong(chain, error.to_string()))?;
    if certificates.is_empty() {
        return Err(wrong(chain, "there is no certificate in it".to_owned()));
    }
    let secret = PrivateKeyDer::from_pem_file(key).map_err(|error| wrong(key, error.to_string()))?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(certificates, secret))
        .map_err(|error| wrong(key, error.to_string()))?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

const HANDSHAKE_WITHIN: Duration = Duration::from_secs(10);

const LOOKED_AT_EVERY: Duration = Duration::from_secs(5);
