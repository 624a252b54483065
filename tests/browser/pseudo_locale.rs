//! A language of nobody's: English in accents, and 40 % longer. What is seen or read aloud without accents is in no table of texts, and what
//! is cut would be cut in German.

use std::{collections::BTreeSet, path::Path};

use alongside_testkit::story::{
    element::Finds,
    person::{Person, Story},
    relay_process::WidgetCopy,
};
use serde_json::Value;

use crate::{
    gallery::full_room::{dismiss, full_room},
    languages::turns_to,
    long_names::Misfits,
};

#[test]
fn every_text_outside_a_room_is_in_the_tables_and_fits_when_it_is_longer() {
    let (mut look, story) = Look::begin();
    let eva = story.person("Eva");
    eva.opens("/");
    eva.button("Start a room").is_there();
    look.at(&eva, "first screen");
    eva.button("Start a room").click();
    eva.find("alert", "").mentions("Your name");
    look.at(&eva, "started without a name");
    eva.button("I have an invite link").click();
    eva.textbox("Invite link").enter("https://alongside.example/#1.abc");
    eva.find("alert", "").mentions("incomplete");
    look.at(&eva, "a link that is cut");
    eva.opens("/");
    eva.button("I have a code").click();
    eva.textbox("Pairing code").retype("7 xylo");
    eva.find("alert", "").mentions("is not one of the words");
    look.at(&eva, "a code that is none");

    let ana = story.ana_alone();
    let link = ana.invite_link();
    eva.goto(&link);
    eva.heading("Ana invites you").is_there();
    look.at(&eva, "invited");
    let ben = story.person("Ben");
    ben.joins_by(&link);
    eva.goto(&ana.invite_link());
    eva.radiogroup("Who are you?").is_there();
    look.at(&eva, "who are you");
    eva.goto(&format!("{}/#1.AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", story.relay.origin()));
    eva.heading("This link is not there yet").is_there();
    look.at(&eva, "a link that is not there yet");
    eva.goto(&ana.address());
    eva.heading("This device has no key to this room").is_there();
    look.at(&eva, "no key");
    ana.chooses_in_menu("All rooms");
    ana.list("Rooms").is_there();
    ben.adds_point("Growth plan");
    ana.list("Rooms").mentions("1 new");
    look.at(&ana, "list of rooms");
    ben.leaves_for_both("Erase for both");
    ben.dialog("Erase for both").button("Erase").click();
    ben.reads("This room was erased for both.");
    eva.goto(&link);
    eva.heading("This room was erased").is_there();
    look.at(&eva, "an invite to an erased room");
    look.ends_content();
}

#[test]
fn every_text_of_a_room_is_in_the_tables_and_fits_when_it_is_longer() {
    let (mut look, story) = Look::begin();
    let alone = story.ana_alone();
    look.at(&alone, "a new room");
    drop(alone);
    let (ana, ben) = full_room(&story);
    ana.chooses("Retro: what to keep", "Delete");
    ana.looks_away();
    look.at(&ana, "before a block");
    for width in [1280, 320] {
        ana.resize(width, 900);
        menus(&mut look, &ana, width);
    }
    ana.resize(1280, 900);
    ana.opens_by_commands("Steps");
    ana.dialog("Steps").button("Use: 50 minutes").click();
    look.at(&ana, "shapes");
    ana.press("Escape");
    ana.button("Next step").click();
    ana.button("Talk about this").click();
    ana.textbox("My intention").type_text("listen more than I talk");
    ben.textbox("My intention").type_text("say it");
    ana.lets_controls_settle();
    ana.button("Start").click();
    ben.button("Pause").is_there();
    ana.looks_away();
    look.at(&ana, "in a block");
    for width in [1280, 320] {
        ana.resize(width, 900);
        ana.button("Clock options").click();
        look.here(&ana, &format!("clock options, {width} px"));
        closes(&ana);
    }
    ana.resize(1280, 900);
    ana.lets_controls_settle();
    ana.button("Stop").click();
    ana.radiogroup("How did it go?").is_there();
    ana.looks_away();
    look.at(&ana, "asked how it went");
    ana.radiogroup("How did it go?").radio("Done").click();
    ana.textbox("What happened").enter("two options agreed");
    ben.radiogroup("How did it go?").radio("Partly").click();
    ben.textbox("What happened").enter("well taken");
    ana.button("Break 5").is_there();
    look.at(&ana, "answered");
    ben.button("Session …").click();
    ben.dialog("Session").button("Close session").click();
    ben.press("Escape");
    ana.button("Session 3 …").is_there();
    look.at(&ana, "closed");
    what_is_told(&mut look, &ana, &ben);
    look.ends_content();
}

/// What a press opens beside a row, which is opened anew at each width.
fn menus(look: &mut Look, ana: &Person, width: u32) {
    let section = |name: &str| {
        if width < 600 {
            ana.tab(name).click();
            ana.looks_away();
        }
    };
    for (tab, title) in [("Agenda", "Say no to ops"), ("Tasks", "Send the notes")] {
        section(tab);
        ana.button(&format!("More actions: {title}")).click();
        ana.find("menu", &format!("Actions: {title}")).is_there();
        look.here(ana, &format!("menu of {title}, {width} px"));
        closes(ana);
    }
    for entry in ["Comment", "Due", "Link"] {
        ana.chooses("Call Eva about the platform team", entry);
        look.here(ana, &format!("{entry} of a task, {width} px"));
        closes(ana);
    }
}

