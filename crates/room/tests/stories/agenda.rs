//! Talking points: added and reordered by both, carried over, postponed, never lost.

use crate::common::*;
use alongside_room::{
    AgendaChange, AgendaEdit, Change, Edit, Place, SessionId, SessionsChange, SessionsEdit, TextField,
};

#[test]
fn both_add_points_and_see_them_in_one_order() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds(1, "Say no to ops");
    ben.adds(2, "Growth plan");
    let (to_ana, to_ben) = meet(&mut ana, &mut ben);
    assert_eq!(to_ana, [Change::Agenda(AgendaChange::Added(item(2)))]);
    assert_eq!(to_ben, [Change::Agenda(AgendaChange::Added(item(1)))]);
    assert_eq!(ana.agenda(), ["Say no to ops", "Growth plan"]);
    let shown = ana.view().agenda[1].clone();
    assert_eq!((shown.raised_by, shown.carried, shown.discussed), (BEN, false, None));
}

#[test]
fn a_title_of_several_lines_becomes_title_and_notes() {
    let (mut ana, _) = ana_and_ben();
    ana.adds(1, " Say no to ops \nWhy is it hard?\nWhat would help?\n");
    assert_eq!(ana.agenda(), ["Say no to ops"]);
    assert_eq!(ana.text(TextField::ItemNotes(item(1))), "Why is it hard?\nWhat would help?");
}

#[test]
fn two_concurrent_reorders_converge() {
    let (mut ana, mut ben) = ana_and_ben();
    for n in 1..=4 {
        ana.adds(n, &format!("{n}"));
    }
    meet(&mut ana, &mut ben);
    ana.does(AgendaEdit::Reorder { item: item(1), place: Place::Last });
    ben.does(AgendaEdit::Reorder { item: item(1), place: Place::After(item(2)) });
    ben.does(AgendaEdit::Reorder { item: item(4), place: Place::First });
    meet(&mut ana, &mut ben);
    assert_eq!(ana.agenda().len(), 4);
    assert_eq!(ana.agenda()[..2], ["4", "2"]);
}

/// `[P 98]`
#[test]
fn points_added_at_one_place_at_once_are_both_kept_and_a_third_fits_between() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds(9, "last");
    meet(&mut ana, &mut ben);
    ana.does(AgendaEdit::Add { item: item(1), title: "a".to_owned(), place: Place::First });
    ben.does(AgendaEdit::Add { item: item(2), title: "b".to_owned(), place: Place::First });
    meet(&mut ana, &mut ben);
    ana.does(AgendaEdit::Add { item: item(3), title: "between".to_owned(), place: Place::After(item(1)) });
    meet(&mut ana, &mut ben);
    assert_eq!(ben.agenda(), ["a", "between", "b", "last"]);
}

/// `[P 96, 97]`
#[test]
fn undiscussed_points_carry_over_and_discussed_ones_stay_with_their_session() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds(1, "done");
    ana.adds(2, "open");
    ana.adds(3, "put off");
    ana.does(AgendaEdit::SetDiscussed { item: item(1), discussed: true });
    ana.does(AgendaEdit::Postpone { item: item(3) });
    assert_eq!(ana.agenda(), ["done", "open"]);
    assert_eq!(ana.view().postponed[0].id, item(3));
    ana.does(SessionsEdit::Close { session: SessionId::FIRST });
    let news = meet(&mut ana, &mut ben).1;
    assert!(
        news.contains(&Change::Sessions(SessionsChange::Closed))
            && news.contains(&Change::Agenda(AgendaChange::Discussed(item(1))))
    );
    let view = ben.view();
    assert_eq!(ben.agenda(), ["open", "put off"]);
    assert!(view.agenda.iter().all(|item| item.carried));
    assert_eq!((view.session.number, view.session.id), (2, SessionId::FIRST.next()));
    assert_eq!(view.earlier[0].items[0].id, item(1));
    assert_eq!(view.earlier[0].closed.expect("closed").0, ANA);
    ben.does(SessionsEdit::Reopen { session: SessionId::FIRST });
    meet(&mut ana, &mut ben);
    assert_eq!(ana.agenda(), ["done", "open"]);
    assert_eq!(ana.view().postponed.len(), 1);
}

#[test]
fn each_change_of_a_point_is_reported_as_what_it_was() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds(1, "a");
    meet(&mut ana, &mut ben);
    let mut changes_of = |edit| {
        ana.does(edit);
        meet(&mut ana, &mut ben).1
    };
    assert_eq!(
        changes_of(Edit::Agenda(AgendaEdit::SetDiscussed { item: item(1), discussed: true })),
        [Change::Agenda(AgendaChange::Discussed(item(1)))]
    );
    assert_eq!(
        changes_of(Edit::Agenda(AgendaEdit::SetDiscussed { item: item(1), discussed: false })),
        [Change::Agenda(AgendaChange::Reopened(item(1)))]
    );
    changes_of(Edit::Agenda(AgendaEdit::SetDiscussed { item: item(1), discussed: true }));
    assert_eq!(
        changes_of(Edit::Agenda(AgendaEdit::Postpone { item: item(1) })),
        [Change::Agenda(AgendaChange::Postponed(item(1)))]
    );
    ana.undoes();
    let back = meet(&mut ana, &mut ben).1;
    assert_eq!(back, [Change::Agenda(AgendaChange::TakenUp(item(1)))]);
}

#[test]
fn a_postponed_point_comes_back_where_it_stood_and_undo_postpones_it_again() {
    let (mut ana, mut ben) = ana_and_ben();
    for n in 1..=3 {
        ana.adds(n, ["a", "b", "c"][usize::from(n) - 1]);
    }
    ana.does(AgendaEdit::Postpone { item: item(2) });
    meet(&mut ana, &mut ben);
    ben.does(AgendaEdit::TakeUp { item: item(2) });
    assert_eq!(meet(&mut ana, &mut ben).0, [Change::Agenda(AgendaChange::TakenUp(item(2)))]);
    assert_eq!((ana.agenda(), ana.view().postponed.len()), (vec!["a".to_owned(), "b".to_owned(), "c".to_owned()], 0));
    ben.undoes();
    meet(&mut ana, &mut ben);
    assert_eq!((ana.agenda(), ana.view().postponed.len()), (vec!["a".to_owned(), "c".to_owned()], 1));
    // Taking up a point that is not postponed changes nothing.
    ana.does(AgendaEdit::SetDiscussed { item: item(1), discussed: true });
    ana.does(AgendaEdit::TakeUp { item: item(1) });
    assert!(ana.view().item(item(1)).is_some_and(|item| item.discussed.is_some()));
}
