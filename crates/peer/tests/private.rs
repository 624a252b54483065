//! Nothing that is sent, and nothing that anybody but their author keeps, tells whether there are private lines.

#![cfg(not(target_arch = "wasm32"))]

use alongside_peer::{
    Config, Input, Now, Peer, RoomSecret,
    io::{Output, Write},
    private,
};
use alongside_room::{
    Edit, ItemId, KeyringEdit, KeyringSecret, LineAbout, LineId, MemberId, Moment, Notebook, PARCELS_OF_ROOM,
    Reflection, SessionId,
};

const ROOM: [u8; 16] = [9; 16];
/// What each frame with a parcel comes to: nonce, 8 KiB, tag. `[P 158]`
const SEALED: usize = 24 + 8_192 + 16;

/// A notebook of so many lines, each with the canary in it.
fn notebook(lines: u64) -> Notebook {
    let mut notebook = Notebook::new(77);
    for at in 0..lines {
        let about = match at % 4 {
            3 => LineAbout::Item(ItemId(at.to_le_bytes())),
            part => LineAbout::Session(SessionId::FIRST, Reflection::ALL[part as usize]),
        };
        let text = format!("canary {at}: she said more than she meant to");
        notebook.write((LineId(at.to_be_bytes()), about), ["", &text], None, Moment(at)).expect("it is written");
    }
    notebook
}

/// All that a page of a room for one stores and sends of a day on which this notebook is in it: the lengths of all frames, of the
/// snapshot, and everything itself.
fn a_day(seed: u8, notebook: &Notebook) -> (Vec<usize>, usize, Vec<u8>) {
    let at = |mono: u64| Now { mono, wall: 1_800_000_000_000 + mono };
    let secret = RoomSecret::from_bytes([seed; 32]);
    let me = Some(MemberId(secret.keys().id().0));
    let config = Config { secret, me, seed: [seed; 32], origin: "relay.example".to_owned(), compact_above: u64::MAX };
    let mut peer = Peer::new(at(0), config);
    let mut frames = Vec::new();
    let mut said = Vec::new();
    let mut drain = |peer: &mut Peer| {
        while let Some(output) = peer.poll() {
            match output {
                Output::Store(_, writes) => {
                    for write in writes {
                        if let Write::Frame(frame) = write {
                            frames.push(frame.sealed.len());
                            said.extend(frame.sealed);
                        }
                    }
                }
                Output::Send(bytes) | Output::TellTabs(bytes) => said.extend(bytes),
                _ => {}
            }
        }
    };
    peer.handle(at(1), Input::Loaded(Box::default()));
    drain(&mut peer);
    let mut id = 0;
    let mut does = |peer: &mut Peer, now: u64, edit: Edit, drain: &mut dyn FnMut(&mut Peer)| {
        peer.handle(at(now), edit.into());
        peer.handle(at(now), Input::Flush);
        drain(peer);
        id += 1;
        peer.handle(at(now), Input::Stored(alongside_peer::io::WriteId(id)));
        drain(peer);
    };
    let (name, secret) = ("Ben".to_owned(), KeyringSecret([3; 32]));
    does(
        &mut peer,
        2,
        KeyringEdit::Hold { room: ROOM, secret, me: MemberId([1; 8]), name, from: None }.into(),
        &mut drain,
    );
    for turn in 0..24 {
        let (place, parcel) = private::parcel(&notebook.whole(), turn, [turn as u8; 8]);
        let put = KeyringEdit::PutParcel { room: ROOM, at: place, parcel };
        does(&mut peer, 600_000 * (turn + 1), put.into(), &mut drain);
    }
    let mut snapshot = 0;
    if let Write::Snapshot { sealed, .. } = peer.copy_to(&RoomSecret::from_bytes([8; 32])) {
        snapshot = sealed.len();
        said.extend(sealed);
    }
    assert!(snapshot > 0, "the room is copied as a snapshot");
    (frames, snapshot, said)
}

/// `[P 158]`
#[test]
fn what_a_room_for_one_sends_and_keeps_has_one_size_with_no_line_with_one_and_with_hundreds() {
    for seed in [1, 2, 200] {
        let (frames, snapshot, _) = a_day(seed, &notebook(0));
        let parcels = frames.iter().filter(|length| **length > 1_000).count();
        assert_eq!(parcels, 24, "each is in a frame of its own: {frames:?}");
        assert!(frames.iter().all(|length| *length < 1_000 || *length == SEALED), "{frames:?}");
        for lines in [1, 3, 40, 400] {
            let (others, other_snapshot, said) = a_day(seed, &notebook(lines));
            assert_eq!(others, frames, "{lines} lines");
            assert_eq!(other_snapshot, snapshot, "{lines} lines");
            assert!(!said.windows(6).any(|bytes| bytes == b"canary"), "{lines} lines");
        }
    }
}

/// `[P 158]`
#[test]
fn a_device_that_reads_the_parcels_has_every_line() {
    for lines in [0, 1, 400] {
        let mut notebook = notebook(lines);
        let (mut parcels, mut phone) = (private::Parcels::default(), Notebook::new(5));
        for turn in 0..8 {
            let (place, parcel) = private::parcel(&notebook.whole(), turn, [turn as u8; 8]);
            assert!(place < PARCELS_OF_ROOM);
            if let Some(whole) = parcels.take(place, &parcel.into()) {
                phone.merge(&whole).expect("it is a notebook");
            }
        }
        assert_eq!(phone.lines(), notebook.lines(), "{lines} lines");
    }
}
