//! What the operator is told of what stands in front of the relay: docs/proxies.md, "What the log tells of a proxy".

use std::fs::{self, File};

use alongside_testkit::server_process::ServerProcess;

use crate::{client::http, process::program};

/// The headers of a handshake, except those that a proxy may drop.
const KEY: &str = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13";
const UPGRADE: &str = "Connection: Upgrade\r\nUpgrade: websocket";

/// What a relay with these options writes to its log when it gets each of these requests twice.
async fn log_of(options: &[&str], requests: &[String]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.txt");
    let mut command = program(&folder.path().join("data"));
    command.args(["--auth-millis", "50"]);
    let relay = ServerProcess::start(command.args(options).stderr(File::create(&path).unwrap()));
    for request in requests.iter().chain(requests) {
        let _ = http(relay.address(), request).await;
    }
    drop(relay);
    fs::read_to_string(path).unwrap()
}

#[track_caller]
fn is_told_once(log: &str, words: &str) {
    assert_eq!(log.matches(words).count(), 1, "“{words}” in: {log}");
}

#[tokio::test]
async fn a_proxy_that_is_not_trusted_is_told_once_and_whose_address_it_gave_is_not() {
    let request = "GET / HTTP/1.1\r\nX-Forwarded-For: 203.0.113.9".to_owned();
    let log = log_of(&[], std::slice::from_ref(&request)).await;
    is_told_once(&log, "start the relay with --trusted-proxy");
    assert!(!log.contains("203.0.113.9"), "{log}");
    assert!(!log_of(&["--trusted-proxy"], &[request]).await.contains("proxy"));
}

#[tokio::test]
async fn a_trusted_proxy_that_does_not_say_whom_it_speaks_for_is_told_once() {
    let request = format!("GET /sync HTTP/1.1\r\n{UPGRADE}\r\n{KEY}");
    is_told_once(&log_of(&["--trusted-proxy"], &[request]).await, "without a readable X-Forwarded-For");
}

#[tokio::test]
async fn a_proxy_that_passes_on_no_upgrade_is_told_once() {
    let request = format!("GET /sync HTTP/1.1\r\n{KEY}");
    is_told_once(&log_of(&[], &[request]).await, "without the headers of a WebSocket handshake");
}

#[tokio::test]
async fn a_host_that_is_not_ours_is_told_once_with_the_name() {
    let request = format!("GET /sync HTTP/1.1\r\n{UPGRADE}\r\n{KEY}");
    let log = log_of(&["--origin", "room.example"], &[request]).await;
    is_told_once(&log, "does not go by the name in its Host header");
    assert!(log.contains("host=\"127.0.0.1:"), "{log}");
}

#[tokio::test]
async fn a_proxy_that_asks_by_its_own_name_for_a_page_of_another_is_told_once() {
    let request = format!("GET /sync HTTP/1.1\r\n{UPGRADE}\r\n{KEY}\r\nOrigin: https://room.example");
    let log = log_of(&[], &[request]).await;
    is_told_once(&log, "have it pass on the Host header");
    assert!(log.contains("page=\"room.example\""), "{log}");
}

#[tokio::test]
async fn a_proxy_that_keeps_a_path_which_is_not_the_relays_is_told_once() {
    let request = format!("GET /a/sync HTTP/1.1\r\n{UPGRADE}\r\n{KEY}");
    is_told_once(&log_of(&[], std::slice::from_ref(&request)).await, "is not the relay's");
    assert!(!log_of(&["--path", "/a"], &[request]).await.contains("is not the relay's"));
}

#[tokio::test]
async fn a_relay_that_is_reached_as_it_was_started_tells_nothing() {
    let requests = [format!("GET /sync HTTP/1.1\r\n{UPGRADE}\r\n{KEY}"), "GET / HTTP/1.1".to_owned()];
    // A log this small fits on whatever disk this machine has.
    assert_eq!(log_of(&["--disk", "1MiB"], &requests).await, "");
}
