//! The relay behind real proxies, configured as docs/proxies.md prints it.

use std::{
    fs::{self, File},
    net::SocketAddr,
    path::Path,
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use alongside_testkit::{
    proxy_server::{Proxy, ProxyServer},
    server_process::ServerProcess,
};
use alongside_wire::{FromRelay, ReplicaId, frame::Welcome};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpSocket, TcpStream},
    time::timeout,
};
use tokio_tungstenite::client_async;
use tungstenite::{client::IntoClientRequest, http::HeaderValue};

use crate::{
    client::{Client, PATIENCE, RoomKey, sealed_as},
    process::program,
};

const DOCS: &str = include_str!("../../../../docs/proxies.md");

/// The configuration that the docs print for this purpose.
fn printed(proxy: Proxy, purpose: &str) -> &'static str {
    let fence = format!("```{} {purpose}\n", proxy.name());
    let (_, after) = DOCS.split_once(&fence).unwrap_or_else(|| panic!("no block {fence:?}"));
    after.split_once("\n```").unwrap().0
}

/// A relay with a page, behind a proxy.
struct Served {
    process: ServerProcess,
    folder: TempDir,
}

impl Served {
    fn start(options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let page = folder.path().join("page");
        fs::create_dir(&page).unwrap();
        fs::write(page.join("index.html"), "<!doctype html>the page").unwrap();
        let mut command: Command = program(&folder.path().join("data"));
        // A log this small fits on whatever disk this machine has.
        command.args(["--origin", NAME, "--disk", "1MiB", "--assets"]).arg(&page).args(options);
        let process = ServerProcess::start(command.stderr(File::create(log_of(folder.path())).unwrap()));
        Self { process, folder }
    }

    /// The port, as the docs name it, in this configuration becomes the relay's.
    fn serve(&self, part: &str, port: u16) -> String {
        part.replace(&format!("127.0.0.1:{port}"), &self.process.address().to_string())
    }

    fn log(&self) -> String {
        fs::read_to_string(log_of(self.folder.path())).unwrap()
    }
}

fn log_of(folder: &Path) -> std::path::PathBuf {
    folder.join("log.txt")
}

/// What people open in their browsers.
const NAME: &str = "room.example";

/// Somebody on the other side of a proxy.
#[derive(Clone, Copy)]
struct Visitor<'a> {
    proxy: &'a ProxyServer,
    /// The last number of the address that they come from.
    from: u8,
    headers: &'a [(&'static str, &'static str)],
}

fn visitor(proxy: &ProxyServer) -> Visitor<'_> {
    Visitor { proxy, from: 1, headers: &[] }
}

impl Visitor<'_> {
    async fn dial(&self) -> TcpStream {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(SocketAddr::from(([127, 0, 0, self.from], 0))).unwrap();
        socket.connect(SocketAddr::from(([127, 0, 0, 1], self.proxy.port()))).await.unwrap()
    }

    /// Asks for a path; returns the whole answer.
    async fn get(&self, path: &str) -> String {
        let headers: String = self.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let request = format!("GET {path} HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n{headers}\r\n");
        let mut tcp = self.dial().await;
        tcp.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        timeout(PATIENCE, tcp.read_to_end(&mut answer)).await.expect("an answer").unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Opens the socket at this path; what was answered if that is none.
    async fn open(&self, path: &str) -> Result<Client, u16> {
        let mut request = format!("ws://{NAME}{path}").into_client_request().unwrap();
        for (name, value) in self.headers {
            request.headers_mut().insert(*name, HeaderValue::from_static(value));
        }
        match client_async(request, self.dial().await).await {
            Ok((ws, _)) => Ok(Client { ws, origin: NAME.to_owned(), nonce: None }),
            Err(tungstenite::Error::Http(answer)) => Err(answer.status().as_u16()),
            Err(error) => panic!("{error}"),
        }
    }

    async fn join(&self, path: &str, room: &RoomKey, replica: u8) -> (Client, Welcome) {
        let mut client = self.open(path).await.expect("a socket");
        let nonce = client.challenged().await.unwrap();
        client.say(room.auth(NAME, nonce, ReplicaId([replica; 16]))).await;
        let welcome = client.hear_until(|frame| match frame {
            FromRelay::Welcome(welcome) => Some(welcome),
            FromRelay::Bye(bye) => panic!("{bye:?}"),
            _ => None,
        });
        let welcome = welcome.await;
        (client, welcome)
    }
}

fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_else(|| panic!("{answer:?}"))
}

fn location(answer: &str) -> &str {
    let line = answer.lines().find(|line| line.to_ascii_lowercase().starts_with("location: "));
    line.unwrap_or_else(|| panic!("{answer}")).split_once(": ").unwrap().1
}

