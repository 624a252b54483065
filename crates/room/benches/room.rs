//! How long a room takes to open and to type in, natively; wasm is about two to three times slower.
//!
//! `cargo bench -p alongside-room` prints `BENCH name\tmeasured\ttarget\tok|MISS\tnote`. With `quick` as argument the
//! room of 700,000 edits is left out.

#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use std::{hint::black_box, time::Instant};

use alongside_room::{
    AgendaEdit, BlockId, BlockKind, Came, CheckBack, CommitmentsEdit, Edit, HabitId, HabitsEdit, HandoffId,
    HandoffReply, HandoffsEdit, ItemId, Level, MemberId, MembersEdit, Moment, NewStep, Place, Role, Room, SessionsEdit,
    ShapeId, ShapesEdit, Status, StepId, TaskId, TasksEdit, TextEdit, TextField, TimerEdit, Who,
};
use yrs::{Doc, Transact, Update, updates::decoder::Decode};

const NOTES: &str = "What would have to be true for this to feel easy? She says no too late and too softly. ";

/// Two people with a copy of the room each; every edit reaches the other copy at once.
struct TwoCopies {
    rooms: [Room; 2],
    now: Moment,
    edits: usize,
}

impl TwoCopies {
    fn new() -> Self {
        let mut pair = Self { rooms: [Room::new(1), Room::new(2)], now: Moment(1_000_000), edits: 0 };
        for n in 0..2 {
            pair.edit(n, MembersEdit::Join { member: member(n), name: format!("P{n}"), role: Role::Coach });
        }
        pair
    }

    fn edit(&mut self, n: usize, edit: impl Into<Edit>) {
        self.now.0 += 200;
        self.edits += 1;
        self.rooms[n].edit(Who { me: member(n), now: self.now }, edit).expect("an edit that applies");
        for update in self.rooms[n].take_updates() {
            self.rooms[1 - n].apply(&update).expect("a genuine update");
        }
    }

    fn type_in(&mut self, n: usize, field: TextField, letter: char) {
        let base = self.rooms[n].text(field).expect("the field is there").to_string();
        let text = format!("{base}{letter}");
        self.edit(n, TextEdit::Retype { field, base, text, caret: None });
    }

