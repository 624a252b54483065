//! The servers that tests of the relay run it with: NATS, which relays share a log in, and proxies in front of it.

use std::path::PathBuf;

use crate::{
    error::{Error, Result},
    system::{self, Packages},
};

/// A server that Debian has in a package of this name.
struct Server {
    package: &'static str,
    program: &'static str,
    /// The environment variable for one that is not on the `PATH`.
    variable: &'static str,
}

const SERVERS: [Server; 4] = [
    Server { package: "nats-server", program: "nats-server", variable: "NATS_SERVER" },
    Server { package: "caddy", program: "caddy", variable: "CADDY" },
    Server { package: "nginx-light", program: "nginx", variable: "NGINX" },
    Server { package: "haproxy", program: "haproxy", variable: "HAPROXY" },
];

/// Finds the servers, or installs them by the system's package manager if we may.
pub(crate) fn ensure() -> Result<()> {
    let missing = missing();
    if !missing.is_empty()
        && let Packages::As(prefix) = system::packages()
    {
        println!(
            "The tests run servers of their own, at free ports. Debian starts those that it installs as services, too; without: \
             systemctl disable --now {}",
            missing.join(" ")
        );
        system::install(prefix, &missing.join(", "), &missing)?;
    }
    match self::missing().as_slice() {
        [] => Ok(()),
        missing => Err(Error::Missing {
            what: missing.join(", "),
            how: format!(
                "Have them on the PATH (NATS 2.9, Caddy 2.6, nginx 1.22 with auth_request, HAProxy 2.6, or newer), or their paths in \
                 NATS_SERVER, CADDY, NGINX and HAPROXY. Debian: sudo apt-get install {}. macOS: brew install nats-server caddy \
                 nginx haproxy.",
                missing.join(" ")
            ),
        }),
    }
}

/// The packages of those that are not here.
fn missing() -> Vec<&'static str> {
    SERVERS.iter().filter(|server| !server.is_there()).map(|server| server.package).collect()
}

impl Server {
    fn is_there(&self) -> bool {
        // Not on everybody's PATH.
        let of_the_system = PathBuf::from("/usr/sbin").join(self.program);
        system::find(self.variable, &[self.program]).is_some() || of_the_system.is_file()
    }
}
