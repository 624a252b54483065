//! The notes of the open point, typed by both at once, and which point each of the two is at.

use alongside_testkit::story::{
    browser::Make,
    element::Finds,
    patience::{together, until},
    person::{Person, Story},
};

#[test]
fn notes_typed_by_both_at_once_merge_letter_by_letter() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben_at("Growth plan");
    ana.notes().type_text("Goals:\n\nNext:");
    ben.notes().reads("Goals:\n\nNext:");
    ana.notes().click();
    ana.press("Ctrl+Home");
    ana.press("End");
    ben.notes().click();
    ben.press("Ctrl+End");
    let hers = " lead one project by spring, 🌱 and speak at the March meeting";
    let his = " ask Eva about the platform team, read two of her design notes";
    together(|| ana.types(hers), || ben.types(his));
    let both = format!("Goals:{hers}\n\nNext:{his}");
    ana.notes().reads(&both);
    ben.notes().reads(&both);
    ana.knows_that_has_it("Ben");
    ben.knows_that_has_it("Ana");
}

/// Both begin at the same place with equal first letters: from the texts alone nobody could tell whose is which.
#[test]
fn sentences_typed_at_one_place_at_once_stay_whole() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben_at("Growth plan");
    for (hers, his) in [("Hello from Ana.", "Hi from Ben."), ("the quick brown fox jumps", "the lazy dog sleeps now")] {
        ana.notes().retype("");
        for person in [&ana, &ben] {
            person.notes().reads("");
            person.notes().caret_to_end();
        }
        together(|| ana.types_with_pauses(hers, 30), || ben.types_with_pauses(his, 30));
        let whole = [format!("{hers}{his}"), format!("{his}{hers}")];
        let text = until("both sentences are whole", || {
            let text = ana.notes().ask("return e.value")?;
            whole.iter().find(|whole| text == **whole).ok_or_else(|| text.to_string())
        });
        ben.notes().reads(text);
    }
}

/// Yew renders, lets key events through, and only then runs effects: on a slow computer a field could be filled from
/// a rendering that lacks the last letters.
#[test]
fn letters_stay_in_order_on_a_slow_computer() {
    let Some(story) = Story::only_in(Make::Chromium, "nothing makes another browser slow") else { return };
    let (ana, ben) = story.ana_and_ben_at("Growth plan");
    ana.notes().type_text("Hers: \nHis:");
    ben.notes().reads("Hers: \nHis:");
    ana.notes().select("Hers: ", true);
    ben.notes().caret_to_end();
    for person in [&ana, &ben] {
        person.slows_down(12);
    }
    let hers = "a careful person would choose it for their own one-to-one";
    let his = " what a good engineer would show as a model, and use again";
    together(|| ana.types(hers), || ben.types(his));
    let both = format!("Hers: {hers}\nHis:{his}");
    ana.notes().reads(&both);
    ben.notes().reads(&both);
}

/// No other story may run beside this one: a composition without a key press counts as finished after a few seconds.
#[test]
fn what_the_other_writes_waits_while_an_input_method_composes() {
    let story = Story::begin_alone();
    let (ana, ben) = story.ana_and_ben_at("Growth plan");
    ana.notes().type_text("Hers: \nHis: ");
    ben.notes().reads("Hers: \nHis:");
    ana.notes().select("Hers: ", true);
    ben.notes().caret_to_end();
    for so_far in ["に", "にほ", "にほん"] {
        ana.composes(so_far);
    }
    // He receives what she composes before the composition ends.
    ben.notes().reads("Hers: にほん\nHis:");
    ben.types("a word");
    ben.knows_that_has_it("Ana");
    // Any change of the field now would end or break the composition.
    ana.composes("にほんご");
    ana.notes().reads("Hers: にほんご\nHis:");

    ana.ends_composing("日本語");
    for person in [&ana, &ben] {
        person.notes().reads("Hers: 日本語\nHis: a word");
    }
    // The caret is still behind the composed text.
    ana.types("!");
    ben.notes().reads("Hers: 日本語!\nHis: a word");
}