/// What is told of the other's acts, while it is told.
fn what_is_told(look: &mut Look, ana: &Person, ben: &Person) {
    // What is gathered is told in the language in which it began.
    ana.hears("closed the session");
    dismiss(&[ana, ben]);
    turns_to(ana, alongside_texts::PSEUDO);
    ben.adds_point("A point");
    told(look, ana, "A point");
    ben.chooses("A point", "Delete");
    told(look, ana, "ŕéḿöṽéð");
    ben.adds_task("A task");
    told(look, ana, "A task");
    ben.checkbox("Done: A task").click();
    told(look, ana, "ƒîñîšĥéð");
    ben.lets_controls_settle();
    ben.button("Start").click();
    told(look, ana, "šţåŕţéð");
}

/// Waits until these words are announced, and looks at them.
#[track_caller]
fn told(look: &mut Look, person: &Person, words: &str) {
    person.page_becomes(
        &format!("{words} is told"),
        &format!(
            "const said = deep('[aria-live=polite]').map((e) => e.textContent).join(); return said.includes('{words}') || said"
        ),
    );
    look.notes_down(
        "told",
        person
            .ask_page(&(PLAIN.to_owned() + "return plain(deep('.toast, .toast *, [aria-live=polite] > :last-child'))")),
    );
}

#[test]
fn every_text_of_the_dialogs_is_in_the_tables_and_fits_when_it_is_longer() {
    let (mut look, story) = Look::begin();
    let (ana, ben) = full_room(&story);
    ana.chooses("Retro: what to keep", "Delete");
    dismiss(&[&ana, &ben]);
    ana.looks_away();
    for (button, dialog) in [("Session …", "Session"), ("Menu", "Menu")] {
        ana.button(button).click();
        ana.dialog(dialog).is_there();
        look.at(&ana, dialog);
        ana.press("Escape");
    }
    ana.chooses_in_menu("Keyboard");
    ana.dialog("Keyboard").is_there();
    look.at(&ana, "Keyboard");
    ana.press("Escape");
    for dialog in DIALOGS {
        ana.opens_by_commands(dialog);
        look.at(&ana, dialog);
        ana.press("Escape");
    }
    for (dialog, button) in
        [("Devices", "Link my other device"), ("Devices", "Change the key"), ("Invite", "Show a pairing code")]
    {
        ana.opens_by_commands(dialog);
        ana.dialog(dialog).button(button).click();
        look.at(&ana, button);
        ana.press("Escape");
    }
    ana.button("Menu").focus();
    ana.press("Ctrl+k");
    ana.find("combobox", "Command").is_focused();
    look.at(&ana, "Commands");
    ana.press("Escape");
    look.ends_content();
}

/// Every dialog that is not looked at otherwise, by its name in English.
const DIALOGS: &[&str] = &[
    "Invite",
    "Members",
    "Merge two people",
    "Devices",
    "Sync details",
    "History of the notes",
    "Sound",
    "Bin",
    "Steps",
    "End this together",
    "Remove from this device",
    "Erase for both",
];

/// Closes whatever lies over the room.
#[track_caller]
fn closes(person: &Person) {
    person.press("Escape");
    person.looks_away();
}

#[track_caller]
fn turns_back(person: &Person) {
    turns_to(person, "en");
    person.page_becomes(
        "it is English again",
        "return !deep('h1, h2, h3').some((e) => e.checkVisibility() && /^\\[/.test(e.textContent.trim()))",
    );
}

/// What was seen in the language of nobody's.
struct Look {
    misfits: Misfits,
    plain: BTreeSet<String>,
    _widget: WidgetCopy,
}

impl Look {
    /// A relay whose widget speaks that language, too.
    fn begin() -> (Self, Story) {
        let texts = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/strings");
        let compiled = alongside_texts::compile(&texts).expect("the texts compile");
        let pseudo = alongside_texts::pseudo(&compiled.languages[0]);
        let widget = WidgetCopy::new();
        // As `xtask` writes them: what is wanted after a press only comes with the texts of a room.
        widget.speaks(&pseudo.tag, &(pseudo.early + &*pseudo.page), &(pseudo.late + &*pseudo.pressed));
        let story = Story::begin_with(&widget.options());
        (Self { misfits: Misfits::default(), plain: BTreeSet::new(), _widget: widget }, story)
    }

    /// Looks at what is open, in every section, at two widths, and turns back to English.
    #[track_caller]
    fn at(&mut self, person: &Person, what: &str) {
        self.turns(person);
        let has_tabs = person.ask_page("return !deep('dialog[open]').length && deep('[role=tab]').length > 0") == true;
        for width in [1280, 320] {
            person.resize(width, 900);
            person.page_becomes("the layout has followed", &format!("return innerWidth === {width} || innerWidth"));
            for tab in 0..if has_tabs && width < 600 { 4 } else { 1 } {
                if has_tabs && width < 600 {
                    person.ask_page(&format!("deep('[role=tab]')[{tab}].click()"));
                    person.looks_away();
                }
                self.sees(person, &format!("{what}, {width} px, {tab}"));
            }
        }
        person.resize(1280, 900);
        turns_back(person);
    }

