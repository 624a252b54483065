//! A relay that lies, and a member's device that sends poison: how pages react, and that nothing is lost.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::panic, reason = "a test that panics has found something")]

use alongside_peer::{
    facts::Notice,
    message::{Digest, Message},
    seal::{self, Kind},
    snapshot::Snapshot,
};
use alongside_room::{AgendaEdit, Edit};
use alongside_testkit::harness::{Harness, Rogue, item, member, rng, secret};
use alongside_wire::{
    Chain, Counter, FromRelay, LogId, ReplicaId, Seq, ToRelay,
    frame::{Deliver, Durable, SnapshotPut},
};

/// Traps a decoder of yrs 0.28.1 on wasm32 (crates/room/src/yrs_guard.rs).
const TRAP: [u8; 19] = [1, 1, 7, 0, 4, 1, 1, 116, 255, 255, 255, 255, 15, 104, 101, 108, 108, 111, 0];

/// `[P 28]`
#[test]
fn a_frame_that_the_relay_drops_is_pulled() {
    let mut harness = Harness::for_two();
    let mut dropped = 0;
    harness.tamper = Box::new(move |seat, frame| match frame {
        FromRelay::Deliver(_) if seat == 1 && dropped < 2 => {
            dropped += 1;
            Vec::new()
        }
        frame => vec![frame],
    });
    for number in 10..20 {
        harness.adds(0, number);
    }
    harness.pass(1_000);
    assert!((10..20).all(|number| harness.has(1, number)));
    harness.assert_whole();
    assert_eq!(harness.notices(1), [], "a gap alone is not reported");
}

/// `[P 15]`
#[test]
fn a_relay_that_lost_its_disk_is_filled_again_and_the_person_is_told() {
    let mut harness = Harness::for_two();
    harness.adds(0, 10);
    harness.pass(60_000);
    for seat in [0, 1] {
        harness.cut(seat);
    }
    harness.relay().lose_disk();
    harness.pass(60_000);
    assert!([0, 1].iter().any(|seat| harness.notices(*seat).contains(&Notice::Refilled)));
    harness.assert_whole();
}

#[test]
fn a_room_that_is_new_to_the_relay_was_not_lost_by_it() {
    let mut harness = Harness::for_two();
    harness.adds(0, 10);
    harness.pass(60_000);
    for seat in [0, 1] {
        harness.goes(seat);
    }
    harness.relay().lose_disk();
    let copy = harness.brings_a_copy(0, 0, 5);
    harness.pass(60_000);
    assert!(harness.durable() > Seq(0), "the copy's content is at the relay");
    assert_eq!(harness.notices(copy), []);
}

/// `[P 50, 71]`
#[test]
fn a_relay_that_shows_two_histories_is_reported() {
    let mut harness = Harness::for_two();
    // Ben is shown a history without one frame, with the numbers behind it adjusted.
    let mut withheld: Option<(Seq, Seq)> = None;
    harness.tamper = Box::new(move |seat, frame| {
        if seat != 1 {
            return vec![frame];
        }
        match (frame, withheld) {
            (FromRelay::Deliver(Deliver { prev, frame }), None) => {
                withheld = Some((frame.seq, prev));
                Vec::new()
            }
            (FromRelay::Deliver(Deliver { prev, frame }), Some((seq, before))) => {
                let prev = if prev == seq { before } else { prev };
                vec![FromRelay::Deliver(Deliver { prev, frame })]
            }
            (FromRelay::Durable(Durable { upto, yours }), Some((seq, before))) if upto == seq => {
                vec![FromRelay::Durable(Durable { upto: before, yours })]
            }
            (frame, _) => vec![frame],
        }
    });
    harness.adds(0, 10);
    harness.pass(1_000);
    assert!(!harness.has(1, 10));
    harness.adds(0, 11);
    harness.pass(40_000);
    let told = harness.notices(0).contains(&Notice::Forked) || harness.notices(1).contains(&Notice::Forked);
    assert!(told, "{:?} {:?}", harness.notices(0), harness.notices(1));
}

