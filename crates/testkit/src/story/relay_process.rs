//! The real relay, in a process that can be killed and restarted at the same address.

use std::{
    env, fs,
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    path::{Path, PathBuf},
    time::Duration,
};

use memchr::memmem;
use tempfile::TempDir;

use super::{
    front::{Front, PathPrefix},
    patience::until,
};
use crate::server_process::{ANY_PORT, ServerProcess, relay};

/// A relay with a data folder of its own. Dropping this kills it.
pub struct RelayProcess {
    address: SocketAddr,
    folder: TempDir,
    options: Vec<String>,
    process: Option<ServerProcess>,
}

impl RelayProcess {
    /// Starts a relay on a free port, with these additional options.
    pub fn start(options: &[String]) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the relay");
        let mut relay = Self { address: ANY_PORT, folder, options: options.to_vec(), process: None };
        relay.start_again();
        relay
    }

    /// Starts a relay behind a proxy, which serves it under this path, such as `/a`; at the root if that is empty.
    pub fn behind(front: &Front, path: &str, prefix: PathPrefix) -> Self {
        let mut options = front.options();
        if prefix == PathPrefix::Kept && !path.is_empty() {
            options.extend(["--path".to_owned(), path.to_owned()]);
        }
        let relay = Self::start(&options);
        front.leads_to(path, prefix, relay.address());
        relay
    }

    /// Starts it again after [`kill`](Self::kill), at the same address and with the same data.
    pub fn start_again(&mut self) {
        let log = fs::File::options().create(true).append(true).open(self.log()).expect("the relay's log file");
        let mut command = relay(program(), &self.folder.path().join("data"), self.address);
        if !self.options.iter().any(|option| option == ASSETS) {
            command.arg(ASSETS).arg(dist());
        }
        let process = ServerProcess::start(command.args(&self.options).stderr(log));
        self.address = process.address();
        self.process = Some(process);
        until("the relay is ready", || self.is_ready());
    }

    /// Sends SIGKILL: like a power cut, without a chance to clean up.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill();
        }
    }

    /// The address that it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The origin of its page.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What it wrote to its log.
    pub fn said(&self) -> String {
        fs::read_to_string(self.log()).unwrap_or_default()
    }

    /// Whether its files contain these bytes anywhere.
    pub fn keeps(&self, words: &[u8]) -> bool {
        let mut folders = vec![self.folder.path().join("data")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("the relay's data").flatten() {
                if entry.path().is_dir() {
                    folders.push(entry.path());
                } else {
                    let bytes = fs::read(entry.path()).expect("a file of the relay");
                    if memmem::find(&bytes, words).is_some() {
                        return true;
                    }
                }
            }
        }
        false
    }

    /// Which of these its memory contains anywhere (on Linux, which shows a process's memory to its parent).
    pub fn remembers(&self, words: &[&[u8]]) -> Vec<usize> {
        use std::os::unix::fs::FileExt;
        let process = format!("/proc/{}", self.process.as_ref().expect("the relay runs").id());
        let memory = fs::File::open(format!("{process}/mem")).expect("the memory of a child process");
        let maps = fs::read_to_string(format!("{process}/maps")).expect("the memory's map");
        let mut found = std::collections::BTreeSet::new();
        for line in maps.lines() {
            let Some((range, rights)) = line.split_once(' ') else { continue };
            let ends = range
                .split_once('-')
                .and_then(|(from, to)| Some((u64::from_str_radix(from, 16).ok()?, u64::from_str_radix(to, 16).ok()?)));
            let Some((from, to)) = ends.filter(|_| rights.starts_with("rw")) else { continue };
            let mut bytes = vec![0; (to - from) as usize];
            // Some mapped ranges have no pages behind them.
            let Ok(read) = memory.read_at(&mut bytes, from) else { continue };
            bytes.truncate(read);
            for (at, word) in words.iter().enumerate() {
                if !found.contains(&at) && memmem::find(&bytes, word).is_some() {
                    found.insert(at);
                }
            }
        }
        found.into_iter().collect()
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("relay.log")
    }

    fn is_ready(&self) -> Result<(), String> {
        let reply = (|| {
            let mut socket = TcpStream::connect_timeout(&self.address, Duration::from_secs(1))?;
            socket.set_read_timeout(Some(Duration::from_secs(2)))?;
            write!(socket, "GET /readyz HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address)?;
            let mut reply = String::new();
            socket.read_to_string(&mut reply).map(|_| reply)
        })();
        match reply {
            Ok(reply) if reply.starts_with("HTTP/1.1 200") => Ok(()),
            Ok(reply) => Err(reply),
            Err(error) => Err(format!("{error}\nIts log:\n{}", self.said())),
        }
    }
}

impl Drop for RelayProcess {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("── The relay’s log\n{}", self.said());
        }
    }
}

/// The relay's option for the folder of the widget.
const ASSETS: &str = "--assets";

/// A copy of the built widget, whose parts that come after the first screen can be withheld. Dropping it deletes it.
pub struct WidgetCopy(TempDir);

