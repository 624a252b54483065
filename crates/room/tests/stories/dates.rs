//! Dates: what is none is refused, and counts as absent where a document holds it.

use alongside_room::{Refused, SessionId, SessionsEdit, TasksEdit};
use yrs::{Any, Map};

use crate::{
    common::*,
    hostile::{foreign, root},
};

/// `[P 102]`
#[test]
fn what_a_document_holds_in_the_place_of_a_date_counts_as_no_date() {
    let long = "9".repeat(5_000);
    let texts = ["some day", "2026-02-31", "2026-12-02T15:00[Mars\u{202e}]", "0026-12-02", "äöüäöüäöü-", &long];
    for date in texts.map(Any::from).into_iter().chain([Any::from(7.0), Any::Bool(true), Any::Undefined]) {
        let mut ana = Copy::new(1, ANA);
        ana.adds_task(1, "Call Eva", None);
        let first = SessionId::FIRST;
        let good = "2026-12-02T15:00[Europe/Berlin]".to_owned();
        ana.does(SessionsEdit::SetDate { session: first, date: Some(good.clone()) });
        let update = foreign(|txn| {
            let sessions = root(txn, "sessions");
            for session in [first, first.next()] {
                sessions.insert(txn, format!("{session}/date"), date.clone());
            }
        });
        ana.room.apply(&update).expect("a whole update");
        ana.does(SessionsEdit::Close { session: first });
        let session = ana.view().session.clone();
        assert_eq!(session.date, None, "{date:?}");
        // And anybody sets a date there.
        ana.does(SessionsEdit::SetDate { session: session.id, date: Some(good.clone()) });
        assert_eq!(ana.view().session.date, Some(good), "{date:?}");
    }
}

/// `[P 102]`
#[test]
fn nobody_sets_what_is_no_date() {
    let mut ana = Copy::new(1, ANA);
    ana.adds_task(1, "Call Eva", None);
    for date in ["", "some day", "2026-02-31", "2026-11-25T15:00:00Z", "2026-11-25T15:00[\n]"] {
        let date = Some(date.to_owned());
        let set = SessionsEdit::SetDate { session: SessionId::FIRST, date: date.clone() };
        assert_eq!(ana.try_to(set), Err(Refused::NoDate), "{date:?}");
        assert_eq!(
            ana.try_to(TasksEdit::SetDue { task: task(1), due: date.clone() }),
            Err(Refused::NoDate),
            "{date:?}"
        );
    }
    assert_eq!((&ana.view().session.date, &ana.view().tasks[0].due), (&None, &None));
}