/// `B1`: a phone composes every word for as long as the caret is in it, and never reports the end.
#[test]
fn a_composition_that_nobody_ends_is_sent_and_the_others_words_come_in() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben_at("Growth plan");
    ana.notes().type_text("Hers: \nHis: ");
    ben.notes().reads("Hers: \nHis:");
    ana.notes().select("Hers: ", true);
    ben.notes().caret_to_end();
    ana.composes("hel");
    ana.composes("hello");
    ben.notes().reads("Hers: hello\nHis:");
    ben.types("a word");
    // Her keys rest.
    ana.notes().reads("Hers: hello\nHis: a word");
    ana.knows_that_has_it("Ben");

    // The end of this composition is not reported either.
    ana.composes(" and");
    ben.notes().reads("Hers: hello and\nHis: a word");
    ana.reload();
    ana.opens_point("Growth plan");
    ana.notes().reads("Hers: hello and\nHis: a word");
}

/// `B1`: a key outside of the input method ends a composition, and a page that is closed sends the composed text.
#[test]
fn a_plain_key_ends_a_composition_and_so_does_the_end_of_the_page() {
    let because = "Firefox gives no key of a driver to a field that composes, and drops what a page sends as it goes";
    let Some(story) = Story::only_in(Make::Chromium, because) else { return };
    let (ana, ben) = story.ana_and_ben_at("Growth plan");
    ana.notes().click();
    ana.composes("hello");
    ana.types("!");
    ben.notes().reads("hello!");
    ben.notes().caret_to_end();
    ben.types(" And you?");
    ana.notes().reads("hello! And you?");
    ana.notes().select("you?", true);
    ana.composes(" Well");
    ana.reload();
    ben.notes().reads("hello! And you? Well");
    ana.knows_that_has_it("Ben");
}

#[test]
fn the_others_caret_stands_in_the_notes_by_name() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben_at("Growth plan");
    let flag = "const flags = deep('.flag').filter((e) => e.checkVisibility()).map((e) => e.textContent.trim());
                return flags.includes('Ben') || flags";
    ben.notes().type_text("I think that ");
    ana.page_becomes("Ben’s caret has its flag", flag);
    ana.page_becomes(
        "the text before Ben’s caret is what he wrote",
        "const before = deep('.caret').map((e) => e.previousSibling?.textContent ?? ''); return before.includes('I think that ') || before",
    );
    // It is drawn over the text, and neither read aloud nor part of the text.
    ana.notes().reads("I think that");
    ben.looks_away();
    ana.page_becomes("it goes when he leaves", "return deep('.caret').length === 0 || 'still there'");
}

#[test]
fn talking_about_a_point_is_shared_and_looking_at_one_is_not() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    for title in ["Say no to ops", "Growth plan", "Holidays"] {
        ana.adds_point(title);
    }
    ana.opens_point("Say no to ops");
    ana.button("Talk about this").click();
    ana.agenda().row("Say no to ops").has("aria-current", Some("true"));
    ben.agenda().row("Say no to ops").has("aria-current", Some("true"));
    ben.region("Now").heading("Say no to ops").is_there();

    // Ben opens another point; the current item stays.
    ben.opens_point("Holidays");
    ben.agenda().row("Say no to ops").has("aria-current", Some("true"));
    ana.region("Now").heading("Say no to ops").is_there();

    // Ana goes on to the next point: Ben is told, and his screen stays.
    ana.button("Next: Growth plan").click();
    ana.region("Now").heading("Growth plan").is_there();
    ben.reads("Ana moved on to Growth plan");
    ben.region("Now").heading("Holidays").is_there();
    ben.button("Go there").click();
    ben.region("Now").heading("Growth plan").is_there();
    ben.button("Go there").is_gone();

    // If he looks at the current item and is not writing, he follows.
    ben.looks_away();
    ana.button("Next: Holidays").click();
    ben.region("Now").heading("Holidays").is_there();
    ben.agenda().row("Holidays").has("aria-current", Some("true"));
    ben.agenda().row("Say no to ops").has("aria-current", None);
}

#[test]
fn the_point_that_somebody_writes_in_stays_open() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    for title in ["Say no to ops", "Growth plan"] {
        ana.adds_point(title);
    }
    ana.opens_point("Say no to ops");
    ana.button("Talk about this").click();
    ben.region("Now").heading("Say no to ops").is_there();
    ben.notes().type_text("I was just about to");
    ana.button("Next: Growth plan").click();
    ben.reads("Ana moved on to Growth plan");
    ben.types(" say");
    ben.notes().reads("I was just about to say");
    ben.notes().is_focused();
}

