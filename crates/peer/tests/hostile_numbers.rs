//! Numbers from a relay prove nothing: a relay that lies about them, or that was restored from a backup, makes no
//! chip say what is not true, and loses nothing for anyone.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::panic, reason = "a test that panics has found something")]

use std::{cell::Cell, rc::Rc};

use alongside_peer::facts::{Connection, Notice, Sync};
use alongside_testkit::{harness::Harness, relay::Crash};
use alongside_wire::{
    FromRelay, Seq, ToRelay,
    frame::{CaughtUp, Durable, LogPage, Numbered, SnapshotHead, SnapshotPart, Trimmed},
};

const FAR: Seq = Seq(1 << 50);

fn says_that_ben_has_it(harness: &mut Harness, seat: usize) -> bool {
    matches!(harness.facts(seat).sync, Sync::HasIt(_))
}

/// Asserts, at every second of so many, that Ana's chip does not say that Ben has it.
fn never_says_that_ben_has_it(harness: &mut Harness, seat: usize, seconds: u64) {
    for second in 0..seconds {
        assert!(!says_that_ben_has_it(harness, seat), "after {second} s: Ben was given nothing");
        harness.pass(1_000);
    }
}

/// Ana writes while the relay lies to Ben; then he closes his page, and she closes and reopens hers.
fn lies_to_ben(tamper: impl FnMut(usize, FromRelay) -> Vec<FromRelay> + 'static, ben_writes: bool) -> Harness {
    let mut harness = Harness::for_two();
    harness.adds(0, 10);
    harness.pass(60_000);
    assert!(says_that_ben_has_it(&mut harness, 0), "while nobody lies");
    harness.tamper = Box::new(tamper);
    harness.cut(1);
    harness.adds(0, 20);
    if ben_writes {
        harness.pass(2_000);
        harness.adds(1, 30);
    }
    never_says_that_ben_has_it(&mut harness, 0, 60);
    assert!(!harness.has(1, 20), "Ben received none of it");
    harness.goes(1);
    never_says_that_ben_has_it(&mut harness, 0, 60);
    harness.goes(0);
    let ana = harness.comes_back(0, 0, 40);
    never_says_that_ben_has_it(&mut harness, ana, 60);
    harness.goes(ana);
    harness.finds_the_relay(0);
    harness.finds_the_relay(1);
    harness
}

/// `[P 27, 71]`
#[test]
fn caught_up_far_above_what_was_given_makes_nobody_have_it() {
    let tamper = |seat, frame| match frame {
        FromRelay::Deliver(_) | FromRelay::Page(_) | FromRelay::Durable(_) if seat == 1 => Vec::new(),
        FromRelay::CaughtUp(_) if seat == 1 => vec![FromRelay::CaughtUp(CaughtUp { upto: FAR })],
        frame => vec![frame],
    };
    let mut harness = lies_to_ben(tamper, false);
    assert!(!harness.facts(1).caught_up || !harness.has(1, 20));
    harness.assert_whole();
    assert!(says_that_ben_has_it(&mut harness, 0), "now he has");
}

/// `[P 28, 71]`
#[test]
fn numbers_added_to_ones_own_push_make_nobody_have_what_was_kept_from_them() {
    // Each entry names as its predecessor the last number that Ben was told.
    let mut stands_at = None;
    let tamper = move |seat, frame| match frame {
        FromRelay::Deliver(_) | FromRelay::Page(_) if seat == 1 => Vec::new(),
        FromRelay::Durable(Durable { upto, mut yours }) if seat == 1 && !yours.is_empty() => {
            for numbered in &mut yours {
                let before = stands_at.unwrap_or(Seq(numbered.seq.0 - 2));
                let seq = Seq(numbered.seq.0 + 1_000);
                stands_at = Some(seq);
                *numbered = Numbered { seq, prev: Some(before) };
            }
            vec![FromRelay::Durable(Durable { upto: Seq(upto.0 + 1_000), yours })]
        }
        FromRelay::Durable(_) if seat == 1 => Vec::new(),
        frame => vec![frame],
    };
    let mut harness = Harness::of(u64::MAX);
    harness.adds(0, 10);
    harness.pass(60_000);
    harness.tamper = Box::new(tamper);
    harness.adds(0, 20);
    harness.adds(1, 30);
    never_says_that_ben_has_it(&mut harness, 0, 60);
    assert!(!harness.has(1, 20));
    assert!(harness.notices(1).contains(&Notice::Forked), "Ben is told: {:?}", harness.notices(1));
    harness.goes(1);
    // Her position may pass the number that he was told.
    for _ in 0..1_100 {
        harness.writes(0, 10, "x");
    }
    never_says_that_ben_has_it(&mut harness, 0, 30);
    harness.goes(0);
    let ana = harness.comes_back(0, 0, 40);
    never_says_that_ben_has_it(&mut harness, ana, 30);
    harness.goes(ana);
    harness.finds_the_relay(0);
    harness.finds_the_relay(1);
    harness.assert_whole();
    assert!(says_that_ben_has_it(&mut harness, 0), "now he has");
}

