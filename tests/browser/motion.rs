//! Motion that says whose hand: what is ticked, what leaves, what was told and where it is.

use alongside_testkit::story::{
    browser::Make,
    element::Finds,
    patience::together,
    person::{Person, Story},
};

/// Notes each tick that was drawn to its end, and what the row of “Call Eva” is in every frame.
const NOTE_TICKS: &str = "
    self.__drawn = [];
    self.__seen = [];
    deep('.room')[0].addEventListener('transitionend', (event) => {
        const { propertyName, pseudoElement, target, elapsedTime } = event;
        if (propertyName === 'clip-path') self.__drawn.push([target.ariaLabel, pseudoElement, Math.round(elapsedTime * 1000)].join(' '));
    });
    const look = () => {
        const row = deep('.tasks [data-row]').find((row) => row.ariaLabel === 'Call Eva');
        const state = row ? (row.querySelector('.box').checked ? 'done' : 'open') : 'gone';
        if (state !== self.__seen.at(-1)?.[0]) self.__seen.push([state, performance.now()]);
        requestAnimationFrame(look);
    };
    look()";

/// Waits so long in the page.
fn waits(person: &Person, milliseconds: u32) {
    person.ask_page(&format!("return new Promise((over) => setTimeout(over, {milliseconds}))"));
}

fn has_seen(person: &Person, states: &str) {
    let script =
        format!("const seen = self.__seen.map(([state]) => state).join(' '); return seen === '{states}' || seen");
    person.page_becomes(&format!("the task was {states}"), &script);
}

fn has_drawn(person: &Person, ticks: &[&str]) {
    let script =
        format!("const drawn = JSON.stringify(self.__drawn); return drawn === '{}' || drawn", serde_json::json!(ticks));
    person.page_becomes(&format!("these ticks were drawn: {ticks:?}"), &script);
}

#[test]
fn a_tick_draws_itself_and_a_task_that_is_done_stays_for_a_moment_before_it_leaves() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_task("Call Eva");
    ana.adds_task("Write the plan");
    ana.adds_point("Growth plan");
    ben.tasks().has_rows(&["Call Eva", "Write the plan"]);
    for person in [&ana, &ben] {
        person.looks_away();
        person.ask_page(NOTE_TICKS);
    }
    ana.checkbox("Done: Call Eva").click();
    ana.looks_away();
    for person in [&ana, &ben] {
        has_seen(person, "open done gone");
        person.tasks().has_rows(&["Write the plan"]);
        let stayed = person.ask_page("const [, done, gone] = self.__seen; return gone[1] - done[1]");
        assert!(stayed.as_f64().is_some_and(|stayed| stayed > 1_100.0), "{} saw it for {stayed} ms", person.name);
    }
    ben.checkbox("Discussed: Growth plan").click();
    for person in [&ana, &ben] {
        has_drawn(person, &["Done: Call Eva ::after 120", "Discussed: Growth plan ::after 120"]);
    }
    // Where nothing is ticked, nothing is drawn: neither when it is shown, nor when the tick is taken away.
    ben.lets_controls_settle();
    ana.checkbox("Show done").click();
    ana.lets_controls_settle();
    ana.checkbox("Discussed: Growth plan").click();
    ben.checkbox("Discussed: Growth plan").is_ticked(false);
    ana.tasks().has_so_many_rows(2);
    has_drawn(&ben, &["Done: Call Eva ::after 120", "Discussed: Growth plan ::after 120"]);
    // That of “Show done” has no name of its own.
    ana.page_becomes("nothing else was drawn", "return self.__drawn.length === 2 || self.__drawn");
}

