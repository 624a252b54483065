//! However updates travel (late, twice, in any order), all copies end up the same; and undo reverses only one's own
//! edits.
//!
//! proptest prints a failing case and its seed and keeps it in `proptest-regressions`; `PROPTEST_CASES` runs more
//! cases.

use std::rc::Rc;

use alongside_room::{
    AboutEdit, AgendaEdit, BlockId, BlockKind, DevicesEdit, Edit, ItemId, KeyId, MemberId, MembersEdit, Moment, Place,
    Refused, Renaming, Role, Room, SessionId, TaskId, TextEdit, TextField, TimerEdit, View, Who, author,
};
use alongside_testkit::{
    chance::FromBytes,
    edits::{EditKind, Reach, Screen, draw},
};
use proptest::{prelude::*, sample::select};

/// Updates must fit a frame.
const FRAME: usize = 48 * 1024;

#[derive(Debug, Clone)]
enum Turn {
    /// A person does something.
    Does(usize, Edit),
    /// A person replaces some letters of the text that is in the field now; with `stale`, of the text that was there
    /// first.
    Types {
        who: usize,
        field: TextField,
        at: usize,
        remove: usize,
        insert: String,
        stale: bool,
    },
    Undoes(usize),
    Redoes(usize),
    /// One of the undelivered updates arrives at somebody; with `again` it will arrive once more.
    Arrives {
        to: usize,
        which: usize,
        again: bool,
    },
    Waits(u64),
}

fn member(n: usize) -> MemberId {
    MemberId([n as u8 + 1; 8])
}

fn any_field() -> impl Strategy<Value = TextField> {
    let item = || (1..5u8).prop_map(|n| ItemId([n; 8]));
    prop_oneof![
        1 => item().prop_map(TextField::ItemTitle),
        3 => item().prop_map(TextField::ItemNotes),
        1 => (1..4u8).prop_map(|n| TextField::TaskTitle(TaskId([n; 8]))),
    ]
}

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec(select(vec!["a", "b", "no ", "é", "🎉", "👩‍👧", "שלום", "\n", "<b>", ""]), 0..5)
        .prop_map(|parts| parts.concat())
}

/// An edit of any kind, of things that may exist or not. proptest shrinks the bytes that the edit is drawn from.
fn any_edit() -> impl Strategy<Value = Edit> {
    let often = |kind: EditKind| match kind.to_string().as_str() {
        // In a room that was ended, and in an empty one, few edits apply.
        "About::Reopen" => 4,
        "Agenda::Add" | "Tasks::Add" => 3,
        _ => 1,
    };
    let kinds: Vec<_> = EditKind::all().into_iter().flat_map(|kind| vec![kind; often(kind)]).collect();
    let (view, me) = (Room::new(1).view(Moment(0)), member(0));
    (select(kinds), prop::collection::vec(any::<u8>(), 0..32)).prop_map(move |(kind, bytes)| {
        let screen = Screen { me, view: &view, pair: &[] };
        draw(kind, &screen, Reach::Anything, &mut FromBytes(&bytes))
            .expect("with Reach::Anything every kind of edit can be drawn")
    })
}

fn any_typing(people: usize) -> impl Strategy<Value = Turn> {
    (0..people, any_field(), 0..30usize, 0..6usize, words(), any::<bool>())
        .prop_map(|(who, field, at, remove, insert, stale)| Turn::Types { who, field, at, remove, insert, stale })
}

fn any_turn(people: usize) -> impl Strategy<Value = Turn> {
    prop_oneof![
        10 => (0..people, any_edit()).prop_map(|(who, edit)| Turn::Does(who, edit)),
        5 => any_typing(people),
        2 => (0..people).prop_map(Turn::Undoes),
        1 => (0..people).prop_map(Turn::Redoes),
        12 => (0..people, any::<usize>(), any::<bool>())
            .prop_map(|(to, which, again)| Turn::Arrives { to, which, again }),
        1 => (0..3_000u64).prop_map(Turn::Waits),
    ]
}

struct Participant {
    room: Room,
    me: MemberId,
    undelivered: Vec<Vec<u8>>,
}

struct Copies {
    people: Vec<Participant>,
    now: Moment,
}

