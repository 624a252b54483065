//! Typing is the interface: what is typed besides a title becomes chips, and keys add and delete rows.

use alongside_testkit::story::{element::Finds, person::Story};

#[test]
fn minutes_typed_with_a_point_become_a_chip_and_letters_again() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    let field = ana.textbox("Add to the agenda");
    field.type_text("Budget 15m @ben");
    ana.button("Keep as letters: 15 min").is_there();
    ana.button("Keep as letters: raised by Ben").is_there();
    ana.hears("Read as 15 min and raised by Ben");
    ana.press("Enter");
    ben.agenda().has_rows(&["Budget"]);
    ben.agenda().row("Budget").mentions("15");
    ben.agenda().row("Budget").mentions("raised by Ben");
    field.is_focused();

    // Backspace right behind a chip gives the letters back, and they stay letters.
    ana.types("Swim 15m");
    ana.button("Keep as letters: 15 min").is_there();
    ana.press("Backspace");
    ana.button("Keep as letters: 15 min").is_gone();
    field.property_is("value", "Swim 15m".into());
    ana.press("Enter");
    ben.agenda().has_rows(&["Budget", "Swim 15m"]);

    // So do Escape, which leaves the field only then, and the cross.
    ana.types("Row 20m");
    ana.button("Keep as letters: 20 min").is_there();
    ana.press("Escape");
    ana.button("Keep as letters: 20 min").is_gone();
    field.is_focused();
    ana.press("Enter");
    ana.types("Run 30m");
    ana.button("Keep as letters: 30 min").click();
    field.is_focused();
    ana.press("Enter");
    ben.agenda().has_rows(&["Budget", "Swim 15m", "Row 20m", "Run 30m"]);

    // Prose stays prose.
    for title in ["1984 was", "at 15m depth", "march on", "we sat down"] {
        ana.adds_point(title);
    }
    ben.agenda().has_so_many_rows(8);
}

#[test]
fn a_task_is_typed_with_owner_day_and_address_and_undone_at_once() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.textbox("Add a task").enter("Bring the numbers @ben tomorrow https://example.org/q3");
    for person in [&ana, &ben] {
        person.tasks().has_rows(&["Bring the numbers"]);
        person.tasks().row("Bring the numbers").mentions("tomorrow");
        person.tasks().link("example.org/q3").has("href", Some("https://example.org/q3"));
    }
    ana.tasks().row("Bring the numbers").mentions("You asked Ben");
    ana.button("Take it: Bring the numbers").is_gone();
    ana.button("Undo").click();
    ben.tasks().has_so_many_rows(0);
    ana.button("Redo").click();
    ben.tasks().row("Bring the numbers").mentions("tomorrow");
    ben.tasks().row("Bring the numbers").mentions("Ana asks");
}

#[test]
fn who_is_asked_answers_in_the_row_and_who_asked_hears_it_by_its_name() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.textbox("Add a task").enter("Bring the numbers @ben");
    ana.textbox("Add a task").enter("Book the room @ben");
    ben.button("Take it: Bring the numbers").click();
    ana.hears("Ben took ‘Bring the numbers’");
    ben.tasks().row("Bring the numbers").no_longer_mentions("asks");
    ana.tasks().row("Bring the numbers").no_longer_mentions("You asked");
    ben.button("Not now: Book the room").click();
    ana.hears("said not now to ‘Book the room’");
    ana.tasks().row("Book the room").no_longer_mentions("You asked");

    // Nothing of it is left on a task that is done.
    ana.textbox("Add a task").enter("Call Eva @ben");
    ben.checkbox("Done: Call Eva").click();
    ana.checkbox("Show done").click();
    ana.tasks().row("Call Eva").no_longer_mentions("You asked");
    ben.button("Take it: Call Eva").is_gone();
}

#[test]
fn a_pasted_list_is_read_line_by_line_and_is_one_act() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.textbox("Add to the agenda")
        .paste("# Agenda\n\n- Budget (10 min)\n- Ravi 15m\n- #1 goal\n- [ ] Send the notes @Ben");
    ben.agenda().has_rows(&["Budget", "Ravi", "#1 goal"]);
    ben.agenda().row("Budget").mentions("10");
    ben.agenda().row("Ravi").mentions("15");
    ben.tasks().has_rows(&["Send the notes"]);
    ben.tasks().row("Send the notes").mentions("Ana asks");
    ana.textbox("Add a task").paste("one\ntwo\nthree\nfour\nfive");
    ben.tasks().has_so_many_rows(6);
    ana.button("Undo").click();
    ben.tasks().has_so_many_rows(1);
    ana.button("Undo").click();
    ben.tasks().has_so_many_rows(0);
    ben.agenda().has_so_many_rows(0);
}

#[test]
fn enter_in_a_title_adds_a_row_below_and_backspace_in_an_empty_one_deletes_it() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    for title in ["one", "four"] {
        ana.adds_task(title);
    }
    ana.textbox("Title: one").click();
    ana.press("Enter");
    ana.textbox("Add below: one").is_focused();
    ana.types("two fri");
    ana.press("Enter");
    ben.tasks().has_rows(&["one", "two", "four"]);
    ana.textbox("Add below: two").is_focused();
    ana.types("three");
    // Leaving keeps what was typed.
    ana.textbox("Title: four").click();
    ben.tasks().has_rows(&["one", "two", "three", "four"]);
    ana.textbox("Add below: two").is_gone();

    // A chip in a title, and what stood there before is left alone.
    ana.press("End");
    ana.types(" tomorrow");
    ana.button("Keep as letters: due tomorrow").is_there();
    ana.press("Enter");
    ben.tasks().has_rows(&["one", "two", "three", "four"]);
    ben.tasks().row("four").mentions("tomorrow");
    ana.textbox("Add below: four").is_focused();
    ana.press("Backspace");
    ana.textbox("Add below: four").is_gone();

    ana.textbox("Title: three").retype("");
    ben.tasks().has_rows(&["one", "two", "Untitled", "four"]);
    ana.textbox("Title: Untitled").has("placeholder", Some("Untitled"));
    ana.press("Backspace");
    ben.tasks().has_rows(&["one", "two", "four"]);
    ana.region("Tasks").button("Undo delete").click();
    ben.tasks().has_rows(&["one", "two", "Untitled", "four"]);
}
