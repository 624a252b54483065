//! The agenda: points that two people add, edit, move and delete at once.

use alongside_testkit::story::{element::Finds, patience::together, person::Story};

#[test]
fn both_type_points_at_once_and_have_the_same_in_the_same_order() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    let hers = ["Say no to ops", "What went well?", "Growth plan", "Holiday cover"];
    let his = ["Release date", "Pairing with Eva", "On-call money", "A talk in spring"];
    together(|| hers.map(|title| ana.adds_point(title)), || his.map(|title| ben.adds_point(title)));

    for person in [&ana, &ben] {
        person.looks_away();
        person.agenda().has_so_many_rows(8);
    }
    let rows = ana.agenda().rows();
    let order: Vec<&str> = rows.iter().map(String::as_str).collect();
    ben.agenda().has_rows(&order);
    for titles in [hers, his] {
        let mine: Vec<&str> = order.iter().copied().filter(|title| titles.contains(title)).collect();
        assert_eq!(mine, titles, "each person's own order is kept");
    }
    ana.knows_that_has_it("Ben");
}

#[test]
fn a_title_is_edited_in_place_by_both_letter_by_letter() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_point("no");
    ben.agenda().has_rows(&["no"]);
    let anas = ana.agenda().textbox("Title: …");
    let bens = ben.agenda().textbox("Title: …");
    anas.click();
    ana.press("Home");
    bens.click();
    ben.press("End");
    together(|| ana.types("Please say "), || ben.types(" to all operations"));
    for person in [&ana, &ben] {
        person.agenda().has_rows(&["Please say no to all operations"]);
        person.agenda().textbox("Title: …").reads("Please say no to all operations");
    }
}

#[test]
fn a_point_is_ticked_and_its_minutes_add_up() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    for (title, minutes) in [("Say no to ops", "15"), ("Growth plan", "25")] {
        ana.adds_point(title);
        ana.opens_point(title);
        ana.region("Now").spinbutton("Minutes").type_text(minutes);
        ana.region("Agenda").row(title).mentions(minutes);
    }
    ben.region("Agenda").mentions("40 min");

    ben.checkbox("Discussed: Say no to ops").click();
    ana.checkbox("Discussed: Say no to ops").is_ticked(true);
    ana.region("Agenda").mentions("25 min");
    ana.region("Agenda").no_longer_mentions("40 min");

    ana.radio("15 minutes").click();
    ana.button("Start").click();
    ben.region("Agenda").mentions("10 min over");
    ana.region("Agenda").mentions("10 min over");
}

#[test]
fn rows_move_by_keys_and_by_menu() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    for title in ["one", "two", "three", "four"] {
        ana.adds_point(title);
    }
    ana.textbox("Title: four").click();
    ana.press("Alt+ArrowUp");
    ana.agenda().has_rows(&["one", "two", "four", "three"]);
    ana.hears("four, now 3 of 4");
    ana.textbox("Title: four").is_focused();
    ana.press("Alt+ArrowUp");
    ana.agenda().has_rows(&["one", "four", "two", "three"]);
    ana.press("Alt+ArrowDown");
    ana.agenda().has_rows(&["one", "two", "four", "three"]);
    ben.agenda().has_rows(&["one", "two", "four", "three"]);

    ben.chooses("one", "Move down");
    ben.agenda().has_rows(&["two", "one", "four", "three"]);
    ben.button("More actions: one").is_focused();
    ana.looks_away();
    ana.agenda().has_rows(&["two", "one", "four", "three"]);
}

#[test]
fn a_row_dragged_by_its_handle_moves_on_both_screens() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    for title in ["one", "two", "three", "four"] {
        ana.adds_point(title);
    }
    ana.agenda().row("four").drag_above(&ana.agenda().row("two"));
    ana.looks_away();
    ana.agenda().has_rows(&["one", "four", "two", "three"]);
    ana.hears("four, now 2 of 4");
    ben.agenda().has_rows(&["one", "four", "two", "three"]);

    // A row that is dropped where it was stays there.
    ben.agenda().row("two").drag_above(&ben.agenda().row("two"));
    ben.agenda().row("three").drag_above(&ben.agenda().row("one"));
    for person in [&ana, &ben] {
        person.looks_away();
        person.agenda().has_rows(&["three", "one", "four", "two"]);
    }
}

