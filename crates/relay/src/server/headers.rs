//! The headers of the widget's files: what the page may do, how long files may be cached, what they are.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::config::EmbeddingOrigin;

/// The page that other sites show in a frame.
pub(super) const EMBED: &str = "embed.html";

/// The script that makes that frame in a page of another site. It holds nothing of the relay's, so that every site can load it
/// and be told when it may not show the frame.
const LOADER: &str = "alongside.js";

/// What was asked for, as far as these headers depend on it.
pub(super) struct Asked<'a> {
    /// The file, below the relay's own path.
    pub(super) file: &'a str,
    /// The name that the request was sent to, if it is one of ours.
    pub(super) host: Option<&'a str>,
    /// The origin of the page that asks, where it is another.
    pub(super) origin: Option<&'a HeaderValue>,
}

/// Tells the browser what our page may do: load from this origin, and nothing else. And which pages may have our files.
pub(super) fn guard(headers: &mut HeaderMap, asked: &Asked<'_>, embed_in: &[EmbeddingOrigin]) {
    let sockets = asked.host.map(|host| format!(" ws://{host} wss://{host}")).unwrap_or_default();
    let framed_by: String = embed_in
        .iter()
        .filter(|origin| asked.file == EMBED || !origin.is_any())
        .map(|origin| format!(" {}", origin.0))
        .collect();
    // Not every browser counts the WebSocket of the same host as 'self', so its address is listed.
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         media-src 'self'; connect-src 'self'{sockets}; worker-src 'self'; manifest-src 'self'; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'self'{framed_by}"
    );
    if let Ok(policy) = HeaderValue::try_from(policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = welcome(asked, embed_in) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        // A frame without an origin of its own reads there who may show it.
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("content-security-policy"));
    }
}

/// The origin that may read the answer: one that the operator has named, or that of a frame which has none of its own
/// (`sandbox`), and loads its own files by it.
fn welcome(asked: &Asked<'_>, embed_in: &[EmbeddingOrigin]) -> Option<HeaderValue> {
    if asked.file == LOADER || embed_in.iter().any(EmbeddingOrigin::is_any) {
        return Some(HeaderValue::from_static("*"));
    }
    let origin = asked.origin?;
    (origin == NO_ORIGIN || embed_in.iter().any(|named| *origin == named.0)).then(|| origin.clone())
}

/// What a page says that has no origin, such as one in a sandbox.
pub(super) const NO_ORIGIN: &str = "null";

/// How long a file may be cached: for ever if its name changes with its content.
pub(super) fn caching(path: &str) -> &'static str {
    if is_hashed(path) { "public, max-age=31536000, immutable" } else { "no-cache" }
}

/// The media type of a file.
pub(super) fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("mp3") => "audio/mpeg",
        Some("ogg") => "audio/ogg",
        Some("wav") => "audio/wav",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Whether Trunk put a hash into this name: `name-<16 hex>.ext` or `name-<16 hex>_bg.wasm`; in a folder too.
fn is_hashed(path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or(path);
    let Some(stem) = file.split('.').next() else { return false };
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    // wasm-bindgen's snippets are in a folder that is named by their hash.
    let folder = path.rsplit('/').nth(1).unwrap_or_default();
    let snippets = path.split('/').find(|part| ends_in_hash(part));
    ends_in_hash(stem) || ends_in_hash(folder) || snippets.is_some()
}

fn ends_in_hash(name: &str) -> bool {
    name.rsplit_once('-')
        .is_some_and(|(_, hash)| hash.len() >= 16 && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')))
}

const ALWAYS: [(header::HeaderName, &str); 5] = [
    // Which pages may read them says CORS; a page that isolates itself may show the frame.
    (header::HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        header::HeaderName::from_static("permissions-policy"),
        "geolocation=(), payment=(), usb=(), serial=(), midi=(), hid=(), browsing-topics=()",
    ),
    (header::HeaderName::from_static("x-dns-prefetch-control"), "off"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_good() {
        for kept in
            ["alongside-0123456789abcdef.js", "alongside-0123456789abcdef_bg.wasm", "snippets/x-0123456789abcdef/a.js"]
        {
            assert!(caching(kept).contains("immutable"), "{kept}");
        }
        for asked_again in ["index.html", "embed.html", "sw.js", "boot.js", "icon-512.png", "alongside.js"] {
            assert_eq!(caching(asked_again), "no-cache", "{asked_again}");
        }
    }
}
