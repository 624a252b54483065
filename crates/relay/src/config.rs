//! What an operator can set: by flag, or by the environment variable that `--help` names beside the flag.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    str::FromStr,
};

use alongside_wire::limits;
use clap::{Args, Parser};

mod nats;

pub use nats::NatsOptions;

/// Carries sealed frames between the two people of a room and keeps them. It cannot read them.
///
/// Serves the widget, the WebSocket (/sync), /healthz and /readyz at one address. Put a TLS proxy in front of it to
/// serve anyone but yourself; docs/operating.md shows how.
#[derive(Debug, Clone, Parser)]
#[command(name = "alongside-relay", version, max_term_width = 110)]
pub struct Config {
    /// Address and port to listen on
    #[arg(long, env = "ALONGSIDE_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    pub listen: SocketAddr,

    /// Folder for the log; made if it is missing
    #[arg(long, env = "ALONGSIDE_DATA", default_value = "./alongside-data", value_name = "FOLDER")]
    pub data: PathBuf,

    /// A name people reach this relay by, such as room.example or room.example:8443; may be repeated. Without it: the
    /// address listened on, and localhost
    #[arg(long, env = "ALONGSIDE_ORIGIN", value_delimiter = ',', value_name = "HOST[:PORT]")]
    pub origin: Vec<Authority>,

    /// A STUN or TURN server that clients may use to connect directly, as a URL; may be repeated. Without it: none
    #[arg(long, env = "ALONGSIDE_ICE", value_delimiter = ',', value_name = "URL")]
    pub ice: Vec<String>,

    /// Serve the widget's files from this folder instead of those built in
    #[arg(long, env = "ALONGSIDE_ASSETS", value_name = "FOLDER")]
    pub assets: Option<PathBuf>,

    /// A proxy is in front: take a client's address from the last entry of X-Forwarded-For
    #[arg(long, env = "ALONGSIDE_TRUSTED_PROXY")]
    pub trusted_proxy: bool,

    /// Seconds of silence after which a socket is asked whether it is there; two and a half times that, and it is not
    #[arg(long, env = "ALONGSIDE_PING_SECONDS", default_value_t = 30, value_name = "N")]
    pub ping_seconds: u32,

    /// Milliseconds between the beginnings of two commits under load: a frame that comes alone is committed at once, of
    /// those that follow each waits no longer than this, and is committed together with the others. 0: as soon as the
    /// disk is free
    #[arg(long, env = "ALONGSIDE_COMMIT_WINDOW", default_value_t = 3, value_name = "MILLIS")]
    pub commit_window: u64,

    /// Bytes a socket may leave unread before it is told to connect again
    #[arg(long, env = "ALONGSIDE_QUEUE", default_value = "1MiB", value_name = "BYTES", help_heading = "Limits")]
    pub queue: Bytes,

    /// An origin whose pages may embed the widget, such as `https://coach.example`; may be repeated. `*`: any page may show
    /// /embed in a frame, where what cannot be undone is asked again in a window of its own. Without it: only pages of this
    /// relay
    #[arg(long, env = "ALONGSIDE_EMBED_IN", value_delimiter = ',', value_name = "ORIGIN")]
    pub embed_in: Vec<EmbeddingOrigin>,

    /// The path that this relay is reached under, where a proxy does not take it away: /a serves https://host/a/
    #[arg(long, env = "ALONGSIDE_PATH", default_value = "/", value_name = "PATH")]
    pub path: BasePath,

    /// The relay's certificate and those it was signed by, in a PEM file: the relay then speaks TLS itself. Read again when
    /// it changes
    #[arg(long, env = "ALONGSIDE_TLS_CERT", value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,

    /// The certificate's private key, in a PEM file
    #[arg(long, env = "ALONGSIDE_TLS_KEY", value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,

    /// Address and port to serve metrics at, as Prometheus reads them (/metrics), for nobody but the operator
    #[arg(long, env = "ALONGSIDE_METRICS", value_name = "ADDRESS:PORT")]
    pub metrics: Option<SocketAddr>,

    /// Where the log is if it is not in a data folder.
    #[command(flatten)]
    pub nats: NatsOptions,

    /// The rest of the limits.
    #[command(flatten)]
    pub limits: Limits,
}

impl Config {
    /// The defaults with this data folder: for tests and for programs that embed a relay.
    pub fn at(data: impl Into<PathBuf>) -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            data: data.into(),
            origin: Vec::new(),
            ice: Vec::new(),
            assets: None,
            trusted_proxy: false,
            ping_seconds: 30,
            commit_window: 3,
            queue: Bytes(1 << 20),
            embed_in: Vec::new(),
            path: BasePath::default(),
            tls_cert: None,
            tls_key: None,
            metrics: None,
            nats: NatsOptions::default(),
            limits: Limits::default(),
        }
    }
}