#[test]
fn rows_glide_to_their_places_and_say_whose_hand_moved_them() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    for title in ["one", "two", "three"] {
        ana.adds_point(title);
    }
    ben.agenda().has_rows(&["one", "two", "three"]);
    for person in [&ana, &ben] {
        person.ask_page(NOTE_GLIDES);
    }
    ana.chooses("three", "Move to top");
    ben.agenda().has_rows(&["three", "one", "two"]);
    ben.page_becomes(
        "it is Ana’s hand",
        &on_screen("['three first glides whose', 'one  glides none', 'two  glides none']"),
    );
    ana.page_becomes(
        "one’s own needs no saying",
        &on_screen("['three  glides none', 'one  glides none', 'two  glides none']"),
    );
    // What moves next is marked, and nothing else is any more.
    ana.ask_page("self.__glided.clear()");
    ben.ask_page("self.__glided.clear()");
    ana.chooses("two", "Move up");
    ben.page_becomes(
        "it is another row",
        &on_screen("['three  stays none', 'two first glides whose', 'one  glides none']"),
    );
    ben.prefers(&[("prefers-reduced-motion", "reduce")]);
    ben.ask_page("self.__glided.clear()");
    ana.chooses("one", "Move up");
    ben.page_becomes("nothing moves", &on_screen("['three  stays none', 'one first stays none', 'two  stays none']"));
}

/// Notes which rows glide from elsewhere, from now on.
const NOTE_GLIDES: &str = "
    self.__glided = new Set();
    const { animate } = Element.prototype;
    Element.prototype.animate = function (motion, length) {
        const [from, to] = motion.transform;
        if (/^translateY\\(-?[1-9]\\d*px\\)$/.test(from) && to === 'none' && length === 140) self.__glided.add(this.ariaLabel);
        return animate.call(this, motion, length);
    }";

/// A script: these rows are on the screen, each with its title, the colour of whose hand moved it, whether it glided and what says
/// whose hand it was.
fn on_screen(wanted: &str) -> String {
    format!(
        "const found = deep('.agenda [data-row]').map((row) =>
            [row.ariaLabel, row.dataset.mover, self.__glided.has(row.ariaLabel) ? 'glides' : 'stays', getComputedStyle(row, '::after').animationName].join(' '));
         return JSON.stringify(found) === JSON.stringify({wanted}) || found"
    )
}

#[test]
fn a_drag_is_cancelled_by_escape_and_outside_and_makes_a_task_on_the_tasks() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    for title in ["one", "two", "three"] {
        ana.adds_point(title);
    }
    let order = ["one", "two", "three"];
    ana.agenda().row("three").drag_onto_and_hold(&ana.agenda().row("one"));
    ana.page_becomes(
        "the row is lifted, and others make way",
        "return deep('.lifted').length === 1 && deep('.makes-way-down').length > 0",
    );
    ana.press("Escape");
    ana.page_becomes("nothing is lifted", "return deep('.lifted, .makes-way-down').length === 0");
    ana.let_go();
    ana.agenda().row("three").drag_onto_and_hold(&ana.time());
    ana.page_becomes(
        "nobody makes way for what is outside",
        "return deep('.lifted').length === 1 && deep('.makes-way-down').length === 0",
    );
    ana.let_go();
    ana.agenda().has_rows(&order);

    ana.agenda().row("two").drag_onto_and_hold(&ana.region("Tasks"));
    ana.page_becomes(
        "the tasks say that it can be dropped there",
        "return deep('section.tasks[data-drop]').length === 1",
    );
    ana.let_go();
    ben.tasks().has_rows(&["two"]);
    ben.checkbox("Discussed: two").is_ticked(false);
    ana.page_becomes("nothing is marked any more", "return deep('[data-drop], .lifted').length === 0");
    ana.agenda().has_rows(&order);
    ana.chooses("three", "Move to top");
    ben.agenda().has_rows(&["three", "one", "two"]);
}