/// `[P 74, 77]`
#[test]
fn presence_that_is_replayed_brings_nobody_back() {
    let mut harness = Harness::for_two();
    harness.pass(20_000);
    assert_eq!(harness.facts(0).present.len(), 1);
    let heard = std::rc::Rc::new(std::cell::RefCell::new(Vec::new()));
    let tape = heard.clone();
    harness.tamper = Box::new(move |seat, frame| {
        if seat == 0 && matches!(frame, FromRelay::PassedOn(_)) {
            tape.borrow_mut().push(frame.clone());
        }
        vec![frame]
    });
    harness.pass(40_000);
    harness.crash(1);
    let heard = heard.take();
    assert!(!heard.is_empty());
    // From now on the relay repeats everything before each frame.
    harness.tamper = Box::new(move |seat, frame| {
        let mut again = if seat == 0 { heard.clone() } else { Vec::new() };
        again.push(frame);
        again
    });
    harness.pass(10_000);
    harness.adds(0, 10);
    harness.pass(1_000);
    assert_eq!(harness.facts(0).present.len(), 0);
}

/// `[P 64]`
#[test]
fn a_tick_a_letter_a_caret_and_a_receipt_are_of_one_size() {
    let mut harness = Harness::of(u64::MAX);
    harness.adds(0, 10);
    harness.writes(0, 10, "a");
    harness.pass(1_000);
    let sizes = std::rc::Rc::new(std::cell::RefCell::new(Vec::new()));
    let tape = sizes.clone();
    harness.tamper = Box::new(move |_, frame| {
        match &frame {
            FromRelay::Deliver(deliver) => tape.borrow_mut().push(("logged", deliver.frame.sealed.len())),
            FromRelay::PassedOn(passed) => tape.borrow_mut().push(("passed on", passed.sealed.len())),
            _ => {}
        }
        vec![frame]
    });
    let mut seen = Vec::new();
    let mut note = |what: &'static str, sizes: &std::cell::RefCell<Vec<(&'static str, usize)>>| {
        let all = sizes.take();
        assert!(!all.is_empty(), "{what} was not seen");
        seen.extend(all.into_iter().map(|(_, size)| (what, size)));
    };
    harness.edit(0, Edit::Agenda(AgendaEdit::SetDiscussed { item: item(10), discussed: true }));
    harness.pass(50);
    note("a tick", &sizes);
    harness.writes(0, 10, "b");
    harness.pass(50);
    note("a letter", &sizes);
    harness.point(0, 10, 1);
    harness.pass(50);
    note("a caret", &sizes);
    // Ben sends nothing; after a while he sends a receipt.
    harness.pass(40_000);
    note("a receipt or a heartbeat", &sizes);
    // Ephemerals and snapshots carry their replica and counter, 24 bytes that a logged frame has outside of the seal.
    let odd: Vec<_> = seen.iter().filter(|(_, size)| ![296, 296 + 24].contains(size)).collect();
    assert!(odd.is_empty(), "{odd:?}");
}

#[test]
fn junk_under_anothers_frame_id_keeps_the_genuine_frame_from_nobody() {
    let mut harness = Harness::for_two();
    harness.tamper = Box::new(|seat, frame| match frame {
        FromRelay::Deliver(deliver) if seat == 1 => {
            let mut junk = deliver.clone();
            junk.frame.sealed = vec![0x55; 296];
            vec![FromRelay::Deliver(junk), FromRelay::Deliver(deliver)]
        }
        frame => vec![frame],
    });
    harness.adds(0, 10);
    harness.pass(1_000);
    assert!(harness.has(1, 10));
    assert!(harness.notices(1).contains(&Notice::Damaged(1)));
    harness.assert_whole();
}