/// How much of anything a stranger may ask for. In every one of them 0 means: no limit.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Limits (0 means none)")]
pub struct Limits {
    /// Bytes of one sealed blob
    #[arg(long, env = "ALONGSIDE_SEALED", default_value_t = Limits::default().sealed, value_name = "BYTES")]
    pub sealed: Bytes,

    /// Bytes of one sealed snapshot
    #[arg(long, env = "ALONGSIDE_SNAPSHOT", default_value_t = Limits::default().snapshot, value_name = "BYTES")]
    pub snapshot: Bytes,

    /// Bytes of a room's log after its snapshot, above which the relay says so in its own log
    #[arg(long, env = "ALONGSIDE_LOG_SOFT", default_value_t = Limits::default().log_soft, value_name = "BYTES")]
    pub log_soft: Bytes,

    /// Bytes of a room's log after its snapshot, above which pushes are refused
    #[arg(long, env = "ALONGSIDE_LOG_HARD", default_value_t = Limits::default().log_hard, value_name = "BYTES")]
    pub log_hard: Bytes,

    /// Bytes the log of all rooms may take on the disk
    #[arg(long, env = "ALONGSIDE_DISK", default_value_t = Limits::default().disk, value_name = "BYTES")]
    pub disk: Bytes,

    /// Bytes that a room's log may grow to on its first day, and by which it may grow on every day after
    #[arg(long, env = "ALONGSIDE_NEW_ROOM", default_value_t = Limits::default().new_room, value_name = "BYTES")]
    pub new_room: Bytes,

    /// Frames in a room's log, above which pushes are refused
    #[arg(long, env = "ALONGSIDE_ROOM_FRAMES", default_value_t = Limits::default().room_frames, value_name = "N")]
    pub room_frames: u32,

    /// Sockets a room
    #[arg(long, env = "ALONGSIDE_ROOM_SOCKETS", default_value_t = Limits::default().room_sockets, value_name = "N")]
    pub room_sockets: u32,

    /// Sockets an address (an IPv4 address, or a /64 of IPv6)
    #[arg(long, env = "ALONGSIDE_ADDRESS_SOCKETS", default_value_t = Limits::default().address_sockets, value_name = "N")]
    pub address_sockets: u32,

    /// Sockets an address that have not authenticated yet
    #[arg(long, env = "ALONGSIDE_ADDRESS_STRANGERS", default_value_t = Limits::default().address_strangers, value_name = "N")]
    pub address_strangers: u32,

    /// New rooms an address may begin in an hour
    #[arg(long, env = "ALONGSIDE_ADDRESS_ROOMS", default_value_t = Limits::default().address_rooms, value_name = "N")]
    pub address_rooms: u32,

    /// Pairing codes that people wait at, all together
    #[arg(long, env = "ALONGSIDE_PAIRINGS", default_value_t = Limits::default().pairings, value_name = "N")]
    pub pairings: u32,

    /// Pairing codes that an address may ask for or try in an hour
    #[arg(long, env = "ALONGSIDE_ADDRESS_PAIRINGS", default_value_t = Limits::default().address_pairings, value_name = "N")]
    pub address_pairings: u32,

    /// Bytes that an address may put on the disk in a day
    #[arg(long, env = "ALONGSIDE_ADDRESS_BYTES", default_value_t = Limits::default().address_bytes, value_name = "BYTES")]
    pub address_bytes: Bytes,

    /// Bytes a second that an address may have read from the disk by joining, over time; ten seconds' worth may come at
    /// once
    #[arg(long, env = "ALONGSIDE_ADDRESS_READS", default_value_t = Limits::default().address_reads, value_name = "BYTES")]
    pub address_reads: Bytes,

    /// Connections an address that are not WebSockets yet
    #[arg(long, env = "ALONGSIDE_ADDRESS_REQUESTS", default_value_t = Limits::default().address_requests, value_name = "N")]
    pub address_requests: u32,

    /// Hold clients on this machine to the limits an address too
    #[arg(long, env = "ALONGSIDE_LIMIT_LOOPBACK")]
    pub limit_loopback: bool,

    /// Frames a second that a socket may send over time; ten seconds' worth may come at once
    #[arg(long, env = "ALONGSIDE_FRAME_RATE", default_value_t = Limits::default().frame_rate, value_name = "N")]
    pub frame_rate: u32,

    /// Bytes a second that a socket may send over time; ten seconds' worth may come at once
    #[arg(long, env = "ALONGSIDE_BYTE_RATE", default_value_t = Limits::default().byte_rate, value_name = "BYTES")]
    pub byte_rate: Bytes,

