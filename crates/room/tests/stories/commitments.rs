//! Commitments, and looking back on them.

use alongside_room::{
    Came, Change, CommitmentsChange, CommitmentsEdit, MembersEdit, Refused, SessionId, SessionsEdit, Status,
    TasksChange, TasksEdit, TextEdit, TextField, View,
};
use yrs::{Any, Map};

use crate::{
    common::*,
    hostile::{foreign, root},
};

const FIRST: SessionId = SessionId::FIRST;

fn second() -> SessionId {
    FIRST.next()
}

fn commit(n: u8, session: SessionId) -> CommitmentsEdit {
    CommitmentsEdit::Commit { task: task(n), session }
}

fn answer(n: u8, session: SessionId, came: Came) -> CommitmentsEdit {
    CommitmentsEdit::Answer { task: task(n), session, came: Some(came) }
}

fn line(n: u8, session: SessionId, line: &str) -> CommitmentsEdit {
    CommitmentsEdit::SetLine { task: task(n), session, line: line.to_owned() }
}

fn titles(view: &View) -> Vec<String> {
    view.last_commitments().iter().map(|task| task.title.to_string()).collect()
}

/// Both have been through a first session, in which Ben committed to three things; the second is open.
fn after_a_session() -> (Copy, Copy) {
    let (mut ana, mut ben) = ana_and_ben();
    for (n, title) in [(1, "Say no to ops"), (2, "Ask Eva for an hour"), (3, "Sleep on it")] {
        ben.wait(10);
        ben.adds_task(n, title, Some(BEN));
        ben.does(commit(n, FIRST));
    }
    meet(&mut ana, &mut ben);
    ana.now = ben.now;
    ana.wait(1_000);
    ana.does(SessionsEdit::Close { session: FIRST });
    meet(&mut ana, &mut ben);
    ben.now = ana.now;
    for copy in [&mut ana, &mut ben] {
        copy.wait(7 * 24 * 3_600_000);
    }
    (ana, ben)
}

/// `[P 165, 167]`
#[test]
fn the_last_commitments_are_looked_back_on_in_their_owners_words_the_oldest_first() {
    let (mut ana, mut ben) = after_a_session();
    assert_eq!(titles(&ana.view()), ["Say no to ops", "Ask Eva for an hour", "Sleep on it"]);
    assert!(ana.view().last_commitments().iter().all(|task| ana_sees(&ana, task.id).is_none()), "none is answered");

    ben.does(answer(1, second(), Came::Done));
    ben.does(line(1, second(), "They took it\nwell"));
    ben.does(answer(2, second(), Came::Moved));
    ben.does(answer(3, second(), Came::Changed));
    ben.types(TextField::TaskTitle(task(3)), "Sleep on it, then decide");
    let (told, _) = meet(&mut ana, &mut ben);
    assert!(told.contains(&Change::Tasks(TasksChange::Done(task(1)))));
    assert!(told.contains(&Change::Commitments(CommitmentsChange::Answered(task(2)))));

    let view = ana.view();
    let said: Vec<_> = view.last_commitments().into_iter().map(|task| (view.came_of(task), task.status)).collect();
    let went = [(Came::Done, Status::Done), (Came::Moved, Status::Open), (Came::Changed, Status::Open)];
    assert_eq!(said, went.map(|(came, status)| (Some(came), status)));
    let first = view.commitment(task(1)).expect("it is one").looked_back[0].clone();
    assert_eq!((&*first.line, &*first.words, first.number, first.by), ("They took it well", "Say no to ops", 2, BEN));
    let third = view.commitment(task(3)).expect("it is one").looked_back[0].clone();
    assert_eq!(&*third.words, "Sleep on it", "as it was before it was changed");

    // What is done is left behind; what goes on is looked back on again, and what was said stays with its session.
    ana.does(SessionsEdit::Close { session: second() });
    let view = ana.view();
    assert_eq!(titles(&view), ["Ask Eva for an hour", "Sleep on it, then decide"]);
    let eva = view.last_commitments()[0].clone();
    assert_eq!((view.came_of(&eva), view.looked_back(&eva)), (None, None));
    assert_eq!(view.commitment(task(2)).map(|one| one.looked_back.len()), Some(1));
}

fn ana_sees(ana: &Copy, task: alongside_room::TaskId) -> Option<Came> {
    let mut room = alongside_room::Room::new(77);
    room.load(&ana.room.snapshot()).expect("a snapshot");
    let view = room.view(ana.now);
    let found = view.tasks.iter().find(|one| one.id == task)?.clone();
    view.came_of(&found)
}

