//! What is served besides the socket: the widget's files, and whether the relay works.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};

use super::{
    app::{App, Ends},
    assets::{Asset, Coding, Lookup},
    headers::{self, Asked, EMBED},
    notices::Notice,
};

/// Answers that the process runs.
pub(super) async fn alive() -> &'static str {
    "alive\n"
}

/// Answers whether the log can be written to.
pub(super) async fn ready(State(app): State<Arc<App>>) -> (StatusCode, String) {
    match app.driver.trouble() {
        None => (StatusCode::OK, "ready\n".to_owned()),
        Some(trouble) => (StatusCode::SERVICE_UNAVAILABLE, format!("{trouble}\n")),
    }
}

/// Serves a file of the widget.
pub(super) async fn asset(State(app): State<Arc<App>>, request: Request) -> Response {
    // Clients send no bodies to files, and a body cannot be shared between threads.
    let (request, _body) = request.into_parts();
    app.notices.look_for_proxy(&app.config, &request.headers);
    if request.headers.contains_key(header::UPGRADE) && request.uri.path().ends_with("/sync") {
        app.notices.tell(Notice::PathNotOurs, &request.headers);
    }
    let mut response = if matches!(request.method, Method::GET | Method::HEAD) {
        find(&app, &request).await
    } else {
        (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response()
    };
    let listening = request.extensions.get::<Ends>().map(|ends| ends.ours);
    let host = app.origins.asked(&request.headers, listening);
    let file = match place(request.uri.path(), &app.config.path.0) {
        PathMeaning::File(file) => file,
        _ => INDEX,
    };
    let asked = Asked { file, host: host.as_deref(), origin: request.headers.get(header::ORIGIN) };
    headers::guard(response.headers_mut(), &asked, &app.config.embed_in);
    response
}

async fn find(app: &App, request: &Parts) -> Response {
    let coding = Coding::best(&request.headers);
    let is_script = request.uri.query() == Some(SLASH);
    let path = match place(request.uri.path(), &app.config.path.0) {
        // A page without the slash at the end of its path cannot name its files, but itself.
        PathMeaning::File(INDEX) if is_script => SLASH,
        PathMeaning::File(path) => path,
        PathMeaning::WithoutSlash(with_slash) => {
            // Browsers keep the fragment across this redirect, and with it the key.
            let headers = [(header::LOCATION, with_slash), (header::CACHE_CONTROL, "no-store".to_owned())];
            return (StatusCode::PERMANENT_REDIRECT, headers).into_response();
        }
        PathMeaning::Key => return page_for_a_key(app, coding, &request.headers).await,
    };
    match app.assets.find(path, coding).await {
        Lookup::Asset(asset) => send(path, asset, &request.headers),
        Lookup::Nothing if path == INDEX => (StatusCode::NOT_FOUND, NOT_BUILT_IN).into_response(),
        Lookup::Nothing if path.ends_with('/') => (StatusCode::NOT_FOUND, NOTHING_BELOW).into_response(),
        Lookup::Nothing => (StatusCode::NOT_FOUND, "Nothing here.\n").into_response(),
    }
}

/// A mail or chat program has escaped the `#` of an invite as `%23`, so the key has reached the relay, where it never
/// should be. The widget explains that and offers to go on. The answer is not cached, and nothing of the path is
/// logged.
async fn page_for_a_key(app: &App, coding: Coding, asked: &HeaderMap) -> Response {
    let mut response = match app.assets.find(INDEX, coding).await {
        Lookup::Asset(asset) => send(INDEX, asset, &without_condition(asked)),
        Lookup::Nothing => (StatusCode::NOT_FOUND, NOT_BUILT_IN).into_response(),
    };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().remove(header::ETAG);
    response
}

fn without_condition(asked: &HeaderMap) -> HeaderMap {
    let mut asked = asked.clone();
    asked.remove(header::IF_NONE_MATCH);
    asked
}

/// What a path asks for.
#[derive(Debug, PartialEq, Eq)]
enum PathMeaning<'a> {
    /// This file, below the relay's own path.
    File(&'a str),
    /// The relay's own path without the slash at its end: relative links in the page would point beside it.
    WithoutSlash(String),
    /// The fragment of an invite or of a link for one's own device, with its `#` escaped once or several times.
    Key,
}

fn place<'a>(path: &'a str, base: &str) -> PathMeaning<'a> {
    let after = path.strip_prefix(base).filter(|_| !base.is_empty());
    if let Some(after) = after.filter(|after| after.is_empty() || after.starts_with('%') && is_escaped_fragment(after))
    {
        return PathMeaning::WithoutSlash(format!("{base}/{after}"));
    }
    // A proxy may have removed the relay's own path.
    let inside = path.strip_prefix(base).filter(|rest| rest.starts_with('/')).unwrap_or(path);
    let file = inside.trim_start_matches('/');
    match file {
        "" => PathMeaning::File(INDEX),
        "embed" => PathMeaning::File(EMBED),
        _ if is_escaped_fragment(file) => PathMeaning::Key,
        _ => PathMeaning::File(file),
    }
}

fn is_escaped_fragment(file: &str) -> bool {
    let last = file.rsplit('/').next().unwrap_or(file);
    let Some(mut rest) = last.strip_prefix('%') else { return false };
    while let Some(once_less) = rest.strip_prefix("25") {
        rest = once_less;
    }
    let Some(fragment) = rest.strip_prefix("23") else { return false };
    let version = fragment.split_once('.').map_or("", |(version, _)| version);
    matches!(version, "k" | "r" | "key") || (!version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit()))
}

const INDEX: &str = "index.html";

/// A script of the widget, which a page asks for by its own path and this query.
const SLASH: &str = "slash.js";

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

const NOTHING_BELOW: &str =
    "Nothing here. A relay that people reach under a path is started with --path, unless its proxy removes the path.\n";

const NOT_BUILT_IN: &str = "This relay was built without the widget: run `cargo xtask run`, or start it with --assets and Trunk's dist folder.\n";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_without_its_slash_leads_to_the_one_with_it() {
        assert_eq!(place("/a", "/a"), PathMeaning::WithoutSlash("/a/".to_owned()));
        assert_eq!(place("/a%231.key", "/a"), PathMeaning::WithoutSlash("/a/%231.key".to_owned()));
        assert_eq!(place("/a/", "/a"), PathMeaning::File("index.html"));
        assert_eq!(place("/a/boot.js", "/a"), PathMeaning::File("boot.js"));
        assert_eq!(place("/boot.js", "/a"), PathMeaning::File("boot.js"));
        assert_eq!(place("/ab/boot.js", "/a"), PathMeaning::File("ab/boot.js"));
        assert_eq!(place("/", ""), PathMeaning::File("index.html"));
        assert_eq!(place("/embed", ""), PathMeaning::File("embed.html"));
        assert_eq!(place("/a/embed", "/a"), PathMeaning::File("embed.html"));
    }

    #[test]
    fn a_key_in_the_path_is_known_however_its_number_sign_was_escaped() {
        for path in ["/%231.abc", "/a/%231.abc", "/%23k.abc", "/%25231.abc", "/%2525231.abc", "/%2312.abc"] {
            assert_eq!(place(path, ""), PathMeaning::Key, "{path}");
        }
        for path in ["/%2e%2e/secret", "/%23", "/%23abc", "/1.abc", "/%24k.a"] {
            assert!(matches!(place(path, ""), PathMeaning::File(_)), "{path}");
        }
    }
}
