//! One suite for every log: those on disk and in NATS must behave like the one in memory.

use alongside_testkit::nats_server;
use alongside_wire::{
    Claimant, Counter, LogId, MailboxId, Nonce, ReplicaId, RoomId, Seq, Signature, SnapshotId,
    frame::{Logged, SnapshotHead},
};

use super::{
    batch::{Activity, Batch, Erasure, Expiry, FrameRow, NewSnapshot, PutOutcome, Trim, Written},
    invitations::{Fate, InvitationAct, InvitationOutcome, InvitationWrite},
    memory::Memory,
    nats::{NatsLog, OpenFor},
    record::{RoomRecord, RoomSummary},
    sqlite::Sqlite,
    store::Log,
};
use crate::{
    clock::{DayCount, RunDay},
    config::NatsOptions,
    error::Error,
};

mod on_disk;

const ANA: RoomId = RoomId([1; 16]);
const BEN: RoomId = RoomId([2; 16]);
const BLOCK: u64 = 1 << 24;
const END: Seq = Seq(u64::MAX);

fn each(test: impl Fn(&dyn Log)) {
    test(&Memory::new(LogId([9; 16])));
    let folder = tempfile::tempdir().unwrap();
    test(&Sqlite::open(folder.path(), 0).unwrap());
    test(&in_nats(OpenFor::Task));
}

/// A log in NATS that nothing is in, with blocks of numbers like those of the others.
fn in_nats(purpose: OpenFor) -> NatsLog {
    NatsLog::open_with(&nats_options(), purpose, BLOCK).unwrap()
}

fn nats_options() -> NatsOptions {
    let servers = vec![nats_server::shared().to_owned()];
    NatsOptions { servers, replicas: 1, streams: 2, prefix: nats_server::prefix(), ..NatsOptions::default() }
}

fn frame(seq: u64, sealed: &[u8]) -> Logged {
    Logged { seq: Seq(seq), replica: ReplicaId([3; 16]), counter: Counter(seq), sealed: sealed.to_vec() }
}

fn row(room: RoomId, frames: &[Logged]) -> FrameRow {
    let body = frames.iter().flat_map(|frame| postcard::to_stdvec(frame).unwrap()).collect();
    FrameRow { room, last: frames.last().unwrap().seq, body }
}

fn rows(rows: impl IntoIterator<Item = FrameRow>) -> Batch {
    Batch { rows: rows.into_iter().collect(), ..Batch::default() }
}

fn seen(room: RoomId, day: u32) -> Batch {
    Batch { activity: vec![Activity { room, day: RunDay(day), shared: true }], ..Batch::default() }
}

fn snapshot(room: RoomId, expects: Option<&NewSnapshot>, covers: u64, parts: &[&[u8]]) -> NewSnapshot {
    let head =
        SnapshotHead { id: SnapshotId::of(&parts.concat()), covers: Seq(covers), bytes: parts.concat().len() as u32 };
    NewSnapshot {
        room,
        expects: expects.map(|expects| expects.head.id),
        head,
        parts: parts.iter().map(|part| part.to_vec()).collect(),
    }
}

fn erased_on(day: u32) -> Erasure {
    let signature = Signature { r: [1; 32], s: [2; 32] };
    Erasure { room: ANA, origin: "a.example".to_owned(), nonce: Nonce([3; 32]), signature, day: RunDay(day) }
}

fn put(log: &dyn Log, new: &NewSnapshot) -> PutOutcome {
    log.write(&Batch { snapshots: vec![new.clone()], ..Batch::default() }).unwrap().snapshots[0]
}

fn trim(log: &dyn Log, room: RoomId, snapshot: SnapshotId) -> Option<Trim> {
    log.write(&Batch { trims: vec![(room, snapshot)], ..Batch::default() }).unwrap().trims[0]
}

fn known(log: &dyn Log, room: RoomId) -> RoomSummary {
    match log.room(room).unwrap() {
        RoomRecord::Known(known) => known,
        other => panic!("{other:?}"),
    }
}