/// `[P 166]`
#[test]
fn a_commitment_belongs_to_its_owner() {
    let (mut ana, mut ben) = after_a_session();
    let not_hers = Err(Refused::NotYours { owner: BEN });
    let title = TextField::TaskTitle(task(1));
    let before = ana.room.digest();
    assert_eq!(ana.try_to(answer(1, second(), Came::Done)), not_hers);
    assert_eq!(ana.try_to(line(1, second(), "He did")), not_hers);
    assert_eq!(ana.try_to(commit(1, second())), not_hers);
    assert_eq!(ana.try_to(CommitmentsEdit::SetConfidence { task: task(1), confidence: Some(1) }), not_hers);
    assert_eq!(ana.try_to(TasksEdit::SetStatus { task: task(1), status: Status::LetGo }), not_hers);
    assert_eq!(ana.try_to(TasksEdit::SetDue { task: task(1), due: Some("2026-12-04".to_owned()) }), not_hers);
    assert_eq!(ana.try_to(TasksEdit::SetFirstStep { task: task(1), step: "Call".to_owned() }), not_hers);
    let (base, text) = ("Say no to ops".to_owned(), "Say yes to ops".to_owned());
    assert_eq!(ana.try_to(TextEdit::Retype { field: title, base, text, caret: None }), not_hers);
    assert_eq!(ana.room.digest(), before, "nothing was written");

    // Nor by undo: what she wrote in an ask is his once he took it.
    ana.adds_task(4, "Tell Eva", Some(BEN));
    ana.types(TextField::TaskTitle(task(4)), "Tell Eva today");
    meet(&mut ana, &mut ben);
    assert_eq!(ben.try_to(commit(4, second())), Err(Refused::Gone), "an ask is no commitment");
    ben.does(TasksEdit::SetOwner { task: task(4), owner: Some(BEN) });
    meet(&mut ana, &mut ben);
    ana.undoes();
    assert_eq!(ana.text(TextField::TaskTitle(task(4))), "Tell Eva today");
}

/// `[P 165, 167]`
#[test]
fn a_late_commitment_counts_for_the_session_in_which_its_owner_made_it() {
    // Ana closes the session while Ben, offline, still commits: he looks back on it next time, not the time after.
    for is_said in [true, false] {
        let (mut ana, mut ben) = ana_and_ben();
        ana.now = ben.now;
        ana.does(SessionsEdit::Close { session: FIRST });
        ben.wait(60_000);
        ben.adds_task(1, "Say no to ops", Some(BEN));
        if is_said {
            ben.does(commit(1, FIRST));
        }
        meet(&mut ana, &mut ben);
        for copy in [&mut ana, &mut ben] {
            assert_eq!(titles(&copy.view()).len(), usize::from(is_said));
        }
    }
    // And an answer that comes late belongs to the session that its owner saw.
    let (mut ana, mut ben) = after_a_session();
    ana.does(SessionsEdit::Close { session: second() });
    ben.does(answer(1, second(), Came::Moved));
    meet(&mut ana, &mut ben);
    for copy in [&mut ana, &mut ben] {
        let view = copy.view();
        let task = view.last_commitments()[0].clone();
        assert_eq!(view.came_of(&task), None, "it waits to be looked back on in this one");
        assert_eq!(view.commitment(task.id).map(|one| one.looked_back[0].number), Some(2));
    }
}

#[test]
fn what_came_of_it_and_its_status_are_one() {
    let (mut ana, mut ben) = after_a_session();
    let came = |copy: &mut Copy| {
        let view = copy.view();
        let task = view.tasks.iter().find(|one| one.id == task(1)).expect("it is there").clone();
        view.came_of(&task)
    };
    // Ticked in the list of tasks, it is done here; opened there again, it waits here.
    ben.does(TasksEdit::SetStatus { task: task(1), status: Status::Done });
    assert_eq!(came(&mut ben), Some(Came::Done));
    ben.does(answer(1, second(), Came::LetGo));
    assert_eq!((came(&mut ben), ben.view().tasks[0].status), (Some(Came::LetGo), Status::LetGo));
    ben.does(TasksEdit::SetStatus { task: task(1), status: Status::Open });
    assert_eq!(came(&mut ben), None);
    // One undo takes back the answer with the status.
    ben.does(answer(1, second(), Came::Done));
    ben.undoes();
    assert_eq!((came(&mut ben), ben.view().tasks[0].status), (None, Status::Open));
    ben.redoes();
    ben.does(CommitmentsEdit::Answer { task: task(1), session: second(), came: None });
    assert_eq!((came(&mut ben), ben.view().tasks[0].status), (None, Status::Open));
    meet(&mut ana, &mut ben);
    assert_eq!(came(&mut ana), None);
    assert_eq!(ben.try_to(answer(1, SessionId([9; 8]), Came::Done)), Err(Refused::Gone));
}

