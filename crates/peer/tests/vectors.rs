//! The bytes of `docs/protocol.md`, frozen. A change here breaks every room that exists.

#![allow(clippy::panic, reason = "a test that panics has found something")]

use std::fmt::Write as _;

use alongside_peer::{
    Now, RoomSecret, acceptance,
    invitation::{self, Card, CardMember},
    message::{Digest, FrameRange, Have, Heartbeat, Message, Signal, SignalBody, UpdatePart},
    pairing::{Act, Code, Happened, Inviter, Joined, Joiner, Offered},
    seal::{self, Kind},
    sealed_key::{self, DeviceSecret},
    snapshot::Snapshot,
};
use alongside_room::{
    AgreementEdit, AgreementText, Edit, ItemId, MemberId, MembersEdit, Moment, PairingSecret, TextField,
};
use alongside_wire::{
    Chain, Claimant, Counter, FromRelay, LogId, Nonce, Peer, ReplicaId, Seq, SnapshotId, ToRelay, frame, statement,
};
use chacha20::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};

const FROZEN: &str = include_str!("../../../docs/protocol-vectors.txt");

/// `[P 1, 11, 40, 50, 60-64, 70, 83, 84, 110, 111, 121, 125-128, 131, 134, 135]`
#[test]
fn the_vectors_of_the_protocol_page_hold() {
    let mut computed = String::new();
    for (name, bytes) in vectors() {
        let hex = bytes.iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        let _ = writeln!(computed, "{name} = {hex}");
    }
    let frozen: String = FROZEN.lines().filter(|line| !line.starts_with('#')).fold(String::new(), |mut all, line| {
        let _ = writeln!(all, "{line}");
        all
    });
    assert!(computed == frozen, "the protocol's bytes changed; they now are:\n{computed}");
}

