//! Real NATS servers with JetStream, on loopback, with their data in temporary folders.

#![allow(
    clippy::disallowed_methods,
    reason = "nothing tells when a server listens, or when a silent line speaks again"
)]

use std::{
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    thread,
    time::Duration,
};

use tempfile::TempDir;

/// A server that keeps what it was told while it is killed and started again.
pub struct NatsServer {
    program: PathBuf,
    folder: TempDir,
    port: u16,
    child: Option<Child>,
}

impl NatsServer {
    /// A server by itself. `more` is added to its configuration.
    pub fn alone(more: &str) -> Self {
        let mut server = Self::configured(free_port(), "alone", more);
        server.start();
        server
    }

    /// Servers of one cluster, each started.
    pub fn cluster(servers: usize) -> Vec<Self> {
        let ports: Vec<(u16, u16)> = (0..servers).map(|_| (free_port(), free_port())).collect();
        let routes: Vec<String> = ports.iter().map(|(_, route)| format!("nats://127.0.0.1:{route}")).collect();
        let mut cluster: Vec<Self> = ports
            .iter()
            .enumerate()
            .map(|(at, (port, route))| {
                let routes = routes.iter().map(|route| format!("{route:?}")).collect::<Vec<_>>().join(", ");
                let listen = format!("127.0.0.1:{route}");
                let cluster =
                    format!("cluster {{ name: tests, listen: {listen:?}, routes: [{routes}], no_advertise: true }}");
                Self::configured(*port, &format!("node{at}"), &cluster)
            })
            .collect();
        cluster.iter_mut().for_each(Self::launch);
        cluster.iter_mut().for_each(Self::wait);
        cluster
    }

    fn configured(port: u16, name: &str, more: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = folder.path().join("data");
        let jetstream =
            if more.contains("jetstream") { String::new() } else { format!("jetstream {{ store_dir: {store:?} }}") };
        let more = more.replace("STORE", &format!("{store:?}"));
        let text = format!("listen: \"127.0.0.1:{port}\"\nserver_name: {name}\n{jetstream}\n{more}\n");
        fs::write(folder.path().join("nats.conf"), text).expect("a configuration");
        Self { program: program(), folder, port, child: None }
    }

    /// Starts it, and waits until it takes connections.
    pub fn start(&mut self) {
        self.launch();
        self.wait();
    }

    fn launch(&mut self) {
        let log = fs::OpenOptions::new().create(true).append(true).open(self.folder.path().join("log")).expect("a log");
        let mut command = Command::new(&self.program);
        command.arg("-c").arg(self.folder.path().join("nats.conf")).stdout(Stdio::null()).stderr(log);
        self.child = Some(command.spawn().unwrap_or_else(|error| panic!("{:?} does not start: {error}", self.program)));
    }

    fn wait(&mut self) {
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return;
            }
            thread::sleep(Duration::from_millis(25));
        }
        panic!("NATS does not listen: {}", fs::read_to_string(self.folder.path().join("log")).unwrap_or_default());
    }

    /// Sends SIGKILL.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().and_then(|()| child.wait()).expect("a server can be killed");
        }
    }

    /// Asks it to stop, and waits until it has: it hands over what it leads before.
    #[cfg(unix)]
    pub fn stop(&mut self) {
        if let Some(mut child) = self.child.take() {
            signal(child.id(), "-TERM");
            child.wait().expect("a child process");
        }
    }

    /// What it has written to its log, at whatever start.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// Whether it runs.
    pub fn is_up(&self) -> bool {
        self.child.is_some()
    }

    /// Stops it in the middle of whatever it does, as a partition would, or lets it go on.
    #[cfg(unix)]
    pub fn freeze(&self, frozen: bool) {
        let Some(child) = &self.child else { return };
        signal(child.id(), if frozen { "-STOP" } else { "-CONT" });
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    /// The port that it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The process id.
    pub fn id(&self) -> u32 {
        self.child.as_ref().map_or(0, Child::id)
    }
}

impl Drop for NatsServer {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Sends a signal to a process.
#[cfg(unix)]
pub fn signal(process: u32, signal: &str) {
    let sent = Command::new("kill").args([signal, &process.to_string()]).status().expect("`kill` runs");
    assert!(sent.success(), "the process has ended");
}

/// The address of a server that all tests of this process share; it ends with the process. Each test gives its log a prefix
/// of its own.
pub fn shared() -> &'static str {
    static SHARED: OnceLock<(String, TempDir)> = OnceLock::new();
    let (url, _) = SHARED.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (port, store) = (free_port(), folder.path().join("data"));
        let configuration = folder.path().join("nats.conf");
        let text = format!("listen: \"127.0.0.1:{port}\"\njetstream {{ store_dir: {store:?} }}\n");
        fs::write(&configuration, text).expect("a configuration");
        // A shell waits for the end of its input, which comes when this process ends, in whatever way.
        let script = "\"$0\" -c \"$1\" 2>/dev/null & server=$!; echo up; read line; kill -9 $server; rm -rf \"$2\"";
        let mut shell = Command::new("sh");
        shell.args(["-c", script]).arg(program()).arg(&configuration).arg(folder.path());
        let mut child = shell.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("a shell");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("it is piped")).read_line(&mut line).expect("a word of the shell");
        std::mem::forget(child.stdin.take());
        std::mem::forget(child);
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return (format!("nats://127.0.0.1:{port}"), folder);
            }
            thread::sleep(Duration::from_millis(25));
        }
        panic!("NATS does not listen");
    });
    url
}

/// A prefix that no other log of this process has.
pub fn prefix() -> String {
    static LAST: AtomicU32 = AtomicU32::new(0);
    format!("t{}", LAST.fetch_add(1, Ordering::Relaxed))
}

/// A line between a client and a server that can be cut, or fall silent.
pub struct Line {
    port: u16,
    cut: Arc<AtomicBool>,
}

impl Line {
    /// A line to this port of this machine.
    pub fn to(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let (own, cut) = (listener.local_addr().expect("an address").port(), Arc::new(AtomicBool::new(false)));
        let is_cut = cut.clone();
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let Ok(server) = TcpStream::connect(("127.0.0.1", port)) else { continue };
                let (Ok(from), Ok(to)) = (client.try_clone(), server.try_clone()) else { continue };
                pump(from, server, is_cut.clone());
                pump(to, client, is_cut.clone());
            }
        });
        Self { port: own, cut }
    }

    /// Where the line begins.
    pub fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    /// Nothing passes any more in either direction, and neither end is told; or everything does again.
    pub fn silence(&self, silent: bool) {
        self.cut.store(silent, Ordering::SeqCst);
    }
}

fn pump(mut from: TcpStream, mut to: TcpStream, silent: Arc<AtomicBool>) {
    thread::spawn(move || {
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(read) = from.read(&mut buffer) {
            while silent.load(Ordering::SeqCst) {
                thread::sleep(Duration::from_millis(10));
            }
            if read == 0 || to.write_all(&buffer[..read]).is_err() {
                break;
            }
        }
        let _ = to.shutdown(std::net::Shutdown::Both);
        let _ = from.shutdown(std::net::Shutdown::Both);
    });
}

fn program() -> PathBuf {
    if let Some(told) = env::var_os("NATS_SERVER") {
        return told.into();
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = env::split_paths(&path).chain([PathBuf::from("/usr/sbin")]);
    let found = folders.map(|folder| folder.join("nats-server")).find(|file| file.is_file());
    found.unwrap_or_else(|| {
        panic!(
            "nats-server is not installed: `cargo xtask test` installs it where it may. Debian: sudo apt-get install nats-server"
        )
    })
}

pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port()
}