/// `[P 23]`
#[test]
fn no_run_is_given_the_numbers_of_another() {
    each(|log| {
        // Whether or not the run before stored anything: it may have delivered what it did not store.
        let claim = || log.claim().unwrap().first;
        assert_eq!([claim(), claim()], [Seq(BLOCK), Seq(2 * BLOCK)]);
        log.write(&rows([row(ANA, &[frame(2 * BLOCK + 7, b"kept")])])).unwrap();
        assert_eq!(claim(), Seq(3 * BLOCK));
        log.write(&rows([row(ANA, &[frame(4 * BLOCK - BLOCK / 2 - 1, b"kept")])])).unwrap();
        assert_eq!(claim(), Seq(4 * BLOCK));
    });
}

/// `[P 23]`
#[test]
fn a_run_of_a_relay_by_itself_may_give_more_numbers_than_it_claimed() {
    let folder = tempfile::tempdir().unwrap();
    let logs: [&dyn Log; 2] = [&Memory::new(LogId([9; 16])), &Sqlite::open(folder.path(), 0).unwrap()];
    for log in logs {
        // Frames that were queued for the disk may have passed the next multiple.
        log.write(&rows([row(ANA, &[frame(4 * BLOCK - 1, b"kept")])])).unwrap();
        assert_eq!(log.claim().unwrap().first, Seq(5 * BLOCK));
    }
}

#[test]
fn a_room_is_unknown_until_somebody_was_there() {
    each(|log| {
        assert_eq!(log.room(ANA).unwrap(), RoomRecord::Unknown);
        log.write(&seen(ANA, 7)).unwrap();
        assert_eq!(
            log.room(ANA).unwrap(),
            RoomRecord::Known(RoomSummary {
                last_active: RunDay(7),
                began: RunDay(7),
                shared: true,
                ..RoomSummary::default()
            })
        );
        log.write(&seen(ANA, 6)).unwrap();
        assert_eq!(known(log, ANA).last_active, RunDay(7), "the last day never goes back");
        assert_eq!(log.room(BEN).unwrap(), RoomRecord::Unknown);
    });
}

#[test]
fn frames_come_back_in_order_and_of_one_room_only() {
    each(|log| {
        log.write(&seen(ANA, 1)).unwrap();
        let [one, two, three, four] = [1, 2, 3, 5].map(|seq| frame(seq, format!("frame {seq}").as_bytes()));
        log.write(&rows([row(ANA, &[one.clone(), two.clone()]), row(BEN, &[three])])).unwrap();
        log.write(&rows([row(ANA, std::slice::from_ref(&four))])).unwrap();
        let all = log.frames(ANA, Seq(0), END, 10_000).unwrap();
        assert_eq!((all.frames, all.done), (vec![one, two.clone(), four.clone()], true));
        let tail = log.frames(ANA, Seq(1), END, 10_000).unwrap();
        assert_eq!(tail.frames, [two.clone(), four], "a row is entered in its middle");
        assert_eq!(log.frames(ANA, Seq(0), Seq(2), 10_000).unwrap().frames.last(), Some(&two));
        assert_eq!(log.frames(ANA, Seq(5), END, 10_000).unwrap().frames, []);
        assert_eq!(known(log, ANA).durable, Seq(5));
    });
}

#[test]
fn a_run_is_as_long_as_was_asked_for_and_has_one_frame_at_least() {
    each(|log| {
        let frames: Vec<_> = (1..=10).map(|seq| frame(seq, &[7; 1000])).collect();
        log.write(&rows([row(ANA, &frames[..4]), row(ANA, &frames[4..])])).unwrap();
        let (mut after, mut runs) = (Seq(0), Vec::new());
        loop {
            let run = log.frames(ANA, after, END, 3_100).unwrap();
            runs.push(run.frames.len());
            after = run.frames.last().unwrap().seq;
            if run.done {
                break;
            }
        }
        assert_eq!(runs, [3, 3, 3, 1]);
        let run = log.frames(ANA, Seq(0), END, 1).unwrap();
        assert_eq!((run.frames.len(), run.done), (1, false));
    });
}

