//! The widget's files, and the relay's health.

use std::fs;

use alongside_relay::log::{Failing, Memory};
use alongside_wire::{LogId, frame::ByeReason};

use crate::client::{Relay, RoomKey};

const WASM: &str = "alongside-0123456789abcdef_bg.wasm";

async fn with_files() -> Relay {
    let relay = Relay::start_with(|config| config.assets = Some(config.data.with_file_name("dist"))).await;
    let dist = relay.data.path().join("dist");
    fs::create_dir_all(&dist).unwrap();
    for (file, text) in [
        ("index.html", "<!doctype html>plain"),
        ("index.html.br", "brotli"),
        ("index.html.gz", "gzip"),
        ("sw.js", "// plain"),
        (WASM, "\0asm"),
        ("../secret", "not yours"),
    ] {
        fs::write(dist.join(file), text).unwrap();
    }
    relay
}

fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let head = answer.split("\r\n\r\n").next()?;
    head.lines().find_map(|line| {
        let (found, value) = line.split_once(": ")?;
        found.eq_ignore_ascii_case(name).then_some(value)
    })
}

fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").map_or("", |(_, body)| body)
}

#[tokio::test]
async fn files_come_with_their_media_type_in_the_best_coding() {
    let relay = with_files().await;
    let plain = relay.http("GET / HTTP/1.1").await;
    assert!(plain.starts_with("HTTP/1.1 200"), "{plain}");
    assert_eq!(
        (header(&plain, "content-type"), body(&plain)),
        (Some("text/html; charset=utf-8"), "<!doctype html>plain")
    );
    assert_eq!((header(&plain, "content-encoding"), header(&plain, "vary")), (None, Some("Accept-Encoding")));
    let brotli = relay.http("GET / HTTP/1.1\r\nAccept-Encoding: gzip, br").await;
    assert_eq!((header(&brotli, "content-encoding"), body(&brotli)), (Some("br"), "brotli"));
    assert_eq!(header(&brotli, "content-type"), Some("text/html; charset=utf-8"));
    let gzip = relay.http("GET /index.html HTTP/1.1\r\nAccept-Encoding: gzip").await;
    assert_eq!((header(&gzip, "content-encoding"), body(&gzip)), (Some("gzip"), "gzip"));
    let wasm = relay.http(&format!("GET /{WASM} HTTP/1.1\r\nAccept-Encoding: br")).await;
    assert_eq!((header(&wasm, "content-type"), header(&wasm, "content-encoding")), (Some("application/wasm"), None));
}

#[tokio::test]
async fn files_with_a_hash_in_their_name_are_cached_and_the_rest_is_revalidated() {
    let relay = with_files().await;
    let kept = relay.http(&format!("GET /{WASM} HTTP/1.1")).await;
    assert_eq!(header(&kept, "cache-control"), Some("public, max-age=31536000, immutable"));
    for path in ["/", "/index.html", "/sw.js"] {
        let asked = relay.http(&format!("GET {path} HTTP/1.1")).await;
        assert_eq!(header(&asked, "cache-control"), Some("no-cache"));
        let tag = header(&asked, "etag").unwrap().to_owned();
        let again = relay.http(&format!("GET {path} HTTP/1.1\r\nIf-None-Match: {tag}")).await;
        assert!(again.starts_with("HTTP/1.1 304"), "{again}");
        assert_eq!(body(&again), "");
    }
}

#[tokio::test]
async fn every_page_has_a_policy_that_allows_only_its_own_origin() {
    let relay = with_files().await;
    for path in ["/", "/nothing", "/sw.js"] {
        let answer = relay.http(&format!("GET {path} HTTP/1.1")).await;
        let policy = header(&answer, "content-security-policy").unwrap();
        for rule in
            ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "base-uri 'none'"]
        {
            assert!(policy.contains(rule), "{policy}");
        }
        assert!(policy.contains(&format!("connect-src 'self' ws://{0} wss://{0};", relay.address)), "{policy}");
        assert!(!policy.contains("unsafe-inline"));
        assert_eq!(header(&answer, "x-content-type-options"), Some("nosniff"));
        assert_eq!(header(&answer, "referrer-policy"), Some("no-referrer"));
    }
}

