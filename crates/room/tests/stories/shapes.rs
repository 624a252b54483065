//! Shapes of a session, and the step that both are at.

use alongside_room::{
    AboutChange, AboutEdit, Change, Mode, NewStep, Place, Refused, SessionId, SessionsEdit, ShapeId, ShapesChange,
    ShapesEdit, StepId,
};
use yrs::{Any, Map};

use crate::{
    common::*,
    hostile::{foreign, root},
};

/// A shape that every screen brings along, and of which the room has no word.
const FIFTY: ShapeId = ShapeId(*b"shape-50");
const OURS: ShapeId = ShapeId([7; 8]);

fn step(n: u8) -> StepId {
    StepId([n; 8])
}

fn new_step(n: u8, name: &str, minutes: u16) -> NewStep {
    NewStep { id: step(n), name: name.to_owned(), minutes, prompt: format!("About {name}?") }
}

fn add() -> ShapesEdit {
    let steps = vec![new_step(1, "Arrive", 3), new_step(2, "Talk", 25), new_step(3, "Commit", 8)];
    ShapesEdit::Add { shape: OURS, name: "A calm hour".to_owned(), steps }
}

fn follow(shape: ShapeId) -> ShapesEdit {
    ShapesEdit::Follow { session: SessionId::FIRST, shape: Some(shape), step: None }
}

fn go(shape: ShapeId, from: Option<u8>, to: u8) -> ShapesEdit {
    ShapesEdit::GoTo { session: SessionId::FIRST, shape, from: from.map(step), to: step(to) }
}

fn at(copy: &mut Copy) -> Option<(ShapeId, Option<StepId>)> {
    copy.view().followed.map(|followed| (followed.shape, followed.step))
}

fn steps(copy: &mut Copy) -> Vec<String> {
    copy.view().shapes.iter().flat_map(|shape| shape.steps.iter()).map(|step| step.name.to_string()).collect()
}

/// `[P 106]`
#[test]
fn both_go_through_a_shape_that_their_screens_know_and_each_hears_whose_hand_it_was() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.does(follow(FIFTY));
    let (_, told) = meet(&mut ana, &mut ben);
    assert_eq!(told, [Change::Shapes(ShapesChange::Followed)]);
    ben.does(go(FIFTY, None, 1));
    let (told, _) = meet(&mut ana, &mut ben);
    assert_eq!(told, [Change::Shapes(ShapesChange::Moved)]);
    let view = ana.view();
    assert_eq!(view.followed.map(|followed| (followed.step, followed.by)), Some((Some(step(1)), BEN)));
    assert!(view.shapes.is_empty(), "the room holds no word of it");
    // Any step can be skipped, and none leads anywhere but by a hand.
    ben.does(go(FIFTY, Some(1), 2));
    ben.does(go(FIFTY, Some(2), 3));
    ben.undoes();
    ben.undoes();
    meet(&mut ana, &mut ben);
    ana.does(go(FIFTY, Some(1), 4));
    ana.undoes();
    assert_eq!(at(&mut ana), Some((FIFTY, Some(step(1)))));
    ana.redoes();
    assert_eq!(at(&mut ana), Some((FIFTY, Some(step(4)))));
}

/// `[P 106]`
#[test]
fn both_press_next_at_once_and_are_one_step_on() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.does(follow(FIFTY));
    ana.does(go(FIFTY, None, 1));
    meet(&mut ana, &mut ben);
    for copy in [&mut ana, &mut ben] {
        copy.does(go(FIFTY, Some(1), 2));
    }
    meet(&mut ana, &mut ben);
    for copy in [&mut ana, &mut ben] {
        assert_eq!(at(copy), Some((FIFTY, Some(step(2)))));
    }
    // One after the other: the second hand saw the step before, and finds its wish done.
    ana.does(go(FIFTY, Some(1), 2));
    assert_eq!(ben.try_to(go(FIFTY, Some(1), 3)), Err(Refused::Gone), "nobody skips what the other led to");
}

#[test]
fn two_step_changes_in_every_order_come_to_one_step_that_is_told_to_who_wanted_another() {
    // Each goes on, skips, goes back or puts the steps away, before hearing of the other.
    let ways = || [Some(2), Some(3), Some(1), None].map(|to| to.map_or_else(leave, |to| go(FIFTY, Some(2), to)));
    fn leave() -> ShapesEdit {
        ShapesEdit::Follow { session: SessionId::FIRST, shape: None, step: None }
    }
    for hers in ways() {
        for his in ways() {
            let (mut ana, mut ben) = ana_and_ben();
            ana.does(follow(FIFTY));
            ana.does(go(FIFTY, None, 1));
            ana.does(go(FIFTY, Some(1), 2));
            meet(&mut ana, &mut ben);
            ana.does(hers.clone());
            ben.does(his.clone());
            let meant = [at(&mut ana), at(&mut ben)];
            let (told_ana, told_ben) = meet(&mut ana, &mut ben);
            let came = at(&mut ana);
            assert_eq!(came, at(&mut ben), "{hers:?} {his:?}");
            assert!(meant.contains(&came));
            for (meant, told) in meant.into_iter().zip([told_ana, told_ben]) {
                let is_told = told.iter().any(|change| matches!(change, Change::Shapes(_)));
                assert_eq!(meant != came, is_told, "{hers:?} {his:?}: {told:?}");
            }
        }
    }
}