#[tokio::test]
async fn two_write_to_each_other_through_each_proxy_and_the_log_tells_nothing_of_it() {
    for proxy in Proxy::ALL {
        let relay = Served::start(&["--trusted-proxy"]);
        let front = ProxyServer::start(proxy, &relay.serve(printed(proxy, "one-relay"), 8080));
        let someone = visitor(&front);
        let page = someone.get("/").await;
        assert!(status(&page) == 200 && page.contains("the page"), "{proxy:?}: {page}");
        assert!(page.to_ascii_lowercase().contains("content-security-policy"), "{proxy:?}: {page}");
        let room = RoomKey::new(1);
        let (mut ana, _) = someone.join("/sync", &room, 1).await;
        let (mut ben, _) = someone.join("/sync", &room, 2).await;
        let seq = ana.pushed(1, 0, b"from Ana").await;
        let heard = ben.deliver().await.frame;
        assert_eq!((heard.seq, heard.sealed), (seq, sealed_as(b"from Ana")), "{proxy:?}");
        // The largest frames pass whole.
        let large = vec![7; 60_000];
        let seq = ben.pushed(2, 0, &large).await;
        let heard = ana.deliver().await.frame;
        assert_eq!((heard.seq, heard.sealed), (seq, sealed_as(&large)), "{proxy:?}");
        assert_eq!(relay.log(), "", "{proxy:?}");
    }
}

#[tokio::test]
async fn two_relays_under_two_paths_of_one_host_are_two_with_and_without_the_last_slash() {
    for proxy in Proxy::ALL {
        let (a, b) = (Served::start(&["--trusted-proxy", "--path", "/a"]), Served::start(&["--trusted-proxy"]));
        let part = b.serve(&a.serve(printed(proxy, "two-relays"), 8080), 8081);
        let front = ProxyServer::start(proxy, &part);
        let someone = visitor(&front);
        for path in ["/a", "/b"] {
            let bare = someone.get(path).await;
            assert!((301..=308).contains(&status(&bare)), "{proxy:?}: {bare}");
            // No name and no port that people do not know, and no other scheme; the browser keeps the fragment.
            assert_eq!(location(&bare), format!("{path}/"), "{proxy:?}");
            let page = someone.get(&format!("{path}/")).await;
            assert!(status(&page) == 200 && page.contains("the page"), "{proxy:?}: {page}");
        }
        let beside = someone.get("/abc").await;
        assert!(!beside.contains("the page"), "{proxy:?}: {beside}");
        let room = RoomKey::new(1);
        let (mut ana, at_a) = someone.join("/a/sync", &room, 1).await;
        let (mut ben, at_b) = someone.join("/b/sync", &room, 2).await;
        assert_ne!(at_a.log, at_b.log, "{proxy:?}");
        ana.pushed(1, 0, b"at a").await;
        ben.pushed(2, 0, b"at b").await;
        for (path, said) in [("/a/sync", b"at a"), ("/b/sync", b"at b")] {
            let (mut reader, _) = someone.join(path, &room, 3).await;
            let (frames, ..) = reader.pull(alongside_wire::Seq(0)).await;
            let sealed: Vec<_> = frames.into_iter().map(|frame| frame.sealed).collect();
            assert_eq!(sealed, [sealed_as(said)], "{proxy:?} {path}");
        }
        assert_eq!((a.log(), b.log()), (String::new(), String::new()), "{proxy:?}");
    }
}

#[tokio::test]
async fn through_a_trusted_proxy_an_address_is_the_clients_whatever_it_claims_and_else_the_proxys() {
    let limits = ["--limit-loopback", "--address-sockets", "2"];
    for proxy in Proxy::ALL {
        let relay = Served::start(&[&limits[..], &["--trusted-proxy"]].concat());
        let front = ProxyServer::start(proxy, &relay.serve(printed(proxy, "one-relay"), 8080));
        let mut open = Vec::new();
        for (from, claims, welcome) in [
            (2, "203.0.113.1", true),
            (2, "203.0.113.2", true),
            (2, "203.0.113.3", false),
            (3, "203.0.113.1", true),
            (3, "203.0.113.1, 203.0.113.4", true),
            (3, "", false),
        ] {
            let headers = [("x-forwarded-for", claims)];
            let headers = if claims.is_empty() { &headers[..0] } else { &headers[..] };
            let someone = Visitor { proxy: &front, from, headers };
            let mut client = someone.open("/sync").await.expect("a socket");
            assert_eq!(client.challenged().await.is_ok(), welcome, "{proxy:?}: {from}, {claims}");
            open.push(client);
        }
        assert_eq!(relay.log(), "", "{proxy:?}");

        let relay = Served::start(&limits);
        let front = ProxyServer::start(proxy, &relay.serve(printed(proxy, "one-relay"), 8080));
        let mut open = Vec::new();
        for (from, welcome) in [(2, true), (3, true), (4, false)] {
            let mut client = Visitor { from, ..visitor(&front) }.open("/sync").await.expect("a socket");
            assert_eq!(client.challenged().await.is_ok(), welcome, "{proxy:?}: {from}");
            open.push(client);
        }
        let log = relay.log();
        assert_eq!(log.matches("start the relay with --trusted-proxy").count(), 1, "{proxy:?}: {log}");
        assert!(!log.contains("127.0.0.2"), "{proxy:?}: {log}");
    }
}

/// How a sign-on turns away those who are not signed in.
#[derive(Debug, Clone, Copy)]
enum TurnsAway {
    Redirects,
    Refuses,
    ShowsItsPage,
}

