//! What requests show to be wrong about what stands in front of the relay, told to the operator once for each kind: every
//! request shows it anew.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::http::{HeaderMap, header};

use super::origin::Origins;
use crate::config::{Authority, Config};

/// The kinds that were told since the relay started.
#[derive(Debug, Default)]
pub(super) struct Notices([AtomicBool; KINDS]);

/// Something wrong with what stands in front of the relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notice {
    /// Requests have passed a proxy, and no proxy is trusted.
    ProxyNotTrusted,
    /// A proxy is trusted and does not say whom it speaks for.
    ProxySaysNobody,
    /// The Host header is none of the relay's names.
    HostNotOurs,
    /// The page was loaded under another name than the Host header has.
    HostNotPassedOn,
    /// A request for the socket has no headers of a WebSocket handshake.
    NoUpgrade,
    /// The path of a request for the socket is not the relay's.
    PathNotOurs,
    /// A page of an origin that is not named asked for the socket.
    PageNotWelcome,
}

const KINDS: usize = Notice::PageNotWelcome as usize + 1;

impl Notices {
    /// Whether this is told for the first time.
    pub(super) fn tell(&self, notice: Notice, headers: &HeaderMap) -> bool {
        if self.0[notice as usize].swap(true, Ordering::Relaxed) {
            return false;
        }
        let host = named(headers, header::HOST);
        let page = named(headers, header::ORIGIN);
        match notice {
            Notice::ProxyNotTrusted => tracing::warn!(
                "requests come through a proxy (X-Forwarded-For), but none is trusted: all people behind it count as one \
                 address and share its limits. If the proxy is yours, start the relay with --trusted-proxy"
            ),
            Notice::ProxySaysNobody => tracing::warn!(
                "--trusted-proxy is given, but a client came without a readable X-Forwarded-For and counts under the \
                 proxy's address. Have the proxy set that header; do not let clients reach the relay beside the proxy"
            ),
            Notice::HostNotOurs => tracing::warn!(
                host,
                "a client was turned away, because the relay does not go by the name in its Host header. If people reach \
                 the relay by that name, start it with --origin and the name; else have the proxy pass on the Host header"
            ),
            Notice::HostNotPassedOn => tracing::warn!(
                host,
                page,
                "a page that was loaded from one name asks for another. If a proxy is in front, have it pass on the Host \
                 header, and start the relay with --origin and the page's name: clients sign that one"
            ),
            Notice::NoUpgrade => tracing::warn!(
                "a request for /sync came without the headers of a WebSocket handshake. If a proxy is in front, have it \
                 pass on Upgrade and Connection over HTTP/1.1: until then everybody is offline"
            ),
            Notice::PageNotWelcome => tracing::warn!(
                page,
                "a page of another origin was refused a WebSocket. If it is to embed the widget, start the relay with \
                 --embed-in and its origin; if people reach the relay by that name, with --origin and the name"
            ),
            Notice::PathNotOurs => tracing::warn!(
                "a WebSocket handshake came for a path that is not the relay's. Start the relay with --path and the path \
                 that people reach it under, or have the proxy remove that path"
            ),
        }
        true
    }

    /// Tells what a request for the socket shows, whether or not it is a handshake.
    pub(super) fn look(&self, config: &Config, origins: &Origins, headers: &HeaderMap) {
        self.look_for_proxy(config, headers);
        let (host, page) = (named(headers, header::HOST), named(headers, header::ORIGIN));
        // Where names are given, a page of another origin is one that the widget is embedded in.
        let may_embed = headers
            .get(header::ORIGIN)
            .is_some_and(|origin| config.embed_in.iter().any(|named| named.is_any() || *origin == named.0));
        if !origins.are_given() && !may_embed && page.is_some_and(|page| host.is_some_and(|host| host != page)) {
            self.tell(Notice::HostNotPassedOn, headers);
        }
    }

    /// Tells whether requests have passed a proxy that is not trusted.
    pub(super) fn look_for_proxy(&self, config: &Config, headers: &HeaderMap) {
        let is_forwarded = ["x-forwarded-for", "forwarded"].iter().any(|name| headers.contains_key(*name));
        if is_forwarded && !config.trusted_proxy {
            self.tell(Notice::ProxyNotTrusted, headers);
        }
    }
}

/// The authority that this header names; no other text of a stranger gets into the log.
fn named(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    let text = headers.get(name)?.to_str().ok()?;
    text.parse::<Authority>().ok().map(|authority| authority.0).filter(|name| name != "null")
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    fn headers(all: &[(&'static str, &'static str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        all.iter().map(pair).collect()
    }

    /// The kinds that were told.
    fn told(notices: &Notices) -> Vec<usize> {
        (0..KINDS).filter(|kind| notices.0[*kind].load(Ordering::Relaxed)).collect()
    }

    #[test]
    fn each_kind_is_told_once() {
        let notices = Notices::default();
        assert!(notices.tell(Notice::NoUpgrade, &HeaderMap::new()));
        assert!(!notices.tell(Notice::NoUpgrade, &HeaderMap::new()));
        assert!(notices.tell(Notice::PathNotOurs, &HeaderMap::new()));
    }

    #[test]
    fn a_proxy_that_is_not_trusted_is_noticed_and_a_trusted_one_is_not() {
        let mut config = Config::at("x");
        let notices = Notices::default();
        notices.look_for_proxy(&config, &HeaderMap::new());
        assert_eq!(told(&notices), [0; 0]);
        config.trusted_proxy = true;
        notices.look_for_proxy(&config, &headers(&[("x-forwarded-for", "192.0.2.7")]));
        assert_eq!(told(&notices), [0; 0]);
        config.trusted_proxy = false;
        notices.look_for_proxy(&config, &headers(&[("forwarded", "for=192.0.2.7")]));
        assert_eq!(told(&notices), [Notice::ProxyNotTrusted as usize]);
    }

    #[test]
    fn a_host_that_a_proxy_did_not_pass_on_is_noticed_by_the_page_and_an_embedding_page_is_not() {
        let listening = ([127, 0, 0, 1], 8080).into();
        let config = Config::at("x");
        let came = headers(&[("host", "127.0.0.1:8080"), ("origin", "https://room.example")]);
        let notices = Notices::default();
        notices.look(&config, &Origins::of(&["127.0.0.1:8080".parse().unwrap()], listening), &came);
        assert_eq!(told(&notices), [0; 0], "the operator has said the name");
        notices.look(&config, &Origins::of(&[], listening), &came);
        assert_eq!(told(&notices), [Notice::HostNotPassedOn as usize]);
        let mut named = config.clone();
        named.embed_in = vec!["https://room.example".parse().unwrap()];
        let notices = Notices::default();
        notices.look(&named, &Origins::of(&[], listening), &came);
        assert_eq!(told(&notices), [0; 0], "the operator lets that page embed the widget");
        let notices = Notices::default();
        let same = headers(&[("host", "localhost:8080"), ("origin", "http://localhost:8080")]);
        notices.look(&config, &Origins::of(&[], listening), &same);
        assert_eq!(told(&notices), [0; 0]);
    }

    #[test]
    fn nothing_but_a_name_of_a_strangers_headers_gets_into_the_log() {
        let came = headers(&[("host", "room.example/#1.key"), ("origin", "null")]);
        assert_eq!(named(&came, header::HOST), None);
        assert_eq!(named(&came, header::ORIGIN), None);
    }
}
