//! Two relays over a cluster of three NATS servers, while two people write: relays and servers are killed, frozen and cut
//! off at random. No acknowledged frame is lost, no number names two frames, and both read each other's letters within five
//! seconds, at the same address or at the other. So soon they are acknowledged, too, unless NATS has to elect the leader of
//! the room's stream, which takes it four to nine seconds; then they are acknowledged as soon as it has.
//!
//! `ALONGSIDE_NATS_TRIALS` sets the number of trials; the default tries each fault once.

use std::{
    collections::{BTreeMap, VecDeque},
    env,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use alongside_testkit::nats_server::{self, NatsServer};
use alongside_wire::{Counter, Decoded, FromRelay, ReplicaId, Seq, frame::Numbered};
use futures_util::StreamExt;
use tokio::{
    sync::watch,
    time::{Instant, timeout},
};
use tungstenite::Message;

use crate::{
    client::{Client, RoomKey, push},
    shared_cluster::{Cluster, Outage, join_or_not, join_until, kept_of, stream_of},
};

const QUICK: [Outage; 10] = [
    Outage::HomeRelay,
    Outage::Server(0),
    Outage::OtherCutOff,
    Outage::FrozenServer(1),
    Outage::OtherRelay,
    Outage::StoppedServer(2),
    Outage::HomeCutOff,
    Outage::Leader,
    Outage::Server(2),
    Outage::AllRelays,
];

/// Somebody who writes, and connects again whenever the connection ends.
struct Penman {
    room: Arc<RoomKey>,
    replica: u8,
    addresses: Arc<Mutex<Vec<SocketAddr>>>,
    at: usize,
    next: u64,
    pending: VecDeque<u64>,
    acknowledged: BTreeMap<u64, Seq>,
    named: BTreeMap<Seq, (ReplicaId, Counter)>,
    /// When frames were acknowledged, and when the other's were delivered.
    acknowledgements: Vec<Instant>,
    deliveries: Vec<Instant>,
    live: Arc<Mutex<Instant>>,
}

impl Penman {
    fn new(cluster: &Cluster, room: &Arc<RoomKey>, replica: u8, at: usize) -> Self {
        Self {
            room: room.clone(),
            replica,
            addresses: cluster.addresses.clone(),
            at,
            next: 0,
            pending: VecDeque::new(),
            acknowledged: BTreeMap::new(),
            named: BTreeMap::new(),
            acknowledgements: Vec::new(),
            deliveries: Vec::new(),
            live: Arc::new(Mutex::new(Instant::now())),
        }
    }

    async fn live(mut self, stop: watch::Receiver<bool>) -> Self {
        while !*stop.borrow() {
            let address = self.addresses.lock().unwrap()[self.at % 2];
            if let Some(client) = join_or_not(address, &self.room, self.replica).await {
                self.write(client, &stop).await;
            }
            // The page tries the same address again; the proxy before it has found another relay by then.
            self.at += 1;
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        self
    }

    /// Writes, until the connection ends.
    async fn write(&mut self, mut client: Client, stop: &watch::Receiver<bool>) {
        let mut in_flight: VecDeque<u64> = self.pending.iter().copied().collect();
        for counter in &in_flight {
            client.try_say(push(self.replica, *counter, &content(self.replica, *counter))).await;
        }
        let mut pushed = Instant::now();
        while !*stop.borrow() {
            // As a page does it: more is sent a tenth of a second later, whether or not the last is acknowledged.
            if in_flight.len() < 4 || pushed.elapsed() > Duration::from_millis(100) {
                pushed = Instant::now();
                let counter = self.next;
                self.next += 1;
                self.pending.push_back(counter);
                in_flight.push_back(counter);
                client.try_say(push(self.replica, counter, &content(self.replica, counter))).await;
            }
            let Ok(heard) = timeout(Duration::from_millis(20), client.ws.next()).await else { continue };
            let Some(Ok(message)) = heard else { return };
            let Message::Binary(bytes) = message else { continue };
            match FromRelay::decode(&bytes) {
                Ok(Decoded::Known(FromRelay::Durable(durable))) => {
                    for Numbered { seq, .. } in durable.yours {
                        let counter = in_flight.pop_front().expect("as many as were pushed");
                        self.name(seq, (ReplicaId([self.replica; 16]), Counter(counter)));
                        let before = self.acknowledged.insert(counter, seq);
                        assert!(before.is_none_or(|before| before == seq), "{counter} was acknowledged as another");
                        self.pending.retain(|pending| *pending != counter);
                        self.acknowledgements.push(Instant::now());
                        *self.live.lock().unwrap() = Instant::now();
                    }
                }
                Ok(Decoded::Known(FromRelay::Deliver(deliver))) => {
                    self.deliveries.push(Instant::now());
                    self.name(deliver.frame.seq, (deliver.frame.replica, deliver.frame.counter));
                }
                Ok(Decoded::Known(FromRelay::Error(_) | FromRelay::Bye(_))) => return,
                _ => {}
            }
        }
    }

    fn name(&mut self, seq: Seq, name: (ReplicaId, Counter)) {
        assert_eq!(*self.named.entry(seq).or_insert(name), name, "{seq:?} names two frames");
    }
}

/// A time in which something did not happen.
#[derive(Debug, Clone, Copy)]
struct Pause {
    lasted: Duration,
    ended: Instant,
}

/// The longest time without any of these moments, from one moment to another.
fn longest_pause(moments: &[Instant], from: Instant, to: Instant) -> Pause {
    let between = moments.iter().copied().filter(|moment| *moment > from && *moment < to);
    let all: Vec<Instant> = [from].into_iter().chain(between).chain([to]).collect();
    let pauses = all.windows(2).map(|two| Pause { lasted: two[1] - two[0], ended: two[1] });
    pauses.max_by_key(|pause| pause.lasted).expect("a pause between two moments")
}

/// `[P 21, 23]`
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_frame_and_a_mark_that_are_on_their_way_at_once_to_the_same_place_nats_stores_one() {
    let cluster = Cluster::start();
    let room = RoomKey::numbered(999);
    let mut ana = join_until(&cluster, 0, &room, 1).await;
    let leader = *cluster.leaders(&stream_of(&room)).last().expect("a leader");
    // Who takes the room reads its head, too.
    cluster.lead_by(leader, "KV_chaos-rooms").await;
    let others: Vec<&NatsServer> = (0..3).filter(|at| *at != leader).map(|at| &cluster.servers[at]).collect();
    // The leader can replicate nothing. Behind the same message it gets a frame of the relay that serves the room, and, since that
    // relay hangs, the mark of one that takes the room.
    others.iter().for_each(|server| server.freeze(true));
    ana.push(1, 0, &content(1, 0)).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    nats_server::signal(cluster.relays[0].id(), "-STOP");
    let join = join_until(&cluster, 1, &room, 2);
    tokio::pin!(join);
    let early = timeout(Duration::from_millis(2_000), &mut join).await;
    others.iter().for_each(|server| server.freeze(false));
    assert!(early.is_err(), "one server of three has the mark");
    let mut ben = join.await;
    nats_server::signal(cluster.relays[0].id(), "-CONT");
    // Either Ana's frame was first, and Ben reads it, or the mark was, and Ana is not told that the frame is kept.
    let told = timeout(Duration::from_secs(10), async {
        while let Some(frame) = ana.hear_or_end().await {
            if let FromRelay::Durable(durable) = frame {
                return !durable.yours.is_empty();
            }
        }
        false
    });
    let is_kept = told.await.expect("Ana is told that it is kept, or joins again");
    let (frames, ..) = ben.pull(Seq(0)).await;
    assert!(frames.len() == 1 || !is_kept, "{}", kept_of(&cluster, &room).await);
    // Pushed again it is there once.
    let mut ana = join_until(&cluster, 1, &room, 1).await;
    ana.pushed(1, 0, &content(1, 0)).await;
    let (frames, ..) = ana.pull(Seq(0)).await;
    assert_eq!(frames.iter().map(|frame| frame.counter).collect::<Vec<_>>(), [Counter(0)]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_fails_nothing_acknowledged_is_lost_and_both_go_on() {
    let trials = env::var(TRIALS).ok().and_then(|trials| trials.parse().ok());
    let trials = trials.unwrap_or(QUICK.len());
    let mut cluster = Cluster::start();
    let (mut frames, mut slowest, mut late) = (0, [Duration::ZERO; 3], Vec::new());
    for trial in 0..trials {
        let fault = QUICK[trial % QUICK.len()];
        // What is struck when differs from trial to trial.
        let lead = Duration::from_millis(400 + (trial as u64 * 7919) % 700);
        let (acknowledged, pauses) = play(&mut cluster, trial, fault, lead).await;
        let told = format!(
            "trial {trial}: {fault:?}, {acknowledged} frames acknowledged, longest pauses {PAUSES} {pauses:.1?}"
        );
        println!("{told}");
        let most = [5, 12, 5].map(Duration::from_secs);
        if pauses.iter().zip(&most).any(|(pause, most)| pause > most) {
            late.push(told);
        }
        frames += acknowledged;
        slowest = [0, 1, 2].map(|at| pauses[at].max(slowest[at]));
    }
    println!("{trials} trials, {frames} frames acknowledged, 0 lost, longest pauses {PAUSES} {slowest:.1?}");
    // A machine that is busy with other tests pauses them, too: how long is asked of a machine that has nothing else to do.
    assert!(env::var_os(TRIALS).is_none() || late.is_empty(), "{} trials took too long: {late:#?}", late.len());
}

async fn play(cluster: &mut Cluster, trial: usize, fault: Outage, lead: Duration) -> (usize, [Duration; 3]) {
    let room = Arc::new(RoomKey::numbered(1_000 + trial as u32));
    let (stop, stopped) = watch::channel(false);
    // Ana comes first, to the first relay, which serves the room from then on.
    let ana = Penman::new(cluster, &room, 1, 0);
    let mut live = vec![ana.live.clone()];
    let ana = tokio::spawn(ana.live(stopped.clone()));
    tokio::time::sleep(Duration::from_millis(150)).await;
    let ben = Penman::new(cluster, &room, 2, 1);
    live.push(ben.live.clone());
    let ben = tokio::spawn(ben.live(stopped));
    tokio::time::sleep(lead).await;
    let leaders = cluster.leaders(&stream_of(&room));
    let fault = match (fault, leaders.last()) {
        (Outage::Leader, Some(leader)) => Outage::Server(*leader),
        (Outage::Leader, None) => panic!("nobody leads {}", stream_of(&room)),
        (fault, _) => fault,
    };
    let mut elected = vec![Instant::now(); leaders.len()];
    let struck = Instant::now();
    cluster.strike(fault).await;
    let lasts = if env::var_os(TRIALS).is_some() { LASTS } else { LASTS_BRIEFLY };
    cluster.watch(&room, &mut elected, || struck.elapsed() > lasts).await;
    cluster.mend(fault);
    let mended = Instant::now();
    let is_over = || {
        let are_live = live.iter().all(|live| *live.lock().unwrap() >= mended);
        are_live || mended.elapsed() > Duration::from_secs(12)
    };
    cluster.watch(&room, &mut elected, is_over).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let ended = Instant::now();
    stop.send_replace(true);
    let people = [ana.await.unwrap(), ben.await.unwrap()];
    let pause = |moments: fn(&Penman) -> &[Instant]| {
        let pauses = people.iter().map(|person| longest_pause(moments(person), struck, ended));
        pauses.max_by_key(|pause| pause.lasted).unwrap()
    };
    let (delivered, acknowledged) = (pause(|person| &person.deliveries), pause(|person| &person.acknowledgements));
    // What NATS needs for an election is its own; what comes after it is the relay's.
    let began = acknowledged.ended - acknowledged.lasted;
    let in_pause =
        |elected: &&Instant| **elected > began && **elected < acknowledged.ended + Duration::from_millis(200);
    let ours = match elected.iter().skip(leaders.len()).filter(in_pause).max() {
        Some(elected) => acknowledged.ended.saturating_duration_since(*elected),
        None => acknowledged.lasted,
    };
    let pauses = [delivered.lasted, acknowledged.lasted, ours];
    read_cold(cluster, trial, &room, &people).await;
    (people.iter().map(|person| person.acknowledged.len()).sum(), pauses)
}

/// Reads the room as somebody new: everything acknowledged is there, under its number, once.
async fn read_cold(cluster: &Cluster, trial: usize, room: &RoomKey, people: &[Penman]) {
    let began = Instant::now();
    let frames = loop {
        let address = cluster.addresses.lock().unwrap()[trial % 2];
        if let Some(client) = join_or_not(address, room, 9).await
            && let Some(frames) = client.pull_to_the_end().await
        {
            break frames;
        }
        assert!(began.elapsed() < Duration::from_secs(20), "the room is not served");
        tokio::time::sleep(Duration::from_millis(200)).await;
    };
    assert!(frames.windows(2).all(|two| two[0].seq < two[1].seq), "numbers ascend");
    let mut kept = BTreeMap::new();
    for frame in &frames {
        let before = kept.insert((frame.replica, frame.counter), frame);
        assert!(before.is_none(), "{:?} of {:?} is stored twice", frame.counter, frame.replica);
    }
    let mut named: BTreeMap<Seq, (ReplicaId, Counter)> = BTreeMap::new();
    let durable = frames.iter().map(|frame| (frame.seq, (frame.replica, frame.counter)));
    for (seq, name) in people.iter().flat_map(|person| person.named.clone()).chain(durable) {
        assert_eq!(*named.entry(seq).or_insert(name), name, "trial {trial}: {seq:?} names two frames");
    }
    for person in people {
        let lost: Vec<u64> = person
            .acknowledged
            .keys()
            .filter(|counter| !kept.contains_key(&(ReplicaId([person.replica; 16]), Counter(**counter))))
            .copied()
            .collect();
        if !lost.is_empty() {
            let (all, read, kept) = (person.acknowledged.len(), frames.len(), kept_of(cluster, room).await);
            panic!(
                "trial {trial}: {} of {all} of {} are lost ({read} read): {lost:?}\n{kept}",
                lost.len(),
                person.replica
            );
        }
        for (counter, seq) in &person.acknowledged {
            let frame = kept[&(ReplicaId([person.replica; 16]), Counter(*counter))];
            assert_eq!(frame.seq, *seq, "trial {trial}: {counter} of {} has another number", person.replica);
        }
    }
}

fn content(replica: u8, counter: u64) -> Vec<u8> {
    [&[replica], &counter.to_le_bytes()[..]].concat()
}

/// So many trials instead of one with each fault.
const TRIALS: &str = "ALONGSIDE_NATS_TRIALS";

const PAUSES: &str = "(read, acknowledged, acknowledged after an election)";

/// How long a fault lasts: longer than it may take to go on without what has failed.
const LASTS: Duration = Duration::from_millis(6_500);

/// The same where times are not asked for.
const LASTS_BRIEFLY: Duration = Duration::from_millis(3_000);
