//! The series: closed by either, reopened by either, one chain.

use alongside_room::{AgendaEdit, Change, Edit, Place, Refused, SessionId, SessionsChange, SessionsEdit, Way};

use crate::common::*;

const FIRST: SessionId = SessionId::FIRST;

/// `[P 95]`
#[test]
fn two_closings_make_one_next_session() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds(1, "carried");
    meet(&mut ana, &mut ben);
    ana.does(SessionsEdit::Close { session: FIRST });
    ben.does(SessionsEdit::Close { session: FIRST });
    ben.does(SessionsEdit::SetDate { session: FIRST.next(), date: Some("2026-12-02".to_owned()) });
    meet(&mut ana, &mut ben);
    let view = ana.view();
    assert_eq!((view.session.number, view.earlier.len()), (2, 1));
    assert_eq!(view.session.date.as_deref(), Some("2026-12-02"));
    assert_eq!(ana.agenda(), ["carried"]);
}

#[test]
fn a_link_holds_until_another_is_given() {
    let (mut ana, _) = ana_and_ben();
    ana.does(SessionsEdit::SetCallLink { session: FIRST, link: "https://meet.example/a".to_owned() });
    ana.does(SessionsEdit::Close { session: FIRST });
    assert_eq!(&*ana.view().session.call_link, "https://meet.example/a");
    ana.does(SessionsEdit::SetCallLink { session: FIRST.next(), link: "javascript:alert(1)".to_owned() });
    assert_eq!(&*ana.view().session.call_link, "javascript:alert(1)", "shown as text, and judged where it is shown");
    assert_eq!(&*ana.view().earlier[0].call_link, "https://meet.example/a");
}

#[test]
fn closing_is_undone_by_reopening_but_not_once_the_other_spoke() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.does(SessionsEdit::Close { session: FIRST });
    ana.undoes();
    assert_eq!(ana.view().session.number, 1);
    ana.redoes();
    assert_eq!(ana.view().session.number, 2);
    meet(&mut ana, &mut ben);
    ben.does(SessionsEdit::Reopen { session: FIRST });
    ben.does(SessionsEdit::Close { session: FIRST });
    meet(&mut ana, &mut ben);
    assert_eq!(ana.room.undo(ana.who()), Err(Refused::Nothing(Way::Undone)));
    assert_eq!(ana.view().earlier[0].closed.expect("closed").0, BEN);
}

#[test]
fn what_was_talked_about_in_later_sessions_shows_also_after_an_early_one_was_reopened() {
    let (mut ana, _) = ana_and_ben();
    for n in 1..=3u8 {
        ana.adds(n, &format!("{n}"));
        ana.does(AgendaEdit::SetDiscussed { item: item(n), discussed: true });
        let session = ana.view().session.id;
        ana.does(SessionsEdit::Close { session });
    }
    ana.does(SessionsEdit::Reopen { session: FIRST });
    let view = ana.view();
    assert_eq!((view.session.number, view.earlier.len()), (1, 2));
    assert_eq!(view.earlier.iter().map(|session| session.number).collect::<Vec<_>>(), [3, 2]);
    assert_eq!(ana.agenda(), ["1"]);
    ana.does(SessionsEdit::Close { session: FIRST });
    assert_eq!(ana.view().session.number, 4);
}

#[test]
fn a_session_yet_to_come_cannot_be_closed_and_an_unknown_one_is_gone() {
    let (mut ana, _) = ana_and_ben();
    assert_eq!(ana.try_to(SessionsEdit::Close { session: FIRST.next() }), Err(Refused::Gone));
    let unknown = SessionId([7; 8]);
    assert_eq!(ana.try_to(SessionsEdit::SetDate { session: unknown, date: None }), Err(Refused::Gone));
}

#[test]
fn both_are_led_to_one_item_and_it_is_forgotten_when_the_item_goes() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds(1, "a");
    ana.does(AgendaEdit::Add { item: item(2), title: "b".to_owned(), place: Place::Last });
    meet(&mut ana, &mut ben);
    ana.does(AgendaEdit::SetCurrent { session: FIRST, item: Some(item(1)) });
    ben.does(AgendaEdit::SetCurrent { session: FIRST, item: Some(item(2)) });
    meet(&mut ana, &mut ben);
    let current = ana.view().current.expect("one of them");
    assert_eq!((current.item, current.by), (item(2), BEN));
    ana.does(AgendaEdit::Delete { item: item(2) });
    assert_eq!(ana.view().current, None);
    assert_eq!(ana.try_to(AgendaEdit::SetCurrent { session: FIRST, item: Some(item(9)) }), Err(Refused::Gone));
}

#[test]
fn what_was_done_to_a_session_is_told_and_nothing_else() {
    let (mut ana, mut ben) = ana_and_ben();
    let mut told = |edit| {
        ana.does(edit);
        meet(&mut ana, &mut ben).1
    };
    let date = Some("2026-12-02".to_owned());
    assert_eq!(
        told(Edit::Sessions(SessionsEdit::SetDate { session: FIRST, date })),
        [Change::Sessions(SessionsChange::Dated)]
    );
    let link = "https://meet.example/a".to_owned();
    assert_eq!(
        told(Edit::Sessions(SessionsEdit::SetCallLink { session: FIRST, link })),
        [Change::Sessions(SessionsChange::Linked)]
    );
    assert_eq!(
        told(Edit::Sessions(SessionsEdit::Close { session: FIRST })),
        [Change::Sessions(SessionsChange::Closed)]
    );
    assert_eq!(
        told(Edit::Sessions(SessionsEdit::Reopen { session: FIRST })),
        [Change::Sessions(SessionsChange::Reopened)]
    );
}
