//! What must hold of the room's decoders, whatever the bytes: run by the fuzzers in `fuzz/` and over their corpora.

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

/// An update that arrives in a room with content.
pub fn update(bytes: &[u8]) {
    let mut room = sample();
    if room.apply(bytes).is_err() {
        // A part of it may be applied, until the room is rebuilt.
        return exercise(&mut room);
    }
    if let Some((from, since)) = author(bytes).expect("it was merged") {
        let to = from ^ 1;
        let renamed = Renaming { from, since, to }.apply(bytes).expect("all of its edits");
        // An error is right only if the update refers to blocks of the new client id.
        assert!(author(&renamed).is_err() || author(&renamed) == Ok(Some((to, 0))));
    }
    let digest = room.digest();
    room.apply(bytes).expect("it was merged before");
    assert_eq!(room.digest(), digest, "twice is not once");
    assert_survives_storing(&room);

    let missing = room.missing_from(&sample().state_vector()).expect("its own state vector");
    let mut other = sample();
    other.apply(&missing).expect("its own update");
    if !room.has_pending() {
        assert_eq!(other.digest(), digest, "the missing updates do not fill the gap");
    }
    exercise(&mut room);
    merge_first(bytes);
}

/// Two updates that no replica here made, merged in both orders.
pub fn updates(bytes: &[u8]) {
    let Some((cut, rest)) = bytes.split_first_chunk::<2>() else { return };
    let (one, other) = rest.split_at(usize::from(u16::from_le_bytes(*cut)).min(rest.len()));
    if !have_distinct_authors(&[one, other, &SAMPLE.update]) {
        return;
    }
    let both = |first: &[u8], second: &[u8]| {
        let mut room = sample();
        room.apply(first)?;
        room.apply(second)?;
        Ok::<_, Damaged>(room)
    };
    if let (Ok(mut here), Ok(there)) = (both(one, other), both(other, one)) {
        assert_eq!(here.digest(), there.digest(), "order matters");
        exercise(&mut here);
    }
}

/// A whole document, from a relay or a device.
pub fn snapshot(bytes: &[u8]) {
    let mut room = Room::new(ME);
    if room.load(bytes).is_err() {
        return exercise(&mut room);
    }
    let digest = room.digest();
    room.load(bytes).expect("it was loaded before");
    assert_eq!(room.digest(), digest, "twice is not once");
    assert_survives_storing(&room);
    // A relay's snapshot may arrive on a device that has one of its own.
    let mut two = sample();
    if two.load(bytes).is_ok() {
        exercise(&mut two);
    }
    exercise(&mut room);
}

/// A state vector of another copy.
pub fn state_vector(bytes: &[u8]) {
    let mut room = sample();
    let Ok(missing) = room.missing_from(bytes) else { return };
    let digest = room.digest();
    room.apply(&missing).expect("its own update");
    assert_eq!(room.digest(), digest, "the update changes a replica that had it all");
    Room::new(ME).apply(&missing).expect("an update of a room");
}

/// An id in a key of the document or in an invite.
pub fn id(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    if let Ok(id) = text.parse::<MemberId>() {
        assert_eq!(id.to_string(), text, "two keys for one thing");
    }
}

/// Merges an update before everything else: the order must not matter unless two authors share a client id.
fn merge_first(bytes: &[u8]) {
    let mut room = Room::new(ME);
    if !have_distinct_authors(&[bytes, &SAMPLE.update]) || room.apply(bytes).is_err() {
        return;
    }
    room.apply(&SAMPLE.update).expect("an update of a room");
    let mut late = sample();
    late.apply(bytes).expect("it was merged before");
    assert_eq!(room.digest(), late.digest(), "order matters");
    exercise(&mut room);
}

/// A copy that is stored and loaded again must be the same.
fn assert_survives_storing(room: &Room) {
    let mut again = Room::new(ME + 1);
    again.load(&room.snapshot()).expect("its own snapshot");
    assert_eq!(again.digest(), room.digest(), "a snapshot lost something");
}

/// The room can be viewed, now and at the end of time, and edited, and its updates merge elsewhere. The edits are
/// drawn from the room's digest.
fn exercise(room: &mut Room) {
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

/// Makes edits of some kinds, to things that are shown and to things that may not exist.
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

/// Whether no two of these updates share an author. yrs knows authors by their client id alone, and copies diverge
/// when two authors share one, which they notice by their digests `[P 75]`. Worse: when the known blocks of an author
/// end within a block that arrives, yrs 0.28.1 reads freed memory (`BlockSet::exclude`), so that such a case cannot
/// be replayed.
fn have_distinct_authors(updates: &[&[u8]]) -> bool {
    let mut known = BTreeSet::new();
    updates.iter().all(|update| {
        // Only updates that the room accepts are given to yrs here: yrs allocates whatever space an update claims to
        // need.
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

/// A room in which most kinds of edits were made.
struct SampleRoom {
    snapshot: Vec<u8>,
    update: Vec<u8>,
}

fn sample() -> Room {
    let mut room = Room::new(ME);
    room.load(&SAMPLE.snapshot).expect("its own snapshot");
    room
}

static SAMPLE: LazyLock<SampleRoom> = LazyLock::new(|| {
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
    SampleRoom { snapshot: room.snapshot(), update }
});

/// How many edits are made in each room.
const EDITS: usize = 8;

const ME: u64 = 1 << 40;
const ANA: MemberId = MemberId(*b"ana-----");
const BEN: MemberId = MemberId(*b"ben-----");
const ITEM: ItemId = ItemId([1; 8]);
const NEW: ItemId = ItemId([2; 8]);
const TASK: TaskId = TaskId([3; 8]);
const BLOCK: BlockId = BlockId([5; 8]);
