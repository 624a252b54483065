//! `/sync`: from an HTTP request to a socket.

use std::{net::IpAddr, sync::Arc};

use alongside_wire::{Nonce, limits};
use axum::{
    Extension,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tungstenite::handshake::derive_accept_key;

use super::{
    app::{App, ClientAddress},
    socket_task::SocketTask,
};
use crate::config::Address;

/// Answers the WebSocket handshake.
pub(super) async fn join(
    State(app): State<Arc<App>>,
    Extension(ClientAddress(from)): Extension<ClientAddress>,
    mut request: Request,
) -> Response {
    let Some(accept) = accepted(&request) else {
        return (StatusCode::UPGRADE_REQUIRED, [(header::UPGRADE, "websocket")], "This is a WebSocket.\n")
            .into_response();
    };
    let Some(origin) = app.origins.asked(request.headers()) else {
        let words = "This relay does not go by that name. Its operator can add it with --origin.\n";
        return (StatusCode::MISDIRECTED_REQUEST, words).into_response();
    };
    let mut nonce = [0; 32];
    if getrandom::fill(&mut nonce).is_err() {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let proxied = if app.config.trusted_proxy { last_forwarded(request.headers()) } else { None };
    let address = app.config.limits.counted(proxied.unwrap_or(from.ip()));
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
    let Some((tcp, read)) = connection_of(upgraded) else { return };
    let (id, queue) = app.driver.open(address, origin, nonce);
    // A task of its own, which is all that stays of the connection.
    tokio::spawn(SocketTask::new(tcp, &read, limits::FRAME, app.driver.clone(), id, queue));
}

fn connection_of(upgraded: Upgraded) -> Option<(TcpStream, bytes::Bytes)> {
    let parts = upgraded.downcast::<TokioIo<TcpStream>>().ok()?;
    Some((parts.io.into_inner(), parts.read_buf))
}

/// The answer to the client's key, if this is a handshake as RFC 6455 has it.
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

/// The address that the proxy before us saw: the last it added. Those before it are the client's own words.
fn last_forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let forwarded = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    forwarded.rsplit(',').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_the_one_that_the_proxy_added() {
        let name = HeaderName::from_static("x-forwarded-for");
        let headers = HeaderMap::from_iter([(name, HeaderValue::from_static("10.9.9.9, 192.0.2.7"))]);
        assert_eq!(last_forwarded(&headers), Some(IpAddr::from([192, 0, 2, 7])));
        assert_eq!(last_forwarded(&HeaderMap::new()), None);
    }
}
