//! Decisions: the outcome of a point.

use alongside_testkit::story::{element::Finds, person::Story};

#[test]
fn a_decision_stands_in_the_row_is_found_undone_and_kept_with_the_session() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_point("Growth plan");
    let (her_row, his_row) = (ana.agenda().row("Growth plan"), ben.agenda().row("Growth plan"));
    ana.chooses("Growth plan", "Write down the decision");
    ana.textbox("Decision: Growth plan").is_focused();
    ana.textbox("Decision: Growth plan").enter("Ben leads one project by spring");
    her_row.is_focused();
    his_row.mentions("Decided: Ben leads one project by spring");
    ben.hears("wrote down the decision on ‘Growth plan’");

    // The same field changes the decision; emptied, it withdraws the decision; undo restores it.
    ben.chooses("Growth plan", "Write down the decision");
    ben.textbox("Decision: Growth plan").retype("");
    ben.press("Enter");
    her_row.no_longer_mentions("Decided");
    ben.button("Undo").click();
    her_row.mentions("Decided: Ben leads one project by spring");

    ana.press("/");
    ana.find("combobox", "Command").type_text("leads one");
    ana.dialog("Commands").find("option", "Growth plan …").is_there();
    ana.press("Escape");
    ana.checkbox("Discussed: Growth plan").click();
    ana.button("Session 1").click();
    ana.dialog("Session").button("Close session").click();
    let earlier = ana.dialog("Session").list("Earlier sessions");
    earlier.ask("e.querySelector('summary').click()").expect("it opens");
    earlier.mentions("Decided: Ben leads one project by spring");
}