    /// Bytes of snapshots being sent to the relay, all sockets together
    #[arg(long, env = "ALONGSIDE_UPLOADS", default_value_t = Limits::default().uploads, value_name = "BYTES")]
    pub uploads: Bytes,

    /// Bytes waiting for the disk, all rooms together
    #[arg(long, env = "ALONGSIDE_WAITING", default_value_t = Limits::default().waiting, value_name = "BYTES")]
    pub waiting: Bytes,

    /// Milliseconds a socket may take to authenticate
    #[arg(long, env = "ALONGSIDE_AUTH_MILLIS", default_value_t = Limits::default().auth_millis, value_name = "N")]
    pub auth_millis: u64,

    /// Days without a member after which a room is forgotten; days on which the relay did not run do not count
    #[arg(long, env = "ALONGSIDE_EXPIRE_DAYS", default_value_t = Limits::default().expire_days, value_name = "DAYS")]
    pub expire_days: u32,

    /// Days after which a room is forgotten that only one ever came to, on one day
    #[arg(long, env = "ALONGSIDE_LONE_DAYS", default_value_t = Limits::default().lone_days, value_name = "DAYS")]
    pub lone_days: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            sealed: Bytes(limits::SEALED as u64),
            snapshot: Bytes(limits::SNAPSHOT as u64),
            log_soft: Bytes(4 << 20),
            log_hard: Bytes(16 << 20),
            disk: Bytes(10 << 30),
            room_sockets: limits::SOCKETS_PER_ROOM as u32,
            address_sockets: 1024,
            address_strangers: 256,
            address_rooms: 30,
            pairings: 65_536,
            address_pairings: 120,
            limit_loopback: false,
            frame_rate: 500,
            byte_rate: Bytes(2 << 20),
            uploads: Bytes(128 << 20),
            waiting: Bytes(64 << 20),
            auth_millis: limits::AUTH_MILLIS,
            expire_days: 400,
            lone_days: 30,
            new_room: Bytes(8 << 20),
            room_frames: 32_768,
            address_bytes: Bytes(128 << 20),
            address_reads: Bytes(4 << 20),
            address_requests: 256,
        }
    }
}

impl Limits {
    /// The address by which limits count a client whose true address is not known: never `None`.
    pub fn counted_anyway(&self, address: IpAddr) -> Address {
        Address::of(address)
    }

    /// The address by which limits count a client; `None` for a client on this machine, unless those are limited too.
    pub fn counted(&self, address: IpAddr) -> Option<Address> {
        (self.limit_loopback || !address.to_canonical().is_loopback()).then(|| Address::of(address))
    }
}

/// The address by which limits count a client: an IPv4 address, or the /64 that one IPv6 customer has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Address {
    V4([u8; 4]),
    /// The first half of an IPv6 address.
    V6([u8; 8]),
}

impl Address {
    fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(v4) => Self::V4(v4.octets()),
            IpAddr::V6(v6) => {
                let [a, b, c, d, e, f, g, h, ..] = v6.octets();
                Self::V6([a, b, c, d, e, f, g, h])
            }
        }
    }
}

/// A number of bytes, written like `64KiB`, `16MiB`, `10GiB` or `65536`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bytes(pub u64);

impl Bytes {
    /// Whether this limit allows so many bytes.
    pub fn allow(self, bytes: u64) -> bool {
        self.0 == 0 || bytes <= self.0
    }
}

const UNITS: [(&str, u64); 3] = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)];

impl FromStr for Bytes {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (digits, unit) = UNITS
            .iter()
            .find_map(|(name, unit)| text.strip_suffix(name).map(|digits| (digits, *unit)))
            .unwrap_or((text, 1));
        let number = digits.trim().parse::<u64>().ok().and_then(|number| number.checked_mul(unit));
        number.map(Self).ok_or_else(|| "write bytes like 65536, 64KiB, 16MiB or 10GiB".to_owned())
    }
}

impl std::fmt::Display for Bytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match UNITS.iter().find(|(_, unit)| self.0 >= *unit && self.0.is_multiple_of(*unit)) {
            Some((name, unit)) => write!(f, "{}{name}", self.0 / unit),
            None => write!(f, "{}", self.0),
        }
    }
}

/// A host and, unless it is the scheme's default, a port, in lower case: what clients sign as the origin. `[P 11]`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority(pub String);

