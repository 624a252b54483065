//! Real proxies, on loopback, with what they write in temporary folders.

#![allow(clippy::disallowed_methods, reason = "nothing tells when a server listens")]

use std::{
    env, fs,
    net::TcpStream,
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use tempfile::TempDir;

use crate::nats_server::free_port;

/// A proxy that people put in front of a relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proxy {
    Caddy,
    Nginx,
    HaProxy,
}

/// A running proxy. Dropping this kills it.
pub struct ProxyServer {
    child: Child,
    folder: TempDir,
    port: u16,
}

impl Proxy {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Caddy, Self::Nginx, Self::HaProxy];

    /// Its name, in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Caddy => "caddy",
            Self::Nginx => "nginx",
            Self::HaProxy => "haproxy",
        }
    }

    /// What this part of a configuration says without TLS and with this port, as a whole configuration that writes to the
    /// folder only. The part is the one of a host called `room.example`.
    fn configuration(self, part: &str, port: u16, folder: &str) -> String {
        let without_tls = |line: &str| !line.trim_start().starts_with("ssl_");
        match self {
            Self::Caddy => {
                let host = part.replacen("room.example {", &format!("http://room.example:{port} {{"), 1);
                format!("{{\n\tadmin off\n\tauto_https off\n\tstorage file_system {folder}/storage\n}}\n{host}\n")
            }
            Self::Nginx => {
                let server = part.replacen("listen 443 ssl;", &format!("listen 127.0.0.1:{port};"), 1);
                let server: Vec<&str> = server.lines().filter(|line| without_tls(line)).collect();
                let places: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
                    .map(|what| format!("{what}_temp_path {folder}/{what};\n"))
                    .concat();
                format!(
                    "daemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{\naccess_log off;\n\
                     {places}{}\n}}\n",
                    server.join("\n")
                )
            }
            Self::HaProxy => {
                let lines = part.lines().map(|line| match line.trim_start().starts_with("bind ") {
                    true => format!("    bind 127.0.0.1:{port}\n"),
                    false => format!("{line}\n"),
                });
                lines.collect()
            }
        }
    }

    fn command(self, configuration: &str, folder: &str) -> Command {
        let mut command = Command::new(self.program());
        match self {
            Self::Caddy => {
                command.args(["run", "--adapter", "caddyfile", "--config", configuration]).env("HOME", folder)
            }
            Self::Nginx => command.args(["-p", folder, "-c", configuration]),
            Self::HaProxy => command.args(["-db", "-f", configuration]),
        };
        command
    }

    fn program(self) -> PathBuf {
        if let Some(told) = env::var_os(self.name().to_uppercase()) {
            return told.into();
        }
        let path = env::var_os("PATH").unwrap_or_default();
        let folders = env::split_paths(&path).chain([PathBuf::from("/usr/sbin")]);
        let found = folders.map(|folder| folder.join(self.name())).find(|file| file.is_file());
        found.unwrap_or_else(|| {
            panic!(
                "{0} is not installed: `cargo xtask test` installs it where it may. Debian: sudo apt-get install {0}",
                self.name()
            )
        })
    }
}

impl ProxyServer {
    /// Starts the proxy with this part of a configuration, which listens for `room.example` with TLS; here it listens without,
    /// at a port of its own.
    pub fn start(proxy: Proxy, part: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (port, place) = (free_port(), folder.path().display().to_string());
        let configuration = folder.path().join("configuration");
        fs::write(&configuration, proxy.configuration(part, port, &place)).expect("a configuration");
        let log = fs::File::create(folder.path().join("log")).expect("a log");
        let mut command = proxy.command(&configuration.display().to_string(), &place);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        let child = command.spawn().unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
        let server = Self { child, folder, port };
        for _ in 0..400 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return server;
            }
            thread::sleep(Duration::from_millis(25));
        }
        panic!("{} does not listen: {}", proxy.name(), server.log());
    }

    /// The port that it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// What it has written to its log.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

impl Drop for ProxyServer {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