impl TurnsAway {
    fn status(self) -> u16 {
        match self {
            Self::Redirects => 302,
            Self::Refuses => 401,
            Self::ShowsItsPage => 200,
        }
    }

    fn answer(self) -> String {
        let page = "<h1>Sign-on of the company</h1>";
        let status = match self {
            Self::Redirects => "302 Found\r\nLocation: https://sign-on.example/",
            Self::Refuses | Self::ShowsItsPage => "401 Unauthorized",
        };
        format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{page}", page.len())
    }
}

/// A sign-on that proxies ask whether somebody is signed in.
struct SignOn {
    address: SocketAddr,
    lets_in: Arc<AtomicBool>,
}

impl SignOn {
    async fn start(turns_away: TurnsAway) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let lets_in = Arc::new(AtomicBool::new(true));
        let is_open = lets_in.clone();
        tokio::spawn(async move {
            while let Ok((mut tcp, _)) = listener.accept().await {
                let is_open = is_open.clone();
                tokio::spawn(async move {
                    let mut head = Vec::new();
                    while !head.ends_with(b"\r\n\r\n") {
                        head.push(tcp.read_u8().await?);
                    }
                    let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
                    assert!(head.starts_with("get /verify"), "{head}");
                    let is_signed_in = head.contains("signed-in=1") && is_open.load(Ordering::SeqCst);
                    let answer = match is_signed_in {
                        true => "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".to_owned(),
                        false => turns_away.answer(),
                    };
                    tcp.write_all(answer.as_bytes()).await
                });
            }
        });
        Self { address, lets_in }
    }

    /// Whether cookies count.
    fn lets_in(&self, lets_in: bool) {
        self.lets_in.store(lets_in, Ordering::SeqCst);
    }
}

/// A proxy that asks a sign-on of this kind, and what it does for that, as printed; nginx as far as it can be told so.
fn guarded(proxy: Proxy, turns_away: TurnsAway) -> String {
    let part = printed(proxy, "sign-on");
    match (proxy, turns_away) {
        (Proxy::Nginx, TurnsAway::Refuses) => part.replace("error_page 401 = @signed_out;", ""),
        (Proxy::Nginx, TurnsAway::ShowsItsPage) => {
            let (before, after) = part.split_once("return 302 ").unwrap();
            let (_, after) = after.split_once(';').unwrap();
            format!("{before}default_type text/html; return 200 '<h1>Sign-on of the company</h1>';{after}")
        }
        _ => part.to_owned(),
    }
}

#[tokio::test]
async fn a_sign_on_in_front_answers_for_the_relay_until_somebody_signs_in_and_nothing_is_lost_meanwhile() {
    for (proxy, turns_away) in [
        (Proxy::Caddy, TurnsAway::Redirects),
        (Proxy::Caddy, TurnsAway::Refuses),
        (Proxy::Nginx, TurnsAway::Redirects),
        (Proxy::Nginx, TurnsAway::Refuses),
        (Proxy::Nginx, TurnsAway::ShowsItsPage),
    ] {
        let kind = format!("{proxy:?}, {turns_away:?}");
        // nginx takes only 401 or 403 for a no, and says what it was told to say.
        let asked = if proxy == Proxy::Nginx { TurnsAway::Refuses } else { turns_away };
        let (relay, sign_on) = (Served::start(&["--trusted-proxy"]), SignOn::start(asked).await);
        let part = relay.serve(&guarded(proxy, turns_away), 8080);
        let front = ProxyServer::start(proxy, &part.replace("127.0.0.1:9091", &sign_on.address.to_string()));
        let signed_in = Visitor { headers: &[("cookie", "signed-in=1")], ..visitor(&front) };
        let room = RoomKey::new(1);
        let (mut ana, _) = signed_in.join("/sync", &room, 1).await;
        let first = ana.pushed(1, 0, b"before").await;
        // The sign-on runs out. What is open stays open; who comes anew is turned away, page and socket alike.
        sign_on.lets_in(false);
        let second = ana.pushed(1, 1, b"and on").await;
        drop(ana);
        for path in ["/", "/?sign-in", "/sw.js"] {
            let answer = signed_in.get(path).await;
            assert_eq!(status(&answer), turns_away.status(), "{kind}, {path}: {answer}");
            assert!(!answer.contains("the page"), "{kind}: {answer}");
        }
        assert_eq!(signed_in.open("/sync").await.err(), Some(turns_away.status()), "{kind}");
        // Signed in again, with what was written meanwhile, and what was sent before and not known to be kept.
        sign_on.lets_in(true);
        assert!(signed_in.get("/?sign-in").await.contains("the page"), "{kind}");
        let (mut ana, welcome) = signed_in.join("/sync", &room, 1).await;
        assert_eq!(welcome.durable, second, "{kind}");
        assert_eq!(ana.pushed(1, 1, b"and on").await, second, "{kind}");
        assert!(ana.pushed(1, 2, b"written while signed out").await > second && second > first, "{kind}");
        assert_eq!(visitor(&front).open("/sync").await.err(), Some(turns_away.status()), "{kind}");
        assert_eq!(relay.log(), "", "{kind}");
    }
}