#[test]
fn minutes_and_who_raised_it_are_facts_of_both() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_point("Growth plan");
    ana.opens_point("Growth plan");
    ana.region("Now").combobox("Raised by").choose("Ben");
    ana.region("Now").spinbutton("Minutes").type_text("20");
    ben.opens_point("Growth plan");
    ben.region("Now").spinbutton("Minutes").reads("20");
    ben.page_becomes(
        "Ben raised it",
        "const chosen = deep('.now select').map((e) => e.selectedOptions[0]?.text); return chosen.includes('Ben') || chosen",
    );
    ana.button("Talk about this").click();
    ana.button("Start").click();
    ben.region("Timer").mentions("20 min left for this");
}

/// The other's caret is where the letter is, whatever the direction of its paragraph: measured by the same text without a caret.
#[test]
fn the_others_caret_is_at_its_letter_in_paragraphs_of_two_directions() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben_at("Growth plan");
    let text = format!(
        "Goals for spring\nأهداف الربيع: lead one project\n123 سلام عليكم يا صديقي\nand back again, verylongword{}",
        "x".repeat(160)
    );
    ana.notes().paste(&text);
    ben.notes().reads(&text);
    let plain = ben.notes().ask("return e.getBoundingClientRect().width").unwrap().as_f64().unwrap();
    for words in ["Goals", "أهد", "الربيع:", "project", "123 سلا", "عليكم", "again"] {
        ana.notes().select(words, true);
        ana.press("ArrowRight");
        ana.press("ArrowLeft");
        ana.ask_page(
            "deep('.notes textarea')[0].dispatchEvent(new Event('pointerup', { bubbles: true, composed: true }))",
        );
        let at = ana.notes().ask("return e.selectionEnd").unwrap();
        ben.page_becomes(
            &format!("Ana’s caret stands behind {words}"),
            &format!(
                "
            const [area] = deep('.notes textarea'), [caret] = deep('.notes .caret'), at = {at};
            if (!caret) return 'no caret';
            const copy = document.createElement('div');
            copy.className = 'mirror';
            copy.dir = 'auto';
            copy.textContent = area.value;
            area.parentElement.append(copy);
            const range = document.createRange();
            range.setStart(copy.firstChild, at - 1);
            range.setEnd(copy.firstChild, at);
            const letter = range.getBoundingClientRect(), here = caret.getBoundingClientRect();
            copy.remove();
            const x = (here.left + here.right) / 2;
            const off = Math.min(Math.abs(x - letter.left), Math.abs(x - letter.right));
            const [top, bottom] = [here.bottom > letter.top, here.top < letter.bottom];
            return off <= 2 && top && bottom || JSON.stringify([off, x, letter, here]);"
            ),
        );
    }
    let width = ben.notes().ask("return e.getBoundingClientRect().width").unwrap().as_f64().unwrap();
    assert!((width - plain).abs() < 1.0, "the notes are {width} px wide with a caret in them, {plain} without");
}

/// Where I write, and where I only read.
#[test]
fn my_line_stays_where_it_is_while_the_other_writes_above_it() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben_at("Growth plan");
    for person in [&ana, &ben] {
        person.resize(1280, 500);
    }
    let lines: Vec<String> = (0..60).map(|line| format!("line {line}")).collect();
    ana.notes().paste(&lines.join("\n"));
    ben.notes().shows("all lines".to_owned(), |text| text.ends_with("line 59"));
    for writes in [true, false] {
        if writes {
            ben.notes().select("line 40", true);
        } else {
            ben.looks_away();
        }
        ben.ask_page(&format!("{SCROLLER} scroller.scrollTop = 700;"));
        let before = ben.ask_page(&format!("{SCROLLER} return area.getBoundingClientRect().bottom")).as_f64().unwrap();
        ana.notes().select("line 2", true);
        ana.types("\nabove\nabove\nabove\nabove\nabove\nabove\nabove\nabove");
        let value = ana.notes().text();
        ben.notes().reads(&value);
        ben.page_becomes(
            "his line is where it was",
            &format!("{SCROLLER} const moved = area.getBoundingClientRect().bottom - {before}; return Math.abs(moved) <= 2 || moved"),
        );
    }
}