/// `[P 22]`
#[test]
fn the_number_of_ones_own_push_above_all_that_is_durable_ends_the_connection_only() {
    let mut harness = Harness::for_two();
    harness.tamper = Box::new(|seat, frame| match frame {
        FromRelay::Durable(Durable { upto, mut yours }) if seat == 1 => {
            yours.iter_mut().for_each(|numbered| numbered.seq.0 += 1_000);
            vec![FromRelay::Durable(Durable { upto, yours })]
        }
        frame => vec![frame],
    });
    harness.adds(0, 10);
    harness.adds(1, 11);
    harness.pass(20_000);
    assert!(harness.has(0, 11) && harness.has(1, 10));
    harness.assert_whole();
    assert_eq!(harness.notices(0), []);
}

/// `[P 22, 28]`
#[test]
fn a_frame_that_was_kept_from_a_page_is_read_as_soon_as_its_own_push_gets_the_next_number() {
    let mut harness = Harness::for_two();
    harness.pass(20_000);
    harness.tamper = Box::new(|seat, frame| match frame {
        FromRelay::Deliver(_) if seat == 1 => Vec::new(),
        FromRelay::Durable(Durable { yours, .. }) if seat == 1 && yours.is_empty() => Vec::new(),
        frame => vec![frame],
    });
    harness.adds(0, 10);
    assert!(!harness.has(1, 10), "it was kept from Ben");
    harness.adds(1, 11);
    harness.pass(100);
    assert!(harness.has(1, 10), "the number before that of his own push is one that he does not have");
    assert_eq!((harness.notices(0), harness.notices(1)), (&[][..], &[][..]), "a gap is no accusation");
    harness.assert_whole();
}

/// `[P 28, 71]`
#[test]
fn a_frame_that_the_number_of_an_own_push_hides_is_read_when_others_say_that_they_have_it() {
    let mut harness = Harness::for_two();
    harness.pass(20_000);
    harness.tamper = Box::new(|seat, frame| match frame {
        FromRelay::Deliver(_) if seat == 1 => Vec::new(),
        FromRelay::Durable(Durable { yours, .. }) if seat == 1 && yours.is_empty() => Vec::new(),
        FromRelay::Durable(Durable { upto, mut yours }) if seat == 1 => {
            yours.iter_mut().for_each(|numbered| numbered.prev = Some(Seq(numbered.seq.0 - 2)));
            vec![FromRelay::Durable(Durable { upto, yours })]
        }
        frame => vec![frame],
    });
    harness.adds(0, 10);
    harness.adds(1, 11);
    harness.tamper = Box::new(|_, frame| vec![frame]);
    assert!(!harness.has(1, 10), "Ben was told that nothing lies between");
    never_says_otherwise_than_so(&mut harness, 40);
    assert!(harness.has(1, 10), "others' haves show that something was withheld from Ben");
    harness.assert_whole();
}

/// Asserts that Ana's chip says that Ben has it only while that is true.
fn never_says_otherwise_than_so(harness: &mut Harness, seconds: u64) {
    for _ in 0..seconds {
        assert!(!says_that_ben_has_it(harness, 0) || harness.has(1, 10));
        harness.pass(1_000);
    }
}