/// `[P 67]`
#[test]
fn a_poisoned_frame_is_quarantined_and_reported_and_the_log_is_still_trimmed() {
    let mut harness = Harness::for_two();
    harness.adds(0, 10);
    let mut rogue = harness.rogue(77);
    for update in
        [TRAP.to_vec(), vec![0xff; 40], vec![1, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]]
    {
        harness.push(&mut rogue, &harm(update));
    }
    harness.pass(1_000);
    for seat in [0, 1] {
        assert!(harness.has(seat, 10), "nothing of the other's is lost");
        assert_eq!(harness.notices(seat).iter().filter(|notice| **notice == Notice::Damaged(1)).count(), 3);
    }
    harness.adds(1, 11);
    for _ in 0..20 {
        harness.writes(0, 10, "and more to say ");
        harness.pass(200);
    }
    harness.pass(60_000);
    assert!(harness.has(0, 11) && harness.has(1, 11));
    assert!(harness.relay().trims() > 0, "three bad frames do not keep a room from being trimmed");
    harness.assert_whole();
}

/// `[P 38]`
#[test]
fn a_snapshot_that_leaves_something_out_is_not_confirmed_and_is_replaced() {
    let mut harness = Harness::of(u64::MAX);
    for number in 10..13 {
        harness.adds(0, number);
    }
    harness.pass(1_000);
    let rogue = harness.rogue(77);
    puts_an_empty_snapshot_for_anas(&mut harness, &rogue);
    harness.pass(30_000);
    assert!(harness.notices(1).contains(&Notice::Lacking), "{:?}", harness.notices(1));
    harness.assert_whole();
    assert!((10..13).all(|number| harness.has(2, number)), "a page that joins later reads everything");
    assert!(harness.relay().trims() > 0, "Ana confirmed what Ben put in its place");
}

/// A rogue with the key puts an empty document in place of Ana's snapshot.
fn puts_an_empty_snapshot_for_anas(harness: &mut Harness, rogue: &Rogue) {
    let (log, covers) = (LogId([1; 16]), harness.durable());
    let document = alongside_room::Room::new(5).snapshot();
    let snapshot = Snapshot {
        covers,
        log,
        chain: Chain::START,
        previous: None,
        skipped: Vec::new(),
        author: Some(member(0).0),
        document,
    };
    let bytes = seal::seal_carried(
        &secret().keys(),
        &mut rng(),
        Kind::Snapshot,
        ReplicaId([77; 16]),
        Counter(0),
        &snapshot.encode(),
    );
    harness.say(rogue, &ToRelay::SnapshotPut(SnapshotPut { covers, expects: None, part: 0, parts: 1, bytes }));
}

/// `[P 75]`
#[test]
fn a_false_digest_beside_an_incomplete_snapshot_takes_nothing_from_any_screen() {
    let mut harness = Harness::of(u64::MAX);
    for number in 10..13 {
        harness.adds(0, number);
    }
    harness.pass(1_000);
    let mut rogue = harness.rogue(77);
    puts_an_empty_snapshot_for_anas(&mut harness, &rogue);
    // Nobody has compared the snapshot yet, and a page that believes this digest reads everything again.
    let lie = Digest { durable: harness.durable(), content: [9; 16] };
    harness.claims(&mut rogue, lie);
    for step in 0..50 {
        for seat in [0, 1] {
            assert!((10..13).all(|number| harness.has(seat, number)), "page {seat} after {step} steps");
        }
        harness.pass(200);
    }
    harness.assert_whole();
}