const SCROLLER: &str = "
    const [area] = deep('.notes textarea');
    let scroller = area.parentElement;
    while (!(scroller.scrollHeight > scroller.clientHeight && /auto|scroll/.test(getComputedStyle(scroller).overflowY))) scroller = scroller.parentElement;";

/// `R6`: what is drawn over the letters is measured by the same text without a mark.
#[test]
fn marks_are_drawn_over_the_letters_and_move_none_of_them() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben_at("Growth plan");
    let text = "Goals **for spring** and more\n- lead one project\n- [ ] ask Eva about the platform team, and read two of her design notes before the next time that we meet\n- [x] book a room\nsee https://example.org/a_long/path?with=words, and write mailto:eva@example.org\n→ Send the notes\nأهداف **الربيع** كلها";
    ana.notes().paste(text);
    ana.looks_away();
    for person in [&ana, &ben] {
        person.notes().reads(text);
        for width in [1280, 320] {
            person.resize(width, 900);
            if width == 320 {
                person.find("tab", "Now").click();
            }
            person.page_becomes("every mark lies on its letters", MARKS_LIE_ON_THEIR_LETTERS);
        }
    }
    // They are for the eye alone: the text says as much.
    ana.page_becomes(
        "nothing of the marks is read aloud",
        "return deep('.mirror').every((e) => e.ariaHidden === 'true') || 'read aloud'",
    );
    ana.notes().caret_to_end();
    ana.types("\nno marks here");
    ana.page_becomes("every mark is still there", MARKS_LIE_ON_THEIR_LETTERS);
}

const MARKS_LIE_ON_THEIR_LETTERS: &str = "
    const [area] = deep('.notes textarea'), marks = deep('.notes [class^=mark-]');
    const kinds = new Set(marks.map((e) => e.className.split(' ')[0]));
    if (kinds.size < 7) return [...kinds].join();
    const copy = document.createElement('div');
    copy.className = 'mirror';
    copy.dir = 'auto';
    copy.textContent = area.value;
    area.parentElement.append(copy);
    const drawn = marks[0].parentElement, off = [];
    for (const mark of marks) {
        const before = document.createRange();
        before.setStart(drawn, 0);
        before.setEndBefore(mark);
        const at = before.toString().length, range = document.createRange();
        range.setStart(copy.firstChild, at);
        range.setEnd(copy.firstChild, at + mark.textContent.length);
        const own = document.createRange();
        own.selectNodeContents(mark);
        const [a, b] = [range.getBoundingClientRect(), own.getBoundingClientRect()];
        if (Math.max(Math.abs(a.left - b.left), Math.abs(a.right - b.right), Math.abs(a.top - b.top)) > 1) off.push([mark.textContent, a, b]);
    }
    const taller = drawn.getBoundingClientRect().height - copy.getBoundingClientRect().height;
    copy.remove();
    return off.length === 0 && Math.abs(taller) < 1 || JSON.stringify([taller, off]);";

/// `R6`
#[test]
fn a_box_in_the_notes_is_ticked_by_a_press_on_both_screens() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben_at("Growth plan");
    ana.notes().paste("Before spring:\n- [ ] ask Eva\n- [ ] read her notes");
    ben.notes().reads("Before spring:\n- [ ] ask Eva\n- [ ] read her notes");
    ben.looks_away();
    press_box(&ben, 1);
    ana.notes().reads("Before spring:\n- [ ] ask Eva\n- [x] read her notes");
    press_box(&ana, 0);
    ben.notes().reads("Before spring:\n- [x] ask Eva\n- [x] read her notes");
    press_box(&ben, 1);
    ana.notes().reads("Before spring:\n- [x] ask Eva\n- [ ] read her notes");
    // A step of undo of its own.
    ben.button("Undo").click();
    ana.notes().reads("Before spring:\n- [x] ask Eva\n- [x] read her notes");
}