    /// Looks at what is open at the width that there is, and turns back to English.
    #[track_caller]
    fn here(&mut self, person: &Person, what: &str) {
        self.turns(person);
        self.sees(person, what);
        turns_back(person);
    }

    #[track_caller]
    fn turns(&self, person: &Person) {
        turns_to(person, alongside_texts::PSEUDO);
        person.page_becomes(
            "every text is there",
            "const said = deep('.room h2').filter((e) => e.checkVisibility()).map((e) => e.textContent);
             return deep('.room h2').length === 0 || said.some((text) => /^\\[/.test(text.trim())) || said",
        );
    }

    fn sees(&mut self, person: &Person, what: &str) {
        person.is_still();
        self.misfits.look_at(person, what);
        person.screenshot(&format!("pseudo/{what}"));
        let script = PLAIN.to_owned() + "return [...plain(deep('.widget *').filter(isNow)), ...short()]";
        self.notes_down(what, person.ask_page(&script));
    }

    fn notes_down(&mut self, what: &str, found: Value) {
        for one in found.as_array().into_iter().flatten().filter_map(|one| one.as_str()) {
            if self.plain.insert(one.to_owned()) {
                eprintln!("in no table: {one} ({what})");
            }
        }
    }

    #[track_caller]
    fn ends_content(self) {
        self.misfits.are_none();
        assert!(self.plain.is_empty(), "{} texts are in no table, or are cut: {:#?}", self.plain.len(), self.plain);
    }
}

/// Letters without an accent in what is seen, in names, tooltips, placeholders, and what a sheet adds. But for what people wrote (and what
/// their devices called themselves), the browser's days and lists, and the letters of keys, links, codes and languages. And placeholders
/// that do not fit into their fields.
const PLAIN: &str = r#"
    const written = ['Say no to ops', 'What went well since October, and what did that take of you?', 'Growth plan', 'Holiday cover', 'Pairing on the importer',
        'Retro: what to keep', 'The offer from the platform team', 'Keep the Thursday hour free', 'Call Eva about the platform team', 'Send the notes',
        'Bring the numbers', 'Book a room', 'Write down what “no” sounds like', 'find her number', 'She is away until Monday.', 'listen more than I talk', 'say it',
        'two options agreed', 'well taken', 'Lead one project by spring.', 'Eva offered the migration; decide by May.', 'xylo', 'Chrome on Linux', 'A point', 'A task',
        'Ana and Ben', '] and [', 'Ana', 'Ben', 'Eva'];
    const browsers = /\b(in [\d,]+ days|today|tomorrow|yesterday|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|June|July|August|September|October|November|December|AM|PM)\b/gi;
    const isPlain = (text) => {
        for (const words of written) text = text.replaceAll(words, '');
        return /[A-Za-z]{2,}/.test(text.replace(/(https?:\/\/|\w+\.(example|org)\b)\S*/g, '').replace(browsers, '').replace(/[\w.-]*\d[\w.:-]*/g, ''));
    };
    const isSeen = (e) => (e.localName === 'option' ? e.closest('select') : e).checkVisibility();
    // What was told before the language changed stays as it was told.
    const isNow = (e) => !e.closest('[aria-live=polite], .toast');
    const isTheirs = (e) => e.closest('style, .mirror, .written, [lang]:not(.widget), .code');
    const plain = (all) => [...new Set(all.filter((e) => isSeen(e) && !isTheirs(e)).flatMap((e) => [
        ...[...e.childNodes].filter((node) => node.nodeType === 3).map((node) => ['text', node.data]),
        ...['aria-label', 'title', 'placeholder', 'alt', 'aria-valuetext', 'aria-description', 'aria-roledescription'].map((name) => [name, e.getAttribute(name) ?? '']),
        ...['::before', '::after'].map((part) => [part, getComputedStyle(e, part).content.replace(/^(none|normal|counter.*|attr.*)$/, '')]),
    ].filter(([, text]) => isPlain(text)).map(([kind, text]) => `${e.localName}.${e.className?.baseVal ?? e.className} ${kind}: ${text.trim().slice(0, 90)}`)))];
    const short = () => deep('input:placeholder-shown').filter((e) => e.checkVisibility()).flatMap((e) => {
        const style = getComputedStyle(e), pen = document.createElement('canvas').getContext('2d');
        pen.font = style.font;
        const wide = pen.measureText(e.placeholder).width, room = e.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
        // It is the name of the field, which is read as a whole; what it loses is told by an ellipsis.
        const isTold = style.textOverflow === 'ellipsis' && e.ariaLabel;
        return room > 0 && wide > room + 1 && !isTold ? [`${innerWidth} px, a field of ${Math.round(room)} px asks “${e.placeholder}” (${Math.round(wide)} px)`] : [];
    });
"#;