/// `[P 105]`
#[test]
fn both_write_in_one_shape_and_it_is_kept_under_a_name() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.does(add());
    assert!(ana.view().shapes.is_empty(), "neither kept nor followed");
    ana.does(follow(OURS));
    meet(&mut ana, &mut ben);
    assert_eq!(steps(&mut ben), ["Arrive", "Talk", "Commit"]);
    ana.does(ShapesEdit::SetStep { shape: OURS, step: new_step(2, "One thing", 20) });
    ana.does(ShapesEdit::SetStep { shape: OURS, step: new_step(4, "Close", 4) });
    ben.does(ShapesEdit::SetStep { shape: OURS, step: new_step(1, "Settle in", 5) });
    ben.does(ShapesEdit::Reorder { shape: OURS, step: step(3), place: Place::First });
    meet(&mut ana, &mut ben);
    assert_eq!(steps(&mut ana), ["Commit", "Settle in", "One thing", "Close"]);
    ben.undoes();
    ben.undoes();
    assert_eq!(steps(&mut ben), ["Arrive", "One thing", "Commit", "Close"]);
    meet(&mut ana, &mut ben);

    ben.does(ShapesEdit::Keep { shape: OURS, name: Some(" Our\nhour ".to_owned()) });
    ben.does(ShapesEdit::Follow { session: SessionId::FIRST, shape: None, step: None });
    meet(&mut ana, &mut ben);
    let shape = ana.view().shapes[0].clone();
    assert_eq!((&*shape.name, shape.is_kept, shape.by), ("Our hour", true, ANA));
    ana.does(add());
    assert_eq!(steps(&mut ana), ["Arrive", "One thing", "Commit", "Close"], "it is kept as it is");
    ana.does(ShapesEdit::Keep { shape: OURS, name: None });
    assert!(ana.view().shapes.is_empty());
    ana.undoes();
    assert_eq!(ana.view().shapes.len(), 1);
    // Neither kept nor followed, it begins anew.
    ana.does(ShapesEdit::Keep { shape: OURS, name: None });
    ana.does(add());
    ana.does(follow(OURS));
    assert_eq!(steps(&mut ana), ["Arrive", "Talk", "Commit"]);
}

#[test]
fn the_step_that_both_are_at_is_removed_and_they_are_at_the_next() {
    let (mut ana, _) = ana_and_ben();
    ana.does(add());
    ana.does(follow(OURS));
    ana.does(go(OURS, None, 2));
    ana.does(ShapesEdit::RemoveStep { shape: OURS, step: step(2) });
    assert_eq!(at(&mut ana), Some((OURS, Some(step(3)))));
    ana.does(ShapesEdit::RemoveStep { shape: OURS, step: step(3) });
    assert_eq!(at(&mut ana), Some((OURS, Some(step(1)))), "or at the one before the last");
    ana.undoes();
    assert_eq!((at(&mut ana), steps(&mut ana).len()), (Some((OURS, Some(step(3)))), 2));
}

#[test]
fn the_next_session_begins_without_steps_and_the_one_before_is_left_alone() {
    let (mut ana, _) = ana_and_ben();
    ana.does(follow(FIFTY));
    ana.does(SessionsEdit::Close { session: SessionId::FIRST });
    assert_eq!(at(&mut ana), None);
    assert_eq!(ana.try_to(go(FIFTY, None, 1)), Err(Refused::Gone));
    assert_eq!(ana.try_to(follow(FIFTY)), Err(Refused::Gone));
    ana.does(SessionsEdit::Reopen { session: SessionId::FIRST });
    assert_eq!(at(&mut ana), Some((FIFTY, None)));
}

