//! What a page sends to the relay, frame by frame, where docs/protocol.md says what that must be.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::panic, reason = "a test that panics has found something")]

use std::{cell::Cell, rc::Rc};

use alongside_peer::{
    facts::{Sync, Trouble},
    invitation,
    message::Message,
    seal::{self, Kind},
};
use alongside_room::{DeviceId, DevicesEdit, InvitationsEdit, PairingSecret};
use alongside_testkit::harness::{Harness, member, secret};
use alongside_wire::{
    Counter, FromRelay, ReplicaId, Seq, ToRelay,
    frame::{Bye, ByeReason, InvitationFrame, InvitationState, Push},
};

/// The frames that a page has sent since the harness had recorded so many.
fn sent_since(harness: &Harness, seat: usize, since: usize) -> Vec<&ToRelay> {
    harness.sent[since..].iter().filter(|(page, _)| *page == seat).map(|(_, frame)| frame).collect()
}

fn pushes(harness: &Harness, seat: usize, since: usize) -> Vec<&Push> {
    let frames = sent_since(harness, seat, since).into_iter();
    frames.filter_map(|frame| if let ToRelay::Push(push) = frame { Some(push) } else { None }).collect()
}

/// `[P 2]`
#[test]
fn a_page_counts_frames_and_ephemerals_apart_each_from_zero_under_a_replica_of_its_own() {
    let mut harness = Harness::of(u64::MAX);
    harness.goes(1);
    let page = harness.comes_back(1, 1, 60);
    for number in 10..14 {
        harness.adds(page, number);
        harness.point(page, number, 0);
        harness.pass(500);
    }
    let frames: Vec<_> = pushes(&harness, page, 0).into_iter().map(|push| (push.replica, push.counter)).collect();
    let ephemerals: Vec<_> = sent_since(&harness, page, 0)
        .into_iter()
        .filter_map(|frame| if let ToRelay::Ephemeral(ephemeral) = frame { Some(&ephemeral.sealed) } else { None })
        .map(|sealed| seal::open_carried(&secret().keys(), Kind::Ephemeral, sealed).expect("its own seal"))
        .map(|(replica, counter, _)| (replica, counter))
        .collect();
    let replica = frames[0].0;
    let counted = |count: usize| (0..count as u64).map(|counter| (replica, Counter(counter))).collect::<Vec<_>>();
    assert_eq!(frames, counted(frames.len()));
    assert_eq!(ephemerals, counted(ephemerals.len()));
    assert!(frames.len() >= 4 && ephemerals.len() >= 4, "{frames:?} {ephemerals:?}");
    let others: Vec<ReplicaId> = [0, 1].iter().map(|page| pushes(&harness, *page, 0)[0].replica).collect();
    assert!(!others.contains(&replica), "each page load has a replica of its own");
}

/// `[P 16]`
#[test]
fn a_new_page_reads_the_snapshot_and_what_follows_and_others_pull_from_their_position() {
    let mut harness = Harness::for_two();
    harness.adds(0, 10);
    for _ in 0..40 {
        harness.writes(0, 10, "and more to say ");
        harness.pass(200);
    }
    harness.pass(60_000);
    assert!(harness.relay().trims() > 0, "there is a snapshot, and the log begins after it");
    let before = harness.sent.len();
    let cold = harness.sit(0, 61);
    let joined = |harness: &Harness, page: usize, before: usize| -> Vec<&'static str> {
        sent_since(harness, page, before)
            .into_iter()
            .filter_map(|frame| match frame {
                ToRelay::Auth(_) => Some("auth"),
                ToRelay::SnapshotGet(_) => Some("snapshot get"),
                ToRelay::Pull(_) => Some("pull"),
                ToRelay::Push(_) | ToRelay::SnapshotPut(_) => Some("something to keep"),
                _ => None,
            })
            .collect()
    };
    assert!(harness.facts(cold).caught_up);
    assert_eq!(joined(&harness, cold, before), ["auth", "snapshot get", "pull"]);
    harness.pass(2_000);
    harness.goes(cold);
    let before = harness.sent.len();
    let back = harness.comes_back(cold, 0, 62);
    assert!(harness.facts(back).caught_up);
    assert_eq!(joined(&harness, back, before), ["auth", "pull"]);
}

