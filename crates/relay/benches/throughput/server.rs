//! A server as a process on a core of its own, and what it takes of the machine.

use std::{
    env, fs,
    io::{BufRead, BufReader},
    net::SocketAddr,
    process::{Child, Command, Stdio},
};

use tempfile::TempDir;

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    Forwarder,
    BatchingForwarder,
    Ours,
}

/// Killed when it is dropped.
pub struct Server {
    pub kind: Kind,
    pub address: SocketAddr,
    child: Child,
    _data: TempDir,
}

impl Server {
    pub async fn start(kind: Kind) -> Self {
        // On the disk that the build is on: a file system in memory would make durability free.
        let data = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let program = match kind {
            Kind::Forwarder | Kind::BatchingForwarder => env::current_exe().unwrap(),
            Kind::Ours => env!("CARGO_BIN_EXE_alongside-relay").into(),
        };
        let mut command = if can_pin() {
            let mut command = Command::new("taskset");
            command.args(["-c", SERVER_CORE]).arg(program);
            command
        } else {
            Command::new(program)
        };
        match kind {
            Kind::Forwarder => command.arg("--forward"),
            Kind::BatchingForwarder => command.arg("--forward-batched"),
            Kind::Ours => command.args(["--listen", "127.0.0.1:0", "--data"]).arg(data.path()).args(UNLIMITED),
        };
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut said = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut said).unwrap();
        let address = said.split("http://").nth(1).and_then(|rest| rest.trim().trim_end_matches('/').parse().ok());
        Self { kind, address: address.unwrap_or_else(|| panic!("{kind:?} said {said:?}")), child, _data: data }
    }

    /// Processor time so far, in seconds.
    pub fn processor(&self) -> f64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
        let ticks: f64 = fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap();
        ticks / 100.0
    }

    /// Resident memory in KiB.
    pub fn resident(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// Whether there are two cores and a way to choose between them.
pub fn can_pin() -> bool {
    let cores = fs::read_to_string("/proc/cpuinfo").map_or(0, |info| info.matches("processor\t").count());
    cores >= 2 && Command::new("taskset").arg("--version").stdout(Stdio::null()).status().is_ok()
}

const SERVER_CORE: &str = "0";

pub const LOAD_CORE: &str = "1";

/// A flood is what limits are there to prevent.
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
