//! A server as a process pinned to a core of its own, and what it uses of the machine.

use std::{
    env, fs,
    net::SocketAddr,
    process::{Command, Stdio},
};

use alongside_testkit::{
    nats_server::NatsServer,
    server_process::{ANY_PORT, ServerProcess, processor, relay},
};
use tempfile::TempDir;

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    Forwarder,
    BatchingForwarder,
    Ours,
    /// Ours, with every commit as soon as the disk is free.
    OursAtOnce,
    /// Ours, with the log in one NATS server.
    InNats,
    /// Two of ours that share a log in one NATS server: the two of each room are at one each.
    TwoInNats,
}

impl Kind {
    pub fn is_ours(self) -> bool {
        !matches!(self, Self::Forwarder | Self::BatchingForwarder)
    }
}

/// A running server.
pub struct Server {
    pub kind: Kind,
    pub process: ServerProcess,
    /// The second relay, and the NATS server below both.
    other: Option<ServerProcess>,
    nats: Option<NatsServer>,
    _data: TempDir,
}

impl Server {
    pub async fn start(kind: Kind) -> Self {
        // On the disk that the build is on: in a memory file system, durability would cost nothing.
        let data = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let mut program = match kind {
            Kind::Forwarder | Kind::BatchingForwarder => Command::new(env::current_exe().unwrap()),
            Kind::Ours | Kind::OursAtOnce | Kind::InNats | Kind::TwoInNats => {
                relay(env!("CARGO_BIN_EXE_alongside-relay"), data.path(), ANY_PORT)
            }
        };
        let nats = matches!(kind, Kind::InNats | Kind::TwoInNats).then(|| NatsServer::alone(""));
        match kind {
            Kind::Forwarder => program.arg("--forward"),
            Kind::BatchingForwarder => program.arg("--forward-batched"),
            Kind::Ours => program.args(UNLIMITED),
            Kind::InNats | Kind::TwoInNats => {
                let url = nats.as_ref().map(NatsServer::url).unwrap_or_default();
                program.args(UNLIMITED).args(["--nats-replicas", "1", "--nats", &url])
            }
            Kind::OursAtOnce => program.args(UNLIMITED).args(["--commit-window", "0"]),
        };
        if let Some(nats) = &nats {
            // NATS takes its turns on the servers' core.
            pin(nats.id());
        }
        let mut command = Command::new("taskset");
        command.args(["-c", SERVER_CORE]).arg(program.get_program()).args(program.get_args());
        let mut start = || ServerProcess::start(if can_pin() { &mut command } else { &mut program });
        let process = start();
        let other = (kind == Kind::TwoInNats).then(start);
        Self { kind, process, other, nats, _data: data }
    }

    /// Where the client with this replica connects.
    pub fn address(&self, replica: u8) -> SocketAddr {
        let other = self.other.as_ref().filter(|_| replica.is_multiple_of(2));
        other.unwrap_or(&self.process).address()
    }

    /// Processor time of the relays so far, in seconds.
    pub fn processor(&self) -> f64 {
        self.process.processor() + self.other.as_ref().map_or(0.0, ServerProcess::processor)
    }

    /// Processor time of NATS so far, in seconds.
    pub fn nats_processor(&self) -> f64 {
        self.nats.as_ref().map_or(0.0, |nats| processor(nats.id()))
    }
}

fn pin(process: u32) {
    if can_pin() {
        let pinned = Command::new("taskset")
            .args(["-a", "-p", "-c", SERVER_CORE, &process.to_string()])
            .stdout(Stdio::null())
            .status();
        assert!(pinned.unwrap().success());
    }
}

/// Whether there are two cores, and a way to pin a process to one.
pub fn can_pin() -> bool {
    let cores = fs::read_to_string("/proc/cpuinfo").map_or(0, |info| info.matches("processor\t").count());
    cores >= 2 && Command::new("taskset").arg("--version").stdout(Stdio::null()).status().is_ok()
}

const SERVER_CORE: &str = "0";

pub const LOAD_CORE: &str = "1";

/// Limits exist to prevent floods like these, so they are off.
const UNLIMITED: [&str; 16] = [
    "--frame-rate",
    "0",
    "--byte-rate",
    "0",
    "--log-soft",
    "0",
    "--log-hard",
    "0",
    "--waiting",
    "0",
    "--disk",
    "0",
    "--new-room",
    "0",
    "--room-frames",
    "0",
];