impl FromStr for Authority {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bare = text.split_once("://").map_or(text, |(_, rest)| rest).trim_end_matches('/');
        // Browsers leave out a scheme's default port, and so does this.
        let bare = match text.split_once("://") {
            Some(("https" | "wss", _)) => bare.strip_suffix(":443").unwrap_or(bare),
            Some(("http" | "ws", _)) => bare.strip_suffix(":80").unwrap_or(bare),
            _ => bare,
        };
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-.:[]_".contains(c);
        if bare.is_empty() || bare.len() > 255 || !bare.chars().all(allowed) {
            return Err("write a name like room.example or room.example:8443".to_owned());
        }
        Ok(Self(bare.to_ascii_lowercase()))
    }
}

/// An origin as browsers and content security policies name it: scheme, host, and port unless it is the scheme's own. Or
/// `*`, any origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmbeddingOrigin(pub String);

impl EmbeddingOrigin {
    /// Whether this is every origin.
    pub fn is_any(&self) -> bool {
        self.0 == "*"
    }
}

impl FromStr for EmbeddingOrigin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "write an origin like https://coach.example or http://localhost:3000, or * for any".to_owned();
        if text == "*" {
            return Ok(Self(text.to_owned()));
        }
        let (scheme, host) = text.trim_end_matches('/').split_once("://").ok_or_else(wrong)?;
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-.:[]_".contains(c);
        let scheme = scheme.to_ascii_lowercase();
        if !matches!(scheme.as_str(), "https" | "http") || host.is_empty() || !host.chars().all(allowed) {
            return Err(wrong());
        }
        // Browsers leave out a scheme's default port.
        let host = host.strip_suffix(if scheme == "https" { ":443" } else { ":80" }).unwrap_or(host);
        Ok(Self(format!("{scheme}://{}", host.to_ascii_lowercase())))
    }
}

/// The path of a relay below its host: empty, or `/a` without a slash at its end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BasePath(pub String);

impl FromStr for BasePath {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let path = text.trim_end_matches('/');
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~/".contains(c);
        let is_plain = path.starts_with('/') && !path.contains("//") && path.chars().all(allowed);
        if !(path.is_empty() || is_plain) || path.split('/').any(|part| part == ".." || part == ".") {
            return Err("write a path like /a or /rooms/a".to_owned());
        }
        Ok(Self(path.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_flags_are_consistent_and_their_defaults_are_those_of_the_code() {
        Config::command().debug_assert();
        let parsed = Config::parse_from(["alongside-relay", "--data", "here"]);
        assert_eq!(format!("{parsed:?}"), format!("{:?}", Config::at("here")));
    }

    #[test]
    fn bytes_are_written_as_people_write_them() {
        assert_eq!("16MiB".parse(), Ok(Bytes(16 << 20)));
        assert_eq!("65408".parse(), Ok(Bytes(65408)));
        assert_eq!(Bytes(10 << 30).to_string(), "10GiB");
        assert_eq!(Bytes(65408).to_string(), "65408");
        assert!("16 parsecs".parse::<Bytes>().is_err());
        assert!("99999999999GiB".parse::<Bytes>().is_err());
    }

    #[test]
    fn an_origin_may_be_written_as_a_url() {
        let authority = |text: &str| text.parse::<Authority>().map(|authority| authority.0);
        assert_eq!(authority("https://Room.Example/"), Ok("room.example".to_owned()));
        assert_eq!(authority("https://room.example:443"), Ok("room.example".to_owned()));
        assert_eq!(authority("room.example:8443"), Ok("room.example:8443".to_owned()));
        assert_eq!(authority("[::1]:8080"), Ok("[::1]:8080".to_owned()));
        assert!(authority("room.example/path").is_err());
        assert!(authority("").is_err());
    }

    #[test]
    fn an_origin_that_may_embed_is_kept_as_browsers_write_it() {
        let origin = |text: &str| text.parse::<EmbeddingOrigin>().map(|origin| origin.0);
        assert_eq!(origin("https://Wiki.Example:443/"), Ok("https://wiki.example".to_owned()));
        assert_eq!(origin("http://localhost:3000"), Ok("http://localhost:3000".to_owned()));
        assert_eq!(origin("*").as_deref(), Ok("*"));
        for wrong in
            ["wiki.example", "https://*", "https://wiki.example/page", "https://a b", "javascript://x", "https://"]
        {
            assert!(origin(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_ipv6_customer_is_one_address_and_loopback_is_none() {
        let limits = Limits::default();
        let counted = |text: &str| limits.counted(text.parse().unwrap());
        assert_eq!(counted("2001:db8:1:2::3"), counted("2001:db8:1:2:ffff::4"));
        assert_ne!(counted("2001:db8:1:2::3"), counted("2001:db8:1:3::3"));
        assert_eq!(counted("::ffff:192.0.2.1"), counted("192.0.2.1"));
        assert_eq!(counted("127.0.0.1"), None);
        assert_eq!(counted("::1"), None);
    }
}