impl WidgetCopy {
    /// Copies what was built.
    pub fn new() -> Self {
        let copy = tempfile::tempdir().expect("a folder for the widget");
        let (from, to) = (dist(), copy.path());
        for file in files(&from) {
            let beside = to.join(file.strip_prefix(&from).expect("a file of the folder"));
            fs::create_dir_all(beside.parent().expect("a folder")).expect("a folder for a file of the widget");
            fs::copy(&file, beside).expect("a file of the widget");
        }
        Self(copy)
    }

    /// The options with which a relay serves it.
    pub fn options(&self) -> [String; 2] {
        [ASSETS.to_owned(), self.0.path().display().to_string()]
    }

    /// The line of the page that loads the widget, for a page of somebody else's.
    pub fn script(&self) -> String {
        let page = fs::read_to_string(self.0.path().join("index.html")).expect("the widget's page");
        let from = page.find("<script type=\"module\"").expect("the widget's script");
        let end = "</script>";
        let to = page[from..].find(end).expect("the end of a script") + end.len();
        page[from..from + to].to_owned()
    }

    /// Adds a file, such as a page of somebody else's with the widget in it.
    pub fn adds(&self, name: &str, content: &str) {
        fs::write(self.0.path().join(name), content).expect("a file beside the widget");
    }

    /// Adds a language: its texts outside a room, and those of a room.
    pub fn speaks(&self, tag: &str, early: &str, late: &str) {
        let page = self.0.path().join("index.html");
        let html = fs::read_to_string(&page).expect("the widget's page");
        let folder = html.split_once("data-wasm=\"./").and_then(|(_, rest)| rest.split_once('/')).expect("a folder").0;
        self.adds(&format!("{folder}/{tag}.txt"), early);
        self.adds(&format!("{folder}/{tag}.room.txt"), late);
        let known = " data-languages=\"";
        fs::write(&page, html.replace(known, &format!("{known}{tag} "))).expect("the widget's page");
        // The relay would give the compressed page as it was.
        for ending in ["br", "gz"] {
            let _ = fs::remove_file(page.with_extension(format!("html.{ending}")));
        }
    }

    /// From now on a relay has no module at all, until they are given back: not even a first screen can be drawn.
    pub fn withholds_everything(&self) {
        self.rename(|name| name.ends_with(".wasm").then(|| format!("withheld.{name}")));
        // The compressed ones would be given in their places.
        self.rename(|name| {
            (name.contains(".wasm.") && !name.starts_with("withheld.")).then(|| format!("withheld.{name}"))
        });
    }

    /// From now on a relay has no such file, until they are given back.
    pub fn withholds_later_parts(&self) {
        self.rename(|name| {
            (name.starts_with("split_") || name.starts_with("chunk_")).then(|| format!("withheld.{name}"))
        });
    }

    /// From now on a relay has no such file of what the dialogs of a room are loaded by alone.
    pub fn withholds_the_dialogs(&self) {
        self.rename(|name| name.starts_with("split_dialogs").then(|| format!("withheld.{name}")));
    }

    /// The files are there again.
    pub fn gives_them_back(&self) {
        self.rename(|name| name.strip_prefix("withheld.").map(str::to_owned));
    }

    fn rename(&self, name: impl Fn(&str) -> Option<String>) {
        let mut renamed = 0;
        for file in files(self.0.path()) {
            let old = file.file_name().and_then(|name| name.to_str()).expect("a name");
            if let Some(new) = name(old) {
                fs::rename(&file, file.with_file_name(new)).expect("a file of the widget");
                renamed += 1;
            }
        }
        assert_ne!(renamed, 0, "the widget was built in parts");
    }
}

impl Default for WidgetCopy {
    fn default() -> Self {
        Self::new()
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of the widget").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// `ALONGSIDE_RELAY`, else the newest one that was built here.
fn program() -> PathBuf {
    if let Some(named) = env::var_os("ALONGSIDE_RELAY") {
        return named.into();
    }
    let target = root().join("target");
    let built = ["relay", "native", "release", "debug"].map(|profile| target.join(profile).join("alongside-relay"));
    let newest = built.into_iter().max_by_key(|path| path.metadata().and_then(|data| data.modified()).ok());
    newest.filter(|path| path.exists()).unwrap_or_else(|| {
        panic!("There is no relay to test against. `cargo xtask test` builds it, or name one in ALONGSIDE_RELAY.")
    })
}

/// The built widget: `ALONGSIDE_DIST`, else `dist`.
fn dist() -> PathBuf {
    let dist = env::var_os("ALONGSIDE_DIST").map_or_else(|| root().join("dist"), PathBuf::from);
    assert!(
        dist.join("index.html").exists(),
        "There is no built widget in {}. `cargo xtask test` builds it, or name its folder in ALONGSIDE_DIST.",
        dist.display()
    );
    dist
}

/// The root of the workspace.
pub fn root() -> &'static Path {
    Path::new(option_env!("ALONGSIDE_ROOT").unwrap_or(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")))
}