impl Copies {
    fn new(people: usize) -> Self {
        let people = (0..people)
            .map(|n| Participant { room: Room::new(1_000 + n as u64), me: member(n), undelivered: Vec::new() })
            .collect();
        let mut copies = Self { people, now: Moment(1_000_000) };
        // Members that everybody knows of, for edits to refer to.
        for n in 0..copies.people.len() {
            let name = format!("P{n}");
            copies
                .turn(&Turn::Does(n, Edit::Members(MembersEdit::Join { member: member(n), name, role: Role::Coach })));
        }
        copies
    }

    fn turn(&mut self, turn: &Turn) {
        match turn {
            Turn::Does(who, edit) => {
                let doer = self.who(*who);
                let before = self.people[*who].room.digest();
                if self.people[*who].room.edit(doer, edit.clone()).is_err() {
                    assert_eq!(self.people[*who].room.digest(), before, "a refused edit changes nothing: {edit:?}");
                }
                self.send(*who);
            }
            Turn::Types { who, field, at, remove, insert, stale } => {
                let Some(current) = self.people[*who].room.text(*field) else { return };
                let base: Vec<char> = if *stale { "ab no".chars().collect() } else { current.chars().collect() };
                let at = (*at).min(base.len());
                let end = (at + remove).min(base.len());
                let text: String =
                    base[..at].iter().copied().chain(insert.chars()).chain(base[end..].iter().copied()).collect();
                let edit =
                    Edit::Text(TextEdit::Retype { field: *field, base: base.iter().collect(), text, caret: None });
                self.turn(&Turn::Does(*who, edit));
            }
            Turn::Undoes(who) => {
                let doer = self.who(*who);
                let _ = self.people[*who].room.undo(doer);
                self.send(*who);
            }
            Turn::Redoes(who) => {
                let doer = self.who(*who);
                let _ = self.people[*who].room.redo(doer);
                self.send(*who);
            }
            Turn::Arrives { to, which, again } => {
                let person = &mut self.people[*to];
                if person.undelivered.is_empty() {
                    return;
                }
                let which = which % person.undelivered.len();
                let update =
                    if *again { person.undelivered[which].clone() } else { person.undelivered.swap_remove(which) };
                person.room.apply(&update).expect("a genuine update");
                // In between, views are read, as a screen does, and snapshots taken.
                person.room.view(self.now);
                if which.is_multiple_of(4) {
                    let mut loaded = Room::new(97);
                    loaded.load(&person.room.snapshot()).expect("a genuine snapshot");
                    assert_eq!(loaded.digest(), person.room.digest());
                }
            }
            Turn::Waits(time) => self.now.0 += time,
        }
    }

    fn who(&self, who: usize) -> Who {
        Who { me: self.people[who].me, now: self.now }
    }

    fn send(&mut self, from: usize) {
        for update in self.people[from].room.take_updates() {
            assert!(update.len() <= FRAME, "{} bytes", update.len());
            for (to, person) in self.people.iter_mut().enumerate() {
                if to != from {
                    person.undelivered.push(update.clone());
                }
            }
        }
    }

    /// Delivers everything, the latest first.
    fn settle(&mut self) {
        for person in &mut self.people {
            while let Some(update) = person.undelivered.pop() {
                person.room.apply(&update).expect("a genuine update");
            }
            assert!(!person.room.has_pending());
        }
    }

    fn agree(&mut self) -> Rc<View> {
        let (digest, view) = (self.people[0].room.digest(), self.people[0].room.view(self.now));
        for person in &mut self.people[1..] {
            assert_eq!(person.room.digest(), digest);
            assert_eq!(*person.room.view(self.now), *view);
        }
        view
    }
}