#[test]
fn a_room_stays_whole_during_a_rebuild_and_when_the_connection_breaks_then() {
    let mut harness = Harness::of(u64::MAX);
    for number in 10..20 {
        harness.adds(0, number);
    }
    harness.pass(1_000);
    let mut rogue = harness.rogue(77);
    let lie = Digest { durable: harness.durable(), content: [9; 16] };
    // The pages that Ana asks for, to read everything again, never arrive.
    harness.tamper = Box::new(|seat, frame| match frame {
        FromRelay::Page(_) | FromRelay::CaughtUp(_) if seat == 0 => Vec::new(),
        frame => vec![frame],
    });
    harness.claims(&mut rogue, lie);
    harness.adds(0, 20);
    assert!((10..21).all(|number| harness.has(0, number)));
    harness.cut(0);
    harness.adds(0, 21);
    harness.pass(200);
    assert!((10..22).all(|number| harness.has(0, number)));
    harness.goes(0);
    let next = harness.comes_back_far_away(0, 0, 80);
    assert!((10..22).all(|number| harness.has(next, number)), "the device stores everything");
    harness.goes(next);
    harness.finds_the_relay(0);
    harness.assert_whole();
    assert!((10..22).all(|number| harness.has(1, number)));
    assert!([0, 1, next].iter().all(|seat| !harness.notices(*seat).contains(&Notice::Rebuilt)), "it had no effect");
}

#[test]
fn a_snapshot_that_does_not_read_back_replaces_nothing() {
    let mut harness = Harness::for_two();
    harness.adds(0, 10);
    // The second value is delivered before the first and does not know of it: which one counts depends on the order.
    let mut rogue = harness.rogue(77);
    for clock in [1, 0] {
        let update = [&[1, 1, 77, clock, 0x28, 1, 6][..], b"blocks", &[1, b'g', 1, 125, clock, 0]].concat();
        harness.push(&mut rogue, &harm(update));
    }
    for letter in 0..500 {
        harness.writes(letter % 2, 10, "x");
        harness.pass(100);
    }
    harness.pass(60_000);
    assert_eq!(harness.digest(0), harness.digest(1));
    assert_eq!(harness.relay().trims(), 0, "no snapshot that reads otherwise replaces the log");
    let kept = harness.frames_kept(0);
    assert!(kept > 500, "{kept} frames are on the device");
    harness.goes(0);
    let next = harness.comes_back_far_away(0, 0, 80);
    assert_eq!(harness.digest(next), harness.digest(1), "without any relay");
    harness.finds_the_relay(0);
    harness.assert_whole();
}

#[test]
fn a_device_that_is_far_from_the_relay_keeps_every_frame_and_sleeps_between() {
    let mut harness = Harness::of(u64::MAX);
    harness.adds(0, 10);
    harness.pass(1_000);
    harness.goes(0);
    for _ in 0..500 {
        harness.writes(0, 10, "x");
        harness.pass(200);
    }
    harness.pass(60_000);
    assert!(harness.frames_kept(0) > 500, "what no relay has is in its frames");
    harness.finds_the_relay(0);
    harness.pass(60_000);
    assert!(harness.frames_kept(0) < 10);
    harness.assert_whole();
}

#[test]
fn a_device_keeps_one_snapshot_in_place_of_hundreds_of_frames_in_a_quiet_moment() {
    let mut harness = Harness::of(u64::MAX);
    harness.adds(0, 10);
    for letter in 0..500 {
        harness.writes(letter % 2, 10, "x");
        harness.pass(100);
    }
    assert!(harness.frames_kept(0) > 400, "somebody writes");
    harness.pass(3_000);
    assert!(harness.frames_kept(0) < 10, "{} frames are on the device", harness.frames_kept(0));
    harness.goes(0);
    let next = harness.comes_back_far_away(0, 0, 80);
    assert_eq!(harness.digest(next), harness.digest(1));
}

/// `[P 34]`
#[test]
fn an_old_snapshot_under_a_newer_number_is_reported_and_the_log_is_read() {
    let mut harness = Harness::for_two();
    harness.adds(0, 10);
    for _ in 0..20 {
        harness.writes(0, 10, "and more to say ");
        harness.pass(200);
    }
    harness.pass(10_500);
    harness.adds(1, 11);
    harness.pass(1_000);
    harness.tamper = Box::new(|seat, frame| match frame {
        FromRelay::Welcome(mut welcome) if seat == 2 => {
            if let Some(head) = &mut welcome.snapshot {
                head.covers = welcome.durable;
            }
            vec![FromRelay::Welcome(welcome)]
        }
        frame => vec![frame],
    });
    let cold = harness.sit(0, 50);
    harness.pass(5_000);
    assert!(harness.notices(cold).contains(&Notice::Forked), "{:?}", harness.notices(cold));
    assert!(harness.has(cold, 10) && harness.has(cold, 11));
    assert_eq!(harness.digest(cold), harness.digest(0));
}