#[test]
fn two_moves_at_once_come_to_one_order() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    for title in ["one", "two", "three", "four"] {
        ana.adds_point(title);
    }
    ben.agenda().has_so_many_rows(4);
    for _ in 0..3 {
        ana.textbox("Title: four").click();
        ben.textbox("Title: four").click();
        together(
            || (0..2).for_each(|_| ana.press("Alt+ArrowUp")),
            || {
                ben.press("Alt+ArrowUp");
                ben.textbox("Title: one").click();
                ben.press("Alt+ArrowDown");
            },
        );
        for person in [&ana, &ben] {
            person.looks_away();
            person.sync().shows("says all is there".into(), |words| words.ends_with("has it"));
        }
        let rows = ana.agenda().rows();
        let order: Vec<&str> = rows.iter().map(String::as_str).collect();
        assert_eq!(order.len(), 4, "{order:?}");
        ben.agenda().has_rows(&order);
    }
}

#[test]
fn a_row_under_my_pointer_stays_until_it_leaves() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    for title in ["one", "two"] {
        ana.adds_point(title);
    }
    ben.agenda().has_rows(&["one", "two"]);
    ben.looks_away();
    ben.agenda().row("one").hover();
    ana.textbox("Title: two").click();
    ana.press("Alt+ArrowUp");
    ana.agenda().has_rows(&["two", "one"]);
    ana.knows_that_has_it("Ben");
    assert_eq!(ben.agenda().rows(), ["one", "two"]);
    ben.looks_away();
    ben.agenda().has_rows(&["two", "one"]);
}

#[test]
fn what_is_deleted_comes_back_and_the_others_words_with_it() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    for title in ["one", "two", "three"] {
        ana.adds_point(title);
    }
    ben.opens_point("two");
    ben.notes().type_text("Ben’s words");
    ana.opens_point("two");
    ana.notes().reads("Ben’s words");
    ben.looks_away();

    ana.chooses("two", "Delete");
    ana.agenda().has_rows(&["one", "three"]);
    ana.region("Agenda").mentions("Deleted “two”");
    ben.agenda().has_rows(&["one", "three"]);
    ana.button("Undo delete").click();
    ana.agenda().has_rows(&["one", "two", "three"]);
    ana.opens_point("two");
    ana.notes().reads("Ben’s words");

    ana.chooses("two", "Delete");
    ana.agenda().has_rows(&["one", "three"]);
    ana.button("Undo").click();
    ben.agenda().has_rows(&["one", "two", "three"]);
    ana.button("Redo").click();
    ben.agenda().has_rows(&["one", "three"]);

    ana.chooses_in_menu("Bin");
    ana.dialog("Bin").button("Restore: two").click();
    ana.press("Escape");
    ben.agenda().has_rows(&["one", "two", "three"]);
}

#[test]
fn the_point_i_write_in_is_not_taken_away() {
    // No other story may run beside this one: letters typed a second apart would not count as one word.
    let story = Story::begin_alone();
    let (ana, ben) = story.ana_and_ben();
    for title in ["One", "Two", "Three"] {
        ana.adds_point(title);
    }
    ben.agenda().has_rows(&["One", "Two", "Three"]);
    ben.opens_point("One");
    ben.notes().type_text("of One");
    ben.opens_point("Two");
    ben.notes().type_text("of Two");
    ana.opens_point("Two");
    ana.notes().reads("of Two");

    ana.chooses("Two", "Delete");
    ben.region("Now").mentions("Ana took this off the agenda");
    ben.notes().is_focused();
    ben.types(", whole");
    ben.notes().reads("of Two, whole");
    ben.button("Put it back").click();
    ben.notes().is_focused();
    ben.region("Now").no_longer_mentions("took this off");
    ana.opens_point("Two");
    ana.notes().reads("of Two, whole");

    // Also in the middle of a word; and no letter is a keyboard command.
    ben.opens_point("Three");
    ben.notes().focus();
    let words = "pan".repeat(30);
    together(|| ben.types_with_pauses(&words, 50), || ana.chooses("Three", "Delete"));
    ben.notes().reads(&words);
    ben.button("Start").is_there();
    // He leaves it, and it is gone as it was deleted.
    ben.textbox("Add a task").click();
    ben.region("Now").heading("One").is_there();
    ben.notes().reads("of One");
    ana.button("Undo delete").click();
    ana.opens_point("Three");
    ana.notes().reads(&words);
}

#[test]
fn the_point_i_write_in_stays_before_me() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    for title in ["One", "Two"] {
        ana.adds_point(title);
    }
    // Nobody opened this point: it is the first of those that are left.
    ben.region("Now").heading("One").is_there();
    ben.notes().type_text("half a ");
    ana.checkbox("Discussed: One").click();
    ben.checkbox("Discussed: One").is_ticked(true);
    ben.types("thought");
    ben.region("Now").heading("One").is_there();
    ben.notes().reads("half a thought");
}