#[test]
fn pushes_are_remembered_by_frame_id_and_hash() {
    each(|log| {
        let frames: Vec<_> = (1..=600).map(|seq| frame(seq, &vec![seq as u8; 1000])).collect();
        for chunk in frames.chunks(100) {
            log.write(&rows([row(ANA, chunk)])).unwrap();
        }
        let pushed = log.pushed(ANA).unwrap();
        assert_eq!(pushed.len(), 600);
        assert_eq!(pushed.iter().map(|pushed| pushed.seq.0).collect::<Vec<_>>(), (1..=600).collect::<Vec<_>>());
        assert_ne!(pushed[0].sha256, pushed[1].sha256);
        assert_eq!(pushed[0].sha256, pushed[256].sha256);
        assert_eq!(log.pushed(BEN).unwrap(), []);
    });
}

#[test]
fn a_snapshot_takes_the_place_of_the_one_it_expects_or_none() {
    each(|log| {
        log.write(&seen(ANA, 1)).unwrap();
        let batch = rows([row(ANA, &[frame(1, b"one"), frame(2, b"two")]), row(ANA, &[frame(3, b"three")])]);
        let last_row = batch.rows[1].body.len() as u64;
        log.write(&batch).unwrap();
        let first = snapshot(ANA, None, 2, &[b"first, ", b"in two"]);
        let rival = snapshot(ANA, None, 3, &[b"rival"]);
        let second = snapshot(ANA, Some(&first), 3, &[b"second"]);
        let third = snapshot(ANA, Some(&second), 3, &[b"third"]);
        assert_eq!(put(log, &first), PutOutcome::Stored { log_bytes: last_row, previous: None });
        assert_eq!(put(log, &rival), PutOutcome::Conflict { current: Some(first.head) });
        assert_eq!(log.part(ANA, first.head.id, 1).unwrap(), Some(b"in two".to_vec()));
        assert_eq!(log.part(ANA, first.head.id, 2).unwrap(), None);
        assert_eq!(log.part(BEN, first.head.id, 0).unwrap(), None, "another room's");
        assert_eq!(put(log, &second), PutOutcome::Stored { log_bytes: 0, previous: None });
        let at_rest = known(log, ANA);
        assert_eq!((at_rest.snapshot, at_rest.previous), (Some(second.head), None));
        assert_eq!((at_rest.log_bytes, at_rest.kept_bytes), (0, batch.rows[0].body.len() as u64 + last_row));
        assert_eq!(log.part(ANA, first.head.id, 0).unwrap(), None, "nobody confirmed it, and the frames are there");
        assert_eq!(put(log, &third), PutOutcome::Stored { log_bytes: 0, previous: None });
        assert_eq!(log.part(ANA, third.head.id, 0).unwrap(), Some(b"third".to_vec()));
        assert_eq!(log.frames(ANA, Seq(0), END, 10_000).unwrap().frames.len(), 3, "frames stay");
    });
}

#[test]
fn a_confirmed_snapshot_stands_for_its_frames_until_the_next_is_confirmed() {
    each(|log| {
        log.write(&seen(ANA, 1)).unwrap();
        let batch = rows([row(ANA, &[frame(1, b"one"), frame(2, b"two")]), row(ANA, &[frame(3, b"three")])]);
        let last_row = batch.rows[1].body.len() as u64;
        log.write(&batch).unwrap();
        log.write(&rows([row(BEN, &[frame(4, b"another room's")])])).unwrap();
        let first = snapshot(ANA, None, 2, &[b"first"]);
        put(log, &first);
        assert_eq!(trim(log, ANA, SnapshotId([7; 16])), None, "not the current one");
        assert_eq!(trim(log, BEN, first.head.id), None, "another room's");
        assert_eq!(trim(log, ANA, first.head.id), Some(Trim { trimmed: Seq(2), kept_bytes: last_row }));
        assert_eq!(trim(log, ANA, first.head.id), None, "done already");
        let run = log.frames(ANA, Seq(0), END, 10_000).unwrap();
        assert_eq!((run.frames, run.trimmed), (vec![frame(3, b"three")], Seq(2)));
        assert_eq!(log.frames(BEN, Seq(0), END, 10_000).unwrap().frames.len(), 1);

        // While the next two are not confirmed, the first snapshot stays, and all frames after it.
        let second = snapshot(ANA, Some(&first), 3, &[b"second"]);
        let third = snapshot(ANA, Some(&second), 3, &[b"third"]);
        for new in [&second, &third] {
            assert_eq!(put(log, new), PutOutcome::Stored { log_bytes: 0, previous: Some(first.head) });
        }
        let at_rest = known(log, ANA);
        assert_eq!((at_rest.snapshot, at_rest.previous), (Some(third.head), Some(first.head)));
        assert_eq!((at_rest.trimmed, at_rest.durable, at_rest.kept_bytes), (Seq(2), Seq(3), last_row));
        assert_eq!(log.part(ANA, second.head.id, 0).unwrap(), None);
        assert_eq!(trim(log, ANA, third.head.id), Some(Trim { trimmed: Seq(3), kept_bytes: 0 }));
        let at_rest = known(log, ANA);
        assert_eq!((at_rest.snapshot, at_rest.previous), (Some(third.head), None));
        assert_eq!((at_rest.trimmed, at_rest.durable), (Seq(3), Seq(3)), "trimmed frames were durable");
        assert!(log.claim().unwrap().first > Seq(4), "numbers of trimmed frames are not given again");
    });
}

