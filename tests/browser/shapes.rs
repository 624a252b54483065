//! What a room is for, and the steps of a session.

use alongside_testkit::story::{
    element::Finds,
    person::{Person, Story},
};

/// The modules of concepts that this page has fetched, by what their files are called.
fn fetched_concepts(person: &Person) -> Vec<String> {
    let script = "return performance.getEntriesByType('resource').map((one) => one.name.split('/').at(-1))";
    let files = person.ask_page(script);
    let files = files.as_array().into_iter().flatten().filter_map(|file| file.as_str()).map(str::to_owned);
    files.filter(|file| CONCEPTS.iter().any(|concept| file.contains(concept))).collect()
}

/// The concepts that have a module of their own.
const CONCEPTS: &[&str] = &["shapes", "handoffs", "commitments", "agreement"];

#[test]
fn a_new_room_has_one_quiet_row_of_all_of_it_and_has_fetched_none() {
    let story = Story::begin();
    let ana = story.ana_alone();
    // Everything has come by now that a room fetches unasked.
    ana.button("Menu").click();
    ana.dialog("Menu").button("Bin").is_there();
    ana.press("Escape");
    let names = ana.ask_page(
        "return deep('.room button:not(.starter), .room a, .room input, .room textarea, .room select').filter((e) => e.checkVisibility()).map((e) => (e.getAttribute('aria-label') ?? e.textContent).trim())",
    );
    let names: Vec<_> = names.as_array().into_iter().flatten().filter_map(|name| name.as_str()).collect();
    let of_steps = ["Coaching", "Mentoring", "1:1", "Focus", "Steps for this session"];
    let in_more = ["Agreement", "Only mine"];
    let others: Vec<_> = names.iter().filter(|name| !of_steps.contains(name) && !in_more.contains(name)).collect();
    assert_eq!(
        names.len(),
        others.len() + of_steps.len() + in_more.len(),
        "a row of four, the way to the steps, and two buttons in More: {names:?}"
    );
    for word in ["greement", "hape", "step", "Prepare", "eedback", "Goal", "Shelf", "Hand", "mine"] {
        assert!(!others.iter().any(|name| name.contains(word)), "{word}: {others:?}");
    }
    ana.radiogroup("This room is for").radio("Coaching").is_ticked(true);
    ana.list("Steps").is_gone();
    assert_eq!(fetched_concepts(&ana), Vec::<String>::new());

    // What the room is for sets the question, the starters and the roles; begun, the row is gone.
    ana.radio("1:1").click();
    ana.region("Agenda").mentions("How are you, really?");
    ana.opens_members();
    ana.dialog("Members").combobox("This room is for").reads("leading");
    ana.press("Escape");
    ana.adds_point("Growth plan");
    ana.radiogroup("This room is for").is_gone();
    assert_eq!(fetched_concepts(&ana), Vec::<String>::new());
}

#[test]
fn two_go_through_the_steps_of_a_session_with_the_clock_only_offered() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.button("Steps for this session").click();
    let hers = ana.dialog("Steps");
    // Coaching, the first session.
    hers.list("Shapes").mentions("First session");
    hers.button("Use: 15 minutes").click();
    hers.button("Use: 15 minutes").has("aria-pressed", Some("true"));
    ana.press("Escape");
    ben.hears("Ana chose the steps of this session");
    for person in [&ana, &ben] {
        let steps = person.list("Steps");
        steps.has_so_many_rows(4);
        steps.button("Arrive 1 min").has("aria-current", None);
    }

    ana.button("Next step").click();
    ben.list("Steps").button("Arrive 1 min").has("aria-current", Some("step"));
    ben.hears("Ana moved on to Arrive");
    // One is skipped, by the other.
    ben.lets_controls_settle();
    ben.list("Steps").button("One thing 8 min").click();
    for person in [&ana, &ben] {
        person.list("Steps").button("One thing 8 min").has("aria-current", Some("step"));
        person.list("Steps").button("Arrive 1 min").has("aria-current", None);
    }
    ana.hears("Ben moved on to One thing");
    ana.list("Steps").button("One thing 8 min").has("aria-description", Some("Ben led here"));
    assert_eq!(ana.time().text(), "25:00", "no step starts the clock");
    ana.button("Start 8 min").click();
    ana.button("Next step").is_focused();
    ben.time().shows("8 minutes".to_owned(), |time| time.starts_with("07:") || time == "08:00");
    ben.button("Start 8 min").is_gone();

    // By the commands, by undo, and to the end.
    ana.lets_controls_settle();
    ana.looks_away();
    ana.press("/");
    ana.find("combobox", "Command").type_text("next step");
    ana.press("Enter");
    ben.list("Steps").button("Commit 3 min").has("aria-current", Some("step"));
    ana.button("Undo").click();
    ben.list("Steps").button("One thing 8 min").has("aria-current", Some("step"));
    ana.button("Next step").click();
    ana.button("That’s it").click();
    for person in [&ana, &ben] {
        person.list("Steps").is_gone();
    }
    assert_ne!(ana.focus(), "", "the focus is not lost with the line");
    ana.button("Undo").click();
    ben.list("Steps").has_so_many_rows(4);
}

#[test]
fn a_shape_is_changed_by_both_kept_and_taken_to_another_room_without_a_word_of_this_one() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_point("Canary of this room");
    for person in [&ana, &ben] {
        person.button("Session 1").click();
        person.dialog("Session").button("Steps for this session").click();
    }
    let (hers, his) = (ana.dialog("Steps"), ben.dialog("Steps"));
    hers.button("Use: 25 minutes").click();
    his.textbox("Step: Talk").retype("One thing");
    hers.textbox("Step: One thing").is_there();
    hers.spinbutton("Minutes: Arrive").retype("4");
    his.spinbutton("Minutes: Arrive").reads("4");
    his.button("More actions: Commit").click();
    ben.menuitem("Move up").click();
    his.button("Keep as our own").click();
    hers.button("Use: 25 minutes, ours").has("aria-pressed", Some("true"));

    // As text: what it says is the shape alone.
    hers.button("More actions: 25 minutes, ours").click();
    ana.menuitem("Copy as text").is_there();
    ana.press("Escape");
    let text = "Alongside steps 1\nA calm hour\n5 | Arrive | Who are you today?\n40 | Talk";
    his.ask("e.querySelector('details summary').click()").expect("it opens");
    his.textbox("Steps as text").type_text("Dear Ana");
    his.button("Add to our shapes").click();
    ben.find("alert", "").mentions("The first line should read");
    his.textbox("Steps as text").paste(&text.replace("40", "long"));
    his.button("Add to our shapes").click();
    ben.find("alert", "").mentions("The first line should read");
    his.textbox("Steps as text").retype(&text.replace("40", "long"));
    his.button("Add to our shapes").click();
    ben.find("alert", "").mentions("Line 4 is not a step");
    his.textbox("Steps as text").retype(text);
    his.button("Add to our shapes").click();
    hers.list("Shapes").mentions("A calm hour");
    hers.button("Use: A calm hour").click();
    his.textbox("Question: Arrive").reads("Who are you today?");
}