#[test]
fn undo_takes_back_only_ones_own() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.button("Undo").is_usable(false);
    ana.adds_point("Ana’s");
    ben.adds_point("Ben’s");
    ana.agenda().has_so_many_rows(2);
    ana.looks_away();
    ana.button("Undo").click();
    ana.agenda().has_rows(&["Ben’s"]);
    ben.looks_away();
    ben.agenda().has_rows(&["Ben’s"]);
    ana.button("Redo").click();
    ana.agenda().has_so_many_rows(2);

    // In a field, by keys: my letters go, Ben's stay.
    ana.opens_point("Ana’s");
    ben.opens_point("Ana’s");
    ana.notes().type_text("mine ");
    ben.notes().reads("mine");
    ben.notes().type_text("his");
    ana.notes().reads("mine his");
    ana.press("Ctrl+z");
    ana.notes().reads("his");
    ben.notes().reads("his");
    ana.press("Ctrl+Shift+z");
    ben.notes().reads("mine his");

    // Undo goes by words, and never leaves the text.
    ana.press("End");
    ana.types("Say no");
    ana.notes().reads("mine hisSay no");
    for left in ["mine hisSay", "mine his", "his"] {
        ana.press("Ctrl+z");
        ana.notes().reads(left);
    }
    ana.press("Ctrl+z");
    ana.hears("Nothing more to undo in this text");
    ana.agenda().has_so_many_rows(2);
    ana.notes().is_focused();
    // Beside the text it goes on, and says how far; but it takes away nothing that the other has written in.
    ana.button("Undo").has("title", Some("Undo: add ‘Ana’s’"));
    ana.button("Undo").click();
    ana.hears("‘Ana’s’ stays: the other has written in it");
    ben.agenda().has_so_many_rows(2);
}

#[test]
fn a_point_becomes_a_task_or_is_answered_or_waits() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    for title in ["Call Eva", "Which day?", "Growth plan"] {
        ana.adds_point(title);
    }
    ana.chooses("Call Eva", "Make it a task");
    ben.tasks().has_rows(&["Call Eva"]);
    // Nobody has talked about it.
    ben.checkbox("Discussed: Call Eva").is_ticked(false);

    ben.chooses("Which day?", "Settle in writing");
    ben.textbox("Answer: Which day?").enter("Thursday suits me.");
    ben.textbox("Answer: Which day?").is_gone();
    ana.checkbox("Discussed: Which day?").is_ticked(true);
    ana.opens_point("Which day?");
    ana.notes().mentions("Thursday suits me.");

    ana.chooses("Growth plan", "Move to next session");
    ana.agenda().row("Growth plan").is_gone();
    ben.region("Agenda").mentions("1 point waits for the next session");
    ben.region("Agenda").ask("e.querySelector('summary').click()").expect("it opens");
    ben.region("Agenda").mentions("Growth plan");
    ben.button("Bring back: Growth plan").click();
    ana.looks_away();
    ana.agenda().row("Growth plan").is_there();
    ben.agenda().row("Growth plan").is_there();
    assert_eq!(ben.focus(), "heading “Agenda”");
}

#[test]
fn a_title_has_the_row_up_to_the_badge_and_keeps_it_under_the_pointer() {
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.adds_point("Say no to ops without burning bridges");
    ana.looks_away();
    let row = ana.agenda().row("Say no to ops without burning bridges");
    let place =
        "const [title, badge] = ['.title', '.who'].map((part) => e.querySelector(part).getBoundingClientRect());
        return [title.width, title.height, badge.left - title.right < 13]";
    let at_rest = row.ask(place).expect("a row that is not edited");
    assert_eq!(at_rest[2], true, "nothing is between title and badge: {at_rest}");
    row.hover();
    ana.page_becomes(
        "the button shows",
        "const { opacity } = getComputedStyle(deep('.row .more')[0]); return opacity === '1' || opacity",
    );
    assert_eq!(row.ask(place).expect("a row under the pointer"), at_rest);
}