#[test]
fn a_task_that_is_done_does_not_leave_under_a_hand_and_an_undo_keeps_it() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    for title in ["Call Eva", "Write the plan"] {
        ana.adds_task(title);
    }
    ben.tasks().has_rows(&["Call Eva", "Write the plan"]);
    ben.looks_away();
    ben.tasks().row("Call Eva").hover();
    ana.checkbox("Done: Call Eva").click();
    ana.looks_away();
    ana.tasks().has_rows(&["Write the plan"]);
    ben.checkbox("Done: Call Eva").is_ticked(true);
    waits(&ben, 2_000);
    assert_eq!(ben.tasks().rows(), ["Call Eva", "Write the plan"]);
    ben.looks_away();
    ben.tasks().has_rows(&["Write the plan"]);

    ana.checkbox("Done: Write the plan").click();
    ana.checkbox("Done: Write the plan").is_ticked(true);
    ana.press("Ctrl+z");
    ana.looks_away();
    for person in [&ana, &ben] {
        person.checkbox("Done: Write the plan").is_ticked(false);
        waits(person, 1_500);
        assert_eq!(person.tasks().rows(), ["Write the plan"]);
    }
}

#[test]
fn where_motion_is_unwanted_ticks_are_there_at_once_and_tasks_leave_at_once() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_task("Call Eva");
    ana.adds_point("Growth plan");
    ben.tasks().has_rows(&["Call Eva"]);
    ben.looks_away();
    ben.prefers(&[("prefers-reduced-motion", "reduce")]);
    ben.ask_page(NOTE_TICKS);
    ana.checkbox("Discussed: Growth plan").click();
    ben.checkbox("Discussed: Growth plan").is_ticked(true);
    ana.checkbox("Done: Call Eva").click();
    ben.tasks().has_rows(&[]);
    has_seen(&ben, "open gone");
    has_drawn(&ben, &[]);
}

#[test]
fn what_the_other_did_is_told_with_the_way_to_it() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    let many: Vec<String> = (1..=40).map(|n| format!("- Mine {n}")).collect();
    ana.textbox("Add a task").paste(&many.join("\n"));
    ben.adds_task("Send the notes");
    ana.tasks().has_so_many_rows(41);
    ana.looks_away();
    ana.hears("Ben added the task ‘Send the notes’");
    ben.checkbox("Done: Send the notes").click();
    ana.hears("Ben finished ‘Send the notes’");
    // It is done, and no done task is shown; still the way leads to it, for as long as one is there.
    ana.tasks().has_so_many_rows(40);
    ana.button("Show: Send the notes").click();
    let row = ana.tasks().row("Send the notes");
    row.is_focused();
    let in_sight = "const { top, bottom } = e.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight";
    assert_eq!(row.ask(in_sight).expect("a row"), true);
    ana.button("Show: Send the notes").is_gone();
    ana.looks_away();
    ana.tasks().has_so_many_rows(40);

    // On a narrow screen it opens the section first.
    ana.resize(480, 800);
    ana.tab("Agenda").click();
    ben.adds_task("Book the room");
    ana.button("Show: Book the room").click();
    ana.tasks().row("Book the room").is_focused();
    ana.tab("Tasks").has("aria-selected", Some("true"));
    // By a key, also after the words have faded.
    ben.adds_point("On call");
    ana.hears("Ben added ‘On call’");
    ana.press("g");
    ana.agenda().row("On call").is_focused();
    ana.tab("Agenda").has("aria-selected", Some("true"));

    // What is about several things leads to none.
    ana.looks_away();
    ben.textbox("Add to the agenda").paste("One\nTwo");
    ana.hears("Ben added 2 points");
    ana.page_becomes(
        "it has no button",
        "const [toast] = deep('.toast'); return toast?.innerText === 'Ben added 2 points' && !toast.querySelector('button') || toast?.innerText",
    );
}

#[test]
fn what_is_told_stays_under_the_pointer_and_is_reached_by_tab() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.hears("Ben joined");
    ben.adds_point("One");
    ana.looks_away();
    // A press just after it came is not meant for it.
    let armed = "const { pointerEvents } = getComputedStyle(deep('.toast button')[0]); return pointerEvents === 'auto' || pointerEvents";
    ana.button("Show: One").is_there();
    ana.page_becomes("it can be pressed", armed);
    ana.button("Show: One").hover();
    ben.adds_point("Two");
    waits(&ana, 9_000);
    ana.button("Show: One").is_there();
    ana.looks_away();
    ana.button("Show: Two").is_there();
    ana.button("Show: Two").focus();
    ana.press("Enter");
    ana.agenda().row("Two").is_focused();
    ana.button("Show: Two").is_gone();
}

