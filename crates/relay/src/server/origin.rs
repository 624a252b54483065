//! The names that people reach this relay by.

use std::{net::SocketAddr, sync::Arc};

use axum::http::HeaderMap;

use crate::config::Authority;

/// What a Host header may say. `[P 11]`
pub(super) enum Origins {
    /// These.
    These(Vec<Arc<str>>),
    /// Anything that looks like a host: nobody said what is ours.
    Any,
}

impl Origins {
    /// Those that the operator named; else the address listened on and this machine's own names.
    pub(super) fn of(named: &[Authority], listening: SocketAddr) -> Self {
        if !named.is_empty() {
            return Self::These(named.iter().map(|authority| authority.0.as_str().into()).collect());
        }
        if listening.ip().is_unspecified() {
            return Self::Any;
        }
        let port = listening.port();
        let mut names = vec![listening.to_string()];
        for host in ["localhost", "127.0.0.1", "[::1]"] {
            names.push(format!("{host}:{port}"));
            if port == 80 {
                names.push(host.to_owned());
            }
        }
        Self::These(names.iter().map(|name| name.as_str().into()).collect())
    }

    pub(super) fn is_any(&self) -> bool {
        matches!(self, Self::Any)
    }

    /// The name that a request was sent to, in lower case, if it is ours.
    pub(super) fn asked(&self, headers: &HeaderMap) -> Option<Arc<str>> {
        let host: Authority = headers.get(axum::http::header::HOST)?.to_str().ok()?.parse().ok()?;
        match self {
            Self::These(names) => names.iter().find(|name| ***name == *host.0).cloned(),
            Self::Any => Some(host.0.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(origins: &Origins, host: &str) -> Option<String> {
        let headers = HeaderMap::from_iter([(axum::http::header::HOST, host.parse().unwrap())]);
        origins.asked(&headers).map(|origin| origin.to_string())
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
        assert!(!ours.is_any());
        for host in ["192.0.2.1:8080", "localhost:8080", "127.0.0.1:8080", "[::1]:8080"] {
            assert_eq!(asked(&ours, host), Some(host.to_owned()));
        }
        assert_eq!(asked(&ours, "localhost"), None);
    }

    #[test]
    fn listening_everywhere_without_a_name_takes_any_host() {
        let any = Origins::of(&[], ([0, 0, 0, 0], 8080).into());
        assert!(any.is_any());
        assert_eq!(asked(&any, "Whatever:1"), Some("whatever:1".to_owned()));
        assert_eq!(asked(&any, "what ever"), None);
    }
}
