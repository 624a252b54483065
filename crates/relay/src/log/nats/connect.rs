//! Connecting to NATS, and making the streams and buckets that are missing there; what is wrong is said in words.

use std::{collections::HashSet, future::Future, time::Duration};

use alongside_wire::LogId;
use async_nats::{
    Client, ConnectError, ConnectErrorKind, ConnectOptions, Event, ServerAddr,
    jetstream::{
        ErrorCode,
        context::{ContextBuilder, CreateStreamErrorKind, RequestError, RequestErrorKind},
        stream::Config,
    },
};
use futures_util::{StreamExt, TryStreamExt, stream};
use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};

use super::{
    records::{self, LAYOUT, LogRecord},
    store::{Bucket, NotWritten, Store},
};
use crate::{config::NatsOptions, error::Error};

/// Connects, and finds or begins the log.
///
/// # Errors
/// [`Error::Nats`], [`Error::NewerLog`].
pub(super) async fn connect<F, Fut>(options: &NatsOptions, events: F) -> Result<(Store, LogId), Error>
where
    F: Fn(Event) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = ()> + Send + Sync + 'static,
{
    let wrong = |reason: String| Error::Nats { servers: options.shown(), reason };
    if options.prefix.is_empty() || !options.prefix.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)) {
        return Err(wrong("--nats-prefix has letters, digits, - and _ only".to_owned()));
    }
    let client = open(options, events).await.map_err(wrong)?;
    let found = client.server_info().version;
    if !client.is_server_compatible(2, 9, 0) {
        return Err(wrong(format!("NATS {found} is too old: the relay needs 2.9 or newer")));
    }
    let jet = ContextBuilder::new().timeout(JETSTREAM_WITHIN).ack_timeout(ACKNOWLEDGED_WITHIN).build(client.clone());
    let mut store = Store { client, jet, prefix: options.prefix.clone(), streams: options.streams };
    answers(&store).await.map_err(wrong)?;
    let there = names(&store).await.map_err(|error| wrong(format!("JetStream does not answer: {error}")))?;
    ensure(&store, &there, vec![store.bucket_config(Bucket::Log, options.replicas)], options).await?;
    let found = store.get(Bucket::Log, "log").await?;
    let known = found.map(|found| Ok::<_, Error>((records::decode::<LogRecord>(&found.value)?, found.revision)));
    let known = known.transpose()?;
    if let Some((known, _)) = known {
        if known.layout > LAYOUT {
            return Err(Error::NewerLog { found: known.layout.into(), known: LAYOUT.into() });
        }
        store.streams = known.streams;
    }
    let frames = (0..store.streams).map(|shard| store.frames_config(shard, options.replicas));
    let buckets = Bucket::ALL.into_iter().map(|bucket| store.bucket_config(bucket, options.replicas));
    let made = ensure(&store, &there, frames.chain(buckets).collect(), options).await?;
    let id = match known {
        Some((known, _)) if made == 0 || is_only_log(&there, &store) => LogId(known.id),
        Some(_) => {
            tracing::warn!(
                "streams of the log are missing in NATS: the log gets a new id, and every device reads it from its beginning"
            );
            renew(&store).await?
        }
        None => begin(&store).await?,
    };
    Ok((store, id))
}

