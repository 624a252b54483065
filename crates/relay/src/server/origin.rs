//! The names by which people reach this relay.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use axum::http::{HeaderMap, HeaderValue};

use super::headers::NO_ORIGIN;
use crate::config::{Authority, EmbeddingOrigin};

/// What a Host header may say. `[P 11]`
pub(super) enum Origins {
    /// One of these names, which the operator has given.
    Given(Vec<Arc<str>>),
    /// The address listened on, or one of this machine's own names.
    Own(Vec<Arc<str>>),
    /// The address that was dialled, and this machine's own names: for a relay without named origins that listens on
    /// every address. A name that anybody could point to this machine is not accepted.
    Dialled {
        /// The port that the relay listens on.
        port: u16,
    },
}

impl Origins {
    /// The names given by the operator; without them, the address listened on and this machine's own names.
    pub(super) fn of(named: &[Authority], listening: SocketAddr) -> Self {
        if !named.is_empty() {
            return Self::Given(named.iter().map(|authority| authority.0.as_str().into()).collect());
        }
        if listening.ip().is_unspecified() {
            return Self::Dialled { port: listening.port() };
        }
        Self::Own(names_of(listening).iter().map(|name| name.as_str().into()).collect())
    }

    /// Whether no origin is named while the relay listens on every address.
    pub(super) fn is_unsaid(&self) -> bool {
        matches!(self, Self::Dialled { .. })
    }

    /// Whether the operator has given the relay's names.
    pub(super) fn are_given(&self) -> bool {
        matches!(self, Self::Given(_))
    }

    /// The name that a request was sent to, in lower case, if it is one of ours; `ours` is the address at which its
    /// connection arrived.
    pub(super) fn asked(&self, headers: &HeaderMap, ours: Option<SocketAddr>) -> Option<Arc<str>> {
        self.ours(headers.get(axum::http::header::HOST)?, ours)
    }

    /// Whether a page may open a socket: one of ours, one whose origin the operator lets embed the widget, or a program or a
    /// page that names no origin. (A page can hide its origin, so this keeps out only pages that do not know better: what
    /// guards a room is its key.)
    pub(super) fn welcomes(&self, headers: &HeaderMap, ours: SocketAddr, embed_in: &[EmbeddingOrigin]) -> bool {
        headers.get(axum::http::header::ORIGIN).is_none_or(|origin| {
            origin == NO_ORIGIN
                || embed_in.iter().any(|named| named.is_any() || *origin == named.0)
                || self.ours(origin, Some(ours)).is_some()
        })
    }

    fn ours(&self, name: &HeaderValue, ours: Option<SocketAddr>) -> Option<Arc<str>> {
        let host: Authority = name.to_str().ok()?.parse().ok()?;
        match self {
            Self::Given(names) | Self::Own(names) => names.iter().find(|name| ***name == *host.0).cloned(),
            Self::Dialled { port } => {
                let ours = SocketAddr::new(ours?.ip().to_canonical(), *port);
                names_of(ours).contains(&host.0).then(|| host.0.into())
            }
        }
    }
}

/// The address and port as a Host header writes them, and the names that every machine has for itself.
fn names_of(address: SocketAddr) -> Vec<String> {
    let port = address.port();
    let ip = match address.ip() {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    };
    let mut names = Vec::new();
    for host in [ip.as_str(), "localhost", "127.0.0.1", "[::1]"] {
        names.push(format!("{host}:{port}"));
        // A browser leaves out the port that belongs to the scheme, http's or https's.
        if port == 80 || port == 443 {
            names.push(host.to_owned());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(origins: &Origins, host: &str) -> Option<String> {
        let headers = HeaderMap::from_iter([(axum::http::header::HOST, host.parse().unwrap())]);
        origins.asked(&headers, Some(([192, 0, 2, 9], 8080).into())).map(|origin| origin.to_string())
    }

    #[test]
    fn only_our_own_names_are_answered_to() {
        let ours = Origins::of(&["https://room.example".parse().unwrap()], ([0, 0, 0, 0], 80).into());
        assert_eq!(asked(&ours, "Room.Example"), Some("room.example".to_owned()));
        assert_eq!(asked(&ours, "evil.example"), None);
        assert_eq!(asked(&ours, "room.example:8080"), None);
    }

    #[test]
    fn without_a_name_the_address_and_this_machine_are_ours() {
        let ours = Origins::of(&[], ([192, 0, 2, 1], 8080).into());
        assert!(!ours.is_unsaid());
        for host in ["192.0.2.1:8080", "localhost:8080", "127.0.0.1:8080", "[::1]:8080"] {
            assert_eq!(asked(&ours, host), Some(host.to_owned()));
        }
        assert_eq!(asked(&ours, "localhost"), None);
    }

    #[test]
    fn a_socket_is_for_our_own_pages_for_those_that_may_embed_and_for_who_names_no_origin() {
        let ours = Origins::of(&["https://room.example".parse().unwrap()], ([0, 0, 0, 0], 80).into());
        let listening = ([192, 0, 2, 9], 80).into();
        let welcomes = |origin: Option<&str>, embed_in: &str| {
            let headers = origin.map(|origin| (axum::http::header::ORIGIN, origin.parse().unwrap()));
            ours.welcomes(&headers.into_iter().collect(), listening, &[embed_in.parse().unwrap()])
        };
        for welcome in [Some("https://room.example"), Some("https://wiki.example"), Some("null"), None] {
            assert!(welcomes(welcome, "https://wiki.example"), "{welcome:?}");
        }
        for stranger in ["https://evil.example", "http://wiki.example", "https://wiki.example.evil", "what ever", ""] {
            assert!(!welcomes(Some(stranger), "https://wiki.example"), "{stranger}");
            assert!(welcomes(Some(stranger), "*"), "{stranger}");
        }
    }

    #[test]
    fn listening_everywhere_without_a_name_takes_the_address_that_was_dialled_and_no_name() {
        let ours = Origins::of(&[], ([0, 0, 0, 0], 8080).into());
        assert!(ours.is_unsaid());
        for host in ["192.0.2.9:8080", "localhost:8080", "127.0.0.1:8080"] {
            assert_eq!(asked(&ours, host), Some(host.to_owned()));
        }
        for host in ["evil.example:8080", "192.0.2.10:8080", "192.0.2.9", "what ever"] {
            assert_eq!(asked(&ours, host), None, "{host}");
        }
    }
}