/// Whatever these people do, all copies show the same once every update has arrived.
fn assert_all_end_up_the_same(people: usize, turns: &[Turn]) {
    let mut copies = Copies::new(people);
    for turn in turns {
        let who = match turn {
            Turn::Does(who, _) | Turn::Types { who, .. } | Turn::Undoes(who) | Turn::Redoes(who) => *who,
            Turn::Arrives { to, .. } => *to,
            Turn::Waits(_) => 0,
        };
        if who < people {
            copies.turn(turn);
        }
    }
    copies.settle();
    let view = copies.agree();
    // A copy that loads a snapshot shows the same too, and so does one that asks for what it lacks.
    let mut loaded = Room::new(99);
    loaded.load(&copies.people[0].room.snapshot()).expect("a genuine snapshot");
    assert_eq!(loaded.digest(), copies.people[0].room.digest());
    assert_eq!(&*loaded.view(copies.now), &*view);
    let mut asking = Room::new(98);
    let missing = copies.people[1].room.missing_from(&asking.state_vector()).expect("a genuine state vector");
    asking.apply(&missing).expect("a genuine update");
    assert_eq!(&*asking.view(copies.now), &*view);
    assert!(asking.take_updates().is_empty() && loaded.take_updates().is_empty());
}

/// Undoing everything and redoing it restores what was there.
fn assert_undo_then_redo_restores(edits: &[Turn]) {
    let mut copies = Copies::new(1);
    edits.iter().for_each(|turn| copies.turn(turn));
    let done = copies.agree();
    let who = copies.who(0);
    let mut undone = 0;
    while copies.people[0].room.undo(who).is_ok() {
        undone += 1;
    }
    assert!(copies.people[0].room.view(copies.now).agenda.is_empty());
    assert!(copies.people[0].room.view(copies.now).tasks.is_empty());
    for _ in 0..undone {
        assert!(copies.people[0].room.redo(who).is_ok());
    }
    assert!(!copies.people[0].room.can_redo());
    assert_eq!(&*copies.agree(), &*done);
}

proptest! {
    #[test]
    fn all_copies_end_up_the_same(people in 2..5usize, turns in prop::collection::vec(any_turn(4), 1..80)) {
        assert_all_end_up_the_same(people, &turns);
    }

    #[test]
    fn undo_then_redo_restores(edits in prop::collection::vec(
        prop_oneof![3 => any_edit().prop_map(|edit| Turn::Does(0, edit)), 2 => any_typing(1)], 1..40)) {
        assert_undo_then_redo_restores(&edits);
    }

    #[test]
    fn edits_come_to_the_same_under_another_client_id(turns in prop::collection::vec(any_turn(1), 1..40), kept in 0..40usize) {
        let mut copies = Copies::new(2);
        copies.people[0].undelivered.clear();
        turns.iter().for_each(|turn| copies.turn(turn));
        let updates: Vec<Vec<u8>> = copies.people[1].undelivered.drain(..).collect();
        let (before, after) = updates.split_at(kept.min(updates.len()));
        let mut renamed = Room::new(99);
        let mut since = 0;
        for update in before {
            renamed.apply(update).expect("a genuine update");
            since = renamed.count_of(1_000);
        }
        let renaming = Renaming { from: 1_000, since, to: 3_000 };
        for update in after {
            let (client, clock) = author(update).expect("a genuine update").unwrap_or((1_000, since));
            prop_assert!(client == 1_000 && clock >= since);
            let update = renaming.apply(update).expect("whole runs");
            prop_assert!(author(&update).expect("an update").is_none_or(|(client, _)| client == 3_000));
            renamed.apply(&update).expect("an update");
        }
        prop_assert!(!renamed.has_pending());
        let now = copies.now;
        prop_assert_eq!(renamed.view(now), copies.people[0].room.view(now));
        prop_assert_eq!(renamed.count_of(1_000), since);
    }

    #[test]
    fn undo_never_takes_away_what_the_other_did(
        edits in prop::collection::vec((0..2usize, 1..3u8, 0..100u16, 0..20usize, 0..4usize, any::<bool>()), 1..30)) {
        let mut copies = Copies::new(2);
        for n in 1..3u8 {
            let edit = Edit::Agenda(AgendaEdit::Add { item: ItemId([n; 8]), title: "T".to_owned(), place: Place::Last });
            copies.turn(&Turn::Does(0, edit));
        }
        copies.settle();
        let mut last_minutes = [None; 3];
        for (who, n, number, at, remove, types) in edits {
            let item = ItemId([n; 8]);
            if types {
                let insert = if who == 1 { "B".to_owned() } else { "a".to_owned() };
                let field = TextField::ItemNotes(item);
                copies.turn(&Turn::Types { who, field, at, remove, insert, stale: false });
            } else {
                copies.turn(&Turn::Does(who, Edit::Agenda(AgendaEdit::SetMinutes { item, minutes: Some(number) })));
                // Setting the value that is there already is no change.
                if last_minutes[n as usize].is_none_or(|(_, before)| before != number) {
                    last_minutes[n as usize] = Some((who, number));
                }
            }
            copies.settle();
        }
        let letters = |copies: &Copies, n: u8| {
            let notes = copies.people[0].room.text(TextField::ItemNotes(ItemId([n; 8])));
            notes.map_or(0, |notes| notes.matches('B').count())
        };
        let before = [letters(&copies, 1), letters(&copies, 2)];
        let who = copies.who(0);
        // Everything; but not that an item was added in which the other has written.
        loop {
            match copies.people[0].room.undo(who) {
                Err(Refused::Nothing(_)) => break,
                undone => prop_assert!(matches!(undone, Ok(_) | Err(Refused::WrittenIn(_))), "{undone:?}"),
            }
            copies.send(0);
        }
        copies.settle();
        let view = copies.agree();
        for (n, before) in (1..3u8).zip(before) {
            prop_assert!(before == 0 || view.agenda.iter().any(|item| item.id == ItemId([n; 8])), "his words stay");
        }
        while !copies.people[0].room.view(copies.now).bin.is_empty() {
            copies.people[0].room.redo(who).expect("the item comes back");
            copies.send(0);
        }
        copies.settle();
        let view = copies.agree();
        for (n, before) in (1..3u8).zip(before) {
            prop_assert!(letters(&copies, n) >= before);
            if let Some((1, minutes)) = last_minutes[n as usize] {
                let item = view.agenda.iter().find(|item| item.id == ItemId([n; 8])).expect("it is there");
                prop_assert_eq!(item.minutes, Some(minutes));
            }
        }
    }
}