/// `[P 20, 90]`
#[test]
fn two_pages_that_drew_the_same_randomness_end_equal_and_nobody_loses_a_word() {
    // They notice it by their first messages, or by what they wrote before.
    pages_with_the_same_randomness_write(false);
    pages_with_the_same_randomness_write(true);
}

fn pages_with_the_same_randomness_write(far_away: bool) {
    let mut harness = Harness::for_two();
    for number in 10..14 {
        harness.adds(usize::from(number % 2), number);
    }
    let sit = if far_away { Harness::brings_a_copy_far_away } else { Harness::brings_a_copy };
    let (one, other) = (sit(&mut harness, 0, 0, 60), sit(&mut harness, 0, 1, 60));
    harness.pass(1_000);
    for round in 0..4 {
        // Neither receives the other's frames before it writes.
        harness.cut(one);
        harness.cut(other);
        harness.adds(one, 20 + round);
        harness.writes(one, 20 + round, "written by one");
        harness.adds(other, 30 + round);
        harness.writes(other, 10, "and by the other");
        harness.adds(0, 40 + round);
        harness.finds_the_relay(one);
        harness.finds_the_relay(other);
        harness.pass(10_000);
    }
    harness.pass(120_000);
    let all: Vec<u8> = (10..14).chain(20..24).chain(30..34).chain(40..44).collect();
    for seat in [0, 1, one, other] {
        let lost: Vec<&u8> = all.iter().filter(|number| !harness.has(seat, **number)).collect();
        assert!(lost.is_empty(), "page {seat} lost {lost:?}");
        assert_eq!(harness.notes(seat, 20), "written by one");
        assert_eq!(harness.notes(seat, 10), "and by the other".repeat(4));
        assert_eq!(harness.digest(seat), harness.digest(0), "page {seat}");
        assert_eq!(harness.facts(seat).waiting, 0);
    }
    for seat in [0, 1, one, other] {
        assert_eq!(harness.notices(seat), [], "page {seat}: nothing happened to anyone");
    }
    opens_again(&mut harness, other, 1);
    harness.assert_whole();
    assert_eq!(harness.notes(1, 10), "and by the other".repeat(4), "nothing is added twice");
}

/// `[P 75, 90]`
#[test]
fn a_device_that_writes_under_anothers_client_id_hides_none_of_their_words() {
    let mut harness = Harness::for_two();
    harness.adds(0, 10);
    harness.pass(1_000);
    let mut rogue = harness.rogue(77);
    for round in 0..3 {
        harness.adds(0, 50 + round);
        harness.pass(1_000);
        // It knows the client id and clock of Ana's next edit, and uses them first.
        let update = harness.edit_under_client_id_of(0, 30 + round);
        harness.cut(0);
        harness.adds(0, 20 + round);
        harness.writes(0, 10, "and more ");
        harness.push(&mut rogue, &harm(update));
        harness.pass(60_000);
        for seat in [0, 1] {
            assert!(harness.has(seat, 20 + round) && harness.has(seat, 30 + round), "round {round}, page {seat}");
            assert_eq!(harness.notes(seat, 10), "and more ".repeat(usize::from(round) + 1));
        }
        let told = harness.notices(0).iter().filter(|notice| **notice == Notice::Rebuilt).count();
        assert_eq!(told, usize::from(round) + 1, "Ana is told");
    }
    assert!(!harness.notices(1).contains(&Notice::Rebuilt));
    opens_again(&mut harness, 0, 0);
    harness.assert_whole();
}

