//! What must hold for any bytes at all: run by the fuzzers in `fuzz/` and over their corpora.

use std::{collections::BTreeSet, sync::LazyLock};

use alongside_room::{
    AgendaEdit, BlockId, CommentId, Damaged, Edit, ItemId, MemberId, MembersEdit, Moment, Place, Renaming, Role, Room,
    SessionId, SessionsEdit, TaskId, TasksEdit, TextEdit, TextField, TimerEdit, Who, author,
};
use yrs::{Update, updates::decoder::Decode};

use crate::{
    chance::{Chance, Choices},
    edits::{EditKind, Reach, Screen, draw},
};

/// An update that arrives at a room with content.
pub fn update(bytes: &[u8]) {
    let mut room = ground();
    if room.apply(bytes).is_err() {
        // A part of it may be in there, until the room is made anew.
        return works(&mut room);
    }
    if let Some((from, since)) = author(bytes).expect("it was merged") {
        let to = from ^ 1;
        let renamed = Renaming { from, since, to }.apply(bytes).expect("all of its edits");
        // Unless it refers to somebody of the new name.
        assert!(author(&renamed).is_err() || author(&renamed) == Ok(Some((to, 0))));
    }
    let digest = room.digest();
    room.apply(bytes).expect("it was merged before");
    assert_eq!(room.digest(), digest, "twice is not once");
    keeps(&room);

    let missing = room.missing_from(&ground().state_vector()).expect("its own state vector");
    let mut other = ground();
    other.apply(&missing).expect("its own update");
    if !room.has_pending() {
        assert_eq!(other.digest(), digest, "what was missing is missing still");
    }
    works(&mut room);
    alone(bytes);
}

/// Two updates that nobody here made, one after the other, and the other way round.
pub fn updates(bytes: &[u8]) {
    let Some((cut, rest)) = bytes.split_first_chunk::<2>() else { return };
    let (one, other) = rest.split_at(usize::from(u16::from_le_bytes(*cut)).min(rest.len()));
    if !strangers(&[one, other, &GROUND.update]) {
        return;
    }
    let both = |first: &[u8], second: &[u8]| {
        let mut room = ground();
        room.apply(first)?;
        room.apply(second)?;
        Ok::<_, Damaged>(room)
    };
    if let (Ok(mut here), Ok(there)) = (both(one, other), both(other, one)) {
        assert_eq!(here.digest(), there.digest(), "order matters");
        works(&mut here);
    }
}

/// A whole document, from a relay or a device.
pub fn snapshot(bytes: &[u8]) {
    let mut room = Room::new(ME);
    if room.load(bytes).is_err() {
        return works(&mut room);
    }
    let digest = room.digest();
    room.load(bytes).expect("it was loaded before");
    assert_eq!(room.digest(), digest, "twice is not once");
    keeps(&room);
    // As it is when a relay's snapshot comes to a device that has one of its own.
    let mut two = ground();
    if two.load(bytes).is_ok() {
        works(&mut two);
    }
    works(&mut room);
}

/// What another copy says it has.
pub fn state_vector(bytes: &[u8]) {
    let mut room = ground();
    let Ok(missing) = room.missing_from(bytes) else { return };
    let digest = room.digest();
    room.apply(&missing).expect("its own update");
    assert_eq!(room.digest(), digest, "it lacks what it has");
    Room::new(ME).apply(&missing).expect("an update of a room");
}

/// An id in a key of the document or in an invite.
pub fn id(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    if let Ok(id) = text.parse::<MemberId>() {
        assert_eq!(id.to_string(), text, "two keys for one thing");
    }
}

/// An update before everything else: what came first does not matter, where nobody took another's name.
fn alone(bytes: &[u8]) {
    let mut room = Room::new(ME);
    if !strangers(&[bytes, &GROUND.update]) || room.apply(bytes).is_err() {
        return;
    }
    room.apply(&GROUND.update).expect("an update of a room");
    let mut late = ground();
    late.apply(bytes).expect("it was merged before");
    assert_eq!(room.digest(), late.digest(), "order matters");
    works(&mut room);
}

/// Whoever stores this copy and loads it again has the same.
fn keeps(room: &Room) {
    let mut again = Room::new(ME + 1);
    again.load(&room.snapshot()).expect("its own snapshot");
    assert_eq!(again.digest(), room.digest(), "a snapshot lost something");
}

/// It can be looked at, now and at the end of time, written in, and what is written merged elsewhere. What is written
/// follows from what the room came to.
fn works(room: &mut Room) {
    let who = Who { me: ANA, now: Moment(5_000_000) };
    room.view(Moment(u64::MAX));
    room.digest();
    room.snapshot();
    room.take_updates();
    let title = TextField::ItemTitle(ITEM);
    if let Some(base) = room.text(title) {
        let text = format!("{base} and on 🎉");
        room.edit(who, TextEdit::Retype { field: title, base: base.to_string(), text, caret: None }).ok();
    }
    room.edit(who, AgendaEdit::Add { item: NEW, title: "one more".to_owned(), place: Place::After(ITEM) }).ok();
    room.edit(who, SessionsEdit::Close { session: SessionId::FIRST }).ok();
    edit_anything(room, who);
    room.undo(who).ok();
    room.view(who.now);
    let mut other = Room::new(ME + 1);
    for update in room.take_updates() {
        other.apply(&update).expect("its own update");
    }
}

