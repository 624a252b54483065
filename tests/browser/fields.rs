//! Fields whose text the room refuses.

use alongside_testkit::story::{
    element::Finds,
    person::{Person, Story},
};

/// A place that has fields, and how to get there.
type PlaceWithFields = (&'static str, fn(&Person));

const PLACES: &[PlaceWithFields] = &[
    ("the screen", |_| {}),
    ("a plan", |ana| ana.button("If … then …").click()),
    ("an answer", |ana| ana.chooses("Growth plan", "Settle in writing")),
    ("a decision", |ana| ana.chooses("Growth plan", "Write down the decision")),
    ("a first step", |ana| ana.chooses("Call Eva", "First step")),
    ("a link", |ana| ana.chooses("Call Eva", "Link")),
    ("a comment", |ana| ana.chooses("Call Eva", "Comment")),
    ("the session", |ana| ana.button("Session …").click()),
    ("the members", |ana| ana.opens_members()),
    ("the invitation", |ana| ana.button("Invite").click()),
];

/// Tries every field of all these places in the same way, and so fields that are added later: refused text stays in
/// the field, with the reason as its description, and the chip does not say that it is saved.
#[test]
fn what_the_room_does_not_take_stays_in_its_field_and_is_said_there_in_every_field() {
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.adds_point("Growth plan");
    ana.adds_task("Call Eva");
    ana.opens_point("Growth plan");
    ana.button("Start").click();
    let mut fields = 0;
    for (place, go) in PLACES {
        ana.sync().reads("Sent");
        go(&ana);
        let all = ana.ask_page(&format!("{FIELDS} return fields.length")).as_u64().unwrap_or_default();
        assert!(all > 0, "there is no field in {place}");
        for field in 0..all {
            ana.ask_page(&format!("{FIELDS} {SPOIL}({field})"));
            ana.page_becomes(&format!("field {field} of {place} says why its text is not saved"), STANDS);
            ana.ask_page("window.spoilt.blur()");
            ana.page_becomes(&format!("field {field} of {place} still does, left"), STANDS);
            ana.ask_page(RESTORE);
            ana.page_becomes(&format!("nothing waits after field {field} of {place}"), SENT);
            fields += 1;
        }
        ana.press("Escape");
    }
    assert!(fields >= 15, "only {fields} fields were found");
}

#[test]
fn letters_that_full_notes_do_not_take_wait_there_and_go_in_once_there_is_room() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben_at("Growth plan");
    ana.ask_page(&format!("{FIELDS} type(deep('.notes textarea')[0], 'n'.repeat(199_995))"));
    ana.knows_that_has_it("Ben");
    ana.ask_page(&format!("{FIELDS} type(deep('.notes textarea')[0], 'n'.repeat(199_995) + ' and some more')"));
    ana.sync().reads("Not saved");
    ana.hears("Not saved: 9 characters too many");
    ana.notes().has("aria-invalid", Some("true"));

    // Ben's edits meanwhile do not replace it, and another visit does not lose it.
    ana.opens("/");
    ana.opens_point("Growth plan");
    ana.page_becomes("hers is still there", "return deep('.notes textarea')[0].value.endsWith('n and some more')");
    ana.sync().reads("Not saved");
    ben.ask_page(&format!("{FIELDS} type(deep('.notes textarea')[0], 'Ben: ' + 'n'.repeat(10))"));
    ben.knows_that_has_it("Ana");
    ana.page_becomes("hers is still there", "return deep('.notes textarea')[0].value.endsWith('n and some more')");

    // Ben's shorter text leaves space for hers.
    ana.notes().caret_to_end();
    ana.types("!");
    ana.knows_that_has_it("Ben");
    ben.notes().reads("Ben: nnnnnnnnnn and some more!");
    ana.notes().reads("Ben: nnnnnnnnnn and some more!");
    ana.notes().has("aria-invalid", None);
}

#[test]
fn a_title_that_is_too_long_is_marked_where_it_stands_and_nothing_that_is_pasted_is_lost() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben_at("Growth plan");
    let long = "t".repeat(12_000);
    let title = ana.textbox("Title: Growth plan");
    title.caret_to_end();
    title.paste(&long);
    ana.sync().reads("Not saved");
    title.property_is("value", format!("Growth plan{long}").into());
    ana.textbox("Add a task").paste(&format!("Call Eva\n{long}\nWrite the plan"));
    ana.tasks().has_rows(&["Call Eva", "Write the plan"]);
    ana.textbox("Add a task").property_is("value", long.into());
    ana.textbox("Add a task").has("aria-invalid", Some("true"));
    ben.agenda().has_rows(&["Growth plan"]);

    // It can be discarded where all unsaved texts are listed.
    ana.chooses_in_menu("Sync details");
    for _ in 0..2 {
        ana.dialog("Sync details").button("Discard").click();
    }
    ana.press("Escape");
    ana.knows_that_has_it("Ben");
    title.property_is("value", "Growth plan".into());
}

/// The fields in the open dialog, else those of the page.
const FIELDS: &str = "
    const dialog = deep('dialog[open]')[0];
    const other = ['checkbox', 'radio', 'date', 'time', 'range'];
    const fields = deep('input, textarea').filter((e) => !e.readOnly && !e.disabled && !other.includes(e.type)
        && e.checkVisibility() && (!dialog || dialog.contains(e)));
    const type = (field, text) => {
        field.focus();
        field.value = text;
        field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    };";

/// Writes a text that no field accepts into one of them, and submits it.
const SPOIL: &str = "(function spoil(at) {
    const field = fields[at];
    window.spoilt = field;
    window.before = field.value;
    for (const mate of field.form?.querySelectorAll('input') ?? []) if (mate !== field && !mate.value) type(mate, 'x');
    type(field, field.type === 'number' ? '1000' : 'y'.repeat(200_001));
    if (field.form) field.form.requestSubmit();
})";

const STANDS: &str = "
    const field = window.spoilt;
    const described = field.getAttribute('aria-describedby');
    const why = described && field.getRootNode().getElementById(described);
    const chip = deep('[role=status][aria-label=Sync]')[0]?.textContent;
    const kept = field.type === 'number' ? field.value === '1000' : field.value.length >= 200_001;
    return kept && why?.textContent.startsWith('Not saved') && why.checkVisibility() && field.ariaInvalid === 'true'
        && chip === 'Not saved' || JSON.stringify([field.value.length, why?.textContent, chip]);";

// Behind a dialog, a screen reader does not find the chip.
const SENT: &str = "
    const chip = deep('[role=status][aria-label=Sync]')[0]?.textContent;
    return chip === 'Sent' || chip;";

const RESTORE: &str = "
    const field = window.spoilt;
    for (const each of field.form?.querySelectorAll('input') ?? [field]) {
        each.value = field.form ? '' : window.before;
        each.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    }";