#[test]
fn what_is_told_of_a_thing_that_has_gone_leads_nowhere() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    together(|| ana.adds_point("Mine"), || ben.adds_point("Growth plan"));
    ana.button("Show: Growth plan").is_there();
    ben.chooses("Growth plan", "Delete");
    ana.agenda().has_rows(&["Mine"]);
    ana.button("Show: Growth plan").is_gone();
    ana.looks_away();
    ana.press("g");
    ana.hears("There is nothing new to go to");
}

/// Notes each card that flies from one list to another: its title, whose hand it was, and how it moves.
const NOTE_FLIGHTS: &str = "
    self.__flights = [];
    new MutationObserver((changes) => {
        for (const card of changes.flatMap((change) => [...change.addedNodes])) {
            if (card.classList?.contains('flight')) {
                self.__flights.push([card.textContent, card.dataset.mover ?? 'mine', getComputedStyle(card).animationName].join(' '));
            }
        }
    }).observe(deep('.room')[0], { childList: true })";

fn has_flown(person: &Person, cards: &[&str]) {
    let script = format!(
        "const all = JSON.stringify(self.__flights); return all === '{}' && deep('.flight').length === 0 || all",
        serde_json::json!(cards)
    );
    person.page_becomes(&format!("these flew: {cards:?}"), &script);
}

/// Waits until a row of this list has this much to say of its coming: whether it lands or fades in, and whose hand it was.
fn row_came(person: &Person, list: &str, title: &str, wanted: &str) {
    let script = format!(
        "const row = deep('{list} [data-row]').find((row) => row.ariaLabel === '{title}');
         const {{ lands, fades, mover }} = row?.dataset ?? {{}};
         const found = [lands === '' && 'lands', fades === '' && 'fades', mover].filter((each) => each).join(' ');
         return found === '{wanted}' || found"
    );
    person.page_becomes(&format!("{title} came: {wanted}"), &script);
}

#[test]
fn what_comes_into_another_list_flies_there_from_where_it_was() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    for title in ["one", "two", "three"] {
        ana.adds_point(title);
    }
    ben.agenda().has_rows(&["one", "two", "three"]);
    for person in [&ana, &ben] {
        person.looks_away();
        person.ask_page(NOTE_FLIGHTS);
    }
    ana.chooses("two", "Make it a task");
    has_flown(&ana, &["two mine fly"]);
    has_flown(&ben, &["two first fly"]);
    row_came(&ana, ".tasks", "two", "lands");
    row_came(&ben, ".tasks", "two", "lands first");

    // From where it was dropped.
    ana.looks_away();
    ana.agenda().row("three").drag_onto_and_hold(&ana.region("Tasks"));
    ana.let_go();
    has_flown(&ana, &["two mine fly", "three mine fly"]);
    has_flown(&ben, &["two first fly", "three first fly"]);

    // To the next session, and back.
    ana.looks_away();
    ben.chooses("one", "Move to next session");
    has_flown(&ana, &["two mine fly", "three mine fly", "one second fly"]);
    has_flown(&ben, &["two first fly", "three first fly", "one mine fly"]);
    ben.button("Undo").click();
    ben.looks_away();
    ana.agenda().has_so_many_rows(3);
    has_flown(&ana, &["two mine fly", "three mine fly", "one second fly", "one second fly"]);
    row_came(&ana, ".agenda", "one", "lands second");
    row_came(&ben, ".agenda", "one", "lands");
}