/// `[P 79]`
#[test]
fn nobody_has_what_was_durable_in_a_log_that_is_in_doubt() {
    let mut harness = Harness::for_two();
    for seat in [0, 1] {
        harness.agrees(seat, true);
    }
    harness.pass(60_000);
    assert!(says_that_ben_has_it(&mut harness, 0), "while nobody lies");
    // A point is delivered to Ben under another frame id than its own, so that it does not open, and nobody can read
    // the log again.
    harness.tamper = Box::new(|seat, frame| match frame {
        FromRelay::Deliver(mut deliver) if seat == 1 => {
            deliver.frame.counter = deliver.frame.counter.next();
            vec![FromRelay::Deliver(deliver)]
        }
        FromRelay::Page(_) | FromRelay::CaughtUp(_) => Vec::new(),
        frame => vec![frame],
    });
    harness.direct_is_cut = true;
    harness.adds(0, 10);
    harness.direct_is_cut = false;
    harness.pass(20_000);
    assert!(harness.notices(0).contains(&Notice::Forked), "their logs differ");
    harness.adds(0, 11);
    never_says_that_ben_has_it(&mut harness, 0, 20);
    assert!(harness.has(1, 11) && !harness.has(1, 10), "he received one of two points");
    assert_eq!(harness.facts(0).connection, Connection::Direct);
    harness.assert_whole();
    assert!(says_that_ben_has_it(&mut harness, 0), "now he has");
}

/// `[P 26, 38]`
#[test]
fn pages_and_trims_with_false_numbers_move_no_position() {
    let lies: [fn(FromRelay) -> FromRelay; 4] = [
        |frame| match frame {
            FromRelay::Page(LogPage { after, mut frames }) => {
                frames.iter_mut().for_each(|frame| frame.seq = Seq(frame.seq.0 + 1_000));
                FromRelay::Page(LogPage { after, frames })
            }
            frame => frame,
        },
        |frame| match frame {
            FromRelay::Page(LogPage { frames, .. }) => FromRelay::Page(LogPage { after: Seq(0), frames }),
            frame => frame,
        },
        |frame| match frame {
            FromRelay::Trimmed(_) => FromRelay::Trimmed(Trimmed { upto: FAR }),
            frame => frame,
        },
        |frame| match frame {
            FromRelay::Welcome(mut welcome) => {
                welcome.durable = FAR;
                FromRelay::Welcome(welcome)
            }
            frame => frame,
        },
    ];
    for lie in lies {
        let mut harness = Harness::for_two();
        harness.adds(0, 10);
        harness.pass(20_000);
        harness.tamper = Box::new(move |seat, frame| vec![if seat == 1 { lie(frame) } else { frame }]);
        harness.cut(1);
        for _ in 0..30 {
            harness.writes(0, 10, "and more to say ");
            harness.pass(1_000);
        }
        harness.adds(0, 20);
        for _ in 0..60 {
            assert!(!says_that_ben_has_it(&mut harness, 0) || harness.has(1, 20));
            harness.pass(1_000);
        }
        harness.assert_whole();
    }
}

/// `[P 15, 16]`
#[test]
fn a_restored_backup_loses_nothing_although_the_relay_does_not_notice() {
    for notices in [true, false] {
        let mut harness = Harness::for_two();
        harness.adds(0, 10);
        harness.pass(60_000);
        harness.relay().back_up();
        harness.goes(1);
        for number in 20..28 {
            harness.adds(0, number);
        }
        harness.pass(1_000);
        assert_eq!(harness.facts(0).sync, Sync::Sent);
        harness.cut(0);
        assert!(harness.relay().restore(notices));
        harness.finds_the_relay(1);
        harness.pass(60_000);
        assert!((20..28).all(|number| harness.has(1, number)), "they reach Ben, {notices}");
        let told = harness.notices(0);
        assert!(told.contains(&Notice::Refilled) || told.contains(&Notice::Forked), "Ana is told: {told:?}");
        harness.assert_whole();
    }
}

