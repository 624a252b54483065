//! Letters merge, and whatever people type is safe.

use alongside_room::{Edit, Refused, edit::TextField};

use crate::common::*;

const TITLE: TextField = TextField::ItemTitle(alongside_room::ItemId([1; 8]));
const NOTES: TextField = TextField::ItemNotes(alongside_room::ItemId([1; 8]));

#[test]
fn both_type_in_one_field_at_once() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds(1, "plan");
    meet(&mut ana, &mut ben);
    ana.types(TITLE, "Growth plan");
    ben.types(TITLE, "plan for 2027");
    meet(&mut ana, &mut ben);
    assert_eq!(ana.agenda(), ["Growth plan for 2027"]);
}

#[test]
fn a_field_that_waited_carries_its_change_over() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds(1, "a");
    ana.types(NOTES, "one two");
    meet(&mut ana, &mut ben);
    ben.types(NOTES, "zero one two");
    meet(&mut ana, &mut ben);
    // Ana was composing meanwhile: her field still showed what was there before.
    ana.does(Edit::Retype { field: NOTES, base: "one two".to_owned(), text: "one two 三".to_owned() });
    assert_eq!(ana.text(NOTES), "zero one two 三");
}

#[test]
fn emoji_right_to_left_and_markup_stay_what_they_are() {
    let (mut ana, mut ben) = ana_and_ben();
    for text in ["👩‍👧‍👦 family 🏳️‍🌈", "שלום עולם", "<script>alert(1)</script>", "e\u{301}", "👍🏽👍🏿", "a\u{0}b"]
    {
        ana.adds(1, "x");
        meet(&mut ana, &mut ben);
        ana.types(TITLE, text);
        meet(&mut ana, &mut ben);
        assert_eq!(ben.text(TITLE), text);
        // Each takes a part of the same character away, or puts one in.
        let base = ben.text(TITLE);
        ana.types(TITLE, &base.replace('👧', "👦"));
        ben.types(TITLE, &format!("🎈{base}🎈"));
        meet(&mut ana, &mut ben);
        assert!(!ana.text(TITLE).contains('\u{fffd}'));
    }
}

#[test]
fn long_texts_are_kept_in_updates_that_fit_a_frame() {
    let (mut ana, mut ben) = ana_and_ben();
    let title = "🎉".repeat(10_000);
    let notes = "ש".repeat(200_000);
    ana.adds(1, &format!("{title}\n{notes}"));
    assert!(ana.unsent.len() > 20);
    assert!(ana.unsent.iter().all(|update| update.len() <= 48 * 1024));
    meet(&mut ana, &mut ben);
    assert_eq!((ben.text(TITLE), ben.text(NOTES)), (title, notes.clone()));
    ben.types(NOTES, "");
    ben.undoes();
    assert!(ben.unsent.iter().all(|update| update.len() <= 48 * 1024));
    meet(&mut ana, &mut ben);
    assert_eq!(ana.text(NOTES), notes);
}

#[test]
fn too_long_and_empty_are_refused() {
    let (mut ana, _) = ana_and_ben();
    let add = |title: &str| Edit::AddItem {
        item: item(1),
        title: title.to_owned(),
        place: alongside_room::edit::Place::Last,
    };
    assert_eq!(ana.try_to(add("  \n ")), Err(Refused::Text { length: 0 }));
    assert_eq!(ana.try_to(add(&"a".repeat(10_001))), Err(Refused::Text { length: 10_001 }));
    ana.does(add("fine"));
    let grow = Edit::Retype { field: TITLE, base: "fine".to_owned(), text: "a".repeat(10_001) };
    assert_eq!(ana.try_to(grow), Err(Refused::Text { length: 10_001 }));
    let name = Edit::Rename { member: ANA, name: "a".repeat(201) };
    assert_eq!(ana.try_to(name), Err(Refused::Text { length: 201 }));
    assert_eq!(ana.agenda(), ["fine"]);
}

#[test]
fn a_title_is_one_line() {
    let (mut ana, _) = ana_and_ben();
    ana.adds(1, "a");
    ana.types(TITLE, "a\nb\r\nc");
    assert_eq!(ana.agenda(), ["a b c"]);
}

#[test]
fn words_typed_into_a_field_that_went_to_the_bin_are_kept() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds(1, "a");
    meet(&mut ana, &mut ben);
    ana.does(Edit::DeleteItem { item: item(1) });
    ben.types(NOTES, "while it went");
    meet(&mut ana, &mut ben);
    ben.types(NOTES, "while it went away");
    ben.does(Edit::RestoreItem { item: item(1) });
    assert_eq!(ben.text(NOTES), "while it went away");
    let gone = Edit::Retype { field: TextField::ItemNotes(item(9)), base: String::new(), text: "x".to_owned() };
    assert_eq!(ben.try_to(gone), Err(Refused::Gone));
}

/// Letters that build on letters of each other come to a third copy in all orders: whatever is complete is shown.
#[test]
fn letters_that_arrive_before_what_they_follow_are_shown_once_it_is_there() {
    let (mut ana, mut ben) = ana_and_ben();
    let joined = ana.room.missing_from(&alongside_room::Room::new(9).state_vector()).expect("its own state vector");
    let mut all = Vec::new();
    ana.adds(1, "plan");
    all.append(&mut ana.unsent.clone());
    meet(&mut ana, &mut ben);
    ben.adds(2, "x");
    ben.types(NOTES, "b");
    all.append(&mut ben.unsent.clone());
    meet(&mut ana, &mut ben);
    ana.types(NOTES, "ba");
    all.append(&mut ana.unsent);
    assert_eq!(all.len(), 4);
    for order in orders(all.len()) {
        let mut third = Copy::new(3, BEN);
        third.room.apply(&joined).expect("a genuine update");
        for at in &order {
            third.room.apply(&all[*at]).expect("a genuine update");
        }
        assert!(!third.room.has_pending(), "{order:?}");
        assert_eq!(third.room.digest(), ana.room.digest(), "{order:?}");
    }
}

/// All orders of so many things.
fn orders(of: usize) -> Vec<Vec<usize>> {
    (0..of).fold(vec![Vec::new()], |orders, next| {
        let put = |order: &Vec<usize>, at: usize| {
            let mut order = order.clone();
            order.insert(at, next);
            order
        };
        orders.iter().flat_map(|order| (0..=order.len()).map(move |at| put(order, at))).collect()
    })
}
