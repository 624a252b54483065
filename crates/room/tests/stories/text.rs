//! Letters merge, and whatever people type is safe.

use alongside_room::{AgendaEdit, Edit, MembersEdit, Refused, TextEdit, TextField};

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
fn a_change_typed_on_an_old_text_is_transformed_onto_the_new_one() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds(1, "a");
    ana.types(NOTES, "one two");
    meet(&mut ana, &mut ben);
    ben.types(NOTES, "zero one two");
    meet(&mut ana, &mut ben);
    // Ana was composing meanwhile: her field still showed the old text.
    ana.does(TextEdit::Retype {
        field: NOTES, base: "one two".to_owned(), text: "one two 三".to_owned(), caret: None
    });
    assert_eq!(ana.text(NOTES), "zero one two 三");
}

/// Ana types an "H" in front of Ben's "H": her next letter belongs behind hers, and Ben's next behind his.
#[test]
fn a_letter_typed_in_front_of_an_equal_one_stands_in_front_of_it() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds(1, "a");
    meet(&mut ana, &mut ben);
    ben.types(NOTES, "H");
    meet(&mut ana, &mut ben);
    let (mut her_caret, mut his_caret) = (0, 1);
    ana.types_at(NOTES, &mut her_caret, 'H');
    ana.types_at(NOTES, &mut her_caret, 'e');
    ben.types_at(NOTES, &mut his_caret, 'i');
    meet(&mut ana, &mut ben);
    assert_eq!((ana.text(NOTES), ben.text(NOTES)), ("HeHi".to_owned(), "HeHi".to_owned()));
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
        // Each removes or inserts a part of the same character.
        let base = ben.text(TITLE);
        ana.types(TITLE, &base.replace('👧', "👦"));
        ben.types(TITLE, &format!("🎈{base}🎈"));
        meet(&mut ana, &mut ben);
        assert!(!ana.text(TITLE).contains('\u{fffd}'));
    }
}

/// `[P 72, 99]`
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

/// `[P 99]`
#[test]
fn too_long_and_empty_are_refused() {
    let (mut ana, _) = ana_and_ben();
    let add = |title: &str| {
        Edit::Agenda(AgendaEdit::Add { item: item(1), title: title.to_owned(), place: alongside_room::Place::Last })
    };
    assert_eq!(ana.try_to(add("  \n ")), Err(Refused::Text { length: 0, most: 10_000 }));
    assert_eq!(ana.try_to(add(&"a".repeat(10_001))), Err(Refused::Text { length: 10_001, most: 10_000 }));
    ana.does(add("fine"));
    let grow =
        Edit::Text(TextEdit::Retype { field: TITLE, base: "fine".to_owned(), text: "a".repeat(10_001), caret: None });
    assert_eq!(ana.try_to(grow), Err(Refused::Text { length: 10_001, most: 10_000 }));
    ana.types(TITLE, "fi");
    let appended =
        Edit::Text(TextEdit::Retype { field: TITLE, base: "a".repeat(9_999), text: "a".repeat(10_001), caret: None });
    ana.does(appended);
    assert_eq!(ana.agenda(), ["fiaa"], "what counts is what the room comes to hold");
    ana.types(TITLE, "fine");
    let name = Edit::Members(MembersEdit::Rename { member: ANA, name: "a".repeat(201) });
    assert_eq!(ana.try_to(name), Err(Refused::Text { length: 201, most: 200 }));
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
    ana.does(AgendaEdit::Delete { item: item(1) });
    ben.types(NOTES, "while it went");
    meet(&mut ana, &mut ben);
    ben.types(NOTES, "while it went away");
    ben.does(AgendaEdit::Restore { item: item(1) });
    assert_eq!(ben.text(NOTES), "while it went away");
    let gone = Edit::Text(TextEdit::Retype {
        field: TextField::ItemNotes(item(9)),
        base: String::new(),
        text: "x".to_owned(),
        caret: None,
    });
    assert_eq!(ben.try_to(gone), Err(Refused::Gone));
}