/// Waits until JetStream answers: a cluster that begins has no leader yet.
async fn answers(store: &Store) -> Result<(), String> {
    const OFF: &str = "JetStream is off there, or for this account: start NATS with `jetstream {}` in its configuration (or --jetstream)";
    let began = tokio::time::Instant::now();
    loop {
        let reason = match store.account().await {
            Ok(account) => match account.error.map(|error| error.error_code()) {
                None => return Ok(()),
                Some(ErrorCode::JETSTREAM_NOT_ENABLED | ErrorCode::JETSTREAM_NOT_ENABLED_FOR_ACCOUNT) => {
                    return Err(OFF.to_owned());
                }
                Some(code) => format!("JetStream refuses this relay (error {})", code.0),
            },
            Err(error) if error.kind() == RequestErrorKind::NoResponders && !store.client.server_info().jetstream => {
                return Err(OFF.to_owned());
            }
            Err(error) => format!("JetStream does not answer ({error}): has its cluster a leader?"),
        };
        if began.elapsed() > MADE_WITHIN {
            return Err(reason);
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// The names of all streams. The client's own list does not read where a server of 2.9 has none.
async fn names(store: &Store) -> Result<HashSet<String>, RequestError> {
    let mut names = HashSet::new();
    loop {
        let page: NamesPage = store.jet.request("STREAM.NAMES", &NamesAsked { offset: names.len() }).await?;
        let streams = page.streams.unwrap_or_default();
        let is_last = streams.is_empty() || names.len() + streams.len() >= page.total;
        names.extend(streams);
        if is_last {
            return Ok(names);
        }
    }
}

#[derive(Serialize)]
struct NamesAsked {
    offset: usize,
}

#[derive(Deserialize)]
struct NamesPage {
    #[serde(default)]
    total: usize,
    streams: Option<Vec<String>>,
}

/// Whether the first relay was interrupted after it had begun the log, before any room could be in it.
fn is_only_log(there: &HashSet<String>, store: &Store) -> bool {
    let mut frames = (0..store.streams).map(|shard| store.stream(shard));
    !frames.any(|name| there.contains(&name)) && !there.contains(&store.bucket(Bucket::Rooms))
}

/// Gives the log a new id, since it may lack what was acknowledged: every device then reads it anew. What it says of
/// invitations is not so any more. `[P 15] [P 113]`
pub(super) async fn renew(store: &Store) -> Result<LogId, Error> {
    let record = LogRecord { layout: LAYOUT, id: random_id()?, streams: store.streams };
    store.put(Bucket::Log, "log", records::encode(&record)?).await.map_err(Error::from)?;
    store.remove(Bucket::Invitations, ">").await?;
    Ok(LogId(record.id))
}

/// Begins a log, unless another relay does so at this moment.
async fn begin(store: &Store) -> Result<LogId, Error> {
    let record = LogRecord { layout: LAYOUT, id: random_id()?, streams: store.streams };
    match store.swap(Bucket::Log, "log", 0, records::encode(&record)?).await {
        Ok(_) => Ok(LogId(record.id)),
        Err(NotWritten::Raced) => {
            let found = store.get(Bucket::Log, "log").await?;
            let found = found.ok_or_else(|| Error::Away("the log's id is gone again".to_owned()))?;
            records::decode::<LogRecord>(&found.value).map(|record| LogId(record.id))
        }
        Err(error) => Err(error.into()),
    }
}

/// Sets the id of a log that holds nothing yet.
pub(super) async fn adopt(store: &Store, id: LogId) -> Result<(), Error> {
    let record = LogRecord { layout: LAYOUT, id: id.0, streams: store.streams };
    store.put(Bucket::Log, "log", records::encode(&record)?).await.map_err(Error::from)
}

/// Makes those streams that are missing; returns how many.
async fn ensure(
    store: &Store,
    there: &HashSet<String>,
    wanted: Vec<Config>,
    options: &NatsOptions,
) -> Result<usize, Error> {
    let missing: Vec<Config> = wanted.into_iter().filter(|config| !there.contains(&config.name)).collect();
    let count = missing.len();
    let made = stream::iter(missing).map(|config| make(store, config, options)).buffer_unordered(MADE_AT_ONCE);
    made.try_collect::<Vec<()>>().await?;
    Ok(count)
}

async fn make(store: &Store, config: Config, options: &NatsOptions) -> Result<(), Error> {
    let wrong = |reason: String| Error::Nats { servers: options.shown(), reason };
    let began = tokio::time::Instant::now();
    loop {
        let Err(error) = store.jet.create_stream(config.clone()).await else { return Ok(()) };
        let code = match error.kind() {
            CreateStreamErrorKind::JetStream(error) => Some(error.error_code()),
            _ => None,
        };
        match code {
            Some(ErrorCode::STREAM_NAME_EXIST) => return Ok(()),
            Some(ErrorCode::STREAM_REPLICAS_NOT_SUPPORTED) => {
                return Err(wrong(
                    "there is one server, which keeps no replicas: start the relay with --nats-replicas 1".to_owned(),
                ));
            }
            Some(ErrorCode::CLUSTER_NO_PEERS) if began.elapsed() > MADE_WITHIN => {
                let replicas = options.replicas;
                return Err(wrong(format!(
                    "fewer than {replicas} servers are there, or they have no space: --nats-replicas says how many are to keep each frame"
                )));
            }
            Some(ErrorCode::STREAM_SUBJECT_OVERLAP) => {
                return Err(wrong(format!(
                    "another stream takes the subjects of {}: give --nats-prefix another name",
                    config.name
                )));
            }
            Some(ErrorCode::MAXIMUM_STREAMS_LIMIT | ErrorCode::ACCOUNT_RESOURCES_EXCEEDED) => {
                return Err(wrong(format!(
                    "the account may have no more streams or bytes ({error}); the relay needs {} streams",
                    usize::from(store.streams) + Bucket::ALL.len()
                )));
            }
            _ if began.elapsed() > MADE_WITHIN => {
                return Err(wrong(format!("the stream {} cannot be made: {error}", config.name)));
            }
            // A cluster that begins has no leader yet.
            _ => tokio::time::sleep(Duration::from_millis(200)).await,
        }
    }
}

async fn open<F, Fut>(options: &NatsOptions, events: F) -> Result<Client, String>
where
    F: Fn(Event) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = ()> + Send + Sync + 'static,
{
    let mut connecting = ConnectOptions::new()
        .name("alongside-relay")
        .ping_interval(PINGED_EVERY)
        .connection_timeout(CONNECTED_WITHIN)
        .request_timeout(Some(JETSTREAM_WITHIN))
        .max_reconnects(None)
        .reconnect_delay_callback(|attempts| Duration::from_millis((20 * attempts as u64).min(500)))
        .event_callback(events);
    // The client itself does not look into addresses for them.
    if let Some((user, password)) = options.servers.iter().find_map(|server| user_in(server)) {
        connecting = connecting.user_and_password(user, password);
    }
    if let Some(file) = &options.credentials {
        let about = |error| format!("the credentials file {} does not read: {error}", file.display());
        connecting = connecting.credentials_file(file).await.map_err(about)?;
    }
    if let Some(file) = &options.authorities {
        connecting = connecting.add_root_certificates(file.clone()).require_tls(true);
    }
    if let (Some(cert), Some(key)) = (&options.nats_cert, &options.nats_key) {
        connecting = connecting.add_client_certificate(cert.clone(), key.clone()).require_tls(true);
    }
    connecting.connect(&options.servers).await.map_err(|error| why(&error))
}

/// The user and the password that an address names.
fn user_in(server: &str) -> Option<(String, String)> {
    let server: ServerAddr = server.parse().ok()?;
    let [user, password] = [server.username()?, server.password().unwrap_or_default()]
        .map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned());
    Some((user, password))
}

fn why(error: &ConnectError) -> String {
    let cause = std::error::Error::source(error).map(|cause| format!(": {cause}")).unwrap_or_default();
    match error.kind() {
        ConnectErrorKind::AuthorizationViolation | ConnectErrorKind::Authentication => format!(
            "NATS refuses this relay ({error}{cause}). Name its credentials file with --nats-credentials, or put user and password \
             into the address"
        ),
        kind if kind == ConnectErrorKind::Tls || cause.contains("certificate") => format!(
            "no trusted TLS connection comes about ({error}{cause}). --nats-ca names the certificates of those who vouch for the server"
        ),
        ConnectErrorKind::ServerParse => format!("the address is none ({error}{cause}): write nats://host:4222"),
        _ => format!("nobody answers there ({error}{cause}). Is NATS running, and is the address right?"),
    }
}

fn random_id() -> Result<[u8; 16], Error> {
    let mut id = [0; 16];
    getrandom::fill(&mut id).map_err(|error| Error::Log(error.to_string()))?;
    Ok(id)
}

/// NATS is asked this often whether it is there; instead of a third question without an answer the connection ends, and
/// another server is looked for: after 0.6 to 0.9 s of silence, before the relays that this one is linked with take it for gone.
const PINGED_EVERY: Duration = Duration::from_millis(300);

/// A server that hangs takes the connection and says nothing: then the next one is tried.
const CONNECTED_WITHIN: Duration = Duration::from_millis(1_000);

const JETSTREAM_WITHIN: Duration = Duration::from_millis(1_000);

/// What takes longer is sent again.
const ACKNOWLEDGED_WITHIN: Duration = Duration::from_millis(500);

const MADE_WITHIN: Duration = Duration::from_secs(15);

const MADE_AT_ONCE: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_and_password_are_read_from_an_address_with_what_is_escaped_in_them() {
        let read = |server: &str| user_in(server).map(|(user, password)| format!("{user} {password}"));
        assert_eq!(read("tls://relay:se%40cr%2Fet@one:4222").as_deref(), Some("relay se@cr/et"));
        assert_eq!(read("nats://token@one:4222").as_deref(), Some("token "));
        assert_eq!(read("nats://one:4222"), None);
        assert_eq!(read("one:4222"), None);
    }
}