    /// One session of about 2,700 edits: twelve points and thirty tasks typed letter by letter, two thousand letters
    /// of notes that both type at once, forty timer edits.
    fn meet(&mut self, number: u64) {
        let id = |kind: u64, n: u64| ((kind << 56) | (number << 16) | n).to_be_bytes();
        for n in 0..12 {
            let (who, item) = ((n % 2) as usize, ItemId(id(1, n)));
            self.edit(who, AgendaEdit::Add { item, title: "S".to_owned(), place: Place::Last });
            "ay no to ops, gently".chars().for_each(|letter| self.type_in(who, TextField::ItemTitle(item), letter));
            for (at, letter) in NOTES.chars().cycle().take(160).enumerate() {
                // The writers alternate by word, as two people who type at the same time do.
                self.type_in(at / 8 % 2, TextField::ItemNotes(item), letter);
            }
            self.edit(who, AgendaEdit::SetDiscussed { item, discussed: n != 5 });
        }
        for n in 0..30 {
            let (who, task) = ((n % 2) as usize, TaskId(id(2, n)));
            let title = "Write the plan".to_owned();
            self.edit(who, TasksEdit::Add { task, title, owner: Some(member(who)), done: false });
            self.edit(who, TasksEdit::SetDue { task, due: Some("2026-11-25".to_owned()) });
            "by Friday".chars().for_each(|letter| self.type_in(who, TextField::TaskTitle(task), letter));
            self.edit(who, TasksEdit::SetStatus { task, status: Status::Done });
        }
        for n in 0..5 {
            let block = BlockId(id(3, n));
            let with = vec![member(0), member(1)];
            self.edit(0, TimerEdit::Start { block, kind: BlockKind::Work, budget: Some(1_500_000), with });
            for _ in 0..3 {
                self.edit(1, TimerEdit::Pause { block });
                self.edit(0, TimerEdit::Resume { block });
            }
            self.edit(1, TimerEdit::Stop { block });
        }
        // A task is handed over, with a briefing, and taken on.
        let (task, handoff) = (TaskId(id(2, 40)), HandoffId(id(5, 0)));
        let until = || CheckBack { day: "2190-01-31".to_owned(), ahead: 60 };
        self.edit(0, TasksEdit::Add { task, title: "Run the workshop".to_owned(), owner: None, done: false });
        self.edit(0, HandoffsEdit::SetOutcome { task, text: NOTES.to_owned() });
        self.edit(0, HandoffsEdit::Offer { task, handoff, to: member(1), level: Level::Solo, until: until() });
        let (reply, line) = (HandoffReply::Accepted, String::new());
        self.edit(1, HandoffsEdit::Answer { task, handoff, reply, until: until(), line });
        self.edit(1, TasksEdit::SetStatus { task, status: Status::Done });
        let session = self.rooms[0].view(self.now).session.id;
        // In every tenth session they change the steps, which makes a copy of them in the room.
        let shape = if number.is_multiple_of(10) { ShapeId(id(4, 0)) } else { ShapeId(*b"shape-50") };
        let new = |n| NewStep { id: StepId([n; 8]), name: "Talk".to_owned(), minutes: 10, prompt: NOTES.to_owned() };
        if number.is_multiple_of(10) {
            self.edit(0, ShapesEdit::Add { shape, name: "Ours".to_owned(), steps: (1..=5).map(new).collect() });
        }
        self.edit(0, ShapesEdit::Follow { session, shape: Some(shape), step: None });
        for n in 1..=5u8 {
            let from = (n > 1).then(|| StepId([n - 1; 8]));
            self.edit(usize::from(n % 2), ShapesEdit::GoTo { session, shape, from, to: StepId([n; 8]) });
        }
        // Each looks back on two commitments of the session before, makes two, and ticks a habit.
        for n in 0..4u64 {
            let who = (n % 2) as usize;
            let before = TaskId(((5 << 56) | (number.wrapping_sub(1) << 16) | n).to_be_bytes());
            if number > 0 {
                self.edit(who, CommitmentsEdit::Answer { task: before, session, came: Some(Came::Done) });
                self.edit(who, CommitmentsEdit::SetLine { task: before, session, line: NOTES.to_owned() });
            }
            let (task, title) = (TaskId(id(5, n)), "If ops calls, then I will say no".to_owned());
            self.edit(who, TasksEdit::Add { task, title, owner: Some(member(who)), done: false });
            self.edit(who, CommitmentsEdit::Commit { task, session });
            self.edit(who, CommitmentsEdit::SetConfidence { task, confidence: Some(4) });
        }
        let habit = HabitId([1; 8]);
        self.edit(0, HabitsEdit::Begin { habit, words: "Ten minutes to plan".to_owned() });
        let week = format!("{}-{:02}-{:02}", 2020 + number / 52, 1 + number % 12, 1 + number % 28);
        self.edit(0, HabitsEdit::Tick { habit, week, done: true });
        self.edit(0, SessionsEdit::Close { session });
    }
}

fn member(n: usize) -> MemberId {
    MemberId([n as u8 + 1; 8])
}

/// The fastest of some runs, in milliseconds.
fn fastest(runs: usize, mut work: impl FnMut()) -> f64 {
    let run = |_| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64() * 1_000.0
    };
    (0..runs).map(run).fold(f64::INFINITY, f64::min)
}

fn report(name: &str, measured: f64, target: f64, note: &str) {
    let verdict = if measured <= target { "ok" } else { "MISS" };
    println!("BENCH {name}\t{measured:.2} ms\t{target} ms\t{verdict}\t{note}");
}

