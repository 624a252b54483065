//! A report and a trace tell what happened, and nothing of what a person wrote or of any key.

#![cfg(not(target_arch = "wasm32"))]

use std::{
    fmt::Debug,
    sync::{Arc, Mutex},
};

use alongside_peer::{
    Config, Input, Now, Peer, RoomSecret,
    io::{Caret, EditCaret, Output},
};
use alongside_room::{
    AgendaEdit, Edit, ItemId, MemberId, MembersEdit, Place, Role, TaskId, TasksEdit, TextEdit, TextField,
};
use base64::{Engine as _, engine::general_purpose};

const SECRET: [u8; 32] = *b"canary secret 0123456789 abcdefg";
const ME: MemberId = MemberId(*b"canaryme");
const ITEM: ItemId = ItemId(*b"canary-i");
const TASK: TaskId = TaskId(*b"canary-t");
const ORIGIN: &str = "canary-origin.example";
const SEED: [u8; 32] = *b"canary seed 0123456789 abcdefghi";

fn at(mono: u64) -> Now {
    Now { mono, wall: 1_800_000_000_000 + mono }
}

/// A peer whose room has a canary in every text that this test can write, all its outputs, and what it traced.
///
/// Every test here listens: `tracing` remembers for each of its places whether anybody does, for all threads together,
/// so a peer that runs unheard beside one that is heard may silence it.
fn filled() -> (Peer, Vec<Output>, String) {
    let traced = Traced::default();
    let written = Arc::clone(&traced.0);
    let (peer, outputs) = tracing::subscriber::with_default(traced, fill);
    let written = std::mem::take(&mut *written.lock().expect("nobody panicked"));
    (peer, outputs, written)
}

fn fill() -> (Peer, Vec<Output>) {
    let (secret, origin) = (RoomSecret::from_bytes(SECRET), ORIGIN.to_owned());
    let mut peer = Peer::new(at(0), Config { secret, me: Some(ME), seed: SEED, origin, compact_above: u64::MAX });
    let caret = Caret { field: TextField::ItemNotes(ITEM), at: 6 };
    let item_text = |field, text: &str| Input::Edit {
        edit: Edit::Text(TextEdit::Retype { field, base: String::new(), text: text.to_owned(), caret: None }),
        caret: EditCaret::Now(Some(caret)),
    };
    let inputs = [
        Input::Loaded(Box::default()),
        Edit::Members(MembersEdit::Join { member: ME, name: "canary name".to_owned(), role: Role::Coach }).into(),
        Edit::Agenda(AgendaEdit::Add { item: ITEM, title: "canary title".to_owned(), place: Place::Last }).into(),
        item_text(TextField::ItemNotes(ITEM), "canary notes"),
        Edit::Tasks(TasksEdit::Add { task: TASK, title: "canary task".to_owned(), owner: None, done: false }).into(),
        Edit::Tasks(TasksEdit::SetFirstStep { task: TASK, step: "canary first step".to_owned() }).into(),
        Input::Undo,
        Input::Redo,
        Input::Redo,
        Input::Caret(Some(caret)),
        Input::LinkUp,
        Input::Frame(b"\x01\x43canary frame".to_vec()),
        Input::LinkDown,
        Input::FromTab(b"canary tab".to_vec()),
        Input::Identify(ME),
        Input::Erase,
        Input::Flush,
    ];
    let mut outputs = Vec::new();
    for (mono, input) in (1..).zip(inputs) {
        peer.handle(at(mono), input);
        outputs.extend(std::iter::from_fn(|| peer.poll()));
    }
    (peer, outputs)
}

/// Asserts that no text of the room is in this text, plain or encoded.
fn assert_without_canaries(text: &str) {
    let secret = RoomSecret::from_bytes(SECRET);
    let keys = secret.keys();
    let bytes: [&[u8]; 9] =
        [&SECRET, &SEED, &ME.0, &ITEM.0, &TASK.0, b"canary", &keys.room().0, &keys.id().0, &keys.write_key().0];
    let lower = text.to_ascii_lowercase();
    assert!(!lower.contains("canary"), "{text}");
    for bytes in bytes {
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let list = format!("{bytes:?}");
        assert!(!lower.contains(&hex) && !text.contains(list.trim_matches(['[', ']'])), "{text}");
        for engine in [general_purpose::STANDARD_NO_PAD, general_purpose::URL_SAFE_NO_PAD] {
            assert!(!text.contains(&engine.encode(bytes)), "{text}");
        }
    }
}

#[test]
fn a_report_names_the_last_transitions_and_the_states_and_nothing_that_a_person_wrote() {
    let (peer, outputs, _) = filled();
    assert!(outputs.contains(&Output::Edited), "the edits were done");
    let report = peer.report(at(100));
    for said in
        ["session waiting", "> edit", "< edited", "> link down", "< erase unreachable", "> flush", "transitions "]
    {
        assert!(report.contains(said), "it says {said:?}: {report}");
    }
    assert_without_canaries(&report);
    assert!(report.lines().count() < 100, "it stays short");
}

#[test]
fn a_trace_says_no_more_than_a_report() {
    let (_, _, written) = filled();
    assert!(written.contains("edited") && written.contains("flush"), "it traces: {written}");
    assert_without_canaries(&written);
}

/// Records everything that is traced.
#[derive(Default)]
struct Traced(Arc<Mutex<String>>);

impl tracing::Subscriber for Traced {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        self.write(|fields| attributes.record(fields));
        tracing::span::Id::from_u64(1)
    }

    fn record(&self, _: &tracing::span::Id, values: &tracing::span::Record<'_>) {
        self.write(|fields| values.record(fields));
    }

    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        self.write(|fields| event.record(fields));
    }

    fn enter(&self, _: &tracing::span::Id) {}

    fn exit(&self, _: &tracing::span::Id) {}
}

impl Traced {
    fn write(&self, record: impl FnOnce(&mut Fields)) {
        let mut fields = Fields(String::new());
        record(&mut fields);
        self.0.lock().expect("nobody panicked").push_str(&fields.0);
    }
}

struct Fields(String);

impl tracing::field::Visit for Fields {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn Debug) {
        self.0.push_str(&format!("{field}={value:?} "));
    }
}