fn vectors() -> Vec<(&'static str, Vec<u8>)> {
    let keys = RoomSecret::from_bytes([7; 32]).keys();
    let room = keys.room();
    let (replica, counter) = (ReplicaId([1; 16]), Counter(300));
    let nonce = Nonce([2; 32]);
    let sealed = vec![0xaa; 3];
    let logged = frame::Logged { seq: Seq(16_777_217), replica, counter, sealed: sealed.clone() };
    let head = frame::SnapshotHead { id: SnapshotId([4; 16]), covers: Seq(16_777_216), bytes: 70_000 };
    let signature = keys.sign_auth("room.example:8080", nonce, replica);
    let have = Have { log: LogId([3; 16]), durable: Seq(16_777_217), chain: Chain([5; 16]), kept: true };
    let message = Message {
        from: Some(MemberId([6; 8])),
        have: Some(have),
        updates: vec![vec![0, 0]],
        edits: 1,
        presence: Some(Heartbeat { visible: true, nonce: 9, hears: vec![10, 300], leaving: false }),
        asks: true,
        caret: Some(alongside_peer::io::Caret { field: TextField::ItemNotes(ItemId([8; 8])), at: 130 }),
        digest: Some(Digest { durable: Seq(16_777_217), content: [11; 16] }),
        part: Some(UpdatePart { of: 1, part: 0, parts: 2, bytes: vec![12] }),
        ..Message::default()
    };
    let said = SignalBody::Candidate { candidate: "candidate:1".to_owned(), mid: Some("0".to_owned()), line: None };
    let towards_a_line = Message {
        willing: true,
        signal: Some(Signal { from: 9, to: 300, call: 13, at: 1_800_000_000_000, said }),
        holds: vec![FrameRange { replica, first: Counter(5), last: counter }],
        ..Message::default()
    };
    let snapshot = Snapshot {
        covers: Seq(16_777_217),
        log: LogId([3; 16]),
        chain: Chain([5; 16]),
        previous: Some(SnapshotId([4; 16])),
        skipped: vec![(ReplicaId([1; 16]), Counter(5))],
        author: Some([6; 8]),
        document: vec![0, 0],
    };
    let new = RoomSecret::from_bytes([17; 32]);
    let pointer = sealed_key::seal(&device(14), &device(15).public(), room, &new, device(16)).expect("a public key");
    // The nonces come from ChaCha20 with a seed of 32 zero bytes, so that these blobs can be frozen.
    let rng = || ChaCha20Rng::from_seed([0; 32]);
    let pairing = PairingSecret([18; 32]);
    let member = CardMember { id: [6; 8], name: "Ana".to_owned() };
    let card = Card { room: room.0, members: vec![member], ..Card::default() };
    let deposit = invitation::deposit(&pairing, 900, card, &RoomSecret::from_bytes([7; 32]), &mut rng());
    let to = |frame: ToRelay| frame.encode();
    let from = |frame: FromRelay| frame.encode();
    vec![
        ("secret", vec![7; 32]),
        ("write key", keys.write_key().0.to_vec()),
        ("room id", room.0.to_vec()),
        ("auth statement", statement::auth("Room.example:8080", room, nonce, replica)),
        ("auth signature", signature.to_bytes().to_vec()),
        ("erase statement", statement::erase("room.example:8080", room, nonce)),
        ("chain of one", Chain::START.then(Seq(16_777_217), replica, counter, &sealed).0.to_vec()),
        ("auth", to(ToRelay::Auth(frame::Auth { room, key: keys.write_key(), replica, signature }))),
        ("push", to(ToRelay::Push(frame::Push { replica, counter, sealed: sealed.clone() }))),
        ("pull", to(ToRelay::Pull(frame::Pull { after: Seq(16_777_217) }))),
        (
            "snapshot put",
            to(ToRelay::SnapshotPut(frame::SnapshotPut {
                covers: Seq(300),
                expects: Some(SnapshotId([4; 16])),
                part: 0,
                parts: 2,
                bytes: vec![1],
            })),
        ),
        ("snapshot get", to(ToRelay::SnapshotGet(frame::SnapshotGet { id: SnapshotId([4; 16]) }))),
        ("confirm", to(ToRelay::Confirm(frame::Confirm { id: SnapshotId([4; 16]) }))),
        ("ephemeral", to(ToRelay::Ephemeral(frame::Ephemeral { to: Some(Peer(2)), sealed: sealed.clone() }))),
        ("time?", to(ToRelay::TimeAsk(frame::TimeAsk { echo: 1 }))),
        ("erase", to(ToRelay::Erase(frame::Erase { signature: keys.sign_erase("room.example:8080", nonce) }))),
        ("client bye", to(ToRelay::Bye)),
        ("challenge", from(FromRelay::Challenge(frame::Challenge { nonce }))),
        (
            "welcome",
            from(FromRelay::Welcome(frame::Welcome {
                log: LogId([3; 16]),
                peer: Peer(2),
                durable: Seq(16_777_217),
                trimmed: Seq(0),
                log_bytes: 1000,
                kept_bytes: 3000,
                snapshot: Some(head),
                previous: None,
                peers: vec![Peer(1)],
                now: 1_800_000_000_000,
                ice: vec!["stun:ice.example".into()],
            })),
        ),
        ("deliver", from(FromRelay::Deliver(frame::Deliver { prev: Seq(16_777_216), frame: logged.clone() }))),
        (
            "durable",
            from(FromRelay::Durable(frame::Durable {
                upto: Seq(16_777_217),
                yours: vec![frame::Numbered { seq: Seq(16_777_217), prev: Some(Seq(16_777_216)) }],
            })),
        ),
        ("page", from(FromRelay::Page(frame::LogPage { after: Seq(0), frames: vec![logged] }))),
        ("caught up", from(FromRelay::CaughtUp(frame::CaughtUp { upto: Seq(16_777_217) }))),
        (
            "snapshot part",
            from(FromRelay::SnapshotPart(frame::SnapshotPart {
                id: SnapshotId([4; 16]),
                part: 1,
                parts: 2,
                bytes: vec![1],
            })),
        ),
        ("snapshot ok", from(FromRelay::SnapshotOk(frame::SnapshotOk { head }))),
        ("snapshot conflict", from(FromRelay::SnapshotConflict(frame::SnapshotConflict { current: None }))),
        ("passed on", from(FromRelay::PassedOn(frame::PassedOn { from: Peer(2), sealed }))),
        ("peer up", from(FromRelay::PeerUp(frame::PeerUp { peer: Peer(2) }))),
        ("peer down", from(FromRelay::PeerDown(frame::PeerDown { peer: Peer(2) }))),
        ("time", from(FromRelay::Time(frame::Time { echo: 1, now: 1_800_000_000_000 }))),
        (
            "erased",
            from(FromRelay::Erased(frame::Erased {
                origin: "room.example:8080".into(),
                nonce,
                signature: keys.sign_erase("room.example:8080", nonce),
            })),
        ),
        (
            "error",
            from(FromRelay::Error(frame::ErrorFrame {
                subject: frame::Subject::Push { replica, counter },
                code: frame::ErrorCode::LogFull,
            })),
        ),
        ("bye", from(FromRelay::Bye(frame::Bye { reason: frame::ByeReason::Resync, retry_after: Some(500) }))),
        ("trimmed", from(FromRelay::Trimmed(frame::Trimmed { upto: Seq(16_777_217) }))),
        ("message", message.encode()),
        ("message towards a line", towards_a_line.encode()),
        ("snapshot", snapshot.encode()),
        ("sealed logged", seal::seal(&keys, &mut rng(), replica, counter, &message.encode())),
        (
            "sealed snapshot",
            seal::seal_carried(&keys, &mut rng(), Kind::Snapshot, replica, counter, &snapshot.encode()),
        ),
        (
            "sealed ephemeral",
            seal::seal_carried(&keys, &mut rng(), Kind::Ephemeral, replica, counter, &message.encode()),
        ),
        ("key id", keys.id().0.to_vec()),
        ("device secret", vec![14; 32]),
        ("kept device secret", vec![15; 32]),
        ("ephemeral secret", vec![16; 32]),
        ("new secret", vec![17; 32]),
        ("device public key", device(14).public().to_vec()),
        ("device id", device(14).id().0.to_vec()),
        ("pointer", pointer.to_vec()),
        ("pairing secret", vec![18; 32]),
        ("invitation mailbox", deposit.mailbox.0.to_vec()),
        ("invitation card", deposit.card.clone()),
        ("invitation key", deposit.key.clone()),
        (
            "claim",
            to(ToRelay::Claim(frame::ClaimFrame { mailbox: deposit.mailbox, claimant: Some(Claimant([19; 16])) })),
        ),
        ("withdraw", to(ToRelay::Withdraw(frame::Withdraw { mailbox: deposit.mailbox }))),
        (
            "invitation",
            from(FromRelay::Invitation(frame::InvitationFrame {
                mailbox: deposit.mailbox,
                state: frame::InvitationState::Used { at: 1_800_000_000_000 },
                card: Vec::new(),
                key: deposit.key.clone(),
            })),
        ),
        ("deposit", to(ToRelay::Deposit(deposit))),
    ]
    .into_iter()
    .chain(pairing_vectors())
    .chain(agreement_vectors())
    .collect()
}

