//! `/sync`: turns an HTTP request into a socket.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use alongside_wire::{Nonce, limits};
use axum::{
    Extension,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper_util::rt::TokioIo;
use tungstenite::handshake::derive_accept_key;

use super::{
    app::{App, Ends},
    notices::{Notice, Notices},
    socket_task::SocketTask,
    stream::Stream,
};
use crate::config::{Address, Config};

/// Answers the WebSocket handshake.
pub(super) async fn join(
    State(app): State<Arc<App>>,
    Extension(ends): Extension<Ends>,
    mut request: Request,
) -> Response {
    app.notices.look(&app.config, &app.origins, request.headers());
    let Some(accept) = accepted(&request) else {
        app.notices.tell(Notice::NoUpgrade, request.headers());
        return (StatusCode::UPGRADE_REQUIRED, [(header::UPGRADE, "websocket")], "This is a WebSocket.\n")
            .into_response();
    };
    let Some(origin) = app.origins.asked(request.headers(), Some(ends.ours)) else {
        app.notices.tell(Notice::HostNotOurs, request.headers());
        let words = "This relay does not go by that name. Its operator can add it with --origin.\n";
        return (StatusCode::MISDIRECTED_REQUEST, words).into_response();
    };
    if !app.origins.welcomes(request.headers(), ends.ours, &app.config.embed_in) {
        app.notices.tell(Notice::PageNotWelcome, request.headers());
        let words = "Pages of that origin may not use this relay. Its operator can let them with --embed-in.\n";
        return (StatusCode::FORBIDDEN, words).into_response();
    }
    let mut nonce = [0; 32];
    if getrandom::fill(&mut nonce).is_err() {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let address = address_of(&app.config, &app.notices, request.headers(), ends.theirs.ip());
    let upgrade = hyper::upgrade::on(&mut request);
    tokio::spawn(talk(app, upgrade, address, origin, Nonce(nonce)));
    let headers = [
        (header::CONNECTION, HeaderValue::from_static("Upgrade")),
        (header::UPGRADE, HeaderValue::from_static("websocket")),
        (header::SEC_WEBSOCKET_ACCEPT, accept),
    ];
    (StatusCode::SWITCHING_PROTOCOLS, headers).into_response()
}

async fn talk(app: Arc<App>, upgrade: OnUpgrade, address: Option<Address>, origin: Arc<str>, nonce: Nonce) {
    let Ok(upgraded) = upgrade.await else { return };
    let Some((stream, read)) = connection_of(upgraded) else { return };
    let (id, queue) = app.driver.open(address, origin, nonce);
    // A task of its own, which alone outlives the HTTP connection.
    tokio::spawn(SocketTask::new(stream, &read, limits::FRAME, app.driver.clone(), id, queue));
}

fn connection_of(upgraded: Upgraded) -> Option<(Stream, bytes::Bytes)> {
    let parts = upgraded.downcast::<TokioIo<Stream>>().ok()?;
    Some((parts.io.into_inner(), parts.read_buf))
}

/// The answer to the client's key, if this is a handshake according to RFC 6455.
fn accepted(request: &Request) -> Option<HeaderValue> {
    let headers = request.headers();
    let key = headers.get(header::SEC_WEBSOCKET_KEY)?;
    let is_handshake = request.method() == Method::GET
        && names(headers, header::CONNECTION, "upgrade")
        && names(headers, header::UPGRADE, "websocket")
        && headers.get(header::SEC_WEBSOCKET_VERSION).is_some_and(|version| version == "13");
    is_handshake.then(|| derive_accept_key(key.as_bytes()).parse().ok())?
}

fn names(headers: &HeaderMap, header: HeaderName, word: &str) -> bool {
    let values = headers.get_all(header);
    values
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.split(',').any(|named| named.trim().eq_ignore_ascii_case(word)))
}

/// The client's address as limits count it. If the proxy's header is missing or unreadable, the client counts under
/// the proxy's own address, even if that is this machine: a client that makes the header unreadable must not escape
/// the limits.
fn address_of(config: &Config, notices: &Notices, headers: &HeaderMap, peer: IpAddr) -> Option<Address> {
    if !config.trusted_proxy {
        return config.limits.counted(peer);
    }
    match last_forwarded(headers) {
        Some(client) => config.limits.counted(client),
        None => {
            notices.tell(Notice::ProxySaysNobody, headers);
            Some(config.limits.counted_anyway(peer))
        }
    }
}

/// The address that the proxy before us saw: the last one in the list. Earlier ones were claimed by the client.
fn last_forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let forwarded = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    let last = forwarded.rsplit(',').next()?.trim().trim_matches('"');
    let bare = last.strip_prefix('[').and_then(|rest| rest.split_once(']')).map_or(last, |(address, _port)| address);
    bare.parse().ok().or_else(|| bare.parse::<SocketAddr>().ok().map(|with_port| with_port.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forwarded(text: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(HeaderName::from_static("x-forwarded-for"), HeaderValue::from_static(text))])
    }

    #[test]
    fn the_address_is_the_one_that_the_proxy_added() {
        assert_eq!(last_forwarded(&forwarded("10.9.9.9, 192.0.2.7")), Some(IpAddr::from([192, 0, 2, 7])));
        assert_eq!(last_forwarded(&forwarded("192.0.2.7:4711")), Some(IpAddr::from([192, 0, 2, 7])));
        assert_eq!(last_forwarded(&forwarded("[2001:db8::1]:443")), "2001:db8::1".parse().ok());
        assert_eq!(last_forwarded(&forwarded("\"[2001:db8::1]\"")), "2001:db8::1".parse().ok());
        assert_eq!(last_forwarded(&HeaderMap::new()), None);
    }

    #[test]
    fn a_client_with_an_unreadable_forwarded_address_is_still_counted() {
        let mut config = Config::at("x");
        config.trusted_proxy = true;
        let notices = Notices::default();
        let proxy = IpAddr::from([127, 0, 0, 1]);
        for unreadable in ["unknown", "_hidden", "", "192.0.2.7,", "300.1.1.1"] {
            assert!(address_of(&config, &notices, &forwarded(unreadable), proxy).is_some(), "{unreadable}");
        }
        assert!(address_of(&config, &notices, &HeaderMap::new(), proxy).is_some());
    }
}
