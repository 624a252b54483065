//! What two people can count on, told as stories over the crate's public interface. In this file: an unchanged part
//! of the view stays the very same value, so that a screen renders only what changed.

mod agenda;
mod agreement;
mod clocks;
mod commitments;
mod common;
mod dates;
mod devices;
mod habits;
mod handoffs;
mod handoffs_model;
mod hostile;
mod sessions;
mod shapes;
mod since;
mod tasks;
mod text;
mod timer;
mod undo;

use std::rc::Rc;

use alongside_room::{AgendaEdit, Moment, Room, TextField};

use crate::common::*;

#[test]
fn a_view_is_the_same_while_nothing_changed() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds(1, "a");
    let view = ana.view();
    ana.wait(5_000);
    assert!(Rc::ptr_eq(&view, &ana.view()));
    assert!(ana.try_to(AgendaEdit::Delete { item: item(9) }).is_err());
    ana.does(AgendaEdit::SetDiscussed { item: item(1), discussed: false });
    assert!(Rc::ptr_eq(&view, &ana.view()), "repeating an edit changes nothing");
    assert!(ana.unsent.len() == 1);
    meet(&mut ana, &mut ben);
    assert!(Rc::ptr_eq(&view, &ana.view()));
}

#[test]
fn typing_in_one_item_leaves_the_others_alone() {
    let (mut ana, _) = ana_and_ben();
    ana.adds(1, "a");
    ana.adds(2, "b");
    ana.adds_task(1, "t", None);
    let before = ana.view();
    ana.types(TextField::ItemNotes(item(1)), "notes");
    let after = ana.view();
    assert!(!Rc::ptr_eq(&before, &after) && !Rc::ptr_eq(&before.agenda[0], &after.agenda[0]));
    assert!(Rc::ptr_eq(&before.agenda[1], &after.agenda[1]));
    assert!(Rc::ptr_eq(&before.tasks, &after.tasks));
    assert!(Rc::ptr_eq(&before.members, &after.members) && Rc::ptr_eq(&before.timer, &after.timer));
    assert!(Rc::ptr_eq(&before.agenda[0].title, &after.agenda[0].title));
}

#[test]
fn an_empty_room_has_a_view() {
    let view = Room::new(1).view(Moment(0));
    assert_eq!((view.session.number, view.agenda.len(), view.members.len()), (1, 0, 0));
    assert_eq!(view.timer.block, None);
}

#[test]
fn a_copy_that_loads_what_another_stored_shows_the_same() {
    let (mut ana, _) = ana_and_ben();
    ana.adds(1, "a");
    ana.does(AgendaEdit::Delete { item: item(1) });
    let mut again = Copy::new(7, ANA);
    again.now = ana.now;
    again.room.load(&ana.room.snapshot()).expect("a genuine snapshot");
    assert_eq!(again.room.digest(), ana.room.digest());
    assert_eq!(again.view(), ana.view());
    assert!(again.room.take_updates().is_empty(), "a loaded snapshot is not sent");
    let lacks = ana.room.missing_from(&again.room.state_vector()).expect("a state vector");
    assert_eq!(again.room.apply(&lacks), Ok(vec![]));
}