/// What the member whose device has the secret of `device secret` agrees to.
fn agreement_vectors() -> Vec<(&'static str, Vec<u8>)> {
    let parts = ["Lead one project of my own", "", "Nothing leaves this room 🤝", "", "", "", "", "I own my learning."];
    let text = AgreementText { planned: Some(5), parts: parts.map(str::to_owned).to_vec() };
    let (me, at) = (MemberId([6; 8]), Moment(1_800_000_000_000));
    let [listed, agreed] = acceptance::agree(&device(14), me, at, text.clone());
    let (Edit::Members(MembersEdit::AddKey { public, .. }), Edit::Agreement(AgreementEdit::Agree(agreed))) =
        (listed, agreed)
    else {
        panic!("other edits");
    };
    vec![
        ("agreement text", text.encode()),
        ("agreement digest", text.digest().to_vec()),
        ("signing key", public.to_vec()),
        ("signer", agreed.signer.0.to_vec()),
        ("acceptance signature", agreed.signature.0.to_vec()),
    ]
}

fn device(byte: u8) -> DeviceSecret {
    DeviceSecret::from_bytes([byte; 32])
}

/// Two who pair, with randomness from ChaCha20: everything that they say.
fn pairing_vectors() -> Vec<(&'static str, Vec<u8>)> {
    const LINK: &str = "https://room.example/#1.EhISEhISEhISEhISEhISEhISEhISEhISEhISEhISEhI";
    let now = Now { mono: 1_000, wall: 1_800_000_000_000 };
    let (of_joiner, of_inviter) = ([22; 32], [21; 32]);
    let stands = |state| FromRelay::Rendezvous(frame::RendezvousFrame { number: 7, state }).encode();
    let challenge = FromRelay::Challenge(frame::Challenge { nonce: Nonce([2; 32]) }).encode();
    let mut inviter = Inviter::begin("en", of_inviter);
    inviter.handle(now, Happened::Arrived(&challenge));
    inviter.handle(now, Happened::Arrived(&stands(frame::RendezvousState::Open)));
    let Offered::Waiting { code, .. } = inviter.offered() else { panic!("{:?}", inviter.offered()) };
    let mut joiner = Joiner::begin(Code::read(&code.to_string()).expect("a code"), now, of_joiner);
    joiner.handle(now, Happened::Arrived(&challenge));
    inviter.handle(now, Happened::Arrived(&stands(frame::RendezvousState::Met)));
    let message = |acts: &[Act]| match acts {
        [Act::Send(sent), ..] => match ToRelay::decode(sent) {
            Ok(alongside_wire::Decoded::Known(ToRelay::Exchange(said))) => said.bytes,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    let said = |bytes: &[u8]| FromRelay::Exchanged(frame::Exchanged { bytes: bytes.to_vec() }).encode();
    let commit = message(&joiner.handle(now, Happened::Arrived(&stands(frame::RendezvousState::Met))));
    let answer = message(&inviter.handle(now, Happened::Arrived(&said(&commit))));
    let reveal = message(&joiner.handle(now, Happened::Arrived(&said(&answer))));
    let confirm = message(&inviter.handle(now, Happened::Arrived(&said(&reveal))));
    joiner.handle(now, Happened::Arrived(&said(&confirm)));
    let Joined::Comparing(emoji) = joiner.joined() else { panic!("{:?}", joiner.joined()) };
    let link = message(&inviter.hand_over(now, LINK));
    let received = message(&joiner.handle(now, Happened::Arrived(&said(&link))));
    // The scalars, before they are reduced, as SPAKE2 draws them: the inviter's after the two words.
    let scalar = |seed, words| {
        let mut rng = ChaCha20Rng::from_seed(seed);
        for _ in 0..words {
            rng.next_u32();
        }
        let mut wide = vec![0; 64];
        rng.fill_bytes(&mut wide);
        wide
    };
    vec![
        ("pairing code", code.to_string().replace(" · ", "-").into_bytes()),
        ("pairing joiner scalar", scalar(of_joiner, 0)),
        ("pairing inviter scalar", scalar(of_inviter, 2)),
        ("pairing commit", commit.clone()),
        ("pairing answer", answer),
        ("pairing reveal", reveal),
        ("pairing confirm", confirm),
        ("pairing emoji", emoji.to_vec()),
        ("pairing link", link),
        ("pairing received", received),
        ("meet", ToRelay::Meet(frame::Meet { number: Some(7) }).encode()),
        ("exchange", ToRelay::Exchange(frame::Exchange { bytes: commit.clone() }).encode()),
        ("end rendezvous", ToRelay::EndRendezvous(frame::EndRendezvous { ending: frame::Ending::Used }).encode()),
        ("rendezvous", stands(frame::RendezvousState::Met)),
        ("exchanged", said(&commit)),
    ]
}
