//! A real relay, addressed with raw frames over real sockets on this machine.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that panics has found something")]

use std::process::Command;

mod client;

mod abuse;
mod damage;
mod joining;

mod kept;
mod kill;
mod life;
mod limits;
mod metrics;
mod moved;
mod notices;
#[cfg(target_os = "linux")]
mod packaged;
mod pages;
mod pairing;
mod proxies;
mod pushing;
mod restore;
mod shared;
mod shared_chaos;
mod shared_cluster;
mod shared_secured;
mod snapshots;
mod tls;

/// The relay cannot read a room: it links nothing that could.
#[test]
fn no_crdt_and_no_cipher_is_linked() {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--package", "alongside-relay", "--edges", "normal", "--prefix", "none", "--format", "{p}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8(tree.stdout).unwrap();
    let linked: Vec<&str> = tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(linked.contains(&"alongside-wire"), "{linked:?}");
    for reader in
        ["yrs", "aead", "chacha20poly1305", "poly1305", "aes", "aes-gcm", "hkdf", "alongside-room", "alongside-peer"]
    {
        // (chacha20 may be linked, as the WebSocket library's random generator.)
        assert!(!linked.contains(&reader), "the relay links {reader}");
    }
}

/// Runs the real program, so that it can be killed.
mod process {
    use std::{path::Path, process::Command};

    use alongside_testkit::server_process::{ANY_PORT, ServerProcess, relay};
    use alongside_wire::frame::Welcome;

    use crate::client::{Client, RoomKey, join};

    /// The relay's command line for this folder.
    pub fn program(data: &Path) -> Command {
        let mut command = relay(env!("CARGO_BIN_EXE_alongside-relay"), data, ANY_PORT);
        command.args(["--frame-rate", "0"]);
        command
    }

    /// A relay whose log is in NATS under this prefix.
    pub fn over_nats(servers: &str, prefix: &str, replicas: usize, more: &[&str]) -> ServerProcess {
        let mut command = Command::new(env!("CARGO_BIN_EXE_alongside-relay"));
        command.args([
            "--listen",
            &ANY_PORT.to_string(),
            "--frame-rate",
            "0",
            "--nats",
            servers,
            "--nats-prefix",
            prefix,
        ]);
        command.args(["--nats-streams", "4", "--nats-replicas", &replicas.to_string()]).args(more);
        ServerProcess::start(&mut command)
    }

    pub fn start(data: &Path) -> ServerProcess {
        ServerProcess::start(&mut program(data))
    }

    /// Joins a room at a relay that accepts everybody.
    pub async fn join_at(relay: &ServerProcess, room: &RoomKey, replica: u8) -> (Client, Welcome) {
        join(relay.address(), room, replica).await.unwrap_or_else(|bye| panic!("not welcomed: {bye:?}"))
    }
}
