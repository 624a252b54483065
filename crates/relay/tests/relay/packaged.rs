//! What `cargo xtask package` has made, where people put it: the Debian package on a machine with systemd.

use std::{
    env, fs,
    net::{SocketAddr, TcpListener},
    os::unix::fs::MetadataExt,
    path::PathBuf,
    time::Duration,
};

use alongside_testkit::machine::Machine;
use alongside_wire::Seq;

use crate::client::{RoomKey, http, join, sealed_as};

/// What xtask made; it names the path.
fn made(variable: &str) -> PathBuf {
    env::var_os(variable)
        .map(PathBuf::from)
        .unwrap_or_else(|| panic!("`cargo xtask package` names a path in {variable}"))
}

fn free_port() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

async fn answers(relay: SocketAddr) {
    for _ in 0..600 {
        if tokio::net::TcpStream::connect(relay).await.is_ok() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("nobody listens at {relay}");
}

#[tokio::test]
#[ignore = "takes root, and the package: `cargo xtask package` runs it"]
async fn the_package_installs_starts_serves_is_removed_and_leaves_the_data() {
    let (package, relay) = (made("ALONGSIDE_PACKAGE"), free_port());
    let machine = Machine::start();
    fs::copy(&package, machine.file("/root/relay.deb")).unwrap();
    // The operator has a configuration from before, which is kept.
    let configured = format!("ALONGSIDE_LISTEN={relay}\n");
    machine.must("mkdir --parents /etc/alongside");
    fs::write(machine.file("/etc/alongside/relay.conf"), &configured).unwrap();
    machine.must("dpkg --install --force-confold /root/relay.deb");
    // It is started at once, and would be after the machine has.
    assert_eq!(machine.must("systemctl is-enabled alongside-relay").trim(), "enabled");
    answers(relay).await;
    assert!(http(relay, "GET /readyz HTTP/1.1").await.starts_with("HTTP/1.1 200"));
    assert!(http(relay, "GET / HTTP/1.1").await.to_ascii_lowercase().contains("<!doctype html"), "the page is in it");
    let room = RoomKey::new(1);
    let (mut ana, _) = join(relay, &room, 1).await.unwrap();
    let seq = ana.pushed(1, 0, b"kept").await;

    // It runs as nobody else, and its data is its own.
    let pid = machine.must("systemctl show --property=MainPID --value alongside-relay");
    let status = machine.must(&format!("cat /proc/{}/status", pid.trim()));
    let user = status.lines().find_map(|line| line.strip_prefix("Uid:")).unwrap().split_whitespace().next().unwrap();
    assert!((61_184..=65_519).contains(&user.parse::<u32>().unwrap()), "a user of its own: {user}");
    assert!(status.contains("NoNewPrivs:\t1"), "{status}");
    let database = machine.file("/var/lib/private/alongside-relay/log.sqlite");
    let kept = fs::metadata(&database).unwrap();
    assert_eq!((kept.mode() & 0o077, kept.uid().to_string()), (0, user.to_owned()));
    machine.must("dpkg --remove alongside-relay");
    assert!(join_is_refused(relay).await, "it is stopped");
    assert!(!machine.file("/usr/bin/alongside-relay").exists());
    assert!(fs::metadata(&database).unwrap().len() > 0, "the data is kept");
    assert_eq!(fs::read_to_string(machine.file("/etc/alongside/relay.conf")).unwrap(), configured);

    machine.must("dpkg --install --force-confold /root/relay.deb");
    answers(relay).await;
    let (mut ben, _) = join(relay, &room, 2).await.unwrap();
    let (frames, ..) = ben.pull(Seq(0)).await;
    let found: Vec<_> = frames.into_iter().map(|frame| (frame.seq, frame.sealed)).collect();
    assert_eq!(found, [(seq, sealed_as(b"kept"))]);
}

async fn join_is_refused(relay: SocketAddr) -> bool {
    tokio::net::TcpStream::connect(relay).await.is_err()
}