#[test]
fn what_comes_from_nowhere_on_the_screen_fades_in() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_point("one");
    // One's own new row is there as it is typed.
    row_came(&ana, ".agenda", "one", "");
    row_came(&ben, ".agenda", "one", "fades first");
    for person in [&ana, &ben] {
        person.looks_away();
        person.ask_page(NOTE_FLIGHTS);
    }
    ana.chooses("one", "Delete");
    ana.looks_away();
    ben.agenda().has_rows(&[]);
    ana.button("Undo").click();
    row_came(&ana, ".agenda", "one", "fades");
    row_came(&ben, ".agenda", "one", "fades first");

    // Where the agenda is not before one, a task that is made of a point fades in.
    ben.resize(480, 800);
    ben.tab("Tasks").click();
    ben.looks_away();
    ana.chooses("one", "Make it a task");
    row_came(&ben, ".tasks", "one", "fades first");
    // And where motion is unwanted, nothing flies, nor moves.
    ben.prefers(&[("prefers-reduced-motion", "reduce")]);
    ben.resize(1280, 900);
    ben.agenda().has_rows(&["one"]);
    ana.adds_point("two");
    ben.agenda().has_rows(&["one", "two"]);
    ana.chooses("two", "Make it a task");
    ben.tasks().has_rows(&["one", "two"]);
    ben.page_becomes(
        "nothing is animated",
        "const moving = deep('[data-row]').map((row) => getComputedStyle(row).animationName);
         return moving.every((name) => name === 'none') || moving",
    );
    has_flown(&ana, &["one mine fly", "two mine fly"]);
    has_flown(&ben, &[]);
}

#[test]
fn a_finger_that_rests_on_a_row_lifts_it_one_that_moves_scrolls_and_a_tap_opens_the_point() {
    let because = "only this browser's driver makes touches of which a page can tell a press from a scroll";
    let Some(story) = Story::only_in(Make::Chromium, because) else { return };
    let (ana, ben) = story.ana_and_ben();
    let titles: Vec<String> = (1..=24).map(|n| format!("Point {n}")).collect();
    ana.textbox("Add to the agenda").paste(&titles.join("\n"));
    ben.agenda().has_so_many_rows(24);
    ana.becomes_touch(390, 844);
    ana.reload();
    ana.tab("Agenda").click();
    ana.agenda().has_so_many_rows(24);
    let order: Vec<&str> = titles.iter().map(String::as_str).collect();
    let middle = |title: &str| ana.agenda().row(title).place("e", 0.5);
    let lifted = |wanted: usize| {
        ana.page_becomes(
            &format!("{wanted} rows are lifted"),
            &format!("const all = deep('.lifted').length; return all === {wanted} || all"),
        );
    };

    // It rests, and the row is lifted; the others make way, and it lands among them.
    let (from, to) = (middle("Point 5"), ana.agenda().row("Point 2").place("e", 0.2));
    ana.puts_finger(from);
    lifted(1);
    ana.moves_finger(from, (from.0, to.1));
    ana.page_becomes("others make way", "return deep('.makes-way-down').length === 3");
    ana.lifts_finger();
    lifted(0);
    let mut moved = order.clone();
    let five = moved.remove(4);
    moved.insert(1, five);
    ben.agenda().has_rows(&moved);
    ana.page_becomes("the page did not scroll", "return deep('.columns')[0].scrollTop === 0 && scrollY === 0");
    // No tap came of it.
    ana.tab("Agenda").has("aria-selected", Some("true"));

    // A drop outside cancels.
    let from = middle("Point 3");
    ana.puts_finger(from);
    lifted(1);
    ana.moves_finger(from, (from.0, 20));
    ana.lifts_finger();
    lifted(0);
    // It moves at once: that scrolls, and lifts nothing, however long it rests afterwards.
    let from = middle("Point 9");
    ana.puts_finger(from);
    ana.moves_finger(from, (from.0, from.1 - 240));
    ana.page_becomes(
        "it has scrolled",
        "const { scrollTop } = deep('.columns')[0]; return scrollTop > 100 || scrollTop",
    );
    waits(&ana, 600);
    lifted(0);
    ana.lifts_finger();
    ben.agenda().has_rows(&moved);

    // A tap opens the point, and no keyboard comes up.
    ana.agenda().button("Open: Point 7").click();
    ana.region("Now").heading("Point 7").is_there();
    ana.tab("Now").has("aria-selected", Some("true"));
    ana.page_becomes("nobody writes", "return deep(':focus').every((e) => !e.matches('input, textarea'))");
}