/// Failing cases that were found before.
mod found {
    use super::*;

    fn adds(who: usize, n: u8) -> Turn {
        let title = "T".to_owned();
        Turn::Does(who, AgendaEdit::Add { item: ItemId([n; 8]), title, place: Place::First }.into())
    }

    fn arrives(to: usize, which: usize) -> Turn {
        Turn::Arrives { to, which, again: false }
    }

    fn types(who: usize, at: usize) -> Turn {
        let field = TextField::ItemNotes(ItemId([3; 8]));
        Turn::Types { who, field, at, remove: 0, insert: "a".to_owned(), stale: false }
    }

    #[test]
    fn a_room_that_was_ended_is_undone_and_done_again() {
        let rename = MembersEdit::Rename { member: member(0), name: "a".to_owned() };
        let end = Turn::Does(0, AboutEdit::End.into());
        assert_undo_then_redo_restores(&[adds(0, 1), end, Turn::Does(0, rename.into())]);
    }

    #[test]
    fn a_point_gone_on_to_before_a_block_began_is_undone_and_done_again() {
        let makes_current = AgendaEdit::SetCurrent { session: SessionId::FIRST, item: Some(ItemId([1; 8])) };
        let block = BlockId([1; 8]);
        let start = TimerEdit::Start { block, kind: BlockKind::Work, budget: None, with: vec![member(0)] };
        assert_undo_then_redo_restores(&[adds(0, 1), Turn::Does(0, makes_current.into()), Turn::Does(0, start.into())]);
    }

    #[test]
    fn two_who_add_one_point_and_two_who_type_in_another_converge() {
        let device = DevicesEdit::Add { key: [1; 32], name: String::new(), under: KeyId([1; 8]) };
        let join = MembersEdit::Join { member: member(0), name: String::new(), role: Role::Coach };
        let joins = || Turn::Does(0, join.clone().into());
        let turns = [
            adds(2, 1),
            arrives(2, 0),
            arrives(0, 0),
            Turn::Does(0, device.into()),
            arrives(2, 0),
            arrives(1, 0),
            arrives(0, 0),
            adds(0, 3),
            arrives(1, 1_106_264_086_588_706_116),
            arrives(2, 2_571_402_235_451_690_431),
            types(2, 1),
            adds(1, 1),
            arrives(0, 8_618_792_761_195_455_270),
            types(0, 0),
            joins(),
            joins(),
            joins(),
        ];
        assert_all_end_up_the_same(3, &turns);
    }
}
