//! What changed since somebody left, thing by thing, held against an oracle that compares two views in the plainest way.

use std::collections::{BTreeMap, BTreeSet};

use alongside_room::{
    AgendaEdit, BinnedThing, CommitmentsEdit, DecisionsEdit, Edit, How, Item, MemberId, MembersEdit, Moment, Place,
    Role, Room, SessionId, SessionsEdit, Status, Task, TasksEdit, TextField, View, Who,
};
use alongside_testkit::{
    chance::{Chance, Choices},
    edits::{EditKind, Reach, Screen, draw},
};

use crate::common::*;

/// What became of each thing, as one would find it out by hand: every point and task of one view looked up in the other, and every
/// fact compared.
fn oracle(before: &View, now: &View) -> BTreeMap<String, BTreeSet<How>> {
    let mut all = BTreeMap::new();
    let mut note = |thing: String, is_so: bool, how: How| {
        if is_so {
            all.entry(thing).or_insert_with(BTreeSet::new).insert(how);
        }
    };
    let (were, are) = (every_item(before), every_item(now));
    let decided =
        |view: &View, item: &Item| view.decisions.iter().find(|one| one.item == item.id).map(|one| one.outcome.clone());
    let is_next_session = before.session.id != now.session.id;
    for (list, item) in &are {
        let name = format!("{:?}", BinnedThing::Item(item.id));
        let Some((old_list, old)) = were.iter().find(|(_, old)| old.id == item.id) else {
            note(name.clone(), true, How::Added);
            note(name, item.discussed.is_some(), How::Done);
            continue;
        };
        note(name.clone(), old.discussed.is_none() && item.discussed.is_some(), How::Done);
        note(name.clone(), old.discussed.is_some() && item.discussed.is_none(), How::Reopened);
        note(name.clone(), (*old_list, *list) == ("agenda", "postponed"), How::Postponed);
        note(name.clone(), (*old_list, *list) == ("postponed", "agenda") && !is_next_session, How::TakenUp);
        note(name.clone(), old.title != item.title, How::Reworded);
        note(name.clone(), old.notes != item.notes, How::Written);
        note(name.clone(), decided(before, old) != decided(now, item), How::Decided);
        note(name.clone(), old.minutes != item.minutes || old.raised_by != item.raised_by, How::Changed);
        note(name, old.order != item.order, How::Reordered);
    }
    for (_, old) in &were {
        note(format!("{:?}", BinnedThing::Item(old.id)), !are.iter().any(|(_, item)| item.id == old.id), How::Removed);
    }
    let said = |view: &View, task: &Task| view.commitments.iter().find(|one| one.task == task.id).cloned();
    for task in now.tasks.iter() {
        let name = format!("{:?}", BinnedThing::Task(task.id));
        let Some(old) = before.tasks.iter().find(|old| old.id == task.id) else {
            note(name.clone(), true, How::Added);
            note(name.clone(), task.status == Status::Done, How::Done);
            note(name, task.status == Status::LetGo, How::LetGo);
            continue;
        };
        let taken = old.owner.is_some()
            && old.owner != Some(old.given_by)
            && task.owner == old.owner
            && task.owner == Some(task.given_by);
        let owners = old.owner != task.owner || old.given_by != task.given_by;
        note(name.clone(), old.status != task.status && task.status == Status::Done, How::Done);
        note(name.clone(), old.status != task.status && task.status == Status::LetGo, How::LetGo);
        note(name.clone(), old.status != task.status && task.status == Status::Open, How::Reopened);
        note(name.clone(), taken, How::Taken);
        note(name.clone(), old.title != task.title, How::Reworded);
        note(name.clone(), old.comments != task.comments, How::Commented);
        note(name.clone(), said(before, old) != said(now, task), How::LookedBack);
        note(name.clone(), owners && !taken, How::Changed);
        note(
            name.clone(),
            old.due != task.due || old.link != task.link || old.first_step != task.first_step,
            How::Changed,
        );
        note(name, old.order != task.order, How::Reordered);
    }
    for old in before.tasks.iter() {
        note(format!("{:?}", BinnedThing::Task(old.id)), !now.tasks.iter().any(|task| task.id == old.id), How::Removed);
    }
    all
}

