//! A relay that lies and a member's device that sends poison: what each is met with, and that nothing is lost by it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::panic, reason = "a test that panics has found something")]

use alongside_peer::{
    facts::Notice,
    message::{Digest, Message},
    seal::{self, Kind},
    snapshot::Snapshot,
};
use alongside_room::{AgendaEdit, Edit};
use alongside_testkit::harness::{Rogue, Table, item, member, rng, secret};
use alongside_wire::{
    Chain, Counter, FromRelay, LogId, ReplicaId, Seq, ToRelay,
    frame::{Deliver, Durable, SnapshotPut},
};

/// Traps a decoder of yrs 0.28.1 on wasm32 (design.md, "Trust nothing that arrives").
const TRAP: [u8; 19] = [1, 1, 7, 0, 4, 1, 1, 116, 255, 255, 255, 255, 15, 104, 101, 108, 108, 111, 0];

/// `[P 28]`
#[test]
fn a_frame_that_the_relay_drops_is_pulled() {
    let mut table = Table::for_two();
    let mut dropped = 0;
    table.tamper = Box::new(move |seat, frame| match frame {
        FromRelay::Deliver(_) if seat == 1 && dropped < 2 => {
            dropped += 1;
            Vec::new()
        }
        frame => vec![frame],
    });
    for number in 10..20 {
        table.adds(0, number);
    }
    table.pass(1_000);
    assert!((10..20).all(|number| table.has(1, number)));
    table.assert_whole();
    assert_eq!(table.notices(1), [], "a gap is no accusation");
}

/// `[P 15]`
#[test]
fn a_relay_that_lost_its_disk_is_filled_again_and_that_is_told() {
    let mut table = Table::for_two();
    table.adds(0, 10);
    table.pass(60_000);
    for seat in [0, 1] {
        table.cut(seat);
    }
    table.server.lose_disk();
    table.pass(60_000);
    assert!([0, 1].iter().any(|seat| table.notices(*seat).contains(&Notice::Refilled)));
    table.assert_whole();
}

#[test]
fn a_room_that_is_new_to_the_relay_was_not_lost_by_it() {
    let mut table = Table::for_two();
    table.adds(0, 10);
    table.pass(60_000);
    for seat in [0, 1] {
        table.goes(seat);
    }
    table.server.lose_disk();
    let copy = table.brings_a_copy(0, 0, 5);
    table.pass(60_000);
    assert!(table.durable() > Seq(0), "what it brought is at the relay");
    assert_eq!(table.notices(copy), []);
}

