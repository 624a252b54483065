//! A relay that speaks TLS itself.

use std::{fs, net::SocketAddr, path::Path, sync::Arc, time::Duration};

use alongside_wire::{Decoded, FromRelay, ReplicaId};
use futures_util::{SinkExt, StreamExt};
use rcgen::CertifiedKey;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::{
    TlsConnector,
    client::TlsStream,
    rustls::{
        ClientConfig, RootCertStore,
        crypto::ring,
        pki_types::{CertificateDer, ServerName, pem::PemObject},
    },
};
use tokio_tungstenite::client_async;
use tungstenite::{Message, client::IntoClientRequest};

use crate::client::{PATIENCE, Relay, RoomKey, push};

/// Writes a certificate for `localhost` and its key; returns the certificate.
fn certify(folder: &Path) -> CertificateDer<'static> {
    let CertifiedKey { cert, signing_key } = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    fs::write(folder.join("key.pem"), signing_key.serialize_pem()).unwrap();
    fs::write(folder.join("cert.pem"), cert.pem()).unwrap();
    CertificateDer::from_pem_slice(cert.pem().as_bytes()).unwrap()
}

async fn start(folder: &Path) -> Relay {
    Relay::start_with(|config| {
        config.tls_cert = Some(folder.join("cert.pem"));
        config.tls_key = Some(folder.join("key.pem"));
    })
    .await
}

/// Connects as a client that trusts this certificate only.
async fn connect(relay: SocketAddr, trusted: &CertificateDer<'static>) -> Result<TlsStream<TcpStream>, std::io::Error> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.clone()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let tcp = TcpStream::connect(relay).await?;
    TlsConnector::from(Arc::new(config)).connect(ServerName::try_from("localhost").unwrap(), tcp).await
}

#[tokio::test]
async fn a_relay_with_a_certificate_serves_the_page_and_the_socket_over_tls_and_nothing_without() {
    let folder = tempfile::tempdir().unwrap();
    let certificate = certify(folder.path());
    let relay = start(folder.path()).await;
    let mut page = connect(relay.address, &certificate).await.unwrap();
    let request =
        format!("GET /healthz HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", relay.address.port());
    page.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    let _ = timeout(PATIENCE, page.read_to_string(&mut answer)).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("alive\n"), "{answer}");

    let origin = format!("localhost:{}", relay.address.port());
    let tls = connect(relay.address, &certificate).await.unwrap();
    let request = format!("ws://{origin}/sync").into_client_request().unwrap();
    let (mut web, _) = client_async(request, tls).await.unwrap();
    let room = RoomKey::new(1);
    // More than the system takes at once, so that what waits in TLS is sent, too.
    let pushed = vec![7; 60_000];
    let (mut durable, mut sent) = (0, 0);
    while durable < 40 {
        let message = timeout(PATIENCE, web.next()).await.expect("an answer").unwrap().unwrap();
        let Message::Binary(bytes) = message else { continue };
        match FromRelay::decode(&bytes) {
            Ok(Decoded::Known(FromRelay::Challenge(challenge))) => {
                let auth = room.auth(&origin, challenge.nonce, ReplicaId([1; 16]));
                web.send(Message::Binary(auth.encode().into())).await.unwrap();
            }
            Ok(Decoded::Known(FromRelay::Welcome(_))) => {
                while sent < 40 {
                    web.feed(Message::Binary(push(1, sent, &pushed).encode().into())).await.unwrap();
                    sent += 1;
                }
                web.flush().await.unwrap();
            }
            Ok(Decoded::Known(FromRelay::Durable(said))) => durable += said.yours.len(),
            other => panic!("{other:?}"),
        }
    }
    let mut plain = TcpStream::connect(relay.address).await.unwrap();
    plain.write_all(b"GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n").await.unwrap();
    let mut answer = Vec::new();
    let _ = timeout(PATIENCE, plain.read_to_end(&mut answer)).await.expect("the relay hangs up");
    assert!(!answer.windows(5).any(|some| some == b"alive"), "{answer:?}");
    relay.stop().await;
}

/// Waits until the relay uses this certificate.
async fn is_used(relay: SocketAddr, certificate: &CertificateDer<'static>) {
    let used = async {
        while connect(relay, certificate).await.is_err() {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    timeout(PATIENCE, used).await.expect("the certificate is used");
}

#[tokio::test]
async fn a_renewed_certificate_is_used_without_a_restart_and_one_that_does_not_fit_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let first = certify(folder.path());
    let relay = start(folder.path()).await;
    connect(relay.address, &first).await.unwrap();
    // A renewal that was interrupted: the certificate is new, the key is not.
    let key = fs::read(folder.path().join("key.pem")).unwrap();
    let second = certify(folder.path());
    let new_key = fs::read(folder.path().join("key.pem")).unwrap();
    fs::write(folder.path().join("key.pem"), &key).unwrap();
    is_used(relay.address, &first).await;
    fs::write(folder.path().join("key.pem"), new_key).unwrap();
    is_used(relay.address, &second).await;
    assert!(connect(relay.address, &first).await.is_err(), "the first is no longer used");
    relay.stop().await;
}

#[tokio::test]
async fn a_certificate_without_its_key_stops_the_relay_from_starting_in_words() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    certify(folder.path());
    certify(other.path());
    let start = |cert: &Path, key: &Path| {
        let mut program = crate::process::program(&folder.path().join("data"));
        let said = program.arg("--tls-cert").arg(cert).arg("--tls-key").arg(key).output().unwrap();
        assert!(!said.status.success());
        String::from_utf8(said.stderr).unwrap()
    };
    let cert = folder.path().join("cert.pem");
    assert!(start(&cert, &other.path().join("key.pem")).contains("key.pem"), "another's key");
    assert!(start(&folder.path().join("none.pem"), &folder.path().join("key.pem")).contains("none.pem"));
    let mut alone = crate::process::program(&folder.path().join("data"));
    let said = alone.arg("--tls-cert").arg(&cert).output().unwrap();
    assert!(String::from_utf8_lossy(&said.stderr).contains("--tls-key"), "both or none");
}