fn opening(sessions: u64, target: f64) {
    let mut pair = TwoCopies::new();
    let building = Instant::now();
    (0..sessions).for_each(|number| pair.meet(number));
    let built = building.elapsed().as_secs_f64();
    let snapshot = pair.rooms[0].snapshot();
    let open = fastest(5, || {
        let mut room = Room::new(9);
        room.load(&snapshot).expect("a genuine snapshot");
        black_box(room.view(pair.now));
    });
    let note = format!(
        "{} KiB, {} sessions, built at {:.0} edits/s",
        snapshot.len() / 1024,
        sessions,
        pair.edits as f64 / built
    );
    report(&format!("room: open {} edits, snapshot to view", pair.edits), open, target, &note);
    let mut room = Room::new(9);
    room.load(&snapshot).expect("a genuine snapshot");
    let alone = fastest(5, || {
        let doc = Doc::with_client_id(9);
        let update = Update::decode_v2(&snapshot).expect("a genuine snapshot");
        doc.transact_mut().apply_update(update).expect("a genuine snapshot");
    });
    report(&format!("room: open {} edits, yrs alone", pair.edits), alone, target, "decode and apply, nothing read");
    let digest = fastest(5, || {
        black_box(room.digest());
    });
    report(&format!("room: digest after {} edits", pair.edits), digest, 100.0, "only when idle");
    let item = room.view(pair.now).agenda[0].id;
    keys(&format!("{} edits", pair.edits), &mut room, item, pair.now);
    let again = fastest(3, || drop(black_box(room.snapshot())));
    let note = format!("{} KiB once loaded", room.snapshot().len() / 1024);
    report(&format!("room: snapshot after {} edits", pair.edits), again, 200.0, &note);
    coming_back(&mut pair, sessions);
}

/// The other went through another session while one was away.
fn coming_back(pair: &mut TwoCopies, sessions: u64) {
    let before = pair.rooms[0].view(pair.now);
    pair.meet(sessions);
    let here = pair.rooms[0].view(pair.now);
    let mut room = Room::new(9);
    room.load(&pair.rooms[0].snapshot()).expect("a genuine snapshot");
    let loaded = room.view(pair.now);
    for (what, now) in [("on one page", here), ("on a page loaded anew", loaded)] {
        let told = fastest(5, || drop(black_box(now.changes_since(&before))));
        let note = format!("{} things changed in one session", now.changes_since(&before).len());
        report(&format!("room: what changed, {sessions} sessions, {what}"), told, 100.0, &note);
    }
}

fn typing() {
    let mut pair = TwoCopies::new();
    for n in 0..2_000u64 {
        let item = ItemId(n.to_be_bytes());
        let title = format!("Say no to ops {n}\n{}", NOTES.repeat(5));
        pair.edit((n % 2) as usize, Edit::Agenda(AgendaEdit::Add { item, title, place: Place::Last }));
    }
    keys("2,000 items", &mut pair.rooms[0], ItemId(1_000u64.to_be_bytes()), pair.now);
}

/// Types each key; every key includes taking its update and reading the view.
fn keys(what: &str, room: &mut Room, item: ItemId, mut now: Moment) {
    let field = TextField::ItemNotes(item);
    room.view(now);
    let mut times = Vec::new();
    for letter in NOTES.chars().cycle().take(500) {
        let start = Instant::now();
        let base = room.text(field).expect("the field is there").to_string();
        let text = format!("{base}{letter}");
        now.0 += 200;
        let who = Who { me: member(0), now };
        room.edit(who, TextEdit::Retype { field, base, text, caret: None }).expect("an edit that applies");
        black_box((room.take_updates(), room.view(now)));
        times.push(start.elapsed().as_secs_f64() * 1_000.0);
    }
    times.sort_by(f64::total_cmp);
    let note = format!("edit, update and view; slowest of 500: {:.2} ms; a frame is 16 ms", times[499]);
    report(&format!("room: a key among {what}, median"), times[250], 4.0, &note);
}

fn main() {
    typing();
    opening(20, 100.0);
    if !std::env::args().any(|argument| argument == "quick") {
        opening(270, 200.0);
    }
}
