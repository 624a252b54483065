//! The driver: the program between WebDriver and a browser.

use std::{
    env, io,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    thread,
};

/// A running driver. Dropping this kills it.
pub struct DriverProcess {
    address: String,
    child: Child,
}

/// How to find and start the driver of one kind of browser.
pub struct Program {
    /// The environment variable that names another program.
    pub variable: &'static str,
    /// Its name on the `PATH`.
    pub name: &'static str,
    /// Its arguments, among them those that make it choose a free port.
    pub arguments: &'static [&'static str],
    /// The text before the port in the line that it prints when it is ready.
    pub ready: &'static str,
    /// What to install if it is missing.
    pub missing: &'static str,
}

impl DriverProcess {
    /// Starts a driver on a port that is free for both kinds of address. Chromedriver tries one port only, and exits
    /// if another program has taken it.
    ///
    /// The browser is in the zone of this name, else in that of this computer.
    pub fn start(program: &Program, zone: Option<&str>) -> Self {
        let started = (0..5).find_map(|_| Self::try_start(program, zone));
        started.unwrap_or_else(|| panic!("{} ends at once, five times in a row", program.name))
    }

    /// The address that it listens on.
    pub fn address(&self) -> &str {
        &self.address
    }

    fn try_start(program: &Program, zone: Option<&str>) -> Option<Self> {
        let path = env::var_os(program.variable).unwrap_or_else(|| program.name.into());
        let mut command = Command::new(&path);
        if let Some(zone) = zone {
            command.env("TZ", zone);
        }
        let spawned = command.args(program.arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut child = spawned.unwrap_or_else(|error| {
            panic!("There is no {} to drive a browser with ({error}). {}", path.display(), program.missing)
        });
        let mut says = BufReader::new(child.stdout.take().expect("what it says"));
        let mut line = String::new();
        let port = loop {
            line.clear();
            let read = says.read_line(&mut line).expect("what it says");
            if read == 0 {
                let _ = child.wait();
                return None;
            }
            if let Some((_, port)) = line.trim_end_matches(['.', '\n']).split_once(program.ready) {
                break port;
            }
        };
        let address = format!("http://127.0.0.1:{port}");
        // The browser may write to the same pipe, and would block if nobody read it.
        thread::spawn(move || io::copy(&mut says, &mut io::sink()));
        Some(Self { address, child })
    }
}

impl Drop for DriverProcess {
    fn drop(&mut self) {
        let _ = self.child.kill().and_then(|()| self.child.wait());
    }
}