#[tokio::test]
async fn nothing_else_is_served() {
    let relay = with_files().await;
    for path in ["/nothing", "/../secret", "/%2e%2e/secret", "//etc/passwd", "/index.html.br", "/."] {
        let answer = relay.http(&format!("GET {path} HTTP/1.1")).await;
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
        assert!(!answer.contains("not yours"));
    }
    let posted = relay.http("POST / HTTP/1.1\r\nContent-Length: 0").await;
    assert!(posted.starts_with("HTTP/1.1 405"), "{posted}");
    let head = relay.http("HEAD / HTTP/1.1").await;
    assert!(head.starts_with("HTTP/1.1 200") && body(&head).is_empty(), "{head}");
}

#[tokio::test]
async fn without_the_widget_it_says_so_in_a_sentence() {
    let relay = Relay::start_with(|config| config.assets = Some("/nowhere".into())).await;
    let answer = relay.http("GET / HTTP/1.1").await;
    assert!(answer.starts_with("HTTP/1.1 404") && body(&answer).contains("without the widget"), "{answer}");
}

#[tokio::test]
async fn it_is_ready_while_the_log_takes_what_is_written() {
    let log = std::sync::Arc::new(Memory::new(LogId([7; 16])));
    let relay = Relay::over(log.clone(), |_| {}).await;
    assert!(relay.http("GET /healthz HTTP/1.1").await.starts_with("HTTP/1.1 200"));
    assert!(relay.http("GET /readyz HTTP/1.1").await.starts_with("HTTP/1.1 200"));
    let (mut ana, _) = relay.join(&RoomKey::new(1), 1).await;
    ana.pushed(1, 0, b"kept").await;
    log.fail(Some(Failing::Broken));
    ana.push(1, 1, b"lost").await;
    let bye = ana.bye().await;
    assert_eq!(bye.reason, ByeReason::StorageFailed);
    assert!(bye.retry_after.is_some());
    assert!(relay.http("GET /readyz HTTP/1.1").await.starts_with("HTTP/1.1 503"));
    assert!(relay.http("GET /healthz HTTP/1.1").await.starts_with("HTTP/1.1 200"));
    let (mut ana, welcome) = relay.join(&RoomKey::new(1), 1).await;
    ana.push(1, 2, b"refused").await;
    assert_eq!(ana.error().await.code, alongside_wire::frame::ErrorCode::StorageFailed);
    assert_eq!(ana.pull(alongside_wire::Seq(0)).await.2, welcome.durable);
    // The relay notices by itself that the log works again.
    log.fail(None);
    while !relay.http("GET /readyz HTTP/1.1").await.starts_with("HTTP/1.1 200") {}
    let number = ana.pushed(1, 1, b"lost").await;
    assert!(number.0 > welcome.durable.0 + 1, "the number of a lost frame names no other");
}

async fn embedded_in(origins: &[&str]) -> Relay {
    let relay = Relay::start_with(|config| {
        config.assets = Some(config.data.with_file_name("dist"));
        config.embed_in = origins.iter().map(|text| text.parse().unwrap()).collect();
    })
    .await;
    let dist = relay.data.path().join("dist");
    fs::create_dir_all(&dist).unwrap();
    for file in ["index.html", "embed.html", "alongside.js", "guest.js", WASM] {
        fs::write(dist.join(file), file).unwrap();
    }
    relay
}

async fn framed_by(relay: &Relay, path: &str) -> String {
    let answer = relay.http(&format!("GET {path} HTTP/1.1")).await;
    let policy = header(&answer, "content-security-policy").unwrap();
    policy.split_once("frame-ancestors ").unwrap().1.to_owned()
}

#[tokio::test]
async fn only_pages_of_the_operators_choice_show_the_widget_in_a_frame() {
    let own = embedded_in(&[]).await;
    assert_eq!([framed_by(&own, "/").await, framed_by(&own, "/embed").await], ["'self'", "'self'"]);
    let named = embedded_in(&["https://Coach.example/", "http://localhost:3000"]).await;
    for path in ["/", "/embed", "/nothing"] {
        assert_eq!(framed_by(&named, path).await, "'self' https://coach.example http://localhost:3000", "{path}");
    }
    let any = embedded_in(&["https://coach.example", "*"]).await;
    assert_eq!(framed_by(&any, "/embed").await, "'self' https://coach.example *");
    assert_eq!(framed_by(&any, "/").await, "'self' https://coach.example", "the page of its own is not for any page");
}