/// `[P 165, 166]`
#[test]
fn two_devices_of_one_owner_answer_at_once_and_come_to_one_answer() {
    let all = [Came::Done, Came::Moved, Came::Changed, Came::LetGo];
    for one in all {
        for other in all {
            let (_, mut ben) = after_a_session();
            let mut tablet = Copy::new(3, BEN);
            tablet.room.load(&ben.room.snapshot()).expect("a snapshot");
            tablet.now = ben.now;
            ben.unsent.clear();
            ben.does(answer(1, second(), one));
            tablet.does(answer(1, second(), other));
            meet(&mut ben, &mut tablet);
            let view = ben.view();
            let came = view.came_of(&view.tasks[0].clone());
            // Done and let go are the status, which both devices have alike; a mere wish to go on may lose to it.
            assert!([Some(one), Some(other), None].contains(&came), "{one:?} {other:?} {came:?}");
            assert_eq!(came.is_none_or(Came::goes_on), view.tasks[0].status == Status::Open);
        }
    }
}

#[test]
fn what_is_said_of_a_commitment_is_of_its_owner_and_of_nobody_who_had_it_before() {
    let (mut ana, mut ben) = after_a_session();
    let confidence = |copy: &mut Copy| {
        let view = copy.view();
        view.confidence(&view.tasks[0].clone())
    };
    ben.does(CommitmentsEdit::SetConfidence { task: task(1), confidence: Some(9) });
    assert_eq!(confidence(&mut ben), Some(5));
    ben.does(CommitmentsEdit::SetConfidence { task: task(1), confidence: Some(3) });
    ben.undoes();
    assert_eq!(confidence(&mut ben), Some(5));
    ben.does(answer(1, second(), Came::Moved));
    ben.does(TasksEdit::SetOwner { task: task(1), owner: Some(ANA) });
    meet(&mut ana, &mut ben);
    assert_eq!(confidence(&mut ana), None, "an ask is no commitment");
    ana.does(TasksEdit::SetOwner { task: task(1), owner: Some(ANA) });
    let view = ana.view();
    assert_eq!((confidence(&mut ana), view.came_of(&view.tasks[0].clone())), (None, None));
    // Under a name that was joined into another, they are the same person's.
    ben.does(CommitmentsEdit::SetConfidence { task: task(2), confidence: Some(4) });
    meet(&mut ana, &mut ben);
    ana.does(MembersEdit::JoinNames { from: BEN, into: ANA });
    let view = ana.view();
    let task = view.tasks.iter().find(|one| one.id == task(2)).expect("it is there").clone();
    assert_eq!(view.confidence(&task), Some(4));
}

#[test]
fn a_first_session_has_nothing_to_look_back_on_and_one_that_was_reopened_keeps_what_was_said() {
    let (mut ana, mut ben) = ana_and_ben();
    ben.adds_task(1, "Say no to ops", Some(BEN));
    ben.does(commit(1, FIRST));
    assert!(ben.view().last_commitments().is_empty());
    assert_eq!(ben.view().new_commitments().len(), 1);
    meet(&mut ana, &mut ben);
    let (mut ana, mut ben) = after_a_session();
    ben.does(answer(1, second(), Came::Moved));
    meet(&mut ana, &mut ben);
    ana.does(SessionsEdit::Close { session: second() });
    assert_eq!(ana.view().last_commitments().len(), 3);
    ana.does(SessionsEdit::Reopen { session: second() });
    let view = ana.view();
    let task = view.tasks.iter().find(|one| one.id == task(1)).expect("it is there").clone();
    assert_eq!(view.came_of(&task), Some(Came::Moved));
}

/// `[P 92, 165, 167]`
#[test]
fn values_of_another_shape_count_as_absent() {
    let (mut ana, _) = after_a_session();
    let before = (ana.view().commitments.clone(), titles(&ana.view()));
    let bad = foreign(|txn| {
        let parts = |parts: Vec<Any>| Any::from(parts);
        let text = |text: &str| Any::from(text.to_owned());
        let (number, by) = (|n: i64| Any::from(n), || Any::from(BEN.0.to_vec()));
        let all = root(txn, "commitments");
        let mut put = |key: String, value: Any| {
            all.insert(&mut *txn, key, value);
        };
        let (task, session) = (task(2), second());
        put(format!("{task}/confidence"), parts(vec![by(), number(1), number(6)]));
        put(format!("{task}/{session}"), parts(vec![by(), number(1), number(4), text("Words")]));
        put(format!("{task}/{session}/line"), parts(vec![by(), number(1), text(&"x".repeat(10_001))]));
        put(format!("{task}/{}", SessionId([9; 8])), parts(vec![by(), number(1), number(0), text("Words")]));
        put(format!("{task}/{session}/more"), text("later"));
        put(format!("{task}/nothing"), number(1));
        put("not a task".to_owned(), number(1));
        put(format!("{}", alongside_room::TaskId([9; 8])), text("neither"));
    });
    ana.room.apply(&bad).expect("an update");
    let view = ana.view();
    let known: Vec<_> = view.commitments.iter().filter(|one| one.task != alongside_room::TaskId([9; 8])).collect();
    assert_eq!(known.len(), before.0.len());
    assert!(known.iter().zip(before.0.iter()).all(|(now, before)| **now == *before), "{known:?}");
    assert_eq!(titles(&view), before.1);
}
