//! A server as a process pinned to a core of its own, and what it uses of the machine.

use std::{
    env, fs,
    net::SocketAddr,
    process::{Command, Stdio},
};

use alongside_testkit::server_process::{ANY_PORT, ServerProcess, relay};
use tempfile::TempDir;

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    Forwarder,
    BatchingForwarder,
    Ours,
    /// Ours, with every commit as soon as the disk is free.
    OursAtOnce,
}

impl Kind {
    pub fn is_ours(self) -> bool {
        matches!(self, Self::Ours | Self::OursAtOnce)
    }
}

/// A running server.
pub struct Server {
    pub kind: Kind,
    pub process: ServerProcess,
    _data: TempDir,
}

impl Server {
    pub async fn start(kind: Kind) -> Self {
        // On the disk that the build is on: in a memory file system, durability would cost nothing.
        let data = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let mut program = match kind {
            Kind::Forwarder | Kind::BatchingForwarder => Command::new(env::current_exe().unwrap()),
            Kind::Ours | Kind::OursAtOnce => relay(env!("CARGO_BIN_EXE_alongside-relay"), data.path(), ANY_PORT),
        };
        match kind {
            Kind::Forwarder => program.arg("--forward"),
            Kind::BatchingForwarder => program.arg("--forward-batched"),
            Kind::Ours => program.args(UNLIMITED),
            Kind::OursAtOnce => program.args(UNLIMITED).args(["--commit-window", "0"]),
        };
        let mut command = Command::new("taskset");
        command.args(["-c", SERVER_CORE]).arg(program.get_program()).args(program.get_args());
        let process = ServerProcess::start(if can_pin() { &mut command } else { &mut program });
        Self { kind, process, _data: data }
    }

    pub fn address(&self) -> SocketAddr {
        self.process.address()
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
