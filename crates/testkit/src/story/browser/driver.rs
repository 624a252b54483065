//! The program between WebDriver and a browser.

use std::{
    env, io,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    thread,
};

/// A driver of one's own. Dropping it kills it.
pub struct DriverProcess {
    address: String,
    child: Child,
}

/// How one make of browser names and starts its driver.
pub struct Program {
    /// The variable that names another one.
    pub variable: &'static str,
    /// What it is called on the `PATH`.
    pub name: &'static str,
    /// How it is told to find a free port, and what else it is told.
    pub arguments: &'static [&'static str],
    /// What stands before the port where it says that it is ready.
    pub ready: &'static str,
    /// What to do where it is missing.
    pub missing: &'static str,
}

impl DriverProcess {
    /// One that found a port free for both kinds of address: chromedriver looks for one once, and ends where another
    /// program was quicker.
    pub fn start(program: &Program) -> Self {
        let started = (0..5).find_map(|_| Self::try_start(program));
        started.unwrap_or_else(|| panic!("{} ends at once, five times in a row", program.name))
    }

    /// Where it listens.
    pub fn address(&self) -> &str {
        &self.address
    }

    fn try_start(program: &Program) -> Option<Self> {
        let path = env::var_os(program.variable).unwrap_or_else(|| program.name.into());
        let mut command = Command::new(&path);
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
        // Its browser may speak through the same pipe, and would wait for somebody to listen.
        thread::spawn(move || io::copy(&mut says, &mut io::sink()));
        Some(Self { address, child })
    }
}

impl Drop for DriverProcess {
    fn drop(&mut self) {
        let _ = self.child.kill().and_then(|()| self.child.wait());
    }
}
