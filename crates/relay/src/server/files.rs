//! What is served besides the socket: the widget's files, and whether the relay is well.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};

use super::{
    app::App,
    assets::{Asset, Coding, Lookup},
    headers,
};

/// The process is alive.
pub(super) async fn alive() -> &'static str {
    "alive\n"
}

/// The log takes what is written to it.
pub(super) async fn ready(State(app): State<Arc<App>>) -> (StatusCode, &'static str) {
    if app.driver.is_writable() {
        (StatusCode::OK, "ready\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the log cannot be written\n")
    }
}

/// A file of the widget.
pub(super) async fn asset(State(app): State<Arc<App>>, request: Request) -> Response {
    // Nothing is ever sent to a file, and a body cannot be shared between threads.
    let (request, _body) = request.into_parts();
    let mut response = if matches!(request.method, Method::GET | Method::HEAD) {
        find(&app, &request).await
    } else {
        (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response()
    };
    headers::guard(response.headers_mut(), app.origins.asked(&request.headers).as_deref());
    response
}

async fn find(app: &App, request: &Parts) -> Response {
    let path = request.uri.path().trim_start_matches('/');
    let path = if path.is_empty() { "index.html" } else { path };
    let coding = Coding::best(&request.headers);
    match app.assets.find(path, coding).await {
        Lookup::Asset(asset) => send(path, asset, &request.headers),
        Lookup::Nothing if path == "index.html" => (StatusCode::NOT_FOUND, NOT_BUILT_IN).into_response(),
        Lookup::Nothing => (StatusCode::NOT_FOUND, "Nothing here.\n").into_response(),
    }
}

fn send(path: &str, asset: Asset, asked: &HeaderMap) -> Response {
    let mut response = Response::builder()
        .header(header::ETAG, &asset.etag)
        .header(header::CACHE_CONTROL, headers::caching(path))
        .header(header::VARY, "Accept-Encoding");
    let known = asked.get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok());
    if known.is_some_and(|tags| tags.split(',').any(|tag| tag.trim().trim_start_matches("W/") == asset.etag)) {
        response = response.status(StatusCode::NOT_MODIFIED);
        return response.body(Body::empty()).unwrap_or_default();
    }
    response = response.header(header::CONTENT_TYPE, headers::media_type(path));
    if let Some(name) = asset.coding.name() {
        response = response.header(header::CONTENT_ENCODING, name);
    }
    response.body(Body::from(asset.bytes)).unwrap_or_default()
}

const NOT_BUILT_IN: &str = "This relay was built without the widget: run `cargo xtask run`, or start it with --assets and Trunk's dist folder.\n";
