//! A server in a process of its own: the relay's program, or what a benchmark compares it with. It chooses a free
//! port and prints its address.

use std::{
    ffi::OsStr,
    fs,
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
};

/// Any free port of this machine.
pub const ANY_PORT: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 0);

/// A running server. Dropping this kills it.
pub struct ServerProcess {
    child: Child,
    address: SocketAddr,
}

/// The command that runs the relay's program on this folder and address.
pub fn relay(program: impl AsRef<OsStr>, data: &Path, listen: SocketAddr) -> Command {
    let mut command = Command::new(program);
    command.args(["--listen", &listen.to_string(), "--data"]).arg(data);
    command
}

impl ServerProcess {
    /// Starts the server, and waits until it prints its address.
    pub fn start(command: &mut Command) -> Self {
        let child = command.stdout(Stdio::piped()).spawn();
        let mut child = child.unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
        let mut said = String::new();
        BufReader::new(child.stdout.take().expect("it is piped")).read_line(&mut said).expect("a line of a server");
        let address = said.split("http://").nth(1).and_then(|rest| rest.trim().trim_end_matches('/').parse().ok());
        let Some(address) = address else {
            child.kill().ok();
            panic!("{command:?} does not say where it is, but {said:?}");
        };
        Self { child, address }
    }

    /// The address that it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends SIGKILL: like a power cut, without a chance to clean up.
    pub fn kill(&mut self) {
        self.child.kill().and_then(|()| self.child.wait()).expect("a server can be killed");
    }

    /// Asks the server to stop.
    #[cfg(unix)]
    pub fn ask_to_stop(&self) {
        let asked = Command::new("kill").args(["-TERM", &self.id().to_string()]).status().expect("`kill` runs");
        assert!(asked.success(), "the process has ended");
    }

    /// Waits until the server has stopped; returns whether it succeeded.
    pub fn wait(&mut self) -> bool {
        self.child.wait().expect("a child process").success()
    }

    /// Processor time so far, in seconds.
    pub fn processor(&self) -> f64 {
        processor(self.id())
    }

    /// Resident memory, in KiB.
    pub fn resident(&self) -> u64 {
        status(self.id(), "VmRSS:")
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Processor time of a process so far, in seconds: that of its threads, which the system counts in nanoseconds, or else
/// that of the whole process, which it counts in hundredths of a second by looking which process runs.
pub fn processor(process: u32) -> f64 {
    let threads = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let nanoseconds: f64 = threads
        .filter_map(|thread| fs::read_to_string(thread.path().join("schedstat")).ok())
        .filter_map(|counted| counted.split_whitespace().next()?.parse::<f64>().ok())
        .sum();
    if nanoseconds > 0.0 { nanoseconds / 1e9 } else { ticks(process) }
}

fn ticks(process: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let fields: Vec<f64> =
        stat.rsplit(')').next().unwrap_or_default().split_whitespace().filter_map(|field| field.parse().ok()).collect();
    // The process state is not a number, so the fields are one off from those in the manual.
    fields.get(10).zip(fields.get(11)).map_or(0.0, |(user, system)| (user + system) / 100.0)
}

/// A line of a process's status, in KiB.
pub fn status(process: u32, name: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse().unwrap_or_default()
}
