//! What Prometheus reads: the hub's counts, how much is queued, and how long commits and deliveries take.
//!
//! No value and no label names a room, a client or an address: what is counted here can be shown to anyone who
//! operates the relay.

use std::{sync::Arc, time::Duration};

use axum::{Router, http::header, routing::get};
use metrics::{Histogram, Level, Metadata, counter, describe_counter, describe_gauge, describe_histogram, gauge};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle, PrometheusRecorder};
use tokio::{net::TcpListener, time};

use crate::{
    error::Error,
    hub::{Counts, Depths},
};

/// The measured values of one relay.
pub(super) struct Metrics {
    recorder: PrometheusRecorder,
    page: PrometheusHandle,
    commit: Histogram,
    delivery: Histogram,
}

/// What a relay knows of itself at one moment.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Facts {
    pub(super) counts: Counts,
    pub(super) depths: Depths,
    /// Frames and bytes queued for sockets since the start.
    pub(super) sent: u64,
    pub(super) sent_bytes: u64,
    /// Bytes that sockets have not taken yet, together and at most for one of them.
    pub(super) send_queue: u64,
    pub(super) longest_send_queue: u64,
    /// Reads that wait for the log.
    pub(super) reads: u64,
    /// What `--disk` allows; 0 for any number of bytes.
    pub(super) disk_limit: u64,
    /// Bytes that the file system of the data folder has, and that are free; 0 if it does not say.
    pub(super) file_system: u64,
    pub(super) file_system_free: u64,
    /// Open files that the process may have.
    pub(super) open_files_limit: u64,
    /// Whether a check of the whole log has found damage.
    pub(super) damaged_log: bool,
    /// Whether what keeps the log does not answer, and how often it came back.
    pub(super) absent_log: bool,
    pub(super) reconnects: u64,
}

impl Metrics {
    /// Metrics without any value yet.
    pub(super) fn new() -> Result<Self, Error> {
        let wrong = |error: BuildError| Error::System(std::io::Error::other(error));
        let recorder = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Full(COMMIT.to_owned()), &BUCKETS)
            .and_then(|builder| builder.set_buckets_for_metric(Matcher::Full(DELIVERY.to_owned()), &BUCKETS))
            .map_err(wrong)?
            .build_recorder();
        metrics::with_local_recorder(&recorder, describe);
        let histogram = |name: &'static str| {
            let meta = Metadata::new(module_path!(), Level::INFO, Some(module_path!()));
            metrics::Recorder::register_histogram(&recorder, &metrics::Key::from_static_name(name), &meta)
        };
        let (commit, delivery) = (histogram(COMMIT), histogram(DELIVERY));
        Ok(Self { page: recorder.handle(), recorder, commit, delivery })
    }

    /// A commit took so many microseconds.
    pub(super) fn committed(&self, micros: u64) {
        self.commit.record(seconds(micros));
    }

    /// So many microseconds passed from a frame's arrival until the system had it for another socket.
    pub(super) fn delivered(&self, micros: u64) {
        self.delivery.record(seconds(micros));
    }

    /// The page that Prometheus reads.
    pub(super) fn page(&self, facts: &Facts) -> String {
        metrics::with_local_recorder(&self.recorder, || publish(facts));
        self.page.render()
    }

    /// Serves the page until the task is dropped, and keeps the histograms small while nobody reads it.
    pub(super) async fn serve(
        self: Arc<Self>,
        listener: TcpListener,
        facts: impl Fn() -> Facts + Clone + Send + Sync + 'static,
    ) {
        let metrics = self.clone();
        let page = get(move || {
            let page = metrics.page(&facts());
            std::future::ready(([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], page))
        });
        let upkeep = async {
            let mut beat = time::interval(UPKEEP);
            loop {
                beat.tick().await;
                self.page.run_upkeep();
            }
        };
        let serving = axum::serve(listener, Router::new().route("/metrics", page));
        tokio::select! {
            ended = serving.into_future() => {
                if let Err(error) = ended {
                    tracing::error!(%error, "the metrics are no longer served");
                }
            }
            () = upkeep => {}
        }
    }
}

/// What each metric is, as the page says it.
fn describe() {
    for (name, help) in GAUGES {
        describe_gauge!(*name, *help);
    }
    for (name, help) in COUNTERS {
        describe_counter!(*name, *help);
    }
    describe_histogram!(COMMIT, "How long the log takes to make a batch durable, in seconds");
    describe_histogram!(
        DELIVERY,
        "From a frame's arrival until the system has it for the other socket, in seconds; the longest of those that are sent together"
    );
}