#[test]
fn what_is_no_shape_and_no_step_is_refused() {
    let (mut ana, _) = ana_and_ben();
    let set = |step: NewStep| ShapesEdit::SetStep { shape: OURS, step };
    assert_eq!(ana.try_to(set(new_step(1, "Arrive", 3))), Err(Refused::Gone));
    let many = (0..25).map(|n| new_step(n, "Again", 1)).collect();
    let refused = ana.try_to(ShapesEdit::Add { shape: OURS, name: "Many".to_owned(), steps: many });
    assert_eq!(refused, Err(Refused::Text { length: 25, most: 24 }));
    let refused = ana.try_to(ShapesEdit::Add { shape: OURS, name: " ".to_owned(), steps: vec![] });
    assert_eq!(refused, Err(Refused::Text { length: 0, most: 200 }));
    ana.does(add());
    ana.does(follow(OURS));
    let refused = ana.try_to(set(new_step(1, &"x".repeat(201), 3)));
    assert_eq!(refused, Err(Refused::Text { length: 201, most: 200 }));
    for n in 4..=24 {
        ana.does(set(new_step(n, "Again", u16::MAX)));
    }
    assert_eq!(ana.try_to(set(new_step(25, "Again", 1))), Err(Refused::Text { length: 25, most: 24 }));
    assert_eq!(ana.view().shapes[0].steps[23].minutes, 999);
    assert_eq!(ana.try_to(go(OURS, None, 99)), Err(Refused::Gone));
    ana.does(AboutEdit::End);
    assert_eq!(ana.try_to(go(OURS, None, 1)), Err(Refused::Ended));
}

/// `[P 92, 105]`
#[test]
fn a_shape_of_another_kind_counts_as_absent_and_nobody_is_led_through_a_thousand_steps() {
    let (mut ana, _) = ana_and_ben();
    ana.does(add());
    ana.does(follow(OURS));
    let bad = foreign(|txn| {
        let parts = |parts: Vec<Any>| Any::from(parts);
        let order = || Any::from(vec![128u8, 0]);
        let text = |text: &str| Any::from(text.to_owned());
        let number = |n: i64| Any::from(n);
        let shapes = root(txn, "shapes");
        let mut put = |key: String, value: Any| {
            shapes.insert(&mut *txn, key, value);
        };
        put(format!("{OURS}/{}", step(1)), text("no step"));
        put(format!("{OURS}/{}", step(2)), parts(vec![order(), number(1_000), text("Long"), text("")]));
        put(format!("{OURS}/{}", step(9)), parts(vec![order(), number(-1), text("Before"), text("")]));
        put(format!("{OURS}/{}", step(8)), parts(vec![order(), number(1), text(&"x".repeat(201)), text("")]));
        put(format!("{OURS}/nothing"), parts(vec![order(), number(1), text("No id"), text("")]));
        put(format!("{OURS}/kept"), text(&"x".repeat(201)));
        put("not a shape".to_owned(), text("x"));
        for n in 0..1_000u64 {
            let id = StepId((1_000_000 + n).to_be_bytes());
            put(format!("{OURS}/{id}"), parts(vec![order(), number(1), text("Again"), text("")]));
        }
        let steps = root(txn, "steps");
        let register = |rev: i64| parts(vec![number(rev), number(5), Any::from(vec![1u8; 8]), Any::Null]);
        steps.insert(txn, format!("{}/{BEN}", SessionId::FIRST), register(1 << 48));
        steps.insert(txn, "neither/nor", register(9));
    });
    ana.room.apply(&bad).expect("an update");
    let view = ana.view();
    let shape = &view.shapes[0];
    assert_eq!(
        (shape.steps.len(), shape.is_kept, view.followed.map(|followed| followed.shape)),
        (24, false, Some(OURS))
    );
    assert!(!shape.steps.iter().any(|step| ["Before", "Long"].contains(&&*step.name)));
}

/// `[P 90]`
#[test]
fn a_room_without_shapes_has_the_digest_that_it_had_for_those_who_know_none() {
    let (mut ana, mut ben) = ana_and_ben();
    let before = (ana.room.snapshot(), ana.room.digest());
    ana.does(follow(FIFTY));
    assert_ne!(ana.room.digest(), before.1);
    meet(&mut ana, &mut ben);
    let mut fresh = alongside_room::Room::new(9);
    fresh.load(&before.0).expect("a snapshot");
    assert_eq!(fresh.digest(), before.1);
}

#[test]
fn what_the_room_is_for_is_said_once_somebody_says_it() {
    let (mut ana, mut ben) = ana_and_ben();
    assert_eq!((ana.view().kind, ana.view().mode), (None, Mode::Coaching));
    ana.does(AboutEdit::SetMode(Mode::Mentoring));
    let (_, told) = meet(&mut ana, &mut ben);
    assert_eq!(told, [Change::About(AboutChange::KindSet)]);
    assert_eq!((ben.view().kind, ben.view().mode), (Some(Mode::Mentoring), Mode::Mentoring));
    ana.undoes();
    assert_eq!(ana.view().kind, None);
}
