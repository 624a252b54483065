//! The real program, killed at random while clients push, put snapshots and confirm them, always over one data
//! folder.
//!
//! `ALONGSIDE_KILLS` sets the number of kills; the default is small.

use std::collections::BTreeMap;

use alongside_wire::{
    Counter, FromRelay, ReplicaId, Seq, SnapshotId, ToRelay,
    frame::{Confirm, Logged, Numbered, SnapshotGet, SnapshotPut},
};
use tokio::sync::mpsc;

use crate::{
    client::{Client, RoomKey, push, sealed_as},
    process::{self, join_at},
};

const ROOMS: u32 = 4;

/// What the clients of one room were told, over all runs of the relay.
#[derive(Default)]
struct Told {
    /// The frame that each number names.
    named: BTreeMap<Seq, (ReplicaId, Counter)>,
    acknowledged: BTreeMap<Seq, (ReplicaId, Counter)>,
    /// The number up to which the log was reported to be trimmed.
    trimmed: Seq,
}

#[tokio::test]
async fn a_relay_killed_again_and_again_has_every_frame_that_it_acknowledged() {
    let kills = std::env::var("ALONGSIDE_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(8);
    let data = tempfile::tempdir().unwrap();
    let rooms: Vec<RoomKey> = (0..ROOMS).map(RoomKey::numbered).collect();
    let mut told: Vec<Told> = rooms.iter().map(|_| Told::default()).collect();
    let (mut acknowledged, mut trims) = (0_usize, 0);
    for life in 0..=kills {
        let mut relay = process::start(data.path());
        for (room, told) in rooms.iter().zip(&told) {
            let (client, welcome) = join_at(&relay, room, 200).await;
            read_cold(client, &welcome, told).await;
        }
        if life == kills {
            relay.kill();
            break;
        }
        let (tell, mut heard) = mpsc::unbounded_channel();
        let mut clients = tokio::task::JoinSet::new();
        for (at, (room, told)) in rooms.iter().zip(&mut told).enumerate() {
            let replica = (life % 100) as u8;
            let (writer, welcome) = join_at(&relay, room, replica).await;
            let (reader, _) = join_at(&relay, room, 100 + replica).await;
            let snapshot = welcome.snapshot.map(|head| head.id);
            let told = std::mem::take(told);
            clients.spawn(live(at, writer, reader, replica, snapshot, told, tell.clone()));
        }
        drop(tell);
        let enough = 1 + life * 37 % 500;
        let mut so_far = 0;
        while so_far < enough {
            so_far += heard.recv().await.unwrap();
        }
        relay.kill();
        for (at, after) in clients.join_all().await {
            told[at] = after;
        }
        acknowledged = told.iter().map(|told| told.acknowledged.len()).sum();
        trims = told.iter().filter(|told| told.trimmed > Seq(0)).count();
    }
    println!("{kills} kills, {acknowledged} frames acknowledged, {trims} of {ROOMS} rooms trimmed");
    assert!(acknowledged > kills as usize && trims > 0);
}

/// Two members, until the relay dies: one pushes with eight frames in flight and puts snapshots, the other confirms
/// them.
async fn live(
    room: usize,
    mut writer: Client,
    mut reader: Client,
    replica: u8,
    mut snapshot: Option<SnapshotId>,
    mut told: Told,
    tell: mpsc::UnboundedSender<u32>,
) -> (usize, Told) {
    let confirms = tokio::spawn(async move {
        let (mut named, mut trimmed) = (BTreeMap::new(), Seq(0));
        while let Some(frame) = reader.hear_or_end().await {
            match frame {
                FromRelay::SnapshotOk(ok) => reader.try_say(ToRelay::Confirm(Confirm { id: ok.head.id })).await,
                FromRelay::Trimmed(cut) => trimmed = cut.upto,
                FromRelay::Deliver(deliver) => {
                    named.insert(deliver.frame.seq, (deliver.frame.replica, deliver.frame.counter));
                }
                _ => {}
            }
        }
        (named, trimmed)
    });
    let (mut sent, mut settled) = (0_u64, 0_u64);
    'life: loop {
        while sent < settled + 8 {
            writer.try_say(push(replica, sent, &sealed(replica, sent))).await;
            sent += 1;
        }
        match writer.hear_or_end().await {
            Some(FromRelay::Durable(durable)) => {
                let _ = tell.send(durable.yours.len() as u32);
                for Numbered { seq, .. } in durable.yours {
                    told.acknowledged.insert(seq, (ReplicaId([replica; 16]), Counter(settled)));
                    settled += 1;
                    if settled.is_multiple_of(15) {
                        let bytes = document(durable.upto);
                        let put = SnapshotPut { covers: durable.upto, expects: snapshot, part: 0, parts: 1, bytes };
                        writer.try_say(ToRelay::SnapshotPut(put)).await;
                    }
                }
            }
            Some(FromRelay::SnapshotOk(ok)) => snapshot = Some(ok.head.id),
            Some(FromRelay::SnapshotConflict(conflict)) => snapshot = conflict.current.map(|head| head.id),
            Some(_) => {}
            None => break 'life,
        }
    }
    let (named, trimmed) = confirms.await.unwrap();
    for (seq, name) in named {
        told.name(seq, name);
    }
    told.trimmed = told.trimmed.max(trimmed);
    (room, told)
}

/// Reads the room as a new client: everything acknowledged must be in its log or covered by a complete snapshot.
async fn read_cold(mut client: Client, welcome: &alongside_wire::frame::Welcome, told: &Told) {
    assert!(welcome.trimmed >= told.trimmed, "the log is trimmed as reported");
    if welcome.trimmed > Seq(0) {
        let head = welcome.snapshot.expect("a trimmed log has a snapshot");
        assert!(head.covers >= welcome.trimmed);
        for head in [welcome.snapshot, welcome.previous].into_iter().flatten() {
            client.say(ToRelay::SnapshotGet(SnapshotGet { id: head.id })).await;
            let part =
                client.hear_until(|frame| if let FromRelay::SnapshotPart(part) = frame { Some(part) } else { None });
            assert_eq!(part.await.bytes, document(head.covers));
        }
    }
    let (frames, ..) = client.pull(welcome.trimmed).await;
    let kept: BTreeMap<Seq, &Logged> = frames.iter().map(|frame| (frame.seq, frame)).collect();
    assert_eq!(kept.len(), frames.len());
    for (seq, name) in told.named.iter().chain(&told.acknowledged) {
        if let Some(frame) = kept.get(seq) {
            assert_eq!((frame.replica, frame.counter), *name, "{seq:?} names two frames");
        }
    }
    for (seq, (replica, counter)) in told.acknowledged.iter().filter(|(seq, _)| **seq > welcome.trimmed) {
        let frame =
            kept.get(seq).unwrap_or_else(|| panic!("{counter:?} of {replica:?}, acknowledged as {seq:?}, is lost"));
        assert_eq!(frame.sealed, sealed(replica.0[0], counter.0));
    }
}

impl Told {
    fn name(&mut self, seq: Seq, name: (ReplicaId, Counter)) {
        assert_eq!(*self.named.entry(seq).or_insert(name), name, "{seq:?} names two frames");
    }
}

fn sealed(replica: u8, counter: u64) -> Vec<u8> {
    sealed_as(&[&[replica], &counter.to_le_bytes()[..]].concat())
}

fn document(covers: Seq) -> Vec<u8> {
    sealed_as(format!("everything up to {}", covers.0).as_bytes())
}