fn every_item(view: &View) -> Vec<(&'static str, Item)> {
    let mut all: Vec<_> = view.agenda.iter().map(|item| ("agenda", (**item).clone())).collect();
    all.extend(view.postponed.iter().map(|item| ("postponed", (**item).clone())));
    let closed = view.earlier.iter().flat_map(|session| session.items.iter());
    all.extend(closed.map(|item| ("closed", (**item).clone())));
    all
}

/// The same from the function under test; each thing must be told once, and each way once and in order.
fn told(before: &View, now: &View) -> BTreeMap<String, BTreeSet<How>> {
    let mut all = BTreeMap::new();
    for one in now.changes_since(before) {
        assert!(one.hows.is_sorted() && !one.hows.is_empty(), "{one:?}");
        let hows: BTreeSet<_> = one.hows.iter().copied().collect();
        assert_eq!(hows.len(), one.hows.len(), "{one:?}");
        assert_eq!(one.was.is_some(), one.hows.contains(&How::Reworded), "{one:?}");
        assert!(all.insert(format!("{:?}", one.thing), hows).is_none(), "told twice: {one:?}");
    }
    all
}

const PAIR: [MemberId; 2] = [MemberId([1; 8]), MemberId([2; 8])];

/// Ben does anything that his screen offers, first with Ana there and then while she is away, and she comes back.
fn plays(seed: u64) -> BTreeSet<How> {
    let mut chance = Chance::of(seed, "since");
    let mut rooms = [Room::new(1), Room::new(2)];
    let mut now = Moment(1_000_000);
    for (at, me) in PAIR.into_iter().enumerate() {
        let join = MembersEdit::Join { member: me, name: format!("Person {at}"), role: Role::Coach };
        rooms[at].edit(Who { me, now }, join).expect("it applies");
        pass_on(&mut rooms, at);
    }
    let kinds: Vec<_> = EditKind::all().into_iter().filter(|kind| !kind.to_string().starts_with("Members")).collect();
    let mut act = |rooms: &mut [Room; 2], at: usize, chance: &mut Chance| {
        now.0 += 1_000;
        let (view, me) = (rooms[at].view(now), PAIR[at]);
        let screen = Screen { me, view: &view, pair: &PAIR };
        let kind = match view.ended {
            Some(_) => "About::Reopen".parse().expect("it applies"),
            None if chance.one_in(3) => {
                ["Agenda::Add", "Tasks::Add"][chance.below(2) as usize].parse().expect("it applies")
            }
            None => *chance.pick(&kinds).expect("it applies"),
        };
        if let Some(edit) = draw(kind, &screen, Reach::Screen, chance) {
            let _ = rooms[at].edit(Who { me, now }, edit);
        }
        now
    };
    for _ in 0..chance.below(40) {
        let at = chance.below(2) as usize;
        act(&mut rooms, at, &mut chance);
        pass_on(&mut rooms, at);
    }
    let mut moment = Moment(1_000_000);
    let before = rooms[0].view(moment);
    for _ in 0..1 + chance.below(40) {
        moment = act(&mut rooms, 1, &mut chance);
        if chance.one_in(10) {
            let _ = rooms[1].undo(Who { me: PAIR[1], now: moment });
        }
    }
    pass_on(&mut rooms, 1);
    let after = rooms[0].view(moment);
    let (found, expected) = (told(&before, &after), oracle(&before, &after));
    assert_eq!(found, expected, "seed {seed}");
    assert!(after.changes_since(&after).is_empty(), "seed {seed}");
    // On a page that was loaded anew no part of a view is the very same.
    let mut fresh = Room::new(3);
    fresh.load(&rooms[0].snapshot()).expect("it applies");
    assert_eq!(told(&before, &fresh.view(moment)), expected, "seed {seed}, loaded anew");
    found.into_values().flatten().collect()
}

