//! The relay in a process that can be killed, what it uses of the machine, and a relay that closes every connection.

use std::{cell::Cell, env, net::SocketAddr, path::PathBuf, rc::Rc, time::Duration};

use alongside_testkit::server_process::{ANY_PORT, ServerProcess, processor, relay, status};
use tempfile::TempDir;
use tokio::{
    net::TcpSocket,
    task::{JoinHandle, spawn_local},
    time::{self, Instant},
};

/// A relay with a data folder, at one address.
pub struct Relay {
    program: PathBuf,
    data: TempDir,
    address: SocketAddr,
    process: Option<ServerProcess>,
}

/// What the relay used of the machine.
pub struct Cost {
    /// The largest share of a core in any second.
    pub busiest: f64,
    /// The most resident memory, in KiB.
    pub resident: u64,
}

/// Watches a relay until it is asked to end.
pub struct Watch {
    busiest: Rc<Cell<f64>>,
    process: u32,
    looking: JoinHandle<()>,
}

impl Relay {
    /// Starts the program that `cargo xtask` built.
    pub fn start() -> Self {
        let program = env::var_os("ALONGSIDE_RELAY").map(PathBuf::from);
        let program = program.expect("`cargo xtask bench storm` says where the relay is");
        // On the disk that the build is on: in a memory file system, durability would cost nothing.
        let data = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let mut relay = Self { program, data, address: ANY_PORT, process: None };
        relay.restart();
        relay
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Restarts the relay, at the same address as before if it had one.
    pub fn restart(&mut self) {
        let mut relay = relay(&self.program, self.data.path(), self.address);
        let process = ServerProcess::start(relay.arg("--trusted-proxy"));
        self.address = process.address();
        self.process = Some(process);
    }

    /// Sends SIGKILL.
    pub fn kill(&mut self) {
        self.process = None;
    }

    /// Resident memory, in KiB.
    pub fn resident(&self) -> u64 {
        self.process().resident()
    }

    pub fn watch(&self) -> Watch {
        let busiest = Rc::new(Cell::new(0.0_f64));
        let (most, process) = (busiest.clone(), self.process().id());
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

    fn process(&self) -> &ServerProcess {
        self.process.as_ref().expect("it runs")
    }
}

impl Watch {
    pub async fn end(self) -> Cost {
        // The second that has begun counts, too.
        time::sleep(Duration::from_secs(1)).await;
        self.looking.abort();
        Cost { busiest: self.busiest.get(), resident: status(self.process, "VmHWM:") }
    }
}

/// Accepts every connection and closes it at once, until dropped.
pub struct RefusingRelay(JoinHandle<()>);

impl RefusingRelay {
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

impl RefusingRelay {
    /// Stops; afterwards the address is free.
    pub async fn ends(mut self) {
        self.0.abort();
        // The task reports that it was aborted.
        let _ = (&mut self.0).await;
    }
}

impl Drop for RefusingRelay {
    fn drop(&mut self) {
        self.0.abort();
    }
}
