//! What Prometheus and the log say of a relay in use, and that neither names a room or an address.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    net::{SocketAddr, TcpListener},
};

use alongside_testkit::server_process::ServerProcess;

use crate::{
    client::{Client, Relay, RoomKey, http},
    process::{join_at, program},
};

/// A port that nobody uses.
fn free_port() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).unwrap()
}

/// The values on a page, by name and labels.
fn values(page: &str) -> BTreeMap<String, f64> {
    let lines = page.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.rsplit_once(' '))
        .filter_map(|(name, value)| Some((name.to_owned(), value.parse().ok()?)))
        .collect()
}

#[tokio::test]
async fn the_metrics_follow_what_happens_and_name_no_room_and_no_address() {
    let at = free_port();
    let relay = Relay::start_with(|config| {
        config.metrics = Some(at);
        config.trusted_proxy = true;
        config.limits.room_sockets = 2;
    })
    .await;
    let room = RoomKey::new(1);
    let (mut ana, _) = relay.join(&room, 1).await;
    let (mut ben, _) = relay.join(&room, 2).await;
    assert!(relay.try_join(&room, 3).await.is_err());
    let mut stranger = Client::forwarded(relay.address, "203.0.113.77").await;
    stranger.challenged().await.unwrap();
    for counter in 0..10 {
        ana.pushed(1, counter, b"a point").await;
        ben.deliver().await;
    }
    let page = http(at, "GET /metrics HTTP/1.1").await;
    assert!(page.contains("text/plain; version=0.0.4"), "{page}");
    let values = values(&page);
    let value = |name: &str| *values.get(name).unwrap_or_else(|| panic!("{name} is missing from {page}"));
    assert_eq!(value("alongside_connections"), 3.0);
    assert_eq!(value("alongside_connections_unauthenticated"), 1.0);
    assert_eq!(value("alongside_rooms"), 1.0);
    assert_eq!(value("alongside_pushes_total"), 10.0);
    assert_eq!(value("alongside_limit_met_total{limit=\"room-sockets\"}"), 1.0);
    assert_eq!(value("alongside_connections_ended_total{reason=\"room_full\"}"), 1.0);
    assert!(value("alongside_frames_received_total") >= 12.0);
    assert!(value("alongside_received_bytes_total") > 10.0 * 264.0);
    assert!(value("alongside_sent_bytes_total") > 10.0 * 264.0);
    assert!((1.0..=10.0).contains(&value("alongside_delivery_seconds_count")));
    assert_eq!(value("alongside_commit_seconds_count"), value("alongside_commits_total"));
    assert!(value("alongside_commits_total") >= 1.0 && value("alongside_disk_bytes") > 0.0);
    assert_eq!(value("alongside_storage_failing"), 0.0);
    assert!(value("alongside_file_system_bytes") >= value("alongside_file_system_free_bytes"));

    let id = room.id().to_string();
    let hex: String = room.id().0.iter().map(|byte| format!("{byte:02x}")).collect();
    let own = relay.address.port().to_string();
    for secret in [&id[..6], &hex[..8], "203.0.113", "127.0.0", "localhost", &own] {
        assert!(!page.contains(secret), "{secret} is in {page}");
    }
    // Nobody reads them where people join.
    assert!(!relay.http("GET /metrics HTTP/1.1").await.contains("alongside_pushes_total"));
    assert!(http(at, "GET /sync HTTP/1.1").await.starts_with("HTTP/1.1 404"));
    relay.stop().await;
    assert!(tokio::net::TcpStream::connect(at).await.is_err(), "it ends with the relay");
}

#[tokio::test]
async fn a_log_in_json_is_one_object_a_line_with_level_and_message() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.txt");
    let mut command = program(&folder.path().join("data"));
    command.args(["--log-format", "json"]).env_remove("ALONGSIDE_LOG").env("RUST_LOG", "alongside_relay=info");
    let mut relay = ServerProcess::start(command.stderr(File::create(&path).unwrap()));
    http(relay.address(), "GET / HTTP/1.1\r\nX-Forwarded-For: 203.0.113.9").await;
    let (mut ana, _) = join_at(&relay, &RoomKey::new(1), 1).await;
    ana.pushed(1, 0, b"a point").await;
    relay.ask_to_stop();
    assert!(relay.wait());
    let log = fs::read_to_string(path).unwrap();
    let lines: Vec<serde_json::Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let said = |level: &str, words: &str| {
        lines
            .iter()
            .any(|line| line["level"] == level && line["message"].as_str().is_some_and(|said| said.contains(words)))
    };
    assert!(said("WARN", "--trusted-proxy"), "{log}");
    assert!(said("INFO", "stopping"), "{log}");
    assert!(!log.contains("203.0.113.9") && !log.contains(&RoomKey::new(1).id().to_string()), "{log}");
}

#[tokio::test]
async fn a_process_that_may_open_few_files_is_told_so_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.txt");
    for (files, told) in [("512", 1), ("8192", 0)] {
        let relay = program(&folder.path().join("data"));
        let mut limited = std::process::Command::new("sh");
        // The hard limit, so that the relay cannot raise it.
        limited.args(["-c", &format!("ulimit -n {files} && exec \"$0\" \"$@\"")]);
        limited.arg(relay.get_program()).args(relay.get_args()).stderr(File::create(&path).unwrap());
        let relay = ServerProcess::start(&mut limited);
        http(relay.address(), "GET /healthz HTTP/1.1").await;
        drop(relay);
        assert_eq!(fs::read_to_string(&path).unwrap().matches("LimitNOFILE").count(), told, "{files}");
    }
}