fn pass_on(rooms: &mut [Room; 2], from: usize) {
    for update in rooms[from].take_updates() {
        rooms[1 - from].apply(&update).expect("it applies");
    }
}

#[test]
fn whatever_was_done_while_one_was_away_is_told_by_thing_as_two_views_compared_by_hand_tell_it() {
    let seeds =
        std::env::var("SINCE_SEED").ok().and_then(|seed| seed.parse().ok()).map_or(0..400, |seed| seed..seed + 1);
    let seen: BTreeSet<How> = seeds.clone().flat_map(plays).collect();
    if seeds.end > 1 && seeds.start == 0 {
        use How::*;
        let all = [
            Added, Removed, Done, LetGo, Reopened, Taken, Postponed, TakenUp, Reworded, Written, Decided, Commented,
            LookedBack, Changed, Reordered,
        ];
        let never: Vec<_> = all.into_iter().filter(|how| !seen.contains(how)).collect();
        assert!(never.is_empty(), "never seen: {never:?}");
    }
}

/// `[P 175, 176]`
#[test]
fn one_who_comes_back_reads_what_became_of_each_thing_in_the_order_of_the_screen() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds(1, "Pay");
    ana.adds(2, "Growth plan");
    ana.adds_task(1, "Send the notes", None);
    ana.adds_task(2, "Call Eva", None);
    meet(&mut ana, &mut ben);
    let before = ana.view();
    ben.adds(3, "Holidays");
    ben.types(TextField::ItemTitle(item(1)), "Pay and title");
    ben.types(TextField::ItemTitle(item(1)), "Pay, and the title");
    ben.does(AgendaEdit::Reorder { item: item(1), place: Place::Last });
    ben.does(TasksEdit::SetStatus { task: task(1), status: Status::Done });
    ben.does(TasksEdit::Delete { task: task(2) });
    // Done and undone, it is as it was.
    ben.does(AgendaEdit::SetDiscussed { item: item(2), discussed: true });
    ben.does(AgendaEdit::SetDiscussed { item: item(2), discussed: false });
    meet(&mut ana, &mut ben);
    let changes = ana.view().changes_since(&before);
    let words: Vec<_> = changes.iter().map(|one| (&*one.title, one.was.as_deref(), &one.hows[..])).collect();
    assert_eq!(
        words,
        [
            ("Holidays", None, &[How::Added][..]),
            ("Pay, and the title", Some("Pay"), &[How::Reworded, How::Reordered]),
            ("Send the notes", None, &[How::Done]),
            ("Call Eva", None, &[How::Removed]),
        ]
    );
}

#[test]
fn a_session_that_was_closed_meanwhile_changes_no_thing_by_itself() {
    let (mut ana, mut ben) = ana_and_ben();
    for (n, title) in [(1, "Pay"), (2, "Growth plan"), (3, "Holidays")] {
        ana.adds(n, title);
    }
    ana.does(AgendaEdit::Postpone { item: item(3) });
    ana.does(AgendaEdit::SetDiscussed { item: item(1), discussed: true });
    meet(&mut ana, &mut ben);
    let before = ana.view();
    ben.does(SessionsEdit::Close { session: SessionId::FIRST });
    meet(&mut ana, &mut ben);
    assert_eq!(ana.view().changes_since(&before), []);
    // What is done to one that lies in a closed session is told all the same.
    ben.does(DecisionsEdit::Record { item: item(1), outcome: "Yes".to_owned() });
    ben.adds_task(1, "Write it down", Some(BEN));
    ben.does(Edit::from(CommitmentsEdit::Commit { task: task(1), session: SessionId::FIRST.next() }));
    meet(&mut ana, &mut ben);
    let changes = ana.view().changes_since(&before);
    let words: Vec<_> = changes.iter().map(|one| (&*one.title, &one.hows[..])).collect();
    assert_eq!(words, [("Pay", &[How::Decided][..]), ("Write it down", &[How::Added])]);
}
