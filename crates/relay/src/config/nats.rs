//! Where the log is that several relays share.

use std::path::PathBuf;

use clap::Args;

/// How to reach NATS, and what to keep there.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(next_help_heading = "NATS, in place of a data folder")]
pub struct NatsOptions {
    /// Keep the log in NATS JetStream, where several relays share it: nats://host:4222, or tls://host:4222; several servers
    /// of one cluster with commas between them. --data is then used for nothing
    #[arg(
        long = "nats",
        id = "nats",
        env = "ALONGSIDE_NATS",
        value_delimiter = ',',
        value_name = "URL",
        hide_env_values = true
    )]
    pub servers: Vec<String>,

    /// The credentials file that NATS knows this relay by
    #[arg(long = "nats-credentials", env = "ALONGSIDE_NATS_CREDENTIALS", value_name = "FILE")]
    pub credentials: Option<PathBuf>,

    /// Certificates (PEM) of those who may vouch for the NATS servers, besides the system's
    #[arg(long = "nats-ca", env = "ALONGSIDE_NATS_CA", value_name = "FILE")]
    pub authorities: Option<PathBuf>,

    /// The certificate (PEM) that the relay shows to NATS
    #[arg(long = "nats-cert", env = "ALONGSIDE_NATS_CERT", value_name = "FILE", requires = "nats_key")]
    pub nats_cert: Option<PathBuf>,

    /// That certificate's private key (PEM)
    #[arg(long = "nats-key", env = "ALONGSIDE_NATS_KEY", value_name = "FILE", requires = "nats_cert")]
    pub nats_key: Option<PathBuf>,

    /// How many NATS servers keep each frame: it is acknowledged when more than half of them have it. 1 where there is one
    /// server
    #[arg(long = "nats-replicas", env = "ALONGSIDE_NATS_REPLICAS", default_value_t = 3, value_name = "N")]
    pub replicas: u8,

    /// What the names of streams, buckets and subjects begin with: relays that share it share their rooms
    #[arg(long = "nats-prefix", env = "ALONGSIDE_NATS_PREFIX", default_value = "alongside", value_name = "NAME")]
    pub prefix: String,

    /// How many streams the rooms are spread over. What the first relay says stays
    #[arg(long = "nats-streams", env = "ALONGSIDE_NATS_STREAMS", default_value_t = 64, value_name = "N", hide = true)]
    pub streams: u16,
}

impl NatsOptions {
    /// The defaults, with these servers.
    pub fn at(servers: impl IntoIterator<Item = String>) -> Self {
        Self { servers: servers.into_iter().collect(), ..Self::default() }
    }

    /// Whether a log in NATS is named.
    pub fn is_named(&self) -> bool {
        !self.servers.is_empty()
    }

    /// The servers without what is secret in their addresses.
    pub fn shown(&self) -> String {
        let shown = self.servers.iter().map(|server| {
            let (scheme, rest) = server.split_once("://").unwrap_or(("nats", server));
            format!("{scheme}://{}", rest.rsplit_once('@').map_or(rest, |(_, host)| host))
        });
        shown.collect::<Vec<_>>().join(",")
    }
}

impl Default for NatsOptions {
    fn default() -> Self {
        Self {
            servers: Vec::new(),
            credentials: None,
            authorities: None,
            nats_cert: None,
            nats_key: None,
            replicas: 3,
            prefix: "alongside".to_owned(),
            streams: 64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_in_an_address_is_not_shown() {
        let options = NatsOptions::at(["nats://ana:secret@one:4222".to_owned(), "two:4222".to_owned()]);
        assert_eq!(options.shown(), "nats://one:4222,nats://two:4222");
    }
}
