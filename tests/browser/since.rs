//! What changed while one was away.

use alongside_testkit::story::{element::Finds, person::Story};

#[test]
fn one_who_comes_back_reads_what_the_other_did_by_thing_with_the_way_to_each() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    for title in ["Pay", "Growth plan", "Old news"] {
        ana.adds_point(title);
    }
    ana.adds_task("Send the notes");
    ana.adds_task("Call Eva");
    ben.tasks().has_so_many_rows(2);
    ana.knows_that_has_it("Ben");
    ben.knows_that_has_it("Ana");
    // Nothing is told to who never left.
    ben.opens_by_commands("What changed");
    ben.dialog("What changed").mentions("Nothing changed while you were away.");
    ben.press("Escape");
    ben.close();

    ana.adds_point("Holidays");
    ana.agenda().checkbox("Discussed: Growth plan").click();
    ana.agenda().textbox("Title: Pay").retype("Pay, and the title");
    ana.agenda().button("More actions: Old news").click();
    ana.menuitem("Delete").click();
    ana.tasks().checkbox("Done: Send the notes").click();
    ana.sync().reads("Sent");

    ben.open_again();
    ben.opens("/");
    ben.agenda().has_so_many_rows(3);
    ben.button("Show").click();
    let dialog = ben.dialog("What changed");
    dialog.mentions("What Ana did since you were here.");
    dialog.list("Agenda").has_so_many_rows(4);
    let agenda = dialog.list("Agenda");
    for words in ["Holidays", "new", "discussed", "reworded", "Before: Pay", "Old news", "removed"] {
        agenda.mentions(words);
    }
    dialog.list("Tasks").has_so_many_rows(1);
    dialog.list("Tasks").mentions("done");
    dialog.button("Show: Old news").is_gone();
    // The line is gone, and the way leads to the row itself.
    dialog.button("Show: Pay, and the title").click();
    ben.dialog("What changed").is_gone();
    ben.agenda().row("Pay, and the title").is_focused();
    ben.button("Dismiss").is_gone();
    // Put away, it is still found by the commands.
    ben.opens_by_commands("What changed");
    ben.dialog("What changed").list("Tasks").mentions("Send the notes");
}