/// Edits of some kinds, of what is shown and of what may not be there at all.
fn edit_anything(room: &mut Room, who: Who) {
    let [seed, ..] = *room.digest().as_chunks().0 else { return };
    let mut chance = Chance::of(u64::from_le_bytes(seed), "edits");
    let kinds = EditKind::all();
    for reach in [Reach::Screen, Reach::Anything].repeat(EDITS / 2) {
        let view = room.view(who.now);
        let screen = Screen { me: who.me, view: &view, pair: &[ANA, BEN] };
        let kind = chance.pick(&kinds).expect("there are kinds");
        if let Some(edit) = draw(*kind, &screen, reach, &mut chance) {
            room.edit(who, edit).ok();
        }
    }
}

/// No two of these updates are in part of one author. yrs tells authors apart by a number alone, and two that share one
/// diverge, which copies notice by their digests `[P 75]`. Worse: where what is held of an author begins in the middle
/// of a block that arrives, yrs 0.28.1 reads memory after it was freed (`BlockSet::exclude`), so that cannot be replayed.
fn strangers(updates: &[&[u8]]) -> bool {
    let mut known = BTreeSet::new();
    updates.iter().all(|update| {
        // Nothing comes to yrs that the room does not take: it would make room for whatever it is told will come.
        if Room::new(ME).apply(update).is_err() {
            return false;
        }
        let Ok(update) = Update::decode_v1(update) else { return false };
        let (from, to) = (update.state_vector_lower(), update.state_vector());
        let authors: BTreeSet<u64> = from.iter().chain(to.iter()).map(|(author, _)| author.get()).collect();
        let news = authors.is_disjoint(&known);
        known.extend(authors);
        news
    })
}

/// A room in which most things were used.
struct Ground {
    snapshot: Vec<u8>,
    update: Vec<u8>,
}

fn ground() -> Room {
    let mut room = Room::new(ME);
    room.load(&GROUND.snapshot).expect("its own snapshot");
    room
}

static GROUND: LazyLock<Ground> = LazyLock::new(|| {
    let mut room = Room::new(7);
    let mut who = Who { me: ANA, now: Moment(1_000_000) };
    let edits = [
        Edit::Members(MembersEdit::Join { member: ANA, name: "Ana".to_owned(), role: Role::Coach }),
        Edit::Members(MembersEdit::Join { member: BEN, name: "Ben".to_owned(), role: Role::Coachee }),
        Edit::Agenda(AgendaEdit::Add { item: ITEM, title: "Häuser 🎉\nnotes".to_owned(), place: Place::Last }),
        Edit::Agenda(AgendaEdit::Add { item: ItemId([4; 8]), title: "two".to_owned(), place: Place::Last }),
        Edit::Text(TextEdit::Retype {
            field: TextField::ItemTitle(ITEM),
            base: "Häuser 🎉".to_owned(),
            text: "Haus 🎉!".to_owned(),
            caret: None,
        }),
        Edit::Agenda(AgendaEdit::SetDiscussed { item: ITEM, discussed: true }),
        Edit::Agenda(AgendaEdit::Reorder { item: ITEM, place: Place::After(ItemId([4; 8])) }),
        Edit::Agenda(AgendaEdit::Delete { item: ItemId([4; 8]) }),
        Edit::Tasks(TasksEdit::Add { task: TASK, title: "do".to_owned(), owner: Some(BEN), done: false }),
        Edit::Tasks(TasksEdit::AddComment { task: TASK, comment: CommentId([6; 8]), text: "well".to_owned() }),
        Edit::Agenda(AgendaEdit::SetCurrent { session: SessionId::FIRST, item: Some(ITEM) }),
        Edit::Timer(TimerEdit::Start {
            block: BLOCK,
            kind: Default::default(),
            budget: Some(60_000),
            with: vec![ANA, BEN],
        }),
    ];
    for edit in edits {
        who.now.0 += 1_000;
        room.edit(who, edit).expect("an edit that applies");
    }
    let update = room.missing_from(&Room::new(9).state_vector()).expect("a state vector");
    Ground { snapshot: room.snapshot(), update }
});

/// How many edits are made in a room that was told anything.
const EDITS: usize = 8;

const ME: u64 = 1 << 40;
const ANA: MemberId = MemberId(*b"ana-----");
const BEN: MemberId = MemberId(*b"ben-----");
const ITEM: ItemId = ItemId([1; 8]);
const NEW: ItemId = ItemId([2; 8]);
const TASK: TaskId = TaskId([3; 8]);
const BLOCK: BlockId = BlockId([5; 8]);