/// `[P 43]`
#[test]
fn a_bye_without_a_retry_time_is_final_and_after_another_the_page_reconnects() {
    for (reason, retry_after, comes_back) in [(ByeReason::Resync, Some(500), true), (ByeReason::Version, None, false)] {
        let mut harness = Harness::for_two();
        let mut said = false;
        harness.tamper = Box::new(move |seat, frame| match frame {
            FromRelay::Deliver(_) if seat == 1 && !said => {
                said = true;
                vec![FromRelay::Bye(Bye { reason, retry_after })]
            }
            frame => vec![frame],
        });
        let before = harness.sent.len();
        harness.adds(0, 10);
        harness.pass(10 * 60_000);
        let joins =
            sent_since(&harness, 1, before).into_iter().filter(|frame| matches!(frame, ToRelay::Auth(_))).count();
        assert_eq!(joins > 0, comes_back, "{retry_after:?}");
        assert_eq!(harness.has(1, 10), comes_back);
    }
}

/// `[P 24, 65]`
#[test]
fn what_is_not_known_to_be_durable_is_pushed_again_byte_for_byte() {
    let mut harness = Harness::of(u64::MAX);
    harness.tamper = Box::new(|seat, frame| match frame {
        FromRelay::Durable(_) if seat == 0 => Vec::new(),
        frame => vec![frame],
    });
    let before = harness.sent.len();
    harness.adds(0, 10);
    let first: Vec<Push> = pushes(&harness, 0, before).into_iter().cloned().collect();
    assert!(!first.is_empty());
    harness.tamper = Box::new(|_, frame| vec![frame]);
    let before = harness.sent.len();
    harness.cut(0);
    harness.pass(60_000);
    let again: Vec<Push> = pushes(&harness, 0, before).into_iter().cloned().collect();
    for push in &first {
        let same: Vec<_> =
            again.iter().filter(|other| (other.replica, other.counter) == (push.replica, push.counter)).collect();
        assert_eq!(same, [push], "once, as it was");
    }
    harness.assert_whole();
}

/// `[P 71]`
#[test]
fn a_page_with_nothing_to_say_pushes_one_receipt_for_what_the_other_said() {
    let mut harness = Harness::of(u64::MAX);
    harness.pass(60_000);
    let before = harness.sent.len();
    let delivered = Rc::new(Cell::new(Seq(0)));
    let note = delivered.clone();
    harness.tamper = Box::new(move |page, frame| {
        if let (1, FromRelay::Deliver(deliver)) = (page, &frame) {
            note.set(deliver.frame.seq);
        }
        vec![frame]
    });
    harness.adds(0, 10);
    harness.pass(120_000);
    let said: Vec<Message> = pushes(&harness, 1, before)
        .into_iter()
        .map(|push| seal::open(&secret().keys(), push.replica, push.counter, &push.sealed).expect("its own seal"))
        .map(|plain| Message::decode(&plain).expect("its own message"))
        .collect();
    let [receipt] = &said[..] else { panic!("{said:?}") };
    let have = receipt.have.expect("a receipt has a have");
    assert!(have.kept && have.durable == delivered.get(), "{have:?}");
    assert_eq!(*receipt, Message { from: receipt.from, have: receipt.have, ..Message::default() }, "and nothing else");
    assert_eq!(harness.facts(0).sync, Sync::HasIt(member(1)));
    assert!(harness.has(1, 10));
}

/// `[P 40]`
#[test]
fn an_erased_room_is_saved_only_where_the_device_has_committed_it() {
    let mut harness = Harness::for_two();
    harness.stores_no_more(1);
    harness.adds(1, 10);
    harness.pass(1_000);
    assert_eq!(harness.facts(1).sync, Sync::HasIt(member(0)));
    harness.erases(0);
    harness.pass(1_000);
    assert_eq!((harness.facts(0).trouble, harness.facts(1).trouble), (Some(Trouble::Erased), Some(Trouble::Erased)));
    assert_eq!(harness.facts(0).sync, Sync::SavedHere);
    assert_eq!(
        harness.facts(1).sync,
        Sync::NotSaved { waiting: 0 },
        "the relay no longer has it, and the device never had"
    );
}