#[test]
fn a_row_that_a_snapshot_covers_in_part_stays() {
    each(|log| {
        log.write(&rows([row(ANA, &[frame(1, b"one"), frame(2, b"two"), frame(3, b"three")])])).unwrap();
        let first = snapshot(ANA, None, 2, &[b"first"]);
        put(log, &first);
        trim(log, ANA, first.head.id);
        assert_eq!(log.frames(ANA, Seq(2), END, 10_000).unwrap().frames, [frame(3, b"three")]);
        assert_eq!(known(log, ANA).trimmed, Seq(2));
    });
}

#[test]
fn a_confirm_in_one_batch_with_a_put_comes_first() {
    each(|log| {
        log.write(&rows([row(ANA, &[frame(1, b"one"), frame(2, b"two")])])).unwrap();
        let first = snapshot(ANA, None, 1, &[b"first"]);
        put(log, &first);
        let second = snapshot(ANA, Some(&first), 2, &[b"second"]);
        let batch = Batch { trims: vec![(ANA, first.head.id)], snapshots: vec![second], ..Batch::default() };
        let written = log.write(&batch).unwrap();
        assert_eq!(written.trims.iter().flatten().count(), 1);
        assert_eq!(written.snapshots, [PutOutcome::Stored { log_bytes: 0, previous: Some(first.head) }]);
    });
}

#[test]
fn of_two_snapshots_in_one_batch_the_second_finds_the_first() {
    each(|log| {
        let (one, two) = (snapshot(ANA, None, 0, &[b"one"]), snapshot(ANA, None, 0, &[b"two"]));
        let Written { snapshots, .. } =
            log.write(&Batch { snapshots: vec![one.clone(), two], ..Batch::default() }).unwrap();
        let stored = PutOutcome::Stored { log_bytes: 0, previous: None };
        assert_eq!(snapshots, [stored, PutOutcome::Conflict { current: Some(one.head) }]);
    });
}

#[test]
fn an_erased_room_is_gone_and_its_signature_is_kept_for_a_while() {
    each(|log| {
        log.write(&seen(ANA, 1)).unwrap();
        log.write(&rows([row(ANA, &[frame(1, b"one")]), row(BEN, &[frame(2, b"two")])])).unwrap();
        put(log, &snapshot(ANA, None, 1, &[b"snapshot"]));
        let erasure = erased_on(10);
        log.write(&Batch { erasures: vec![erasure], ..Batch::default() }).unwrap();
        assert_eq!(log.room(ANA).unwrap(), RoomRecord::Erased(erased_on(10)));
        assert_eq!(log.frames(ANA, Seq(0), END, 10_000).unwrap().frames, []);
        assert_eq!(log.frames(BEN, Seq(0), END, 10_000).unwrap().frames.len(), 1);
        log.write(&Batch {
            expire: Some(Expiry { unused_since: RunDay(10), lone_since: RunDay(0), today: RunDay(0) }),
            ..Batch::default()
        })
        .unwrap();
        assert_eq!(log.room(ANA).unwrap(), RoomRecord::Erased(erased_on(10)));
        log.write(&Batch {
            expire: Some(Expiry { unused_since: RunDay(11), lone_since: RunDay(0), today: RunDay(0) }),
            ..Batch::default()
        })
        .unwrap();
        assert_eq!(log.room(ANA).unwrap(), RoomRecord::Unknown);
    });
}