#[tokio::test]
async fn the_page_for_frames_comes_at_embed_and_is_asked_for_anew() {
    let relay = embedded_in(&[]).await;
    let answer = relay.http("GET /embed HTTP/1.1").await;
    assert_eq!(
        (body(&answer), header(&answer, "content-type"), header(&answer, "cache-control")),
        ("embed.html", Some("text/html; charset=utf-8"), Some("no-cache"))
    );
}

#[tokio::test]
async fn files_are_read_by_pages_that_may_embed_and_the_script_that_makes_a_frame_by_any() {
    let relay = embedded_in(&["https://wiki.example"]).await;
    let allowed = async |relay: &Relay, path: &str, origin: &str| {
        let answer = relay.http(&format!("GET {path} HTTP/1.1\r\nOrigin: {origin}")).await;
        assert!(answer.to_ascii_lowercase().contains("vary: origin"), "{answer}");
        assert_eq!(header(&answer, "cross-origin-resource-policy"), Some("cross-origin"));
        assert_eq!(header(&answer, "access-control-allow-credentials"), None);
        header(&answer, "access-control-allow-origin").map(str::to_owned)
    };
    let wasm = format!("/{WASM}");
    for path in ["/embed", "/guest.js", &wasm] {
        for welcome in ["https://wiki.example", "null"] {
            assert_eq!(allowed(&relay, path, welcome).await.as_deref(), Some(welcome), "{path}");
        }
        for stranger in ["https://evil.example", "http://wiki.example", "https://wiki.example.evil.example"] {
            assert_eq!(allowed(&relay, path, stranger).await, None, "{path}");
        }
    }
    assert_eq!(allowed(&relay, "/alongside.js", "https://evil.example").await.as_deref(), Some("*"));
    let any = embedded_in(&["*"]).await;
    assert_eq!(allowed(&any, &wasm, "https://evil.example").await.as_deref(), Some("*"));
}

#[tokio::test]
async fn a_socket_is_refused_to_a_page_that_may_not_embed() {
    let relay = embedded_in(&["https://wiki.example"]).await;
    let own = format!("http://{}", relay.address);
    let handshake = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
                     Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
    for (origin, status) in
        [(own.as_str(), "101"), ("https://wiki.example", "101"), ("null", "101"), ("https://evil.example", "403")]
    {
        let answer = relay.http_head(&format!("GET /sync HTTP/1.1\r\n{handshake}\r\nOrigin: {origin}")).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{origin}: {answer}");
    }
}

#[tokio::test]
async fn a_key_whose_number_sign_was_escaped_gets_the_page_and_is_kept_nowhere() {
    let relay = with_files().await;
    for path in ["/%231.c2VjcmV0", "/%23k.c2VjcmV0", "/%25231.c2VjcmV0", "/a/%231.c2VjcmV0"] {
        let answer = relay.http(&format!("GET {path} HTTP/1.1")).await;
        assert!(answer.starts_with("HTTP/1.1 200") && body(&answer).contains("plain"), "{path}: {answer}");
        assert_eq!((header(&answer, "cache-control"), header(&answer, "etag")), (Some("no-store"), None));
        assert!(!answer.contains("c2VjcmV0"));
    }
}

#[tokio::test]
async fn a_relay_below_a_path_leads_to_its_slash_and_answers_there() {
    let relay = Relay::start_with(|config| {
        config.assets = Some(config.data.with_file_name("dist"));
        config.path = "/a".parse().unwrap();
    })
    .await;
    let dist = relay.data.path().join("dist");
    fs::create_dir_all(&dist).unwrap();
    fs::write(dist.join("index.html"), "here").unwrap();
    let bare = relay.http("GET /a HTTP/1.1").await;
    assert!(bare.starts_with("HTTP/1.1 308"), "{bare}");
    assert_eq!(header(&bare, "location"), Some("/a/"));
    for path in ["/a/", "/a/index.html", "/"] {
        assert_eq!(body(&relay.http(&format!("GET {path} HTTP/1.1")).await), "here", "{path}");
    }
    for path in ["/a/healthz", "/healthz", "/a/readyz"] {
        assert!(relay.http(&format!("GET {path} HTTP/1.1")).await.starts_with("HTTP/1.1 200"), "{path}");
    }
    assert!(relay.http("GET /a/sync HTTP/1.1").await.starts_with("HTTP/1.1 426"));
}
