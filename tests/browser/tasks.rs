//! Tasks: whose they are, until when, and who may decide about them.

use alongside_testkit::story::{element::Finds, patience::together, person::Story};

#[test]
fn a_task_is_added_ticked_let_go_and_shown_again() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    for title in ["Call Eva", "Write the plan", "Tidy the board"] {
        ana.adds_task(title);
    }
    ben.tasks().has_rows(&["Call Eva", "Write the plan", "Tidy the board"]);

    ana.checkbox("Done: Call Eva").click();
    ana.looks_away();
    ana.tasks().has_rows(&["Write the plan", "Tidy the board"]);
    ben.tasks().has_rows(&["Write the plan", "Tidy the board"]);
    ana.chooses("Tidy the board", "Let it go");
    ben.tasks().has_rows(&["Write the plan"]);
    ben.checkbox("Show done").click();
    ben.tasks().has_so_many_rows(3);
    ben.checkbox("Done: Call Eva").is_ticked(true);
    ben.tasks().row("Tidy the board").mentions("let go");

    ana.checkbox("Show done").click();
    ana.chooses("Tidy the board", "Open again");
    ana.checkbox("Show done").click();
    ana.looks_away();
    ben.tasks().row("Tidy the board").no_longer_mentions("let go");
}

#[test]
fn only_its_owner_closes_a_commitment() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ben.adds_task("Call Eva");
    let box_of_ana = ana.checkbox("Done: Call Eva");
    box_of_ana.has("aria-readonly", Some("true"));
    box_of_ana.has("title", Some("Only Ben closes this"));
    box_of_ana.click();
    ana.hears("Only Ben closes this");
    box_of_ana.is_ticked(false);
    ana.button("More actions: Call Eva").click();
    ana.menuitem("Link").is_there();
    // Nor does anybody else give it a day, a first step or other words.
    for entry in ["Owner", "Due", "First step"] {
        ana.menuitem(entry).is_gone();
    }
    ana.menuitem("Let it go").is_gone();
    ana.press("Escape");
    ana.button("More actions: Call Eva").is_focused();
    ana.tasks().textbox("Title: Call Eva").has("readonly", Some("readonly"));

    ben.checkbox("Done: Call Eva").click();
    ana.looks_away();
    ana.tasks().row("Call Eva").is_gone();
}

#[test]
fn what_another_proposes_is_an_ask_until_its_owner_takes_it() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_task("Call Eva");
    ana.chooses("Call Eva", "Owner");
    ana.combobox("Owner: Call Eva").choose("Ben");
    ben.tasks().row("Call Eva").mentions("Ana asks");
    ana.tasks().row("Call Eva").mentions("You asked Ben");

    ben.chooses("Call Eva", "Take it");
    ben.tasks().row("Call Eva").no_longer_mentions("asks");
    ana.checkbox("Done: Call Eva").has("aria-readonly", Some("true"));
}

#[test]
fn a_task_has_a_due_day_a_first_step_a_link_and_comments() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_task("Call Eva");
    ana.chooses("Call Eva", "Due");
    ana.field("Due: Call Eva").is_focused();
    ana.field("Due: Call Eva").set("2031-05-12");
    ana.press("Escape");
    ana.field("Due: Call Eva").is_gone();
    ben.tasks().row("Call Eva").mentions("May 12");

    ana.chooses("Call Eva", "First step");
    ana.textbox("First step: Call Eva").enter("find her number");
    ben.tasks().row("Call Eva").mentions("First: find her number");

    ana.chooses("Call Eva", "Link");
    ana.textbox("Link: Call Eva").enter("https://eva.example/team");
    ben.tasks().link("eva.example/team").has("href", Some("https://eva.example/team"));
    ben.tasks().link("eva.example/team").has("rel", Some("noopener noreferrer"));
    ana.chooses("Call Eva", "Link");
    ana.textbox("Link: Call Eva").retype("javascript:alert(1)");
    ana.tasks().row("Call Eva").mentions("This is no web link");
    ana.press("Enter");
    ben.tasks().row("Call Eva").mentions("javascript:alert(1)");
    ben.tasks().link("javascript:alert(1)").is_gone();
    ben.page_becomes("no such link", "return deep('a').every((e) => e.protocol !== 'javascript:') || 'a link runs'");
    ana.chooses("Call Eva", "Link");
    ana.textbox("Link: Call Eva").retype("eva.example/next");
    ana.press("Enter");
    ben.tasks().link("eva.example/next").has("href", Some("https://eva.example/next"));

    ben.chooses("Call Eva", "Comment");
    ben.textbox("Comment: Call Eva").enter("She is away until Monday.");
    ana.tasks().row("Call Eva").mentions("1 comment");
    ana.chooses("Call Eva", "Comment");
    ana.tasks().row("Call Eva").mentions("She is away until Monday.");
    ana.textbox("Comment: Call Eva").enter("Then Monday.");
    ben.tasks().row("Call Eva").mentions("2 comments");
    ben.button("Delete comment: She is away until Monday.").click();
    ben.textbox("Comment: Call Eva").is_focused();
    ana.tasks().row("Call Eva").mentions("1 comment");
    ana.tasks().row("Call Eva").no_longer_mentions("away until");
}