fn publish(facts: &Facts) {
    let Facts { counts, depths, .. } = facts;
    gauge!("alongside_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
    for (name, value) in [
        ("alongside_connections", depths.sockets as u64),
        ("alongside_connections_unauthenticated", depths.strangers as u64),
        ("alongside_rooms", depths.rooms as u64),
        ("alongside_pairings", depths.pairings.into()),
        ("alongside_commit_queue_bytes", depths.queued_bytes),
        ("alongside_snapshot_queue", depths.snapshots as u64),
        ("alongside_upload_bytes", depths.upload_bytes),
        ("alongside_read_queue", facts.reads),
        ("alongside_send_queue_bytes", facts.send_queue),
        ("alongside_send_queue_longest_bytes", facts.longest_send_queue),
        ("alongside_disk_bytes", depths.disk),
        ("alongside_disk_limit_bytes", facts.disk_limit),
        ("alongside_file_system_bytes", facts.file_system),
        ("alongside_file_system_free_bytes", facts.file_system_free),
        ("alongside_open_files_limit", facts.open_files_limit),
        ("alongside_storage_failing", depths.disk_failing.into()),
        ("alongside_rooms_damaged", depths.damaged as u64),
        ("alongside_log_damaged", facts.damaged_log.into()),
        ("alongside_log_absent", facts.absent_log.into()),
        ("alongside_guests", depths.guests as u64),
        ("alongside_sockets_elsewhere", depths.elsewhere as u64),
    ] {
        gauge!(name).set(value as f64);
    }
    for (name, value) in [
        ("alongside_frames_received_total", counts.received),
        ("alongside_received_bytes_total", counts.received_bytes),
        ("alongside_frames_sent_total", facts.sent),
        ("alongside_sent_bytes_total", facts.sent_bytes),
        ("alongside_pushes_total", counts.pushed),
        ("alongside_pushes_repeated_total", counts.repeated),
        ("alongside_frames_unknown_total", counts.unknown),
        ("alongside_commits_total", counts.commits),
        ("alongside_commits_failed_total", counts.failed),
        ("alongside_rooms_expired_total", counts.expired),
        ("alongside_logs_trimmed_total", counts.trimmed),
        ("alongside_logs_over_soft_limit_total", counts.over_soft_limit),
        ("alongside_clock_jumps_total", counts.clock_jumps),
        ("alongside_log_reconnects_total", facts.reconnects),
    ] {
        counter!(name).absolute(value);
    }
    for (reason, count) in counts.refusals() {
        counter!("alongside_refusals_total", "reason" => reason).absolute(count);
    }
    for (reason, count) in counts.endings() {
        counter!("alongside_connections_ended_total", "reason" => reason).absolute(count);
    }
    for (limit, count) in counts.limits() {
        counter!("alongside_limit_met_total", "limit" => limit.option()).absolute(count);
    }
}

const COMMIT: &str = "alongside_commit_seconds";

const DELIVERY: &str = "alongside_delivery_seconds";

const GAUGES: &[(&str, &str)] = &[
    ("alongside_build_info", "1, with the relay's version"),
    ("alongside_connections", "Open WebSockets"),
    ("alongside_connections_unauthenticated", "Open WebSockets that have not proved yet that they may join a room"),
    ("alongside_rooms", "Rooms in memory: those that somebody is in, and a few that were left a moment ago"),
    ("alongside_pairings", "Pairing codes that somebody waits at"),
    ("alongside_commit_queue_bytes", "Bytes of frames that wait for the disk or are on their way to it"),
    ("alongside_snapshot_queue", "Snapshots that wait for the disk"),
    ("alongside_upload_bytes", "Bytes of snapshots that are being sent to the relay"),
    ("alongside_read_queue", "Reads that wait for the log"),
    ("alongside_send_queue_bytes", "Bytes that clients have not read yet"),
    ("alongside_send_queue_longest_bytes", "Bytes that the slowest client has not read yet"),
    ("alongside_disk_bytes", "Bytes that the log takes on the disk"),
    ("alongside_disk_limit_bytes", "Bytes that the log may take (--disk); 0 for any number"),
    ("alongside_file_system_bytes", "Size of the file system that the data folder is on"),
    ("alongside_file_system_free_bytes", "Free bytes of the file system that the data folder is on"),
    ("alongside_open_files_limit", "Files that the process may have open; each connection is one"),
    ("alongside_storage_failing", "1 while the log cannot be written"),
    ("alongside_rooms_damaged", "Rooms that nothing is taken for, since their part of the log is damaged"),
    ("alongside_log_damaged", "1 if the check of the whole log has found damage"),
    ("alongside_log_absent", "1 while NATS, which keeps the log, does not answer"),
    ("alongside_guests", "Sockets that other relays, which share the log, pass on to this one"),
    ("alongside_sockets_elsewhere", "Sockets that this relay passes on to the one that serves their room"),
];

const COUNTERS: &[(&str, &str)] = &[
    ("alongside_frames_received_total", "Frames that clients sent"),
    ("alongside_received_bytes_total", "Bytes of the frames that clients sent"),
    ("alongside_frames_sent_total", "Frames sent to clients"),
    ("alongside_sent_bytes_total", "Bytes of the frames sent to clients"),
    ("alongside_pushes_total", "Pushed frames that got a sequence number"),
    ("alongside_pushes_repeated_total", "Pushed frames that had a sequence number already"),
    ("alongside_frames_unknown_total", "Frames of a type that this relay does not know"),
    ("alongside_commits_total", "Commits to the log"),
    ("alongside_commits_failed_total", "Commits that failed"),
    ("alongside_rooms_expired_total", "Rooms forgotten because nobody came"),
    ("alongside_logs_trimmed_total", "Logs trimmed after a snapshot was confirmed"),
    ("alongside_logs_over_soft_limit_total", "Logs that passed --log-soft"),
    ("alongside_clock_jumps_total", "How often the machine's clock jumped"),
    ("alongside_log_reconnects_total", "How often the connection to NATS, which keeps the log, came back"),
    ("alongside_refusals_total", "Requests that were refused, by the code that the client was told"),
    ("alongside_connections_ended_total", "Connections that the relay ended, by the reason that the client was told"),
    ("alongside_limit_met_total", "How often a limit kept a client from something, by the option that sets the limit"),
];

/// Seconds: from what a delivery takes at rest to what nobody should wait for.
const BUCKETS: [f64; 14] = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

const UPKEEP: Duration = Duration::from_secs(5);

fn seconds(micros: u64) -> f64 {
    micros as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The page, with one observation in each histogram.
    fn page() -> String {
        let metrics = Metrics::new().unwrap();
        metrics.committed(1_200);
        metrics.delivered(90);
        metrics.page(&Facts { disk_limit: 7, ..Facts::default() })
    }

    /// Every word that begins like a metric of ours.
    fn named_in(text: &str) -> BTreeSet<String> {
        let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        text.split(|c| !is_of_name(c))
            .filter(|word| word.starts_with("alongside_"))
            .map(|word| {
                let bare = ["_bucket", "_sum", "_count"].iter().find_map(|end| word.strip_suffix(end));
                bare.filter(|bare| [COMMIT, DELIVERY].contains(bare)).unwrap_or(word).to_owned()
            })
            .collect()
    }

    fn described() -> BTreeSet<String> {
        let all = GAUGES.iter().chain(COUNTERS).map(|(name, _)| *name).chain([COMMIT, DELIVERY]);
        all.map(str::to_owned).collect()
    }

    #[test]
    fn the_page_has_every_metric_that_is_described_and_describes_every_one_that_it_has() {
        let page = page();
        let values: String = page.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n");
        assert_eq!(named_in(&values), described());
        for name in described() {
            assert!(page.contains(&format!("# HELP {name} ")), "{name} in {page}");
        }
        assert!(page.contains("alongside_commit_seconds_bucket{le=\"0.0025\"} 1"), "{page}");
        assert!(page.contains("alongside_disk_limit_bytes 7"), "{page}");
        assert!(page.contains("alongside_refusals_total{reason=\"too_fast\"} 0"), "{page}");
        assert!(page.contains("alongside_limit_met_total{limit=\"address-rooms\"} 0"), "{page}");
    }

    #[test]
    fn the_dashboard_and_the_alerts_use_only_metrics_that_there_are() {
        let dashboard: serde_json::Value = serde_json::from_str(DASHBOARD).unwrap();
        let panels = dashboard["panels"].as_array().unwrap();
        let queries: Vec<&str> = panels
            .iter()
            .flat_map(|panel| panel["targets"].as_array().into_iter().flatten())
            .map(|target| target["expr"].as_str().unwrap())
            .collect();
        assert!(queries.len() >= 12, "{queries:?}");
        let shown = named_in(&queries.join("\n"));
        assert!(shown.is_subset(&described()), "{:?}", shown.difference(&described()));
        for metric in [COMMIT, DELIVERY, "alongside_connections", "alongside_refusals_total", "alongside_disk_bytes"] {
            assert!(shown.contains(metric), "{metric} is shown");
        }
        let alerting: Vec<&str> = ALERTS.lines().filter_map(|line| line.trim().strip_prefix("expr: ")).collect();
        assert_eq!(alerting.len(), ALERTS.matches("- alert: ").count());
        assert_eq!(alerting.len(), ALERTS.matches("description: ").count(), "each says what to do");
        let used = named_in(&alerting.join("\n"));
        assert!(!used.is_empty() && used.is_subset(&described()), "{:?}", used.difference(&described()));
    }

    #[test]
    fn the_labels_that_the_dashboard_and_the_alerts_select_are_on_the_page() {
        let page = page();
        let mut found = 0;
        for text in [DASHBOARD, ALERTS] {
            for selected in text.replace("\\\"", "\"").split('{').skip(1) {
                let Some((label, rest)) = selected.split_once("=\"") else { continue };
                if !label.chars().all(|c| c.is_ascii_lowercase()) {
                    continue;
                }
                found += 1;
                let value = rest.split('"').next().unwrap();
                assert!(page.contains(&format!("{{{label}=\"{value}\"}}")), "{label}={value}");
            }
        }
        assert!(found > 0, "none is selected");
    }

    const DASHBOARD: &str = include_str!("../../ops/grafana-dashboard.json");
    const ALERTS: &str = include_str!("../../ops/alerts.yml");
}