/// `[P 50, 71]`
#[test]
fn a_relay_that_shows_two_histories_is_told_of() {
    let mut table = Table::for_two();
    // Ben is shown a history without one frame: numbers and links are mended behind it.
    let mut withheld: Option<(Seq, Seq)> = None;
    table.tamper = Box::new(move |seat, frame| {
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
    table.adds(0, 10);
    table.pass(1_000);
    assert!(!table.has(1, 10));
    table.adds(0, 11);
    table.pass(40_000);
    let told = table.notices(0).contains(&Notice::Forked) || table.notices(1).contains(&Notice::Forked);
    assert!(told, "{:?} {:?}", table.notices(0), table.notices(1));
}

/// `[P 74, 77]`
#[test]
fn presence_that_is_replayed_brings_nobody_back() {
    let mut table = Table::for_two();
    table.pass(20_000);
    assert_eq!(table.facts(0).present.len(), 1);
    let heard = std::rc::Rc::new(std::cell::RefCell::new(Vec::new()));
    let tape = heard.clone();
    table.tamper = Box::new(move |seat, frame| {
        if seat == 0 && matches!(frame, FromRelay::PassedOn(_)) {
            tape.borrow_mut().push(frame.clone());
        }
        vec![frame]
    });
    table.pass(40_000);
    table.crash(1);
    let heard = heard.take();
    assert!(!heard.is_empty());
    // Whatever the relay says from now on, it says all of it again before.
    table.tamper = Box::new(move |seat, frame| {
        let mut again = if seat == 0 { heard.clone() } else { Vec::new() };
        again.push(frame);
        again
    });
    table.pass(10_000);
    table.adds(0, 10);
    table.pass(1_000);
    assert_eq!(table.facts(0).present.len(), 0);
}

/// `[P 64]`
#[test]
fn a_tick_a_letter_a_caret_and_a_receipt_are_of_one_size() {
    let mut table = Table::of(u64::MAX);
    table.adds(0, 10);
    table.writes(0, 10, "a");
    table.pass(1_000);
    let sizes = std::rc::Rc::new(std::cell::RefCell::new(Vec::new()));
    let tape = sizes.clone();
    table.tamper = Box::new(move |_, frame| {
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
    table.edit(0, Edit::Agenda(AgendaEdit::SetDiscussed { item: item(10), discussed: true }));
    table.pass(50);
    note("a tick", &sizes);
    table.writes(0, 10, "b");
    table.pass(50);
    note("a letter", &sizes);
    table.point(0, 10, 1);
    table.pass(50);
    note("a caret", &sizes);
    // Ben has said nothing: after a while he says that he has it.
    table.pass(40_000);
    note("a receipt or a heartbeat", &sizes);
    // What is carried names its page itself, 24 bytes that a logged frame has beside it.
    let odd: Vec<_> = seen.iter().filter(|(_, size)| ![296, 296 + 24].contains(size)).collect();
    assert!(odd.is_empty(), "{odd:?}");
}

#[test]
fn junk_under_anothers_name_keeps_the_genuine_frame_from_nobody() {
    let mut table = Table::for_two();
    table.tamper = Box::new(|seat, frame| match frame {
        FromRelay::Deliver(deliver) if seat == 1 => {
            let mut junk = deliver.clone();
            junk.frame.sealed = vec![0x55; 296];
            vec![FromRelay::Deliver(junk), FromRelay::Deliver(deliver)]
        }
        frame => vec![frame],
    });
    table.adds(0, 10);
    table.pass(1_000);
    assert!(table.has(1, 10));
    assert!(table.notices(1).contains(&Notice::Damaged(1)));
    table.assert_whole();
}

/// `[P 67]`
#[test]
fn a_poisoned_frame_is_quarantined_and_told_and_the_log_is_trimmed_all_the_same() {
    let mut table = Table::for_two();
    table.adds(0, 10);
    let mut rogue = table.rogue(77);
    for update in
        [TRAP.to_vec(), vec![0xff; 40], vec![1, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]]
    {
        table.push(&mut rogue, &harm(update));
    }
    table.pass(1_000);
    for seat in [0, 1] {
        assert!(table.has(seat, 10), "nothing of the other's is gone");
        assert_eq!(table.notices(seat).iter().filter(|notice| **notice == Notice::Damaged(1)).count(), 3);
    }
    table.adds(1, 11);
    for _ in 0..20 {
        table.writes(0, 10, "and more to say ");
        table.pass(200);
    }
    table.pass(60_000);
    assert!(table.has(0, 11) && table.has(1, 11));
    assert!(table.server.trims() > 0, "three bad frames do not keep a room from being trimmed");
    table.assert_whole();
}

/// `[P 38]`
#[test]
fn a_snapshot_that_leaves_something_out_is_not_confirmed_and_is_replaced() {
    let mut table = Table::of(u64::MAX);
    for number in 10..13 {
        table.adds(0, number);
    }
    table.pass(1_000);
    let rogue = table.rogue(77);
    puts_an_empty_snapshot_for_anas(&mut table, &rogue);
    table.pass(30_000);
    assert!(table.notices(1).contains(&Notice::Lacking), "{:?}", table.notices(1));
    table.assert_whole();
    assert!((10..13).all(|number| table.has(2, number)), "who comes later reads it all");
    assert!(table.server.trims() > 0, "Ana confirmed what Ben put in its place");
}

/// One who has the key puts a document with nothing in it for Ana's.
fn puts_an_empty_snapshot_for_anas(table: &mut Table, rogue: &Rogue) {
    let (log, covers) = (LogId([1; 16]), table.durable());
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
    table.say(rogue, &ToRelay::SnapshotPut(SnapshotPut { covers, expects: None, part: 0, parts: 1, bytes }));
}

/// `[P 75]`
#[test]
fn a_lie_about_the_content_beside_a_snapshot_that_lacks_it_takes_nothing_from_anyones_screen() {
    let mut table = Table::of(u64::MAX);
    for number in 10..13 {
        table.adds(0, number);
    }
    table.pass(1_000);
    let mut rogue = table.rogue(77);
    puts_an_empty_snapshot_for_anas(&mut table, &rogue);
    // Nobody has looked at it yet, and whoever believes this reads everything again.
    let lie = Digest { durable: table.durable(), content: [9; 16] };
    table.claims(&mut rogue, lie);
    for step in 0..50 {
        for seat in [0, 1] {
            assert!((10..13).all(|number| table.has(seat, number)), "page {seat} after {step} steps");
        }
        table.pass(200);
    }
    table.assert_whole();
}

#[test]
fn a_room_that_is_made_again_is_all_there_meanwhile_and_when_the_line_breaks_then() {
    let mut table = Table::of(u64::MAX);
    for number in 10..20 {
        table.adds(0, number);
    }
    table.pass(1_000);
    let mut rogue = table.rogue(77);
    let lie = Digest { durable: table.durable(), content: [9; 16] };
    // What Ana asks for to read everything again never comes.
    table.tamper = Box::new(|seat, frame| match frame {
        FromRelay::Page(_) | FromRelay::CaughtUp(_) if seat == 0 => Vec::new(),
        frame => vec![frame],
    });
    table.claims(&mut rogue, lie);
    table.adds(0, 20);
    assert!((10..21).all(|number| table.has(0, number)));
    table.cut(0);
    table.adds(0, 21);
    table.pass(200);
    assert!((10..22).all(|number| table.has(0, number)));
    table.goes(0);
    let next = table.comes_back_far_away(0, 0, 80);
    assert!((10..22).all(|number| table.has(next, number)), "the device holds it all");
    table.goes(next);
    table.finds_the_relay(0);
    table.assert_whole();
    assert!((10..22).all(|number| table.has(1, number)));
    assert!([0, 1, next].iter().all(|seat| !table.notices(*seat).contains(&Notice::Rebuilt)), "nothing came of it");
}

#[test]
fn a_room_that_would_not_read_back_keeps_what_it_was_made_of() {
    let mut table = Table::for_two();
    table.adds(0, 10);
    // Its second put is written down before its first, and does not know of it: one order shows this, the other that.
    let mut rogue = table.rogue(77);
    for clock in [1, 0] {
        let update = [&[1, 1, 77, clock, 0x28, 1, 6][..], b"blocks", &[1, b'g', 1, 125, clock, 0]].concat();
        table.push(&mut rogue, &harm(update));
    }
    for letter in 0..500 {
        table.writes(letter % 2, 10, "x");
        table.pass(100);
    }
    table.pass(60_000);
    assert_eq!(table.digest(0), table.digest(1));
    assert_eq!(table.server.trims(), 0, "nothing stands for the log that reads otherwise");
    let kept = table.frames_kept(0);
    assert!(kept > 500, "{kept} frames are on the device");
    table.goes(0);
    let next = table.comes_back_far_away(0, 0, 80);
    assert_eq!(table.digest(next), table.digest(1), "without any relay");
    table.finds_the_relay(0);
    table.assert_whole();
}

#[test]
fn a_device_that_is_far_from_the_relay_keeps_every_frame_and_sleeps_between() {
    let mut table = Table::of(u64::MAX);
    table.adds(0, 10);
    table.pass(1_000);
    table.goes(0);
    for _ in 0..500 {
        table.writes(0, 10, "x");
        table.pass(200);
    }
    table.pass(60_000);
    assert!(table.frames_kept(0) > 500, "what no relay has stands in its frames");
    table.finds_the_relay(0);
    table.pass(60_000);
    assert!(table.frames_kept(0) < 10);
    table.assert_whole();
}

#[test]
fn a_device_keeps_one_snapshot_in_place_of_hundreds_of_frames_in_a_quiet_moment() {
    let mut table = Table::of(u64::MAX);
    table.adds(0, 10);
    for letter in 0..500 {
        table.writes(letter % 2, 10, "x");
        table.pass(100);
    }
    assert!(table.frames_kept(0) > 400, "somebody writes");
    table.pass(3_000);
    assert!(table.frames_kept(0) < 10, "{} frames are on the device", table.frames_kept(0));
    table.goes(0);
    let next = table.comes_back_far_away(0, 0, 80);
    assert_eq!(table.digest(next), table.digest(1));
}

/// `[P 34]`
#[test]
fn an_old_snapshot_under_a_newer_number_is_told_of_and_the_log_is_read() {
    let mut table = Table::for_two();
    table.adds(0, 10);
    for _ in 0..20 {
        table.writes(0, 10, "and more to say ");
        table.pass(200);
    }
    table.pass(10_500);
    table.adds(1, 11);
    table.pass(1_000);
    table.tamper = Box::new(|seat, frame| match frame {
        FromRelay::Welcome(mut welcome) if seat == 2 => {
            if let Some(head) = &mut welcome.snapshot {
                head.covers = welcome.durable;
            }
            vec![FromRelay::Welcome(welcome)]
        }
        frame => vec![frame],
    });
    let cold = table.sit(0, 50);
    table.pass(5_000);
    assert!(table.notices(cold).contains(&Notice::Forked), "{:?}", table.notices(cold));
    assert!(table.has(cold, 10) && table.has(cold, 11));
    assert_eq!(table.digest(cold), table.digest(0));
}

/// `[P 20, 90]`
#[test]
fn two_pages_that_drew_the_same_randomness_end_equal_and_nobody_loses_a_word() {
    // They learn of it by what they say when they come, or by what they wrote before.
    pages_with_the_same_randomness_write(false);
    pages_with_the_same_randomness_write(true);
}

fn pages_with_the_same_randomness_write(far_away: bool) {
    let mut table = Table::for_two();
    for number in 10..14 {
        table.adds(usize::from(number % 2), number);
    }
    let sit = if far_away { Table::brings_a_copy_far_away } else { Table::brings_a_copy };
    let (one, other) = (sit(&mut table, 0, 0, 60), sit(&mut table, 0, 1, 60));
    table.pass(1_000);
    for round in 0..4 {
        // Neither hears the other before it writes.
        table.cut(one);
        table.cut(other);
        table.adds(one, 20 + round);
        table.writes(one, 20 + round, "said by one");
        table.adds(other, 30 + round);
        table.writes(other, 10, "and by the other");
        table.adds(0, 40 + round);
        table.finds_the_relay(one);
        table.finds_the_relay(other);
        table.pass(10_000);
    }
    table.pass(120_000);
    let all: Vec<u8> = (10..14).chain(20..24).chain(30..34).chain(40..44).collect();
    for seat in [0, 1, one, other] {
        let lost: Vec<&u8> = all.iter().filter(|number| !table.has(seat, **number)).collect();
        assert!(lost.is_empty(), "page {seat} lost {lost:?}");
        assert_eq!(table.notes(seat, 20), "said by one");
        assert_eq!(table.notes(seat, 10), "and by the other".repeat(4));
        assert_eq!(table.digest(seat), table.digest(0), "page {seat}");
        assert_eq!(table.facts(seat).waiting, 0);
    }
    for seat in [0, 1, one, other] {
        assert_eq!(table.notices(seat), [], "page {seat}: nothing happened to anyone");
    }
    opens_again(&mut table, other, 1);
    table.assert_whole();
    assert_eq!(table.notes(1, 10), "and by the other".repeat(4), "nothing comes twice");
}

/// `[P 75, 90]`
#[test]
fn a_device_that_writes_under_anothers_client_id_hides_none_of_their_words() {
    let mut table = Table::for_two();
    table.adds(0, 10);
    table.pass(1_000);
    let mut rogue = table.rogue(77);
    for round in 0..3 {
        table.adds(0, 50 + round);
        table.pass(1_000);
        // It knows what Ana will call her next edit, and is there first.
        let update = table.edit_in_the_name_of(0, 30 + round);
        table.cut(0);
        table.adds(0, 20 + round);
        table.writes(0, 10, "and more ");
        table.push(&mut rogue, &harm(update));
        table.pass(60_000);
        for seat in [0, 1] {
            assert!(table.has(seat, 20 + round) && table.has(seat, 30 + round), "round {round}, page {seat}");
            assert_eq!(table.notes(seat, 10), "and more ".repeat(usize::from(round) + 1));
        }
        let told = table.notices(0).iter().filter(|notice| **notice == Notice::Rebuilt).count();
        assert_eq!(told, usize::from(round) + 1, "Ana is told");
    }
    assert!(!table.notices(1).contains(&Notice::Rebuilt));
    opens_again(&mut table, 0, 0);
    table.assert_whole();
}

/// The message of a member who means harm, with this update.
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
    let mut table = Table::for_two();
    table.adds(0, 10);
    table.pass(1_000);
    let mut rogue = table.rogue(77);
    for round in 0..3 {
        let (client, clock) = table.next_name_of(0);
        let head = [&[1, 1][..], &number(client), &number(clock + 5), &[0x28, 1, 5]].concat();
        table.push(&mut rogue, &harm([&head[..], b"tasks\x02zz\x01\x7d\x00\x00"].concat()));
        table.pass(1_000);
        table.writes(0, 10, "and more ");
        table.adds(0, 20 + round);
        table.pass(1_000);
        for seat in [0, 1] {
            assert_eq!(table.notes(seat, 10), "and more ".repeat(usize::from(round) + 1), "page {seat}");
            assert!(table.has(seat, 20 + round));
        }
    }
    let next = table.comes_back_far_away(0, 0, 80);
    assert_eq!(table.notes(next, 10), "and more ".repeat(3), "it is on the device as well");
    table.finds_the_relay(next);
    table.assert_whole();
}

#[test]
fn what_waits_for_something_else_than_comes_is_quarantined_and_not_what_comes() {
    let mut table = Table::for_two();
    table.adds(0, 10);
    table.pass(1_000);
    let (client, clock) = table.next_name_of(0);
    let mut rogue = table.rogue(77);
    // In what Ana is going to write next, as if that were a map.
    let update = [&[1, 1, 9, 0, 0x28, 0][..], &number(client), &number(clock), b"\x01k\x01\x7d\x00\x00"].concat();
    table.push(&mut rogue, &harm(update));
    table.pass(1_000);
    for _ in 0..3 {
        table.writes(0, 10, "Ana ");
        table.pass(1_000);
        table.writes(1, 10, "Ben ");
        table.pass(1_000);
    }
    for seat in [0, 1] {
        assert_eq!(table.notes(seat, 10), "Ana Ben Ana Ben Ana Ben ", "page {seat}");
        assert_eq!(table.notices(seat), [Notice::Damaged(1)], "page {seat}");
    }
    table.assert_whole();
}

#[test]
fn junk_that_is_durable_under_a_name_before_its_frame_takes_nothing_from_it() {
    let mut table = Table::for_two();
    table.adds(0, 10);
    table.pass(1_000);
    let rogue = table.rogue(77);
    table.cut(0);
    table.adds(0, 11);
    table.pass(50);
    for ahead in 0..3 {
        let (replica, counter) = table.next_frame_of(0);
        table.pushes_junk(&rogue, replica, Counter(counter.0 - 1 + ahead));
    }
    table.pass(60_000);
    assert!([0, 1].iter().all(|seat| table.has(*seat, 11)));
    assert_eq!(table.facts(0).waiting, 0);
    let next = table.comes_back_far_away(1, 1, 80);
    assert!(table.has(next, 11), "Ben has it, as Ana is told");
    table.finds_the_relay(next);
    table.assert_whole();
}

/// The next page on a device comes to what all others have, and nobody has anything to tell.
fn opens_again(table: &mut Table, seat: usize, person: usize) {
    table.goes(seat);
    let next = table.comes_back(seat, person, 90);
    table.pass(120_000);
    assert_eq!(table.digest(next), table.digest(1));
    assert_eq!(table.notices(next), [], "it comes to something else first");
    table.finds_the_relay(seat);
}