/// `[P 43]`
#[test]
fn a_connection_that_tells_the_time_and_gives_nothing_that_is_asked_for_is_ended_after_45_seconds() {
    let mut harness = Harness::for_two();
    harness.adds(0, 10);
    harness.tamper = Box::new(|seat, frame| match frame {
        FromRelay::Page(_) | FromRelay::CaughtUp(_) if seat == 1 => Vec::new(),
        frame => vec![frame],
    });
    let before = harness.sent.len();
    harness.cut(1);
    let count = |harness: &Harness, kind: fn(&ToRelay) -> bool| {
        sent_since(harness, 1, before).into_iter().filter(|frame| kind(frame)).count()
    };
    let joins = |harness: &Harness| count(harness, |frame| matches!(frame, ToRelay::Auth(_)));
    harness.pass(44_000);
    assert!(count(&harness, |frame| matches!(frame, ToRelay::TimeAsk(_))) > 2, "the relay answers with the time");
    assert_eq!(joins(&harness), 1, "a slow relay is waited for");
    harness.pass(4_000);
    assert_eq!(joins(&harness), 2, "one that gives nothing is left, and dialled again");
    harness.assert_whole();
}

const PAIRING: PairingSecret = PairingSecret([5; 32]);

fn invite(lasts: u32) -> InvitationsEdit {
    let mailbox = invitation::mailbox(&PAIRING).0;
    InvitationsEdit::Invite { mailbox, pairing: PAIRING, under: secret().keys().id(), lasts, first: None }
}

/// What a page said of invitations since then.
fn said_of_invitations(harness: &Harness, page: usize, since: usize) -> Vec<&'static str> {
    let said = sent_since(harness, page, since).into_iter().filter_map(|frame| match frame {
        ToRelay::Deposit(_) => Some("deposit"),
        ToRelay::Withdraw(_) => Some("withdraw"),
        _ => None,
    });
    said.collect()
}

/// `[P 113]`
#[test]
fn an_invitation_is_deposited_by_whichever_member_reaches_the_relay_and_by_nobody_once_it_was_used() {
    let mut harness = Harness::of(u64::MAX);
    let mailbox = invitation::mailbox(&PAIRING);
    harness.goes(0);
    harness.edit(0, invite(0).into());
    harness.pass(5_000);
    assert_eq!(said_of_invitations(&harness, 0, 0), [""; 0], "nobody can be told");
    assert!(harness.facts(0).deposited.is_empty());
    harness.finds_the_relay(0);
    harness.pass(120_000);
    assert_eq!(said_of_invitations(&harness, 0, 0), ["deposit"]);
    assert_eq!(said_of_invitations(&harness, 1, 0), ["deposit"], "the other has the link in the document, too");
    assert_eq!(*harness.facts(0).deposited, [mailbox.0]);

    let mut told = false;
    harness.tamper = Box::new(move |seat, frame| match frame {
        FromRelay::Deliver(_) if seat == 1 && !told => {
            told = true;
            let state = InvitationState::Used { at: 7 };
            let used = InvitationFrame { mailbox, state, card: Vec::new(), key: Vec::new() };
            vec![frame, FromRelay::Invitation(used)]
        }
        frame => vec![frame],
    });
    harness.adds(0, 10);
    harness.pass(5_000);
    let before = harness.sent.len();
    harness.goes(0);
    let back = harness.comes_back(0, 0, 70);
    harness.pass(5_000);
    assert_eq!(said_of_invitations(&harness, back, before), [""; 0], "everybody knows that it was used");
}

/// `[P 113]`
#[test]
fn an_invitation_whose_time_is_over_is_not_deposited_and_one_to_a_key_that_was_rotated_is_withdrawn() {
    let mut harness = Harness::of(u64::MAX);
    harness.goes(0);
    harness.edit(0, invite(60).into());
    harness.pass(61_000);
    harness.finds_the_relay(0);
    harness.pass(120_000);
    assert_eq!(said_of_invitations(&harness, 0, 0), [""; 0]);

    let mut harness = Harness::of(u64::MAX);
    harness.edit(0, invite(0).into());
    harness.pass(1_000);
    let (key, under) = ([9; 32], secret().keys().id());
    harness.edit(0, DevicesEdit::Add { key, name: String::new(), under }.into());
    harness.edit(0, DevicesEdit::RotateKey { from: under, by: DeviceId::of(&key), sealed_keys: Vec::new() }.into());
    harness.pass(5_000);
    assert_eq!(said_of_invitations(&harness, 0, 0), ["deposit", "withdraw"]);
}