/// `[P 16]`
#[test]
fn another_frame_under_ones_own_number_is_another_log() {
    let mut harness = Harness::for_two();
    harness.adds(0, 10);
    harness.pass(60_000);
    harness.relay().back_up();
    for seat in [0, 1] {
        harness.cut(seat);
    }
    harness.relay().crash(Crash::AfterCommit);
    harness.pass(30_000);
    harness.goes(1);
    for number in 20..28 {
        harness.adds(0, number);
    }
    harness.pass(1_000);
    harness.goes(0);
    assert!(harness.relay().restore(false));
    // Ben's frames get the numbers that Ana's had, and higher ones.
    harness.finds_the_relay(1);
    for number in 30..45 {
        harness.adds(1, number);
    }
    harness.pass(1_000);
    assert!(!harness.has(1, 20));
    harness.finds_the_relay(0);
    harness.pass(60_000);
    assert!((20..28).all(|number| harness.has(1, number)), "Ben receives what was hers");
    assert!((30..45).all(|number| harness.has(0, number)), "and she receives what was his");
    assert!(harness.notices(0).contains(&Notice::Forked), "{:?}", harness.notices(0));
    harness.assert_whole();
}

/// `[P 16]`
#[test]
fn where_the_log_begins_at_ones_own_number_the_chain_in_the_snapshot_is_compared() {
    let mut harness = Harness::for_two();
    harness.adds(0, 10);
    for _ in 0..20 {
        harness.writes(0, 10, "and more to say ");
        harness.pass(200);
    }
    harness.pass(60_000);
    assert!(harness.relay().trims() > 0);
    // The relay claims that the log was trimmed to an older snapshot.
    harness.tamper = Box::new(|seat, frame| match frame {
        FromRelay::Welcome(mut welcome) if seat == 0 => {
            welcome.trimmed = welcome.durable;
            let covers = welcome.durable;
            welcome.snapshot = welcome.snapshot.map(|head| SnapshotHead { covers, ..head });
            vec![FromRelay::Welcome(welcome)]
        }
        frame => vec![frame],
    });
    harness.sent.clear();
    harness.cut(0);
    harness.pass(5_000);
    let gets = harness.sent.iter().any(|(seat, frame)| *seat == 0 && matches!(frame, ToRelay::SnapshotGet(_)));
    assert!(gets, "it is read for its chain");
    assert!(harness.notices(0).contains(&Notice::Forked), "{:?}", harness.notices(0));
    harness.assert_whole();
}

/// `[P 16]`
#[test]
fn a_page_that_returns_to_the_same_log_reads_one_frame_more_and_reports_nothing() {
    let mut harness = Harness::of(u64::MAX);
    harness.adds(0, 10);
    harness.pass(60_000);
    harness.sent.clear();
    harness.cut(0);
    harness.pass(5_000);
    let pulls: Vec<Seq> = harness
        .sent
        .iter()
        .filter_map(|(seat, frame)| match frame {
            ToRelay::Pull(pull) if *seat == 0 => Some(pull.after),
            _ => None,
        })
        .collect();
    assert_eq!(pulls, [Seq(harness.durable().0 - 1)]);
    assert_eq!(harness.notices(0), []);
    harness.assert_whole();
}

/// `[P 33, 71]`
#[test]
fn a_snapshot_whose_parts_are_misnumbered_for_a_while_is_still_read() {
    let lies: [fn(&mut SnapshotPart); 2] = [|part| part.part += 7, |part| part.bytes.truncate(1)];
    for lie in lies {
        let mut harness = Harness::for_two();
        harness.adds(0, 10);
        for _ in 0..20 {
            harness.writes(0, 10, "and more to say ");
            harness.pass(200);
        }
        harness.pass(60_000);
        assert!(harness.relay().trims() > 0);
        let is_over = Rc::new(Cell::new(false));
        let ends = Rc::clone(&is_over);
        harness.tamper = Box::new(move |seat, frame| match frame {
            FromRelay::SnapshotPart(mut part) if seat > 1 && !ends.get() => {
                lie(&mut part);
                vec![FromRelay::SnapshotPart(part)]
            }
            frame => vec![frame],
        });
        let fresh = harness.sit(1, 40);
        harness.pass(20_000);
        assert!(!harness.has(fresh, 10), "the first snapshot was withheld from this page");
        is_over.set(true);
        harness.pass(120_000);
        assert!(harness.has(fresh, 10), "and is read when it can be");
        harness.assert_whole();
    }
}