/// Presses the box with this number where it is seen. It has no role: its letters are in the text.
fn press_box(person: &Person, number: usize) {
    person.page_becomes(
        "the box is under the pointer",
        &format!(
            "const box = deep('.mark-box')[{number}];
            if (!box) return 'no box';
            const place = box.getBoundingClientRect();
            const hit = box.getRootNode().elementFromPoint((place.left + place.right) / 2, (place.top + place.bottom) / 2);
            if (hit !== box) return 'under ' + hit?.className;
            box.click();
            return true;"
        ),
    );
}

/// `R6`
#[test]
fn a_line_of_the_notes_becomes_a_task_and_one_undo_takes_both_back() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben_at("Growth plan");
    ana.notes().paste("We talked about ops.\n- ask Eva @Ben\nMore");
    ana.notes().select("ask Eva", true);
    ana.press("ArrowRight");
    ana.press("Ctrl+Enter");
    ana.notes().reads("We talked about ops.\n→ ask Eva @Ben\nMore");
    ana.hears("ask Eva is a task now");
    for person in [&ana, &ben] {
        person.tasks().has_rows(&["ask Eva"]);
    }
    ben.notes().reads("We talked about ops.\n→ ask Eva @Ben\nMore");
    ben.button("Take it: ask Eva").is_there();
    ana.notes().is_focused();

    // A line that is a task already makes no second one: it leads there, as a press on its arrow does.
    ana.press("Ctrl+Enter");
    ana.tasks().row("ask Eva").is_focused();
    ben.ask_page("deep('.mark-task')[0].click()");
    ben.tasks().row("ask Eva").is_focused();
    for person in [&ana, &ben] {
        person.tasks().has_so_many_rows(1);
    }
    // A row that has the focus stays until that leaves it.
    ben.looks_away();
    ana.notes().focus();
    ana.press("Ctrl+z");
    ana.notes().reads("We talked about ops.\n- ask Eva @Ben\nMore");
    for person in [&ana, &ben] {
        person.tasks().has_rows(&[]);
    }
    ana.press("Ctrl+Shift+z");
    ben.notes().reads("We talked about ops.\n→ ask Eva @Ben\nMore");
    ben.tasks().has_rows(&["ask Eva"]);
}

#[test]
fn a_list_in_the_notes_goes_on_with_enter_and_ends_with_an_empty_line_of_it() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben_at("Growth plan");
    ana.notes().type_text("- [x] one\ntwo\n\nafter");
    for person in [&ana, &ben] {
        person.notes().reads("- [x] one\n- [ ] two\nafter");
    }
    // In place of what is selected it is only a new line.
    ana.notes().select("after", false);
    ana.types("\nend");
    ben.notes().reads("- [x] one\n- [ ] two\n\nend");
}

/// `R6`
#[test]
fn addresses_in_the_notes_are_links_that_open_and_nothing_else_is() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben_at("Growth plan");
    ana.notes().paste("See https://example.org/plan, javascript:alert(1) and mailto:eva@example.org.");
    for person in [&ana, &ben] {
        person.find("list", "Links in the notes").is_there();
        person.find("link", "example.org/plan").has("href", Some("https://example.org/plan"));
        person.find("link", "eva@example.org").has("href", Some("mailto:eva@example.org"));
        person.page_becomes(
            "nothing else is a link",
            "const links = deep('.note-links a'); return links.length === 2 && links.every((e) => e.rel.includes('noopener')) || links.length",
        );
    }
    ana.notes().retype("nothing");
    ben.find("list", "Links in the notes").is_gone();
}

/// `R6`
#[test]
fn the_notes_of_the_same_points_last_time_unfold_above_its_own() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben_at("Wins of the week");
    ana.notes().type_text("The demo went well.\nEva said yes.");
    ben.notes().reads("The demo went well.\nEva said yes.");
    ana.agenda().find("checkbox", "Discussed: Wins of the week").click();
    ana.button("Session 1").click();
    ana.dialog("Session").button("Close session").click();
    ana.press("Escape");
    ben.adds_point("wins of the week");
    ben.opens_point("wins of the week");
    ben.notes().reads("");
    ben.page_becomes(
        "it is folded, and says when",
        "const [folded] = deep('.last-time'); return folded && !folded.open && folded.querySelector('summary').textContent.startsWith('Last time · ') || folded?.textContent",
    );
    ben.ask_page("deep('.last-time > summary')[0].click()");
    ben.find("note", "Notes of last time").mentions("The demo went well.");
}