#[test]
fn several_pasted_lines_make_several_things() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.textbox("Add to the agenda")
        .paste("- Say no to ops\n* Growth plan\n\n- [ ] Call Eva\n- [x] Book the room\n3. Holidays");
    ben.agenda().has_rows(&["Say no to ops", "Growth plan", "Holidays"]);
    ben.tasks().has_rows(&["Call Eva"]);
    ana.textbox("Add to the agenda").reads("");
    ana.textbox("Add to the agenda").is_focused();
    ana.checkbox("Show done").click();
    ana.tasks().has_rows(&["Call Eva", "Book the room"]);
}

/// `B4`: Word, spreadsheets and note apps have their own ways to write lines, bullets, checkboxes and cells, some as
/// HTML only.
#[test]
fn what_programs_put_on_the_clipboard_becomes_the_lines_that_were_seen() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    let field = ana.textbox("Add to the agenda");
    field.paste("·\tSay no to ops\u{b}Growth plan\rb)\tHolidays\u{2028}☐ Call Eva");
    ben.agenda().has_rows(&["Say no to ops", "Growth plan", "Holidays"]);
    ben.tasks().has_rows(&["Call Eva"]);
    field.paste_html("<ul><li>On call</li><li>Parental leave</li></ul><p><input type=checkbox> Ask Ben</p>");
    ben.agenda().has_rows(&["Say no to ops", "Growth plan", "Holidays", "On call", "Parental leave"]);
    ben.tasks().has_rows(&["Call Eva", "Ask Ben"]);

    // A single line stays in the field until Enter, and invisible characters are removed.
    field.paste("\u{feff}3.5 hours\u{7} a week\u{b}");
    field.reads("3.5 hours a week");
    field.retype("");
    ana.opens_point("Growth plan");
    ben.opens_point("Growth plan");
    ana.notes().paste("one\u{b}two\u{2028}three\u{0}");
    ben.notes().reads("one\ntwo\nthree");
    ana.notes().paste_html("<div>four</div><div>five</div>");
    ben.notes().reads("one\ntwo\nthreefour\nfive");
}

#[test]
fn whatever_is_typed_is_shown_as_text() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    let titles = [
        "<img src=x onerror=alert(1)><b>bold</b>",
        "javascript:alert(document.domain)",
        "שלום, מה שלומך? 123",
        "👩‍👩‍👧‍👦 family 🏳️‍🌈 and é à",
        "{{constructor.constructor('alert(1)')()}} & &amp; \" '",
    ];
    for title in titles {
        ana.textbox("Add to the agenda").enter(title);
    }
    ben.agenda().has_rows(&titles);

    let long = "a very long title ".repeat(556);
    let long = &long[..10_000];
    ana.textbox("Add to the agenda").paste(long);
    ana.press("Enter");
    ben.agenda().has_so_many_rows(titles.len() + 1);
    ben.agenda().row("a very long title …").is_there();

    ana.opens_point(titles[0]);
    ben.opens_point(titles[0]);
    let notes = "<script>alert(1)</script>\njavascript:alert(2)\n🙂🙃 עברית ".repeat(180);
    ana.notes().paste(&notes);
    ben.notes().reads(notes.trim());
    for person in [&ana, &ben] {
        person.ask_page("return deep('script, img').filter((e) => e.getRootNode() !== document).length === 0 || 'markup came alive'");
    }
}

#[test]
fn lines_pasted_after_words_go_on_with_them() {
    let story = Story::begin();
    let ana = story.ana_alone();
    let add = ana.textbox("Add to the agenda");
    add.type_text("Say no to ");
    ana.pastes("ops\nGrowth plan");
    ana.agenda().has_rows(&["Say no to ops", "Growth plan"]);
    add.reads("");
}

#[test]
fn the_line_about_a_deletion_disappears_when_the_point_is_back() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_point("one");
    ana.adds_point("two");
    ana.chooses("two", "Delete");
    ana.hears("Deleted two");
    ana.region("Agenda").mentions("Deleted “two”");
    ana.button("Undo").click();
    ana.agenda().has_rows(&["one", "two"]);
    ana.button("Undo delete").is_gone();

    ana.chooses("two", "Delete");
    ana.button("Undo delete").is_there();
    ben.chooses_in_menu("Bin");
    ben.dialog("Bin").button("Restore: two").click();
    ana.button("Undo delete").is_gone();
    ana.agenda().has_so_many_rows(2);
}