#[test]
fn unused_rooms_expire_and_others_stay() {
    each(|log| {
        log.write(&seen(ANA, 5)).unwrap();
        log.write(&seen(BEN, 6)).unwrap();
        log.write(&rows([row(ANA, &[frame(1, b"one")]), row(BEN, &[frame(2, b"two")])])).unwrap();
        let written = log
            .write(&Batch {
                expire: Some(Expiry { unused_since: RunDay(6), lone_since: RunDay(0), today: RunDay(0) }),
                ..Batch::default()
            })
            .unwrap();
        assert_eq!(written.expired, 1);
        assert_eq!(log.room(ANA).unwrap(), RoomRecord::Unknown);
        assert_eq!(log.frames(ANA, Seq(0), END, 10_000).unwrap().frames, []);
        assert_eq!(known(log, BEN).durable, Seq(2));
    });
}

#[test]
fn only_a_lone_room_that_nobody_returned_to_expires_early() {
    each(|log| {
        let note = |room, day, shared| {
            let activity = vec![Activity { room, day: RunDay(day), shared }];
            log.write(&Batch { activity, ..Batch::default() }).unwrap();
        };
        let [lone, shared, returned] = [RoomId([1; 16]), RoomId([2; 16]), RoomId([3; 16])];
        note(lone, 5, false);
        note(shared, 5, true);
        note(returned, 4, false);
        note(returned, 5, false);
        let expire = |lone_since| {
            let expiry = Expiry { unused_since: RunDay(0), lone_since: RunDay(lone_since), today: RunDay(0) };
            log.write(&Batch { expire: Some(expiry), ..Batch::default() }).unwrap().expired
        };
        assert_eq!((expire(5), expire(6)), (0, 1));
        assert_eq!(log.room(lone).unwrap(), RoomRecord::Unknown);
        assert_eq!((known(log, shared).shared, known(log, returned).began), (true, RunDay(4)));
    });
}

#[test]
fn the_count_of_days_goes_on_in_the_next_run() {
    each(|log| {
        let days = DayCount { today: RunDay(7), calendar: 20_000 };
        log.write(&Batch { days: Some(days), ..Batch::default() }).unwrap();
        assert_eq!(log.claim().unwrap().days, days);
    });
}

/// `[P 112, 113]`
#[test]
fn of_two_claims_in_one_batch_the_first_has_the_invitation_and_time_wipes_it() {
    each(|log| {
        let (mailbox, by) = (MailboxId([7; 16]), |n| InvitationAct::Claim { by: Claimant([n; 16]) });
        let write = |day, act| InvitationWrite { mailbox, today: RunDay(day), now: 5, act };
        let wanted = |invitations| Batch { invitations, ..seen(ANA, 1) };
        let deposit = InvitationAct::Deposit { room: ANA, lasts: 0, card: vec![1], key: vec![2] };
        let first = log.write(&wanted(vec![write(1, deposit), write(1, by(1)), write(1, by(2))])).unwrap();
        let used = Fate::Used { at: 5, by: Claimant([1; 16]) };
        let stands = |outcome: &_| match outcome {
            InvitationOutcome::Stands { stored, is_new } => (stored.fate, *is_new),
            other => panic!("{other:?}"),
        };
        let fates: Vec<_> = first.invitations.iter().map(stands).collect();
        assert_eq!(fates, [(Fate::Waiting, true), (used, true), (used, false)]);
        let on = |today| {
            let expiry = Expiry { unused_since: RunDay(0), lone_since: RunDay(0), today: RunDay(today) };
            log.write(&Batch { expire: Some(expiry), ..Batch::default() }).unwrap();
            log.invitation(mailbox).unwrap().map(|stored| (stored.fate, stored.key))
        };
        assert_eq!(
            [on(31), on(32), on(61), on(62)],
            [Some((used, vec![2])), Some((used, vec![])), Some((used, vec![])), None]
        );
        assert_eq!(log.write(&wanted(vec![write(62, by(3))])).unwrap().invitations, [InvitationOutcome::Unknown]);
    });
}