/// A malicious member's message with this update.
fn harm(update: Vec<u8>) -> Message {
    Message { from: Some(member(1)), updates: vec![update], edits: 1, ..Message::default() }
}

fn number(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

#[test]
fn a_device_that_leaves_a_gap_in_anothers_edits_silences_nobody() {
    let mut harness = Harness::for_two();
    harness.adds(0, 10);
    harness.pass(1_000);
    let mut rogue = harness.rogue(77);
    for round in 0..3 {
        let (client, clock) = harness.next_block_of(0);
        let head = [&[1, 1][..], &number(client), &number(clock + 5), &[0x28, 1, 5]].concat();
        harness.push(&mut rogue, &harm([&head[..], b"tasks\x02zz\x01\x7d\x00\x00"].concat()));
        harness.pass(1_000);
        harness.writes(0, 10, "and more ");
        harness.adds(0, 20 + round);
        harness.pass(1_000);
        for seat in [0, 1] {
            assert_eq!(harness.notes(seat, 10), "and more ".repeat(usize::from(round) + 1), "page {seat}");
            assert!(harness.has(seat, 20 + round));
        }
    }
    let next = harness.comes_back_far_away(0, 0, 80);
    assert_eq!(harness.notes(next, 10), "and more ".repeat(3), "it is on the device, too");
    harness.finds_the_relay(next);
    harness.assert_whole();
}

#[test]
fn a_pending_update_that_proves_damaged_is_quarantined_and_not_the_one_that_came_last() {
    let mut harness = Harness::for_two();
    harness.adds(0, 10);
    harness.pass(1_000);
    let (client, clock) = harness.next_block_of(0);
    let mut rogue = harness.rogue(77);
    // The update refers to what Ana is going to write next, as if that were a map.
    let update = [&[1, 1, 9, 0, 0x28, 0][..], &number(client), &number(clock), b"\x01k\x01\x7d\x00\x00"].concat();
    harness.push(&mut rogue, &harm(update));
    harness.pass(1_000);
    for _ in 0..3 {
        harness.writes(0, 10, "Ana ");
        harness.pass(1_000);
        harness.writes(1, 10, "Ben ");
        harness.pass(1_000);
    }
    for seat in [0, 1] {
        assert_eq!(harness.notes(seat, 10), "Ana Ben Ana Ben Ana Ben ", "page {seat}");
        assert_eq!(harness.notices(seat), [Notice::Damaged(1)], "page {seat}");
    }
    harness.assert_whole();
}

#[test]
fn junk_that_is_durable_first_under_a_frame_id_takes_nothing_from_the_genuine_frame() {
    let mut harness = Harness::for_two();
    harness.adds(0, 10);
    harness.pass(1_000);
    let rogue = harness.rogue(77);
    harness.cut(0);
    harness.adds(0, 11);
    harness.pass(50);
    for ahead in 0..3 {
        let (replica, counter) = harness.next_frame_of(0);
        harness.pushes_junk(&rogue, replica, Counter(counter.0 - 1 + ahead));
    }
    harness.pass(60_000);
    assert!([0, 1].iter().all(|seat| harness.has(*seat, 11)));
    assert_eq!(harness.facts(0).waiting, 0);
    let next = harness.comes_back_far_away(1, 1, 80);
    assert!(harness.has(next, 11), "Ben has it, as Ana is told");
    harness.finds_the_relay(next);
    harness.assert_whole();
}

/// The next page on a device has the same content as all others, and nobody has anything to report.
fn opens_again(harness: &mut Harness, seat: usize, person: usize) {
    harness.goes(seat);
    let next = harness.comes_back(seat, person, 90);
    harness.pass(120_000);
    assert_eq!(harness.digest(next), harness.digest(1));
    assert_eq!(harness.notices(next), [], "it differs at first");
    harness.finds_the_relay(seat);
}