#[test]
fn tasks_are_filtered_by_whose_and_mine_come_first() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    together(
        || ["Ana’s one", "Ana’s two"].map(|title| ana.adds_task(title)),
        || ["Ben’s one", "Ben’s two"].map(|title| ben.adds_task(title)),
    );
    ana.looks_away();
    ana.tasks().has_rows(&["Ana’s one", "Ana’s two", "Ben’s one", "Ben’s two"]);
    ben.looks_away();
    ben.tasks().has_rows(&["Ben’s one", "Ben’s two", "Ana’s one", "Ana’s two"]);

    let whose = ana.radiogroup("Whose");
    whose.radio("Mine").click();
    ana.tasks().has_rows(&["Ana’s one", "Ana’s two"]);
    whose.radio("Ben’s").click();
    ana.tasks().has_rows(&["Ben’s one", "Ben’s two"]);
    whose.radio("All").click();
    ana.tasks().has_so_many_rows(4);
}

#[test]
fn a_plan_can_be_said_as_if_and_then() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.button("If … then …").click();
    ana.textbox("If").type_text("it is nine");
    ana.textbox("then I will").type_text("call Eva");
    ana.button("Add").click();
    let plan = "If it is nine, then I will call Eva";
    ben.tasks().has_rows(&[plan]);
    // At rest its row shows the case above what is to be done; who writes has the whole title.
    let halves = "const [plan] = deep('.plan'); return getComputedStyle(plan).display === 'none' ? [] : [...plan.children].map((e) => e.textContent)";
    for person in [&ana, &ben] {
        person.looks_away();
        assert_eq!(person.ask_page(halves), serde_json::json!(["If it is nine", "call Eva"]));
    }
    let title = format!("Title: {plan}");
    ana.textbox(&title).focus();
    assert_eq!(ana.ask_page(halves), serde_json::json!([]));
    ana.textbox(&title).caret_to_end();
    ana.types(" now");
    ben.tasks().has_rows(&["If it is nine, then I will call Eva now"]);
    assert_eq!(ben.ask_page(halves), serde_json::json!(["If it is nine", "call Eva now"]));
}

#[test]
fn tasks_move_and_come_back_from_the_bin() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    for title in ["one", "two", "three"] {
        ana.adds_task(title);
    }
    ana.chooses("three", "Move up");
    ana.tasks().has_rows(&["one", "three", "two"]);
    ben.tasks().has_rows(&["one", "three", "two"]);
    ana.textbox("Title: one").click();
    ana.press("Alt+ArrowDown");
    ben.tasks().has_rows(&["three", "one", "two"]);
    ana.chooses("one", "Delete");
    ben.tasks().has_rows(&["three", "two"]);
    ana.region("Tasks").button("Undo delete").click();
    ben.tasks().has_rows(&["three", "one", "two"]);
}

#[test]
fn a_task_moves_among_mine_and_not_beyond() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ben.adds_task("his");
    ana.adds_task("one");
    ana.adds_task("two");
    ana.looks_away();
    ana.tasks().has_rows(&["one", "two", "his"]);
    ana.textbox("Title: two").click();
    ana.press("Alt+ArrowDown");
    ana.press("Alt+ArrowUp");
    ana.hears("two, now 1 of 3");
    ana.tasks().has_rows(&["two", "one", "his"]);
}

#[test]
fn a_due_day_is_set_in_the_row_by_a_word_a_month_or_a_field() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_task("Call Eva");
    ana.chooses("Call Eva", "Due");
    ana.dialog("Due").button("Tomorrow").click();
    ben.tasks().row("Call Eva").mentions("tomorrow");
    ana.tasks().row("Call Eva").is_focused();

    // Pressed in the row, it opens again; the month goes by keys.
    ana.button("Due tomorrow: Call Eva").click();
    ana.field("Due: Call Eva").set("2031-05-12");
    ana.press("Enter");
    ben.tasks().row("Call Eva").mentions("May 12, 2031");
    ana.button("Due May 12, 2031: Call Eva").click();
    ana.button("Mon, May 12, 2031").focus();
    ana.press("PageDown");
    ana.button("Thu, Jun 12, 2031").is_focused();
    ana.press("ArrowRight");
    ana.press("Enter");
    ben.tasks().row("Call Eva").mentions("Jun 13, 2031");
    ana.tasks().row("Call Eva").is_focused();

    ana.button("Due Jun 13, 2031: Call Eva").click();
    ana.press("Escape");
    ana.dialog("Due").is_gone();
    ana.tasks().row("Call Eva").is_focused();
    ana.button("Due Jun 13, 2031: Call Eva").click();
    ana.button("No date").click();
    ben.tasks().row("Call Eva").no_longer_mentions("2031");
    ana.button("Undo").click();
    ben.tasks().row("Call Eva").mentions("Jun 13, 2031");
}

#[test]
fn a_plan_that_is_begun_is_given_up_by_cancel_and_escape() {
    let story = Story::begin();
    let ana = story.ana_alone();
    for way in ["Cancel", "Escape"] {
        ana.button("If … then …").click();
        ana.textbox("If").type_text("it is nine");
        if way == "Cancel" {
            ana.button("Cancel").click()
        } else {
            ana.press(way)
        }
        ana.textbox("If").is_gone();
        ana.button("If … then …").is_focused();
    }
    ana.tasks().has_so_many_rows(0);
}