/// Letters of two people that build on each other reach a third copy, in every order: each is shown once all that it builds on is there.
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
    assert_eq!(all.len(), 6, "each also said whose letters follow");
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

/// All permutations of so many things.
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

/// Both type into empty notes at once, each letter at their caret. From the texts alone nobody could tell whose of
/// two equal letters came first.
#[test]
fn sentences_typed_at_one_place_at_once_stay_whole() {
    let sentences = [
        ("Hello from Ana. ", "Hi from Ben. "),
        ("the quick brown fox jumps", "the lazy dog sleeps now"),
        ("ooh, yes", "ok, no"),
        ("ok, no", "ooh, yes"),
        ("🎉🎉 yes", "🎉 no"),
    ];
    for ((hers, his), (every, pace), clients) in sentences
        .iter()
        .flat_map(|pair| [(1, 1), (2, 1), (5, 1), (1, 2), (1, 3), (3, 2)].map(|pace| (pair, pace)))
        .flat_map(|(pair, pace)| [(1, 2), (2, 1)].map(|clients| (pair, pace, clients)))
    {
        let (mut ana, mut ben) = (Copy::new(clients.0, ANA), Copy::new(clients.1, BEN));
        ana.adds(1, "plan");
        meet(&mut ana, &mut ben);
        let (mut her_caret, mut his_caret) = (0, 0);
        let (mut her_letters, mut his_letters) = (hers.chars(), his.chars());
        for turn in 1.. {
            let his_turn = turn % pace == 0 || her_letters.as_str().is_empty() || turn == 1;
            let typed = (her_letters.next(), if his_turn { his_letters.next() } else { None });
            if let Some(letter) = typed.0 {
                ana.types_at(NOTES, &mut her_caret, letter);
            }
            if let Some(letter) = typed.1 {
                ben.types_at(NOTES, &mut his_caret, letter);
            }
            let is_over = typed == (None, None);
            if turn % every == 0 || is_over {
                let pins = (ana.room.anchor(NOTES, her_caret), ben.room.anchor(NOTES, his_caret));
                meet(&mut ana, &mut ben);
                her_caret = ana.room.offset(&pins.0.expect("a place in the notes")).expect("the same document");
                his_caret = ben.room.offset(&pins.1.expect("a place in the notes")).expect("the same document");
            }
            if is_over {
                break;
            }
        }
        let (text, hers_first, his_first) = (ana.text(NOTES), format!("{hers}{his}"), format!("{his}{hers}"));
        assert!(
            text == hers_first || text == his_first,
            "{text:?}, sent every {every}, his every {pace}, clients {clients:?}"
        );
    }
}

#[test]
fn an_anchor_stays_behind_its_letter() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds(1, "plan");
    ana.types(NOTES, "one 🎉 three");
    ana.types(NOTES, "one 🎉 two three");
    ana.types(NOTES, "o 🎉 two three");
    meet(&mut ana, &mut ben);
    for at in [0, 1, 2, 4, 5, 9, 14] {
        let anchor = ana.room.anchor(NOTES, at).expect("a place in the notes");
        assert_eq!(ana.room.offset(&anchor), Some(at));
    }
    let (start, behind_two) = (ana.room.anchor(NOTES, 0), ana.room.anchor(NOTES, 8));
    let (start, behind_two) = (start.expect("the start"), behind_two.expect("behind two"));
    assert_eq!(ana.room.anchor(NOTES, 100), None);

    ben.types(NOTES, "zero o 🎉 two three");
    ben.types(NOTES, "zero o 🎉 two and three");
    meet(&mut ana, &mut ben);
    assert_eq!((ana.room.offset(&start), ana.room.offset(&behind_two)), (Some(0), Some(13)));
    // The letter is deleted: the anchor is where the letter was.
    ben.types(NOTES, "zero o 🎉 and three");
    meet(&mut ana, &mut ben);
    assert_eq!(ana.room.offset(&behind_two), Some(10));
    // A copy that never had the letter cannot place the anchor.
    assert_eq!(alongside_room::Room::new(9).offset(&behind_two), None);
}
