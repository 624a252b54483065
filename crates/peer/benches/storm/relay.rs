//! The relay as a process that can be killed, what it takes of the machine, and one that throws everyone out.

use std::{
    cell::Cell,
    env, fs,
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::PathBuf,
    process::{Child, Command, Stdio},
    rc::Rc,
    time::Duration,
};

use tempfile::TempDir;
use tokio::{
    net::TcpSocket,
    task::{JoinHandle, spawn_local},
    time::{self, Instant},
};

/// A relay over one data folder, at one address.
pub struct Relay {
    program: PathBuf,
    data: TempDir,
    address: SocketAddr,
    child: Option<Child>,
}

/// What it took of the machine.
pub struct Cost {
    /// Of a core, in the second in which it took most.
    pub busiest: f64,
    /// KiB, at most.
    pub resident: u64,
}

/// Looks at a relay until it is asked to end.
pub struct Watch {
    busiest: Rc<Cell<f64>>,
    process: u32,
    looking: JoinHandle<()>,
}

impl Relay {
    /// The program that `cargo xtask` built.
    pub fn start() -> Self {
        let program = env::var_os("ALONGSIDE_RELAY").map(PathBuf::from);
        let program = program.expect("`cargo xtask bench storm` says where the relay is");
        // On the disk that the build is on: a file system in memory would make durability free.
        let data = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let mut relay = Self { program, data, address: SocketAddr::from(([127, 0, 0, 1], 0)), child: None };
        relay.restart();
        relay
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// At the same address as before, if there was one before.
    pub fn restart(&mut self) {
        let mut relay = Command::new(&self.program);
        relay.args(["--trusted-proxy", "--listen", &self.address.to_string(), "--data"]).arg(self.data.path());
        let mut child = relay.stdout(Stdio::piped()).spawn().unwrap();
        let mut said = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut said).unwrap();
        let address = said.split("http://").nth(1).and_then(|rest| rest.trim().trim_end_matches('/').parse().ok());
        self.address = address.unwrap_or_else(|| panic!("the relay said {said:?}"));
        self.child = Some(child);
    }

    /// SIGKILL.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// KiB.
    pub fn resident(&self) -> u64 {
        status(self.process(), "VmRSS:")
    }

    pub fn watch(&self) -> Watch {
        let busiest = Rc::new(Cell::new(0.0_f64));
        let (most, process) = (busiest.clone(), self.process());
        let looking = spawn_local(async move {
            let (mut then, mut taken) = (Instant::now(), 0.0);
            loop {
                let (now, so_far) = (Instant::now(), processor(process));
                let passed = now.duration_since(then).as_secs_f64();
                if passed > 0.0 {
                    most.set(most.get().max((so_far - taken) / passed.max(1.0)));
                }
                (then, taken) = (now, so_far);
                time::sleep(Duration::from_secs(1)).await;
            }
        });
        Watch { busiest, process, looking }
    }

    fn process(&self) -> u32 {
        self.child.as_ref().map(Child::id).expect("it runs")
    }
}

impl Watch {
    pub async fn end(self) -> Cost {
        // The second that it is in the middle of counts, too.
        time::sleep(Duration::from_secs(1)).await;
        self.looking.abort();
        Cost { busiest: self.busiest.get(), resident: status(self.process, "VmHWM:") }
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Accepts whoever comes, and closes at once, until it is dropped.
pub struct SlammedDoor(JoinHandle<()>);

impl SlammedDoor {
    pub async fn at(address: SocketAddr) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_reuseaddr(true).unwrap();
        socket.bind(address).unwrap();
        let listener = socket.listen(4_096).unwrap();
        Self(spawn_local(async move {
            loop {
                drop(listener.accept().await);
            }
        }))
    }
}

impl SlammedDoor {
    /// No longer; once this is done, its address is free.
    pub async fn ends(mut self) {
        self.0.abort();
        // It says that it was aborted.
        let _ = (&mut self.0).await;
    }
}

impl Drop for SlammedDoor {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Processor time so far, in seconds.
fn processor(process: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let fields: Vec<f64> =
        stat.rsplit(')').next().unwrap_or_default().split_whitespace().filter_map(|field| field.parse().ok()).collect();
    // The state is no number: the fields begin one later than the manual counts.
    fields.get(10).zip(fields.get(11)).map_or(0.0, |(user, system)| (user + system) / 100.0)
}

/// A line of the process's status, in KiB.
fn status(process: u32, name: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse().unwrap_or_default()
}
